/* SPDX-License-Identifier: MIT */
/* ieci_ensemble_run(): checks the question, plans it, lets it be computed, and says what the answer is of. */
#ifndef IECI_RUN_ENSEMBLE_NEW_H
#define IECI_RUN_ENSEMBLE_NEW_H

#include "run/ensemble.h"
#include "run/plan.h"

/** What an ensemble of a plan is of, with its identity; no replicates yet. NULL: problems. */
ieci_ensemble *ieci__ensemble_new(const ieci__plan *plan, const ieci__tally_shape *shape, uint64_t drivers,
                                  ieci_error **problems);

#endif
