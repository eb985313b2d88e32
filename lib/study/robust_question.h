/* SPDX-License-Identifier: MIT */
/* What the questions about robustness share: a question is a row with a name, a table and a function. */
#ifndef IECI_STUDY_ROBUST_QUESTION_H
#define IECI_STUDY_ROBUST_QUESTION_H

#include "base/rows.h"
#include "study/linear.h"

/** A question as it was asked. */
typedef struct ieci__asked {
    const ieci_result *result;
    const ieci__region *regions; /**< [node of the schema]; count 0: fixed */
    const ieci_options *options;
    size_t edition, node;
    size_t unit, rival; /**< on the axis of units; IECI__NONE: all */
} ieci__asked;

/** A question that can be asked, and what answers it. NULL: a problem was added. */
typedef struct ieci__robust_question {
    ieci__table_spec spec;
    ieci_table *(*answer)(const ieci__asked *asked, ieci_error **problems);
} ieci__robust_question;

/** Whether a ranked unit of the functions passes a filter on the axis of units. */
static inline bool ieci__question_takes(const ieci__linear *linear, size_t filter, size_t unit) {
    return filter == IECI__NONE || linear->unit[unit] == filter;
}

#endif
