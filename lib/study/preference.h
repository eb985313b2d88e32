/* SPDX-License-Identifier: MIT */
/* The question "preference": which unit scores at least as much as which other one, whatever the weights. */
#ifndef IECI_STUDY_PREFERENCE_H
#define IECI_STUDY_PREFERENCE_H

#include "study/robust_question.h"

extern const ieci__robust_question ieci__question_preference;

#endif
