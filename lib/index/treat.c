/* SPDX-License-Identifier: MIT */
#include "index/treat.h"

#include <math.h>

#include "base/pair.h"
#include "stats/sort.h"
#include "stats/summary.h"

static void limits_none(double *values, size_t count, const double *parameters, double *low, double *high) {
    (void)values;
    (void)count;
    (void)parameters;
    *low = -HUGE_VAL;
    *high = HUGE_VAL;
}

enum {
    WINSORISE_MAX_POINTS,
    WINSORISE_SKEW,
    WINSORISE_KURTOSIS
};

/* Ascending figures of which the first `below` have been raised to their next and the last `above` lowered. */
typedef struct winsorised {
    double *values;
    size_t count, below, above;
} winsorised;

/* -1 or 1: the side on which the sample breaks the rule; 0: it passes. Undefined moments pass. */
static int heavy_side(const winsorised *sample, const double *parameters) {
    const ieci__summary summary = ieci__summary_reals(sample->values, sample->count);
    const double skewness = ieci__summary_skewness(&summary, false);
    const double kurtosis = ieci__summary_kurtosis(&summary, false);
    if (!(fabs(skewness) > parameters[WINSORISE_SKEW] && kurtosis > parameters[WINSORISE_KURTOSIS])) {
        return 0;
    }
    return skewness > 0.0 ? 1 : -1;
}

/* Moves all figures at one end to the next figure inwards; false if that would be too many points, or all alike. */
static bool move(winsorised *sample, int side, size_t most) {
    double *values = sample->values;
    const size_t end = side > 0 ? sample->count - 1 : 0;
    const size_t other = side > 0 ? 0 : sample->count - 1;
    const double extreme = values[end];
    size_t points = 0;
    size_t next = end;
    while (values[next] == extreme) {
        points++;
        next = side > 0 ? end - points : end + points;
    }
    /* Points that were moved before are among those at the extreme, so they count once. */
    const size_t opposite = side > 0 ? sample->below : sample->above;
    if (values[next] == values[other] || points + opposite > most) {
        return false;
    }
    const double limit = values[next];
    for (size_t i = 0; i < points; i++) {
        values[side > 0 ? end - i : end + i] = limit;
    }
    if (side > 0) {
        sample->above = points;
    } else {
        sample->below = points;
    }
    return true;
}

static void limits_winsorise(double *values, size_t count, const double *parameters, double *low, double *high) {
    winsorised sample = {values, count, 0, 0};
    const size_t most = (size_t)parameters[WINSORISE_MAX_POINTS];
    ieci__sort_reals(values, count);
    for (int side = heavy_side(&sample, parameters); side != 0; side = heavy_side(&sample, parameters)) {
        if (!move(&sample, side, most)) {
            break;
        }
    }
    *low = sample.below > 0 ? values[0] : -HUGE_VAL;
    *high = sample.above > 0 ? values[count - 1] : HUGE_VAL;
}

/* A percentile of ascending figures, type 7; from the nearer end, so that negated figures give the negated bits. */
static double percentile(const double *ascending, size_t count, double percent) {
    const bool upper = percent > 50.0;
    const double place = (upper ? 100.0 - percent : percent) * (double)(count - 1) / 100.0;
    const size_t near = (size_t)floor(place), far = near + 1 < count ? near + 1 : near;
    const ieci__pair first = ieci__pair_decimal(ascending[upper ? count - 1 - near : near]);
    const ieci__pair next = ieci__pair_decimal(ascending[upper ? count - 1 - far : far]);
    const ieci__pair rest = ieci__pair_from(place - floor(place));
    return ieci__pair_value(ieci__pair_add(first, ieci__pair_multiply(rest, ieci__pair_subtract(next, first))));
}

/* low - factor x spread and high + factor x spread; without a spread nothing moves, or all figures would be the same.
 */
static void fence(double from, double to, double spread, double factor, double *low, double *high) {
    const bool wide = spread > 0.0;
    *low = wide ? from - factor * spread : -HUGE_VAL;
    *high = wide ? to + factor * spread : HUGE_VAL;
}

static void limits_iqr(double *values, size_t count, const double *parameters, double *low, double *high) {
    *low = -HUGE_VAL;
    *high = HUGE_VAL;
    if (count > 0) {
        ieci__sort_reals(values, count);
        const double first = percentile(values, count, 25.0), third = percentile(values, count, 75.0);
        fence(first, third, third - first, parameters[0], low, high);
    }
}

