/* SPDX-License-Identifier: MIT */
/* Findings: a case for every check, what is accepted, ranks with and without, options. */
#include "study/findings.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "support/datasets.h"
#include "support/findings.h"

Suite *suite(void);

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- a small index in which every check finds something --- */

static const char schema_text[] =
    "format: ieci/schema/1\n"
    "id: small\n"
    "title: Small\n"
    "score: {range: [0, 100], decimals: 1}\n"
    "rank: {by: printed, ties: min}\n"
    "defaults: {normalise: goalposts, outside: clamp, missing: reweight}\n"
    "tree:\n"
    "  index:\n"
    "    g1: [plain, twin]\n"
    "    g2: [count, rare, nation]\n"
    "    g3: [old, against, money]\n"
    "nodes:\n"
    "  g3: {min_share: 0.6}\n"
    "indicators:\n"
    "  plain: {name: P, unit: x, better: higher, worst: 0, best: 100, valid: [0, 100], source: s}\n"
    "  twin: {name: T, unit: x, better: higher, worst: 0, best: 100, source: s}\n"
    "  count: {name: C, unit: x, better: higher, worst: 0, best: 500, transform: log1p, whole: yes, source: s}\n"
    "  rare: {name: R, unit: x, better: higher, worst: 0, best: 4, whole: yes, source: s}\n"
    "  nation: {name: N, unit: x, better: higher, worst: 0, best: 50, scope: country, source: s}\n"
    "  old: {name: O, unit: x, better: higher, worst: 0, best: 50, max_age: 5, publish: score, source: s}\n"
    "  against: {name: A, unit: x, better: lower, worst: 200, best: 0, source: s}\n"
    "  money: {name: M, unit: x, better: higher, worst: 0, best: 5000, breaks: {2021: new method}, source: t}\n";

static const char *const indicators[] = {"plain", "twin", "count", "rare", "nation", "old", "against", "money"};

#define NUM_UNITS 16

/* The figure of a unit before anything is wrong; editions 0 and 1. */
static double figure(size_t unit, size_t edition, const char *indicator) {
    double u = (double)unit, e = (double)edition, wave = (double)((unit * 7 + edition * 5) % 11) - 5.0;
    double country = unit < 3 ? 0.0 : u;
    switch (indicator[0] == 'c' ? 'c' : indicator[0]) {
    case 'p':
        return 20.0 + 4.0 * u + 0.2 * wave * e;
    case 't':
        return 21.0 + 4.0 * u + 0.2 * (double)((unit * 3) % 5) * e;
    case 'c':
        return 40.0 + 9.0 * u + (edition == 1 ? floor(wave / 2.0) : 0.0);
    case 'r':
        return unit < 9 ? 0.0 : (double)(unit % 2 + 1);
    case 'n':
        return 10.0 + 1.5 * country + 0.1 * e;
    case 'o':
        return 5.0 + 2.0 * (double)((unit * 5) % 16);
    case 'a':
        return 60.0 + 5.0 * u + 4.0 * wave * e;
    default:
        return 1000.0 + 130.0 * (double)((unit * 3) % 16) + 10.0 * wave * e;
    }
}

/* What is wrong: the value and its status, year and source as they are written. */
static const struct {
    size_t unit, edition;
    const char *indicator, *value, *status, *year, *source;
} wrongs[] = {
    {5, 1, "plain", "150", "", "", ""},        {6, 1, "count", "77.5", "", "", ""},
    {7, 1, "count", "0", "", "", ""},          {8, 1, "money", "-2040", "", "", ""},
    {1, 1, "nation", "25", "", "", ""},        {9, 1, "twin", "98", "", "", ""},
    {4, 1, "against", "180", "", "", ""},      {0, 0, "old", "", "missing", "2010", ""},
    {10, 1, "plain", "61.3", "", "2031", "q"}, {15, 1, "money", "", "missing", "", ""},
    {15, 1, "old", "", "missing", "", ""},
};

