/* SPDX-License-Identifier: MIT */
/* Normalisations by ratios to a figure of the sample, a target or a unit: rows of the table of normalise.c. */
#ifndef IECI_INDEX_NORMALISE_RATIO_H
#define IECI_INDEX_NORMALISE_RATIO_H

#include "index/normalise.h"

enum {
    IECI__NORMALISE_RATIOS = 6
};

/** leader, target, reference, sum, vector, around_mean. */
extern const ieci__normalise ieci__normalise_ratios[IECI__NORMALISE_RATIOS];

#endif
