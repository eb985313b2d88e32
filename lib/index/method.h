/* SPDX-License-Identifier: MIT */
/* What every row of every method table has: a name, its parameters with bounds and defaults, one line of doc. The
 * schema parser, the catalogue, the guide and the bindings learn of a method from its row alone. */
#ifndef IECI_INDEX_METHOD_H
#define IECI_INDEX_METHOD_H

#include <stdbool.h>
#include <stddef.h>

#define IECI__METHOD_MAX_PARAMETERS 6

typedef enum ieci__parameter_kind {
    IECI__PARAMETER_REAL,
    IECI__PARAMETER_WHOLE,
    IECI__PARAMETER_CHOICE /**< one of the words of `choices`; its value is the number of the word, from 0 */
} ieci__parameter_kind;

typedef struct ieci__parameter {
    const char *name;
    ieci__parameter_kind kind;
    bool required;       /**< no default: must be given */
    bool figure;         /**< a figure in the unit of the indicator, to be transformed as the data are */
    bool indicator_key;  /**< written as a key of the indicator itself (worst, best), not inside the rule */
    double fallback;     /**< default where not required */
    double least, most;  /**< bounds, inclusive */
    const char *choices; /**< words separated by '|' for a CHOICE */
    const char *doc;
} ieci__parameter;

/** The common head of a row; it is the first member of each family's row, called `method`. */
typedef struct ieci__method {
    const char *name;
    const char *doc;
    size_t num_parameters;
    ieci__parameter parameters[IECI__METHOD_MAX_PARAMETERS];
    const char *(*check)(const double *values); /**< what is wrong between parameters, or NULL; NULL: nothing can be */
} ieci__method;

/** A family of methods: the step that it belongs to and its rows. */
typedef struct ieci__family {
    const char *step; /**< such as "normalise" */
    const char *doc;
    bool over; /**< its parameters are estimated from a sample: takes `over: edition | all | EDITION` */
    const char *over_default;
    bool of; /**< some take `of: COLUMN` of the units table, or `of: UNIT` */
    size_t count;
    const ieci__method *(*row)(size_t index);
} ieci__family;

/** The families in the order of the steps: missing, treat, transform, normalise, weigh, aggregate, ties;
 * behind them what varies in an ensemble: distribution, error. */
const ieci__family *const *ieci__families(size_t *count);
/** A family by its step, or NULL. */
const ieci__family *ieci__family_find(const char *step);
/** Index of a method in its family by name, or (size_t)-1. */
size_t ieci__method_find(const ieci__family *family, const char *name);
/** The fixed steps of a computation with one line of doc each (corrections, status, denominator, imputation, treatment,
 * transform, normalise, weights, aggregation, rounding, rank). */
const char *const (*ieci__method_order(size_t *count))[2];

/** A method in use: which row and its parameters' values in the order of the row. */
typedef struct ieci__rule {
    size_t method; /**< index in its family */
    double values[IECI__METHOD_MAX_PARAMETERS];
} ieci__rule;

#endif
