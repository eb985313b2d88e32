/* SPDX-License-Identifier: MIT */
/* What the library's portrait of a unit says of it: strengths, shortcomings, cities with a like profile, levers. */
#include <string.h>

#include "sections.h"

#define MOST_NAMED 8

static bool is_row(const frame *told, size_t row, const char *section, const char *item) {
    const char *own = frame_text(told, "section", row), *named = frame_text(told, "item", row);
    return own != NULL && named != NULL && strcmp(own, section) == 0 && strcmp(named, item) == 0;
}

/* The node of a row if the rights let its scores be shown; FACTS_NONE: they do not, or there is none. */
static size_t shown_node(const facts *of, const frame *told, size_t row) {
    const char *code = frame_text(told, "node", row);
    size_t node = FACTS_NONE;
    if (code == NULL || ieci_model_find(of->from->model, IECI_AXIS_NODE, code, &node, NULL) != IECI_OK) {
        return FACTS_NONE;
    }
    return of->nodes[node].shows_scores ? node : FACTS_NONE;
}

static void start_line(page *to, const char *key, bool first) {
    if (first) {
        page_put(to, "<p class=\"standing\"><strong>");
        page_say(to, key);
        page_put(to, "</strong> ");
    } else {
        page_put(to, " \xc2\xb7 ");
    }
}

/* Names with places, such as "Start-ups 3". */
static void put_places(page *to, frame *told, const char *section, const char *key) {
    size_t count = 0;
    for (size_t row = 0; row < told->rows && count < MOST_NAMED; row++) {
        size_t node = is_row(told, row, section, "all") ? shown_node(to->of, told, row) : FACTS_NONE;
        if (node != FACTS_NONE) {
            start_line(to, key, count++ == 0);
            page_name(to, to->of->nodes[node].names);
            page_put(to, to->of->nodes[node].is_country ? "<sup>*</sup> " : " ");
            page_number(to, frame_real(told, "value", row));
        }
    }
    page_put(to, count == 0 ? "" : "</p>\n");
}

static void put_peers(page *to, frame *told) {
    size_t count = 0, unit;
    for (size_t row = 0; row < told->rows; row++) {
        if (is_row(told, row, "peers", "profile") &&
            ieci_model_find(to->of->from->model, IECI_AXIS_UNIT, frame_text(told, "text", row), &unit, NULL) ==
                IECI_OK) {
            start_line(to, "like", count++ == 0);
            page_print(to, "<a href=\"#%s\">", to->of->units[unit].anchor);
            page_name(to, to->of->units[unit].names);
            page_put(to, "</a>");
        }
    }
    page_put(to, count == 0 ? "" : "</p>\n");
}

/* Indicators of which one alone would reach the next place, with the figure it takes where it may be shown. */
static void put_levers(page *to, frame *told) {
    size_t count = 0;
    for (size_t row = 0; row < told->rows && count < MOST_NAMED; row++) {
        const char *proved = frame_text(told, "text", row);
        size_t node = is_row(told, row, "levers", "alone") ? shown_node(to->of, told, row) : FACTS_NONE;
        if (node != FACTS_NONE && proved != NULL && strcmp(proved, "yes") == 0) {
            start_line(to, "levers", count++ == 0);
            page_name(to, to->of->nodes[node].names);
            if (to->of->nodes[node].shows_figures) {
                page_put(to, " ");
                page_number(to, frame_real(told, "value", row));
            }
        }
    }
    page_put(to, count == 0 ? "" : "</p>\n");
}

void portrait_standing(page *to, size_t unit, problems *met) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    frame told;
    (void)ieci_portrait(to->of->from->result, to->of->edition, unit, NULL, NULL, &table, &error);
    problems_take(met, error);
    frame_start(&told, table);
    put_places(to, &told, "strengths", "strengths");
    put_places(to, &told, "shortcomings", "shortcomings");
    if (to->of->only == FACTS_NONE) {
        put_peers(to, &told);
    }
    put_levers(to, &told);
    frame_clear(&told);
}
