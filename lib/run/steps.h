/* SPDX-License-Identifier: MIT */
/* The steps of an indicator from raw cells to normalised values, and the room to compute them in. */
#ifndef IECI_RUN_STEPS_H
#define IECI_RUN_STEPS_H

#include "base/pair.h"
#include "run/kernel.h"
#include "run/model.h"

/** The steps of one indicator; all arrays are [edition][unit]. A missing number is NaN. Only members have any. */
typedef struct ieci__steps {
    size_t indicator;
    ieci__pair *used; /**< after status rules and shares of limits */
    ieci__pair *denominated;
    ieci__pair *imputed;
    ieci__pair *treated;
    ieci__pair *transformed;
    double *normalised;
    unsigned char *state;   /**< ieci__state of the cell as a child: PRESENT, ABSENT, FAILED, DROPPED */
    bool *filled;           /**< imputed by rule */
    unsigned char *pending; /**< which rule a cell without a number waits for; 0: none */
    ieci__pair *room;       /**< 2 x editions x units pairs */
    double *reals;          /**< editions x units numbers */
    size_t *figures;        /**< observed figures that a filled cell was made of; 0: none */
    double *worse, *equal;  /**< of the reference sample, where the scale is one of places; else NaN */
    size_t *group;          /**< [unit] */
    const double *figures_now; /**< [edition][unit] figures to compute with instead of the dataset's; NULL: those */
    const ieci__pair *given; /**< what to fill cells with instead of estimating it; NaN: nothing; NULL: none is given.
                                Lent, and never set but for worlds between two editions */
} ieci__steps;

/** Room for the steps of any indicator; false: out of memory. */
bool ieci__steps_start(ieci__steps *steps, const ieci_model *model, ieci_error **problems);
/** Frees the room. */
void ieci__steps_clear(ieci__steps *steps);
#endif
