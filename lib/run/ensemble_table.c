/* SPDX-License-Identifier: MIT */
#include "run/ensemble_table.h"

#include <math.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/numerics.h"
#include "base/options.h"
#include "data/keys.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- Columns --- */

#define UNIT                                                                                                           \
    { "unit", IECI_COLUMN_TEXT, "code of the unit" }
#define NAME                                                                                                           \
    { "name", IECI_COLUMN_TEXT, "its name" }

static const ieci__column rank_columns[] = {
    UNIT,
    NAME,
    {"rank", IECI_COLUMN_REAL, "nominal rank: of the model as it stands"},
    {"median", IECI_COLUMN_REAL, "median rank of the replicates in which the unit has one"},
    {"low", IECI_COLUMN_REAL, "best rank of the interval (option interval), by the inverse of the distribution"},
    {"high", IECI_COLUMN_REAL, "worst rank of the interval"},
    {"expected", IECI_COLUMN_REAL, "mean rank"},
    {"shift", IECI_COLUMN_REAL, "mean absolute difference from the nominal rank"},
    {"top_1", IECI_COLUMN_REAL, "share of all replicates with rank 1"},
    {"top_3", IECI_COLUMN_REAL, "share with rank 3 or better"},
    {"top_5", IECI_COLUMN_REAL, "share with rank 5 or better"},
    {"top_10", IECI_COLUMN_REAL, "share with rank 10 or better"},
    {"top_20", IECI_COLUMN_REAL, "share with rank 20 or better"},
    {"unranked", IECI_COLUMN_REAL, "share without a rank"},
    {"score", IECI_COLUMN_REAL, "mean score of the replicates with a rank"},
    {"driver", IECI_COLUMN_TEXT, "factor with the largest total effect on the rank; needs the option drivers"},
    {"driver_first", IECI_COLUMN_REAL, "share of the variance of the rank that it explains by itself"},
    {"driver_total", IECI_COLUMN_REAL, "share that would be left if only it were not known"},
};

static const ieci__column driver_columns[] = {
    {"unit", IECI_COLUMN_TEXT, "code of the unit; missing: the mean absolute shift of all ranks"},
    {"factor", IECI_COLUMN_TEXT, "code of the factor"},
    {"first", IECI_COLUMN_REAL, "share of the variance of the rank that the factor explains by itself (first order)"},
    {"total", IECI_COLUMN_REAL, "share that would be left if only the factor were not known (total effect)"},
    {"rows", IECI_COLUMN_REAL, "replicates that tell: with a rank before and after"},
};

static const ieci__column count_columns[] = {
    UNIT,
    {"rank", IECI_COLUMN_REAL, "rank; missing: none"},
    {"replicates", IECI_COLUMN_REAL, "how many replicates give the unit this rank; ranks that never come are left out"},
    {"share", IECI_COLUMN_REAL, "the same as a share of all replicates: rank acceptability"},
};

static const ieci__column pair_columns[] = {
    UNIT,
    {"rival", IECI_COLUMN_TEXT, "code of the other unit"},
    {"wins", IECI_COLUMN_REAL, "share of all replicates in which the unit is ahead of the rival"},
    {"ties", IECI_COLUMN_REAL, "share in which neither is ahead, or one has no rank"},
    {"losses", IECI_COLUMN_REAL, "share in which the rival is ahead"},
};

static const ieci__column shift_columns[] = {
    {"replicates", IECI_COLUMN_REAL, "number of replicates"},
    {"units", IECI_COLUMN_REAL, "units with a nominal rank"},
    {"shift", IECI_COLUMN_REAL, "mean absolute difference from the nominal rank over units and replicates"},
    {"width", IECI_COLUMN_REAL, "mean width of the interval of ranks (option interval), in places"},
    {"same", IECI_COLUMN_REAL, "share of units and replicates with the nominal rank"},
};

