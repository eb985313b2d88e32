/* SPDX-License-Identifier: MIT */
/* Reading factors. */
#ifndef IECI_DATA_FACTORS_PARSE_H
#define IECI_DATA_FACTORS_PARSE_H

#include "data/factors.h"

/** Reads a document, which belongs to the factors afterwards (also on failure: it is freed then). NULL: problems. */
ieci_factors *ieci__factors_read(ieci__document *document, ieci_error **problems);

#endif
