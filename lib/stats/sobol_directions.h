/* SPDX-License-Identifier: MIT */
/* Direction numbers of Joe and Kuo, see the source for their licence. */
#ifndef IECI_STATS_SOBOL_DIRECTIONS_H
#define IECI_STATS_SOBOL_DIRECTIONS_H

#include <stdint.h>

#define IECI__SOBOL_DIMENSIONS 512

/** Primitive polynomials, with the first and the last coefficient; 1 for the first dimension. */
extern const uint16_t ieci__sobol_polynomials[IECI__SOBOL_DIMENSIONS];
/** The initial numbers m of all dimensions after one another, as many as the degree of the polynomial. */
extern const uint16_t ieci__sobol_numbers[];

#endif
