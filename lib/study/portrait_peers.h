/* SPDX-License-Identifier: MIT */
/* With whom a unit is compared: all ranked units, those of its group, those of like size, those of like profile. */
#ifndef IECI_STUDY_PORTRAIT_PEERS_H
#define IECI_STUDY_PORTRAIT_PEERS_H

#include "run/result.h"

/** The units that a unit is compared with, nearest first; the unit itself is not among them. */
typedef struct ieci__peers {
    size_t count;
    size_t *units;
    double *distance; /**< of size: times as large; of profile: points; of groups: NaN */
} ieci__peers;

/** All members that are ranked at the index. False: out of memory. */
bool ieci__peers_all(ieci__peers *peers, const ieci_result *result, size_t edition, size_t unit);
/** Ranked units with the same text in a column of the units table. False: out of memory. */
bool ieci__peers_group(ieci__peers *peers, const ieci_result *result, size_t edition, size_t unit, const char *column);
/** The `most` ranked units whose size is nearest by ratio. `size` is [unit]; NaN: unknown. False: out of memory. */
bool ieci__peers_size(ieci__peers *peers, const ieci_result *result, size_t edition, size_t unit, const double *size,
                      size_t most);
/** The `most` ranked units with the least root of the mean squared difference of scores over the nodes right above
 * indicators at which both have one; units that share less than half of the unit's nodes are left out. False: out of
 * memory. */
bool ieci__peers_profile(ieci__peers *peers, const ieci_result *result, size_t edition, size_t unit, size_t most);
void ieci__peers_clear(ieci__peers *peers);
/** Whether a node stands right above indicators. */
bool ieci__peers_is_group(const ieci_schema *schema, size_t node);
/** The place of the unit at a node among its peers, as far as they have a score there; `*count` is their number with
 * it. NaN: it has no score or there are no peers. Ties share the best place; `*equal` is how many peers share it. */
double ieci__peers_rank(const ieci__peers *peers, const ieci_result *result, size_t edition, size_t node, size_t unit,
                        size_t *count, size_t *equal);
/** The printed score of the unit less the mean of its peers'; NaN: there is none. */
double ieci__peers_lead(const ieci__peers *peers, const ieci_result *result, size_t edition, size_t node, size_t unit);

#endif
