/* SPDX-License-Identifier: MIT */
#include "index/ties.h"

#include <math.h>
#include <string.h>

enum {
    MANY = 128 /* from here on sorting by digits is the faster way */
};

static double rank_min(size_t before, size_t groups, size_t size, size_t place) {
    (void)groups;
    (void)size;
    (void)place;
    return (double)(before + 1);
}

static double rank_max(size_t before, size_t groups, size_t size, size_t place) {
    (void)groups;
    (void)place;
    return (double)(before + size);
}

static double rank_dense(size_t before, size_t groups, size_t size, size_t place) {
    (void)before;
    (void)size;
    (void)place;
    return (double)(groups + 1);
}

static double rank_average(size_t before, size_t groups, size_t size, size_t place) {
    (void)groups;
    (void)place;
    return (double)before + (double)(size + 1) * 0.5;
}

static double rank_ordinal(size_t before, size_t groups, size_t size, size_t place) {
    (void)groups;
    (void)size;
    return (double)(before + place + 1);
}

static int cost_none(bool before) {
    (void)before;
    return 0;
}

static int cost_place(bool before) {
    (void)before;
    return 2;
}

static int cost_half(bool before) {
    (void)before;
    return 1;
}

static int cost_ordinal(bool before) {
    return before ? 2 : 0;
}

static const ieci__ties rows[] = {
    {.method = {.name = "min", .doc = "tied units share the best of their places: 1, 2, 2, 4"},
     .rank = rank_min,
     .cost = cost_none},
    {.method = {.name = "max", .doc = "tied units share the last of their places: 1, 3, 3, 4"},
     .rank = rank_max,
     .cost = cost_place},
    {.method = {.name = "dense", .doc = "tied units share a place and none is skipped: 1, 2, 2, 3"},
     .rank = rank_dense},
    {.method = {.name = "average", .doc = "tied units share the mean of their places: 1, 2.5, 2.5, 4"},
     .rank = rank_average,
     .cost = cost_half},
    {.method = {.name = "ordinal", .doc = "tied units take their places in the order of their codes: 1, 2, 3, 4"},
     .rank = rank_ordinal,
     .cost = cost_ordinal},
};

const ieci__ties *ieci__ties_row(size_t index) {
    return &rows[index];
}

static const ieci__method *method_row(size_t index) {
    return &rows[index].method;
}

const ieci__family ieci__ties_family = {
    .step = "ties",
    .doc = "places of units whose scores are the same; the highest score has rank 1",
    .count = sizeof rows / sizeof rows[0],
    .row = method_row,
};

/* Highest keys first as an unsigned number. */
static uint64_t descending(int64_t key) {
    return ~((uint64_t)key ^ ((uint64_t)1 << 63));
}

/* For a few units. Like sort_digits() it leaves units of the same key in the order of their numbers. */
static void sort_few(const int64_t *keys, size_t count, size_t *order) {
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0 && keys[order[at - 1]] < keys[i]; at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
}

/* One pass of a sort by digits: units of `from` into `to` by the byte of their keys at `shift`. */
static void sort_digit(const int64_t *keys, size_t count, unsigned shift, const size_t *from, size_t *to) {
    size_t place[256] = {0};
    for (size_t i = 0; i < count; i++) {
        place[descending(keys[i]) >> shift & 255]++;
    }
    for (size_t digit = 0, next = 0; digit < 256; digit++) {
        const size_t size = place[digit];
        place[digit] = next;
        next += size;
    }
    for (size_t i = 0; i < count; i++) {
        to[place[descending(keys[from[i]]) >> shift & 255]++] = from[i];
    }
}

/* By digits, for many units: time grows with their number alone. Digits in which all keys agree are left out. */
static void sort_digits(const int64_t *keys, size_t count, size_t *order) {
    size_t *from = order, *to = order + count;
    uint64_t differ = 0;
    for (size_t i = 0; i < count; i++) {
        from[i] = i;
        differ |= (uint64_t)(keys[i] ^ keys[0]);
    }
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if ((differ >> shift & 255) != 0) {
            sort_digit(keys, count, shift, from, to);
            size_t *const kept = from;
            from = to;
            to = kept;
        }
    }
    if (from != order) {
        memcpy(order, from, count * sizeof *order);
    }
}

void ieci__ties_ranks(const ieci__ties *ties, size_t count, const int64_t *keys, size_t *order, double *ranks,
                      bool *tied) {
    (count < MANY ? sort_few : sort_digits)(keys, count, order);
    size_t groups = 0;
    for (size_t first = 0; first < count; groups++) {
        const int64_t key = keys[order[first]];
        size_t size = 1;
        while (first + size < count && keys[order[first + size]] == key) {
            size++;
        }
        for (size_t place = 0; place < size; place++) {
            const size_t unit = order[first + place];
            const bool ranked = key != INT64_MIN;
            ranks[unit] = ranked ? ties->rank(first, groups, size, place) : (double)NAN;
            if (tied != NULL) {
                tied[unit] = ranked && size > 1;
            }
        }
        first += size;
    }
}
