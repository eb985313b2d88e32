/* SPDX-License-Identifier: MIT */
/*
 * What varies by chance, weights: distributions of the shares of the children of a node. A draw is a function of
 * uniforms of (0, 1), so it does not matter whether they come from Philox or from a Sobol' sequence. A method takes the
 * same number of uniforms whatever comes out.
 */
#ifndef IECI_INDEX_DRAW_H
#define IECI_INDEX_DRAW_H

#include "index/lanes.h"
#include "index/method.h"

/** A node whose children get drawn shares; filled once, read by all threads. */
typedef struct ieci__draw_node {
    size_t children;          /**< with a nominal share above 0, in byte order of their codes */
    const double *share;      /**< [children] nominal, adding up to 1 */
    const double *parameters; /**< of the row */
    size_t num_experts;       /**< expert sample only, else 0 */
    const double *expert;     /**< [num_experts][children] shares, each row adding up to 1 */
    double *kept;             /**< ieci__draw.kept numbers, filled by prepare */
} ieci__draw_node;

typedef struct ieci__draw {
    ieci__method method;
    bool experts; /**< takes the shares of experts */
    /** Uniforms that one draw takes, numbers that prepare keeps, and numbers that a block needs to work in. */
    size_t (*uniforms)(size_t children);
    size_t (*kept)(size_t children);
    size_t (*room)(size_t children);
    /** Checks the node and fills `kept`; NULL, or what is wrong with the parameters. */
    const char *(*prepare)(const ieci__draw_node *node);
    /** Shares [children][IECI__LANES] from uniforms [uniforms][IECI__LANES]; they add up to 1 in each lane, but for
     * rounding. `room` is the thread's own. */
    void (*block)(const ieci__draw_node *node, const double *uniform, double *share, double *room);
} ieci__draw;

/** Row of a distribution of weights: around, simplex, dirichlet, bounded, ordinal, normal, expert. */
const ieci__draw *ieci__draw_row(size_t index);
extern const ieci__family ieci__draw_family;

#endif
