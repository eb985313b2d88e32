/* SPDX-License-Identifier: MIT */
#include "index/weigh.h"

#include <check.h>
#include <math.h>

#include "index/ahp.h"
#include "support/random.h"
#include "support/rows.h"

Suite *suite(void);

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define MOST 20

static const struct {
    const char *name;
    size_t count;
    double points[4];
    double expected[4];
} cases[] = {
    {"equal", 1, {0}, {1.0}},
    {"equal", 3, {0}, {1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0}},
    {"given", 1, {0.25}, {1.0}},
    {"given", 2, {2, 1}, {2.0 / 3.0, 1.0 / 3.0}},
    {"given", 3, {0.1, 0.2, 0.3}, {1.0 / 6.0, 1.0 / 3.0, 0.5}},
    {"given", 3, {5, 0, 5}, {0.5, 0.0, 0.5}},
    {"given", 2, {0, 0}, {(double)NAN, (double)NAN}},
};

/* Places of four: Barron, Barrett 1996, table 1 (centroids, sums, reciprocals). */
static const struct {
    const char *name;
    double shares[4];
} places[] = {
    {"roc", {0.5208, 0.2708, 0.1458, 0.0625}},
    {"rank_sum", {0.4, 0.3, 0.2, 0.1}},
    {"rank_reciprocal", {0.48, 0.24, 0.16, 0.12}},
};

START_TEST(weighs_places) {
    const ieci__weigh *row = ieci__weigh_row(ieci__method_find(&ieci__weigh_family, places[_i].name));
    double points[4], shares[4];
    for (size_t i = 0; i < 4; i++) {
        points[i] = row->place(i + 1, 4);
    }
    ieci__weigh_shares(4, points, shares);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_msg(fabs(shares[i] - places[_i].shares[i]) <= 0.00005, "%s: %g", places[_i].name, shares[i]);
    }
    ck_assert(row->place(1, 1) == 1.0);
}
END_TEST

/* Saaty's example of three with its consistency ratio; a consistent matrix, whole and with a gap; two children. */
static const struct {
    const char *name;
    size_t count;
    double matrix[9];
    bool by_means, connected;
    double weights[3], ratio;
} pairs[] = {
    {"eigenvector", 3, {1, 3, 5, 1 / 3.0, 1, 3, 1 / 5.0, 1 / 3.0, 1}, false, true, {0.6370, 0.2583, 0.1047}, 0.0332},
    {"root means", 3, {1, 3, 5, 1 / 3.0, 1, 3, 1 / 5.0, 1 / 3.0, 1}, true, true, {0.6370, 0.2583, 0.1047}, 0.0371},
    {"consistent", 3, {1, 2, 4, 0.5, 1, 2, 0.25, 0.5, 1}, false, true, {0.5714, 0.2857, 0.1429}, 0},
    {"a gap", 3, {1, 2, 0, 0.5, 1, 2, 0, 0.5, 1}, false, true, {0.5714, 0.2857, 0.1429}, (double)NAN},
    {"apart", 3, {1, 2, 0, 0.5, 1, 0, 0, 0, 1}, false, false, {0}, 0},
    {"two", 2, {1, 4, 0.25, 1}, false, true, {0.8, 0.2}, 0},
};

START_TEST(weighs_pairs) {
    double weights[3] = {0.0}, ratio = 0.0;
    ck_assert(ieci__ahp_weigh(pairs[_i].count, pairs[_i].matrix, pairs[_i].by_means, weights, &ratio) ==
              pairs[_i].connected);
    for (size_t i = 0; i < pairs[_i].count && pairs[_i].connected; i++) {
        ck_assert_msg(fabs(weights[i] - pairs[_i].weights[i]) <= 0.00005, "%s: %g", pairs[_i].name, weights[i]);
    }
    ck_assert_msg(fabs(ratio - pairs[_i].ratio) <= 0.00005 || (isnan(ratio) && isnan(pairs[_i].ratio)), "%s: ratio %g",
                  pairs[_i].name, ratio);
}
END_TEST

START_TEST(gives_shares) {
    const size_t row = ieci__method_find(&ieci__weigh_family, cases[_i].name);
    ck_assert_msg(row != (size_t)-1, "no weighting %s", cases[_i].name);
    double shares[4];
    ieci__weigh_shares(cases[_i].count, ieci__weigh_row(row)->given ? cases[_i].points : NULL, shares);
    for (size_t i = 0; i < cases[_i].count; i++) {
        const double expected = cases[_i].expected[i];
        ck_assert_msg(shares[i] == expected || (isnan(shares[i]) && isnan(expected)), "%s, case %d: %.17g",
                      cases[_i].name, _i, shares[i]);
    }
}
END_TEST

START_TEST(takes_points_in_any_unit) {
    static const double units[] = {2.0, 100.0, 0.001, 0.7, 1024.0};
    uint64_t state = 8;
    for (int round = 0; round < 200; round++) {
        const size_t count = 1 + random_below(&state, MOST);
        double points[MOST];
        double scaled[MOST];
        double shares[MOST];
        double others[MOST];
        double sum = 0.0;
        const double unit = units[random_below(&state, COUNT(units))];
        const double whole_unit = unit < 1.0 ? unit * 1000.0 : unit;
        const double divisor = unit < 1.0 ? 1000.0 : 1.0;
        for (size_t i = 0; i < count; i++) {
            const double whole = (double)(1 + random_below(&state, 1000));
            points[i] = whole / 10.0;
            scaled[i] = whole * whole_unit / (10.0 * divisor);
        }
        ieci__weigh_shares(count, points, shares);
        ieci__weigh_shares(count, scaled, others);
        for (size_t i = 0; i < count; i++) {
            ck_assert_msg(shares[i] == others[i], "%.17g of %zu in units of %g", points[i], count, unit);
            sum += shares[i];
        }
        ck_assert(fabs(sum - 1.0) <= 1e-15);
    }
}
END_TEST

/* ahp and budget have no function of a place; weighting.c reads them from files. */
static const char *case_name(size_t index) {
    static const char *const others[] = {"roc", "rank_sum", "rank_reciprocal", "ahp", "budget"};
    return index < COUNT(cases) ? cases[index].name : others[index - COUNT(cases)];
}

START_TEST(has_a_case_for_each_row) {
    check_rows_have_cases(&ieci__weigh_family, COUNT(cases) + 5, case_name);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("weigh");
    TCase *rows = tcase_create("rows");
    tcase_add_loop_test(rows, gives_shares, 0, (int)COUNT(cases));
    tcase_add_loop_test(rows, weighs_places, 0, (int)COUNT(places));
    tcase_add_loop_test(rows, weighs_pairs, 0, (int)COUNT(pairs));
    tcase_add_test(rows, takes_points_in_any_unit);
    tcase_add_test(rows, has_a_case_for_each_row);
    suite_add_tcase(all, rows);
    return all;
}
