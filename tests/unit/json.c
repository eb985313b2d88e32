/* SPDX-License-Identifier: MIT */
/* JSON out. */
#include "format/json.h"

#include <check.h>
#include <math.h>

#include "base/memory.h"
#include "support/tables.h"

Suite *suite(void);

#define COUNT(rows) ((int)(sizeof(rows) / sizeof *(rows)))

static const struct {
    const char *text;
    const char *written;
} texts[] = {
    {"", "\"\""},
    {"x", "\"x\""},
    {"a \"b\" \\c/", "\"a \\\"b\\\" \\\\c/\""},
    {"\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\""},
    {"\1\33]0;x\7\37\177", "\"\\u0001\\u001b]0;x\\u0007\\u001f\\u007f\""},
    {"\342\200\250\342\200\251\342\200\252\342\202\254", "\"\\u2028\\u2029\342\200\252\342\202\254\""},
    {"\303\274\345\214\227\360\237\230\200", "\"\303\274\345\214\227\360\237\230\200\""},
    {"=1+1", "\"=1+1\""},
    {"</script>", "\"</script>\""},
};

START_TEST(writes_texts) {
    ieci__text text = {0};
    ieci__json_write_text(&text, texts[_i].text);
    ck_assert_str_eq(text.data, texts[_i].written);
    ieci__text_clear(&text);
}
END_TEST

START_TEST(writes_tables) {
    ieci_table *table = NULL;
    ck_assert_int_eq(ieci_table_new(3, &table, NULL), IECI_OK);
    ieci_bytes *bytes = tables_format(table, "json", NULL);
    ck_assert_str_eq(ieci_bytes_data(bytes, NULL), "[\n{},\n{},\n{}\n]\n");
    ieci_bytes_unref(bytes);
    ieci_table_unref(table);
    ck_assert_int_eq(ieci_table_new(3, &table, NULL), IECI_OK);
    ck_assert_int_eq(ieci_table_add_texts(table, "n\"", (const char *[]){"x", NULL, "y"}, NULL), IECI_OK);
    ck_assert_int_eq(ieci_table_add_reals(table, "v", (double[]){-0.0, (double)NAN, 1e-7}, 1, NULL), IECI_OK);
    bytes = tables_format(table, "json", NULL);
    ck_assert_str_eq(ieci_bytes_data(bytes, NULL),
                     "[\n{\"n\\\"\":\"x\",\"v\":0},\n{\"n\\\"\":null,\"v\":null},\n{\"n\\\"\":\"y\",\"v\":1e-7}\n]\n");
    ieci_bytes_unref(bytes);
    ieci_table_unref(table);
    ck_assert_int_eq(ieci_table_new(0, &table, NULL), IECI_OK);
    ck_assert_int_eq(ieci_table_add_reals(table, "v", NULL, 1, NULL), IECI_OK);
    bytes = tables_format(table, "json", NULL);
    ck_assert_str_eq(ieci_bytes_data(bytes, NULL), "[]\n");
    ieci_bytes_unref(bytes);
    ieci_table_unref(table);
}
END_TEST

START_TEST(survives_no_memory) {
    ieci_table *table = NULL;
    ck_assert_int_eq(ieci_table_new(2, &table, NULL), IECI_OK);
    ck_assert_int_eq(ieci_table_add_texts(table, "a", (const char *[]){"x", "\n"}, NULL), IECI_OK);
    size_t alive = ieci__memory_alive();
    ieci_status status = IECI_ERROR_NOMEM;
    for (size_t k = 1; status == IECI_ERROR_NOMEM; k++) {
        ieci_bytes *bytes = NULL;
        ieci__memory_fail(k, false);
        status = ieci_table_format(table, "json", NULL, &bytes, NULL);
        ieci__memory_fail(0, false);
        ck_assert((bytes != NULL) == (status == IECI_OK));
        ieci_bytes_unref(bytes);
        ck_assert_uint_eq(ieci__memory_alive(), alive);
    }
    ck_assert_int_eq(status, IECI_OK);
    ieci_table_unref(table);
}
END_TEST

Suite *suite(void) {
    Suite *json = suite_create("json");
    TCase *writing = tcase_create("writing");
    tcase_add_loop_test(writing, writes_texts, 0, COUNT(texts));
    tcase_add_test(writing, writes_tables);
    tcase_add_test(writing, survives_no_memory);
    suite_add_tcase(json, writing);
    return json;
}
