/* SPDX-License-Identifier: MIT */
#include "index/ahp.h"

#include <math.h>
#include <string.h>

#include "stats/elementary.h"

enum {
    MOST_ROUNDS = 10000
};

/* Whether comparisons lead from the first child to all others. */
static bool is_connected(size_t count, const double *matrix) {
    bool reached[IECI__AHP_MOST] = {true};
    for (size_t round = 0; round < count; round++) {
        for (size_t i = 0; i < count * count; i++) {
            reached[i % count] = reached[i % count] || (reached[i / count] && matrix[i] > 0.0);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!reached[i]) {
            return false;
        }
    }
    return true;
}

/* One step of the power method: the product with the weights, of sum 1; gives the sum, which becomes the eigenvalue. A
 * child that lacks comparisons gets the own weight in their place. */
static double multiply(size_t count, const double *matrix, const double *weights, double *product) {
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        product[i] = 0.0;
        for (size_t k = 0; k < count; k++) {
            product[i] += matrix[i * count + k] > 0.0 ? matrix[i * count + k] * weights[k] : weights[i];
        }
        sum += product[i];
    }
    for (size_t i = 0; i < count; i++) {
        product[i] /= sum;
    }
    return sum;
}

static double find_eigenvector(size_t count, const double *matrix, double *weights) {
    double next[IECI__AHP_MOST], value = 0.0, moved = 1.0;
    for (size_t i = 0; i < count; i++) {
        weights[i] = 1.0 / (double)count;
    }
    for (size_t round = 0; round < MOST_ROUNDS && moved > 0.0; round++) {
        value = multiply(count, matrix, weights, next);
        moved = 0.0;
        for (size_t i = 0; i < count; i++) {
            moved = fabs(next[i] - weights[i]) > 1e-16 ? 1.0 : moved;
        }
        memcpy(weights, next, count * sizeof *weights);
    }
    return value;
}

/* Root means of the rows, and the geometric consistency index: 2 / ((n - 1) (n - 2)) sum ln^2(a w_k / w_i). */
static double find_root_means(size_t count, const double *matrix, double *weights) {
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < count; i++) {
        double logs = 0.0;
        for (size_t k = 0; k < count; k++) {
            logs += ieci__log(matrix[i * count + k]);
        }
        weights[i] = ieci__exp(logs / (double)count);
        sum += weights[i];
    }
    for (size_t i = 0; i < count; i++) {
        weights[i] /= sum;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++) {
            const double off = ieci__log(matrix[i * count + k] * weights[k] / weights[i]);
            squares += off * off;
        }
    }
    return count > 2 ? 2.0 * squares / (double)((count - 1) * (count - 2)) : 0.0;
}

bool ieci__ahp_weigh(size_t count, const double *matrix, bool by_means, double *weights, double *ratio) {
    /* Mean consistency index of random matrices (Saaty 1980). */
    static const double random[IECI__AHP_MOST + 1] = {0,    0,    0,    0.58, 0.9,  1.12, 1.24, 1.32,
                                                      1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59};
    bool gaps = false;
    for (size_t i = 0; i < count * count; i++) {
        gaps = gaps || !(matrix[i] > 0.0);
    }
    if (!is_connected(count, matrix)) {
        return false;
    }
    if (by_means) {
        *ratio = 0.1 * find_root_means(count, matrix, weights) / (count <= 3 ? 0.31 : count == 4 ? 0.35 : 0.37);
    } else {
        const double index = (find_eigenvector(count, matrix, weights) - (double)count) / (double)(count - 1);
        *ratio = count <= 2 ? 0.0 : index / random[count];
    }
    *ratio = gaps ? (double)NAN : *ratio;
    return true;
}
