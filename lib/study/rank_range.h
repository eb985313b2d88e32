/* SPDX-License-Identifier: MIT */
/* The questions "rank-range" and "rank-weights": the best and worst rank of each unit, and weights that give them. */
#ifndef IECI_STUDY_RANK_RANGE_H
#define IECI_STUDY_RANK_RANGE_H

#include "study/robust_question.h"

extern const ieci__robust_question ieci__question_rank_range;
extern const ieci__robust_question ieci__question_rank_weights;

#endif
