/* SPDX-License-Identifier: MIT */
/* The runs of a sensitivity analysis: rows of a design, in which each factor has its first or its second draw. */
#ifndef IECI_RUN_SENSITIVITY_RUN_H
#define IECI_RUN_SENSITIVITY_RUN_H

#include "run/plan.h"
#include "run/worker.h"

/** Outputs of a row: the mean absolute shift from the nominal ranks, the ranks of the units, their scores; NaN where
 * there is none. Row r with first draws only is replicate r of an ensemble. */
typedef struct ieci__sensitivity_run {
    const ieci__plan *plan;
    const double *nominal; /**< [unit] rank; NaN: none */
    size_t outputs;
    ieci__worker worker;
    ieci__tally tally; /**< counting wants one; it is not read */
    uint32_t *ranks;   /**< [unit][IECI__BLOCK_LANES] */
    size_t *choice;    /**< [row of the list] configuration */
    uint32_t *order;   /**< the list by configuration */
    size_t *starts;    /**< [configurations + 1] */
} ieci__sensitivity_run;

/** Number of outputs of an ensemble of so many units. */
static inline size_t ieci__sensitivity_outputs(size_t units) {
    return 1 + 2 * units;
}

/** Room for lists of up to `rows` rows; false: out of memory. End with ieci__sensitivity_clear() in any case. */
bool ieci__sensitivity_start(ieci__sensitivity_run *run, const ieci__plan *plan, const double *nominal, size_t rows,
                             ieci_error **problems);
/** Frees the room. */
void ieci__sensitivity_clear(ieci__sensitivity_run *run);
/** Computes the rows of a list into output [row][outputs]. `other` as in ieci__plan_choose(). False: out of memory. */
bool ieci__sensitivity_rows(ieci__sensitivity_run *run, const bool *other, size_t count, const uint32_t *rows,
                            double *output, ieci_error **problems);

#endif
