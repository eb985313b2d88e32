/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "memory.h"
#include "platform.h"
#include "result_file.h"
#include "screen.h"
#include "words.h"

/* The ranking of one edition and what the lines around it need. */
typedef struct ranking {
    const book *from;
    const char *node; /* NULL: the index */
    frame rows;
    size_t num_rows;   /* shown */
    size_t num_ranked; /* of all */
    bool compared;     /* there is an earlier edition */
} ranking;

/* --- what is shown --- */

/* Rows to show under --top: so many, and those that share the last place. */
static size_t count_rows(ranking *at, const arguments *given, problems *met) {
    const char *top = arguments_value(given, OPTION_TOP);
    char *end = NULL;
    if (top == NULL) {
        return at->rows.rows;
    }
    double asked = strtod(top, &end);
    if (*end != '\0' || !(asked >= 1) || asked != floor(asked)) {
        problems_usage(met, "--top needs a whole number from 1, not \"%s\"", top);
        return 0;
    }
    size_t count = asked < (double)at->num_ranked ? (size_t)asked : at->num_ranked;
    while (count > 0 && count < at->num_ranked &&
           frame_real(&at->rows, "rank", count) == frame_real(&at->rows, "rank", count - 1)) {
        count++;
    }
    return count;
}

static void read_ranking(ranking *at, const arguments *given, problems *met) {
    book_table(at->from, "ranking", NULL, at->from->edition, at->node, &at->rows, met);
    while (at->num_ranked < at->rows.rows && !frame_is_missing(frame_real(&at->rows, "rank", at->num_ranked))) {
        at->num_ranked++;
    }
    for (size_t row = 0; row < at->rows.rows; row++) {
        at->compared = at->compared || frame_text(&at->rows, "kind", row) != NULL;
    }
    at->num_rows = count_rows(at, given, met);
}

/* --- the lines above --- */

static void put_title(const ranking *at, bool colours, text *out) {
    const book *from = at->from;
    text title = {0}, escaped = {0};
    const char *heading = book_heading(from, "title"), *notice = book_heading(from, "notice");
    size_t row = frame_find(&from->editions, "code", from->edition, 0);
    const char *state = row == FRAME_NONE ? NULL : frame_text(&from->editions, "state", row);
    text_print(&title, "%s%sedition %s", heading == NULL ? "" : heading, heading == NULL ? "" : ", ", from->edition);
    if (state != NULL) {
        text_print(&title, " (%s)", state);
    }
    text_print(&title, ", weights: %s", from->weights == NULL ? "equal in each node" : from->weights);
    if (at->node != NULL) {
        text_print(&title, ", by %s (%s)", at->node, book_name(from, at->node));
    }
    screen_escape(&escaped, text_get(&title));
    screen_put(out, text_get(&escaped), SCREEN_STRONG, colours);
    text_put(out, "\n");
    screen_escape(out, notice);
    text_put(out, notice == NULL ? "\n" : "\n\n");
    text_clear(&title);
    text_clear(&escaped);
}

/* --- the table --- */

/* "14=" for a place that is shared, "14 " for one that is not. */
static void put_place(grid *into, frame *rows, size_t row) {
    const char *tied = frame_text(rows, "tied", row);
    double rank = frame_real(rows, "rank", row);
    text place = {0};
    if (frame_is_missing(rank)) {
        text_put(&place, "-");
    } else {
        words_digits(&place, rank, 9);
        text_put(&place, tied != NULL && strcmp(tied, "yes") == 0 ? "=" : "");
    }
    grid_cell(into, text_get(&place), SCREEN_PLAIN);
    text_clear(&place);
}

static void put_change(grid *into, frame *rows, const char *column, const char *fresh, size_t row) {
    const char *kind = frame_text(rows, "kind", row);
    double change = frame_real(rows, column, row);
    text word = {0};
    screen_style style = SCREEN_PLAIN;
    if (kind != NULL && strcmp(kind, "new") == 0) {
        text_put(&word, fresh);
    } else if (change == 0) {
        text_put(&word, "=");
        style = SCREEN_FAINT;
    } else if (!frame_is_missing(change)) {
        text_print(&word, "%s", change > 0 ? "+" : "");
        words_digits(&word, change, 6);
        style = change > 0 ? SCREEN_GOOD : SCREEN_BAD;
    }
    grid_cell(into, text_get(&word), style);
    text_clear(&word);
}

