/* SPDX-License-Identifier: MIT */
/* A dataset in which each unit stands a second time, with the figures that it has in another edition. */
#ifndef IECI_STUDY_CAUSES_EXTEND_H
#define IECI_STUDY_CAUSES_EXTEND_H

#include "study/pairing.h"

/** The dataset of a side with as many units more as the pairing has: unit n + p has, in the edition of this side, the
 * cells of unit p of the pairing in the edition of the other side, and belongs to the edition if it belongs to that
 * one. Columns that a schema asks for and the dataset lacks are added without figures. NULL: out of memory. */
ieci_dataset *ieci__causes_extend(const ieci__pairing *pairing, int side, const ieci_schema *schema,
                                  ieci_error **problems);

#endif
