/* SPDX-License-Identifier: MIT */
#include "index/aggregate_distance.h"

#include <string.h>

#include "index/field.h"

/* The best and the worst value of a child: of the sample, or the ends of the score range. */
typedef struct ideals {
    double *best, *worst;
} ideals;

static ideals find_ideals(const ieci__field *field, bool of_range) {
    const ideals found = {field->room, field->room + field->children};
    for (size_t c = 0; c < field->children; c++) {
        found.best[c] = of_range ? field->high : -HUGE_VAL;
        found.worst[c] = of_range ? field->low : HUGE_VAL;
        for (size_t u = 0; u < field->units && !of_range; u++) {
            if (ieci__field_counts(field, u, c)) {
                const double value = ieci__field_value(field, u, c);
                found.best[c] = value > found.best[c] ? value : found.best[c];
                found.worst[c] = value < found.worst[c] ? value : found.worst[c];
            }
        }
    }
    return found;
}

enum {
    TOPSIS_IDEALS
};

static size_t room_topsis(size_t units, size_t children) {
    (void)units;
    return 2 * children;
}

/* Distance of a unit from a point, each child in its weight. */
static double distance(const ieci__field *field, size_t unit, const double *point) {
    double squares = 0.0;
    for (size_t c = 0; c < field->children; c++) {
        if (ieci__field_has(field, unit, c)) {
            const double weight = field->weight[unit * field->children + c];
            const double far = weight * (ieci__field_value(field, unit, c) - point[c]);
            squares += far * far;
        }
    }
    return sqrt(squares);
}

static void field_topsis(const ieci__field *field, double *score) {
    const ideals ends = find_ideals(field, field->parameters[TOPSIS_IDEALS] > 0.0);
    for (size_t u = 0; u < field->units; u++) {
        const double below = distance(field, u, ends.best), above = distance(field, u, ends.worst);
        score[u] = ieci__field_score(field, above / (above + below));
    }
}

enum {
    VIKOR_MAJORITY,
    VIKOR_IDEALS
};

static size_t room_vikor(size_t units, size_t children) {
    return 2 * (children + units);
}

/* The share of the way between the least and the most of the sample. */
static double between(const ieci__field *field, const double *regret, size_t unit) {
    double least = HUGE_VAL, most = -HUGE_VAL;
    for (size_t u = 0; u < field->units; u++) {
        if (field->rival[u] > 0.0) {
            least = regret[u] < least ? regret[u] : least;
            most = regret[u] > most ? regret[u] : most;
        }
    }
    return least < most ? (regret[unit] - least) / (most - least) : least == most ? 0.0 : (double)NAN;
}

static void field_vikor(const ieci__field *field, double *score) {
    const ideals ends = find_ideals(field, field->parameters[VIKOR_IDEALS] > 0.0);
    const double majority = field->parameters[VIKOR_MAJORITY];
    double *group = field->room + 2 * field->children, *single = group + field->units;
    for (size_t u = 0; u < field->units; u++) {
        group[u] = 0.0;
        single[u] = -HUGE_VAL;
        for (size_t c = 0; c < field->children; c++) {
            if (!ieci__field_has(field, u, c)) {
                continue;
            }
            const double width = ends.best[c] - ends.worst[c], weight = field->weight[u * field->children + c];
            const double far = ends.best[c] - ieci__field_value(field, u, c);
            const double regret = width > 0.0 ? weight * (far / width) : 0.0;
            group[u] += regret;
            single[u] = regret > single[u] ? regret : single[u];
        }
    }
    for (size_t u = 0; u < field->units; u++) {
        const double regret = majority * between(field, group, u) + (1.0 - majority) * between(field, single, u);
        score[u] = ieci__field_score(field, 1.0 - regret);
    }
}

/* --- DP2 --- */

enum {
    DP2_ROUNDS = 100
};

