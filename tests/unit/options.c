/* SPDX-License-Identifier: MIT */
/* Options: every row of their table, values that are taken and refused, words for missing, progress. */
#include "base/options.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

Suite *suite(void);

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static ieci_options *options;

static void start(void) {
    options = NULL;
    ck_assert_int_eq(ieci_options_new(&options, NULL), IECI_OK);
}

static void stop(void) {
    ieci__memory_fail(0, false);
    ieci_options_free(options);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}

static const struct {
    const char *name;
    ieci__option_kind kind;
    const char *fallback;
} rows[] = {
    {"max_bytes", IECI__OPTION_SIZE, "1073741824"},
    {"delimiter", IECI__OPTION_TEXT, ","},
    {"missing", IECI__OPTION_TEXT, "NA"},
    {"neutralise", IECI__OPTION_FLAG, "yes"},
    {"corrections", IECI__OPTION_FLAG, "yes"},
    {"weights", IECI__OPTION_TEXT, NULL},
    {"unit", IECI__OPTION_TEXT, NULL},
    {"edition", IECI__OPTION_TEXT, NULL},
    {"node", IECI__OPTION_TEXT, NULL},
    {"against", IECI__OPTION_TEXT, NULL},
    {"language", IECI__OPTION_TEXT, NULL},
    {"jump", IECI__OPTION_SIZE, "15"},
    {"alone", IECI__OPTION_SIZE, "8"},
    {"false_zero", IECI__OPTION_SIZE, "10"},
    {"old", IECI__OPTION_SIZE, "3"},
    {"few_values", IECI__OPTION_SIZE, "5"},
    {"max_share_zero", IECI__OPTION_SIZE, "50"},
    {"twins", IECI__OPTION_SIZE, "95"},
    {"opposed", IECI__OPTION_SIZE, "10"},
    {"recomputations", IECI__OPTION_SIZE, "60"},
};

START_TEST(test_defaults) {
    size_t count = 0;
    const ieci__option *table = ieci__options_table(&count);
    ck_assert_uint_ge(count, COUNT(rows));
    ck_assert_str_eq(table[_i].name, rows[_i].name);
    ck_assert_int_eq(table[_i].kind, rows[_i].kind);
    ck_assert_str_ne(table[_i].doc, "");
    for (int with = 0; with < 2; with++) {
        const ieci_options *asked = with ? options : NULL;
        ck_assert(ieci__text_equal(ieci__options_text(asked, rows[_i].name), rows[_i].fallback));
    }
    /* A default must pass its own checks. */
    if (rows[_i].fallback != NULL) {
        ck_assert_int_eq(ieci_options_set(options, rows[_i].name, rows[_i].fallback, NULL), IECI_OK);
    }
}
END_TEST

START_TEST(test_kinds_of_value) {
    ck_assert_uint_eq(ieci__options_size(NULL, "max_bytes"), (size_t)1 << 30);
    ck_assert(ieci__options_flag(NULL, "neutralise"));
    ck_assert_ptr_null(ieci__options_text(options, "no such option"));
    ck_assert_uint_eq(ieci__options_size(options, "no such option"), 0);
    ck_assert(!ieci__options_flag(options, "no such option"));
    ck_assert(!ieci__options_flag(options, "unit"));
}
END_TEST

#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define THOUSAND HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED HUNDRED

