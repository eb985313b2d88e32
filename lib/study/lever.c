/* SPDX-License-Identifier: MIT */
#include "study/lever.h"

#include <math.h>
#include <string.h>

#include "base/missing.h"
#include "base/pair.h"
#include "index/aggregate.h"
#include "index/normalise.h"
#include "index/ties.h"
#include "index/treat.h"
#include "run/prepare.h"
#include "stats/sort.h"

#define SCAN_PARTS ((size_t)32)
/* Steps are whole numbers that doubles hold exactly, with room for sums. */
#define MOST_STEPS 0x1p51

double ieci__lever_figure(const ieci__lever *lever, size_t point) {
    return point == 0 ? lever->from
                      : (lever->first + lever->direction * (double)(point - 1)) / ieci__pair_ten(lever->decimals);
}

double ieci__lever_step(const ieci__lever *lever) {
    return 1.0 / ieci__pair_ten(lever->decimals);
}

/* --- The grid --- */

/* The decimals in which the figures of the edition are typed: of the longest one. */
static unsigned count_decimals(const ieci_model *model, size_t edition, size_t indicator, double largest) {
    const double *figures = ieci__dataset_column(model->dataset, edition, model->column[indicator]);
    int decimals = -1;
    for (size_t u = 0; u < model->num_units; u++) {
        double whole;
        const int places = ieci__is_missing(figures[u]) ? -1 : ieci__pair_places(figures[u], &whole);
        decimals = places > decimals ? places : decimals;
    }
    if (decimals < 0) { /* results of arithmetic: six digits of the largest */
        decimals = 0;
        while (decimals < 22 && largest > 0.0 && largest * ieci__pair_ten((unsigned)decimals) < 1e5) {
            decimals++;
        }
    }
    while (decimals > 0 && largest * ieci__pair_ten((unsigned)decimals) > MOST_STEPS) {
        decimals--;
    }
    return (unsigned)decimals;
}

/* A figure in steps, as a pair. */
static ieci__pair in_steps(ieci__pair figure, unsigned decimals) {
    return ieci__pair_multiply(figure, ieci__pair_from(ieci__pair_ten(decimals)));
}

/* The whole number at or next to a number of steps, in the direction `up`. What is a whole number but for rounding
 * counts as one. */
static double round_steps(ieci__pair steps, bool up) {
    const double nearest = floor(steps.high + 0.5);
    const ieci__pair rest = ieci__pair_subtract(steps, ieci__pair_from(nearest));
    if (fabs(rest.high) <= 1e-12 * (fabs(nearest) + 1.0)) {
        return nearest;
    }
    return rest.high > 0.0 ? nearest + (up ? 1.0 : 0.0) : nearest - (up ? 0.0 : 1.0);
}

/* --- Bounds --- */

/* The number that a figure of the unit would have after the denominator is `denominated`. */
static ieci__pair to_raw(const ieci__trial *trial, size_t indicator, ieci__pair denominated) {
    const ieci_model *model = trial->result->model;
    const size_t d = model->schema->indicators[indicator].denominator;
    if (d == IECI__NONE) {
        return denominated;
    }
    const double divisor = model->denominator[d][trial->edition * model->num_units + trial->unit];
    const ieci__pair scale = ieci__pair_decimal(model->schema->denominators[d].scale);
    return ieci__pair_divide(ieci__pair_multiply(denominated, ieci__pair_decimal(divisor)), scale);
}

/* The figure of the best tenth: a tenth of the way from the best to the worst by rank, linear between neighbours. */
static ieci__pair find_tenth(const ieci__pair *ascending, size_t count, int direction) {
    const size_t tenths = count - 1, whole = tenths / 10, rest = tenths % 10;
    const size_t a = direction > 0 ? count - 1 - whole : whole;
    const size_t b = rest == 0 ? a : direction > 0 ? a - 1 : a + 1;
    const ieci__pair sum = ieci__pair_add(ieci__pair_multiply(ascending[a], ieci__pair_from((double)(10 - rest))),
                                          ieci__pair_multiply(ascending[b], ieci__pair_from((double)rest)));
    return ieci__pair_divide(sum, ieci__pair_from(10.0));
}

