/* SPDX-License-Identifier: MIT */
/* ieci_result_save(): a result into its file, which never takes the place of a final one or of anything else. */
#ifndef IECI_RUN_RESULT_SAVE_H
#define IECI_RUN_RESULT_SAVE_H

#include <ieci/result.h>

#endif
