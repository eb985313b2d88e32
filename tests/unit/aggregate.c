/* SPDX-License-Identifier: MIT */
/*
 * Means against 40 digits, against double-double arithmetic, against each other, and in one lane against sixteen.
 *
 * The file under test is compiled into this one once more, 16 lanes wide; the library has it with one lane.
 */
#define IECI__LANES 16
#define ieci__aggregate_row wide_aggregate_row
#define ieci__aggregate_family wide_aggregate_family
#define ieci__aggregate_fix wide_aggregate_fix
#define ieci__aggregate_fixed wide_aggregate_fixed
#include "index/aggregate.c"
#undef ieci__aggregate_row
#undef ieci__aggregate_family

#include <check.h>

#include "base/number.h"
#include "index/weigh.h"
#include "support/random.h"
#include "support/rows.h"

const ieci__aggregate *ieci__aggregate_row(size_t index);
extern const ieci__family ieci__aggregate_family;

Suite *suite(void);

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define MOST 20
#define UNITS 7

static const ieci__aggregate *find(const char *name) {
    const size_t row = ieci__method_find(&ieci__aggregate_family, name);
    ck_assert_msg(row != (size_t)-1, "no aggregation %s", name);
    return ieci__aggregate_row(row);
}

/* The score of one unit in one lane. */
static double score_of(const ieci__aggregate *row, size_t children, const double *values, const double *shares,
                       double exponent) {
    const double *child[MOST];
    const double *weight[MOST];
    double score;
    for (size_t c = 0; c < children; c++) {
        child[c] = &values[c];
        weight[c] = &shares[c];
    }
    row->block(1, children, child, weight, &exponent, &score);
    return score;
}

static const struct {
    const char *name;
    double exponent;
    size_t count;
    double values[4];
    double points[4];
    double expected;
} cases[] = {
    /* Weighted means by mpmath with 40 digits. */
    {"arithmetic", 0, 2, {50, 80}, {1, 1}, 65.0},
    {"arithmetic", 0, 3, {0.25, 12.5, 99.75}, {2, 1, 1}, 28.1875},
    {"arithmetic", 0, 4, {1, 2, 3, 4}, {40, 30, 20, 10}, 2.0},
    {"arithmetic", 0, 1, {87.5}, {3}, 87.5},
    {"arithmetic", 0, 2, {0.001953125, 1000}, {1, 999}, 999.000001953125},
    {"arithmetic", 0, 2, {-30, 10}, {1, 3}, 0},
    {"geometric", 0, 2, {50, 80}, {1, 1}, 63.245553203367585},
    {"geometric", 0, 3, {0.25, 12.5, 99.75}, {2, 1, 1}, 2.971157906842206},
    {"geometric", 0, 4, {1, 2, 3, 4}, {40, 30, 20, 10}, 1.7617295898720438},
    {"geometric", 0, 1, {87.5}, {3}, 87.5},
    {"geometric", 0, 2, {0.001953125, 1000}, {1, 999}, 986.9399523959308},
    {"harmonic", 0, 2, {50, 80}, {1, 1}, 61.53846153846154},
    {"harmonic", 0, 3, {0.25, 12.5, 99.75}, {2, 1, 1}, 0.4944360455029864},
    {"harmonic", 0, 4, {1, 2, 3, 4}, {40, 30, 20, 10}, 1.5584415584415585},
    {"harmonic", 0, 1, {87.5}, {3}, 87.5},
    {"harmonic", 0, 2, {0.001953125, 1000}, {1, 999}, 1.9493215386384768},
    {"power", 2, 2, {50, 80}, {1, 1}, 66.70832032063167},
    {"power", 2, 3, {0.25, 12.5, 99.75}, {2, 1, 1}, 50.26538943448066},
    {"power", 2, 4, {1, 2, 3, 4}, {40, 30, 20, 10}, 2.23606797749979},
    {"power", 2, 1, {87.5}, {3}, 87.5},
    {"power", 2, 2, {0.001953125, 1000}, {1, 999}, 999.4998749374628},
    {"power", 0.5, 2, {50, 80}, {1, 1}, 64.1227766016838},
    {"power", 0.5, 3, {0.25, 12.5, 99.75}, {2, 1, 1}, 13.182392914151958},
    {"power", 0.5, 4, {1, 2, 3, 4}, {40, 30, 20, 10}, 1.878747845404826},
    {"power", 0.5, 1, {87.5}, {3}, 87.5},
    {"power", 0.5, 2, {0.001953125, 1000}, {1, 999}, 998.00379229184},
    {"power", -3, 2, {50, 80}, {1, 1}, 58.572016912329595},
    {"power", -3, 3, {0.25, 12.5, 99.75}, {2, 1, 1}, 0.3149798416747154},
    {"power", -3, 4, {1, 2, 3, 4}, {40, 30, 20, 10}, 1.3083861430333734},
    {"power", -3, 1, {87.5}, {3}, 87.5},
    {"power", -3, 2, {0.001953125, 1000}, {1, 999}, 0.01953124999999995},
    {"power", -0.25, 2, {50, 80}, {1, 1}, 62.81070721575388},
    {"power", -0.25, 3, {0.25, 12.5, 99.75}, {2, 1, 1}, 1.4009269352418607},
    {"power", -0.25, 4, {1, 2, 3, 4}, {40, 30, 20, 10}, 1.706371272688472},
    {"power", -0.25, 1, {87.5}, {3}, 87.5},
    {"power", -0.25, 2, {0.001953125, 1000}, {1, 999}, 903.3052913020956},
    {"power", 10, 2, {50, 80}, {1, 1}, 74.71025015462217},
    {"power", 10, 3, {0.25, 12.5, 99.75}, {2, 1, 1}, 86.83741869708074},
    {"power", 10, 4, {1, 2, 3, 4}, {40, 30, 20, 10}, 3.2122497603404248},
    {"power", 10, 1, {87.5}, {3}, 87.5},
    {"power", 10, 2, {0.001953125, 1000}, {1, 999}, 999.8999549714794},
};

