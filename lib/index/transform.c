/* SPDX-License-Identifier: MIT */
#include "index/transform.h"

#include "stats/elementary.h"

static bool defined_none(double x) {
    (void)x;
    return true;
}

static ieci__pair apply_none(ieci__pair x) {
    return x;
}

static bool defined_log1p(double x) {
    return x > -1.0;
}

static ieci__pair apply_log1p(ieci__pair x) {
    /* Near zero 1 + x loses digits of x; five terms of the series have an error below 2^-106 of the result. */
    if (fabs(x.high) < 0x1p-27) {
        ieci__pair sum = ieci__pair_from(0.0);
        for (int k = 5; k > 0; k--) {
            const ieci__pair term = ieci__pair_divide(ieci__pair_from(1.0), ieci__pair_from((double)k));
            sum = ieci__pair_subtract(term, ieci__pair_multiply(x, sum));
        }
        return ieci__pair_multiply(x, sum);
    }
    return ieci__pair_log(ieci__pair_add(ieci__pair_from(1.0), x));
}

static bool defined_log(double x) {
    return x > 0.0;
}

static bool defined_sqrt(double x) {
    return x >= 0.0;
}

/* The sign goes round the logarithm, so that negated figures give the negated bits. */
static ieci__pair apply_cbrt(ieci__pair x) {
    if (ieci__pair_value(x) == 0.0) {
        return x;
    }
    const ieci__pair log = ieci__pair_log(ieci__pair_absolute(x));
    const ieci__pair root = ieci__pair_exp(ieci__pair_divide(log, ieci__pair_from(3.0)));
    return ieci__pair_value(x) < 0.0 ? ieci__pair_negate(root) : root;
}

static const ieci__transform rows[] = {
    {.method = {.name = "none", .doc = "the figure as it is"},
     .defined = defined_none,
     .domain = "any number",
     .apply = apply_none},
    {.method = {.name = "log1p", .doc = "ln(1 + x): tames long tails of counts, a zero stays 0"},
     .defined = defined_log1p,
     .domain = "> -1",
     .apply = apply_log1p},
    {.method = {.name = "log", .doc = "ln(x): equal ratios become equal steps"},
     .defined = defined_log,
     .domain = "> 0",
     .apply = ieci__pair_log},
    {.method = {.name = "sqrt", .doc = "square root of x: a milder taming than a logarithm, with room for zeros"},
     .defined = defined_sqrt,
     .domain = ">= 0",
     .apply = ieci__pair_sqrt},
    {.method = {.name = "cbrt", .doc = "cube root of x: tames both tails, for figures of either sign"},
     .defined = defined_none,
     .domain = "any number",
     .apply = apply_cbrt},
};

const ieci__transform *ieci__transform_row(size_t index) {
    return &rows[index];
}

static const ieci__method *method_row(size_t index) {
    return &rows[index].method;
}

const ieci__family ieci__transform_family = {
    .step = "transform",
    .doc = "a monotone function of the figure, before it is normalised",
    .count = sizeof rows / sizeof rows[0],
    .row = method_row,
};
