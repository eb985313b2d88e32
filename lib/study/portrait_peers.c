/* SPDX-License-Identifier: MIT */
#include "study/portrait_peers.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "stats/sort.h"

static bool start(ieci__peers *peers, size_t count) {
    *peers = (ieci__peers){0};
    peers->units = ieci__memory_allocate(count, sizeof *peers->units);
    peers->distance = ieci__memory_allocate(count, sizeof *peers->distance);
    return peers->units != NULL && peers->distance != NULL;
}

void ieci__peers_clear(ieci__peers *peers) {
    ieci__memory_free(peers->units);
    ieci__memory_free(peers->distance);
    *peers = (ieci__peers){0};
}

static void add(ieci__peers *peers, size_t unit, double distance) {
    peers->units[peers->count] = unit;
    peers->distance[peers->count++] = distance;
}

static bool is_rival(const ieci_result *result, size_t edition, size_t unit, size_t other) {
    return other != unit && !ieci__is_missing(result->rank[ieci__result_at(result, edition, 0, other)]);
}

static bool is_nearer(const void *items, size_t a, size_t b) {
    const ieci__peers *peers = items;
    return peers->distance[a] != peers->distance[b] ? peers->distance[a] < peers->distance[b]
                                                    : peers->units[a] < peers->units[b];
}

static void exchange(void *items, size_t a, size_t b) {
    ieci__peers *peers = items;
    const size_t unit = peers->units[a];
    const double distance = peers->distance[a];
    peers->units[a] = peers->units[b];
    peers->distance[a] = peers->distance[b];
    peers->units[b] = unit;
    peers->distance[b] = distance;
}

static void keep_nearest(ieci__peers *peers, size_t most) {
    ieci__sort_items(peers, peers->count, is_nearer, exchange);
    peers->count = peers->count < most ? peers->count : most;
}

bool ieci__peers_all(ieci__peers *peers, const ieci_result *result, size_t edition, size_t unit) {
    if (!start(peers, result->model->num_units)) {
        return false;
    }
    for (size_t u = 0; u < result->model->num_units; u++) {
        if (is_rival(result, edition, unit, u)) {
            add(peers, u, IECI__MISSING);
        }
    }
    return true;
}

bool ieci__peers_group(ieci__peers *peers, const ieci_result *result, size_t edition, size_t unit, const char *column) {
    const ieci_model *model = result->model;
    if (!start(peers, model->num_units)) {
        return false;
    }
    const char *own = column == NULL ? NULL : ieci__dataset_attribute(model->dataset, unit, column);
    for (size_t u = 0; own != NULL && *own != '\0' && u < model->num_units; u++) {
        const char *other = ieci__dataset_attribute(model->dataset, u, column);
        if (is_rival(result, edition, unit, u) && other != NULL && strcmp(other, own) == 0) {
            add(peers, u, IECI__MISSING);
        }
    }
    return true;
}

bool ieci__peers_size(ieci__peers *peers, const ieci_result *result, size_t edition, size_t unit, const double *size,
                      size_t most) {
    if (!start(peers, result->model->num_units)) {
        return false;
    }
    for (size_t u = 0; size[unit] > 0.0 && u < result->model->num_units; u++) {
        if (is_rival(result, edition, unit, u) && size[u] > 0.0) {
            const double ratio = size[u] / size[unit];
            add(peers, u, ratio < 1.0 ? 1.0 / ratio : ratio);
        }
    }
    keep_nearest(peers, most);
    return true;
}

bool ieci__peers_is_group(const ieci_schema *schema, size_t node) {
    const ieci__schema_node *rules = &schema->nodes[node];
    return rules->num_children > 0 && schema->nodes[rules->children[0]].indicator != IECI__NONE;
}

/* Distance of two profiles; NaN: they share too little. */
static double compare_profiles(const ieci_result *result, size_t edition, size_t unit, size_t other) {
    const ieci_schema *schema = result->model->schema;
    size_t own = 0, both = 0;
    double sum = 0.0;
    for (size_t n = 0; n < schema->num_nodes; n++) {
        const double x = ieci__result_score(result, edition, n, unit);
        const double y = ieci__result_score(result, edition, n, other);
        if (!ieci__peers_is_group(schema, n) || ieci__is_missing(x)) {
            continue;
        }
        own++;
        if (!ieci__is_missing(y)) {
            sum += (x - y) * (x - y);
            both++;
        }
    }
    return both == 0 || 2 * both < own ? IECI__MISSING : sqrt(sum / (double)both);
}

bool ieci__peers_profile(ieci__peers *peers, const ieci_result *result, size_t edition, size_t unit, size_t most) {
    if (!start(peers, result->model->num_units)) {
        return false;
    }
    for (size_t u = 0; u < result->model->num_units; u++) {
        const double distance =
            is_rival(result, edition, unit, u) ? compare_profiles(result, edition, unit, u) : IECI__MISSING;
        if (!ieci__is_missing(distance)) {
            add(peers, u, distance);
        }
    }
    keep_nearest(peers, most);
    return true;
}

double ieci__peers_rank(const ieci__peers *peers, const ieci_result *result, size_t edition, size_t node, size_t unit,
                        size_t *count, size_t *equal) {
    const int64_t own = result->key[ieci__result_at(result, edition, node, unit)];
    size_t better = 0;
    *count = *equal = 0;
    for (size_t i = 0; i < peers->count; i++) {
        const int64_t key = result->key[ieci__result_at(result, edition, node, peers->units[i])];
        if (key != IECI__KEY_NONE && own != IECI__KEY_NONE) {
            const int64_t other = ieci__result_rank_key(result->model, key);
            *count += 1;
            better += other > ieci__result_rank_key(result->model, own);
            *equal += other == ieci__result_rank_key(result->model, own);
        }
    }
    return *count == 0 ? IECI__MISSING : (double)(better + 1);
}

double ieci__peers_lead(const ieci__peers *peers, const ieci_result *result, size_t edition, size_t node, size_t unit) {
    double sum = 0.0;
    size_t count = 0;
    for (size_t i = 0; i < peers->count; i++) {
        const double score = ieci__result_printed(result, edition, node, peers->units[i]);
        if (!ieci__is_missing(score)) {
            sum += score;
            count++;
        }
    }
    return count == 0 ? IECI__MISSING : ieci__result_printed(result, edition, node, unit) - sum / (double)count;
}
