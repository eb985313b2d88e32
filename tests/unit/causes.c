/* SPDX-License-Identifier: MIT */
/* Why scores and ranks changed: what did not change has no part; the shipped cities as an independent script explained
 * them. */
#include "support/causes.h"
#include "support/random.h"

Suite *suite(void);

/* --- what did not change --- */

static const char plain[] = "format: ieci/schema/1\nid: plain\ntitle: Plain\nscore: {range: [0, 100], decimals: 1}\n"
                            "rank: {by: printed, ties: min}\ndefaults: {normalise: goalposts, missing: reweight}\n"
                            "tree: {index: [{x: [a, b]}, c]}\nindicators:\n"
                            "  a: {name: A, unit: u, better: higher, worst: 0, best: 100, source: s}\n"
                            "  b: {name: B, unit: u, better: higher, worst: 0, best: 100, source: s}\n"
                            "  c: {name: C, unit: u, better: higher, worst: 0, best: 100, source: s}\n";

static ieci_dataset *read_cells(const char *cells) {
    ieci_error *error = NULL;
    dataset_texts texts = {.cells = cells, .missing = "NA"};
    ieci_dataset *dataset = datasets_make(&texts, &error);
    ck_assert_msg(dataset != NULL, "%s", ieci_error_message(error));
    return dataset;
}

/* Rows of a table as "unit cause item kind places points" lines, without those that are all zero. */
static void write_rows(ieci_table *table, const char *unit, ieci__text *out) {
    causes at;
    open_causes(&at, table);
    for (size_t row = 0; row < at.rows; row++) {
        bool zero = at.numerator[row] == 0 && (at.points[row] == 0 || at.points[row] != at.points[row]);
        if (zero || !is(&at, at.unit, row, unit) || is(&at, at.cause, row, "restated")) {
            continue;
        }
        print(out, "%s %s%s%s", text(&at, at.cause, row), is(&at, at.item, row, NULL) ? "" : text(&at, at.item, row),
              is(&at, at.item, row, NULL) ? "" : " ", is(&at, at.kind, row, NULL) ? "" : text(&at, at.kind, row));
        print(out, "%s%g/%g", is(&at, at.kind, row, NULL) ? "" : " ", at.numerator[row], at.denominator[row]);
        if (at.points[row] == at.points[row] && at.points[row] != 0) {
            print(out, " %.2f", at.points[row]);
        }
        print(out, "\n");
    }
    close_causes(&at);
}

static void expect_rows(ieci_table *table, const char *unit, const char *expected) {
    ieci__text out = {0};
    write_rows(table, unit, &out);
    ck_assert_str_eq(out.data == NULL ? "" : out.data, expected);
    ieci__text_clear(&out);
}

START_TEST(only_entrants) {
    ieci_dataset *dataset = read_cells("unit,edition,a,b,c\nm,1,50,50,50\nn,1,40,40,40\nm,2,50,50,50\nn,2,40,40,40\n"
                                       "o,2,60,60,60\np,2,45,45,45\n");
    ieci_result *result = evaluate(dataset, plain, NULL);
    expect_rows(explain(result, 0, result, 1, false, "index"), "n",
                "entrants -2/1\nentrants o -1/1\nentrants p -1/1\ntotal -2/1\n");
    expect_rows(explain(result, 1, result, 0, false, "index"), "n",
                "leavers 2/1\nleavers o 1/1\nleavers p 1/1\ntotal 2/1\n");
    ieci_result_unref(result);
    ieci_dataset_unref(dataset);
}
END_TEST

