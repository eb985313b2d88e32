/* SPDX-License-Identifier: MIT */
/* Step imputation: what becomes of a cell (or of a child node) without a number. */
#ifndef IECI_INDEX_IMPUTE_H
#define IECI_INDEX_IMPUTE_H

#include "base/pair.h"
#include "index/method.h"

typedef enum ieci__impute_kind {
    IECI__IMPUTE_REWEIGHT, /**< stays missing; the other children share the weight */
    IECI__IMPUTE_FAIL,     /**< stays missing and the parent has no value */
    IECI__IMPUTE_DROP,     /**< leaves the node, without penalty */
    IECI__IMPUTE_FILL,     /**< gets a number */
    IECI__IMPUTE_SERIES    /**< gets a number from the unit's own figures in other editions; of indicators only */
} ieci__impute_kind;

typedef struct ieci__impute {
    ieci__method method;
    ieci__impute_kind kind;
    bool needs_observed; /**< FILL from observed numbers: nothing observed, nothing filled */
    /** The number for a missing cell. observed: `count` numbers of the sample (or of the unit's group), in unit order;
     * direction +1 or -1; room: `count` pairs to work in. */
    ieci__pair (*fill)(const ieci__pair *observed, size_t count, int direction, ieci__pair *room);
    /** Of a SERIES: the number at a time, from `count` figures at other times, both ascending in time; NaN: none. */
    ieci__pair (*series)(const double *when, const ieci__pair *own, size_t count, double now);
} ieci__impute;

/** Row of a missing rule. */
const ieci__impute *ieci__impute_row(size_t index);
extern const ieci__family ieci__impute_family;

#endif