/* The best figure in use and that of the best tenth among the ranked units, as raw figures of the unit. */
static bool find_bests(const ieci__trial *trial, const ieci__steps *steps, int direction, ieci__pair *best,
                       ieci__pair *tenth) {
    const ieci_model *model = trial->result->model;
    const size_t start = trial->edition * model->num_units;
    size_t count = 0;
    for (size_t i = start; i < start + model->num_units; i++) {
        if (model->sample[i] && !ieci__is_missing(steps->imputed[i].high)) {
            steps->room[count++] = steps->imputed[i];
        }
    }
    if (count == 0) {
        return false;
    }
    ieci__sort_pairs(steps->room, count);
    *best = to_raw(trial, steps->indicator, steps->room[direction > 0 ? count - 1 : 0]);
    *tenth = to_raw(trial, steps->indicator, find_tenth(steps->room, count, direction));
    return true;
}

/* The last whole step that the schema allows: the best goalpost where more counts nothing or is an error, and the valid
 * range. Infinite: any. */
static double find_end(const ieci__trial *trial, const ieci__lever *lever) {
    const ieci__indicator *rules = &trial->result->model->schema->indicators[lever->indicator];
    const ieci__normalise *row = ieci__normalise_row(rules->normalise.method);
    const double valid = lever->direction > 0 ? rules->valid_high : rules->valid_low;
    double end = lever->direction * HUGE_VAL;
    if (!row->over && row->outside && rules->outside != IECI__OUTSIDE_EXTEND) {
        for (size_t p = 0; p < row->method.num_parameters; p++) {
            if (strcmp(row->method.parameters[p].name, "best") == 0) {
                const ieci__pair raw = to_raw(trial, lever->indicator, ieci__pair_decimal(rules->normalise.values[p]));
                /* Where more is an error the goalpost must not be passed; else the first step that reaches it counts.
                 */
                const bool outward = rules->outside == IECI__OUTSIDE_CLAMP;
                end = round_steps(in_steps(raw, lever->decimals), outward == (lever->direction > 0));
            }
        }
    }
    if (!ieci__is_missing(valid)) {
        const double last = round_steps(in_steps(ieci__pair_decimal(valid), lever->decimals), lever->direction < 0);
        end = lever->direction * (last - end) < 0.0 ? last : end;
    }
    return end;
}

/* The last point that is not beyond a whole number of steps; 0: none. */
static size_t last_point(const ieci__lever *lever, double steps, double end) {
    const double least = lever->direction * (steps - end) < 0.0 ? steps : end;
    const double count = lever->direction * (least - lever->first) + 1.0;
    return count < 1.0 ? 0 : count > MOST_STEPS ? (size_t)MOST_STEPS : (size_t)count;
}

/* Whether any of the weight between the indicator and the node is used in the unit. */
static bool has_weight(const ieci__trial *trial, size_t indicator) {
    const ieci_model *model = trial->result->model;
    size_t n = model->schema->indicators[indicator].node;
    while (n != trial->node) {
        const size_t at = ieci__result_at(trial->result, trial->edition, n, trial->unit);
        if (!(model->share[n] > 0.0) || trial->result->state[at] != IECI__STATE_PRESENT) {
            return false;
        }
        n = model->schema->nodes[n].parent;
    }
    return true;
}

static double absolute_most(const ieci__pair best, double from, double limit) {
    double most = fabs(from) > fabs(best.high) ? fabs(from) : fabs(best.high);
    return !ieci__is_missing(limit) && fabs(limit) > most ? fabs(limit) : most;
}

/* --- What else moves --- */

/* Whether a unit of the edition has a gap that is filled from figures of others. */
static bool has_fills(const ieci__trial *trial, const ieci__steps *steps) {
    const size_t start = trial->edition * trial->model->num_units;
    for (size_t i = start; i < start + trial->model->num_units; i++) {
        if (steps->figures[i] > 0) {
            return true;
        }
    }
    return false;
}

/* The same for the scores of nodes between the indicator and the node. */
static bool has_filled_nodes(const ieci__trial *trial, size_t indicator) {
    const ieci_model *model = trial->result->model;
    for (size_t n = model->schema->indicators[indicator].node; n != trial->node; n = model->schema->nodes[n].parent) {
        for (size_t u = 0; u < model->num_units; u++) {
            if (trial->result->state[ieci__result_at(trial->result, trial->edition, n, u)] == IECI__STATE_FILLED) {
                return true;
            }
        }
    }
    return false;
}

/* Whether a node from the indicator up to the node is no mean: it may compare units, or fall where a child rises. */
static bool has_field(const ieci__trial *trial, size_t indicator) {
    const ieci_schema *schema = trial->result->model->schema;
    for (size_t n = schema->indicators[indicator].node; n != trial->node;) {
        n = schema->nodes[n].parent;
        if (ieci__aggregate_row(schema->nodes[n].aggregate.method)->field != NULL) {
            return true;
        }
    }
    return false;
}

