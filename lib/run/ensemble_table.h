/* SPDX-License-Identifier: MIT */
/* The answers of an ensemble as tables. */
#ifndef IECI_RUN_ENSEMBLE_TABLE_H
#define IECI_RUN_ENSEMBLE_TABLE_H

#include "base/rows.h"
#include "run/ensemble.h"

/** The tables of an ensemble, for the catalogue. */
const ieci__table_spec *ieci__ensemble_tables(size_t *count);

#endif
