/* SPDX-License-Identifier: MIT */
#include "study/mix.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "stats/sort.h"

/* One edge of the concave hull of a class: what it gains and costs, and the point that it leads to. */
typedef struct segment {
    size_t class, point;
    double gain, cost;
} segment;

/* What the classes from one on can gain at least cost when points may be mixed: sums over segments, steepest first. */
typedef struct relaxation {
    size_t count;
    double *gain, *cost; /* [0] is 0 */
} relaxation;

typedef struct search {
    const ieci__mix *mix;
    segment *segments; /* steepest first */
    size_t num_segments;
    relaxation *from; /* [class]; the last one is empty */
    double *room;
    size_t *now, *best;
    ieci__mix_answer *answer;
    size_t steps;
    bool failed;
} search;

/* --- The linear relaxation --- */

/* Corners of the upper concave hull of a class, from its point 0; gives their number. */
static size_t find_hull(const ieci__mix_class *class, size_t *corners) {
    size_t count = 0;
    for (size_t p = 0; p < class->count; p++) {
        if (p > 0 && !(class->gain[p] > class->gain[corners[count - 1]])) {
            continue; /* dearer and no better */
        }
        while (count > 1) {
            const size_t a = corners[count - 2], b = corners[count - 1];
            const double rise = (class->gain[b] - class->gain[a]) * (class->cost[p] - class->cost[a]);
            if (rise > (class->gain[p] - class->gain[a]) * (class->cost[b] - class->cost[a])) {
                break;
            }
            count--;
        }
        corners[count++] = p;
    }
    return count;
}

static bool is_steeper(const void *items, size_t a, size_t b) {
    const segment *list = items, *x = &list[a], *y = &list[b];
    const double left = x->gain * y->cost, right = y->gain * x->cost;
    if (left != right) {
        return left > right;
    }
    return x->class != y->class ? x->class < y->class : x->point < y->point;
}

static void exchange(void *items, size_t a, size_t b) {
    segment *list = items, kept = list[a];
    list[a] = list[b];
    list[b] = kept;
}

static bool make_segments(search *at) {
    size_t all = 0, most = 1;
    for (size_t c = 0; c < at->mix->num_classes; c++) {
        all += at->mix->classes[c].count;
        most = at->mix->classes[c].count > most ? at->mix->classes[c].count : most;
    }
    size_t *corners = ieci__memory_allocate(most, sizeof *corners);
    at->segments = ieci__memory_allocate(all, sizeof *at->segments);
    for (size_t c = 0; c < at->mix->num_classes && corners != NULL && at->segments != NULL; c++) {
        const ieci__mix_class *class = &at->mix->classes[c];
        const size_t count = find_hull(class, corners);
        for (size_t i = 1; i < count; i++) {
            at->segments[at->num_segments++] =
                (segment){c, corners[i], class->gain[corners[i]] - class->gain[corners[i - 1]],
                          class->cost[corners[i]] - class->cost[corners[i - 1]]};
        }
    }
    const bool done = corners != NULL && at->segments != NULL;
    ieci__memory_free(corners);
    if (done) {
        ieci__sort_items(at->segments, at->num_segments, is_steeper, exchange);
    }
    return done;
}

static bool make_relaxations(search *at) {
    const size_t classes = at->mix->num_classes;
    at->from = ieci__memory_allocate(classes + 1, sizeof *at->from);
    at->room = ieci__memory_allocate(classes + 1, 2 * (at->num_segments + 1) * sizeof *at->room);
    if (at->from == NULL || at->room == NULL) {
        return false;
    }
    double *free_room = at->room;
    for (size_t c = 0; c <= classes; c++) {
        relaxation *made = &at->from[c];
        made->gain = free_room;
        made->cost = free_room + at->num_segments + 1;
        free_room += 2 * (at->num_segments + 1);
        made->gain[0] = made->cost[0] = 0.0;
        made->count = 1;
        for (size_t s = 0; s < at->num_segments; s++) {
            if (at->segments[s].class >= c) {
                made->gain[made->count] = made->gain[made->count - 1] + at->segments[s].gain;
                made->cost[made->count] = made->cost[made->count - 1] + at->segments[s].cost;
                made->count++;
            }
        }
    }
    return true;
}

/* The least that a gain can cost; infinite if it cannot be had. */
static double relax(const relaxation *from, double gain) {
    size_t low = 0, high = from->count - 1;
    if (!(gain > 0.0)) {
        return 0.0;
    }
    if (gain > from->gain[high]) {
        return HUGE_VAL;
    }
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (from->gain[middle] < gain) {
            low = middle;
        } else {
            high = middle;
        }
    }
    const double share = (gain - from->gain[low]) / (from->gain[high] - from->gain[low]);
    return from->cost[low] + share * (from->cost[high] - from->cost[low]);
}