static const ieci__column score_columns[] = {
    UNIT,
    {"score", IECI_COLUMN_REAL, "nominal score, unrounded to the decimals of rank keys"},
    {"mean", IECI_COLUMN_REAL, "mean score of the replicates with a rank"},
    {"sd", IECI_COLUMN_REAL, "standard deviation of the score, divisor n; needs the option keep_scores"},
};

static const ieci__column provenance_columns[] = {
    {"item", IECI_COLUMN_TEXT, "what is told"},
    {"value", IECI_COLUMN_TEXT, "its value"},
};

static const ieci__column factor_columns[] = {
    {"factor", IECI_COLUMN_TEXT, "code of the factor"},
    {"kind", IECI_COLUMN_TEXT, "weights, alternatives, error or remove"},
    {"words", IECI_COLUMN_TEXT, "what varies, and how"},
};

#define TABLE(name, doc, columns)                                                                                      \
    { "ensemble", name, doc, columns, COUNT(columns) }

static const ieci__table_spec specs[] = {
    TABLE("ranks", "nominal rank, median, interval and chances of each unit, by nominal rank", rank_columns),
    TABLE("acceptability", "how often each unit has each rank", count_columns),
    TABLE("pairs", "how often each unit is ahead of each other; needs the option keep_pairs", pair_columns),
    TABLE("drivers", "effects of every factor on every rank; needs the option drivers", driver_columns),
    TABLE("shift", "how far ranks move on the whole", shift_columns),
    TABLE("scores", "mean and spread of scores", score_columns),
    TABLE("factors", "what varied", factor_columns),
    TABLE("provenance", "seed, replicates, versions and identity: what makes the same answer again",
          provenance_columns),
};

const ieci__table_spec *ieci__ensemble_tables(size_t *count) {
    *count = COUNT(specs);
    return specs;
}

/* --- Distributions --- */

/* The ranks of one unit. */
typedef struct ranking {
    const uint64_t *count; /* of rank 1, 2, ... */
    size_t units;
    uint64_t ranked, all;
} ranking;

static ranking ranking_of(const ieci_ensemble *ensemble, size_t unit) {
    const size_t units = ensemble->of.num_units;
    ranking made = {ensemble->tally.count + unit * (units + 1), units, 0, ieci__ensemble_count(ensemble)};
    made.ranked = made.all - made.count[units];
    return made;
}

/* The least rank r with P(rank <= r) >= percent / 100 (times 1/2: half percents), exactly. */
static double quantile(const ranking *of, uint64_t half_percents) {
    uint64_t below = 0;
    for (size_t r = 0; r < of->units && of->ranked > 0; r++) {
        below += of->count[r];
        if ((double)below * 200.0 >= (double)of->ranked * (double)half_percents && below > 0) {
            return (double)(r + 1);
        }
    }
    return IECI__MISSING;
}

static double mean_rank(const ranking *of, double from) {
    double sum = 0.0;
    for (size_t r = 0; r < of->units; r++) {
        const double rank = (double)(r + 1);
        sum += (double)of->count[r] * (ieci__is_missing(from) ? rank : fabs(rank - from));
    }
    return of->ranked == 0 ? IECI__MISSING : sum / (double)of->ranked;
}

static double share_of(uint64_t part, uint64_t all) {
    return all == 0 ? IECI__MISSING : (double)part / (double)all;
}

static double share_to(const ranking *of, size_t place) {
    uint64_t sum = 0;
    for (size_t r = 0; r < of->units && r < place; r++) {
        sum += of->count[r];
    }
    return share_of(sum, of->all);
}

static double scale_of(const ieci_ensemble *ensemble) {
    double scale = 1.0;
    for (unsigned i = 0; i < ensemble->of.key_decimals; i++) {
        scale *= 10.0;
    }
    return scale;
}

static double mean_score(const ieci_ensemble *ensemble, size_t unit) {
    const ranking of = ranking_of(ensemble, unit);
    return of.ranked == 0
               ? IECI__MISSING
               : ieci__sum_value((ieci__sum){ensemble->tally.key_low[unit], ensemble->tally.key_high[unit]}) /
                     (double)of.ranked / scale_of(ensemble);
}

