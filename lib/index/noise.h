/* SPDX-License-Identifier: MIT */
/* What varies by chance, figures: distributions of the error of a cell. The noisy figure is a function of the figure
 * and of one uniform of (0, 1); width 0 gives the figure to the bit. */
#ifndef IECI_INDEX_NOISE_H
#define IECI_INDEX_NOISE_H

#include <stddef.h>

#include "index/method.h"

typedef struct ieci__noise {
    ieci__method method;
    /** NULL, or what is wrong with the parameters together. */
    const char *(*check)(const double *parameters);
    /** result[i]: figure i with its error, from uniform[i]; NaN stays NaN. May be done in place. */
    void (*apply)(size_t count, const double *figure, const double *uniform, const double *parameters, double *result);
} ieci__noise;

/** Row of an error: normal, lognormal, uniform. */
const ieci__noise *ieci__noise_row(size_t index);
extern const ieci__family ieci__noise_family;

#endif
