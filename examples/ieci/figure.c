/* SPDX-License-Identifier: MIT */
#include "figure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rule.h"
#include "words.h"

bool figure_find(figure *made, const book *from, frame *cells, frame *parameters, const char *indicator) {
    *made = (figure){.from = from, .cells = cells, .parameters = parameters, .indicator = indicator};
    made->row = frame_find(cells, "indicator", indicator, 0);
    made->node = book_node(from, indicator);
    return made->row != FRAME_NONE && made->node != FRAME_NONE;
}

const char *figure_text(const figure *of, const char *column) {
    return frame_text(of->cells, column, of->row);
}

double figure_real(const figure *of, const char *column) {
    return frame_real(of->cells, column, of->row);
}

const char *figure_rule(const figure *of, const char *column) {
    return frame_text(&of->from->nodes, column, of->node);
}

double figure_rule_real(const figure *of, const char *column) {
    frame *nodes = (frame *)&of->from->nodes; /* reads numbers into its store */
    return frame_real(nodes, column, of->node);
}

/* Whether a text with words between blanks has this one. */
static bool has_word(const char *words, const char *word) {
    size_t size = strlen(word);
    for (const char *at = words; at != NULL && *at != '\0'; at += *at == ' ') {
        size_t length = strcspn(at, " ");
        if (length == size && memcmp(at, word, size) == 0) {
            return true;
        }
        at += length;
    }
    return false;
}

bool figure_has(const figure *of, const char *flag) {
    return has_word(figure_text(of, "flags"), flag);
}

double figure_parameter(const figure *of, const char *step, const char *name) {
    size_t row = 0;
    while ((row = frame_find(of->parameters, "indicator", of->indicator, row)) != FRAME_NONE) {
        const char *each = frame_text(of->parameters, "parameter", row);
        if (strcmp(each, name) == 0 && strcmp(frame_text(of->parameters, "step", row), step) == 0) {
            return frame_real(of->parameters, "value", row);
        }
        row++;
    }
    return (double)NAN;
}

double figure_given(const figure *of, const char *name) {
    return figure_parameter(of, "rule", name);
}

double figure_used(const figure *of, const char *name) {
    return figure_parameter(of, "normalise", name);
}

void figure_range(const figure *of, double *low, double *high) {
    const char *range = book_setting(of->from, "score.range");
    char *end = NULL;
    *low = 0;
    *high = 100;
    if (range != NULL && *range == '[') {
        *low = strtod(range + 1, &end);
        *high = *end == ',' ? strtod(end + 1, NULL) : *high;
    }
}

bool figure_is_normalised(const figure *of, const char *method) {
    return rule_is(figure_rule(of, "normalise"), method);
}

void figure_put_method(const figure *of, text *out) {
    size_t size;
    const char *rule = figure_rule(of, "normalise"), *part = rule_part(rule, "rule", &size);
    text_append(out, part, size);
    part = rule_part(rule, "over", &size);
    if (size > 0 && strncmp(part, "edition", size) != 0) {
        text_put(out, " over ");
        text_append(out, part, size);
    }
}

bool figure_is_capped(const figure *of) {
    bool posts = figure_is_normalised(of, "goalposts");
    double worst = figure_used(of, posts ? "worst" : "min"), best = figure_used(of, posts ? "best" : "max");
    const char *outside = figure_rule(of, "outside");
    double share = (figure_real(of, "transformed") - worst) / (best - worst);
    return outside != NULL && strcmp(outside, "clamp") == 0 && (share < -1e-12 || share > 1 + 1e-12);
}

const char *figure_transform(const figure *of) {
    static const char *const names[][2] = {{"none", "linear"},
                                           {"log1p", "log(1 + x)"},
                                           {"log", "logarithm"},
                                           {"sqrt", "square root"},
                                           {"cbrt", "cube root"}};
    const char *name = figure_rule(of, "transform");
    for (size_t i = 0; name != NULL && i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i][0]) == 0) {
            return names[i][1];
        }
    }
    return name == NULL ? "linear" : name;
}

void figure_put_raw(const figure *of, bool rounded, text *out) {
    double raw = figure_real(of, "raw");
    const char *unit = figure_rule(of, "unit");
    if (frame_is_missing(raw)) {
        text_put(out, "no figure");
        return;
    }
    if (rounded && raw != floor(raw)) {
        words_digits(out, raw, 3);
    } else {
        words_number(out, raw);
    }
    text_print(out, "%s%s", unit == NULL ? "" : " ", unit == NULL ? "" : unit);
}

