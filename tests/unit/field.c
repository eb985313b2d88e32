/* SPDX-License-Identifier: MIT */
/* Aggregations that are no means: examples from the literature and by hand, what they make of gaps and of units outside
 * the sample, and where they are undefined. */
#include "index/field.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support/random.h"

Suite *suite(void);

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define UNITS 8
#define CHILDREN 5
#define GAP (double)NAN

/* One node: values by unit and child (GAP: none), points of the children, and who is of the sample. */
typedef struct problem {
    size_t units, children;
    double value[UNITS][CHILDREN];
    double points[CHILDREN];
    bool outside[UNITS]; /* of the sample */
    double low, high;
} problem;

static const ieci__aggregate *find(const char *name) {
    const size_t row = ieci__method_find(&ieci__aggregate_family, name);
    ck_assert_msg(row != (size_t)-1, "no aggregation %s", name);
    return ieci__aggregate_row(row);
}

static void solve(const ieci__aggregate *row, const problem *of, const double *parameters, double *score) {
    static double room[1 << 17];
    double value[UNITS * CHILDREN] = {0.0}, weight[UNITS * CHILDREN] = {0.0}, share[CHILDREN], rival[UNITS], all = 0.0;
    ck_assert(row->room == NULL || row->room(of->units, of->children) <= COUNT(room));
    for (size_t c = 0; c < of->children; c++) {
        all += of->points[c];
    }
    for (size_t c = 0; c < of->children; c++) {
        share[c] = of->points[c] / all;
    }
    for (size_t u = 0; u < of->units; u++) {
        double present = 0.0;
        for (size_t c = 0; c < of->children; c++) {
            present += isnan(of->value[u][c]) ? 0.0 : share[c];
        }
        for (size_t c = 0; c < of->children; c++) {
            const bool has = !isnan(of->value[u][c]);
            value[u * of->children + c] = has ? of->value[u][c] : 0.0;
            weight[u * of->children + c] = has ? share[c] / present : 0.0;
        }
        rival[u] = of->outside[u] || !(present > 0.0) ? 0.0 : 1.0;
    }
    const ieci__field field = {of->units, of->children, value, weight,     share, rival,
                               of->low,   of->high,     1e10,  parameters, room};
    row->field(&field, score);
}

static bool agree(double a, double b) {
    return fabs(a - b) <= 1e-12 || (isnan(a) && isnan(b));
}

/* The capital of Tennessee: four groups of voters (42, 26, 15 and 17 percent), four cities, places turned into points.
 * Memphis, Nashville, Chattanooga, Knoxville. Wikipedia, "Kemeny-Young method", "Copeland's method", "Borda count". */
#define TENNESSEE                                                                                                      \
    {                                                                                                                  \
        .units = 4, .children = 4, .value = {{3, 0, 0, 0}, {2, 3, 1, 1}, {1, 2, 3, 2}, {0, 1, 2, 3}},                  \
        .points = {42, 26, 15, 17}, .low = 0, .high = 300                                                              \
    }
/* Opricovic, Tzeng 2004, section 3: a mountain climber between risk (1 to 5) and height (3000 to 4500). */
#define CLIMBER                                                                                                        \
    { .units = 3, .children = 2, .value = {{-1, 3000}, {-2, 3750}, {-5, 4500}}, .points = {1, 1}, .low = 0, .high = 1 }
/* One unit of four children, and one that has only two. */
#define FOUR                                                                                                           \
    {                                                                                                                  \
        .units = 2, .children = 4, .value = {{10, 40, 20, 30}, {GAP, 80, GAP, 20}}, .points = {1, 1, 1, 1}, .low = 0,  \
        .high = 100                                                                                                    \
    }
/* Weights 1/2, 1/4, 1/4. */
#define THREE                                                                                                          \
    { .units = 2, .children = 3, .value = {{50, 80, 20}, {60, GAP, 30}}, .points = {2, 1, 1}, .low = 0, .high = 100 }
