/* SPDX-License-Identifier: MIT */
/* Two editions side by side, of one result or of two: units and nodes matched by their codes. */
#ifndef IECI_STUDY_PAIRING_H
#define IECI_STUDY_PAIRING_H

#include "run/result.h"

/** The two sides. */
enum {
    IECI__BEFORE,
    IECI__AFTER,
    IECI__SIDES
};

typedef struct ieci__pairing {
    const ieci_result *result[IECI__SIDES];
    size_t edition[IECI__SIDES];
    size_t num_units;          /**< of both sides together, in byte order of their codes */
    size_t *unit[IECI__SIDES]; /**< [unit] its index on a side; IECI__NONE: not there */
    size_t num_nodes;          /**< that both sides have, in the tree order of the later one; 0 is the index */
    size_t *node[IECI__SIDES];
    size_t unit_filter, node_filter; /**< IECI__NONE: all */
    const char *language;
    int64_t *keys; /**< room for ranks: [unit of the larger side] */
    size_t *order; /**< twice as many */
    double *ranks;
    bool *sample;
} ieci__pairing;

/** Starts a pairing with the filters of the options; false: a problem was added. End it with ieci__pairing_clear(). */
bool ieci__pairing_start(ieci__pairing *pairing, const ieci_result *const results[IECI__SIDES],
                         const size_t editions[IECI__SIDES], const ieci_options *options, ieci_error **problems);
void ieci__pairing_clear(ieci__pairing *pairing);
/** Code and name of a unit. */
const char *ieci__pairing_code(const ieci__pairing *pairing, size_t unit);
const char *ieci__pairing_name(const ieci__pairing *pairing, size_t unit);
/** What a unit has at a node on a side; missing where it is not there. */
double ieci__pairing_rank(const ieci__pairing *pairing, int side, size_t node, size_t unit);
double ieci__pairing_score(const ieci__pairing *pairing, int side, size_t node, size_t unit);
double ieci__pairing_printed(const ieci__pairing *pairing, int side, size_t node, size_t unit);
/** Whether it shares its place there. */
bool ieci__pairing_tied(const ieci__pairing *pairing, int side, size_t node, size_t unit);
/** Ranks among some units of the pairing, by the rule of a result, in one of its editions: `among` and `ranks` are
 * [unit]. */
void ieci__pairing_ranks(ieci__pairing *pairing, int side, size_t edition, size_t node, const bool *among,
                         double *ranks);
/** Units in the order of these ranks, and of the others where there is none; units without both come last. */
void ieci__pairing_sort(size_t num_units, const double *ranks, const double *others, size_t *order);

#endif
