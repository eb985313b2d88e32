/* SPDX-License-Identifier: MIT */
/* Scores of a unit that has some figures of the earlier and some of the later edition. Only one node is scored at a
 * time, by the kernel: along a path of the tree all other children are wholly the one or the other, and those values
 * the worlds have. */
#ifndef IECI_STUDY_CAUSES_MIXTURE_H
#define IECI_STUDY_CAUSES_MIXTURE_H

#include "study/causes_worlds.h"

/** The value of a node before and after the figure of one indicator below it changes. */
typedef struct ieci__mixture {
    size_t leaf;    /**< the indicator, as a node */
    int64_t number; /**< how often, in a denominator of the list's owner */
    double value[IECI__SIDES];
    unsigned char state[IECI__SIDES];
} ieci__mixture;

typedef struct ieci__mixer ieci__mixer;

/** For worlds with the same tree; nodes are those of the later side. NULL: out of memory. */
ieci__mixer *ieci__mixer_new(const ieci__worlds *worlds);
void ieci__mixer_free(ieci__mixer *mixer);
/** Turns to a unit. */
void ieci__mixer_unit(ieci__mixer *mixer, size_t unit);
/** Room for a mark per child of any node. */
bool *ieci__mixer_marks(ieci__mixer *mixer);
/** The mixture of an indicator alone. */
void ieci__mixer_leaf(const ieci__mixer *mixer, size_t world, size_t leaf, ieci__mixture *mixture);
/** Replaces mixtures of a child by those of its node, whose other children are changed where they are marked
 * (`switched` is in tree order). False: out of memory. */
bool ieci__mixer_score(ieci__mixer *mixer, size_t world, size_t node, size_t child, const bool *switched,
                       ieci__mixture *mixtures, size_t count);

#endif
