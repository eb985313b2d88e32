/* SPDX-License-Identifier: MIT */
/* Lists of problems: their one-line form, escapes, limits, out of memory, and their table. */
#include "base/error.h"

#include <check.h>
#include <ieci/table.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

Suite *suite(void);

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static void check_leaks(void) {
    ieci__memory_fail(0, false);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}

static const struct {
    ieci__place place;
    const char *message;
    const char *line;
} lines[] = {
    {{NULL, 0, 0, NULL}, "is wrong", "is wrong"},
    {{NULL, 0, 0, "size"}, "is wrong", "size: is wrong"},
    {{NULL, 0, 0, ""}, "is wrong", "is wrong"},
    {{"a.csv", 0, 0, NULL}, "is wrong", "a.csv: is wrong"},
    {{"a.csv", 3, 0, NULL}, "is wrong", "a.csv:3: is wrong"},
    {{"a.csv", 3, 14, NULL}, "is wrong", "a.csv:3:14: is wrong"},
    {{"a.csv", 3, 14, "value"}, "is wrong", "a.csv:3:14: value: is wrong"},
    {{"a.csv", 0, 14, "value"}, "is wrong", "a.csv: value: is wrong"},
    {{NULL, 3, 14, NULL}, "is wrong", "line 3:14: is wrong"},
    {{"a\nb.csv", 1, 1, "x\ty"}, "\x1B[2J", "a\\x0Ab.csv:1:1: x\\x09y: \\x1B[2J"},
    {{"\xFF.csv", 0, 0, NULL},
     "\xE2\x80\xAE"
     "evil",
     "\\xFF.csv: \\u{202E}evil"},
    {{"北京.csv", 0, 0, "São"}, "é", "北京.csv: São: é"},
    {{"100%s.csv", 0, 0, "%d"}, "%n", "100%s.csv: %d: %n"},
};

START_TEST(test_line) {
    ieci_error *error = NULL;
    ck_assert_int_eq(ieci__error_add(&error, IECI_ERROR_DATA, &lines[_i].place, "%s", lines[_i].message),
                     IECI_ERROR_DATA);
    ck_assert_str_eq(ieci_error_message(error), lines[_i].line);
    ck_assert_int_eq(ieci_error_status(error), IECI_ERROR_DATA);
    ieci_error_free(error);
}
END_TEST

START_TEST(test_format) {
    ieci_error *error = NULL;
    ieci__error_argument(&error, "size", "%zu and %d, %.*s%c 100 %%", (size_t)7, -1, 3, "three", '!');
    ck_assert_str_eq(ieci_error_message(error), "size: 7 and -1, thr! 100 %");
    ck_assert_int_eq(ieci_error_status(error), IECI_ERROR_ARGUMENT);
    ieci_error_free(error);
}
END_TEST

START_TEST(test_nothing) {
    ieci_error *error = NULL;
    ck_assert_int_eq(ieci_error_status(NULL), IECI_OK);
    ck_assert_str_eq(ieci_error_message(NULL), "");
    ck_assert_uint_eq(ieci__error_count(NULL), 0);
    ck_assert(!ieci__error_is_full(NULL));
    ieci_error_free(NULL);
    ck_assert_int_eq(ieci__error_give(NULL, &error), IECI_OK);
    ck_assert_int_eq(ieci__error_give(NULL, NULL), IECI_OK);
    ck_assert_ptr_null(error);
    ieci__error_join(&error, &error);
    ck_assert_ptr_null(error);
}
END_TEST

/* A message of any length ends whole, between two characters. */
START_TEST(test_long_message) {
    char message[5000];
    const size_t shift = (size_t)_i;
    memset(message, 'a', sizeof message);
    for (size_t at = shift; at + 3 < sizeof message; at += 3) {
        memcpy(message + at, "上", 3);
    }
    message[sizeof message - 1 - shift] = '\0';
    const ieci__place place = {.key = message};
    ieci_error *error = NULL;
    ieci__error_add(&error, IECI_ERROR_DATA, &place, "%s", message);
    const char *line = ieci_error_message(error);
    ck_assert_uint_gt(strlen(line), 2200);
    ck_assert_uint_lt(strlen(line), 2400);
    ck_assert_str_eq(line + strlen(line) - 3, "...");
    ck_assert_ptr_null(strstr(line, "\\x"));
    ieci_error_free(error);
}
END_TEST

