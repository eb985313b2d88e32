/* SPDX-License-Identifier: MIT */
/* ieci_model_format() and ieci_model_parse(): a model as one canonical document, and back. */
#ifndef IECI_RUN_DOCUMENT_H
#define IECI_RUN_DOCUMENT_H

#include <ieci/model.h>

#include "base/error.h"
#include "data/dataset.h"
#include "data/schema.h"
#include "data/weighting.h"

#define IECI__DOCUMENT_FORMAT "ieci/model"
#define IECI__DOCUMENT_VERSION 1

/** What a model is made of. */
typedef struct ieci__document_parts {
    ieci_dataset *dataset;
    ieci_schema *schema;
    ieci_weighting *weighting; /**< NULL: equal inside each node */
} ieci__document_parts;

/** The document of a model; `outside`: without the cells (and corrections) whose figures must not be read outside.
 * NULL: out of memory. */
ieci_bytes *ieci__document_write_model(const ieci_model *model, bool outside, ieci_error **problems);
/** Reads the parts of a model; `outside`: the document was written so, and the indicators whose cells were left out
 * have one missing cell. False and problems, and then there are no parts. */
bool ieci__document_read_parts(const ieci_bytes *bytes, bool outside, ieci__document_parts *parts,
                               ieci_error **problems);
/** Gives the parts back. */
void ieci__document_clear_parts(ieci__document_parts *parts);

#endif
