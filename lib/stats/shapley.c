/* SPDX-License-Identifier: MIT */
#include "stats/shapley.h"

#include "base/philox.h"

void ieci__shapley_exact(size_t players, const double *value, double *shares) {
    /* 1 / (players x (players - 1 over size)): the chance that just these players come before a given one. */
    double chance[IECI__SHAPLEY_MOST];
    chance[0] = 1.0 / (double)players;
    for (size_t size = 1; size < players; size++) {
        chance[size] = chance[size - 1] * (double)size / (double)(players - size);
    }
    for (size_t i = 0; i < players; i++) {
        const size_t own = (size_t)1 << i;
        shares[i] = 0.0;
        for (size_t set = 0; set < (size_t)1 << players; set++) {
            if ((set & own) != 0) {
                continue;
            }
            size_t size = 0;
            for (size_t rest = set; rest != 0; rest &= rest - 1) {
                size++;
            }
            shares[i] += chance[size] * (value[set | own] - value[set]);
        }
    }
}

/* Replaces the outputs by their means over one factor: cells that differ in its level only get the same number. */
static void average_over(size_t cells, size_t step, size_t levels, const double *chance, double *means) {
    for (size_t first = 0; first < cells; first += step * levels) {
        for (size_t i = first; i < first + step; i++) {
            double mean = 0.0;
            for (size_t level = 0; level < levels; level++) {
                mean += chance[level] * means[i + level * step];
            }
            for (size_t level = 0; level < levels; level++) {
                means[i + level * step] = mean;
            }
        }
    }
}

/* The mean over all cells of the squares of what is left, with the chances of the cells. */
static double mean_square(size_t factors, const size_t *levels, const double *chance, double *values) {
    size_t cells = 1;
    for (size_t i = 0; i < factors; i++) {
        cells *= levels[i];
    }
    for (size_t i = 0; i < cells; i++) {
        values[i] *= values[i];
    }
    for (size_t i = 0, step = 1; i < factors; i++) {
        average_over(cells, step, levels[i], chance, values);
        step *= levels[i];
        chance += levels[i];
    }
    return values[0];
}

void ieci__shapley_explained(size_t factors, const size_t *levels, const double *chance, const double *output,
                             double *explained, double *room) {
    size_t cells = 1;
    for (size_t i = 0; i < factors; i++) {
        cells *= levels[i];
    }
    double centre = 0.0;
    for (size_t set = 0; set < (size_t)1 << factors; set++) {
        for (size_t i = 0; i < cells; i++) {
            room[i] = output[i] - centre;
        }
        const double *own = chance;
        for (size_t i = 0, step = 1; i < factors; i++) {
            if ((set >> i & 1) == 0) {
                average_over(cells, step, levels[i], own, room);
            }
            step *= levels[i];
            own += levels[i];
        }
        if (set == 0) {
            centre = room[0];
            explained[0] = 0.0;
        } else {
            explained[set] = mean_square(factors, levels, chance, room);
        }
    }
}

void ieci__shapley_order(uint64_t seed, uint64_t row, size_t factors, uint32_t *order) {
    for (size_t i = 0; i < factors; i++) {
        order[i] = (uint32_t)i;
    }
    for (size_t i = factors; i-- > 1;) {
        double u;
        ieci__philox_uniforms(seed, row, UINT32_MAX - 2, i, 1, &u);
        const size_t with = (size_t)(u * (double)(i + 1));
        const uint32_t kept = order[i];
        order[i] = order[with];
        order[with] = kept;
    }
}

void ieci__shapley_step(size_t outputs, const double *start, const double *before, const double *after, double weight,
                        double *sums) {
    for (size_t o = 0; o < outputs; o++) {
        sums[o] += weight * (start[o] - 0.5 * (before[o] + after[o])) * (before[o] - after[o]);
    }
}