START_TEST(only_the_method) {
    ieci_dataset *dataset = read_cells("unit,edition,a,b,c\nm,1,90,10,50\nn,1,30,80,52\n");
    ieci_weighting *weighting = weigh(2);
    ieci_result *before = evaluate(dataset, plain, NULL), *after = evaluate(dataset, plain, weighting);
    ieci_schema *schema = schema_parse(plain), *changed = NULL;
    ck_assert_int_eq(ieci_schema_with(schema, "nodes.x.aggregate", "geometric", &changed, NULL), IECI_OK);
    ieci_model *model = NULL;
    ieci_result *geometric = NULL;
    ck_assert_int_eq(ieci_model_new(dataset, changed, NULL, NULL, &model, NULL), IECI_OK);
    ck_assert_int_eq(ieci_model_evaluate(model, NULL, &geometric, NULL), IECI_OK);
    expect_rows(explain(before, 0, after, 0, false, "index"), "m", "weights 1/1 10.00\ntotal 1/1 10.00\n");
    expect_rows(explain(before, 0, after, 0, true, "index"), "m", "method 1/1 10.00\ntotal 1/1 10.00\n");
    expect_rows(explain(before, 0, geometric, 0, false, "x"), "m", "aggregation 0/1 -20.00\ntotal 0/1 -20.00\n");
    ieci_result_unref(before);
    ieci_result_unref(after);
    ieci_result_unref(geometric);
    ieci_model_unref(model);
    ieci_schema_unref(schema);
    ieci_schema_unref(changed);
    ieci_weighting_free(weighting);
    ieci_dataset_unref(dataset);
}
END_TEST

/* Own figures of one indicator; the other city moves too. */
START_TEST(own_figures_and_a_rival) {
    ieci_dataset *dataset = read_cells("unit,edition,a,b,c\nm,1,50,50,50\nn,1,60,60,60\nm,2,50,50,90\nn,2,60,60,20\n");
    ieci_result *result = evaluate(dataset, plain, NULL);
    expect_rows(explain(result, 0, result, 1, false, "index"), "m",
                "own 1/2 20.00\nown measured 1/2 20.00\nown index 1/2 20.00\nown c measured 1/2 20.00\n"
                "rivals 1/2\nrivals n 1/2\ntotal 1/1 20.00\n");
    ieci_result_unref(result);
    ieci_dataset_unref(dataset);
}
END_TEST

/* An indicator that only one edition has belongs to the method. */
START_TEST(an_indicator_of_one_edition) {
    ieci_dataset *dataset = read_cells("unit,edition,a,b,c\nm,1,50,50,NA\nn,1,60,60,NA\nm,2,50,50,90\nn,2,60,60,20\n");
    ieci_result *result = evaluate(dataset, plain, NULL);
    expect_rows(explain(result, 0, result, 1, false, "index"), "m", "method 1/1 20.00\ntotal 1/1 20.00\n");
    ieci_result_unref(result);
    ieci_dataset_unref(dataset);
}
END_TEST

START_TEST(dense_places_have_no_parts) {
    ieci_error *error = NULL;
    ieci_table *table = NULL;
    ieci_dataset *dataset = read_cells("unit,edition,a,b,c\nm,1,50,50,50\nn,1,60,60,60\nm,2,50,50,90\nn,2,60,60,20\n");
    ieci_schema *schema = schema_parse(plain), *changed = NULL;
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    ck_assert_int_eq(ieci_schema_with(schema, "rank.ties", "dense", &changed, NULL), IECI_OK);
    ck_assert_int_eq(ieci_model_new(dataset, changed, NULL, NULL, &model, NULL), IECI_OK);
    ck_assert_int_eq(ieci_model_evaluate(model, NULL, &result, NULL), IECI_OK);
    ck_assert_int_eq(ieci_compare(result, 0, result, 1, "causes", NULL, &table, &error), IECI_ERROR_UNSUPPORTED);
    ck_assert_ptr_nonnull(strstr(ieci_error_message(error), "dense"));
    ieci_error_free(error);
    ieci_result_unref(result);
    ieci_model_unref(model);
    ieci_schema_unref(schema);
    ieci_schema_unref(changed);
    ieci_dataset_unref(dataset);
}
END_TEST

/* Twelve changed indicators in one node: orders are drawn, parts add up all the same, and come with errors. Under an
 * arithmetic mean the parts of points are exact. */
