/* SPDX-License-Identifier: MIT */
/* ieci_model_evaluate(): the kernel with one lane over every edition, then rank keys and ranks. */
#ifndef IECI_RUN_EVALUATE_H
#define IECI_RUN_EVALUATE_H

#include "run/result.h"

/** Scores and ranks. Where the aggregation of a node is undefined in a unit, that is a problem, and the result is given
 * all the same, without those scores; NULL: out of memory. */
ieci_result *ieci__evaluate(const ieci_model *model, const ieci_options *options, ieci_error **problems);
/** Ranks of all units at one node: keys of units that are not in `sample` do not count. `keys` is [unit]; ranks and
 * tied are filled; `work` is room for all units, `order` for twice as many, which then starts with the units by rank.
 */
void ieci__evaluate_ranks(const ieci_model *model, const bool *sample, const int64_t *keys, int64_t *work,
                          size_t *order, double *ranks, bool *tied);

/** Scores every node of `made` from its children as `from` gives them: values and states of all slots, in the shape of
 * a result's. Fills value and state of the nodes (#IECI__STATE_UNDEFINED where a child has NaN for its value), nothing
 * else. */
void ieci__evaluate_steps(const ieci_result *from, ieci_result *made, ieci_error **problems);

#endif
