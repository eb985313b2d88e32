/* SPDX-License-Identifier: MIT */
/* From raw cells to normalised values, one indicator at a time over all editions: status, denominator, imputation,
 * treatment, transform, normalise. Run once for a result, and again for whoever wants to see the steps. */
#ifndef IECI_RUN_PREPARE_H
#define IECI_RUN_PREPARE_H

#include "base/table.h"
#include "run/model.h"
#include "run/steps.h"

/** Computes the steps of one indicator of the schema. What was estimated goes to `estimates` (may be NULL). Goes on
 * after a problem; false if there was any. Notes (groups without a figure) go to `notes` (may be NULL). */
bool ieci__prepare(const ieci_model *model, size_t indicator, ieci__steps *steps, ieci__estimates *estimates,
                   ieci__rows *notes, ieci_error **problems);
/** The rule that a cell without a number waits for, or was filled by. */
const ieci__missing *ieci__prepare_rule(const ieci_model *model, const ieci__steps *steps, size_t at);
/** Whether the scale of an indicator is the same whatever the figures are: fixed ends and no treatment. */
bool ieci__prepare_is_fixed(const ieci_model *model, size_t indicator);
/** The normalised value of a raw figure with status ok on such a scale; NaN: the transform or the schema has none. */
double ieci__prepare_figure(const ieci_model *model, size_t edition, size_t indicator, size_t unit, double figure);

#endif
