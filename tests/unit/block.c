/* SPDX-License-Identifier: MIT */
/* The code of each instruction set of this processor against code with one lane: the same bits, the same counts. */
#include "run/block.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/philox.h"
#include "index/ties.h"
#include "support/random.h"

Suite *suite(void);

enum {
    BLOCK = IECI__BLOCK_LANES,
    CODES = 3,
    UNITS = 37,
    LEAVES = 9,
    SLOTS = 12,
    MOST = 600,
    NUMBERS = 4000,
    ROOM = 1 << 17
};

/* Tests of a code that this processor has not pass: the table ends with plain. */
static const ieci__block_code *code_of(int index) {
    const ieci__block_code *code = ieci__block_pick((size_t)index);
    return code != NULL ? code : ieci__block_pick(0);
}

START_TEST(ends_with_plain_code) {
    size_t count = 0;
    while (ieci__block_pick(count) != NULL) {
        count++;
    }
    ck_assert(count >= 1 && count <= CODES);
    ck_assert_str_eq(ieci__block_pick(count - 1)->name, "plain");
}
END_TEST

START_TEST(draws_the_uniforms_of_philox) {
    double uniform[9 * BLOCK], expected[9];
    uint64_t replicate[BLOCK];
    for (size_t lane = 0; lane < BLOCK; lane++) {
        replicate[lane] = (UINT64_C(1) << 33) - 3 + lane * lane * UINT64_C(1234567891);
    }
    for (size_t count = 0; count <= 9; count++) {
        code_of(_i)->uniforms(UINT64_C(0x123456789abcdef), replicate, 7, count, uniform);
        for (size_t lane = 0; lane < BLOCK; lane++) {
            ieci__philox_uniforms(UINT64_C(0x123456789abcdef), replicate[lane], 7, 0, count, expected);
            for (size_t i = 0; i < count; i++) {
                ck_assert(uniform[i * BLOCK + lane] == expected[i]);
            }
        }
    }
}
END_TEST

START_TEST(draws_the_shares_of_one_lane) {
    static const double parameters[][2] = {{25}, {0}, {7.5}, {0.05, 0.4}, {0}, {0.3}, {0}};
    static const double share[] = {0.1, 0.2, 0.2, 0.15, 0.35},
                        expert[] = {0.2, 0.2, 0.2, 0.2, 0.2, 1.0, 0.0, 0.0, 0.0, 0.0};
    static double kept[NUMBERS], room[NUMBERS], uniform[20 * BLOCK], drawn[5 * BLOCK], one[20], expected[5];
    for (size_t row = 0; row < ieci__draw_family.count; row++) {
        const ieci__draw *block = code_of(_i)->draw_row(row), *single = ieci__draw_row(row);
        const ieci__draw_node node = {5, share, parameters[row], 2, expert, kept};
        const size_t uniforms = single->uniforms(5);
        uint64_t state = 5;
        ck_assert_str_eq(block->method.name, single->method.name);
        ck_assert_ptr_null(block->prepare(&node));
        for (size_t i = 0; i < uniforms * BLOCK; i++) {
            uniform[i] = random_between(&state, 0x1p-53, 1.0);
        }
        block->block(&node, uniform, drawn, room);
        for (size_t lane = 0; lane < BLOCK; lane++) {
            for (size_t i = 0; i < uniforms; i++) {
                one[i] = uniform[i * BLOCK + lane];
            }
            single->block(&node, one, expected, room);
            for (size_t c = 0; c < 5; c++) {
                ck_assert_msg(ieci__number_bits(expected[c]) == ieci__number_bits(drawn[c * BLOCK + lane]), "%s, %s",
                              code_of(_i)->name, single->method.name);
            }
        }
    }
}
END_TEST

/* Three nodes over nine leaves and the index over them; some leaves are missing in some units. */
typedef struct tree {
    size_t children[SLOTS];
    ieci__kernel_node nodes[3];
    bool sample[UNITS], full[UNITS];
    ieci__kernel_plan plan;
    double values[SLOTS][UNITS * BLOCK], weight[SLOTS * BLOCK], room[ROOM];
    unsigned char states[SLOTS][UNITS * BLOCK];
    double *value[SLOTS];
    unsigned char *state[SLOTS];
    const double *pointers[2 * SLOTS];
    ieci__pair pairs[2 * UNITS];
} tree;

