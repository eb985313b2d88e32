/* SPDX-License-Identifier: MIT */
#include "study/levers.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/number.h"
#include "base/numerics.h"
#include "base/options.h"
#include "run/evaluate.h"
#include "study/lever_costs.h"
#include "study/lever_mix.h"

#define COUNT(columns) (sizeof(columns) / sizeof *(columns))

static const ieci__column columns[] = {
    {"part", IECI_COLUMN_TEXT,
     "now (as it is), target, alone (one lever by itself), together (a lever of the mix), mix (all of them), left_out"},
    {"indicator", IECI_COLUMN_TEXT, "code of the indicator"},
    {"name", IECI_COLUMN_TEXT, "name of the indicator"},
    {"from", IECI_COLUMN_REAL, "raw figure in use"},
    {"to", IECI_COLUMN_REAL,
     "figure that is needed, or how far the lever may go where that is not enough; of target: the score as ranked"},
    {"step", IECI_COLUMN_REAL, "least step of the figure: 1, or one in the last typed digit"},
    {"points", IECI_COLUMN_REAL, "points of the node that it gives, after the rows before it"},
    {"score", IECI_COLUMN_REAL, "unrounded score then"},
    {"rank", IECI_COLUMN_REAL, "place then; of target: the place that is asked for"},
    {"rank_short", IECI_COLUMN_REAL, "place with one step less of this lever"},
    {"cost", IECI_COLUMN_REAL, "what it costs"},
    {"cost_bound", IECI_COLUMN_REAL, "no mix costs less than this"},
    {"reached", IECI_COLUMN_TEXT, "yes if the place is reached"},
    {"reason", IECI_COLUMN_TEXT,
     "of left_out: country, no_figure, no_weight, at_bound, no_cost; of mix: order (most points first), cheapest, near "
     "(not proven the cheapest), search (none of its levers can be taken back by a step)"},
};

const ieci__table_spec ieci__levers_spec = {"study", "levers", "what it would take for a unit to reach a place",
                                            columns, COUNT(columns)};

typedef struct study {
    const ieci_result *result;
    const char *language;
    ieci__trial trial;
    size_t place;
    double score, rank; /* as it is */
    ieci__lever_costs costs;
    size_t *indicators; /* those at or below the node that were chosen, in tree order */
    ieci__lever *levers;
    ieci__lever_reason *reasons;
    size_t num_indicators;
    ieci__lever *mixed; /* those of the mix */
    size_t num_mixed;
    ieci__rows *rows;
    ieci_error **problems;
} study;

/* --- Rows --- */

/* What a row tells; NaN and NULL are missing. */
typedef struct row {
    const char *part;
    size_t indicator; /* IECI__NONE: none */
    double from, to, step, points, score, rank, rank_short, cost, cost_bound;
    const char *reached, *reason;
} row;

#define EMPTY_ROW(name)                                                                                                \
    {                                                                                                                  \
        .part = name, .indicator = IECI__NONE, .from = IECI__MISSING, .to = IECI__MISSING, .step = IECI__MISSING,      \
        .points = IECI__MISSING, .score = IECI__MISSING, .rank = IECI__MISSING, .rank_short = IECI__MISSING,           \
        .cost = IECI__MISSING, .cost_bound = IECI__MISSING                                                             \
    }

static void put_row(study *at, const row *told) {
    const ieci_schema *schema = at->result->model->schema;
    const size_t node = told->indicator == IECI__NONE ? IECI__NONE : schema->indicators[told->indicator].node;
    ieci__rows_text(at->rows, told->part);
    ieci__rows_text(at->rows, node == IECI__NONE ? NULL : schema->nodes[node].code);
    ieci__rows_text(at->rows, node == IECI__NONE ? NULL : ieci__schema_name(schema, node, at->language));
    const double numbers[] = {told->from, told->to,         told->step, told->points,    told->score,
                              told->rank, told->rank_short, told->cost, told->cost_bound};
    for (size_t i = 0; i < COUNT(numbers); i++) {
        ieci__rows_real(at->rows, numbers[i]);
    }
    ieci__rows_text(at->rows, told->reached);
    ieci__rows_text(at->rows, told->reason);
}

static const char *yes_no(bool value) {
    return value ? "yes" : "no";
}

/* --- Now and target --- */

static int64_t *node_keys(const study *at) {
    return at->result->key + ieci__result_at(at->result, at->trial.edition, at->trial.node, 0);
}