/* Everything in units of the sample; columns are the children less their worst, over their deviation. */
typedef struct dp2 {
    const ieci__field *field;
    size_t count;                 /* units of the sample */
    double *column;               /* [child][unit]: standardised distance from the worst */
    double *rest;                 /* [child][unit]: what the children before it do not explain, of length 1 at first */
    double *fresh;                /* [child] 1 - R^2 */
    double *order, *next, *close; /* [child] */
} dp2;

static size_t room_dp2(size_t units, size_t children) {
    return 2 * units * children + 4 * children;
}

/* Distances from the worst in deviations (divisor n) of the sample. A child that is the same everywhere says nothing.
 * False: a unit of the sample lacks a child. */
static bool standardise(const ieci__field *field, size_t child, double *column) {
    double sum = 0.0, count = 0.0, worst = HUGE_VAL, most = -HUGE_VAL, squares = 0.0;
    for (size_t u = 0; u < field->units; u++) {
        if (field->rival[u] > 0.0) {
            const double value = ieci__field_value(field, u, child);
            if (!ieci__field_has(field, u, child)) {
                return false;
            }
            sum += value;
            count += 1.0;
            worst = value < worst ? value : worst;
            most = value > most ? value : most;
        }
    }
    for (size_t u = 0; u < field->units; u++) {
        const double far = field->rival[u] > 0.0 ? ieci__field_value(field, u, child) - sum / count : 0.0;
        squares += far * far;
    }
    const double deviation = sqrt(squares / count);
    for (size_t u = 0; u < field->units; u++) {
        const double far = ieci__field_value(field, u, child) - worst;
        column[u] = most > worst ? far / deviation : 0.0;
    }
    return true;
}

/* Makes a column of length 1 with mean 0 of the sample's part of another; all 0 if that is constant. */
static void centre(const ieci__field *field, const double *column, double *out) {
    double sum = 0.0, count = 0.0, squares = 0.0;
    for (size_t u = 0; u < field->units; u++) {
        sum += field->rival[u] > 0.0 ? column[u] : 0.0;
        count += field->rival[u];
    }
    for (size_t u = 0; u < field->units; u++) {
        out[u] = field->rival[u] > 0.0 ? column[u] - sum / count : 0.0;
        squares += out[u] * out[u];
    }
    for (size_t u = 0; u < field->units; u++) {
        out[u] = squares > 0.0 ? out[u] / sqrt(squares) : 0.0;
    }
}