/* Score and place of a first-level node in one cell. */
static void put_node(const ranking *at, grid *into, frame *rows, size_t column, size_t width, size_t row) {
    text both = {0}, place = {0};
    words_decimals(&both, frame_real_at(rows, column, row), at->from->decimals);
    words_digits(&place, frame_real_at(rows, column + 1, row), 6);
    text_blanks(&both, 1 + (place.size < width ? width - place.size : 0));
    text_put(&both, text_get(&place));
    grid_cell(into, text_get(&both), SCREEN_PLAIN);
    text_clear(&both);
    text_clear(&place);
}

/* First-level nodes stand in pairs of columns between "printed" and "measured". */
static size_t first_node(const ranking *at) {
    size_t printed = frame_column(&at->rows, "printed");
    return printed == FRAME_NONE ? at->rows.columns : printed + 1;
}

static size_t num_nodes(const ranking *at) {
    size_t first = first_node(at), measured = frame_column(&at->rows, "measured");
    return measured == FRAME_NONE || measured < first ? 0 : (measured - first) / 2;
}

static void put_header(const ranking *at, grid *into) {
    grid_cell(into, "Rank", SCREEN_STRONG);
    if (at->compared) {
        grid_cell(into, "+/-", SCREEN_STRONG);
        grid_cell(into, "+/-*", SCREEN_STRONG);
    }
    grid_cell(into, "City", SCREEN_STRONG);
    grid_cell(into, "Score", SCREEN_STRONG);
    for (size_t i = 0; i < num_nodes(at); i++) {
        const char *code = ieci_table_column_name(at->rows.table, first_node(at) + 2 * i);
        grid_cell(into, book_name(at->from, code), SCREEN_STRONG);
    }
    grid_cell(into, "Data", SCREEN_STRONG);
}

static void put_row(ranking *at, grid *into, size_t place_width, size_t row) {
    frame *rows = &at->rows;
    const char *name = frame_text(rows, "name", row);
    text score = {0}, data = {0};
    put_place(into, rows, row);
    if (at->compared) {
        put_change(into, rows, "change", "new", row);
        put_change(into, rows, "change_common", "", row);
    }
    grid_cell(into, name == NULL ? frame_text(rows, "unit", row) : name, SCREEN_PLAIN);
    words_decimals(&score, frame_real(rows, "printed", row), at->from->decimals);
    grid_cell(into, text_get(&score), SCREEN_PLAIN);
    for (size_t i = 0; i < num_nodes(at); i++) {
        put_node(at, into, rows, first_node(at) + 2 * i, place_width, row);
    }
    words_percent(&data, frame_real(rows, "measured", row));
    grid_cell(into, text_get(&data), SCREEN_PLAIN);
    text_clear(&score);
    text_clear(&data);
}

static void put_rows(ranking *at, bool colours, text *out) {
    text align = {0};
    size_t place_width = 1;
    for (size_t most = at->num_ranked; most >= 10; most /= 10) {
        place_width++;
    }
    text_put(&align, at->compared ? "rrrlr" : "rlr");
    for (size_t i = 0; i < num_nodes(at); i++) {
        text_put(&align, "r");
    }
    text_put(&align, "r");
    grid *into = grid_new(text_get(&align));
    put_header(at, into);
    for (size_t row = 0; row < at->num_rows; row++) {
        put_row(at, into, place_width + 1, row);
    }
    grid_print(into, 0, colours, out);
    text_clear(&align);
}

/* --- the lines below --- */

static void put_left_out(const ranking *at, text *out, problems *met) {
    size_t left = at->rows.rows - at->num_ranked;
    const size_t most = 10;
    text_print(out, "\n%zu cit%s ranked, ", at->num_ranked, at->num_ranked == 1 ? "y" : "ies");
    if (left == 0) {
        text_put(out, "none left out. ");
        return;
    }
    frame notes;
    book_table(at->from, "notes", NULL, NULL, NULL, &notes, met);
    text_print(out, "%zu left out:\n", left);
    for (size_t row = at->num_ranked; row < at->rows.rows && row < at->num_ranked + most; row++) {
        text_put(out, "   ");
        screen_escape(out, frame_text(&at->rows, "name", row));
        text_put(out, ": ");
        if (!book_why_unranked(frame_text(&at->rows, "unit", row), at->from->edition, &notes, out)) {
            text_put(out, "the node has no value");
        }
        text_put(out, "\n");
    }
    if (left > most) {
        text_print(out, "   and %zu more\n", left - most);
    }
    frame_clear(&notes);
}

