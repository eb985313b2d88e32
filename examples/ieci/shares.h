/* SPDX-License-Identifier: MIT */
/* Numbers that are rounded so that they still add up. */
#ifndef IECI_PROGRAM_SHARES_H
#define IECI_PROGRAM_SHARES_H

#include <stddef.h>

/** Rounds numbers to whole ones whose sum is the rounded total, by the largest remainders: first all are rounded down,
 * then those that lost most get one more. */
void shares_round(double *values, size_t count, double total);

#endif