static double product(const double *a, const double *b, size_t count) {
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

/* 1 - R^2 of each child on those before it in the order, by taking their parts out of its column one after another. */
static void find_fresh(const dp2 *at) {
    const size_t units = at->field->units, children = at->field->children;
    for (size_t k = 0; k < children; k++) {
        double *own = at->rest + k * units;
        const size_t child = (size_t)at->order[k];
        centre(at->field, at->column + child * units, own);
        const double whole = product(own, own, units);
        for (int twice = 0; twice < 2; twice++) { /* once more, for what rounding has left */
            for (size_t before = 0; before < k; before++) {
                const double *other = at->rest + before * units;
                const double share = product(own, other, units);
                for (size_t u = 0; u < units; u++) {
                    own[u] -= share * other[u];
                }
            }
        }
        const double left = product(own, own, units);
        const bool explained = !(left > 1e-24 * whole);
        at->fresh[child] = explained ? 0.0 : left / whole;
        for (size_t u = 0; u < units; u++) {
            own[u] = explained ? 0.0 : own[u] / sqrt(left);
        }
    }
}

/* Orders the children by the size of their correlation with the score; true if that is the order already. */
static bool reorder(const dp2 *at, const double *score) {
    const size_t units = at->field->units, children = at->field->children;
    double *index = at->rest, *own = at->rest + units;
    bool same = true;
    centre(at->field, score, index);
    for (size_t c = 0; c < children; c++) {
        centre(at->field, at->column + c * units, own);
        at->close[c] = floor(fabs(product(index, own, units)) * 1e12 + 0.5);
    }
    for (size_t c = 0; c < children; c++) {
        size_t place = 0;
        for (size_t d = 0; d < children; d++) {
            place += at->close[d] > at->close[c] || (at->close[d] == at->close[c] && d < c);
        }
        at->next[place] = (double)c;
    }
    for (size_t k = 0; k < children; k++) {
        same = same && at->next[k] == at->order[k];
        at->order[k] = at->next[k];
    }
    return same;
}

static void add_up(const dp2 *at, double *score) {
    for (size_t u = 0; u < at->field->units; u++) {
        score[u] = 0.0;
        for (size_t c = 0; c < at->field->children; c++) {
            score[u] += at->column[c * at->field->units + u] * at->fresh[c];
        }
    }
}

static void field_dp2(const ieci__field *field, double *score) {
    const size_t units = field->units, children = field->children;
    dp2 at = {.field = field, .column = field->room};
    at.rest = at.column + units * children;
    at.fresh = at.rest + units * children;
    at.order = at.fresh + children;
    at.next = at.order + children;
    at.close = at.next + children;
    bool settled = true;
    for (size_t c = 0; c < children && settled; c++) {
        settled = standardise(field, c, at.column + c * units);
        at.fresh[c] = 1.0; /* all distances added up: what the first order is found with */
        at.order[c] = -1.0;
    }
    if (settled) {
        add_up(&at, score);
        settled = children < 2;
        for (size_t round = 0; round < DP2_ROUNDS && !settled; round++) {
            settled = reorder(&at, score);
            if (!settled) {
                find_fresh(&at);
                add_up(&at, score);
            }
        }
    }
    for (size_t u = 0; u < units; u++) {
        bool complete = settled;
        for (size_t c = 0; c < children; c++) {
            complete = complete && ieci__field_has(field, u, c);
        }
        score[u] = complete ? score[u] : (double)NAN;
    }
}

#define IDEALS                                                                                                         \
    {                                                                                                                  \
        .name = "ideals", .kind = IECI__PARAMETER_CHOICE, .fallback = 0, .least = 0, .most = 1,                        \
        .choices = "sample|range",                                                                                     \
        .doc = "the best and worst child of the sample, or the ends of the score range, which no unit can move"        \
    }

const ieci__aggregate ieci__aggregate_distances[IECI__AGGREGATE_DISTANCES] = {
    {.method = {.name = "topsis",
                .doc = "d- / (d- + d+) on the score range, weighted Euclidean distances to the worst and the best of "
                       "each child (Hwang, Yoon 1981)",
                .num_parameters = 1,
                .parameters = {[TOPSIS_IDEALS] = IDEALS}},
     .field = field_topsis,
     .room = room_topsis,
     .undefined = "nothing differs in the sample, so best and worst are the same; ideals: range sets fixed ends"},
    {.method = {.name = "vikor",
                .doc = "1 - Q on the score range, Q = majority (S - S*) / (S- - S*) + (1 - majority) (R - R*) / (R- - "
                       "R*), S the sum and R the largest of w (best - z) / (best - worst) (Opricovic, Tzeng 2004)",
                .num_parameters = 2,
                .parameters = {[VIKOR_MAJORITY] = {.name = "majority",
                                                   .kind = IECI__PARAMETER_REAL,
                                                   .fallback = 0.5,
                                                   .least = 0,
                                                   .most = 1,
                                                   .doc = "v: weight of the whole against the worst single child"},
                               [VIKOR_IDEALS] = IDEALS}},
     .field = field_vikor,
     .room = room_vikor,
     .undefined = "no unit of the sample has a score"},
    {.method = {.name = "dp2",
                .doc =
                    "sum of distances from the worst in deviations of the sample, each less what the children before "
                    "it explain (1 - R^2), children ordered by their correlation with the sum; ignores weights (Pena "
                    "Trapero 1977)"},
     .field = field_dp2,
     .room = room_dp2,
     .undefined = "a child is missing in it or in the sample, or the order of the children never settles; impute what "
                  "is missing, or use another method"},
};
