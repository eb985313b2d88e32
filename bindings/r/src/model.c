/* SPDX-License-Identifier: MIT */
/* Making models: from a project file, or from a dataset, a schema and weights; results from their files. */
#include "calls.h"
#include "convert.h"
#include "handle.h"

#include <string.h>

/* A handle of a document: the file at `path`, or `content` if that is not NULL. */
static SEXP document_new(SEXP path, SEXP content) {
    SEXP handle = PROTECT(handle_new(HANDLE_BYTES, R_NilValue));
    const char *source = text_get(path), *data = text_get(content);
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    ieci_status status = data == NULL ? ieci_bytes_read(source, NULL, &bytes, &error)
                                      : ieci_bytes_new(data, strlen(data), source, &bytes, &error);
    SEXP answer = finish(status, error, handle, bytes);
    UNPROTECT(1);
    return answer;
}

SEXP r_open(SEXP path, SEXP values) {
    SEXP handle = PROTECT(handle_new(HANDLE_MODEL, R_NilValue));
    SEXP options = PROTECT(options_new(values));
    SEXP document = PROTECT(is_failure(options) ? options : document_new(path, R_NilValue));
    SEXP answer = document;
    if (!is_failure(document)) {
        ieci_model *model = NULL;
        ieci_error *error = NULL;
        ieci_status status = ieci_model_open(handle_get(document, HANDLE_BYTES),
                                             handle_get_optional(options, HANDLE_OPTIONS), &model, &error);
        answer = finish(status, error, handle, model);
    }
    UNPROTECT(3);
    return answer;
}

SEXP r_read_result(SEXP path) {
    SEXP handle = PROTECT(handle_new(HANDLE_RESULT, R_NilValue));
    SEXP document = PROTECT(document_new(path, R_NilValue));
    SEXP answer = document;
    if (!is_failure(document)) {
        ieci_result *result = NULL;
        ieci_error *error = NULL;
        ieci_status status = ieci_result_parse(handle_get(document, HANDLE_BYTES), NULL, &result, &error);
        answer = finish(status, error, handle, result);
    }
    UNPROTECT(2);
    return answer;
}

SEXP r_project(SEXP path, SEXP name) {
    SEXP document = PROTECT(document_new(path, R_NilValue));
    SEXP handle = PROTECT(handle_new(HANDLE_TABLE, R_NilValue));
    SEXP answer = document;
    if (!is_failure(document)) {
        ieci_table *table = NULL;
        ieci_error *error = NULL;
        ieci_status status =
            ieci_project_parse(handle_get(document, HANDLE_BYTES), text_get(name), NULL, &table, &error);
        answer = finish(status, error, handle, table);
    }
    answer = is_failure(answer) ? answer : frame_new(handle_get(answer, HANDLE_TABLE));
    UNPROTECT(2);
    return answer;
}

SEXP r_schema(SEXP path, SEXP yaml) {
    SEXP document = PROTECT(document_new(path, yaml));
    SEXP handle = PROTECT(handle_new(HANDLE_SCHEMA, R_NilValue));
    SEXP answer = document;
    if (!is_failure(document)) {
        ieci_schema *schema = NULL;
        ieci_error *error = NULL;
        ieci_status status = ieci_schema_parse(handle_get(document, HANDLE_BYTES), NULL, &schema, &error);
        answer = finish(status, error, handle, schema);
    }
    UNPROTECT(2);
    return answer;
}

/* Factors of a file, or of YAML text if that is not NULL. */
SEXP r_factors(SEXP path, SEXP yaml) {
    SEXP document = PROTECT(document_new(path, yaml));
    SEXP handle = PROTECT(handle_new(HANDLE_FACTORS, R_NilValue));
    SEXP answer = document;
    if (!is_failure(document)) {
        ieci_factors *factors = NULL;
        ieci_error *error = NULL;
        ieci_status status = ieci_factors_parse(handle_get(document, HANDLE_BYTES), NULL, &factors, &error);
        answer = finish(status, error, handle, factors);
    }
    UNPROTECT(2);
    return answer;
}

SEXP r_schema_with(SEXP schema, SEXP key, SEXP value) {
    SEXP handle = PROTECT(handle_new(HANDLE_SCHEMA, R_NilValue));
    ieci_schema *changed = NULL;
    ieci_error *error = NULL;
    ieci_status status =
        ieci_schema_with(handle_get(schema, HANDLE_SCHEMA), text_get(key), text_get(value), &changed, &error);
    SEXP answer = finish(status, error, handle, changed);
    UNPROTECT(1);
    return answer;
}

/* What holds for all weights of the factors of a file or text; any weights if there is neither. */
SEXP r_robustness(SEXP model, SEXP path, SEXP yaml, SEXP question, SEXP values) {
    SEXP handle = PROTECT(handle_new(HANDLE_TABLE, R_NilValue));
    SEXP options = PROTECT(options_new(values));
    const int any = path == R_NilValue && yaml == R_NilValue;
    SEXP factors = PROTECT(is_failure(options) || any ? options : r_factors(path, yaml));
    SEXP answer = factors;
    if (!is_failure(factors)) {
        ieci_table *table = NULL;
        ieci_error *error = NULL;
        ieci_status status =
            ieci_robustness(handle_get(model, HANDLE_MODEL), any ? NULL : handle_get(factors, HANDLE_FACTORS),
                            text_get(question), handle_get_optional(options, HANDLE_OPTIONS), &table, &error);
        answer = finish(status, error, handle, table);
    }
    answer = is_failure(answer) ? answer : frame_new(handle_get(answer, HANDLE_TABLE));
    UNPROTECT(3);
    return answer;
}

