/* SPDX-License-Identifier: MIT */
/* `why UNIT --from E --to E`: why a score and a rank changed, in parts that add up. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "editions.h"
#include "memory.h"
#include "screen.h"
#include "shares.h"
#include "words.h"

#define MOST_ITEMS 5
#define DETAIL_AT 26    /* column at which figures of an item start */
#define LONGEST_UNIT 20 /* of a figure, in bytes; a longer one is left out */

typedef struct why {
    const book *from;
    const char *unit, *node, *before, *after; /* codes */
    frame rows;                               /* table "causes" */
    frame moves;                              /* table "moves" */
} why;

static double real(why *at, const char *column, size_t row) {
    return frame_real(&at->rows, column, row);
}

static const char *word(const why *at, const char *column, size_t row) {
    return frame_text(&at->rows, column, row);
}

static bool same(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The row that tells a cause as a whole (of own figures: all, measured or changed); FRAME_NONE: there is none. */
static size_t find_cause(const why *at, const char *cause, const char *kind) {
    for (size_t row = 0; row < at->rows.rows; row++) {
        if (same(word(at, "cause", row), cause) && word(at, "item", row) == NULL && same(word(at, "kind", row), kind)) {
            return row;
        }
    }
    return FRAME_NONE;
}

static double cause_real(why *at, const char *cause, const char *kind, const char *column) {
    size_t row = find_cause(at, cause, kind);
    return row == FRAME_NONE ? 0.0 : real(at, column, row);
}

/* --- the first line --- */

static void put_stand(why *at, size_t row, bool before, text *out) {
    words_place(out, real(at, before ? "rank_before" : "rank", row));
    text_put(out, " (");
    words_decimals(out, real(at, before ? "printed_before" : "printed", row), at->from->decimals);
    text_put(out, ")");
}

static void put_city(why *at, text *out) {
    screen_escape(out, word(at, "name", 0));
    if (strcmp(at->node, ieci_model_code(at->from->model, IECI_AXIS_NODE, 0)) != 0) {
        text_put(out, ", ");
        screen_escape(out, book_name(at->from, at->node));
        text_put(out, ",");
    }
}

static void put_places(double places, text *out) {
    if (frame_is_missing(places) || places == 0) {
        text_put(out, "no change of place");
        return;
    }
    text_put(out, places > 0 ? "up " : "down ");
    words_number(out, fabs(places));
    text_put(out, fabs(places) == 1 ? " place" : " places");
}

static void put_heading(why *at, size_t total, text *out) {
    put_city(at, out);
    text_put(out, " ");
    put_stand(at, total, true, out);
    text_print(out, " in %s -> ", at->before);
    put_stand(at, total, false, out);
    text_print(out, " in %s: ", at->after);
    put_places(real(at, "places", total), out);
    text_put(out, ", ");
    words_signed(out, real(at, "printed", total) - real(at, "printed_before", total), at->from->decimals);
    text_put(out, " points\n");
}

/* --- lines --- */

/* A line of the answer: a cause, or one of its items. */
typedef struct line {
    size_t row;
    double places, points;
} line;

/* The items of a cause and kind, largest first. */
static int compare_lines(const void *a, const void *b) {
    const line *x = a, *y = b;
    double first = fabs(x->places), second = fabs(y->places);
    if (fabs(first - second) > 1e-9) {
        return first < second ? 1 : -1;
    }
    first = frame_is_missing(x->points) ? 0.0 : fabs(x->points);
    second = frame_is_missing(y->points) ? 0.0 : fabs(y->points);
    return fabs(first - second) > 1e-12 ? (first < second ? 1 : -1) : (x->row > y->row) - (x->row < y->row);
}

static bool is_item(why *at, size_t row, const char *cause, bool measured) {
    const char *kind = word(at, "kind", row);
    if (!same(word(at, "cause", row), cause) || word(at, "item", row) == NULL) {
        return false;
    }
    return strcmp(cause, "own") != 0 || (kind != NULL && same(kind, "measured") == measured);
}

static line *find_items(why *at, const char *cause, bool measured, size_t *count) {
    line *items = memory_get(at->rows.rows, sizeof *items);
    *count = 0;
    for (size_t row = 0; row < at->rows.rows; row++) {
        if (is_item(at, row, cause, measured)) {
            double points = real(at, "points", row); /* other cities give none: those that gained most come first */
            points = frame_is_missing(points) ? real(at, "score", row) - real(at, "score_before", row) : points;
            items[(*count)++] = (line){row, real(at, "places", row), points};
        }
    }
    qsort(items, *count, sizeof *items, compare_lines);
    return items;
}

static void put_number(grid *into, double hundredths) {
    text value = {0};
    if (hundredths == 0) {
        text_put(&value, "0");
    } else if (!frame_is_missing(hundredths)) {
        words_signed(&value, hundredths / 100.0, 2);
    }
    grid_cell(into, text_get(&value), SCREEN_PLAIN);
    text_clear(&value);
}

/* A row of the grid: a label, for an item with what happened to it; numbers are hundredths. */
static void put_line(grid *into, const char *label, const char *detail, double places, double points, const char *note,
                     screen_style style) {
    text whole = {0};
    text_put(&whole, label);
    if (detail != NULL && *detail != '\0') {
        size_t width = screen_width(text_get(&whole));
        text_blanks(&whole, width < DETAIL_AT ? DETAIL_AT - width : 1);
        text_put(&whole, detail);
    }
    grid_cell(into, text_get(&whole), style);
    put_number(into, places);
    put_number(into, points);
    grid_cell(into, note, SCREEN_FAINT);
    text_clear(&whole);
}

/* What an own figure was and is. */
static void put_figures(why *at, size_t row, text *out) {
    const char *unit = frame_text(&at->from->nodes, "unit", book_node(at->from, word(at, "item", row)));
    unit = unit == NULL || strlen(unit) > LONGEST_UNIT ? NULL : unit;
    text_print(out, "%s -> %s%s%s", word(at, "before", row), word(at, "after", row), unit == NULL ? "" : " ",
               unit == NULL ? "" : unit);
}

/* What a rival did, where an entrant came in. */
static void put_rival(why *at, size_t row, const char *cause, text *out) {
    double gained = real(at, "printed", row) - real(at, "printed_before", row);
    if (strcmp(cause, "rivals") == 0) {
        text_put(out, gained < 0 ? "fell by " : "improved by ");
        words_decimals(out, fabs(gained), at->from->decimals);
        text_put(out, " points");
        return;
    }
    bool entered = strcmp(cause, "entrants") == 0;
    words_place(out, real(at, entered ? "rank" : "rank_before", row));
    text_put(out, entered ? ", new" : ", left");
}

static const char *note_of(const why *at, size_t row) {
    const char *kind = word(at, "kind", row);
    return same(kind, "status")   ? "<- not a real comparison"
           : same(kind, "source") ? "<- another source"
           : same(kind, "break")  ? "<- a break in the series"
                                  : NULL;
}

/* The items of a cause: the largest by name, the rest as one; they add up to what is printed for the cause. */
static void put_items(why *at, const char *cause, bool measured, double places, double points, grid *into) {
    size_t count;
    line *items = find_items(at, cause, measured, &count);
    size_t shown = count <= MOST_ITEMS + 1 ? count : MOST_ITEMS, lines = shown + (count > shown ? 1 : 0);
    double *parts = memory_get(2 * lines + 1, sizeof *parts), *gained = parts + lines;
    for (size_t i = 0; i < lines; i++) {
        parts[i] = gained[i] = 0;
    }
    for (size_t i = 0; i < count; i++) {
        parts[i < shown ? i : shown] += 100 * items[i].places;
        gained[i < shown ? i : shown] += 100 * items[i].points;
    }
    bool pointed = strcmp(cause, "own") == 0;
    shares_round(parts, lines, places);
    shares_round(gained, pointed ? lines : 0, points);
    for (size_t i = 0; i < lines; i++) {
        text label = {0}, detail = {0};
        text_put(&label, "   ");
        if (i == shown) {
            text_print(&label, "%zu others", count - shown);
        } else if (pointed) {
            screen_escape(&label, word(at, "item", items[i].row));
            put_figures(at, items[i].row, &detail);
        } else {
            screen_escape(&label, word(at, "item_name", items[i].row));
            put_rival(at, items[i].row, cause, &detail);
        }
        put_line(into, text_get(&label), text_get(&detail), parts[i], pointed ? gained[i] : NAN,
                 i < shown ? note_of(at, items[i].row) : NULL, SCREEN_PLAIN);
        text_clear(&label);
        text_clear(&detail);
    }
    free(parts);
    free(items);
}

/* --- the whole --- */

/* The lines that add up to the sum. */
typedef struct part {
    const char *cause, *kind;
    double places, points; /* hundredths */
} part;

enum {
    MOST_PARTS = 11
};

static size_t count_kind(why *at, const char *kind) {
    size_t count = 0;
    for (size_t row = 0; row < at->moves.rows; row++) {
        count += same(frame_text(&at->moves, "kind", row), kind) ? 1 : 0;
    }
    return count;
}

static size_t read_parts(why *at, part *parts) {
    static const char *const causes[][2] = {{"restated", NULL},      {"own", "measured"}, {"own", "changed"},
                                            {"rivals", NULL},        {"entrants", NULL},  {"leavers", NULL},
                                            {"scale", NULL},         {"weights", NULL},   {"aggregation", NULL},
                                            {"normalisation", NULL}, {"method", NULL}};
    double places[MOST_PARTS], points[MOST_PARTS];
    bool split = find_cause(at, "own", "measured") != FRAME_NONE;
    size_t count = 0;
    for (size_t i = 0; i < MOST_PARTS; i++) {
        const char *kind = causes[i][1];
        if (i == 1 && !split) {
            kind = NULL; /* trees that differ: own figures as a whole */
        }
        size_t row = i == 2 && !split ? FRAME_NONE : find_cause(at, causes[i][0], kind);
        if (row == FRAME_NONE) {
            continue;
        }
        places[count] = 100 * (frame_is_missing(real(at, "places", row)) ? 0 : real(at, "places", row));
        points[count] = 100 * (frame_is_missing(real(at, "points", row)) ? 0 : real(at, "points", row));
        parts[count++] = (part){.cause = causes[i][0], .kind = kind};
    }
    shares_round(places, count, 100 * cause_real(at, "total", NULL, "places"));
    shares_round(points, count, 100 * cause_real(at, "total", NULL, "points"));
    for (size_t i = 0; i < count; i++) {
        parts[i].places = places[i];
        parts[i].points = points[i];
    }
    return count;
}

static bool is_method(const part *one) {
    static const char *const names[] = {"scale", "weights", "aggregation", "normalisation", "method"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(one->cause, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void put_label(why *at, const part *one, text *out) {
    if (strcmp(one->cause, "restated") == 0) {
        text_print(out, "before we start: %s as first computed -> restated", at->before);
    } else if (strcmp(one->cause, "own") == 0) {
        text_put(out, one->kind == NULL                    ? "own figures"
                      : strcmp(one->kind, "measured") == 0 ? "own figures, measured in both editions"
                                                           : "own figures whose status, source or break changed");
    } else if (strcmp(one->cause, "rivals") == 0) {
        text_put(out, "other cities");
    } else if (strcmp(one->cause, "entrants") == 0 || strcmp(one->cause, "leavers") == 0) {
        bool entered = strcmp(one->cause, "entrants") == 0;
        size_t count = count_kind(at, entered ? "new" : "left");
        text_print(out, "%zu cit%s that %s", count, count == 1 ? "y" : "ies", entered ? "joined" : "left");
    } else {
        text_put(out, one->cause);
    }
}

/* How many restated cells there are, and which are the city's own. */
static void put_cells(why *at, text *out) {
    size_t cells = (size_t)cause_real(at, "restated", NULL, "cells"), own = 0;
    for (size_t row = 0; row < at->rows.rows; row++) {
        own += same(word(at, "cause", row), "restated") && word(at, "item", row) != NULL ? 1 : 0;
    }
    if (cells == 0) {
        text_put(out, "(nothing was corrected)");
        return;
    }
    text_print(out, "(%zu corrected cell%s, ", cells, cells == 1 ? "" : "s");
    text_print(out, own == 0 ? "none of " : "%zu of ", own);
    screen_escape(out, word(at, "name", 0));
    text_put(out, ")");
}

static void put_restated_items(why *at, grid *into) {
    for (size_t row = 0; row < at->rows.rows; row++) {
        if (same(word(at, "cause", row), "restated") && word(at, "item", row) != NULL) {
            text label = {0}, detail = {0};
            text_print(&label, "   %s", word(at, "item", row));
            put_figures(at, row, &detail);
            put_line(into, text_get(&label), text_get(&detail), NAN, NAN, "corrected", SCREEN_PLAIN);
            text_clear(&label);
            text_clear(&detail);
        }
    }
}

static void put_part(why *at, const part *one, grid *into) {
    text label = {0}, note = {0};
    bool restated = strcmp(one->cause, "restated") == 0;
    put_label(at, one, &label);
    if (restated) {
        put_cells(at, &note);
    }
    put_line(into, text_get(&label), NULL, one->places, one->points, text_get(&note), SCREEN_STRONG);
    if (restated) {
        put_restated_items(at, into);
    } else if (!is_method(one)) {
        put_items(at, one->cause, same(one->kind, "measured"), one->places, one->points, into);
    }
    text_clear(&label);
    text_clear(&note);
}

static void put_table(why *at, size_t total, bool colours, text *out) {
    part parts[MOST_PARTS];
    grid *into = grid_new("lrrl");
    size_t count = read_parts(at, parts), methods = 0;
    static const char *const heads[] = {"", "places", "points", ""};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        grid_cell(into, heads[i], SCREEN_STRONG);
    }
    for (size_t i = 0; i < count; i++) {
        bool empty = parts[i].places == 0 && parts[i].points == 0;
        bool entrants = strcmp(parts[i].cause, "entrants") == 0, leavers = strcmp(parts[i].cause, "leavers") == 0;
        if ((is_method(&parts[i]) || (entrants && count_kind(at, "new") == 0) ||
             (leavers && count_kind(at, "left") == 0)) &&
            empty) {
            methods += is_method(&parts[i]) ? 1 : 0;
            continue;
        }
        put_part(at, &parts[i], into);
    }
    if (methods > 0) {
        put_line(into, methods >= 4 ? "scale, weights, method" : "all else of scale and method", NULL, 0, 0,
                 "(no effect)", SCREEN_STRONG);
    }
    put_line(into, "sum", NULL, 100 * real(at, "places", total), round(100 * real(at, "points", total)), NULL,
             SCREEN_STRONG);
    text_put(out, "\n");
    grid_print(into, 0, colours, out);
}

static bool is_drawn(why *at) {
    for (size_t row = 0; row < at->rows.rows; row++) {
        if (!frame_is_missing(real(at, "error_places", row))) {
            return true;
        }
    }
    return false;
}

static void put_remarks(why *at, bool staged, text *out) {
    text_put(out, staged ? "\nThe method changes first, then all else, as publishers do it.\n"
                         : "\nAll causes change in every order, and each gets its mean effect.\n");
    text_put(out, "Places add up exactly, as fractions (in JSON); here they are "
                  "rounded so that they add up, to two decimals.\n");
    if (is_drawn(at)) {
        text_put(out,
                 "So many own figures changed that orders were drawn: their parts have errors (in CSV and JSON).\n");
    }
}

/* --- one sentence --- */

/* Names of the largest items of a cause. */
static void put_names(why *at, const char *cause, text *out) {
    size_t count;
    line *items = find_items(at, cause, true, &count);
    for (size_t i = 0; i < count && i < 3; i++) {
        text_put(out, i == 0 ? " (" : ", ");
        screen_escape(out, word(at, "item_name", items[i].row));
    }
    text_put(out, count > 3 ? " and others)" : count > 0 ? ")" : "");
    free(items);
}

static void put_tenths(double tenths, text *out) {
    if (tenths == 0) {
        text_put(out, "0");
    } else {
        words_signed(out, tenths / 10.0, 1);
    }
}

static void put_restated_words(why *at, text *out) {
    size_t told = 0;
    text_put(out, "restated ");
    double places = cause_real(at, "restated", NULL, "places");
    text_put(out, places > 0 ? "+" : "");
    words_number(out, places);
    for (size_t row = 0; row < at->rows.rows; row++) {
        if (same(word(at, "cause", row), "restated") && word(at, "item", row) != NULL) {
            text_print(out, "%s%s %s -> %s", told++ == 0 ? " (" : ", ", word(at, "item", row), word(at, "before", row),
                       word(at, "after", row));
        }
    }
    text_put(out, told == 0 ? " (figures of other cities were corrected)" : ", corrected)");
    text_put(out, ", then ");
}

static void put_common(why *at, text *out) {
    size_t both = count_kind(at, "both"), row = frame_find(&at->moves, "unit", at->unit, 0);
    bool moved = cause_real(at, "entrants", NULL, "places") != 0 || cause_real(at, "leavers", NULL, "places") != 0;
    if (!moved || row == FRAME_NONE) {
        return;
    }
    text_print(out, " Among the %zu cities of both editions: ", both);
    double places = frame_real(&at->moves, "change_common", row);
    if (places == 0) {
        text_put(out, "no change.");
    } else {
        put_places(places, out);
        text_put(out, ".");
    }
}

static void put_sentence(why *at, size_t total, text *out) {
    static const char *const causes[] = {"own",     "rivals",      "entrants",      "leavers", "scale",
                                         "weights", "aggregation", "normalisation", "method"};
    double tenths[sizeof causes / sizeof *causes];
    size_t count = sizeof causes / sizeof *causes, told = 0;
    for (size_t i = 0; i < count; i++) {
        tenths[i] = 10 * cause_real(at, causes[i], NULL, "places");
    }
    double restated = cause_real(at, "restated", NULL, "places");
    shares_round(tenths, count, 10 * (real(at, "places", total) - (frame_is_missing(restated) ? 0 : restated)));
    put_city(at, out);
    text_put(out, " ");
    words_place(out, real(at, "rank_before", total));
    text_put(out, " -> ");
    words_place(out, real(at, "rank", total));
    text_put(out, ": ");
    if (restated != 0 && !frame_is_missing(restated)) {
        put_restated_words(at, out);
    }
    for (size_t i = 0; i < count; i++) {
        bool entrants = strcmp(causes[i], "entrants") == 0, leavers = strcmp(causes[i], "leavers") == 0;
        if (tenths[i] == 0 && i > 1) {
            continue;
        }
        text_put(out, told++ == 0 ? "" : ", ");
        if (entrants || leavers) {
            size_t cities = count_kind(at, entrants ? "new" : "left");
            text_print(out, "%zu %scit%s%s ", cities, entrants ? "new " : "", cities == 1 ? "y" : "ies",
                       entrants ? "" : " that left");
        } else {
            text_print(out, "%s ", strcmp(causes[i], "rivals") == 0 ? "other cities" : causes[i]);
        }
        put_tenths(tenths[i], out);
        if (strcmp(causes[i], "rivals") == 0) {
            put_names(at, "rivals", out);
        }
    }
    text_put(out, ".");
    put_common(at, out);
    text_put(out, "\n");
}

/* --- the call --- */

/* A city that is ranked in one of the editions only, or in none. */
static void put_absent(why *at, text *out, problems *met) {
    size_t row = at->rows.rows == 0 ? FRAME_NONE : 0;
    bool joined = row == 0 && same(word(at, "cause", row), "new");
    if (row == FRAME_NONE) {
        frame units;
        book_dataset(at->from, "units", &units, met);
        const char *name = frame_text(&units, "name", frame_find(&units, "unit", at->unit, 0));
        screen_escape(out, name == NULL ? at->unit : name);
        frame_clear(&units);
        text_print(out, " is ranked neither in %s nor in %s.\n", at->before, at->after);
        return;
    }
    put_city(at, out);
    text_print(out, joined ? " is new in %s: " : " is not ranked in %s; it was ", at->after);
    put_stand(at, row, !joined, out);
    text_print(out, joined ? ". It was not ranked in %s.\n" : " in %s.\n", at->before);
}

static void put_words(why *at, const arguments *given, output *out, problems *met) {
    size_t total = find_cause(at, "total", NULL);
    if (total == FRAME_NONE) {
        put_absent(at, &out->written, met);
    } else if (arguments_have(given, OPTION_SHORT)) {
        put_sentence(at, total, &out->written);
    } else {
        put_heading(at, total, &out->written);
        put_table(at, total, out->colours, &out->written);
        put_remarks(at, arguments_have(given, OPTION_STAGED), &out->written);
    }
}

static void answer(const book *from, const arguments *given, output *out, problems *met) {
    const char *node = arguments_value(given, OPTION_NODE);
    why at = {.from = from, .unit = book_unit(from, given->words[0], met)};
    at.node = node == NULL ? ieci_model_code(from->model, IECI_AXIS_NODE, 0) : book_find_node(from, node, met);
    if (met->count > 0 || !editions_read(from, given, &at.before, &at.after, met)) {
        return;
    }
    editions_compare(from, given, "causes", at.unit, at.node, at.before, at.after, &at.rows, met);
    editions_compare(from, given, "moves", NULL, at.node, at.before, at.after, &at.moves, met);
    if (met->count == 0 && out->format != NULL) {
        output_table(out, at.rows.table, met);
    } else if (met->count == 0) {
        put_words(&at, given, out, met);
        output_finish(out, met);
    }
    frame_clear(&at.rows);
    frame_clear(&at.moves);
}

int why_run(const arguments *given, problems *met) {
    book from = {0};
    output out;
    output_start(&out, given, met);
    if (given->num_words == 0) {
        problems_usage(met, "why needs a city: ieci why UNIT --from 2024 --to 2025; see ieci why --help");
    }
    if (met->count == 0 && book_open(&from, given, NULL, met)) {
        answer(&from, given, &out, met);
    }
    book_close(&from);
    text_clear(&out.written);
    return problems_tell(met);
}
