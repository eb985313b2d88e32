/* SPDX-License-Identifier: MIT */
/* The zero-one principle: a network that sorts every list of zeros and ones sorts every list. */
#include "stats/network.h"

#include <check.h>
#include <stdbool.h>

#include "support/random.h"

Suite *suite(void);

enum {
    MOST = 300,
    STEPS = 4000
};

static ieci__network_step steps[STEPS];

static size_t sort(size_t places, size_t count, double *values) {
    size_t comparisons = 0;
    for (size_t s = 0; s < count; s++) { /* few checks, many rounds */
        for (size_t i = 0; i < steps[s].count; i++, comparisons++) {
            const size_t first = steps[s].first + i, second = steps[s].second + i;
            if (values[first] < values[second]) {
                const double kept = values[first];
                values[first] = values[second];
                values[second] = kept;
            }
        }
        ck_assert(steps[s].first + steps[s].count <= steps[s].second);
        ck_assert((size_t)(steps[s].second + steps[s].count) <= places);
    }
    return comparisons;
}

START_TEST(sorts_all_zeros_and_ones) {
    double values[12];
    const size_t places = (size_t)_i, count = ieci__network_merge(places, steps);
    for (unsigned bits = 0; bits < 1u << places; bits++) {
        for (size_t i = 0; i < places; i++) {
            values[i] = bits >> i & 1;
        }
        sort(places, count, values);
        bool sorted = true;
        for (size_t i = 1; i < places; i++) {
            sorted = sorted && values[i - 1] >= values[i];
        }
        ck_assert_msg(sorted, "%zu places, bits %x", places, bits);
    }
}
END_TEST

START_TEST(sorts_any_number_of_places) {
    double values[MOST];
    uint64_t state = 3;
    for (size_t places = 0; places <= MOST; places++) {
        const size_t count = ieci__network_merge(places, steps);
        ck_assert(count == ieci__network_merge(places, NULL) && count <= STEPS);
        for (size_t i = 0; i < places; i++) {
            values[i] = (double)random_below(&state, 100);
        }
        sort(places, count, values);
        for (size_t i = 1; i < places; i++) {
            ck_assert(values[i - 1] >= values[i]);
        }
    }
}
END_TEST

/* Batcher's numbers, for powers of two (p^2 - p + 4) 2^(p - 2) - 1. */
START_TEST(takes_as_many_comparisons_as_published) {
    static const size_t expected[][2] = {{2, 1},    {4, 5},    {8, 19},   {16, 63},
                                         {32, 191}, {64, 543}, {50, 403}, {200, 2906}};
    double values[MOST] = {0.0};
    const size_t places = expected[_i][0];
    ck_assert_uint_eq(sort(places, ieci__network_merge(places, steps), values), expected[_i][1]);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("network");
    TCase *sorting = tcase_create("sorting");
    tcase_add_loop_test(sorting, sorts_all_zeros_and_ones, 1, 11);
    tcase_add_test(sorting, sorts_any_number_of_places);
    tcase_add_loop_test(sorting, takes_as_many_comparisons_as_published, 0, 8);
    tcase_set_timeout(sorting, 60);
    suite_add_tcase(all, sorting);
    return all;
}
