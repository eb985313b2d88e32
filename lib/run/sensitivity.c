/* SPDX-License-Identifier: MIT */
#include "run/sensitivity.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/numerics.h"
#include "base/options.h"
#include "data/keys.h"
#include "run/ensemble_new.h"
#include "run/result.h"
#include "run/sensitivity_run.h"
#include "stats/shapley.h"
#include "stats/sobol.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define MOST_BYTES ((double)(1 << 30))
#define MOST_SETS 31 /* sets of factors are bits */

#define OUTPUT                                                                                                         \
    {"output", IECI_COLUMN_TEXT,                                                                                       \
     "what depends on the factors: shift (mean absolute difference from the nominal ranks), rank or score"},           \
        {"unit", IECI_COLUMN_TEXT, "code of the unit; missing for the shift, which is of all"}, {                      \
        "factor", IECI_COLUMN_TEXT, "code of the factor"                                                               \
    }

static const ieci__column sobol_columns[] = {
    OUTPUT,
    {"first", IECI_COLUMN_REAL,
     "share of the variance that the factor explains alone; missing: the output is constant"},
    {"first_low", IECI_COLUMN_REAL, "its interval (option interval), by bootstrap of rows"},
    {"first_high", IECI_COLUMN_REAL, "upper end"},
    {"total", IECI_COLUMN_REAL, "share with all its interactions: what would be left if all other factors were known"},
    {"total_low", IECI_COLUMN_REAL, "its interval"},
    {"total_high", IECI_COLUMN_REAL, "upper end"},
};

static const ieci__column shapley_columns[] = {
    OUTPUT,
    {"effect", IECI_COLUMN_REAL, "share of the variance, interactions split evenly; adds up to 1 over the factors"},
    {"effect_low", IECI_COLUMN_REAL, "its interval (option interval), by bootstrap of rows"},
    {"effect_high", IECI_COLUMN_REAL, "upper end"},
};

static const ieci__table_spec tables[] = {
    {"sensitivity", "sobol", "Sobol' indices of the shift and of each unit's rank and score", sobol_columns,
     COUNT(sobol_columns)},
    {"sensitivity", "shapley", "Shapley effects of the shift and of each unit's rank and score", shapley_columns,
     COUNT(shapley_columns)},
};

const ieci__table_spec *ieci__sensitivity_tables(size_t *count) {
    *count = COUNT(tables);
    return tables;
}

/* An analysis at work; arrays of outputs are [row][output], of indices [factor][1 + resamples][output]. */
typedef struct analysis {
    const ieci__plan *plan;
    const ieci_options *options;
    size_t rows, factors, outputs, resamples, indices;
    double *nominal;
    ieci__sensitivity_run run;
    uint32_t *list, *sets, *orders; /* [row], [row], [row][factor] */
    bool *other;                    /* [factor] */
    uint16_t *times;
    double *a, *b, *c, *centre, *variance, *first, *total, *room;
    double done;
} analysis;

static void clear(analysis *at) {
    void *blocks[] = {at->nominal, at->list, at->sets,   at->orders,   at->other, at->times, at->a,
                      at->b,       at->c,    at->centre, at->variance, at->first, at->total, at->room};
    for (size_t i = 0; i < COUNT(blocks); i++) {
        ieci__memory_free(blocks[i]);
    }
    ieci__sensitivity_clear(&at->run);
}

static bool start(analysis *at, ieci_error **problems) {
    const size_t outputs = at->outputs = ieci__sensitivity_outputs(at->plan->num_units);
    const double bytes =
        8.0 * (double)outputs * (3.0 * (double)at->rows + 2.0 * (double)at->factors * (double)(1 + at->resamples));
    at->indices = (1 + at->resamples) * outputs;
    if (bytes > MOST_BYTES) {
        ieci__error_add(problems, IECI_ERROR_LIMIT, NULL,
                        "%zu rows of %zu outputs are more than a gigabyte; take rows or resamples away", at->rows,
                        outputs);
        return false;
    }
    at->nominal = ieci__memory_allocate(at->plan->num_units, sizeof *at->nominal);
    at->list = ieci__memory_allocate(at->rows, sizeof *at->list);
    at->sets = ieci__memory_allocate(at->rows, sizeof *at->sets);
    at->orders = ieci__memory_allocate(at->rows, at->factors * sizeof *at->orders);
    at->other = ieci__memory_allocate(at->factors, sizeof *at->other);
    at->times = ieci__memory_allocate(at->rows, at->resamples * sizeof *at->times);
    at->a = ieci__memory_allocate(at->rows, outputs * sizeof *at->a);
    at->b = ieci__memory_allocate(at->rows, outputs * sizeof *at->b);
    at->c = ieci__memory_allocate(at->rows, outputs * sizeof *at->c);
    at->centre = ieci__memory_allocate(outputs, sizeof *at->centre);
    at->variance = ieci__memory_allocate(at->indices, sizeof *at->variance);
    at->first = ieci__memory_allocate(at->factors, at->indices * sizeof *at->first);
    at->total = ieci__memory_allocate(at->factors, at->indices * sizeof *at->total);
    at->room = ieci__memory_allocate(ieci__sobol_room(outputs, at->resamples), sizeof *at->room);
    if (!at->nominal || !at->list || !at->sets || !at->orders || !at->other || !at->times || !at->a || !at->b ||
        !at->c || !at->centre || !at->variance || !at->first || !at->total || !at->room) {
        ieci__error_nomem(problems);
        return false;
    }
    for (size_t k = 0; k < at->resamples; k++) {
        ieci__sobol_resample(at->plan->seed, k, at->rows, at->times + k * at->rows);
    }
    return ieci__sensitivity_start(&at->run, at->plan, at->nominal, at->rows, problems);
}

