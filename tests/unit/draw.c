/* SPDX-License-Identifier: MIT */
/* Distributions of weights: their marginal distributions by Kolmogorov's distance with a fixed seed, where these have a
 * formula; what each uniform does, where not. */
#include "index/draw.h"

#include <check.h>
#include <string.h>

#include "base/philox.h"
#include "stats/elementary.h"
#include "stats/normal.h"
#include "support/distance.h"
#include "support/rows.h"

Suite *suite(void);

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum {
    SIZE = 5000,
    MOST = 30,
    NUMBERS = 2000
};

/* A node of nominal shares, ready to draw. */
typedef struct drawing {
    const ieci__draw *row;
    ieci__draw_node node;
    double kept[NUMBERS], room[NUMBERS], uniform[NUMBERS], share[MOST];
} drawing;

static const char *start(drawing *d, const char *name, size_t children, const double *share, const double *parameters) {
    const size_t row = ieci__method_find(&ieci__draw_family, name);
    ck_assert_msg(row != (size_t)-1, "no distribution %s", name);
    d->row = ieci__draw_row(row);
    d->node = (ieci__draw_node){.children = children, .share = share, .parameters = parameters, .kept = d->kept};
    ck_assert(d->row->kept(children) <= NUMBERS && d->row->room(children) <= NUMBERS);
    ck_assert(d->row->uniforms(children) <= NUMBERS);
    return d->row->prepare(&d->node);
}

static void draw(drawing *d, uint64_t replicate) {
    ieci__philox_uniforms(2025, replicate, 0, 0, d->row->uniforms(d->node.children), d->uniform);
    d->row->block(&d->node, d->uniform, d->share, d->room);
    double sum = 0.0;
    for (size_t c = 0; c < d->node.children; c++) {
        ck_assert(d->share[c] >= 0.0 && d->share[c] <= 1.0 + 1e-15);
        sum += d->share[c];
    }
    ck_assert_msg(fabs(sum - 1.0) <= 1e-14, "shares of %s add up to %.17g", d->row->method.name, sum);
}

static const double equal[] = {1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0};
static const double rising[] = {1.0 / 6.0, 1.0 / 3.0, 0.5};
static const double pair_tied[] = {0.4, 0.4, 0.2};

/* Marginals of three children: Beta(1, 2), and Beta(1, 5), (2, 4), (3, 3). */
static double beta_1_2(double x) {
    return 1.0 - (1.0 - x) * (1.0 - x);
}

static double beta_1_5(double x) {
    return 1.0 - pow(1.0 - x, 5.0);
}

static double beta_2_4(double x) {
    return 1.0 - pow(1.0 - x, 5.0) - 5.0 * x * pow(1.0 - x, 4.0);
}

static double beta_3_3(double x) {
    return x * x * x * (10.0 - 15.0 * x + 6.0 * x * x);
}

/* Shares between .2 and .5: x = (share - .2) / .3 has the density (2/3 + x) / (13/18) up to 1/3, then (4/3 - x) / .. */
static double between(double share) {
    const double x = (share - 0.2) / 0.3;
    const double area = x < 1.0 / 3.0 ? x * (2.0 / 3.0) + x * x / 2.0
                                      : 5.0 / 18.0 + 4.0 / 3.0 * (x - 1.0 / 3.0) - (x * x - 1.0 / 9.0) / 2.0;
    return area * 18.0 / 13.0;
}

/* The largest, middle and smallest of three uniform shares. */
static double smallest(double x) {
    return x >= 1.0 / 3.0 ? 1.0 : 1.0 - (1.0 - 3.0 * x) * (1.0 - 3.0 * x);
}

static double positive(double x) {
    return x > 0.0 ? x : 0.0;
}

static double largest(double x) {
    return 1.0 - 3.0 * pow(1.0 - x, 2.0) + 3.0 * pow(positive(1.0 - 2.0 * x), 2.0) - pow(positive(1.0 - 3.0 * x), 2.0);
}

static double either_of_two_larger(double x) {
    /* P(child <= x) over all three is the mean of the three orders. */
    return (3.0 * beta_1_2(x) - smallest(x)) / 2.0;
}

