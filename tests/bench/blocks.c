/* SPDX-License-Identifier: MIT */
/* bench_blocks: where the time of an ensemble goes, for performance.py. Weights only, 50 units x 25 indicators, for
 * each instruction set of this processor: "blocks_NAME_PART<tab>seconds<tab>replicates"; and what memory can do. */
#define _POSIX_C_SOURCE 200809L
#include "run/block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "index/impute.h"

enum {
    UNITS = 50,
    CHILDREN = 25,
    LANES_OF_BLOCK = IECI__BLOCK_LANES,
    BLOCKS = 4000,
    PARTS = 4,
    ROUNDS = 9,
    COPIED = 1 << 26
};

typedef struct memory {
    double figures[CHILDREN][UNITS], kept[UNITS * (CHILDREN + 2)];
    double uniform[CHILDREN * LANES_OF_BLOCK + LANES_OF_BLOCK], weight[(CHILDREN + 1) * LANES_OF_BLOCK];
    double value[UNITS * LANES_OF_BLOCK], room[10000], count_room[UNITS * LANES_OF_BLOCK * 8];
    unsigned char state[UNITS * LANES_OF_BLOCK];
    uint64_t counts[UNITS * (UNITS + 1)], low[UNITS];
    int64_t high[UNITS];
} memory;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static int compare(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values) {
    qsort(values, ROUNDS, sizeof *values, compare);
    return values[ROUNDS / 2];
}

/* Parts of a block, one after the other, each for all blocks, so that clocks do not count. */
static void run_part(int part, const ieci__block_code *code, memory *m, const ieci__draw *row,
                     const ieci__draw_node *draw, const ieci__kernel_plan *plan, const ieci__kernel_block *block,
                     const ieci__count_plan *by) {
    const ieci__count_block counts = {.lanes = LANES_OF_BLOCK,
                                      .score = m->value,
                                      .room = m->count_room,
                                      .counts = m->counts,
                                      .sum_low = m->low,
                                      .sum_high = m->high};
    for (uint64_t b = 0; b < BLOCKS; b++) {
        uint64_t replicate[LANES_OF_BLOCK];
        for (uint64_t lane = 0; lane < LANES_OF_BLOCK; lane++) {
            replicate[lane] = b * LANES_OF_BLOCK + lane;
        }
        if (part == 0 || part == PARTS) {
            code->uniforms(1, replicate, 0, CHILDREN, m->uniform);
        }
        if (part == 1 || part == PARTS) {
            row->block(draw, m->uniform, m->weight, m->room);
        }
        if (part == 2 || part == PARTS) {
            code->score(plan, block);
        }
        if (part == 3 || part == PARTS) {
            code->count(by, &counts);
        }
    }
}

static void measure(const ieci__block_code *code, memory *m) {
    static const char *const parts[] = {"random", "weights", "scores", "ranks", "all"};
    static const double within[] = {25.0};
    static ieci__network_step network[1000];
    bool sample[UNITS];
    size_t children[CHILDREN];
    double share[CHILDREN];
    const double *child[CHILDREN], *pointers[2 * CHILDREN + 2];
    double *value[CHILDREN + 1];
    unsigned char *state[CHILDREN + 1];
    for (size_t c = 0; c < CHILDREN; c++) {
        children[c] = c;
        share[c] = 1.0 / CHILDREN;
        child[c] = m->figures[c];
        value[c] = m->value;
        state[c] = m->state;
    }
    for (size_t u = 0; u < UNITS; u++) {
        sample[u] = true;
    }
    value[CHILDREN] = m->value;
    state[CHILDREN] = m->state;
    ieci__aggregate_fix(ieci__aggregate_row(0), UNITS, CHILDREN, child, NULL, m->kept);
    const ieci__kernel_node node = {.slot = CHILDREN,
                                    .num_children = CHILDREN,
                                    .children = children,
                                    .aggregate = code->aggregate_row(0),
                                    .missing = ieci__impute_row(0),
                                    .whole = true,
                                    .kept = m->kept};
    const ieci__kernel_plan plan = {.units = UNITS,
                                    .slots = CHILDREN + 1,
                                    .num_nodes = 1,
                                    .nodes = &node,
                                    .sample = sample,
                                    .most_children = CHILDREN};
    const ieci__kernel_block block = {value, state, m->weight, m->room, NULL, pointers};
    const ieci__draw *row = code->draw_row(ieci__method_find(&ieci__draw_family, "around"));
    const ieci__draw_node draw = {.children = CHILDREN, .share = share, .parameters = within};
    const ieci__count_plan by = {.units = UNITS,
                                 .sample = sample,
                                 .key_decimals = 10,
                                 .decimals = 10,
                                 .network = network,
                                 .steps = ieci__network_merge(UNITS, network)};
    run_part(PARTS, code, m, row, &draw, &plan, &block, &by);
    for (int part = 0; part <= PARTS; part++) {
        double times[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            const double before = now();
            run_part(part, code, m, row, &draw, &plan, &block, &by);
            times[round] = now() - before;
        }
        printf("blocks_%s_%s\t%.6g\t%d\n", code->name, parts[part], median(times), BLOCKS * LANES_OF_BLOCK);
    }
}

static void measure_memory(void) {
    double times[ROUNDS];
    char *from = malloc(COPIED), *to = malloc(COPIED);
    if (from != NULL && to != NULL) {
        memset(from, 1, COPIED);
        memset(to, 2, COPIED);
        for (int round = 0; round < ROUNDS; round++) {
            const double before = now();
            memcpy(to, from, COPIED);
            from[round] = to[round + 1]; /* or compilers leave it out */
            times[round] = now() - before;
        }
        printf("memcpy\t%.6g\t%d\n", median(times), COPIED);
    }
    free(from);
    free(to);
}

int main(void) {
    memory *m = calloc(1, sizeof *m);
    uint64_t state = 1;
    if (m == NULL) {
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < UNITS * CHILDREN; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        m->figures[i / UNITS][i % UNITS] = 1.0 + 99.0 * ((double)(state >> 11) * 0x1p-53);
    }
    for (size_t i = 0; ieci__block_pick(i) != NULL; i++) {
        measure(ieci__block_pick(i), m);
    }
    measure_memory();
    free(m);
    return EXIT_SUCCESS;
}