/* What every table is made from. */
typedef struct maker {
    const ieci_ensemble *ensemble;
    const ieci_options *options;
    ieci__rows *rows;
    const size_t *order; /* units by nominal rank */
    ieci_error **problems;
} maker;

/* Half of what lies outside the interval, in half percents. */
static uint64_t tail(const maker *at) {
    return 100 - (uint64_t)ieci__options_size(at->options, "interval");
}

/* --- Tables --- */

static void put_driver(const maker *at, size_t unit) {
    const ieci__drivers *drivers = &at->ensemble->drivers;
    size_t best = drivers->factors;
    double most = 0.0;
    for (size_t f = 0; f < drivers->factors; f++) {
        const double total = ieci__drivers_total(drivers, f, unit);
        if (total > most) {
            most = total;
            best = f;
        }
    }
    const bool found = best < drivers->factors;
    ieci__rows_text(at->rows, found ? at->ensemble->of.factors[best].code : NULL);
    ieci__rows_real(at->rows, found ? ieci__drivers_first(drivers, best, unit) : IECI__MISSING);
    ieci__rows_real(at->rows, found ? most : IECI__MISSING);
}

static void make_drivers(const maker *at) {
    const ieci__drivers *drivers = &at->ensemble->drivers;
    if (drivers->rows == 0) {
        ieci__error_add(at->problems, IECI_ERROR_UNSUPPORTED, NULL,
                        "drivers were not computed: set the option drivers for the run");
        return;
    }
    for (size_t i = 0; i < drivers->outputs; i++) { /* the shift of all ranks comes first */
        const size_t output = i == 0 ? drivers->outputs - 1 : at->order[i - 1];
        for (size_t f = 0; f < drivers->factors; f++) {
            ieci__rows_text(at->rows, i == 0 ? NULL : at->ensemble->of.units[output].code);
            ieci__rows_text(at->rows, at->ensemble->of.factors[f].code);
            ieci__rows_real(at->rows, ieci__drivers_first(drivers, f, output));
            ieci__rows_real(at->rows, ieci__drivers_total(drivers, f, output));
            ieci__rows_real(at->rows, (double)drivers->effect[f * drivers->outputs + output].rows);
        }
    }
}

static void make_ranks(const maker *at) {
    static const size_t tops[] = {1, 3, 5, 10, 20};
    for (size_t i = 0; i < at->ensemble->of.num_units; i++) {
        const size_t u = at->order[i];
        const ieci__ensemble_unit *unit = &at->ensemble->of.units[u];
        const ranking of = ranking_of(at->ensemble, u);
        ieci__rows_text(at->rows, unit->code);
        ieci__rows_text(at->rows, unit->name);
        ieci__rows_real(at->rows, unit->rank);
        ieci__rows_real(at->rows, quantile(&of, 100));
        ieci__rows_real(at->rows, quantile(&of, tail(at)));
        ieci__rows_real(at->rows, quantile(&of, 200 - tail(at)));
        ieci__rows_real(at->rows, mean_rank(&of, IECI__MISSING));
        ieci__rows_real(at->rows, ieci__is_missing(unit->rank) ? IECI__MISSING : mean_rank(&of, unit->rank));
        for (size_t t = 0; t < COUNT(tops); t++) {
            ieci__rows_real(at->rows, share_to(&of, tops[t]));
        }
        ieci__rows_real(at->rows, share_of(of.count[of.units], of.all));
        ieci__rows_real(at->rows, mean_score(at->ensemble, u));
        put_driver(at, u);
    }
}

static void make_acceptability(const maker *at) {
    for (size_t i = 0; i < at->ensemble->of.num_units; i++) {
        const size_t u = at->order[i];
        const ranking of = ranking_of(at->ensemble, u);
        for (size_t r = 0; r <= of.units; r++) {
            if (of.count[r] > 0) {
                ieci__rows_text(at->rows, at->ensemble->of.units[u].code);
                ieci__rows_real(at->rows, r < of.units ? (double)(r + 1) : IECI__MISSING);
                ieci__rows_real(at->rows, (double)of.count[r]);
                ieci__rows_real(at->rows, share_of(of.count[r], of.all));
            }
        }
    }
}

