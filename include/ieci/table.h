/* SPDX-License-Identifier: MIT */
/**
 * @file table.h
 * @brief Tables: data frames in, every long answer out; CSV in, CSV and JSON out.
 */
#ifndef IECI_TABLE_H
#define IECI_TABLE_H

#include <ieci/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief What a column holds. @since 0.1 */
typedef enum ieci_column_kind {
    IECI_COLUMN_REAL = 1, /**< Numbers; NaN is missing. @since 0.1 */
    IECI_COLUMN_TEXT = 2  /**< UTF-8 texts; NULL is missing. @since 0.1 */
} ieci_column_kind;

/**
 * @brief Starts a table. Columns can be added until the table is used by another call; from then on it is a value.
 * @param num_rows     rows of every column
 * @param[out] table   new reference
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_table_new(size_t num_rows, ieci_table **table, ieci_error **error);

/**
 * @brief Adds a column of numbers.
 * @param table        a table that was not used yet
 * @param name         not empty, no blanks around it, not there yet
 * @param values       num_rows numbers, copied; NaN is missing, infinities are refused
 * @param stride       elements from one row to the next, >= 1
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_ENCODING (of the name), #IECI_ERROR_DATA, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_table_add_reals(ieci_table *table, const char *name, const double *values, ptrdiff_t stride,
                                          ieci_error **error);

/**
 * @brief Adds a column of texts.
 * @param table        a table that was not used yet
 * @param name         not empty, no blanks around it, not there yet
 * @param values       num_rows texts, copied; NULL and "" are missing, as an empty field of CSV is
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_ENCODING, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_table_add_texts(ieci_table *table, const char *name, const char *const *values,
                                          ieci_error **error);

/**
 * @brief Reads CSV (RFC 4180, header in the first line). All columns are texts, as written; an empty field, in quotes
 * or not, is a missing text. Rows remember their line, so that later messages can name it. A text that starts with an
 * apostrophe and a formula was written by ieci_table_format() and loses the apostrophe, unless option "neutralise" is no.
 * @param bytes        UTF-8, with or without a byte order mark
 * @param options      "delimiter", "neutralise"; or NULL
 * @param[out] table   new reference
 * @param[out] error   may be NULL; all problems of the file, up to 100
 * @return #IECI_OK, #IECI_ERROR_SYNTAX, #IECI_ERROR_ENCODING, #IECI_ERROR_DATA, #IECI_ERROR_LIMIT,
 * #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_table_parse_csv(const ieci_bytes *bytes, const ieci_options *options, ieci_table **table,
                                          ieci_error **error);

/**
 * @brief Writes a table as a document. Numbers are the shortest that read back to the same double.
 * @param table        a table
 * @param format       "csv" (RFC 4180, LF; text cells that a spreadsheet would run as a formula get an apostrophe in
 *                     front unless option "neutralise" is no) or "json" (a list of objects; missing is null)
 * @param options      "delimiter", "neutralise"; or NULL
 * @param[out] bytes   new reference
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_table_format(const ieci_table *table, const char *format, const ieci_options *options,
                                       ieci_bytes **bytes, ieci_error **error);

/**
 * @brief Number of rows.
 * @param table  a table
 * @return rows; 0 if `table` is not a table
 * @since 0.1
 */
IECI_API size_t ieci_table_num_rows(const ieci_table *table);

/**
 * @brief Number of columns.
 * @param table  a table
 * @return columns; 0 if `table` is not a table
 * @since 0.1
 */
IECI_API size_t ieci_table_num_columns(const ieci_table *table);

/**
 * @brief The name of a column.
 * @param table   a table
 * @param column  0 to columns - 1
 * @return lent text; NULL if there is no such column
 * @since 0.1
 */
IECI_API const char *ieci_table_column_name(const ieci_table *table, size_t column);

/**
 * @brief What a column holds.
 * @param table   a table
 * @param column  0 to columns - 1
 * @return its kind; #IECI_COLUMN_TEXT if there is no such column
 * @since 0.1
 */
IECI_API ieci_column_kind ieci_table_column_kind(const ieci_table *table, size_t column);

/**
 * @brief Finds a column by its name.
 * @param table         a table
 * @param name          name of the column
 * @param[out] column   its index
 * @param[out] error    may be NULL; tells the nearest name
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_table_find_column(const ieci_table *table, const char *name, size_t *column,
                                            ieci_error **error);

/**
 * @brief One cell of a column of texts.
 * @param table   a table
 * @param column  a column of texts
 * @param row     0 to rows - 1
 * @return lent text; NULL if it is missing, if the column holds numbers or if there is no such cell
 * @since 0.1
 */
IECI_API const char *ieci_table_text(const ieci_table *table, size_t column, size_t row);

/**
 * @brief Copies a column as numbers. A column of texts is read as decimal numbers; missing texts give NaN.
 * @param table         a table
 * @param column        its index
 * @param[out] values   room for num_values numbers
 * @param num_values    must be the number of rows
 * @param[out] error    may be NULL; names the places of texts that are not numbers
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_DATA, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_table_copy_reals(const ieci_table *table, size_t column, double *values, size_t num_values,
                                           ieci_error **error);

/**
 * @brief Gives a reference back.
 * @param table  may be NULL
 * @since 0.1
 */
IECI_API void ieci_table_unref(ieci_table *table);

#ifdef __cplusplus
}
#endif
#endif
