/* SPDX-License-Identifier: MIT */
/* ieci_compare_ranks(): ranks that were published, without scores or figures. */
#ifndef IECI_STUDY_COMPARE_RANKS_H
#define IECI_STUDY_COMPARE_RANKS_H

#include "base/rows.h"

/** Its table, for the catalogue. */
const ieci__table_spec *ieci__compare_ranks_table(void);

#endif