START_TEST(equals_40_digits) {
    double shares[4];
    ieci__weigh_shares(cases[_i].count, cases[_i].points, shares);
    const double score = score_of(find(cases[_i].name), cases[_i].count, cases[_i].values, shares, cases[_i].exponent);
    double most = 0.0;
    for (size_t c = 0; c < cases[_i].count; c++) {
        most = fmax(most, fabs(cases[_i].values[c]));
    }
    ck_assert_msg(fabs(score - cases[_i].expected) <= 4e-16 * most, "%s %g, case %d: %.17g, not %.17g", cases[_i].name,
                  cases[_i].exponent, _i, score, cases[_i].expected);
}
END_TEST

static double largest(size_t children, const double *values) {
    double most = values[0];
    for (size_t c = 1; c < children; c++) {
        most = fmax(most, values[c]);
    }
    return most;
}

static double smallest(size_t children, const double *values) {
    double least = values[0];
    for (size_t c = 1; c < children; c++) {
        least = fmin(least, values[c]);
    }
    return least;
}

/* The mean in double-double arithmetic, from points; of positive values, as ratios to the one with the largest term. */
static ieci__pair exact_mean(size_t children, const double *values, const double *points, double exponent) {
    const ieci__pair unit = ieci__pair_from(exponent < 0.0 ? smallest(children, values) : largest(children, values));
    const ieci__pair p = ieci__pair_from(exponent);
    ieci__pair sum = ieci__pair_from(0.0);
    ieci__pair all = ieci__pair_from(0.0);
    for (size_t c = 0; c < children; c++) {
        ieci__pair term = ieci__pair_divide(ieci__pair_from(values[c]), unit);
        if (exponent != 1.0) {
            term = ieci__pair_log(term);
        }
        if (exponent != 1.0 && exponent != 0.0) {
            term = ieci__pair_exp(ieci__pair_multiply(p, term));
        }
        const ieci__pair weight = ieci__pair_from(points[c]);
        sum = ieci__pair_add(sum, ieci__pair_multiply(weight, term));
        all = ieci__pair_add(all, weight);
    }
    ieci__pair mean = ieci__pair_divide(sum, all);
    if (exponent != 1.0 && exponent != 0.0) {
        mean = ieci__pair_divide(ieci__pair_log(mean), p);
    }
    return ieci__pair_multiply(unit, exponent == 1.0 ? mean : ieci__pair_exp(mean));
}

