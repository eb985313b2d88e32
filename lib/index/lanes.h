/* SPDX-License-Identifier: MIT */
/*
 * How many replicates a block of the kernel holds. Files that use it are compiled once with one lane (evaluate), and
 * for ensembles with 16 lanes once per instruction set (lib/meson.build), under names of their own; run/block.h picks
 * one. A lane does what scalar code does, so neither width nor instruction set can change a bit.
 */
#ifndef IECI_INDEX_LANES_H
#define IECI_INDEX_LANES_H

#ifndef IECI__LANES
#define IECI__LANES 1
#endif

enum {
    LANES = IECI__LANES
};

/* IECI__CODE is the name of the instruction set: plain, avx2, avx512. */
#ifdef IECI__CODE
#define IECI__LANED_JOIN(name, code) name##_##code
#define IECI__LANED_NAME(name, code) IECI__LANED_JOIN(name, code)
#define IECI__LANED(name) IECI__LANED_NAME(name, IECI__CODE)
#define ieci__aggregate_row IECI__LANED(ieci__aggregate_row)
#define ieci__aggregate_family IECI__LANED(ieci__aggregate_family)
#define ieci__aggregate_fix IECI__LANED(ieci__aggregate_fix)
#define ieci__aggregate_fixed IECI__LANED(ieci__aggregate_fixed)
#define ieci__count_add IECI__LANED(ieci__count_add)
#define ieci__count_room IECI__LANED(ieci__count_room)
#define ieci__draw_row IECI__LANED(ieci__draw_row)
#define ieci__draw_family IECI__LANED(ieci__draw_family)
#define ieci__kernel_key IECI__LANED(ieci__kernel_key)
#define ieci__kernel_room IECI__LANED(ieci__kernel_room)
#define ieci__kernel_score IECI__LANED(ieci__kernel_score)
#endif

#endif
