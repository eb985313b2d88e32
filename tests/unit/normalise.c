/* SPDX-License-Identifier: MIT */
/* Normalisations on small samples that can be checked by hand, and the relations that must hold for any. */
#include "index/normalise.h"

#include <check.h>

#include "index/transform.h"
#include "stats/sort.h"
#include "stats/summary.h"
#include "support/random.h"
#include "support/rows.h"

Suite *suite(void);

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define MOST 40

static ieci__pair keep(ieci__pair x) {
    return x;
}

/* A scale with its sample. */
typedef struct scaling {
    const ieci__normalise *row;
    ieci__scale scale;
    ieci__pair sample[MOST];
    ieci__normalise_status status;
} scaling;

static void estimate(scaling *with, const char *name, const double *parameters, int direction, double low, double high,
                     const double *values, size_t count) {
    const size_t row = ieci__method_find(&ieci__normalise_family, name);
    ck_assert_msg(row != (size_t)-1, "no normalisation %s", name);
    with->row = ieci__normalise_row(row);
    for (size_t i = 0; i < count; i++) {
        with->sample[i] = ieci__pair_decimal(values[i]);
    }
    ieci__sort_pairs(with->sample, count);
    with->scale = (ieci__scale){.parameters = parameters,
                                .direction = direction,
                                .low = ieci__pair_decimal(low),
                                .high = ieci__pair_decimal(high),
                                .sample = with->sample,
                                .count = count};
    with->status = with->row->estimate(&with->scale, keep);
}

static double apply(const scaling *with, double x, bool in_sample) {
    return with->row->apply(&with->scale, ieci__pair_decimal(x), in_sample).high;
}

static const struct {
    const char *name;
    double parameters[3];
    int direction;
    double low, high; /* score range */
    double x;
    bool in_sample;
    double expected;
} cases[] = {
    {"goalposts", {0, 100, 0}, 1, 0, 100, 12.3, false, 12.3},
    {"goalposts", {100, 0, 0}, -1, 0, 100, 12.3, false, 87.7},
    {"goalposts", {0.1, 0.4, 0}, 1, 0, 1, 0.2, false, 1.0 / 3.0},
    {"goalposts", {0.1, 0.4, 0}, 1, 1, 100, 0.1, false, 1},
    {"goalposts", {0.1, 0.4, 0}, 1, 1, 100, 0.4, false, 100},
    {"goalposts", {0, 10, 0}, 1, 0, 100, 15, false, 150},
    {"goalposts", {0, 10, 0}, 1, 0, 100, -5, false, -50},
    /* The sample of all that follow is 0.1, 0.2, 0.2, 0.2, 0.6. */
    {"min_max", {0}, 1, 0, 100, 0.1, true, 0},
    {"min_max", {0}, 1, 0, 100, 0.2, true, 20},
    {"min_max", {0}, 1, 1, 100, 0.6, true, 100},
    {"min_max", {0}, -1, 0, 100, 0.2, true, 80},
    {"min_max", {0}, -1, 0, 100, 0.6, true, 0},
    {"min_max", {0}, 1, 0, 100, 1.1, false, 200},
    /* Mean 0.26, sum of squared deviations 0.152; quotients from mpmath with 40 digits. */
    {"z_score", {0, 1, 0}, 1, 0, 100, 0.26, false, 0},
    {"z_score", {0, 1, 0}, 1, 0, 100, 0.6, true, 1.7441631985447619},
    {"z_score", {0, 1, 0}, -1, 0, 100, 0.6, true, -1.7441631985447619},
    {"z_score", {100, 10, 1}, 1, 0, 100, 0.6, true, 119.50033737899776},
    {"z_score", {100, 10, 1}, -1, 0, 100, 0.6, true, 80.49966262100224},
    {"rank", {0}, 1, 0, 100, 0.1, true, 0},
    {"rank", {0}, 1, 0, 100, 0.2, true, 50},
    {"rank", {0}, 1, 0, 100, 0.6, true, 100},
    {"rank", {0}, -1, 0, 100, 0.1, true, 100},
    {"rank", {0}, -1, 1, 5, 0.2, true, 3},
    {"rank", {0}, 1, 0, 100, 0.05, false, 0},
    {"rank", {0}, 1, 0, 100, 0.15, false, 12.5},
    {"rank", {0}, 1, 0, 100, 0.2, false, 50},
    {"rank", {0}, 1, 0, 100, 9, false, 100},
    {"percentile", {0}, 1, 0, 100, 0.1, true, 10},
    {"percentile", {0}, 1, 0, 100, 0.2, true, 50},
    {"percentile", {0}, 1, 0, 1, 0.6, true, 0.9},
    {"percentile", {0}, -1, 0, 1, 0.6, true, 0.1},
    {"percentile", {0}, 1, 0, 100, 0.05, false, 0},
    {"percentile", {0}, 1, 0, 100, 0.5, false, 80},
    {"percentile", {0}, -1, 0, 100, 9, false, 0},
};

