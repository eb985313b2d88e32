/* SPDX-License-Identifier: MIT */
#include "index/normalise_shape.h"

#include <math.h>

#include "stats/elementary.h"
#include "stats/summary.h"

static ieci__pair minus(ieci__pair a, ieci__pair b) {
    return ieci__pair_subtract(a, b);
}

static ieci__pair share_of_way(const ieci__pair *from, size_t count, double share) {
    const double place = share * (double)(count - 1);
    const size_t below = (size_t)floor(place);
    const ieci__pair rest = ieci__pair_from(place - floor(place));
    const size_t above = below + 1 < count ? below + 1 : below;
    return ieci__pair_add(from[below], ieci__pair_multiply(rest, minus(from[above], from[below])));
}

/* The distance from the middle that half of the ascending figures keep: walks outwards from the middle on both sides.
 */
static ieci__pair middle_distance(const ieci__pair *ascending, size_t count, ieci__pair middle) {
    size_t left = count / 2, right = count / 2; /* next are left - 1 and right */
    ieci__pair last = ieci__pair_from(0.0), before = last;
    while (left > 0 && ieci__pair_compare(ascending[left - 1], middle) > 0) {
        left--;
    }
    right = left;
    for (size_t taken = 0; taken < count / 2 + 1; taken++) {
        const ieci__pair down = left > 0 ? minus(middle, ascending[left - 1]) : ieci__pair_from(HUGE_VAL);
        const ieci__pair up = right < count ? minus(ascending[right], middle) : ieci__pair_from(HUGE_VAL);
        before = last;
        if (ieci__pair_compare(down, up) <= 0) {
            last = down;
            left--;
        } else {
            last = up;
            right++;
        }
    }
    return count % 2 == 1 ? last : ieci__pair_multiply(ieci__pair_from(0.5), ieci__pair_add(before, last));
}

enum {
    ROBUST_MEDIAN,
    ROBUST_SPREAD,
    ROBUST_BY
};

/* Makes the median distance that of the standard deviation of a normal distribution: 1 / 0.67449. */
static const double NORMAL_DISTANCE = 1.4826;

static ieci__normalise_status estimate_robust(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    (void)transform;
    if (scale->count == 0) {
        return IECI__NORMALISE_EMPTY;
    }
    const ieci__pair middle = ieci__summary_median(scale->sample, scale->count);
    const ieci__pair quarters =
        minus(share_of_way(scale->sample, scale->count, 0.75), share_of_way(scale->sample, scale->count, 0.25));
    const ieci__pair distance = middle_distance(scale->sample, scale->count, middle);
    const bool by_distance = scale->parameters[ROBUST_BY] > 0.0;
    scale->estimates[ROBUST_MEDIAN] = middle;
    scale->estimates[ROBUST_SPREAD] =
        by_distance ? ieci__pair_multiply(distance, ieci__pair_decimal(NORMAL_DISTANCE)) : quarters;
    return ieci__pair_value(scale->estimates[ROBUST_SPREAD]) > 0.0 ? IECI__NORMALISE_OK : IECI__NORMALISE_CONSTANT;
}

static ieci__pair apply_robust(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    const ieci__pair middle = scale->estimates[ROBUST_MEDIAN];
    const ieci__pair distance = scale->direction > 0 ? minus(x, middle) : minus(middle, x);
    const ieci__pair z = ieci__pair_divide(distance, scale->estimates[ROBUST_SPREAD]);
    return ieci__pair_add(ieci__pair_decimal(scale->parameters[ROBUST_MEDIAN]),
                          ieci__pair_multiply(ieci__pair_decimal(scale->parameters[ROBUST_SPREAD]), z));
}

enum {
    AMPI_REFERENCE,
    AMPI_RANGE
};

static ieci__normalise_status estimate_ampi(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    (void)transform;
    if (scale->count == 0 || (scale->with_unit && isnan(ieci__pair_value(scale->reference)))) {
        return IECI__NORMALISE_EMPTY;
    }
    const ieci__summary summary = ieci__summary_pairs(scale->sample, scale->count);
    scale->estimates[AMPI_REFERENCE] = scale->with_unit ? scale->reference : ieci__summary_mean(&summary);
    scale->estimates[AMPI_RANGE] = minus(scale->sample[scale->count - 1], scale->sample[0]);
    return ieci__pair_value(scale->estimates[AMPI_RANGE]) > 0.0 ? IECI__NORMALISE_OK : IECI__NORMALISE_CONSTANT;
}

/* 70 + 60 (x - lo) / (hi - lo) with lo and hi half the range below and above the reference; 200 less that where lower
 * is better. */
static ieci__pair apply_ampi(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    const ieci__pair reference = scale->estimates[AMPI_REFERENCE];
    const ieci__pair distance = scale->direction > 0 ? minus(x, reference) : minus(reference, x);
    const ieci__pair share = ieci__pair_divide(distance, scale->estimates[AMPI_RANGE]);
    return ieci__pair_add(ieci__pair_from(100.0), ieci__pair_multiply(ieci__pair_from(60.0), share));
}