static void add_many(ieci_error **problems, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++) {
        ck_assert_int_eq(ieci__error_argument(problems, name, "problem %zu", i), IECI_ERROR_ARGUMENT);
    }
}

static const struct {
    size_t first, second; /* problems of two lists that are joined */
    size_t kept;
    bool is_full, tells_more;
} limits[] = {
    {0, 0, 0, false, false},    {1, 0, 1, false, false},   {0, 1, 1, false, false},     {99, 0, 99, false, false},
    {100, 0, 100, true, false}, {101, 0, 100, true, true}, {500, 500, 100, true, true}, {50, 50, 100, true, false},
    {50, 51, 100, true, true},  {0, 101, 100, true, true}, {1, 100, 100, true, true},   {60, 30, 90, false, false},
};

START_TEST(test_limit) {
    ieci_error *error = NULL;
    ieci_error *second = NULL;
    add_many(&error, limits[_i].first, "a");
    add_many(&second, limits[_i].second, "b");
    ieci__error_join(&error, &second);
    ck_assert_ptr_null(second);
    ck_assert_uint_eq(ieci__error_count(error), limits[_i].kept);
    ck_assert_int_eq(ieci__error_is_full(error), limits[_i].is_full);
    if (limits[_i].kept > 0) {
        ieci__place place;
        const char *message;
        ck_assert_str_eq(ieci_error_message(error), limits[_i].first > 0 ? "a: problem 0" : "b: problem 0");
        ck_assert_int_eq(ieci__error_problem(error, limits[_i].kept - 1, &place, &message), IECI_ERROR_ARGUMENT);
        const char *more = strstr(message, "more problems");
        ck_assert_int_eq(more != NULL, limits[_i].tells_more);
        ck_assert(more == NULL || strstr(more + 1, "more problems") == NULL);
    }
    ieci_error_free(error);
}
END_TEST

static void check_nomem(ieci_error *error) {
    ieci__place place;
    const char *message;
    ck_assert_int_eq(ieci_error_status(error), IECI_ERROR_NOMEM);
    ck_assert_str_eq(ieci_error_message(error), "out of memory");
    ck_assert_uint_eq(ieci__error_count(error), 1);
    ck_assert_int_eq(ieci__error_problem(error, 0, &place, &message), IECI_ERROR_NOMEM);
    ck_assert_str_eq(message, "out of memory");
    ck_assert_ptr_null(place.source);
    ieci_error_free(error);
    ieci_error_free(error);
    ck_assert_int_eq(ieci_error_status(error), IECI_ERROR_NOMEM);
}

START_TEST(test_nomem) {
    ieci_error *error = NULL;
    add_many(&error, 3, "a");
    ck_assert_int_eq(ieci__error_nomem(&error), IECI_ERROR_NOMEM);
    check_nomem(error);
    ck_assert_int_eq(ieci__error_nomem(&error), IECI_ERROR_NOMEM);
    ck_assert_int_eq(ieci__error_argument(&error, "a", "more"), IECI_ERROR_NOMEM);
    check_nomem(error);
    ieci_error *same = NULL;
    ck_assert_int_eq(ieci__error_add(&same, IECI_ERROR_NOMEM, NULL, "any text"), IECI_ERROR_NOMEM);
    ck_assert_ptr_eq(same, error);
    ieci_error *given = NULL;
    ck_assert_int_eq(ieci__error_give(same, &given), IECI_ERROR_NOMEM);
    ck_assert_ptr_eq(given, error);
    ck_assert_int_eq(ieci__error_give(same, NULL), IECI_ERROR_NOMEM);
}
END_TEST

START_TEST(test_join_nomem) {
    ieci_error *error = NULL;
    ieci_error *other = NULL;
    add_many(_i == 0 ? &error : &other, 2, "a");
    ieci__error_nomem(_i == 0 ? &other : &error);
    ieci__error_join(&error, &other);
    check_nomem(error);
    ck_assert_ptr_null(other);
}
END_TEST

