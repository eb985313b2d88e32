/* SPDX-License-Identifier: MIT */
/* The scores of one node in one edition as linear functions of weights that vary.
 *
 * Weights of nodes multiply down the tree, but what counts is each child's weight in the whole: a node's region binds
 * its children's weights in proportion to its own, which is linear. Parts of the tree whose weights do not vary are
 * numbers, whatever is aggregated or missing there. Where weights vary, a unit that lacks a child would have weights of
 * its own, so that is refused. Of geometric means the logarithms are linear. */
#ifndef IECI_STUDY_LINEAR_H
#define IECI_STUDY_LINEAR_H

#include "run/result.h"
#include "study/region.h"

/** A place of the tree: weights that vary, a sum of places, or a number per unit. */
typedef struct ieci__linear_entry {
    size_t node;                /**< of the schema */
    size_t num_children;        /**< 0: a number per unit */
    size_t *children;           /**< entries, all behind this one */
    const ieci__region *region; /**< of the children's weights; NULL: each has the whole weight of the entry */
    double *value;              /**< [unit] of an entry without children, its fixed weights included */
} ieci__linear_entry;

typedef struct ieci__linear {
    const ieci_result *result;
    size_t edition, node;
    size_t num_units;
    size_t *unit; /**< [num_units] ranked units, as places on the axis of units */
    size_t num_entries;
    ieci__linear_entry *entries; /**< the node first */
    bool logarithms;             /**< of the scores and values, for geometric means */
    double *nominal;             /**< [entry] weights in the whole as the model has them */
    size_t *children_block;
    double *value_block;
    ieci__pair *best, *gathered; /* room */
    double *local, *shares;
    size_t *order;
} ieci__linear;

/** Makes the functions of a node. `regions` has one region per node of the schema, of count 0 where weights are fixed;
 * it and the result must outlive the functions. False: a NUMERIC problem for each reason why they are not linear, or
 * out of memory. */
bool ieci__linear_make(ieci__linear *linear, const ieci_result *result, size_t edition, size_t node,
                       const ieci__region *regions, ieci_error **problems);
/** The same for some of the ranked units only, given as places on the axis of units and kept in that order: what others
 * lack does not matter then. */
bool ieci__linear_make_of(ieci__linear *linear, const ieci_result *result, size_t edition, size_t node,
                          const ieci__region *regions, size_t num_units, const size_t *unit, ieci_error **problems);
/** Frees what it holds. */
void ieci__linear_clear(ieci__linear *linear);

/** The greatest value over the region of a sum of scores, each times a number, and weights [entry] in the whole that
 * reach it. `unit` counts ranked units. */
ieci__pair ieci__linear_most(ieci__linear *linear, size_t count, const size_t *unit, const double *factor,
                             double *weight);
/** Scores [unit] under weights in the whole. */
void ieci__linear_scores(const ieci__linear *linear, const double *weight, double *scores);
/** The code of a ranked unit. */
const char *ieci__linear_code(const ieci__linear *linear, size_t unit);

#endif