static const struct {
    const char *name, *value;
    ieci_status status;
    const char *message; /* a part of it; if OK, the value afterwards */
} values[] = {
    {"unit", "London", IECI_OK, "London"},
    {"unit", "", IECI_OK, ""},
    {"unit", "上海", IECI_OK, "上海"},
    {"unit", THOUSAND, IECI_OK, THOUSAND},
    {"unit", THOUSAND "x", IECI_ERROR_LIMIT, "unit: is 1001 bytes long, at most 1000"},
    {"unit", "\xC9\xCF", IECI_ERROR_ARGUMENT, "unit: is not UTF-8"},
    {"delimiter", ";", IECI_OK, ";"},
    {"delimiter", "|", IECI_OK, "|"},
    {"delimiter", "tab", IECI_OK, "\t"},
    {"delimiter", "\t", IECI_OK, "\t"},
    {"delimiter", "", IECI_ERROR_ARGUMENT, "delimiter: cannot be \"\""},
    {"delimiter", " ", IECI_ERROR_ARGUMENT, "cannot be \" \""},
    {"delimiter", "ta", IECI_ERROR_ARGUMENT, "cannot be"},
    {"delimiter", ", ;", IECI_ERROR_ARGUMENT, "cannot be"},
    {"delimiter", ",,", IECI_ERROR_ARGUMENT, "cannot be"},
    {"delimiter", "x", IECI_ERROR_ARGUMENT, "cannot be"},
    {"unit", "tab", IECI_OK, "tab"},
    {"max_bytes", "1", IECI_OK, "1"},
    {"max_bytes", "0", IECI_ERROR_ARGUMENT, "max_bytes: must be at least 1"},
    {"max_bytes", "", IECI_ERROR_ARGUMENT, "whole number"},
    {"max_bytes", "-1", IECI_ERROR_ARGUMENT, "whole number"},
    {"max_bytes", "+1", IECI_ERROR_ARGUMENT, "whole number"},
    {"max_bytes", " 1", IECI_ERROR_ARGUMENT, "whole number"},
    {"max_bytes", "1e6", IECI_ERROR_ARGUMENT, "whole number"},
    {"max_bytes", "1.5", IECI_ERROR_ARGUMENT, "whole number"},
    {"max_bytes", "0x10", IECI_ERROR_ARGUMENT, "whole number"},
    {"max_bytes", "18446744073709551615", IECI_ERROR_LIMIT, "must be at most"},
    {"max_bytes", "18446744073709551616", IECI_ERROR_LIMIT, "18446744073709551616"},
    {"max_bytes", HUNDRED, IECI_ERROR_LIMIT, "must be at most"},
    {"neutralise", "no", IECI_OK, "no"},
    {"neutralise", "maybe", IECI_ERROR_ARGUMENT, "neutralise: must be yes or no, but is \"maybe\""},
    {"neutralise", "", IECI_ERROR_ARGUMENT, "yes or no"},
    {"neutralise", "YES", IECI_ERROR_ARGUMENT, "yes or no"},
    {"neutralize", "no", IECI_ERROR_ARGUMENT, "no option \"neutralize\"; did you mean \"neutralise\"?"},
    {"Unit", "London", IECI_ERROR_ARGUMENT, "did you mean \"unit\"?"},
    {"colour", "red", IECI_ERROR_ARGUMENT, "no option \"colour\""},
    {"", "red", IECI_ERROR_ARGUMENT, "no option \"\""},
    {"\x1B[2J", "red", IECI_ERROR_ARGUMENT, "\\x1B[2J"},
};

START_TEST(test_set) {
    ieci_error *error = NULL;
    const char *before = ieci__options_text(options, values[_i].name);
    const ieci_status status = ieci_options_set(options, values[_i].name, values[_i].value, &error);
    const char *after = ieci__options_text(options, values[_i].name);
    ck_assert_msg(status == values[_i].status, "%s: %s", values[_i].name, ieci_error_message(error));
    if (status == IECI_OK) {
        ck_assert_str_eq(after, values[_i].message);
        ck_assert_int_eq(ieci_options_set(options, values[_i].name, NULL, &error), IECI_OK);
        ck_assert_ptr_eq(ieci__options_text(options, values[_i].name), before);
    } else {
        ck_assert_ptr_eq(after, before);
        ck_assert_msg(strstr(ieci_error_message(error), values[_i].message) != NULL, "%s", ieci_error_message(error));
    }
    ieci_error_free(error);
}
END_TEST

START_TEST(test_largest_size) {
    size_t count = 0;
    char value[32];
    const ieci__option *row = ieci__options_table(&count);
    snprintf(value, sizeof value, "%zu", row->most);
    ck_assert_int_eq(ieci_options_set(options, "max_bytes", value, NULL), IECI_OK);
    ck_assert_uint_eq(ieci__options_size(options, "max_bytes"), row->most);
    snprintf(value, sizeof value, "%zu", row->most + 1);
    ck_assert_int_eq(ieci_options_set(options, "max_bytes", value, NULL), IECI_ERROR_LIMIT);
}
END_TEST

static const struct {
    const char *value;
    bool flag;
} flags[] = {{"yes", true}, {"no", false}, {"true", true}, {"false", false}, {"1", true}, {"0", false}};

START_TEST(test_flag) {
    ck_assert_int_eq(ieci_options_set(options, "corrections", flags[_i].value, NULL), IECI_OK);
    ck_assert_int_eq(ieci__options_flag(options, "corrections"), flags[_i].flag);
}
END_TEST

