/* SPDX-License-Identifier: MIT */
/* The kernel: a block of sixteen replicates gives each lane the bits that one lane alone gives; missing rules; rank keys. */
#include <stddef.h>

#define IECI__LANES 16
#define ieci__aggregate_row wide_aggregate_row
#define ieci__aggregate_family wide_aggregate_family
#define ieci__aggregate_fix wide_aggregate_fix
#define ieci__aggregate_fixed wide_aggregate_fixed
#define ieci__kernel_room wide_kernel_room
#define ieci__kernel_score wide_kernel_score
#define ieci__kernel_key wide_kernel_key
#include "index/aggregate.c"
#include "run/kernel.c"
#undef ieci__kernel_room
#undef ieci__kernel_score
#undef ieci__kernel_key

#include <check.h>
#include <stdlib.h>

#include "support/random.h"

Suite *suite(void);

/* The same functions of the library, with one lane; its block functions come from its own table of methods. */
size_t ieci__kernel_room(const ieci__kernel_plan *plan);
void ieci__kernel_score(const ieci__kernel_plan *plan, const ieci__kernel_block *block);
int64_t ieci__kernel_key(double score, unsigned decimals);
#undef ieci__aggregate_row
#undef ieci__aggregate_family
extern const ieci__family ieci__aggregate_family;
const ieci__aggregate *ieci__aggregate_row(size_t index);

#define UNITS 9
#define WIDE 16
/* Slot 0 has children 1 and 2; 1 has leaves 3, 4, 5; 2 has leaves 6, 7. */
#define SLOTS 8

static const size_t children_0[] = {1, 2}, children_1[] = {3, 4, 5}, children_2[] = {6, 7};
static const size_t groups[UNITS] = {0, 0, 1, 1, 2, 2, IECI__KERNEL_NO_GROUP, 0, 1};
static const bool sample[UNITS] = {true, true, true, true, true, false, true, true, true};

typedef struct memory {
    double values[SLOTS][UNITS * WIDE], weights[SLOTS * WIDE], room[1 << 16];
    unsigned char states[SLOTS][UNITS * WIDE];
    double *value[SLOTS];
    unsigned char *state[SLOTS];
    ieci__pair pairs[2 * UNITS];
    const double *pointers[100];
} memory;

static void point(memory *at) {
    for (size_t s = 0; s < SLOTS; s++) {
        at->value[s] = at->values[s];
        at->state[s] = at->states[s];
    }
}

/* Random values, states and weights, all different in each lane. */
static void fill(memory *at, uint64_t *seed, bool gaps) {
    static const unsigned char states[] = {IECI__STATE_PRESENT, IECI__STATE_PRESENT, IECI__STATE_PRESENT,
                                           IECI__STATE_ABSENT,  IECI__STATE_DROPPED, IECI__STATE_FAILED};
    point(at);
    for (size_t s = 0; s < SLOTS; s++) {
        for (size_t i = 0; i < UNITS * WIDE; i++) {
            at->states[s][i] = gaps ? states[random_below(seed, 6)] : (unsigned char)IECI__STATE_PRESENT;
            at->values[s][i] = at->states[s][i] == IECI__STATE_PRESENT ? random_between(seed, 1.0, 100.0) : NAN;
        }
        for (size_t lane = 0; lane < WIDE; lane++) {
            at->weights[s * WIDE + lane] = random_below(seed, 8) == 0 ? 0.0 : random_between(seed, 0.1, 1.0);
        }
    }
}

/* One lane of a wide block as a block of its own. */
static void take_lane(const memory *wide, memory *narrow, size_t lane) {
    point(narrow);
    for (size_t s = 0; s < SLOTS; s++) {
        for (size_t u = 0; u < UNITS; u++) {
            narrow->values[s][u] = wide->values[s][u * WIDE + lane];
            narrow->states[s][u] = wide->states[s][u * WIDE + lane];
        }
        narrow->weights[s] = wide->weights[s * WIDE + lane];
    }
}

static void make_nodes(ieci__kernel_node nodes[3], uint64_t *seed, size_t method, bool wide, bool gaps) {
    static const double parameters[] = {0.5, 0.25, 0.75};
    const size_t *const children[] = {children_2, children_1, children_0};
    const size_t counts[] = {2, 3, 2}, slots[] = {2, 1, 0};
    for (size_t i = 0; i < 3; i++) {
        nodes[i] = (ieci__kernel_node){
            .slot = slots[i],
            .num_children = counts[i],
            .children = children[i],
            .aggregate = wide ? wide_aggregate_row(method) : ieci__aggregate_row(method),
            .parameters = parameters,
            .min_share = random_between(seed, 0.0, 0.7),
            .missing = ieci__impute_row(random_below(seed, ieci__impute_family.count)),
            .group = random_below(seed, 2) == 0 ? NULL : groups,
            .whole = !gaps && ieci__aggregate_row(method)->block != NULL,
        };
    }
}

