/* SPDX-License-Identifier: MIT */
/* The questions "rank-range" and "rank-weights": the best and worst rank of each unit, and weights that give them. */
#ifndef IECI_STUDY_RANK_RANGE_H
#define IECI_STUDY_RANK_RANGE_H

#include "study/question.h"

#endif
