/* SPDX-License-Identifier: MIT */
/* `levers UNIT --to K`: what it would take to reach a place. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "memory.h"
#include "project.h"
#include "screen.h"
#include "words.h"

#define MOST_TIED 3

typedef struct view {
    const book *from;
    const char *unit, *node;
    frame rows;   /* table "levers" */
    frame scores; /* of all units at the node */
    bool best;    /* --bound best */
} view;

static bool is_part(const view *at, size_t row, const char *part) {
    const char *found = row < at->rows.rows ? frame_text(&at->rows, "part", row) : NULL;
    return found != NULL && strcmp(found, part) == 0;
}

static size_t find_part(const view *at, const char *part) {
    return frame_find(&at->rows, "part", part, 0);
}

static bool is_reached(const view *at, size_t row) {
    const char *reached = frame_text(&at->rows, "reached", row);
    return reached != NULL && strcmp(reached, "yes") == 0;
}

static double real(view *at, const char *column, size_t row) {
    return frame_real(&at->rows, column, row);
}

/* --- what is missing --- */

static void put_name(view *at, const char *unit, text *out) {
    size_t row = frame_find(&at->scores, "unit", unit, 0);
    const char *name = row == FRAME_NONE ? NULL : frame_text(&at->scores, "name", row);
    screen_escape(out, name == NULL ? unit : name);
}

/* Who stands at the target now. */
static void put_tied(view *at, double target, text *out) {
    size_t count = 0;
    for (size_t row = 0; row < at->scores.rows; row++) {
        double printed = frame_real(&at->scores, "printed", row);
        if (frame_is_missing(frame_real(&at->scores, "rank", row)) || fabs(printed - target) > 1e-9 * fabs(target)) {
            continue;
        }
        if (count++ < MOST_TIED) {
            text_put(out, count == 1 ? " (ties with " : ", ");
            screen_escape(out, frame_text(&at->scores, "name", row));
        }
    }
    text_put(out, count > MOST_TIED ? " and others)" : count > 0 ? ")" : "");
}

static bool ranks_by_full(const view *at) {
    const char *by = book_setting(at->from, "rank.by");
    return by != NULL && strcmp(by, "full") == 0;
}

static void put_target(view *at, text *out) {
    size_t now = find_part(at, "now"), target = find_part(at, "target");
    bool full = ranks_by_full(at), index = strcmp(at->node, ieci_model_code(at->from->model, IECI_AXIS_NODE, 0)) == 0;
    put_name(at, at->unit, out);
    if (is_reached(at, now)) {
        text_put(out, " is ");
        words_place(out, real(at, "rank", now));
        text_print(out, "%s%s with ", index ? "" : " at ", index ? "" : at->node);
        words_decimals(out, real(at, "to", now), at->from->decimals);
        text_put(out, ": it has place ");
        words_number(out, real(at, "rank", target));
        text_put(out, " already.\n");
        return;
    }
    text_put(out, " has ");
    words_decimals(out, real(at, "to", now), at->from->decimals);
    text_print(out, "%s%s; place ", index ? "" : " at ", index ? "" : at->node);
    words_number(out, real(at, "rank", target));
    text_put(out, " needs ");
    if (full) {
        words_number(out, real(at, "to", target));
    } else {
        words_decimals(out, real(at, "to", target), at->from->decimals);
        text_put(out, " as printed");
        put_tied(at, real(at, "to", target), out);
    }
    text_put(out, ". Gap ");
    words_decimals(out, real(at, "points", target), at->from->decimals);
    text_put(out, " points, other cities as they are.\n");
}

static void put_left_out(view *at, text *out) {
    static const struct {
        const char *reason, *one, *many;
    } kinds[] = {{"country", "figure of the country (a city cannot move it)",
                  "figures of the country (a city cannot move them)"},
                 {"no_figure", "without a figure", "without a figure"},
                 {"no_weight", "without weight here", "without weight here"},
                 {"at_bound", "at the bound already", "at the bound already"},
                 {"no_cost", "without a cost", "without a cost"}};
    size_t told = 0;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        size_t count = 0, row = 0;
        while ((row = frame_find(&at->rows, "reason", kinds[k].reason, row)) != FRAME_NONE) {
            count++;
            row++;
        }
        if (count > 0) {
            text_print(out, "%s%zu %s", told++ == 0 ? "Left out: " : ", ", count,
                       count == 1 ? kinds[k].one : kinds[k].many);
        }
    }
    text_put(out, told > 0 ? ".\n" : "");
}

/* --- single levers --- */

typedef struct gain {
    size_t row;
    double points;
} gain;

static int compare_gains(const void *a, const void *b) {
    const gain *x = a, *y = b;
    return x->points != y->points ? (x->points < y->points) - (x->points > y->points)
                                  : (x->row > y->row) - (x->row < y->row);
}

static void put_figure(view *at, const char *column, size_t row, text *out) {
    words_number(out, real(at, column, row));
}

