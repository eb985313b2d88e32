/* SPDX-License-Identifier: MIT */
/* From the command line to a model, or to a result that was saved. */
#ifndef IECI_PROGRAM_PROJECT_H
#define IECI_PROGRAM_PROJECT_H

#include <ieci/ieci.h>

#include "arguments.h"

/** Opens the project, or the files given one by one, and applies --set. NULL: problems were added.
 * `path` is the project as a word of the command line; NULL: --project, or the current folder. `*weights` becomes the
 * name of the set of weights in use, to be given to free(); NULL: equal ones. `*read` becomes the result if that is
 * what the file holds, and the model is then lent by it; else NULL. */
ieci_model *project_open(const arguments *given, const char *path, char **weights, ieci_result **read, problems *met);

/** Appends the name of the project file; `path` is as in project_open(), "-" stays as it is. */
void project_file(const arguments *given, const char *path, text *file);
/** Reads a file, or standard input where `path` is "-". NULL: problems were added. */
ieci_bytes *project_document(const char *path, problems *met);
/** The library's options that the command line sets. To be given to ieci_options_free(). */
ieci_options *project_options(const arguments *given, problems *met);

#endif
