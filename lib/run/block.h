/* SPDX-License-Identifier: MIT */
/* The code of ensembles: blocks of 16 replicates, compiled once per instruction set, with the same bits from all. */
#ifndef IECI_RUN_BLOCK_H
#define IECI_RUN_BLOCK_H

#include "index/aggregate.h"
#include "index/draw.h"
#include "run/count.h"
#include "run/kernel.h"

/** Replicates in a block; arrays are [..][IECI__BLOCK_LANES]. */
#define IECI__BLOCK_LANES 16

typedef struct ieci__block_code {
    const char *name; /**< plain, avx2, avx512 */
    const ieci__aggregate *(*aggregate_row)(size_t index);
    const ieci__draw *(*draw_row)(size_t index);
    /** See ieci__kernel_room() and ieci__kernel_score(); nodes of the plan have rows of this code. */
    size_t (*kernel_room)(const ieci__kernel_plan *plan);
    void (*score)(const ieci__kernel_plan *plan, const ieci__kernel_block *block);
    /** See ieci__count_room() and ieci__count_add(). */
    size_t (*count_room)(size_t units);
    void (*count)(const ieci__count_plan *plan, const ieci__count_block *block);
    /** Uniforms 0 to count - 1 of a stream, [count][16]: those of ieci__philox_uniforms() for each of 16 replicates. */
    void (*uniforms)(uint64_t seed, const uint64_t *replicate, uint32_t stream, size_t count, double *uniform);
} ieci__block_code;

/** The code for an instruction set that this processor has, the best first; NULL behind the last, which is plain. */
const ieci__block_code *ieci__block_pick(size_t index);

#endif
