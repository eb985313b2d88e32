/* SPDX-License-Identifier: MIT */
/* What the parts of the benchmark share; public header only. */
#ifndef BENCH_H
#define BENCH_H

#include <ieci/ieci.h>

/** One run of what is measured. */
typedef void (*bench_work)(void *with);

/** Stops the program with a message unless `condition` holds. */
void bench_require(bool condition, const char *what, ieci_error *error);
/** Zeroed memory; never NULL. */
void *bench_allocate(size_t count, size_t size);
/** The next of a sequence of numbers in [0, 1). */
double bench_random(uint64_t *state);
/** Median seconds of processor time of 7 to 201 runs within about a second, after one that does not count. */
double bench_median(bench_work work, void *with);
/** The same by another clock. */
double bench_median_by(double (*clock)(void), bench_work work, void *with);
/** Seconds by the clock on the wall. */
double bench_wall_time(void);
/** Prints a row of the table; `peer` may be NULL. */
void bench_print(const char *what, double seconds, const char *peer, double peer_seconds);

/** The shipped cities: evaluate alone, everything from handles, everything from files. */
void bench_cities(const char *folder);
/** Indices from matrices of generated values: 51 x 49 and 100,000 x 20. */
void bench_matrices(void);
/** CSV against one pass over the bytes, numbers against strtod. */
void bench_texts(const char *folder);

#endif
