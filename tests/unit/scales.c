/* SPDX-License-Identifier: MIT */
/* Normalisations by ratios and of other shapes: by hand, where they are undefined, and what must hold for any sample.
 */
#include <check.h>
#include <math.h>

#include "index/normalise.h"
#include "index/transform.h"
#include "stats/sort.h"
#include "support/random.h"
#include "support/rows.h"

Suite *suite(void);

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define MOST 40
#define NONE (double)NAN

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

static void estimate(scaling *with, const char *name, const double *parameters, int direction, double reference,
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
                                .low = ieci__pair_from(0.0),
                                .high = ieci__pair_from(100.0),
                                .reference = ieci__pair_decimal(reference),
                                .with_unit = !isnan(reference),
                                .sample = with->sample,
                                .count = count};
    with->status = with->row->estimate(&with->scale, keep);
}

static double apply(const scaling *with, double x) {
    return with->row->apply(&with->scale, ieci__pair_decimal(x), true).high;
}

/* The sample of all: 1, 2, 2, 5, 10; sum 20, sum of squares 134, sum of reciprocals 2.3, median 2, quartiles 2 and 5.
 */
static const double small_sample[] = {2, 10, 1, 5, 2};

static const struct {
    const char *name;
    double parameters[4];
    int direction;
    double reference, x, expected;
} cases[] = {
    {"leader", {0}, 1, NONE, 5, 50},
    {"leader", {0}, 1, NONE, 0, 0},
    {"leader", {0}, -1, NONE, 5, 20},
    {"leader", {0}, -1, NONE, 1, 100},
    {"leader", {0}, 1, NONE, -1, NONE},
    {"leader", {0}, -1, NONE, 0, NONE},
    {"target", {8}, 1, NONE, 2, 25},
    {"target", {8}, 1, NONE, 10, 125}, /* clamped outside */
    {"target", {0.5}, -1, NONE, 2, 25},
    {"target", {0.5}, -1, NONE, 0, NONE},
    {"reference", {0}, 1, 5, 10, 200},
    {"reference", {0}, 1, 5, 2, 40},
    {"reference", {0}, -1, 5, 10, 50},
    {"reference", {0}, -1, 5, 0, NONE},
    {"sum", {0}, 1, NONE, 10, 50},
    {"sum", {0}, -1, NONE, 1, 43.47826086956522}, /* 1 / 2.3 */
    {"sum", {0}, 1, NONE, -3, NONE},
    {"vector", {0}, 1, NONE, 10, 86.38684255813602}, /* 10 / sqrt(134) */
    {"vector", {0}, -1, NONE, 10, 13.613157441863983},
    {"vector", {0}, 1, NONE, -1, NONE},
    {"around_mean", {0.25}, 1, NONE, 5, 50}, /* mean 4: 3 to 5 */
    {"around_mean", {0.25}, 1, NONE, 5.01, 100},
    {"around_mean", {0.25}, 1, NONE, 2.99, 0},
    {"around_mean", {0.25}, -1, NONE, 2.99, 100},
    {"robust", {50, 10, 0}, 1, NONE, 5, 60},
    {"robust", {50, 10, 0}, -1, NONE, 5, 40},
    {"robust", {0, 1, 1}, 1, NONE, 5, 2.0234722784297854}, /* 3 / (1 x 1.4826) */
    {"ampi", {0}, 1, NONE, 10, 140},                       /* 100 + 60 (10 - 4) / 9 */
    {"ampi", {0}, -1, NONE, 10, 60},
    {"ampi", {0}, 1, 1, 10, 160},
    {"quantile_bands", {5}, 1, NONE, 1, 0},
    {"quantile_bands", {5}, 1, NONE, 2, 50}, /* (1 + 1) / 5: the third of five */
    {"quantile_bands", {5}, 1, NONE, 5, 75},
    {"quantile_bands", {5}, 1, NONE, 10, 100},
    {"quantile_bands", {2}, -1, NONE, 10, 0},
    {"logistic", {2, 3}, 1, NONE, 2, 50},
    {"logistic", {2, 3}, 1, NONE, 5, 73.10585786300048}, /* 1 / (1 + 1 / e) */
    {"logistic", {2, 3}, -1, NONE, 5, 26.894142136999513},
    {"logistic", {2, 3}, 1, NONE, 1e9, 100},
    {"logistic", {2, 3}, -1, NONE, 1e9, 0},
    {"peak", {4}, 1, NONE, 4, 100}, /* the furthest is 6 away */
    {"peak", {4}, 1, NONE, 1, 50},
    {"peak", {4}, -1, NONE, 10, 0},
    {"interval", {0, 2, 4, 8}, 1, NONE, 1, 50},
    {"interval", {0, 2, 4, 8}, 1, NONE, 2, 100},
    {"interval", {0, 2, 4, 8}, -1, NONE, 5, 75},
    {"interval", {0, 2, 4, 8}, 1, NONE, 12, -100},
};