void figure_put_scale(const figure *of, text *out) {
    double worst = figure_rule_real(of, "worst"), best = figure_rule_real(of, "best");
    if (figure_is_normalised(of, "goalposts") && !frame_is_missing(worst) && !frame_is_missing(best)) {
        text_put(out, "worst ");
        words_number(out, worst);
        text_put(out, ", best ");
        words_number(out, best);
        text_print(out, ", %s", figure_transform(of));
        return;
    }
    figure_put_method(of, out);
    if (figure_is_normalised(of, "min_max")) {
        text_put(out, ", ");
        words_digits(out, figure_used(of, "min"), 5);
        text_put(out, " to ");
        words_digits(out, figure_used(of, "max"), 5);
    } else if (figure_is_normalised(of, "z_score")) {
        text_put(out, ", mean ");
        words_digits(out, figure_used(of, "mean"), 5);
        text_put(out, ", sd ");
        words_digits(out, figure_used(of, "sd"), 5);
    }
    if (strcmp(figure_transform(of), "linear") != 0) {
        text_print(out, ", %s", figure_transform(of));
    }
}

static void separate(text *out, size_t start) {
    text_put(out, out->size > start ? ", " : "");
}

/* The rule for a cell without a number: that of its status, or `missing`. */
static const char *filling(const figure *of) {
    const char *status = figure_text(of, "status"), *rule = NULL;
    if (status != NULL && (strcmp(status, "not_covered") == 0 || strcmp(status, "not_applicable") == 0)) {
        rule = figure_rule(of, status);
    }
    return rule == NULL || strcmp(rule, "missing") == 0 ? figure_rule(of, "missing") : rule;
}

void figure_put_filling(const figure *of, text *out) {
    rule_put_filling(filling(of), figure_real(of, "figures"), figure_text(of, "group"), out);
}

/* What becomes of the weight of a cell without a value. */
static void put_consequence(const figure *of, text *out) {
    const char *rule = filling(of);
    if (rule_fills(rule) && frame_is_missing(figure_real(of, "imputed"))) {
        text_put(out, "; there is no figure to fill it from; the others share its weight");
    } else if (rule_is(rule, "drop")) {
        text_put(out, "; its weight is not asked for");
    } else if (rule_is(rule, "fail")) {
        text_put(out, "; so its node has no value");
    } else {
        text_put(out, "; the others share its weight");
    }
}

void figure_put_gap(const figure *of, text *out) {
    const char *status = figure_text(of, "status");
    if (!frame_is_missing(figure_real(of, "used"))) {
        text_print(out, "%s is missing", figure_rule(of, "denominate"));
    } else {
        text_put(out, status == NULL ? "missing" : status);
    }
    if (figure_has(of, "imputed")) {
        text_put(out, "; filled with ");
        figure_put_filling(of, out);
        text_put(out, ": ");
        words_digits(out, figure_real(of, "imputed"), 6);
    } else {
        put_consequence(of, out);
    }
}

bool figure_is_gap(const figure *of) {
    return frame_is_missing(figure_real(of, "denominated"));
}

static void put_limit(const figure *of, size_t start, text *out) {
    const char *status = figure_text(of, "status");
    if (status != NULL && (strcmp(status, "below") == 0 || strcmp(status, "above") == 0)) {
        separate(out, start);
        text_print(out, "%s ", status);
        words_number(out, figure_real(of, "raw"));
        text_put(out, ": counted as ");
        words_digits(out, figure_real(of, "used"), 6);
    }
}

void figure_put_correction(const figure *of, text *out) {
    double old = figure_real(of, "old");
    text_put(out, "was ");
    if (frame_is_missing(old)) {
        text_put(out, "empty");
    } else {
        words_number(out, old);
    }
}

void figure_put_remarks(const figure *of, text *out) {
    static const char *const flags[] = {"estimated", "provisional"};
    const char *year = figure_text(of, "year"), *scope = figure_rule(of, "scope");
    double limit = figure_rule_real(of, "max_age");
    size_t start = out->size;
    if (figure_is_gap(of)) {
        figure_put_gap(of, out);
    } else if (frame_is_missing(figure_real(of, "normalised"))) {
        text_put(out, "no ranked city sets its scale; the others share its weight");
    }
    if (year != NULL) {
        separate(out, start);
        text_print(out, "figure of %s", year);
    }
    if (figure_has(of, "carried")) {
        separate(out, start);
        text_put(out, "carried on");
    }
    if (!frame_is_missing(limit)) {
        text_print(out, "%s(limit %.0f years)", out->size > start ? " " : "", limit);
    }
    if (scope != NULL && strcmp(scope, "country") == 0) {
        separate(out, start);
        text_put(out, "figure of the country");
    }
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        if (figure_has(of, flags[i])) {
            separate(out, start);
            text_put(out, flags[i]);
        }
    }
    put_limit(of, start, out);
    if (figure_has(of, "corrected")) {
        separate(out, start);
        text_put(out, "corrected, ");
        figure_put_correction(of, out);
    }
    if (figure_has(of, "treated")) {
        separate(out, start);
        text_put(out, "outlier, moved to ");
        words_digits(out, figure_real(of, "treated"), 6);
    }
    if (figure_is_capped(of)) {
        separate(out, start);
        text_put(out, "capped at the end of the scale");
    }
}
