/* SPDX-License-Identifier: MIT */
/* The plan of an ensemble: everything that is made before the first replicate and then only read, by all threads.
 *
 * A *variant* is a combination of alternatives: a checked model of its own. A *configuration* is a variant and an
 * indicator that is left out, or none: a plan of the kernel. Replicates of a range are sorted by configuration. */
#ifndef IECI_RUN_PLAN_H
#define IECI_RUN_PLAN_H

#include "data/factors.h"
#include "run/block.h"
#include "run/model.h"

/** Limits: variants are whole models, configurations are numbered by 16 bits, counts are units x units. */
#define IECI__PLAN_MOST_VARIANTS ((size_t)4096)
#define IECI__PLAN_MOST_CONFIGURATIONS ((size_t)65535)
#define IECI__PLAN_MOST_UNITS ((size_t)4096)
#define IECI__PLAN_MOST_BYTES ((size_t)1 << 30)

/** A factor's stream of random numbers is its place in the file; the second set of draws of a sensitivity analysis has
 * streams of its own. */
#define IECI__PLAN_OTHER_DRAWS UINT32_C(0x80000000)

/** A node whose children's shares are drawn. */
typedef struct ieci__plan_node {
    size_t node, factor;
    size_t first_uniform; /**< in the stream of the factor */
    size_t num_uniforms;
    size_t *slots; /**< [draw.children] */
    const ieci__draw *row;
    ieci__draw_node draw;
    double *numbers; /**< memory of shares, experts and what was prepared */
} ieci__plan_node;

/** Figures with errors: an indicator and how its figures vary. */
typedef struct ieci__plan_error {
    size_t indicator, factor;
} ieci__plan_error;

typedef struct ieci__configuration {
    size_t variant;
    size_t removed;   /**< slot of the indicator that is left out, or IECI__NONE */
    bool *out;        /**< [slot] left out, or nothing is left below it */
    double *share;    /**< [slot] nominal, rescaled where a sibling is out */
    size_t *children; /**< memory of the children of all nodes */
    size_t *groups;   /**< memory of the groups of nodes */
    bool *full;       /**< [slot][member] nothing below is missing */
    double *kept;     /**< memory of what nodes keep of children that never change */
    ieci__kernel_node *nodes;
    ieci__kernel_plan kernel;
} ieci__configuration;

typedef struct ieci__plan {
    const ieci_model *model; /**< the nominal one */
    const ieci_factors *factors;
    const ieci__block_code *code; /**< for the instruction set of this processor */
    ieci__count_plan count;       /**< but for the sample, which is that of a variant */
    ieci__network_step *network;
    uint64_t seed;
    size_t edition, node; /**< of the ranks */
    size_t num_units;     /**< members of the edition */
    size_t *unit;         /**< [member] its unit */
    size_t num_variants;
    ieci_model **variants;
    bool **sample;                           /**< [variant][member] */
    size_t num_configurations, num_removals; /**< variant x (removals + 1) + place of the removed one + 1, 0: none */
    ieci__configuration *configurations;
    size_t *removals;       /**< [removal] indicator that may be left out */
    double *removal_chance; /**< [removal] that it or one before it is */
    size_t *levels;         /**< [factor] number of values of alternatives; 1: no alternatives */
    size_t num_nodes;
    ieci__plan_node *nodes; /**< drawn ones */
    bool *varies;           /**< [slot] an indicator whose figures have errors */
    size_t num_errors;
    ieci__plan_error *errors;
    size_t *uniforms;                /**< [factor] that a draw of its weights takes */
    size_t most_uniforms, most_room; /**< of one factor, of one drawn node */
    size_t most_children;
} ieci__plan;

/** Makes the plan: all problems in one go; false if there was any. End with ieci__plan_clear() in any case. */
bool ieci__plan_make(ieci__plan *plan, const ieci_model *model, const ieci_factors *factors, uint64_t seed,
                     size_t edition, size_t node, ieci_error **problems);
/** Frees it. */
void ieci__plan_clear(ieci__plan *plan);
/** The configuration of a replicate. `other` says of each factor whether it has its second draw; NULL: none has. */
size_t ieci__plan_choose(const ieci__plan *plan, uint64_t replicate, const bool *other);
/** The stream of a factor. */
uint32_t ieci__plan_stream(size_t factor, const bool *other);

#endif
