/* SPDX-License-Identifier: MIT */
/* Documents in memory; reading and writing files (file_posix.c, file_windows.c). */
#ifndef IECI_BASE_BYTES_H
#define IECI_BASE_BYTES_H

#include <ieci/base.h>

#include "base/error.h"
#include "base/text.h"

/** The source name of a document; "" for what is not one. */
const char *ieci__bytes_source(const ieci_bytes *bytes);
/** One more reference, for those who keep a document. */
ieci_bytes *ieci__bytes_ref(const ieci_bytes *bytes);
/** Takes over a text as a new document (the text is empty afterwards); NULL: out of memory, problem added. */
ieci_bytes *ieci__bytes_take(ieci__text *text, const char *source, ieci_error **problems);
/** Checks a path of a public function: false and a problem for NULL and "". */
bool ieci__bytes_check_path(ieci_error **problems, const char *path);
/** Checks that a document is UTF-8 and drops a byte order mark: false and a problem with byte offset, line and column
 * otherwise, with the advice to save as CSV UTF-8 where the bytes look like UTF-16, GBK or Latin-1, or like a zip,
 * gzip, xls or pdf file. On success `*start` and `*size` are the text without the mark. */
bool ieci__bytes_check_text(const ieci_bytes *bytes, const char **start, size_t *size, ieci_error **problems);

#endif
