/* SPDX-License-Identifier: MIT */
/*
 * Sobol' indices of many outputs at once, from a design of blocks: A and B are independent samples of the factors, and
 * in AB_i factor i (or group i) is that of B and all others are those of A. Outputs are [row][output].
 *
 * First order (Saltelli et al. 2010): mean((f_B - c) (f_ABi - f_A)) / V, with the centre c = mean of f_A and f_B.
 * Total (Jansen 1999): mean((f_A - f_ABi)^2) / (2 V), V = variance of f_A and f_B together (divisor 2 N).
 * A factor that does nothing has f_ABi = f_A and so exactly 0; a constant output has no indices (NaN).
 */
#ifndef IECI_STATS_SOBOL_H
#define IECI_STATS_SOBOL_H

#include <stddef.h>
#include <stdint.h>

/** What the indices of all factors share. */
typedef struct ieci__sobol {
    size_t rows, outputs;
    const double *a, *b;    /**< [rows][outputs] */
    size_t resamples;       /**< 0: no bootstrap */
    const uint16_t *times;  /**< [resamples][rows] how often each row was drawn, of ieci__sobol_resample() */
    const double *centre;   /**< [outputs] */
    const double *variance; /**< [1 + resamples][outputs] */
} ieci__sobol;

/** Numbers that the functions below need to work in. */
size_t ieci__sobol_room(size_t outputs, size_t resamples);

/** How often each row comes in resample `index`: rows of A, B and all AB are drawn together (Archer et al. 1997). */
void ieci__sobol_resample(uint64_t seed, uint64_t index, size_t rows, uint16_t *times);

/** Fills centre [outputs] and variance [1 + resamples][outputs] from a, b and times; those of the design are not read.
 */
void ieci__sobol_moments(const ieci__sobol *design, double *centre, double *variance, double *room);

/**
 * Indices of one factor.
 *
 * @param ab outputs of AB_i, [rows][outputs]
 * @param first, total [1 + resamples][outputs]; the first row is the estimate, the others are those of the resamples
 */
void ieci__sobol_effects(const ieci__sobol *design, const double *ab, double *first, double *total, double *room);

/** The closed index of a pair of factors, both first orders and their interaction, from AB_i and BA_j (Saltelli 2002):
 * mean((f_ABi - c) (f_BAj - c)) / V; take both first orders away for the second order. `closed` is [1 +
 * resamples][outputs].
 */
void ieci__sobol_pair(const ieci__sobol *design, const double *ab, const double *ba, double *closed, double *room);

/** Interval of the bootstrap from the resamples of one output, the estimate -+ z times their standard deviation:
 * `values` is [1 + resamples] with a stride. */
void ieci__sobol_interval(size_t resamples, const double *values, size_t stride, double level, double *low,
                          double *high);

#endif
