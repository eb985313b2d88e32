/* SPDX-License-Identifier: MIT */
/* Aggregations that compare units in pairs: rows of the table of aggregate.c. */
#ifndef IECI_INDEX_AGGREGATE_OUTRANKING_H
#define IECI_INDEX_AGGREGATE_OUTRANKING_H

#include "index/aggregate.h"

enum {
    IECI__AGGREGATE_OUTRANKINGS = 4
};

/** borda, copeland, promethee, kemeny. */
extern const ieci__aggregate ieci__aggregate_outrankings[IECI__AGGREGATE_OUTRANKINGS];

#endif
