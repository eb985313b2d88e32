/* SPDX-License-Identifier: MIT */
#include "index/normalise.h"

#include <math.h>

#include "index/normalise_ratio.h"
#include "index/normalise_shape.h"
#include "stats/summary.h"

ieci__pair ieci__normalise_on_range(const ieci__scale *scale, ieci__pair t) {
    const ieci__pair width = ieci__pair_subtract(scale->high, scale->low);
    return ieci__pair_add(scale->low, ieci__pair_multiply(width, t));
}

/* How many of the ascending sample are below x, or not above it. Figures are compared as doubles: those that differ
 * only past the double come from the same decimals by other roads. */
static size_t count_below(const ieci__scale *scale, ieci__pair x, bool with_equal) {
    size_t first = 0;
    size_t after = scale->count;
    while (first < after) {
        const size_t middle = first + (after - first) / 2;
        const double value = ieci__pair_value(scale->sample[middle]);
        if (value < ieci__pair_value(x) || (with_equal && value == ieci__pair_value(x))) {
            first = middle + 1;
        } else {
            after = middle;
        }
    }
    return first;
}

void ieci__normalise_count(const ieci__scale *scale, ieci__pair x, double *worse, double *equal) {
    const size_t below = count_below(scale, x, false);
    const size_t not_above = count_below(scale, x, true);
    *worse = (double)(scale->direction > 0 ? below : scale->count - not_above);
    *equal = (double)(not_above - below);
}

static ieci__normalise_status spread(const ieci__scale *scale) {
    if (scale->count == 0) {
        return IECI__NORMALISE_EMPTY;
    }
    const double least = ieci__pair_value(scale->sample[0]);
    const double most = ieci__pair_value(scale->sample[scale->count - 1]);
    return least == most ? IECI__NORMALISE_CONSTANT : IECI__NORMALISE_OK;
}

enum {
    GOALPOSTS_WORST,
    GOALPOSTS_BEST
};

static ieci__normalise_status estimate_goalposts(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    const ieci__pair worst = transform(ieci__pair_decimal(scale->parameters[GOALPOSTS_WORST]));
    const ieci__pair best = transform(ieci__pair_decimal(scale->parameters[GOALPOSTS_BEST]));
    scale->estimates[GOALPOSTS_WORST] = worst;
    scale->estimates[GOALPOSTS_BEST] = best;
    return ieci__pair_value(worst) == ieci__pair_value(best) ? IECI__NORMALISE_CONSTANT : IECI__NORMALISE_OK;
}

/* The direction is that from worst to best. */
static ieci__pair apply_goalposts(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    const ieci__pair worst = scale->estimates[GOALPOSTS_WORST];
    const ieci__pair width = ieci__pair_subtract(scale->estimates[GOALPOSTS_BEST], worst);
    return ieci__normalise_on_range(scale, ieci__pair_divide(ieci__pair_subtract(x, worst), width));
}

enum {
    MIN_MAX_LEAST,
    MIN_MAX_MOST
};

static ieci__normalise_status estimate_min_max(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    (void)transform;
    const ieci__normalise_status status = spread(scale);
    if (status != IECI__NORMALISE_EMPTY) {
        scale->estimates[MIN_MAX_LEAST] = scale->sample[0];
        scale->estimates[MIN_MAX_MOST] = scale->sample[scale->count - 1];
    }
    return status;
}

/* Pairs beyond this cannot be multiplied; so much smaller they can. */
static const double HUGE_FIGURE = 1e280, SMALLER = 0x1p-100;

static ieci__pair scaled(ieci__pair x, double factor) {
    return (ieci__pair){x.high * factor, x.low * factor};
}

/* For "lower is better" the distance from the other end, not 1 - t: so negated data give the same bits. */
static ieci__pair apply_min_max(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    const bool huge = fabs(scale->estimates[MIN_MAX_LEAST].high) > HUGE_FIGURE ||
                      fabs(scale->estimates[MIN_MAX_MOST].high) > HUGE_FIGURE;
    const double factor = huge ? SMALLER : 1.0;
    const ieci__pair least = scaled(scale->estimates[MIN_MAX_LEAST], factor);
    const ieci__pair most = scaled(scale->estimates[MIN_MAX_MOST], factor);
    x = scaled(x, factor);
    const ieci__pair distance = scale->direction > 0 ? ieci__pair_subtract(x, least) : ieci__pair_subtract(most, x);
    return ieci__normalise_on_range(scale, ieci__pair_divide(distance, ieci__pair_subtract(most, least)));
}

enum {
    Z_SCORE_MEAN,
    Z_SCORE_SD,
    Z_SCORE_DIVISOR
};

static ieci__normalise_status estimate_z_score(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    (void)transform;
    const ieci__normalise_status status = spread(scale);
    if (status != IECI__NORMALISE_EMPTY) {
        const bool population = scale->parameters[Z_SCORE_DIVISOR] > 0.0;
        const ieci__summary summary = ieci__summary_pairs(scale->sample, scale->count);
        scale->estimates[Z_SCORE_MEAN] = ieci__summary_mean(&summary);
        scale->estimates[Z_SCORE_SD] = ieci__summary_deviation(&summary, population);
    }
    return status;
}

static ieci__pair apply_z_score(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    const ieci__pair mean = scale->estimates[Z_SCORE_MEAN];
    const ieci__pair distance = scale->direction > 0 ? ieci__pair_subtract(x, mean) : ieci__pair_subtract(mean, x);
    const ieci__pair z = ieci__pair_divide(distance, scale->estimates[Z_SCORE_SD]);
    const ieci__pair to_mean = ieci__pair_decimal(scale->parameters[Z_SCORE_MEAN]);
    const ieci__pair to_sd = ieci__pair_decimal(scale->parameters[Z_SCORE_SD]);
    return ieci__pair_add(to_mean, ieci__pair_multiply(to_sd, z));
}

