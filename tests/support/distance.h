/* SPDX-License-Identifier: MIT */
/* How far a sample is from a distribution. */
#ifndef TESTS_DISTANCE_H
#define TESTS_DISTANCE_H

#include <math.h>
#include <stdlib.h>

/** Bound for distance_of(): a sample of the distribution exceeds it once in a thousand seeds; ours are fixed. */
#define DISTANCE_BOUND 1.95

static inline int distance_compare(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/** Kolmogorov's distance times the root of the size; sorts the sample. */
static inline double distance_of(size_t count, double *sample, double (*below)(double)) {
    double most = 0.0;
    qsort(sample, count, sizeof *sample, distance_compare);
    for (size_t i = 0; i < count; i++) {
        const double expected = below(sample[i]);
        most = fmax(most, fabs(expected - (double)i / (double)count));
        most = fmax(most, fabs(expected - (double)(i + 1) / (double)count));
    }
    return most * sqrt((double)count);
}

#endif
