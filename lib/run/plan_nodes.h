/* SPDX-License-Identifier: MIT */
/* The nodes of a plan whose children's shares are drawn, and drawing them. */
#ifndef IECI_RUN_PLAN_NODES_H
#define IECI_RUN_PLAN_NODES_H

#include "run/plan.h"

/** Prepares all drawn nodes; false: problems. */
bool ieci__plan_nodes_make(ieci__plan *plan, ieci_error **problems);
/** Frees them. */
void ieci__plan_nodes_clear(ieci__plan *plan);
/** Numbers of room that ieci__plan_nodes_draw() works in. */
size_t ieci__plan_nodes_room(const ieci__plan *plan);
/** Draws the shares of a block of replicates into `weight`, [slot][IECI__BLOCK_LANES], which holds the nominal shares
 * of the configuration; rows of nodes that are not drawn stay as they are. */
void ieci__plan_nodes_draw(const ieci__plan *plan, const ieci__configuration *configuration, const uint64_t *replicate,
                           const bool *other, double *weight, double *room);

#endif
