/* SPDX-License-Identifier: MIT */
#include "study/causes_mixture.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"

struct ieci__mixer {
    const ieci__worlds *worlds;
    const ieci_schema *schema;
    size_t num_nodes, unit;
    size_t *later[IECI__SIDES]; /* [node of a side's tree] the same node of the later one */
    bool *marks;                /* [node] */
    size_t *children;           /* [node] slots, in the order of computing */
    double **value;             /* [slot] */
    unsigned char **state;      /* [slot] */
    double *weight;             /* [slot][lane] */
    const double **pointers;
    double *values, *room; /* grow as they must */
    unsigned char *states;
    bool *sample;
    size_t *group, *groups; /* [unit of the model], [unit of the block] */
    ieci__pair *pairs;
    size_t num_values, num_states, num_room, num_sample, num_group, num_groups, num_pairs;
};

void ieci__mixer_free(ieci__mixer *mixer) {
    if (mixer == NULL) {
        return;
    }
    void *blocks[] = {mixer->later[IECI__BEFORE],
                      mixer->later[IECI__AFTER],
                      mixer->marks,
                      mixer->children,
                      (void *)mixer->value,
                      (void *)mixer->state,
                      mixer->weight,
                      (void *)mixer->pointers,
                      mixer->values,
                      mixer->room,
                      mixer->states,
                      mixer->sample,
                      mixer->group,
                      mixer->groups,
                      mixer->pairs};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        ieci__memory_free(blocks[i]);
    }
    ieci__memory_free(mixer);
}

ieci__mixer *ieci__mixer_new(const ieci__worlds *worlds) {
    ieci__mixer *mixer = ieci__memory_allocate(1, sizeof *mixer);
    if (mixer == NULL) {
        return NULL;
    }
    mixer->worlds = worlds;
    mixer->schema = worlds->pairing.result[IECI__AFTER]->model->schema;
    size_t nodes = mixer->num_nodes = mixer->schema->num_nodes;
    for (int side = 0; side < IECI__SIDES; side++) {
        mixer->later[side] = ieci__memory_allocate(nodes, sizeof *mixer->later[side]);
    }
    mixer->marks = ieci__memory_allocate(nodes, sizeof *mixer->marks);
    mixer->children = ieci__memory_allocate(nodes, sizeof *mixer->children);
    mixer->value = ieci__memory_allocate(nodes + 1, sizeof *mixer->value);
    mixer->state = ieci__memory_allocate(nodes + 1, sizeof *mixer->state);
    mixer->weight = ieci__memory_allocate(nodes + 1, IECI__LANES * sizeof *mixer->weight);
    mixer->pointers = ieci__memory_allocate(nodes + 1, 2 * sizeof *mixer->pointers);
    if (!mixer->later[IECI__BEFORE] || !mixer->later[IECI__AFTER] || !mixer->marks || !mixer->children ||
        !mixer->value || !mixer->state || !mixer->weight || !mixer->pointers) {
        ieci__mixer_free(mixer);
        return NULL;
    }
    for (size_t n = 0; n < nodes; n++) {
        mixer->later[IECI__AFTER][n] = n;
        mixer->later[IECI__BEFORE][worlds->pairing.node[IECI__BEFORE][n]] = n;
    }
    return mixer;
}

void ieci__mixer_unit(ieci__mixer *mixer, size_t unit) {
    mixer->unit = unit;
}

bool *ieci__mixer_marks(ieci__mixer *mixer) {
    return mixer->marks;
}

void ieci__mixer_leaf(const ieci__mixer *mixer, size_t world, size_t leaf, ieci__mixture *mixture) {
    const ieci__world *at = &mixer->worlds->worlds[world];
    *mixture = (ieci__mixture){.leaf = leaf, .number = 1};
    for (int figures = 0; figures < IECI__SIDES; figures++) {
        size_t place = ieci__worlds_at(mixer->worlds, at, figures, leaf, mixer->unit);
        mixture->value[figures] = at->result->value[place];
        mixture->state[figures] = at->result->state[place];
    }
}

/* The block of one node in one world: mixtures first, each before and after; then the sample, if the node looks at it.
 */
typedef struct block {
    const ieci__world *world;
    const ieci_model *model;
    const ieci__schema_node *rules;
    size_t edition, node; /* in the world's own tree */
    size_t num_children;  /* with weight */
    size_t mixtures, units;
    bool sampled;
} block;

