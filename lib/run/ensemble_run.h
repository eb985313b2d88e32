/* SPDX-License-Identifier: MIT */
/* ieci_ensemble_run(): a range of replicates, in chunks that any number of threads take. */
#ifndef IECI_RUN_ENSEMBLE_RUN_H
#define IECI_RUN_ENSEMBLE_RUN_H

#include "run/ensemble.h"
#include "run/plan.h"

/** Computes the replicates of a range into a tally of the plan's units. Options: threads, progress. False: problems. */
bool ieci__ensemble_compute(const ieci__plan *plan, ieci__range range, const ieci_options *options, ieci__tally *tally,
                            ieci_error **problems);

#endif