/* The least rank key with which the unit has the place while the others stay as they are. */
static bool find_target(const study *at, int64_t *target) {
    const ieci_model *model = at->result->model;
    const bool *sample = model->sample + at->trial.edition * model->num_units;
    int64_t *keys = ieci__memory_copy(node_keys(at), model->num_units, sizeof *keys);
    int64_t *work = ieci__memory_allocate(model->num_units, sizeof *work);
    size_t *order = ieci__memory_allocate(2 * model->num_units, sizeof *order);
    double *ranks = ieci__memory_allocate(model->num_units, sizeof *ranks);
    const bool done = keys != NULL && work != NULL && order != NULL && ranks != NULL;
    if (done) {
        int64_t low = keys[at->trial.unit], high = low;
        for (size_t u = 0; u < model->num_units; u++) {
            high = sample[u] && keys[u] > high ? keys[u] : high;
        }
        /* One printed step above the highest is the first place under every rule of ties. */
        high +=
            (int64_t)ieci__pair_ten(model->schema->key_decimals -
                                    (model->schema->by_full ? model->schema->key_decimals : model->schema->decimals));
        while (high - low > 1) { /* low does not have the place, high does */
            keys[at->trial.unit] = low + (high - low) / 2;
            ieci__evaluate_ranks(model, sample, keys, work, order, ranks, NULL);
            if (ranks[at->trial.unit] <= (double)at->place) {
                high = keys[at->trial.unit];
            } else {
                low = keys[at->trial.unit];
            }
        }
        *target = high;
    } else {
        ieci__error_nomem(at->problems);
    }
    ieci__memory_free(keys);
    ieci__memory_free(work);
    ieci__memory_free(order);
    ieci__memory_free(ranks);
    return done;
}

/* A rank key as a number: as it is printed, or in full where ranks are of full scores. */
static double key_number(const ieci_model *model, int64_t key) {
    const ieci_schema *schema = model->schema;
    char text[IECI__NUMBER_SIZE];
    double value = IECI__MISSING;
    const size_t size = ieci__number_format_key(key, schema->key_decimals,
                                                schema->by_full ? schema->key_decimals : schema->decimals, text);
    ieci__number_parse(text, size, &value);
    return value;
}

/* Rows "now" and "target"; `*need` is the score that the place needs while the others stay as they are. */
static bool put_target(study *at, double *need) {
    const ieci_model *model = at->result->model;
    const bool reached = at->rank <= (double)at->place;
    row now = EMPTY_ROW("now"), target = EMPTY_ROW("target");
    const int64_t own = node_keys(at)[at->trial.unit];
    int64_t key = own;
    now.to = key_number(model, key);
    now.score = at->score;
    now.rank = at->rank;
    now.reached = yes_no(reached);
    if (!reached && !find_target(at, &key)) {
        return false;
    }
    /* A key stands for all scores from half a step below it. */
    *need = ((double)key - 0.5) / ieci__pair_ten(model->schema->key_decimals);
    target.rank = (double)at->place;
    target.to = key_number(model, key);
    target.points =
        reached ? 0.0 : key_number(model, ieci__result_rank_key(model, key) - ieci__result_rank_key(model, own));
    target.reached = now.reached;
    put_row(at, &now);
    put_row(at, &target);
    return true;
}

/* --- The levers --- */

static bool is_below(const ieci_model *model, size_t node, size_t above) {
    while (node != above && node != IECI__NONE) {
        node = model->schema->nodes[node].parent;
    }
    return node == above;
}

static bool find_levers(study *at, bool best) {
    const ieci_model *model = at->result->model;
    for (size_t j = 0; j < model->num_indicators; j++) {
        if (!at->costs.chosen[j] || !is_below(model, model->schema->indicators[j].node, at->trial.node)) {
            continue;
        }
        const size_t i = at->num_indicators++;
        at->indicators[i] = j;
        at->levers[i] = (ieci__lever){.indicator = j, .cost = at->costs.cost[j], .limit = at->costs.limit[j]};
        if (!ieci__lever_find(&at->levers[i], &at->trial, best, &at->reasons[i], at->problems)) {
            return false;
        }
        if (at->reasons[i] == IECI__LEVER_FREE && (!at->costs.priced || at->costs.listed[j])) {
            at->mixed[at->num_mixed++] = at->levers[i];
        }
    }
    return true;
}

static bool put_alone(study *at, const ieci__lever *lever) {
    row told = EMPTY_ROW("alone");
    size_t point;
    if (!ieci__lever_search(lever, &at->trial, at->place, lever->alone, &point, at->problems)) {
        return false;
    }
    told.indicator = lever->indicator;
    told.from = lever->from;
    told.to = ieci__lever_figure(lever, point == 0 ? lever->alone : point);
    told.step = ieci__lever_step(lever);
    told.score = at->trial.score;
    told.points = at->trial.score - at->score;
    told.rank = at->trial.rank;
    told.reached = yes_no(point > 0);
    told.cost = lever->cost * (lever->direction * (told.to - told.from));
    if (point > 0) {
        const double less = point == 1 ? IECI__MISSING : ieci__lever_figure(lever, point - 1);
        if (!ieci__trial_set(&at->trial, lever->indicator, less)) {
            ieci__error_nomem(at->problems);
            return false;
        }
        if (!ieci__trial_run(&at->trial, at->problems)) {
            return false;
        }
        told.rank_short = at->trial.rank;
    }
    put_row(at, &told);
    if (!ieci__trial_reset(&at->trial)) {
        ieci__error_nomem(at->problems);
        return false;
    }
    return true;
}

