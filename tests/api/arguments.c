/* SPDX-License-Identifier: MIT */
/* What every function says to a pointer that is NULL, to a handle of another kind, and to numbers out of range. */
#include <check.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/folder.h"
#include "support/functions.h"

#include <unistd.h>

Suite *suite(void);

static void start(void) {
    folder_start();
    sample_write(folder_path(""));
    ck_assert_int_eq(chdir(folder_path("")), 0);
}

static void stop(void) {
    sample_clear();
    ck_assert_int_eq(chdir("/"), 0);
    folder_stop();
}

static bool gives_status(const function_row *row) {
    for (size_t i = 0; i < FUNCTIONS_ARGUMENTS; i++) {
        const function_kind kind = row->arguments[i].kind;
        if (kind == FUNCTION_ERROR || kind == FUNCTION_OUT_HANDLE) {
            return true;
        }
    }
    return false;
}

/* What accessors say when there is nothing to say. */
static void check_nothing(const function_row *row, const function_answer *answer, const char *place) {
    const bool kind = strcmp(row->name, "ieci_table_column_kind") == 0;
    const bool message = strcmp(row->name, "ieci_error_message") == 0;
    if (strcmp(row->name, "ieci_error_status") == 0) {
        ck_assert_msg(answer->number == IECI_ERROR_ARGUMENT, "%s gives %zu", place, answer->number);
        return;
    }
    ck_assert_msg(answer->number == (kind ? (size_t)IECI_COLUMN_TEXT : 0), "%s gives %zu", place, answer->number);
    ck_assert_msg(message ? answer->pointer != NULL && *(const char *)answer->pointer == '\0' : answer->pointer == NULL,
                  "%s gives a pointer", place);
}

/* The call must be refused with a message that can be shown, and must not change a thing. */
static void check_refused(function_call *call, const char *place) {
    const function_answer answer = function_make(call);
    const bool has_error = call->row->arguments[call->count - 1].kind == FUNCTION_ERROR;
    if (!gives_status(call->row)) {
        check_nothing(call->row, &answer, place);
    } else {
        ck_assert_msg(answer.status == IECI_ERROR_ARGUMENT, "%s: status %d", place, (int)answer.status);
        ck_assert_msg(!has_error || ieci_error_status(call->error) == answer.status, "%s: error of status %d", place,
                      (int)ieci_error_status(call->error));
        ck_assert_msg(!has_error || *ieci_error_message(call->error) != '\0', "%s: no message", place);
    }
    /* A size is set to 0 where there is nothing to count, so that nobody reads on. */
    const bool sized = strcmp(call->row->name, "ieci_bytes_data") == 0;
    ck_assert_msg(sized ? call->out_size == 0 : function_is_untouched(call), "%s: an output was changed", place);
}

static bool is_pointer(function_kind kind) {
    return kind != FUNCTION_NUMBER && kind != FUNCTION_END;
}

START_TEST(test_works) {
    function_call call;
    function_prepare(&call, &functions[_i]);
    const function_answer answer = function_make(&call);
    ck_assert_msg(answer.status == IECI_OK && call.error == NULL, "%s: status %d: %s", functions[_i].name,
                  (int)answer.status, ieci_error_message(call.error));
    function_finish(&call);
}
END_TEST

/* What becomes of a call without one of its optional arguments: the data use an alias, there are two sets, and the index
 * of the sample has no exact answers, only one of its nodes. */
static ieci_status without(const function_row *row, size_t argument) {
    if (strcmp(row->name, "ieci_dataset_new") == 0 && argument == 4) {
        return IECI_ERROR_DATA;
    }
    if (strcmp(row->name, "ieci_robustness") == 0 && argument == 3) {
        return IECI_ERROR_NUMERIC;
    }
    return strcmp(row->name, "ieci_weighting_parse") == 0 && argument == 1 ? IECI_ERROR_ARGUMENT : IECI_OK;
}

START_TEST(test_null) {
    const function_row *row = &functions[_i];
    char place[200];
    for (size_t i = 0; i < FUNCTIONS_ARGUMENTS && row->arguments[i].kind != FUNCTION_END; i++) {
        if (!is_pointer(row->arguments[i].kind)) {
            continue;
        }
        function_call call;
        function_prepare(&call, row);
        snprintf(place, sizeof place, "%s, argument %zu NULL", row->name, i + 1);
        if (row->arguments[i].kind == FUNCTION_CALLBACK) {
            call.value[i].progress = NULL;
        } else {
            call.value[i].room = NULL;
        }
        if (row->arguments[i].optional) {
            const function_answer answer = function_make(&call);
            ck_assert_msg(answer.status == without(row, i), "%s: status %d: %s", place, (int)answer.status,
                          ieci_error_message(call.error));
        } else {
            check_refused(&call, place);
        }
        function_finish(&call);
    }
}
END_TEST

