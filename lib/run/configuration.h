/* SPDX-License-Identifier: MIT */
/* The kernel's plan of a configuration, see run/plan.h. */
#ifndef IECI_RUN_CONFIGURATION_H
#define IECI_RUN_CONFIGURATION_H

#include "run/plan.h"

/** Makes configuration `index` of a plan that has its variants; false: out of memory. End with
 * ieci__configuration_clear() in any case. */
bool ieci__configuration_make(ieci__plan *plan, size_t index, ieci_error **problems);
/** Frees it. */
void ieci__configuration_clear(ieci__configuration *configuration);

#endif