static const struct {
    const char *name;
    double exponent;
} means[] = {
    {"arithmetic", 1.0},  {"geometric", 0.0}, {"harmonic", -1.0}, {"power", 1.0},   {"power", 0.0},    {"power", -1.0},
    {"power", 2.0},       {"power", 0.5},     {"power", -0.5},    {"power", 0.001}, {"power", -0.001}, {"power", 0.1},
    {"power", 1.0 / 3.0}, {"power", 0.999},   {"power", -0.9},    {"power", 3.0},   {"power", -2.0},   {"power", 7.5},
    {"power", -30.0},     {"power", 100.0},   {"power", -100.0},
};

/* A unit with up to 20 children on one of several scales. */
static size_t draw(uint64_t *state, double *values, double *points, double *shares) {
    static const double scales[][2] = {{1.0, 100.0}, {1e-3, 1.0}, {99.0, 100.0}, {1e-6, 1e6}};
    const size_t children = 1 + random_below(state, MOST);
    const double *scale = scales[random_below(state, COUNT(scales))];
    for (size_t c = 0; c < children; c++) {
        const double share = random_between(state, 0.0, 1.0);
        values[c] = scale[0] + (scale[1] - scale[0]) * (random_below(state, 3) == 0 ? share * share * share : share);
        points[c] = (double)(1 + random_below(state, random_below(state, 2) == 0 ? 10 : 1000));
    }
    ieci__weigh_shares(children, points, shares);
    return children;
}

START_TEST(keeps_the_promise_of_accuracy) {
    const ieci__aggregate *row = find(means[_i].name);
    uint64_t state = (uint64_t)_i;
    double worst = 0.0;
    for (int round = 0; round < 1000; round++) {
        double values[MOST], points[MOST], shares[MOST];
        const size_t children = draw(&state, values, points, shares);
        const double score = score_of(row, children, values, shares, means[_i].exponent);
        const ieci__pair exact = exact_mean(children, values, points, means[_i].exponent);
        const double error = ieci__pair_subtract(ieci__pair_from(score), exact).high;
        worst = fmax(worst, fabs(error) / largest(children, values));
    }
    ck_assert_msg(worst <= 3e-15, "%s %g is off by %g", means[_i].name, means[_i].exponent, worst);
}
END_TEST

/* The score that the parts are formed from is rounded, and steep powers of it magnify that. */
START_TEST(adds_up_from_contributions) {
    const ieci__aggregate *row = find(means[_i].name);
    uint64_t state = (uint64_t)_i + 500;
    for (int round = 0; round < 300; round++) {
        double values[MOST], points[MOST], shares[MOST];
        const size_t children = draw(&state, values, points, shares);
        const double score = score_of(row, children, values, shares, means[_i].exponent);
        double sum = 0.0;
        for (size_t c = 0; c < children; c++) {
            const double part = row->contribution(shares[c], values[c], score, &means[_i].exponent);
            ck_assert_msg(part >= 0.0, "%s %g", means[_i].name, means[_i].exponent);
            sum += part;
        }
        const double slack = fmax(1e-14, 5e-16 * fabs(means[_i].exponent)) * largest(children, values);
        ck_assert_msg(fabs(sum - score) <= slack, "%s %g: %.17g, not %.17g", means[_i].name, means[_i].exponent, sum,
                      score);
    }
}
END_TEST

/* A child that is split in two, one more child of weight 0, a better child, and all children the same. */
START_TEST(relates_to_itself) {
    const ieci__aggregate *row = find(means[_i].name);
    const double exponent = means[_i].exponent;
    uint64_t state = (uint64_t)_i + 900;
    for (int round = 0; round < 300; round++) {
        double values[MOST], points[MOST], shares[MOST];
        size_t children = draw(&state, values, points, shares);
        children = children == MOST ? MOST - 1 : children;
        ieci__weigh_shares(children, points, shares);
        const double most = largest(children, values);
        const double score = score_of(row, children, values, shares, exponent);
        const size_t c = random_below(&state, children);
        values[children] = values[c];
        shares[children] = 0.0;
        ck_assert(score_of(row, children + 1, values, shares, exponent) == score);
        shares[children] = shares[c] *= 0.5;
        ck_assert(fabs(score_of(row, children + 1, values, shares, exponent) - score) <= 2e-15 * most);
        values[c] += 0.01 * most;
        const double better = score_of(row, children + 1, values, shares, exponent);
        ck_assert_msg(better > score || shares[c] < 0.01 || fabs(exponent - 0.5) > 0.5, "%s %g", means[_i].name,
                      exponent);
        ck_assert(better >= score - 2e-15 * most);
        for (size_t k = 0; k <= children; k++) {
            values[k] = most;
        }
        ck_assert(fabs(score_of(row, children + 1, values, shares, exponent) - most) <= 1e-15 * most);
    }
}
END_TEST

