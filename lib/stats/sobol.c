/* SPDX-License-Identifier: MIT */
#include "stats/sobol.h"

#include <math.h>
#include <stdbool.h>

#include "base/missing.h"
#include "base/philox.h"
#include "stats/normal.h"

enum {
    TILE = 32 /* rows whose products stay near while all resamples are served */
};

size_t ieci__sobol_room(size_t outputs, size_t resamples) {
    return (2 * TILE + 1 + resamples) * outputs;
}

void ieci__sobol_resample(uint64_t seed, uint64_t index, size_t rows, uint16_t *times) {
    double u[2];
    for (size_t i = 0; i < rows; i++) {
        times[i] = 0;
    }
    for (size_t i = 0; i < rows; i++) {
        if (i % 2 == 0) {
            ieci__philox_uniforms(seed, index, UINT32_MAX - 1, i, 2, u);
        }
        times[(size_t)(u[i % 2] * (double)rows)]++;
    }
}

/* Adds weight times each value; four at a time, which compilers turn into vectors. */
static void add_scaled(size_t count, double weight, const double *restrict values, double *restrict sums) {
    size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        for (size_t k = 0; k < 4; k++) {
            sums[i + k] += weight * values[i + k];
        }
    }
    for (; i < count; i++) {
        sums[i] += weight * values[i];
    }
}

/* sums [1 + resamples][outputs] += the tile's rows, each as often as it was drawn. */
static void add_tile(const ieci__sobol *design, size_t row, size_t count, const double *products, double *sums) {
    for (size_t r = 0; r < count; r++) {
        add_scaled(design->outputs, 1.0, products + r * design->outputs, sums);
    }
    for (size_t k = 0; k < design->resamples; k++) {
        const uint16_t *times = design->times + k * design->rows + row;
        for (size_t r = 0; r < count; r++) {
            if (times[r] > 0) {
                add_scaled(design->outputs, (double)times[r], products + r * design->outputs,
                           sums + (k + 1) * design->outputs);
            }
        }
    }
}

static void clear(const ieci__sobol *design, double *sums) {
    for (size_t i = 0; i < (1 + design->resamples) * design->outputs; i++) {
        sums[i] = 0.0;
    }
}

/* Divides sums over the rows by the variance and `divisor`; no variance, no index. */
static void scale(const ieci__sobol *design, double divisor, double *sums) {
    for (size_t i = 0; i < (1 + design->resamples) * design->outputs; i++) {
        const double variance = design->variance[i];
        sums[i] = variance > 0.0 ? sums[i] / ((double)design->rows * divisor * variance) : IECI__MISSING;
    }
}

static bool is_constant(const ieci__sobol *design, size_t output) {
    for (size_t i = 0; i < design->rows; i++) {
        if (design->a[i * design->outputs + output] != design->a[output] ||
            design->b[i * design->outputs + output] != design->a[output]) {
            return false;
        }
    }
    return true;
}

void ieci__sobol_moments(const ieci__sobol *design, double *centre, double *variance, double *room) {
    const size_t outputs = design->outputs;
    const double runs = 2.0 * (double)design->rows;
    for (size_t o = 0; o < outputs; o++) {
        centre[o] = 0.0;
    }
    for (size_t r = 0; r < design->rows; r++) {
        add_scaled(outputs, 1.0, design->a + r * outputs, centre);
        add_scaled(outputs, 1.0, design->b + r * outputs, centre);
    }
    for (size_t o = 0; o < outputs; o++) {
        centre[o] /= runs;
    }
    double *sums = room + 2 * TILE * outputs, *products = room, *squares = room + TILE * outputs;
    clear(design, sums);
    clear(design, variance);
    for (size_t row = 0; row < design->rows; row += TILE) {
        const size_t count = design->rows - row < TILE ? design->rows - row : TILE;
        for (size_t r = 0; r < count; r++) {
            for (size_t o = 0; o < outputs; o++) {
                const double a = design->a[(row + r) * outputs + o] - centre[o];
                const double b = design->b[(row + r) * outputs + o] - centre[o];
                products[r * outputs + o] = a + b;
                squares[r * outputs + o] = a * a + b * b;
            }
        }
        add_tile(design, row, count, products, sums);
        add_tile(design, row, count, squares, variance);
    }
    for (size_t i = 0; i < (1 + design->resamples) * outputs; i++) {
        variance[i] = variance[i] / runs - (sums[i] / runs) * (sums[i] / runs);
    }
    /* Rounding must not make a variance of nothing. */
    for (size_t o = 0; o < outputs; o++) {
        for (size_t k = 0; k <= design->resamples && is_constant(design, o); k++) {
            variance[k * outputs + o] = 0.0;
        }
    }
}

void ieci__sobol_effects(const ieci__sobol *design, const double *ab, double *first, double *total, double *room) {
    const size_t outputs = design->outputs;
    double *products = room, *squares = room + TILE * outputs;
    clear(design, first);
    clear(design, total);
    for (size_t row = 0; row < design->rows; row += TILE) {
        const size_t count = design->rows - row < TILE ? design->rows - row : TILE;
        for (size_t r = 0; r < count; r++) {
            const size_t at = (row + r) * outputs;
            for (size_t o = 0; o < outputs; o++) {
                const double change = ab[at + o] - design->a[at + o];
                products[r * outputs + o] = (design->b[at + o] - design->centre[o]) * change;
                squares[r * outputs + o] = change * change;
            }
        }
        add_tile(design, row, count, products, first);
        add_tile(design, row, count, squares, total);
    }
    scale(design, 1.0, first);
    scale(design, 2.0, total);
}

void ieci__sobol_pair(const ieci__sobol *design, const double *ab, const double *ba, double *closed, double *room) {
    const size_t outputs = design->outputs;
    clear(design, closed);
    for (size_t row = 0; row < design->rows; row += TILE) {
        const size_t count = design->rows - row < TILE ? design->rows - row : TILE;
        for (size_t r = 0; r < count; r++) {
            const size_t at = (row + r) * outputs;
            for (size_t o = 0; o < outputs; o++) {
                const double centre = design->centre[o];
                /* Less the product of A and B, whose mean is 0 and whose noise is much the same. */
                room[r * outputs + o] = (ab[at + o] - centre) * (ba[at + o] - centre) -
                                        (design->a[at + o] - centre) * (design->b[at + o] - centre);
            }
        }
        add_tile(design, row, count, room, closed);
    }
    scale(design, 1.0, closed);
}

void ieci__sobol_interval(size_t resamples, const double *values, size_t stride, double level, double *low,
                          double *high) {
    double sum = 0.0, squares = 0.0;
    for (size_t k = 1; k <= resamples; k++) {
        const double distance = values[k * stride] - values[0];
        sum += distance;
        squares += distance * distance;
    }
    const double count = (double)resamples;
    const double variance = (squares - sum * sum / count) / (count - 1.0);
    const double half = ieci__normal_quantile(0.5 + level / 2.0) * sqrt(variance > 0.0 ? variance : 0.0);
    *low = values[0] - half;
    *high = values[0] + half;
}
