/* SPDX-License-Identifier: MIT */
/* Which ranks a finding touches: the model is computed again without the cells in question. */
#ifndef IECI_STUDY_RANKS_H
#define IECI_STUDY_RANKS_H

#include "study/finding.h"

/** Fills `ranks` and `ranks_touched` of the findings that have suspicious cells: those with most points of the index at
 * stake, class FIRST before the others, up to option "recomputations". */
void ieci__ranks_fill(const ieci__panel *panel, ieci__findings *list);

#endif
