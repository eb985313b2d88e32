/* SPDX-License-Identifier: MIT */
/* Two editions side by side: moves, panel, published ranks. */
#include <check.h>
#include <ieci/ieci.h>
#include <math.h>

#include "support/datasets.h"
#include "support/schemas.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

Suite *suite(void);

/* --- a small index: one indicator that is its own score, and one that decides who is ranked --- */

static const char schema[] = "format: ieci/schema/1\n"
                             "id: small\n"
                             "title: Small\n"
                             "score: {range: [0, 100], decimals: 1}\n"
                             "rank: {by: printed, ties: min}\n"
                             "defaults: {normalise: goalposts, missing: reweight}\n"
                             "eligible: {share: 0.6}\n"
                             "tree: {index: [one, two]}\n"
                             "indicators:\n"
                             "  one: {name: One, unit: points, better: higher, worst: 0, best: 100, source: s}\n"
                             "  two: {name: Two, unit: points, better: higher, worst: 0, best: 100, source: s}\n";

/* `d` joins in 2, `e` leaves after 1, `f` is not ranked in 2. */
static const char cells[] = "unit,edition,one,two\n"
                            "a,1,90,90\na,2,80,80\nb,1,70,70\nb,2,80,80\nc,1,50,50\nc,2,60,60\nd,2,95,95\n"
                            "e,1,99,99\nf,1,60,60\nf,2,99,NA\n";

static ieci_result *compute(const char *data, const char *rules) {
    ieci_error *error = NULL;
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    dataset_texts texts = {.cells = data, .missing = "NA"};
    ieci_dataset *dataset = datasets_make(&texts, &error);
    ck_assert_msg(dataset != NULL, "%s", ieci_error_message(error));
    ieci_schema *made = schema_parse(rules);
    ck_assert_msg(ieci_model_new(dataset, made, NULL, NULL, &model, &error) == IECI_OK, "%s",
                  ieci_error_message(error));
    ck_assert_msg(ieci_model_evaluate(model, NULL, &result, &error) == IECI_OK, "%s", ieci_error_message(error));
    ieci_model_unref(model);
    ieci_schema_unref(made);
    ieci_dataset_unref(dataset);
    return result;
}

static ieci_table *compare(const ieci_result *before, size_t first, const ieci_result *after, size_t last,
                           const char *question, const char *node) {
    ieci_error *error = NULL;
    ieci_table *table = NULL;
    ieci_options *options = tables_options("node", node);
    ck_assert_msg(ieci_compare(before, first, after, last, question, options, &table, &error) == IECI_OK, "%s",
                  ieci_error_message(error));
    ieci_options_free(options);
    return table;
}

/* Some columns of a table as lines of words. */
static void write_columns(const ieci_table *table, const char *const *names, size_t count, ieci__text *out) {
    for (size_t row = 0; row < ieci_table_num_rows(table); row++) {
        for (size_t i = 0; i < count; i++) {
            char room[32];
            size_t column = ieci__table_column(table, names[i]);
            ck_assert_msg(column != (size_t)-1, "no column %s", names[i]);
            const char *text = ieci__table_cell_text(table, column, row, room);
            ieci__text_append_text(out, i == 0 ? "" : " ");
            ieci__text_append_text(out, text == NULL ? "-" : text);
        }
        ieci__text_append_text(out, "\n");
    }
}

static void expect(ieci_table *table, const char *const *names, size_t count, const char *expected) {
    ieci__text out = {0};
    write_columns(table, names, count, &out);
    ck_assert_str_eq(out.data == NULL ? "" : out.data, expected);
    ieci__text_clear(&out);
    ieci_table_unref(table);
}

static const char *const move_columns[] = {
    "unit",   "kind",   "printed_before",     "printed",     "rank_before",  "rank", "tied",
    "change", "points", "rank_common_before", "rank_common", "change_common"};

START_TEST(moves_tell_who_joined_and_who_left) {
    ieci_result *result = compute(cells, schema);
    expect(compare(result, 0, result, 1, "moves", "index"), move_columns, COUNT(move_columns),
           "d new - 95 - 1 no - - - - -\n"
           "a both 90 80 2 2 yes 0 -10 1 1 0\n"
           "b both 70 80 3 2 yes 1 10 2 1 1\n"
           "c both 50 60 5 4 no 1 10 3 3 0\n"
           "e left 99 - 1 - - - - - - -\n"
           "f left 60 99 4 - - - 39 - - -\n");
    ieci_result_unref(result);
}
END_TEST

