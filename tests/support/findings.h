/* SPDX-License-Identifier: MIT */
/* Findings of a result, and rows of their table. */
#ifndef TESTS_FINDINGS_H
#define TESTS_FINDINGS_H

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "study/findings.h"
#include "support/datasets.h"

static inline ieci_table *find(const ieci_result *result, const char *accepted, const ieci_options *options) {
    ieci_error *error = NULL;
    ieci_table *table = NULL, *rows = datasets_table(accepted, "accepted.csv");
    ck_assert_msg(ieci_result_findings(result, rows, options, &table, &error) == IECI_OK, "%s",
                  ieci_error_message(error));
    ieci_table_unref(rows);
    return table;
}

static inline const char *text_at(const ieci_table *table, const char *column, size_t row) {
    const char *text = ieci_table_text(table, ieci__table_column(table, column), row);
    return text == NULL ? "" : text;
}

static inline double real_at(const ieci_table *table, const char *column, size_t row) {
    double value = 0.0;
    int status;
    ieci__table_real(table, ieci__table_column(table, column), row, &value, &status);
    return value;
}

/* The first row of a check about these; NULL: whatever. The number of rows if there is none. */
static inline size_t row_of(const ieci_table *table, const char *check, const char *unit, const char *indicator) {
    size_t row = 0;
    while (row < ieci_table_num_rows(table) &&
           (strcmp(text_at(table, "check", row), check) != 0 ||
            (unit != NULL && strcmp(text_at(table, "unit", row), unit) != 0) ||
            (indicator != NULL && strcmp(text_at(table, "indicator", row), indicator) != 0))) {
        row++;
    }
    return row;
}

static inline void print_all(const ieci_table *table) {
    ieci_bytes *bytes = tables_format(table, "csv", NULL);
    fprintf(stderr, "%s", ieci_bytes_data(bytes, NULL));
    ieci_bytes_unref(bytes);
}

#endif
