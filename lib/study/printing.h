/* SPDX-License-Identifier: MIT */
/* Where one printed score ends and the next begins, and which of two units prints higher: ranks as conditions on
 * scores.
 *
 * Ranks come from rank keys rounded to the printed decimals, so what counts is on which side of an edge a score lies.
 * An edge is half a key step beside the middle of two printed decimals; figures with decimals never lie nearer to it
 * than that, so a guard of a quarter of a step on either side keeps every rounding error of this arithmetic out of the
 * answer: weights that bring a score so near to an edge do not count. With rank.by: full, scores that differ by less
 * than half a key step are the same. */
#ifndef IECI_STUDY_PRINTING_H
#define IECI_STUDY_PRINTING_H

#include "data/schema.h"

typedef struct ieci__printing {
    bool full;             /**< unrounded scores are compared */
    bool logarithms;       /**< scores come as logarithms */
    unsigned key_decimals; /**< of rank keys */
    unsigned drop;         /**< decimals of a key that are not printed */
    double cell;           /**< distance of printed scores; of keys if full */
    double step;           /**< between keys */
    double guard;          /**< scores nearer than this to an edge are on neither side */
} ieci__printing;

/** How a schema prints and ranks. */
ieci__printing ieci__printing_of(const ieci_schema *schema, bool logarithms);
/** The printed score of a score plus an offset, counted in cells. */
int64_t ieci__printing_cell(const ieci__printing *printing, double score, double offset);
/** The score at which printed score `cell` begins, plus an offset; as a logarithm if scores are. */
double ieci__printing_edge(const ieci__printing *printing, int64_t cell, double offset);
/** How far a score may lie above another one, at most, and still not print higher, for a lower one that prints between
 * two cells (both included). */
double ieci__printing_widest(const ieci__printing *printing, int64_t low, int64_t high);
/** How far a score must lie above another one, at least, to print higher, for edges between two cells. */
double ieci__printing_narrowest(const ieci__printing *printing, int64_t low, int64_t high);
/** Whether score `a` surely prints higher than `b`, and whether it surely does not. */
bool ieci__printing_above(const ieci__printing *printing, double a, double b);
bool ieci__printing_not_above(const ieci__printing *printing, double a, double b);

#endif