static size_t lanes(size_t count) {
    return count * IECI__LANES;
}

static bool make_room(ieci__mixer *mixer, const block *at) {
    size_t slots = at->num_children + 1, cells = lanes(at->units);
    if (!ieci__memory_reserve((void **)&mixer->values, &mixer->num_values, slots * cells, sizeof *mixer->values) ||
        !ieci__memory_reserve((void **)&mixer->states, &mixer->num_states, slots * cells, 1) ||
        !ieci__memory_reserve((void **)&mixer->sample, &mixer->num_sample, at->units, sizeof *mixer->sample) ||
        !ieci__memory_reserve((void **)&mixer->pairs, &mixer->num_pairs, 2 * at->units, sizeof *mixer->pairs)) {
        return false;
    }
    for (size_t s = 0; s < slots; s++) {
        mixer->value[s] = mixer->values + s * cells;
        mixer->state[s] = mixer->states + s * cells;
    }
    for (size_t u = 0; u < at->units; u++) {
        mixer->sample[u] = u >= at->mixtures;
    }
    return true;
}

static void put(ieci__mixer *mixer, size_t slot, size_t unit, double value, unsigned char state) {
    for (size_t lane = 0; lane < IECI__LANES; lane++) {
        mixer->value[slot][unit * IECI__LANES + lane] = value;
        mixer->state[slot][unit * IECI__LANES + lane] = state;
    }
}

/* A child that is wholly of one edition, the same in all mixtures. */
static void put_whole(ieci__mixer *mixer, const block *at, size_t slot, size_t child, bool switched) {
    size_t place = ieci__worlds_at(mixer->worlds, at->world, switched ? IECI__AFTER : IECI__BEFORE, child, mixer->unit);
    for (size_t u = 0; u < at->mixtures; u++) {
        put(mixer, slot, u, at->world->result->value[place], at->world->result->state[place]);
    }
}

static void put_mixtures(ieci__mixer *mixer, size_t slot, const ieci__mixture *mixtures, size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (int side = 0; side < IECI__SIDES; side++) {
            put(mixer, slot, IECI__SIDES * i + (size_t)side, mixtures[i].value[side], mixtures[i].state[side]);
        }
    }
}

/* The units of the sample behind the mixtures, as the world has them. */
static void put_sample(ieci__mixer *mixer, const block *at, size_t slot, size_t child) {
    const bool *sample = at->model->sample + at->edition * at->model->num_units;
    size_t to = at->mixtures;
    for (size_t u = 0; u < at->model->num_units && at->sampled; u++) {
        if (sample[u]) {
            size_t place = ieci__result_at(at->world->result, at->edition, child, u);
            put(mixer, slot, to++, at->world->result->value[place], at->world->result->state[place]);
        }
    }
}

static size_t count_sample(const block *at) {
    const bool *sample = at->model->sample + at->edition * at->model->num_units;
    size_t count = 0;
    for (size_t u = 0; u < at->model->num_units; u++) {
        count += sample[u] ? 1 : 0;
    }
    return count;
}

/* Groups of the units of a block, where the node fills gaps by group. False: out of memory. */
static bool find_groups(ieci__mixer *mixer, const block *at, ieci__kernel_node *node) {
    const bool *sample = at->model->sample + at->edition * at->model->num_units;
    size_t num_groups, to = at->mixtures, own = mixer->worlds->pairing.unit[at->world->scale][mixer->unit];
    ieci_error *failed = NULL;
    if (!at->sampled || at->rules->missing.of == NULL) {
        return true;
    }
    if (!ieci__memory_reserve((void **)&mixer->group, &mixer->num_group, at->model->num_units, sizeof *mixer->group) ||
        !ieci__memory_reserve((void **)&mixer->groups, &mixer->num_groups, at->units, sizeof *mixer->groups) ||
        !ieci__model_groups(at->model, at->rules->missing.of, mixer->group, &num_groups, &failed)) {
        ieci_error_free(failed);
        return false;
    }
    for (size_t u = 0; u < at->mixtures; u++) {
        mixer->groups[u] = mixer->group[own];
    }
    for (size_t u = 0; u < at->model->num_units; u++) {
        if (sample[u]) {
            mixer->groups[to++] = mixer->group[u];
        }
    }
    node->group = mixer->groups;
    return true;
}

