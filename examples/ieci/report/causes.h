/* SPDX-License-Identifier: MIT */
/* Why places changed since the earlier edition, in parts that add up. */
#ifndef IECI_PROGRAM_REPORT_CAUSES_H
#define IECI_PROGRAM_REPORT_CAUSES_H

#include "page.h"

/** Reads the causes of all changes of the index into `of`; leaves them out where places are no sums (dense ties). */
void causes_read(facts *of, problems *met);
/** Appends the causes as one line for a tooltip: ": own figures +1.25, other cities -1". Nothing if there are none. */
void causes_put_line(page *to, size_t unit);
/** Appends them as a table with the figures behind them. */
void causes_put_table(page *to, size_t unit);

#endif
