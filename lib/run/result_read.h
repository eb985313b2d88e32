/* SPDX-License-Identifier: MIT */
/* ieci_result_parse(): a result from its file. The model is made of the embedded document, the numbers of the result
 * are those of the file, checked for being possible but not recomputed: that is for ieci_result_verify(). */
#ifndef IECI_RUN_RESULT_READ_H
#define IECI_RUN_RESULT_READ_H

#include "run/result.h"

#endif
