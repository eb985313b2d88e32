/* SPDX-License-Identifier: MIT */
/* Ensembles: ranges of replicates, put together, and as raw bytes that travel between processes. */
#include <string.h>

#include "calls.h"
#include "convert.h"
#include "handle.h"

/* Replicates range[1] to range[2] - 1. */
SEXP r_ensemble_run(SEXP model, SEXP factors, SEXP range, SEXP values) {
    SEXP handle = PROTECT(handle_new(HANDLE_ENSEMBLE, R_NilValue));
    SEXP options = PROTECT(options_new(values));
    SEXP answer = options;
    if (!is_failure(options)) {
        ieci_ensemble *ensemble = NULL;
        ieci_error *error = NULL;
        ieci_status status =
            ieci_ensemble_run(handle_get(model, HANDLE_MODEL), handle_get(factors, HANDLE_FACTORS),
                              handle_get_optional(options, HANDLE_OPTIONS), (uint64_t)REAL(range)[0],
                              (uint64_t)REAL(range)[1], &ensemble, &error);
        answer = finish(status, error, handle, ensemble);
    }
    UNPROTECT(2);
    return answer;
}

SEXP r_ensemble_merge(SEXP parts) {
    SEXP handle = PROTECT(handle_new(HANDLE_ENSEMBLE, R_NilValue));
    const R_xlen_t count = Rf_xlength(parts);
    const ieci_ensemble **all = (const ieci_ensemble **)(void *)R_alloc((size_t)count + 1, sizeof *all);
    for (R_xlen_t i = 0; i < count; i++) {
        all[i] = handle_get(VECTOR_ELT(parts, i), HANDLE_ENSEMBLE);
    }
    ieci_ensemble *ensemble = NULL;
    ieci_error *error = NULL;
    ieci_status status = ieci_ensemble_merge((size_t)count, all, NULL, &ensemble, &error);
    SEXP answer = finish(status, error, handle, ensemble);
    UNPROTECT(1);
    return answer;
}

/* The document of an ensemble as a raw vector, or a failure. */
SEXP r_ensemble_raw(SEXP ensemble) {
    SEXP handle = PROTECT(handle_new(HANDLE_BYTES, R_NilValue));
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    ieci_status status = ieci_ensemble_format(handle_get(ensemble, HANDLE_ENSEMBLE), &bytes, &error);
    SEXP answer = finish(status, error, handle, bytes);
    if (!is_failure(answer)) {
        size_t size;
        const char *data = ieci_bytes_data(handle_get(handle, HANDLE_BYTES), &size);
        answer = Rf_allocVector(RAWSXP, (R_xlen_t)size);
        memcpy(RAW(answer), data, size);
    }
    UNPROTECT(1);
    return answer;
}

SEXP r_ensemble_read(SEXP raw) {
    SEXP document = PROTECT(handle_new(HANDLE_BYTES, R_NilValue));
    SEXP handle = PROTECT(handle_new(HANDLE_ENSEMBLE, R_NilValue));
    ieci_bytes *bytes = NULL;
    ieci_ensemble *ensemble = NULL;
    ieci_error *error = NULL;
    ieci_status status =
        ieci_bytes_new((const char *)RAW(raw), (size_t)Rf_xlength(raw), "ensemble", &bytes, &error);
    SEXP answer = PROTECT(finish(status, error, document, bytes));
    if (!is_failure(answer)) {
        error = NULL;
        status = ieci_ensemble_parse(handle_get(document, HANDLE_BYTES), &ensemble, &error);
        answer = finish(status, error, handle, ensemble);
    }
    UNPROTECT(3);
    return answer;
}
