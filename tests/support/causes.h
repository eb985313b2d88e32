/* SPDX-License-Identifier: MIT */
/* Reading tables of causes, and checking that their parts add up. */
#ifndef TESTS_CAUSES_H
#define TESTS_CAUSES_H

#include <check.h>
#include <ieci/ieci.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "support/datasets.h"
#include "support/schemas.h"

/* --- fractions --- */

typedef struct fraction {
    int64_t above, below;
} fraction;

static inline int64_t divisor(int64_t a, int64_t b) {
    a = a < 0 ? -a : a;
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a == 0 ? 1 : a;
}

static inline fraction add(fraction a, fraction b) {
    int64_t common = divisor(a.below, b.below), above = a.above * (b.below / common) + b.above * (a.below / common);
    int64_t below = a.below / common * b.below, shared = divisor(above, below);
    return (fraction){above / shared, below / shared};
}

/* --- a table of causes --- */

typedef struct causes {
    ieci_table *table;
    size_t rows, node, unit, cause, item, kind;
    double *numerator, *denominator, *points, *rank_before, *rank, *score_before, *score;
} causes;

static inline double *read_column(const ieci_table *table, const char *name) {
    size_t rows = ieci_table_num_rows(table);
    double *values = malloc((rows + 1) * sizeof *values);
    ck_assert_int_eq(ieci_table_copy_reals(table, ieci__table_column(table, name), values, rows, NULL), IECI_OK);
    return values;
}

static inline void open_causes(causes *at, ieci_table *table) {
    at->table = table;
    at->rows = ieci_table_num_rows(table);
    at->node = ieci__table_column(table, "node");
    at->unit = ieci__table_column(table, "unit");
    at->cause = ieci__table_column(table, "cause");
    at->item = ieci__table_column(table, "item");
    at->kind = ieci__table_column(table, "kind");
    at->numerator = read_column(table, "numerator");
    at->denominator = read_column(table, "denominator");
    at->points = read_column(table, "points");
    at->rank_before = read_column(table, "rank_before");
    at->rank = read_column(table, "rank");
    at->score_before = read_column(table, "score_before");
    at->score = read_column(table, "score");
}

static inline void close_causes(causes *at) {
    double *columns[] = {at->numerator, at->denominator,  at->points, at->rank_before,
                         at->rank,      at->score_before, at->score};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        free(columns[i]);
    }
    ieci_table_unref(at->table);
}

static inline const char *text(const causes *at, size_t column, size_t row) {
    return ieci_table_text(at->table, column, row);
}

static inline bool is(const causes *at, size_t column, size_t row, const char *value) {
    const char *found = text(at, column, row);
    return value == NULL ? found == NULL : found != NULL && strcmp(found, value) == 0;
}

static inline fraction places(const causes *at, size_t row) {
    return (fraction){(int64_t)at->numerator[row], (int64_t)at->denominator[row]};
}

static inline ieci_result *evaluate(ieci_dataset *dataset, const char *rules, ieci_weighting *weighting) {
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    ieci_schema *schema = schema_parse(rules);
    (void)ieci_model_new(dataset, schema, weighting, NULL, &model, NULL);
    if (model != NULL) {
        (void)ieci_model_evaluate(model, NULL, &result, NULL);
    }
    ieci_model_unref(model);
    ieci_schema_unref(schema);
    return result;
}