/* Wherever memory runs out, the list is whole or the out-of-memory one, and nothing is lost. */
START_TEST(test_faults) {
    const ieci__place place = {"a.csv", 3, 14, "value"};
    size_t fault = 0;
    for (bool done = false; !done;) {
        ieci_error *error = NULL;
        ieci_error *other = NULL;
        ieci__memory_fail(++fault, false);
        ieci__error_add(&error, IECI_ERROR_DATA, &place, "first");
        for (size_t i = 0; i < 9; i++) {
            ieci__error_add(&other, IECI_ERROR_DATA, &place, "%zu", i);
        }
        ieci__error_join(&error, &other);
        done = ieci__memory_count() < fault;
        ieci__memory_fail(0, false);
        if (done) {
            ck_assert_uint_eq(ieci__error_count(error), 10);
            ck_assert_str_eq(ieci_error_message(error), "a.csv:3:14: value: first");
        } else {
            check_nomem(error);
        }
        ieci_error_free(error);
        ck_assert_uint_eq(ieci__memory_alive(), 0);
    }
    ck_assert_uint_gt(fault, 20);
}
END_TEST

START_TEST(test_overflow_fault) {
    ieci_error *error = NULL;
    add_many(&error, 100, "a");
    ieci__memory_fail(1, true);
    ck_assert_int_eq(ieci__error_argument(&error, "a", "one more"), IECI_ERROR_NOMEM);
    check_nomem(error);
}
END_TEST

START_TEST(test_give) {
    ieci_error *problems = NULL;
    ieci_error *error = NULL;
    ieci__error_argument(&problems, "a", "is wrong");
    ck_assert_int_eq(ieci__error_give(problems, &error), IECI_ERROR_ARGUMENT);
    ck_assert_ptr_eq(error, problems);
    ck_assert_int_eq(ieci__error_give(NULL, &error), IECI_OK);
    ck_assert_ptr_eq(error, problems);
    ck_assert_int_eq(ieci__error_give(error, NULL), IECI_ERROR_ARGUMENT);
}
END_TEST

static const struct {
    uint32_t magic;
    const char *line; /* NULL: right */
} kinds[] = {
    {IECI__MAGIC_SCHEMA, NULL},
    {IECI__MAGIC_BYTES, "schema: must be a schema, but is a document"},
    {IECI__MAGIC_TABLE, "schema: must be a schema, but is a table"},
    {IECI__MAGIC_ERROR, "schema: must be a schema, but is an error"},
    {0, "schema: must be a schema, but is no object of this library"},
    {IECI__MAGIC_ENSEMBLE + 1, "schema: must be a schema, but is no object of this library"},
};

START_TEST(test_check_handle) {
    ieci__handle head;
    ieci_error *error = NULL;
    ieci__handle_start(&head, kinds[_i].magic);
    ck_assert_int_eq(ieci__error_check_handle(&error, &head, IECI__MAGIC_SCHEMA, "schema"), kinds[_i].line == NULL);
    ck_assert_str_eq(ieci_error_message(error), kinds[_i].line == NULL ? "" : kinds[_i].line);
    ieci_error_free(error);
}
END_TEST

START_TEST(test_check_null) {
    ieci_error *error = NULL;
    ck_assert(!ieci__error_check_handle(&error, NULL, IECI__MAGIC_TABLE, "table"));
    ck_assert(!ieci__error_check_pointer(&error, NULL, "out"));
    ck_assert(ieci__error_check_pointer(&error, &error, "out"));
    ck_assert_str_eq(ieci_error_message(error), "table: must not be NULL");
    ck_assert_uint_eq(ieci__error_count(error), 2);
    ieci_error_free(error);
}
END_TEST