/* Whether gaps of other units are filled from the figure: a fill moves one way only, so it is enough to look at the
 * end. Takes the steps for it. */
static bool moves_others(const ieci__lever *lever, ieci__trial *trial, bool *moved, ieci_error **problems) {
    const ieci_model *model = trial->model, *as_is = trial->result->model;
    const size_t j = lever->indicator, start = trial->edition * model->num_units;
    const double *before = as_is->normalised + j * model->num_editions * model->num_units;
    if (!ieci__trial_set(trial, j, ieci__lever_figure(lever, lever->alone))) {
        ieci__error_nomem(problems);
        return false;
    }
    ieci_error *met = NULL;
    *moved = !ieci__prepare(model, j, &trial->steps, NULL, NULL, &met);
    const bool failed = ieci_error_status(met) == IECI_ERROR_NOMEM || !ieci__trial_set(trial, j, IECI__MISSING);
    ieci_error_free(met);
    if (failed) {
        ieci__error_nomem(problems);
        return false;
    }
    for (size_t u = 0; u < model->num_units; u++) {
        const double x = before[start + u], y = trial->steps.normalised[start + u];
        *moved = *moved || (u != trial->unit && !(x == y || (ieci__is_missing(x) && ieci__is_missing(y))));
    }
    return true;
}

/* Fills in separate and monotone. */
static bool find_moves(ieci__lever *lever, ieci__trial *trial, ieci_error **problems) {
    const ieci__indicator *rules = &trial->model->schema->indicators[lever->indicator];
    const ieci__normalise *row = ieci__normalise_row(rules->normalise.method);
    const bool fills = has_fills(trial, &trial->steps), filled = has_filled_nodes(trial, lever->indicator);
    bool moved = true;
    if (ieci__prepare_is_fixed(trial->model, lever->indicator) && !moves_others(lever, trial, &moved, problems)) {
        return false;
    }
    const bool field = has_field(trial, lever->indicator);
    lever->separate = !moved && !filled && !field;
    /* Between the ends of a scale (min_max) and among places an improvement only lifts the unit against each other
     * one; a mean and a spread that move with the figure (z_score), gaps of others filled from it, or ties of others
     * that come apart where places are dense, can turn that round. */
    const bool one_way = row->over && (row->places || row->outside) && rules->treat.method == IECI__TREAT_NONE;
    const bool dense = strcmp(ieci__ties_row(trial->model->schema->ties)->method.name, "dense") == 0;
    lever->monotone = !row->peaked && (lever->separate || (one_way && !fills && !filled && !field && !dense));
    return true;
}

static ieci__lever_reason find_range(ieci__lever *lever, const ieci__trial *trial, const ieci__steps *steps,
                                     bool best) {
    const ieci_model *model = trial->result->model;
    const ieci__indicator *rules = &model->schema->indicators[lever->indicator];
    const size_t at = trial->edition * model->num_units + trial->unit;
    ieci__pair top = {0}, tenth = {0};
    lever->direction = rules->direction;
    if (rules->country) {
        return IECI__LEVER_COUNTRY;
    }
    if (!has_weight(trial, lever->indicator)) {
        return ieci__is_missing(steps->used[at].high) ? IECI__LEVER_NO_FIGURE : IECI__LEVER_NO_WEIGHT;
    }
    if (ieci__is_missing(steps->denominated[at].high) || !find_bests(trial, steps, lever->direction, &top, &tenth)) {
        return IECI__LEVER_NO_FIGURE;
    }
    const bool up = lever->direction > 0, limited = !ieci__is_missing(lever->limit);
    lever->from = ieci__pair_value(steps->used[at]);
    lever->decimals = rules->whole ? 0
                                   : count_decimals(model, trial->edition, lever->indicator,
                                                    absolute_most(top, lever->from, lever->limit));
    const ieci__pair from = in_steps(steps->used[at], lever->decimals);
    const double beside = round_steps(from, up);
    /* The figure itself is no step; the first one lies strictly beyond it. */
    const bool typed = fabs(ieci__pair_subtract(from, ieci__pair_from(beside)).high) <= 1e-12 * (fabs(beside) + 1.0);
    lever->first = typed ? beside + lever->direction : beside;
    const double end = find_end(trial, lever);
    const double limit = limited ? round_steps(in_steps(ieci__pair_decimal(lever->limit), lever->decimals), !up) : 0.0;
    const double best_step = round_steps(in_steps(top, lever->decimals), up);
    const double tenth_step = round_steps(in_steps(tenth, lever->decimals), up);
    lever->alone = last_point(lever, limited ? limit : best_step, end);
    lever->mixed = limited || best ? lever->alone : last_point(lever, tenth_step, end);
    lever->level = limited ? lever->limit : ieci__pair_value(best ? top : tenth);
    if (lever->direction * (lever->level - ieci__lever_figure(lever, lever->mixed)) > 0.0) {
        lever->level = ieci__lever_figure(lever, lever->mixed); /* the schema ends before */
    }
    return lever->mixed > 0 ? IECI__LEVER_FREE : IECI__LEVER_AT_BOUND;
}

