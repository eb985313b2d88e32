/* SPDX-License-Identifier: MIT */
/* Questions asked of results. */
#include "calls.h"
#include "convert.h"
#include "handle.h"

/* A table that was made for R as a data frame, or the failure. */
static SEXP frame_of(ieci_status status, ieci_error *error, SEXP handle, ieci_table *table) {
    SEXP answer = finish(status, error, handle, table);
    return is_failure(answer) ? answer : frame_new(handle_get(answer, HANDLE_TABLE));
}

static size_t size_get(SEXP value) {
    return (size_t)Rf_asReal(value);
}

SEXP r_compare(SEXP before, SEXP edition_before, SEXP after, SEXP edition_after, SEXP question, SEXP values) {
    SEXP handle = PROTECT(handle_new(HANDLE_TABLE, R_NilValue));
    SEXP options = PROTECT(options_new(values));
    SEXP answer = options;
    if (!is_failure(options)) {
        ieci_table *table = NULL;
        ieci_error *error = NULL;
        ieci_status status =
            ieci_compare(handle_get(before, HANDLE_RESULT), size_get(edition_before), handle_get(after, HANDLE_RESULT),
                         size_get(edition_after), text_get(question), handle_get_optional(options, HANDLE_OPTIONS),
                         &table, &error);
        answer = frame_of(status, error, handle, table);
    }
    UNPROTECT(2);
    return answer;
}

SEXP r_compare_ranks(SEXP published, SEXP edition_before, SEXP edition_after, SEXP values) {
    SEXP handle = PROTECT(handle_new(HANDLE_TABLE, R_NilValue));
    SEXP options = PROTECT(options_new(values));
    SEXP rows = PROTECT(is_failure(options) ? options : table_new(published));
    SEXP answer = rows;
    if (!is_failure(rows)) {
        ieci_table *table = NULL;
        ieci_error *error = NULL;
        ieci_status status =
            ieci_compare_ranks(handle_get(rows, HANDLE_TABLE), text_get(edition_before), text_get(edition_after),
                               handle_get_optional(options, HANDLE_OPTIONS), &table, &error);
        answer = frame_of(status, error, handle, table);
    }
    UNPROTECT(3);
    return answer;
}
