/* SPDX-License-Identifier: MIT */
/* What an ensemble remembers of its replicates: whole numbers only, which are added. */
#ifndef IECI_RUN_TALLY_H
#define IECI_RUN_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/sum.h"
#include "run/block.h"

/** What is kept. */
typedef struct ieci__tally_shape {
    size_t units;
    bool pairs, scores; /**< wins of pairs; squares of scores */
} ieci__tally_shape;

typedef struct ieci__tally {
    ieci__tally_shape shape;
    uint64_t *count;   /**< [unit][units + 1] replicates with rank 1, 2, ..., and without one */
    uint64_t *key_low; /**< [unit] sum of the rank keys of the replicates with a rank, in two words as in ieci__sum */
    int64_t *key_high;
    ieci__sum *square; /**< [unit] sum of their squares; NULL: not kept */
    uint64_t *win;     /**< [unit][unit] replicates in which the first has the better key; NULL: not kept */
} ieci__tally;

/** Room for sums, all 0; false: out of memory. */
bool ieci__tally_start(ieci__tally *tally, const ieci__tally_shape *shape);
/** Frees the room. */
void ieci__tally_clear(ieci__tally *tally);
/** Whether ieci__tally_add_keys() has something to add. */
bool ieci__tally_wants_keys(const ieci__tally *tally);
/** Adds what is made from keys one by one, [unit][IECI__BLOCK_LANES] with IECI__KEY_NONE for none: those of scores and
 * those that ranks are made from. */
void ieci__tally_add_keys(ieci__tally *tally, size_t lanes, const int64_t *key, const int64_t *place);
/** Adds another tally of the same shape. */
void ieci__tally_merge(ieci__tally *tally, const ieci__tally *other);

#endif