START_TEST(orders_the_means) {
    static const double rising[] = {-100.0, -30.0, -2.0,  -1.0, -0.9, -0.001, 0.0,
                                    0.001,  0.5,   0.999, 1.0,  2.0,  7.5,    100.0};
    uint64_t state = 1;
    for (int round = 0; round < 1000; round++) {
        double values[MOST], points[MOST], shares[MOST];
        const size_t children = draw(&state, values, points, shares);
        const double most = largest(children, values);
        const double slack = 1e-14 * most;
        const double least = smallest(children, values);
        const double harmonic = score_of(find("harmonic"), children, values, shares, 0.0);
        const double geometric = score_of(find("geometric"), children, values, shares, 0.0);
        const double arithmetic = score_of(find("arithmetic"), children, values, shares, 0.0);
        ck_assert(least <= harmonic + slack && harmonic <= geometric + slack);
        ck_assert(geometric <= arithmetic + slack && arithmetic <= most + slack);
        double before = least;
        for (size_t i = 0; i < COUNT(rising); i++) {
            const double mean = score_of(find("power"), children, values, shares, rising[i]);
            ck_assert_msg(before <= mean + slack && mean <= most + slack, "exponent %g", rising[i]);
            before = mean;
        }
    }
}
END_TEST

static const struct {
    const char *name;
    double exponent;
    double value;    /**< beside 4, with the same weight */
    double expected; /**< NaN: undefined */
} edges[] = {
    {"arithmetic", 0.0, 0.0, 2.0},
    {"arithmetic", 0.0, -4.0, 0.0},
    {"geometric", 0.0, 0.0, (double)NAN},
    {"geometric", 0.0, -1.0, (double)NAN},
    {"geometric", 0.0, 5e-324, 0x1p-536},
    {"harmonic", 0.0, 0.0, (double)NAN},
    {"harmonic", 0.0, -1.0, (double)NAN},
    {"harmonic", 0.0, 5e-324, 1e-323},
    {"power", 1.0, -4.0, 0.0},
    {"power", 2.0, 0.0, 2.8284271247461903},
    {"power", 2.0, -1.0, (double)NAN},
    {"power", 0.5, 0.0, (double)NAN},
    {"power", -1.0, 0.0, (double)NAN},
    {"power", -2.0, 0.0, (double)NAN},
    {"power", 0.0, 0.0, (double)NAN},
    {"power", 5e-324, 1.0, 2.0},
    {"power", 1e-200, 1.0, 2.0},
    {"power", 1e-25, 1.0, 2.0},
    {"power", 100.0, 5e-324, 3.9723699817481437},
    {"power", 0.25, 5e-324, 0.25},
};

/* Needing positive values is what makes a zero undefined. */
START_TEST(knows_its_edges) {
    static const double halves[] = {0.5, 0.5};
    const ieci__aggregate *row = find(edges[_i].name);
    const double values[] = {edges[_i].value, 4.0};
    const double score = score_of(row, 2, values, halves, edges[_i].exponent);
    if (isnan(edges[_i].expected)) {
        ck_assert_msg(isnan(score), "%s %g, case %d: %.17g", edges[_i].name, edges[_i].exponent, _i, score);
    } else {
        ck_assert_msg(fabs(score - edges[_i].expected) <= 1e-13 * edges[_i].expected, "%s %g, case %d: %.17g",
                      edges[_i].name, edges[_i].exponent, _i, score);
    }
    if (edges[_i].value == 0.0) {
        ck_assert_msg(row->needs_positive(&edges[_i].exponent) == isnan(score), "%s", edges[_i].name);
    }
    if (!isnan(score)) {
        const double part = row->contribution(0.5, edges[_i].value, score, &edges[_i].exponent);
        const double other = row->contribution(0.5, 4.0, score, &edges[_i].exponent);
        ck_assert_msg(fabs(part + other - score) <= 1e-13, "%s %g, case %d", edges[_i].name, edges[_i].exponent, _i);
    }
}
END_TEST

