/* SPDX-License-Identifier: MIT */
/* The question "region": which weights vary, and how far each can go. */
#ifndef IECI_STUDY_REGION_TABLE_H
#define IECI_STUDY_REGION_TABLE_H

#include "study/robust_question.h"

extern const ieci__robust_question ieci__question_region;

#endif
