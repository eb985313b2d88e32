/* SPDX-License-Identifier: MIT */
/*
 * Shapley effects: the variance of an output shared among the factors, adding up to all of it whatever the interactions
 * and dependences (Owen 2014).
 */
#ifndef IECI_STATS_SHAPLEY_H
#define IECI_STATS_SHAPLEY_H

#include <stddef.h>
#include <stdint.h>

/** Most factors of the exact functions: 2^20 sets. */
#define IECI__SHAPLEY_MOST 20

/** Shapley values of a game: value[set] for each set of players, bit i of the number of the set for player i;
 * `shares` [players]. */
void ieci__shapley_exact(size_t players, const double *value, double *shares);

/**
 * Variances explained by each set of discrete factors, V(E(Y | X_u)), from the outputs of all their combinations.
 *
 * @param levels how many levels each factor has; the first factor changes fastest
 * @param chance of each level of each factor, one factor after the other, adding up to 1 for each
 * @param output one number per combination
 * @param explained [2^factors], of the empty set 0, of all factors the variance of the output
 * @param room as many numbers as combinations
 */
void ieci__shapley_explained(size_t factors, const size_t *levels, const double *chance, const double *output,
                             double *explained, double *room);

/** The order in which row `row` of a design goes from its point of A to its point of B, one factor at a time. */
void ieci__shapley_order(uint64_t seed, uint64_t row, size_t factors, uint32_t *order);

/**
 * Adds one step of a row's walk from A to B to the sums of a factor, for all outputs (Goda 2021): with the output f of
 * the row in A, before the step f_- and after it f_+, (f - (f_- + f_+) / 2) (f_- - f_+). Divided by the number of rows
 * and the variance the sums are Shapley effects; over all factors they add up to mean((f_A - f_B)^2) / 2.
 */
void ieci__shapley_step(size_t outputs, const double *start, const double *before, const double *after, double weight,
                        double *sums);

#endif
