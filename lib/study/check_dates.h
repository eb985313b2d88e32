/* SPDX-License-Identifier: MIT */
/* Checks of years, sources and names, and what was noticed when the files were read. */
#ifndef IECI_STUDY_CHECK_DATES_H
#define IECI_STUDY_CHECK_DATES_H

#include "study/finding.h"

void ieci__check_old(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
void ieci__check_max_age(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
void ieci__check_year(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
void ieci__check_source(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
void ieci__check_name(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
void ieci__check_noticed(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);

#endif
