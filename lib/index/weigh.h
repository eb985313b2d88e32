/* SPDX-License-Identifier: MIT */
/* Step weights: from points of the children of a node to shares that add up to 1. */
#ifndef IECI_INDEX_WEIGH_H
#define IECI_INDEX_WEIGH_H

#include "index/method.h"

/** What a rule of the weights file makes points of. */
typedef enum ieci__weigh_kind {
    IECI__WEIGH_PLAIN,   /**< no rule of the file */
    IECI__WEIGH_ORDER,   /**< `order`: children by importance */
    IECI__WEIGH_COMPARE, /**< `compare`: child: {child: times as important} */
    IECI__WEIGH_EXPERTS  /**< `experts`: expert: {child: points} */
} ieci__weigh_kind;

typedef struct ieci__weigh {
    ieci__method method;
    bool given; /**< takes points from the weighting */
    ieci__weigh_kind kind;
    double (*place)(size_t place, size_t count); /**< of an ORDER: points of a place, from 1, among `count` */
} ieci__weigh;

/** Parameters of ahp. */
enum {
    IECI__WEIGH_AHP_BY,
    IECI__WEIGH_AHP_LIMIT
};

/** Row of a weighting method. */
const ieci__weigh *ieci__weigh_row(size_t index);
extern const ieci__family ieci__weigh_family;

/** Shares of `count` children: points[i] / sum of points, formed in double-double so that 2:1 and 200:100 give the same
 * bits; all points 0 gives NaN. points NULL: equal. */
void ieci__weigh_shares(size_t count, const double *points, double *shares);

#endif