START_TEST(moves_backwards_are_the_negative) {
    static const char *const names[] = {"unit", "kind", "change", "points"};
    ieci_result *result = compute(cells, schema);
    expect(compare(result, 1, result, 0, "moves", "index"), names, COUNT(names),
           "e new - -\n"
           "a both 0 10\n"
           "b both -1 -10\n"
           "f new - -39\n"
           "c both -1 -10\n"
           "d left - -\n");
    ieci_result_unref(result);
}
END_TEST

/* Two results whose units and nodes stand at other places, and one node of which only one has. */
START_TEST(two_results_are_matched_by_codes) {
    static const char *const names[] = {"node", "unit", "kind", "rank_before", "rank", "change"};
    ieci_result *before = compute("unit,edition,one,two,zzz\nb,1,1,1,1\nc,1,2,2,1\nm,1,3,3,1\n", schema);
    static const char other[] =
        "format: ieci/schema/1\nid: small\ntitle: Small\nscore: {range: [0, 100], decimals: 1}\n"
        "rank: {by: printed, ties: min}\ndefaults: {normalise: goalposts}\n"
        "tree: {all: {index: [zzz], group: [two, one]}}\n"
        "indicators:\n"
        "  one: {name: One, unit: p, better: higher, worst: 0, best: 100, source: s}\n"
        "  two: {name: Two, unit: p, better: higher, worst: 0, best: 100, source: s}\n"
        "  zzz: {name: Zzz, unit: p, better: higher, worst: 0, best: 100, source: s}\n";
    ieci_result *after = compute("unit,edition,one,two,zzz\na,9,9,9,9\nb,9,8,8,8\nm,9,7,7,7\n", other);
    expect(compare(before, 0, after, 0, "moves", NULL), names, COUNT(names),
           "all a new - 1 -\nall b both 3 2 1\nall m both 1 3 -2\nall c left 2 - -\n"
           "index a new - 1 -\nindex b both 3 2 1\nindex m both 1 3 -2\nindex c left 2 - -\n"
           "two a new - 1 -\ntwo b both 3 2 1\ntwo m both 1 3 -2\ntwo c left 2 - -\n"
           "one a new - 1 -\none b both 3 2 1\none m both 1 3 -2\none c left 2 - -\n");
    ieci_result_unref(before);
    ieci_result_unref(after);
}
END_TEST

START_TEST(panel_ranks_units_of_all_editions) {
    static const char *const names[] = {"edition", "unit", "printed", "rank", "rank_panel"};
    ieci_result *result = compute(cells, schema);
    expect(compare(result, 0, result, 1, "panel", "index"), names, COUNT(names),
           "1 a 90 2 1\n1 b 70 3 2\n1 c 50 5 3\n1 e 99 1 -\n1 f 60 4 -\n"
           "2 a 80 2 1\n2 b 80 2 1\n2 c 60 4 3\n2 d 95 1 -\n2 f 99 - -\n");
    ieci_result_unref(result);
}
END_TEST

/* --- editions made comparable --- */

static const char scaled[] = "format: ieci/schema/1\n"
                             "id: small\n"
                             "title: Small\n"
                             "score: {range: [0, 100], decimals: 1}\n"
                             "rank: {by: printed, ties: min}\n"
                             "defaults: {normalise: min_max, missing: reweight}\n"
                             "tree: {index: [one]}\n"
                             "indicators:\n"
                             "  one: {name: One, unit: points, better: higher, source: s}\n";
static const char grown[] = "unit,edition,one\na,1,0\nb,1,5\nc,1,10\na,2,10\nb,2,15\nc,2,20\n";

static const char *const series_columns[] = {"edition", "unit", "printed", "rank", "score_own", "restated"};

