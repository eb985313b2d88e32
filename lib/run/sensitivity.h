/* SPDX-License-Identifier: MIT */
/* ieci_sensitivity(): which factor the ranks and scores depend on. */
#ifndef IECI_RUN_SENSITIVITY_H
#define IECI_RUN_SENSITIVITY_H

#include "base/rows.h"
#include "run/plan.h"

/** The tables of a sensitivity analysis, for the catalogue. */
const ieci__table_spec *ieci__sensitivity_tables(size_t *count);

#endif
