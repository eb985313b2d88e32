/* SPDX-License-Identifier: MIT */
#include "part.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "rule.h"
#include "words.h"

static const char *child_of(const part_view *of, size_t row) {
    return frame_text(of->parts, "child", row);
}

static bool is_state(const part_view *of, size_t row, const char *state) {
    const char *own = frame_text(of->parts, "state", row);
    return own != NULL && strcmp(own, state) == 0;
}

static const char *node_rule(const book *from, const char *column, const char *node) {
    return frame_text(&from->nodes, column, book_node(from, node));
}

static double own_share(const part_view *of, const char *child) {
    return frame_real(of->weights, "share", frame_find(of->weights, "node", child, 0));
}

static double printed_score(const part_view *of, const char *node) {
    return frame_real(of->scores, "printed", frame_find(of->scores, "node", node, 0));
}

void part_put_value(const part_view *of, size_t row, text *out) {
    double value = frame_real(of->parts, "value", row), printed = printed_score(of, child_of(of, row));
    if (frame_is_missing(value) && frame_is_missing(printed)) {
        text_put(out, "no value");
    } else {
        words_decimals(out, frame_is_missing(printed) ? value : printed, of->from->decimals);
    }
}

void part_put_weight(const part_view *of, size_t row, text *out) {
    double value = frame_real(of->parts, "value", row), weight = frame_real(of->parts, "weight", row);
    double share = own_share(of, child_of(of, row));
    if (share == 0) {
        text_put(out, "weight 0");
    } else if (frame_is_missing(value)) {
        text_put(out, frame_is_missing(printed_score(of, child_of(of, row))) ? "" : "not used");
    } else {
        text_put(out, "x ");
        words_share(out, weight);
        if (fabs(weight - share) > 1e-9) {
            text_put(out, " (its own ");
            words_share(out, share);
            text_put(out, ")");
        }
    }
}

void part_put_points(const part_view *of, size_t row, int decimals, text *out) {
    const char *parent = frame_text(of->parts, "parent", row);
    double part = frame_real(of->parts, "contribution", row);
    if (!frame_is_missing(part)) {
        text_put(out, rule_is(node_rule(of->from, "aggregate", parent), "arithmetic") ? "= " : "gives ");
        words_decimals(out, part, decimals);
    }
}

/* A node that its parent's rule has filled in: from how many cities, and of which group. */
static void put_filling(const part_view *of, const char *node, problems *met, text *out) {
    const char *rule = node_rule(of->from, "missing", node);
    frame scores, units;
    text column = {0};
    size_t size;
    double figures = 0;
    const char *part = rule_part(rule, "of", &size);
    text_append(&column, part, size);
    book_table(of->from, "scores", NULL, of->from->edition, node, &scores, met);
    book_dataset(of->from, "units", &units, met);
    const char *group = frame_text(&units, text_get(&column), frame_find(&units, "unit", of->unit, 0));
    for (size_t row = 0; row < scores.rows; row++) {
        const char *unit = frame_text(&scores, "unit", row), *ranked = frame_text(&scores, "ranked", row);
        const char *other =
            size == 0 ? NULL : frame_text(&units, text_get(&column), frame_find(&units, "unit", unit, 0));
        bool same = size == 0 || (group != NULL && other != NULL && strcmp(group, other) == 0);
        figures += same && strcmp(ranked, "yes") == 0 && !frame_is_missing(frame_real(&scores, "score", row)) ? 1 : 0;
    }
    rule_put_filling(rule, rule_is(rule, "zero") ? (double)NAN : figures, group, out);
    frame_clear(&scores);
    frame_clear(&units);
    text_clear(&column);
}

void part_put_state(const part_view *of, size_t row, problems *met, text *out) {
    if (is_state(of, row, "filled")) {
        text_put(out, "no value of its own; filled with ");
        put_filling(of, child_of(of, row), met, out);
    } else if (own_share(of, child_of(of, row)) == 0) {
        text_put(out, "has no weight here");
    } else if (is_state(of, row, "absent")) {
        text_put(out, "too little data; the others share its weight");
    } else if (is_state(of, row, "failed")) {
        text_put(out, "too little data; so its node has no value");
    } else if (is_state(of, row, "dropped")) {
        text_put(out, "does not apply; its weight is not asked for");
    }
}

void part_put_mean(const part_view *of, const char *node, text *out) {
    const char *rule = node_rule(of->from, "aggregate", node);
    size_t size;
    if (rule_is(rule, "arithmetic")) {
        return;
    }
    text_put(out, "   ");
    if (!rule_adds_up(rule)) {
        const char *name = rule_part(rule, "rule", &size);
        text_append(out, name, size);
        text_put(out, "; its score is not a sum of parts, so no child has points of its own\n");
        return;
    }
    rule_put_mean(rule, out);
    text_put(out, "; a child gives weight x ");
    if (rule_is(rule, "geometric")) {
        text_put(out, "the mean\n");
    } else if (rule_is(rule, "harmonic")) {
        text_put(out, "mean^2 / value\n");
    } else {
        const char *exponent = rule_part(rule, "exponent", &size);
        text_print(out, "value^%.*s x mean^", (int)size, exponent);
        words_number(out, 1 - strtod(exponent, NULL));
        text_put(out, "\n");
    }
}

void part_put_shortage(const part_view *of, const char *node, text *out) {
    double with = 0, asked = 0;
    frame *nodes = (frame *)&of->from->nodes; /* reads numbers into its store */
    double least = frame_real(nodes, "min_share", book_node(of->from, node));
    for (size_t row = 0; row < of->parts->rows; row++) {
        const char *parent = frame_text(of->parts, "parent", row);
        double share = own_share(of, child_of(of, row));
        if (strcmp(parent, node) != 0 || share == 0) {
            continue;
        }
        if (is_state(of, row, "failed")) {
            text_print(out, "%s has no value, and its rule for that is fail", child_of(of, row));
            return;
        }
        asked += is_state(of, row, "dropped") ? 0 : share;
        with += is_state(of, row, "present") || is_state(of, row, "filled") ? share : 0;
    }
    if (asked == 0) {
        text_put(out, "none of its children applies");
        return;
    }
    text_put(out, "children with ");
    words_percent_below(out, with / asked, least);
    text_put(out, " of the weight have a value");
    if (least > 0) {
        text_put(out, ", min_share asks for ");
        words_number(out, floor(least * 1e12 + 0.5) / 1e10);
        text_put(out, " %");
    }
}