START_TEST(a_series_has_one_scale) {
    ieci_result *result = compute(grown, scaled);
    expect(compare(result, 0, result, 1, "series", "index"), series_columns, COUNT(series_columns),
           "1 a 0 3 0 0\n1 b 25 2 50 -25\n1 c 50 1 100 -50\n2 a 50 3 0 50\n2 b 75 2 50 25\n2 c 100 1 100 0\n");
    ieci_options *options = tables_options("over", "1");
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    ck_assert_int_eq(ieci_options_set(options, "node", "index", NULL), IECI_OK);
    ck_assert_int_eq(ieci_compare(result, 0, result, 1, "series", options, &table, NULL), IECI_OK);
    expect(table, series_columns, COUNT(series_columns),
           "1 a 0 3 0 0\n1 b 50 2 50 0\n1 c 100 1 100 0\n2 a 100 1 0 100\n2 b 100 1 50 50\n2 c 100 1 100 0\n");
    table = NULL;
    ck_assert_int_eq(ieci_options_set(options, "over", "3", NULL), IECI_OK);
    ck_assert_int_eq(ieci_compare(result, 0, result, 1, "series", options, &table, &error), IECI_ERROR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(ieci_error_message(error), "there is no edition \"3\""));
    ieci_error_free(error);
    ieci_options_free(options);
    ieci_result_unref(result);
}
END_TEST

/* The first edition by goalposts, the second by minimum and maximum. */
START_TEST(old_editions_under_a_new_method) {
    static const char *const moved[] = {"unit", "printed_before", "printed", "points", "change"};
    static const char *const linked[] = {"unit", "edition", "score", "linked", "splice"};
    static const char fixed[] = "format: ieci/schema/1\nid: small\ntitle: Small\n"
                                "score: {range: [0, 100], decimals: 1}\nrank: {by: printed, ties: min}\n"
                                "defaults: {normalise: goalposts}\ntree: {index: [one]}\nindicators:\n"
                                "  one: {name: One, unit: points, better: higher, worst: 0, best: 20, source: s}\n";
    ieci_result *before = compute(grown, fixed), *after = compute(grown, scaled);
    expect(compare(before, 0, after, 1, "backcast", "index"), moved, COUNT(moved),
           "c 50 100 50 0\nb 25 50 25 0\na 0 0 0 0\n");
    expect(compare(before, 0, after, 1, "trend", "index"), linked, COUNT(linked),
           "a 1 0 0 0\na 2 0 0 0\nb 1 25 50 25\nb 2 50 50 0\nc 1 50 100 50\nc 2 100 100 0\n");
    ieci_error *error = NULL;
    ieci_table *table = NULL;
    ck_assert_int_eq(ieci_compare(before, 0, after, 1, "series", NULL, &table, &error), IECI_ERROR_ARGUMENT);
    ieci_error_free(error);
    ieci_result_unref(before);
    ieci_result_unref(after);
}
END_TEST

/* --- the shipped cities --- */

static ieci_bytes *shipped(const char *file) {
    char path[4096];
    ieci_error *error = NULL;
    ieci_bytes *bytes = NULL;
    const char *folder = getenv("CITIES");
    snprintf(path, sizeof path, "%s/%s", folder == NULL ? "examples/data/cities" : folder, file);
    ck_assert_msg(ieci_bytes_read(path, NULL, &bytes, &error) == IECI_OK, "%s", ieci_error_message(error));
    return bytes;
}

static ieci_table *published(void) {
    ieci_bytes *bytes = shipped("published_ranks.csv");
    ieci_table *table = NULL;
    ck_assert_int_eq(ieci_table_parse_csv(bytes, NULL, &table, NULL), IECI_OK);
    ieci_bytes_unref(bytes);
    return table;
}

/* The moves that the announcement of the 2025 edition tells, and the tie at 10, from the published ranks alone. */
START_TEST(announced_moves_are_reproduced) {
    static const char *const names[] = {"unit", "rank_before", "rank", "tied", "change", "confidence"};
    ieci_table *ranks = published(), *table = NULL;
    ieci_options *options = tables_options("node", "composite");
    ck_assert_int_eq(ieci_compare_ranks(ranks, "2024", "2025", options, &table, NULL), IECI_OK);
    expect(table, names, COUNT(names),
           "london 1 1 no 0 firm\n"
           "paris 2 2 no 0 firm\n"
           "new_york 3 3 no 0 firm\n"
           "seoul 6 4 no 2 firm\n"
           "singapore 5 5 no 0 firm\n"
           "beijing 7 6 no 1 firm\n"
           "hong_kong 4 7 no -3 firm\n"
           "shanghai 11 8 no 3 firm\n"
           "tokyo 8 9 no -1 firm\n"
           "san_francisco 10 10 yes 0 firm\n"
           "bangkok - 10 yes - firm\n"
           "madrid 9 12 no -3 firm\n"
           "hangzhou - 36 no - weak_source\n"
           "shenzhen 32 37 no -5 weak_source\n"
           "guangzhou 37 38 no -1 weak_source\n"
           "chengdu - 40 no - weak_source\n"
           "chongqing - 47 no - weak_source\n");
    ieci_options_free(options);
    ieci_table_unref(ranks);
}
END_TEST

