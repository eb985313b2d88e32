/* SPDX-License-Identifier: MIT */
#include "run/count.h"

#include <math.h>

#include "base/number.h"
#include "index/ties.h"
#include "run/kernel.h"

/*
 * A key and its unit make one number, key x span + (span - 1 - unit) with span a power of two, sorted descending: ties
 * fall in the order of units, and the unit comes out of the low bits. The numbers are whole doubles below 2^50, because
 * every instruction set has the smaller and the larger of two doubles, but not of two long integers.
 */
static const double LARGEST = 0x1p50;
/* What stands for no key: below every number, and still exact. */
static const double NOWHERE = -0x1p51;
/* Added and taken away again, rounds to a whole number. */
static const double WHOLE = 0x1.8p52;

static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

/* The arrays of a block in its room. */
typedef struct desk {
    double *key;    /* [units][LANES] full keys; NaN: none */
    double *sorted; /* [units][LANES] */
    int32_t *place; /* [units][LANES] of the place in order: where to count */
} desk;

size_t ieci__count_room(size_t units) {
    /* Sorting one lane needs four arrays of words. */
    return units * LANES * (2 * sizeof(double) + sizeof(int32_t)) + units * 4 * sizeof(int64_t);
}

static desk lay_out(const ieci__count_plan *plan, const ieci__count_block *block) {
    double *key = block->room;
    double *sorted = key + plan->units * LANES;
    return (desk){key, sorted, (int32_t *)(void *)(sorted + plan->units * LANES)};
}

/* x >= 0, below 2^51, to a whole number, halves up. */
static inline double round_up(double x) {
    const double near = (x + WHOLE) - WHOLE; /* halves to even */
    const double low = near > x ? near - 1.0 : near;
    return low + (x - low >= 0.5 ? 1.0 : 0.0);
}

/* The keys of ieci__kernel_key(), as doubles; gives the largest size. */
static double make_keys(const ieci__count_plan *plan, const ieci__count_block *block, double *key) {
    const double power = powers[plan->key_decimals];
    double most[LANES] = {0.0};
    for (size_t unit = 0; unit < plan->units; unit++) {
        const double *score = block->score + unit * LANES;
        double *own = key + unit * LANES;
        for (size_t lane = 0; lane < LANES; lane++) {
            const double scaled = fabs(score[lane]) * power;
            const double rounded = round_up(scaled);
            own[lane] = score[lane] < 0.0 ? -rounded : rounded;
            most[lane] = scaled > most[lane] ? scaled : most[lane];
        }
        if (block->state != NULL) {
            for (size_t lane = 0; lane < LANES; lane++) {
                const bool present = block->state[unit * LANES + lane] == IECI__STATE_PRESENT;
                own[lane] = present ? own[lane] : (double)NAN;
            }
        }
    }
    double largest = 0.0;
    for (size_t lane = 0; lane < LANES; lane++) {
        largest = most[lane] > largest ? most[lane] : largest;
    }
    return largest;
}

static void add_wide(const ieci__count_block *block, size_t unit, int64_t sum) {
    const uint64_t low = block->sum_low[unit] + (uint64_t)sum;
    block->sum_high[unit] += (sum < 0 ? -1 : 0) + (low < (uint64_t)sum ? 1 : 0);
    block->sum_low[unit] = low;
}

/* Sixteen keys below 2^50 add up exactly. */
static void add_sums(const ieci__count_plan *plan, const ieci__count_block *block, const double *key) {
    for (size_t unit = 0; unit < plan->units; unit++) {
        double sum = 0.0;
        for (size_t lane = 0; lane < block->lanes; lane++) {
            const double own = key[unit * LANES + lane];
            sum += own == own ? own : 0.0;
        }
        add_wide(block, unit, (int64_t)sum);
    }
}

static void give_keys(const ieci__count_plan *plan, const ieci__count_block *block, const double *key) {
    for (size_t i = 0; i < plan->units * LANES; i++) {
        block->keys[i] = key[i] == key[i] ? (int64_t)key[i] : IECI__KEY_NONE;
    }
}

/* Keys rounded to the decimals that ranks are of, with their units. */
static void mark_units(const ieci__count_plan *plan, double span, const desk *at) {
    const double step = powers[plan->key_decimals - plan->decimals];
    const bool rounds = plan->decimals < plan->key_decimals;
    for (size_t unit = 0; unit < plan->units; unit++) {
        const double low = span - 1.0 - (double)unit;
        const double *key = at->key + unit * LANES;
        double *number = at->sorted + unit * LANES;
        for (size_t lane = 0; lane < LANES; lane++) {
            /* A half is a double and is divided exactly; nothing else comes near enough to one to be rounded to it. */
            const double rounded = round_up(fabs(key[lane]) / step);
            const double printed = key[lane] < 0.0 ? -rounded : rounded;
            const double ranked = (rounds ? printed : key[lane]) * span;
            number[lane] = (plan->sample[unit] && key[lane] == key[lane] ? ranked : NOWHERE) + low;
        }
    }
}

/* Neighbouring places of a step are one long run of numbers. */
static void exchange(size_t count, double *restrict upper, double *restrict lower) {
    for (size_t i = 0; i < count; i++) {
        const double a = upper[i], b = lower[i];
        upper[i] = a > b ? a : b;
        lower[i] = a < b ? a : b; /* another comparison, or compilers make one jump of the two */
    }
}

