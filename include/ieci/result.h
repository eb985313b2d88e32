/* SPDX-License-Identifier: MIT */
/**
 * @file result.h
 * @brief Results: scores, ranks, and every number on the way to them.
 */
#ifndef IECI_RESULT_H
#define IECI_RESULT_H

#include <ieci/base.h>
#include <ieci/model.h>
#include <ieci/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * @brief The model a result was computed from: its axes.
 * @param result  a result
 * @return lent: it lives as long as the result; NULL if `result` is not a result
 * @since 0.1
 */
IECI_API const ieci_model *ieci_result_model(const ieci_result *result);

/**
 * @brief Copies the scores of all units at one node in one edition, unrounded.
 * @param result        a result
 * @param edition       index of the edition
 * @param node          index of the node; 0 is the index
 * @param[out] scores   room for num_units numbers, in the order of #IECI_AXIS_UNIT; NaN: no score
 * @param num_units     must be the number of units
 * @param[out] error    may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_result_copy_scores(const ieci_result *result, size_t edition, size_t node, double *scores,
                                             size_t num_units, ieci_error **error);

/**
 * @brief Copies the ranks of all units at one node in one edition; rank 1 is the highest score.
 * @param result       a result
 * @param edition      index of the edition
 * @param node         index of the node; 0 is the index
 * @param[out] ranks   room for num_units numbers, in the order of #IECI_AXIS_UNIT; NaN: not ranked
 * @param num_units    must be the number of units
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_result_copy_ranks(const ieci_result *result, size_t edition, size_t node, double *ranks,
                                            size_t num_units, ieci_error **error);

/**
 * @brief An answer as a table; rows are ordered by edition, node (or indicator) and unit.
 *
 * - "scores": edition, node, unit, name, score, printed, rank, tied, ranked, measured
 * - "ranking": one edition, best first, as it is published: rank, tied, kind (both, new), change, change_common, unit,
 *   name, score, printed, then for each child node its printed score (CODE) and rank (rank_CODE), measured
 * - "changes": one edition against an earlier one: unit, name, kind (both, new, left), score_before, score,
 *   rank_before, rank, change, rank_common_before, rank_common
 * - "cells": edition, unit, indicator, raw, status, flags, every step from used to normalised, what the steps worked
 *   with (divisor, figures, group, worse, equal), year, source, note, file, line, and of a corrected cell old, reason,
 *   by, date, correction_line
 * - "weights": node, parent, share (inside the parent), effective (in the index)
 * - "contributions": edition, unit, parent, child, weight (really used), value, state, contribution (to the parent),
 *   points (of the index)
 * - "parameters": edition, indicator, step, parameter, value: what was given or estimated
 * - "notes": severity, source, line, key, message: what was noticed on the way, units that are not ranked and why
 *
 * @param result       a result
 * @param name         one of the names above; columns are explained in ieci_catalogue() "tables"
 * @param options      filters "unit", "edition", "node"; "against" (edition, default: the one before), "language"; or
 *                     NULL. "ranking" and "changes" are of option "edition" (default: the last)
 * @param[out] table   new reference
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_result_table(const ieci_result *result, const char *name, const ieci_options *options,
                                       ieci_table **table, ieci_error **error);

/**
 * @brief What an editor should look at before anything is printed, most urgent first.
 *
 * One edition is compared with others, unit by unit and indicator by indicator. Class "first" are figures that look like
 * slips (a zero between large figures, a series that moves alone, a figure outside `valid`, a count that is not whole),
 * "changed" are jumps and changes of status, "note" is good to know. For each finding of cells the model is computed
 * again without them, and the ranks of the index that differ are told ("2022: Singapore 6 -> 4": as computed -> without).
 * Columns are explained in ieci_catalogue() "tables", checks and their thresholds in "checks".
 *
 * @param result       a result
 * @param accepted     check, [unit], [edition], [indicator], reason, [by], [date]: findings that somebody accepted; or
 *                     NULL. They are told as accepted; rows that name nothing that is found become notes
 * @param options      "edition" (default: the last), "against" (editions separated by commas, default: the one before),
 *                     "language", thresholds "jump", "alone", "false_zero", "old", "few_values", "max_share_zero",
 *                     "twins", and "recomputations" (findings beyond them have no ranks), progress; or NULL
 * @param[out] table   new reference
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_DATA (of `accepted`), #IECI_ERROR_ARGUMENT, #IECI_ERROR_CANCELLED, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_result_findings(const ieci_result *result, const ieci_table *accepted,
                                          const ieci_options *options, ieci_table **table, ieci_error **error);

/**
 * @brief Gives a reference back.
 * @param result  may be NULL
 * @since 0.1
 */
IECI_API void ieci_result_unref(ieci_result *result);

#ifdef __cplusplus
}
#endif
#endif
