/* SPDX-License-Identifier: MIT */
/* Several levers together: all to the bound, most points first, or the cheapest mix. */
#ifndef IECI_STUDY_LEVER_MIX_H
#define IECI_STUDY_LEVER_MIX_H

#include "study/lever.h"

typedef struct ieci__lever_mix {
    ieci__trial *trial;
    size_t place;
    double score; /**< of the unit as it is */
    double need;  /**< score that reaches the place while the others stay as they are; NaN: unknown */
    size_t count;
    const ieci__lever *levers;
    size_t *point;      /**< [lever] in the mix */
    size_t *order;      /**< levers of the mix in order */
    size_t used;        /**< how many of them */
    double *gain;       /**< [lever] points at the level of its bound, alone */
    const char *method; /**< order, cheapest, near or search */
    double bound;       /**< no mix costs less; NaN: unknown */
    bool reached;
} ieci__lever_mix;

/** Room for a mix of `count` levers; false: out of memory. */
bool ieci__lever_mix_start(ieci__lever_mix *mix, size_t count, ieci_error **problems);
void ieci__lever_mix_clear(ieci__lever_mix *mix);
/** To the bound one after the other, most points first, the last one only as far as it must. Where the place cannot be
 * reached all are at their bounds. False: out of memory. */
bool ieci__lever_mix_order(ieci__lever_mix *mix, ieci_error **problems);
/** The cheapest mix: exact where all means on the way are arithmetic and nothing else moves with the figures, else a
 * search of which no lever can be taken back by a step. Where the place cannot be reached all are at their bounds.
 * False: out of memory. */
bool ieci__lever_mix_cheapest(ieci__lever_mix *mix, ieci_error **problems);
/** What the mix costs. */
double ieci__lever_mix_cost(const ieci__lever_mix *mix);

#endif
