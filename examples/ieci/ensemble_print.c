/* SPDX-License-Identifier: MIT */
#include "ensemble_print.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "screen.h"
#include "words.h"

/* From here on a chance of the other side of a place is worth a note. */
#define EDGE 0.05
#define FAR_FROM_MIDDLE 3.0

typedef struct answer {
    frame ranks, shift, factors, items;
    frame drivers; /* without rows: they were not asked for */
    frame names;   /* of the units in the language that was asked for; without rows: those of the ensemble */
} answer;

static void open_table(const ieci_ensemble *of, const char *name, const ieci_options *options, frame *made,
                       problems *met) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    (void)ieci_ensemble_table(of, name, options, &table, &error);
    problems_take(met, error);
    frame_start(made, table);
}

static const char *item(const answer *at, const char *name) {
    const size_t row = frame_find(&at->items, "item", name, 0);
    return row == FRAME_NONE ? NULL : frame_text(&at->items, "value", row);
}

/* 10000 as 10,000. */
static void put_grouped(text *out, const char *digits) {
    const size_t size = digits == NULL ? 0 : strlen(digits);
    for (size_t i = 0; i < size; i++) {
        text_append(out, digits + i, 1);
        if ((size - i) % 3 == 1 && i + 1 < size) {
            text_put(out, ",");
        }
    }
}

static void put_head(const answer *at, text *out) {
    text_print(out, "seed %s | ", item(at, "seed"));
    put_grouped(out, item(at, "replicates"));
    text_print(out, " replicates | edition %s", item(at, "edition"));
    if (strcmp(item(at, "node"), "index") != 0) {
        text_print(out, " | ranks of %s", item(at, "node"));
    }
    text_print(out, " | numerics %s\n", item(at, "numerics"));
    for (size_t f = 0; f < at->factors.rows; f++) {
        text_put(out, "  ");
        screen_escape(out, frame_text(&at->factors, "factor", f));
        text_put(out, ": ");
        screen_escape(out, frame_text(&at->factors, "words", f));
        text_put(out, "\n");
    }
    text_put(out, "\n");
}

static const char *name_of(const answer *at, size_t row) {
    const char *unit = frame_text(&at->ranks, "unit", row), *name = frame_text(&at->ranks, "name", row);
    const size_t found = at->names.rows == 0 ? FRAME_NONE : frame_find(&at->names, "unit", unit, 0);
    const char *own = found == FRAME_NONE ? NULL : frame_text(&at->names, "name", found);
    return own != NULL ? own : name != NULL ? name : unit;
}

static bool shares_place(answer *at, size_t row) {
    const double rank = frame_real(&at->ranks, "rank", row);
    const bool before = row > 0 && frame_real(&at->ranks, "rank", row - 1) == rank;
    return before || (row + 1 < at->ranks.rows && frame_real(&at->ranks, "rank", row + 1) == rank);
}

/* What is worth saying about a unit in words. */
static void put_note(answer *at, size_t row, text *note) {
    static const struct {
        double place;
        const char *column;
    } edges[] = {{10, "top_10"}, {5, "top_5"}};
    const double rank = frame_real(&at->ranks, "rank", row), median = frame_real(&at->ranks, "median", row);
    const double low = frame_real(&at->ranks, "low", row), high = frame_real(&at->ranks, "high", row);
    if (rank < low || rank > high) {
        text_put(note, "<- the printed rank lies outside");
        return;
    }
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        const double chance = frame_real(&at->ranks, edges[i].column, row);
        const double next = row + 1 < at->ranks.rows ? frame_real(&at->ranks, "rank", row + 1) : HUGE_VAL;
        if (rank <= edges[i].place && !(next <= edges[i].place) && chance < 1.0 - EDGE) {
            text_print(note, "<- on the edge of the first %.0f: %.0f of 100", edges[i].place, chance * 100.0);
            return;
        }
    }
    if (fabs(median - rank) >= FAR_FROM_MIDDLE) {
        text_put(note, "<- the printed rank is not the middle");
    }
}