static void put_rule(const ranking *at, text *out) {
    static const char *const ties[][2] = {{"min", "ties share a place"},
                                          {"max", "ties share the last of their places"},
                                          {"dense", "ties share a place and the next place follows without a gap"},
                                          {"average", "ties get the mean of their places"},
                                          {"ordinal", "ties stand in the order of their codes"}};
    const char *by = book_setting(at->from, "rank.by"), *rule = book_setting(at->from, "rank.ties");
    if (by != NULL && strcmp(by, "full") == 0) {
        text_put(out, "Ranks are of unrounded scores");
    } else {
        text_print(out, "Ranks are of printed scores (%d decimal%s)", at->from->decimals,
                   at->from->decimals == 1 ? "" : "s");
    }
    for (size_t i = 0; i < sizeof ties / sizeof *ties; i++) {
        if (rule != NULL && strcmp(rule, ties[i][0]) == 0) {
            text_print(out, ", %s", ties[i][1]);
        }
    }
    text_put(out, ".\n");
}

static void put_comparison(ranking *at, text *out, problems *met) {
    size_t common = 0, before = 0;
    frame scores;
    if (at->compared) {
        for (size_t row = 0; row < at->num_ranked; row++) {
            const char *kind = frame_text(&at->rows, "kind", row);
            common += kind != NULL && strcmp(kind, "both") == 0;
        }
        const char *node = at->node == NULL ? ieci_model_code(at->from->model, IECI_AXIS_NODE, 0) : at->node;
        book_table(at->from, "scores", NULL, at->from->against, node, &scores, met);
        for (size_t row = 0; row < scores.rows; row++) {
            before += frame_is_missing(frame_real(&scores, "rank", row)) ? 0 : 1;
        }
        frame_clear(&scores);
        text_print(out, "+/- against edition %s (%zu cities); +/-* among the %zu cities of both. ", at->from->against,
                   before, common);
    }
    text_put(out, "Data: weight with a measured figure.\n");
}

