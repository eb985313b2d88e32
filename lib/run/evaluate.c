/* SPDX-License-Identifier: MIT */
#include "run/evaluate.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/number.h"
#include "base/numerics.h"
#include "base/options.h"
#include "index/ties.h"

/* The kernel's plan for one edition, and all memory it needs. Units of the plan are the members of the edition. */
typedef struct run {
    const ieci_model *model;
    size_t edition;
    size_t *unit; /* [member] its unit */
    bool *sample; /* [member] */
    size_t num_units;
    ieci__kernel_node *nodes;
    size_t *children; /* of all nodes */
    size_t *groups;   /* [node of the axis][member], where a node fills gaps by group */
    size_t *group;    /* [unit] */
    bool *full;       /* [node of the axis][member] nothing below is missing */
    double **value;
    unsigned char **state;
    double *values;
    unsigned char *states;
    double *room;
    size_t room_size;
    ieci__pair *pairs;
    const double **pointers;
    ieci__kernel_plan plan;
} run;

static void clear_run(run *at) {
    void *blocks[] = {at->unit,   at->sample, at->nodes,         at->children,        at->groups,
                      at->group,  at->full,   (void *)at->value, (void *)at->state,   at->values,
                      at->states, at->room,   at->pairs,         (void *)at->pointers};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        ieci__memory_free(blocks[i]);
    }
}

static bool start_run(run *at, const ieci_model *model) {
    size_t units = model->num_units, slots = model->num_nodes;
    *at = (run){.model = model};
    at->unit = ieci__memory_allocate(units, sizeof *at->unit);
    at->sample = ieci__memory_allocate(units, sizeof *at->sample);
    at->nodes = ieci__memory_allocate(slots, sizeof *at->nodes);
    at->children = ieci__memory_allocate(slots, sizeof *at->children);
    at->groups = ieci__memory_allocate(slots, units * sizeof *at->groups);
    at->group = ieci__memory_allocate(units, sizeof *at->group);
    at->full = ieci__memory_allocate(slots, units * sizeof *at->full);
    at->value = ieci__memory_allocate(slots, sizeof *at->value);
    at->state = ieci__memory_allocate(slots, sizeof *at->state);
    at->values = ieci__memory_allocate(slots, units * IECI__LANES * sizeof *at->values);
    at->states = ieci__memory_allocate(slots, units * IECI__LANES);
    at->pairs = ieci__memory_allocate(2 * units, sizeof *at->pairs);
    at->pointers = ieci__memory_allocate(2 * slots, sizeof *at->pointers);
    at->plan.most_children = slots;
    at->plan.low = model->schema->range_low;
    at->plan.high = model->schema->range_high;
    at->plan.key_decimals = model->schema->key_decimals;
    return at->unit && at->sample && at->nodes && at->children && at->groups && at->group && at->full && at->value &&
           at->state && at->values && at->states && at->pairs && at->pointers;
}

/* Puts what a result has into a slot. */
static void load_slot(run *at, const ieci_result *from, size_t slot) {
    for (size_t i = 0; i < at->num_units * IECI__LANES; i++) {
        size_t cell = ieci__result_at(from, at->edition, slot, at->unit[i / IECI__LANES]);
        at->value[slot][i] = from->value[cell];
        at->state[slot][i] = from->state[cell];
    }
}

/* The members of an edition, and their normalised values in the slots of the indicators; with `from` what a result has
 * in all slots. */
static void load_edition(run *at, size_t edition, const ieci_result *from) {
    const ieci_model *model = at->model;
    at->edition = edition;
    at->num_units = 0;
    for (size_t u = 0; u < model->num_units; u++) {
        if (ieci__dataset_member(model->dataset, edition, u)) {
            at->sample[at->num_units] = model->sample[edition * model->num_units + u];
            at->unit[at->num_units++] = u;
        }
    }
    for (size_t n = 0; n < model->num_nodes; n++) {
        size_t indicator = model->schema->nodes[n].indicator;
        at->value[n] = at->values + n * at->num_units * IECI__LANES;
        at->state[n] = at->states + n * at->num_units * IECI__LANES;
        if (from != NULL) {
            load_slot(at, from, n);
            continue;
        }
        for (size_t i = 0; i < at->num_units * IECI__LANES && indicator != IECI__NONE; i++) {
            size_t cell = (indicator * model->num_editions + edition) * model->num_units + at->unit[i / IECI__LANES];
            at->value[n][i] = model->normalised[cell];
            at->state[n][i] = model->state[cell];
        }
    }
}