static void sort_lanes(const ieci__count_plan *plan, double *sorted) {
    for (size_t i = 0; i < plan->steps; i++) {
        const ieci__network_step *step = &plan->network[i];
        exchange(step->count * (size_t)LANES, sorted + step->first * (size_t)LANES,
                 sorted + step->second * (size_t)LANES);
    }
}

typedef enum rule {
    RULE_BEST, /* a tied unit has the rank of the one before it in the walk: min forwards, max backwards */
    RULE_OWN,  /* ordinal */
    RULE_DENSE
} rule;

/* Walks the places in order, or backwards, and finds where each is counted: unit x (units + 1) + rank - 1. */
static inline void walk(const ieci__count_plan *plan, double span, const desk *at, rule ties, bool backwards) {
    const double columns = (double)(plan->units + 1);
    double last_key[LANES], last_rank[LANES];
    for (size_t lane = 0; lane < LANES; lane++) {
        last_key[lane] = HUGE_VAL;
        last_rank[lane] = -1.0;
    }
    for (size_t i = 0; i < plan->units; i++) {
        const size_t p = backwards ? plan->units - 1 - i : i;
        const double *number = at->sorted + p * LANES;
        for (size_t lane = 0; lane < LANES; lane++) {
            const double share = number[lane] * (1.0 / span);
            const double key = ((share - 0.5 + 0.5 / span) + WHOLE) - WHOLE;
            const double unit = (span - 1.0) - (number[lane] - key * span);
            const bool tied = key == last_key[lane];
            const double fresh = ties == RULE_DENSE ? last_rank[lane] + 1.0 : (double)p;
            const double rank = ties != RULE_OWN && tied ? last_rank[lane] : fresh;
            last_key[lane] = key;
            last_rank[lane] = rank;
            const double column = number[lane] < -LARGEST ? (double)plan->units : rank;
            at->place[p * LANES + lane] = (int32_t)(unit * columns + column);
        }
    }
}

static void find_places(const ieci__count_plan *plan, double span, const desk *at) {
    switch (plan->ties) {
    case IECI__TIES_MAX:
        walk(plan, span, at, RULE_BEST, true);
        break;
    case IECI__TIES_DENSE:
        walk(plan, span, at, RULE_DENSE, false);
        break;
    case IECI__TIES_ORDINAL:
        walk(plan, span, at, RULE_OWN, false);
        break;
    default:
        walk(plan, span, at, RULE_BEST, false);
    }
}

/* Replicate by replicate: rank by rank would wait for the same counter again and again. */
static void count_places(const ieci__count_plan *plan, const ieci__count_block *block, const int32_t *place) {
    for (size_t lane = 0; lane < block->lanes; lane++) {
        for (size_t p = 0; p < plan->units; p++) {
            block->counts[place[p * LANES + lane]]++;
        }
    }
    for (size_t i = 0; i < plan->units * LANES && block->ranks != NULL; i++) {
        const uint32_t at = (uint32_t)place[i], columns = (uint32_t)plan->units + 1;
        block->ranks[(size_t)(at / columns) * LANES + i % LANES] = at % columns;
    }
}

/* One lane with keys of any size and units of any number. */
static void rank_lane(const ieci__count_plan *plan, const ieci__count_block *block, size_t lane) {
    const size_t ties = plan->ties == IECI__TIES_AVERAGE ? IECI__TIES_MIN : plan->ties;
    int64_t *keys = (int64_t *)block->room;
    double *ranks = (double *)(void *)(keys + plan->units);
    size_t *order = (size_t *)(void *)(ranks + plan->units);
    for (size_t unit = 0; unit < plan->units; unit++) {
        const size_t cell = unit * LANES + lane;
        const bool present = block->state == NULL || block->state[cell] == IECI__STATE_PRESENT;
        const int64_t key = present ? ieci__kernel_key(block->score[cell], plan->key_decimals) : IECI__KEY_NONE;
        const bool ranked = key != IECI__KEY_NONE && plan->sample[unit];
        keys[unit] = ranked ? ieci__number_round_key(key, plan->key_decimals - plan->decimals) : IECI__KEY_NONE;
        if (block->keys != NULL) {
            block->keys[cell] = key;
        }
        if (lane < block->lanes && key != IECI__KEY_NONE) {
            add_wide(block, unit, key);
        }
    }
    ieci__ties_ranks(ieci__ties_row(ties), plan->units, keys, order, ranks, NULL);
    for (size_t unit = 0; unit < plan->units; unit++) {
        const size_t column = ranks[unit] == ranks[unit] ? (size_t)ranks[unit] - 1 : plan->units;
        if (lane < block->lanes) {
            block->counts[unit * (plan->units + 1) + column]++;
        }
        if (block->ranks != NULL) {
            block->ranks[unit * LANES + lane] = (uint32_t)column;
        }
    }
}

void ieci__count_add(const ieci__count_plan *plan, const ieci__count_block *block) {
    const desk at = lay_out(plan, block);
    double span = 2.0;
    while (span < (double)plan->units) {
        span *= 2.0;
    }
    if (plan->network == NULL || !(make_keys(plan, block, at.key) * span < LARGEST)) {
        for (size_t lane = 0; lane < LANES; lane++) {
            rank_lane(plan, block, lane);
        }
        return;
    }
    add_sums(plan, block, at.key);
    if (block->keys != NULL) {
        give_keys(plan, block, at.key);
    }
    mark_units(plan, span, &at);
    sort_lanes(plan, at.sorted);
    find_places(plan, span, &at);
    count_places(plan, block, at.place);
}
