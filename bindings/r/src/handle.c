/* SPDX-License-Identifier: MIT */
#include "handle.h"

#include <ieci/ieci.h>

static void release(void *object, handle_kind kind) {
    switch (kind) {
    case HANDLE_ERROR:
        ieci_error_free(object);
        break;
    case HANDLE_BYTES:
        ieci_bytes_unref(object);
        break;
    case HANDLE_OPTIONS:
        ieci_options_free(object);
        break;
    case HANDLE_TABLE:
        ieci_table_unref(object);
        break;
    case HANDLE_DATASET:
        ieci_dataset_unref(object);
        break;
    case HANDLE_SCHEMA:
        ieci_schema_unref(object);
        break;
    case HANDLE_WEIGHTING:
        ieci_weighting_free(object);
        break;
    case HANDLE_MODEL:
        ieci_model_unref(object);
        break;
    case HANDLE_RESULT:
        ieci_result_unref(object);
        break;
    case HANDLE_FACTORS:
        ieci_factors_free(object);
        break;
    case HANDLE_ENSEMBLE:
        ieci_ensemble_unref(object);
        break;
    }
}

static const char *const kind_names[] = {"ieci_error",  "ieci_bytes",     "ieci_options", "ieci_table", "ieci_dataset",
                                         "ieci_schema", "ieci_weighting", "ieci_model",   "ieci_result",
                                         "ieci_factors", "ieci_ensemble"};

int handle_is(SEXP handle, handle_kind kind) {
    return TYPEOF(handle) == EXTPTRSXP && R_ExternalPtrTag(handle) == Rf_install(kind_names[kind]);
}

void handle_clear(SEXP handle, handle_kind kind) {
    release(R_ExternalPtrAddr(handle), kind);
    R_ClearExternalPtr(handle);
}

static void finalize(SEXP handle) {
    for (int kind = HANDLE_ERROR; kind <= HANDLE_ENSEMBLE; kind++) {
        if (handle_is(handle, (handle_kind)kind)) {
            handle_clear(handle, (handle_kind)kind);
            return;
        }
    }
}

SEXP handle_new(handle_kind kind, SEXP owner) {
    SEXP handle = PROTECT(R_MakeExternalPtr(NULL, Rf_install(kind_names[kind]), owner));
    R_RegisterCFinalizerEx(handle, finalize, TRUE);
    UNPROTECT(1);
    return handle;
}

SEXP handle_lend(handle_kind kind, const void *object, SEXP owner) {
    return R_MakeExternalPtr((void *)object, Rf_install(kind_names[kind]), owner);
}

SEXP handle_fill(SEXP handle, void *object) {
    R_SetExternalPtrAddr(handle, object);
    return handle;
}

void *handle_get(SEXP handle, handle_kind kind) {
    if (!handle_is(handle, kind)) {
        Rf_error("this is not an object of class %s", kind_names[kind]);
    }
    void *object = R_ExternalPtrAddr(handle);
    if (object == NULL) {
        Rf_error("this %s was saved in another session; objects of ieci cannot be saved, make it again",
                 kind_names[kind]);
    }
    return object;
}

void *handle_get_optional(SEXP handle, handle_kind kind) {
    return handle == R_NilValue ? NULL : handle_get(handle, kind);
}