static const double parameters_of_all[] = {0.5, 0.25, 0.75};

static void plant(tree *t, const ieci__aggregate *(*row)(size_t), size_t method) {
    memset(t, 0, sizeof *t);
    for (size_t i = 0; i < SLOTS; i++) {
        t->children[i] = i;
        t->value[i] = t->values[i];
        t->state[i] = t->states[i];
    }
    for (size_t n = 0; n < 3; n++) {
        /* leaves 0-4, leaves 5-8, and the index over both nodes */
        static const size_t first[] = {0, 5, 9}, count[] = {5, 4, 2};
        t->nodes[n] = (ieci__kernel_node){
            .slot = 9 + n,
            .num_children = count[n],
            .children = t->children + first[n],
            .aggregate = row((method + n) % ieci__aggregate_family.count),
            .parameters = parameters_of_all,
            .min_share = 0.3,
            .missing = ieci__impute_row(n == 0 ? ieci__method_find(&ieci__impute_family, "mean") : 0),
            .whole = n == 1 && row((method + n) % ieci__aggregate_family.count)->block != NULL,
            .full = n == 0 ? t->full : NULL};
    }
    for (size_t u = 0; u < UNITS; u++) {
        t->sample[u] = u % 7 != 0;
        t->full[u] = u % 3 != 0; /* see fill() */
    }
    t->plan = (ieci__kernel_plan){UNITS, SLOTS, 3, t->nodes, t->sample, SLOTS, 0.0, 100.0, 10};
}

/* Lane `lane` of the inputs, the same for any width. */
static void fill(tree *t, size_t lanes, size_t from) {
    for (size_t lane = 0; lane < lanes; lane++) {
        uint64_t state = 77 + from + lane;
        for (size_t s = 0; s < SLOTS; s++) {
            t->weight[s * lanes + lane] = random_between(&state, 0.0, 0.4);
        }
        for (size_t s = 0; s < LEAVES; s++) {
            for (size_t u = 0; u < UNITS; u++) {
                t->values[s][u * lanes + lane] = random_between(&state, 0.5, 100.0);
                const bool missing = s < 5 && (u * 5 + s) % 11 < 4 && u % 3 == 0;
                t->states[s][u * lanes + lane] = missing ? IECI__STATE_ABSENT : IECI__STATE_PRESENT;
            }
        }
    }
}

START_TEST(scores_as_one_lane_does) {
    static tree block, single;
    for (size_t method = 0; method < ieci__aggregate_family.count; method++) {
        plant(&block, code_of(_i)->aggregate_row, method);
        ck_assert(code_of(_i)->kernel_room(&block.plan) <= ROOM);
        fill(&block, BLOCK, 0);
        const ieci__kernel_block work = {block.value, block.state, block.weight,
                                         block.room,  block.pairs, block.pointers};
        code_of(_i)->score(&block.plan, &work);
        for (size_t lane = 0; lane < BLOCK; lane++) {
            plant(&single, ieci__aggregate_row, method);
            fill(&single, 1, lane);
            const ieci__kernel_block one = {single.value, single.state, single.weight,
                                            single.room,  single.pairs, single.pointers};
            ieci__kernel_score(&single.plan, &one);
            for (size_t s = LEAVES; s < SLOTS; s++) {
                for (size_t u = 0; u < UNITS; u++) {
                    const double a = block.values[s][u * BLOCK + lane], b = single.values[s][u];
                    ck_assert(block.states[s][u * BLOCK + lane] == single.states[s][u]);
                    ck_assert_msg(ieci__number_bits(a) == ieci__number_bits(b) || (a != a && b != b), "%a %a", a, b);
                }
            }
        }
    }
}
END_TEST

/* --- Counts --- */