/* Two children over four units without any correlation. */
#define SQUARE                                                                                                         \
    { .units = 4, .children = 2, .value = {{0, 0}, {0, 2}, {2, 0}, {2, 2}}, .points = {1, 5}, .low = 0, .high = 100 }
/* The second child says the same as the first; the third unit lies outside the sample. */
#define TWICE                                                                                                          \
    {                                                                                                                  \
        .units = 3, .children = 2, .value = {{1, 10}, {3, 30}, {6, 60}}, .points = {1, 1},                             \
        .outside = {false, false, true}, .low = 0, .high = 100                                                         \
    }
/* Three units that beat each other in a circle, and a fourth that all beat. */
#define CIRCLE                                                                                                         \
    {                                                                                                                  \
        .units = 4, .children = 3, .value = {{3, 1, 2}, {2, 3, 1}, {1, 2, 3}, {0, 0, 0}}, .points = {1, 1, 1},         \
        .low = 1, .high = 4                                                                                            \
    }

static const struct {
    const char *name;
    double parameters[3];
    problem of;
    double expected[4];
} cases[] = {
    {"minimum", {0}, FOUR, {10, 20}},
    {"minimum", {0}, THREE, {20, 30}},
    {"maximum", {0}, FOUR, {40, 80}},
    {"maximum", {0}, THREE, {80, 60}},
    {"leontief", {0}, FOUR, {10, 20}},
    {"leontief", {0}, THREE, {40, 60}},                       /* min(50, 160, 40), min(60, 60) */
    {"mean_min", {0, 0}, THREE, {50, 50}},                    /* the mean */
    {"mean_min", {1, 0}, THREE, {20, 30}},                    /* the minimum */
    {"mean_min", {0.5, 40}, THREE, {45, 47.639320225002102}}, /* 50 - .5 (sqrt(30^2 + 40^2) - 40), sqrt(2000) */
    /* Standardised 90 and 110; means 320 / 3 and 280 / 3, variance 400 5 / 36. */
    {"mpi", {0}, SQUARE, {90, 106.14583333333333, 92.738095238095238, 110}},
    {"mpi", {1}, SQUARE, {90, 107.1875, 93.928571428571429, 110}},
    {"mpi", {0}, TWICE, {90, 110, 140}},
    {"ampi", {0}, FOUR, {20, 32}},  /* 25 - 125 / 25, 50 - 900 / 50 */
    {"ampi", {1}, THREE, {59, 54}}, /* 50 + 450 / 50, 50 + 200 / 50 */
    {"median", {0}, FOUR, {25, 50}},
    {"median", {0}, THREE, {50, 45}},
    /* Weights of four places: most (.3, .8) 0 .4 .5 .1, at least half .5 .5 0 0, as many as possible 0 0 .5 .5
     * (Herrera, Herrera-Viedma 2000). */
    {"owa", {1, 0.3, 0.8}, FOUR, {23, 44}}, /* 12 + 10 + 1; two places: .4 and .6 */
    {"owa", {1, 0, 0.5}, FOUR, {35, 80}},
    {"owa", {1, 0.5, 1}, FOUR, {15, 20}},
    {"owa", {2, 0, 1}, FOUR, {18.75, 35}}, /* 1 3 5 7 of 16, 1 3 of 4 */
    {"wowa", {2, 0, 1}, FOUR, {18.75, 35}},
    {"wowa", {2, 0, 1}, THREE, {38.75, 43.33333333333333}}, /* 80 / 16 + 50 (9 - 1) / 16 + 20 (16 - 9) / 16 */
    {"wowa", {1, 0, 1}, THREE, {50, 50}},
    {"choquet", {0}, THREE, {50, 50}},
    {"choquet", {1}, THREE, {38.75, 43.33333333333333}}, /* 50 - (30 / 8 + 30 / 8 + 60 / 16), 50 - 30 2 / 9 */
    {"choquet", {-1}, FOUR, {31.25, 65}},
    {"topsis", {0}, SQUARE, {0, 83.33333333333333, 16.666666666666668, 100}}, /* weights 1/6, 5/6 */
    {"topsis", {1}, FOUR, {26.533119314590376, 50}},                          /* sqrt(3000) and sqrt(23000) */
    {"vikor", {0.5, 0}, CLIMBER, {0, 1, 0}},                                  /* Q 1 0 1 */
    {"vikor", {1, 0}, CLIMBER, {0, 1, 0}},
    {"dp2", {0}, SQUARE, {0, 2, 2, 4}},
    {"dp2", {0}, TWICE, {0, 2, 5}},
    {"borda", {0}, TENNESSEE, {126, 194, 173, 107}},
    {"borda", {0}, FOUR, {50, 50}}, /* 1 0 and twice alone; 0 1 */
    {"borda", {0}, TWICE, {0, 100, 100}},
    {"copeland", {0}, TENNESSEE, {0, 300, 200, 100}},
    {"copeland", {0}, CIRCLE, {3, 3, 3, 1}},
    /* Mean majorities .16 and less: (1 + phi) / 2 of 300. */
    {"promethee", {0, 0, 0}, TENNESSEE, {126, 194, 173, 107}},
    {"promethee", {1, 1.5, 0}, TENNESSEE, {134, 181, 165.5, 119.5}}, /* only leads of 2 and 3 places */
    {"promethee", {2, 0, 2}, TENNESSEE, {130, 187.5, 169.25, 113.25}},
    {"promethee", {3, 0.5, 2}, TENNESSEE, {134, 178.5, 165.25, 122.25}},
    {"promethee", {4, 1, 3}, TENNESSEE, {138, 172, 161.5, 128.5}},
    {"promethee",
     {5, 0, 2},
     TENNESSEE,
     {140.50944023724463, 167.3895063159143, 159.09413444772684, 133.00691899911422}},
    {"kemeny", {0}, TENNESSEE, {0, 300, 200, 100}},
    {"kemeny", {0}, CIRCLE, {3, 3, 3, 1}}, /* three best rankings: each is once first, second and third */
};

