/* SPDX-License-Identifier: MIT */
/* In what two methods differ: tree and rank rule, weights, rules of nodes, rules of indicators. */
#ifndef IECI_STUDY_CAUSES_METHOD_H
#define IECI_STUDY_CAUSES_METHOD_H

#include "study/pairing.h"

typedef struct ieci__causes_method {
    bool tree;      /**< nodes or their parents */
    bool structure; /**< tree, indicators with data, or rank rule: the three below cannot be told apart */
    bool weights, aggregation, normalisation;
} ieci__causes_method;

ieci__causes_method ieci__causes_compare_methods(const ieci__pairing *pairing);
/** Whether an indicator of a side's schema is in both schemas, with data in both editions or in none. */
bool ieci__causes_is_common(const ieci__pairing *pairing, int side, size_t indicator);
/** The schema `rules` with the rules of nodes of `nodes`, which has the same tree; it lends everything from both, which
 * must outlive it and every model of it. NULL: out of memory. */
ieci_schema *ieci__causes_mix_schemas(const ieci_schema *rules, const ieci_schema *nodes);
/** Frees what ieci__causes_mix_schemas() made; NULL is fine. */
void ieci__causes_drop_schema(ieci_schema *mixed);

#endif
