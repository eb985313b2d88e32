/* SPDX-License-Identifier: MIT */
/* Points of [0, 1]^n with a given sum, all equally likely: Stafford's "Random vectors with fixed sum" (randfixedsum,
 * 2006). The polytope is cut into simplices; a walk through a table of probabilities finds one of them with the chance
 * of its volume, then a uniform point of it is drawn and its coordinates are permuted. */
#ifndef IECI_INDEX_BOUNDED_H
#define IECI_INDEX_BOUNDED_H

#include <stddef.h>

/** Uniforms that a point takes: n - 1 each for the simplex, the point in it and the permutation. */
size_t ieci__bounded_uniforms(size_t count);
/** Numbers of the table. */
size_t ieci__bounded_kept(size_t count);
/** Fills the table for points of `count` coordinates with the sum `sum`, 0 < sum < count (1 for one coordinate). */
void ieci__bounded_prepare(size_t count, double sum, double *table);
/** One point. */
void ieci__bounded_point(size_t count, double sum, const double *table, const double *uniform, double *point);

#endif
