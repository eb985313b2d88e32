/* SPDX-License-Identifier: MIT */
/* The way of a cell from its figure to points of the index. Whoever computes a step again from the printed numbers must
 * get the printed result: where six digits do not do, more are printed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "figure.h"
#include "rule.h"
#include "screen.h"
#include "words.h"

#define FEWEST_DIGITS 6
#define MOST_DIGITS 17

typedef enum scale_kind {
    SCALE_ENDS,   /* (x - from) / (to - from) on the score range */
    SCALE_SPREAD, /* points + points x (x - from) / to */
    SCALE_PLACES, /* a place among other figures, on the score range */
    SCALE_NAMED   /* of another kind: the name of the method */
} scale_kind;

/* A figure on its scale. */
typedef struct scale {
    scale_kind kind;
    double x, from, to;    /* transformed figure; ends, or mean and sd */
    double low, width;     /* of the score range, or the points of mean and sd */
    double places, counts; /* what a place is divided by */
} scale;

typedef struct steps {
    const figure *of;
    frame *parts, *scores;
    scale on;
    int digits;
    text *out;
} steps;

static void put(steps *at, double value) {
    words_digits(at->out, value, at->digits);
}

/* The number that a reader of `digits` digits has. */
static double shown(double value, int digits) {
    text written = {0};
    words_digits(&written, value, digits);
    double read = strtod(text_get(&written), NULL);
    text_clear(&written);
    return read;
}

static bool near(double a, double b, double size) {
    return fabs(a - b) <= 5e-6 * fmax(fabs(b), 0.01 * size);
}

/* --- the scale --- */

/* The place of a rank score or a percentile, kept between the ends. */
static void set_places(const figure *of, scale *on) {
    double worse = figure_real(of, "worse"), equal = figure_real(of, "equal"), count = figure_used(of, "n");
    bool rank = figure_is_normalised(of, "rank");
    on->kind = SCALE_PLACES;
    on->counts = rank ? count - 1 : count;
    on->places = rank ? fmin(fmax(worse + (equal - 1) / 2, 0), on->counts) : worse + equal / 2;
}

static scale make_scale(const figure *of) {
    double high;
    scale on = {.kind = SCALE_ENDS, .x = figure_real(of, "transformed")};
    const char *better = figure_rule(of, "better");
    bool lower = better != NULL && strcmp(better, "lower") == 0;
    figure_range(of, &on.low, &high);
    on.width = high - on.low;
    if (figure_is_normalised(of, "goalposts")) {
        on.from = figure_used(of, "worst");
        on.to = figure_used(of, "best");
    } else if (figure_is_normalised(of, "min_max")) {
        on.from = figure_used(of, lower ? "max" : "min");
        on.to = figure_used(of, lower ? "min" : "max");
    } else if (figure_is_normalised(of, "z_score")) {
        on.kind = SCALE_SPREAD;
        on.from = figure_used(of, "mean");
        on.to = figure_used(of, "sd");
        on.low = figure_given(of, "mean");
        on.width = lower ? -figure_given(of, "sd") : figure_given(of, "sd");
    } else if (figure_is_normalised(of, "rank") || figure_is_normalised(of, "percentile")) {
        set_places(of, &on);
    } else {
        on.kind = SCALE_NAMED;
        on.from = figure_real(of, "normalised");
    }
    return on;
}

/* The value that the printed numbers give. */
static double value_shown(const scale *on, int digits) {
    double low = shown(on->low, digits), width = shown(on->width, digits), from = shown(on->from, digits);
    if (on->kind == SCALE_PLACES) {
        return low + width * (on->counts > 0 ? on->places / on->counts : 0.5);
    }
    if (on->kind == SCALE_NAMED) {
        return on->from;
    }
    double to = on->kind == SCALE_SPREAD ? shown(on->to, digits) : shown(on->to, digits) - from;
    return low + width * ((shown(on->x, digits) - from) / to);
}

