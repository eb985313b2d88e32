/* SPDX-License-Identifier: MIT */
/**
 * @file study.h
 * @brief Questions asked of results: what it would take to reach a place.
 */
#ifndef IECI_STUDY_H
#define IECI_STUDY_H

#include <ieci/base.h>
#include <ieci/result.h>
#include <ieci/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @brief What it would take for a unit to reach a place at a node, all other units as they are: the least change of
 * each figure by itself, and a mix of several. Every answer was computed again as the index is, with scales and fills
 * that move with the figure: with it the unit has the place, with one step less it has not. A step is 1 where the
 * schema says `whole`, else one in the last digit in which figures of the indicator are typed. It is arithmetic, not
 * advice: it knows neither cost nor time but those that it is given.
 *
 * Left out are figures of the country (`scope: country`), indicators without a figure or without weight in the unit, and
 * figures that are at the bound already. One figure by itself may go to the level of the best unit; in the mix to the
 * best tenth (a tenth of the way from the best to the worst ranked unit), by option to the best. Neither goes beyond the
 * best goalpost (unless `outside: extend`) or the valid range of the schema. Without costs the mix takes the bounds one
 * after the other, most points first, the last only as far as it must. With costs it is the cheapest: exactly so where
 * all means on the way are arithmetic and nothing else moves with the figures (then `reason` is cheapest, or near where
 * proving it would take too long), else by a search after which no lever can be taken back by a step.
 *
 * @param result       a result
 * @param edition      index of the edition
 * @param node         index of the node or indicator at which places are counted; 0 is the index
 * @param unit         index of the unit; it must be ranked there
 * @param place        1 to the number of ranked units; reached is every rank that is not greater
 * @param costs        columns indicator, [cost] (of one unit of the figure, above 0), [limit] (figure not to go beyond,
 *                     instead of the bound); with a column of costs only the listed indicators are in the mix; or NULL
 * @param options      "bound" (best-tenth or best), "only" and "without" (codes of indicators or of nodes, separated by
 *                     commas), "language"; or NULL
 * @param[out] table   rows by `part`: now, target, alone, together, mix, left_out; columns in ieci_catalogue() "tables".
 *                     Where the unit has the place already there are only now and target
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT (also: not ranked), #IECI_ERROR_DATA (in costs), #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_levers(const ieci_result *result, size_t edition, size_t node, size_t unit, size_t place,
                                 const ieci_table *costs, const ieci_options *options, ieci_table **table,
                                 ieci_error **error);

#ifdef __cplusplus
}
#endif
#endif
