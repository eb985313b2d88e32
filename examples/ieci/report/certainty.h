/* SPDX-License-Identifier: MIT */
/* How sure the places are: an ensemble of replicates, run for the report. */
#ifndef IECI_PROGRAM_REPORT_CERTAINTY_H
#define IECI_PROGRAM_REPORT_CERTAINTY_H

#include "facts.h"

/** Runs `replicates` of the factors in a file for the index in the edition and keeps the intervals of places in `of`.
 */
void certainty_read(facts *of, const char *path, size_t replicates, problems *met);

#endif
