/* SPDX-License-Identifier: MIT */
/* Texts of authors with live numbers: {{rank}}, {{score connectivity}}, {{value unicorns 2024}}, {{move since 2024}}.
 */
#ifndef IECI_PROGRAM_LIVE_H
#define IECI_PROGRAM_LIVE_H

#include <stdbool.h>

#include "book.h"
#include "text.h"

/** A text about a unit; the caller keeps all of it. */
typedef struct live_text {
    const book *from;
    const char *unit;
    const char *language; /**< of the words that are filled in: zh, else English */
    const char *path;     /**< for messages */
    const char *words;    /**< what the authors wrote */
    bool outside;         /**< the text leaves the house: figures that must not are problems */
} live_text;

/** Appends the text with its numbers filled in, without comments. What cannot be filled in is a problem with its line.
 */
void live_fill(const live_text *of, text *out, problems *met);
/** Reads what the authors wrote about a unit in a language, and appends its path; NULL: nothing. `project` as for
 * project_files(). */
ieci_bytes *live_open(const arguments *given, const char *project, const char *unit, const char *language, text *path);
/** The first line, from `*line` + 1 on, with a digit outside of {{ }} and comments; false: there is none. */
bool live_find_digit(const char *words, size_t *line);

#endif