START_TEST(equals_the_value_by_hand) {
    scaling with;
    estimate(&with, cases[_i].name, cases[_i].parameters, cases[_i].direction, cases[_i].reference, small_sample,
             COUNT(small_sample));
    ck_assert_msg(with.status == IECI__NORMALISE_OK, "%s", cases[_i].name);
    const double value = apply(&with, cases[_i].x);
    ck_assert_msg(fabs(value - cases[_i].expected) <= 2e-14 || (isnan(value) && isnan(cases[_i].expected)),
                  "%s, case %d: %.17g, not %.17g", cases[_i].name, _i, value, cases[_i].expected);
    ck_assert_msg(!isnan(value) || with.row->needs != NULL, "%s does not say what it needs", cases[_i].name);
}
END_TEST

static const struct {
    const char *name;
    double parameters[4];
    double reference;
    double values[4];
    size_t count;
    ieci__normalise_status status;
} statuses[] = {
    {"leader", {0}, NONE, {0}, 0, IECI__NORMALISE_EMPTY},
    {"target", {8}, NONE, {0}, 0, IECI__NORMALISE_OK},
    {"reference", {0}, NONE, {1, 2}, 2, IECI__NORMALISE_EMPTY},
    {"sum", {0}, NONE, {0}, 0, IECI__NORMALISE_EMPTY},
    {"vector", {0}, NONE, {0}, 0, IECI__NORMALISE_EMPTY},
    {"around_mean", {0.2}, NONE, {0}, 0, IECI__NORMALISE_EMPTY},
    {"around_mean", {0.2}, NONE, {3, 3}, 2, IECI__NORMALISE_OK},
    {"robust", {0, 1, 0}, NONE, {0}, 0, IECI__NORMALISE_EMPTY},
    {"robust", {0, 1, 0}, NONE, {5, 5, 5, 9}, 4, IECI__NORMALISE_OK},
    {"robust", {0, 1, 1}, NONE, {5, 5, 5, 9}, 4, IECI__NORMALISE_CONSTANT},
    {"robust", {0, 1, 1}, NONE, {4, 4, 6, 6}, 4, IECI__NORMALISE_OK},
    {"ampi", {0}, NONE, {0}, 0, IECI__NORMALISE_EMPTY},
    {"ampi", {0}, NONE, {2, 2}, 2, IECI__NORMALISE_CONSTANT},
    {"quantile_bands", {5}, NONE, {0}, 0, IECI__NORMALISE_EMPTY},
    {"logistic", {2, 3}, NONE, {0}, 0, IECI__NORMALISE_OK},
    {"peak", {4}, NONE, {0}, 0, IECI__NORMALISE_EMPTY},
    {"peak", {4}, NONE, {4, 4}, 2, IECI__NORMALISE_CONSTANT},
    {"interval", {0, 2, 4, 8}, NONE, {0}, 0, IECI__NORMALISE_OK},
};

