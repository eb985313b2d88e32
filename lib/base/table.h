/* SPDX-License-Identifier: MIT */
/* What other modules of the library need of tables: places of cells, numbers, making one from parts. */
#ifndef IECI_BASE_TABLE_H
#define IECI_BASE_TABLE_H

#include <ieci/table.h>

#include "base/error.h"
#include "base/names.h"
#include "base/rows.h"

/** Marks a table as used: from now on it is a value and columns cannot be added. Called by every function that takes a
 * table as an input; ieci__table_ref(), ieci__table_source() and ieci__table_column() do it too. Safe between threads.
 */
void ieci__table_use(const ieci_table *table);
/** One more reference. */
ieci_table *ieci__table_ref(const ieci_table *table);
/** The name of the document a table was read from, or NULL. */
const char *ieci__table_source(const ieci_table *table);
/** The line of a row in that document, from 1; 0 if unknown. */
size_t ieci__table_line(const ieci_table *table, size_t row);
/** Gives a table that was copied from `rows` of another one (one for each of its own) their source and lines. False: out
 * of memory; the table is to be given back. */
bool ieci__table_keep_places(ieci_table *copy, const ieci_table *from, const size_t *rows);
/** Fills in the place of a cell: source, line, column and the column's name as key. Texts live as long as the table. */
void ieci__table_place(const ieci_table *table, size_t column, size_t row, ieci__place *place);
/** Index of a column, or (size_t)-1. */
size_t ieci__table_column(const ieci_table *table, const char *name);
/** A cell as a number whatever the column holds; false if its text is not a number (a missing cell is NaN and true).
 * `*status` says why, see ieci__number_parse(). */
bool ieci__table_real(const ieci_table *table, size_t column, size_t row, double *value, int *status);
/** Adds the #IECI_ERROR_DATA problem of a cell that ieci__table_real() refused with `status`. */
ieci_status ieci__table_number_problem(ieci_error **problems, const ieci_table *table, size_t column, size_t row,
                                       int status);
/** A cell as a text whatever the column holds: a number is written in its shortest form into `room` (32 bytes). */
const char *ieci__table_cell_text(const ieci_table *table, size_t column, size_t row, char *room);

/** Whether a text can be the name of a column: not empty, no blanks at either end. On false `*why` says what is wrong.
 */
bool ieci__table_is_name(const char *name, const char **why);
/** Moves a place from byte `from` of a text to byte `to` behind it: sets its line and column. */
void ieci__table_move(ieci__place *place, const char *from, const char *to);
/** Where the field of a parsed cell starts, its quote included, see ieci__parsed. */
const char *ieci__table_field(const char *text, const char *cell);

/** What a parser found in a document. A cell points into `text`; there every field is followed by a zero byte, its
 * start preceded by one (or by the start of the text) or by that and marks that are not part of the cell. An empty cell
 * is missing. */
typedef struct ieci__parsed {
    char *text;
    const char **cells; /**< num_rows x names.count, row by row */
    size_t *lines;      /**< of each row, from 1 */
    size_t num_rows;
    ieci__names names; /**< of the columns */
    const char *source;
} ieci__parsed;

/** Makes a table that takes over what was parsed (except `source`, which is copied); also on failure, when NULL is
 * returned and out of memory is a problem. */
ieci_table *ieci__table_take(ieci__parsed *parsed, ieci_error **problems);
/** Frees what was parsed and starts anew. */
void ieci__table_drop(ieci__parsed *parsed);

/** A column that was built: one of both arrays has an element per row. */
typedef struct ieci__built {
    ieci_column_kind kind;
    double *reals;
    const char **texts;
} ieci__built;

/** Makes a table of built columns, one per name. It takes over the names, the arrays and the set that owns the texts,
 * but not the array of columns. NULL: out of memory, nothing was taken over. */
ieci_table *ieci__table_build(size_t num_rows, ieci__names *names, const ieci__built *columns, ieci__names *texts);

#endif
