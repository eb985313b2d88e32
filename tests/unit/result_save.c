/* SPDX-License-Identifier: MIT */
/* Saving results: what may be replaced, and what is kept. The writer itself is tested in file.c and saving.c. */
#include "run/result_save.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "support/folder.h"
#include "support/small.h"

Suite *suite(void);

#define FINAL_EDITIONS "code,title,state\n2020,First,draft\n2022,Second,final\n"

static ieci_options *options_for(const char *audience) {
    ieci_options *options = NULL;
    ck_assert_int_eq(ieci_options_new(&options, NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_set(options, "audience", audience, NULL), IECI_OK);
    return options;
}

/* Saves as "file" in the folder of the test; `message` is a piece of what is said. */
static void save(const ieci_result *result, const char *audience, ieci_status expected, const char *message) {
    ieci_options *options = options_for(audience);
    ieci_error *error = NULL;
    const ieci_status status = ieci_result_save(result, folder_path("file"), options, &error);
    ck_assert_msg(status == expected && strstr(ieci_error_message(error), message) != NULL, "%d: %s", (int)status,
                  ieci_error_message(error));
    ck_assert(status == IECI_OK || strstr(ieci_error_message(error), "/file: ") != NULL);
    ieci_error_free(error);
    ieci_options_free(options);
}

/* What is in "file". */
static ieci_bytes *saved(void) {
    ieci_bytes *bytes = NULL;
    ck_assert_int_eq(ieci_bytes_read(folder_path("file"), NULL, &bytes, NULL), IECI_OK);
    return bytes;
}

START_TEST(test_draft) {
    ieci_result *result = small_result(SMALL_SCHEMA);
    save(result, "outside", IECI_OK, "");
    small_check_same(saved(), small_file(result, "outside"));
    save(result, "inside", IECI_OK, ""); /* its first edition is final, its last one is a draft */
    small_check_same(saved(), small_file(result, "inside"));
    ck_assert_uint_eq(folder_count(), 1);
    ieci_result_unref(result);
}
END_TEST

START_TEST(test_final) {
    static const char message[] = "cannot be saved: the result file there is of a final edition, which is never";
    ieci_result *result = small_made(SMALL_SCHEMA, SMALL_CELLS, FINAL_EDITIONS, SMALL_CORRECTIONS);
    ieci_result *draft = small_result(SMALL_SCHEMA);
    save(draft, "inside", IECI_OK, "");
    save(result, "inside", IECI_OK, "");
    save(result, "inside", IECI_OK, ""); /* the same again */
    save(result, "outside", IECI_ERROR_IO, message);
    save(draft, "inside", IECI_ERROR_IO, message);
    small_check_same(saved(), small_file(result, "inside"));
    ck_assert_uint_eq(folder_count(), 1);
    ieci_result_unref(draft);
    ieci_result_unref(result);
}
END_TEST

/* What no result file is, or a damaged one, or one of another version, is kept. */
static const char *const others[] = {"unit,name\n", "",     "ieci/result/1\n--- computation yaml 5 0\n",
                                     "MODEL",       "NEXT", "CUT"};

START_TEST(test_other_files) {
    ieci_result *result = small_result(SMALL_SCHEMA);
    ieci_bytes *file = small_file(result, "inside"), *model = NULL;
    ieci__text next = {0};
    const char *content = others[_i];
    size_t size = strlen(content);
    ck_assert_int_eq(ieci_model_format(ieci_result_model(result), &model, NULL), IECI_OK);
    ieci__sections_start(&next, IECI__RESULT_FORMAT, 2);
    ieci__sections_finish(&next);
    if (strcmp(content, "MODEL") == 0) {
        content = ieci_bytes_data(model, &size);
    } else if (strcmp(content, "NEXT") == 0) {
        content = next.data;
        size = next.size;
    } else if (strcmp(content, "CUT") == 0) {
        content = ieci_bytes_data(file, &size);
        size--;
    }
    folder_write("file", content, size);
    save(result, "inside", IECI_ERROR_IO, "cannot be saved: the file there is no whole result file, and is kept");
    ieci_bytes *kept = saved();
    size_t kept_size;
    ieci_bytes_data(kept, &kept_size);
    ck_assert_uint_eq(kept_size, size);
    ck_assert_mem_eq(ieci_bytes_data(kept, NULL), content, size);
    ieci_bytes_unref(kept);
    ieci__text_clear(&next);
    ieci_bytes_unref(model);
    ieci_bytes_unref(file);
    ieci_result_unref(result);
}
END_TEST

START_TEST(test_arguments) {
    ieci_result *result = small_result(SMALL_SCHEMA), *read = small_parsed(small_file(result, "outside"));
    ieci_error *error = NULL;
    ieci_table *problems = NULL;
    ck_assert_int_eq(ieci_result_save(NULL, NULL, NULL, &error), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_error_problems(error, &problems), IECI_OK);
    ck_assert_uint_eq(ieci_table_num_rows(problems), 2);
    ck_assert_int_eq(ieci_result_save(result, "", NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_save(read, folder_path("file"), NULL, NULL), IECI_ERROR_UNSUPPORTED);
    ck_assert_int_eq(ieci_result_save(result, folder_path("."), NULL, NULL), IECI_ERROR_IO);
    ck_assert_int_eq(ieci_result_save(result, folder_path("missing/file"), NULL, NULL), IECI_ERROR_IO);
    ck_assert_uint_eq(folder_count(), 0);
    ieci_table_unref(problems);
    ieci_error_free(error);
    ieci_result_unref(read);
    ieci_result_unref(result);
}
END_TEST

START_TEST(test_out_of_memory) {
    ieci_result *result = small_result(SMALL_SCHEMA);
    ieci_options *options = options_for("outside");
    ieci_bytes *before = small_file(result, "inside");
    size_t size;
    const char *data = ieci_bytes_data(before, &size);
    for (int forever = 0; forever < 2; forever++) {
        ieci_status status = IECI_ERROR_NOMEM;
        folder_write("file", data, size);
        for (size_t k = 1; status == IECI_ERROR_NOMEM; k++) {
            ieci_error *error = NULL;
            size_t alive = ieci__memory_alive();
            ieci__memory_fail(k, forever != 0);
            status = ieci_result_save(result, folder_path("file"), options, &error);
            ieci__memory_fail(0, false);
            ck_assert_int_eq(ieci_error_status(error), status);
            ieci_error_free(error);
            ck_assert_uint_eq(ieci__memory_alive(), alive);
            if (status != IECI_OK) {
                ieci_bytes *now = saved();
                ck_assert_mem_eq(ieci_bytes_data(now, NULL), data, size);
                ieci_bytes_unref(now);
            }
        }
        ck_assert_int_eq(status, IECI_OK);
        small_check_same(saved(), small_file(result, "outside"));
    }
    ieci_bytes_unref(before);
    ieci_options_free(options);
    ieci_result_unref(result);
}
END_TEST

START_TEST(test_exists) {
    ck_assert(!ieci__file_exists(folder_path("file")));
    ck_assert(ieci__file_exists(folder_path(".")));
    folder_write("file", "", 0);
    ck_assert(ieci__file_exists(folder_path("file")));
    ck_assert(!ieci__file_exists(folder_path("file/file")));
    ck_assert(!ieci__file_exists(""));
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("result_save");
    TCase *cases = tcase_create("all");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, folder_start, folder_stop);
    tcase_add_test(cases, test_draft);
    tcase_add_test(cases, test_final);
    tcase_add_loop_test(cases, test_other_files, 0, (int)(sizeof others / sizeof *others));
    tcase_add_test(cases, test_arguments);
    tcase_add_test(cases, test_out_of_memory);
    tcase_add_test(cases, test_exists);
    suite_add_tcase(all, cases);
    return all;
}
