/* SPDX-License-Identifier: MIT */
/* The gamma function and the gamma distribution, on own exp and log: the same bits everywhere. */
#ifndef IECI_STATS_GAMMA_H
#define IECI_STATS_GAMMA_H

/** log(gamma(a)) for a > 0; error below 1e-14 of the larger of it and 1. */
double ieci__gamma_log(double a);

/** P(X <= x) of a gamma variate of shape a > 0 and scale 1; `above` (if wanted) gets P(X > x), without cancellation. */
double ieci__gamma_below(double a, double x, double *above);

/**
 * The logarithm of the quantile of a gamma variate of shape a: P(X <= exp(result)) = u, 0 < u < 1.
 *
 * A logarithm, because the quantile itself underflows for small shapes. Newton on the logarithm of the nearer tail,
 * which is concave, so that it converges from everywhere; relative error of exp(result) below 1e-12 (shapes up to
 * 10,000).
 */
double ieci__gamma_quantile_log(double a, double u);

#endif
