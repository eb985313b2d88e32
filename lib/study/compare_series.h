/* SPDX-License-Identifier: MIT */
/* The questions "backcast", "series" and "trend" of ieci_compare(): editions made comparable. */
#ifndef IECI_STUDY_COMPARE_SERIES_H
#define IECI_STUDY_COMPARE_SERIES_H

#include "base/rows.h"
#include "study/pairing.h"

#define IECI__COMPARE_SERIES_COLUMNS 9
#define IECI__COMPARE_TREND_COLUMNS 7
extern const ieci__column ieci__compare_series_columns[IECI__COMPARE_SERIES_COLUMNS];
extern const ieci__column ieci__compare_trend_columns[IECI__COMPARE_TREND_COLUMNS];

ieci_table *ieci__compare_backcast(ieci__pairing *pairing, const ieci_options *options, ieci_error **problems);
ieci_table *ieci__compare_series(ieci__pairing *pairing, const ieci_options *options, ieci_error **problems);
ieci_table *ieci__compare_trend(ieci__pairing *pairing, const ieci_options *options, ieci_error **problems);

#endif
