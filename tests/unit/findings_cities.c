/* SPDX-License-Identifier: MIT */
/* Findings in the shipped data: two slips of the sources, which corrections mend. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "support/findings.h"

Suite *suite(void);

static ieci_result *open_cities(const char *corrections) {
    const char *folder = getenv("CITIES");
    char path[1000];
    ieci_bytes *bytes = NULL;
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    ieci_options *options = tables_options("corrections", corrections);
    snprintf(path, sizeof path, "%s/index.yaml", folder == NULL ? "examples/data/cities" : folder);
    ck_assert_int_eq(ieci_bytes_read(path, NULL, &bytes, NULL), IECI_OK);
    ck_assert_msg(ieci_model_open(bytes, options, &model, &error) == IECI_OK, "%s", ieci_error_message(error));
    ck_assert_int_eq(ieci_model_evaluate(model, NULL, &result, NULL), IECI_OK);
    ieci_bytes_unref(bytes);
    ieci_model_unref(model);
    ieci_options_free(options);
    return result;
}

static size_t count_class(const ieci_table *found, const char *class) {
    size_t count = 0;
    for (size_t row = 0; row < ieci_table_num_rows(found); row++) {
        count += strcmp(text_at(found, "class", row), class) == 0 ? 1 : 0;
    }
    return count;
}

START_TEST(cities_without_corrections) {
    ieci_result *result = open_cities("no");
    ieci_options *options = tables_options("against", "2022,2024");
    ieci_table *found = find(result, NULL, options);
    ck_assert_uint_eq(count_class(found, "first"), 2);
    ck_assert_str_eq(text_at(found, "check", 0), "zero");
    ck_assert_str_eq(text_at(found, "unit", 0), "singapore");
    ck_assert_str_eq(text_at(found, "indicator", 0), "unicorns");
    ck_assert_str_eq(text_at(found, "before", 0), "2022: 0, 2024: 16");
    ck_assert_str_eq(text_at(found, "after", 0), "15");
    ck_assert_str_eq(text_at(found, "ranks", 0), "2022: Tokyo 4 -> 5, Seoul 5 -> 6, Singapore 6 -> 4");
    ck_assert_str_eq(text_at(found, "check", 1), "alone");
    ck_assert_str_eq(text_at(found, "unit", 1), "seoul");
    ck_assert_str_eq(text_at(found, "indicator", 1), "visa_openness");
    ck_assert_str_eq(text_at(found, "before", 1), "2022: 48, 2024: 72");
    ck_assert_str_eq(text_at(found, "after", 1), "110");
    ck_assert_str_eq(text_at(found, "message", 1), "moves by 62, nine in ten of the other countries by 6 or less");
    ck_assert_str_eq(text_at(found, "ranks", 1), "2025: Seoul 6 -> 7, Beijing 7 -> 6");
    ck_assert_str_eq(text_at(found, "ranks", row_of(found, "together", NULL, NULL)),
                     "2022: Tokyo 4 -> 5, Seoul 5 -> 6, Singapore 6 -> 4; 2025: Seoul 6 -> 7, Beijing 7 -> 6");
    ck_assert_uint_eq(row_of(found, "restated", NULL, NULL), ieci_table_num_rows(found));
    ck_assert_str_eq(text_at(found, "message", row_of(found, "status", "munich sydney", NULL)),
                     "the status of the cell changed; below 40.862 counts as 20.431 (below: 0.5)");
    ieci_table_unref(found);
    ieci_options_free(options);
    ieci_result_unref(result);
}
END_TEST

START_TEST(cities_with_corrections) {
    ieci_result *result = open_cities(NULL);
    ieci_options *options = tables_options("against", "2022,2024");
    ieci_table *found = find(result,
                             "check,unit,edition,indicator,reason\n"
                             "jump,beijing,2025,visa_openness,unilateral entry\n",
                             options);
    ck_assert_uint_eq(count_class(found, "first"), 0);
    ck_assert_str_eq(text_at(found, "accepted", row_of(found, "jump", "beijing", "visa_openness")), "yes");
    ck_assert_str_eq(text_at(found, "accepted", row_of(found, "jump", "guangzhou shanghai shenzhen", NULL)), "no");
    size_t corrected = row_of(found, "corrected", "singapore", "unicorns");
    ck_assert_str_eq(text_at(found, "before", corrected), "0");
    ck_assert_str_eq(text_at(found, "after", corrected), "13");
    ck_assert_str_eq(text_at(found, "ranks", corrected), "2022: Seoul 4 -> 5, Tokyo 5 -> 6, Singapore 6 -> 4");
    /* Both corrected cells of 2022 together move what neither moves alone. */
    ck_assert_str_eq(text_at(found, "ranks", row_of(found, "restated", NULL, NULL)),
                     "2022: Tokyo 4 -> 6, Singapore 6 -> 4; 2024: Tokyo 5 -> 6, Seoul 6 -> 5");
    ck_assert_uint_eq(row_of(found, "together", NULL, NULL), ieci_table_num_rows(found));
    ck_assert_str_eq(
        text_at(found, "message", row_of(found, "unchanged", NULL, NULL)),
        "17 of 25 indicators (66 % of the weight) have the same figures as in edition 2024 for all 43 units of "
        "both");
    ck_assert_str_eq(text_at(found, "message", row_of(found, "node_missing", "beijing chengdu chongqing", NULL)),
                     "digital has no value: 40 % of its weight has data, rule min_share 0.5");
    ck_assert_str_eq(text_at(found, "message", row_of(found, "against_parent", NULL, "creative_city")),
                     "r = -0.19 with influence, -0.31 with index");
    ieci_table_unref(found);
    ieci_options_free(options);
    ieci_result_unref(result);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

Suite *suite(void) {
    Suite *made = suite_create("findings_cities");
    TCase *all = tcase_create("findings_cities");
    tcase_set_timeout(all, 60);
    tcase_add_test(all, cities_without_corrections);
    tcase_add_test(all, cities_with_corrections);
    suite_add_tcase(made, all);
    return made;
}
