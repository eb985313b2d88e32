/* SPDX-License-Identifier: MIT */
/* What one thread of an ensemble has to itself, and what it does: blocks of replicates from draws to ranks. */
#ifndef IECI_RUN_WORKER_H
#define IECI_RUN_WORKER_H

#include "run/plan.h"
#include "run/steps.h"
#include "run/tally.h"

typedef struct ieci__worker {
    const ieci__plan *plan;
    size_t variant; /**< whose figures are in the slots; IECI__NONE: of none yet */
    double **value; /**< [slot] -> [unit][IECI__BLOCK_LANES] */
    unsigned char **state;
    double *values;
    unsigned char *states;
    double *weight; /**< [slot][IECI__BLOCK_LANES] */
    double *room, *draw_room;
    ieci__pair *pairs;
    const double **pointers;
    bool dead[IECI__BLOCK_LANES]; /**< replicates in which a step is undefined: no unit has a rank */
    ieci__steps steps;
    double *figure, *uniform; /**< [edition][unit] */
    int64_t *key, *place;     /**< [unit][IECI__BLOCK_LANES] */
    size_t configuration;     /**< of the last block */
    unsigned char *ranked; /**< [unit][IECI__BLOCK_LANES] states of its scores; ABSENT where the unit is not ranked */
    void *count_room;
} ieci__worker;

/** Room for a thread; false: out of memory. End with ieci__worker_clear() in any case. */
bool ieci__worker_start(ieci__worker *worker, const ieci__plan *plan, ieci_error **problems);
/** Frees the room. */
void ieci__worker_clear(ieci__worker *worker);
/** Scores a block of replicates of one configuration. `replicate` has IECI__BLOCK_LANES numbers; a block that is not
 * full repeats its last. `other` as in ieci__plan_choose(). False: out of memory. */
bool ieci__worker_block(ieci__worker *worker, size_t configuration, const uint64_t *replicate, const bool *other,
                        ieci_error **problems);

/** Adds the first `lanes` replicates of the last block to a tally. `ranks`, if wanted, receives
 * [unit][IECI__BLOCK_LANES] rank - 1, the number of units where there is none. */
void ieci__worker_count(ieci__worker *worker, size_t lanes, ieci__tally *tally, uint32_t *ranks);

#endif
