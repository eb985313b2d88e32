/* SPDX-License-Identifier: MIT */
/* Checks of what changed between neighbouring editions: jumps, statuses, breaks, corrections. */
#ifndef IECI_STUDY_CHECK_CHANGES_H
#define IECI_STUDY_CHECK_CHANGES_H

#include "study/finding.h"

/** Moves of more points than option "jump" beside the median unit. */
void ieci__check_jump(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
/** Cells with another status than in the edition before. */
void ieci__check_status(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
/** Breaks that the schema declares. */
void ieci__check_break(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
/** Cells that were corrected. */
void ieci__check_corrected(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
/** Indicators in which no figure changed. */
void ieci__check_unchanged(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);

#endif
