/* SPDX-License-Identifier: MIT */
/* Checks of figures that jump from one edition to another. */
#ifndef IECI_STUDY_CHECK_MOVES_H
#define IECI_STUDY_CHECK_MOVES_H

#include "study/finding.h"

/** A counted zero where the unit's figures of the other editions are large. */
void ieci__check_zero(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
/** A unit whose figure moves far while those of other countries, and of its own, do not. */
void ieci__check_alone(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);

#endif
