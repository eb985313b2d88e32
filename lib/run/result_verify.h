/* SPDX-License-Identifier: MIT */
/* ieci_result_verify(): computes a result again and compares. */
#ifndef IECI_RUN_RESULT_VERIFY_H
#define IECI_RUN_RESULT_VERIFY_H

#include "base/rows.h"

#define IECI__DIFFERENCE_COLUMNS 8
/** Columns of the table of differences. */
extern const ieci__column ieci__difference_columns[IECI__DIFFERENCE_COLUMNS];

#endif