static const char *const dimension_columns[] = {
    "level", "item", "unit", "name", "kind", "rank", "change", "rank_common_before", "rank_common"};

START_TEST(published_dimensions_are_apart) {
    ieci_table *ranks = published(), *table = NULL;
    ieci_options *options = tables_options("node", "influence");
    ck_assert_int_eq(ieci_compare_ranks(ranks, "2022", "2024", options, &table, NULL), IECI_OK);
    expect(table, dimension_columns, COUNT(dimension_columns),
           "L1 influence london London after 1 - - -\n"
           "L1 influence beijing Beijing both 2 1 1 1\n"
           "L1 influence paris Paris after 3 - - -\n");
    ieci_options_free(options);
    ieci_table_unref(ranks);
}
END_TEST

/* The open data give moves for every city, the same as the table "changes" of the result. */
START_TEST(moves_of_the_cities_equal_changes) {
    static const char *const shared[] = {"unit", "kind",   "score_before",       "score",      "rank_before",
                                         "rank", "change", "rank_common_before", "rank_common"};
    ieci_bytes *project = shipped("index.yaml");
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    ck_assert_msg(ieci_model_open(project, NULL, &model, &error) == IECI_OK, "%s", ieci_error_message(error));
    ck_assert_int_eq(ieci_model_evaluate(model, NULL, &result, NULL), IECI_OK);
    ieci_options *options = tables_options("against", "2022");
    ieci_table *changes = NULL, *moves = compare(result, 0, result, 2, "moves", "index");
    ck_assert_int_eq(ieci_result_table(result, "changes", options, &changes, NULL), IECI_OK);
    ck_assert_uint_eq(ieci_table_num_rows(moves), 50);
    ck_assert_uint_eq(ieci_table_num_rows(changes), 50);
    for (size_t row = 0; row < 50; row++) {
        const char *unit = ieci_table_text(moves, ieci__table_column(moves, "unit"), row);
        size_t other = 0;
        while (strcmp(ieci_table_text(changes, ieci__table_column(changes, "unit"), other), unit) != 0) {
            other++;
        }
        for (size_t i = 0; i < COUNT(shared); i++) {
            char room[32], other_room[32];
            const char *a = ieci__table_cell_text(moves, ieci__table_column(moves, shared[i]), row, room);
            const char *b = ieci__table_cell_text(changes, ieci__table_column(changes, shared[i]), other, other_room);
            ck_assert_msg(ieci__text_equal(a, b), "%s %s", unit, shared[i]);
        }
    }
    ieci_options_free(options);
    ieci_table_unref(changes);
    ieci_table_unref(moves);
    ieci_result_unref(result);
    ieci_model_unref(model);
    ieci_bytes_unref(project);
}
END_TEST

/* A result for outside lacks figures: what computes again refuses it, what only reads scores does not. */
START_TEST(results_for_outside_are_compared_by_scores_only) {
    static const char *const refused[] = {"causes", "backcast", "series", "trend"};
    ieci_bytes *project = shipped("index.yaml"), *file = NULL;
    ieci_model *model = NULL;
    ieci_result *result = NULL, *outside = NULL;
    ieci_options *options = tables_options("audience", "outside");
    ck_assert_int_eq(ieci_model_open(project, NULL, &model, NULL), IECI_OK);
    ck_assert_int_eq(ieci_model_evaluate(model, NULL, &result, NULL), IECI_OK);
    ck_assert_int_eq(ieci_result_format(result, options, &file, NULL), IECI_OK);
    ck_assert_int_eq(ieci_result_parse(file, NULL, &outside, NULL), IECI_OK);
    ieci_table_unref(compare(outside, 0, outside, 2, "moves", "index"));
    for (size_t i = 0; i < COUNT(refused); i++) {
        ieci_table *table = NULL;
        ck_assert_int_eq(ieci_compare(outside, 0, outside, 2, refused[i], NULL, &table, NULL), IECI_ERROR_UNSUPPORTED);
        ck_assert_ptr_null(table);
    }
    ieci_result_unref(outside);
    ieci_result_unref(result);
    ieci_model_unref(model);
    ieci_options_free(options);
    ieci_bytes_unref(file);
    ieci_bytes_unref(project);
}
END_TEST