static double transform_shown(const figure *of, int digits) {
    const char *name = figure_rule(of, "transform");
    double x = shown(figure_real(of, "treated"), digits);
    return strcmp(name, "log1p") == 0  ? log1p(x)
           : strcmp(name, "log") == 0  ? log(x)
           : strcmp(name, "sqrt") == 0 ? sqrt(x)
           : strcmp(name, "cbrt") == 0 ? cbrt(x)
                                       : x;
}

/* As few digits as it takes to compute the steps again. */
static int choose_digits(const steps *at) {
    double exact = value_shown(&at->on, MOST_DIGITS), transformed = figure_real(at->of, "transformed");
    int digits = FEWEST_DIGITS;
    while (digits < MOST_DIGITS && !(near(value_shown(&at->on, digits), exact, at->on.width) &&
                                     near(transform_shown(at->of, digits), transformed, 0))) {
        digits++;
    }
    return digits;
}

/* --- steps before the scale: each only if it changes something --- */

static void put_limit_share(steps *at, double raw) {
    const char *status = figure_text(at->of, "status");
    text_print(at->out, " -> as %s counted as ", status);
    words_number(at->out, figure_rule_real(at->of, status));
    text_put(at->out, " x ");
    put(at, raw);
    text_put(at->out, " = ");
    put(at, figure_real(at->of, "used"));
}

static void put_denominated(steps *at) {
    const char *code = figure_rule(at->of, "denominate");
    double divisor = figure_real(at->of, "divisor");
    text key = {0};
    if (code == NULL || strcmp(code, "none") == 0 || frame_is_missing(figure_real(at->of, "used"))) {
        return;
    }
    if (frame_is_missing(divisor)) {
        text_print(at->out, " -> %s is missing", code);
        return;
    }
    text_print(&key, "denominators.%s.scale", code);
    const char *unit = book_setting(at->of->from, text_get(&key));
    text_put(at->out, " -> divided by ");
    put(at, divisor);
    text_print(at->out, " (%s)", code);
    if (unit != NULL && strtod(unit, NULL) != 1) {
        text_print(at->out, " x %s", unit);
    }
    text_put(at->out, " = ");
    put(at, figure_real(at->of, "denominated"));
    text_clear(&key);
}

static void put_treated(steps *at) {
    double low = figure_parameter(at->of, "treat", "low"), high = figure_parameter(at->of, "treat", "high");
    double treated = figure_real(at->of, "treated");
    if (figure_has(at->of, "treated")) {
        text_print(at->out, " -> outlier moved to the %s figure kept: ", treated == low ? "least" : "greatest");
        put(at, treated == low ? low : high);
    }
}

static void put_first_steps(steps *at) {
    double raw = figure_real(at->of, "raw"), transformed = figure_real(at->of, "transformed");
    if (frame_is_missing(raw)) {
        text_put(at->out, "no figure");
    } else {
        put(at, raw);
    }
    const char *status = figure_text(at->of, "status");
    if (strcmp(status, "below") == 0 || strcmp(status, "above") == 0) {
        put_limit_share(at, raw);
    }
    put_denominated(at);
    if (figure_has(at->of, "imputed")) {
        text_put(at->out, " -> ");
        figure_put_filling(at->of, at->out);
        text_put(at->out, ": ");
        put(at, figure_real(at->of, "imputed"));
    }
    put_treated(at);
    if (strcmp(figure_transform(at->of), "linear") != 0 && !frame_is_missing(transformed)) {
        text_print(at->out, " -> %s ", figure_transform(at->of));
        put(at, transformed);
    }
}

/* --- the scale in words --- */

/* x - y, as x + 5 where y is -5 */
static void put_difference(steps *at, double x, double y) {
    text_put(at->out, "(");
    put(at, x);
    text_put(at->out, y < 0 ? " + " : " - ");
    put(at, fabs(y));
    text_put(at->out, ")");
}