static inline ieci_table *explain(const ieci_result *before, size_t first, const ieci_result *after, size_t last,
                                  bool staged, const char *node) {
    ieci_error *error = NULL;
    ieci_table *table = NULL;
    ieci_options *options = NULL;
    ck_assert_int_eq(ieci_options_new(&options, NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_set(options, "staged", staged ? "yes" : "no", NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_set(options, "node", node, NULL), IECI_OK);
    ck_assert_msg(ieci_compare(before, first, after, last, "causes", options, &table, &error) == IECI_OK, "%s",
                  ieci_error_message(error));
    ieci_options_free(options);
    return table;
}

/* Equal weights but for the children of node x, of which the first weighs more. */
static inline ieci_weighting *weigh(size_t count) {
    static const char *const codes[] = {"a", "b", "y"};
    static const double points[] = {3.0, 1.0, 1.0};
    ieci_weighting *weighting = NULL;
    ck_assert_int_eq(ieci_weighting_new(count, codes, points, &weighting, NULL), IECI_OK);
    return weighting;
}

/* --- checks --- */

static inline void print(ieci__text *out, const char *format, ...) {
    char room[512];
    va_list values;
    va_start(values, format);
    vsnprintf(room, sizeof room, format, values);
    va_end(values);
    ieci__text_append_text(out, room);
}

/* Rows [first, last) tell one unit at one node. */
static inline void check_unit(const causes *at, size_t first, size_t last) {
    static const char *const rows[] = {"own",     "rivals",      "entrants",      "leavers", "scale",
                                       "weights", "aggregation", "normalisation", "method"};
    fraction sum = {0, 1}, items = {0, 1};
    double points = 0.0;
    size_t total = last - 1;
    if (is(at, at->cause, first, "new") || is(at, at->cause, first, "left")) {
        ck_assert_uint_eq(last - first, 1);
        return;
    }
    ck_assert(is(at, at->cause, first, "restated") && is(at, at->cause, total, "total"));
    for (size_t row = first; row < last; row++) {
        bool whole = is(at, at->item, row, NULL) && is(at, at->kind, row, NULL), counts = false;
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            counts = counts || is(at, at->cause, row, rows[i]);
        }
        if (whole && counts) {
            sum = add(sum, places(at, row));
            points += at->points[row];
        }
    }
    const char *unit = text(at, at->unit, first), *node = text(at, at->node, first);
    double gained = at->rank[first] - at->rank[total]; /* from the restated place */
    ck_assert_msg(sum.above * 2 == (int64_t)(gained * 2) * sum.below, "%s at %s: %g places, not %lld/%lld", unit, node,
                  gained, (long long)sum.above, (long long)sum.below);
    ck_assert_msg(fabs(points - (at->score[total] - at->score[first])) <= 1e-12, "%s at %s: %.17g points, not %.17g",
                  unit, node, at->score[total] - at->score[first], points);
    /* rivals, entrants and leavers by name */
    for (size_t i = 1; i < 4; i++) {
        fraction whole = {0, 1};
        items = (fraction){0, 1};
        for (size_t row = first; row < last; row++) {
            if (is(at, at->cause, row, rows[i])) {
                if (is(at, at->item, row, NULL)) {
                    whole = places(at, row);
                } else {
                    items = add(items, places(at, row));
                }
            }
        }
        ck_assert_msg(whole.above == items.above && whole.below == items.below, "%s at %s: %s", unit, node, rows[i]);
    }
}

/* Children of a node in the random schemas, or in the flat one. */
static inline bool is_child(const char *node, const char *child) {
    static const char *const trees[][2] = {
        {"index", "hxz"}, {"x", "aby"}, {"y", "cde"}, {"z", "fg"}, {"flat", "abcdefghijkl"}};
    for (size_t i = 0; i < 5; i++) {
        if (strcmp(trees[i][0], node) == 0) {
            return strlen(child) == 1 && strchr(trees[i][1], child[0]) != NULL;
        }
    }
    return false;
}

/* Every node's own part is the sum of its children's, and all of it that of the whole. */
static inline void check_tree(const causes *at, size_t first, size_t last) {
    const char *root = text(at, at->node, first);
    size_t own = first;
    while (own < last && !is(at, at->cause, own, "own")) {
        own++;
    }
    for (size_t row = own + 1; row < last; row++) {
        if (!is(at, at->cause, row, "own") || is(at, at->item, row, NULL)) {
            continue;
        }
        const char *node = text(at, at->item, row);
        fraction sum = {0, 1};
        double points = 0.0;
        size_t children = 0;
        for (size_t other = own + 1; other < last; other++) {
            if (is(at, at->cause, other, "own") && text(at, at->item, other) != NULL &&
                is_child(node, text(at, at->item, other))) {
                sum = add(sum, places(at, other));
                points += at->points[other];
                children++;
            }
        }
        fraction here = places(at, row);
        if (children > 0) {
            ck_assert_msg(sum.above == here.above && sum.below == here.below, "%s at %s: children of %s",
                          text(at, at->unit, first), root, node);
            ck_assert_msg(fabs(points - at->points[row]) <= 1e-12, "%s at %s: points of children of %s",
                          text(at, at->unit, first), root, node);
        }
        if (strcmp(node, root) == 0) {
            ck_assert_msg(here.above * places(at, own).below == places(at, own).above * here.below,
                          "%s at %s: own figures down the tree", text(at, at->unit, first), root);
            ck_assert(fabs(at->points[row] - at->points[own]) <= 1e-12);
        }
    }
}

static inline size_t check_table(ieci_table *table) {
    causes at;
    size_t units = 0;
    open_causes(&at, table);
    for (size_t first = 0, last; first < at.rows; first = last) {
        for (last = first; last < at.rows && is(&at, at.unit, last, text(&at, at.unit, first)) &&
                           is(&at, at.node, last, text(&at, at.node, first));
             last++) {
        }
        check_unit(&at, first, last);
        check_tree(&at, first, last);
        units++;
    }
    close_causes(&at);
    return units;
}

#endif
