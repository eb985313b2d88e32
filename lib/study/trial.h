/* SPDX-License-Identifier: MIT */
/* What if one unit had other figures: a model of which some cells of one unit in one edition are changed again and
 * again, and computed anew by the same steps and the same kernel, so that scales and fills that come from the sample
 * move as they would. Only cells that hold a number are changed, so eligibility stays as it is. */
#ifndef IECI_STUDY_TRIAL_H
#define IECI_STUDY_TRIAL_H

#include "run/result.h"
#include "run/steps.h"

typedef struct ieci__trial {
    const ieci_result *result; /**< as it is */
    size_t edition, node, unit;
    ieci_model *model; /**< with the changed cells; never given to anybody who keeps it */
    ieci_dataset *dataset;
    ieci__steps steps;
    double *figure; /**< [indicator] raw figure; NaN: as it is */
    bool *stale;    /**< [indicator] the figure is not computed yet */
    double score;   /**< of the unit at the node; NaN: none */
    double rank;    /**< NaN: none */
} ieci__trial;

/** Starts a trial; false: out of memory. The result must outlive it. */
bool ieci__trial_start(ieci__trial *trial, const ieci_result *result, size_t edition, size_t node, size_t unit,
                       ieci_error **problems);
/** Frees it. */
void ieci__trial_clear(ieci__trial *trial);
/** Sets a raw figure of an indicator of the schema, with status ok; NaN: as it is. False: out of memory. */
bool ieci__trial_set(ieci__trial *trial, size_t indicator, double figure);
/** Sets all figures back. False: out of memory. */
bool ieci__trial_reset(ieci__trial *trial);
/** Computes score and rank. Where a method is undefined on the figures the unit has neither. False: out of memory. */
bool ieci__trial_run(ieci__trial *trial, ieci_error **problems);

#endif
