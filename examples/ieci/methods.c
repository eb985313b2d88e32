/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "memory.h"
#include "screen.h"
#include "words.h"

#define UNBOUNDED 1e100 /* bounds beyond are only those of arithmetic */

static const struct {
    option_code option;
    const char *catalogue;
} lists[] = {{OPTION_ORDER, "order"},        {OPTION_KEYS, "keys"},         {OPTION_LIST_OPTIONS, "options"},
             {OPTION_LIST_TABLES, "tables"}, {OPTION_STATUSES, "statuses"}, {OPTION_LIST_CHECKS, "checks"}};

static const char *choose(const arguments *given, problems *met) {
    const char *chosen = NULL;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (arguments_have(given, lists[i].option)) {
            if (chosen != NULL) {
                problems_usage(met, "give one of --%s and --%s", chosen, lists[i].catalogue);
            }
            chosen = lists[i].catalogue;
        }
    }
    if (chosen != NULL && given->num_words > 0) {
        problems_usage(met, "give a NAME or --%s, not both", chosen);
    }
    return chosen == NULL ? "methods" : chosen;
}

/* Parameters stand in rows of their own under their method. */
static bool is_parameter(const frame *list, size_t row) {
    const char *kind = frame_text(list, "kind", row);
    return kind != NULL && strcmp(kind, "method") != 0;
}

static bool is_called(const frame *list, size_t row, const char *name) {
    const char *step = frame_text(list, "step", row), *method = frame_text(list, "name", row);
    return name == NULL || (step != NULL && strcmp(step, name) == 0) || (method != NULL && strcmp(method, name) == 0);
}

static const char *next_name(const void *state, size_t index) {
    const frame *list = state;
    return index < list->rows       ? frame_text(list, "name", index)
           : index < 2 * list->rows ? frame_text(list, "step", index - list->rows)
                                    : NULL;
}

static void put_parameter(grid *into, frame *list, size_t row) {
    const char *given = frame_text(list, "default", row), *doc = frame_text(list, "doc", row);
    double least = frame_real(list, "least", row), most = frame_real(list, "most", row);
    text name = {0}, what = {0};
    text_print(&name, "  %s", frame_text(list, "parameter", row));
    text_put(&what, doc);
    if (given != NULL) {
        text_print(&what, "; default %s", given);
    }
    if (fabs(least) < UNBOUNDED && fabs(most) < UNBOUNDED) {
        text_put(&what, "; from ");
        words_digits(&what, least, 6);
        text_put(&what, " to ");
        words_digits(&what, most, 6);
    }
    grid_cell(into, NULL, SCREEN_PLAIN);
    grid_cell(into, text_get(&name), SCREEN_PLAIN);
    grid_cell(into, text_get(&what), SCREEN_PLAIN);
    text_clear(&name);
    text_clear(&what);
}

static void put_methods(frame *list, const char *name, bool colours, text *out) {
    grid *into = grid_new("llc");
    const char *step = "";
    grid_cell(into, "Step", SCREEN_STRONG);
    grid_cell(into, "Name", SCREEN_STRONG);
    grid_cell(into, "What it does", SCREEN_STRONG);
    for (size_t row = 0; row < list->rows; row++) {
        if (!is_called(list, row, name)) {
            continue;
        }
        if (is_parameter(list, row)) {
            put_parameter(into, list, row);
            continue;
        }
        const char *each = frame_text(list, "step", row);
        grid_cell(into, strcmp(each, step) == 0 ? NULL : each, SCREEN_PLAIN);
        grid_cell(into, frame_text(list, "name", row), SCREEN_STRONG);
        grid_cell(into, frame_text(list, "doc", row), SCREEN_PLAIN);
        step = each;
    }
    grid_print(into, 0, colours, out);
}

static size_t count_called(const frame *list, const char *name) {
    size_t count = 0;
    for (size_t row = 0; row < list->rows; row++) {
        count += is_called(list, row, name);
    }
    return count;
}

/* The rows of one method or step as a table of their own. */
static void put_rows(frame *list, const char *name, output *out, problems *met) {
    ieci_error *error = NULL;
    size_t *rows = memory_get(list->rows, sizeof *rows), count = 0;
    for (size_t row = 0; row < list->rows; row++) {
        if (is_called(list, row, name)) {
            rows[count++] = row;
        }
    }
    ieci_table *made = frame_pick(list, rows, count, &error);
    problems_take(met, error);
    output_table(out, made, met);
    ieci_table_unref(made);
    free(rows);
}

int methods_run(const arguments *given, problems *met) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    output out;
    frame list;
    const char *name = given->num_words > 0 ? given->words[0] : NULL;
    output_start(&out, given, met);
    const char *catalogue = choose(given, met);
    (void)ieci_catalogue(catalogue, &table, &error);
    problems_take(met, error);
    frame_start(&list, table);
    if (name != NULL && met->count == 0 && count_called(&list, name) == 0) {
        const char *nearest = arguments_nearest(name, next_name, &list);
        problems_usage(met, "there is no method or step \"%s\"%s%s%s (see ieci methods)", name,
                       nearest == NULL ? "" : "; did you mean \"", nearest == NULL ? "" : nearest,
                       nearest == NULL ? "" : "\"?");
    }
    if (met->count == 0 && out.format != NULL) {
        put_rows(&list, name, &out, met);
    } else if (met->count == 0 && strcmp(catalogue, "methods") == 0) {
        put_methods(&list, name, out.colours, &out.written);
        output_finish(&out, met);
    } else if (met->count == 0) {
        screen_table(&list, out.colours, &out.written);
        output_finish(&out, met);
    }
    frame_clear(&list);
    text_clear(&out.written);
    return problems_tell(met);
}
