/* SPDX-License-Identifier: MIT */
/* Normalisations of another shape than a line between two ends: rows of the table of normalise.c. */
#ifndef IECI_INDEX_NORMALISE_SHAPE_H
#define IECI_INDEX_NORMALISE_SHAPE_H

#include "index/normalise.h"

enum {
    IECI__NORMALISE_SHAPES = 6
};

/** robust, ampi, quantile_bands, logistic, peak, interval. */
extern const ieci__normalise ieci__normalise_shapes[IECI__NORMALISE_SHAPES];

#endif
