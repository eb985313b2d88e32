/* SPDX-License-Identifier: MIT */
#include "study/linear.h"

#include <string.h>

#include "base/memory.h"
#include "index/aggregate.h"
#include "stats/elementary.h"

/* What building needs besides the functions themselves. */
typedef struct builder {
    ieci__linear *linear;
    const ieci_result *result;
    const ieci_model *model;
    const ieci__region *regions;
    bool *varies;     /* [node] whether weights vary at or below it */
    double *shares;   /* [depth][unit] fixed weights on the path to a node */
    size_t used;      /* of the block of children */
    const char *mean; /* of the nodes on the way to weights that vary; NULL: none met yet */
    ieci_error **problems;
} builder;

static bool has_value(unsigned char state) {
    return state == IECI__STATE_PRESENT || state == IECI__STATE_FILLED;
}

static size_t place_of(const builder *b, size_t node, size_t unit) {
    return ieci__result_at(b->result, b->linear->edition, node, b->linear->unit[unit]);
}

static void find_varying(builder *b, size_t top) {
    const ieci_schema *schema = b->model->schema;
    for (size_t n = schema->num_nodes; n-- > 0;) { /* children come after their parents */
        b->varies[n] = b->varies[n] || b->regions[n].count > 0;
        if (b->varies[n] && n != top && schema->nodes[n].parent != IECI__NONE) {
            b->varies[schema->nodes[n].parent] = true;
        }
    }
}

static void find_units(builder *b) {
    ieci__linear *linear = b->linear;
    const ieci_model *model = b->model;
    for (size_t u = 0; u < model->num_units; u++) {
        const size_t at = ieci__result_at(b->result, linear->edition, linear->node, u);
        if (model->sample[linear->edition * model->num_units + u] && b->result->key[at] != IECI__KEY_NONE) {
            linear->unit[linear->num_units++] = u;
        }
    }
}

static void refuse_child(builder *b, size_t node, size_t child, size_t unit, bool filled) {
    const ieci_schema *schema = b->model->schema;
    const ieci__place place = {NULL, 0, 0, schema->nodes[node].code};
    if (!ieci__error_is_full(*b->problems)) {
        ieci__error_add(
            b->problems, IECI_ERROR_NUMERIC, &place, "unit %s, edition %s: %s %s; %s, or keep the weights %s fixed",
            ieci__linear_code(b->linear, unit), ieci__names_text(&b->model->dataset->editions, b->linear->edition),
            schema->nodes[child].code,
            filled ? "is filled in from other units, whose scores move with the weights"
                   : "has no value, so the unit would have weights of its own, which no exact answer covers",
            filled ? "let it be missing" : "give it a value first (missing: mean, median or worst)",
            filled ? "below it" : "of this node");
    }
}

/* That every unit has all children of a node, or none of them. */
static void check_whole(builder *b, size_t node) {
    const ieci__schema_node *rules = &b->model->schema->nodes[node];
    for (size_t u = 0; u < b->linear->num_units; u++) {
        size_t present = 0, counted = 0;
        for (size_t c = 0; c < rules->num_children; c++) {
            const size_t child = rules->ordered[c];
            counted += b->model->share[child] > 0.0 ? 1 : 0;
            present += b->model->share[child] > 0.0 && has_value(b->result->state[place_of(b, child, u)]) ? 1 : 0;
        }
        for (size_t c = 0; c < rules->num_children && present > 0 && present < counted; c++) {
            const size_t child = rules->ordered[c];
            if (b->model->share[child] > 0.0 && !has_value(b->result->state[place_of(b, child, u)])) {
                refuse_child(b, node, child, u, false);
            }
        }
    }
}

/* That the values of children whose weights vary below are their own. */
static void check_filled(builder *b, size_t node) {
    const ieci__schema_node *rules = &b->model->schema->nodes[node];
    for (size_t c = 0; c < rules->num_children; c++) {
        for (size_t u = 0; u < b->linear->num_units && b->varies[rules->children[c]]; u++) {
            if (b->result->state[place_of(b, rules->children[c], u)] == IECI__STATE_FILLED) {
                refuse_child(b, node, rules->children[c], u, true);
            }
        }
    }
}

static void check_mean(builder *b, size_t node) {
    const char *mean = ieci__aggregate_row(b->model->schema->nodes[node].aggregate.method)->method.name;
    const ieci__place place = {NULL, 0, 0, b->model->schema->nodes[node].code};
    if (strcmp(mean, "arithmetic") != 0 && strcmp(mean, "geometric") != 0) {
        ieci__error_add(b->problems, IECI_ERROR_NUMERIC, &place,
                        "the %s mean is not linear in the weights, nor is its logarithm: exact answers are only for "
                        "arithmetic or geometric means from the varied weights up; keep the weights of this node and "
                        "below it fixed",
                        mean);
    } else if (b->mean != NULL && strcmp(mean, b->mean) != 0) {
        ieci__error_add(b->problems, IECI_ERROR_NUMERIC, &place,
                        "has the %s mean and other nodes the %s one: exact answers need the same mean from all varied "
                        "weights up; keep the weights on one side fixed",
                        mean, b->mean);
    }
    b->mean = b->mean == NULL ? mean : b->mean;
}

