/* SPDX-License-Identifier: MIT */
#include "study/printing.h"

#include <math.h>

#include "base/number.h"
#include "base/pair.h"
#include "run/kernel.h"
#include "stats/elementary.h"

ieci__printing ieci__printing_of(const ieci_schema *schema, bool logarithms) {
    const bool full = schema->by_full || schema->decimals >= schema->key_decimals;
    const double step = 1.0 / ieci__pair_ten(schema->key_decimals);
    return (ieci__printing){.full = full,
                            .logarithms = logarithms,
                            .key_decimals = schema->key_decimals,
                            .drop = full ? 0 : schema->key_decimals - schema->decimals,
                            .cell = full ? step : 1.0 / ieci__pair_ten(schema->decimals),
                            .step = step,
                            .guard = 0.24 * step};
}

static double plain(const ieci__printing *printing, double score) {
    return printing->logarithms ? ieci__exp(score) : score;
}

int64_t ieci__printing_cell(const ieci__printing *printing, double score, double offset) {
    const int64_t key = ieci__kernel_key(plain(printing, score) + offset, printing->key_decimals);
    const int64_t rounded = ieci__number_round_key(key, printing->drop);
    return rounded / (int64_t)ieci__pair_ten(printing->drop);
}

/* Halves are rounded away from zero, so below zero an edge lies on the other side of the middle. */
double ieci__printing_edge(const ieci__printing *printing, int64_t cell, double offset) {
    const double middle = ((double)cell - 0.5) / ieci__pair_ten(printing->key_decimals - printing->drop);
    const double edge = middle + (printing->full ? 0.0 : cell > 0 ? -0.5 : 0.5) * printing->step + offset;
    return printing->logarithms ? ieci__log(edge > printing->guard ? edge : printing->guard) : edge;
}

/* With logarithms the distance in the score itself is divided by the score. */
static double shrink(const ieci__printing *printing, double distance, int64_t cell) {
    const double score = ((double)cell - 0.5) * printing->cell;
    return printing->logarithms ? distance / (score > printing->guard ? score : printing->guard) : distance;
}

double ieci__printing_widest(const ieci__printing *printing, int64_t low, int64_t high) {
    (void)high;
    if (printing->full) {
        return shrink(printing, 2.0 * printing->guard, low);
    }
    return printing->logarithms ? ieci__printing_edge(printing, low + 1, -printing->guard) -
                                      ieci__printing_edge(printing, low, printing->guard)
                                : printing->cell - 2.0 * printing->guard;
}

double ieci__printing_narrowest(const ieci__printing *printing, int64_t low, int64_t high) {
    (void)low;
    return shrink(printing, 2.0 * printing->guard, high + 1);
}

bool ieci__printing_above(const ieci__printing *printing, double a, double b) {
    if (printing->full) {
        return plain(printing, a) - plain(printing, b) >= 2.0 * printing->guard;
    }
    return ieci__printing_cell(printing, a, -printing->guard) > ieci__printing_cell(printing, b, printing->guard);
}

bool ieci__printing_not_above(const ieci__printing *printing, double a, double b) {
    if (printing->full) {
        return plain(printing, a) - plain(printing, b) <= 2.0 * printing->guard;
    }
    return ieci__printing_cell(printing, a, printing->guard) <= ieci__printing_cell(printing, b, -printing->guard);
}
