/* SPDX-License-Identifier: MIT */
#include "index/aggregate_outranking.h"

#include "index/field.h"
#include "index/kemeny.h"
#include "stats/elementary.h"
#include "stats/sort.h"

/* Majorities are sums of shares: a difference below this is none. */
static const double SLACK = 1e-12;

/* How many of `count` ascending numbers are below x, or not above it. */
static double count_below(const double *ascending, size_t count, double x, bool with_equal) {
    size_t first = 0, after = count;
    while (first < after) {
        const size_t middle = first + (after - first) / 2;
        if (ascending[middle] < x || (with_equal && ascending[middle] == x)) {
            first = middle + 1;
        } else {
            after = middle;
        }
    }
    return (double)first;
}

static size_t room_borda(size_t units, size_t children) {
    (void)children;
    return units;
}

/* Shares of the rivals that are worse, ties half, added up by weight; without a rival one half. */
static void field_borda(const ieci__field *field, double *score) {
    for (size_t u = 0; u < field->units; u++) {
        score[u] = 0.0;
    }
    for (size_t c = 0; c < field->children; c++) {
        size_t count = 0;
        for (size_t u = 0; u < field->units; u++) {
            if (ieci__field_counts(field, u, c)) {
                field->room[count++] = ieci__field_steps(field, u, c);
            }
        }
        ieci__sort_reals(field->room, count);
        for (size_t u = 0; u < field->units; u++) {
            if (!ieci__field_has(field, u, c)) {
                continue;
            }
            const double own = ieci__field_steps(field, u, c), self = field->rival[u];
            const double below = count_below(field->room, count, own, false);
            const double equal = count_below(field->room, count, own, true) - below - self;
            const double rivals = (double)count - self;
            const double share = rivals > 0.0 ? (below + 0.5 * equal) / rivals : 0.5;
            score[u] += field->weight[u * field->children + c] * share;
        }
    }
    for (size_t u = 0; u < field->units; u++) {
        score[u] = ieci__field_score(field, score[u]);
    }
}

/* What supports a before b less what supports b before a, among the children that both have. */
static double margin(const ieci__field *field, size_t a, size_t b) {
    double pro = 0.0, contra = 0.0;
    for (size_t c = 0; c < field->children; c++) {
        if (ieci__field_has(field, a, c) && ieci__field_has(field, b, c)) {
            const double first = ieci__field_steps(field, a, c), second = ieci__field_steps(field, b, c);
            pro += first > second ? field->share[c] : 0.0;
            contra += second > first ? field->share[c] : 0.0;
        }
    }
    return fabs(pro - contra) > SLACK ? pro - contra : 0.0;
}

/* Victories less defeats against the rivals, per rival, from -1 to 1. */
static void field_copeland(const ieci__field *field, double *score) {
    for (size_t u = 0; u < field->units; u++) {
        double balance = 0.0, rivals = 0.0;
        for (size_t v = 0; v < field->units; v++) {
            if (v != u && field->rival[v] > 0.0) {
                const double lead = margin(field, u, v);
                balance += lead > 0.0 ? 1.0 : lead < 0.0 ? -1.0 : 0.0;
                rivals += 1.0;
            }
        }
        score[u] = ieci__field_score(field, rivals > 0.0 ? 0.5 + 0.5 * (balance / rivals) : 0.5);
    }
}

enum {
    PROMETHEE_PREFERENCE,
    PROMETHEE_INDIFFERENT,
    PROMETHEE_STRICT
};

enum {
    USUAL,
    U_SHAPE,
    V_SHAPE,
    LEVEL,
    LINEAR,
    GAUSSIAN
};

static const char *check_promethee(const double *parameters) {
    const double kind = parameters[PROMETHEE_PREFERENCE];
    const bool two = kind == LEVEL || kind == LINEAR, one = kind == V_SHAPE || kind == GAUSSIAN;
    if (one && !(parameters[PROMETHEE_STRICT] > 0.0)) {
        return "this preference needs strict above 0";
    }
    return two && !(parameters[PROMETHEE_STRICT] > parameters[PROMETHEE_INDIFFERENT])
               ? "this preference needs strict above indifferent"
               : NULL;
}

/* How strongly a lead is preferred, from 0 to 1. */
static double prefer(const double *parameters, double lead) {
    const double indifferent = parameters[PROMETHEE_INDIFFERENT], strict = parameters[PROMETHEE_STRICT];
    if (!(lead > 0.0)) {
        return 0.0;
    }
    switch ((int)parameters[PROMETHEE_PREFERENCE]) {
    case U_SHAPE:
        return lead > indifferent ? 1.0 : 0.0;
    case V_SHAPE:
        return lead > strict ? 1.0 : lead / strict;
    case LEVEL:
        return lead > strict ? 1.0 : lead > indifferent ? 0.5 : 0.0;
    case LINEAR:
        return lead > strict ? 1.0 : lead > indifferent ? (lead - indifferent) / (strict - indifferent) : 0.0;
    case GAUSSIAN:
        return 1.0 - ieci__exp(-(lead / strict) * (lead / strict) * 0.5);
    default:
        return 1.0;
    }
}