START_TEST(test_wrong_kind) {
    ieci__handle head;
    ieci__handle_start(&head, IECI__MAGIC_TABLE);
    void *object = &head;
    ck_assert_int_eq(ieci_error_status(object), IECI_ERROR_ARGUMENT);
    ck_assert_str_eq(ieci_error_message(object), "");
    ieci_error_free(object);
    ieci_table *table = NULL;
    ck_assert_int_eq(ieci_error_problems(object, &table), IECI_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    ck_assert_int_eq(ieci_error_problems(NULL, NULL), IECI_ERROR_ARGUMENT);
}
END_TEST

START_TEST(test_status_names) {
    const char *last = "";
    for (int status = IECI_OK; status <= IECI_ERROR_UNSUPPORTED; status++) {
        const char *name = ieci__error_status_name((ieci_status)status);
        ck_assert_str_ne(name, "unknown");
        ck_assert_str_ne(name, last);
        last = name;
    }
    ck_assert_str_eq(ieci__error_status_name(IECI_OK), "ok");
    ck_assert_str_eq(ieci__error_status_name(IECI_ERROR_ENCODING), "encoding");
    ck_assert_str_eq(ieci__error_status_name(IECI_ERROR_LIMIT), "limit");
    ck_assert_str_eq(last, "unsupported");
    ck_assert_str_eq(ieci__error_status_name((ieci_status)15), "unknown");
    ck_assert_str_eq(ieci__error_status_name((ieci_status)-1), "unknown");
}
END_TEST

START_TEST(test_table) {
    const ieci__place place = {"a\xFF.csv", 3, 14, "value"};
    ieci_error *error = NULL;
    ieci_table *table = NULL;
    double line[2];
    ieci__error_add(&error, IECI_ERROR_DATA, &place, "first");
    ieci__error_argument(&error, "size", "second");
    ck_assert_int_eq(ieci_error_problems(error, &table), IECI_OK);
    ieci_error_free(error);
    ck_assert_uint_eq(ieci_table_num_rows(table), 2);
    ck_assert_uint_eq(ieci_table_num_columns(table), 6);
    ck_assert_str_eq(ieci_table_text(table, 0, 0), "data");
    ck_assert_str_eq(ieci_table_text(table, 0, 1), "argument");
    ck_assert_str_eq(ieci_table_text(table, 1, 0), "a\\xFF.csv");
    ck_assert_ptr_null(ieci_table_text(table, 1, 1));
    ck_assert_str_eq(ieci_table_text(table, 4, 1), "size");
    ck_assert_str_eq(ieci_table_text(table, 5, 1), "second");
    ck_assert_int_eq(ieci_table_copy_reals(table, 2, line, 2, NULL), IECI_OK);
    ck_assert_double_eq(line[0], 3);
    ck_assert_double_nan(line[1]);
    ieci_table_unref(table);
    ck_assert_int_eq(ieci_error_problems(NULL, &table), IECI_OK);
    ck_assert_uint_eq(ieci_table_num_rows(table), 0);
    ieci_table_unref(table);
}
END_TEST

START_TEST(test_table_faults) {
    ieci_error *error = NULL;
    const ieci__place place = {"a.csv", 3, 14, "value"};
    for (size_t i = 0; i < 20; i++) {
        ieci__error_add(&error, IECI_ERROR_DATA, &place, "%zu", i);
    }
    const size_t alive = ieci__memory_alive();
    ieci_status status = IECI_ERROR_NOMEM;
    for (size_t fault = 1; status != IECI_OK; fault++) {
        ieci_table *table = NULL;
        ieci__memory_fail(fault, false);
        status = ieci_error_problems(error, &table);
        ck_assert(status == IECI_ERROR_NOMEM || ieci__memory_count() < fault);
        ck_assert_int_eq(table == NULL, status != IECI_OK);
        ieci_table_unref(table);
        ck_assert_uint_eq(ieci__memory_alive(), alive);
    }
    ieci_error_free(error);
}
END_TEST

Suite *suite(void) {
    Suite *error = suite_create("error");
    TCase *cases = tcase_create("error");
    tcase_add_checked_fixture(cases, NULL, check_leaks);
    tcase_add_loop_test(cases, test_line, 0, COUNT(lines));
    tcase_add_test(cases, test_format);
    tcase_add_test(cases, test_nothing);
    tcase_add_loop_test(cases, test_long_message, 0, 3);
    tcase_add_loop_test(cases, test_limit, 0, COUNT(limits));
    tcase_add_test(cases, test_nomem);
    tcase_add_loop_test(cases, test_join_nomem, 0, 2);
    tcase_add_test(cases, test_faults);
    tcase_add_test(cases, test_overflow_fault);
    tcase_add_test(cases, test_give);
    tcase_add_loop_test(cases, test_check_handle, 0, COUNT(kinds));
    tcase_add_test(cases, test_check_null);
    tcase_add_test(cases, test_wrong_kind);
    tcase_add_test(cases, test_status_names);
    tcase_add_test(cases, test_table);
    tcase_add_test(cases, test_table_faults);
    suite_add_tcase(error, cases);
    return error;
}
