/* SPDX-License-Identifier: MIT */
#include "index/normalise_ratio.h"

#include <math.h>

#include "stats/summary.h"

static ieci__pair undefined(void) {
    return ieci__pair_from((double)NAN);
}

/* x / y where higher is better, y / x where lower is: figures may be 0 only on top. */
static ieci__pair ratio(const ieci__scale *scale, ieci__pair x, ieci__pair y) {
    const ieci__pair top = scale->direction > 0 ? x : y, bottom = scale->direction > 0 ? y : x;
    if (!(ieci__pair_value(top) >= 0.0 && ieci__pair_value(bottom) > 0.0)) {
        return undefined();
    }
    return ieci__pair_divide(top, bottom);
}

static ieci__pair ratio_score(const ieci__scale *scale, ieci__pair x, ieci__pair y) {
    return ieci__normalise_on_range(scale, ratio(scale, x, y));
}

static ieci__normalise_status estimate_leader(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    (void)transform;
    if (scale->count == 0) {
        return IECI__NORMALISE_EMPTY;
    }
    scale->estimates[0] = scale->sample[scale->direction > 0 ? scale->count - 1 : 0];
    return IECI__NORMALISE_OK;
}

static ieci__pair apply_first(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    return ratio_score(scale, x, scale->estimates[0]);
}

static ieci__normalise_status estimate_target(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    scale->estimates[0] = transform(ieci__pair_decimal(scale->parameters[0]));
    return IECI__NORMALISE_OK;
}

static ieci__normalise_status estimate_reference(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    (void)transform;
    scale->estimates[0] = scale->reference;
    return isnan(ieci__pair_value(scale->reference)) ? IECI__NORMALISE_EMPTY : IECI__NORMALISE_OK;
}

/* The sum of the figures, or of what they are the reciprocals of where lower is better. */
static ieci__normalise_status estimate_sum(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    (void)transform;
    ieci__pair sum = ieci__pair_from(0.0);
    for (size_t i = 0; i < scale->count; i++) {
        const ieci__pair x = scale->sample[i];
        sum = ieci__pair_add(sum, scale->direction > 0 ? x : ieci__pair_divide(ieci__pair_from(1.0), x));
    }
    scale->estimates[0] = sum;
    return scale->count == 0 ? IECI__NORMALISE_EMPTY : IECI__NORMALISE_OK;
}

static ieci__pair apply_sum(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    const bool higher = scale->direction > 0;
    if (!(higher ? ieci__pair_value(x) >= 0.0 : ieci__pair_value(x) > 0.0) ||
        !(ieci__pair_value(scale->sample[0]) >= 0.0 && ieci__pair_value(scale->estimates[0]) > 0.0)) {
        return undefined();
    }
    const ieci__pair part = higher ? x : ieci__pair_divide(ieci__pair_from(1.0), x);
    return ieci__normalise_on_range(scale, ieci__pair_divide(part, scale->estimates[0]));
}

static ieci__normalise_status estimate_vector(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    (void)transform;
    ieci__pair squares = ieci__pair_from(0.0);
    for (size_t i = 0; i < scale->count; i++) {
        squares = ieci__pair_add(squares, ieci__pair_multiply(scale->sample[i], scale->sample[i]));
    }
    scale->estimates[0] = ieci__pair_sqrt(squares);
    return scale->count == 0 ? IECI__NORMALISE_EMPTY : IECI__NORMALISE_OK;
}

static ieci__pair apply_vector(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    if (!(ieci__pair_value(x) >= 0.0 && ieci__pair_value(scale->estimates[0]) > 0.0)) {
        return undefined();
    }
    const ieci__pair t = ieci__pair_divide(x, scale->estimates[0]);
    return ieci__normalise_on_range(scale, scale->direction > 0 ? t : ieci__pair_subtract(ieci__pair_from(1.0), t));
}

static ieci__normalise_status estimate_mean(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    (void)transform;
    const ieci__summary summary = ieci__summary_pairs(scale->sample, scale->count);
    scale->estimates[0] = ieci__summary_mean(&summary);
    return scale->count == 0 ? IECI__NORMALISE_EMPTY : IECI__NORMALISE_OK;
}

