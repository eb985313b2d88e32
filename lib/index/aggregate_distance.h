/* SPDX-License-Identifier: MIT */
/* Aggregations by distance from the best or worst of the sample: rows of the table of aggregate.c. */
#ifndef IECI_INDEX_AGGREGATE_DISTANCE_H
#define IECI_INDEX_AGGREGATE_DISTANCE_H

#include "index/aggregate.h"

enum {
    IECI__AGGREGATE_DISTANCES = 3
};

/** topsis, vikor, dp2. */
extern const ieci__aggregate ieci__aggregate_distances[IECI__AGGREGATE_DISTANCES];

#endif
