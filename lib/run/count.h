/* SPDX-License-Identifier: MIT */
/*
 * Ranks of a block of replicates, counted. Each lane is a replicate; its units are sorted by an odd-even merge network,
 * in which every lane takes the same steps, so that lanes are vector lanes.
 */
#ifndef IECI_RUN_COUNT_H
#define IECI_RUN_COUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "index/lanes.h"
#include "stats/network.h"

/** How units are ranked; the same for all blocks. */
typedef struct ieci__count_plan {
    size_t units;
    const bool *sample;    /**< [unit] whether it is ranked */
    unsigned key_decimals; /**< the rank key of a score is score x 10^key_decimals, see ieci__kernel_key() */
    unsigned decimals;     /**< ranks are of keys rounded to these; key_decimals: of full keys */
    size_t ties;           /**< number of the tie rule; average counts as min, because counts need whole ranks */
    const ieci__network_step *network; /**< of ieci__network_merge(); NULL: sort one lane after the other */
    size_t steps;
} ieci__count_plan;

/** A block and what is added to. */
typedef struct ieci__count_block {
    size_t lanes;               /**< replicates that count, the first of the block */
    const double *score;        /**< [units][IECI__LANES] */
    const unsigned char *state; /**< [units][IECI__LANES], as ieci__state; NULL: all have a score */
    void *room;                 /**< ieci__count_room() bytes, aligned for doubles */
    uint64_t *counts;           /**< [unit][units + 1] += 1 at rank - 1; the last column: no rank */
    uint64_t *sum_low;          /**< [unit] sum of the full keys, 128 bits in two words (two's complement) */
    int64_t *sum_high;
    uint32_t *ranks; /**< [units][IECI__LANES] rank - 1, `units`: none; NULL: not wanted */
    int64_t *keys;   /**< [units][IECI__LANES] full keys, IECI__KEY_NONE: none; NULL: not wanted */
} ieci__count_block;

/** Above this number of units a network costs more than sorting one lane after the other. */
#define IECI__COUNT_MOST ((size_t)512)

/** Bytes that a block needs to work in. */
size_t ieci__count_room(size_t units);

/** Adds the replicates of a block. */
void ieci__count_add(const ieci__count_plan *plan, const ieci__count_block *block);

#endif
