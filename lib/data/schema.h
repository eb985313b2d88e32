/* SPDX-License-Identifier: MIT */
/* A schema, interpreted. */
#ifndef IECI_DATA_SCHEMA_H
#define IECI_DATA_SCHEMA_H

#include <ieci/schema.h>

#include "base/handle.h"
#include "base/names.h"
#include "data/rule.h"
#include "format/tree.h"
#include "index/normalise.h"

#define IECI__NONE ((size_t)-1)

/** A rule for missing values: a row of the impute family, with the column of the units table whose groups it takes. */
typedef struct ieci__missing {
    size_t method;
    const char *of; /**< NULL: all units */
} ieci__missing;

/** What becomes of a status that has no number. */
typedef struct ieci__status_rule {
    bool as_missing;    /**< handled by the rule `missing` */
    ieci__missing rule; /**< otherwise */
} ieci__status_rule;

typedef enum ieci__publish {
    IECI__PUBLISH_VALUE,
    IECI__PUBLISH_SCORE,
    IECI__PUBLISH_NONE
} ieci__publish;

typedef struct ieci__denominator {
    const char *code;
    const char *column;    /**< of the units table, or NULL */
    const char *indicator; /**< code of a covariate, or NULL */
    double scale;
    const ieci__tree *tree;
} ieci__denominator;

typedef struct ieci__indicator {
    size_t node; /**< its place on the axis of nodes */
    int direction;
    const char *unit, *source;
    size_t denominator; /**< in schema->denominators, or IECI__NONE */
    ieci__rule treat;
    ieci__over treat_over;
    size_t transform;
    ieci__rule normalise;
    ieci__over normalise_over;
    const char *normalise_of; /**< the unit that the rule names, or NULL */
    ieci__outside outside;
    ieci__status_rule not_covered, not_applicable;
    double below, above;          /**< share of the limit that counts; NaN: an error */
    double max_age;               /**< years; NaN: none */
    double valid_low, valid_high; /**< NaN: none */
    bool whole, country;
    ieci__publish publish;
} ieci__indicator;

/** A place on the axis of nodes: a node, or an indicator as a leaf. */
typedef struct ieci__schema_node {
    const char *code;
    size_t parent;    /**< IECI__NONE for the index */
    size_t indicator; /**< in schema->indicators, or IECI__NONE for a node */
    size_t depth;     /**< 0 for the index */
    size_t num_children;
    size_t *children; /**< nodes in the order of the tree */
    size_t *ordered;  /**< the same in byte order of their codes: the order of computing */
    ieci__rule aggregate;
    double min_share;
    ieci__missing missing;  /**< of an indicator: its cells; of a node: the node as a child of its parent */
    const ieci__tree *tree; /**< its map under nodes: or indicators:, or NULL */
} ieci__schema_node;

/** `eligible.nodes`. */
typedef struct ieci__eligible {
    size_t node;
    double share;
} ieci__eligible;

struct ieci_schema {
    ieci__handle head;
    ieci__document *document;
    const ieci__tree *root;
    const char *id;
    double range_low, range_high; /**< score range */
    unsigned decimals;            /**< of printed scores */
    unsigned key_decimals;        /**< of rank keys: 10, less for ranges beyond 1000 */
    bool by_full;                 /**< ranks of unrounded scores */
    size_t ties;
    size_t num_nodes; /**< nodes and indicators in pre-order */
    ieci__schema_node *nodes;
    ieci__names node_codes; /**< index = place on the axis */
    size_t num_indicators;
    ieci__indicator *indicators; /**< in tree order */
    size_t num_covariates;
    const char **covariates;            /**< in byte order */
    const ieci__tree **covariate_trees; /**< their maps */
    size_t num_denominators;
    ieci__denominator *denominators; /**< in byte order of the codes */
    size_t num_eligible;             /**< the share for the index comes first if given */
    ieci__eligible *eligible;
    size_t *child_block; /**< owner of all children arrays */
    ieci_table *notes;   /**< what was noticed when it was read: severity source line key message */
};

/** One more reference. */
ieci_schema *ieci__schema_ref(const ieci_schema *schema);
/** A schema as far as it could be read, to go on checking other files against it; never to compute with if a problem
 * was added. NULL: nothing can be checked against it. */
ieci_schema *ieci__schema_draft(const ieci_bytes *yaml, ieci_error **problems);
/** A schema with several keys changed at once: values[i] at paths[i], see ieci__document_set(). NULL: problems, with the
 * places of the values. */
ieci_schema *ieci__schema_with_values(const ieci_schema *schema, size_t count, const char *const *paths,
                                      const ieci__tree *const *values, ieci_error **problems);
/** The name of a node in a language (NULL: English, then the first); its code if it has none. */
const char *ieci__schema_name(const ieci_schema *schema, size_t node, const char *language);
/** Writes the canonical YAML of a schema. */
void ieci__schema_write(const ieci_schema *schema, ieci__text *out);

#endif
