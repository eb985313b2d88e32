/* SPDX-License-Identifier: MIT */
/* Tables made by callers, by the library row by row, and what is asked of them. */
#include "base/table.h"

#include <check.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>

#include "base/blank.h"
#include "base/memory.h"
#include "base/number.h"
#include "support/tables.h"

Suite *suite(void);

#define COUNT(rows) ((int)(sizeof(rows) / sizeof *(rows)))
#define NOTHING ((double)NAN)

/* Two rows: reals "v" and texts "n". */
static ieci_table *make_small(void) {
    ieci_table *table = NULL;
    ck_assert_int_eq(ieci_table_new(2, &table, NULL), IECI_OK);
    ck_assert_int_eq(ieci_table_add_reals(table, "v", (double[]){0.1, NOTHING}, 1, NULL), IECI_OK);
    ck_assert_int_eq(ieci_table_add_texts(table, "n", (const char *[]){NULL, "-2.50 "}, NULL), IECI_OK);
    return table;
}

/* As an empty field of CSV is. */
START_TEST(empty_texts_are_missing) {
    ieci_table *table = NULL;
    ck_assert_int_eq(ieci_table_new(3, &table, NULL), IECI_OK);
    ck_assert_int_eq(ieci_table_add_texts(table, "n", (const char *[]){"", " ", "x"}, NULL), IECI_OK);
    ck_assert_ptr_null(ieci_table_text(table, 0, 0));
    ck_assert_str_eq(ieci_table_text(table, 0, 1), " ");
    ck_assert_str_eq(ieci_table_text(table, 0, 2), "x");
    ieci_table_unref(table);
}
END_TEST

START_TEST(answers) {
    ieci_table *table = make_small();
    size_t column = 42;
    double reals[2];
    ck_assert_uint_eq(ieci_table_num_rows(table), 2);
    ck_assert_uint_eq(ieci_table_num_columns(table), 2);
    ck_assert_str_eq(ieci_table_column_name(table, 1), "n");
    ck_assert_ptr_null(ieci_table_column_name(table, 2));
    ck_assert_int_eq(ieci_table_column_kind(table, 0), IECI_COLUMN_REAL);
    ck_assert_int_eq(ieci_table_column_kind(table, 1), IECI_COLUMN_TEXT);
    ck_assert_int_eq(ieci_table_column_kind(table, 2), IECI_COLUMN_TEXT);
    ck_assert_ptr_null(ieci_table_text(table, 0, 0));
    ck_assert_ptr_null(ieci_table_text(table, 1, 0));
    ck_assert_str_eq(ieci_table_text(table, 1, 1), "-2.50 ");
    ck_assert_ptr_null(ieci_table_text(table, 1, 2));
    ck_assert_ptr_null(ieci_table_text(table, 2, 0));
    ck_assert_int_eq(ieci_table_find_column(table, "n", &column, NULL), IECI_OK);
    ck_assert_uint_eq(column, 1);
    ck_assert_int_eq(ieci_table_copy_reals(table, 0, reals, 2, NULL), IECI_OK);
    ck_assert(reals[0] == 0.1 && isnan(reals[1]));
    ck_assert_int_eq(ieci_table_copy_reals(table, 1, reals, 2, NULL), IECI_OK);
    ck_assert(isnan(reals[0]) && reals[1] == -2.5);
    char room[IECI__NUMBER_SIZE];
    ck_assert_str_eq(ieci__table_cell_text(table, 0, 0, room), "0.1");
    ck_assert_ptr_null(ieci__table_cell_text(table, 0, 1, room));
    ck_assert_str_eq(ieci__table_cell_text(table, 1, 1, room), "-2.50 ");
    ck_assert_ptr_null(ieci__table_source(table));
    ck_assert_uint_eq(ieci__table_line(table, 1), 0);
    ieci__place place;
    ieci__table_place(table, 1, 1, &place);
    ck_assert(place.source == NULL && place.line == 0 && place.column == 0 && strcmp(place.key, "n") == 0);
    ieci_table_unref(table);
}
END_TEST

