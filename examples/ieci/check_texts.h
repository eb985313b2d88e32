/* SPDX-License-Identifier: MIT */
/* The authors' texts of a project: numbers in them must be live. */
#ifndef IECI_PROGRAM_CHECK_TEXTS_H
#define IECI_PROGRAM_CHECK_TEXTS_H

#include "check.h"

/** Findings in the files UNIT.LANGUAGE.md of the folder that the project names. */
typedef struct text_findings {
    text *lines; /**< [count] each in words, to be given to check_texts_clear() */
    size_t count, capacity, files;
} text_findings;

/** Reads all texts: bare digits, names of numbers that are not there, units and languages that are not there. */
void check_texts(const checking *of, text_findings *made, problems *met);
/** Frees them. */
void check_texts_clear(text_findings *made);

#endif
