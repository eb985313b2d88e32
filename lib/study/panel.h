/* SPDX-License-Identifier: MIT */
/* The editions that a check compares, side by side: figures and points of every indicator, unit by unit. */
#ifndef IECI_STUDY_PANEL_H
#define IECI_STUDY_PANEL_H

#include "run/result.h"

/** The most editions that one check compares; places are bits of a mask. */
#define IECI__PANEL_MOST_PLACES 64

/** What is compared. A place is an edition among those that are compared, oldest first. */
typedef struct ieci__panel {
    const ieci_result *result;
    const ieci_model *model;
    const ieci_options *options;
    const char *language; /**< of names, or NULL */
    size_t num_places;
    size_t *edition; /**< [place] */
    size_t now;      /**< place of the edition under check */
    double *figure;  /**< [indicator][place][unit] number of a cell with status ok; NaN: none */
    double *points;  /**< the same shape: measured figure on a scale of 100 points; NaN: none */
    size_t *country; /**< [unit] number of its country; a unit without one has a number of its own */
    size_t num_countries;
    const char *country_column; /**< column of the units table; NULL: there is none */
} ieci__panel;

/** Reads the options "edition" and "against" and fills the panel; false: problems were added, nothing is kept. */
bool ieci__panel_start(ieci__panel *panel, const ieci_result *result, const ieci_options *options,
                       ieci_error **problems);
/** Frees what the panel holds. */
void ieci__panel_clear(ieci__panel *panel);
/** Place of a number in the arrays. */
size_t ieci__panel_at(const ieci__panel *panel, size_t indicator, size_t place, size_t unit);
/** The cell of an indicator of the schema. */
ieci__cell ieci__panel_cell(const ieci__panel *panel, size_t indicator, size_t place, size_t unit);
/** Whether the unit belongs to the edition. */
bool ieci__panel_member(const ieci__panel *panel, size_t place, size_t unit);
/** Code of an indicator of the schema, of the edition at a place. */
const char *ieci__panel_indicator(const ieci__panel *panel, size_t indicator);
const char *ieci__panel_edition(const ieci__panel *panel, size_t place);
/** Weight of an indicator in the index. */
double ieci__panel_weight(const ieci__panel *panel, size_t indicator);
/** The last year whose data the edition takes: data_to, else the number in its code; 0: unknown. */
unsigned ieci__panel_year(const ieci__panel *panel, size_t place);
/** An option that is a whole number, as a number. */
double ieci__panel_option(const ieci__panel *panel, const char *name);

/** Sorts numbers and gives the value below which `share` of them lie (the nearest one); NaN: there are none. */
double ieci__panel_quantile(const double *ascending, size_t count, double share);
/** The median of numbers, which are sorted; NaN: there are none. */
double ieci__panel_median(double *values, size_t count);
/** Spread of numbers around their median that a few odd ones do not change, as a standard deviation; 0: none. The
 * numbers are put in another order. */
double ieci__panel_spread(double *values, size_t count);
/** Correlation of pairs of numbers in which neither is missing; NaN: fewer than 5 pairs, or a constant. */
double ieci__panel_correlation(const double *a, const double *b, size_t count);

/** Appends a number with this many decimals, rounded. */
void ieci__panel_append(ieci__text *out, double value, unsigned decimals);
/** Appends a number with the fewest decimals that are within this share of it. */
void ieci__panel_append_near(ieci__text *out, double value, double share);
/** Appends a share as "66 %". */
void ieci__panel_append_percent(ieci__text *out, double share);
/** Appends a cell as people write it: 16, below 29.1, missing. */
void ieci__panel_append_cell(ieci__text *out, const ieci__cell *cell);

#endif