/* --- The search --- */

/* Whether the points that are chosen now reach what is needed, when their gains add up to `gain`. */
static bool reaches(search *at, double gain) {
    bool answer = gain >= at->mix->need;
    if (fabs(gain - at->mix->need) <= at->mix->slack && !at->failed) {
        at->failed = !at->mix->judge(at->mix->state, at->now, &answer);
    }
    return answer && !at->failed;
}

static void keep(search *at, double cost) {
    if (!at->answer->found || cost < at->answer->cost) {
        at->answer->found = true;
        at->answer->cost = cost;
        memcpy(at->best, at->now, at->mix->num_classes * sizeof *at->best);
    }
}

/* The first point of a class that gains as much, or its count. */
static size_t first_point(const ieci__mix_class *class, double gain) {
    size_t low = 0, high = class->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (class->gain[middle] < gain) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Completes a mix with the cheapest point of the last class. */
static void finish(search *at, double gain, double cost) {
    const size_t last = at->mix->num_classes - 1;
    const ieci__mix_class *class = &at->mix->classes[last];
    size_t point = first_point(class, at->mix->need - at->mix->slack - gain);
    while (point < class->count && !at->failed) {
        at->now[last] = point;
        if (reaches(at, gain + class->gain[point])) {
            keep(at, cost + class->cost[point]);
            return;
        }
        point++;
    }
}

static void descend(search *at, size_t c, double gain, double cost) {
    const ieci__mix_class *class = &at->mix->classes[c];
    if (c + 1 == at->mix->num_classes) {
        finish(at, gain, cost);
        return;
    }
    for (size_t p = 0; p < class->count && !at->failed && at->answer->proven; p++) {
        const double paid = cost + class->cost[p], got = gain + class->gain[p];
        if (at->answer->found && paid >= at->answer->cost) {
            return;
        }
        if (p > 0 && !(class->gain[p] > class->gain[p - 1])) {
            continue;
        }
        at->answer->proven = ++at->steps <= at->mix->most_steps;
        const double least = paid + relax(&at->from[c + 1], at->mix->need - at->mix->slack - got);
        if (least <= HUGE_VAL / 2 && !(at->answer->found && least >= at->answer->cost)) {
            at->now[c] = p;
            descend(at, c + 1, got, paid);
        }
    }
}

/* Gives back what a mix does not need, point by point of the class that was added last. */
static void trim(search *at, double *gain, double *cost) {
    for (size_t c = at->mix->num_classes; c-- > 0 && !at->failed;) {
        const ieci__mix_class *class = &at->mix->classes[c];
        const double others = *gain - class->gain[at->now[c]], paid = *cost - class->cost[at->now[c]];
        const size_t had = at->now[c];
        for (size_t p = first_point(class, at->mix->need - at->mix->slack - others); p < had; p++) {
            at->now[c] = p;
            if (reaches(at, others + class->gain[p])) {
                break;
            }
            at->now[c] = had;
        }
        *gain = others + class->gain[at->now[c]];
        *cost = paid + class->cost[at->now[c]];
    }
}

/* A first mix: segments, steepest first, until it is enough. */
static void start_greedy(search *at) {
    double gain = 0.0, cost = 0.0;
    memset(at->now, 0, at->mix->num_classes * sizeof *at->now);
    for (size_t s = 0; s < at->num_segments && !at->failed; s++) {
        const segment *next = &at->segments[s];
        at->now[next->class] = next->point;
        gain += next->gain;
        cost += next->cost;
        if (reaches(at, gain)) {
            trim(at, &gain, &cost);
            cost = 0.0; /* summed anew, as the search sums it */
            for (size_t c = 0; c < at->mix->num_classes; c++) {
                cost += at->mix->classes[c].cost[at->now[c]];
            }
            keep(at, cost);
            return;
        }
    }
}

bool ieci__mix_cheapest(const ieci__mix *mix, size_t *points, ieci__mix_answer *answer) {
    search at = {.mix = mix, .best = points, .answer = answer};
    *answer = (ieci__mix_answer){.proven = true};
    memset(points, 0, mix->num_classes * sizeof *points);
    at.now = ieci__memory_allocate(mix->num_classes, sizeof *at.now);
    const bool done = at.now != NULL && make_segments(&at) && make_relaxations(&at);
    if (done && mix->num_classes > 0) {
        answer->bound = relax(&at.from[0], mix->need - mix->slack);
        start_greedy(&at);
        memset(at.now, 0, mix->num_classes * sizeof *at.now);
        descend(&at, 0, 0.0, 0.0);
    }
    if (answer->found && answer->proven) {
        answer->bound = answer->cost;
    }
    ieci__memory_free(at.segments);
    ieci__memory_free(at.from);
    ieci__memory_free(at.room);
    ieci__memory_free(at.now);
    return done && !at.failed;
}
