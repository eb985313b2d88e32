/* SPDX-License-Identifier: MIT */
/* A computed index with everything that screens say about it: names, settings, editions. */
#ifndef IECI_PROGRAM_BOOK_H
#define IECI_PROGRAM_BOOK_H

#include <ieci/ieci.h>

#include "arguments.h"
#include "frame.h"

typedef struct book {
    ieci_model *model; /**< owned, unless the result was read from a file */
    ieci_result *result;
    bool read;            /**< from a result file */
    char *weights;        /**< name of the set in use; NULL: equal ones */
    const char *language; /**< NULL: English, else the first */
    const char *edition;  /**< code */
    const char *against;  /**< code of the edition to compare with; NULL: there is none */
    int decimals;         /**< of printed scores */
    frame settings, names, nodes, editions;
} book;

/** Opens the project and computes, or reads a result file, and reads what is said about it. False: problems were added;
 * book_close() is still due.
 */
bool book_open(book *made, const arguments *given, const char *path, problems *met);
/** Frees it. */
void book_close(book *made);
/** A table of the result, filtered by unit, edition and node (codes; NULL: all). Without rows if problems were added.
 */
void book_table(const book *from, const char *name, const char *unit, const char *edition, const char *node,
                frame *made, problems *met);
/** A table of the dataset. */
void book_dataset(const book *from, const char *name, frame *made, problems *met);
/** A setting of the schema by its key path; NULL: there is none. */
const char *book_setting(const book *from, const char *key);
/** The title or the notice of the index; NULL: it has none. */
const char *book_heading(const book *from, const char *kind);
/** The name of a node or indicator; its code if it has none. */
const char *book_name(const book *from, const char *code);
/** The row of a node in `nodes`. */
size_t book_node(const book *from, const char *code);
/** Whether the node is an indicator. */
bool book_is_indicator(const book *from, const char *code);
/** Whether a node or indicator is below another node. */
bool book_is_below(const book *from, const char *node, const char *above);
/** Code of the unit that the user named; NULL: a problem was added. */
const char *book_unit(const book *from, const char *word, problems *met);
/** Code of the node or indicator that the user named; NULL: a problem was added. */
const char *book_find_node(const book *from, const char *word, problems *met);
/** Appends why a unit must not be ranked in an edition. False: it may, and nothing was appended. */
bool book_why_unranked(const char *unit, const char *edition, frame *notes, text *out);

#endif
