/* SPDX-License-Identifier: MIT */
/* `portrait UNIT`: everything about one city on a page. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "live.h"
#include "project.h"
#include "project_files.h"
#include "screen.h"
#include "words.h"

#define MOST_NAMED 8
#define MOST_PEERS 5
#define MOST_LEVERS 3

typedef struct view {
    const book *from;
    const char *unit, *root;
    frame rows;  /* table "portrait" */
    frame units; /* table of the dataset */
} view;

/* The next row of a section with an item and a node (NULL: any) from `*row` on; false: there is none. */
static bool find(const view *at, const char *section, const char *item, const char *node, size_t *row) {
    for (; (*row = frame_find(&at->rows, "section", section, *row)) != FRAME_NONE; ++*row) {
        const char *found = frame_text(&at->rows, "item", *row), *code = frame_text(&at->rows, "node", *row);
        if ((item == NULL || strcmp(found, item) == 0) && (node == NULL || (code != NULL && strcmp(code, node) == 0))) {
            return true;
        }
    }
    return false;
}

static double number(view *at, size_t row) {
    return frame_real(&at->rows, "value", row);
}

/* A number of an edition; NaN: there is none. */
static double value_of(view *at, const char *section, const char *item, const char *node, const char *edition) {
    for (size_t row = 0; find(at, section, item, node, &row); row++) {
        const char *found = frame_text(&at->rows, "edition", row);
        if (found != NULL && strcmp(found, edition) == 0) {
            return number(at, row);
        }
    }
    return (double)NAN;
}

static const char *words_of(const view *at, const char *section, const char *item) {
    size_t row = 0;
    return find(at, section, item, NULL, &row) ? frame_text(&at->rows, "text", row) : NULL;
}

static void put_unit_name(const view *at, const char *unit, text *out) {
    size_t row = frame_find(&at->units, "unit", unit, 0);
    const char *name = NULL;
    text column = {0};
    if (at->from->language != NULL) {
        text_print(&column, "name_%s", at->from->language);
        name = frame_text(&at->units, text_get(&column), row);
    }
    name = name == NULL ? frame_text(&at->units, "name", row) : name;
    screen_escape(out, name == NULL ? unit : name);
    text_clear(&column);
}

/* --- scores --- */

static void put_heading(view *at, bool colours, text *out) {
    const char *country = words_of(at, "unit", "country");
    text name = {0};
    size_t row = 0;
    put_unit_name(at, at->unit, &name);
    screen_put(out, text_get(&name), SCREEN_STRONG, colours);
    if (country != NULL) {
        text_put(out, "  ");
        screen_escape(out, country);
    }
    if (find(at, "unit", "size", NULL, &row)) {
        text_print(out, ", %s ", frame_text(&at->rows, "text", row));
        words_digits(out, number(at, row), 3);
    }
    text_put(out, "\n");
    text_clear(&name);
}

static bool is_shown(const view *at, const char *node) {
    const char *parent = frame_text(&at->from->nodes, "parent", book_node(at->from, node));
    return strcmp(node, at->root) == 0 || (parent != NULL && strcmp(parent, at->root) == 0);
}

/* A line with a number of every edition. */
static void put_line(view *at, const char *label, const char *item, const char *node, grid *into) {
    text cell = {0};
    grid_cell(into, label, strcmp(node, at->root) == 0 ? SCREEN_STRONG : SCREEN_PLAIN);
    for (size_t row = 0; row < at->from->editions.rows; row++) {
        double value = value_of(at, "scores", item, node, frame_text(&at->from->editions, "code", row));
        text_empty(&cell);
        if (!frame_is_missing(value) && strcmp(item, "score") == 0) {
            words_decimals(&cell, value, at->from->decimals);
        } else if (!frame_is_missing(value)) {
            words_number(&cell, value);
        }
        grid_cell(into, text_get(&cell), SCREEN_PLAIN);
    }
    double low = value_of(at, "intervals", "low", node, at->from->edition);
    double high = value_of(at, "intervals", "high", node, at->from->edition);
    text_empty(&cell);
    if (strcmp(item, "rank") == 0 && !frame_is_missing(low) && !frame_is_missing(high)) {
        words_number(&cell, low);
        text_put(&cell, "-");
        words_number(&cell, high);
    }
    grid_cell(into, text_get(&cell), SCREEN_FAINT);
    text_clear(&cell);
}

