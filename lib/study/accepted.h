/* SPDX-License-Identifier: MIT */
/* Findings that somebody looked at and accepted with a reason. */
#ifndef IECI_STUDY_ACCEPTED_H
#define IECI_STUDY_ACCEPTED_H

#include "study/finding.h"

/** Marks the findings that a table (check, unit, edition, indicator, reason, by, date) names, where an empty cell names
 * all; a finding of several units of which it names some is split. Rows about the compared editions that name no
 * finding become findings of the check with this index. Unknown units, editions, indicators and checks are such rows
 * too. Problems: a column is missing. */
void ieci__accepted_apply(const ieci__panel *panel, const ieci_table *accepted, size_t check, ieci__findings *list);

#endif
