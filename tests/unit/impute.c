/* SPDX-License-Identifier: MIT */
#include "index/impute.h"

#include <check.h>

#include "support/random.h"
#include "support/rows.h"

Suite *suite(void);

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define MOST 8

/* What each rule makes of the figures observed; NaN where it fills nothing. */
static const struct {
    const char *name;
    ieci__impute_kind kind;
    bool needs_observed;
    size_t count;
    double observed[MOST];
    int direction;
    double expected;
} cases[] = {
    {"reweight", IECI__IMPUTE_REWEIGHT, false, 0, {0.0}, 1, (double)NAN},
    {"fail", IECI__IMPUTE_FAIL, false, 0, {0.0}, 1, (double)NAN},
    {"drop", IECI__IMPUTE_DROP, false, 0, {0.0}, 1, (double)NAN},
    {"zero", IECI__IMPUTE_FILL, false, 0, {0.0}, 1, 0.0},
    {"zero", IECI__IMPUTE_FILL, false, 3, {5.0, 6.0, 7.0}, -1, 0.0},
    {"worst", IECI__IMPUTE_FILL, true, 1, {4.5}, 1, 4.5},
    {"worst", IECI__IMPUTE_FILL, true, 4, {3.5, -0.5, 9.0, -0.5}, 1, -0.5},
    {"worst", IECI__IMPUTE_FILL, true, 4, {3.5, -0.5, 9.0, -0.5}, -1, 9.0},
    {"mean", IECI__IMPUTE_FILL, true, 1, {0.7}, 1, 0.7},
    {"mean", IECI__IMPUTE_FILL, true, 3, {0.1, 0.2, 0.3}, 1, 0.2},
    {"mean", IECI__IMPUTE_FILL, true, 4, {1e16, 1.0, -1e16, 1.0}, -1, 0.5},
    {"median", IECI__IMPUTE_FILL, true, 1, {0.7}, 1, 0.7},
    {"median", IECI__IMPUTE_FILL, true, 5, {0.9, -4.0, 0.3, 17.0, 0.5}, 1, 0.5},
    {"median", IECI__IMPUTE_FILL, true, 6, {0.9, -4.0, 0.3, 17.0, 0.5, 0.2}, -1, 0.4},
    {"mode", IECI__IMPUTE_FILL, true, 6, {3, 1, 2, 3, 1, 3}, 1, 3},
    {"mode", IECI__IMPUTE_FILL, true, 5, {3, 1, 2, 3, 1}, 1, 1},
    {"mode", IECI__IMPUTE_FILL, true, 5, {3, 1, 2, 3, 1}, -1, 3},
    {"last", IECI__IMPUTE_SERIES, false, 0, {0.0}, 1, (double)NAN},
    {"nearest", IECI__IMPUTE_SERIES, false, 0, {0.0}, 1, (double)NAN},
    {"linear", IECI__IMPUTE_SERIES, false, 0, {0.0}, 1, (double)NAN},
};

static ieci__pair fill(const ieci__impute *rule, const double *values, size_t count, int direction) {
    ieci__pair observed[MOST] = {{0.0, 0.0}};
    ieci__pair room[MOST];
    for (size_t i = 0; i < count; i++) {
        observed[i] = ieci__pair_decimal(values[i]);
    }
    const ieci__pair filled = rule->fill(observed, count, direction, room);
    for (size_t i = 0; i < count; i++) {
        ck_assert_msg(observed[i].high == values[i], "%s moved what was observed", rule->method.name);
    }
    return filled;
}

START_TEST(fills) {
    const size_t row = ieci__method_find(&ieci__impute_family, cases[_i].name);
    ck_assert_msg(row != (size_t)-1, "no rule %s", cases[_i].name);
    const ieci__impute *rule = ieci__impute_row(row);
    ck_assert(rule->kind == cases[_i].kind && rule->needs_observed == cases[_i].needs_observed);
    ck_assert_msg((rule->fill != NULL) == (rule->kind == IECI__IMPUTE_FILL), "%s", cases[_i].name);
    if (rule->fill != NULL) {
        const double filled = fill(rule, cases[_i].observed, cases[_i].count, cases[_i].direction).high;
        ck_assert_msg(filled == cases[_i].expected, "%s, case %d: %a", cases[_i].name, _i, filled);
    }
}
END_TEST

