/* SPDX-License-Identifier: MIT */
/* Whole rows that look like those of another unit. */
#ifndef IECI_STUDY_CHECK_COPIED_H
#define IECI_STUDY_CHECK_COPIED_H

#include "study/finding.h"

/** Units most of whose figures are those of another unit and of nobody else. */
void ieci__check_copied(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);

#endif