static const struct {
    const char *name;
    const double *share;
    double parameters[2];
    size_t child;
    double (*below)(double);
} marginals[] = {
    {"simplex", equal, {0}, 0, beta_1_2},
    {"simplex", rising, {0}, 2, beta_1_2},
    {"dirichlet", equal, {3}, 1, beta_1_2},
    {"dirichlet", rising, {6}, 0, beta_1_5},
    {"dirichlet", rising, {6}, 1, beta_2_4},
    {"dirichlet", rising, {6}, 2, beta_3_3},
    {"bounded", equal, {0, 1}, 0, beta_1_2},
    {"bounded", rising, {0, 1}, 2, beta_1_2},
    {"bounded", rising, {0.2, 0.5}, 0, between},
    {"bounded", rising, {0.2, 0.5}, 1, between},
    {"bounded", rising, {0.2, 0.5}, 2, between},
    {"ordinal", rising, {0}, 0, smallest},
    {"ordinal", rising, {0}, 2, largest},
    {"ordinal", equal, {0}, 1, beta_1_2},
    {"ordinal", pair_tied, {0}, 0, either_of_two_larger},
    {"ordinal", pair_tied, {0}, 1, either_of_two_larger},
    {"ordinal", pair_tied, {0}, 2, smallest},
};

START_TEST(has_the_marginal_distribution) {
    static double sample[SIZE];
    static drawing d;
    ck_assert_ptr_null(start(&d, marginals[_i].name, 3, marginals[_i].share, marginals[_i].parameters));
    for (size_t i = 0; i < SIZE; i++) {
        draw(&d, i);
        sample[i] = d.share[marginals[_i].child];
    }
    const double distance = distance_of(SIZE, sample, marginals[_i].below);
    ck_assert_msg(distance < DISTANCE_BOUND, "%s: %g", marginals[_i].name, distance);
}
END_TEST

/* Many children with bounds: means of 1 / n within 5 standard errors, bounds kept, variance as the formula of a sample
 * of the region found by rejection in an independent program would have it is left to the case of three. */
START_TEST(keeps_the_bounds_of_many_children) {
    static drawing d;
    static const double parameters[] = {0.02, 0.06};
    double share[MOST], sum[MOST] = {0.0};
    for (size_t c = 0; c < MOST; c++) {
        share[c] = 1.0 / MOST;
    }
    ck_assert_ptr_null(start(&d, "bounded", MOST, share, parameters));
    for (size_t i = 0; i < 5000; i++) {
        draw(&d, i);
        for (size_t c = 0; c < MOST; c++) {
            ck_assert(d.share[c] >= 0.02 - 1e-15 && d.share[c] <= 0.06 + 1e-15);
            sum[c] += d.share[c];
        }
    }
    for (size_t c = 0; c < MOST; c++) {
        ck_assert_msg(fabs(sum[c] / 5000.0 - 1.0 / MOST) < 5.0 * 0.01 / sqrt(5000.0), "child %zu", c);
    }
}
END_TEST

START_TEST(multiplies_around_the_nominal_shares) {
    static drawing d;
    static const double parameters[] = {25};
    ck_assert_ptr_null(start(&d, "around", 3, rising, parameters));
    for (size_t i = 0; i < 1000; i++) {
        double expected[3], sum = 0.0;
        draw(&d, i);
        for (size_t c = 0; c < 3; c++) {
            expected[c] = rising[c] * (0.75 + 0.5 * d.uniform[c]);
            sum += expected[c];
        }
        for (size_t c = 0; c < 3; c++) {
            ck_assert(fabs(d.share[c] - expected[c] / sum) <= 1e-15);
        }
    }
}
END_TEST

START_TEST(draws_normal_factors) {
    static drawing d;
    static const double narrow[] = {0.1}, wide[] = {1.0};
    ck_assert_ptr_null(start(&d, "normal", 3, rising, narrow));
    for (size_t i = 0; i < 1000; i++) {
        double expected[3], sum = 0.0;
        draw(&d, i);
        for (size_t c = 0; c < 3; c++) {
            expected[c] = rising[c] * (1.0 + 0.1 * ieci__normal_quantile(d.uniform[c]));
            sum += expected[c];
        }
        for (size_t c = 0; c < 3; c++) {
            ck_assert(fabs(d.share[c] - expected[c] / sum) <= 1e-14);
        }
    }
    /* P(Z <= -1) + half of the rest is 0.57932762..., its quantile 0.20013... */
    ck_assert_ptr_null(start(&d, "normal", 2, pair_tied + 1, wide));
    const double half[] = {0.5, 0x1p-53};
    d.row->block(&d.node, half, d.share, d.room);
    ck_assert(d.share[1] < 1e-14 && d.share[0] > 1.0 - 1e-14);
    const double middle[] = {0.5, 0.5};
    d.row->block(&d.node, middle, d.share, d.room);
    ck_assert(fabs(d.share[0] - 2.0 / 3.0) <= 1e-15);
    ck_assert(fabs(ieci__normal_quantile(d.kept[0] + (1.0 - d.kept[0]) * 0.5) - 0.200174) < 1e-6);
}
END_TEST