START_TEST(many_indicators_are_drawn) {
    ieci__text rules = {0}, cells = {0};
    uint64_t seed = 5;
    causes at;
    print(&rules, "format: ieci/schema/1\nid: flat\ntitle: Flat\nscore: {range: [0, 100], decimals: 1}\n"
                  "rank: {by: printed, ties: min}\ndefaults: {normalise: goalposts}\ntree: {flat: [a, b, c, d, e, f, "
                  "g, h, i, j, k, l]}\nindicators:\n");
    print(&cells, "unit,edition,a,b,c,d,e,f,g,h,i,j,k,l\n");
    for (char j = 'a'; j <= 'l'; j++) {
        print(&rules, "  %c: {name: I, unit: u, better: higher, worst: 0, best: 100, source: s}\n", j);
    }
    for (size_t row = 0; row < 16; row++) {
        print(&cells, "u%zu,%zu", row / 2, row % 2 + 1);
        for (size_t j = 0; j < 12; j++) {
            print(&cells, ",%zu", random_below(&seed, 100));
        }
        print(&cells, "\n");
    }
    ieci_dataset *dataset = read_cells(cells.data);
    ieci_result *result = evaluate(dataset, rules.data, NULL);
    ck_assert_uint_eq(check_table(explain(result, 0, result, 1, false, "flat")), 8);
    open_causes(&at, explain(result, 0, result, 1, false, "flat"));
    double *errors = read_column(at.table, "error_places"), most = 0.0, *points = read_column(at.table, "error_points");
    for (size_t row = 0; row < at.rows; row++) {
        most = errors[row] > most ? errors[row] : most;
        ck_assert(!(points[row] > 1e-7)); /* an arithmetic mean: every order gives the same */
    }
    ck_assert(most > 0.01 && most < 0.5);
    free(errors);
    free(points);
    close_causes(&at);
    ieci_result_unref(result);
    ieci_dataset_unref(dataset);
    ieci__text_clear(&rules);
    ieci__text_clear(&cells);
}
END_TEST

/* --- the shipped cities --- */

static ieci_result *cities(void) {
    char path[4096];
    ieci_error *error = NULL;
    ieci_bytes *bytes = NULL;
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    const char *folder = getenv("CITIES");
    snprintf(path, sizeof path, "%s/index.yaml", folder == NULL ? "examples/data/cities" : folder);
    ck_assert_msg(ieci_bytes_read(path, NULL, &bytes, &error) == IECI_OK, "%s", ieci_error_message(error));
    ck_assert_msg(ieci_model_open(bytes, NULL, &model, &error) == IECI_OK, "%s", ieci_error_message(error));
    ck_assert_int_eq(ieci_model_evaluate(model, NULL, &result, NULL), IECI_OK);
    ieci_model_unref(model);
    ieci_bytes_unref(bytes);
    return result;
}

/* What an independent script found in the shipped files (own +0.5, new cities -5.5). */
START_TEST(cairo) {
    ieci_result *result = cities();
    expect_rows(explain(result, 1, result, 2, false, "index"), "cairo",
                "own 1/2 0.63\n"
                "own measured 1/2 0.63\n"
                "own index 1/2 0.63\n"
                "own influence 1/4 0.01\n"
                "own economic_development 1/4 0.01\n"
                "own gdp_per_head measured 1/4 0.01\n"
                "own connectivity 1/4 0.62\n"
                "own digital 1/8 0.51\n"
                "own fixed_speed measured 1/8 0.51\n"
                "own exchange 1/8 0.11\n"
                "own visa_openness measured 1/8 0.11\n"
                "entrants -11/2\n"
                "entrants bangkok -1/1\n"
                "entrants buenos_aires -1/2\n"
                "entrants chengdu -1/1\n"
                "entrants hangzhou -1/1\n"
                "entrants jakarta -1/1\n"
                "entrants mexico_city -1/1\n"
                "total -5/1 0.63\n");
    ieci_result_unref(result);
}
END_TEST