static bool find_nominal(analysis *at, ieci_error **problems) {
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    if (ieci_model_evaluate(at->plan->model, NULL, &result, &error) == IECI_OK) {
        for (size_t u = 0; u < at->plan->num_units; u++) {
            at->nominal[u] =
                result->rank[ieci__result_at(result, at->plan->edition, at->plan->node, at->plan->unit[u])];
        }
    }
    ieci__error_join(problems, &error);
    ieci_result_unref(result);
    return *problems == NULL;
}

/* Runs all rows with the same factors at their second draw; tells progress. */
static bool run_all(analysis *at, double *output, ieci_error **problems) {
    for (size_t r = 0; r < at->rows; r++) {
        at->list[r] = (uint32_t)r;
    }
    at->done += 1.0;
    return ieci__sensitivity_rows(&at->run, at->other, at->rows, at->list, output, problems) &&
           ieci__options_progress(at->options, at->done / (double)(at->factors + 3), problems);
}

static void set_others(analysis *at, bool value) {
    for (size_t f = 0; f < at->factors; f++) {
        at->other[f] = value;
    }
}

static bool find_sobol(analysis *at, ieci_error **problems) {
    const ieci__sobol design = {at->rows,      at->outputs, at->a,      at->b,
                                at->resamples, at->times,   at->centre, at->variance};
    set_others(at, true);
    if (!run_all(at, at->b, problems)) {
        return false;
    }
    ieci__sobol_moments(&design, at->centre, at->variance, at->room);
    set_others(at, false);
    for (size_t f = 0; f < at->factors; f++) {
        at->other[f] = true;
        if (!run_all(at, at->c, problems)) {
            return false;
        }
        at->other[f] = false;
        ieci__sobol_effects(&design, at->c, at->first + f * at->indices, at->total + f * at->indices, at->room);
    }
    return true;
}

/* --- Shapley effects --- */

/* Runs the rows whose set of factors at their second draw is the same, set by set. */
static bool run_sets(analysis *at, double *output, ieci_error **problems) {
    size_t left = at->rows;
    for (size_t r = 0; r < at->rows; r++) {
        at->list[r] = (uint32_t)r;
    }
    while (left > 0) {
        const uint32_t set = at->sets[at->list[0]];
        size_t count = 0;
        for (size_t i = 0; i < left; i++) { /* those of the set come to the front */
            if (at->sets[at->list[i]] == set) {
                const uint32_t row = at->list[i];
                at->list[i] = at->list[count];
                at->list[count++] = row;
            }
        }
        for (size_t f = 0; f < at->factors; f++) {
            at->other[f] = (set >> f & 1) != 0;
        }
        if (!ieci__sensitivity_rows(&at->run, at->other, count, at->list, output, problems)) {
            return false;
        }
        left -= count;
        memmove(at->list, at->list + count, left * sizeof *at->list);
    }
    at->done += 1.0;
    return ieci__options_progress(at->options, at->done / (double)(at->factors + 3), problems);
}

static void add_steps(analysis *at, size_t step, const double *before, const double *after) {
    for (size_t r = 0; r < at->rows; r++) {
        double *sums = at->first + at->orders[r * at->factors + step] * at->indices;
        const size_t from = r * at->outputs;
        ieci__shapley_step(at->outputs, at->a + from, before + from, after + from, 1.0, sums);
        for (size_t k = 0; k < at->resamples; k++) {
            const uint16_t times = at->times[k * at->rows + r];
            if (times > 0) {
                ieci__shapley_step(at->outputs, at->a + from, before + from, after + from, (double)times,
                                   sums + (k + 1) * at->outputs);
            }
        }
    }
}

/* Effects are shares of their own sum, which estimates the variance. */
static void share_effects(analysis *at) {
    for (size_t i = 0; i < at->indices; i++) {
        double sum = 0.0;
        for (size_t f = 0; f < at->factors; f++) {
            sum += at->first[f * at->indices + i];
        }
        for (size_t f = 0; f < at->factors; f++) {
            double *effect = &at->first[f * at->indices + i];
            *effect = sum > 0.0 ? *effect / sum : IECI__MISSING;
        }
    }
}

