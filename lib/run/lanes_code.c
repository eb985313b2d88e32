/* SPDX-License-Identifier: MIT */
#include "run/lanes_code.h"

#include "base/philox.h"

/* As many lanes as a block holds: the length of every inner loop is known. */
static void make_uniforms(uint64_t seed, const uint64_t *replicate, uint32_t stream, size_t count, double *uniform) {
    for (size_t i = 0; i < count; i += 2) {
        uint32_t a[LANES], b[LANES], c[LANES], d[LANES];
        for (size_t lane = 0; lane < LANES; lane++) {
            a[lane] = (uint32_t)replicate[lane];
            b[lane] = (uint32_t)(replicate[lane] >> 32);
            c[lane] = (uint32_t)(i / 2);
            d[lane] = stream;
        }
        ieci__philox_rounds(LANES, a, b, c, d, seed);
        double *out = uniform + i * LANES;
        for (size_t lane = 0; lane < LANES; lane++) {
            out[lane] = ieci__philox_unit(a[lane], b[lane]);
        }
        for (size_t lane = 0; lane < LANES && i + 1 < count; lane++) {
            out[LANES + lane] = ieci__philox_unit(c[lane], d[lane]);
        }
    }
}

#define NAME_OF(code) #code
#define NAME(code) NAME_OF(code)

const ieci__block_code IECI__LANED(ieci__lanes_code) = {
    .name = NAME(IECI__CODE),
    .aggregate_row = ieci__aggregate_row,
    .draw_row = ieci__draw_row,
    .kernel_room = ieci__kernel_room,
    .score = ieci__kernel_score,
    .count_room = ieci__count_room,
    .count = ieci__count_add,
    .uniforms = make_uniforms,
};