START_TEST(equals_the_example) {
    double score[UNITS];
    solve(find(cases[_i].name), &cases[_i].of, cases[_i].parameters, score);
    for (size_t u = 0; u < cases[_i].of.units; u++) {
        ck_assert_msg(agree(score[u], cases[_i].expected[u]), "%s, case %d, unit %zu: %.17g, not %.17g", cases[_i].name,
                      _i, u, score[u], cases[_i].expected[u]);
    }
}
END_TEST

/* Parameters that are valid for a row. */
static void defaults(const ieci__aggregate *row, double *parameters) {
    for (size_t p = 0; p < row->method.num_parameters; p++) {
        const ieci__parameter *parameter = &row->method.parameters[p];
        parameters[p] = parameter->required ? 0.5 : parameter->fallback;
    }
    ck_assert(row->method.check == NULL || row->method.check(parameters) == NULL);
}

static const struct {
    const char *name, *why;
    problem of;
    size_t unit; /* that has no score */
} edges[] = {
    {"leontief", "a child below 0", {2, 2, {{-1, 5}, {1, 5}}, {1, 1}, {false}, 0, 100}, 0},
    {"ampi", "a mean of 0", {2, 2, {{-5, 5}, {1, 5}}, {1, 1}, {false}, 0, 100}, 0},
    {"mpi", "a constant child", {2, 2, {{1, 5}, {2, 5}}, {1, 1}, {false}, 0, 100}, 0},
    {"mpi", "a child that only a unit outside has", {2, 2, {{1, GAP}, {2, 5}}, {1, 1}, {false, true}, 0, 100}, 1},
    {"topsis", "nothing differs", {2, 2, {{1, 5}, {1, 5}}, {1, 1}, {false}, 0, 100}, 0},
    {"topsis", "a unit alone", {1, 2, {{1, 5}}, {1, 1}, {false}, 0, 100}, 0},
    {"vikor", "nobody in the sample", {1, 2, {{1, 5}}, {1, 1}, {true}, 0, 100}, 0},
    {"dp2", "a gap in the sample", {3, 2, {{1, 5}, {2, GAP}, {3, 1}}, {1, 1}, {false}, 0, 100}, 0},
    {"dp2", "a gap outside the sample", {3, 2, {{1, 5}, {2, GAP}, {3, 1}}, {1, 1}, {false, true}, 0, 100}, 1},
    {"kemeny", "outside the sample", {3, 1, {{1}, {2}, {3}}, {1}, {false, true}, 0, 100}, 1},
    {"minimum", "nothing", {1, 1, {{GAP}}, {1}, {false}, 0, 100}, 0},
    {"maximum", "nothing", {1, 1, {{GAP}}, {1}, {false}, 0, 100}, 0},
    {"median", "nothing", {1, 1, {{GAP}}, {1}, {false}, 0, 100}, 0},
    {"mean_min", "nothing", {1, 1, {{GAP}}, {1}, {false}, 0, 100}, 0},
    {"owa", "nothing", {1, 1, {{GAP}}, {1}, {false}, 0, 100}, 0},
    {"wowa", "nothing", {1, 1, {{GAP}}, {1}, {false}, 0, 100}, 0},
    {"choquet", "nothing", {1, 1, {{GAP}}, {1}, {false}, 0, 100}, 0},
};

