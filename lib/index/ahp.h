/* SPDX-License-Identifier: MIT */
/* Weights from comparisons in pairs (Saaty 1980), with a measure of their consistency. */
#ifndef IECI_INDEX_AHP_H
#define IECI_INDEX_AHP_H

#include <stdbool.h>
#include <stddef.h>

/** The most children whose random consistency is known. */
enum {
    IECI__AHP_MOST = 15
};

/** matrix: [count][count], how many times as important the row is as the column; 0: not compared, else reciprocal.
 * Weights add up to 1: the principal eigenvector (gaps as Harker 1987), or root means of the rows. Gives the
 * consistency ratio, for root means the geometric index over its limit of .31, .35 and .37 (Aguaron, Moreno-Jimenez
 * 2003) times .1, so that .1 is the limit of both; NaN with gaps. False: some children are not connected by
 * comparisons. */
bool ieci__ahp_weigh(size_t count, const double *matrix, bool by_means, double *weights, double *ratio);

#endif
