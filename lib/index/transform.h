/* SPDX-License-Identifier: MIT */
/* Step transform: a monotone increasing function of the raw figure. */
#ifndef IECI_INDEX_TRANSFORM_H
#define IECI_INDEX_TRANSFORM_H

#include "base/pair.h"
#include "index/method.h"

typedef struct ieci__transform {
    ieci__method method;
    bool (*defined)(double x); /**< whether the transform exists at x */
    const char *domain;        /**< in words, such as "> 0" */
    ieci__pair (*apply)(ieci__pair x);
} ieci__transform;

#define IECI__TRANSFORM_NONE 0

/** Row of a transform: none, log1p, log, sqrt. */
const ieci__transform *ieci__transform_row(size_t index);
extern const ieci__family ieci__transform_family;

#endif