/* In the second edition unit 13 has a row that is that of unit 12. Unit 14 is new, its count is far from all. */
static void put_value(size_t unit, size_t edition, const char *indicator, ieci__text *out) {
    size_t from = unit == 13 && edition == 1 && strchr("nor", indicator[0]) == NULL ? 12 : unit;
    ieci__text_append_number(out, unit == 14 && indicator[0] == 'c' ? 40000.0 : figure(from, edition, indicator));
}

static void put_cell(size_t unit, size_t edition, const char *indicator, bool clean, ieci__text *out) {
    char start[64];
    size_t wrong = 0;
    while (wrong < COUNT(wrongs) && (clean || wrongs[wrong].unit != unit || wrongs[wrong].edition != edition ||
                                     strcmp(wrongs[wrong].indicator, indicator) != 0)) {
        wrong++;
    }
    snprintf(start, sizeof start, "u%02zu,%s,%s,", unit, edition == 0 ? "2020" : "2021", indicator);
    ieci__text_append_text(out, start);
    if (wrong < COUNT(wrongs)) {
        ieci__text_append_text(out, wrongs[wrong].value);
        ieci__text_append_text(out, ",");
        ieci__text_append_text(out, wrongs[wrong].status);
        ieci__text_append_text(out, ",");
        ieci__text_append_text(out, wrongs[wrong].year);
        ieci__text_append_text(out, ",");
        ieci__text_append_text(out, wrongs[wrong].source);
    } else {
        if (clean) {
            ieci__text_append_number(out, figure(unit, edition, indicator));
        } else {
            put_value(unit, edition, indicator, out);
        }
        ieci__text_append_text(out, indicator[0] == 'o' && !clean ? ",,2010," : ",,,");
    }
    ieci__text_append_text(out, "\n");
}

static ieci_dataset *make_dataset(bool clean, bool corrected) {
    ieci__text cells = {0}, units = {0};
    ieci_error *error = NULL;
    ieci_dataset *dataset = NULL, *changed = NULL;
    ieci__text_append_text(&cells, "unit,edition,indicator,value,status,year,source\n");
    ieci__text_append_text(&units, "unit,name,country,first_edition\n");
    for (size_t u = 0; u < NUM_UNITS; u++) {
        char row[80];
        char letter = (char)('A' + u), name[] = {letter, letter, letter, 't', 'o', 'w', 'n', '\0'};
        snprintf(row, sizeof row, "u%02zu,%s,%s%c,%s\n", u,
                 u == 3   ? "Springfeld"
                 : u == 4 ? "Springfield"
                          : name,
                 u < 3 ? "A" : "X", u < 3 ? 'A' : letter, u == 14 && !clean ? "2021" : "2020");
        ieci__text_append_text(&units, row);
        for (size_t e = u == 14 && !clean ? 1 : 0; e < 2; e++) {
            for (size_t j = 0; j < COUNT(indicators); j++) {
                put_cell(u, e, indicators[j], clean, &cells);
            }
        }
    }
    dataset_texts texts = {.cells = cells.data,
                           .units = units.data,
                           .editions = "code,data_to\n2020,2020\n2021,2021\n",
                           .sources = "key,title\ns,S\nt,T\n"};
    dataset = datasets_make(&texts, &error);
    ck_assert_msg(dataset != NULL, "%s", ieci_error_message(error));
    ieci__text_clear(&cells);
    ieci__text_clear(&units);
    if (corrected) {
        ieci_table *changes = datasets_table("unit,edition,indicator,new,reason,by,date\n"
                                             "u02,2021,twin,60,typed wrongly,me,2026-01-02\n",
                                             "corrections.csv");
        ck_assert_int_eq(ieci_dataset_with(dataset, changes, NULL, &changed, NULL), IECI_OK);
        ieci_table_unref(changes);
        ieci_dataset_unref(dataset);
        dataset = changed;
    }
    return dataset;
}

