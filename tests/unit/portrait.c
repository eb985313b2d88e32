/* SPDX-License-Identifier: MIT */
/* Portraits: what is told of the shipped cities, by the rules as they are documented. */
#include "study/portrait.h"

#include <check.h>
#include <ieci/ieci.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "run/result.h"
#include "support/datasets.h"
#include "support/documents.h"

Suite *suite(void);

#define COUNT(array) (sizeof(array) / sizeof *(array))

static ieci_result *result;

static void open_cities(void) {
    ieci_bytes *bytes = document_shipped("index.yaml");
    ieci_model *model = NULL;
    ck_assert_int_eq(ieci_model_open(bytes, NULL, &model, NULL), IECI_OK);
    ck_assert_int_eq(ieci_model_evaluate(model, NULL, &result, NULL), IECI_OK);
    ieci_bytes_unref(bytes);
    ieci_model_unref(model);
}

static void close_cities(void) {
    ieci_result_unref(result);
}

static size_t place(ieci_axis axis, const char *code) {
    size_t found = 0;
    ck_assert_int_eq(ieci_model_find(ieci_result_model(result), axis, code, &found, NULL), IECI_OK);
    return found;
}

static ieci_table *portray(const char *unit, const char *edition, const char *option, const char *value) {
    ieci_options *options = tables_options(option, value);
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    ck_assert_msg(ieci_portrait(result, place(IECI_AXIS_EDITION, edition), place(IECI_AXIS_UNIT, unit), NULL, options,
                                &table, &error) == IECI_OK,
                  "%s", ieci_error_message(error));
    ieci_options_free(options);
    return table;
}

static const char *word(const ieci_table *table, size_t column, size_t row) {
    const char *found = ieci_table_text(table, column, row);
    return found == NULL ? "" : found;
}

static double number(const ieci_table *table, size_t row) {
    double value;
    int status;
    ck_assert(ieci__table_real(table, 4, row, &value, &status));
    return value;
}

/* The next row of a section with an item and a node (NULL: any), from `*row` on; false: there is none. */
static bool next(const ieci_table *table, const char *section, const char *item, const char *node, size_t *row) {
    for (; *row < ieci_table_num_rows(table); ++*row) {
        if (strcmp(word(table, 0, *row), section) == 0 && (item == NULL || strcmp(word(table, 1, *row), item) == 0) &&
            (node == NULL || strcmp(word(table, 2, *row), node) == 0)) {
            return true;
        }
    }
    return false;
}

static double value_of(const ieci_table *table, const char *section, const char *item, const char *node,
                       const char *edition) {
    for (size_t row = 0; next(table, section, item, node, &row); row++) {
        if (strcmp(word(table, 3, row), edition) == 0) {
            return number(table, row);
        }
    }
    return NAN;
}

/* What an independent script told of Beijing. */
START_TEST(beijing) {
    static const struct {
        const char *node;
        double ranks[3];
    } ranks[] = {{"index", {8, 7, 7}},
                 {"attractiveness", {22, 24, 22}},
                 {"influence", {1, 1, 1}},
                 {"connectivity", {26, 16, 14}}};
    static const char *const editions[] = {"2022", "2024", "2025"};
    static const double scores[] = {53.3, 56.0, 58.5};
    ieci_table *table = portray("Beijing", "2025", NULL, NULL);
    for (size_t e = 0; e < 3; e++) {
        ck_assert(value_of(table, "scores", "score", "index", editions[e]) == scores[e]);
        for (size_t n = 0; n < COUNT(ranks); n++) {
            ck_assert(value_of(table, "scores", "rank", ranks[n].node, editions[e]) == ranks[n].ranks[e]);
        }
    }
    ck_assert(value_of(table, "scores", "change", "connectivity", "2024") == 10);
    ck_assert(isnan(value_of(table, "scores", "change", "index", "2022")));
    ck_assert(value_of(table, "scores", "ranked", "index", "2025") == 50);
    ck_assert(value_of(table, "strengths", "all", "global500_hq", "2025") == 1);
    ck_assert(value_of(table, "strengths", "all", "entrepreneurship", "2025") == 3);
    ck_assert(value_of(table, "strengths", "all", "international_affairs", "2025") == 8);
    ck_assert(isnan(value_of(table, "strengths", "all", "creative_city", "2025"))); /* shared by most */
    ck_assert(value_of(table, "shortcomings", "all", "pm25", "2025") == 44);
    ck_assert(value_of(table, "shortcomings", "all", "gdp_per_head", "2025") == 36);
    ck_assert(floor(value_of(table, "against", "size", "science_innovation", "2025") + 0.5) == 40);
    ck_assert(fabs(value_of(table, "against", "size", "culture_education", "2025") - 46.5) < 1e-9);
    ck_assert(floor(100 * value_of(table, "quality", "measured", "index", "2025") + 0.5) == 93);
    ck_assert(value_of(table, "levers", "target", NULL, "2025") == 6);
    ieci_table_unref(table);
    table = portray("Beijing", "2025", "against", "2022");
    /* visa_openness gains 2/3 of a place, the status of airport_passengers 3/4; other cities cost one. */
    ck_assert(fabs(value_of(table, "causes", "own", "visa_openness", "2025") - 2.0 / 3.0) < 1e-12);
    ck_assert(fabs(value_of(table, "causes", "own", "airport_passengers", "2025") - 0.75) < 1e-12);
    size_t row = 0;
    ck_assert(next(table, "causes", "rivals", NULL, &row) && number(table, row) == -1);
    row = 0;
    ck_assert(next(table, "causes", "total", NULL, &row) && number(table, row) == 1);
    ieci_table_unref(table);
}
END_TEST

