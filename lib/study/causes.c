/* SPDX-License-Identifier: MIT */
#include "study/causes.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "index/ties.h"

/* The rank rule must make a place a sum over pairs. */
static bool check_ties(const ieci__pairing *pairing, ieci_error **problems) {
    for (int side = 0; side < IECI__SIDES; side++) {
        const ieci__ties *ties = ieci__ties_row(pairing->result[side]->model->schema->ties);
        if (ties->cost == NULL) {
            ieci__error_add(problems, IECI_ERROR_UNSUPPORTED, NULL,
                            "under rank.ties: %s a place is no sum over the other units, so its change has no exact "
                            "parts; evaluate with another rule, such as min",
                            ties->method.name);
            return false;
        }
    }
    return true;
}

static bool start_worlds(ieci__causes *causes, const ieci__pairing *pairing, bool staged, ieci_error **problems) {
    const ieci_result *const results[IECI__SIDES] = {causes->restated.result, pairing->result[IECI__AFTER]};
    const size_t editions[IECI__SIDES] = {causes->restated.edition, pairing->edition[IECI__AFTER]};
    return ieci__worlds_start(&causes->worlds, results, editions, staged, problems);
}

static bool start_games(ieci__causes *causes, ieci_error **problems) {
    const ieci__worlds *worlds = &causes->worlds;
    bool done = ieci__standing_start(&causes->standing, worlds, problems);
    ieci__shapley_start(&causes->places, IECI__PLAYER_BITS + worlds->num_bits);
    ieci__shapley_start(&causes->points, 1 + worlds->num_bits);
    causes->denominator = 2 * causes->places.denominator;
    for (size_t w = 0; w < worlds->num_worlds && done; w++) {
        done = ieci__field_cost_start(&causes->costs[w], worlds, w, problems);
    }
    if (done && worlds->same_tree) {
        causes->tree = ieci__own_tree_new(worlds, problems);
        done = causes->tree != NULL;
    }
    causes->rivals = ieci__memory_allocate(worlds->pairing.num_units, sizeof *causes->rivals);
    causes->own_parts = ieci__memory_allocate(worlds->pairing.num_nodes, sizeof *causes->own_parts);
    if (done && (causes->rivals == NULL || causes->own_parts == NULL)) {
        ieci__error_nomem(problems);
        done = false;
    }
    return done;
}

bool ieci__causes_start(ieci__causes *causes, const ieci__pairing *pairing, bool staged, ieci_error **problems) {
    *causes = (ieci__causes){0};
    if (!check_ties(pairing, problems) || !ieci__model_check_whole(pairing->result[IECI__BEFORE]->model, problems) ||
        !ieci__model_check_whole(pairing->result[IECI__AFTER]->model, problems) ||
        !ieci__causes_restate(pairing, &causes->first, &causes->restated, problems)) {
        return false;
    }
    if (!start_worlds(causes, pairing, staged, problems) || !start_games(causes, problems)) {
        ieci__causes_clear(causes);
        return false;
    }
    return true;
}

void ieci__causes_clear(ieci__causes *causes) {
    ieci__own_tree_free(causes->tree);
    for (size_t w = 0; w < IECI__WORLDS_MOST; w++) {
        ieci__field_cost_clear(&causes->costs[w]);
    }
    ieci__standing_clear(&causes->standing);
    ieci__worlds_clear(&causes->worlds);
    ieci__memory_free(causes->rivals);
    ieci__memory_free(causes->own_parts);
    ieci_result_unref(causes->first.result);
    ieci_result_unref(causes->restated.result);
    *causes = (ieci__causes){0};
}

bool ieci__causes_has_bit(const ieci__causes *causes, ieci__worlds_bit bit) {
    for (size_t b = 0; b < causes->worlds.num_bits; b++) {
        if (causes->worlds.bits[b] == bit) {
            return true;
        }
    }
    return bit == IECI__WORLDS_METHOD && causes->worlds.staged;
}

void ieci__causes_load(ieci__causes *causes, size_t node) {
    ieci__standing_load(&causes->standing, node);
    for (size_t w = 0; w < causes->worlds.num_worlds; w++) {
        ieci__field_cost_load(&causes->costs[w], &causes->standing, &causes->places);
    }
}

