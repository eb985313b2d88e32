/* SPDX-License-Identifier: MIT */
/* Which factor drives a rank: first-order and total effects of every factor on the rank of every unit, and on the shift
 * of all ranks together, in one pass. A row is a replicate A, its twin B with other draws of all factors, and for each
 * factor A with that factor's draws taken from B (Saltelli et al. 2010). Ranks are whole, so all sums are. */
#ifndef IECI_RUN_DRIVERS_H
#define IECI_RUN_DRIVERS_H

#include "run/plan.h"

/** Units beyond which the sums could overflow. */
#define IECI__DRIVERS_MOST_UNITS ((size_t)1000)

/** Sums of one output; the last output is the sum of |rank - nominal rank| over the units. */
typedef struct ieci__driver_output {
    uint64_t count, sum, square; /**< of A and B */
} ieci__driver_output;

/** Sums of one factor and output, d = AB - A. */
typedef struct ieci__driver_effect {
    uint64_t rows, total; /**< number, sum of d^2 */
    int64_t cross, drift; /**< sums of B d, and of d */
} ieci__driver_effect;

typedef struct ieci__drivers {
    uint64_t rows; /**< replicates below this number are rows; 0: none */
    size_t outputs, factors;
    ieci__driver_output *output;
    ieci__driver_effect *effect; /**< [factor][output] */
} ieci__drivers;

/** Room for sums, all 0; `rows` 0: none is needed. False: out of memory. */
bool ieci__drivers_start(ieci__drivers *drivers, uint64_t rows, size_t units, size_t factors);
/** Frees the room. */
void ieci__drivers_clear(ieci__drivers *drivers);
/** Adds the rows of a range. `nominal` are the ranks of the units, NaN for none. False: out of memory. */
bool ieci__drivers_compute(ieci__drivers *drivers, const ieci__plan *plan, const double *nominal, uint64_t first,
                           uint64_t last, ieci_error **problems);
/** Adds the sums of another range. */
void ieci__drivers_merge(ieci__drivers *drivers, const ieci__drivers *other);
/** The share of the variance of an output that a factor explains by itself, and the share that would be left if only
 * it were not known. Both are NaN for an output that does not vary, and exactly 0 for a factor that does nothing. */
double ieci__drivers_first(const ieci__drivers *drivers, size_t factor, size_t output);
double ieci__drivers_total(const ieci__drivers *drivers, size_t factor, size_t output);

#endif
