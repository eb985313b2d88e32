/* SPDX-License-Identifier: MIT */
/* Functions with known Sobol' indices, and the blocks of their designs. */
#ifndef TESTS_DESIGNS_H
#define TESTS_DESIGNS_H

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/philox.h"
#include "stats/sequence.h"

/** Ishigami and Homma (1990) with a = 7, b = 0.1: S = .3139, .4424, 0; T = .5576, .4424, .2437. */
static inline double design_ishigami(const double *u) {
    const double pi = 3.14159265358979323846;
    const double x = pi * (2.0 * u[0] - 1.0), y = pi * (2.0 * u[1] - 1.0), z = pi * (2.0 * u[2] - 1.0);
    return sin(x) + 7.0 * sin(y) * sin(y) + 0.1 * z * z * z * z * sin(x);
}

/** Sobol's G-function with the a of Saltelli et al. (2010). */
static const double design_g_a[] = {0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0};

static inline double design_g(const double *u) {
    double product = 1.0;
    for (int i = 0; i < 8; i++) {
        product *= (fabs(4.0 * u[i] - 2.0) + design_g_a[i]) / (1.0 + design_g_a[i]);
    }
    return product;
}

/** Uniforms [rows][2 x factors]: the point of A, then that of B. */
static inline double *design_points(size_t rows, size_t factors, uint64_t seed, bool quasi) {
    double *points = malloc(rows * 2 * factors * sizeof *points);
    uint32_t directions[32];
    for (size_t d = 0; d < 2 * factors; d++) {
        ieci__sequence_directions(d, directions);
        for (size_t r = 0; r < rows; r++) {
            double *u = &points[r * 2 * factors + d];
            if (quasi) {
                *u = ieci__sequence_scramble(seed, d, ieci__sequence_point(directions, (uint32_t)r));
            } else {
                ieci__philox_uniforms(seed, r, 0, d, 1, u);
            }
        }
    }
    return points;
}

/** The point of A with the factors of the set taken from B; set 0 is A, all ones is B. */
static inline void design_mix(const double *row, size_t factors, unsigned set, double *point) {
    for (size_t i = 0; i < factors; i++) {
        point[i] = row[i + ((set >> i & 1) != 0 ? factors : 0)];
    }
}

#endif