static const struct {
    const char *name;
    size_t count;
    double when[3], own[3], now, expected;
} series[] = {
    {"last", 0, {0}, {0}, 2020, (double)NAN},
    {"last", 2, {2019, 2023}, {1.5, 4}, 2020, 1.5},
    {"last", 2, {2019, 2023}, {1.5, 4}, 2024, 4},
    {"last", 2, {2019, 2023}, {1.5, 4}, 2018, (double)NAN},
    {"nearest", 0, {0}, {0}, 2020, (double)NAN},
    {"nearest", 2, {2019, 2023}, {1.5, 4}, 2021, 1.5},
    {"nearest", 2, {2019, 2023}, {1.5, 4}, 2022, 4},
    {"nearest", 2, {2019, 2023}, {1.5, 4}, 2010, 1.5},
    {"linear", 0, {0}, {0}, 2020, (double)NAN},
    {"linear", 2, {2019, 2023}, {0.1, 0.5}, 2020, 0.2},
    {"linear", 3, {2015, 2019, 2023}, {9, 0.1, 0.5}, 2022, 0.4},
    {"linear", 2, {2019, 2023}, {1.5, 4}, 2024, 4},
    {"linear", 1, {2019}, {1.5}, 2024, 1.5},
};

START_TEST(fills_from_other_editions) {
    const ieci__impute *rule = ieci__impute_row(ieci__method_find(&ieci__impute_family, series[_i].name));
    ieci__pair own[3];
    for (size_t i = 0; i < series[_i].count; i++) {
        own[i] = ieci__pair_decimal(series[_i].own[i]);
    }
    const double filled = rule->series(series[_i].when, own, series[_i].count, series[_i].now).high;
    ck_assert_msg(filled == series[_i].expected || (isnan(filled) && isnan(series[_i].expected)), "%s, case %d: %a",
                  series[_i].name, _i, filled);
}
END_TEST

/* Loop over rows: what is filled lies among what was observed, and mirrored data give the mirrored figure. */
START_TEST(fills_within_and_mirrors) {
    const ieci__impute *rule = ieci__impute_row((size_t)_i);
    if (rule->fill == NULL || !rule->needs_observed) {
        return;
    }
    uint64_t state = 11;
    for (int i = 0; i < 200; i++) {
        const size_t count = 1 + random_below(&state, MOST);
        double values[MOST];
        double mirrored[MOST];
        double least = HUGE_VAL;
        double most = -HUGE_VAL;
        for (size_t k = 0; k < count; k++) {
            values[k] = random_decimal(&state, 1e4, 1e2);
            mirrored[k] = -values[k];
            least = fmin(least, values[k]);
            most = fmax(most, values[k]);
        }
        const ieci__pair filled = fill(rule, values, count, 1);
        const ieci__pair opposite = fill(rule, mirrored, count, -1);
        ck_assert_msg(filled.high >= least && filled.high <= most, "%s", rule->method.name);
        ck_assert_msg(filled.high == -opposite.high && filled.low == -opposite.low, "%s", rule->method.name);
    }
}
END_TEST

static const char *case_name(size_t index) {
    return cases[index].name;
}

START_TEST(has_a_case_for_each_row) {
    check_rows_have_cases(&ieci__impute_family, COUNT(cases), case_name);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("impute");
    TCase *rows = tcase_create("rows");
    tcase_add_loop_test(rows, fills, 0, (int)COUNT(cases));
    tcase_add_loop_test(rows, fills_from_other_editions, 0, (int)COUNT(series));
    tcase_add_loop_test(rows, fills_within_and_mirrors, 0, (int)ieci__impute_family.count);
    tcase_add_test(rows, has_a_case_for_each_row);
    suite_add_tcase(all, rows);
    return all;
}
