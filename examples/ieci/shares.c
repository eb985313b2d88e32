/* SPDX-License-Identifier: MIT */
#include "shares.h"

#include <math.h>
#include <stdlib.h>

#include "memory.h"

/* Sums of rounded fractions: what is a whole number but for that is taken as one. */
#define SLACK 1e-6

void shares_round(double *values, size_t count, double total) {
    double *lost = memory_get(count, sizeof *lost), left = floor(total + 0.5);
    for (size_t i = 0; i < count; i++) {
        double whole = floor(values[i] + SLACK);
        lost[i] = values[i] - whole;
        values[i] = whole;
        left -= whole;
    }
    for (; count > 0 && left != 0; left -= left > 0 ? 1 : -1) {
        size_t best = 0;
        for (size_t i = 1; i < count; i++) {
            if (left > 0 ? lost[i] > lost[best] + SLACK : lost[i] < lost[best] - SLACK) {
                best = i;
            }
        }
        values[best] += left > 0 ? 1 : -1;
        lost[best] -= left > 0 ? 1 : -1;
    }
    free(lost);
}
