/* SPDX-License-Identifier: MIT */
/*
 * Sobol' sequences with Owen's scrambling keyed by a seed: points that fill the unit cube more evenly than random ones,
 * any of them without the others.
 */
#ifndef IECI_STATS_SEQUENCE_H
#define IECI_STATS_SEQUENCE_H

#include <stddef.h>
#include <stdint.h>

#include "stats/sobol_directions.h"

/** Stream of Philox that scrambling takes its numbers from; factors have smaller numbers. */
#define IECI__SEQUENCE_STREAM UINT32_MAX

/** The direction numbers of a dimension below IECI__SOBOL_DIMENSIONS, for ieci__sequence_point(). */
void ieci__sequence_directions(size_t dimension, uint32_t directions[32]);

/** Coordinate of point `index` as 32 binary digits; indices in plain order, not in Gray code. */
static inline uint32_t ieci__sequence_point(const uint32_t directions[32], uint32_t index) {
    uint32_t point = 0;
    for (unsigned bit = 0; index >> bit != 0 && bit < 32; bit++) {
        point ^= directions[bit] & (0 - (index >> bit & 1));
    }
    return point;
}

/**
 * Nested uniform scrambling (Owen 1995): each binary digit is flipped by a random bit that depends on the dimension and
 * on all digits before it, so that a net stays a net and every point is uniform. Digits beyond the 32nd are random.
 *
 * @return a uniform of (0, 1) with 52 digits, like ieci__philox_unit()
 */
double ieci__sequence_scramble(uint64_t seed, size_t dimension, uint32_t point);

#endif
