/* SPDX-License-Identifier: MIT */
/* ieci_portrait(): everything about one unit. */
#ifndef IECI_STUDY_PORTRAIT_H
#define IECI_STUDY_PORTRAIT_H

#include <ieci/study.h>

#include "base/rows.h"

/** The table, for the catalogue. */
extern const ieci__table_spec ieci__portrait_spec;

#endif