/* --- mistakes --- */

START_TEST(unknown_questions_and_editions_are_told) {
    ieci_error *error = NULL;
    ieci_table *table = NULL;
    ieci_result *result = compute(cells, schema);
    ck_assert_int_eq(ieci_compare(result, 2, result, 3, "move", NULL, &table, &error), IECI_ERROR_ARGUMENT);
    char *problems = tables_problems(error);
    ck_assert_str_eq(problems, "argument edition_before: there are only 2 editions\n"
                               "argument edition_after: there are only 2 editions\n"
                               "argument question: a comparison does not answer \"move\"; nearest: moves\n");
    free(problems);
    ieci_error_free(error);
    ieci_options *options = tables_options("node", "onne");
    ck_assert_int_eq(ieci_compare(result, 0, result, 1, "moves", options, &table, &error), IECI_ERROR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(ieci_error_message(error), "nearest: one"));
    ck_assert_ptr_null(table);
    ieci_error_free(error);
    ieci_options_free(options);
    ieci_result_unref(result);
}
END_TEST

static const struct {
    const char *text, *problems;
} wrong_ranks[] = {
    {"edition,unit\n1,a\n", "data 1 rank: the table of published ranks has no column \"rank\"\n"},
    {"edition,unit,rank\n1,a,first\n2,a,1\n", "data 2:5 rank: expected a number, found \"first\"\n"},
    {"edition,unit,rank\n1,a,0\n1,b,2\n2,,1\n2,b,\n2,a,1\n1,b,3\n",
     "data 2:5 rank: a rank is a number from 1 on\n"
     "data 4:3 unit: expected the code of a unit, the cell is empty\n"
     "data 5:5 rank: a rank is a number from 1 on\n"
     "data 7:3 unit: the unit has a rank for this edition and item before\n"},
    {"edition,unit,rank\n1,a,1\n3,a,1\n", "argument edition_after: the table has no edition \"2\"\n"},
};

START_TEST(wrong_published_ranks_are_told) {
    ieci_error *error = NULL;
    ieci_table *table = NULL;
    ieci_table *ranks = datasets_table(wrong_ranks[_i].text, NULL);
    ck_assert_int_ne(ieci_compare_ranks(ranks, "1", "2", NULL, &table, &error), IECI_OK);
    char *problems = tables_problems(error);
    ck_assert_str_eq(problems, wrong_ranks[_i].problems);
    ck_assert_ptr_null(table);
    free(problems);
    ieci_error_free(error);
    ieci_table_unref(ranks);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("compare");
    TCase *moves = tcase_create("moves");
    tcase_add_test(moves, moves_tell_who_joined_and_who_left);
    tcase_add_test(moves, moves_backwards_are_the_negative);
    tcase_add_test(moves, two_results_are_matched_by_codes);
    tcase_add_test(moves, panel_ranks_units_of_all_editions);
    tcase_add_test(moves, moves_of_the_cities_equal_changes);
    tcase_add_test(moves, results_for_outside_are_compared_by_scores_only);
    tcase_add_test(moves, a_series_has_one_scale);
    tcase_add_test(moves, old_editions_under_a_new_method);
    suite_add_tcase(all, moves);
    TCase *ranks = tcase_create("published ranks");
    tcase_add_test(ranks, announced_moves_are_reproduced);
    tcase_add_test(ranks, published_dimensions_are_apart);
    suite_add_tcase(all, ranks);
    TCase *mistakes = tcase_create("mistakes");
    tcase_add_test(mistakes, unknown_questions_and_editions_are_told);
    tcase_add_loop_test(mistakes, wrong_published_ranks_are_told, 0, (int)COUNT(wrong_ranks));
    suite_add_tcase(all, mistakes);
    return all;
}
