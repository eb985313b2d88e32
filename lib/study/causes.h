/* SPDX-License-Identifier: MIT */
/* Why a score and a rank changed between two editions, exactly: parts that add up. */
#ifndef IECI_STUDY_CAUSES_H
#define IECI_STUDY_CAUSES_H

#include "study/causes_game.h"
#include "study/causes_restate.h"
#include "study/causes_tree.h"

typedef struct ieci__causes {
    ieci__edition_of first, restated;
    ieci__worlds worlds; /**< from the restated earlier edition to the later one; its pairing numbers units and nodes */
    ieci__standing standing;
    ieci__shapley places, points; /**< games of a pair and of the score */
    ieci__field_cost costs[IECI__WORLDS_MOST];
    ieci__own_tree *tree; /**< NULL: the editions have different trees */
    /* Of the unit that was explained last, at the node of `standing`: */
    int64_t denominator;  /**< of places, but for those of own parts */
    int64_t own, *rivals; /**< gained; [unit] */
    int64_t bits[IECI__WORLDS_BITS];
    double points_own, points_bits[IECI__WORLDS_BITS];
    ieci__own_part *own_parts; /**< [node] */
    int64_t own_denominator;
} ieci__causes;

/** Starts the explanation of a pairing; false: a problem was added. */
bool ieci__causes_start(ieci__causes *causes, const ieci__pairing *pairing, bool staged, ieci_error **problems);
void ieci__causes_clear(ieci__causes *causes);
/** Turns to a node. */
void ieci__causes_load(ieci__causes *causes, size_t node);
/** Explains a unit that is ranked there in both editions; false: a problem was added. */
bool ieci__causes_explain(ieci__causes *causes, size_t unit, ieci_error **problems);
/** Whether something that may differ does: its part is a player of its own. */
bool ieci__causes_has_bit(const ieci__causes *causes, ieci__worlds_bit bit);

#endif