static void make_pairs(const maker *at) {
    const ieci__tally *tally = &at->ensemble->tally;
    const size_t units = tally->shape.units;
    if (tally->win == NULL) {
        ieci__error_add(at->problems, IECI_ERROR_UNSUPPORTED, NULL,
                        "the wins of pairs were not counted: set the option keep_pairs for the run");
        return;
    }
    const uint64_t all = ieci__ensemble_count(at->ensemble);
    for (size_t i = 0; i < units * units; i++) {
        const size_t a = at->order[i / units], b = at->order[i % units];
        const uint64_t wins = tally->win[a * units + b], losses = tally->win[b * units + a];
        if (a != b) {
            ieci__rows_text(at->rows, at->ensemble->of.units[a].code);
            ieci__rows_text(at->rows, at->ensemble->of.units[b].code);
            ieci__rows_real(at->rows, share_of(wins, all));
            ieci__rows_real(at->rows, share_of(all - wins - losses, all));
            ieci__rows_real(at->rows, share_of(losses, all));
        }
    }
}

static void make_shift(const maker *at) {
    double shift = 0.0, width = 0.0, same = 0.0, units = 0.0, ranked = 0.0;
    for (size_t u = 0; u < at->ensemble->of.num_units; u++) {
        const double rank = at->ensemble->of.units[u].rank;
        const ranking of = ranking_of(at->ensemble, u);
        if (ieci__is_missing(rank) || of.ranked == 0) {
            continue;
        }
        units += 1.0;
        ranked += (double)of.ranked;
        shift += mean_rank(&of, rank) * (double)of.ranked;
        width += quantile(&of, 200 - tail(at)) - quantile(&of, tail(at));
        same += rank == floor(rank) ? (double)of.count[(size_t)rank - 1] : 0.0;
    }
    ieci__rows_real(at->rows, (double)ieci__ensemble_count(at->ensemble));
    ieci__rows_real(at->rows, units);
    ieci__rows_real(at->rows, units > 0.0 ? shift / ranked : IECI__MISSING);
    ieci__rows_real(at->rows, units > 0.0 ? width / units : IECI__MISSING);
    ieci__rows_real(at->rows, units > 0.0 ? same / ranked : IECI__MISSING);
}

static void make_scores(const maker *at) {
    const double scale = scale_of(at->ensemble);
    for (size_t i = 0; i < at->ensemble->of.num_units; i++) {
        const size_t u = at->order[i];
        const ieci__ensemble_unit *unit = &at->ensemble->of.units[u];
        const ranking of = ranking_of(at->ensemble, u);
        const double mean = mean_score(at->ensemble, u);
        double sd = IECI__MISSING;
        if (at->ensemble->tally.square != NULL && of.ranked > 0) {
            const double square = ieci__sum_value(at->ensemble->tally.square[u]) / (double)of.ranked / scale / scale;
            sd = square > mean * mean ? sqrt(square - mean * mean) : 0.0;
        }
        ieci__rows_text(at->rows, unit->code);
        ieci__rows_real(at->rows, unit->key == IECI__KEY_NONE ? IECI__MISSING : (double)unit->key / scale);
        ieci__rows_real(at->rows, mean);
        ieci__rows_real(at->rows, sd);
    }
}

static void make_factors(const maker *at) {
    for (size_t f = 0; f < at->ensemble->of.num_factors; f++) {
        ieci__rows_text(at->rows, at->ensemble->of.factors[f].code);
        ieci__rows_text(at->rows, at->ensemble->of.factors[f].kind);
        ieci__rows_text(at->rows, at->ensemble->of.factors[f].words);
    }
}