static block start_block(const ieci__mixer *mixer, size_t world, size_t node, size_t count) {
    block at = {.world = &mixer->worlds->worlds[world], .mixtures = IECI__SIDES * count};
    at.model = at.world->result->model;
    at.edition = mixer->worlds->pairing.edition[at.world->scale];
    at.node = mixer->worlds->pairing.node[at.world->method][node];
    at.rules = &at.model->schema->nodes[at.node];
    const ieci__impute *missing = ieci__impute_row(at.rules->missing.method);
    at.sampled = ieci__aggregate_row(at.rules->aggregate.method)->field != NULL ||
                 (missing->kind == IECI__IMPUTE_FILL && missing->needs_observed);
    at.units = at.mixtures + (at.sampled ? count_sample(&at) : 0);
    for (size_t c = 0; c < at.rules->num_children; c++) {
        at.num_children += at.model->share[at.rules->children[c]] > 0.0 ? 1 : 0;
    }
    return at;
}

/* Whether a child of the later tree is marked. */
static bool is_marked(const ieci__mixer *mixer, size_t node, size_t child, const bool *switched) {
    const ieci__schema_node *rules = &mixer->schema->nodes[node];
    for (size_t c = 0; c < rules->num_children; c++) {
        if (rules->children[c] == child) {
            return switched[c];
        }
    }
    return false;
}

/* Puts all children with weight into their slots. */
static void fill_block(ieci__mixer *mixer, const block *at, size_t node, size_t child, const bool *switched,
                       const ieci__mixture *mixtures, size_t count) {
    size_t slot = 0;
    for (size_t c = 0; c < at->rules->num_children; c++) {
        size_t own = at->rules->ordered[c], later = mixer->later[at->world->method][own];
        if (!(at->model->share[own] > 0.0)) {
            continue;
        }
        if (later == child) {
            put_mixtures(mixer, slot, mixtures, count);
        } else {
            put_whole(mixer, at, slot, later, is_marked(mixer, node, later, switched));
        }
        put_sample(mixer, at, slot, own);
        for (size_t lane = 0; lane < IECI__LANES; lane++) {
            mixer->weight[slot * IECI__LANES + lane] = at->model->share[own];
        }
        mixer->children[slot] = slot;
        slot++;
    }
}

bool ieci__mixer_score(ieci__mixer *mixer, size_t world, size_t node, size_t child, const bool *switched,
                       ieci__mixture *mixtures, size_t count) {
    block at = start_block(mixer, world, node, count);
    ieci__kernel_node scored = {.slot = at.num_children,
                                .num_children = at.num_children,
                                .children = mixer->children,
                                .aggregate = ieci__aggregate_row(at.rules->aggregate.method),
                                .parameters = at.rules->aggregate.values,
                                .min_share = at.rules->min_share,
                                .missing = ieci__impute_row(at.rules->missing.method)};
    ieci__kernel_plan plan = {.units = at.units,
                              .slots = at.num_children + 1,
                              .num_nodes = 1,
                              .nodes = &scored,
                              .most_children = at.num_children,
                              .low = at.model->schema->range_low,
                              .high = at.model->schema->range_high,
                              .key_decimals = at.model->schema->key_decimals};
    if (!make_room(mixer, &at)) {
        return false;
    }
    plan.sample = mixer->sample;
    if (!find_groups(mixer, &at, &scored) ||
        !ieci__memory_reserve((void **)&mixer->room, &mixer->num_room, ieci__kernel_room(&plan), sizeof *mixer->room)) {
        return false;
    }
    fill_block(mixer, &at, node, child, switched, mixtures, count);
    ieci__kernel_block run = {mixer->value, mixer->state, mixer->weight, mixer->room, mixer->pairs, mixer->pointers};
    ieci__kernel_score(&plan, &run);
    for (size_t i = 0; i < count; i++) {
        for (size_t side = 0; side < IECI__SIDES; side++) {
            size_t cell = (IECI__SIDES * i + side) * IECI__LANES;
            mixtures[i].value[side] = mixer->value[at.num_children][cell];
            mixtures[i].state[side] = mixer->state[at.num_children][cell];
        }
    }
    return true;
}