static const double small_sample[] = {0.2, 0.6, 0.2, 0.1, 0.2};

START_TEST(equals_the_expected_bits) {
    scaling with;
    estimate(&with, cases[_i].name, cases[_i].parameters, cases[_i].direction, cases[_i].low, cases[_i].high,
             small_sample, COUNT(small_sample));
    ck_assert(with.status == IECI__NORMALISE_OK);
    const double value = apply(&with, cases[_i].x, cases[_i].in_sample);
    ck_assert_msg(value == cases[_i].expected, "%s, case %d: %.17g, not %.17g", cases[_i].name, _i, value,
                  cases[_i].expected);
}
END_TEST

static const struct {
    const char *name;
    double parameters[3];
    double values[2];
    size_t count;
    ieci__normalise_status status;
} statuses[] = {
    {"goalposts", {1, 2, 0}, {0}, 0, IECI__NORMALISE_OK},
    {"goalposts", {2, 2, 0}, {0}, 0, IECI__NORMALISE_CONSTANT},
    {"min_max", {0}, {0}, 0, IECI__NORMALISE_EMPTY},
    {"min_max", {0}, {3}, 1, IECI__NORMALISE_CONSTANT},
    {"min_max", {0}, {3, 3}, 2, IECI__NORMALISE_CONSTANT},
    {"min_max", {0}, {3, 4}, 2, IECI__NORMALISE_OK},
    {"z_score", {0, 1, 0}, {0}, 0, IECI__NORMALISE_EMPTY},
    {"z_score", {0, 1, 0}, {0.1}, 1, IECI__NORMALISE_CONSTANT},
    {"z_score", {0, 1, 1}, {0.1, 0.1}, 2, IECI__NORMALISE_CONSTANT},
    {"z_score", {0, 1, 0}, {3, 4}, 2, IECI__NORMALISE_OK},
    {"rank", {0}, {0}, 0, IECI__NORMALISE_EMPTY},
    {"rank", {0}, {3, 3}, 2, IECI__NORMALISE_OK},
    {"percentile", {0}, {0}, 0, IECI__NORMALISE_EMPTY},
    {"percentile", {0}, {3, 3}, 2, IECI__NORMALISE_OK},
};

START_TEST(tells_what_cannot_be_estimated) {
    scaling with;
    estimate(&with, statuses[_i].name, statuses[_i].parameters, 1, 0, 100, statuses[_i].values, statuses[_i].count);
    ck_assert_msg(with.status == statuses[_i].status, "%s, case %d", statuses[_i].name, _i);
}
END_TEST

START_TEST(keeps_huge_figures_apart) {
    scaling with;
    const double values[] = {-1.5e308, 0.0, 1.5e308, 40.0};
    estimate(&with, "min_max", NULL, 1, 0, 100, values, 4);
    ck_assert(apply(&with, -1.5e308, true) == 0.0 && apply(&with, 1.5e308, true) == 100.0);
    ck_assert(apply(&with, 0.0, true) == 50.0 && apply(&with, 0.75e308, true) == 75.0);
}
END_TEST

START_TEST(halves_a_sample_of_one) {
    scaling with;
    const double value = 4.0;
    estimate(&with, "rank", NULL, 1, 0, 100, &value, 1);
    ck_assert(apply(&with, 4.0, true) == 50.0 && apply(&with, 9.0, false) == 50.0);
    estimate(&with, "percentile", NULL, -1, 0, 100, &value, 1);
    ck_assert(apply(&with, 4.0, true) == 50.0);
}
END_TEST

START_TEST(transforms_goalposts) {
    const double parameters[] = {100.0, 75000.0};
    ieci__scale scale = {.parameters = parameters, .direction = 1, .high = ieci__pair_from(1.0)};
    const ieci__normalise *goalposts = ieci__normalise_row(ieci__method_find(&ieci__normalise_family, "goalposts"));
    const ieci__transform *log = ieci__transform_row(ieci__method_find(&ieci__transform_family, "log"));
    ck_assert(goalposts->estimate(&scale, log->apply) == IECI__NORMALISE_OK);
    ck_assert(scale.estimates[0].high == 4.605170185988092 && scale.estimates[1].high == 11.225243392518447);
    /* (ln 20000 - ln 100) / (ln 75000 - ln 100) by mpmath */
    ck_assert(goalposts->apply(&scale, log->apply(ieci__pair_from(20000.0)), false).high == 0.8003412048860009);
}
END_TEST