START_TEST(chooses_experts_alike) {
    static const double expert[] = {0.2, 0.3, 0.5, 0.6, 0.2, 0.2, 1.0, 0.0, 0.0, 0.1, 0.1, 0.8};
    static drawing d;
    int times[4] = {0};
    ck_assert_ptr_nonnull(start(&d, "expert", 3, rising, NULL));
    d.node.num_experts = 4;
    d.node.expert = expert;
    ck_assert_ptr_null(d.row->prepare(&d.node));
    for (size_t i = 0; i < SIZE; i++) {
        draw(&d, i);
        for (size_t e = 0; e < 4; e++) {
            times[e] += memcmp(d.share, expert + 3 * e, 3 * sizeof *expert) == 0;
        }
    }
    ck_assert_int_eq(times[0] + times[1] + times[2] + times[3], SIZE);
    for (size_t e = 0; e < 4; e++) {
        ck_assert(abs(times[e] - SIZE / 4) < 4.0 * sqrt(SIZE * 3.0 / 16.0));
    }
}
END_TEST

START_TEST(gives_nominal_shares_at_width_0) {
    static drawing d;
    static const char *const names[] = {"around", "normal"};
    static const double nothing[] = {0.0};
    ck_assert_ptr_null(start(&d, names[_i], 3, rising, nothing));
    draw(&d, 1);
    ck_assert_mem_eq(d.share, rising, sizeof rising);
}
END_TEST

START_TEST(gives_one_child_everything) {
    static const double whole[] = {1.0};
    static const double parameters[] = {0.5, 1.0};
    static drawing d;
    const char *name = ieci__draw_row((size_t)_i)->method.name;
    const char *problem = start(&d, name, 1, whole, parameters);
    d.node.num_experts = 1;
    d.node.expert = whole;
    ck_assert(problem == NULL || d.row->experts);
    draw(&d, 3);
    ck_assert(d.share[0] == 1.0);
}
END_TEST

/* Tiny shapes would underflow one by one. */
START_TEST(draws_tiny_concentrations) {
    static drawing d;
    static const double parameters[] = {0.1};
    double share[MOST];
    for (size_t c = 0; c < MOST; c++) {
        share[c] = 1.0 / MOST;
    }
    ck_assert_ptr_null(start(&d, "dirichlet", MOST, share, parameters));
    for (size_t i = 0; i < 500; i++) {
        draw(&d, i);
    }
}
END_TEST

START_TEST(refuses_empty_regions) {
    static drawing d;
    static const double impossible[][2] = {{0.4, 0.9}, {0.0, 0.3}, {0.5, 0.2}, {1.0 / 3.0, 0.5}};
    ck_assert_ptr_nonnull(start(&d, "bounded", 3, equal, impossible[_i]));
}
END_TEST

static const char *row_name(size_t index) {
    static const char *const names[] = {"around", "normal", "expert"};
    return index < COUNT(names) ? names[index] : marginals[index - COUNT(names)].name;
}

START_TEST(has_a_case_for_each_row) {
    check_rows_have_cases(&ieci__draw_family, COUNT(marginals) + 3, row_name);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("draw");
    TCase *shares = tcase_create("shares");
    tcase_add_loop_test(shares, has_the_marginal_distribution, 0, (int)COUNT(marginals));
    tcase_add_test(shares, keeps_the_bounds_of_many_children);
    tcase_add_test(shares, multiplies_around_the_nominal_shares);
    tcase_add_test(shares, draws_normal_factors);
    tcase_add_test(shares, chooses_experts_alike);
    tcase_add_loop_test(shares, gives_nominal_shares_at_width_0, 0, 2);
    tcase_add_loop_test(shares, gives_one_child_everything, 0, (int)ieci__draw_family.count);
    tcase_add_test(shares, draws_tiny_concentrations);
    tcase_add_loop_test(shares, refuses_empty_regions, 0, 4);
    tcase_add_test(shares, has_a_case_for_each_row);
    tcase_set_timeout(shares, 60); /* slow under valgrind */
    suite_add_tcase(all, shares);
    return all;
}