/* Restated +2 (a corrected figure of its own), then own +1, others -1 (Tokyo, Seoul). */
START_TEST(singapore) {
    ieci_result *result = cities();
    ieci_table *table = explain(result, 0, result, 2, false, "index");
    causes at;
    open_causes(&at, table);
    size_t first = 0;
    while (!is(&at, at.unit, first, "singapore")) {
        first++;
    }
    ck_assert(is(&at, at.cause, first, "restated") && at.numerator[first] == 2 && at.denominator[first] == 1);
    ck_assert(at.rank_before[first] == 6 && at.rank[first] == 4);
    ck_assert(is(&at, at.item, first + 1, "unicorns"));
    ck_assert_str_eq(text(&at, ieci__table_column(table, "before"), first + 1), "0");
    ck_assert_str_eq(text(&at, ieci__table_column(table, "after"), first + 1), "13");
    for (size_t row = first; is(&at, at.unit, row, "singapore"); row++) {
        if (is(&at, at.item, row, NULL) && is(&at, at.kind, row, NULL) && is(&at, at.cause, row, "own")) {
            ck_assert(at.numerator[row] == 1 && at.denominator[row] == 1);
        } else if (is(&at, at.cause, row, "rivals")) {
            bool half = is(&at, at.item, row, "seoul") || is(&at, at.item, row, "tokyo");
            ck_assert(at.numerator[row] == -1 && at.denominator[row] == (half ? 2 : 1));
        }
    }
    close_causes(&at);
    ieci_result_unref(result);
}
END_TEST

START_TEST(beijing) {
    ieci_result *result = cities();
    expect_rows(explain(result, 0, result, 2, false, "index"), "beijing",
                "own 2/1 5.24\n"
                "own measured 9/8 2.76\n"
                "own changed 7/8 2.48\n"
                "own index 2/1 5.24\n"
                "own attractiveness 5/12 0.70\n"
                "own liveability -5/72 -0.05\n"
                "own political_stability measured -5/72 -0.05\n"
                "own business_environment 1/18 0.05\n"
                "own regulatory_quality measured 1/18 0.05\n"
                "own entrepreneurship 1/36 0.02\n"
                "own unicorns measured 1/36 0.02\n"
                "own culture_tourism 29/72 0.68\n"
                "own heritage_sites measured 4/9 0.69\n"
                "own michelin_stars measured -1/24 -0.02\n"
                "own influence 1/6 0.47\n"
                "own economic_development 1/24 0.13\n"
                "own gdp_per_head measured 1/24 0.13\n"
                "own culture_education 1/8 0.35\n"
                "own qs_top500 break 1/8 0.35\n"
                "own connectivity 17/12 4.07\n"
                "own transport 3/4 2.13\n"
                "own airport_passengers status 3/4 2.13\n"
                "own exchange 2/3 1.94\n"
                "own visa_openness measured 2/3 1.94\n"
                "rivals -1/1\n"
                "rivals seoul -1/2\n"
                "rivals tokyo -1/2\n"
                "total 1/1 5.24\n");
    ieci_result_unref(result);
}
END_TEST

/* Every city at every node, each pair of editions. */
START_TEST(all_cities_at_all_nodes) {
    ieci_result *result = cities();
    for (size_t last = 1; last < 3; last++) {
        ck_assert_uint_gt(check_table(explain(result, 0, result, last, false, NULL)), 37 * 40);
    }
    ieci_result_unref(result);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("causes");
    TCase *alone = tcase_create("one cause");
    tcase_add_test(alone, only_entrants);
    tcase_add_test(alone, only_the_method);
    tcase_add_test(alone, own_figures_and_a_rival);
    tcase_add_test(alone, an_indicator_of_one_edition);
    tcase_add_test(alone, dense_places_have_no_parts);
    tcase_add_test(alone, many_indicators_are_drawn);
    suite_add_tcase(all, alone);
    TCase *shipped = tcase_create("cities");
    tcase_add_test(shipped, cairo);
    tcase_add_test(shipped, singapore);
    tcase_add_test(shipped, beijing);
    tcase_add_test(shipped, all_cities_at_all_nodes);
    suite_add_tcase(all, shipped);
    return all;
}
