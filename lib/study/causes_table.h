/* SPDX-License-Identifier: MIT */
/* The question "causes" of ieci_compare(): the parts of every change, and what they are of. */
#ifndef IECI_STUDY_CAUSES_TABLE_H
#define IECI_STUDY_CAUSES_TABLE_H

#include "base/rows.h"
#include "study/pairing.h"

#define IECI__CAUSES_COLUMNS 22
extern const ieci__column ieci__causes_columns[IECI__CAUSES_COLUMNS];

ieci_table *ieci__causes_table(ieci__pairing *pairing, const ieci_options *options, ieci_error **problems);

#endif
