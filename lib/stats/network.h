/* SPDX-License-Identifier: MIT */
/* A sorting network: the same comparisons whatever the keys, so that many lists are sorted at once. */
#ifndef IECI_STATS_NETWORK_H
#define IECI_STATS_NETWORK_H

#include <stddef.h>
#include <stdint.h>

/** Compares and puts in order place first + i and place second + i, for i from 0 to count - 1. */
typedef struct ieci__network_step {
    uint16_t first, second, count;
} ieci__network_step;

/** Batcher's odd-even merge sort for any number of places up to 65,535 (Batcher 1968; Knuth, volume 3, 5.2.2, algorithm
 * M). Returns the number of steps; `steps` NULL: only that. */
size_t ieci__network_merge(size_t places, ieci__network_step *steps);

#endif
