/* SPDX-License-Identifier: MIT */
/* Which ranks a finding touches: the model is computed again without the cells in question. */
#ifndef IECI_STUDY_RANKS_H
#define IECI_STUDY_RANKS_H

#include "study/finding.h"

/** Adds the finding that sums up others: all corrections if `restores`, else all of class FIRST that nobody accepted.
 */
void ieci__ranks_add_sum(ieci__findings *list, size_t check, bool restores);
/** Fills `ranks` and `ranks_touched` of the findings that have suspicious cells: sums, then those with most points
 * of the index at stake, class FIRST before the others, up to option "recomputations". */
void ieci__ranks_fill(const ieci__panel *panel, ieci__findings *list);

#endif
