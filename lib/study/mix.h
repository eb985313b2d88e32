/* SPDX-License-Identifier: MIT */
/* The cheapest mix: of every class one point is chosen, so that the gains add up to what is needed at the least cost (a
 * multiple-choice knapsack). Exact by branch and bound on the linear relaxation; knows nothing of indices. */
#ifndef IECI_STUDY_MIX_H
#define IECI_STUDY_MIX_H

#include <stdbool.h>
#include <stddef.h>

/** The choices of one class: point 0 is free and gains nothing; costs increase, gains do not decrease. */
typedef struct ieci__mix_class {
    size_t count;
    const double *gain, *cost;
} ieci__mix_class;

/** Decides where sums of doubles cannot: whether the points reach what is needed. False: out of memory. */
typedef bool (*ieci__mix_judge)(void *state, const size_t *points, bool *reaches);

typedef struct ieci__mix {
    size_t num_classes;
    const ieci__mix_class *classes;
    double need;  /**< > 0 */
    double slack; /**< sums of gains closer to `need` than this go to the judge */
    ieci__mix_judge judge;
    void *state;
    size_t most_steps; /**< points that are looked at before the search gives up proving */
} ieci__mix;

typedef struct ieci__mix_answer {
    bool found;   /**< there is a mix that reaches it */
    bool proven;  /**< none is cheaper */
    double cost;  /**< of the mix that was found */
    double bound; /**< no mix costs less */
} ieci__mix_answer;

/** Fills `points` (one per class) and the answer; false: out of memory. */
bool ieci__mix_cheapest(const ieci__mix *mix, size_t *points, ieci__mix_answer *answer);

#endif
