/* SPDX-License-Identifier: MIT */
/* The keys of the YAML files: one table from which the parsers, the catalogue and the guide's reference are made. */
#ifndef IECI_DATA_KEY_TABLE_H
#define IECI_DATA_KEY_TABLE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum ieci__key_kind {
    IECI__KEY_TEXT,   /**< a scalar */
    IECI__KEY_CODE,   /**< a scalar that is a code */
    IECI__KEY_NUMBER, /**< a decimal number within bounds */
    IECI__KEY_WHOLE,  /**< a NUMBER without a fraction */
    IECI__KEY_FLAG,   /**< yes or no */
    IECI__KEY_CHOICE, /**< one of the words in `words` (separated by '|') */
    IECI__KEY_NAMES,  /**< a text, or a map language: text */
    IECI__KEY_LIST,   /**< a list of scalars (or one scalar) */
    IECI__KEY_MAP,    /**< a map whose keys are checked by their own context, or are codes */
    IECI__KEY_RULE,   /**< the name of a method, or a map {rule: name, its parameters} */
    IECI__KEY_ANY     /**< looked at by its reader */
} ieci__key_kind;

typedef struct ieci__key {
    const char *context; /**< which map: schema, score, rank, defaults, eligible, node, indicator, rule, denominator,
                              covariate, weights, set, index, index_weights, edition,
                              factors, factor_weights, factor_alternatives, factor_error, error, factor_remove */
    const char *name;
    ieci__key_kind kind;
    bool required;
    const char *fallback; /**< default in words; NULL: none */
    double least, most;   /**< of a NUMBER or WHOLE */
    const char *words;    /**< of a CHOICE; the step whose methods are meant for a RULE */
    const char *doc;
} ieci__key;

/** The whole table; `*count` rows. The rows of a context stand together. */
const ieci__key *ieci__keys_table(size_t *count);
/** The rows of one context. */
const ieci__key *ieci__keys_context(const char *context, size_t *count);
/** The name of a kind in the catalogue, such as "number". */
const char *ieci__keys_kind_name(ieci__key_kind kind);

#endif
