/* SPDX-License-Identifier: MIT */
/* What the methods that work on a whole field share: walking over units, and putting shares on the score range. */
#ifndef IECI_INDEX_FIELD_H
#define IECI_INDEX_FIELD_H

#include <math.h>

#include "index/aggregate.h"

/** The score of one unit from its own children: `value` and `weight` have one number per child of the field. */
typedef double (*ieci__field_unit)(const ieci__field *field, const double *value, const double *weight);

/** Scores each unit that has a child by itself; NaN for the others. */
static inline void ieci__field_each(const ieci__field *field, double *score, ieci__field_unit unit) {
    for (size_t u = 0; u < field->units; u++) {
        const double *weight = field->weight + u * field->children;
        score[u] = (double)NAN;
        for (size_t c = 0; c < field->children; c++) {
            if (weight[c] > 0.0) {
                score[u] = unit(field, field->value + u * field->children, weight);
                break;
            }
        }
    }
}

/** Whether a unit has a child. */
static inline bool ieci__field_has(const ieci__field *field, size_t unit, size_t child) {
    return field->weight[unit * field->children + child] > 0.0;
}

/** Whether a unit of the sample sets the scale of a child. */
static inline bool ieci__field_counts(const ieci__field *field, size_t unit, size_t child) {
    return field->rival[unit] > 0.0 && ieci__field_has(field, unit, child);
}

/** The value of a child in a unit. */
static inline double ieci__field_value(const ieci__field *field, size_t unit, size_t child) {
    return field->value[unit * field->children + child];
}

/** The value in steps of a rank key, a whole number: what is the same to ranks is the same here. */
static inline double ieci__field_steps(const ieci__field *field, size_t unit, size_t child) {
    const double steps = ieci__field_value(field, unit, child) * field->fine;
    return steps < 0.0 ? -floor(0.5 - steps) : floor(steps + 0.5);
}

/** The score at a share t of the way up the score range. */
static inline double ieci__field_score(const ieci__field *field, double t) {
    return field->low + (field->high - field->low) * t;
}

#endif