SEXP r_weighting(SEXP codes, SEXP points) {
    SEXP handle = PROTECT(handle_new(HANDLE_WEIGHTING, R_NilValue));
    ieci_weighting *weighting = NULL;
    ieci_error *error = NULL;
    ieci_status status =
        ieci_weighting_new((size_t)XLENGTH(points), texts_get(codes), REAL(points), &weighting, &error);
    SEXP answer = finish(status, error, handle, weighting);
    UNPROTECT(1);
    return answer;
}

/* Tables of a list of data frames as a list of handles; the first failure instead, if there is one. */
static SEXP tables_new(SEXP frames) {
    SEXP tables = PROTECT(Rf_allocVector(VECSXP, XLENGTH(frames)));
    SEXP failure = R_NilValue;
    for (R_xlen_t i = 0; i < XLENGTH(frames) && failure == R_NilValue; i++) {
        SEXP frame = VECTOR_ELT(frames, i);
        SET_VECTOR_ELT(tables, i, frame == R_NilValue ? R_NilValue : table_new(frame));
        failure = is_failure(VECTOR_ELT(tables, i)) ? VECTOR_ELT(tables, i) : R_NilValue;
    }
    UNPROTECT(1);
    return failure == R_NilValue ? tables : failure;
}

/* `frames`: units, editions, aliases, sources (data frames or NULL), then the tables of cells. */
SEXP r_dataset(SEXP frames, SEXP values) {
    enum {
        OTHERS = 4
    };
    SEXP handle = PROTECT(handle_new(HANDLE_DATASET, R_NilValue));
    SEXP options = PROTECT(options_new(values));
    SEXP tables = PROTECT(is_failure(options) ? options : tables_new(frames));
    SEXP answer = tables;
    if (!is_failure(tables)) {
        size_t count = (size_t)XLENGTH(tables);
        const ieci_table **table = (const ieci_table **)R_alloc(count, sizeof *table);
        for (size_t i = 0; i < count; i++) {
            table[i] = handle_get_optional(VECTOR_ELT(tables, (R_xlen_t)i), HANDLE_TABLE);
        }
        ieci_dataset *dataset = NULL;
        ieci_error *error = NULL;
        ieci_status status = ieci_dataset_new(count - OTHERS, table + OTHERS, table[0], table[1], table[2], table[3],
                                              handle_get_optional(options, HANDLE_OPTIONS), &dataset, &error);
        answer = finish(status, error, handle, dataset);
    }
    UNPROTECT(3);
    return answer;
}

SEXP r_dataset_with(SEXP dataset, SEXP changes) {
    SEXP handle = PROTECT(handle_new(HANDLE_DATASET, R_NilValue));
    SEXP table = PROTECT(table_new(changes));
    SEXP answer = table;
    if (!is_failure(table)) {
        ieci_dataset *changed = NULL;
        ieci_error *error = NULL;
        ieci_status status = ieci_dataset_with(handle_get(dataset, HANDLE_DATASET), handle_get(table, HANDLE_TABLE),
                                               NULL, &changed, &error);
        answer = finish(status, error, handle, changed);
    }
    UNPROTECT(2);
    return answer;
}

SEXP r_model(SEXP dataset, SEXP schema, SEXP weighting) {
    SEXP handle = PROTECT(handle_new(HANDLE_MODEL, R_NilValue));
    ieci_model *model = NULL;
    ieci_error *error = NULL;
    ieci_status status = ieci_model_new(handle_get(dataset, HANDLE_DATASET), handle_get(schema, HANDLE_SCHEMA),
                                        handle_get_optional(weighting, HANDLE_WEIGHTING), NULL, &model, &error);
    SEXP answer = finish(status, error, handle, model);
    UNPROTECT(1);
    return answer;
}

/* Dataset, schema and weights of a model, lent by it; R's NULL for equal weights. */
SEXP r_model_parts(SEXP model) {
    const ieci_model *whole = handle_get(model, HANDLE_MODEL);
    const char *names[] = {"dataset", "schema", "weighting", ""};
    SEXP parts = PROTECT(Rf_mkNamed(VECSXP, names));
    SET_VECTOR_ELT(parts, 0, handle_lend(HANDLE_DATASET, ieci_model_dataset(whole), model));
    SET_VECTOR_ELT(parts, 1, handle_lend(HANDLE_SCHEMA, ieci_model_schema(whole), model));
    if (ieci_model_weighting(whole) != NULL) {
        SET_VECTOR_ELT(parts, 2, handle_lend(HANDLE_WEIGHTING, ieci_model_weighting(whole), model));
    }
    UNPROTECT(1);
    return parts;
}
