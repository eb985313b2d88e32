/* SPDX-License-Identifier: MIT */
/* Aggregations of the children in the order of their values: rows of the table of aggregate.c. */
#ifndef IECI_INDEX_AGGREGATE_ORDER_H
#define IECI_INDEX_AGGREGATE_ORDER_H

#include "index/aggregate.h"

enum {
    IECI__AGGREGATE_ORDERS = 4
};

/** median, owa, wowa, choquet. */
extern const ieci__aggregate ieci__aggregate_orders[IECI__AGGREGATE_ORDERS];

#endif