START_TEST(copies_what_it_is_given) {
    double reals[] = {1.0, 9.0, 2.0, 9.0, 3.0};
    char text[] = "first";
    const char *texts[] = {text, text, "\303\274"};
    double back[3];
    ieci_table *table = NULL;
    ck_assert_int_eq(ieci_table_new(3, &table, NULL), IECI_OK);
    ck_assert_int_eq(ieci_table_add_reals(table, "v", reals, 2, NULL), IECI_OK);
    ck_assert_int_eq(ieci_table_add_texts(table, "n", texts, NULL), IECI_OK);
    memset(reals, 0, sizeof reals);
    strcpy(text, "later");
    texts[2] = NULL;
    ck_assert_int_eq(ieci_table_copy_reals(table, 0, back, 3, NULL), IECI_OK);
    ck_assert(back[0] == 1.0 && back[1] == 2.0 && back[2] == 3.0);
    ck_assert_str_eq(ieci_table_text(table, 1, 1), "first");
    ck_assert_str_eq(ieci_table_text(table, 1, 2), "\303\274");
    ieci_table_unref(table);
}
END_TEST

START_TEST(holds_many_columns) {
    enum {
        MANY = 3000
    };
    ieci_table *table = NULL;
    ck_assert_int_eq(ieci_table_new(1, &table, NULL), IECI_OK);
    for (int i = 0; i < MANY; i++) {
        char name[20];
        snprintf(name, sizeof name, "c%d", i);
        ck_assert_int_eq(ieci_table_add_reals(table, name, (double[]){i}, 1, NULL), IECI_OK);
    }
    size_t column = 0;
    double value = 0.0;
    ck_assert_int_eq(ieci_table_find_column(table, "c2999", &column, NULL), IECI_OK);
    ck_assert_int_eq(ieci_table_copy_reals(table, column, &value, 1, NULL), IECI_OK);
    ck_assert_double_eq(value, 2999.0);
    ieci_table_unref(table);
}
END_TEST

/* --- Arguments --- */

static void expect_problems(ieci_status status, ieci_status wanted, ieci_error *error, const char *problems) {
    char *found = tables_problems(error);
    ck_assert_str_eq(found, problems);
    ck_assert_int_eq(status, wanted);
    free(found);
    ieci_error_free(error);
}

