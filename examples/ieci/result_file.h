/* SPDX-License-Identifier: MIT */
/* Result files on the command line: reading and saving them, and what they say of themselves. */
#ifndef IECI_PROGRAM_RESULT_FILE_H
#define IECI_PROGRAM_RESULT_FILE_H

#include <ieci/ieci.h>

#include "arguments.h"
#include "frame.h"
#include "text.h"

/** Whether a document starts as a result file does. */
bool result_file_is(const ieci_bytes *bytes);
/** Reads one. NULL: problems were added, also for options that a result file cannot follow. */
ieci_result *result_file_read(const ieci_bytes *bytes, const arguments *given, problems *met);
/** Saves the result as --save and --audience say, or does nothing without them. */
void result_file_save(const ieci_result *result, const arguments *given, problems *met);
/** Appends the line that tells of that. */
void result_file_put_saved(const ieci_result *result, const arguments *given, text *out);

/** Table "computation" of a result; without rows if problems were added. */
void result_file_computation(const ieci_result *result, frame *made, problems *met);
/** The value of an item of that table; NULL: it has none. */
const char *result_file_item(const frame *computation, const char *item);
/** How many rows an item has. */
size_t result_file_count(const frame *computation, const char *item);
/** Appends "the figures of 7 of 25 indicators" for what a file leaves out. False: it leaves nothing out. */
bool result_file_put_kept_back(const frame *computation, const ieci_result *result, text *out);

#endif