/* Net preference of a over b: both directions, over the weight that both have. */
static double net_preference(const ieci__field *field, size_t a, size_t b) {
    double sum = 0.0, weight = 0.0;
    for (size_t c = 0; c < field->children; c++) {
        if (ieci__field_has(field, a, c) && ieci__field_has(field, b, c)) {
            const double lead = (ieci__field_steps(field, a, c) - ieci__field_steps(field, b, c)) / field->fine;
            const double strength = prefer(field->parameters, fabs(lead));
            sum += field->share[c] * (lead > 0.0 ? strength : -strength);
            weight += field->share[c];
        }
    }
    return weight > 0.0 ? sum / weight : 0.0;
}

static void field_promethee(const ieci__field *field, double *score) {
    for (size_t u = 0; u < field->units; u++) {
        double flow = 0.0, rivals = 0.0;
        for (size_t v = 0; v < field->units; v++) {
            if (v != u && field->rival[v] > 0.0) {
                flow += net_preference(field, u, v);
                rivals += 1.0;
            }
        }
        score[u] = ieci__field_score(field, rivals > 0.0 ? 0.5 + 0.5 * (flow / rivals) : 0.5);
    }
}

static size_t room_kemeny(size_t units, size_t children) {
    (void)children;
    return units * units + 2 * units + ieci__kemeny_room(units);
}

static void field_kemeny(const ieci__field *field, double *score) {
    double *unit = field->room, *places = unit + field->units, *margins = places + field->units;
    size_t count = 0;
    for (size_t u = 0; u < field->units; u++) {
        score[u] = (double)NAN;
        if (field->rival[u] > 0.0) {
            unit[count++] = (double)u;
        }
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            margins[i * count + k] = margin(field, (size_t)unit[i], (size_t)unit[k]);
            margins[k * count + i] = -margins[i * count + k];
        }
        margins[i * count + i] = 0.0;
    }
    ieci__kemeny_places(margins, count, places, margins + count * count);
    for (size_t i = 0; i < count; i++) {
        const double t = count > 1 ? ((double)count - places[i]) / (double)(count - 1) : 0.5;
        score[(size_t)unit[i]] = ieci__field_score(field, t);
    }
}

const ieci__aggregate ieci__aggregate_outrankings[IECI__AGGREGATE_OUTRANKINGS] = {
    {.method = {.name = "borda",
                .doc = "share of the sample that is worse, ties half, in each child, added up by weight, on the score "
                       "range (Borda 1781)"},
     .field = field_borda,
     .room = room_borda,
     .undefined = "no child has a value"},
    {.method = {.name = "copeland",
                .doc =
                    "victories less defeats by weighted majority of the children against each unit of the sample, on "
                    "the score range (Copeland 1951)"},
     .field = field_copeland,
     .undefined = "no child has a value"},
    {.method = {.name = "promethee",
                .doc =
                    "PROMETHEE II: mean net preference over the units of the sample, from -1 to 1, on the score range "
                    "(Brans, Vincke 1985)",
                .num_parameters = 3,
                .parameters = {[PROMETHEE_PREFERENCE] = {.name = "preference",
                                                         .kind = IECI__PARAMETER_CHOICE,
                                                         .fallback = USUAL,
                                                         .least = 0,
                                                         .most = GAUSSIAN,
                                                         .choices = "usual|u_shape|v_shape|level|linear|gaussian",
                                                         .doc = "how strongly a lead of so many points in a child "
                                                                "counts"},
                               [PROMETHEE_INDIFFERENT] = {.name = "indifferent",
                                                          .kind = IECI__PARAMETER_REAL,
                                                          .fallback = 0,
                                                          .least = 0,
                                                          .most = 1e6,
                                                          .doc = "points of a lead that do not count yet: u_shape, "
                                                                 "level, linear"},
                               [PROMETHEE_STRICT] = {.name = "strict",
                                                     .kind = IECI__PARAMETER_REAL,
                                                     .fallback = 0,
                                                     .least = 0,
                                                     .most = 1e6,
                                                     .doc = "points from which a lead counts fully: v_shape, level, "
                                                            "linear; for gaussian its width"}},
                .check = check_promethee},
     .field = field_promethee,
     .undefined = "no child has a value"},
    {.method = {.name = "kemeny",
                .doc =
                    "mean place over all rankings that agree best with the weighted majorities between pairs, on the "
                    "score range; exact, where no cycle holds more than 14 units (Kemeny 1959)"},
     .field = field_kemeny,
     .room = room_kemeny,
     .undefined =
         "a cycle of majorities holds more than 14 units, too many for an exact ranking; use copeland or borda"},
};
