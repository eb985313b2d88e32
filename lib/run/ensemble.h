/* SPDX-License-Identifier: MIT */
/* An ensemble: what came of the replicates of one or several ranges. It needs no model any more. */
#ifndef IECI_RUN_ENSEMBLE_H
#define IECI_RUN_ENSEMBLE_H

#include <ieci/ensemble.h>

#include "base/handle.h"
#include "base/names.h"
#include "base/sha256.h"
#include "run/drivers.h"
#include "run/tally.h"

/** Replicates [first, last). */
typedef struct ieci__range {
    uint64_t first, last;
} ieci__range;

/** A unit as the tables show it. Texts belong to the ensemble. */
typedef struct ieci__ensemble_unit {
    const char *code, *name;
    double rank; /**< nominal; NaN: not ranked */
    int64_t key; /**< nominal */
} ieci__ensemble_unit;

typedef struct ieci__ensemble_factor {
    const char *code, *kind, *words;
} ieci__ensemble_factor;

/** What an ensemble is of. */
typedef struct ieci__ensemble_head {
    char identity[IECI__SHA256_HEX_SIZE]; /**< of the computation, whatever the range */
    const char *schema, *edition, *node, *numerics, *notice;
    uint64_t seed;
    unsigned key_decimals, decimals;
    size_t num_units, num_factors;
    ieci__ensemble_unit *units; /**< members of the edition */
    ieci__ensemble_factor *factors;
} ieci__ensemble_head;

struct ieci_ensemble {
    ieci__handle head;
    ieci__names texts; /**< owner of all texts */
    ieci__ensemble_head of;
    size_t num_ranges, ranges_capacity;
    ieci__range *ranges; /**< ascending, with gaps between them */
    ieci__tally tally;
    ieci__drivers drivers;
};

/** An ensemble without replicates and with room for units, factors and `drivers` rows; NULL: out of memory. */
ieci_ensemble *ieci__ensemble_start(size_t num_units, size_t num_factors, const ieci__tally_shape *shape,
                                    uint64_t drivers);
/** Adds a range that overlaps none. False: out of memory. */
bool ieci__ensemble_add_range(ieci_ensemble *ensemble, ieci__range range);
/** Whether a range overlaps one of the ensemble's. */
bool ieci__ensemble_overlaps(const ieci_ensemble *ensemble, ieci__range range);
/** How many replicates it holds. */
uint64_t ieci__ensemble_count(const ieci_ensemble *ensemble);
/** A copy of a text that the ensemble owns; NULL for NULL. `*done` becomes false when out of memory. */
const char *ieci__ensemble_text(ieci_ensemble *ensemble, const char *text, bool *done);

#endif
