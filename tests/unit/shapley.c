/* SPDX-License-Identifier: MIT */
/* Shapley effects: games with known values, discrete designs in exact arithmetic, Goda's estimator. */
#include "stats/shapley.h"

#include <check.h>

#include "support/designs.h"

Suite *suite(void);

/* The glove game: players 0 and 1 have a left glove, 2 a right one; 1/6, 1/6, 2/3 (Shapley's own example). */
START_TEST(shares_the_gloves) {
    static const double value[] = {0, 0, 0, 0, 0, 1, 1, 1};
    double shares[3];
    ieci__shapley_exact(3, value, shares);
    ck_assert(fabs(shares[0] - 1.0 / 6.0) < 1e-15 && fabs(shares[1] - 1.0 / 6.0) < 1e-15);
    ck_assert(fabs(shares[2] - 2.0 / 3.0) < 1e-15);
}
END_TEST

/* Y = 4 x + 2 y + 6 x y with x = 0, 1 (chances 1/4, 3/4), y = 0, 1, 2 (1/2, 1/4, 1/4) and a factor without effect. */
START_TEST(explains_a_discrete_design_exactly) {
    static const size_t levels[] = {2, 3, 2};
    static const double chance[] = {0.25, 0.75, 0.5, 0.25, 0.25, 0.5, 0.5};
    double output[12], explained[8], room[12], shares[3];
    for (size_t i = 0; i < 12; i++) {
        const double x = (double)(i % 2), y = (double)(i / 2 % 3);
        output[i] = 4.0 * x + 2.0 * y + 6.0 * x * y;
    }
    ieci__shapley_explained(3, levels, chance, output, explained, room);
    /* E(y) = 3/4, V(y) = 11/16, E(x) = 3/4, V(x) = 3/16. E(Y | x) = 1.5 + 8.5 x, E(Y | y) = 3 + 6.5 y. */
    const double x = 8.5 * 8.5 * 3.0 / 16.0, y = 6.5 * 6.5 * 11.0 / 16.0, both = 36.0 * 3.0 / 16.0 * 11.0 / 16.0;
    const double expected[] = {0.0, x, y, x + y + both, 0.0, x, y, x + y + both};
    for (size_t set = 0; set < 8; set++) {
        ck_assert_msg(fabs(explained[set] - expected[set]) <= 1e-12, "set %zu: %.17g", set, explained[set]);
    }
    ieci__shapley_exact(3, explained, shares);
    ck_assert(fabs(shares[0] - x - both / 2.0) <= 1e-12 && fabs(shares[1] - y - both / 2.0) <= 1e-12);
    ck_assert(shares[2] == 0.0);
}
END_TEST

START_TEST(draws_all_orders_alike) {
    int times[6] = {0};
    for (uint64_t row = 0; row < 6000; row++) {
        uint32_t order[3];
        ieci__shapley_order(4, row, 3, order);
        ck_assert(order[0] + order[1] + order[2] == 3 && order[0] != order[1] && order[1] != order[2]);
        times[order[0] * 2 + (order[1] > order[2])]++;
    }
    for (size_t i = 0; i < 6; i++) {
        ck_assert_msg(abs(times[i] - 1000) < 4.0 * sqrt(6000.0 * 5.0 / 36.0), "order %zu: %d", i, times[i]);
    }
}
END_TEST

/* Shapley effects of Ishigami's function: S1 + S13 / 2, S2, S13 / 2; the sums add up to half the mean square. */
START_TEST(walks_from_a_to_b) {
    enum {
        ROWS = 1 << 15
    };
    double sums[3] = {0.0}, square = 0.0, mean = 0.0, squares = 0.0;
    double *points = design_points(ROWS, 3, 8, true);
    for (size_t r = 0; r < ROWS; r++) {
        uint32_t order[3];
        double point[3];
        design_mix(points + r * 6, 3, 0, point);
        const double start = design_ishigami(point);
        double before = start;
        unsigned set = 0;
        ieci__shapley_order(8, r, 3, order);
        for (size_t i = 0; i < 3; i++) {
            set |= 1u << order[i];
            design_mix(points + r * 6, 3, set, point);
            const double after = design_ishigami(point);
            ieci__shapley_step(1, &start, &before, &after, 1.0, &sums[order[i]]);
            before = after;
        }
        square += 0.5 * (start - before) * (start - before);
        mean += start / ROWS;
        squares += start * start / ROWS;
    }
    const double variance = squares - mean * mean;
    static const double expected[] = {0.43567, 0.44241, 0.12184};
    ck_assert(fabs(sums[0] + sums[1] + sums[2] - square) <= 1e-9 * square);
    for (size_t i = 0; i < 3; i++) {
        ck_assert_msg(fabs(sums[i] / ROWS / variance - expected[i]) < 0.02, "%zu: %g", i, sums[i] / ROWS / variance);
    }
    free(points);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("shapley");
    TCase *effects = tcase_create("effects");
    tcase_add_test(effects, shares_the_gloves);
    tcase_add_test(effects, explains_a_discrete_design_exactly);
    tcase_add_test(effects, draws_all_orders_alike);
    tcase_add_test(effects, walks_from_a_to_b);
    tcase_set_timeout(effects, 60); /* slow under valgrind */
    suite_add_tcase(all, effects);
    return all;
}
