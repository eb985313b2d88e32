/* SPDX-License-Identifier: MIT */
/* What the readers of input tables (cells, units, editions, aliases, sources, changes) have in common. */
#ifndef IECI_DATA_SHEET_H
#define IECI_DATA_SHEET_H

#include "base/table.h"
#include "base/text.h"

#define IECI__SHEET_NONE ((size_t)-1)

/** Adds a note whose message is this text, which is cleared; `place` may be NULL. False: out of memory. */
bool ieci__sheet_note_text(ieci__rows *notes, const ieci__place *place, ieci__text *message);

/** The place of a column's name: the first line of the document. */
ieci__place ieci__sheet_head(const ieci_table *table, const char *key);
/** Index of a column that must be there; else NONE and a problem that tells the nearest name. `noun` says what kind of
 * table it is: "units". */
size_t ieci__sheet_require(ieci_error **problems, const ieci_table *table, const char *noun, const char *column);
/** A code in a table: never NULL and ieci__text_is_code(); else NULL and a problem. `room` holds 32 bytes. */
const char *ieci__sheet_code(ieci_error **problems, const ieci_table *table, size_t column, size_t row,
                             const char *noun, char *room);
/** Adds the problem that a table names something (`noun`: "unit") that is not there, with the nearest of `names`. */
void ieci__sheet_unknown(ieci_error **problems, const ieci_table *table, size_t column, size_t row, const char *noun,
                         const char *text, const ieci__names *names);
/** Notes the columns of a table that are none of the `num_known` names. False: out of memory. */
bool ieci__sheet_note_unused(ieci__rows *notes, const ieci_table *table, const char *const *known, size_t num_known);
/** Appends where a cell is, for messages: "data.csv:17", or "index 3" where a table was not read from a document. */
void ieci__sheet_write_place(const ieci_table *table, size_t row, ieci__text *out);
/** A copy of a table with all cells as texts: the given rows in this order, with their lines, without the column
 * `left_out` (NONE: all). */
ieci_table *ieci__sheet_copy(ieci_error **problems, const ieci_table *table, const size_t *rows, size_t num_rows,
                             size_t left_out);

#endif
