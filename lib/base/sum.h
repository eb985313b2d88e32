/* SPDX-License-Identifier: MIT */
/* Exact sums of whole numbers in 128 bits, so that no order of adding and no number of replicates can matter. */
#ifndef IECI_BASE_SUM_H
#define IECI_BASE_SUM_H

#include <stdint.h>

/** high x 2^64 + low, in two's complement. Start with {0}. */
typedef struct ieci__sum {
    uint64_t low;
    int64_t high;
} ieci__sum;

/** Adds another sum. */
static inline void ieci__sum_add(ieci__sum *sum, ieci__sum other) {
    const uint64_t low = sum->low + other.low;
    const uint64_t high = (uint64_t)sum->high + (uint64_t)other.high + (low < other.low ? 1 : 0);
    sum->low = low;
    sum->high = (int64_t)high;
}

/** Adds a number. */
static inline void ieci__sum_add_whole(ieci__sum *sum, int64_t value) {
    ieci__sum_add(sum, (ieci__sum){(uint64_t)value, value < 0 ? -1 : 0});
}

/** The square of a number. */
static inline ieci__sum ieci__sum_square(int64_t value) {
    const uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    const uint64_t low = size & UINT32_MAX, high = size >> 32;
    const uint64_t cross = low * high;
    ieci__sum square = {low * low, (int64_t)(high * high)};
    ieci__sum_add(&square, (ieci__sum){cross << 33, (int64_t)(cross >> 31)});
    return square;
}

/** The nearest double, to an ulp. */
static inline double ieci__sum_value(ieci__sum sum) {
    return (double)sum.high * 0x1p64 + (double)sum.low;
}

#endif
