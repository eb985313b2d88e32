/* SPDX-License-Identifier: MIT */
/* ieci_ensemble_run(): checks the question, plans it, lets it be computed, and says what the answer is of. */
#ifndef IECI_RUN_ENSEMBLE_NEW_H
#define IECI_RUN_ENSEMBLE_NEW_H

#include "run/ensemble.h"
#include "run/plan.h"

/** What an ensemble of a plan is of, with its identity; no replicates yet. NULL: problems. */
ieci_ensemble *ieci__ensemble_new(const ieci__plan *plan, const ieci__tally_shape *shape, uint64_t drivers,
                                  ieci_error **problems);

/** The edition and node that options name: the last one, and the index. False: problems. */
bool ieci__ensemble_choose(const ieci_model *model, const ieci_options *options, size_t *edition, size_t *node,
                           ieci_error **problems);
/** The seed that options name: that of the factors. */
uint64_t ieci__ensemble_seed(const ieci_factors *factors, const ieci_options *options);

#endif
