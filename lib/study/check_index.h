/* SPDX-License-Identifier: MIT */
/* Checks of what the index is made of: scales, zeros, twins, weights, rights, nodes without a value. */
#ifndef IECI_STUDY_CHECK_INDEX_H
#define IECI_STUDY_CHECK_INDEX_H

#include "study/finding.h"

void ieci__check_country(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
void ieci__check_country_zero(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
void ieci__check_coarse(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
void ieci__check_many_zeros(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
void ieci__check_twins(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
void ieci__check_parent(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
void ieci__check_node(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
void ieci__check_rights(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);

#endif
