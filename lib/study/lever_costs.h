/* SPDX-License-Identifier: MIT */
/* What the caller says about levers: which indicators, what they cost, how far they may go. */
#ifndef IECI_STUDY_LEVER_COSTS_H
#define IECI_STUDY_LEVER_COSTS_H

#include "run/model.h"

typedef struct ieci__lever_costs {
    bool priced;   /**< the table has a column of costs */
    bool *listed;  /**< [indicator] in the table */
    double *cost;  /**< [indicator] of one unit of its figure; NaN: not given */
    double *limit; /**< [indicator] figure not to go beyond; NaN: not given */
    bool *chosen;  /**< [indicator] by the options "only" and "without" */
} ieci__lever_costs;

/** Reads the table (may be NULL) and the options; all problems in one go; false if there was any. */
bool ieci__lever_costs_read(ieci__lever_costs *costs, const ieci_model *model, const ieci_table *table,
                            const ieci_options *options, ieci_error **problems);
void ieci__lever_costs_clear(ieci__lever_costs *costs);

#endif
