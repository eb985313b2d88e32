/* SPDX-License-Identifier: MIT */
#include "run/drivers.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "run/worker.h"

#define CHUNK ((size_t)256) /* rows at a time */

bool ieci__drivers_start(ieci__drivers *drivers, uint64_t rows, size_t units, size_t factors) {
    *drivers = (ieci__drivers){.rows = rows};
    if (rows == 0) {
        return true;
    }
    drivers->outputs = units + 1;
    drivers->factors = factors;
    drivers->output = ieci__memory_allocate(drivers->outputs, sizeof *drivers->output);
    drivers->effect = ieci__memory_allocate(factors, drivers->outputs * sizeof *drivers->effect);
    return drivers->output != NULL && drivers->effect != NULL;
}

void ieci__drivers_clear(ieci__drivers *drivers) {
    ieci__memory_free(drivers->output);
    ieci__memory_free(drivers->effect);
    memset(drivers, 0, sizeof *drivers);
}

/* --- Rows --- */

/* What the rows of a chunk are computed in. */
typedef struct desk {
    ieci__worker worker;
    ieci__tally unused; /* the counts of a block come with its ranks */
    bool *other;        /* [factor] */
    uint32_t *value;    /* [kind][row][output]: A, B, then A with each factor of B; NO_VALUE: no rank */
    uint16_t *choice;
    uint32_t *ranks; /* [unit][IECI__BLOCK_LANES] */
} desk;

#define NO_VALUE UINT32_MAX

static void clear_desk(desk *at) {
    ieci__worker_clear(&at->worker);
    ieci__tally_clear(&at->unused);
    ieci__memory_free(at->other);
    ieci__memory_free(at->value);
    ieci__memory_free(at->choice);
    ieci__memory_free(at->ranks);
}

static bool start_desk(desk *at, const ieci__plan *plan, const ieci__drivers *drivers, ieci_error **problems) {
    const ieci__tally_shape shape = {.units = plan->num_units};
    *at = (desk){0};
    at->other = ieci__memory_allocate(drivers->factors, sizeof *at->other);
    at->value = ieci__memory_allocate(CHUNK * (drivers->factors + 2), drivers->outputs * sizeof *at->value);
    at->choice = ieci__memory_allocate(CHUNK, sizeof *at->choice);
    at->ranks = ieci__memory_allocate(plan->num_units, IECI__BLOCK_LANES * sizeof *at->ranks);
    if (!at->other || !at->value || !at->choice || !at->ranks || !ieci__tally_start(&at->unused, &shape)) {
        ieci__error_nomem(problems);
        return false;
    }
    return ieci__worker_start(&at->worker, plan, problems);
}

/* Ranks of one replicate from the lanes of a block, and how far all of them moved. */
static void take_lane(const ieci__plan *plan, const double *nominal, const uint32_t *ranks, size_t lane,
                      uint32_t *value) {
    double shift = 0.0;
    for (size_t u = 0; u < plan->num_units; u++) {
        const uint32_t rank = ranks[u * IECI__BLOCK_LANES + lane];
        value[u] = rank < plan->num_units ? rank + 1 : NO_VALUE;
        if (value[u] != NO_VALUE && !ieci__is_missing(nominal[u])) {
            shift += fabs((double)value[u] - nominal[u]);
        }
    }
    value[plan->num_units] = (uint32_t)shift;
}

/* All rows of a chunk of one kind, in blocks of one configuration. */
static bool compute_kind(desk *at, const ieci__drivers *drivers, const double *nominal, uint64_t first, size_t count,
                         uint32_t *value, ieci_error **problems) {
    const ieci__plan *plan = at->worker.plan;
    for (size_t i = 0; i < count; i++) {
        at->choice[i] = (uint16_t)ieci__plan_choose(plan, first + i, at->other);
    }
    for (size_t start = 0; start < count; start++) {
        uint64_t replicate[IECI__BLOCK_LANES];
        size_t row[IECI__BLOCK_LANES], lanes = 0;
        const uint16_t choice = at->choice[start];
        for (size_t i = start; i < count && lanes < IECI__BLOCK_LANES && choice != UINT16_MAX; i++) {
            if (at->choice[i] == choice) {
                at->choice[i] = UINT16_MAX; /* done; no configuration has this number */
                row[lanes] = i;
                replicate[lanes++] = first + i;
            }
        }
        if (lanes == 0) {
            continue;
        }
        for (size_t lane = lanes; lane < IECI__BLOCK_LANES; lane++) {
            replicate[lane] = replicate[lanes - 1];
        }
        if (!ieci__worker_block(&at->worker, choice, replicate, at->other, problems)) {
            return false;
        }
        ieci__worker_count(&at->worker, lanes, &at->unused, at->ranks);
        for (size_t lane = 0; lane < lanes; lane++) {
            take_lane(plan, nominal, at->ranks, lane, value + row[lane] * drivers->outputs);
        }
    }
    return true;
}