/* Above (1 + band) mean, below (1 - band) mean, or between: OECD/JRC 2008, "indicators above or below the mean". */
/* Figures that were divided, and their mean, are known to some 30 digits: an edge is met where 24 of them agree. */
static int side_of(ieci__pair x, ieci__pair edge) {
    const double difference = ieci__pair_value(ieci__pair_subtract(x, edge));
    return fabs(difference) <= 1e-24 * fabs(edge.high) ? 0 : (difference > 0.0) - (difference < 0.0);
}

static ieci__pair apply_around_mean(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    const ieci__pair mean = scale->estimates[0], band = ieci__pair_decimal(scale->parameters[0]);
    const ieci__pair width = ieci__pair_multiply(mean, band);
    if (!(ieci__pair_value(mean) > 0.0)) {
        return undefined();
    }
    const int above = side_of(x, ieci__pair_add(mean, width)) > 0;
    const int below = side_of(x, ieci__pair_subtract(mean, width)) < 0;
    const int side = (above - below) * scale->direction;
    return ieci__normalise_on_range(scale, ieci__pair_from(0.5 + 0.5 * (double)side));
}

/* Beyond this, figures cannot be multiplied as pairs. */
#define LARGEST_FIGURE 1e290

static const char NOT_NEGATIVE[] = "figures that are not negative, and above 0 where lower is better";

const ieci__normalise ieci__normalise_ratios[IECI__NORMALISE_RATIOS] = {
    {.method = {.name = "leader",
                .doc = "x / best figure of the sample on the score range; best / x where lower is better"},
     .over = true,
     .outside = true,
     .bounded = true,
     .estimates = {"best"},
     .needs = NOT_NEGATIVE,
     .estimate = estimate_leader,
     .apply = apply_first},
    {.method = {.name = "target",
                .doc =
                    "x / target on the score range, target / x where lower is better; more than the target counts no "
                    "more while outside is clamp",
                .num_parameters = 1,
                .parameters = {{.name = "target",
                                .kind = IECI__PARAMETER_REAL,
                                .required = true,
                                .figure = true,
                                .least = 1e-290,
                                .most = LARGEST_FIGURE,
                                .doc = "figure that gets the high end of the score range, in the unit of the "
                                       "indicator"}}},
     .outside = true,
     .bounded = true,
     .estimates = {"target"},
     .needs = NOT_NEGATIVE,
     .estimate = estimate_target,
     .apply = apply_first},
    {.method = {.name = "reference",
                .doc = "x / figure of the unit named by of, in the same edition, on the score range; that figure / x "
                       "where lower is better; better units pass the high end"},
     .over = true,
     .unit = IECI__NORMALISE_UNIT_NEEDED,
     .estimates = {"reference"},
     .needs = NOT_NEGATIVE,
     .estimate = estimate_reference,
     .apply = apply_first},
    {.method = {.name = "sum",
                .doc = "x / sum of the sample on the score range; 1 / x / sum of 1 / x where lower is better"},
     .over = true,
     .outside = true,
     .bounded = true,
     .estimates = {"sum"},
     .needs = NOT_NEGATIVE,
     .estimate = estimate_sum,
     .apply = apply_sum},
    {.method = {.name = "vector",
                .doc = "x / root of the sum of squares of the sample on the score range; 1 - that where lower is "
                       "better"},
     .over = true,
     .outside = true,
     .bounded = true,
     .estimates = {"length"},
     .needs = NOT_NEGATIVE,
     .estimate = estimate_vector,
     .apply = apply_vector},
    {.method = {.name = "around_mean",
                .doc = "above, around or below the mean of the sample: high end, middle or low end of the score range",
                .num_parameters = 1,
                .parameters = {{.name = "band",
                                .kind = IECI__PARAMETER_REAL,
                                .fallback = 0.2,
                                .least = 0,
                                .most = 1,
                                .doc = "share of the mean that still counts as around it"}}},
     .over = true,
     .bounded = true,
     .estimates = {"mean"},
     .needs = "a mean above 0",
     .estimate = estimate_mean,
     .apply = apply_around_mean},
};
