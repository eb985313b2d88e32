/* SPDX-License-Identifier: MIT */
/* Step treatment: limits that tame outliers, decided on a sample and applied to all values. */
#ifndef IECI_INDEX_TREAT_H
#define IECI_INDEX_TREAT_H

#include "index/method.h"

typedef struct ieci__treat {
    ieci__method method;
    /** Finds the limits [*low, *high] that values are clamped to (-inf and inf: untouched). values: `count` numbers of
     * the sample, which the function may reorder; parameters as in the row. */
    void (*limits)(double *values, size_t count, const double *parameters, double *low, double *high);
} ieci__treat;

#define IECI__TREAT_NONE 0

/** Row of a treatment: none, winsorise. */
const ieci__treat *ieci__treat_row(size_t index);
extern const ieci__family ieci__treat_family;

#endif
