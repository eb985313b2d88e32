/* SPDX-License-Identifier: MIT */
/* The best or worst rank of a unit over a region of weights, by branch and bound over its rivals.
 *
 * Pairs alone cannot tell it: a unit may be able to pass each of two rivals and never both. So the search asks which
 * sets of rivals cannot be kept below (or above) together: each such core costs the unit a place, cores that share no
 * rival cost as many, and where weights are found that keep all others in place the bound is reached. */
#ifndef IECI_STUDY_RANK_SEARCH_H
#define IECI_STUDY_RANK_SEARCH_H

#include "study/conditions.h"
#include "study/printing.h"

/** What was found about one end of a unit's ranks. */
typedef struct ieci__rank_end {
    size_t found;   /**< there are weights that give this rank */
    size_t proved;  /**< no weights give a better (or worse) one; equal to `found`: exact */
    size_t nodes;   /**< of the search */
    double *weight; /**< [entry] weights in the whole that give `found` */
} ieci__rank_end;

typedef struct ieci__rank_search ieci__rank_search;

/** Prepares searches for all ranked units: the greatest lead of each over each. NULL: out of memory, or cancelled. */
ieci__rank_search *ieci__rank_search_new(ieci__linear *linear, const ieci__printing *printing, size_t node_limit,
                                         const ieci_options *options, ieci_error **problems);
void ieci__rank_search_free(ieci__rank_search *search);
/** The greatest lead of a unit over another one in the region. */
double ieci__rank_search_lead(const ieci__rank_search *search, size_t unit, size_t over);
/** Searches one end for a ranked unit; false: out of memory. `end->weight` has room for all entries. */
bool ieci__rank_search_run(ieci__rank_search *search, size_t unit, bool worst, ieci__rank_end *end);

#endif
