/* SPDX-License-Identifier: MIT */
/* The sections of a report that are not figures. */
#ifndef IECI_PROGRAM_REPORT_SECTIONS_H
#define IECI_PROGRAM_REPORT_SECTIONS_H

#include "page.h"

/** A table of scores and places for every node that has children. */
void section_tables(page *to);
/** A portrait of every unit, or of the only one. */
void section_portraits(page *to, problems *met);
/** What is good, what is not, who is alike, what the next place would take. */
void portrait_standing(page *to, size_t unit, problems *met);
/** How it was computed: settings, nodes and weights, indicators, sources. */
void section_method(page *to);

#endif
