/* SPDX-License-Identifier: MIT */
#include "study/pairing.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/options.h"
#include "run/evaluate.h"
#include "stats/sort.h"

static const ieci_model *model_of(const ieci__pairing *pairing, int side) {
    return pairing->result[side]->model;
}

/* Merges the units of both sides, which are in byte order there. */
static void match_units(ieci__pairing *pairing) {
    const ieci__names *names[IECI__SIDES];
    size_t next[IECI__SIDES] = {0, 0};
    for (int side = 0; side < IECI__SIDES; side++) {
        names[side] = &model_of(pairing, side)->dataset->units;
    }
    while (next[IECI__BEFORE] < names[IECI__BEFORE]->count || next[IECI__AFTER] < names[IECI__AFTER]->count) {
        const char *before = ieci__names_text(names[IECI__BEFORE], next[IECI__BEFORE]);
        const char *after = ieci__names_text(names[IECI__AFTER], next[IECI__AFTER]);
        int order = before == NULL ? 1 : after == NULL ? -1 : strcmp(before, after);
        pairing->unit[IECI__BEFORE][pairing->num_units] = order <= 0 ? next[IECI__BEFORE]++ : IECI__NONE;
        pairing->unit[IECI__AFTER][pairing->num_units] = order >= 0 ? next[IECI__AFTER]++ : IECI__NONE;
        pairing->num_units++;
    }
}

static void match_nodes(ieci__pairing *pairing) {
    const ieci_schema *before = model_of(pairing, IECI__BEFORE)->schema;
    const ieci_schema *after = model_of(pairing, IECI__AFTER)->schema;
    for (size_t n = 0; n < after->num_nodes; n++) {
        size_t found = n == 0 ? 0 : ieci__names_find(&before->node_codes, after->nodes[n].code);
        if (found != IECI__NONE) {
            pairing->node[IECI__BEFORE][pairing->num_nodes] = found;
            pairing->node[IECI__AFTER][pairing->num_nodes++] = n;
        }
    }
}

/* The position of an index of one side in an array of the pairing. */
static size_t position(const size_t *indices, size_t count, size_t index) {
    size_t at = 0;
    while (at < count && indices[at] != index) {
        at++;
    }
    return at;
}

/* Reads a filter; a code is looked for on the later side, then on the earlier one. */
static void read_filter(const ieci__pairing *pairing, ieci_axis axis, const char *name, const ieci_options *options,
                        size_t *filter, ieci_error **problems) {
    const char *code = ieci__options_text(options, name);
    size_t *const *indices = axis == IECI_AXIS_UNIT ? pairing->unit : pairing->node;
    size_t count = axis == IECI_AXIS_UNIT ? pairing->num_units : pairing->num_nodes, found = 0;
    *filter = IECI__NONE;
    for (int side = IECI__AFTER; side >= IECI__BEFORE && code != NULL && *filter == IECI__NONE; side--) {
        if (ieci_model_find(model_of(pairing, side), axis, code, &found, NULL) == IECI_OK) {
            size_t at = position(indices[side], count, found);
            *filter = at < count ? at : IECI__NONE;
        }
    }
    if (code != NULL && *filter == IECI__NONE) {
        ieci_error *unknown = NULL;
        if (ieci_model_find(model_of(pairing, IECI__AFTER), axis, code, &found, &unknown) == IECI_OK) {
            ieci__error_argument(problems, name, "\"%s\" is not in both results", code);
        } else {
            ieci__error_join(problems, &unknown);
        }
    }
}

static bool make_room(ieci__pairing *pairing) {
    size_t units = 0, most = 0;
    for (int side = 0; side < IECI__SIDES; side++) {
        size_t count = model_of(pairing, side)->num_units;
        units += count;
        most = count > most ? count : most;
    }
    for (int side = 0; side < IECI__SIDES; side++) {
        pairing->unit[side] = ieci__memory_allocate(units, sizeof *pairing->unit[side]);
        pairing->node[side] =
            ieci__memory_allocate(model_of(pairing, IECI__AFTER)->num_nodes, sizeof *pairing->node[side]);
    }
    pairing->keys = ieci__memory_allocate(most, sizeof *pairing->keys);
    pairing->order = ieci__memory_allocate(most, 2 * sizeof *pairing->order);
    pairing->ranks = ieci__memory_allocate(most, sizeof *pairing->ranks);
    pairing->sample = ieci__memory_allocate(most, sizeof *pairing->sample);
    return pairing->unit[IECI__BEFORE] && pairing->unit[IECI__AFTER] && pairing->node[IECI__BEFORE] &&
           pairing->node[IECI__AFTER] && pairing->keys && pairing->order && pairing->ranks && pairing->sample;
}

bool ieci__pairing_start(ieci__pairing *pairing, const ieci_result *const results[IECI__SIDES],
                         const size_t editions[IECI__SIDES], const ieci_options *options, ieci_error **problems) {
    *pairing = (ieci__pairing){.language = ieci__options_text(options, "language")};
    for (int side = 0; side < IECI__SIDES; side++) {
        pairing->result[side] = results[side];
        pairing->edition[side] = editions[side];
    }
    if (!make_room(pairing)) {
        ieci__error_nomem(problems);
    } else {
        match_units(pairing);
        match_nodes(pairing);
        read_filter(pairing, IECI_AXIS_UNIT, "unit", options, &pairing->unit_filter, problems);
        read_filter(pairing, IECI_AXIS_NODE, "node", options, &pairing->node_filter, problems);
    }
    if (*problems != NULL) {
        ieci__pairing_clear(pairing);
        return false;
    }
    return true;
}

