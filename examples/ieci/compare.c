/* SPDX-License-Identifier: MIT */
/* `compare --from E --to E`: who moved; with --published of ranks that were printed elsewhere. */
#include <string.h>

#include "commands.h"
#include "editions.h"
#include "project.h"
#include "screen.h"
#include "words.h"

static bool same(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* "14=", or a dash. */
static void put_place(frame *rows, const char *rank, const char *tied, size_t row, grid *into) {
    text place = {0};
    double value = frame_real(rows, rank, row);
    if (frame_is_missing(value)) {
        text_put(&place, "-");
    } else {
        words_number(&place, value);
        text_put(&place, same(frame_text(rows, tied, row), "yes") ? "=" : "");
    }
    grid_cell(into, text_get(&place), SCREEN_PLAIN);
    text_clear(&place);
}

/* "+2", "=", or a word where there is nothing to compare with. */
static void put_change(double change, const char *otherwise, grid *into) {
    text word = {0};
    screen_style style = change > 0 ? SCREEN_GOOD : change < 0 ? SCREEN_BAD : SCREEN_FAINT;
    if (frame_is_missing(change)) {
        text_put(&word, otherwise);
        style = SCREEN_PLAIN;
    } else if (change == 0) {
        text_put(&word, "=");
    } else {
        text_put(&word, change > 0 ? "+" : "");
        words_number(&word, change);
    }
    grid_cell(into, text_get(&word), style);
    text_clear(&word);
}

static void put_score(double score, int decimals, bool sign, grid *into) {
    text value = {0};
    if (!frame_is_missing(score)) {
        (sign ? words_signed : words_decimals)(&value, score, decimals);
    }
    grid_cell(into, text_get(&value), SCREEN_PLAIN);
    text_clear(&value);
}

static void put_head(grid *into, const char *const *heads, size_t count) {
    for (size_t i = 0; i < count; i++) {
        grid_cell(into, heads[i], SCREEN_STRONG);
    }
}

/* --- the index --- */

static size_t count_kind(const frame *rows, const char *kind) {
    size_t count = 0;
    for (size_t row = 0; row < rows->rows; row++) {
        count += same(frame_text(rows, "kind", row), kind) ? 1 : 0;
    }
    return count;
}

static void put_moves(const book *from, frame *rows, const char *before, const char *after, const char *node,
                      bool colours, text *out) {
    const char *heads[] = {after, before, "+/-", "+/-*", "City", "Score", before, "+/-"};
    grid *into = grid_new("rrrrlrrr");
    text title = {0};
    text_put(&title, book_heading(from, "title"));
    screen_put(out, text_get(&title), SCREEN_STRONG, colours);
    text_print(out, ", edition %s against %s", after, before);
    if (strcmp(node, ieci_model_code(from->model, IECI_AXIS_NODE, 0)) != 0) {
        text_put(out, ", ");
        screen_escape(out, book_name(from, node));
    }
    text_put(out, "\n\n");
    put_head(into, heads, sizeof heads / sizeof *heads);
    for (size_t row = 0; row < rows->rows; row++) {
        const char *kind = frame_text(rows, "kind", row), *name = frame_text(rows, "name", row);
        put_place(rows, "rank", "tied", row, into);
        put_place(rows, "rank_before", "tied_before", row, into);
        put_change(frame_real(rows, "change", row), kind, into);
        put_change(frame_real(rows, "change_common", row), "", into);
        grid_cell(into, name, SCREEN_PLAIN);
        put_score(frame_real(rows, "printed", row), from->decimals, false, into);
        put_score(frame_real(rows, "printed_before", row), from->decimals, false, into);
        put_score(frame_real(rows, "printed", row) - frame_real(rows, "printed_before", row), from->decimals, true,
                  into);
    }
    grid_print(into, 0, colours, out);
    text_print(out,
               "\n%zu cities in both editions, %zu new, %zu left. +/-: places and points gained; +/-*: places among "
               "the cities of both.\n`ieci why CITY --from %s --to %s` tells why one of them moved.\n",
               count_kind(rows, "both"), count_kind(rows, "new"), count_kind(rows, "left"), before, after);
    text_clear(&title);
}

static void compare_index(const arguments *given, output *out, problems *met) {
    book from = {0};
    const char *before, *after, *word = arguments_value(given, OPTION_NODE);
    if (book_open(&from, given, given->num_words > 0 ? given->words[0] : NULL, met) &&
        editions_read(&from, given, &before, &after, met)) {
        const char *node =
            word == NULL ? ieci_model_code(from.model, IECI_AXIS_NODE, 0) : book_find_node(&from, word, met);
        frame rows = {0};
        if (met->count == 0) {
            editions_compare(&from, given, "moves", NULL, node, before, after, &rows, met);
        }
        if (met->count == 0 && out->format != NULL) {
            output_table(out, rows.table, met);
        } else if (met->count == 0) {
            put_moves(&from, &rows, before, after, node, out->colours, &out->written);
            output_finish(out, met);
        }
        frame_clear(&rows);
    }
    book_close(&from);
}

/* --- published ranks --- */

static ieci_table *read_published(const char *path, problems *met) {
    ieci_bytes *bytes = project_document(path, met);
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    if (bytes != NULL) {
        (void)ieci_table_parse_csv(bytes, NULL, &table, &error);
        problems_take(met, error);
    }
    ieci_bytes_unref(bytes);
    return table;
}

static void put_published(frame *rows, const char *before, const char *after, bool colours, text *out) {
    const char *heads[] = {after, before, "+/-", "+/-*", "City", "how sure"};
    grid *into = NULL;
    text_print(out, "Published ranks, edition %s against %s. Nothing was computed.\n", after, before);
    for (size_t row = 0; row < rows->rows; row++) {
        const char *level = frame_text(rows, "level", row), *item = frame_text(rows, "item", row);
        const char *name = frame_text(rows, "name", row), *sure = frame_text(rows, "confidence", row);
        if (row == 0 || !same(item, frame_text(rows, "item", row - 1)) ||
            !same(level, frame_text(rows, "level", row - 1))) {
            if (into != NULL) {
                grid_print(into, 0, colours, out);
            }
            text_put(out, "\n");
            screen_put(out, item, SCREEN_STRONG, colours);
            text_put(out, item == NULL ? "" : "\n");
            into = grid_new("rrrrll");
            put_head(into, heads, sizeof heads / sizeof *heads);
        }
        put_place(rows, "rank", "tied", row, into);
        put_place(rows, "rank_before", "tied_before", row, into);
        put_change(frame_real(rows, "change", row), "", into);
        put_change(frame_real(rows, "rank_common_before", row) - frame_real(rows, "rank_common", row), "", into);
        grid_cell(into, name == NULL ? frame_text(rows, "unit", row) : name, SCREEN_PLAIN);
        grid_cell(into, sure == NULL ? frame_text(rows, "confidence_before", row) : sure, SCREEN_PLAIN);
    }
    if (into != NULL) {
        grid_print(into, 0, colours, out);
    }
    text_put(out, "\n+/-*: places among the cities that both lists have. A city that is not in a list may have been "
                  "ranked all the same.\n");
}

static void compare_published(const arguments *given, const char *path, output *out, problems *met) {
    const char *before = arguments_value(given, OPTION_FROM), *after = arguments_value(given, OPTION_TO);
    const char *node = arguments_value(given, OPTION_NODE);
    ieci_options *options = NULL;
    ieci_error *error = NULL;
    ieci_table *table = NULL;
    if (before == NULL || after == NULL) {
        problems_usage(met, "published ranks need both editions: --from 2024 --to 2025");
        return;
    }
    ieci_table *published = read_published(path, met);
    if (published != NULL && ieci_options_new(&options, &error) == IECI_OK &&
        (node == NULL || ieci_options_set(options, "node", node, &error) == IECI_OK)) {
        (void)ieci_compare_ranks(published, before, after, options, &table, &error);
    }
    ieci_options_free(options);
    ieci_table_unref(published);
    problems_take(met, error);
    frame rows;
    frame_start(&rows, table);
    if (met->count == 0 && out->format != NULL) {
        output_table(out, rows.table, met);
    } else if (met->count == 0) {
        put_published(&rows, before, after, out->colours, &out->written);
        output_finish(out, met);
    }
    frame_clear(&rows);
}

int compare_run(const arguments *given, problems *met) {
    output out;
    const char *published = arguments_value(given, OPTION_PUBLISHED);
    output_start(&out, given, met);
    if (met->count == 0 && published != NULL) {
        compare_published(given, published, &out, met);
    } else if (met->count == 0) {
        compare_index(given, &out, met);
    }
    text_clear(&out.written);
    return problems_tell(met);
}