START_TEST(survives_the_ends_of_doubles) {
    static const double halves[] = {0.5, 0.5};
    const ieci__aggregate *row = find(means[_i].name);
    const double huge[] = {0x1.8p1023, 0x1.8p1023};
    const double tiny[] = {0x1p-1074, 0x1p-1074};
    const double both[] = {0x1p-1000, 0x1p1000};
    const double exponent = means[_i].exponent;
    ck_assert(fabs(score_of(row, 2, huge, halves, exponent) / 0x1.8p1023 - 1.0) <= 1e-15);
    ck_assert(score_of(row, 2, tiny, halves, exponent) == 0x1p-1074 || exponent == 1.0);
    const double mean = score_of(row, 2, both, halves, exponent);
    ck_assert_msg(mean >= 0.0 && mean <= 0x1p1000, "%s %g: %g", means[_i].name, exponent, mean);
    ck_assert(exponent != 0.0 || fabs(mean - 1.0) <= 1e-12);
    ck_assert(exponent != -1.0 || fabs(mean / 0x1p-999 - 1.0) <= 1e-15);
}
END_TEST

START_TEST(scores_two_zeros) {
    static const double halves[] = {0.5, 0.5};
    static const double zeros[] = {0.0, 0.0};
    static const double exponent = 2.0;
    ck_assert(score_of(find("arithmetic"), 2, zeros, halves, 0.0) == 0.0);
    ck_assert(score_of(find("power"), 2, zeros, halves, exponent) == 0.0);
    ck_assert(isnan(score_of(find("geometric"), 2, zeros, halves, 0.0)));
    ck_assert(find("power")->contribution(0.5, 0.0, 0.0, &exponent) == 0.0);
}
END_TEST

/* Sixteen replicates of seven units at once, some of them undefined, and each by itself. */
START_TEST(gives_the_same_bits_in_lanes) {
    static double child_values[MOST][UNITS * LANES];
    static double child_weights[MOST][LANES];
    static double score[UNITS * LANES];
    const double *child[MOST];
    const double *weight[MOST];
    const ieci__aggregate *narrow = find(means[_i].name);
    const ieci__aggregate *wide = wide_aggregate_row(ieci__method_find(&wide_aggregate_family, means[_i].name));
    ck_assert(wide->block != narrow->block && wide_aggregate_family.count == ieci__aggregate_family.count);
    uint64_t state = (uint64_t)_i + 40;
    for (size_t children = 1; children <= MOST; children += 3) {
        for (size_t c = 0; c < children; c++) {
            child[c] = child_values[c];
            weight[c] = child_weights[c];
            for (size_t i = 0; i < UNITS * LANES; i++) {
                child_values[c][i] = random_between(&state, random_below(&state, 200) == 0 ? -1.0 : 0.0, 100.0);
            }
            for (size_t lane = 0; lane < LANES; lane++) {
                child_weights[c][lane] = random_between(&state, 0.0, 2.0 / (double)children);
            }
        }
        wide->block(UNITS, children, child, weight, &means[_i].exponent, score);
        for (size_t i = 0; i < UNITS * LANES; i++) {
            double values[MOST], shares[MOST];
            for (size_t c = 0; c < children; c++) {
                values[c] = child_values[c][i];
                shares[c] = child_weights[c][i % LANES];
            }
            const double alone = score_of(narrow, children, values, shares, means[_i].exponent);
            ck_assert_msg(ieci__number_bits(alone) == ieci__number_bits(score[i]) || (isnan(alone) && isnan(score[i])),
                          "%s %g, lane %zu: %a, not %a", means[_i].name, means[_i].exponent, i % LANES, score[i],
                          alone);
        }
    }
}
END_TEST

