/* SPDX-License-Identifier: MIT */
/**
 * @file dataset.h
 * @brief Datasets: unit x edition x indicator, with a status, a year, a source and a note for every cell.
 */
#ifndef IECI_DATASET_H
#define IECI_DATASET_H

#include <ieci/base.h>
#include <ieci/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief Units, editions, indicators and their cells. A value. @since 0.1 */
typedef struct ieci_dataset ieci_dataset;

/**
 * @brief Makes a dataset from tables. The same cell twice is an error; an empty value without a status is missing.
 * @param num_cells      number of tables of cells, >= 1
 * @param cells          each long (unit, [edition], indicator, value, [status], [year], [source], [note]) or wide
 *                       (unit, [edition], a column per indicator). A table with both columns "indicator" and "value"
 *                       is long. Without "edition" the cells belong to the only declared edition
 * @param units          one row per unit: unit, [name, name_LANGUAGE], [first_edition, last_edition], any attribute;
 *                       or one row per unit and edition with a column "edition". NULL: the units of the cells
 * @param editions       code, [title], [data_to], [state], one row per edition, oldest first. NULL: the editions of
 *                       the cells in numeric order of their codes
 * @param aliases        spelling, unit; or NULL
 * @param sources        key, [title], [url], [licence], ...; or NULL
 * @param options        "missing" (texts that mean missing); or NULL
 * @param[out] dataset   new reference
 * @param[out] error     may be NULL; all problems, up to 100
 * @return #IECI_OK, #IECI_ERROR_DATA, #IECI_ERROR_LIMIT, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_dataset_new(size_t num_cells, const ieci_table *const *cells, const ieci_table *units,
                                      const ieci_table *editions, const ieci_table *aliases, const ieci_table *sources,
                                      const ieci_options *options, ieci_dataset **dataset, ieci_error **error);

/**
 * @brief Makes a dataset of one edition, called "1", from a matrix; the values are copied once. Units and indicators of
 * a dataset are in byte order of their codes, whatever their order here.
 * @param num_units          rows, >= 1
 * @param unit_codes         num_units different codes
 * @param num_indicators     columns, >= 1
 * @param indicator_codes    num_indicators different codes
 * @param values             value of unit u and indicator j at u * unit_stride + j * indicator_stride; NaN is missing
 * @param unit_stride        elements from one unit to the next, >= 1
 * @param indicator_stride   elements from one indicator to the next, >= 1
 * @param[out] dataset       new reference
 * @param[out] error         may be NULL
 * @return #IECI_OK, #IECI_ERROR_DATA (infinite values), #IECI_ERROR_ARGUMENT, #IECI_ERROR_LIMIT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_dataset_new_matrix(size_t num_units, const char *const *unit_codes, size_t num_indicators,
                                             const char *const *indicator_codes, const double *values,
                                             ptrdiff_t unit_stride, ptrdiff_t indicator_stride, ieci_dataset **dataset,
                                             ieci_error **error);

/**
 * @brief A dataset with some cells changed: corrections and what-if. What a cell held before its latest change is kept
 * for explanation.
 * @param dataset        stays as it is
 * @param changes        unit, edition, indicator, [old], new, [status], [reason], [by], [date]. `edition` may be left
 *                       out where there is only one. A value in column `old` (or an empty cell in it) must be what the
 *                       cell holds, else #IECI_ERROR_DATA. Status tells the new status: empty is ok, or missing where
 *                       `new` is empty. The cells get the flag corrected
 * @param options        "missing"; or NULL
 * @param[out] changed   new reference
 * @param[out] error     may be NULL; all problems, up to 100
 * @return #IECI_OK, #IECI_ERROR_DATA, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_dataset_with(const ieci_dataset *dataset, const ieci_table *changes,
                                       const ieci_options *options, ieci_dataset **changed, ieci_error **error);

/**
 * @brief The content of a dataset as a table.
 * @param dataset      a dataset
 * @param name         "cells" (what is there, long), "units" (all attributes), "editions", "members" (edition, unit),
 *                     "aliases" (spelling, unit), "sources", "coverage" (edition, unit, cells with a number, without,
 *                     zero, by status, corrected), or "notes" (what was noticed when it was made); columns in ieci_catalogue() "tables"
 * @param[out] table   new reference
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_dataset_table(const ieci_dataset *dataset, const char *name, ieci_table **table,
                                        ieci_error **error);

/**
 * @brief Gives a reference back.
 * @param dataset  may be NULL
 * @since 0.1
 */
IECI_API void ieci_dataset_unref(ieci_dataset *dataset);

#ifdef __cplusplus
}
#endif
#endif
