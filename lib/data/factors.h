/* SPDX-License-Identifier: MIT */
/* Factors, as read: what could have been decided otherwise. */
#ifndef IECI_DATA_FACTORS_H
#define IECI_DATA_FACTORS_H

#include <ieci/ensemble.h>

#include "base/handle.h"
#include "base/names.h"
#include "data/schema.h"
#include "format/tree.h"
#include "index/method.h"

typedef enum ieci__factor_kind {
    IECI__FACTOR_WEIGHTS,      /**< shares of the children of nodes are drawn */
    IECI__FACTOR_ALTERNATIVES, /**< a key of the schema, or several together, has one of several values */
    IECI__FACTOR_ERROR,        /**< figures of indicators have errors */
    IECI__FACTOR_REMOVE        /**< one indicator is left out, or none */
} ieci__factor_kind;

/** One factor. Texts and trees are lent by the document. */
typedef struct ieci__factor {
    const char *code;
    ieci__factor_kind kind;
    const ieci__tree *tree;
    bool all;         /**< weights: every node with several children; error, remove: every indicator */
    size_t num_codes; /**< nodes or indicators named, or paths */
    const char **codes;
    const ieci__tree *codes_tree;
    ieci__rule draw;           /**< weights: row of ieci__draw_family; error: of ieci__noise_family */
    const ieci__tree *experts; /**< list of maps, of the distribution expert; else NULL */
    size_t num_values;         /**< alternatives */
    const ieci__tree **values;
    size_t
        num_chances; /**< alternatives: one per value; remove: 1 (of leaving out any) or one per code; 0: not given */
    double *chances; /**< of alternatives they add up to 1 */
} ieci__factor;

struct ieci_factors {
    ieci__handle head;
    ieci__document *document;
    const char *schema; /**< id of the schema they were written for, or NULL */
    uint64_t seed;
    size_t num_factors;
    ieci__factor *factors; /**< in written order: a factor's place numbers its stream of random numbers */
};

/** Checks the codes of the factors against a schema, all problems in one go: nodes, indicators, experts' children, and
 * whether they were written for it. False if there was any. */
bool ieci__factors_fit(const ieci_factors *factors, const ieci_schema *schema, ieci_error **problems);
/** The shares of an expert in the children of a node, in the order of `ordered`; false and a problem if any is not
 * listed, or all are 0. `shares` NULL: only checks. */
bool ieci__factors_expert(const ieci__tree *expert, const ieci_schema *schema, size_t node, double *shares,
                          ieci_error **problems);
/** Whether a factor of weights draws the children of a node. */
bool ieci__factors_has_node(const ieci__factor *factor, const ieci_schema *schema, size_t node);
/** Whether a factor of errors or removal names an indicator. */
bool ieci__factors_has_indicator(const ieci__factor *factor, const ieci_schema *schema, size_t indicator);
/** Appends the factors as canonical YAML without the seed: what identifies them. */
void ieci__factors_write(const ieci_factors *factors, ieci__text *out);
/** Appends one line of plain words about a factor. */
void ieci__factors_describe(const ieci__factor *factor, ieci__text *out);
/** The name of a kind: weights, alternatives, error, remove. */
const char *ieci__factors_kind_name(ieci__factor_kind kind);

#endif
