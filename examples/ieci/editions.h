/* SPDX-License-Identifier: MIT */
/* Two editions of the index that are compared. */
#ifndef IECI_PROGRAM_EDITIONS_H
#define IECI_PROGRAM_EDITIONS_H

#include "book.h"

/** The editions of --from and --to (default: the last one, and the one before it). False: a problem was added. */
bool editions_read(const book *from, const arguments *given, const char **before, const char **after, problems *met);
/** Asks ieci_compare(); `unit` and `node` are codes, or NULL for all. Without rows if a problem was added. */
void editions_compare(const book *from, const arguments *given, const char *question, const char *unit,
                      const char *node, const char *before, const char *after, frame *made, problems *met);

#endif