static ieci__normalise_status estimate_bands(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    (void)transform;
    return scale->count == 0 ? IECI__NORMALISE_EMPTY : IECI__NORMALISE_OK;
}

static ieci__pair apply_bands(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    const double bands = scale->parameters[0];
    double worse, equal;
    ieci__normalise_count(scale, x, &worse, &equal);
    const double band = floor((2.0 * worse + equal) * bands / (2.0 * (double)scale->count));
    const ieci__pair place = ieci__pair_from(band < bands ? band : bands - 1.0);
    return ieci__normalise_on_range(scale, ieci__pair_divide(place, ieci__pair_from(bands - 1.0)));
}

enum {
    LOGISTIC_MIDDLE,
    LOGISTIC_WIDTH
};

static ieci__normalise_status estimate_logistic(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    scale->estimates[LOGISTIC_MIDDLE] = transform(ieci__pair_decimal(scale->parameters[LOGISTIC_MIDDLE]));
    return IECI__NORMALISE_OK;
}

/* Beyond so many widths the score is the end of the range: exp() of more cannot be divided as a pair. */
static const double LAST_STEP = 600.0;

/* 1 / (1 + exp(-(x - middle) / width)) */
static ieci__pair apply_logistic(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    const ieci__pair middle = scale->estimates[LOGISTIC_MIDDLE];
    const ieci__pair below = scale->direction > 0 ? minus(middle, x) : minus(x, middle);
    const ieci__pair steps = ieci__pair_divide(below, ieci__pair_decimal(scale->parameters[LOGISTIC_WIDTH]));
    if (ieci__pair_value(steps) > LAST_STEP || ieci__pair_value(steps) < -LAST_STEP) {
        return ieci__normalise_on_range(scale, ieci__pair_from(ieci__pair_value(steps) > 0.0 ? 0.0 : 1.0));
    }
    const ieci__pair one = ieci__pair_from(1.0);
    return ieci__normalise_on_range(scale, ieci__pair_divide(one, ieci__pair_add(one, ieci__pair_exp(steps))));
}

enum {
    PEAK_TARGET,
    PEAK_REACH
};

static ieci__normalise_status estimate_peak(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    if (scale->count == 0) {
        return IECI__NORMALISE_EMPTY;
    }
    const ieci__pair target = transform(ieci__pair_decimal(scale->parameters[PEAK_TARGET]));
    const ieci__pair low = ieci__pair_absolute(minus(scale->sample[0], target));
    const ieci__pair high = ieci__pair_absolute(minus(scale->sample[scale->count - 1], target));
    scale->estimates[PEAK_TARGET] = target;
    scale->estimates[PEAK_REACH] = ieci__pair_compare(low, high) > 0 ? low : high;
    return ieci__pair_value(scale->estimates[PEAK_REACH]) > 0.0 ? IECI__NORMALISE_OK : IECI__NORMALISE_CONSTANT;
}

/* 1 - |x - target| / greatest distance of the sample */
static ieci__pair apply_peak(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    const ieci__pair far = ieci__pair_absolute(minus(x, scale->estimates[PEAK_TARGET]));
    const ieci__pair share = ieci__pair_divide(far, scale->estimates[PEAK_REACH]);
    return ieci__normalise_on_range(scale, minus(ieci__pair_from(1.0), share));
}

enum {
    INTERVAL_LEAST,
    INTERVAL_FROM,
    INTERVAL_TO,
    INTERVAL_MOST
};

static const char *check_interval(const double *parameters) {
    const bool ordered = parameters[INTERVAL_LEAST] < parameters[INTERVAL_FROM] &&
                         parameters[INTERVAL_FROM] <= parameters[INTERVAL_TO] &&
                         parameters[INTERVAL_TO] < parameters[INTERVAL_MOST];
    return ordered ? NULL : "least, from, to and most must rise in this order; only from and to may be the same";
}

static ieci__normalise_status estimate_interval(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x)) {
    for (size_t i = 0; i <= INTERVAL_MOST; i++) {
        scale->estimates[i] = transform(ieci__pair_decimal(scale->parameters[i]));
    }
    return IECI__NORMALISE_OK;
}

/* 1 between from and to, down to 0 at least and at most. */
static ieci__pair apply_interval(const ieci__scale *scale, ieci__pair x, bool in_sample) {
    (void)in_sample;
    const ieci__pair *ends = scale->estimates;
    ieci__pair t = ieci__pair_from(1.0);
    if (ieci__pair_compare(x, ends[INTERVAL_FROM]) < 0) {
        t = ieci__pair_divide(minus(x, ends[INTERVAL_LEAST]), minus(ends[INTERVAL_FROM], ends[INTERVAL_LEAST]));
    } else if (ieci__pair_compare(x, ends[INTERVAL_TO]) > 0) {
        t = ieci__pair_divide(minus(ends[INTERVAL_MOST], x), minus(ends[INTERVAL_MOST], ends[INTERVAL_TO]));
    }
    return ieci__normalise_on_range(scale, t);
}

