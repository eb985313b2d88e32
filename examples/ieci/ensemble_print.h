/* SPDX-License-Identifier: MIT */
/* The answer of an ensemble for people. */
#ifndef IECI_PROGRAM_ENSEMBLE_PRINT_H
#define IECI_PROGRAM_ENSEMBLE_PRINT_H

#include "book.h"
#include "output.h"

/** Writes the table "ranks" to `out`, for people with what varied and what to note; finishes `out`. Names are those of
 * `from` if it is not NULL; `interval` is that of the options in words. Nothing if problems were met or `of` is NULL.
 */
void ensemble_print(const ieci_ensemble *of, const ieci_options *options, const char *interval, const book *from,
                    output *out, problems *met);

/** The same for the table "drivers": which factors move the ranks. */
void ensemble_print_effects(const ieci_ensemble *of, const ieci_options *options, const book *from, output *out,
                            problems *met);

#endif