static const struct {
    const char *name;
    double size;       /* of scores */
    unsigned decimals; /* ranks are of these */
    size_t ties;
    bool states;
    size_t lanes;
} counting[] = {
    {"full", 100.0, 10, IECI__TIES_MIN, false, 16},        {"printed", 100.0, 1, IECI__TIES_MIN, false, 16},
    {"max", 10.0, 1, IECI__TIES_MAX, false, 16},           {"dense", 10.0, 1, IECI__TIES_DENSE, true, 16},
    {"average", 10.0, 1, IECI__TIES_AVERAGE, false, 16},   {"ordinal", 10.0, 1, IECI__TIES_ORDINAL, true, 16},
    {"no score", 100.0, 1, IECI__TIES_MIN, true, 16},      {"five lanes", 100.0, 1, IECI__TIES_MIN, true, 5},
    {"whole", 30.0, 0, IECI__TIES_MIN, false, 16},         {"large", 1e6, 10, IECI__TIES_MIN, true, 16},
    {"beyond doubles", 2e8, 10, IECI__TIES_MIN, false, 3},
};

typedef struct tally {
    double score[MOST * BLOCK];
    unsigned char state[MOST * BLOCK];
    bool sample[MOST];
    ieci__network_step network[12000];
    uint64_t counts[MOST * (MOST + 1)], expected[MOST * (MOST + 1)], low[MOST];
    int64_t high[MOST], sums[MOST], keys[MOST * BLOCK];
    uint32_t ranks[MOST * BLOCK];
    char room[MOST * BLOCK * 32];
} tally;

static void make_scores(tally *t, int at, size_t units) {
    uint64_t state = (uint64_t)at + units;
    for (size_t u = 0; u < units; u++) {
        t->sample[u] = units < 4 || u % 9 != 4;
        for (size_t lane = 0; lane < BLOCK; lane++) {
            const size_t cell = u * BLOCK + lane;
            const double drawn = random_between(&state, -counting[at].size / 4.0, counting[at].size);
            /* Halves, exact ties and whole numbers among them. */
            t->score[cell] = random_below(&state, 3) == 0 ? (double)(int64_t)(drawn * 20.0) / 20.0 : drawn;
            t->state[cell] = random_below(&state, 6) == 0 ? IECI__STATE_FILLED : IECI__STATE_PRESENT;
        }
    }
}

/* What a lane adds, by the code that evaluate uses. */
static void expect_lane(tally *t, int at, size_t units, size_t lane) {
    static int64_t keys[MOST];
    static double ranks[MOST];
    static size_t order[2 * MOST];
    const size_t ties = counting[at].ties == IECI__TIES_AVERAGE ? IECI__TIES_MIN : counting[at].ties;
    for (size_t u = 0; u < units; u++) {
        const size_t cell = u * BLOCK + lane;
        const bool present = !counting[at].states || t->state[cell] == IECI__STATE_PRESENT;
        const int64_t key = present ? ieci__kernel_key(t->score[cell], 10) : IECI__KEY_NONE;
        ck_assert(t->keys[cell] == key);
        t->sums[u] += lane < counting[at].lanes && key != IECI__KEY_NONE ? key : 0;
        keys[u] = t->sample[u] && key != IECI__KEY_NONE ? ieci__number_round_key(key, 10 - counting[at].decimals)
                                                        : IECI__KEY_NONE;
    }
    ieci__ties_ranks(ieci__ties_row(ties), units, keys, order, ranks, NULL);
    for (size_t u = 0; u < units; u++) {
        const size_t column = ranks[u] == ranks[u] ? (size_t)ranks[u] - 1 : units;
        ck_assert_msg(t->ranks[u * BLOCK + lane] == column, "%s: unit %zu of %zu, lane %zu: %u, not %zu",
                      counting[at].name, u, units, lane, t->ranks[u * BLOCK + lane], column);
        t->expected[u * (units + 1) + column] += lane < counting[at].lanes;
    }
}