START_TEST(peers) {
    static const char *const profiles[] = {"seoul", "shanghai", "paris"};
    static const char *const sizes[] = {"mexico_city", "mumbai", "cairo", "sao_paulo", "new_york"};
    ieci_table *table = portray("beijing", "2025", NULL, NULL);
    size_t row = 0, count = 0;
    for (; next(table, "peers", "profile", NULL, &row); row++) {
        ck_assert_str_eq(word(table, 5, row), profiles[count++]);
    }
    ck_assert_uint_eq(count, 3);
    double before = 1.0;
    for (row = 0, count = 0; next(table, "peers", "size", NULL, &row); row++) {
        ck_assert(count >= COUNT(sizes) || strcmp(word(table, 5, row), sizes[count]) == 0);
        ck_assert(number(table, row) >= before);
        before = number(table, row);
        count++;
    }
    ck_assert_uint_eq(count, 10);
    for (row = 0, count = 0; next(table, "peers", "group", NULL, &row); row++) {
        const char *region =
            ieci__dataset_attribute(result->model->dataset, place(IECI_AXIS_UNIT, word(table, 5, row)), "un_region");
        ck_assert_str_eq(region, "Asia");
        count++;
    }
    ck_assert_uint_gt(count, 10);
    ieci_table_unref(table);
    table = portray("beijing", "2025", "peers", "2");
    row = 0;
    ck_assert(next(table, "peers", "size", NULL, &row));
    row++;
    ck_assert(next(table, "peers", "size", NULL, &row));
    row++;
    ck_assert(!next(table, "peers", "size", NULL, &row));
    ieci_table_unref(table);
    table = portray("beijing", "2025", "group", "country");
    row = 0;
    for (count = 0; next(table, "peers", "group", NULL, &row); row++) {
        count++;
    }
    ck_assert_uint_eq(count, 6);
    ieci_table_unref(table);
}
END_TEST

/* Every mark obeys its rule, and none is left out. */
START_TEST(marks_are_all_that_the_rule_gives) {
    const ieci_model *model = result->model;
    for (size_t u = 0; u < model->num_units; u += 7) {
        ieci_table *table = portray(ieci__names_text(&model->dataset->units, u), "2025", NULL, NULL);
        for (size_t n = 1; n < model->num_nodes; n++) {
            const ieci__schema_node *node = &model->schema->nodes[n];
            const bool named =
                node->indicator != IECI__NONE || model->schema->nodes[node->children[0]].indicator != IECI__NONE;
            const double rank = result->rank[ieci__result_at(result, 2, n, u)];
            double ranked = 0, equal = 0;
            for (size_t k = 0; k < model->num_units; k++) {
                const double other = result->rank[ieci__result_at(result, 2, n, k)];
                ranked += other == other;
                equal += k != u && other == rank;
            }
            const double first = value_of(table, "strengths", "all", node->code, "2025");
            const double last = value_of(table, "shortcomings", "all", node->code, "2025");
            ck_assert(named && rank + equal <= ranked * 0.2 ? first == rank : isnan(first));
            ck_assert(named && rank >= ranked - ranked * 0.3 ? last == rank : isnan(last));
        }
        ieci_table_unref(table);
    }
}
END_TEST