/* --- The mix --- */

/* The place with one step less of a lever of the mix, which the trial has. */
static bool find_short(study *at, const ieci__lever *lever, size_t point, double *rank) {
    const double less = point == 1 ? IECI__MISSING : ieci__lever_figure(lever, point - 1);
    if (!ieci__trial_set(&at->trial, lever->indicator, less)) {
        ieci__error_nomem(at->problems);
        return false;
    }
    const bool done = ieci__trial_run(&at->trial, at->problems);
    *rank = at->trial.rank;
    if (!ieci__trial_set(&at->trial, lever->indicator, ieci__lever_figure(lever, point))) {
        ieci__error_nomem(at->problems);
        return false;
    }
    return done;
}

/* The levers of the mix, each after those before it. */
static bool put_levers(study *at, const ieci__lever_mix *mix) {
    double before = at->score;
    for (size_t k = 0; k < mix->used; k++) {
        const size_t i = mix->order[k];
        const ieci__lever *lever = &mix->levers[i];
        row told = EMPTY_ROW("together");
        /* In an order only the last lever goes just as far as it must; in a mix of least cost all of them do. */
        if (mix->reached && (k + 1 == mix->used || strcmp(mix->method, "order") != 0) &&
            !find_short(at, lever, mix->point[i], &told.rank_short)) {
            return false;
        }
        bool done = true;
        for (size_t l = 0; l < mix->used && done; l++) {
            const size_t other = mix->order[l];
            done = ieci__trial_set(&at->trial, mix->levers[other].indicator,
                                   l > k ? IECI__MISSING : ieci__lever_figure(&mix->levers[other], mix->point[other]));
        }
        if (!done) {
            ieci__error_nomem(at->problems);
        }
        if (!done || !ieci__trial_run(&at->trial, at->problems)) {
            return false;
        }
        told.indicator = lever->indicator;
        told.from = lever->from;
        told.to = ieci__lever_figure(lever, mix->point[i]);
        told.step = ieci__lever_step(lever);
        told.score = at->trial.score;
        told.points = at->trial.score - before;
        told.rank = at->trial.rank;
        told.reached = yes_no(told.rank <= (double)at->place);
        told.cost = lever->cost * (lever->direction * (told.to - told.from));
        before = at->trial.score;
        put_row(at, &told);
        for (size_t l = k + 1; l < mix->used && done; l++) { /* back to the whole mix */
            const size_t other = mix->order[l];
            done = ieci__trial_set(&at->trial, mix->levers[other].indicator,
                                   ieci__lever_figure(&mix->levers[other], mix->point[other]));
        }
        if (!done) {
            ieci__error_nomem(at->problems);
            return false;
        }
    }
    return true;
}

static bool put_mix(study *at, double need) {
    ieci__lever_mix mix = {.trial = &at->trial, .place = at->place, .score = at->score, .need = need};
    mix.levers = at->mixed;
    bool done =
        ieci__lever_mix_start(&mix, at->num_mixed, at->problems) &&
        (at->costs.priced ? ieci__lever_mix_cheapest(&mix, at->problems) : ieci__lever_mix_order(&mix, at->problems)) &&
        put_levers(at, &mix) && ieci__trial_run(&at->trial, at->problems);
    if (done) {
        row told = EMPTY_ROW("mix");
        told.score = at->trial.score;
        told.points = at->trial.score - at->score;
        told.rank = at->trial.rank;
        told.cost = at->costs.priced ? ieci__lever_mix_cost(&mix) : IECI__MISSING;
        told.cost_bound = mix.bound;
        told.reached = yes_no(at->trial.rank <= (double)at->place);
        told.reason = mix.method;
        put_row(at, &told);
    }
    ieci__lever_mix_clear(&mix);
    return done;
}

static void put_left_out(study *at) {
    static const char *const words[] = {"no_cost", "country", "no_figure", "no_weight", "at_bound"};
    for (size_t i = 0; i < at->num_indicators; i++) {
        const size_t j = at->indicators[i];
        if (at->reasons[i] != IECI__LEVER_FREE || (at->costs.priced && !at->costs.listed[j])) {
            row told = EMPTY_ROW("left_out");
            told.indicator = j;
            told.from = at->reasons[i] == IECI__LEVER_AT_BOUND ? at->levers[i].from : IECI__MISSING;
            told.reason = words[at->reasons[i]];
            put_row(at, &told);
        }
    }
}

