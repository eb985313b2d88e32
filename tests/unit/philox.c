/* SPDX-License-Identifier: MIT */
/* Known answers of Philox4x32-10 (kat_vectors of Random123 1.14, checked with an independent implementation), the
 * layout of counters, and the uniforms. */
#include "base/philox.h"

#include <check.h>
#include <math.h>

Suite *suite(void);

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static const struct {
    uint32_t counter[4];
    uint32_t key[2];
    uint32_t words[4];
} known[] = {
    {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
    {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
     {0xffffffff, 0xffffffff},
     {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
    {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
     {0xa4093822, 0x299f31d0},
     {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    {{7, 1, 3, 9}, {2025, 0}, {0xf46d8076, 0xc2f0ffe2, 0x8784ab87, 0xc70068bd}},
};

START_TEST(knows_the_answers) {
    const uint64_t seed = (uint64_t)known[_i].key[1] << 32 | known[_i].key[0];
    const uint64_t replicate = (uint64_t)known[_i].counter[1] << 32 | known[_i].counter[0];
    uint32_t words[4];
    ieci__philox_block(seed, replicate, known[_i].counter[2], known[_i].counter[3], words);
    for (int i = 0; i < 4; i++) {
        ck_assert_msg(words[i] == known[_i].words[i], "word %d is %08x", i, words[i]);
    }
}
END_TEST

START_TEST(makes_two_uniforms_of_a_block) {
    double uniforms[2];
    ieci__philox_uniforms(2025, UINT64_C(0x100000007), 9, 6, 2, uniforms);
    ck_assert_msg(uniforms[0] == 0x1.e8db00ed85e1fp-1 && uniforms[1] == 0x1.0f09570f8e00dp-1, "%a %a", uniforms[0],
                  uniforms[1]);
    ck_assert(ieci__philox_unit(0, 0) == 0x1p-53);
    ck_assert(ieci__philox_unit(UINT32_MAX, UINT32_MAX) == 1.0 - 0x1p-53);
    ck_assert(ieci__philox_unit(UINT32_C(0x80000000), 0) == 0.5 + 0x1p-53);
}
END_TEST

START_TEST(draws_any_part_of_a_stream_alone) {
    double whole[9], part[9];
    ieci__philox_uniforms(1, 2, 3, 0, 9, whole);
    for (size_t first = 0; first < 9; first++) {
        for (size_t count = 0; first + count <= 9; count++) {
            ieci__philox_uniforms(1, 2, 3, first, count, part);
            for (size_t i = 0; i < count; i++) {
                ck_assert(part[i] == whole[first + i]);
            }
        }
    }
}
END_TEST

/* Neighbours in every part of the counter: uniform (Kolmogorov, 0.1 %) and not correlated (4 standard errors). */
START_TEST(is_uniform_along_each_part) {
    enum {
        SIZE = 20000,
        CELLS = 100
    };
    static int cells[CELLS];
    double before = 0.5, product = 0.0, most = 0.0, below = 0.0;
    for (int i = 0; i < CELLS; i++) {
        cells[i] = 0;
    }
    for (uint32_t i = 0; i < SIZE; i++) {
        double u;
        ieci__philox_uniforms(_i == 0 ? i : 5, _i == 1 ? i : 6, _i == 2 ? i : 7, _i == 3 ? i : 8, 1, &u);
        cells[(int)(u * CELLS)]++;
        product += (u - 0.5) * (before - 0.5);
        before = u;
    }
    for (int i = 0; i < CELLS; i++) {
        below += cells[i];
        most = fmax(most, fabs(below / SIZE - (i + 1.0) / CELLS));
    }
    ck_assert_msg(most * sqrt(SIZE) < 1.95, "distance %g", most * sqrt(SIZE));
    ck_assert_msg(fabs(product) * 12.0 / sqrt(SIZE) < 4.0, "correlation %g", product * 12.0 / SIZE);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("philox");
    TCase *numbers = tcase_create("numbers");
    tcase_add_loop_test(numbers, knows_the_answers, 0, COUNT(known));
    tcase_add_test(numbers, makes_two_uniforms_of_a_block);
    tcase_add_test(numbers, draws_any_part_of_a_stream_alone);
    tcase_add_loop_test(numbers, is_uniform_along_each_part, 0, 4);
    tcase_set_timeout(numbers, 60); /* slow under valgrind */
    suite_add_tcase(all, numbers);
    return all;
}
