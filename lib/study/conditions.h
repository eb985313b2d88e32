/* SPDX-License-Identifier: MIT */
/* Whether some weights of a region fulfil a set of conditions on scores, with a proof either way. */
#ifndef IECI_STUDY_CONDITIONS_H
#define IECI_STUDY_CONDITIONS_H

#include "study/game.h"
#include "study/linear.h"

#define IECI__NO_UNIT ((size_t)-1)

/** score(plus) - score(minus) + constant >= 0; either unit may be IECI__NO_UNIT. */
typedef struct ieci__condition {
    size_t plus, minus; /**< ranked units */
    double constant;
} ieci__condition;

typedef enum ieci__verdict {
    IECI__VERDICT_YES,    /**< weights were found */
    IECI__VERDICT_NO,     /**< a mix of conditions was found that no weights fulfil */
    IECI__VERDICT_UNKNOWN /**< neither: the answer hangs on less than rounding errors, or the problem is too large */
} ieci__verdict;

typedef struct ieci__conditions {
    ieci__linear *linear;
    double margin; /**< a condition must hold by this much to count as fulfilled */
    double size;   /**< no score is larger */
    ieci__game game;
    size_t num_corners;
    double *weight, *score; /**< [corner][entry], [corner][unit] */
    double *point, *mixed;  /**< [entry], [unit] the mixture of the corners */
    size_t *row;            /**< [row of the game] its condition */
    double *mix, *outcome;
    size_t *support;
    bool *in_game; /**< [condition] */
} ieci__conditions;

/** Room for at most `most` conditions at a time; false: out of memory, and it is empty. */
bool ieci__conditions_start(ieci__conditions *solver, ieci__linear *linear, size_t most, double margin);
/** Frees what it holds. */
void ieci__conditions_clear(ieci__conditions *solver);

/** Looks for weights that fulfil `count` conditions, by columns and rows as they are needed (Dantzig and Wolfe 1960).
 *
 * YES: `weight` [entry], which holds weights of the region to start from, has become weights that fulfil all by the
 * margin (up to rounding errors of scores). NO: `core` says which conditions cannot hold together: the greatest value
 * of a mix of them is below the margin, as double-double arithmetic proves. */
ieci__verdict ieci__conditions_try(ieci__conditions *solver, size_t count, const ieci__condition *conditions,
                                   double *weight, bool *core);

#endif
