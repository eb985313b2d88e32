/* SPDX-License-Identifier: MIT */
/* ieci_compare(): two editions side by side. */
#ifndef IECI_STUDY_COMPARE_H
#define IECI_STUDY_COMPARE_H

#include "base/rows.h"
#include "study/pairing.h"

/** A question that ieci_compare() answers: what its table is called, and who makes it. */
typedef struct ieci__question {
    ieci__table_spec spec;
    ieci_table *(*make)(ieci__pairing *pairing, const ieci_options *options, ieci_error **problems);
} ieci__question;

/** All questions; `*count` rows. */
const ieci__question *ieci__compare_questions(size_t *count);

#endif
