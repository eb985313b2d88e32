/* SPDX-License-Identifier: MIT */
/* `robust [UNIT [RIVAL]]`: what holds for all weights of a region, exactly. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "memory.h"
#include "project.h"
#include "screen.h"
#include "words.h"

#define DIGITS 4 /* of numbers that are no whole ones */
#define WITHIN "25"

typedef struct view {
    const book *from;
    const arguments *given;
    const char *question, *node;
    ieci_factors *factors; /* NULL: any weights */
    text fixed;            /* nodes that were kept fixed because some unit lacks a child */
    frame rows;
} view;

static bool asks(const view *at, const char *question) {
    return strcmp(at->question, question) == 0;
}

static bool uses_weights(const view *at) {
    return strncmp(at->question, "leave-one-out", strlen("leave-one-out")) != 0;
}

/* --- which weights vary --- */

/* Factors of a YAML text, or of the file of --factors. */
static ieci_factors *read_factors(const char *yaml, const char *path, problems *met) {
    ieci_factors *factors = NULL;
    ieci_error *error = NULL;
    ieci_bytes *bytes = NULL;
    if (yaml == NULL) {
        bytes = project_document(path, met);
    } else {
        (void)ieci_bytes_new(yaml, strlen(yaml), "--within", &bytes, &error);
    }
    if (bytes != NULL) {
        (void)ieci_factors_parse(bytes, NULL, &factors, &error);
    }
    problems_take(met, error);
    ieci_bytes_unref(bytes);
    return factors;
}

/* Appends the nodes that vary: those of --nodes, or all that are not in `fixed`, each after a comma. */
static size_t put_nodes(const view *at, const char *separator, text *out) {
    const frame *nodes = &at->from->nodes;
    size_t count = 0;
    for (size_t row = 0; row < nodes->rows; row++) {
        const char *code = frame_text(nodes, "code", row), *kind = frame_text(nodes, "kind", row);
        text quoted = {0};
        text_print(&quoted, " %s,", code);
        if (strcmp(kind, "node") == 0 && strstr(text_get(&at->fixed), text_get(&quoted)) == NULL) {
            text_print(out, "%s%s", count++ > 0 ? separator : "", code);
        }
        text_clear(&quoted);
    }
    return count;
}

/* The factors of --within and --nodes as YAML. */
static void put_factors(const view *at, text *out) {
    const char *within = arguments_value(at->given, OPTION_WITHIN), *nodes = arguments_value(at->given, OPTION_NODES);
    const bool any = within == NULL && nodes != NULL;
    text_put(out, "format: ieci/factors/1\nfactors:\n  weights: {nodes: ");
    if (nodes != NULL && strcmp(nodes, "all") == 0) {
        text_put(out, "all");
    } else if (nodes != NULL) {
        text_print(out, "[%s]", nodes);
    } else {
        text_put(out, "[");
        put_nodes(at, ", ", out);
        text_put(out, "]");
    }
    text_print(out, ", distribution: %s%s}\n", any ? "simplex" : "around, within: ",
               any              ? ""
               : within == NULL ? WITHIN
                                : within);
}

static void make_factors(view *at, problems *met) {
    const char *path = arguments_value(at->given, OPTION_FACTORS);
    text yaml = {0};
    ieci_factors_free(at->factors);
    at->factors = NULL;
    if (path == NULL && uses_weights(at)) {
        put_factors(at, &yaml);
    }
    if (path != NULL || uses_weights(at)) {
        at->factors = read_factors(path == NULL ? text_get(&yaml) : NULL, path, met);
    }
    text_clear(&yaml);
}

/* --- asking --- */

static void set_option(ieci_options *options, const char *name, const char *value, problems *met) {
    ieci_error *error = NULL;
    if (value != NULL && ieci_options_set(options, name, value, &error) != IECI_OK) {
        problems_usage(met, "%s", ieci_error_message(error));
        ieci_error_free(error);
    }
}

static ieci_options *make_options(const view *at, problems *met) {
    ieci_options *options = project_options(at->given, met);
    const arguments *given = at->given;
    const char *unit = given->num_words > 0 ? book_unit(at->from, given->words[0], met) : NULL;
    const char *rival = given->num_words > 1 ? book_unit(at->from, given->words[1], met) : NULL;
    set_option(options, "edition", at->from->edition, met);
    set_option(options, "node", at->node, met);
    set_option(options, "unit", unit, met);
    set_option(options, "rival", rival, met);
    set_option(options, "node_limit", arguments_value(given, OPTION_NODE_LIMIT), met);
    set_option(options, "language", at->from->language, met);
    return options;
}

