/* SPDX-License-Identifier: MIT */
#include "index/kemeny.h"

#include <math.h>
#include <stdbool.h>

/* Supports are sums of shares: what differs by less is the same. */
static const double SLACK = 1e-9;

size_t ieci__kemeny_room(size_t count) {
    return count + ((size_t)4 << (count < IECI__KEMENY_MOST ? count : (size_t)IECI__KEMENY_MOST));
}

/* Units by how many others are not behind them, so that a group which beats all others comes first. */
static void sort_units(const double *margin, size_t count, double *order, double *rivals) {
    for (size_t i = 0; i < count; i++) {
        rivals[i] = 0.0;
        for (size_t k = 0; k < count; k++) {
            rivals[i] += k != i && margin[k * count + i] >= 0.0 ? 1.0 : 0.0;
        }
    }
    for (size_t i = 0; i < count; i++) {
        size_t place = 0;
        for (size_t k = 0; k < count; k++) {
            place += rivals[k] < rivals[i] || (rivals[k] == rivals[i] && k < i);
        }
        order[place] = (double)i;
    }
}

/* Units of a cycle, and what is known of each set of them that may stand on top. */
typedef struct cycle {
    const double *margin;
    size_t count;        /* of all units */
    const double *units; /* the `size` units of the cycle */
    size_t size;
    double *top, *below;           /* [set] greatest support within, and of the rest below it */
    double *ways_top, *ways_below; /* [set] in how many orders */
} cycle;

/* What it adds if a unit comes next below a set. */
static double gain(const cycle *at, size_t set, size_t unit) {
    const double *row = at->margin + (size_t)at->units[unit] * at->count;
    double sum = 0.0;
    for (size_t other = 0; other < at->size; other++) {
        if (other != unit && (set >> other & 1) == 0) {
            sum += row[(size_t)at->units[other]];
        }
    }
    return sum;
}

/* Takes a way to a set into account: better than all before, as good, or worse. */
static void take(double support, double ways, double *best, double *best_ways) {
    if (support > *best + SLACK) {
        *best = support;
        *best_ways = ways;
    } else if (support >= *best - SLACK) {
        *best_ways += ways;
    }
}

static void solve(const cycle *at) {
    const size_t all = (size_t)1 << at->size;
    for (size_t set = 0; set < all; set++) {
        at->top[set] = at->below[set] = -HUGE_VAL;
        at->ways_top[set] = at->ways_below[set] = 0.0;
    }
    at->top[0] = at->below[all - 1] = 0.0;
    at->ways_top[0] = at->ways_below[all - 1] = 1.0;
    for (size_t set = 0; set < all; set++) {
        for (size_t unit = 0; unit < at->size; unit++) {
            const size_t with = set | (size_t)1 << unit;
            if (with != set) {
                take(at->top[set] + gain(at, set, unit), at->ways_top[set], &at->top[with], &at->ways_top[with]);
            }
        }
    }
    for (size_t set = all - 1; set-- > 0;) {
        for (size_t unit = 0; unit < at->size; unit++) {
            const size_t with = set | (size_t)1 << unit;
            if (with != set) {
                take(at->below[with] + gain(at, set, unit), at->ways_below[with], &at->below[set],
                     &at->ways_below[set]);
            }
        }
    }
}

/* The mean place of a unit inside its cycle, over all best orders. */
static double mean_place(const cycle *at, size_t unit) {
    const size_t all = (size_t)1 << at->size;
    double sum = 0.0, ways = 0.0;
    for (size_t set = 0; set < all; set++) {
        const size_t with = set | (size_t)1 << unit;
        if (with == set || at->top[set] + gain(at, set, unit) + at->below[with] < at->top[all - 1] - SLACK) {
            continue;
        }
        double place = 1.0;
        for (size_t other = 0; other < at->size; other++) {
            place += (double)(set >> other & 1);
        }
        const double here = at->ways_top[set] * at->ways_below[with];
        sum += here * place;
        ways += here;
    }
    return sum / ways;
}

static void place_cycle(cycle *at, size_t before, double *places, double *room) {
    if (at->size == 1) {
        places[(size_t)at->units[0]] = (double)(before + 1);
        return;
    }
    const bool feasible = at->size <= IECI__KEMENY_MOST;
    const size_t all = (size_t)1 << (feasible ? at->size : 0);
    at->top = room;
    at->below = room + all;
    at->ways_top = room + 2 * all;
    at->ways_below = room + 3 * all;
    if (feasible) {
        solve(at);
    }
    for (size_t unit = 0; unit < at->size; unit++) {
        places[(size_t)at->units[unit]] = feasible ? (double)before + mean_place(at, unit) : (double)NAN;
    }
}

void ieci__kemeny_places(const double *margin, size_t count, double *places, double *room) {
    double *order = room;
    sort_units(margin, count, order, places);
    size_t first = 0, reach = 0;
    for (size_t k = 0; k < count; k++) {
        for (size_t other = k + 1; other < count; other++) {
            if (!(margin[(size_t)order[k] * count + (size_t)order[other]] > 0.0)) {
                reach = other > reach ? other : reach;
            }
        }
        if (reach <= k) { /* everything up to here beats everything after */
            cycle at = {.margin = margin, .count = count, .units = order + first, .size = k + 1 - first};
            place_cycle(&at, first, places, room + count);
            first = reach = k + 1;
        }
    }
}