static ieci__normalise_status estimate_places(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    (void)transform;
    return scale->count == 0 ? IECI__NORMALISE_EMPTY : IECI__NORMALISE_OK;
}

/* (B + (T - 1) / 2) / (n - 1), B strictly worse, T equal with itself. A figure that is not of the sample has no self
 * to count; beyond the ends it takes the end. */
static ieci__pair apply_rank(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    if (scale->count == 1) {
        return ieci__normalise_on_range(scale, ieci__pair_from(0.5));
    }
    double worse;
    double equal;
    ieci__normalise_count(scale, x, &worse, &equal);
    const double most = (double)(scale->count - 1);
    double places = worse + (equal - 1.0) * 0.5;
    places = places < 0.0 ? 0.0 : (places > most ? most : places);
    return ieci__normalise_on_range(scale, ieci__pair_divide(ieci__pair_from(places), ieci__pair_from(most)));
}

/* (B + T / 2) / n */
static ieci__pair apply_percentile(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    double worse;
    double equal;
    ieci__normalise_count(scale, x, &worse, &equal);
    const ieci__pair places = ieci__pair_from(worse + equal * 0.5);
    return ieci__normalise_on_range(scale, ieci__pair_divide(places, ieci__pair_from((double)scale->count)));
}

/* Beyond this, differences of two goalposts cannot be multiplied as pairs. */
#define LARGEST_FIGURE 1e290

static const ieci__normalise rows[] = {
    {.method = {.name = "goalposts",
                .doc = "(x - worst) / (best - worst) between fixed ends, on the score range",
                .num_parameters = 2,
                .parameters = {[GOALPOSTS_WORST] = {.name = "worst",
                                                    .kind = IECI__PARAMETER_REAL,
                                                    .required = true,
                                                    .figure = true,
                                                    .indicator_key = true,
                                                    .least = -LARGEST_FIGURE,
                                                    .most = LARGEST_FIGURE,
                                                    .doc = "figure that gets the low end of the score range, in the "
                                                           "unit of the indicator, before the transform"},
                               [GOALPOSTS_BEST] = {.name = "best",
                                                   .kind = IECI__PARAMETER_REAL,
                                                   .required = true,
                                                   .figure = true,
                                                   .indicator_key = true,
                                                   .least = -LARGEST_FIGURE,
                                                   .most = LARGEST_FIGURE,
                                                   .doc = "figure that gets the high end of the score range"}}},
     .outside = true,
     .bounded = true,
     .estimates = {"worst", "best"},
     .estimate = estimate_goalposts,
     .apply = apply_goalposts},
    {.method = {.name = "min_max", .doc = "from the worst to the best figure of the sample, on the score range"},
     .over = true,
     .outside = true,
     .bounded = true,
     .estimates = {"min", "max"},
     .estimate = estimate_min_max,
     .apply = apply_min_max},
    {.method = {.name = "z_score",
                .doc = "distance from the mean of the sample in standard deviations, as mean + sd z",
                .num_parameters = 3,
                .parameters = {[Z_SCORE_MEAN] = {.name = "mean",
                                                 .kind = IECI__PARAMETER_REAL,
                                                 .fallback = 0,
                                                 .least = -1e6,
                                                 .most = 1e6,
                                                 .doc = "score of the mean of the sample"},
                               [Z_SCORE_SD] = {.name = "sd",
                                               .kind = IECI__PARAMETER_REAL,
                                               .fallback = 1,
                                               .least = 1e-6,
                                               .most = 1e6,
                                               .doc = "points per standard deviation"},
                               [Z_SCORE_DIVISOR] = {.name = "divisor",
                                                    .kind = IECI__PARAMETER_CHOICE,
                                                    .fallback = 0,
                                                    .least = 0,
                                                    .most = 1,
                                                    .choices = "n-1|n",
                                                    .doc = "divisor of the variance: n-1 takes the sample as drawn "
                                                           "from more units, n as all there are"}}},
     .over = true,
     .estimates = {"mean", "sd"},
     .estimate = estimate_z_score,
     .apply = apply_z_score},
    {.method = {.name = "rank",
                .doc = "rank score (B + (T - 1) / 2) / (n - 1) on the score range: B worse, T equal, n in the sample"},
     .over = true,
     .bounded = true,
     .places = true,
     .estimate = estimate_places,
     .apply = apply_rank},
    {.method = {.name = "percentile",
                .doc = "percentile rank (B + T / 2) / n on the score range: B worse, T equal, n in the sample"},
     .over = true,
     .bounded = true,
     .places = true,
     .estimate = estimate_places,
     .apply = apply_percentile},
};

enum {
    CLASSICS = sizeof rows / sizeof rows[0]
};

const ieci__normalise *ieci__normalise_row(size_t index) {
    if (index < CLASSICS) {
        return &rows[index];
    }
    index -= CLASSICS;
    return index < IECI__NORMALISE_RATIOS ? &ieci__normalise_ratios[index]
                                          : &ieci__normalise_shapes[index - IECI__NORMALISE_RATIOS];
}

static const ieci__method *method_row(size_t index) {
    return &ieci__normalise_row(index)->method;
}

const ieci__family ieci__normalise_family = {
    .step = "normalise",
    .doc = "from figures in their own units to scores on one scale, higher is better",
    .over = true,
    .over_default = "edition",
    .of = true,
    .count = CLASSICS + IECI__NORMALISE_RATIOS + IECI__NORMALISE_SHAPES,
    .row = method_row,
};
