/* SPDX-License-Identifier: MIT */
/* HTML in several languages: every text is escaped, every word comes from words.csv. */
#ifndef IECI_PROGRAM_REPORT_PAGE_H
#define IECI_PROGRAM_REPORT_PAGE_H

#include "../text.h"
#include "facts.h"

typedef struct page {
    facts *of;
    frame words, own; /**< key, and a column per language; of the user, and words.csv */
    text out;
} page;

/** Starts a page; `words`: a CSV with more or other words than the program's own; NULL: none. */
void page_start(page *made, facts *of, const ieci_bytes *words, problems *met);
/** Frees it. */
void page_clear(page *from);

/** Appends HTML as it is. */
#define page_put(to, value) text_put(&(to)->out, (value))
/** Appends HTML as printf() would; texts in it must be escaped already. */
#define page_print(to, ...) text_print(&(to)->out, __VA_ARGS__)
/** Appends a text of the user's, escaped for HTML and for attributes. */
void page_escape(page *to, const char *value);
/** Appends a word or sentence in all languages; {1}, {2}... stand for `values`, which are HTML already. */
void page_say(page *to, const char *key);
void page_tell(page *to, const char *key, size_t count, const char *const *values);
/** The same in one language and without marks, for attributes and titles. */
void page_say_in(page *to, const char *key, size_t language);
/** Appends a name in all languages; `names` has one per language. */
void page_name(page *to, const char *const *names);
/** Appends a tooltip with the name in the first language and a number. */
void page_title(page *to, const char *name, double value);
/** Appends a number with the decimals of printed scores; an en dash for NaN. */
void page_score(page *to, double score);
/** Appends a number as short as it can be; an en dash for NaN. */
void page_number(page *to, double value);
/** Appends a place: "14=" if it is shared. */
void page_rank(page *to, size_t edition, size_t node, size_t unit);
/** Appends places gained: +2, -1, =, new. */
void page_change(page *to, size_t edition, size_t before, size_t node, size_t unit);
/** Appends a text of a figure at a place, in every language. */
void page_label(page *to, double x, double y, const char *classes, const char *const *names);
/** Starts a section with a heading and a line below it; the keys are NAME_heading and NAME_lead. */
void page_section(page *to, const char *name);

#endif