/* Loop over rows: negated data with the other direction give the same bits; better figures never get less; the whole
 * sample stays on the score range where the row says so. */
START_TEST(mirrors_and_rises) {
    const ieci__normalise *row = ieci__normalise_row((size_t)_i);
    const char *name = row->method.name;
    uint64_t state = 99;
    for (int round = 0; round < 200; round++) {
        double values[MOST];
        double mirrored[MOST];
        const size_t count = 2 + random_below(&state, MOST - 2);
        for (size_t i = 0; i < count; i++) {
            values[i] = random_decimal(&state, round % 2 == 0 ? 1e2 : 1e7, 1e2);
            mirrored[i] = -values[i];
        }
        values[0] = 2e5;
        mirrored[0] = -2e5;
        const bool fixed = !row->over;
        const double parameters[] = {fixed ? -2e5 : 50.0, fixed ? 2e5 : 10.0, 0.0};
        const double opposite[] = {fixed ? 2e5 : 50.0, fixed ? -2e5 : 10.0, 0.0};
        scaling up;
        scaling down;
        estimate(&up, name, parameters, 1, 1.0, 100.0, values, count);
        estimate(&down, name, opposite, -1, 1.0, 100.0, mirrored, count);
        for (size_t i = 0; i < count; i++) {
            const double value = apply(&up, values[i], true);
            ck_assert_msg(value == apply(&down, mirrored[i], true), "%s is not symmetrical at %.17g", name, values[i]);
            ck_assert_msg(!row->bounded || (value >= 1.0 && value <= 100.0), "%s leaves the range", name);
            const size_t other = random_below(&state, count);
            const double rival = apply(&up, values[other], true);
            ck_assert_msg((values[i] > values[other]) == (value > rival), "%s at %.17g and %.17g", name, values[i],
                          values[other]);
        }
    }
}
END_TEST

/* 0.3 typed, and 0.3 as a quotient: the same figure by two roads. */
START_TEST(ties_equal_figures) {
    scaling with;
    const double values[] = {0.1, 0.3, 0.5};
    const ieci__pair quotient = ieci__pair_divide(ieci__pair_decimal(1.2), ieci__pair_from(4.0));
    const ieci__pair off = {quotient.high, quotient.low + 1e-30};
    estimate(&with, "rank", NULL, 1, 0, 100, values, 3);
    ck_assert(with.row->apply(&with.scale, off, true).high == 50.0);
    estimate(&with, "percentile", NULL, 1, 0, 100, values, 3);
    ck_assert(with.row->apply(&with.scale, off, true).high == 50.0);
}
END_TEST

START_TEST(names_its_estimates) {
    const ieci__normalise *row = ieci__normalise_row((size_t)_i);
    size_t names = 0;
    while (row->estimates[names] != NULL) {
        names++;
    }
    ck_assert(names <= IECI__NORMALISE_MAX_ESTIMATES);
    scaling with;
    const double parameters[] = {1.0, 2.0, 0.0};
    estimate(&with, row->method.name, parameters, 1, 0, 100, small_sample, COUNT(small_sample));
    for (size_t i = 0; i < IECI__NORMALISE_MAX_ESTIMATES; i++) {
        ck_assert_msg((with.scale.estimates[i].high != 0.0) == (i < names), "%s", row->method.name);
    }
}
END_TEST

static const char *case_name(size_t index) {
    return cases[index].name;
}

/* The classic rows stand first; scales.c tests those behind them. */
enum {
    CLASSICS = 5
};

START_TEST(has_a_case_for_each_row) {
    ieci__family classic = ieci__normalise_family;
    classic.count = CLASSICS;
    check_rows_have_cases(&classic, COUNT(cases), case_name);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("normalise");
    TCase *rows = tcase_create("rows");
    tcase_add_loop_test(rows, equals_the_expected_bits, 0, (int)COUNT(cases));
    tcase_add_loop_test(rows, tells_what_cannot_be_estimated, 0, (int)COUNT(statuses));
    tcase_add_test(rows, keeps_huge_figures_apart);
    tcase_add_test(rows, halves_a_sample_of_one);
    tcase_add_test(rows, transforms_goalposts);
    tcase_add_loop_test(rows, mirrors_and_rises, 0, CLASSICS);
    tcase_add_test(rows, ties_equal_figures);
    tcase_add_loop_test(rows, names_its_estimates, 0, CLASSICS);
    tcase_add_test(rows, has_a_case_for_each_row);
    suite_add_tcase(all, rows);
    return all;
}
