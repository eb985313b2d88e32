/* SPDX-License-Identifier: MIT */
/* Rules of a weights file: points from an order of importance, from comparisons in pairs, or from experts. */
#ifndef IECI_DATA_WEIGHTING_RULE_H
#define IECI_DATA_WEIGHTING_RULE_H

#include "base/names.h"
#include "format/tree.h"

/** Children with their points. */
typedef struct ieci__weighted {
    ieci__names codes;
    double *points; /**< [code] */
} ieci__weighted;

/** Whether the value of a node is a rule, `{rule: NAME, ...}`, and not points of its children. */
bool ieci__weighting_rule_is(const ieci__tree *node);
/** No more children than these. */
size_t ieci__weighting_rule_most(const ieci__tree *node);
/** Finds children and points of a rule. False: problems were added; clear the outcome in either case. */
bool ieci__weighting_rule_read(ieci_error **problems, const ieci__tree *node, ieci__weighted *made);
void ieci__weighting_rule_clear(ieci__weighted *made);

#endif
