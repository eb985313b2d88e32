/* SPDX-License-Identifier: MIT */
#include "study/lever_mix.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "run/prepare.h"
#include "stats/sort.h"
#include "study/mix.h"

/* Points of all levers that the exact search tells apart, and those that it looks at before it gives up proving. */
#define MOST_POINTS ((size_t)20000)
#define LEAST_POINTS ((size_t)100)
#define MOST_STEPS ((size_t)4000000)
/* Parts of a lever's way that the search for a mix takes at a time. */
#define PARTS ((size_t)8)

bool ieci__lever_mix_start(ieci__lever_mix *mix, size_t count, ieci_error **problems) {
    mix->count = count;
    mix->point = ieci__memory_allocate(count, sizeof *mix->point);
    mix->order = ieci__memory_allocate(count, sizeof *mix->order);
    mix->gain = ieci__memory_allocate(count, sizeof *mix->gain);
    mix->bound = IECI__MISSING;
    mix->method = "order";
    if (mix->point == NULL || mix->order == NULL || mix->gain == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    return true;
}

void ieci__lever_mix_clear(ieci__lever_mix *mix) {
    ieci__memory_free(mix->point);
    ieci__memory_free(mix->order);
    ieci__memory_free(mix->gain);
}

static double cost_of(const ieci__lever *lever, size_t point) {
    return lever->cost * fabs(ieci__lever_figure(lever, point) - lever->from);
}

double ieci__lever_mix_cost(const ieci__lever_mix *mix) {
    double cost = 0.0;
    for (size_t i = 0; i < mix->count; i++) {
        cost += mix->point[i] == 0 ? 0.0 : cost_of(&mix->levers[i], mix->point[i]);
    }
    return cost;
}

static bool set_point(ieci__lever_mix *mix, size_t i, size_t point, ieci_error **problems) {
    const ieci__lever *lever = &mix->levers[i];
    mix->point[i] = point;
    if (!ieci__trial_set(mix->trial, lever->indicator, point == 0 ? IECI__MISSING : ieci__lever_figure(lever, point))) {
        ieci__error_nomem(problems);
        return false;
    }
    return true;
}

static bool run(ieci__lever_mix *mix, ieci_error **problems) {
    const bool done = ieci__trial_run(mix->trial, problems);
    mix->reached = done && mix->trial->rank <= (double)mix->place;
    return done;
}

/* Sets all levers to 0, or to their bounds, and computes. */
static bool set_all(ieci__lever_mix *mix, bool to_bounds, ieci_error **problems) {
    bool done = true;
    for (size_t i = 0; i < mix->count && done; i++) {
        done = set_point(mix, i, to_bounds ? mix->levers[i].mixed : 0, problems);
    }
    return done && run(mix, problems);
}

static bool gains_more(const void *items, size_t a, size_t b) {
    const ieci__lever_mix *mix = items;
    const double x = mix->gain[mix->order[a]], y = mix->gain[mix->order[b]];
    return x != y ? x > y : mix->order[a] < mix->order[b];
}

static void exchange(void *items, size_t a, size_t b) {
    ieci__lever_mix *mix = items;
    const size_t kept = mix->order[a];
    mix->order[a] = mix->order[b];
    mix->order[b] = kept;
}

/* What each lever gains at the level of its bound, alone; `order` gets all of them, most points first. The level itself
 * decides, not the step behind it: where two games are the next whole number after 1.1 they are not what was asked. */
static bool find_gains(ieci__lever_mix *mix, ieci_error **problems) {
    bool done = set_all(mix, false, problems);
    for (size_t i = 0; i < mix->count && done; i++) {
        if (!ieci__trial_set(mix->trial, mix->levers[i].indicator, mix->levers[i].level)) {
            ieci__error_nomem(problems);
            return false;
        }
        done = run(mix, problems);
        const double gain = mix->trial->score - mix->score;
        mix->gain[i] = ieci__is_missing(gain) ? -HUGE_VAL : gain;
        mix->order[i] = i;
        done = done && set_point(mix, i, 0, problems);
    }
    ieci__sort_items(mix, mix->count, gains_more, exchange);
    return done;
}

bool ieci__lever_mix_order(ieci__lever_mix *mix, ieci_error **problems) {
    bool done = find_gains(mix, problems);
    mix->reached = false;
    for (mix->used = 0; mix->used < mix->count && done && !mix->reached; mix->used++) {
        const size_t i = mix->order[mix->used];
        size_t point;
        if (!(mix->gain[i] > 0.0)) {
            break;
        }
        done = ieci__lever_search(&mix->levers[i], mix->trial, mix->place, mix->levers[i].mixed, &point, problems) &&
               set_point(mix, i, point == 0 ? mix->levers[i].mixed : point, problems) && run(mix, problems);
    }
    return done;
}

/* The levers that are used in order of their gains, and their state in the trial. */
static bool settle(ieci__lever_mix *mix, ieci_error **problems) {
    bool done = true;
    mix->used = 0;
    for (size_t i = 0; i < mix->count && done; i++) {
        const size_t lever = mix->order[i];
        done = set_point(mix, lever, mix->point[lever], problems);
        if (mix->point[lever] > 0) {
            mix->order[i] = mix->order[mix->used];
            mix->order[mix->used++] = lever;
        }
    }
    return done && run(mix, problems);
}

/* Takes levers back as far as the place stays reached, the ones at the end of the order first. */
static bool trim(ieci__lever_mix *mix, ieci_error **problems) {
    for (size_t k = mix->count; k-- > 0;) {
        const size_t i = mix->order[k], had = mix->point[i];
        size_t point = 0;
        if (had == 0) {
            continue;
        }
        if (!set_point(mix, i, 0, problems) || !run(mix, problems)) {
            return false;
        }
        if (!mix->reached) {
            if (!ieci__lever_search(&mix->levers[i], mix->trial, mix->place, had, &point, problems)) {
                return false;
            }
            if (!set_point(mix, i, point == 0 ? had : point, problems)) {
                return false;
            }
        }
    }
    return true;
}

/* --- Exact, where gains add up --- */

/* Whether all means between the indicator and the node are arithmetic. */
static bool is_arithmetic(const ieci__lever_mix *mix, const ieci__lever *lever) {
    const ieci_schema *schema = mix->trial->model->schema;
    size_t n = schema->indicators[lever->indicator].node;
    while (n != mix->trial->node) {
        n = schema->nodes[n].parent;
        if (strcmp(ieci__aggregate_row(schema->nodes[n].aggregate.method)->method.name, "arithmetic") != 0) {
            return false;
        }
    }
    return true;
}

/* Points of the node that one point of the indicator is worth in the unit. */
static bool find_worth(const ieci__trial *trial, size_t indicator, ieci__part *parts, double *worth) {
    const ieci_model *model = trial->result->model;
    size_t n = model->schema->indicators[indicator].node;
    *worth = 1.0;
    while (n != trial->node) {
        const size_t parent = model->schema->nodes[n].parent;
        ieci__result_parts(trial->result, trial->edition, parent, trial->unit, parts);
        for (size_t c = 0; c < model->schema->nodes[parent].num_children; c++) {
            *worth *= parts[c].child == n ? parts[c].weight : 1.0;
        }
        n = parent;
    }
    return true;
}

/* The classes of the exact search: every `stride`-th point of each lever. */
typedef struct table {
    ieci__lever_mix *mix;
    ieci__mix_class *classes;
    double *room;
    size_t *stride;
    ieci_error **problems;
} table;

static size_t point_of(const table *of, size_t lever, size_t choice) {
    const size_t point = choice * of->stride[lever], most = of->mix->levers[lever].mixed;
    return point < most ? point : most;
}

static bool fill_class(table *into, size_t i, ieci__part *parts, double *gain, double *cost) {
    const ieci__lever *lever = &into->mix->levers[i];
    const ieci__trial *trial = into->mix->trial;
    const double start = ieci__prepare_figure(trial->model, trial->edition, lever->indicator, trial->unit, lever->from);
    double worth;
    find_worth(trial, lever->indicator, parts, &worth);
    for (size_t c = 0; c < into->classes[i].count; c++) {
        const size_t point = point_of(into, i, c);
        const double figure = ieci__lever_figure(lever, point);
        const double value = ieci__prepare_figure(trial->model, trial->edition, lever->indicator, trial->unit, figure);
        if (ieci__is_missing(value)) { /* the transform ends here */
            into->classes[i].count = c;
            break;
        }
        gain[c] = c == 0 ? 0.0 : worth * (value - start);
        gain[c] = c > 0 && gain[c] < gain[c - 1] ? gain[c - 1] : gain[c]; /* but for rounding */
        cost[c] = point == 0 ? 0.0 : cost_of(lever, point);
    }
    into->classes[i].gain = gain;
    into->classes[i].cost = cost;
    return true;
}

static bool make_table(table *made) {
    ieci__lever_mix *mix = made->mix;
    const ieci_model *model = mix->trial->model;
    const size_t share = MOST_POINTS / (mix->count + 1);
    const size_t most = share < LEAST_POINTS ? LEAST_POINTS : share;
    size_t total = 0;
    ieci__part *parts = ieci__memory_allocate(model->num_nodes, sizeof *parts);
    made->classes = ieci__memory_allocate(mix->count, sizeof *made->classes);
    made->stride = ieci__memory_allocate(mix->count, sizeof *made->stride);
    bool done = parts != NULL && made->classes != NULL && made->stride != NULL;
    for (size_t i = 0; i < mix->count && done; i++) {
        made->stride[i] = 1 + (mix->levers[i].mixed - 1) / most;
        made->classes[i].count = 2 + (mix->levers[i].mixed - 1) / made->stride[i];
        total += made->classes[i].count;
    }
    made->room = done ? ieci__memory_allocate(total, 2 * sizeof *made->room) : NULL;
    done = done && made->room != NULL;
    double *next = made->room;
    for (size_t i = 0; i < mix->count && done; i++) {
        const size_t count = made->classes[i].count;
        done = fill_class(made, i, parts, next, next + count);
        next += 2 * count;
    }
    ieci__memory_free(parts);
    if (!done) {
        ieci__error_nomem(made->problems);
    }
    return done;
}

/* What doubles cannot tell is computed as the index is. */
static bool judge(void *state, const size_t *points, bool *reaches) {
    table *at = state;
    for (size_t i = 0; i < at->mix->count; i++) {
        if (!set_point(at->mix, i, point_of(at, i, points[i]), at->problems)) {
            return false;
        }
    }
    if (!run(at->mix, at->problems)) {
        return false;
    }
    *reaches = at->mix->reached;
    return true;
}

static bool find_exact(ieci__lever_mix *mix, ieci_error **problems) {
    table all = {.mix = mix, .problems = problems};
    size_t *points = ieci__memory_allocate(mix->count, sizeof *points);
    bool done = make_table(&all), coarse = false;
    ieci__mix_answer answer = {0};
    if (points == NULL) {
        ieci__error_nomem(problems);
    } else if (done) {
        const double unit = 1.0 / ieci__pair_ten(mix->trial->model->schema->key_decimals);
        const ieci__mix search = {mix->count, all.classes, mix->need - mix->score, 2.0 * unit, judge, &all, MOST_STEPS};
        done = ieci__mix_cheapest(&search, points, &answer);
        if (!done) {
            ieci__error_nomem(problems);
        }
    }
    for (size_t i = 0; i < mix->count && done && points != NULL; i++) {
        mix->point[i] = answer.found ? point_of(&all, i, points[i]) : mix->levers[i].mixed;
        coarse = coarse || all.stride[i] > 1;
    }
    mix->method = answer.proven && !coarse ? "cheapest" : "near";
    mix->bound = coarse ? IECI__MISSING : answer.bound;
    ieci__memory_free(points);
    ieci__memory_free(all.classes);
    ieci__memory_free(all.stride);
    ieci__memory_free(all.room);
    return *problems == NULL && settle(mix, problems) && (!coarse || trim(mix, problems)) && settle(mix, problems);
}

/* --- A search, where they do not --- */

/* The lever whose next part gains most for its cost; NONE: all are at their bounds. */
static bool find_next(ieci__lever_mix *mix, size_t *next, size_t *point, ieci_error **problems) {
    double best = 0.0;
    *next = IECI__NONE;
    if (!run(mix, problems)) {
        return false;
    }
    const double start = mix->trial->score;
    for (size_t i = 0; i < mix->count; i++) {
        const size_t had = mix->point[i], most = mix->levers[i].mixed, part = most / PARTS + 1;
        const size_t to = most - had > part ? had + part : most;
        if (to == had) {
            continue;
        }
        if (!set_point(mix, i, to, problems) || !run(mix, problems) || !set_point(mix, i, had, problems)) {
            return false;
        }
        const double gain = mix->trial->score - start;
        const double paid = cost_of(&mix->levers[i], to) - (had == 0 ? 0.0 : cost_of(&mix->levers[i], had));
        const double worth = ieci__is_missing(gain) ? -HUGE_VAL : gain / paid;
        if (*next == IECI__NONE || worth > best) {
            best = worth;
            *next = i;
            *point = to;
        }
    }
    return true;
}

static bool find_by_search(ieci__lever_mix *mix, ieci_error **problems) {
    size_t next = 0, point = 0;
    mix->method = "search";
    if (!set_all(mix, false, problems)) {
        return false;
    }
    while (next != IECI__NONE && !mix->reached) {
        if (!find_next(mix, &next, &point, problems)) {
            return false;
        }
        if (next != IECI__NONE && (!set_point(mix, next, point, problems) || !run(mix, problems))) {
            return false;
        }
    }
    return trim(mix, problems) && settle(mix, problems);
}

bool ieci__lever_mix_cheapest(ieci__lever_mix *mix, ieci_error **problems) {
    if (!find_gains(mix, problems) || !set_all(mix, true, problems)) {
        return false;
    }
    if (!mix->reached || mix->count == 0) {
        mix->method = "order";
        return settle(mix, problems);
    }
    bool exact = !ieci__is_missing(mix->need);
    if (!set_all(mix, false, problems)) {
        return false;
    }
    for (size_t i = 0; i < mix->count && exact; i++) {
        exact = mix->levers[i].separate && mix->levers[i].monotone && is_arithmetic(mix, &mix->levers[i]);
    }
    return exact ? find_exact(mix, problems) : find_by_search(mix, problems);
}