/* Beyond this, differences of two figures cannot be multiplied as pairs. */
#define LARGEST_FIGURE 1e290
#define FIGURE(of, text)                                                                                               \
    {                                                                                                                  \
        .name = of, .kind = IECI__PARAMETER_REAL, .required = true, .figure = true, .least = -LARGEST_FIGURE,          \
        .most = LARGEST_FIGURE, .doc = text                                                                            \
    }

const ieci__normalise ieci__normalise_shapes[IECI__NORMALISE_SHAPES] = {
    {.method = {.name = "robust",
                .doc = "distance from the median of the sample in its spread, as median + spread z: outliers move "
                       "neither",
                .num_parameters = 3,
                .parameters = {[ROBUST_MEDIAN] = {.name = "median",
                                                  .kind = IECI__PARAMETER_REAL,
                                                  .fallback = 0,
                                                  .least = -1e6,
                                                  .most = 1e6,
                                                  .doc = "score of the median of the sample"},
                               [ROBUST_SPREAD] = {.name = "spread",
                                                  .kind = IECI__PARAMETER_REAL,
                                                  .fallback = 1,
                                                  .least = 1e-6,
                                                  .most = 1e6,
                                                  .doc = "points per spread"},
                               [ROBUST_BY] = {.name = "by",
                                              .kind = IECI__PARAMETER_CHOICE,
                                              .fallback = 0,
                                              .least = 0,
                                              .most = 1,
                                              .choices = "iqr|mad",
                                              .doc = "iqr: third less first quartile (type 7); mad: 1.4826 times the "
                                                     "median distance from the median"}}},
     .over = true,
     .estimates = {"median", "spread"},
     .constant = "the middle half of the figures is the same",
     .estimate = estimate_robust,
     .apply = apply_robust},
    {.method = {.name = "ampi",
                .doc = "100 + 60 (x - reference) / (max - min) of the sample, 200 less that where lower is better; the "
                       "reference is the mean of the sample, or the unit named by of (Mazziotta, Pareto 2016: with "
                       "over: all)"},
     .over = true,
     .unit = IECI__NORMALISE_UNIT_TAKEN,
     .estimates = {"reference", "range"},
     .estimate = estimate_ampi,
     .apply = apply_ampi},
    {.method = {.name = "quantile_bands",
                .doc =
                    "the band of the percentile rank (B + T / 2) / n, evenly on the score range: B worse, T equal, n "
                    "in the sample",
                .num_parameters = 1,
                .parameters = {{.name = "bands",
                                .kind = IECI__PARAMETER_WHOLE,
                                .fallback = 5,
                                .least = 2,
                                .most = 100,
                                .doc = "how many bands: 5 for quintiles"}}},
     .over = true,
     .bounded = true,
     .places = true,
     .estimate = estimate_bands,
     .apply = apply_bands},
    {.method = {.name = "logistic",
                .doc = "1 / (1 + exp(-(x - middle) / width)) on the score range: differences count most around the "
                       "middle",
                .num_parameters = 2,
                .parameters = {[LOGISTIC_MIDDLE] = FIGURE("middle", "figure that gets the middle of the score range"),
                               [LOGISTIC_WIDTH] = {.name = "width",
                                                   .kind = IECI__PARAMETER_REAL,
                                                   .required = true,
                                                   .least = 1e-100,
                                                   .most = 1e100,
                                                   .doc = "distance from the middle, after the transform, that gets "
                                                          "73 % of the score range"}}},
     .bounded = true,
     .estimates = {"middle"},
     .estimate = estimate_logistic,
     .apply = apply_logistic},
    {.method = {.name = "peak",
                .doc = "1 - |x - target| / greatest distance of the sample, on the score range; better says nothing "
                       "here: both sides of the target lose",
                .num_parameters = 1,
                .parameters = {[PEAK_TARGET] = FIGURE("target", "figure that gets the high end of the score range")}},
     .over = true,
     .outside = true,
     .bounded = true,
     .peaked = true,
     .estimates = {"target", "reach"},
     .constant = "all figures are at the target",
     .estimate = estimate_peak,
     .apply = apply_peak},
    {.method = {.name = "interval",
                .doc = "the high end of the score range between from and to, falling to the low end at least and at "
                       "most; better says nothing here",
                .num_parameters = 4,
                .parameters = {[INTERVAL_LEAST] = FIGURE("least", "figure below the interval that gets the low end"),
                               [INTERVAL_FROM] = FIGURE("from", "figure where the interval begins"),
                               [INTERVAL_TO] = FIGURE("to", "figure where it ends"),
                               [INTERVAL_MOST] = FIGURE("most", "figure above the interval that gets the low end")},
                .check = check_interval},
     .outside = true,
     .bounded = true,
     .peaked = true,
     .estimates = {"least", "from", "to", "most"},
     .estimate = estimate_interval,
     .apply = apply_interval},
};
