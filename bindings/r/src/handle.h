/* SPDX-License-Identifier: MIT */
/*
 * Objects of the library as external pointers. R can jump out of any function that allocates, so the pointer with its
 * finalizer is made first, empty, and filled afterwards: whatever happens then, the collector frees the object.
 */
#ifndef IECI_R_HANDLE_H
#define IECI_R_HANDLE_H

#include <Rinternals.h>

typedef enum handle_kind {
    HANDLE_ERROR,
    HANDLE_BYTES,
    HANDLE_OPTIONS,
    HANDLE_TABLE,
    HANDLE_DATASET,
    HANDLE_SCHEMA,
    HANDLE_WEIGHTING,
    HANDLE_MODEL,
    HANDLE_RESULT,
    HANDLE_FACTORS,
    HANDLE_ENSEMBLE
} handle_kind;

/* An empty external pointer of a kind, with its finalizer; `owner` is kept alive by it. To be protected. */
SEXP handle_new(handle_kind kind, SEXP owner);

/* The same for an object that was lent by `owner`: without finalizer. */
SEXP handle_lend(handle_kind kind, const void *object, SEXP owner);

/* Fills an empty pointer and returns it. */
SEXP handle_fill(SEXP handle, void *object);

/* The object; an R error if it is of another kind or came back from a file. */
void *handle_get(SEXP handle, handle_kind kind);

/* The same, with R's NULL for none. */
void *handle_get_optional(SEXP handle, handle_kind kind);

/* Whether an R value is a pointer of a kind. */
int handle_is(SEXP handle, handle_kind kind);

/* Gives the object back now instead of later. */
void handle_clear(SEXP handle, handle_kind kind);

#endif
