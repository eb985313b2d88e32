/* SPDX-License-Identifier: MIT */
/* The figures of a report: SVG that needs nothing else. Marks carry data-u, the code of their unit. */
#ifndef IECI_PROGRAM_REPORT_FIGURES_H
#define IECI_PROGRAM_REPORT_FIGURES_H

#include "page.h"

/** Scores and places of the ranked units, each bar cut into the points of the first-level nodes. */
void figure_ranking(page *to);
/** Places in all editions, a line per unit. */
void figure_changes(page *to);
/** The ranked units on a map of the world, if two of them have a position. */
void figure_map(page *to);
/** The scores of a unit at the nodes above the indicators, against the least, median and greatest. */
void figure_profile(page *to, size_t unit);
/** The places of a unit in all editions. */
void figure_trend(page *to, size_t unit);
/** The places of the ranked units in the replicates of an ensemble, and what it was made of. */
void figure_certainty(page *to);
/** Whether there is something to show. */
bool figure_has_changes(const page *to);
bool figure_has_map(const page *to);

#endif