/* The dataset is given back. */
static ieci_result *evaluate(ieci_dataset *dataset, const char *yaml) {
    ieci_bytes *bytes = NULL;
    ieci_schema *schema = NULL;
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    ck_assert_int_eq(ieci_bytes_new(yaml, strlen(yaml), "schema.yaml", &bytes, NULL), IECI_OK);
    ck_assert_msg(ieci_schema_parse(bytes, NULL, &schema, &error) == IECI_OK, "%s", ieci_error_message(error));
    ck_assert_msg(ieci_model_new(dataset, schema, NULL, NULL, &model, &error) == IECI_OK, "%s",
                  ieci_error_message(error));
    ck_assert_int_eq(ieci_model_evaluate(model, NULL, &result, NULL), IECI_OK);
    ieci_bytes_unref(bytes);
    ieci_schema_unref(schema);
    ieci_dataset_unref(dataset);
    ieci_model_unref(model);
    return result;
}

static ieci_result *make_result(bool clean) {
    return evaluate(make_dataset(clean, !clean), schema_text);
}

static const struct {
    const char *check, *unit, *indicator, *before, *after, *message;
} cases[] = {
    {"valid", "u05", "plain", "40", "150", "outside of what is valid: 0 to 100"},
    {"whole", "u06", "count", "94", "77.5", "a count that is not a whole number"},
    {"zero", "u07", "count", "103", "0", "a zero beside large figures"},
    {"sign", "u08", "money", "2040", "-2040", "the only figure below 0"},
    {"differs", "u01", "nation", "10", "25", "a figure of the country that is not that of its other units"},
    {"alone", "u09", "twin", "57", "98", "moves by 41, nine in ten of the other countries by 0.8 or less"},
    {"far", "u14", "count", "", "40000", "without an earlier figure"},
    {"copied", "u12 u13", "plain twin count money", "", "", "4 of 7 figures are the same"},
    {"jump", "u04", "against", "80", "180", "down by 50.0 points against the median unit"},
    {"status", "u00", "old", "missing", "5", "the status of the cell changed"},
    {"corrected", "u02", "twin", "29.2", "60", "ranks as first computed -> as restated"},
    {"break", "", "money", "", "", "the schema declares a break: new method"},
    {"unchanged", "", "rare", "", "", "1 of 8 indicators (11 % of the weight) have the same figures"},
    {"old", "", "old", "", "", "old 2010: 11 % of the weight is 3 years or more older than the edition"},
    {"max_age", "", "old", "", "", "figures older than max_age allows (such as 2010)"},
    {"year", "", "plain", "", "", "1 figure of a year after the data of the edition (such as 2031)"},
    {"country", "", "nation", "", "", "1 indicator of the country: 11 % of the weight, 33 % of g2; shared by 3 units"},
    {"country_zero", "u00 u01 u02", "rare", "", "", "all 3 units of AA are 0"},
    {"coarse", "", "rare", "", "", "3 different values"},
    {"many_zeros", "", "rare", "", "", "56 % are 0"},
    {"twins", "", "rare nation", "", "", "r = 0.73 inside g2"},
    {"against_parent", "", "against", "", "", "with index"},
    {"node_missing", "u15", "", "", "", "g3 has no value: 33 % of its weight has data, rule min_share 0.6"},
    {"rights", "", "old", "", "", "1 indicator with publish: score"},
    {"source", "u10", "plain", "", "", "source \"q\" is not in the table of sources"},
    {"name", "u03 u04", "", "", "", "\"Springfeld\" and \"Springfield\" are nearly the same name"},
    {"accepted", "", "", "", "", "accepted, but not found (any more): check jump, unit u00 (accepted.csv:2)"},
    {"together", "", "", "", "", "the 9 findings to look at first, all left out"},
    {"restated", "", "", "", "", "1 corrected cell; ranks as first computed -> as restated"},
};

