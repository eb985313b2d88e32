/* SPDX-License-Identifier: MIT */
/* A result file that is read is formatted to the same bytes, gives its tables and can be verified. The input is tried
 * as it is, and as the open form of a file (support/result_text.h), to which lengths and sums are added. */
#include <ieci/result.h>
#include <stdlib.h>
#include <string.h>

#include "support/result_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_status(ieci_status status, ieci_error *error) {
    if ((error == NULL) != (status == IECI_OK) || ieci_error_status(error) != status) {
        abort();
    }
    ieci_error_free(error);
}

static void check_same(const ieci_bytes *bytes, const ieci_result *result) {
    static const char *const audiences[] = {"inside", "outside"};
    size_t size, other = 0, same = 0;
    const char *data = ieci_bytes_data(bytes, &size);
    for (size_t i = 0; i < 2; i++) {
        ieci_options *options = NULL;
        ieci_bytes *again = NULL;
        ieci_error *error = NULL;
        ieci_options_new(&options, NULL);
        ieci_options_set(options, "audience", audiences[i], NULL);
        const ieci_status status = ieci_result_format(result, options, &again, &error);
        check_status(status, error);
        const char *text = ieci_bytes_data(again, &other);
        same += text != NULL && other == size && memcmp(text, data, size) == 0;
        ieci_bytes_unref(again);
        ieci_options_free(options);
    }
    if (same == 0) {
        abort();
    }
}

static void check(const char *data, size_t size) {
    static const char *const tables[] = {"scores",        "ranking",    "changes", "cells",      "weights",
                                         "contributions", "parameters", "notes",   "computation"};
    ieci_bytes *bytes = NULL;
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    if (ieci_bytes_new(data, size, "fuzz", &bytes, NULL) != IECI_OK) {
        return;
    }
    const ieci_status status = ieci_result_parse(bytes, NULL, &result, &error);
    if ((result == NULL) == (status == IECI_OK)) {
        abort();
    }
    check_status(status, error);
    for (size_t i = 0; result != NULL && i < sizeof tables / sizeof *tables; i++) {
        ieci_table *table = NULL;
        error = NULL;
        const ieci_status made = ieci_result_table(result, tables[i], NULL, &table, &error);
        check_status(made, error);
        ieci_table_unref(table);
    }
    if (result != NULL) {
        ieci_table *differences = NULL;
        error = NULL;
        check_same(bytes, result);
        const ieci_status verified = ieci_result_verify(result, NULL, &differences, &error);
        check_status(verified, error);
        ieci_table_unref(differences);
    }
    ieci_result_unref(result);
    ieci_bytes_unref(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ieci__text text = {0};
    check((const char *)data, size);
    if (size > 0) {
        result_text_file((const char *)data, size, true, &text);
        check(text.data, text.size);
    }
    ieci__text_clear(&text);
    return 0;
}
