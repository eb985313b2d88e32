/* SPDX-License-Identifier: MIT */
/* Checks of single figures, whatever they were before. */
#ifndef IECI_STUDY_CHECK_CELLS_H
#define IECI_STUDY_CHECK_CELLS_H

#include "study/finding.h"

/** Figures outside `valid`. */
void ieci__check_valid(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
/** Figures of indicators that are `whole` and are not. */
void ieci__check_whole(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
/** The only figure below 0 of an indicator, as large as the others. */
void ieci__check_sign(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
/** Figures of the country that differ between its units. */
void ieci__check_differs(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
/** Figures without an earlier one that lie far from those of all other units. */
void ieci__check_far(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);

#endif