/* Takes the nodes that the problems name off those that vary; whether any was. */
static bool fix_nodes(view *at, ieci_error *error) {
    frame found = {0};
    ieci_table *table = NULL;
    bool more = false;
    (void)ieci_error_problems(error, &table);
    frame_start(&found, table);
    for (size_t row = 0; row < found.rows; row++) {
        const char *code = frame_text(&found, "key", row);
        text quoted = {0};
        text_print(&quoted, " %s,", code == NULL ? "" : code);
        if (code != NULL && strstr(text_get(&at->fixed), text_get(&quoted)) == NULL) {
            text_put(&at->fixed, text_get(&quoted));
            more = true;
        }
        text_clear(&quoted);
    }
    frame_clear(&found);
    return more;
}

/* Where the user names neither nodes nor factors, nodes without exact answers are kept fixed, and that is said. */
static bool ask(view *at, problems *met) {
    ieci_options *options = make_options(at, met);
    const bool free_choice = !arguments_have(at->given, OPTION_NODES) && !arguments_have(at->given, OPTION_FACTORS);
    ieci_table *table = NULL;
    for (bool again = true; again && met->count == 0;) {
        ieci_error *error = NULL;
        again = false;
        make_factors(at, met);
        if (met->count == 0 &&
            ieci_robustness(at->from->model, at->factors, at->question, options, &table, &error) != IECI_OK) {
            text left = {0};
            again = free_choice && ieci_error_status(error) == IECI_ERROR_NUMERIC && fix_nodes(at, error) &&
                    put_nodes(at, "", &left) > 0;
            text_clear(&left);
            if (!again && ieci_error_status(error) == IECI_ERROR_ARGUMENT) {
                problems_usage(met, "%s", ieci_error_message(error));
            } else if (!again) {
                problems_take(met, error);
                error = NULL;
            }
            ieci_error_free(error);
        }
    }
    ieci_options_free(options);
    frame_start(&at->rows, table);
    return met->count == 0;
}

/* --- for people --- */

static void put_title(const view *at, bool colours, text *out) {
    const char *heading = book_heading(at->from, "title"), *notice = book_heading(at->from, "notice");
    text title = {0};
    text_print(&title, "%s%sedition %s: %s%s%s", heading == NULL ? "" : heading, heading == NULL ? "" : ", ",
               at->from->edition, at->question, at->node == NULL ? "" : " at ", at->node == NULL ? "" : at->node);
    screen_put(out, text_get(&title), SCREEN_STRONG, colours);
    text_put(out, "\n");
    screen_escape(out, notice);
    text_put(out, notice == NULL ? "" : "\n");
    text_clear(&title);
}

static void put_region(const view *at, text *out) {
    const char *within = arguments_value(at->given, OPTION_WITHIN), *nodes = arguments_value(at->given, OPTION_NODES);
    const char *path = arguments_value(at->given, OPTION_FACTORS);
    if (!uses_weights(at)) {
        text_put(out, "The index is computed again without each indicator and each city.\n\n");
        return;
    }
    if (strncmp(at->question, "swap", strlen("swap")) == 0) {
        text_put(out, "Weights: as few changes as possible, of one node at a time or of all indicators.\n\n");
        return;
    }
    if (path != NULL) {
        text_print(out, "Weights: all that %s allows (ieci robust --question region --factors %s).\n", path, path);
    } else if (within == NULL && nodes != NULL) {
        text_print(out, "Weights: any inside the nodes %s.\n", nodes);
    } else {
        text_print(out, "Weights: each within +-%s %% of its own, then rescaled in its node; ",
                   within == NULL ? WITHIN : within);
        if (nodes != NULL) {
            text_print(out, "nodes: %s.\n", nodes);
        } else {
            text_put(out, "nodes: ");
            put_nodes(at, ", ", out);
            text_put(out, ".\n");
        }
    }
    if (text_get(&at->fixed)[0] != '\0') {
        text_print(out,
                   "Kept fixed:%.*s: some city lacks a child there, so its weights would be its own (see --nodes).\n",
                   (int)strlen(text_get(&at->fixed)) - 1, text_get(&at->fixed));
    }
    text_put(out, "\n");
}

static void put_cell(view *at, size_t column, size_t row, grid *into) {
    const char *name = ieci_table_column_name(at->rows.table, column);
    text value = {0};
    if (ieci_table_column_kind(at->rows.table, column) == IECI_COLUMN_TEXT) {
        grid_cell(into, frame_text(&at->rows, name, row), SCREEN_PLAIN);
        return;
    }
    const double number = frame_real_at(&at->rows, column, row);
    if (!frame_is_missing(number)) {
        words_digits(&value, number, DIGITS);
    }
    grid_cell(into, text_get(&value), SCREEN_PLAIN);
    text_clear(&value);
}

