/* SPDX-License-Identifier: MIT */
#include "book.h"

#include <stdlib.h>
#include <string.h>

#include "project.h"

static const char *find(const book *from, ieci_axis axis, const char *word, problems *met) {
    size_t index = 0;
    ieci_error *error = NULL;
    if (ieci_model_find(from->model, axis, word, &index, &error) != IECI_OK) {
        problems_take(met, error);
        return NULL;
    }
    return ieci_model_code(from->model, axis, index);
}

const char *book_unit(const book *from, const char *word, problems *met) {
    return find(from, IECI_AXIS_UNIT, word, met);
}

const char *book_find_node(const book *from, const char *word, problems *met) {
    return find(from, IECI_AXIS_NODE, word, met);
}

static void choose_editions(book *made, const arguments *given, problems *met) {
    size_t count = ieci_model_size(made->model, IECI_AXIS_EDITION);
    const char *edition = arguments_value(given, OPTION_EDITION), *against = arguments_value(given, OPTION_AGAINST);
    made->edition = edition == NULL ? ieci_model_code(made->model, IECI_AXIS_EDITION, count - 1)
                                    : find(made, IECI_AXIS_EDITION, edition, met);
    made->against = against == NULL ? NULL : find(made, IECI_AXIS_EDITION, against, met);
    for (size_t i = 1; i < count && against == NULL && made->edition != NULL; i++) {
        if (strcmp(ieci_model_code(made->model, IECI_AXIS_EDITION, i), made->edition) == 0) {
            made->against = ieci_model_code(made->model, IECI_AXIS_EDITION, i - 1);
        }
    }
}

static void schema_table(const book *from, const char *name, frame *made, problems *met) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    (void)ieci_schema_table(ieci_model_schema(from->model), name, &table, &error);
    problems_take(met, error);
    frame_start(made, table);
}

/* Whether the table of units has a column such as name_zh. */
static bool units_have_language(const book *from, problems *met) {
    frame units;
    text column = {0};
    text_print(&column, "name_%s", from->language);
    book_dataset(from, "units", &units, met);
    bool found = frame_column(&units, text_get(&column)) != FRAME_NONE;
    frame_clear(&units);
    text_clear(&column);
    return found;
}

/* A language in which nothing has a name is a mistake. */
static void choose_language(book *made, const arguments *given, problems *met) {
    text known = {0};
    made->language = arguments_value(given, OPTION_LANGUAGE);
    if (made->language == NULL || frame_find(&made->names, "language", made->language, 0) != FRAME_NONE ||
        units_have_language(made, met)) {
        return;
    }
    for (size_t row = 0; row < made->names.rows; row++) {
        const char *each = frame_text(&made->names, "language", row);
        if (each != NULL && frame_find(&made->names, "language", each, 0) == row) {
            text_print(&known, "%s%s", known.size == 0 ? "" : ", ", each);
        }
    }
    problems_usage(met, "there are no names in language \"%s\"; the schema has: %s", made->language, text_get(&known));
    text_clear(&known);
}

bool book_open(book *made, const arguments *given, const char *path, problems *met) {
    ieci_error *error = NULL;
    *made = (book){0};
    made->model = project_open(given, path, &made->weights, &made->result, met);
    made->read = made->result != NULL;
    if (made->model == NULL) {
        return false;
    }
    schema_table(made, "settings", &made->settings, met);
    schema_table(made, "names", &made->names, met);
    schema_table(made, "nodes", &made->nodes, met);
    book_dataset(made, "editions", &made->editions, met);
    choose_editions(made, given, met);
    choose_language(made, given, met);
    const char *decimals = book_setting(made, "score.decimals");
    made->decimals = decimals == NULL ? 1 : atoi(decimals);
    if (met->count == 0 && !made->read) {
        (void)ieci_model_evaluate(made->model, NULL, &made->result, &error);
        problems_take(met, error);
    }
    return met->count == 0;
}

