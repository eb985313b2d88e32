/* SPDX-License-Identifier: MIT */
/* Before anything is explained: the earlier edition as it was first computed, and with its cells as they are now. */
#ifndef IECI_STUDY_CAUSES_RESTATE_H
#define IECI_STUDY_CAUSES_RESTATE_H

#include "study/pairing.h"

/** An edition of a result. */
typedef struct ieci__edition_of {
    ieci_result *result; /**< owned */
    size_t edition;
} ieci__edition_of;

/** Finds both. Where both editions are of one dataset, the first computation is that without the corrections; else it
 * is the earlier result as it is, and the restated one has the cells of its edition from the later dataset, if that has
 * the edition and its indicators. The method is always that of the earlier result. False: a problem was added. */
bool ieci__causes_restate(const ieci__pairing *pairing, ieci__edition_of *first, ieci__edition_of *restated,
                          ieci_error **problems);

#endif