/* Finds the units in which a node has everything below it; whether these are all. None for a method that is no mean: it
 * may have no score even so. */
static bool find_full(const run *at, const ieci__kernel_node *node, bool *full) {
    size_t count = 0;
    for (size_t i = 0; i < at->num_units; i++) {
        full[i] = node->aggregate->block != NULL;
        for (size_t c = 0; c < node->num_children; c++) {
            const size_t child = node->children[c];
            full[i] = full[i] && (at->model->schema->nodes[child].indicator == IECI__NONE
                                      ? at->full[child * at->num_units + i]
                                      : at->state[child][i * IECI__LANES] == IECI__STATE_PRESENT);
        }
        count += full[i];
    }
    return count == at->num_units;
}

static bool make_node(run *at, size_t n, size_t *used, ieci__kernel_node *node, ieci_error **problems) {
    const ieci__schema_node *rules = &at->model->schema->nodes[n];
    size_t num_groups;
    *node = (ieci__kernel_node){.slot = n,
                                .children = at->children + *used,
                                .aggregate = ieci__aggregate_row(rules->aggregate.method),
                                .parameters = rules->aggregate.values,
                                .min_share = rules->min_share,
                                .missing = ieci__impute_row(rules->missing.method)};
    for (size_t c = 0; c < rules->num_children; c++) {
        if (at->model->share[rules->ordered[c]] > 0.0) {
            at->children[(*used)++] = rules->ordered[c];
            node->num_children++;
        }
    }
    node->full = at->full + n * at->num_units;
    node->whole = find_full(at, node, at->full + n * at->num_units);
    if (rules->missing.of != NULL) {
        if (!ieci__model_groups(at->model, rules->missing.of, at->group, &num_groups, problems)) {
            return false;
        }
        size_t *groups = at->groups + n * at->num_units;
        for (size_t i = 0; i < at->num_units; i++) {
            groups[i] = at->group[at->unit[i]];
        }
        node->group = groups;
    }
    return true;
}

static bool make_plan(run *at, ieci_error **problems) {
    size_t used = 0, count = 0;
    bool done = true;
    for (size_t n = at->model->num_nodes; n-- > 0 && done;) { /* children come after their parents */
        if (at->model->schema->nodes[n].indicator == IECI__NONE) {
            done = make_node(at, n, &used, &at->nodes[count++], problems);
        }
    }
    at->plan.units = at->num_units;
    at->plan.slots = at->model->num_nodes;
    at->plan.num_nodes = count;
    at->plan.nodes = at->nodes;
    at->plan.sample = at->sample;
    if (done &&
        !ieci__memory_reserve((void **)&at->room, &at->room_size, ieci__kernel_room(&at->plan), sizeof *at->room)) {
        ieci__error_nomem(problems);
        done = false;
    }
    return done;
}

/* Tells that a method which compares units has no score for one of them. */
static void tell_field(const run *at, const ieci__kernel_node *node, size_t i, ieci_error **problems) {
    ieci__place place = {NULL, 0, 0, at->model->schema->nodes[node->slot].code};
    ieci__error_add(problems, IECI_ERROR_NUMERIC, &place, "%s is not defined for unit %s, edition %s: %s",
                    node->aggregate->method.name, ieci__names_text(&at->model->dataset->units, at->unit[i]),
                    ieci__names_text(&at->model->dataset->editions, at->edition), node->aggregate->undefined);
}