static void check_counts(tally *t, const ieci__block_code *code, int at, size_t units) {
    const size_t steps = ieci__network_merge(units, t->network);
    memset(t->counts, 0, sizeof t->counts);
    memset(t->expected, 0, sizeof t->expected);
    memset(t->low, 0, sizeof t->low);
    memset(t->high, 0, sizeof t->high);
    memset(t->sums, 0, sizeof t->sums);
    ck_assert(code->count_room(units) <= sizeof t->room && steps < 12000);
    make_scores(t, at, units);
    const ieci__count_plan plan = {
        units, t->sample, 10, counting[at].decimals, counting[at].ties, units <= IECI__COUNT_MOST ? t->network : NULL,
        steps};
    const ieci__count_block block = {
        counting[at].lanes, t->score, counting[at].states ? t->state : NULL, t->room, t->counts, t->low, t->high,
        t->ranks,           t->keys};
    code->count(&plan, &block);
    for (size_t lane = 0; lane < BLOCK; lane++) {
        expect_lane(t, at, units, lane);
    }
    ck_assert_mem_eq(t->counts, t->expected, units * (units + 1) * sizeof *t->counts);
    for (size_t u = 0; u < units; u++) {
        ck_assert(t->low[u] == (uint64_t)t->sums[u] && t->high[u] == (t->sums[u] < 0 ? -1 : 0));
    }
    /* Without the wishes the counts are the same. */
    ieci__count_block less = block;
    less.ranks = NULL;
    less.keys = NULL;
    memset(t->counts, 0, sizeof t->counts);
    code->count(&plan, &less);
    ck_assert_mem_eq(t->counts, t->expected, units * (units + 1) * sizeof *t->counts);
}

START_TEST(counts_the_ranks_of_evaluate) {
    const int at = _i % (int)(sizeof counting / sizeof *counting),
              index = _i / (int)(sizeof counting / sizeof *counting);
    tally *t = malloc(sizeof *t);
    ck_assert_ptr_nonnull(t);
    for (size_t units = 1; units <= 66; units += units < 10 ? 1 : 7) {
        check_counts(t, code_of(index), at, units);
    }
    check_counts(t, code_of(index), at, 200);
    check_counts(t, code_of(index), at, IECI__COUNT_MOST + 1);
    free(t);
}
END_TEST

/* Sums beyond 64 bits. */
START_TEST(adds_wide_sums) {
    uint64_t counts[2] = {0}, low[1] = {0};
    int64_t high[1] = {0};
    static char room[4096];
    static double score[BLOCK];
    static const bool sample[] = {true};
    const ieci__count_plan plan = {1, sample, 10, 10, IECI__TIES_MIN, NULL, 0};
    const ieci__count_block block = {BLOCK, score, NULL, room, counts, low, high, NULL, NULL};
    for (size_t lane = 0; lane < BLOCK; lane++) {
        score[lane] = 90000000.0;
    }
    for (int i = 0; i < 3; i++) {
        code_of(_i)->count(&plan, &block);
    }
    /* 48 keys of 9e17 are 4.32e19 = 2 x 2^64 + 6306511852580896768 */
    ck_assert(high[0] == 2 && low[0] == UINT64_C(6306511852580896768));
    for (size_t lane = 0; lane < BLOCK; lane++) {
        score[lane] = -90000000.0;
    }
    for (int i = 0; i < 3; i++) {
        code_of(_i)->count(&plan, &block);
    }
    ck_assert(high[0] == 0 && low[0] == 0 && counts[0] == 96);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("block");
    TCase *codes = tcase_create("codes");
    tcase_add_test(codes, ends_with_plain_code);
    tcase_add_loop_test(codes, draws_the_uniforms_of_philox, 0, CODES);
    tcase_add_loop_test(codes, draws_the_shares_of_one_lane, 0, CODES);
    tcase_add_loop_test(codes, scores_as_one_lane_does, 0, CODES);
    tcase_add_loop_test(codes, counts_the_ranks_of_evaluate, 0, CODES * (int)(sizeof counting / sizeof *counting));
    tcase_add_loop_test(codes, adds_wide_sums, 0, CODES);
    tcase_set_timeout(codes, 60);
    suite_add_tcase(all, codes);
    return all;
}