static void put_ends(steps *at) {
    const scale *on = &at->on;
    if (on->low != 0) {
        put(at, on->low);
        text_put(at->out, " + ");
    }
    put_difference(at, on->x, on->from);
    text_put(at->out, " / ");
    put_difference(at, on->to, on->from);
    if (on->width != 1) {
        text_put(at->out, " x ");
        put(at, on->width);
    }
}

static void put_spread(steps *at) {
    const scale *on = &at->on;
    put(at, on->low);
    text_put(at->out, on->width < 0 ? " - " : " + ");
    put(at, fabs(on->width));
    text_put(at->out, " x ");
    put_difference(at, on->x, on->from);
    text_put(at->out, " / ");
    put(at, on->to);
}

/* Places: "12 worse, 2 equal of 50 -> 0 + (12 + (2 - 1) / 2) / (50 - 1) x 100" */
static void put_places(steps *at) {
    const scale *on = &at->on;
    double worse = figure_real(at->of, "worse"), equal = figure_real(at->of, "equal"), count = figure_used(at->of, "n");
    bool rank = figure_is_normalised(at->of, "rank");
    figure_put_method(at->of, at->out);
    text_print(at->out, ": %.0f of %.0f cities worse, %.0f equal -> ", worse, count, equal);
    if (on->low != 0) {
        put(at, on->low);
        text_put(at->out, " + ");
    }
    if (!(on->counts > 0)) {
        text_put(at->out, "0.5");
    } else if (!rank) {
        text_print(at->out, "(%.0f + %.0f / 2) / %.0f", worse, equal, count);
    } else if (on->places == worse + (equal - 1) / 2) {
        text_print(at->out, "(%.0f + (%.0f - 1) / 2) / (%.0f - 1)", worse, equal, count);
    } else {
        text_print(at->out, "%.0f / (%.0f - 1)", on->places, count);
    }
    if (on->width != 1) {
        text_put(at->out, " x ");
        put(at, on->width);
    }
}

/* A method with the numbers that it uses: "robust (median 14.2, spread 9.1)". */
static void put_named(steps *at) {
    const figure *of = at->of;
    size_t row = 0, shown_so_far = 0;
    double worse = figure_real(of, "worse"), equal = figure_real(of, "equal");
    figure_put_method(of, at->out);
    text_put(at->out, " (");
    if (!frame_is_missing(worse)) {
        text_print(at->out, "%.0f worse, %.0f equal", worse, equal);
        shown_so_far = 1;
    }
    while ((row = frame_find(of->parameters, "indicator", of->indicator, row)) != FRAME_NONE) {
        if (strcmp(frame_text(of->parameters, "step", row), "normalise") == 0) {
            text_print(at->out, "%s%s ", shown_so_far++ > 0 ? ", " : "", frame_text(of->parameters, "parameter", row));
            put(at, frame_real(of->parameters, "value", row));
        }
        row++;
    }
    text_put(at->out, ")");
}

static void put_scale(steps *at) {
    static void (*const puts[])(steps *) = {put_ends, put_spread, put_places, put_named};
    text_put(at->out, " -> ");
    puts[at->on.kind](at);
    text_put(at->out, " = ");
    if (at->on.kind != SCALE_NAMED && figure_is_capped(at->of)) {
        put(at, value_shown(&at->on, MOST_DIGITS));
        text_put(at->out, ", capped = ");
    }
    put(at, figure_real(at->of, "normalised"));
}

/* --- the path to the index --- */

/* The node above that has no score, so that nothing goes on from there; NULL: there is none. */
static const char *dead_end(steps *at, const char *code) {
    size_t row;
    while ((row = frame_find(at->parts, "child", code, 0)) != FRAME_NONE) {
        code = frame_text(at->parts, "parent", row);
        if (frame_is_missing(frame_real(at->scores, "score", frame_find(at->scores, "node", code, 0)))) {
            return code;
        }
    }
    return NULL;
}