/* A figure and what it would have to become, with its unit. */
static void put_move(view *at, size_t row, grid *into) {
    text move = {0};
    const char *indicator = frame_text(&at->rows, "indicator", row);
    const char *unit = frame_text(&at->from->nodes, "unit", book_node(at->from, indicator));
    put_figure(at, "from", row, &move);
    text_put(&move, " -> ");
    put_figure(at, "to", row, &move);
    text_print(&move, "%s%s", unit == NULL ? "" : " ", unit == NULL ? "" : unit);
    grid_cell(into, indicator, SCREEN_STRONG);
    grid_cell(into, text_get(&move), SCREEN_PLAIN);
    text_clear(&move);
}

static void put_points(view *at, double points, grid *into) {
    text value = {0};
    words_signed(&value, points, at->from->decimals);
    grid_cell(into, text_get(&value), SCREEN_PLAIN);
    text_clear(&value);
}

static void put_most(view *at, gain *gains, size_t count, text *out) {
    text_put(out, "One figure alone: none is enough, not even at the level of the best city");
    for (size_t i = 0; i < count && i < 2 && gains[i].points > 0; i++) {
        text_print(out, "%s%s ", i == 0 ? " (most: " : ", ", frame_text(&at->rows, "indicator", gains[i].row));
        words_signed(out, gains[i].points, at->from->decimals);
    }
    text_put(out, count > 0 && gains[0].points > 0 ? ").\n" : ".\n");
}

static void put_alone(view *at, bool colours, text *out) {
    gain *gains = memory_get(at->rows.rows, sizeof *gains);
    grid *into = grid_new("llrl");
    size_t count = 0, enough = 0;
    for (size_t row = 0; row < at->rows.rows; row++) {
        if (!is_part(at, row, "alone")) {
            continue;
        }
        gains[count++] = (gain){row, real(at, "points", row)};
        if (is_reached(at, row)) {
            text place = {0};
            words_place(&place, real(at, "rank", row));
            put_move(at, row, into);
            put_points(at, real(at, "points", row), into);
            grid_cell(into, text_get(&place), SCREEN_PLAIN);
            text_clear(&place);
            enough++;
        }
    }
    qsort(gains, count, sizeof *gains, compare_gains);
    if (enough == 0) {
        put_most(at, gains, count, out);
    } else {
        text_put(out, "One figure alone is enough:\n");
    }
    grid_print(into, 3, colours, out);
    free(gains);
}

/* --- the mix --- */

static void put_heading(view *at, size_t mix, text *out) {
    const char *how = frame_text(&at->rows, "reason", mix);
    double cost = real(at, "cost", mix), bound = real(at, "cost_bound", mix);
    if (!is_reached(at, mix)) {
        text_put(out, "The place is out of reach within the bounds; all of these together come nearest:\n");
    } else if (strcmp(how, "order") == 0) {
        text_print(out, "To the level of the best %s (most points first):\n", at->best ? "city" : "tenth");
    } else {
        text_put(out, strcmp(how, "cheapest") == 0 ? "The cheapest mix costs " : "A mix that costs ");
        words_digits(out, cost, 6);
        if (strcmp(how, "search") == 0) {
            text_put(out, " (found by a search; none of it can be taken back by a step)");
        } else if (strcmp(how, "near") == 0) {
            text_put(out, " (not proven the cheapest");
            if (!frame_is_missing(bound)) {
                text_put(out, "; none costs less than ");
                words_digits(out, bound, 6);
            }
            text_put(out, ")");
        }
        text_put(out, ":\n");
    }
}

static void put_together(view *at, size_t mix, bool colours, text *out) {
    grid *into = grid_new("llrlr");
    for (size_t row = 0; row < mix; row++) {
        if (!is_part(at, row, "together")) {
            continue;
        }
        text place = {0}, cost = {0};
        put_move(at, row, into);
        put_points(at, real(at, "points", row), into);
        words_place(&place, real(at, "rank", row));
        grid_cell(into, text_get(&place), SCREEN_PLAIN);
        if (!frame_is_missing(real(at, "cost", row))) {
            text_put(&cost, "cost ");
            words_digits(&cost, real(at, "cost", row), 6);
        }
        grid_cell(into, text_get(&cost), SCREEN_PLAIN);
        text_clear(&place);
        text_clear(&cost);
    }
    grid_print(into, 3, colours, out);
}

/* What was computed again: the mix, and its last lever one step short. */
static void put_proof(view *at, size_t mix, text *out) {
    size_t last = mix;
    while (last > 0 && frame_is_missing(real(at, "rank_short", last))) {
        last--;
    }
    text_put(out, "Computed again: with these ");
    words_place(out, real(at, "rank", mix));
    text_put(out, " (");
    words_decimals(out, real(at, "score", mix), at->from->decimals);
    text_put(out, ")");
    if (is_reached(at, mix) && is_part(at, last, "together")) {
        double to = real(at, "to", last), from = real(at, "from", last), step = real(at, "step", last);
        double less = to > from ? fmax(from, to - step) : fmin(from, to + step);
        text_print(out, "; with %s ", frame_text(&at->rows, "indicator", last));
        words_digits(out, less, 12);
        text_put(out, " it is ");
        words_place(out, real(at, "rank_short", last));
    }
    text_put(out, ".\n");
}

