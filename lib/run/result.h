/* SPDX-License-Identifier: MIT */
/* A result: what every node has in every unit and edition. */
#ifndef IECI_RUN_RESULT_H
#define IECI_RUN_RESULT_H

#include <ieci/result.h>

#include "base/handle.h"
#include "run/kernel.h"
#include "run/model.h"

struct ieci_result {
    ieci__handle head;
    ieci_model *model;
    double *value;        /**< [edition][node][unit] what the parent sees; NaN: nothing */
    unsigned char *state; /**< the same shape: ieci__state */
    int64_t *key;         /**< the same shape: rank key of the score; IECI__KEY_NONE: no score */
    double *rank;         /**< the same shape; NaN: not ranked */
    bool *tied;           /**< the same shape */
    ieci_bytes *file;     /**< the result file it was read from; NULL: it was computed */
    ieci_table *notes;    /**< of that file */
    bool outside;         /**< the file was made for outside */
};

/** A result without numbers: every cell is absent. NULL: out of memory. */
ieci_result *ieci__result_new(const ieci_model *model);
/** One more reference. */
ieci_result *ieci__result_ref(const ieci_result *result);
/** Place of an edition, node and unit in the arrays. */
size_t ieci__result_at(const ieci_result *result, size_t edition, size_t node, size_t unit);
/** The score of a unit at a node, unrounded; NaN: none (also where a value was only filled in for the parent). */
double ieci__result_score(const ieci_result *result, size_t edition, size_t node, size_t unit);
/** The score as printed: rounded to the schema's decimals; NaN: none. */
double ieci__result_printed(const ieci_result *result, size_t edition, size_t node, size_t unit);
/** A rank key as a printed score; NaN for IECI__KEY_NONE. */
double ieci__result_print_key(const ieci_model *model, int64_t key);
/** The word of a state (ieci__state). */
const char *ieci__result_state_name(unsigned char state);
/** The state of a word; false: there is none, or undefined, which no result has. */
bool ieci__result_state_parse(const char *name, unsigned char *state);
/** The key that ranks are made from: of the printed or the full score. */
int64_t ieci__result_rank_key(const ieci_model *model, int64_t key);

/** The parts of the children of a node in one unit, see ieci__result_parts(). */
typedef struct ieci__part {
    size_t child;
    double weight;       /**< really used: rescaled where others are absent; 0: not used */
    double contribution; /**< to the parent's score; NaN: the aggregation has none */
} ieci__part;

/** Fills `parts` (room for the node's children) in tree order. */
void ieci__result_parts(const ieci_result *result, size_t edition, size_t node, size_t unit, ieci__part *parts);

#endif
