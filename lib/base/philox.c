/* SPDX-License-Identifier: MIT */
#include "base/philox.h"

void ieci__philox_block(uint64_t seed, uint64_t replicate, uint32_t slot, uint32_t stream, uint32_t words[4]) {
    words[0] = (uint32_t)replicate;
    words[1] = (uint32_t)(replicate >> 32);
    words[2] = slot;
    words[3] = stream;
    ieci__philox_rounds(1, &words[0], &words[1], &words[2], &words[3], seed);
}

void ieci__philox_uniforms(uint64_t seed, uint64_t replicate, uint32_t stream, size_t first, size_t count,
                           double *uniforms) {
    uint32_t words[4];
    for (size_t i = 0; i < count; i++) {
        const size_t number = first + i;
        if (i == 0 || number % 2 == 0) {
            ieci__philox_block(seed, replicate, (uint32_t)(number / 2), stream, words);
        }
        uniforms[i] = ieci__philox_unit(words[number % 2 * 2], words[number % 2 * 2 + 1]);
    }
}
