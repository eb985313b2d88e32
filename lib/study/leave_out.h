/* SPDX-License-Identifier: MIT */
/* The questions "leave-one-out" and "leave-one-out-ranks": ranks without one indicator or without one unit. */
#ifndef IECI_STUDY_LEAVE_OUT_H
#define IECI_STUDY_LEAVE_OUT_H

#include "study/robust_question.h"

extern const ieci__robust_question ieci__question_leave_one_out;
extern const ieci__robust_question ieci__question_leave_one_out_ranks;

#endif
