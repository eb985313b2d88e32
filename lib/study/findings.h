/* SPDX-License-Identifier: MIT */
/* ieci_result_findings(): what an editor should look at before anything is printed. */
#ifndef IECI_STUDY_FINDINGS_H
#define IECI_STUDY_FINDINGS_H

#include "base/rows.h"
#include "study/finding.h"

/** The table of findings, for the catalogue. */
const ieci__table_spec *ieci__findings_table(void);
/** The word of a class: first, changed, note. */
const char *ieci__finding_class_name(ieci__finding_class urgency);

#endif