START_TEST(test_misuse) {
    ieci_error *error = NULL;
    ieci__handle head;
    ieci__handle_start(&head, IECI__MAGIC_TABLE);
    void *table = &head;
    ck_assert_int_eq(ieci_options_new(NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_options_set(NULL, "unit", "x", NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_options_set(options, NULL, "x", NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_options_set_progress(NULL, NULL, NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_options_set(table, "unit", "x", &error), IECI_ERROR_ARGUMENT);
    ck_assert_str_eq(ieci_error_message(error), "options: must be options, but is a table");
    ieci_options_free(table);
    ieci_options_free(NULL);
    ieci_error_free(error);
    error = NULL;
    ck_assert(ieci__options_check(&error, NULL));
    ck_assert(ieci__options_check(&error, options));
    ck_assert(!ieci__options_check(&error, table));
    ieci_error_free(error);
}
END_TEST

static const struct {
    const char *words; /* NULL: default */
    const char *text;
    bool is_missing;
} missing[] = {
    {NULL, "", true},
    {NULL, "NA", true},
    {NULL, "na", false},
    {NULL, "N", false},
    {NULL, "NAN", false},
    {NULL, " ", false},
    {"", "", true},
    {"", "NA", false},
    {"..,n/a", "..", true},
    {"..,n/a", "n/a", true},
    {"..,n/a", "NA", false},
    {"..,n/a", "..,n/a", false},
    {" .. , n/a ", "n/a", true},
    {" .. , n/a ", "..", true},
    {"not known, x", "not known", true},
    {",,x,", "x", true},
    {",,x,", ",", false},
};

START_TEST(test_missing) {
    ck_assert_int_eq(ieci_options_set(options, "missing", missing[_i].words, NULL), IECI_OK);
    ck_assert_msg(ieci__options_is_missing(options, missing[_i].text) == missing[_i].is_missing, "%s in %s",
                  missing[_i].text, missing[_i].words);
    ck_assert(ieci__options_is_missing(NULL, "NA"));
}
END_TEST

static bool stop_at_half(void *user_data, double fraction) {
    double *last = user_data;
    *last = fraction;
    return fraction < 0.5;
}

START_TEST(test_progress) {
    ieci_error *error = NULL;
    double last = -1;
    ck_assert(ieci__options_progress(NULL, 1, &error));
    ck_assert(ieci__options_progress(options, 1, &error));
    ck_assert_int_eq(ieci_options_set_progress(options, stop_at_half, &last, &error), IECI_OK);
    ck_assert(ieci__options_progress(options, 0, &error));
    ck_assert_double_eq(last, 0);
    ck_assert_ptr_null(error);
    ck_assert(!ieci__options_progress(options, 0.5, &error));
    ck_assert_double_eq(last, 0.5);
    ck_assert_int_eq(ieci_error_status(error), IECI_ERROR_CANCELLED);
    ieci_error_free(error);
    error = NULL;
    ck_assert_int_eq(ieci_options_set_progress(options, NULL, NULL, NULL), IECI_OK);
    ck_assert(ieci__options_progress(options, 1, &error));
}
END_TEST

START_TEST(test_faults) {
    ieci_options *other = NULL;
    ieci_error *error = NULL;
    ck_assert_int_eq(ieci_options_set(options, "unit", "London", NULL), IECI_OK);
    ieci__memory_fail(1, true);
    ck_assert_int_eq(ieci_options_new(&other, &error), IECI_ERROR_NOMEM);
    ck_assert_ptr_null(other);
    ck_assert_int_eq(ieci_options_set(options, "unit", "Paris", &error), IECI_ERROR_NOMEM);
    ck_assert_str_eq(ieci__options_text(options, "unit"), "London");
    ck_assert_int_eq(ieci_options_set(options, "unti", "Paris", &error), IECI_ERROR_NOMEM);
    ck_assert_int_eq(ieci_options_set(options, "unit", NULL, &error), IECI_OK);
    ck_assert_ptr_null(ieci__options_text(options, "unit"));
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("options");
    TCase *cases = tcase_create("options");
    tcase_add_checked_fixture(cases, start, stop);
    tcase_add_loop_test(cases, test_defaults, 0, COUNT(rows));
    tcase_add_test(cases, test_kinds_of_value);
    tcase_add_loop_test(cases, test_set, 0, COUNT(values));
    tcase_add_test(cases, test_largest_size);
    tcase_add_loop_test(cases, test_flag, 0, COUNT(flags));
    tcase_add_test(cases, test_misuse);
    tcase_add_loop_test(cases, test_missing, 0, COUNT(missing));
    tcase_add_test(cases, test_progress);
    tcase_add_test(cases, test_faults);
    suite_add_tcase(all, cases);
    return all;
}
