/* SPDX-License-Identifier: MIT */
/* The questions "moves" and "panel" of ieci_compare(): scores and places, among all units and among those of both. */
#ifndef IECI_STUDY_COMPARE_MOVES_H
#define IECI_STUDY_COMPARE_MOVES_H

#include "base/rows.h"
#include "study/pairing.h"

#define IECI__COMPARE_MOVES_COLUMNS 19
#define IECI__COMPARE_PANEL_COLUMNS 9
extern const ieci__column ieci__compare_moves_columns[IECI__COMPARE_MOVES_COLUMNS];
extern const ieci__column ieci__compare_panel_columns[IECI__COMPARE_PANEL_COLUMNS];

ieci_table *ieci__compare_moves(ieci__pairing *pairing, const ieci_options *options, ieci_error **problems);
ieci_table *ieci__compare_panel(ieci__pairing *pairing, const ieci_options *options, ieci_error **problems);

#endif
