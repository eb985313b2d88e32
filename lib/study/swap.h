/* SPDX-License-Identifier: MIT */
/* The questions "swap" and "swap-weights": the least change of weights that brings two units level. */
#ifndef IECI_STUDY_SWAP_H
#define IECI_STUDY_SWAP_H

#include "study/robust_question.h"

/** Shares of `count` children nearest to `share` (Euclid) that are not negative, add up to 1 and whose sum with `lead`
 * is 0 (Triantaphyllou and Sanchez 1997, for all weights at once). `nearest` is filled; false: no shares have that sum.
 */
bool ieci__swap_nearest(size_t count, const double *share, const double *lead, double *nearest, double *room);
/** The least weight that must move from some children to others for that. `order` and `room` are room for `count`. */
double ieci__swap_moved(size_t count, const double *share, const double *lead, double *room);

extern const ieci__robust_question ieci__question_swap;
extern const ieci__robust_question ieci__question_swap_weights;

#endif