static void put_scores(view *at, bool colours, text *out) {
    text align = {0};
    size_t row = 0;
    bool intervals = find(at, "intervals", NULL, NULL, &row);
    text_put(&align, "l");
    for (row = 0; row < at->from->editions.rows; row++) {
        text_put(&align, "r");
    }
    text_put(&align, "l");
    grid *into = grid_new(text_get(&align));
    grid_cell(into, NULL, SCREEN_PLAIN);
    for (row = 0; row < at->from->editions.rows; row++) {
        grid_cell(into, frame_text(&at->from->editions, "code", row), SCREEN_FAINT);
    }
    grid_cell(into, intervals ? "range" : NULL, SCREEN_FAINT);
    put_line(at, book_name(at->from, at->root), "score", at->root, into);
    put_line(at, "rank", "rank", at->root, into);
    for (row = 0; row < at->from->nodes.rows; row++) {
        const char *node = frame_text(&at->from->nodes, "code", row);
        if (is_shown(at, node) && strcmp(node, at->root) != 0) {
            text label = {0};
            text_print(&label, "  %s", book_name(at->from, node));
            put_line(at, text_get(&label), "rank", node, into);
            text_clear(&label);
        }
    }
    grid_print(into, 0, colours, out);
    text_clear(&align);
}

/* --- parts: a heading, and lines beside it --- */

/* Puts a part into the grid unless it is empty, and frees it. */
static void put_part(const char *heading, text *words, grid *into) {
    if (words->size > 0) {
        grid_cell(into, heading, SCREEN_STRONG);
        grid_cell(into, text_get(words), SCREEN_PLAIN);
    }
    text_clear(words);
}

/* --- strengths and shortcomings --- */

/* A leaf that is all of its node says nothing more than the node. */
static bool is_alone(const view *at, const char *node) {
    const char *parent = frame_text(&at->from->nodes, "parent", book_node(at->from, node));
    size_t children = 0, row = 0;
    while (parent != NULL && (row = frame_find(&at->from->nodes, "parent", parent, row)) != FRAME_NONE) {
        children++;
        row++;
    }
    return book_is_indicator(at->from, node) && children == 1;
}

static void put_marks(view *at, const char *section, const char *heading, grid *into) {
    size_t named = 0, more = 0;
    text all = {0}, *out = &all;
    for (size_t row = 0; find(at, section, "all", NULL, &row); row++) {
        const char *node = frame_text(&at->rows, "node", row), *scope = frame_text(&at->rows, "text", row);
        if (is_alone(at, node)) {
            continue;
        }
        if (named == MOST_NAMED) {
            more++;
            continue;
        }
        text_put(out, named++ == 0 ? "" : ", ");
        text_put(out, book_name(at->from, node));
        text_put(out, " ");
        words_place(out, number(at, row));
        size_t figure = 0;
        const char *year = find(at, "quality", "carried", node, &figure) ? frame_text(&at->rows, "text", figure) : NULL;
        if (year != NULL) {
            text_print(out, " (figure of %s)", year);
        }
        text_put(out, scope != NULL && strcmp(scope, "country") == 0 ? "*" : "");
    }
    if (more > 0) {
        text_print(out, " and %zu more", more);
    }
    put_part(heading, &all, into);
}

/* --- peers --- */

typedef struct lead {
    const char *node;
    double points;
} lead;

static int compare_leads(const void *a, const void *b) {
    double x = ((const lead *)a)->points, y = ((const lead *)b)->points;
    return (x < y) - (x > y);
}

/* The nodes in which the unit is ahead (or behind) by a point or more, farthest first: at most two, or all behind. */
static void put_named(const view *at, const lead *leads, size_t count, bool ahead, text *out) {
    size_t named = 0;
    for (size_t i = 0; i < count && named < 2; i++) {
        const lead *each = &leads[ahead ? i : count - 1 - i];
        if (ahead ? each->points < 0.5 : each->points > -0.5) {
            break;
        }
        text_put(out, named++ > 0 ? ", " : ahead ? ", most in " : "; behind most in ");
        text_print(out, "%s (", book_name(at->from, each->node));
        words_signed(out, each->points, 0);
        text_put(out, ")");
    }
}

static void put_peers(view *at, const char *item, const char *heading, grid *into) {
    lead leads[256];
    size_t count = 0, ahead = 0, peers = 0;
    text names = {0}, all = {0};
    for (size_t row = 0; find(at, "peers", item, NULL, &row); row++) {
        if (peers++ < MOST_PEERS) {
            text_put(&names, peers == 1 ? "" : ", ");
            put_unit_name(at, frame_text(&at->rows, "text", row), &names);
        }
    }
    for (size_t row = 0; find(at, "against", item, NULL, &row) && count < sizeof leads / sizeof *leads; row++) {
        const char *node = frame_text(&at->rows, "node", row);
        if (strcmp(node, at->root) != 0) {
            leads[count++] = (lead){node, number(at, row)};
            ahead += number(at, row) > 0 ? 1 : 0;
        }
    }
    qsort(leads, count, sizeof *leads, compare_leads);
    if (peers > 0 && count > 0) {
        text_print(&all, "%zu cities (%s%s): ahead in %zu of %zu groups", peers, text_get(&names),
                   peers > MOST_PEERS ? " ..." : "", ahead, count);
        put_named(at, leads, count, true, &all);
        put_named(at, leads, count, false, &all);
    }
    text_clear(&names);
    put_part(heading, &all, into);
}

