/* SPDX-License-Identifier: MIT */
/* Run-time choices by name: the option table is the one place that knows them (names, kinds, defaults, bounds, doc). */
#ifndef IECI_BASE_OPTIONS_H
#define IECI_BASE_OPTIONS_H

#include <ieci/base.h>

#include "base/error.h"

typedef enum ieci__option_kind {
    IECI__OPTION_TEXT, /**< any text */
    IECI__OPTION_SIZE, /**< a whole number within bounds */
    IECI__OPTION_FLAG  /**< yes or no (true, false, 1, 0 are taken too) */
} ieci__option_kind;

typedef struct ieci__option {
    const char *name;
    ieci__option_kind kind;
    const char *fallback; /**< default as text; NULL: none */
    size_t least, most;   /**< bounds of a SIZE; for a TEXT the most bytes, 0 = 1000 */
    const char *words;    /**< NULL, or the only values that a TEXT may have, each followed by a blank */
    const char *doc;
} ieci__option;

/** The option table; `*count` rows. Names: max_bytes (SIZE, default 1073741824), delimiter (TEXT of one byte: , ; tab
 * or |; "tab" is taken as a tab), missing (TEXT, comma-separated list of words besides the empty cell, default "NA"),
 * neutralise (FLAG yes), corrections (FLAG yes), weights (TEXT), unit, edition, node, against, language (TEXT),
 * audience (TEXT, inside or outside). */
const ieci__option *ieci__options_table(size_t *count);

/** The value of an option: what was set, else its default, else NULL. `options` may be NULL. */
const char *ieci__options_text(const ieci_options *options, const char *name);
size_t ieci__options_size(const ieci_options *options, const char *name);
bool ieci__options_flag(const ieci_options *options, const char *name);
/** Whether `text` is one of the words of option "missing" (or empty). */
bool ieci__options_is_missing(const ieci_options *options, const char *text);
/** Tells progress; false: cancel (a problem is added). `options` may be NULL. */
bool ieci__options_progress(const ieci_options *options, double fraction, ieci_error **problems);

/** How far a call has come, told about a hundred times however often it is asked. */
typedef struct ieci__progress {
    const ieci_options *options; /**< may be NULL */
    double told;                 /**< the share of the work that was told last */
} ieci__progress;

/** Starts with telling 0. */
ieci__progress ieci__progress_start(const ieci_options *options, ieci_error **problems);
/** Tells a share of the work if it is at least a hundredth more than what was told, or 1, which is told once. False:
 * the call was cancelled, now or before (`*problems` is not NULL). */
bool ieci__progress_tell(ieci__progress *at, double share, ieci_error **problems);
/** Checks an `options` argument: NULL or options; else adds a problem. */
bool ieci__options_check(ieci_error **problems, const ieci_options *options);

#endif