/* A place that is a number per unit. */
static size_t add_number(builder *b, size_t node, const double *share) {
    ieci__linear *linear = b->linear;
    const size_t entry = linear->num_entries++;
    double *value = linear->value_block + entry * linear->num_units;
    for (size_t u = 0; u < linear->num_units; u++) {
        const double own = share[u] > 0.0 ? b->result->value[place_of(b, node, u)] : 0.0;
        value[u] = share[u] > 0.0 ? share[u] * (linear->logarithms ? ieci__log(own) : own) : 0.0;
    }
    linear->entries[entry] = (ieci__linear_entry){.node = node, .value = value};
    return entry;
}

/* The fixed weight of a child of a fixed node in each unit, times that of the node. */
static void pass_share(const builder *b, size_t node, size_t child, const double *share, double *below) {
    const ieci__schema_node *rules = &b->model->schema->nodes[node];
    for (size_t u = 0; u < b->linear->num_units; u++) {
        double present = 0.0;
        bool whole = true;
        for (size_t c = 0; c < rules->num_children; c++) { /* as the kernel does */
            const double weight = b->model->share[rules->ordered[c]];
            const bool counts = has_value(b->result->state[place_of(b, rules->ordered[c], u)]) && weight > 0.0;
            present += counts ? weight : 0.0;
            whole = whole && (counts || !(weight > 0.0));
        }
        const bool counts = has_value(b->result->state[place_of(b, child, u)]) && share[u] > 0.0;
        const double weight = whole ? b->model->share[child] : b->model->share[child] / present;
        below[u] = counts ? share[u] * weight : 0.0;
    }
}

/* A place and all below it; `depth` counts from the top. */
static size_t add_entry(builder *b, size_t node, size_t depth, double weight) {
    ieci__linear *linear = b->linear;
    double *share = b->shares + depth * linear->num_units, *below = share + linear->num_units;
    if (!b->varies[node]) {
        const size_t entry = add_number(b, node, share);
        linear->nominal[entry] = weight;
        return entry;
    }
    const ieci__schema_node *rules = &b->model->schema->nodes[node];
    const size_t entry = linear->num_entries++;
    ieci__linear_entry *made = &linear->entries[entry];
    const bool free = b->regions[node].count > 0;
    *made = (ieci__linear_entry){.node = node, .children = linear->children_block + b->used};
    made->region = free ? &b->regions[node] : NULL;
    linear->nominal[entry] = weight;
    b->used += rules->num_children;
    for (size_t c = 0; c < rules->num_children; c++) {
        const size_t child = rules->ordered[c];
        if (!(b->model->share[child] > 0.0)) {
            continue;
        }
        if (free) {
            memcpy(below, share, linear->num_units * sizeof *below);
        } else {
            pass_share(b, node, child, share, below);
        }
        made->children[made->num_children++] =
            add_entry(b, child, depth + 1, free ? weight * b->model->share[child] : weight);
    }
    return entry;
}

static void check_all(builder *b, size_t top) {
    const ieci_schema *schema = b->model->schema;
    for (size_t n = top; n < schema->num_nodes && (n == top || schema->nodes[n].depth > schema->nodes[top].depth);
         n++) {
        if (b->varies[n]) {
            check_mean(b, n);
            check_filled(b, n);
            if (b->regions[n].count > 0) {
                check_whole(b, n);
            }
        }
    }
}

static bool make_room(builder *b, size_t depth) {
    ieci__linear *linear = b->linear;
    const size_t nodes = b->model->num_nodes, units = linear->num_units;
    linear->entries = ieci__memory_allocate(nodes, sizeof *linear->entries);
    linear->children_block = ieci__memory_allocate(nodes, sizeof *linear->children_block);
    linear->value_block = ieci__memory_allocate(nodes, units * sizeof *linear->value_block);
    linear->nominal = ieci__memory_allocate(nodes, sizeof *linear->nominal);
    linear->best = ieci__memory_allocate(nodes, sizeof *linear->best);
    linear->gathered = ieci__memory_allocate(nodes, sizeof *linear->gathered);
    linear->local = ieci__memory_allocate(nodes, sizeof *linear->local);
    linear->shares = ieci__memory_allocate(nodes, sizeof *linear->shares);
    linear->order = ieci__memory_allocate(nodes, sizeof *linear->order);
    b->shares = ieci__memory_allocate(depth + 2, units * sizeof *b->shares);
    return linear->entries && linear->children_block && linear->value_block && linear->nominal && linear->best &&
           linear->gathered && linear->local && linear->shares && linear->order && b->shares;
}

static size_t deepest(const ieci_schema *schema) {
    size_t depth = 0;
    for (size_t n = 0; n < schema->num_nodes; n++) {
        depth = schema->nodes[n].depth > depth ? schema->nodes[n].depth : depth;
    }
    return depth;
}