static void put_profile(view *at, grid *into) {
    text all = {0};
    for (size_t row = 0; find(at, "peers", "profile", NULL, &row); row++) {
        text_put(&all, all.size == 0 ? "" : ", ");
        put_unit_name(at, frame_text(&at->rows, "text", row), &all);
    }
    put_part("Nearest profile", &all, into);
}

/* --- causes --- */

static void put_causes(view *at, grid *into) {
    static const char *const causes[][2] = {
        {"restated", "restated"},   {"own", "own figures"},          {"rivals", "other cities"},
        {"entrants", "new cities"}, {"leavers", "cities that left"}, {"scale", "scale"},
        {"weights", "weights"},     {"aggregation", "means"},        {"normalisation", "normalisation"},
        {"method", "method"}};
    text all = {0}, heading = {0};
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
        for (size_t row = 0; find(at, "causes", causes[i][0], NULL, &row); row++) {
            bool whole = frame_text(&at->rows, "node", row) == NULL && frame_text(&at->rows, "text", row) == NULL;
            if (whole && fabs(number(at, row)) >= 0.005) {
                text_print(&all, "%s%s ", all.size == 0 ? "" : ", ", causes[i][1]);
                words_signed(&all, number(at, row), 2);
            }
        }
    }
    size_t total = 0;
    if (find(at, "causes", "total", NULL, &total)) {
        text_print(&heading, "Places since %s", at->from->against);
        if (all.size == 0) {
            text_put(&all, "no change, and nothing that pulled");
        } else {
            text_put(&all, "; together ");
            words_signed(&all, number(at, total), 0);
        }
    }
    put_part(text_get(&heading), &all, into);
    text_clear(&heading);
}

/* --- levers and data --- */

static void put_levers(view *at, grid *into) {
    size_t target = 0, count = 0, more = 0;
    text heading = {0}, all = {0};
    if (!find(at, "levers", "target", NULL, &target)) {
        return;
    }
    text_put(&heading, "For place ");
    words_number(&heading, number(at, target));
    for (size_t row = 0; find(at, "levers", "alone", NULL, &row); row++) {
        const char *node = frame_text(&at->rows, "node", row);
        if (count == MOST_LEVERS) {
            more++;
            continue;
        }
        text_put(&all, count++ == 0 ? "one of these figures alone is enough: " : ", ");
        text_print(&all, "%s ", book_name(at->from, node));
        words_number(&all, value_of(at, "figures", "raw", node, at->from->edition));
        text_put(&all, " -> ");
        words_number(&all, number(at, row));
    }
    if (more > 0) {
        text_print(&all, " and %zu more", more);
    }
    text_print(&all, "%s (ieci levers %s --to ", count == 0 ? "no single figure is enough" : "", at->unit);
    words_number(&all, number(at, target));
    text_put(&all, ")");
    put_part(text_get(&heading), &all, into);
    text_clear(&heading);
}

/* The nodes of rows of section quality with this item. */
static void put_cells(view *at, const char *item, const char *label, text *out) {
    size_t count = 0;
    for (size_t row = 0; find(at, "quality", item, NULL, &row); row++) {
        text_put(out, count++ == 0 ? "; " : ", ");
        text_put(out, count == 1 ? label : "");
        text_put(out, book_name(at->from, frame_text(&at->rows, "node", row)));
    }
}

static void put_data(view *at, grid *into) {
    double measured = value_of(at, "quality", "measured", at->root, at->from->edition);
    size_t row = 0, empty = 0;
    text all = {0};
    if (frame_is_missing(measured)) {
        return;
    }
    words_percent(&all, measured);
    text_put(&all, " of the weight measured");
    for (; find(at, "scores", "score", NULL, &row); row++) {
        const char *node = frame_text(&at->rows, "node", row), *edition = frame_text(&at->rows, "edition", row);
        if (strcmp(edition, at->from->edition) == 0 && frame_is_missing(number(at, row)) &&
            !book_is_indicator(at->from, node)) {
            text_put(&all, empty++ == 0 ? "; without a value: " : ", ");
            text_put(&all, book_name(at->from, node));
        }
    }
    put_cells(at, "imputed", "filled: ", &all);
    put_cells(at, "treated", "treated: ", &all);
    put_cells(at, "corrected", "corrected: ", &all);
    row = 0;
    text_put(&all, find(at, "quality", "country", NULL, &row) ? "; * figure of the country" : "");
    put_part("Data", &all, into);
}

