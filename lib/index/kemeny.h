/* SPDX-License-Identifier: MIT */
/* The rankings that contradict the fewest majorities (Kemeny 1959; Young, Levenglick 1978), exactly. */
#ifndef IECI_INDEX_KEMENY_H
#define IECI_INDEX_KEMENY_H

#include <stddef.h>

/** The most units that may be locked in one cycle of majorities: work grows as 2^n. */
enum {
    IECI__KEMENY_MOST = 14
};

/** Numbers that ieci__kemeny_places() works in. */
size_t ieci__kemeny_room(size_t count);
/** Mean places, from 1, over all rankings with the greatest support. margin: [count][count], what supports the first
 * before the second less what supports the opposite. NaN for units in a cycle of more than IECI__KEMENY_MOST. */
void ieci__kemeny_places(const double *margin, size_t count, double *places, double *room);

#endif