bool ieci__linear_make_of(ieci__linear *linear, const ieci_result *result, size_t edition, size_t node,
                          const ieci__region *regions, size_t num_units, const size_t *unit, ieci_error **problems) {
    const ieci_model *model = result->model;
    *linear = (ieci__linear){.result = result, .edition = edition, .node = node};
    builder b = {.linear = linear, .result = result, .model = model, .regions = regions, .problems = problems};
    linear->unit = ieci__memory_allocate(model->num_units, sizeof *linear->unit);
    b.varies = ieci__memory_allocate(model->num_nodes, sizeof *b.varies);
    bool room = linear->unit != NULL && b.varies != NULL;
    if (room) {
        find_varying(&b, node);
        if (unit == NULL) {
            find_units(&b);
        }
        for (size_t u = 0; u < num_units && unit != NULL; u++) {
            linear->unit[linear->num_units++] = unit[u];
        }
        room = make_room(&b, deepest(model->schema));
    }
    if (!room) {
        ieci__error_nomem(problems);
    } else {
        check_all(&b, node);
    }
    if (*problems == NULL) {
        linear->logarithms = b.mean != NULL && strcmp(b.mean, "geometric") == 0;
        for (size_t u = 0; u < linear->num_units; u++) {
            b.shares[u] = 1.0;
        }
        add_entry(&b, node, 0, 1.0);
    }
    ieci__memory_free(b.varies);
    ieci__memory_free(b.shares);
    return *problems == NULL;
}

bool ieci__linear_make(ieci__linear *linear, const ieci_result *result, size_t edition, size_t node,
                       const ieci__region *regions, ieci_error **problems) {
    return ieci__linear_make_of(linear, result, edition, node, regions, 0, NULL, problems);
}

void ieci__linear_clear(ieci__linear *linear) {
    ieci__memory_free(linear->unit);
    ieci__memory_free(linear->entries);
    ieci__memory_free(linear->children_block);
    ieci__memory_free(linear->value_block);
    ieci__memory_free(linear->nominal);
    ieci__memory_free(linear->best);
    ieci__memory_free(linear->gathered);
    ieci__memory_free(linear->local);
    ieci__memory_free(linear->shares);
    ieci__memory_free(linear->order);
    *linear = (ieci__linear){.num_units = 0};
}

const char *ieci__linear_code(const ieci__linear *linear, size_t unit) {
    return ieci__names_text(&linear->result->model->dataset->units, linear->unit[unit]);
}

static ieci__pair sum_of_numbers(const ieci__linear_entry *entry, size_t count, const size_t *unit,
                                 const double *factor) {
    ieci__pair sum = {0.0, 0.0};
    for (size_t i = 0; i < count; i++) {
        sum = ieci__pair_add(sum, ieci__pair_two_product(factor[i], entry->value[unit[i]]));
    }
    return sum;
}

/* The best that an entry can be, from what its children can be; shares of the children go to `local`. */
static ieci__pair settle(ieci__linear *linear, const ieci__linear_entry *entry) {
    ieci__pair sum = {0.0, 0.0};
    for (size_t c = 0; c < entry->num_children; c++) {
        linear->gathered[c] = linear->best[entry->children[c]];
        sum = ieci__pair_add(sum, linear->gathered[c]);
    }
    if (entry->region == NULL) {
        for (size_t c = 0; c < entry->num_children; c++) {
            linear->local[entry->children[c]] = 1.0;
        }
        return sum;
    }
    const ieci__pair best = ieci__region_most(entry->region, linear->gathered, linear->shares, linear->order);
    for (size_t c = 0; c < entry->num_children; c++) {
        linear->local[entry->children[c]] = linear->shares[c];
    }
    return best;
}

ieci__pair ieci__linear_most(ieci__linear *linear, size_t count, const size_t *unit, const double *factor,
                             double *weight) {
    for (size_t e = linear->num_entries; e-- > 0;) { /* children come after their parents */
        const ieci__linear_entry *entry = &linear->entries[e];
        linear->best[e] = entry->num_children == 0 ? sum_of_numbers(entry, count, unit, factor) : settle(linear, entry);
    }
    weight[0] = 1.0;
    for (size_t e = 0; e < linear->num_entries; e++) {
        const ieci__linear_entry *entry = &linear->entries[e];
        for (size_t c = 0; c < entry->num_children; c++) {
            weight[entry->children[c]] = weight[e] * linear->local[entry->children[c]];
        }
    }
    return linear->best[0];
}

void ieci__linear_scores(const ieci__linear *linear, const double *weight, double *scores) {
    memset(scores, 0, linear->num_units * sizeof *scores);
    for (size_t e = 0; e < linear->num_entries; e++) {
        for (size_t u = 0; u < linear->num_units && linear->entries[e].num_children == 0; u++) {
            scores[u] += weight[e] * linear->entries[e].value[u];
        }
    }
}
