/* SPDX-License-Identifier: MIT */
/* The only scoring code: from normalised values to scores and rank keys of all nodes, in blocks of IECI__LANES
 * replicates. Evaluate is the kernel with one lane. Arrays are [..][IECI__LANES]; a lane never looks at another. */
#ifndef IECI_RUN_KERNEL_H
#define IECI_RUN_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/pair.h"
#include "index/aggregate.h"
#include "index/impute.h"
#include "index/lanes.h"

/** What a slot (a node or an indicator) has in a unit. */
typedef enum ieci__state {
    IECI__STATE_PRESENT = 0, /**< a value of its own */
    IECI__STATE_FILLED,      /**< a value put there by the missing rule: counts in the parent, is no score */
    IECI__STATE_ABSENT,      /**< no value: the other children share the weight */
    IECI__STATE_FAILED,      /**< no value, and so none in the parent */
    IECI__STATE_DROPPED,     /**< does not apply: leaves the parent without penalty */
    IECI__STATE_UNDEFINED    /**< the aggregation is undefined on these values */
} ieci__state;

/** The group of a unit that has none. */
#define IECI__KERNEL_NO_GROUP ((size_t)-1)

/** A node to score. */
typedef struct ieci__kernel_node {
    size_t slot; /**< where its score goes */
    size_t num_children;
    const size_t *children; /**< slots in byte order of their codes; children without weight are left out */
    const ieci__aggregate *aggregate;
    const double *parameters;    /**< of the aggregation */
    double min_share;            /**< least present weight / weight of the children that apply */
    const ieci__impute *missing; /**< what its parent sees where it has no value */
    const size_t *group;         /**< group of each unit for that rule; NULL: all in one */
    bool whole;                  /**< a mean below which no unit lacks anything, whatever the weights */
    const bool *full;   /**< [unit] under a mean: it lacks nothing below the node, whatever the weights; NULL: as `whole` says */
    const double *kept; /**< of ieci__aggregate_fix(): whole, and the children never change; NULL: they may */
} ieci__kernel_node;

/** What stays the same for all blocks. */
typedef struct ieci__kernel_plan {
    size_t units, slots;
    size_t num_nodes;
    const ieci__kernel_node *nodes; /**< children before parents */
    const bool *sample;             /**< [unit] whether the unit counts in statistics over units */
    size_t most_children;
    double low, high;      /**< score range, for methods that put places or distances on it */
    unsigned key_decimals; /**< of rank keys */
} ieci__kernel_plan;

/** One block of replicates. */
typedef struct ieci__kernel_block {
    double *const *value;        /**< [slot] -> [units][LANES]; indicators are inputs, nodes are outputs */
    unsigned char *const *state; /**< [slot] -> [units][LANES], as ieci__state */
    const double *weight;        /**< [slot][LANES] share inside the parent */
    double *room;                /**< ieci__kernel_room() numbers to work in */
    ieci__pair *pairs;           /**< 2 x units pairs, where a node fills gaps from other units; else NULL */
    const double **pointers;     /**< 2 x most_children */
} ieci__kernel_block;

/** Numbers that a block needs to work in; the plan must be complete. */
size_t ieci__kernel_room(const ieci__kernel_plan *plan);

/** Scores all nodes of a block. */
void ieci__kernel_score(const ieci__kernel_plan *plan, const ieci__kernel_block *block);

/** A rank key that stands for "no rank". */
#define IECI__KEY_NONE INT64_MIN

/** The rank key of a score: score x 10^decimals, rounded half away from zero; NONE for NaN and for what does not fit.
 */
int64_t ieci__kernel_key(double score, unsigned decimals);

#endif