/* Tells the first unit in which the aggregation of a node is undefined on values that are all there. */
static void tell_undefined(const run *at, const ieci__kernel_node *node, ieci_error **problems) {
    const ieci_model *model = at->model;
    for (size_t i = 0; i < at->num_units; i++) {
        if (at->state[node->slot][i] != IECI__STATE_UNDEFINED) {
            continue;
        }
        size_t culprit = IECI__NONE;
        for (size_t c = 0; c < node->num_children; c++) {
            size_t child = node->children[c];
            if (at->state[child][i] == IECI__STATE_UNDEFINED) {
                return; /* told below */
            }
            if (culprit == IECI__NONE && at->state[child][i] <= IECI__STATE_FILLED && !(at->value[child][i] > 0.0)) {
                culprit = child;
            }
        }
        if (node->aggregate->field != NULL) {
            tell_field(at, node, i, problems);
            return;
        }
        char text[IECI__NUMBER_SIZE] = "";
        if (culprit != IECI__NONE) {
            ieci__number_format(at->value[culprit][i], text);
        }
        ieci__place place = {NULL, 0, 0, model->schema->nodes[node->slot].code};
        ieci__error_add(
            problems, IECI_ERROR_NUMERIC, &place, "the %s mean is not defined for unit %s, edition %s%s%s%s%s%s",
            node->aggregate->method.name, ieci__names_text(&model->dataset->units, at->unit[i]),
            ieci__names_text(&model->dataset->editions, at->edition), culprit == IECI__NONE ? "" : ": ",
            culprit == IECI__NONE ? "" : model->schema->nodes[culprit].code, culprit == IECI__NONE ? "" : " is ", text,
            culprit == IECI__NONE ? "" : "; declare a score range above 0, such as [1, 100]");
        return;
    }
}

static void store_edition(const run *at, ieci_result *result, ieci_error **problems) {
    const ieci_model *model = at->model;
    for (size_t n = 0; n < model->num_nodes; n++) {
        for (size_t i = 0; i < at->num_units; i++) {
            size_t to = ieci__result_at(result, at->edition, n, at->unit[i]);
            result->value[to] = at->value[n][i * IECI__LANES];
            result->state[to] = at->state[n][i * IECI__LANES];
            if (result->state[to] != IECI__STATE_PRESENT) {
                continue;
            }
            result->key[to] = ieci__kernel_key(result->value[to], model->schema->key_decimals);
            if (result->key[to] == IECI__KEY_NONE) {
                ieci__place place = {NULL, 0, 0, model->schema->nodes[n].code};
                ieci__error_add(problems, IECI_ERROR_NUMERIC, &place, "the score of unit %s, edition %s is too large",
                                ieci__names_text(&model->dataset->units, at->unit[i]),
                                ieci__names_text(&model->dataset->editions, at->edition));
            }
        }
    }
}

/* Scores that are undefined do not stop the others; no memory and a cancelling caller do. */
static bool is_stopped(const ieci_error *problems) {
    ieci_status status = ieci_error_status(problems);
    return status == IECI_ERROR_NOMEM || status == IECI_ERROR_CANCELLED;
}

static void score_all(run *at, ieci_result *result, const double *weight, ieci__progress *progress,
                      ieci_error **problems) {
    for (size_t e = 0; e < at->model->num_editions; e++) {
        load_edition(at, e, NULL);
        ieci__progress_tell(progress, 0.5 * (double)e / (double)at->model->num_editions, problems);
        if (is_stopped(*problems) || !make_plan(at, problems)) {
            return;
        }
        ieci__kernel_block block = {at->value, at->state, weight, at->room, at->pairs, at->pointers};
        ieci__kernel_score(&at->plan, &block);
        for (size_t i = 0; i < at->plan.num_nodes; i++) {
            tell_undefined(at, &at->nodes[i], problems);
        }
        store_edition(at, result, problems);
    }
}

static void score_steps(run *at, const ieci_result *from, ieci_result *made, const double *weight,
                        ieci_error **problems) {
    for (size_t e = 0; e < at->model->num_editions; e++) {
        load_edition(at, e, from);
        if (!make_plan(at, problems)) {
            return;
        }
        ieci__kernel_plan step = at->plan;
        ieci__kernel_block block = {at->value, at->state, weight, at->room, at->pairs, at->pointers};
        step.num_nodes = 1;
        for (size_t k = 0; k < at->plan.num_nodes; k++) {
            size_t slot = at->nodes[k].slot;
            step.nodes = &at->nodes[k];
            ieci__kernel_score(&step, &block);
            for (size_t i = 0; i < at->num_units; i++) {
                size_t to = ieci__result_at(made, e, slot, at->unit[i]);
                made->value[to] = at->value[slot][i * IECI__LANES];
                made->state[to] = at->state[slot][i * IECI__LANES];
            }
            load_slot(at, from, slot);
        }
    }
}