/* All of them at once, and without a place for the error. */
START_TEST(test_all_null) {
    const function_row *row = &functions[_i];
    function_call call;
    function_prepare(&call, row);
    for (size_t i = 0; i < call.count; i++) {
        call.value[i] = (function_value){.size = 0};
    }
    const function_answer answer = function_make(&call);
    const bool fine = strcmp(row->name, "ieci_version") == 0 || strncmp(row->name, "ieci_error_", 11) == 0;
    if (gives_status(row)) {
        ck_assert_msg(answer.status == IECI_ERROR_ARGUMENT, "%s: status %d", row->name, (int)answer.status);
    } else if (!fine) {
        check_nothing(row, &answer, row->name);
    }
    ck_assert_msg(function_is_untouched(&call), "%s", row->name);
    function_finish(&call);
}
END_TEST

/* One object of each kind. */
static const void *any_object(sample_kind kind) {
    const bool document = kind == SAMPLE_BYTES || kind == SAMPLE_TABLE;
    return sample_handle(kind, document ? "units.csv" : kind == SAMPLE_OPTIONS ? "unit=ada" : "");
}

START_TEST(test_wrong_kind) {
    const function_row *row = &functions[_i];
    char place[200];
    for (size_t i = 0; i < FUNCTIONS_ARGUMENTS && row->arguments[i].kind != FUNCTION_END; i++) {
        if (row->arguments[i].kind != FUNCTION_HANDLE && row->arguments[i].kind != FUNCTION_FRESH) {
            continue;
        }
        for (int kind = 0; kind < SAMPLE_KINDS; kind++) {
            if ((sample_kind)kind == row->arguments[i].of) {
                continue;
            }
            function_call call;
            function_prepare(&call, row);
            snprintf(place, sizeof place, "%s, argument %zu is a %s", row->name, i + 1,
                     sample_kind_name((sample_kind)kind));
            call.value[i].pointer = any_object((sample_kind)kind);
            check_refused(&call, place);
            function_finish(&call);
        }
    }
}
END_TEST

/* Ending a handle of another kind does nothing; the handle stays good. */
START_TEST(test_release_wrong_kind) {
    for (int kind = 0; kind < SAMPLE_KINDS; kind++) {
        for (int other = 0; other < SAMPLE_KINDS; other++) {
            if (other != kind) {
                sample_release((sample_kind)other, (void *)(uintptr_t)any_object((sample_kind)kind));
            }
        }
        sample_release((sample_kind)kind, NULL);
    }
    const ieci_table *units = any_object(SAMPLE_TABLE);
    ck_assert_uint_eq(ieci_table_num_rows(units), 7);
    char *text = sample_print(SAMPLE_RESULT, any_object(SAMPLE_RESULT));
    ck_assert_ptr_nonnull(text);
    free(text);
}
END_TEST

/* Number arguments that are out of range. Arguments are counted from 1. */
static const struct {
    const char *function;
    size_t argument;
    long number;
} out_of_range[] = {
    {"ieci_table_add_reals", 4, 0},     {"ieci_table_add_reals", 4, -1},    {"ieci_table_add_reals", 4, LONG_MIN},
    {"ieci_table_column_name", 2, 7},   {"ieci_table_column_name", 2, -1},  {"ieci_table_column_kind", 2, 7},
    {"ieci_table_column_kind", 2, -1},  {"ieci_table_text", 2, 7},          {"ieci_table_text", 2, -1},
    {"ieci_table_text", 3, 7},          {"ieci_table_text", 3, -1},         {"ieci_table_copy_reals", 2, 7},
    {"ieci_table_copy_reals", 2, -1},   {"ieci_table_copy_reals", 4, 6},    {"ieci_table_copy_reals", 4, 8},
    {"ieci_table_copy_reals", 4, 0},    {"ieci_table_copy_reals", 4, -1},   {"ieci_dataset_new", 1, 0},
    {"ieci_dataset_new_matrix", 1, 0},  {"ieci_dataset_new_matrix", 3, 0},  {"ieci_dataset_new_matrix", 6, 0},
    {"ieci_dataset_new_matrix", 6, -1}, {"ieci_dataset_new_matrix", 7, 0},  {"ieci_dataset_new_matrix", 7, -3},
    {"ieci_model_size", 2, 0},          {"ieci_model_size", 2, 4},          {"ieci_model_size", 2, -1},
    {"ieci_model_size", 2, INT_MAX},    {"ieci_model_size", 2, INT_MIN},    {"ieci_model_code", 2, 0},
    {"ieci_model_code", 2, INT_MAX},    {"ieci_model_code", 3, 1000},       {"ieci_model_code", 3, -1},
    {"ieci_model_find", 2, 0},          {"ieci_model_find", 2, 4},          {"ieci_model_find", 2, INT_MIN},
    {"ieci_result_copy_scores", 2, 2},  {"ieci_result_copy_scores", 2, -1}, {"ieci_result_copy_scores", 3, 1000},
    {"ieci_result_copy_scores", 3, -1}, {"ieci_result_copy_scores", 5, 6},  {"ieci_result_copy_scores", 5, 8},
    {"ieci_result_copy_scores", 5, 0},  {"ieci_result_copy_scores", 5, -1}, {"ieci_result_copy_ranks", 2, 2},
    {"ieci_result_copy_ranks", 3, -1},  {"ieci_result_copy_ranks", 5, 6},   {"ieci_result_copy_ranks", 5, -1},
};

