/* SPDX-License-Identifier: MIT */
/*
 * Philox4x32-10, a random number generator without a state: a number is a function of a key and a counter (Salmon,
 * Moraes, Dror and Shaw, 2011), so any replicate can be drawn alone, in any order, on any machine.
 *
 * The layout is contract: key = seed (low word, high word), counter = (replicate low, replicate high, slot, stream). A
 * block of four words gives two uniforms. Uniform i of a stream in a replicate is number i % 2 of slot i / 2.
 */
#ifndef IECI_BASE_PHILOX_H
#define IECI_BASE_PHILOX_H

#include <stddef.h>
#include <stdint.h>

#include "base/number.h"

/** Ten rounds on `lanes` counters at once: word[i][lane] is word i of the counter of a lane, and then of its block.
 * Loops over the lanes are innermost, so that compilers turn them into vector code. */
static inline void ieci__philox_rounds(size_t lanes, uint32_t *restrict a, uint32_t *restrict b, uint32_t *restrict c,
                                       uint32_t *restrict d, uint64_t seed) {
    uint32_t low_key = (uint32_t)seed, high_key = (uint32_t)(seed >> 32);
    for (int round = 0; round < 10; round++) {
        for (size_t lane = 0; lane < lanes; lane++) {
            const uint64_t first = (uint64_t)a[lane] * UINT32_C(0xd2511f53);
            const uint64_t third = (uint64_t)c[lane] * UINT32_C(0xcd9e8d57);
            a[lane] = (uint32_t)(third >> 32) ^ b[lane] ^ low_key;
            b[lane] = (uint32_t)third;
            c[lane] = (uint32_t)(first >> 32) ^ d[lane] ^ high_key;
            d[lane] = (uint32_t)first;
        }
        low_key += UINT32_C(0x9e3779b9);
        high_key += UINT32_C(0xbb67ae85);
    }
}

/** A uniform of (0, 1): the upper 52 of 64 bits and a half, so that 0 and 1 never come and 1 - u is exact. */
static inline double ieci__philox_unit(uint32_t high, uint32_t low) {
    const uint64_t bits = (uint64_t)high << 20 | low >> 12;
    /* As the mantissa of a number of [1, 2): no conversion, which has no lanes. Both additions are exact. */
    return (ieci__number_from_bits(bits | UINT64_C(1023) << 52) - 1.0) + 0x1p-53;
}

/** The four words of a block. */
void ieci__philox_block(uint64_t seed, uint64_t replicate, uint32_t slot, uint32_t stream, uint32_t words[4]);

/** Uniforms `first` to first + count - 1 of a stream in one replicate. */
void ieci__philox_uniforms(uint64_t seed, uint64_t replicate, uint32_t stream, size_t first, size_t count,
                           double *uniforms);

#endif