static void put_row(answer *at, grid *into, size_t row) {
    const double rank = frame_real(&at->ranks, "rank", row);
    text cell = {0};
    if (frame_is_missing(rank)) {
        text_put(&cell, "-");
    } else {
        words_digits(&cell, rank, 6);
        text_put(&cell, shares_place(at, row) ? "=" : "");
    }
    grid_cell(into, text_get(&cell), SCREEN_PLAIN);
    grid_cell(into, name_of(at, row), SCREEN_PLAIN);
    grid_number(into, frame_real(&at->ranks, "median", row), 0);
    text_clear(&cell);
    if (!frame_is_missing(frame_real(&at->ranks, "low", row))) {
        text_print(&cell, "%.0f-%2.0f", frame_real(&at->ranks, "low", row), frame_real(&at->ranks, "high", row));
    }
    grid_cell(into, text_get(&cell), SCREEN_PLAIN);
    grid_number(into, frame_real(&at->ranks, "top_5", row) * 100.0, 0);
    grid_number(into, frame_real(&at->ranks, "top_10", row) * 100.0, 0);
    text_clear(&cell);
    put_note(at, row, &cell);
    grid_cell(into, text_get(&cell), SCREEN_FAINT);
    text_clear(&cell);
}

static void put_ranks(answer *at, const char *interval, bool colours, text *out) {
    text heading = {0};
    grid *into = grid_new("rlrrrrl");
    text_print(&heading, "%s %%", interval);
    const char *const headings[] = {"Rank", "City", "median", text_get(&heading), "P(<=5)", "P(<=10)", ""};
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        grid_cell(into, headings[i], SCREEN_STRONG);
    }
    for (size_t row = 0; row < at->ranks.rows; row++) {
        if (!frame_is_missing(frame_real(&at->ranks, "rank", row)) || frame_real(&at->ranks, "unranked", row) < 1.0) {
            put_row(at, into, row);
        }
    }
    grid_print(into, 0, colours, out);
    text_clear(&heading);
}

/* Factors by their effect on the shift of all ranks, the largest first. */
static void put_movers(answer *at, text *out) {
    const size_t count = at->factors.rows;
    bool *told = calloc(count + 1, sizeof *told);
    for (size_t i = 0; i < count && told != NULL; i++) {
        size_t best = count;
        for (size_t f = 0; f < count; f++) { /* the rows of the shift come first */
            const double total = frame_real(&at->drivers, "total", f);
            const bool larger = best == count || total > frame_real(&at->drivers, "total", best);
            best = !told[f] && !frame_is_missing(total) && larger ? f : best;
        }
        if (best == count) {
            break;
        }
        told[best] = true;
        text_put(out, i == 0 ? "What moves the ranks: " : ", ");
        screen_escape(out, frame_text(&at->drivers, "factor", best));
        text_print(out, " %.0f %%", frame_real(&at->drivers, "total", best) * 100.0);
    }
    text_put(out, count > 0 ? " (of the variance of their shift would be left if only it were unknown).\n" : "");
    free(told);
}

/* What drives the units that have a note. */
static void put_drivers(answer *at, text *out) {
    for (size_t row = 0; row < at->ranks.rows; row++) {
        const char *driver = frame_text(&at->ranks, "driver", row);
        text note = {0};
        put_note(at, row, &note);
        if (note.size > 0 && driver != NULL) {
            text_put(out, "What drives ");
            screen_escape(out, name_of(at, row));
            text_put(out, ": ");
            screen_escape(out, driver);
            text_print(out, ", %.0f %% of the variance of its rank.\n",
                       frame_real(&at->ranks, "driver_first", row) * 100.0);
        }
        text_clear(&note);
    }
}

static void put_foot(answer *at, const char *interval, text *out) {
    text_print(out, "\nMean width of the %s %% interval: ", interval);
    words_decimals(out, frame_real(&at->shift, "width", 0), 1);
    text_put(out, " places. A rank moves by ");
    words_decimals(out, frame_real(&at->shift, "shift", 0), 1);
    text_put(out, " places on average.\n");
    if (at->drivers.rows > 0) {
        put_movers(at, out);
        put_drivers(at, out);
    }
    if (item(at, "notice") != NULL) {
        screen_escape(out, item(at, "notice"));
        text_put(out, "\n");
    }
}