static void limits_mad(double *values, size_t count, const double *parameters, double *low, double *high) {
    *low = -HUGE_VAL;
    *high = HUGE_VAL;
    if (count > 0) {
        ieci__sort_reals(values, count);
        const double middle = percentile(values, count, 50.0);
        for (size_t i = 0; i < count; i++) {
            values[i] = fabs(values[i] - middle);
        }
        ieci__sort_reals(values, count);
        /* 1.4826 makes the median distance that of the standard deviation of a normal distribution. */
        fence(middle, middle, 1.4826 * percentile(values, count, 50.0), parameters[0], low, high);
    }
}

enum {
    PERCENTILES_LOW,
    PERCENTILES_HIGH
};

static const char *check_percentiles(const double *parameters) {
    return parameters[PERCENTILES_LOW] < parameters[PERCENTILES_HIGH] ? NULL : "low must be below high";
}

static void limits_percentiles(double *values, size_t count, const double *parameters, double *low, double *high) {
    *low = -HUGE_VAL;
    *high = HUGE_VAL;
    if (count > 0) {
        ieci__sort_reals(values, count);
        const double least = percentile(values, count, parameters[PERCENTILES_LOW]);
        const double most = percentile(values, count, parameters[PERCENTILES_HIGH]);
        fence(least, most, most - least, 0.0, low, high);
    }
}

#define FACTOR(usual, text)                                                                                            \
    { .name = "factor", .kind = IECI__PARAMETER_REAL, .fallback = usual, .least = 0, .most = 1000, .doc = text }

static const ieci__treat rows[] = {
    {.method = {.name = "none", .doc = "the figures as they are"}, .limits = limits_none},
    {.method = {.name = "winsorise",
                .doc = "while |skewness| and excess kurtosis (G1, G2 of at least 4 figures) are both above their "
                       "bounds, the most extreme figures on the side of the skew move to the next figure; stops at "
                       "max_points moved points or before all figures would be the same",
                .num_parameters = 3,
                .parameters = {[WINSORISE_MAX_POINTS] = {.name = "max_points",
                                                         .kind = IECI__PARAMETER_WHOLE,
                                                         .fallback = 5,
                                                         .least = 1,
                                                         .most = 1000,
                                                         .doc = "most figures that may be moved; tied figures count "
                                                                "each"},
                               [WINSORISE_SKEW] = {.name = "skew",
                                                   .kind = IECI__PARAMETER_REAL,
                                                   .fallback = 2,
                                                   .least = 0,
                                                   .most = 1000,
                                                   .doc = "bound of the absolute skewness"},
                               [WINSORISE_KURTOSIS] = {.name = "kurtosis",
                                                       .kind = IECI__PARAMETER_REAL,
                                                       .fallback = 3.5,
                                                       .least = -10,
                                                       .most = 1000,
                                                       .doc = "bound of the excess kurtosis"}}},
     .limits = limits_winsorise},
    {.method = {.name = "iqr",
                .doc = "figures beyond Q1 - factor (Q3 - Q1) and Q3 + factor (Q3 - Q1) move there, quartiles of type 7 "
                       "(Tukey 1977); nothing moves where Q1 = Q3",
                .num_parameters = 1,
                .parameters = {FACTOR(1.5, "1.5 for Tukey's outliers, 3 for those far out")}},
     .limits = limits_iqr},
    {.method = {.name = "mad",
                .doc = "figures further from the median than factor x 1.4826 x the median distance from it move there; "
                       "nothing moves where that distance is 0",
                .num_parameters = 1,
                .parameters = {FACTOR(3, "distances that are kept")}},
     .limits = limits_mad},
    {.method = {.name = "percentiles",
                .doc =
                    "figures beyond two percentiles (quantiles of type 7) move there; nothing moves where both are the "
                    "same",
                .num_parameters = 2,
                .parameters = {[PERCENTILES_LOW] = {.name = "low",
                                                    .kind = IECI__PARAMETER_REAL,
                                                    .fallback = 2.5,
                                                    .least = 0,
                                                    .most = 100,
                                                    .doc = "lower percentile; 0 leaves the low end alone"},
                               [PERCENTILES_HIGH] = {.name = "high",
                                                     .kind = IECI__PARAMETER_REAL,
                                                     .fallback = 97.5,
                                                     .least = 0,
                                                     .most = 100,
                                                     .doc = "upper percentile; 100 leaves the high end alone"}},
                .check = check_percentiles},
     .limits = limits_percentiles},
};

const ieci__treat *ieci__treat_row(size_t index) {
    return &rows[index];
}

static const ieci__method *method_row(size_t index) {
    return &rows[index].method;
}

const ieci__family ieci__treat_family = {
    .step = "treat",
    .doc = "limits that tame outliers, decided on a sample and applied to all figures",
    .over = true,
    .over_default = "all",
    .count = sizeof rows / sizeof rows[0],
    .row = method_row,
};
