/* SPDX-License-Identifier: MIT */
#include "index/method.h"

#include <string.h>

#include "index/aggregate.h"
#include "index/draw.h"
#include "index/impute.h"
#include "index/noise.h"
#include "index/normalise.h"
#include "index/ties.h"
#include "index/transform.h"
#include "index/treat.h"
#include "index/weigh.h"

static const ieci__family *const families[] = {
    &ieci__impute_family,    &ieci__treat_family, &ieci__transform_family, &ieci__normalise_family, &ieci__weigh_family,
    &ieci__aggregate_family, &ieci__ties_family,  &ieci__draw_family,      &ieci__noise_family,
};

const ieci__family *const *ieci__families(size_t *count) {
    *count = sizeof families / sizeof families[0];
    return families;
}

const ieci__family *ieci__family_find(const char *step) {
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        if (strcmp(families[i]->step, step) == 0) {
            return families[i];
        }
    }
    return NULL;
}

size_t ieci__method_find(const ieci__family *family, const char *name) {
    for (size_t i = 0; i < family->count; i++) {
        if (strcmp(family->row(i)->name, name) == 0) {
            return i;
        }
    }
    return (size_t)-1;
}

static const char *const order[][2] = {
    {"corrections", "cells are changed as the corrections say, guarded by their old value"},
    {"status", "the status of each cell decides: a number, a share of a limit, missing, or not applicable"},
    {"denominator", "figures are divided by their denominator and multiplied by its scale"},
    {"imputation", "the rule missing fills cells without a number, or leaves them missing"},
    {"treatment", "outliers are moved to limits found in the sample"},
    {"transform", "a monotone function, such as a logarithm, is applied to figures and goalposts"},
    {"normalise", "figures come on the common scale, and the direction is applied"},
    {"weights", "points become shares of each node that add up to 1"},
    {"aggregation", "scores of children become the score of their node, from the leaves to the index"},
    {"rounding", "scores become rank keys of 10 decimals, and keys become printed decimals"},
    {"rank", "units with a score in the sample get places; the highest score has rank 1"},
};

const char *const (*ieci__method_order(size_t *count))[2] {
    *count = sizeof order / sizeof order[0];
    return order;
}
