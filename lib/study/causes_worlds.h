/* SPDX-License-Identifier: MIT */
/* The worlds between two editions: every unit with its earlier and its later figures, under the scale, the weights, the
 * aggregation and the normalisation of the earlier or of the later edition. All of them are scored by the same steps
 * and the same kernel as any result: a world is a result of a dataset to which each unit was added a second time, with
 * the figures of the other edition; the added units are not of the sample, so they set no scale. */
#ifndef IECI_STUDY_CAUSES_WORLDS_H
#define IECI_STUDY_CAUSES_WORLDS_H

#include "study/pairing.h"

#define IECI__WORLDS_MOST_BITS 4
#define IECI__WORLDS_MOST 16

/** What differs between the editions besides figures and membership; the names of tables. */
typedef enum ieci__worlds_bit {
    IECI__WORLDS_SCALE, /**< numbers estimated from the sample */
    IECI__WORLDS_WEIGHTS,
    IECI__WORLDS_AGGREGATION,
    IECI__WORLDS_NORMALISATION, /**< treatment and normalisation, with imputation */
    IECI__WORLDS_METHOD,        /**< the three in one, where tree, indicators or tie rule differ */
    IECI__WORLDS_BITS
} ieci__worlds_bit;

typedef struct ieci__world {
    const ieci_result *result; /**< lent */
    int scale;                 /**< side whose sample sets the scale */
    int method;                /**< side whose tree and rank rule hold */
} ieci__world;

typedef struct ieci__worlds {
    ieci__pairing pairing; /**< the restated earlier edition and the later one, without filters */
    bool same_tree;
    bool staged; /**< the method changed first */
    size_t num_bits;
    ieci__worlds_bit bits[IECI__WORLDS_MOST_BITS]; /**< bit b of the number of a world */
    size_t num_worlds;
    ieci__world worlds[IECI__WORLDS_MOST];
    ieci__world stage[IECI__SIDES]; /**< staged: earlier figures and scale under the earlier and the later method */
    size_t num_results;
    ieci_result *results[2 * IECI__WORLDS_MOST]; /**< owned */
    size_t num_schemas;
    ieci_schema *schemas[2]; /**< owned: rules of indicators of one side, rules of nodes of the other */
} ieci__worlds;

/** Computes the worlds between two editions; `restated` is the result of the earlier side. False: a problem was added.
 */
bool ieci__worlds_start(ieci__worlds *worlds, const ieci_result *const results[IECI__SIDES],
                        const size_t editions[IECI__SIDES], bool staged, ieci_error **problems);
void ieci__worlds_clear(ieci__worlds *worlds);
/** Place of a unit with its figures of a side, at a node, in the arrays of a world; IECI__NONE: not there. Units and
 * nodes are those of the pairing. */
size_t ieci__worlds_at(const ieci__worlds *worlds, const ieci__world *world, int figures, size_t node, size_t unit);
/** The name of what differs. */
const char *ieci__worlds_bit_name(ieci__worlds_bit bit);

#endif
