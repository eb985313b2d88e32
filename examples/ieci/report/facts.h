/* SPDX-License-Identifier: MIT */
/* Everything a report shows, read once from the tables of the library. */
#ifndef IECI_PROGRAM_REPORT_FACTS_H
#define IECI_PROGRAM_REPORT_FACTS_H

#include "../book.h"

#define FACTS_NONE ((size_t)-1)

typedef struct facts_unit {
    const char *code;
    char *anchor;       /**< the code if it can stand in an address, else a number of its own */
    const char **names; /**< [language] lent */
    double latitude, longitude;
} facts_unit;

typedef struct facts_node {
    const char *code;
    const char **names; /**< [language] lent */
    size_t parent;      /**< FACTS_NONE: the index */
    size_t depth;
    bool is_indicator, is_country;
    bool shows_figures, shows_scores; /**< what the rights let out of the house */
    double effective;                 /**< weight in the index */
} facts_node;

/** The places of a unit in the replicates of an ensemble; NaN: it has none. */
typedef struct facts_interval {
    double low, median, high; /**< of nine in ten replicates */
    double top_10;            /**< share of the replicates with place 10 or better */
} facts_interval;

typedef struct facts {
    const book *from;
    const arguments *given;
    size_t num_languages;
    const char **languages; /**< [0]: the one that is shown first */
    size_t num_units, num_editions, num_nodes;
    size_t edition, against; /**< against: FACTS_NONE if there is no earlier one */
    size_t only;             /**< a unit whose figures alone may be shown; FACTS_NONE: all */
    facts_unit *units;
    facts_node *nodes;
    double *printed, *rank;        /**< [edition][node][unit]; NaN: none */
    double *measured;              /**< [unit] share of the weight with a measured figure */
    double *points;                /**< [node][unit] of the index in the edition */
    double *least, *median, *most; /**< [node] printed scores of the ranked units in the edition; NaN: none */
    size_t *cell;                  /**< [node][unit] row of `cells`; FACTS_NONE: none */
    size_t *order;                 /**< units in the order of their places; first those with a place */
    size_t num_ranked;
    frame cells, parameters, sources, units_table;
    facts_interval *intervals; /**< [unit]; NULL: no ensemble was run */
    size_t replicates;
    frame provenance;   /**< of the ensemble */
    frame causes;       /**< of the changes of the index since `against` */
    const char **names; /**< what `names` of units and nodes point into */
} facts;

/** Reads everything. Languages are those asked for, else those of the schema. `only`: code of a unit or NULL. */
void facts_read(facts *made, const book *from, const arguments *given, const char *only, problems *met);
/** Frees it. */
void facts_clear(facts *from);
/** Score as printed and place; NaN: none. */
double facts_score(const facts *of, size_t edition, size_t node, size_t unit);
double facts_rank(const facts *of, size_t edition, size_t node, size_t unit);
/** Whether another ranked unit has the same place. */
bool facts_is_tied(const facts *of, size_t edition, size_t node, size_t unit);
/** Ranked units of an edition at a node. */
size_t facts_num_ranked(const facts *of, size_t edition, size_t node);
/** The code of an edition. */
const char *facts_edition(const facts *of, size_t edition);

#endif
