/* SPDX-License-Identifier: MIT */
#include "study/region.h"

#include "base/memory.h"
#include "stats/sort.h"

bool ieci__region_start(ieci__region *region, ieci__region_kind kind, size_t count, size_t vectors) {
    *region = (ieci__region){.kind = kind, .count = count, .vectors = vectors};
    region->low = ieci__memory_allocate(count, sizeof *region->low);
    region->high = ieci__memory_allocate(count, sizeof *region->high);
    region->vector = ieci__memory_allocate(vectors, count * sizeof *region->vector);
    if (region->low == NULL || region->high == NULL || region->vector == NULL) {
        ieci__region_clear(region);
        return false;
    }
    return true;
}

void ieci__region_clear(ieci__region *region) {
    ieci__memory_free(region->low);
    ieci__memory_free(region->high);
    ieci__memory_free(region->vector);
    *region = (ieci__region){.count = 0};
}

/* Children to be put in order of their values, or first of their importance. */
typedef struct queue {
    const ieci__pair *value;
    const double *importance; /* NULL: all alike */
    size_t *order;
} queue;

/* The greatest value first; of equal ones the first child, so that there is one answer. */
static bool comes_before(const void *items, size_t a, size_t b) {
    const queue *q = items;
    if (q->importance != NULL && q->importance[q->order[a]] != q->importance[q->order[b]]) {
        return q->importance[q->order[a]] > q->importance[q->order[b]];
    }
    const int order = ieci__pair_compare(q->value[q->order[a]], q->value[q->order[b]]);
    return order != 0 ? order > 0 : q->order[a] < q->order[b];
}

static void exchange(void *items, size_t a, size_t b) {
    queue *q = items;
    const size_t kept = q->order[a];
    q->order[a] = q->order[b];
    q->order[b] = kept;
}

static void put_in_order(size_t count, const ieci__pair *value, const double *importance, size_t *order) {
    queue q = {value, importance, order};
    for (size_t c = 0; c < count; c++) {
        order[c] = c;
    }
    ieci__sort_items(&q, count, comes_before, exchange);
}

static ieci__pair scaled(ieci__pair value, double factor) {
    return ieci__pair_multiply(value, ieci__pair_from(factor));
}

/* Sum of high x value over the leaders and low x value over the rest, by the sum of the factors: the greatest over the
 * number of leaders. At least one leads, else the factors might all be 0. */
static ieci__pair most_around(const ieci__region *region, const ieci__pair *value, double *weight, size_t *order) {
    ieci__pair points = {0.0, 0.0}, sum = {0.0, 0.0}, best = {0.0, 0.0};
    size_t leaders = 0;
    put_in_order(region->count, value, NULL, order);
    for (size_t c = 0; c < region->count; c++) {
        points = ieci__pair_add(points, scaled(value[c], region->low[c]));
        sum = ieci__pair_add(sum, ieci__pair_from(region->low[c]));
    }
    for (size_t i = 0; i < region->count; i++) {
        const size_t c = order[i];
        const ieci__pair step = ieci__pair_subtract(ieci__pair_from(region->high[c]), ieci__pair_from(region->low[c]));
        points = ieci__pair_add(points, ieci__pair_multiply(value[c], step));
        sum = ieci__pair_add(sum, step);
        const ieci__pair mean = ieci__pair_divide(points, sum);
        if (leaders == 0 || ieci__pair_compare(mean, best) > 0) {
            best = mean;
            leaders = i + 1;
        }
    }
    double total = 0.0;
    for (size_t i = 0; i < region->count; i++) {
        weight[order[i]] = i < leaders ? region->high[order[i]] : region->low[order[i]];
    }
    for (size_t c = 0; c < region->count; c++) {
        total += weight[c];
    }
    for (size_t c = 0; c < region->count; c++) {
        weight[c] /= total;
    }
    return best;
}

/* Everybody gets the least share; what is left goes to the greatest values, as much as each may have. */
static ieci__pair most_bounded(const ieci__region *region, const ieci__pair *value, double *weight, size_t *order) {
    ieci__pair rest = {1.0, 0.0}, best = {0.0, 0.0};
    put_in_order(region->count, value, NULL, order);
    for (size_t c = 0; c < region->count; c++) {
        rest = ieci__pair_subtract(rest, ieci__pair_from(region->low[c]));
    }
    for (size_t i = 0; i < region->count; i++) {
        const size_t c = order[i];
        ieci__pair more = ieci__pair_subtract(ieci__pair_from(region->high[c]), ieci__pair_from(region->low[c]));
        if (ieci__pair_compare(more, rest) > 0 || i + 1 == region->count) {
            more = rest;
        }
        rest = ieci__pair_subtract(rest, more);
        const ieci__pair share = ieci__pair_add(ieci__pair_from(region->low[c]), more);
        best = ieci__pair_add(best, ieci__pair_multiply(value[c], share));
        weight[c] = ieci__pair_value(share);
    }
    return best;
}

/* The corners of the region are equal shares of the most important children and any of the next ones. */
static ieci__pair most_ordinal(const ieci__region *region, const ieci__pair *value, double *weight, size_t *order) {
    ieci__pair sum = {0.0, 0.0}, best = {0.0, 0.0};
    size_t leaders = 0;
    put_in_order(region->count, value, region->low, order);
    for (size_t i = 0; i < region->count; i++) {
        sum = ieci__pair_add(sum, value[order[i]]);
        const ieci__pair mean = ieci__pair_divide(sum, ieci__pair_from((double)(i + 1)));
        if (leaders == 0 || ieci__pair_compare(mean, best) > 0) {
            best = mean;
            leaders = i + 1;
        }
    }
    for (size_t i = 0; i < region->count; i++) {
        weight[order[i]] = i < leaders ? 1.0 / (double)leaders : 0.0;
    }
    return best;
}

static ieci__pair most_sample(const ieci__region *region, const ieci__pair *value, double *weight) {
    ieci__pair best = {0.0, 0.0};
    size_t winner = 0;
    for (size_t v = 0; v < region->vectors; v++) {
        ieci__pair sum = {0.0, 0.0};
        for (size_t c = 0; c < region->count; c++) {
            sum = ieci__pair_add(sum, scaled(value[c], region->vector[v * region->count + c]));
        }
        if (v == 0 || ieci__pair_compare(sum, best) > 0) {
            best = sum;
            winner = v;
        }
    }
    for (size_t c = 0; c < region->count; c++) {
        weight[c] = region->vector[winner * region->count + c];
    }
    return best;
}

ieci__pair ieci__region_most(const ieci__region *region, const ieci__pair *value, double *weight, size_t *order) {
    switch (region->kind) {
    case IECI__REGION_AROUND:
        return most_around(region, value, weight, order);
    case IECI__REGION_BOUNDED:
        return most_bounded(region, value, weight, order);
    case IECI__REGION_ORDINAL:
        return most_ordinal(region, value, weight, order);
    default:
        return most_sample(region, value, weight);
    }
}