/* Takes the last point back to where the index is still defined: a transform, or a scale, may end before it. */
static bool clip(const ieci__lever *lever, ieci__trial *trial, size_t *last, ieci_error **problems) {
    size_t low = 0, high = *last + 1, point = *last; /* low is defined, high is not */
    while (high - low > 1) {
        if (!ieci__trial_set(trial, lever->indicator, ieci__lever_figure(lever, point))) {
            ieci__error_nomem(problems);
            return false;
        }
        if (!ieci__trial_run(trial, problems)) {
            return false;
        }
        if (ieci__is_missing(trial->rank)) {
            high = point;
        } else {
            low = point;
        }
        point = low + (high - low) / 2;
    }
    *last = low;
    if (!ieci__trial_set(trial, lever->indicator, IECI__MISSING)) {
        ieci__error_nomem(problems);
        return false;
    }
    return true;
}

bool ieci__lever_find(ieci__lever *lever, ieci__trial *trial, bool best, ieci__lever_reason *reason,
                      ieci_error **problems) {
    if (!ieci__prepare(trial->model, lever->indicator, &trial->steps, NULL, NULL, problems)) {
        return false;
    }
    *reason = find_range(lever, trial, &trial->steps, best);
    if ((*reason != IECI__LEVER_FREE && *reason != IECI__LEVER_AT_BOUND) || lever->alone == 0) {
        return true;
    }
    if (!clip(lever, trial, &lever->alone, problems) || !clip(lever, trial, &lever->mixed, problems)) {
        return false;
    }
    if (lever->direction * (lever->level - ieci__lever_figure(lever, lever->mixed)) > 0.0) {
        lever->level = ieci__lever_figure(lever, lever->mixed);
    }
    *reason = lever->mixed > 0 ? *reason : IECI__LEVER_AT_BOUND;
    return lever->alone == 0 || find_moves(lever, trial, problems);
}

/* --- The search --- */

static bool try_point(const ieci__lever *lever, ieci__trial *trial, size_t place, size_t point, bool *reached,
                      ieci_error **problems) {
    if (!ieci__trial_set(trial, lever->indicator, point == 0 ? IECI__MISSING : ieci__lever_figure(lever, point))) {
        ieci__error_nomem(problems);
        return false;
    }
    const bool done = ieci__trial_run(trial, problems);
    *reached = done && trial->rank <= (double)place;
    return done;
}

/* The part of the way in which the place is reached for the first time: after `*low`, at `*high`. */
static bool scan(const ieci__lever *lever, ieci__trial *trial, size_t place, size_t *low, size_t *high, bool *found,
                 ieci_error **problems) {
    const size_t most = *high, parts = most < SCAN_PARTS ? most : SCAN_PARTS;
    *found = false;
    for (size_t i = 1; i <= parts && !*found; i++) {
        *high = most / parts * i + most % parts * i / parts;
        if (!try_point(lever, trial, place, *high, found, problems)) {
            return false;
        }
        *low = *found ? *low : *high;
    }
    return true;
}

bool ieci__lever_search(const ieci__lever *lever, ieci__trial *trial, size_t place, size_t most, size_t *point,
                        ieci_error **problems) {
    size_t low = 0, high = most; /* low does not reach the place, high does */
    bool reached = false;
    *point = 0;
    if (most == 0) {
        return true;
    }
    if (!(lever->monotone ? try_point(lever, trial, place, most, &reached, problems)
                          : scan(lever, trial, place, &low, &high, &reached, problems)) ||
        !reached) {
        return *problems == NULL;
    }
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (!try_point(lever, trial, place, middle, &reached, problems)) {
            return false;
        }
        if (reached) {
            high = middle;
        } else {
            low = middle;
        }
    }
    *point = high;
    return try_point(lever, trial, place, high, &reached, problems);
}
