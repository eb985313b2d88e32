/* SPDX-License-Identifier: MIT */
/* A small project that uses most rules: seven units, two editions, a ragged tree. All objects that can be made of it
 * are made when asked for by name, once for each process. Public header only. */
#ifndef IECI_SUPPORT_SAMPLE_H
#define IECI_SUPPORT_SAMPLE_H

#include <ieci/ieci.h>

/** Kinds of handles; their names in messages are those of the types without "ieci_". */
typedef enum sample_kind {
    SAMPLE_BYTES,
    SAMPLE_TABLE,
    SAMPLE_OPTIONS,
    SAMPLE_DATASET,
    SAMPLE_SCHEMA,
    SAMPLE_WEIGHTING,
    SAMPLE_MODEL,
    SAMPLE_RESULT,
    SAMPLE_FACTORS,
    SAMPLE_ENSEMBLE,
    SAMPLE_ERROR,
    SAMPLE_KINDS
} sample_kind;

/** Stops the program with a message unless the status is IECI_OK; frees the error. */
void sample_require(ieci_status status, ieci_error *error, const char *what);
/** The text of a file of the sample, such as "schema.yaml"; stops the program if there is none. */
const char *sample_text(const char *name);
/** A document of the sample, new. */
ieci_bytes *sample_bytes(const char *name);
/** A CSV file of the sample as a table, new. */
ieci_table *sample_table(const char *name);
/** An object of the sample, lent until sample_clear(): for documents and tables the name of a file; for options
 * "NAME=VALUE"; for the others "" is the one of the project, and "plain" a dataset, schema, model or result that lacks
 * units, weights and corrections, and for ensembles "" has replicates 0 to 7 and "rest" 8 to 19. */
const void *sample_handle(sample_kind kind, const char *name);
/** Frees what sample_handle() made. */
void sample_clear(void);
/** Writes all files of the sample into a folder. */
void sample_write(const char *folder);
/** What an object says, as one text to be freed: its document, or its tables as CSV. "" for configs. */
char *sample_print(sample_kind kind, const void *handle);
/** Gives a handle back. */
void sample_release(sample_kind kind, void *handle);
/** The name of a kind. */
const char *sample_kind_name(sample_kind kind);

#endif
