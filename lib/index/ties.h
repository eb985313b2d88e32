/* SPDX-License-Identifier: MIT */
/* Step rank: from rank keys to places. */
#ifndef IECI_INDEX_TIES_H
#define IECI_INDEX_TIES_H

#include <stdint.h>

#include "index/method.h"

typedef struct ieci__ties {
    ieci__method method;
    /** The rank of a tied group: `before` units are strictly better, `groups` groups are better, the group has `size`
     * units and this is its `place`-th in unit order (from 0). */
    double (*rank)(size_t before, size_t groups, size_t size, size_t place);
    /** Twice the places that another unit of the same key costs a unit; `before`: its code comes before. NULL: a rank is
     * no sum over the other units. */
    int (*cost)(bool before);
} ieci__ties;

/** Numbers of the rows, for code that ranks in another way. */
enum {
    IECI__TIES_MIN,
    IECI__TIES_MAX,
    IECI__TIES_DENSE,
    IECI__TIES_AVERAGE,
    IECI__TIES_ORDINAL
};

/** Row of a tie rule: min, max, dense, average, ordinal. */
const ieci__ties *ieci__ties_row(size_t index);
extern const ieci__family ieci__ties_family;

/** Ranks of `count` keys, the highest key first; keys[i] == INT64_MIN is not ranked (NaN). `order` is room for
 * 2 * `count` indices and afterwards starts with the units by rank (unranked ones last); tied[i] (if wanted) says
 * whether i shares its key. */
void ieci__ties_ranks(const ieci__ties *ties, size_t count, const int64_t *keys, size_t *order, double *ranks,
                      bool *tied);

#endif
