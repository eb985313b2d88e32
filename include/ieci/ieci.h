/* SPDX-License-Identifier: MIT */
/**
 * @file ieci.h
 * @brief libieci: composite indices of cities, from raw cells to scores and ranks. This header includes all others.
 *
 * A complete program is in the README (25 lines). The objects, in the order in which a computation meets them:
 * bytes (a document) -> table (rows and columns) -> dataset, schema, weighting -> model (checked) -> result -> table.
 *
 * Rules that hold for every function:
 * - Handles are opaque. Values (bytes, table, dataset, schema, model, result) never change after they are made, are
 *   counted atomically and may be used by many threads at once; give your own reference back with `_unref`.
 *   Configs (options, weighting, factors) belong to one thread, are copied where they are used and end with `_free`.
 * - Texts that a function returns are lent: they live as long as the object they came from. Arrays are copied.
 * - A status is returned. On failure `*error`, if wanted, is set to a new list of problems, to be freed by the
 *   caller with ieci_error_free(); its former content is not read. Other outputs are written only on success.
 * - Order of arguments: object, inputs, options, outputs, error. Options may be NULL: everything at its default.
 * - Missing is NaN in arrays of numbers and NULL for texts. Indices start at 0. Strides count elements.
 * - Texts are UTF-8 and end with a zero byte. Methods, options, tables and columns are known by name; the names are
 *   listed by ieci_catalogue() and are never given another meaning.
 */
#ifndef IECI_IECI_H
#define IECI_IECI_H

#include <ieci/base.h>
#include <ieci/dataset.h>
#include <ieci/ensemble.h>
#include <ieci/model.h>
#include <ieci/result.h>
#include <ieci/schema.h>
#include <ieci/study.h>
#include <ieci/table.h>
#include <ieci/weighting.h>

#endif