static void run_wide_and_narrow(uint64_t *seed, size_t method, bool gaps, memory *wide, memory *narrow) {
    ieci__kernel_node wide_nodes[3], narrow_nodes[3];
    uint64_t again = *seed;
    make_nodes(wide_nodes, seed, method, true, gaps);
    make_nodes(narrow_nodes, &again, method, false, gaps);
    ieci__kernel_plan plan = {UNITS, SLOTS, 3, wide_nodes, sample, 3, 0.0, 100.0, 10};
    fill(wide, seed, gaps);
    for (size_t lane = 0; lane < WIDE && !gaps; lane++) { /* nodes that are whole have weights above 0 */
        for (size_t s = 0; s < SLOTS; s++) {
            wide->weights[s * WIDE + lane] += 0.1;
        }
    }
    memory *before = malloc(sizeof *before);
    *before = *wide;
    ieci__kernel_block block = {wide->value, wide->state, wide->weights, wide->room, wide->pairs, wide->pointers};
    wide_kernel_score(&plan, &block);
    plan.nodes = narrow_nodes;
    for (size_t lane = 0; lane < WIDE; lane++) {
        take_lane(before, narrow, lane);
        ieci__kernel_block one = {narrow->value, narrow->state,  narrow->weights,
                                  narrow->room,  narrow->pairs, narrow->pointers};
        ieci__kernel_score(&plan, &one);
        for (size_t s = 0; s < 3; s++) {
            for (size_t u = 0; u < UNITS; u++) {
                double a = wide->values[s][u * WIDE + lane], b = narrow->values[s][u];
                ck_assert_msg(a == b || (a != a && b != b), "slot %zu unit %zu lane %zu: %.17g and %.17g", s, u, lane, a,
                              b);
                ck_assert_uint_eq(wide->states[s][u * WIDE + lane], narrow->states[s][u]);
            }
        }
    }
    free(before);
}

START_TEST(test_lanes) {
    memory *wide = malloc(sizeof *wide), *narrow = malloc(sizeof *narrow);
    uint64_t seed = 7 + (uint64_t)_i;
    for (size_t round = 0; round < 40; round++) {
        run_wide_and_narrow(&seed, (size_t)_i, round % 4 != 0, wide, narrow);
    }
    free(wide);
    free(narrow);
}
END_TEST

/* One unit, two children of weight 1/4 and 3/4: what the node has, by the states of both. */
static const struct {
    const char *name;
    unsigned char first, second;
    double min_share;
    unsigned char state;
    double score;
} cases[] = {
    {"both", IECI__STATE_PRESENT, IECI__STATE_PRESENT, 0.0, IECI__STATE_PRESENT, 70.0},
    {"first absent", IECI__STATE_ABSENT, IECI__STATE_PRESENT, 0.0, IECI__STATE_PRESENT, 80.0},
    {"three quarters are enough", IECI__STATE_ABSENT, IECI__STATE_PRESENT, 0.75, IECI__STATE_PRESENT, 80.0},
    {"a quarter is not", IECI__STATE_PRESENT, IECI__STATE_ABSENT, 0.5, IECI__STATE_ABSENT, NAN},
    {"dropped does not count", IECI__STATE_PRESENT, IECI__STATE_DROPPED, 1.0, IECI__STATE_PRESENT, 40.0},
    {"filled counts", IECI__STATE_FILLED, IECI__STATE_PRESENT, 1.0, IECI__STATE_PRESENT, 70.0},
    {"failed", IECI__STATE_PRESENT, IECI__STATE_FAILED, 0.0, IECI__STATE_ABSENT, NAN},
    {"nothing", IECI__STATE_ABSENT, IECI__STATE_ABSENT, 0.0, IECI__STATE_ABSENT, NAN},
    {"does not apply", IECI__STATE_DROPPED, IECI__STATE_DROPPED, 0.5, IECI__STATE_DROPPED, NAN},
    {"undefined below", IECI__STATE_PRESENT, IECI__STATE_UNDEFINED, 0.0, IECI__STATE_UNDEFINED, NAN},
};

START_TEST(test_presence) {
    static const size_t children[] = {1, 2};
    static const double weights[] = {1.0, 0.25, 0.75};
    double values[3] = {NAN, 40.0, 80.0}, room[10];
    unsigned char states[3] = {0, cases[_i].first, cases[_i].second};
    double *value[] = {&values[0], &values[1], &values[2]};
    unsigned char *state[] = {&states[0], &states[1], &states[2]};
    const double *pointers[4];
    ieci__kernel_node node = {.slot = 0,
                              .num_children = 2,
                              .children = children,
                              .aggregate = ieci__aggregate_row(0),
                              .min_share = cases[_i].min_share,
                              .missing = ieci__impute_row(0)};
    ieci__kernel_plan plan = {1, 3, 1, &node, sample, 2, 0.0, 100.0, 10};
    ieci__kernel_block block = {value, state, weights, room, NULL, pointers};
    ieci__kernel_score(&plan, &block);
    ck_assert_msg(states[0] == cases[_i].state, "%s: state %d", cases[_i].name, states[0]);
    ck_assert_msg(values[0] == cases[_i].score || (values[0] != values[0] && cases[_i].score != cases[_i].score),
                  "%s: %.17g", cases[_i].name, values[0]);
}
END_TEST

static const struct {
    double score;
    unsigned decimals;
    int64_t key;
} keys[] = {
    {0.1 + 0.2, 10, INT64_C(3000000000)},
    {70.95, 10, INT64_C(709500000000)},
    {-0.05, 2, -5},
    {0.5, 0, 1},
    {-0.5, 0, -1},
    {0.49999999999999994, 0, 0},
    {NAN, 10, IECI__KEY_NONE},
    {1e9, 10, IECI__KEY_NONE},
    {-1e9, 10, IECI__KEY_NONE},
    {-0.0, 10, 0},
};

START_TEST(test_keys) {
    ck_assert_int_eq(ieci__kernel_key(keys[_i].score, keys[_i].decimals), keys[_i].key);
    ck_assert_int_eq(wide_kernel_key(keys[_i].score, keys[_i].decimals), keys[_i].key);
}
END_TEST

Suite *suite(void) {
    Suite *made = suite_create("kernel");
    TCase *tests = tcase_create("kernel");
    tcase_add_loop_test(tests, test_lanes, 0, (int)ieci__aggregate_family.count);
    tcase_add_loop_test(tests, test_presence, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_loop_test(tests, test_keys, 0, (int)(sizeof keys / sizeof *keys));
    suite_add_tcase(made, tests);
    return made;
}