/* --- the authors' words --- */

/* Lines of a text, in which nothing can steer a terminal. */
static void put_lines(const char *words, text *out) {
    while (*words != '\0') {
        size_t size = strcspn(words, "\n");
        text line = {0};
        text_append(&line, words, size);
        screen_escape(out, text_get(&line));
        text_put(out, "\n");
        text_clear(&line);
        words += words[size] == '\n' ? size + 1 : size;
    }
}

static void put_text(const view *at, const arguments *given, text *out, problems *met) {
    text path = {0};
    const char *language = at->from->language == NULL ? "en" : at->from->language;
    ieci_bytes *bytes = live_open(given, NULL, at->unit, language, &path);
    if (bytes != NULL) {
        const live_text of = {.from = at->from,
                              .unit = at->unit,
                              .language = language,
                              .path = text_get(&path),
                              .words = ieci_bytes_data(bytes, NULL)};
        text filled = {0};
        size_t line = 0;
        live_fill(&of, &filled, met);
        text_put(out, "\n");
        put_lines(text_get(&filled), out);
        while (live_find_digit(of.words, &line)) {
            text_print(out, "(%s:%zu: a bare digit, which no later edition will change)\n", text_get(&path), line);
        }
        text_clear(&filled);
    }
    ieci_bytes_unref(bytes);
    text_clear(&path);
}

/* --- the call --- */

static void put_words(view *at, const arguments *given, output *out, problems *met) {
    text *written = &out->written;
    put_heading(at, out->colours, written);
    put_scores(at, out->colours, written);
    grid *parts = grid_new("lc");
    put_marks(at, "strengths", "Strengths (first fifth)", parts);
    put_marks(at, "shortcomings", "Shortcomings (last 3/10)", parts);
    put_peers(at, "size", "Against like size", parts);
    put_peers(at, "group", "Against its group", parts);
    put_profile(at, parts);
    put_causes(at, parts);
    put_levers(at, parts);
    put_data(at, parts);
    grid_print(parts, 0, out->colours, written);
    put_text(at, given, written, met);
    output_finish(out, met);
}

static void set_option(ieci_options *options, const char *name, const char *value, problems *met) {
    ieci_error *error = NULL;
    if (value != NULL && ieci_options_set(options, name, value, &error) != IECI_OK) {
        problems_usage(met, "%s", ieci_error_message(error));
        ieci_error_free(error);
    }
}

/* Asks the library. */
static void ask(view *at, const arguments *given, problems *met) {
    const char *path = arguments_value(given, OPTION_INTERVALS);
    ieci_options *options = project_options(given, met);
    ieci_table *intervals = path == NULL ? NULL : project_files_read(given, path, met), *table = NULL;
    ieci_error *error = NULL;
    size_t edition = 0, unit = 0;
    set_option(options, "group", arguments_value(given, OPTION_GROUP), met);
    set_option(options, "size", arguments_value(given, OPTION_SIZE), met);
    set_option(options, "against", at->from->against, met);
    set_option(options, "language", at->from->language, met);
    if (met->count == 0 &&
        ieci_model_find(at->from->model, IECI_AXIS_EDITION, at->from->edition, &edition, &error) == IECI_OK &&
        ieci_model_find(at->from->model, IECI_AXIS_UNIT, at->unit, &unit, &error) == IECI_OK) {
        (void)ieci_portrait(at->from->result, edition, unit, intervals, options, &table, &error);
    }
    problems_take(met, error);
    ieci_table_unref(intervals);
    ieci_options_free(options);
    frame_start(&at->rows, table);
}

int portrait_run(const arguments *given, problems *met) {
    book from = {0};
    output out;
    output_start(&out, given, met);
    if (given->num_words == 0) {
        problems_usage(met, "portrait needs a city: ieci portrait UNIT; see ieci portrait --help");
    }
    if (met->count == 0 && book_open(&from, given, NULL, met)) {
        view at = {.from = &from, .root = ieci_model_code(from.model, IECI_AXIS_NODE, 0)};
        at.unit = book_unit(&from, given->words[0], met);
        book_dataset(&from, "units", &at.units, met);
        if (met->count == 0) {
            ask(&at, given, met);
        }
        if (met->count == 0 && out.format != NULL) {
            output_table(&out, at.rows.table, met);
        } else if (met->count == 0) {
            put_words(&at, given, &out, met);
        }
        frame_clear(&at.rows);
        frame_clear(&at.units);
    }
    book_close(&from);
    text_clear(&out.written);
    return problems_tell(met);
}
