/* SPDX-License-Identifier: MIT */
/* Gaps filled from a unit's own figures in other editions. */
#ifndef IECI_RUN_SERIES_H
#define IECI_RUN_SERIES_H

#include "run/steps.h"

/** Fills the cells of an indicator that wait for a rule of kind IECI__IMPUTE_SERIES. */
void ieci__series_fill(const ieci_model *model, const ieci__impute *rule, unsigned char pending, ieci__steps *steps);

#endif
