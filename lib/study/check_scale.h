/* SPDX-License-Identifier: MIT */
/* Checks of all figures of an indicator at once: another unit, a rule that most figures break. */
#ifndef IECI_STUDY_CHECK_SCALE_H
#define IECI_STUDY_CHECK_SCALE_H

#include "study/finding.h"

/** Indicators whose figures are a power of ten of those in the edition before. */
void ieci__check_scale(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);

#endif
