/* SPDX-License-Identifier: MIT */
/* Aggregations in which a weakness cannot be made good, or costs: rows of the table of aggregate.c. */
#ifndef IECI_INDEX_AGGREGATE_PENALTY_H
#define IECI_INDEX_AGGREGATE_PENALTY_H

#include "index/aggregate.h"

enum {
    IECI__AGGREGATE_PENALTIES = 6
};

/** minimum, maximum, leontief, mean_min, mpi, ampi. */
extern const ieci__aggregate ieci__aggregate_penalties[IECI__AGGREGATE_PENALTIES];

#endif