static bool find_shapley(analysis *at, ieci_error **problems) {
    memset(at->first, 0, at->factors * at->indices * sizeof *at->first);
    for (size_t r = 0; r < at->rows; r++) {
        at->sets[r] = 0;
        ieci__shapley_order(at->plan->seed, r, at->factors, at->orders + r * at->factors);
    }
    memcpy(at->b, at->a, at->rows * at->outputs * sizeof *at->b);
    double *before = at->b, *after = at->c;
    for (size_t step = 0; step < at->factors; step++) {
        for (size_t r = 0; r < at->rows; r++) {
            at->sets[r] |= UINT32_C(1) << at->orders[r * at->factors + step];
        }
        if (!run_sets(at, after, problems)) {
            return false;
        }
        add_steps(at, step, before, after);
        double *const kept = before;
        before = after;
        after = kept;
    }
    share_effects(at);
    return true;
}

/* --- The table --- */

static void put_index(ieci__rows *rows, const analysis *at, const double *indices, double level) {
    double low = IECI__MISSING, high = IECI__MISSING;
    if (at->resamples > 1) {
        ieci__sobol_interval(at->resamples, indices, at->outputs, level, &low, &high);
    }
    ieci__rows_real(rows, indices[0]);
    ieci__rows_real(rows, low);
    ieci__rows_real(rows, high);
}

static ieci_table *make_table(const analysis *at, const ieci__table_spec *spec, ieci_error **problems) {
    static const char *const names[] = {"shift", "rank", "score"};
    const double level = (double)ieci__options_size(at->options, "interval") / 100.0;
    const size_t units = at->plan->num_units;
    ieci__rows *rows = ieci__rows_new(spec->columns, spec->num_columns);
    for (size_t o = 0; o < at->outputs && rows != NULL; o++) {
        const size_t unit = o == 0 ? 0 : at->plan->unit[(o - 1) % units];
        for (size_t f = 0; f < at->factors; f++) {
            ieci__rows_text(rows, names[o == 0 ? 0 : 1 + (o - 1) / units]);
            ieci__rows_text(rows, o == 0 ? NULL : ieci__names_text(&at->plan->model->dataset->units, unit));
            ieci__rows_text(rows, at->plan->factors->factors[f].code);
            put_index(rows, at, at->first + f * at->indices + o, level);
            if (spec == &tables[0]) {
                put_index(rows, at, at->total + f * at->indices + o, level);
            }
        }
    }
    return ieci__rows_finish(rows, problems);
}

static ieci_table *analyse(const ieci__plan *plan, const ieci__table_spec *spec, const ieci_options *options,
                           ieci_error **problems) {
    analysis at = {.plan = plan,
                   .options = options,
                   .rows = ieci__options_size(options, "rows"),
                   .factors = plan->factors->num_factors,
                   .resamples = ieci__options_size(options, "resamples")};
    ieci_table *table = NULL;
    const bool shapley = spec == &tables[1];
    if (shapley && at.factors > MOST_SETS) {
        ieci__error_add(problems, IECI_ERROR_LIMIT, NULL, "%zu factors are more than the %d of Shapley effects",
                        at.factors, MOST_SETS);
    } else if (start(&at, problems) && find_nominal(&at, problems) && run_all(&at, at.a, problems) &&
               (shapley ? find_shapley : find_sobol)(&at, problems)) {
        table = make_table(&at, spec, problems);
    }
    clear(&at);
    return table;
}

ieci_status ieci_sensitivity(const ieci_model *model, const ieci_factors *factors, const char *name,
                             const ieci_options *options, ieci_table **table, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, model, IECI__MAGIC_MODEL, "model");
    valid = ieci__error_check_handle(&problems, factors, IECI__MAGIC_FACTORS, "factors") && valid;
    valid = ieci__error_check_pointer(&problems, name, "name") && valid;
    valid = ieci__options_check(&problems, options) && valid;
    valid = ieci__error_check_pointer(&problems, table, "table") && valid;
    const size_t found = valid ? ieci__keys_find_table(&problems, tables, COUNT(tables), name) : COUNT(tables);
    if (found == COUNT(tables) || !ieci__model_check_whole(model, &problems)) {
        return ieci__error_give(problems, error);
    }
    fenv_t caller;
    ieci__numerics_enter(&caller);
    ieci__plan plan = {0};
    ieci_table *made = NULL;
    size_t edition, node;
    if (ieci__options_progress(options, 0.0, &problems) &&
        ieci__ensemble_choose(model, options, &edition, &node, &problems) &&
        ieci__plan_make(&plan, model, factors, ieci__ensemble_seed(factors, options), edition, node, &problems)) {
        made = analyse(&plan, &tables[found], options, &problems);
    }
    ieci__plan_clear(&plan);
    if (problems == NULL) {
        ieci__options_progress(options, 1.0, &problems);
    }
    ieci__numerics_leave(&caller);
    if (problems == NULL) {
        *table = made;
    } else {
        ieci_table_unref(made);
    }
    return ieci__error_give(problems, error);
}
