/* SPDX-License-Identifier: MIT */
/* The weights that the children of one node may have, as a set: what is best in it is found exactly. */
#ifndef IECI_STUDY_REGION_H
#define IECI_STUDY_REGION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/pair.h"

typedef enum ieci__region_kind {
    IECI__REGION_AROUND,  /**< factors between low and high, rescaled to the sum 1 */
    IECI__REGION_BOUNDED, /**< shares between low and high that add up to 1; 0 and 1: the simplex */
    IECI__REGION_ORDINAL, /**< shares that add up to 1, in the order of `low`; children equal there have no order */
    IECI__REGION_SAMPLE   /**< mixtures of given vectors of shares */
} ieci__region_kind;

/** The children are those that have weight in the model, in byte order of their codes. */
typedef struct ieci__region {
    ieci__region_kind kind;
    size_t count;   /**< children */
    double *low;    /**< [count] */
    double *high;   /**< AROUND and BOUNDED: [count]; AROUND: above 0 */
    size_t vectors; /**< SAMPLE: how many */
    double *vector; /**< [vectors][count], each adding up to 1 */
} ieci__region;

/** Room for a region of `count` children; false: out of memory, and the region is empty. */
bool ieci__region_start(ieci__region *region, ieci__region_kind kind, size_t count, size_t vectors);
/** Frees what a region holds. */
void ieci__region_clear(ieci__region *region);

/** The greatest sum of shares x values over the region, and shares that reach it.
 *
 * Each kind has a greedy answer: bounded shares are a fractional knapsack; of factors between bounds the children with
 * the greatest values have the upper one; under an order the heaviest share equally (Greco, Mousseau and Slowinski
 * 2008, without their solver).
 *
 * @param value [count] pairs; @param weight [count] shares, each rounded to a double; @param order room for `count`. */
ieci__pair ieci__region_most(const ieci__region *region, const ieci__pair *value, double *weight, size_t *order);

#endif
