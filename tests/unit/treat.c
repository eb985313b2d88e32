/* SPDX-License-Identifier: MIT */
/* Limits of treatments. Those of the longer samples were found by exact fractions in an independent script
 * (tests/oracle/exact.py, winsor_limits). */
#include "index/treat.h"

#include <check.h>
#include <math.h>
#include <string.h>

#include "support/random.h"
#include "support/rows.h"

Suite *suite(void);

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define MOST 24
#define NOT_LOW (-HUGE_VAL)
#define NOT_HIGH HUGE_VAL

static const struct {
    const char *method;
    const char *name;
    size_t count;
    double values[MOST];
    double max_points, skew, kurtosis;
    double low, high;
} cases[] = {
    {"none", "an outlier", 5, {1, 2, 3, 4, 1e9}, 0, 0, 0, NOT_LOW, NOT_HIGH},
    {"none", "no figures", 0, {0}, 0, 0, 0, NOT_LOW, NOT_HIGH},
    {"winsorise", "no figures", 0, {0}, 5, 2, 3.5, NOT_LOW, NOT_HIGH},
    {"winsorise", "one figure", 1, {4}, 5, 2, 3.5, NOT_LOW, NOT_HIGH},
    {"winsorise", "three figures have no kurtosis", 3, {1, 2, 900}, 5, 0, -10, NOT_LOW, NOT_HIGH},
    {"winsorise", "a constant", 6, {7, 7, 7, 7, 7, 7}, 5, 0, -10, NOT_LOW, NOT_HIGH},
    {"winsorise", "an even spread", 10, {10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 5, 2, 3.5, NOT_LOW, NOT_HIGH},
    {"winsorise", "one spike", 10, {1, 100, 3, 4, 5, 6, 7, 8, 9, 2}, 5, 2, 3.5, NOT_LOW, 9},
    {"winsorise", "one spike downwards", 10, {-1, -100, -3, -4, -5, -6, -7, -8, -9, -2}, 5, 2, 3.5, -9, NOT_HIGH},
    {"winsorise",
     "a tied spike is two points",
     18,
     {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 100, 100},
     2,
     2,
     3.5,
     NOT_LOW,
     16},
    {"winsorise",
     "two points are more than one",
     18,
     {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 100, 100},
     1,
     2,
     3.5,
     NOT_LOW,
     NOT_HIGH},
    {"winsorise",
     "first one side, then the other",
     19,
     {-60, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 300},
     2,
     2,
     3.5,
     1,
     17},
    {"winsorise",
     "points of both sides count together",
     19,
     {-60, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 300},
     1,
     2,
     3.5,
     NOT_LOW,
     17},
    {"winsorise",
     "zeros and one figure: would flatten",
     21,
     {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
     5,
     2,
     3.5,
     NOT_LOW,
     NOT_HIGH},
    {"winsorise",
     "zeros and three figures: stops in time",
     23,
     {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1, 0.2, 5},
     5,
     2,
     3.5,
     NOT_LOW,
     0.1},
    {"iqr", "Tukey's fences", 5, {100, 1, 3, 2, 4}, 1.5, 0, 0, -1, 7},
    {"iqr", "the quartiles themselves", 4, {4, 1, 3, 2}, 0, 0, 0, 1.75, 3.25},
    {"iqr", "half of the figures the same", 5, {5, 5, 5, 5, 9}, 1.5, 0, 0, NOT_LOW, NOT_HIGH},
    {"iqr", "no figures", 0, {0}, 1.5, 0, 0, NOT_LOW, NOT_HIGH},
    {"mad", "three distances", 5, {100, 1, 3, 2, 4}, 3, 0, 0, 3 - 3 * 1.4826, 3 + 3 * 1.4826},
    {"mad", "most figures the same", 5, {5, 5, 5, 5, 9}, 3, 0, 0, NOT_LOW, NOT_HIGH},
    {"mad", "no figures", 0, {0}, 3, 0, 0, NOT_LOW, NOT_HIGH},
    {"percentiles", "quartiles", 5, {100, 1, 3, 2, 4}, 25, 75, 0, 2, 4},
    {"percentiles", "between figures", 6, {0.1, 0.2, 0.3, 0.4, 0.5, 9}, 10, 90, 0, 0.15, 4.75},
    {"percentiles", "all of it", 3, {3, 1, 2}, 0, 100, 0, 1, 3},
    {"percentiles", "one figure", 1, {3}, 2.5, 97.5, 0, NOT_LOW, NOT_HIGH},
    {"winsorise", "other bounds", 10, {1, 100, 3, 4, 5, 6, 7, 8, 9, 2}, 5, 4, 3.5, NOT_LOW, NOT_HIGH},
    {"winsorise", "other bound of kurtosis", 10, {1, 100, 3, 4, 5, 6, 7, 8, 9, 2}, 5, 2, 20, NOT_LOW, NOT_HIGH},
};

static const ieci__treat *find(const char *name) {
    const size_t row = ieci__method_find(&ieci__treat_family, name);
    ck_assert_msg(row != (size_t)-1, "no treatment %s", name);
    return ieci__treat_row(row);
}

START_TEST(finds_limits) {
    double values[MOST] = {0};
    double low;
    double high;
    for (size_t i = 0; i < cases[_i].count; i++) {
        values[i] = cases[_i].values[i];
    }
    const double parameters[] = {cases[_i].max_points, cases[_i].skew, cases[_i].kurtosis};
    find(cases[_i].method)->limits(values, cases[_i].count, parameters, &low, &high);
    ck_assert_msg(low == cases[_i].low && high == cases[_i].high, "%s, %s: %g to %g", cases[_i].method, cases[_i].name,
                  low, high);
}
END_TEST

/* Loop over rows: the figures beyond the limits of winsorise are at most max_points; the others are not all the same,
 * and mirrored figures have mirrored limits. */
START_TEST(moves_few_and_mirrors) {
    const ieci__treat *treat = ieci__treat_row((size_t)_i);
    uint64_t state = 3;
    int treated = 0;
    for (int round = 0; round < 300; round++) {
        double original[MOST];
        double values[MOST];
        double mirrored[MOST];
        const size_t count = 4 + random_below(&state, MOST - 3);
        const double first = (double)(1 + random_below(&state, 6));
        const bool counts = strcmp(treat->method.name, "winsorise") == 0;
        const double parameters[] = {first, strcmp(treat->method.name, "percentiles") == 0 ? 100.0 - first : 1.0, 1.0};
        for (size_t i = 0; i < count; i++) {
            const double x = random_decimal(&state, 30.0, 10.0);
            original[i] = values[i] = x * x * x * (random_below(&state, 2) == 0 ? 1.0 : 0.0);
            mirrored[i] = -values[i];
        }
        double low, high, mirrored_low, mirrored_high;
        treat->limits(values, count, parameters, &low, &high);
        treat->limits(mirrored, count, parameters, &mirrored_low, &mirrored_high);
        ck_assert_msg(low == -mirrored_high && high == -mirrored_low, "%s", treat->method.name);
        size_t moved = 0;
        bool apart = false;
        for (size_t i = 0; i < count; i++) {
            moved += original[i] < low || original[i] > high;
            apart = apart || fmin(fmax(original[i], low), high) != fmin(fmax(original[0], low), high);
        }
        ck_assert_msg(moved == 0 || ((!counts || (double)moved <= parameters[0]) && apart), "%s moved %zu",
                      treat->method.name, moved);
        treated += moved > 0;
    }
    ck_assert_msg(_i == IECI__TREAT_NONE || treated > 30, "%s treated %d samples", treat->method.name, treated);
}
END_TEST

static const char *case_method(size_t index) {
    return cases[index].method;
}

START_TEST(checks_percentiles) {
    static const double fine[] = {5, 95}, turned[] = {95, 5}, same[] = {50, 50};
    const ieci__method *method = &find("percentiles")->method;
    ck_assert(method->check(fine) == NULL && method->check(turned) != NULL && method->check(same) != NULL);
}
END_TEST

START_TEST(has_a_case_for_each_row) {
    check_rows_have_cases(&ieci__treat_family, COUNT(cases), case_method);
    ck_assert_str_eq(ieci__treat_row(IECI__TREAT_NONE)->method.name, "none");
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("treat");
    TCase *rows = tcase_create("rows");
    tcase_add_loop_test(rows, finds_limits, 0, (int)COUNT(cases));
    tcase_add_loop_test(rows, moves_few_and_mirrors, 0, (int)ieci__treat_family.count);
    tcase_add_test(rows, checks_percentiles);
    tcase_add_test(rows, has_a_case_for_each_row);
    suite_add_tcase(all, rows);
    return all;
}
