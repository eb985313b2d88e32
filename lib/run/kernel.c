/* SPDX-License-Identifier: MIT */
#include "run/kernel.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/missing.h"

/* Weights are rescaled in floating point, so half of a half may come out a hair below it. */
static const double SHARE_SLACK = 1e-12;

static const double POWERS[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

/* A field: values and weights of all units, shares of the children, rivals, scores, and what the method asks for. */
static size_t field_room(const ieci__kernel_node *node, size_t units) {
    const size_t own = node->aggregate->room == NULL ? 0 : node->aggregate->room(units, node->num_children);
    return (2 * units + 1) * node->num_children + 2 * units + own;
}

size_t ieci__kernel_room(const ieci__kernel_plan *plan) {
    size_t most = 2 * plan->most_children * LANES + LANES;
    for (size_t i = 0; i < plan->num_nodes; i++) {
        const size_t room = plan->nodes[i].aggregate->field == NULL ? 0 : field_room(&plan->nodes[i], plan->units);
        most = room > most ? room : most;
    }
    return most;
}

static bool has_value(unsigned char state) {
    return state == IECI__STATE_PRESENT || state == IECI__STATE_FILLED;
}

/* What the children of a node have in one unit and lane. */
typedef struct presence {
    double present, applies; /* sums of weights */
    size_t first;            /* a child with a value */
    bool failed, undefined;
} presence;

static presence look(const ieci__kernel_node *node, const ieci__kernel_block *block, size_t cell, size_t lane) {
    presence seen = {0.0, 0.0, node->num_children, false, false};
    for (size_t c = 0; c < node->num_children; c++) {
        size_t slot = node->children[c];
        unsigned char state = block->state[slot][cell];
        double weight = block->weight[slot * LANES + lane];
        if (state == IECI__STATE_DROPPED || !(weight > 0.0)) {
            continue;
        }
        seen.applies += weight;
        seen.failed = seen.failed || state == IECI__STATE_FAILED;
        seen.undefined = seen.undefined || state == IECI__STATE_UNDEFINED;
        if (has_value(state)) {
            seen.present += weight;
            seen.first = seen.first < node->num_children ? seen.first : c;
        }
    }
    return seen;
}

static unsigned char judge(const ieci__kernel_node *node, const presence *seen) {
    if (seen->undefined) {
        return IECI__STATE_UNDEFINED;
    }
    if (!(seen->applies > 0.0)) {
        return IECI__STATE_DROPPED;
    }
    if (seen->failed || !(seen->present > 0.0) ||
        seen->present + SHARE_SLACK * seen->applies < node->min_share * seen->applies) {
        return IECI__STATE_ABSENT;
    }
    return IECI__STATE_PRESENT;
}

/* The children of a unit, one lane after the other: absent ones get weight 0 and a neighbour's value, which changes no
 * bit of any mean, so that the same block function serves. */
static void gather_lanes(const ieci__kernel_node *node, const ieci__kernel_block *block, size_t unit, double *values,
                         double *weights) {
    for (size_t lane = 0; lane < LANES; lane++) {
        size_t cell = unit * LANES + lane;
        presence seen = look(node, block, cell, lane);
        unsigned char state = judge(node, &seen);
        block->state[node->slot][cell] = state;
        for (size_t c = 0; c < node->num_children; c++) {
            size_t slot = node->children[c];
            double weight = block->weight[slot * LANES + lane];
            bool counts = has_value(block->state[slot][cell]) && weight > 0.0;
            size_t lender = seen.first < node->num_children ? node->children[seen.first] : slot;
            values[c * LANES + lane] = block->value[counts ? slot : lender][cell];
            weights[c * LANES + lane] = counts ? weight / seen.present : 0.0;
        }
    }
}

/* Adds up the weights of the children that have a value and of those that apply. False where lanes must be looked at
 * one by one: their states differ, a weight is 0, a child failed, or none has a value. `lender`: the first with a
 * value. */
static bool add_weights(const ieci__kernel_node *node, const ieci__kernel_block *block, size_t unit, double *present,
                        double *applies, size_t *lender) {
    bool found = false;
    for (size_t c = 0; c < node->num_children; c++) {
        const size_t slot = node->children[c];
        const unsigned char *states = block->state[slot] + unit * LANES;
        const double *weight = block->weight + slot * LANES;
        unsigned differ = 0;
        int without = 0;
        for (size_t lane = 0; lane < LANES; lane++) {
            differ |= (unsigned)(states[lane] ^ states[0]);
            without |= !(weight[lane] > 0.0);
        }
        if (differ != 0 || without || states[0] == IECI__STATE_FAILED || states[0] == IECI__STATE_UNDEFINED) {
            return false;
        }
        const double counts = has_value(states[0]) ? 1.0 : 0.0;
        const double asked = states[0] == IECI__STATE_DROPPED ? 0.0 : 1.0;
        for (size_t lane = 0; lane < LANES; lane++) {
            present[lane] += counts * weight[lane];
            applies[lane] += asked * weight[lane];
        }
        *lender = counts > 0.0 && !found ? slot : *lender;
        found = found || counts > 0.0;
    }
    return found;
}

/* The same as gather_lanes() where all lanes are alike, in vectors. */
static bool gather_alike(const ieci__kernel_node *node, const ieci__kernel_block *block, size_t unit, double *values,
                         double *weights) {
    double present[LANES] = {0.0}, applies[LANES] = {0.0};
    size_t lender = 0;
    if (!add_weights(node, block, unit, present, applies, &lender)) {
        return false;
    }
    for (size_t c = 0; c < node->num_children; c++) {
        const size_t slot = node->children[c];
        const bool counts = has_value(block->state[slot][unit * LANES]);
        const double *value = block->value[counts ? slot : lender] + unit * LANES;
        const double *weight = block->weight + slot * LANES;
        for (size_t lane = 0; lane < LANES; lane++) {
            values[c * LANES + lane] = value[lane];
            weights[c * LANES + lane] = counts ? weight[lane] / present[lane] : 0.0;
        }
    }
    for (size_t lane = 0; lane < LANES; lane++) {
        const presence seen = {present[lane], applies[lane], 0, false, false};
        block->state[node->slot][unit * LANES + lane] = judge(node, &seen);
    }
    return true;
}

/* A unit that may lack children. */
static void score_unit(const ieci__kernel_plan *plan, const ieci__kernel_node *node, const ieci__kernel_block *block,
                       size_t unit) {
    double *values = block->room;
    double *weights = values + plan->most_children * LANES;
    double *score = weights + plan->most_children * LANES;
    if (!gather_alike(node, block, unit, values, weights)) {
        gather_lanes(node, block, unit, values, weights);
    }
    const double **child = block->pointers;
    const double **weight = child + plan->most_children;
    for (size_t c = 0; c < node->num_children; c++) {
        child[c] = values + c * LANES;
        weight[c] = weights + c * LANES;
    }
    node->aggregate->block(1, node->num_children, child, weight, node->parameters, score);
    for (size_t lane = 0; lane < LANES; lane++) {
        size_t cell = unit * LANES + lane;
        bool present = block->state[node->slot][cell] == IECI__STATE_PRESENT;
        block->value[node->slot][cell] = present ? score[lane] : IECI__MISSING;
    }
}

/* Units `first` to `end` - 1, which lack nothing. */
static void score_full(const ieci__kernel_plan *plan, const ieci__kernel_node *node, const ieci__kernel_block *block,
                       size_t first, size_t end) {
    const double **child = block->pointers;
    const double **weight = child + plan->most_children;
    double *score = block->value[node->slot] + first * LANES;
    for (size_t c = 0; c < node->num_children; c++) {
        child[c] = block->value[node->children[c]] + first * LANES;
        weight[c] = block->weight + node->children[c] * LANES;
    }
    if (node->kept != NULL) {
        const double *kept = node->kept + ieci__aggregate_kept(first, node->num_children);
        ieci__aggregate_fixed(node->aggregate, end - first, node->num_children, kept, weight, node->parameters, score);
    } else {
        node->aggregate->block(end - first, node->num_children, child, weight, node->parameters, score);
    }
    memset(block->state[node->slot] + first * LANES, IECI__STATE_PRESENT, (end - first) * LANES);
}

static bool is_full(const ieci__kernel_node *node, size_t unit) {
    return node->full == NULL ? node->whole : node->full[unit];
}

/* Runs of full units at once, the others one by one. */
static void score_node(const ieci__kernel_plan *plan, const ieci__kernel_node *node, const ieci__kernel_block *block) {
    for (size_t unit = 0, end; unit < plan->units; unit = end) {
        for (end = unit; end < plan->units && is_full(node, end); end++) {
        }
        if (end > unit) {
            score_full(plan, node, block, unit, end);
        } else {
            score_unit(plan, node, block, unit);
            end = unit + 1;
        }
    }
}

/* One lane of a node whose method sees all units; states of units are judged as everywhere. */
static void score_lane(const ieci__kernel_plan *plan, const ieci__kernel_node *node, const ieci__kernel_block *block,
                       size_t lane) {
    const size_t units = plan->units, children = node->num_children;
    double *values = block->room, *weights = values + units * children, *share = weights + units * children;
    double *rival = share + children, *score = rival + units;
    for (size_t c = 0; c < children; c++) {
        share[c] = block->weight[node->children[c] * LANES + lane];
    }
    for (size_t u = 0; u < units; u++) {
        const size_t cell = u * LANES + lane;
        const presence seen = look(node, block, cell, lane);
        const unsigned char state = judge(node, &seen);
        block->state[node->slot][cell] = state;
        rival[u] = state == IECI__STATE_PRESENT && plan->sample[u] ? 1.0 : 0.0;
        for (size_t c = 0; c < children; c++) {
            const size_t slot = node->children[c];
            const bool counts = state == IECI__STATE_PRESENT && share[c] > 0.0 && has_value(block->state[slot][cell]);
            values[u * children + c] = counts ? block->value[slot][cell] : 0.0;
            weights[u * children + c] = counts ? share[c] / seen.present : 0.0;
        }
    }
    const ieci__field field = {units,
                               children,
                               values,
                               weights,
                               share,
                               rival,
                               plan->low,
                               plan->high,
                               POWERS[plan->key_decimals],
                               node->parameters,
                               score + units};
    node->aggregate->field(&field, score);
    for (size_t u = 0; u < units; u++) {
        const size_t cell = u * LANES + lane;
        if (block->state[node->slot][cell] == IECI__STATE_PRESENT && rival[u] == 0.0 && ieci__is_missing(score[u])) {
            block->state[node->slot][cell] = IECI__STATE_ABSENT;
        }
        const bool present = block->state[node->slot][cell] == IECI__STATE_PRESENT;
        block->value[node->slot][cell] = present ? score[u] : IECI__MISSING;
    }
}

/* Observed scores of the sample in the group of `unit`, in unit order. */
static size_t gather(const ieci__kernel_plan *plan, const ieci__kernel_node *node, const ieci__kernel_block *block,
                     size_t unit, size_t lane) {
    size_t count = 0;
    if (node->group != NULL && node->group[unit] == IECI__KERNEL_NO_GROUP) {
        return 0;
    }
    for (size_t u = 0; u < plan->units; u++) {
        size_t cell = u * LANES + lane;
        bool same = node->group == NULL || node->group[u] == node->group[unit];
        if (same && plan->sample[u] && block->state[node->slot][cell] == IECI__STATE_PRESENT) {
            block->pairs[count++] = ieci__pair_from(block->value[node->slot][cell]);
        }
    }
    return count;
}

/* What the parent sees where the node has no value. */
static void settle_missing(const ieci__kernel_plan *plan, const ieci__kernel_node *node,
                           const ieci__kernel_block *block) {
    const ieci__impute *rule = node->missing;
    if (rule->kind == IECI__IMPUTE_REWEIGHT) {
        return;
    }
    for (size_t cell = 0; cell < plan->units * LANES; cell++) {
        if (block->state[node->slot][cell] != IECI__STATE_ABSENT) {
            continue;
        }
        if (rule->kind != IECI__IMPUTE_FILL) {
            block->state[node->slot][cell] = rule->kind == IECI__IMPUTE_FAIL ? IECI__STATE_FAILED : IECI__STATE_DROPPED;
            continue;
        }
        size_t count = rule->needs_observed ? gather(plan, node, block, cell / LANES, cell % LANES) : 0;
        if (count > 0 || !rule->needs_observed) {
            ieci__pair filled = rule->fill(block->pairs, count, 1, block->pairs + plan->units);
            block->value[node->slot][cell] = ieci__pair_value(filled);
            block->state[node->slot][cell] = IECI__STATE_FILLED;
        }
    }
}

/* Whether all scores are finite, without a branch per cell. */
static bool is_finite(size_t count, const double *score) {
    int outside = 0;
    for (size_t i = 0; i < count; i++) {
        outside |= !(fabs(score[i]) <= DBL_MAX);
    }
    return outside == 0;
}

static void mark_undefined(const ieci__kernel_plan *plan, const ieci__kernel_node *node,
                           const ieci__kernel_block *block) {
    if (is_finite(plan->units * LANES, block->value[node->slot])) {
        return;
    }
    for (size_t cell = 0; cell < plan->units * LANES; cell++) {
        double score = block->value[node->slot][cell];
        if (block->state[node->slot][cell] == IECI__STATE_PRESENT && !(fabs(score) <= DBL_MAX)) {
            block->state[node->slot][cell] = IECI__STATE_UNDEFINED;
            block->value[node->slot][cell] = IECI__MISSING;
        }
    }
}

void ieci__kernel_score(const ieci__kernel_plan *plan, const ieci__kernel_block *block) {
    for (size_t i = 0; i < plan->num_nodes; i++) {
        const ieci__kernel_node *node = &plan->nodes[i];
        if (node->aggregate->field != NULL) {
            for (size_t lane = 0; lane < LANES; lane++) {
                score_lane(plan, node, block, lane);
            }
        } else {
            score_node(plan, node, block);
        }
        mark_undefined(plan, node, block);
        if (!node->whole) {
            settle_missing(plan, node, block);
        }
    }
}

int64_t ieci__kernel_key(double score, unsigned decimals) {
    double scaled = fabs(score) * POWERS[decimals];
    if (!(scaled < 9.0e18)) {
        return IECI__KEY_NONE;
    }
    double whole = floor(scaled);
    int64_t key = (int64_t)whole + (scaled - whole >= 0.5 ? 1 : 0);
    return score < 0.0 ? -key : key;
}