START_TEST(test_out_of_range) {
    for (size_t r = 0; r < num_functions; r++) {
        if (strcmp(functions[r].name, out_of_range[_i].function) == 0) {
            char place[200];
            function_call call;
            function_prepare(&call, &functions[r]);
            snprintf(place, sizeof place, "%s, argument %zu is %ld", functions[r].name, out_of_range[_i].argument,
                     out_of_range[_i].number);
            call.value[out_of_range[_i].argument - 1].size = (size_t)out_of_range[_i].number;
            check_refused(&call, place);
            function_finish(&call);
            return;
        }
    }
    ck_abort_msg("there is no function %s", out_of_range[_i].function);
}
END_TEST

/* Names that are not known, with a hint at the nearest one. */
static const struct {
    const char *function;
    size_t argument;
    const char *text, *told;
} unknown[] = {
    {"ieci_options_set", 2, "editon", "edition"},
    {"ieci_options_set", 2, "", NULL},
    {"ieci_catalogue", 1, "option", "options"},
    {"ieci_catalogue", 1, "", NULL},
    {"ieci_table_format", 2, "CSV", "csv"},
    {"ieci_table_find_column", 2, "regio", "region"},
    {"ieci_table_add_reals", 2, "first", "first"},
    {"ieci_table_add_reals", 2, "", NULL},
    {"ieci_table_add_reals", 2, " a", NULL},
    {"ieci_table_add_texts", 2, "a ", NULL},
    {"ieci_dataset_table", 2, "cell", "cells"},
    {"ieci_schema_table", 2, "node", "nodes"},
    {"ieci_result_table", 2, "rankings", "ranking"},
    {"ieci_project_parse", 2, "file", "files"},
    {"ieci_weighting_parse", 2, "visitors", "visitor"},
    {"ieci_model_find", 3, "Feß", "Fez"},
    {"ieci_model_find", 3, "", NULL},
    {"ieci_model_find", 3, "nowhere at all", NULL},
};

START_TEST(test_unknown_names) {
    for (size_t r = 0; r < num_functions; r++) {
        if (strcmp(functions[r].name, unknown[_i].function) == 0) {
            char place[200];
            function_call call;
            function_prepare(&call, &functions[r]);
            snprintf(place, sizeof place, "%s(\"%s\")", functions[r].name, unknown[_i].text);
            call.value[unknown[_i].argument - 1].pointer = unknown[_i].text;
            check_refused(&call, place);
            ck_assert_msg(unknown[_i].told == NULL || strstr(ieci_error_message(call.error), unknown[_i].told) != NULL,
                          "%s: %s", place, ieci_error_message(call.error));
            function_finish(&call);
            return;
        }
    }
    ck_abort_msg("there is no function %s", unknown[_i].function);
}
END_TEST

Suite *suite(void) {
    Suite *arguments = suite_create("arguments");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, start, stop);
    tcase_add_loop_test(all, test_works, 0, (int)num_functions);
    tcase_add_loop_test(all, test_null, 0, (int)num_functions);
    tcase_add_loop_test(all, test_all_null, 0, (int)num_functions);
    tcase_add_loop_test(all, test_wrong_kind, 0, (int)num_functions);
    tcase_add_test(all, test_release_wrong_kind);
    tcase_add_loop_test(all, test_out_of_range, 0, (int)(sizeof out_of_range / sizeof *out_of_range));
    tcase_add_loop_test(all, test_unknown_names, 0, (int)(sizeof unknown / sizeof *unknown));
    suite_add_tcase(arguments, all);
    return arguments;
}