static void put_table(view *at, bool colours, text *out) {
    char *align = memory_get(at->rows.columns + 1, 1);
    for (size_t c = 0; c < at->rows.columns; c++) {
        align[c] = ieci_table_column_kind(at->rows.table, c) == IECI_COLUMN_TEXT ? 'l' : 'r';
    }
    align[at->rows.columns] = '\0';
    grid *into = grid_new(align);
    for (size_t c = 0; c < at->rows.columns; c++) {
        grid_cell(into, ieci_table_column_name(at->rows.table, c), SCREEN_STRONG);
    }
    for (size_t row = 0; row < at->rows.rows; row++) {
        for (size_t c = 0; c < at->rows.columns; c++) {
            put_cell(at, c, row, into);
        }
    }
    grid_print(into, 0, colours, out);
    free(align);
}

/* One end of the ranks: exact, or from what is proved to what was found. */
static void put_end(double found, double bound, grid *into) {
    text value = {0};
    if (found != bound) {
        words_number(&value, found < bound ? found : bound);
        text_put(&value, "..");
    }
    words_number(&value, found < bound ? bound : found);
    grid_cell(into, text_get(&value), SCREEN_PLAIN);
    text_clear(&value);
}

static void put_ranges(view *at, bool colours, text *out) {
    static const char *const heads[] = {"Rank", "Best", "Worst", "City"};
    grid *into = grid_new("rrrl");
    size_t exact = 0;
    for (size_t c = 0; c < sizeof heads / sizeof *heads; c++) {
        grid_cell(into, heads[c], SCREEN_STRONG);
    }
    for (size_t place = 1; place <= ieci_model_size(at->from->model, IECI_AXIS_UNIT); place++) {
        for (size_t row = 0; row < at->rows.rows; row++) {
            if (frame_real(&at->rows, "rank", row) != (double)place) {
                continue;
            }
            grid_number(into, (double)place, 0);
            put_end(frame_real(&at->rows, "best", row), frame_real(&at->rows, "best_bound", row), into);
            put_end(frame_real(&at->rows, "worst", row), frame_real(&at->rows, "worst_bound", row), into);
            grid_cell(into, frame_text(&at->rows, "name", row), SCREEN_PLAIN);
            exact += strcmp(frame_text(&at->rows, "exact", row), "yes") == 0 ? 1 : 0;
        }
    }
    grid_print(into, 0, colours, out);
    if (exact == at->rows.rows) {
        text_put(out, "\nAll are exact: there are weights that give these ranks, and none that give better or worse "
                      "ones.\n");
    } else {
        text_print(out,
                   "\n%zu of %zu are exact. Of the others, a..b says that the end lies from a to b: the search "
                   "stopped at its limit (--node-limit).\n",
                   exact, at->rows.rows);
    }
    text_put(out, "A rank is 1 + the cities that are ahead, so cities that tie share the first place.\n");
}

static void answer(view *at, output *out, problems *met) {
    const char *node = arguments_value(at->given, OPTION_NODE);
    at->node = node == NULL ? NULL : book_find_node(at->from, node, met);
    if (met->count > 0 || !ask(at, met)) {
        return;
    }
    if (out->format != NULL) {
        output_table(out, at->rows.table, met);
        return;
    }
    put_title(at, out->colours, &out->written);
    put_region(at, &out->written);
    if (asks(at, "rank-range")) {
        put_ranges(at, out->colours, &out->written);
    } else {
        put_table(at, out->colours, &out->written);
    }
    output_finish(out, met);
}

static void check_choice(const arguments *given, problems *met) {
    if (arguments_have(given, OPTION_FACTORS) &&
        (arguments_have(given, OPTION_WITHIN) || arguments_have(given, OPTION_NODES))) {
        problems_usage(met, "--factors says which weights vary; --within and --nodes say it too: give one of them");
    }
}

int robust_run(const arguments *given, problems *met) {
    book from = {0};
    view at = {.from = &from, .given = given, .question = arguments_value(given, OPTION_QUESTION)};
    output out;
    at.question = at.question == NULL ? "rank-range" : at.question;
    output_start(&out, given, met);
    check_choice(given, met);
    if (met->count == 0 && book_open(&from, given, NULL, met)) {
        answer(&at, &out, met);
    }
    frame_clear(&at.rows);
    ieci_factors_free(at.factors);
    text_clear(&at.fixed);
    book_close(&from);
    text_clear(&out.written);
    return problems_tell(met);
}