static void fill_table(study *at, const ieci_options *options) {
    const char *bound = ieci__options_text(options, "bound");
    double need;
    if (!put_target(at, &need) || at->rank <= (double)at->place || !find_levers(at, strcmp(bound, "best") == 0)) {
        return;
    }
    for (size_t i = 0; i < at->num_indicators; i++) {
        const bool is_lever = at->reasons[i] == IECI__LEVER_FREE || at->reasons[i] == IECI__LEVER_AT_BOUND;
        if (is_lever && at->levers[i].alone > 0 && !put_alone(at, &at->levers[i])) {
            return;
        }
    }
    if (put_mix(at, need)) {
        put_left_out(at);
    }
}

/* --- The call --- */

static void check_numbers(const ieci_result *result, size_t edition, size_t node, size_t unit, size_t place,
                          ieci_error **problems) {
    const ieci_model *model = result->model;
    if (edition >= model->num_editions) {
        ieci__error_argument(problems, "edition", "there are only %zu editions", model->num_editions);
    }
    if (node >= model->num_nodes) {
        ieci__error_argument(problems, "node", "there are only %zu nodes", model->num_nodes);
    }
    if (unit >= model->num_units) {
        ieci__error_argument(problems, "unit", "there are only %zu units", model->num_units);
    }
    if (*problems != NULL) {
        return;
    }
    size_t ranked = 0;
    for (size_t u = 0; u < model->num_units; u++) {
        ranked += !ieci__is_missing(result->rank[ieci__result_at(result, edition, node, u)]);
    }
    if (ieci__is_missing(result->rank[ieci__result_at(result, edition, node, unit)])) {
        ieci__error_argument(problems, "unit", "%s is not ranked at %s in edition %s",
                             ieci__names_text(&model->dataset->units, unit), model->schema->nodes[node].code,
                             ieci__names_text(&model->dataset->editions, edition));
    } else if (place == 0 || place > ranked) {
        ieci__error_argument(problems, "place", "must be from 1 to %zu, the number of ranked units", ranked);
    }
}

static bool start_study(study *at) {
    const size_t indicators = at->result->model->num_indicators;
    at->rows = ieci__rows_new(columns, COUNT(columns));
    at->indicators = ieci__memory_allocate(indicators, sizeof *at->indicators);
    at->levers = ieci__memory_allocate(indicators, sizeof *at->levers);
    at->mixed = ieci__memory_allocate(indicators, sizeof *at->mixed);
    at->reasons = ieci__memory_allocate(indicators, sizeof *at->reasons);
    if (!at->rows || !at->indicators || !at->levers || !at->mixed || !at->reasons) {
        ieci__error_nomem(at->problems);
        return false;
    }
    return true;
}

static ieci_table *make_table(study *at, size_t edition, size_t node, size_t unit, const ieci_table *costs,
                              const ieci_options *options) {
    const size_t cell = ieci__result_at(at->result, edition, node, unit);
    at->score = ieci__result_score(at->result, edition, node, unit);
    at->rank = at->result->rank[cell];
    at->language = ieci__options_text(options, "language");
    if (start_study(at) && ieci__lever_costs_read(&at->costs, at->result->model, costs, options, at->problems) &&
        ieci__trial_start(&at->trial, at->result, edition, node, unit, at->problems)) {
        fill_table(at, options);
    }
    ieci__trial_clear(&at->trial);
    ieci__lever_costs_clear(&at->costs);
    ieci__memory_free(at->indicators);
    ieci__memory_free(at->levers);
    ieci__memory_free(at->mixed);
    ieci__memory_free(at->reasons);
    return ieci__rows_finish(at->rows, at->problems);
}

ieci_status ieci_levers(const ieci_result *result, size_t edition, size_t node, size_t unit, size_t place,
                        const ieci_table *costs, const ieci_options *options, ieci_table **table, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, result, IECI__MAGIC_RESULT, "result");
    valid &= costs == NULL || ieci__error_check_handle(&problems, costs, IECI__MAGIC_TABLE, "costs");
    valid &= ieci__options_check(&problems, options);
    valid &= ieci__error_check_pointer(&problems, table, "table");
    if (valid && ieci__model_check_whole(result->model, &problems)) {
        check_numbers(result, edition, node, unit, place, &problems);
    }
    if (problems != NULL) {
        return ieci__error_give(problems, error);
    }
    study at = {.result = result, .place = place, .problems = &problems};
    fenv_t caller;
    ieci__numerics_enter(&caller);
    ieci_table *made = make_table(&at, edition, node, unit, costs, options);
    ieci__numerics_leave(&caller);
    if (problems == NULL) {
        *table = made;
        return IECI_OK;
    }
    ieci_table_unref(made);
    return ieci__error_give(problems, error);
}
