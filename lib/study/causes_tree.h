/* SPDX-License-Identifier: MIT */
/* A unit's own figures down the tree by the Winter value: at each node the children change as blocks, in every order.
 * So each node's part is the sum of its children's, and the whole is the same whatever the cut. Exact up to a number of
 * children whose figures changed; beyond, orders are drawn, in pairs of which one is the other reversed. */
#ifndef IECI_STUDY_CAUSES_TREE_H
#define IECI_STUDY_CAUSES_TREE_H

#include "study/causes_game.h"

typedef struct ieci__own_part {
    bool changed;                      /**< a figure below it is another */
    int64_t places;                    /**< gained, in 1 / denominator of the node that is explained */
    double points;                     /**< gained */
    double error_places, error_points; /**< standard errors where orders were drawn; else 0 */
} ieci__own_part;

typedef struct ieci__own_tree ieci__own_tree;

/** Starts for worlds with the same tree. NULL: out of memory. */
ieci__own_tree *ieci__own_tree_new(const ieci__worlds *worlds, ieci_error **problems);
void ieci__own_tree_free(ieci__own_tree *tree);
/** Explains the change of a unit at the node of `standing`, where it is ranked in both editions. `costs` are one for
 * each world, `places` and `points` the games of a pair and of the score; `parts` is [node], filled for the node and
 * all below it. `*denominator` is that of places. False: a problem was added. */
bool ieci__own_tree_explain(ieci__own_tree *tree, const ieci__standing *standing, const ieci__field_cost *costs,
                            const ieci__shapley *places, const ieci__shapley *points, size_t unit,
                            ieci__own_part *parts, int64_t *denominator, ieci_error **problems);

#endif
