/* SPDX-License-Identifier: MIT */
/* The table of one instruction set; the files that it is compiled from know it by its short name. */
#ifndef IECI_RUN_LANES_CODE_H
#define IECI_RUN_LANES_CODE_H

#include "run/block.h"

extern const ieci__block_code IECI__LANED(ieci__lanes_code);

#endif