static void put_item(const maker *at, const char *item, const char *value) {
    ieci__rows_text(at->rows, item);
    ieci__rows_text(at->rows, value);
}

static void put_size(const maker *at, const char *item, uint64_t value) {
    ieci__rows_text(at->rows, item);
    ieci__rows_real(at->rows, (double)value);
}

static void put_ranges(const maker *at) {
    ieci__text text = {0};
    for (size_t i = 0; i < at->ensemble->num_ranges; i++) {
        ieci__text_append_text(&text, i == 0 ? "" : ",");
        ieci__text_append_size(&text, (size_t)at->ensemble->ranges[i].first, 1);
        ieci__text_append_text(&text, ":");
        ieci__text_append_size(&text, (size_t)at->ensemble->ranges[i].last, 1);
    }
    if (text.failed) {
        ieci__rows_fail(at->rows);
    } else {
        put_item(at, "ranges", text.data == NULL ? "" : text.data);
    }
    ieci__text_clear(&text);
}

static void make_provenance(const maker *at) {
    const ieci__ensemble_head *of = &at->ensemble->of;
    put_item(at, "schema", of->schema);
    put_item(at, "edition", of->edition);
    put_item(at, "node", of->node);
    put_size(at, "seed", of->seed);
    put_size(at, "replicates", ieci__ensemble_count(at->ensemble));
    put_ranges(at);
    put_item(at, "generator", "Philox4x32-10");
    put_item(at, "numerics", of->numerics);
    put_item(at, "identity", of->identity);
    put_item(at, "notice", of->notice);
    for (size_t f = 0; f < of->num_factors; f++) {
        ieci__text item = {0};
        ieci__text_append_text(&item, "factor ");
        ieci__text_append_text(&item, of->factors[f].code);
        if (item.failed) {
            ieci__rows_fail(at->rows);
        } else {
            put_item(at, item.data, of->factors[f].words);
        }
        ieci__text_clear(&item);
    }
}

static void (*const makers[])(const maker *at) = {make_ranks, make_acceptability, make_pairs,   make_drivers,
                                                  make_shift, make_scores,        make_factors, make_provenance};

/* Units by nominal rank, tied and unranked ones in the order of their codes. */
static void order_units(const ieci_ensemble *ensemble, size_t *order) {
    for (size_t i = 0; i < ensemble->of.num_units; i++) {
        const double rank = ensemble->of.units[i].rank;
        size_t at = i;
        for (; at > 0 && !ieci__is_missing(rank); at--) {
            const double other = ensemble->of.units[order[at - 1]].rank;
            if (other <= rank) {
                break;
            }
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

ieci_status ieci_ensemble_table(const ieci_ensemble *ensemble, const char *name, const ieci_options *options,
                                ieci_table **table, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, ensemble, IECI__MAGIC_ENSEMBLE, "ensemble");
    valid = ieci__error_check_pointer(&problems, name, "name") && valid;
    valid = ieci__options_check(&problems, options) && valid;
    valid = ieci__error_check_pointer(&problems, table, "table") && valid;
    const size_t found = valid ? ieci__keys_find_table(&problems, specs, COUNT(specs), name) : COUNT(specs);
    if (found == COUNT(specs)) {
        return ieci__error_give(problems, error);
    }
    fenv_t caller;
    ieci__numerics_enter(&caller);
    ieci_table *made = NULL;
    size_t *order = ieci__memory_allocate(ensemble->of.num_units, sizeof *order);
    ieci__rows *rows = ieci__rows_new(specs[found].columns, specs[found].num_columns);
    if (order == NULL || rows == NULL) {
        ieci__error_nomem(&problems);
    } else {
        const maker at = {ensemble, options, rows, order, &problems};
        order_units(ensemble, order);
        makers[found](&at);
    }
    made = ieci__rows_finish(rows, &problems);
    ieci__memory_free(order);
    ieci__numerics_leave(&caller);
    if (problems == NULL) {
        *table = made;
    } else {
        ieci_table_unref(made);
    }
    return ieci__error_give(problems, error);
}
