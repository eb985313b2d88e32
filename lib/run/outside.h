/* SPDX-License-Identifier: MIT */
/* What may be read outside the house: how much of each number of a result goes into a file for others. */
#ifndef IECI_RUN_OUTSIDE_H
#define IECI_RUN_OUTSIDE_H

#include "run/result.h"

typedef enum ieci__access {
    IECI__ACCESS_EXACT = 0, /**< every digit */
    IECI__ACCESS_PRINTED,   /**< as printed: the digits behind would give away a figure that is kept back */
    IECI__ACCESS_WITHHELD /**< nothing: an indicator with publish: none, or a node that has nothing else in the unit */
} ieci__access;

/** Whether an indicator of the schema keeps its figures back. */
bool ieci__outside_keeps_back(const ieci_schema *schema);
/** What the numbers of a node or indicator can be recomputed from. */
typedef enum ieci__basis {
    IECI__BASIS_FIGURES = 0, /**< an indicator's raw figures */
    IECI__BASIS_SCORES,      /**< all digits of the children */
    IECI__BASIS_PRINTED,     /**< the children as printed: within their rounding */
    IECI__BASIS_NOTHING      /**< its figures, or a value below it, are withheld */
} ieci__basis;

/** The basis of a node or indicator in all units and editions; `access` as of ieci__outside_access(). */
ieci__basis ieci__outside_basis(const ieci_result *result, size_t node, const unsigned char *access);
/** The access to every number of a result, in the shape of its arrays, to be freed; with `all` everything is exact.
 * Needs the states only. NULL: out of memory. */
unsigned char *ieci__outside_access(const ieci_result *result, bool all, ieci_error **problems);

#endif