void ieci__pairing_clear(ieci__pairing *pairing) {
    for (int side = 0; side < IECI__SIDES; side++) {
        ieci__memory_free(pairing->unit[side]);
        ieci__memory_free(pairing->node[side]);
    }
    ieci__memory_free(pairing->keys);
    ieci__memory_free(pairing->order);
    ieci__memory_free(pairing->ranks);
    ieci__memory_free(pairing->sample);
    *pairing = (ieci__pairing){0};
}

/* The later side names a unit, if it has it. */
static int naming_side(const ieci__pairing *pairing, size_t unit) {
    return pairing->unit[IECI__AFTER][unit] == IECI__NONE ? IECI__BEFORE : IECI__AFTER;
}

const char *ieci__pairing_code(const ieci__pairing *pairing, size_t unit) {
    int side = naming_side(pairing, unit);
    return ieci__names_text(&model_of(pairing, side)->dataset->units, pairing->unit[side][unit]);
}

const char *ieci__pairing_name(const ieci__pairing *pairing, size_t unit) {
    int side = naming_side(pairing, unit);
    return ieci__dataset_unit_name(model_of(pairing, side)->dataset, pairing->unit[side][unit], pairing->language);
}

/* Place of a unit in the arrays of its result, or IECI__NONE. */
static size_t place(const ieci__pairing *pairing, int side, size_t node, size_t unit) {
    size_t index = pairing->unit[side][unit];
    return index == IECI__NONE
               ? IECI__NONE
               : ieci__result_at(pairing->result[side], pairing->edition[side], pairing->node[side][node], index);
}

double ieci__pairing_rank(const ieci__pairing *pairing, int side, size_t node, size_t unit) {
    size_t at = place(pairing, side, node, unit);
    return at == IECI__NONE ? IECI__MISSING : pairing->result[side]->rank[at];
}

bool ieci__pairing_tied(const ieci__pairing *pairing, int side, size_t node, size_t unit) {
    size_t at = place(pairing, side, node, unit);
    return at != IECI__NONE && pairing->result[side]->tied[at];
}

double ieci__pairing_score(const ieci__pairing *pairing, int side, size_t node, size_t unit) {
    size_t index = pairing->unit[side][unit];
    return index == IECI__NONE
               ? IECI__MISSING
               : ieci__result_score(pairing->result[side], pairing->edition[side], pairing->node[side][node], index);
}

double ieci__pairing_printed(const ieci__pairing *pairing, int side, size_t node, size_t unit) {
    size_t index = pairing->unit[side][unit];
    return index == IECI__NONE
               ? IECI__MISSING
               : ieci__result_printed(pairing->result[side], pairing->edition[side], pairing->node[side][node], index);
}

void ieci__pairing_ranks(ieci__pairing *pairing, int side, size_t edition, size_t node, const bool *among,
                         double *ranks) {
    const ieci_result *result = pairing->result[side];
    memset(pairing->sample, 0, result->model->num_units * sizeof *pairing->sample);
    for (size_t u = 0; u < pairing->num_units; u++) {
        if (pairing->unit[side][u] != IECI__NONE) {
            pairing->sample[pairing->unit[side][u]] = among[u];
        }
    }
    const int64_t *keys = result->key + ieci__result_at(result, edition, pairing->node[side][node], 0);
    ieci__evaluate_ranks(result->model, pairing->sample, keys, pairing->keys, pairing->order, pairing->ranks, NULL);
    for (size_t u = 0; u < pairing->num_units; u++) {
        size_t index = pairing->unit[side][u];
        ranks[u] = index == IECI__NONE ? IECI__MISSING : pairing->ranks[index];
    }
}

/* Ranks from 1; what has none stands behind all that have one. */
static int compare_ranks(double a, double b) {
    if (ieci__is_missing(a) || ieci__is_missing(b)) {
        return (int)ieci__is_missing(a) - (int)ieci__is_missing(b);
    }
    return (a > b) - (a < b);
}

typedef struct sorting {
    const double *ranks, *others;
    size_t *order;
} sorting;

static bool comes_before(const void *items, size_t a, size_t b) {
    const sorting *all = items;
    size_t one = all->order[a], other = all->order[b];
    int compared = compare_ranks(all->ranks[one], all->ranks[other]);
    compared = compared != 0 ? compared : compare_ranks(all->others[one], all->others[other]);
    return compared != 0 ? compared < 0 : one < other;
}

static void exchange(void *items, size_t a, size_t b) {
    sorting *all = items;
    size_t kept = all->order[a];
    all->order[a] = all->order[b];
    all->order[b] = kept;
}

void ieci__pairing_sort(size_t num_units, const double *ranks, const double *others, size_t *order) {
    sorting all = {ranks, others, order};
    for (size_t u = 0; u < num_units; u++) {
        order[u] = u;
    }
    ieci__sort_items(&all, num_units, comes_before, exchange);
}