START_TEST(checks_new) {
    ieci_table *table = NULL;
    ck_assert_int_eq(ieci_table_new(1, NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_new(SIZE_MAX, &table, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_new(SIZE_MAX / 8, &table, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_ptr_null(table);
    ieci_table_unref(NULL);
    /* Room is taken only with a column. */
    ck_assert_int_eq(ieci_table_new((size_t)PTRDIFF_MAX / 8, &table, NULL), IECI_OK);
    ieci_table_unref(table);
}
END_TEST

START_TEST(checks_additions) {
    const double two[] = {1.0, 2.0};
    const char *names[] = {"x", "y"};
    ieci_table *table = make_small();
    ieci_error *error = NULL;
    ck_assert_int_eq(ieci_table_add_reals(NULL, "a", two, 1, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_add_texts((ieci_table *)&(uint32_t){7}, "a", names, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_add_reals(table, NULL, two, 1, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_add_reals(table, "a", NULL, 1, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_add_reals(table, "a", two, 0, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_add_reals(table, "a", two, -1, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_add_texts(table, "a", NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_add_texts(table, "\377", names, NULL), IECI_ERROR_ENCODING);
    ieci_status status = ieci_table_add_texts(table, "v", names, &error);
    expect_problems(status, IECI_ERROR_ARGUMENT, error, "argument name: there is a column \"v\" already\n");
    status = ieci_table_add_reals(table, "", two, 1, &error);
    expect_problems(status, IECI_ERROR_ARGUMENT, error, "argument name: the name of a column is empty\n");
    status = ieci_table_add_reals(table, " a", NULL, 0, &error);
    expect_problems(status, IECI_ERROR_ARGUMENT, error,
                    "argument name: the name of a column has blanks around it\n"
                    "argument values: must not be NULL\nargument stride: must be 1 or more\n");
    status = ieci_table_add_reals(table, "a", (double[]){-HUGE_VAL, HUGE_VAL}, 1, &error);
    expect_problems(status, IECI_ERROR_DATA, error,
                    "data a: the value at index 0 is infinite, expected a number or NaN\n"
                    "data a: the value at index 1 is infinite, expected a number or NaN\n");
    status = ieci_table_add_texts(table, "a", (const char *[]){NULL, "x\300\257"}, &error);
    expect_problems(status, IECI_ERROR_ENCODING, error,
                    "encoding a: the text at index 1 is not valid UTF-8 at byte 1\n");
    /* None of these left anything behind. */
    ck_assert_uint_eq(ieci_table_num_columns(table), 2);
    ck_assert_int_eq(ieci_table_add_texts(table, "a", names, NULL), IECI_OK);
    ieci_table_unref(table);
}
END_TEST

START_TEST(checks_questions) {
    ieci_table *table = make_small();
    ieci_error *error = NULL;
    double reals[2] = {5.0, 5.0};
    size_t column = 42;
    ck_assert_uint_eq(ieci_table_num_rows(NULL), 0);
    ck_assert_uint_eq(ieci_table_num_columns((ieci_table *)&(uint32_t){7}), 0);
    ck_assert_ptr_null(ieci_table_column_name(NULL, 0));
    ck_assert_ptr_null(ieci_table_text(NULL, 0, 0));
    ck_assert_int_eq(ieci_table_column_kind(NULL, 0), IECI_COLUMN_TEXT);
    ck_assert_int_eq(ieci_table_find_column(NULL, "v", &column, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_find_column(table, NULL, &column, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_find_column(table, "v", NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_copy_reals(table, 0, NULL, 2, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_copy_reals(table, 2, reals, 2, NULL), IECI_ERROR_ARGUMENT);
    ieci_status status = ieci_table_copy_reals(table, 0, reals, 1, &error);
    expect_problems(status, IECI_ERROR_ARGUMENT, error,
                    "argument num_values: must be the number of rows, 2, but is 1\n");
    ck_assert_int_eq(ieci_table_add_reals(table, "population", (double[]){1, 2}, 1, NULL), IECI_OK);
    status = ieci_table_find_column(table, "populaton", &column, &error);
    expect_problems(status, IECI_ERROR_ARGUMENT, error,
                    "argument name: there is no column \"populaton\"; the nearest is \"population\"\n");
    status = ieci_table_find_column(table, "zzzzzz", &column, &error);
    expect_problems(status, IECI_ERROR_ARGUMENT, error, "argument name: there is no column \"zzzzzz\"\n");
    ck_assert(column == 42 && reals[0] == 5.0);
    ck_assert_int_eq(ieci_table_add_texts(table, "bad", (const char *[]){"1,5", "x"}, NULL), IECI_OK);
    status = ieci_table_copy_reals(table, 3, reals, 2, &error);
    expect_problems(status, IECI_ERROR_DATA, error,
                    "data bad: expected a number, found \"1,5\" at index 0 (decimals have a point, digits no groups)\n"
                    "data bad: expected a number, found \"x\" at index 1\n");
    ck_assert_double_eq(reals[0], 5.0);
    ieci_table_unref(table);
}
END_TEST

/* --- A used table is a value --- */

static void use_directly(const ieci_table *table) {
    ieci__table_use(table);
}
static void use_by_reference(const ieci_table *table) {
    ieci_table_unref(ieci__table_ref(table));
}
static void use_by_source(const ieci_table *table) {
    ieci__table_source(table);
}
static void use_by_column(const ieci_table *table) {
    ieci__table_column(table, "v");
}
static void use_by_format(const ieci_table *table) {
    ieci_bytes_unref(tables_format(table, "json", NULL));
}

static void (*const uses[])(const ieci_table *) = {use_directly, use_by_reference, use_by_source, use_by_column,
                                                   use_by_format};

START_TEST(is_closed_by_use) {
    ieci_error *error = NULL;
    ieci_table *table = make_small();
    uses[_i](table);
    ieci_status status = ieci_table_add_reals(table, "a", (double[]){1, 2}, 1, &error);
    expect_problems(status, IECI_ERROR_ARGUMENT, error,
                    "argument table: the table was used already or made by the library: no column can be added\n");
    ck_assert_int_eq(ieci_table_add_texts(table, "a", (const char *[]){NULL, NULL}, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_uint_eq(ieci_table_num_columns(table), 2);
    ieci_table_unref(table);
}
END_TEST

static void *use_and_leave(void *table) {
    for (int i = 0; i < 10000; i++) {
        ieci_table_unref(ieci__table_ref(table));
    }
    ieci_table_unref(table);
    return NULL;
}

START_TEST(is_shared_by_threads) {
    pthread_t threads[4];
    size_t alive = ieci__memory_alive();
    ieci_table *table = make_small();
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(pthread_create(&threads[i], NULL, use_and_leave, ieci__table_ref(table)), 0);
    }
    ieci_table_unref(table);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    ck_assert_uint_eq(ieci__memory_alive(), alive);
}
END_TEST

/* --- Row by row --- */

static const ieci__column built[] = {
    {"code", IECI_COLUMN_TEXT, "a text"},
    {"value", IECI_COLUMN_REAL, "a number"},
    {"note", IECI_COLUMN_TEXT, "a text"},
};

static ieci__rows *build(size_t num_rows) {
    ieci__rows *rows = ieci__rows_new(built, COUNT(built));
    for (size_t i = 0; i < num_rows; i++) {
        char text[] = {(char)('a' + i % 26), '\0'};
        ieci__rows_text(rows, text);
        ieci__rows_real(rows, i % 3 == 0 ? NOTHING : (double)i);
        ieci__rows_text(rows, i % 2 == 0 ? NULL : "odd");
    }
    return rows;
}

START_TEST(builds_rows) {
    ieci_error *problems = NULL;
    ieci__rows *rows = build(1000);
    ck_assert_uint_eq(ieci__rows_count(rows), 1000);
    ieci__rows_text(rows, "dropped: the row is not complete");
    ieci_table *table = ieci__rows_finish(rows, &problems);
    ck_assert(table != NULL && problems == NULL);
    ck_assert_uint_eq(ieci_table_num_rows(table), 1000);
    double reals[1000];
    ck_assert_int_eq(ieci_table_copy_reals(table, 1, reals, 1000, NULL), IECI_OK);
    ck_assert(isnan(reals[999]) && reals[998] == 998.0);
    ck_assert_str_eq(ieci_table_text(table, 0, 27), "b");
    ck_assert_ptr_eq(ieci_table_text(table, 0, 27), ieci_table_text(table, 0, 1));
    ck_assert_ptr_null(ieci_table_text(table, 2, 998));
    ck_assert_str_eq(ieci_table_text(table, 2, 999), "odd");
    ck_assert_int_eq(ieci_table_add_reals(table, "more", reals, 1, NULL), IECI_ERROR_ARGUMENT);
    ieci_table_unref(table);
}
END_TEST

START_TEST(builds_odd_tables) {
    ieci_error *problems = NULL;
    ieci_table *table = ieci__rows_finish(ieci__rows_new(built, 3), &problems);
    ck_assert_uint_eq(ieci_table_num_columns(table), 3);
    ck_assert_uint_eq(ieci_table_num_rows(table), 0);
    ck_assert_int_eq(ieci_table_copy_reals(table, 1, NULL, 0, NULL), IECI_OK);
    ieci_table_unref(table);
    /* Numbers in columns of texts, texts in columns of numbers. */
    ieci__rows *rows = ieci__rows_new(built, 3);
    ieci__rows_real(rows, 0.5);
    ieci__rows_text(rows, "x");
    ieci__rows_real(rows, NOTHING);
    table = ieci__rows_finish(rows, &problems);
    ieci_bytes *json = tables_format(table, "json", NULL);
    ck_assert_str_eq(ieci_bytes_data(json, NULL), "[\n{\"code\":\"0.5\",\"value\":null,\"note\":null}\n]\n");
    ieci_bytes_unref(json);
    ieci_table_unref(table);
    ck_assert_ptr_null(problems);
    ck_assert_ptr_null(ieci__rows_finish(NULL, &problems));
    ck_assert_int_eq(ieci_error_status(problems), IECI_ERROR_NOMEM);
}
END_TEST

/* --- Blanks --- */

static const struct {
    const char *text;
    size_t size; /* of the blank in front */
    bool ends;
} blanks[] = {
    {"", 0, false},
    {"a", 0, false},
    {" a", 1, false},
    {"a\t", 0, true},
    {"a\n", 0, true},
    {"\r", 1, true},
    {"\302\240", 2, true},
    {"\302", 0, false},
    {"\302\241", 0, false},
    {"\342\200\200x", 3, false},
    {"\342\200\213", 3, true},
    {"\342\200\214", 0, false},
    {"\342\200\257", 3, true},
    {"\342\200", 0, false},
    {"\343\200\200\303\274", 3, false},
    {"\303\274\343\200\200", 0, true},
    {"\357\273\277", 3, true},
};

START_TEST(knows_blanks) {
    ck_assert_uint_eq(ieci__blank_size(blanks[_i].text), blanks[_i].size);
    ck_assert_int_eq(ieci__blank_ends(blanks[_i].text), blanks[_i].ends);
}
END_TEST

/* --- Memory --- */

static ieci_status add_reals(ieci_table *table, ieci_error **error) {
    return ieci_table_add_reals(table, "x", (double[]){1, 2}, 1, error);
}
static ieci_status add_texts(ieci_table *table, ieci_error **error) {
    return ieci_table_add_texts(table, "x", (const char *[]){"1", "2"}, error);
}
static ieci_status add_bad_texts(ieci_table *table, ieci_error **error) {
    ieci_status status = ieci_table_add_texts(table, "x", (const char *[]){"\377", "2"}, error);
    return status == IECI_ERROR_ENCODING ? IECI_OK : status;
}
static ieci_status find_missing(ieci_table *table, ieci_error **error) {
    size_t column;
    ieci_status status = ieci_table_find_column(table, "vv", &column, error);
    return status == IECI_ERROR_ARGUMENT ? IECI_OK : status;
}
static ieci_status copy_reals(ieci_table *table, ieci_error **error) {
    double reals[2];
    return ieci_table_copy_reals(table, 1, reals, 2, error);
}
static ieci_status new_table(ieci_table *table, ieci_error **error) {
    ieci_table *other = NULL;
    (void)table;
    ieci_status status = ieci_table_new(3, &other, error);
    ieci_table_unref(other);
    return status;
}
static ieci_status build_table(ieci_table *table, ieci_error **error) {
    ieci_error *problems = NULL;
    (void)table;
    ieci_table *other = ieci__rows_finish(build(100), &problems);
    ck_assert((other == NULL) == (problems != NULL));
    for (size_t row = 0; row < ieci_table_num_rows(other); row++) {
        ck_assert_ptr_nonnull(ieci_table_text(other, 0, row));
    }
    ieci_table_unref(other);
    return ieci__error_give(problems, error);
}

static ieci_status (*const calls[])(ieci_table *, ieci_error **) = {
    add_reals, add_texts, add_bad_texts, find_missing, copy_reals, new_table, build_table,
};

START_TEST(survives_no_memory) {
    size_t before = ieci__memory_alive();
    ieci_status status = IECI_ERROR_NOMEM;
    for (size_t k = 1; status == IECI_ERROR_NOMEM; k++) {
        ieci_table *table = make_small();
        ieci_error *error = NULL;
        ieci__memory_fail(k, _i % 2 == 1);
        status = calls[_i / 2](table, &error);
        ieci__memory_fail(0, false);
        ck_assert(status == IECI_OK || ieci_error_status(error) == IECI_ERROR_NOMEM);
        ck_assert_uint_eq(ieci_table_num_columns(table), status == IECI_OK && _i / 2 < 2 ? 3 : 2);
        ieci_error_free(error);
        ieci_table_unref(table);
        ck_assert_uint_eq(ieci__memory_alive(), before);
    }
    ck_assert_int_eq(status, IECI_OK);
}
END_TEST

Suite *suite(void) {
    Suite *table = suite_create("table");
    TCase *values = tcase_create("values");
    tcase_add_test(values, answers);
    tcase_add_test(values, empty_texts_are_missing);
    tcase_add_test(values, copies_what_it_is_given);
    tcase_add_test(values, holds_many_columns);
    tcase_add_loop_test(values, is_closed_by_use, 0, COUNT(uses));
    tcase_add_test(values, is_shared_by_threads);
    tcase_add_loop_test(values, knows_blanks, 0, COUNT(blanks));
    suite_add_tcase(table, values);
    TCase *arguments = tcase_create("arguments");
    tcase_add_test(arguments, checks_new);
    tcase_add_test(arguments, checks_additions);
    tcase_add_test(arguments, checks_questions);
    suite_add_tcase(table, arguments);
    TCase *rows = tcase_create("rows");
    tcase_add_test(rows, builds_rows);
    tcase_add_test(rows, builds_odd_tables);
    suite_add_tcase(table, rows);
    TCase *memory = tcase_create("memory");
    tcase_set_timeout(memory, 60);
    tcase_add_loop_test(memory, survives_no_memory, 0, 2 * COUNT(calls));
    suite_add_tcase(table, memory);
    return table;
}
