/* SPDX-License-Identifier: MIT */
#include "index/bounded.h"

#include <math.h>

#include "stats/elementary.h"

size_t ieci__bounded_uniforms(size_t count) {
    return 3 * (count - 1);
}

size_t ieci__bounded_kept(size_t count) {
    return (count - 1) * count + 2 * (count + 1);
}

/* The whole part of the sum: the point lies between the layers with `floor` and `floor` + 1 ones. */
static size_t layer(size_t count, double sum) {
    const double whole = floor(sum);
    return whole < (double)(count - 1) ? (size_t)whole : count - 1;
}

/* table: t [count - 1][count], the chance that a step of the walk goes down; behind it two rows of relative volumes.
 * Rows of volumes are rescaled to a largest of 1, which their ratios do not notice and doubles do. */
void ieci__bounded_prepare(size_t count, double sum, double *table) {
    const double ones = (double)layer(count, sum), n = (double)count;
    double *before = table + (count - 1) * count, *after = before + count + 1;
    for (size_t i = 0; i < (count - 1) * count; i++) {
        table[i] = 0.0;
    }
    for (size_t j = 0; j <= count; j++) {
        before[j] = j == 1 ? 1.0 : 0.0;
    }
    for (size_t i = 2; i <= count; i++) {
        double most = 0.0;
        after[0] = 0.0;
        for (size_t j = 1; j <= i; j++) {
            const double down = sum - (ones - (double)(j - 1));
            const double up = (ones + n - (double)(count - i + j - 1)) - sum;
            const double first = before[j] * down, second = before[j - 1] * up;
            const double whole = first + second;
            after[j] = whole;
            most = whole > most ? whole : most;
            const double least = whole > 0.0 ? whole : 1.0;
            table[(i - 2) * count + (j - 1)] = up > down ? second / least : 1.0 - first / least;
        }
        for (size_t j = 0; j <= count; j++) {
            before[j] = j <= i ? after[j] / most : 0.0;
        }
    }
}

void ieci__bounded_point(size_t count, double sum, const double *table, const double *uniform, double *point) {
    const double *inside = uniform + (count - 1), *order = inside + (count - 1);
    size_t j = layer(count, sum);
    double left = sum, begun = 0.0, product = 1.0;
    for (size_t i = count - 1; i >= 1; i--) {
        const size_t at = count - 1 - i;
        const double whole = j > 0 && uniform[at] <= table[(i - 1) * count + j] ? 1.0 : 0.0;
        const double root = ieci__exp(ieci__log(inside[at]) / (double)i);
        begun += (1.0 - root) * product * left / (double)(i + 1);
        product *= root;
        point[at] = begun + product * whole;
        left -= whole;
        j -= whole > 0.0 ? 1 : 0;
    }
    point[count - 1] = begun + product * left;
    for (size_t i = count; i-- > 1;) {
        const size_t with = (size_t)(order[i - 1] * (double)(i + 1));
        const double kept = point[i];
        point[i] = point[with];
        point[with] = kept;
    }
}
