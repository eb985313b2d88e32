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
 * - "computation": item, edition, value: library, numerics version, audience, identity, the state of each edition,
 * draft or final, and what a file for outside leaves to be recomputed from
 *
 * @param result       a result
 * @param name         one of the names above; columns are explained in ieci_catalogue() "tables"
 * @param options      filters "unit", "edition", "node"; "against" (edition, default: the one before), "language"; or
 *                     NULL. "ranking" and "changes" are of option "edition" (default: the last)
 * @param[out] table   new reference
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM; #IECI_ERROR_UNSUPPORTED if the result was read from a file
 * that leaves out what the table needs
 * @since 0.1
 */
IECI_API ieci_status ieci_result_table(const ieci_result *result, const char *name, const ieci_options *options,
                                       ieci_table **table, ieci_error **error);

/**
 * @brief What an editor should look at before anything is printed, most urgent first.
 *
 * One edition is compared with others, unit by unit and indicator by indicator. Class "first" are figures that look
 * like slips (a zero between large figures, a series that moves alone, a figure outside `valid`, a count that is not
 * whole), "changed" are jumps and changes of status, "note" is good to know. For each finding of cells the model is
 * computed again without them, and the ranks of the index that differ are told ("2022: Singapore 6 -> 4": as computed
 * -> without). The note "together" leaves out all of class "first" at once; "restated" tells what all corrections did.
 * Columns are explained in ieci_catalogue() "tables", checks and their thresholds in "checks".
 *
 * @param result       a result
 * @param accepted     check, [unit], [edition], [indicator], reason, [by], [date]: findings that somebody accepted; or
 *                     NULL. Empty cells name all. They are told as accepted; rows that name nothing that is found
 *                     become notes
 * @param options      "edition" (default: the last), "against" (editions separated by commas, default: the one before),
 *                     "language", the thresholds that catalogue "checks" names, "recomputations" (findings beyond
 *                     them have no ranks), progress; or NULL
 * @param[out] table   new reference
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_DATA (of `accepted`), #IECI_ERROR_ARGUMENT, #IECI_ERROR_CANCELLED, #IECI_ERROR_NOMEM;
 * #IECI_ERROR_UNSUPPORTED for a result file that leaves figures out
 * @since 0.1
 */
IECI_API ieci_status ieci_result_findings(const ieci_result *result, const ieci_table *accepted,
                                          const ieci_options *options, ieci_table **table, ieci_error **error);

/**
 * @brief Writes a result with everything that it was computed from as one file: a few sections of YAML and CSV that can
 * be read in an editor, each with its length and SHA-256.
 *
 * Sections: "computation" (library, numerics, audience, identity, set of weights, states of editions), "scores",
 * "weights", "parameters", "notes" and "model", the canonical document of ieci_model_format(), whose SHA-256 is the
 * identity. There is no time, no path and no name of a computer in it: the same inputs give the same bytes everywhere.
 *
 * Option "audience": inside (default) keeps everything. outside leaves out, of indicators with `publish: score`, the
 * figures and the digits behind the printed value; of those with `publish: none` the printed value and the rank, too;
 * of nodes above either the digits behind the printed score; and figures that the schema does not know.
 *
 * @param result      a result, computed or read
 * @param options     "audience"; or NULL
 * @param[out] bytes  new reference; of a result that was read for the same audience the document it was read from
 * @param[out] error  may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM; #IECI_ERROR_UNSUPPORTED for the audience inside if the
 * result was read from a file for outside
 * @since 0.1
 */
IECI_API ieci_status ieci_result_format(const ieci_result *result, const ieci_options *options, ieci_bytes **bytes,
                                        ieci_error **error);

/**
 * @brief Writes the file of ieci_result_format() so that a reader sees the old file or the new one, never a part of it.
 *
 * A file that is there is only replaced if it is a result file, whole, whose last edition is a draft: that of a final
 * edition (`state: final` in the project file) is never overwritten, nor is anything else. Saving again what is in the
 * file already is fine, and does nothing.
 *
 * @param result       a result, computed or read
 * @param path         UTF-8; a symbolic link, a folder or a device is refused
 * @param options      "audience"; or NULL
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_IO (what was there is untouched), and what ieci_result_format() returns
 * @since 0.1
 */
IECI_API ieci_status ieci_result_save(const ieci_result *result, const char *path, const ieci_options *options,
                                      ieci_error **error);

/**
 * @brief Reads a result from its file: axes, scores, ranks and tables are there as they were.
 *
 * Scores and ranks are taken from the file, not computed again (see ieci_result_verify()). A result of a file for
 * outside has the printed score where the file leaves the other digits out, NaN where it has nothing; its table "cells"
 * leaves out indicators without figures, its table "contributions" and its model's evaluation are
 * #IECI_ERROR_UNSUPPORTED. Whether an edition is final says row state of table "computation".
 *
 * @param bytes        a document of ieci_result_format(), which starts with "ieci/result/"
 * @param options      progress; or NULL
 * @param[out] result  new reference
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_CANCELLED, #IECI_ERROR_NOMEM, #IECI_ERROR_CORRUPT if anything was
 * changed, added or cut off, or cannot be true (a rank beyond the number of units, shares that do not add up),
 * #IECI_ERROR_VERSION for a file of another kind or of a later version
 * @since 0.1
 */
IECI_API ieci_status ieci_result_parse(const ieci_bytes *bytes, const ieci_options *options, ieci_result **result,
                                       ieci_error **error);

/**
 * @brief Computes a result again from what it was computed from, and names what differs.
 *
 * Columns of the table: table, edition, node, unit, what, stored, recomputed, basis; causes come before effects:
 * weights, parameters, scores. No row: every bit of every number is the same. A result of a file that leaves figures
 * out is computed from the lowest level that is complete in it, upwards: indicators from their figures where they are
 * there, every node from what the file says of its children, within the rounding of those that are only printed, as
 * column basis says (figures, scores, printed); a score above a withheld value, and ranks of digits that are not in the
 * file, are taken as they are. Table "computation" says so for every node.
 *
 * @param result            a result, computed or read
 * @param options           progress; or NULL
 * @param[out] differences  new reference
 * @param[out] error        may be NULL
 * @return #IECI_OK, also if there are differences; #IECI_ERROR_ARGUMENT, #IECI_ERROR_CANCELLED, #IECI_ERROR_NOMEM;
 * #IECI_ERROR_NUMERIC if the inputs cannot be computed by this version of the library
 * @since 0.1
 */
IECI_API ieci_status ieci_result_verify(const ieci_result *result, const ieci_options *options,
                                        ieci_table **differences, ieci_error **error);

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
