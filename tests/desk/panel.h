/* SPDX-License-Identifier: MIT */
/* Random data sets such as an index has them: units of countries, editions, indicators of many kinds with the moves
 * that real series make. Public header only. */
#ifndef TESTS_DESK_PANEL_H
#define TESTS_DESK_PANEL_H

#include <ieci/ieci.h>
#include <stdbool.h>
#include <stdint.h>

#define PANEL_UNITS 60
#define PANEL_EDITIONS 4
#define PANEL_INDICATORS 16

/** What a series is like. */
typedef enum panel_kind {
    PANEL_COUNT,   /**< whole, long tail, log1p */
    PANEL_SMALL,   /**< whole, small, many zeros */
    PANEL_PERCENT, /**< 0 to 100, linear */
    PANEL_MONEY,   /**< long tail, log */
    PANEL_RATE,    /**< lower is better, valid range */
    PANEL_INDEX,   /**< -2.5 to 2.5, of the country */
    PANEL_SHARE,   /**< above 0, square root */
    PANEL_CARRIED, /**< the same figures in all editions */
    PANEL_KINDS
} panel_kind;

typedef struct panel {
    size_t num_units, num_editions, num_indicators, num_countries;
    size_t country[PANEL_UNITS], entry[PANEL_UNITS];
    panel_kind kind[PANEL_INDICATORS];
    double low[PANEL_INDICATORS], high[PANEL_INDICATORS];        /**< goalposts */
    double value[PANEL_EDITIONS][PANEL_INDICATORS][PANEL_UNITS]; /**< NaN: missing */
} panel;

/** Fills a panel. */
void panel_make(panel *made, uint64_t seed);
/** A figure on the scale of 100 points that the schema gives it; undefined figures are NaN. */
double panel_points(const panel *of, size_t indicator, double value);
/** Computes it, the last edition against all others; NULL and `*error` if the model refuses it. */
ieci_table *panel_findings(const panel *of, ieci_error **error);

#endif