START_TEST(quality_tells_what_is_not_measured) {
    ieci_table *table = portray("New York", "2025", NULL, NULL);
    size_t row = 0;
    ck_assert(next(table, "quality", "missing", "pm25", &row));
    row = 0;
    ck_assert(next(table, "quality", "imputed", "pm25", &row));
    row = 0;
    ck_assert(next(table, "quality", "country", "visa_openness", &row));
    row = 0;
    ck_assert(next(table, "quality", "carried", "intl_destinations", &row));
    ck_assert_str_eq(word(table, 5, row), "2014-06");
    double points = 0;
    const ieci_schema *schema = result->model->schema;
    for (row = 0; next(table, "contributions", "points", NULL, &row); row++) {
        const size_t node = ieci__names_find(&schema->node_codes, word(table, 2, row));
        const double part = number(table, row);
        points += schema->nodes[node].indicator != IECI__NONE && part == part ? part : 0.0;
    }
    const double score = ieci__result_score(result, 2, 0, place(IECI_AXIS_UNIT, "new_york"));
    ck_assert(fabs(points - score) < 1e-9);
    ieci_table_unref(table);
}
END_TEST

START_TEST(a_unit_outside_the_edition_has_its_scores) {
    ieci_table *table = portray("Cairo", "2022", NULL, NULL);
    size_t row = 0;
    ck_assert(value_of(table, "scores", "rank", "index", "2025") == 47);
    ck_assert(!next(table, "strengths", NULL, NULL, &row));
    row = 0;
    ck_assert(!next(table, "figures", NULL, NULL, &row));
    ieci_table_unref(table);
}
END_TEST

static ieci_status with_intervals(const char *text, ieci_table **table, ieci_error **error) {
    ieci_table *intervals = datasets_table(text, "intervals.csv");
    const ieci_status status =
        ieci_portrait(result, 2, place(IECI_AXIS_UNIT, "beijing"), intervals, NULL, table, error);
    ieci_table_unref(intervals);
    return status;
}

START_TEST(intervals_are_passed_on) {
    ieci_table *table = NULL;
    ck_assert_int_eq(
        with_intervals("unit,node,low,median,high\nbeijing,,4,7,8\nlondon,,1,1,1\nbeijing,influence,1,1,2\n", &table,
                       NULL),
        IECI_OK);
    ck_assert(value_of(table, "intervals", "low", "index", "2025") == 4);
    ck_assert(value_of(table, "intervals", "high", "influence", "2025") == 2);
    ieci_table_unref(table);
}
END_TEST

START_TEST(refuses) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    ck_assert_int_eq(with_intervals("unit,node,low,high\nbeijing,digitl,4,x\n", &table, &error), IECI_ERROR_DATA);
    char *told = datasets_problems(error);
    ck_assert_ptr_nonnull(
        strstr(told, "intervals.csv:2:9 node: there is no node \"digitl\"; the nearest is \"digital\""));
    free(told);
    ieci_error_free(error);
    ck_assert_int_eq(with_intervals("unit\nbeijing\n", &table, NULL), IECI_ERROR_DATA);
    ck_assert_int_eq(ieci_portrait(result, 3, 0, NULL, NULL, &table, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_portrait(result, 2, 50, NULL, NULL, &table, NULL), IECI_ERROR_ARGUMENT);
    static const char *const options[][2] = {{"group", "continent"}, {"size", "area"}, {"place", "51"}};
    for (size_t i = 0; i < COUNT(options); i++) {
        ieci_options *wrong = tables_options(options[i][0], options[i][1]);
        ck_assert_int_eq(ieci_portrait(result, 2, 0, NULL, wrong, &table, NULL), IECI_ERROR_ARGUMENT);
        ieci_options_free(wrong);
    }
}
END_TEST

Suite *suite(void) {
    Suite *made = suite_create("portrait");
    TCase *cases = tcase_create("portrait");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, open_cities, close_cities);
    tcase_add_test(cases, beijing);
    tcase_add_test(cases, peers);
    tcase_add_test(cases, marks_are_all_that_the_rule_gives);
    tcase_add_test(cases, quality_tells_what_is_not_measured);
    tcase_add_test(cases, a_unit_outside_the_edition_has_its_scores);
    tcase_add_test(cases, intervals_are_passed_on);
    tcase_add_test(cases, refuses);
    suite_add_tcase(made, cases);
    return made;
}