static bool same_text(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool same_number(double a, double b) {
    return a == b || (frame_is_missing(a) && frame_is_missing(b));
}

/* Whether all units that both editions have are told the same of an indicator. Cells are ordered by indicator and then
 * by unit, in byte order of the codes, in both tables; both rows stand at the indicator and are moved behind it. */
static bool is_unchanged(frame *now, size_t *row, frame *before, size_t *other) {
    const char *indicator = frame_text(now, "indicator", *row);
    bool equal = true;
    size_t shared = 0;
    for (; *row < now->rows && same_text(frame_text(now, "indicator", *row), indicator); ++*row) {
        const char *unit = frame_text(now, "unit", *row);
        while (*other < before->rows && same_text(frame_text(before, "indicator", *other), indicator) &&
               strcmp(frame_text(before, "unit", *other), unit) < 0) {
            ++*other;
        }
        if (*other < before->rows && same_text(frame_text(before, "indicator", *other), indicator) &&
            same_text(frame_text(before, "unit", *other), unit)) {
            equal = equal && same_number(frame_real(now, "raw", *row), frame_real(before, "raw", *other)) &&
                    same_text(frame_text(now, "status", *row), frame_text(before, "status", *other));
            shared++;
        }
    }
    return equal && shared > 0;
}

static void put_unchanged(const ranking *at, text *out, problems *met) {
    const book *from = at->from;
    frame now = {0}, before = {0};
    size_t same = 0, indicators = 0, row = 0;
    if (!at->compared) {
        return;
    }
    book_table(from, "cells", NULL, from->edition, at->node, &now, met);
    book_table(from, "cells", NULL, from->against, at->node, &before, met);
    while (row < now.rows) {
        size_t other = frame_find(&before, "indicator", frame_text(&now, "indicator", row), 0);
        other = other == FRAME_NONE ? before.rows : other;
        same += is_unchanged(&now, &row, &before, &other) ? 1 : 0;
        indicators++;
    }
    if (same > 0) {
        text_print(out, "%zu of %zu indicator%s ha%s the figures of edition %s in all cities of both.\n", same,
                   indicators, indicators == 1 ? "" : "s", same == 1 ? "s" : "ve", from->against);
    }
    frame_clear(&now);
    frame_clear(&before);
}

/* Corrected cells of the editions that the ranking shows. */
static void put_corrected(const ranking *at, text *out, problems *met) {
    const char *editions[] = {at->compared ? at->from->against : NULL, at->from->edition};
    text where = {0};
    size_t count = 0, shown = 0;
    for (size_t i = 0; i < sizeof editions / sizeof *editions; i++) {
        frame cells = {0};
        size_t before = count;
        if (editions[i] != NULL) {
            book_table(at->from, "cells", NULL, editions[i], NULL, &cells, met);
        }
        for (size_t row = 0; row < cells.rows; row++) {
            const char *indicator = frame_text(&cells, "indicator", row);
            bool counts =
                at->node == NULL || strcmp(indicator, at->node) == 0 || book_is_below(at->from, indicator, at->node);
            count += counts && !frame_is_missing(frame_real(&cells, "correction_line", row)) ? 1 : 0;
        }
        if (count > before) {
            text_print(&where, "%s%s", shown++ == 0 ? "" : " and ", editions[i]);
        }
        frame_clear(&cells);
    }
    if (count > 0) {
        text_print(out, "%zu corrected cell%s in edition%s %s: `ieci explain CITY` names %s.\n", count,
                   count == 1 ? "" : "s", shown == 1 ? "" : "s", text_get(&where), count == 1 ? "it" : "them");
    }
    text_clear(&where);
}

/* --- output --- */

/* What a result file leaves out. */
static void put_read(const ranking *at, text *out, problems *met) {
    frame computation;
    text figures = {0};
    if (!at->from->read) {
        return;
    }
    result_file_computation(at->from->result, &computation, met);
    if (result_file_put_kept_back(&computation, at->from->result, &figures)) {
        text_print(out, "Read from a file for outside: %s are not in it.\n", text_get(&figures));
    }
    frame_clear(&computation);
    text_clear(&figures);
}

static void put_all(ranking *at, const arguments *given, output *out, problems *met) {
    put_title(at, out->colours, &out->written);
    put_rows(at, out->colours, &out->written);
    put_left_out(at, &out->written, met);
    put_rule(at, &out->written);
    put_comparison(at, &out->written, met);
    put_unchanged(at, &out->written, met);
    put_corrected(at, &out->written, met);
    put_read(at, &out->written, met);
    result_file_put_saved(at->from->result, given, &out->written);
    output_finish(out, met);
}

static void put_table(ranking *at, output *out, problems *met) {
    ieci_error *error = NULL;
    size_t *rows = memory_get(at->num_rows, sizeof *rows);
    for (size_t row = 0; row < at->num_rows; row++) {
        rows[row] = row;
    }
    ieci_table *head = frame_pick(&at->rows, rows, at->num_rows, &error);
    problems_take(met, error);
    free(rows);
    output_table(out, head, met);
    ieci_table_unref(head);
}

/* All tables of the result; the catalogue knows which there are. */
static void write_tables(const book *from, const char *folder, problems *met) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    frame list, made;
    const char *last = "";
    if (!platform_make_folder(folder)) {
        problems_file(met, folder, "the folder cannot be made", errno);
        return;
    }
    (void)ieci_catalogue("tables", &table, &error);
    problems_take(met, error);
    frame_start(&list, table);
    for (size_t row = 0; row < list.rows; row++) {
        const char *name = frame_text(&list, "table", row);
        if (!same_text(frame_text(&list, "object", row), "result") || same_text(name, last)) {
            continue;
        }
        last = name;
        bool dated = strcmp(name, "ranking") == 0 || strcmp(name, "changes") == 0;
        book_table(from, name, NULL, dated ? from->edition : NULL, NULL, &made, met);
        if (made.table != NULL) {
            output_file(folder, name, "csv", made.table, met);
            output_file(folder, name, "json", made.table, met);
        }
        frame_clear(&made);
    }
    frame_clear(&list);
}

int rank_run(const arguments *given, problems *met) {
    book from = {0};
    output out;
    const char *node = arguments_value(given, OPTION_NODE), *folder = arguments_value(given, OPTION_TABLES);
    output_start(&out, given, met);
    if (met->count == 0 && book_open(&from, given, given->num_words > 0 ? given->words[0] : NULL, met)) {
        ranking at = {.from = &from, .node = node == NULL ? NULL : book_find_node(&from, node, met)};
        if (met->count == 0) {
            read_ranking(&at, given, met);
        }
        if (met->count == 0) {
            result_file_save(from.result, given, met);
        }
        if (met->count == 0 && folder != NULL) {
            write_tables(&from, folder, met);
        }
        if (met->count == 0 && out.format != NULL) {
            put_table(&at, &out, met);
        } else if (met->count == 0) {
            put_all(&at, given, &out, met);
        }
        frame_clear(&at.rows);
    }
    book_close(&from);
    text_clear(&out.written);
    return problems_tell(met);
}