START_TEST(each_check_finds) {
    size_t count;
    const ieci__check *checks = ieci__checks(&count);
    ieci_result *result = make_result(false);
    ieci_options *options = tables_options("twins", "60");
    ieci_table *found = find(result, "check,unit,reason\njump,u00,because\n", options);
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t row = row_of(found, cases[i].check, cases[i].unit, cases[i].indicator);
        bool here = row < ieci_table_num_rows(found);
        if (!here || strcmp(text_at(found, "before", row), cases[i].before) != 0 ||
            strcmp(text_at(found, "after", row), cases[i].after) != 0 ||
            strstr(text_at(found, "message", row), cases[i].message) == NULL) {
            print_all(found);
            ck_abort_msg("%s, row %zu", cases[i].check, row);
        }
    }
    for (size_t c = 0; c < count; c++) { /* these have tests of their own */
        bool touched = strcmp(checks[c].name, "noticed") == 0 || strcmp(checks[c].name, "scale") == 0;
        for (size_t i = 0; i < COUNT(cases); i++) {
            touched = touched || strcmp(cases[i].check, checks[c].name) == 0;
        }
        ck_assert_msg(touched, "no case for check %s", checks[c].name);
    }
    ieci_table_unref(found);
    ieci_options_free(options);
    ieci_result_unref(result);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

