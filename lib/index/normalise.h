/* SPDX-License-Identifier: MIT */
/* Step normalise: from a transformed figure to a common scale. Direction is applied here, once. */
#ifndef IECI_INDEX_NORMALISE_H
#define IECI_INDEX_NORMALISE_H

#include "base/pair.h"
#include "index/method.h"

typedef enum ieci__outside {
    IECI__OUTSIDE_CLAMP,
    IECI__OUTSIDE_EXTEND,
    IECI__OUTSIDE_ERROR
} ieci__outside;

#define IECI__NORMALISE_MAX_ESTIMATES 4

/** All that a normalisation knows when it is applied. */
typedef struct ieci__scale {
    const double *parameters;                            /**< of the rule, in the order of the row */
    int direction;                                       /**< +1 higher is better, -1 lower is better */
    ieci__pair low, high;                                /**< score range of the schema */
    ieci__pair estimates[IECI__NORMALISE_MAX_ESTIMATES]; /**< what estimate() found, named by the row */
    ieci__pair reference;     /**< transformed figure of the unit that the rule names; NaN: it has none */
    bool with_unit;           /**< the rule names a unit */
    const ieci__pair *sample; /**< transformed numbers of the sample, ascending */
    size_t count;
} ieci__scale;

typedef enum ieci__normalise_status {
    IECI__NORMALISE_OK,
    IECI__NORMALISE_EMPTY,   /**< the sample, or the unit that the rule names, has no number */
    IECI__NORMALISE_CONSTANT /**< all numbers of the sample are the same, or what `constant` of the row says */
} ieci__normalise_status;

/** Whether a rule names a unit, as of: CODE. */
typedef enum ieci__normalise_unit {
    IECI__NORMALISE_UNIT_NONE,
    IECI__NORMALISE_UNIT_TAKEN,
    IECI__NORMALISE_UNIT_NEEDED
} ieci__normalise_unit;

typedef struct ieci__normalise {
    ieci__method method;
    bool over;    /**< estimates from a sample */
    bool outside; /**< values beyond the ends follow `outside` */
    bool bounded; /**< results lie in the score range (after clamping) */
    bool places;  /**< made of ieci__normalise_count() */
    bool peaked;  /**< best in between: more is not always better, or always worse */
    ieci__normalise_unit unit;
    const char *needs;    /**< what apply() asks of figures, where it can give NaN */
    const char *constant; /**< why there is no scale, if not that all figures are the same */
    const char *estimates[IECI__NORMALISE_MAX_ESTIMATES + 1]; /**< names for the table of parameters, NULL-ended */
    /** Fills scale->estimates. `transform` is applied to raw parameters such as goalposts. */
    ieci__normalise_status (*estimate)(ieci__scale *scale, ieci__pair (*transform)(ieci__pair x));
    /** The value of one transformed figure before `outside` is looked at. `in_sample`: the figure is one of the sample.
     */
    ieci__pair (*apply)(const ieci__scale *scale, ieci__pair x, bool in_sample);
} ieci__normalise;

/** Row of a normalisation. Classic ones stand in normalise.c, the other rows beside their functions in normalise_*.c.
 */
const ieci__normalise *ieci__normalise_row(size_t index);
/** low + (high - low) t on the score range. */
ieci__pair ieci__normalise_on_range(const ieci__scale *scale, ieci__pair t);
/** How many of the sample are strictly worse than x, and how many equal it. */
void ieci__normalise_count(const ieci__scale *scale, ieci__pair x, double *worse, double *equal);
extern const ieci__family ieci__normalise_family;

#endif