void book_close(book *made) {
    frame_clear(&made->settings);
    frame_clear(&made->names);
    frame_clear(&made->nodes);
    frame_clear(&made->editions);
    ieci_result_unref(made->result);
    ieci_model_unref(made->read ? NULL : made->model);
    free(made->weights);
    *made = (book){0};
}

static bool set_filter(ieci_options *options, const char *name, const char *value, ieci_error **error) {
    return value == NULL || ieci_options_set(options, name, value, error) == IECI_OK;
}

void book_table(const book *from, const char *name, const char *unit, const char *edition, const char *node,
                frame *made, problems *met) {
    ieci_options *options = NULL;
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    if (ieci_options_new(&options, &error) == IECI_OK && set_filter(options, "unit", unit, &error) &&
        set_filter(options, "edition", edition, &error) && set_filter(options, "node", node, &error) &&
        set_filter(options, "against", from->against, &error) &&
        set_filter(options, "language", from->language, &error)) {
        (void)ieci_result_table(from->result, name, options, &table, &error);
    }
    ieci_options_free(options);
    problems_take(met, error);
    frame_start(made, table);
}

void book_dataset(const book *from, const char *name, frame *made, problems *met) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    (void)ieci_dataset_table(ieci_model_dataset(from->model), name, &table, &error);
    problems_take(met, error);
    frame_start(made, table);
}

const char *book_setting(const book *from, const char *key) {
    size_t row = frame_find(&from->settings, "key", key, 0);
    return row == FRAME_NONE ? NULL : frame_text(&from->settings, "value", row);
}

/* The row with a name of this kind (and code, unless NULL) that serves best: in the language asked for, else in
 * English, else the first. */
static const char *best_name(const book *from, const char *kind, const char *code) {
    const char *english = NULL, *first = NULL;
    for (size_t row = 0; row < from->names.rows; row++) {
        const char *each_kind = frame_text(&from->names, "kind", row), *each = frame_text(&from->names, "code", row);
        const char *language = frame_text(&from->names, "language", row);
        if (each_kind == NULL || strcmp(each_kind, kind) != 0 ||
            (code != NULL && (each == NULL || strcmp(each, code) != 0))) {
            continue;
        }
        const char *name = frame_text(&from->names, "name", row);
        if (language != NULL && from->language != NULL && strcmp(language, from->language) == 0) {
            return name;
        }
        english = language != NULL && strcmp(language, "en") == 0 ? name : english;
        first = first == NULL ? name : first;
    }
    return english != NULL ? english : first;
}

const char *book_heading(const book *from, const char *kind) {
    return best_name(from, kind, NULL);
}

const char *book_name(const book *from, const char *code) {
    const char *name = best_name(from, book_is_indicator(from, code) ? "indicator" : "node", code);
    return name == NULL ? code : name;
}

size_t book_node(const book *from, const char *code) {
    return frame_find(&from->nodes, "code", code, 0);
}

bool book_is_indicator(const book *from, const char *code) {
    size_t row = book_node(from, code);
    const char *kind = row == FRAME_NONE ? NULL : frame_text(&from->nodes, "kind", row);
    return kind != NULL && strcmp(kind, "indicator") == 0;
}

bool book_is_below(const book *from, const char *node, const char *above) {
    do {
        node = frame_text(&from->nodes, "parent", book_node(from, node));
    } while (node != NULL && strcmp(node, above) != 0);
    return node != NULL;
}

bool book_why_unranked(const char *unit, const char *edition, frame *notes, text *out) {
    text start = {0};
    const char *why = NULL;
    text_print(&start, "not ranked in edition %s: ", edition);
    for (size_t row = 0; row < notes->rows && why == NULL; row++) {
        row = frame_find(notes, "key", unit, row);
        const char *message = row == FRAME_NONE ? NULL : frame_text(notes, "message", row);
        if (row == FRAME_NONE) {
            break;
        }
        why = message != NULL && strncmp(message, text_get(&start), start.size) == 0 ? message + start.size : NULL;
    }
    text_put(out, why);
    text_clear(&start);
    return why != NULL;
}
