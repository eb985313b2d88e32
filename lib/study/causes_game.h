/* SPDX-License-Identifier: MIT */
/* A rank as a sum of pair games. The place of a unit is 1 plus what each other unit costs it; who is present, whose
 * figures, scale and method count are players, and the Shapley value shares out the change. All in whole numbers. */
#ifndef IECI_STUDY_CAUSES_GAME_H
#define IECI_STUDY_CAUSES_GAME_H

#include "study/causes_worlds.h"

/** Weights of the Shapley value of a game: a player's part is the sum over coalitions of the others of
 * weight[size] / denominator x what it adds. */
#define IECI__SHAPLEY_MOST 8
typedef struct ieci__shapley {
    size_t players;
    int64_t denominator;
    int64_t weight[IECI__SHAPLEY_MOST];
} ieci__shapley;

/** Up to IECI__SHAPLEY_MOST players, at least 1. */
void ieci__shapley_start(ieci__shapley *shapley, size_t players);

/** Where all units stand at one node in all worlds, with their earlier and their later figures. */
typedef struct ieci__standing {
    const ieci__worlds *worlds;
    size_t node, num_units;
    bool *ranked[IECI__SIDES]; /**< [unit] in the real edition */
    double *score;             /**< see ieci__standing_at() */
    int64_t *key;              /**< what ranks are made of */
    double *real_score;        /**< [unit] in the earlier edition (of a new unit: in the later one) */
    int64_t *real_key;
} ieci__standing;

bool ieci__standing_start(ieci__standing *standing, const ieci__worlds *worlds, ieci_error **problems);
void ieci__standing_clear(ieci__standing *standing);
/** Turns to a node. A world in which a unit has no score counts as the earlier edition (for a new unit: the later). */
void ieci__standing_load(ieci__standing *standing, size_t node);
/** Place in the arrays; worlds beyond the last are the two stages. */
size_t ieci__standing_at(const ieci__standing *standing, size_t world, int figures, size_t unit);

/** Twice the places that a unit with a key costs another one, by the rank rule of a world. */
int ieci__causes_cost(const ieci__worlds *worlds, size_t world, int64_t rival_key, size_t rival, int64_t key,
                      size_t unit);

/** The players of the game of a pair, then the bits of the worlds. */
enum {
    IECI__PLAYER_OWN,
    IECI__PLAYER_RIVAL,
    IECI__PLAYER_BITS,
    IECI__PLAYERS = IECI__PLAYER_BITS + IECI__WORLDS_MOST_BITS
};

/** Parts of a rival in the change of a unit's place, in 1 / (2 x denominator of the Shapley value) places gained. */
void ieci__causes_pair(const ieci__standing *standing, const ieci__shapley *shapley, size_t unit, size_t rival,
                       int64_t parts[IECI__PLAYERS]);

/** What all other units cost a unit with any key, in one world, each weighted by how often its figures are the earlier
 * or the later ones. */
typedef struct ieci__field_cost {
    const ieci__worlds *worlds;
    const ieci__standing *standing;
    size_t world, count;
    int64_t weight[IECI__SIDES];    /**< of a unit's earlier and later figures */
    struct ieci__field_item *items; /**< [2 x units] highest key first, then by unit */
    int64_t *sums;                  /**< [2 x units + 1] weights of the items before */
} ieci__field_cost;

bool ieci__field_cost_start(ieci__field_cost *cost, const ieci__worlds *worlds, size_t world, ieci_error **problems);
void ieci__field_cost_clear(ieci__field_cost *cost);
/** Turns to a node: `standing` stands there. */
void ieci__field_cost_load(ieci__field_cost *cost, const ieci__standing *standing, const ieci__shapley *shapley);
/** Twice the places that the others cost a unit if it has this key, times the denominator. */
int64_t ieci__field_cost_of(const ieci__field_cost *cost, int64_t key, size_t unit);

#endif