static void add_row(ieci__drivers *drivers, const uint32_t *value, size_t row, size_t output) {
    const size_t step = CHUNK * drivers->outputs, at = row * drivers->outputs + output;
    const uint32_t a = value[at], b = value[step + at];
    if (a == NO_VALUE || b == NO_VALUE) {
        return;
    }
    ieci__driver_output *sums = &drivers->output[output];
    sums->count += 2;
    sums->sum += (uint64_t)a + b;
    sums->square += (uint64_t)a * a + (uint64_t)b * b;
    for (size_t f = 0; f < drivers->factors; f++) {
        const uint32_t mixed = value[(f + 2) * step + at];
        ieci__driver_effect *effect = &drivers->effect[f * drivers->outputs + output];
        if (mixed != NO_VALUE) {
            const int64_t d = (int64_t)mixed - (int64_t)a;
            effect->rows++;
            effect->total += (uint64_t)(d * d);
            effect->cross += (int64_t)b * d;
            effect->drift += d;
        }
    }
}

static bool compute_chunk(ieci__drivers *drivers, desk *at, const double *nominal, uint64_t first, size_t count,
                          ieci_error **problems) {
    for (size_t kind = 0; kind < drivers->factors + 2; kind++) {
        for (size_t f = 0; f < drivers->factors; f++) {
            at->other[f] = kind == 1 || kind == f + 2;
        }
        if (!compute_kind(at, drivers, nominal, first, count, at->value + kind * CHUNK * drivers->outputs, problems)) {
            return false;
        }
    }
    for (size_t row = 0; row < count; row++) {
        for (size_t output = 0; output < drivers->outputs; output++) {
            add_row(drivers, at->value, row, output);
        }
    }
    return true;
}

bool ieci__drivers_compute(ieci__drivers *drivers, const ieci__plan *plan, const double *nominal, uint64_t first,
                           uint64_t last, ieci_error **problems) {
    desk at;
    last = last < drivers->rows ? last : drivers->rows;
    if (first >= last) {
        return true;
    }
    bool done = start_desk(&at, plan, drivers, problems);
    for (; first < last && done; first += CHUNK) {
        const size_t count = last - first < CHUNK ? (size_t)(last - first) : CHUNK;
        done = compute_chunk(drivers, &at, nominal, first, count, problems);
    }
    clear_desk(&at);
    return done;
}

/* --- Sums --- */

void ieci__drivers_merge(ieci__drivers *drivers, const ieci__drivers *other) {
    for (size_t i = 0; i < drivers->outputs; i++) {
        drivers->output[i].count += other->output[i].count;
        drivers->output[i].sum += other->output[i].sum;
        drivers->output[i].square += other->output[i].square;
    }
    for (size_t i = 0; i < drivers->factors * drivers->outputs; i++) {
        drivers->effect[i].rows += other->effect[i].rows;
        drivers->effect[i].total += other->effect[i].total;
        drivers->effect[i].cross += other->effect[i].cross;
        drivers->effect[i].drift += other->effect[i].drift;
    }
}

static double mean_of(const ieci__driver_output *of) {
    return (double)of->sum / (double)of->count;
}

/* NaN where nothing varies. */
static double variance_of(const ieci__driver_output *of) {
    const double mean = of->count == 0 ? 0.0 : mean_of(of);
    const double variance = of->count == 0 ? 0.0 : (double)of->square / (double)of->count - mean * mean;
    return variance > 1e-9 ? variance : IECI__MISSING;
}

double ieci__drivers_first(const ieci__drivers *drivers, size_t factor, size_t output) {
    const ieci__driver_effect *effect = &drivers->effect[factor * drivers->outputs + output];
    const ieci__driver_output *of = &drivers->output[output];
    const double variance = variance_of(of);
    if (ieci__is_missing(variance) || effect->rows == 0) {
        return IECI__MISSING;
    }
    return ((double)effect->cross - mean_of(of) * (double)effect->drift) / (double)effect->rows / variance;
}

double ieci__drivers_total(const ieci__drivers *drivers, size_t factor, size_t output) {
    const ieci__driver_effect *effect = &drivers->effect[factor * drivers->outputs + output];
    const double variance = variance_of(&drivers->output[output]);
    if (ieci__is_missing(variance) || effect->rows == 0) {
        return IECI__MISSING;
    }
    return (double)effect->total / (double)effect->rows / 2.0 / variance;
}
