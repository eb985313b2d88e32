/* SPDX-License-Identifier: MIT */
/* A model: a dataset, a schema and weights that were found to fit together. */
#ifndef IECI_RUN_MODEL_H
#define IECI_RUN_MODEL_H

#include <ieci/model.h>

#include "base/handle.h"
#include "base/table.h"
#include "data/dataset.h"
#include "data/schema.h"
#include "data/weighting.h"

/** A number that was given or estimated on the way from raw cells to normalised values. */
typedef struct ieci__estimate {
    size_t edition, indicator;
    const char *step, *name;
    double value;
} ieci__estimate;

typedef struct ieci__estimates {
    ieci__estimate *items;
    size_t count, capacity;
} ieci__estimates;

struct ieci_model {
    ieci__handle head;
    ieci_dataset *dataset;
    ieci_schema *schema;
    ieci_weighting *weighting; /**< NULL: equal inside each node */
    size_t num_units, num_editions, num_nodes, num_indicators;
    size_t *column;       /**< [indicator of the schema] its column in the dataset */
    double *share;        /**< [node] inside its parent */
    double *effective;    /**< [node] in the index */
    double **denominator; /**< [denominator] -> [edition][unit]; NaN: missing */
    double *measured;     /**< [edition][node][unit] share of the weight below the node with a measured figure */
    bool *sample;         /**< [edition][unit] members that are eligible: they are ranked and set the scales */
    double *normalised;   /**< [indicator][edition][unit]; NaN: none */
    unsigned char *state; /**< the same shape: ieci__state of the cell as a child */
    ieci__estimates estimates;
    ieci_table *notes;
    bool partial; /**< of a result file for outside: figures of indicators that are not published are not there, nor
                   * are their normalised values; it cannot be evaluated */
};

/** One more reference. */
ieci_model *ieci__model_ref(const ieci_model *model);
/** A model with its parts and room for what follows from them, which is still to be filled in; NULL: out of memory. */
ieci_model *ieci__model_start(const ieci_dataset *dataset, const ieci_schema *schema, const ieci_weighting *weighting);
/** Checks parts against each other that may themselves be drafts, see ieci__schema_draft() and ieci__dataset_draft().
 */
void ieci__model_check_drafts(const ieci_dataset *dataset, const ieci_schema *schema, const ieci_weighting *weighting,
                              ieci_error **problems);
/** Makes the model of a result file that leaves figures out. `measured` is [edition][indicator][unit]: whether there is
 * a measured figure, which the cells cannot tell. NULL and problems on failure. */
ieci_model *ieci__model_new_partial(const ieci_dataset *dataset, const ieci_schema *schema,
                                    const ieci_weighting *weighting, const bool *measured, ieci_error **problems);
/** Checks that a model has its figures; else adds an #IECI_ERROR_UNSUPPORTED problem and returns false. */
bool ieci__model_check_whole(const ieci_model *model, ieci_error **problems);
/** Whether the cell of an indicator (of the schema) holds a measured number, and its denominator too. */
bool ieci__model_is_measured(const ieci_model *model, size_t edition, size_t indicator, size_t unit);
/** The edition with this code, or (size_t)-1. */
size_t ieci__model_edition(const ieci_model *model, const char *code);
/** Numbers the units by their text in a column of the units table (NULL: all 0; IECI__NONE: the unit has
 * none): `group` has room for all units. False: out of memory. */
bool ieci__model_groups(const ieci_model *model, const char *column, size_t *group, size_t *num_groups,
                        ieci_error **problems);
/** Appends "INDICATOR, UNIT, edition EDITION" for messages. */
void ieci__model_write_cell(const ieci_model *model, size_t edition, size_t indicator, size_t unit, ieci__text *out);
/** Adds a row to a table of notes; `rows` may be NULL. */
void ieci__model_note(ieci__rows *rows, const char *severity, const char *key, const char *message);
/** The same with a text that was built for it, and is freed; having had no memory for it fails the notes. */
void ieci__model_note_text(ieci__rows *rows, const char *severity, const char *key, ieci__text *message);
/** Columns of the table of notes: severity, source, line, key, message. */
const ieci__column *ieci__model_note_columns(size_t *count);

#endif