void ieci__evaluate_ranks(const ieci_model *model, const bool *sample, const int64_t *keys, int64_t *work,
                          size_t *order, double *ranks, bool *tied) {
    for (size_t u = 0; u < model->num_units; u++) {
        work[u] = sample[u] ? ieci__result_rank_key(model, keys[u]) : IECI__KEY_NONE;
    }
    ieci__ties_ranks(ieci__ties_row(model->schema->ties), model->num_units, work, order, ranks, tied);
}

static void rank_all(ieci_result *result, ieci__progress *progress, ieci_error **problems) {
    const ieci_model *model = result->model;
    size_t *order = ieci__memory_allocate(model->num_units, 2 * sizeof *order);
    int64_t *work = ieci__memory_allocate(model->num_units, sizeof *work);
    if (order == NULL || work == NULL) {
        ieci__error_nomem(problems);
    }
    size_t rows = model->num_editions * model->num_nodes;
    for (size_t row = 0; row < rows && !is_stopped(*problems); row++) {
        size_t at = row * model->num_units, edition = row / model->num_nodes;
        ieci__evaluate_ranks(model, model->sample + edition * model->num_units, result->key + at, work, order,
                             result->rank + at, result->tied + at);
        ieci__progress_tell(progress, 0.5 + 0.5 * (double)(row + 1) / (double)rows, problems);
    }
    ieci__memory_free(order);
    ieci__memory_free(work);
}

/* The same weights in every lane. NULL: out of memory. */
static double *spread_weights(const ieci_model *model) {
    double *weight = ieci__memory_allocate(model->num_nodes, IECI__LANES * sizeof *weight);
    for (size_t i = 0; i < model->num_nodes * IECI__LANES && weight != NULL; i++) {
        weight[i] = model->share[i / IECI__LANES];
    }
    return weight;
}

void ieci__evaluate_steps(const ieci_result *from, ieci_result *made, ieci_error **problems) {
    fenv_t caller;
    ieci__numerics_enter(&caller);
    double *weight = spread_weights(from->model);
    run at = {0};
    if (weight == NULL || !start_run(&at, from->model)) {
        ieci__error_nomem(problems);
    } else {
        score_steps(&at, from, made, weight, problems);
    }
    clear_run(&at);
    ieci__memory_free(weight);
    ieci__numerics_leave(&caller);
}

ieci_result *ieci__evaluate(const ieci_model *model, const ieci_options *options, ieci_error **problems) {
    ieci_result *made = ieci__result_new(model);
    double *weight = spread_weights(model);
    run at = {0};
    if (made == NULL || weight == NULL || !start_run(&at, model)) {
        ieci__error_nomem(problems);
    } else {
        ieci__progress progress = ieci__progress_start(options, problems);
        score_all(&at, made, weight, &progress, problems);
        rank_all(made, &progress, problems);
    }
    clear_run(&at);
    ieci__memory_free(weight);
    if (ieci_error_status(*problems) == IECI_ERROR_NOMEM) {
        ieci_result_unref(made);
        made = NULL;
    }
    return made;
}

ieci_status ieci_model_evaluate(const ieci_model *model, const ieci_options *options, ieci_result **result,
                                ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, model, IECI__MAGIC_MODEL, "model");
    valid &= ieci__options_check(&problems, options);
    valid &= ieci__error_check_pointer(&problems, result, "result");
    if (!valid || !ieci__model_check_whole(model, &problems)) {
        return ieci__error_give(problems, error);
    }
    fenv_t caller;
    ieci__numerics_enter(&caller);
    ieci_result *made = ieci__evaluate(model, options, &problems);
    ieci__numerics_leave(&caller);
    if (problems == NULL) {
        *result = made;
        return IECI_OK;
    }
    ieci_result_unref(made);
    return ieci__error_give(problems, error);
}
