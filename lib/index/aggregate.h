/* SPDX-License-Identifier: MIT */
/* Step aggregation: from the children of a node to its score, in blocks of IECI__LANES replicates. */
#ifndef IECI_INDEX_AGGREGATE_H
#define IECI_INDEX_AGGREGATE_H

#include <stddef.h>

#include "index/lanes.h"
#include "index/method.h"

/** Scores of `units` units from `children` children that are all present.
 * child[c]: [units][IECI__LANES] values; weight[c]: [IECI__LANES] shares that add up to 1 over c (shared by the units);
 * parameter: of the row; score: [units][IECI__LANES]. Children come in byte order of their codes; sums run in that
 * order. Where the method is undefined (a value <= 0 under a geometric mean) the score is NaN. */
typedef void (*ieci__aggregate_block)(size_t units, size_t children, const double *const *child,
                                      const double *const *weight, const double *parameters, double *score);

typedef struct ieci__aggregate {
    ieci__method method;
    bool (*needs_positive)(const double *parameters); /**< defined only for values > 0 with these parameters */
    ieci__aggregate_block block;
    /** The part of a child in its parent's score: the Euler term z dM/dz, so that the parts add up to the score.
     * NULL where the method has none. */
    double (*contribution)(double weight, double value, double score, const double *parameters);
    /** The block function in two halves, for children that are the same in all replicates: the term of a value, which
     * is multiplied by its weight (NULL: the value itself), and the score from the sum, in place or not (NULL: the sum
     * itself). */
    double (*term)(double value, double least, double most, const double *parameters);
    void (*finish)(const double *sum, double least, double most, const double *parameters, double *score);
} ieci__aggregate;

/** Row of an aggregation: arithmetic, geometric, harmonic, power. */
const ieci__aggregate *ieci__aggregate_row(size_t index);
extern const ieci__family ieci__aggregate_family;

/** Numbers that ieci__aggregate_fix() keeps. */
static inline size_t ieci__aggregate_kept(size_t units, size_t children) {
    return units * (children + 2);
}

/** Prepares children whose values are the same in all replicates: child[c] is [units]. */
void ieci__aggregate_fix(const ieci__aggregate *row, size_t units, size_t children, const double *const *child,
                         const double *parameters, double *kept);

/** The block function of a row on prepared children; the same bits. */
void ieci__aggregate_fixed(const ieci__aggregate *row, size_t units, size_t children, const double *kept,
                           const double *const *weight, const double *parameters, double *score);

#endif
