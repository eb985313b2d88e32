/* SPDX-License-Identifier: MIT */
#include "index/impute.h"

#include <math.h>
#include <string.h>

#include "stats/sort.h"
#include "stats/summary.h"

static ieci__pair fill_zero(const ieci__pair *observed, size_t count, int direction, ieci__pair *room) {
    (void)observed;
    (void)count;
    (void)direction;
    (void)room;
    return ieci__pair_from(0.0);
}

static ieci__pair fill_worst(const ieci__pair *observed, size_t count, int direction, ieci__pair *room) {
    (void)room;
    ieci__pair worst = observed[0];
    for (size_t i = 1; i < count; i++) {
        if (ieci__pair_compare(observed[i], worst) * direction < 0) {
            worst = observed[i];
        }
    }
    return worst;
}

static ieci__pair fill_mean(const ieci__pair *observed, size_t count, int direction, ieci__pair *room) {
    (void)direction;
    (void)room;
    const ieci__summary summary = ieci__summary_pairs(observed, count);
    return ieci__summary_mean(&summary);
}

static ieci__pair fill_median(const ieci__pair *observed, size_t count, int direction, ieci__pair *room) {
    (void)direction;
    memcpy(room, observed, count * sizeof *room);
    ieci__sort_pairs(room, count);
    return ieci__summary_median(room, count);
}

/* The figure that occurs most often; of several, the worst. Figures are compared as doubles: those that differ only past
 * the double come from the same decimals by other roads. */
static ieci__pair fill_mode(const ieci__pair *observed, size_t count, int direction, ieci__pair *room) {
    memcpy(room, observed, count * sizeof *room);
    ieci__sort_pairs(room, count);
    ieci__pair found = room[0];
    size_t most = 0;
    for (size_t first = 0, next; first < count; first = next) {
        for (next = first; next < count && ieci__pair_value(room[next]) == ieci__pair_value(room[first]); next++) {
        }
        if (next - first > most || (next - first == most && direction < 0)) {
            most = next - first;
            found = room[first];
        }
    }
    return found;
}

static ieci__pair series_last(const double *when, const ieci__pair *own, size_t count, double now) {
    ieci__pair last = ieci__pair_from((double)NAN);
    for (size_t i = 0; i < count && when[i] < now; i++) {
        last = own[i];
    }
    return last;
}

/* The nearest in time; of two as near the earlier one. */
static ieci__pair series_nearest(const double *when, const ieci__pair *own, size_t count, double now) {
    size_t nearest = 0;
    for (size_t i = 1; i < count; i++) {
        nearest = fabs(when[i] - now) < fabs(when[nearest] - now) ? i : nearest;
    }
    return count == 0 ? ieci__pair_from((double)NAN) : own[nearest];
}

/* x_a + (x_b - x_a) (t - a) / (b - a) between two figures, flat beyond the ends. */
static ieci__pair series_linear(const double *when, const ieci__pair *own, size_t count, double now) {
    size_t after = 0;
    while (after < count && when[after] < now) {
        after++;
    }
    if (after == 0 || after == count) {
        return series_nearest(when, own, count, now);
    }
    const ieci__pair step = ieci__pair_subtract(own[after], own[after - 1]);
    const ieci__pair share =
        ieci__pair_divide(ieci__pair_from(now - when[after - 1]), ieci__pair_from(when[after] - when[after - 1]));
    return ieci__pair_add(own[after - 1], ieci__pair_multiply(step, share));
}

static const ieci__impute rows[] = {
    {.method = {.name = "reweight", .doc = "stays missing; the other children of the node share its weight"},
     .kind = IECI__IMPUTE_REWEIGHT},
    {.method = {.name = "fail", .doc = "stays missing, and so does the parent node in this unit"},
     .kind = IECI__IMPUTE_FAIL},
    {.method = {.name = "drop", .doc = "leaves the node in this unit; its weight is not asked for"},
     .kind = IECI__IMPUTE_DROP},
    {.method = {.name = "zero", .doc = "counts as the figure 0"},
     .kind = IECI__IMPUTE_FILL,
     .needs_observed = false,
     .fill = fill_zero},
    {.method = {.name = "worst", .doc = "the worst figure observed in the sample of the edition, by direction"},
     .kind = IECI__IMPUTE_FILL,
     .needs_observed = true,
     .fill = fill_worst},
    {.method = {.name = "mean", .doc = "the mean of the figures observed in the sample of the edition"},
     .kind = IECI__IMPUTE_FILL,
     .needs_observed = true,
     .fill = fill_mean},
    {.method = {.name = "median", .doc = "the median of the figures observed in the sample of the edition"},
     .kind = IECI__IMPUTE_FILL,
     .needs_observed = true,
     .fill = fill_median},
    {.method = {.name = "mode",
                .doc = "the figure that occurs most often in the sample of the edition; of several, the worst by "
                       "direction"},
     .kind = IECI__IMPUTE_FILL,
     .needs_observed = true,
     .fill = fill_mode},
    {.method = {.name = "last",
                .doc = "the unit's own figure of the latest earlier edition that has one; of indicators only"},
     .kind = IECI__IMPUTE_SERIES,
     .series = series_last},
    {.method = {.name = "nearest",
                .doc =
                    "the unit's own figure nearest in time, of two as near the earlier; looks at later editions too, "
                    "so a new edition can change an old one; of indicators only"},
     .kind = IECI__IMPUTE_SERIES,
     .series = series_nearest},
    {.method = {.name = "linear",
                .doc =
                    "on the line between the unit's own figures before and after, as nearest beyond the ends; looks at "
                    "later editions too, so a new edition can change an old one; of indicators only"},
     .kind = IECI__IMPUTE_SERIES,
     .series = series_linear},
};

const ieci__impute *ieci__impute_row(size_t index) {
    return &rows[index];
}

static const ieci__method *method_row(size_t index) {
    return &rows[index].method;
}

const ieci__family ieci__impute_family = {
    .step = "missing",
    .doc = "what becomes of a cell, or of a node among its siblings, that has no number",
    .of = true,
    .count = sizeof rows / sizeof rows[0],
    .row = method_row,
};