/* The games of all pairs, added up. */
static void share_places(ieci__causes *causes, size_t unit) {
    const ieci__standing *standing = &causes->standing;
    int64_t parts[IECI__PLAYERS];
    causes->own = 0;
    memset(causes->bits, 0, sizeof causes->bits);
    for (size_t k = 0; k < standing->num_units; k++) {
        causes->rivals[k] = 0;
        if (k == unit || (!standing->ranked[IECI__BEFORE][k] && !standing->ranked[IECI__AFTER][k])) {
            continue;
        }
        ieci__causes_pair(standing, &causes->places, unit, k, parts);
        causes->own += parts[IECI__PLAYER_OWN];
        causes->rivals[k] = parts[IECI__PLAYER_RIVAL];
        for (size_t b = 0; b < causes->worlds.num_bits; b++) {
            causes->bits[causes->worlds.bits[b]] += parts[IECI__PLAYER_BITS + b];
        }
    }
}

/* The game of the score: own figures and what differs besides. */
static void share_points(ieci__causes *causes, size_t unit) {
    const ieci__standing *standing = &causes->standing;
    const ieci__shapley *shapley = &causes->points;
    size_t count = (size_t)1 << shapley->players;
    memset(causes->points_bits, 0, sizeof causes->points_bits);
    for (size_t p = 0; p < shapley->players; p++) {
        ieci__pair sum = ieci__pair_from(0.0);
        for (size_t c = 0; c < count; c++) {
            size_t with = c | (size_t)1 << p, size = 0;
            if (with == c) {
                continue;
            }
            for (size_t q = 0; q < shapley->players; q++) {
                size += c >> q & 1;
            }
            double before = standing->score[ieci__standing_at(standing, c >> 1, (c & 1) != 0, unit)];
            double after = standing->score[ieci__standing_at(standing, with >> 1, (with & 1) != 0, unit)];
            ieci__pair weight = ieci__pair_from((double)shapley->weight[size]);
            sum = ieci__pair_add(sum, ieci__pair_multiply(ieci__pair_two_sum(after, -before), weight));
        }
        double part = ieci__pair_value(ieci__pair_divide(sum, ieci__pair_from((double)shapley->denominator)));
        if (p == IECI__PLAYER_OWN) {
            causes->points_own = part;
        } else {
            causes->points_bits[causes->worlds.bits[p - 1]] = part;
        }
    }
}

/* The stage before: the earlier edition from its own method to the later one. */
static void share_stage(ieci__causes *causes, size_t unit) {
    const ieci__standing *standing = &causes->standing;
    int64_t key[IECI__SIDES], twice = 0;
    double score[IECI__SIDES];
    for (size_t side = 0; side < IECI__SIDES; side++) {
        size_t at = ieci__standing_at(standing, IECI__WORLDS_MOST + side, IECI__BEFORE, unit);
        key[side] = standing->key[at];
        score[side] = standing->score[at];
        for (size_t k = 0; k < standing->num_units; k++) {
            if (k != unit && standing->ranked[IECI__BEFORE][k]) {
                int64_t other = standing->key[ieci__standing_at(standing, IECI__WORLDS_MOST + side, IECI__BEFORE, k)];
                int cost = ieci__causes_cost(&causes->worlds, IECI__WORLDS_MOST + side, other, k, key[side], unit);
                twice += side == IECI__BEFORE ? cost : -cost;
            }
        }
    }
    causes->bits[IECI__WORLDS_METHOD] = twice * causes->places.denominator;
    causes->points_bits[IECI__WORLDS_METHOD] = score[IECI__AFTER] - score[IECI__BEFORE];
}

bool ieci__causes_explain(ieci__causes *causes, size_t unit, ieci_error **problems) {
    share_places(causes, unit);
    share_points(causes, unit);
    if (causes->worlds.staged) {
        share_stage(causes, unit);
    }
    return causes->tree == NULL ||
           ieci__own_tree_explain(causes->tree, &causes->standing, causes->costs, &causes->places, &causes->points,
                                  unit, causes->own_parts, &causes->own_denominator, problems);
}