/* All tables; drivers only where they were computed. */
static void open_answer(const ieci_ensemble *of, const ieci_options *options, const book *from, answer *at,
                        problems *met) {
    ieci_table *table = NULL;
    open_table(of, "ranks", options, &at->ranks, met);
    open_table(of, "shift", options, &at->shift, met);
    open_table(of, "factors", options, &at->factors, met);
    open_table(of, "provenance", options, &at->items, met);
    (void)ieci_ensemble_table(of, "drivers", options, &table, NULL);
    frame_start(&at->drivers, table);
    if (from != NULL) {
        book_table(from, "ranking", NULL, item(at, "edition"), NULL, &at->names, met);
    }
}

static void close_answer(answer *at) {
    frame_clear(&at->ranks);
    frame_clear(&at->shift);
    frame_clear(&at->factors);
    frame_clear(&at->items);
    frame_clear(&at->drivers);
    frame_clear(&at->names);
}

void ensemble_print(const ieci_ensemble *of, const ieci_options *options, const char *interval, const book *from,
                    output *out, problems *met) {
    answer at = {0};
    if (of == NULL || met->count > 0) {
        text_clear(&out->written);
        return;
    }
    open_answer(of, options, from, &at, met);
    if (out->format != NULL) {
        output_table(out, at.ranks.table, met);
    } else if (met->count == 0) {
        put_head(&at, &out->written);
        put_ranks(&at, interval, out->colours, &out->written);
        put_foot(&at, interval, &out->written);
        output_finish(out, met);
    }
    close_answer(&at);
}

/* --- effects --- */

static void put_share(grid *into, double share) {
    grid_number(into, share * 100.0, 1);
}

static void put_effects(answer *at, bool colours, text *out) {
    static const char *const headings[] = {"Factor", "first", "total"}, *const of_cities[] = {"Rank", "City", "driver",
                                                                                              "first", "total"};
    grid *into = grid_new("lrr");
    for (size_t i = 0; i < 3; i++) {
        grid_cell(into, headings[i], SCREEN_STRONG);
    }
    for (size_t f = 0; f < at->factors.rows; f++) {
        grid_cell(into, frame_text(&at->drivers, "factor", f), SCREEN_PLAIN);
        put_share(into, frame_real(&at->drivers, "first", f));
        put_share(into, frame_real(&at->drivers, "total", f));
    }
    text_put(out, "Percent of the variance of the mean shift of all ranks:\n");
    grid_print(into, 0, colours, out);
    text_put(out, "\nThe factor that drives each rank most, percent of the variance of the rank:\n");
    into = grid_new("rllrr");
    for (size_t i = 0; i < 5; i++) {
        grid_cell(into, of_cities[i], SCREEN_STRONG);
    }
    for (size_t row = 0; row < at->ranks.rows; row++) {
        const char *driver = frame_text(&at->ranks, "driver", row);
        grid_number(into, frame_real(&at->ranks, "rank", row), 0);
        grid_cell(into, name_of(at, row), SCREEN_PLAIN);
        grid_cell(into, driver == NULL ? "(nothing moves it)" : driver, driver == NULL ? SCREEN_FAINT : SCREEN_PLAIN);
        put_share(into, frame_real(&at->ranks, "driver_first", row));
        put_share(into, frame_real(&at->ranks, "driver_total", row));
    }
    grid_print(into, 0, colours, out);
    text_put(out, "\nfirst: what the factor explains by itself; total: what would be left if only it were unknown.\n");
}

void ensemble_print_effects(const ieci_ensemble *of, const ieci_options *options, const book *from, output *out,
                            problems *met) {
    answer at = {0};
    if (of == NULL || met->count > 0) {
        text_clear(&out->written);
        return;
    }
    open_answer(of, options, from, &at, met);
    if (out->format != NULL) {
        output_table(out, at.drivers.table, met);
    } else if (met->count == 0) {
        put_head(&at, &out->written);
        put_effects(&at, out->colours, &out->written);
        output_finish(out, met);
    }
    close_answer(&at);
}
