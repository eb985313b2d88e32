/* SPDX-License-Identifier: MIT */
/* ieci_robustness(): the questions by name, and the region of weights that factors stand for. */
#ifndef IECI_STUDY_ROBUSTNESS_H
#define IECI_STUDY_ROBUSTNESS_H

#include "data/factors.h"
#include "study/robust_question.h"

/** The questions, in the order in which they are listed. */
const ieci__robust_question *ieci__robustness_question(size_t index);
size_t ieci__robustness_questions(void);

/** The sets of weights that the factors can draw, one region per node of the schema (count 0: fixed): [node], to be
 * freed with ieci__robustness_free(). Only factors of weights count. NULL factors: any weights in every node. NULL:
 * problems. */
ieci__region *ieci__robustness_regions(const ieci_model *model, const ieci_factors *factors, ieci_error **problems);
void ieci__robustness_free(const ieci_model *model, ieci__region *regions);

#endif