static void put_words(view *at, const arguments *given, output *out) {
    text *written = &out->written;
    size_t mix = find_part(at, "mix");
    put_target(at, written);
    if (mix == FRAME_NONE) {
        return;
    }
    put_left_out(at, written);
    put_alone(at, out->colours, written);
    if (find_part(at, "together") != FRAME_NONE) {
        put_heading(at, mix, written);
        put_together(at, mix, out->colours, written);
        put_proof(at, mix, written);
    } else {
        text_put(written, "No figure can be moved within the bounds.\n");
    }
    text_put(written, "This is arithmetic, not advice: it knows neither cost nor time");
    text_put(written, arguments_have(given, OPTION_COSTS)
                          ? " but those of the costs.\n"
                          : ". Give costs in a CSV (--costs), or choose with --only and --without.\n");
}

/* --- the call --- */

static size_t read_place(const arguments *given, problems *met) {
    const char *word = arguments_value(given, OPTION_TO);
    char *end = NULL;
    unsigned long place = word == NULL ? 0 : strtoul(word, &end, 10);
    if (word == NULL) {
        problems_usage(met, "levers needs a place: ieci levers UNIT --to 5; see ieci levers --help");
    } else if (*end != '\0' || strspn(word, "0123456789") != strlen(word) || place == 0) {
        problems_usage(met, "--to needs a place such as 5, not \"%s\"", word);
    }
    return place;
}

static ieci_table *read_costs(const arguments *given, const ieci_options *options, problems *met) {
    const char *path = arguments_value(given, OPTION_COSTS);
    ieci_table *costs = NULL;
    ieci_error *error = NULL;
    ieci_bytes *bytes = path == NULL ? NULL : project_document(path, met);
    if (bytes != NULL) {
        (void)ieci_table_parse_csv(bytes, options, &costs, &error);
        problems_take(met, error);
    }
    ieci_bytes_unref(bytes);
    return costs;
}

static void set_option(ieci_options *options, const char *name, const char *value, problems *met) {
    ieci_error *error = NULL;
    if (value != NULL && ieci_options_set(options, name, value, &error) != IECI_OK) {
        problems_usage(met, "%s", ieci_error_message(error));
        ieci_error_free(error);
    }
}

static size_t place_of(const book *from, ieci_axis axis, const char *code) {
    size_t index = 0;
    (void)ieci_model_find(from->model, axis, code, &index, NULL);
    return index;
}

/* Asks the library; false: problems were added. */
static bool ask(view *at, const arguments *given, size_t place, problems *met) {
    ieci_options *options = project_options(given, met);
    ieci_table *costs = read_costs(given, options, met), *table = NULL;
    ieci_error *error = NULL;
    set_option(options, "bound", arguments_value(given, OPTION_BOUND), met);
    set_option(options, "only", arguments_value(given, OPTION_ONLY), met);
    set_option(options, "without", arguments_value(given, OPTION_WITHOUT), met);
    set_option(options, "language", at->from->language, met);
    if (met->count == 0) {
        (void)ieci_levers(at->from->result, place_of(at->from, IECI_AXIS_EDITION, at->from->edition),
                          place_of(at->from, IECI_AXIS_NODE, at->node), place_of(at->from, IECI_AXIS_UNIT, at->unit),
                          place, costs, options, &table, &error);
        problems_take(met, error);
    }
    ieci_table_unref(costs);
    ieci_options_free(options);
    frame_start(&at->rows, table);
    return met->count == 0;
}

static void answer(const book *from, const arguments *given, size_t place, output *out, problems *met) {
    view at = {.from = from, .unit = book_unit(from, given->words[0], met)};
    const char *bound = arguments_value(given, OPTION_BOUND), *node = arguments_value(given, OPTION_NODE);
    at.best = bound != NULL && strcmp(bound, "best") == 0;
    at.node = node == NULL ? ieci_model_code(from->model, IECI_AXIS_NODE, 0) : book_find_node(from, node, met);
    if (met->count == 0 && ask(&at, given, place, met)) {
        book_table(from, "scores", NULL, from->edition, at.node, &at.scores, met);
        if (met->count == 0 && out->format != NULL) {
            output_table(out, at.rows.table, met);
        } else if (met->count == 0) {
            put_words(&at, given, out);
            output_finish(out, met);
        }
        frame_clear(&at.scores);
    }
    frame_clear(&at.rows);
}

int levers_run(const arguments *given, problems *met) {
    book from = {0};
    output out;
    output_start(&out, given, met);
    size_t place = read_place(given, met);
    if (given->num_words == 0) {
        problems_usage(met, "levers needs a city: ieci levers UNIT --to K; see ieci levers --help");
    }
    if (met->count == 0 && book_open(&from, given, NULL, met)) {
        answer(&from, given, place, &out, met);
    }
    book_close(&from);
    text_clear(&out.written);
    return problems_tell(met);
}
