/* SPDX-License-Identifier: MIT */
#include "run/tally.h"

#include <string.h>

#include "base/memory.h"

bool ieci__tally_start(ieci__tally *tally, const ieci__tally_shape *shape) {
    const size_t units = shape->units;
    *tally = (ieci__tally){.shape = *shape};
    tally->count = ieci__memory_allocate(units, (units + 1) * sizeof *tally->count);
    tally->key_low = ieci__memory_allocate(units, sizeof *tally->key_low);
    tally->key_high = ieci__memory_allocate(units, sizeof *tally->key_high);
    tally->square = shape->scores ? ieci__memory_allocate(units, sizeof *tally->square) : NULL;
    tally->win = shape->pairs ? ieci__memory_allocate(units, units * sizeof *tally->win) : NULL;
    return tally->count && tally->key_low && tally->key_high && (tally->square || !shape->scores) &&
           (tally->win || !shape->pairs);
}

void ieci__tally_clear(ieci__tally *tally) {
    ieci__memory_free(tally->count);
    ieci__memory_free(tally->key_low);
    ieci__memory_free(tally->key_high);
    ieci__memory_free(tally->square);
    ieci__memory_free(tally->win);
    memset(tally, 0, sizeof *tally);
}

bool ieci__tally_wants_keys(const ieci__tally *tally) {
    return tally->shape.pairs || tally->shape.scores;
}

static void add_squares(ieci__tally *tally, size_t lanes, const int64_t *key) {
    for (size_t u = 0; u < tally->shape.units; u++) {
        for (size_t lane = 0; lane < lanes; lane++) {
            const int64_t own = key[u * IECI__BLOCK_LANES + lane];
            if (own != IECI__KEY_NONE) {
                ieci__sum_add(&tally->square[u], ieci__sum_square(own));
            }
        }
    }
}

static void add_pairs(ieci__tally *tally, size_t lanes, const int64_t *place) {
    const size_t units = tally->shape.units;
    for (size_t a = 0; a < units; a++) {
        const int64_t *own = place + a * IECI__BLOCK_LANES;
        for (size_t b = 0; b < units; b++) {
            const int64_t *other = place + b * IECI__BLOCK_LANES;
            uint64_t wins = 0;
            for (size_t lane = 0; lane < lanes; lane++) {
                wins += own[lane] > other[lane] && other[lane] != IECI__KEY_NONE ? 1 : 0;
            }
            tally->win[a * units + b] += wins;
        }
    }
}

void ieci__tally_add_keys(ieci__tally *tally, size_t lanes, const int64_t *key, const int64_t *place) {
    if (tally->square != NULL) {
        add_squares(tally, lanes, key);
    }
    if (tally->win != NULL) {
        add_pairs(tally, lanes, place);
    }
}

void ieci__tally_merge(ieci__tally *tally, const ieci__tally *other) {
    const size_t units = tally->shape.units;
    for (size_t i = 0; i < units * (units + 1); i++) {
        tally->count[i] += other->count[i];
    }
    for (size_t u = 0; u < units; u++) {
        ieci__sum sum = {tally->key_low[u], tally->key_high[u]};
        ieci__sum_add(&sum, (ieci__sum){other->key_low[u], other->key_high[u]});
        tally->key_low[u] = sum.low;
        tally->key_high[u] = sum.high;
        if (tally->square != NULL) {
            ieci__sum_add(&tally->square[u], other->square[u]);
        }
    }
    for (size_t i = 0; i < units * units && tally->win != NULL; i++) {
        tally->win[i] += other->win[i];
    }
}
