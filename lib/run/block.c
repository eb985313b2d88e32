/* SPDX-License-Identifier: MIT */
#include "run/block.h"

/* Which of these exist is decided by lib/meson.build. */
extern const ieci__block_code ieci__lanes_code_plain;
#ifdef IECI__HAS_AVX
extern const ieci__block_code ieci__lanes_code_avx2, ieci__lanes_code_avx512;
#endif

const ieci__block_code *ieci__block_pick(size_t index) {
    size_t count = 0;
    const ieci__block_code *codes[3];
#ifdef IECI__HAS_AVX
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw")) {
        codes[count++] = &ieci__lanes_code_avx512;
    }
    if (__builtin_cpu_supports("avx2")) {
        codes[count++] = &ieci__lanes_code_avx2;
    }
#endif
    codes[count++] = &ieci__lanes_code_plain;
    return index < count ? codes[index] : NULL;
}