START_TEST(tells_what_cannot_be_estimated) {
    scaling with;
    estimate(&with, statuses[_i].name, statuses[_i].parameters, 1, statuses[_i].reference, statuses[_i].values,
             statuses[_i].count);
    ck_assert_msg(with.status == statuses[_i].status, "%s, case %d", statuses[_i].name, _i);
}
END_TEST

/* Loop over cases: better never gets less, unless the row is best in between; estimates have names. */
START_TEST(rises_and_names_its_estimates) {
    scaling with;
    uint64_t state = (uint64_t)_i;
    double values[MOST];
    for (size_t i = 0; i < MOST; i++) {
        values[i] = 0.1 + random_between(&state, 0.0, 20.0);
    }
    estimate(&with, cases[_i].name, cases[_i].parameters, cases[_i].direction, cases[_i].reference, values, MOST);
    ck_assert(with.status == IECI__NORMALISE_OK);
    for (size_t i = 0; i < MOST && !with.row->peaked; i++) {
        for (size_t k = 0; k < MOST; k++) {
            const bool better = (values[i] - values[k]) * cases[_i].direction > 0.0;
            ck_assert_msg(!better || apply(&with, values[i]) >= apply(&with, values[k]), "%s", cases[_i].name);
        }
    }
    size_t names = 0;
    while (with.row->estimates[names] != NULL) {
        names++;
    }
    for (size_t i = names; i < IECI__NORMALISE_MAX_ESTIMATES; i++) {
        ck_assert_msg(with.scale.estimates[i].high == 0.0, "%s", cases[_i].name);
    }
}
END_TEST

START_TEST(checks_intervals) {
    static const double good[] = {0, 1, 1, 2}, turned[] = {0, 2, 1, 3}, flat[] = {1, 1, 2, 3};
    const ieci__method *method = &ieci__normalise_row(ieci__method_find(&ieci__normalise_family, "interval"))->method;
    ck_assert(method->check(good) == NULL && method->check(turned) != NULL && method->check(flat) != NULL);
}
END_TEST

START_TEST(transforms_its_figures) {
    const double parameters[] = {100.0};
    ieci__scale scale = {.parameters = parameters, .direction = 1, .high = ieci__pair_from(1.0)};
    const ieci__normalise *target = ieci__normalise_row(ieci__method_find(&ieci__normalise_family, "target"));
    const ieci__transform *log = ieci__transform_row(ieci__method_find(&ieci__transform_family, "log"));
    ck_assert(target->estimate(&scale, log->apply) == IECI__NORMALISE_OK);
    ck_assert(target->apply(&scale, log->apply(ieci__pair_from(10.0)), false).high == 0.5);
}
END_TEST

/* Those of normalise.c stand first. */
START_TEST(has_a_case_for_each_row) {
    for (size_t row = 5; row < ieci__normalise_family.count; row++) {
        bool shown = false;
        for (size_t i = 0; i < COUNT(cases); i++) {
            shown = shown || strcmp(cases[i].name, ieci__normalise_family.row(row)->name) == 0;
        }
        ck_assert_msg(shown, "no case for %s", ieci__normalise_family.row(row)->name);
    }
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("scales");
    TCase *rows = tcase_create("rows");
    tcase_add_loop_test(rows, equals_the_value_by_hand, 0, (int)COUNT(cases));
    tcase_add_loop_test(rows, tells_what_cannot_be_estimated, 0, (int)COUNT(statuses));
    tcase_add_loop_test(rows, rises_and_names_its_estimates, 0, (int)COUNT(cases));
    tcase_add_test(rows, checks_intervals);
    tcase_add_test(rows, transforms_its_figures);
    tcase_add_test(rows, has_a_case_for_each_row);
    suite_add_tcase(all, rows);
    return all;
}