START_TEST(knows_its_edges) {
    const ieci__aggregate *row = find(edges[_i].name);
    double score[UNITS], parameters[IECI__METHOD_MAX_PARAMETERS] = {0.0};
    defaults(row, parameters);
    solve(row, &edges[_i].of, parameters, score);
    ck_assert_msg(isnan(score[edges[_i].unit]), "%s, %s: %.17g", edges[_i].name, edges[_i].why, score[edges[_i].unit]);
}
END_TEST

static void draw(uint64_t *state, problem *of, bool gaps) {
    *of = (problem){.units = 3 + random_below(state, UNITS - 2),
                    .children = 1 + random_below(state, CHILDREN),
                    .low = 0,
                    .high = 100};
    for (size_t c = 0; c < of->children; c++) {
        of->points[c] = (double)(1 + random_below(state, 5));
        for (size_t u = 0; u < of->units; u++) {
            const bool gap = gaps && c > 0 && random_below(state, 5) == 0;
            of->value[u][c] = gap ? GAP : (double)(1 + random_below(state, 99));
        }
    }
}

static const ieci__aggregate *field_row(int index) {
    size_t row = 0;
    while (ieci__aggregate_row(row)->field == NULL) {
        row++;
    }
    return ieci__aggregate_row(row + (size_t)index);
}

static size_t count_fields(void) {
    size_t count = 0;
    for (size_t row = 0; row < ieci__aggregate_family.count; row++) {
        count += ieci__aggregate_row(row)->field == NULL ? 0 : 1;
    }
    return count;
}

/* Units in another order, a unit twice, a unit outside the sample, a child of no use: what must not matter does not. */
START_TEST(relates_to_itself) {
    const ieci__aggregate *row = field_row(_i);
    const char *name = row->method.name;
    double parameters[IECI__METHOD_MAX_PARAMETERS] = {0.0}, score[UNITS], other[UNITS];
    defaults(row, parameters);
    uint64_t state = 17;
    for (int round = 0; round < 300; round++) {
        problem plain, changed;
        draw(&state, &plain, round % 2 == 0 && strcmp(name, "dp2") != 0);
        solve(row, &plain, parameters, score);
        changed = plain;
        for (size_t u = 0; u < plain.units; u++) {
            memcpy(changed.value[plain.units - 1 - u], plain.value[u], sizeof plain.value[u]);
        }
        solve(row, &changed, parameters, other);
        for (size_t u = 0; u < plain.units; u++) {
            const double mirrored = other[plain.units - 1 - u];
            ck_assert_msg(fabs(score[u] - mirrored) <= 1e-9 || (isnan(score[u]) && isnan(mirrored)), "%s", name);
        }
        changed = plain;
        memcpy(changed.value[1], plain.value[0], sizeof plain.value[0]);
        solve(row, &changed, parameters, other);
        ck_assert_msg(agree(other[0], other[1]), "%s: equals get %.17g and %.17g", name, other[0], other[1]);
        changed = plain;
        changed.outside[plain.units - 1] = true;
        solve(row, &changed, parameters, score);
        changed.units--;
        solve(row, &changed, parameters, other);
        for (size_t u = 0; u < changed.units; u++) {
            ck_assert_msg(score[u] == other[u] || (isnan(score[u]) && isnan(other[u])),
                          "%s: who is not of the sample "
                          "matters",
                          name);
        }
    }
}
END_TEST

