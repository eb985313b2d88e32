/* SPDX-License-Identifier: MIT */
/* One lever: the figures that an indicator of a unit could have, from the one in use towards better, in steps of the
 * last digit in which such figures are typed (whole numbers where the schema says `whole`). Point 0 is the figure in
 * use; point n is n steps beyond it, the first one up to the next figure that can be typed. */
#ifndef IECI_STUDY_LEVER_H
#define IECI_STUDY_LEVER_H

#include "run/result.h"
#include "run/steps.h"
#include "study/trial.h"

/** Why an indicator is no lever. */
typedef enum ieci__lever_reason {
    IECI__LEVER_FREE,      /**< it is one */
    IECI__LEVER_COUNTRY,   /**< scope: country */
    IECI__LEVER_NO_FIGURE, /**< the cell holds no number */
    IECI__LEVER_NO_WEIGHT, /**< it does not count at the node */
    IECI__LEVER_AT_BOUND   /**< the figure is not worse than the bound */
} ieci__lever_reason;

typedef struct ieci__lever {
    size_t indicator;
    double from;       /**< raw figure in use; half the limit where `below: 0.5` says so */
    int direction;     /**< +1 to larger figures, -1 to smaller ones */
    unsigned decimals; /**< of the figures; 0 where whole */
    double first;      /**< figure of point 1 x 10^decimals, a whole number */
    size_t alone;      /**< last point up to the best figure, or the given limit */
    size_t mixed;      /**< last point up to the bound of the mix */
    double level;      /**< the bound of the mix itself, which need not be a whole number of steps */
    double cost;       /**< of one unit of the figure; NaN: not given */
    bool monotone;     /**< the place can only rise with the point */
    bool separate;     /**< nothing but the unit's own normalised value moves with the figure */
    double limit;      /**< figure not to go beyond; NaN: not given */
} ieci__lever;

/** Finds what the figure of an indicator could become in the trial, in which all figures are as they are.
 * lever->indicator, cost and limit are given. `best`: the mix may go to the best figure, else to the best tenth. False:
 * out of memory. */
bool ieci__lever_find(ieci__lever *lever, ieci__trial *trial, bool best, ieci__lever_reason *reason,
                      ieci_error **problems);
/** The figure of a point. */
double ieci__lever_figure(const ieci__lever *lever, size_t point);
/** The unit of counting: 1 where whole, else one in the last typed digit. */
double ieci__lever_step(const ieci__lever *lever);
/** Finds the first point of 1 to `most` with which the unit reaches `place`, other figures as the trial has them; 0:
 * none does. The trial is left with the figure of that point, or of `most`. Where the place need not rise with the
 * figure it is the first one of a scan in 32 parts. False: out of memory. */
bool ieci__lever_search(const ieci__lever *lever, ieci__trial *trial, size_t place, size_t most, size_t *point,
                        ieci_error **problems);

#endif
