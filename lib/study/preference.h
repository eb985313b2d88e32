/* SPDX-License-Identifier: MIT */
/* The question "preference": which unit scores at least as much as which other one, whatever the weights. */
#ifndef IECI_STUDY_PREFERENCE_H
#define IECI_STUDY_PREFERENCE_H

#include "study/question.h"

#endif