/* Children that are the same in all replicates, prepared once. */
START_TEST(gives_the_same_bits_when_prepared) {
    static double flat[MOST][UNITS], spread[MOST][UNITS * LANES], shares[MOST][LANES], kept[UNITS * (MOST + 2)];
    static double score[UNITS * LANES], expected[UNITS * LANES];
    const double *child[MOST], *block[MOST], *weight[MOST];
    const double *exponent = &means[_i].exponent;
    const ieci__aggregate *wide = wide_aggregate_row(ieci__method_find(&wide_aggregate_family, means[_i].name));
    uint64_t state = (uint64_t)_i + 80;
    for (size_t children = 1; children <= MOST; children++) {
        for (size_t c = 0; c < children; c++) {
            child[c] = flat[c];
            block[c] = spread[c];
            weight[c] = shares[c];
            for (size_t u = 0; u < UNITS; u++) {
                flat[c][u] = random_between(&state, random_below(&state, 60) == 0 ? -1.0 : 0.0, 100.0);
                flat[c][u] = random_below(&state, 60) == 0 ? 0.0 : flat[c][u];
                for (size_t lane = 0; lane < LANES; lane++) {
                    spread[c][u * LANES + lane] = flat[c][u];
                }
            }
            for (size_t lane = 0; lane < LANES; lane++) {
                shares[c][lane] = random_between(&state, 0.0, 2.0 / (double)children);
            }
        }
        for (size_t units = 1; units <= UNITS; units++) {
            wide->block(units, children, block, weight, exponent, expected);
            ck_assert(ieci__aggregate_kept(units, children) <= sizeof kept / sizeof *kept);
            wide_aggregate_fix(wide, units, children, child, exponent, kept);
            wide_aggregate_fixed(wide, units, children, kept, weight, exponent, score);
            for (size_t i = 0; i < units * LANES; i++) {
                ck_assert_msg(ieci__number_bits(score[i]) == ieci__number_bits(expected[i]) ||
                                  (isnan(score[i]) && isnan(expected[i])),
                              "%s %g: %a, not %a", means[_i].name, *exponent, score[i], expected[i]);
            }
        }
    }
}
END_TEST

static const char *case_name(size_t index) {
    return cases[index].name;
}

static const char *mean_name(size_t index) {
    return means[index].name;
}

static const char *edge_name(size_t index) {
    return edges[index].name;
}

/* The means stand first; field.c tests the rows behind them. */
static ieci__family only_means(void) {
    ieci__family all = ieci__aggregate_family;
    all.count = 0;
    for (size_t row = 0; row < ieci__aggregate_family.count; row++) {
        const ieci__aggregate *aggregate = ieci__aggregate_row(row);
        ck_assert_msg((aggregate->block == NULL) != (aggregate->field == NULL), "%s", aggregate->method.name);
        ck_assert_msg((aggregate->field == NULL) == (aggregate->undefined == NULL), "%s", aggregate->method.name);
        all.count += aggregate->block == NULL ? 0 : 1;
    }
    ck_assert(all.count > 0 && ieci__aggregate_row(all.count - 1)->block != NULL);
    return all;
}

START_TEST(has_a_case_for_each_row) {
    const ieci__family all = only_means();
    check_rows_have_cases(&all, COUNT(cases), case_name);
    check_rows_have_cases(&all, COUNT(means), mean_name);
    check_rows_have_cases(&all, COUNT(edges), edge_name);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("aggregate");
    TCase *tests = tcase_create("rows");
    tcase_add_loop_test(tests, equals_40_digits, 0, (int)COUNT(cases));
    tcase_add_loop_test(tests, keeps_the_promise_of_accuracy, 0, (int)COUNT(means));
    tcase_add_loop_test(tests, adds_up_from_contributions, 0, (int)COUNT(means));
    tcase_add_loop_test(tests, relates_to_itself, 0, (int)COUNT(means));
    tcase_add_test(tests, orders_the_means);
    tcase_add_loop_test(tests, knows_its_edges, 0, (int)COUNT(edges));
    tcase_add_loop_test(tests, survives_the_ends_of_doubles, 0, (int)COUNT(means));
    tcase_add_test(tests, scores_two_zeros);
    tcase_add_loop_test(tests, gives_the_same_bits_in_lanes, 0, (int)COUNT(means));
    tcase_add_loop_test(tests, gives_the_same_bits_when_prepared, 0, (int)COUNT(means));
    tcase_add_test(tests, has_a_case_for_each_row);
    tcase_set_timeout(tests, 60); /* slow under valgrind */
    suite_add_tcase(all, tests);
    return all;
}