/* Whoever leads everywhere has the highest score, and shares it with nobody. */
START_TEST(puts_the_best_first) {
    const ieci__aggregate *row = field_row(_i);
    double parameters[IECI__METHOD_MAX_PARAMETERS] = {0.0}, score[UNITS];
    defaults(row, parameters);
    uint64_t state = 5;
    for (int round = 0; round < 300; round++) {
        problem of;
        draw(&state, &of, false);
        for (size_t c = 0; c < of.children; c++) {
            of.value[1][c] = 120.0;
        }
        solve(row, &of, parameters, score);
        for (size_t u = 0; u < of.units; u++) {
            ck_assert_msg(u == 1 || isnan(score[u]) || score[u] < score[1], "%s", row->method.name);
        }
    }
}
END_TEST

/* Fourteen units in a circle of majorities are still ranked, fifteen are not. */
START_TEST(tells_what_is_not_feasible) {
    const ieci__aggregate *row = find("kemeny");
    for (size_t units = 13; units <= 15; units++) {
        double value[45], weight[45], share[3] = {1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0}, rival[15], score[15];
        double *room = malloc(row->room(units, 3) * sizeof *room);
        for (size_t i = 0; i < units * 3; i++) {
            weight[i] = 1.0 / 3.0;
            rival[i / 3] = 1.0;
            value[i] = (double)((i / 3 + i % 3 * (units / 3)) % units);
        }
        const ieci__field field = {units, 3, value, weight, share, rival, 0, 100, 1e10, NULL, room};
        row->field(&field, score);
        for (size_t u = 0; u < units; u++) {
            ck_assert_msg(isnan(score[u]) == (units > 14), "%zu units: %.17g", units, score[u]);
        }
        free(room);
    }
}
END_TEST

START_TEST(has_a_case_for_each_row) {
    for (int i = 0; i < (int)count_fields(); i++) {
        const char *name = field_row(i)->method.name;
        bool shown = false;
        for (size_t c = 0; c < COUNT(cases); c++) {
            shown = shown || strcmp(cases[c].name, name) == 0;
        }
        ck_assert_msg(shown, "no case for %s", name);
    }
}
END_TEST

START_TEST(checks_parameters) {
    static const struct {
        const char *name;
        double parameters[3];
        bool valid;
    } rules[] = {
        {"owa", {1, 0.3, 0.8}, true},   {"owa", {1, 0.8, 0.3}, false},   {"wowa", {1, 0.5, 0.5}, false},
        {"promethee", {0, 0, 0}, true}, {"promethee", {2, 0, 0}, false}, {"promethee", {3, 2, 2}, false},
        {"promethee", {4, 1, 2}, true}, {"promethee", {5, 0, 0}, false},
    };
    for (size_t i = 0; i < COUNT(rules); i++) {
        const char *wrong = find(rules[i].name)->method.check(rules[i].parameters);
        ck_assert_msg((wrong == NULL) == rules[i].valid, "%s, rule %zu", rules[i].name, i);
    }
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("field");
    TCase *tests = tcase_create("rows");
    tcase_add_loop_test(tests, equals_the_example, 0, (int)COUNT(cases));
    tcase_add_loop_test(tests, knows_its_edges, 0, (int)COUNT(edges));
    tcase_add_loop_test(tests, relates_to_itself, 0, (int)count_fields());
    tcase_add_loop_test(tests, puts_the_best_first, 0, (int)count_fields());
    tcase_add_test(tests, tells_what_is_not_feasible);
    tcase_add_test(tests, checks_parameters);
    tcase_add_test(tests, has_a_case_for_each_row);
    suite_add_tcase(all, tests);
    return all;
}
