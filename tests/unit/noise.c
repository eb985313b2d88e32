/* SPDX-License-Identifier: MIT */
/* Errors of figures: distribution of the standardised error, and moments. */
#include "index/noise.h"

#include <check.h>

#include "base/philox.h"
#include "stats/normal.h"
#include "support/distance.h"
#include "support/rows.h"

Suite *suite(void);

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum {
    SIZE = 20000
};

static double normal_standard(double x) {
    return (x - 50.0) / 5.0;
}

/* log(x / 50) is normal with variance s2 = log(1.25) and mean -s2 / 2 for cv = .5 */
static double lognormal_standard(double x) {
    const double variance = log(1.25);
    return (log(x / 50.0) + variance / 2.0) / sqrt(variance);
}

static double uniform_standard(double x) {
    return (x - 45.0) / 10.0;
}

static double uniform_below(double x) {
    return x < 0.0 ? 0.0 : x > 1.0 ? 1.0 : x;
}

static const struct {
    const char *name;
    double parameters[2];
    double (*standard)(double);
    double (*below)(double);
} cases[] = {
    {"normal", {5, 0}, normal_standard, ieci__normal_below},
    {"normal", {0, 0.1}, normal_standard, ieci__normal_below},
    {"lognormal", {0.5, 0}, lognormal_standard, ieci__normal_below},
    {"uniform", {5, 0}, uniform_standard, uniform_below},
    {"uniform", {0, 0.1}, uniform_standard, uniform_below},
};

static const ieci__noise *row_of(size_t at) {
    const size_t row = ieci__method_find(&ieci__noise_family, cases[at].name);
    ck_assert_msg(row != (size_t)-1, "no error %s", cases[at].name);
    return ieci__noise_row(row);
}

START_TEST(has_the_distribution) {
    static double uniform[SIZE], figure[SIZE];
    double sum = 0.0;
    const ieci__noise *row = row_of((size_t)_i);
    ck_assert_ptr_null(row->check(cases[_i].parameters));
    ieci__philox_uniforms(2025, 0, 1, 0, SIZE, uniform);
    for (size_t i = 0; i < SIZE; i++) {
        figure[i] = 50.0;
    }
    row->apply(SIZE, figure, uniform, cases[_i].parameters, figure);
    for (size_t i = 0; i < SIZE; i++) {
        sum += figure[i];
        figure[i] = cases[_i].standard(figure[i]);
    }
    ck_assert_msg(fabs(sum / SIZE - 50.0) < 4.0 * 25.0 / sqrt(SIZE), "mean %g", sum / SIZE);
    const double distance = distance_of(SIZE, figure, cases[_i].below);
    ck_assert_msg(distance < DISTANCE_BOUND, "%g", distance);
}
END_TEST

START_TEST(leaves_figures_alone_at_width_0) {
    static const double nothing[] = {0.0, 0.0}, uniform[] = {0.3, 0.9, 0.2, 0.6};
    const double figure[] = {0.1, -7.3, 0.0, (double)NAN};
    double result[4];
    const ieci__noise *row = row_of((size_t)_i);
    ck_assert_ptr_null(row->check(nothing));
    row->apply(4, figure, uniform, nothing, result);
    for (size_t i = 0; i < 3; i++) {
        ck_assert(result[i] == figure[i]);
    }
    ck_assert(isnan(result[3]));
}
END_TEST

START_TEST(refuses_two_widths) {
    static const double both[] = {1.0, 0.1};
    const ieci__noise *row = row_of((size_t)_i);
    ck_assert((row->check(both) != NULL) == (row->method.num_parameters == 2));
}
END_TEST

static const char *case_name(size_t index) {
    return cases[index].name;
}

START_TEST(has_a_case_for_each_row) {
    check_rows_have_cases(&ieci__noise_family, COUNT(cases), case_name);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("noise");
    TCase *rows = tcase_create("rows");
    tcase_add_loop_test(rows, has_the_distribution, 0, (int)COUNT(cases));
    tcase_add_loop_test(rows, leaves_figures_alone_at_width_0, 0, (int)COUNT(cases));
    tcase_add_loop_test(rows, refuses_two_widths, 0, (int)COUNT(cases));
    tcase_add_test(rows, has_a_case_for_each_row);
    tcase_set_timeout(rows, 60); /* slow under valgrind */
    suite_add_tcase(all, rows);
    return all;
}
