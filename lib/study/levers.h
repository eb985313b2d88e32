/* SPDX-License-Identifier: MIT */
/* ieci_levers(): what it would take for a unit to reach a place. */
#ifndef IECI_STUDY_LEVERS_H
#define IECI_STUDY_LEVERS_H

#include <ieci/study.h>

#include "base/rows.h"

/** The table, for the catalogue. */
extern const ieci__table_spec ieci__levers_spec;

#endif