/* The indicator or the node above it that counts for nothing; NULL: there is none. */
static const char *weightless(steps *at, const char *code) {
    size_t row;
    while ((row = frame_find(at->parts, "child", code, 0)) != FRAME_NONE) {
        if (!(frame_real(at->parts, "weight", row) > 0)) {
            return code;
        }
        code = frame_text(at->parts, "parent", row);
    }
    return NULL;
}

/* The nearest node above whose score is not a sum of parts, or NULL. */
static const char *indivisible(steps *at, const char *code) {
    size_t row;
    while ((row = frame_find(at->parts, "child", code, 0)) != FRAME_NONE) {
        code = frame_text(at->parts, "parent", row);
        if (!rule_adds_up(frame_text(&at->of->from->nodes, "aggregate", book_node(at->of->from, code)))) {
            return code;
        }
    }
    return NULL;
}

/* What a point of the child is worth in its node. */
static double level_factor(steps *at, size_t row) {
    double value = frame_real(at->parts, "value", row);
    return value != 0 ? frame_real(at->parts, "contribution", row) / value : frame_real(at->parts, "weight", row);
}

static bool is_arithmetic(steps *at, const char *node) {
    return rule_is(frame_text(&at->of->from->nodes, "aggregate", book_node(at->of->from, node)), "arithmetic");
}

static void put_path(steps *at, double factor) {
    const char *code = at->of->indicator;
    size_t row;
    text_put(at->out, "x ");
    words_digits(at->out, factor, FEWEST_DIGITS - 1);
    for (size_t level = 0; (row = frame_find(at->parts, "child", code, 0)) != FRAME_NONE; level++) {
        code = frame_text(at->parts, "parent", row);
        text_put(at->out, level == 0 ? " = " : " x ");
        if (is_arithmetic(at, code)) {
            words_share(at->out, level_factor(at, row));
            text_print(at->out, " in %s", code);
        } else {
            words_digits(at->out, level_factor(at, row), FEWEST_DIGITS);
            text_print(at->out, " in %s (its part / its value)", code);
        }
    }
    text_put(at->out, "\n");
}

static void put_points(steps *at) {
    size_t row = frame_find(at->parts, "child", at->of->indicator, 0);
    double points = row == FRAME_NONE ? (double)NAN : frame_real(at->parts, "points", row);
    double value = row == FRAME_NONE ? (double)NAN : frame_real(at->parts, "value", row);
    const char *end = dead_end(at, at->of->indicator), *light = weightless(at, at->of->indicator);
    if (frame_is_missing(points) || frame_is_missing(value) || light != NULL) {
        text_put(at->out, " -> no points of the index");
        if (end != NULL) {
            text_print(at->out, ": %s has no value of its own", end);
        } else if (!frame_is_missing(figure_real(at->of, "normalised")) && light != NULL) {
            text_print(at->out, ": the weight of %s is 0", light);
        } else if (!frame_is_missing(figure_real(at->of, "normalised"))) {
            const char *node = indivisible(at, at->of->indicator);
            text_print(at->out,
                       node == NULL ? ": a score of 0 has no parts" : ": the score of %s is not a sum of parts", node);
        }
        text_put(at->out, "\n");
        return;
    }
    text_put(at->out, " -> ");
    if (value != 0) {
        text_put(at->out, "x ");
        words_digits(at->out, points / value, FEWEST_DIGITS - 1);
        text_put(at->out, " = ");
    }
    words_digits(at->out, points, FEWEST_DIGITS - 1);
    text_put(at->out, " points of the index\n");
    if (value != 0) {
        put_path(at, points / value);
    }
}

void explain_steps(const figure *of, frame *parts, frame *scores, text *out) {
    steps at = {of, parts, scores, make_scale(of), FEWEST_DIGITS, out};
    bool placed = !frame_is_missing(figure_real(of, "normalised"));
    at.digits = placed ? choose_digits(&at) : FEWEST_DIGITS;
    put_first_steps(&at);
    if (placed) {
        put_scale(&at);
    } else {
        text_put(out, " -> ");
        figure_put_gap(of, out);
    }
    put_points(&at);
}
