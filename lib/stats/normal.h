/* SPDX-License-Identifier: MIT */
/* The normal distribution, on own exp and log: the same bits everywhere. */
#ifndef IECI_STATS_NORMAL_H
#define IECI_STATS_NORMAL_H

/** z with P(Z <= z) = u, 0 < u < 1; relative error about 1e-15 (Wichura 1988, AS 241 PPND16). Odd: the quantile of 1 -
 * u is minus that of u, where 1 - u is exact. */
double ieci__normal_quantile(double u);

/** P(Z <= z); relative error below 1e-13 in both tails. */
double ieci__normal_below(double z);

#endif
