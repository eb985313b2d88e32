/* SPDX-License-Identifier: MIT */
#include "index/weigh.h"

#include "base/pair.h"

static double place_centroid(size_t place, size_t count) {
    double sum = 0.0;
    for (size_t k = count; k >= place; k--) { /* the small terms first */
        sum += 1.0 / (double)k;
    }
    return sum / (double)count;
}

static double place_sum(size_t place, size_t count) {
    return (double)(count + 1 - place);
}

static double place_reciprocal(size_t place, size_t count) {
    (void)count;
    return 1.0 / (double)place;
}

static const ieci__weigh rows[] = {
    {.method = {.name = "equal", .doc = "all children of a node have the same weight"}, .given = false},
    {.method = {.name = "given", .doc = "points per child from the weighting, rescaled inside the node"},
     .given = true},
    {.method = {.name = "roc",
                .doc = "rank order centroid of `order`, the most important child first: (1 / m) sum of 1 / k from the "
                       "place on; children in a list of their own share a place (Barron, Barrett 1996)"},
     .kind = IECI__WEIGH_ORDER,
     .place = place_centroid},
    {.method = {.name = "rank_sum", .doc = "m + 1 - place in `order`, the most important child first (Stillwell 1981)"},
     .kind = IECI__WEIGH_ORDER,
     .place = place_sum},
    {.method = {.name = "rank_reciprocal", .doc = "1 / place in `order`, the most important child first"},
     .kind = IECI__WEIGH_ORDER,
     .place = place_reciprocal},
    {.method = {.name = "ahp",
                .doc = "from `compare`, how many times as important one child is as another; the other direction is "
                       "1 / that, and pairs may be left out (Saaty 1980; Harker 1987)",
                .num_parameters = 2,
                .parameters = {[IECI__WEIGH_AHP_BY] = {.name = "by",
                                                       .kind = IECI__PARAMETER_CHOICE,
                                                       .fallback = 0,
                                                       .least = 0,
                                                       .most = 1,
                                                       .choices = "eigenvector|means",
                                                       .doc = "principal eigenvector, or root means of the rows "
                                                              "(Crawford, Williams 1985), which need all pairs"},
                               [IECI__WEIGH_AHP_LIMIT] = {.name = "limit",
                                                          .kind = IECI__PARAMETER_REAL,
                                                          .fallback = 0.1,
                                                          .least = 0,
                                                          .most = 100,
                                                          .doc = "consistency ratio above which the comparisons are "
                                                                 "refused; not asked where pairs are left out"}}},
     .kind = IECI__WEIGH_COMPARE},
    {.method = {.name = "budget",
                .doc = "mean over `experts` of the share that each gives to a child (OECD, JRC 2008)",
                .num_parameters = 1,
                .parameters = {{.name = "by",
                                .kind = IECI__PARAMETER_CHOICE,
                                .fallback = 0,
                                .least = 0,
                                .most = 1,
                                .choices = "mean|median",
                                .doc = "median: single experts cannot move it far"}}},
     .kind = IECI__WEIGH_EXPERTS},
};

const ieci__weigh *ieci__weigh_row(size_t index) {
    return &rows[index];
}

static const ieci__method *method_row(size_t index) {
    return &rows[index].method;
}

const ieci__family ieci__weigh_family = {
    .step = "weigh",
    .doc = "from points to the shares of the children of a node, which add up to 1",
    .count = sizeof rows / sizeof rows[0],
    .row = method_row,
};

void ieci__weigh_shares(size_t count, const double *points, double *shares) {
    ieci__pair sum = ieci__pair_from(points == NULL ? (double)count : 0.0);
    for (size_t i = 0; points != NULL && i < count; i++) {
        sum = ieci__pair_add(sum, ieci__pair_decimal(points[i]));
    }
    for (size_t i = 0; i < count; i++) {
        const ieci__pair own = points == NULL ? ieci__pair_from(1.0) : ieci__pair_decimal(points[i]);
        shares[i] = ieci__pair_value(ieci__pair_divide(own, sum));
    }
}
