/* SPDX-License-Identifier: MIT */
/* What `ieci check` found, and how it is told. */
#ifndef IECI_PROGRAM_CHECK_H
#define IECI_PROGRAM_CHECK_H

#include "book.h"

/** Findings of one check that are accepted, or not. */
typedef struct check_tally {
    const char *class, *check, *accepted;
    size_t count;
} check_tally;

#define CHECK_TALLIES 256

typedef struct checking {
    const arguments *given;
    const char *path; /**< of the project as a word of the command line; NULL: none */
    book from;
    frame rows;       /**< table "findings" */
    frame files;      /**< role and path of the files of the project; without rows if they were given one by one */
    size_t num_known; /**< rows of the accepted findings */
    size_t *before;   /**< [row] findings of the same tally before it */
    check_tally tallies[CHECK_TALLIES];
    size_t num_tallies;
    bool ignored; /**< corrections were left out */
} checking;

/** The options of the library that are thresholds of checks: name, default, doc ("findings: ...") and more. */
void check_thresholds(frame *made);
/** How many findings of a class there are (of a check, unless NULL) that are accepted, or that are not. */
size_t check_count(const checking *of, const char *class, const char *check, bool accepted);
/** Appends what people read. */
void check_print(checking *of, bool colours, text *out, problems *met);

#endif
