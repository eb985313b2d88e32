/* SPDX-License-Identifier: MIT */
#include "index/noise.h"

#include <math.h>

#include "stats/elementary.h"
#include "stats/normal.h"

enum {
    SD = 0, /* or half_width */
    CV = 1  /* or share */
};

/* The spread is given once, in the unit of the indicator or as a share of the figure. */
static const char *check_normal(const double *parameters) {
    return parameters[SD] > 0.0 && parameters[CV] > 0.0 ? "give sd or cv, not both" : NULL;
}

static const char *check_uniform(const double *parameters) {
    return parameters[SD] > 0.0 && parameters[CV] > 0.0 ? "give half_width or share, not both" : NULL;
}

static const char *check_nothing(const double *parameters) {
    (void)parameters;
    return NULL;
}

static double spread(double figure, const double *parameters) {
    return parameters[SD] > 0.0 ? parameters[SD] : parameters[CV] * fabs(figure);
}

static void apply_normal(size_t count, const double *figure, const double *uniform, const double *parameters,
                         double *result) {
    for (size_t i = 0; i < count; i++) {
        result[i] = figure[i] + spread(figure[i], parameters) * ieci__normal_quantile(uniform[i]);
    }
}

/* A factor exp(s z - s^2 / 2) with s^2 = log(1 + cv^2): its mean is 1 and its coefficient of variation cv. */
static void apply_lognormal(size_t count, const double *figure, const double *uniform, const double *parameters,
                            double *result) {
    const double variance = ieci__log1p(parameters[0] * parameters[0]), sd = sqrt(variance);
    for (size_t i = 0; i < count; i++) {
        result[i] = figure[i] * ieci__exp(sd * ieci__normal_quantile(uniform[i]) - 0.5 * variance);
    }
}

static void apply_uniform(size_t count, const double *figure, const double *uniform, const double *parameters,
                          double *result) {
    for (size_t i = 0; i < count; i++) {
        result[i] = figure[i] + spread(figure[i], parameters) * (2.0 * uniform[i] - 1.0);
    }
}

static const ieci__noise rows[] = {
    {.method = {.name = "normal",
                .doc = "the figure plus a normal error with mean 0",
                .num_parameters = 2,
                .parameters = {{.name = "sd",
                                .kind = IECI__PARAMETER_REAL,
                                .fallback = 0,
                                .least = 0,
                                .most = 1e15,
                                .doc = "standard deviation in the unit of the indicator"},
                               {.name = "cv",
                                .kind = IECI__PARAMETER_REAL,
                                .fallback = 0,
                                .least = 0,
                                .most = 10,
                                .doc = "standard deviation as a share of the figure, instead of sd"}}},
     .check = check_normal,
     .apply = apply_normal},
    {.method = {.name = "lognormal",
                .doc = "the figure times a lognormal factor with mean 1: stays above 0",
                .num_parameters = 1,
                .parameters = {{.name = "cv",
                                .kind = IECI__PARAMETER_REAL,
                                .required = true,
                                .least = 0,
                                .most = 10,
                                .doc = "standard deviation as a share of the figure"}}},
     .check = check_nothing,
     .apply = apply_lognormal},
    {.method = {.name = "uniform",
                .doc = "the figure plus a uniform error with mean 0",
                .num_parameters = 2,
                .parameters = {{.name = "half_width",
                                .kind = IECI__PARAMETER_REAL,
                                .fallback = 0,
                                .least = 0,
                                .most = 1e15,
                                .doc = "the greatest error in the unit of the indicator"},
                               {.name = "share",
                                .kind = IECI__PARAMETER_REAL,
                                .fallback = 0,
                                .least = 0,
                                .most = 10,
                                .doc = "the greatest error as a share of the figure, instead of half_width"}}},
     .check = check_uniform,
     .apply = apply_uniform},
};

const ieci__noise *ieci__noise_row(size_t index) {
    return &rows[index];
}

static const ieci__method *method_row(size_t index) {
    return &rows[index].method;
}

const ieci__family ieci__noise_family = {
    .step = "error",
    .doc = "by what chance a figure differs from what is written, in an ensemble",
    .count = sizeof rows / sizeof rows[0],
    .row = method_row,
};