/* What is wrong with all figures of an indicator is one finding, not one for each. */
START_TEST(finds_what_all_figures_share) {
    static const char yaml[] = "format: ieci/schema/1\nid: shared\ntitle: S\nscore: {range: [0, 100], decimals: 1}\n"
                               "rank: {by: printed, ties: min}\ndefaults: {normalise: min_max}\n"
                               "tree: {index: [people, share, area]}\nindicators:\n"
                               "  people: {name: P, unit: x, better: higher, whole: yes, source: s}\n"
                               "  share: {name: S, unit: x, better: higher, valid: [0, 1], source: s}\n"
                               "  area: {name: A, unit: x, better: higher, source: s}\n";
    ieci__text cells = {0};
    ieci__text_append_text(&cells, "unit,edition,people,share,area\n");
    for (int edition = 0; edition < 2; edition++) {
        for (int unit = 0; unit < 9; unit++) { /* the area is in ha, then in square metres; one slip stays one */
            char row[100];
            snprintf(row, sizeof row, "u%d,%d,%d.5,%d,%d%s\n", unit, 2020 + edition, 20 + unit, 30 + unit,
                     7 * (unit + 3),
                     edition == 0 ? ""
                     : unit == 4  ? "00000000"
                                  : "0000");
            ieci__text_append_text(&cells, row);
        }
    }
    ieci_result *result = evaluate(datasets_make(&(dataset_texts){.cells = cells.data}, NULL), yaml);
    ieci_table *found = find(result, NULL, NULL);
    size_t scale = row_of(found, "scale", NULL, "area");
    ck_assert_str_eq(text_at(found, "message", row_of(found, "whole", "", "people")),
                     "18 of 18 figures: a count that is not a whole number. Is `whole` of the schema right?");
    ck_assert_str_eq(text_at(found, "message", row_of(found, "valid", "", "share")),
                     "18 of 18 figures: outside of what is valid: 0 to 1. Is `valid` of the schema right?");
    ck_assert_str_eq(text_at(found, "message", scale),
                     "the figures are about 10000 times those of the edition before: another unit?");
    ck_assert_str_eq(text_at(found, "class", scale), "first");
    ck_assert_str_eq(text_at(found, "unit", scale), "u0 u1 u2 u3 u4 u5 u6 u7 u8");
    ck_assert_uint_lt(row_of(found, "whole", NULL, NULL), scale); /* what is wrong everywhere comes first */
    ieci_table_unref(found);
    ieci_result_unref(result);
    ieci__text_clear(&cells);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

START_TEST(is_in_order) {
    static const char *const classes[] = {"first", "changed", "note"};
    ieci_result *result = make_result(false);
    ieci_table *found = find(result, NULL, NULL);
    size_t class = 0;
    double touched = HUGE_VAL;
    for (size_t row = 0; row < ieci_table_num_rows(found); row++) {
        while (class < 3 && strcmp(text_at(found, "class", row), classes[class]) != 0) {
            class ++;
            touched = HUGE_VAL;
        }
        ck_assert_uint_lt(class, 3);
        double each = real_at(found, "ranks_touched", row);
        ck_assert_msg(class > 0 || isnan(each) || each <= touched, "row %zu", row);
        touched = class == 0 && !isnan(each) ? each : touched;
    }
    size_t zero = row_of(found, "zero", NULL, NULL);
    ck_assert_str_eq(text_at(found, "code", zero), "Z1");
    ck_assert_str_eq(text_at(found, "edition", zero), "2021");
    ck_assert_str_eq(text_at(found, "against", zero), "2020");
    ieci_table_unref(found);
    ieci_result_unref(result);
}
END_TEST

START_TEST(clean_data_are_quiet) {
    ieci_result *result = make_result(true);
    ieci_table *found = find(result, NULL, NULL);
    ck_assert_msg(strcmp(text_at(found, "class", 0), "first") != 0, "%s", text_at(found, "message", 0));
    ieci_table_unref(found);
    ieci_result_unref(result);
}
END_TEST

/* The ranks in words are those of a model without the figures, made by hand. */
START_TEST(ranks_are_recomputed) {
    ieci_result *result = make_result(false), *without = NULL;
    ieci_dataset *changed = NULL;
    ieci_model *model = NULL;
    ieci_table *found = find(result, NULL, NULL);
    ieci_table *changes = datasets_table("unit,edition,indicator,new\nu07,2021,count,\n", "c.csv");
    size_t row = row_of(found, "zero", "u07", "count");
    size_t units = ieci_model_size(result->model, IECI_AXIS_UNIT), touched = 0;
    double before[NUM_UNITS], after[NUM_UNITS];
    ck_assert_int_eq(ieci_dataset_with(ieci_model_dataset(result->model), changes, NULL, &changed, NULL), IECI_OK);
    ck_assert_int_eq(ieci_model_new(changed, ieci_model_schema(result->model), NULL, NULL, &model, NULL), IECI_OK);
    ck_assert_int_eq(ieci_model_evaluate(model, NULL, &without, NULL), IECI_OK);
    ieci_result_copy_ranks(result, 1, 0, before, units, NULL);
    ieci_result_copy_ranks(without, 1, 0, after, units, NULL);
    for (size_t u = 0; u < units; u++) {
        char words[80];
        if (before[u] == after[u]) {
            continue;
        }
        touched++;
        snprintf(words, sizeof words, "%s %g -> %g", ieci__dataset_unit_name(result->model->dataset, u, NULL),
                 before[u], after[u]);
        ck_assert_msg(touched > 5 || strstr(text_at(found, "ranks", row), words) != NULL ||
                          strstr(text_at(found, "ranks", row), "more") != NULL,
                      "%s not in %s", words, text_at(found, "ranks", row));
    }
    ck_assert_uint_gt(touched, 0);
    ck_assert_double_eq(real_at(found, "ranks_touched", row), (double)touched);
    ieci_table_unref(found);
    ieci_table_unref(changes);
    ieci_dataset_unref(changed);
    ieci_model_unref(model);
    ieci_result_unref(without);
    ieci_result_unref(result);
}
END_TEST

/* --- accepted --- */

START_TEST(accepts) {
    ieci_result *result = make_result(false);
    ieci_options *options = tables_options("twins", "60");
    ieci_table *found = find(result,
                             "check,unit,edition,indicator,reason,by,date\n"
                             "zero,HHHtown,2021,count,closed for good,me,2026-01-02\n"
                             "country_zero,u01 u02,2021,rare,true,me,\n"
                             "twins,,,nation rare,we know,,\n"
                             "jump,u04,2020,against,another edition,,\n"
                             "jupm,u04,2021,against,no such check,,\n",
                             options);
    size_t zero = row_of(found, "zero", "u07", NULL), some = row_of(found, "country_zero", "u01 u02", NULL);
    ck_assert_str_eq(text_at(found, "accepted", zero), "yes");
    ck_assert_str_eq(text_at(found, "reason", zero), "closed for good");
    ck_assert_str_eq(text_at(found, "by", zero), "me");
    ck_assert_str_eq(text_at(found, "date", zero), "2026-01-02");
    ck_assert_str_eq(text_at(found, "accepted", some), "yes");
    size_t rest = row_of(found, "country_zero", "u00", NULL);
    ck_assert_str_eq(text_at(found, "accepted", rest), "no");
    ck_assert_str_eq(text_at(found, "message", rest), text_at(found, "message", some));
    ck_assert_str_eq(text_at(found, "accepted", row_of(found, "twins", NULL, NULL)), "yes");
    ck_assert_str_eq(text_at(found, "accepted", row_of(found, "jump", "u04", NULL)), "no");
    ck_assert_str_eq(text_at(found, "accepted", row_of(found, "corrected", NULL, NULL)), "yes");
    ck_assert_str_eq(text_at(found, "reason", row_of(found, "corrected", NULL, NULL)), "typed wrongly");
    size_t outlived = 0;
    for (size_t row = 0; row < ieci_table_num_rows(found); row++) {
        outlived += strcmp(text_at(found, "check", row), "accepted") == 0 ? 1 : 0;
    }
    ck_assert_uint_eq(outlived, 2);
    ieci_options_free(options);
    ieci_table_unref(found);
    ieci_result_unref(result);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

START_TEST(refuses) {
    ieci_result *result = make_result(true);
    ieci_table *table = NULL, *accepted = datasets_table("unit,why\nu00,x\n", "accepted.csv");
    ieci_error *error = NULL;
    ck_assert_int_eq(ieci_result_findings(result, accepted, NULL, &table, &error), IECI_ERROR_DATA);
    ck_assert_uint_eq(ieci__error_count(error), 2);
    ieci_error_free(error);
    error = NULL;
    static const char *const wrong[][2] = {{"edition", "2019"}, {"against", "2020,2019"}, {"against", ""}};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        ieci_options *options = tables_options(wrong[i][0], wrong[i][1]);
        ck_assert_int_eq(ieci_result_findings(result, NULL, options, &table, &error), IECI_ERROR_ARGUMENT);
        ieci_error_free(error);
        error = NULL;
        ieci_options_free(options);
    }
    ck_assert_int_eq(ieci_result_findings(NULL, NULL, NULL, &table, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_findings(result, NULL, NULL, NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_findings(result, (const ieci_table *)(const void *)result, NULL, &table, NULL),
                     IECI_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    ieci_table_unref(accepted);
    ieci_result_unref(result);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

/* --- options --- */

static bool stop_at_once(void *user_data, double fraction) {
    ck_assert(fraction > 0.0 && fraction <= 1.0);
    ++*(size_t *)user_data;
    return false;
}

START_TEST(obeys_options) {
    ieci_result *result = make_result(false);
    ieci_options *options = tables_options("recomputations", "0");
    ieci_table *found = find(result, NULL, options), *none = NULL;
    size_t calls = 0;
    ck_assert(isnan(real_at(found, "ranks_touched", 0)));
    ck_assert_str_eq(text_at(found, "ranks", 0), "");
    ieci_table_unref(found);
    ieci_options_set(options, "recomputations", "5", NULL);
    ieci_options_set_progress(options, stop_at_once, &calls, NULL);
    ck_assert_int_eq(ieci_result_findings(result, NULL, options, &none, NULL), IECI_ERROR_CANCELLED);
    ck_assert_uint_eq(calls, 1);
    ieci_options_set_progress(options, NULL, NULL, NULL);
    static const struct {
        const char *name, *value, *check, *unit, *indicator; /* a row that is not there any more */
    } thresholds[] = {
        {"jump", "90", "jump", "u04", "against"},      {"alone", "1000", "alone", "u09", "twin"},
        {"false_zero", "200", "zero", "u07", "count"}, {"old", "20", "old", NULL, NULL},
        {"few_values", "3", "coarse", NULL, NULL},     {"max_share_zero", "60", "many_zeros", NULL, NULL},
        {"twins", "100", "twins", NULL, NULL},         {"opposed", "100", "against_parent", NULL, NULL},
    };
    for (size_t i = 0; i < COUNT(thresholds); i++) {
        ieci_options *each = tables_options(thresholds[i].name, thresholds[i].value);
        found = find(result, NULL, each);
        ck_assert_msg(row_of(found, thresholds[i].check, thresholds[i].unit, thresholds[i].indicator) ==
                          ieci_table_num_rows(found),
                      "%s", thresholds[i].name);
        ieci_table_unref(found);
        ieci_options_free(each);
    }
    ieci_options_free(options);
    ieci_result_unref(result);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

START_TEST(takes_one_edition) {
    ieci_result *result = make_result(false);
    ieci_options *options = tables_options("edition", "2020");
    ieci_table *found = find(result, NULL, options);
    ck_assert_uint_eq(row_of(found, "jump", NULL, NULL), ieci_table_num_rows(found));
    ieci_table_unref(found);
    /* An edition against a later one is compared as well. */
    ieci_options_set(options, "against", "2021", NULL);
    found = find(result, NULL, options);
    ck_assert_uint_lt(row_of(found, "zero", "u07", NULL), ieci_table_num_rows(found));
    ieci_table_unref(found);
    ieci_options_free(options);
    ieci_result_unref(result);
}
END_TEST

START_TEST(fails_without_memory) {
    ieci_result *result = make_result(false);
    ieci_options *options = tables_options("recomputations", "2");
    ieci_table *accepted =
        datasets_table("check,unit,indicator,reason\ncountry_zero,u01,rare,x\njump,u00,,x\n", "a.csv");
    ieci_table *table = NULL;
    const size_t alive = ieci__memory_alive();
    ieci_status status = IECI_ERROR_NOMEM;
    for (size_t k = 1; status != IECI_OK; k += k < 400 ? 1 : 37) {
        ieci_error *error = NULL;
        ieci__memory_fail(k, true);
        status = ieci_result_findings(result, accepted, options, &table, &error);
        ieci__memory_fail(0, false);
        ck_assert_msg(status == IECI_OK || (status == IECI_ERROR_NOMEM && table == NULL), "fault %zu: status %d", k,
                      (int)status);
        ieci_error_free(error);
        ck_assert_msg(status == IECI_OK || ieci__memory_alive() == alive, "fault %zu leaks", k);
    }
    ieci_table_unref(table);
    ieci_table_unref(accepted);
    ieci_options_free(options);
    ieci_result_unref(result);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

Suite *suite(void) {
    Suite *made = suite_create("findings");
    TCase *all = tcase_create("findings");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, each_check_finds);
    tcase_add_test(all, finds_what_all_figures_share);
    tcase_add_test(all, is_in_order);
    tcase_add_test(all, clean_data_are_quiet);
    tcase_add_test(all, ranks_are_recomputed);
    tcase_add_test(all, accepts);
    tcase_add_test(all, refuses);
    tcase_add_test(all, obeys_options);
    tcase_add_test(all, takes_one_edition);
    tcase_add_test(all, fails_without_memory);
    suite_add_tcase(made, all);
    return made;
}
