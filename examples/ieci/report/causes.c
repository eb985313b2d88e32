/* SPDX-License-Identifier: MIT */
#include "causes.h"

#include <math.h>
#include <string.h>

#include "../words.h"

#define MOST_ITEMS 5

void causes_read(facts *of, problems *met) {
    ieci_options *options = NULL;
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    if (of->against == FACTS_NONE) {
        return;
    }
    if (ieci_options_new(&options, &error) == IECI_OK &&
        ieci_options_set(options, "node", of->nodes[0].code, &error) == IECI_OK) {
        (void)ieci_compare(of->from->result, of->against, of->from->result, of->edition, "causes", options, &table,
                           &error);
    }
    ieci_options_free(options);
    if (ieci_error_status(error) == IECI_ERROR_UNSUPPORTED) {
        ieci_error_free(error);
    } else {
        problems_take(met, error);
    }
    frame_start(&of->causes, table);
}

/* Whether a row is about the unit, and tells of a cause as a whole. */
static bool is_cause(const facts *of, size_t row, size_t unit) {
    const char *code = frame_text(&of->causes, "unit", row), *cause = frame_text(&of->causes, "cause", row);
    return code != NULL && strcmp(code, of->units[unit].code) == 0 && frame_text(&of->causes, "item", row) == NULL &&
           frame_text(&of->causes, "kind", row) == NULL && strcmp(cause, "new") != 0 && strcmp(cause, "left") != 0;
}

static bool is_null(facts *of, size_t row) {
    return frame_real(&of->causes, "places", row) == 0 && fabs(frame_real(&of->causes, "points", row)) < 1e-9;
}

static bool is_total(const facts *of, size_t row) {
    return strcmp(frame_text(&of->causes, "cause", row), "total") == 0;
}

static void put_signed(page *to, double value, int decimals) {
    if (fabs(value) < 0.5 * pow(10, -decimals)) {
        page_put(to, "0");
    } else {
        words_signed(&to->out, value, decimals);
    }
}

static void put_name(page *to, size_t row, size_t language) {
    text key = {0};
    text_print(&key, "cause_%s", frame_text(&to->of->causes, "cause", row));
    if (language == FACTS_NONE) {
        page_say(to, text_get(&key));
    } else {
        page_say_in(to, text_get(&key), language);
    }
    text_clear(&key);
}

void causes_put_line(page *to, size_t unit) {
    size_t count = 0;
    for (size_t row = 0; row < to->of->causes.rows; row++) {
        if (is_cause(to->of, row, unit) && !is_total(to->of, row) && frame_real(&to->of->causes, "places", row) != 0) {
            page_put(to, count++ == 0 ? ". " : ", ");
            put_name(to, row, 0);
            page_put(to, " ");
            put_signed(to, frame_real(&to->of->causes, "places", row), 2);
        }
    }
}

/* The part of one indicator or one other city. */
static void put_item(page *to, size_t row) {
    facts *of = to->of;
    size_t node = FACTS_NONE;
    const char *item = frame_text(&of->causes, "item", row), *before = frame_text(&of->causes, "before", row);
    bool known = ieci_model_find(of->from->model, IECI_AXIS_NODE, item, &node, NULL) == IECI_OK;
    page_put(to, "<tr class=\"item\"><td>");
    if (known) {
        page_name(to, of->nodes[node].names);
    } else {
        page_escape(to, frame_text(&of->causes, "item_name", row));
    }
    if (known && of->nodes[node].shows_figures && before != NULL) {
        page_put(to, " <span class=\"gap\">");
        page_escape(to, before);
        page_put(to, " \xe2\x86\x92 ");
        page_escape(to, frame_text(&of->causes, "after", row));
        page_put(to, "</span>");
    }
    page_put(to, "</td><td class=\"number\">");
    put_signed(to, frame_real(&of->causes, "places", row), 2);
    page_put(to, "</td><td class=\"number\">");
    put_signed(to, frame_real(&of->causes, "points", row), of->from->decimals);
    page_put(to, "</td></tr>\n");
}

/* Whether a row is a part of this cause that may be shown: an indicator of its own, or another city. */
static bool is_item(const facts *of, size_t row, size_t unit, const char *cause) {
    const char *code = frame_text(&of->causes, "unit", row), *item = frame_text(&of->causes, "item", row);
    size_t node = FACTS_NONE;
    if (item == NULL || strcmp(code, of->units[unit].code) != 0 ||
        strcmp(frame_text(&of->causes, "cause", row), cause) != 0 ||
        frame_real((frame *)&of->causes, "places", row) == 0) {
        return false;
    }
    return strcmp(cause, "own") == 0 ? ieci_model_find(of->from->model, IECI_AXIS_NODE, item, &node, NULL) == IECI_OK &&
                                           of->nodes[node].is_indicator && of->nodes[node].shows_scores
                                     : of->only == FACTS_NONE && strcmp(cause, "restated") != 0;
}

/* The largest parts of a cause, by places. */
static void put_items(page *to, size_t unit, const char *cause) {
    facts *of = to->of;
    size_t done[MOST_ITEMS], count = 0;
    while (count < MOST_ITEMS) {
        size_t best = FACTS_NONE;
        double most = 0;
        for (size_t row = 0; row < of->causes.rows; row++) {
            bool told = false;
            for (size_t i = 0; i < count; i++) {
                told = told || done[i] == row;
            }
            if (!told && is_item(of, row, unit, cause) && fabs(frame_real(&of->causes, "places", row)) > most) {
                most = fabs(frame_real(&of->causes, "places", row));
                best = row;
            }
        }
        if (best == FACTS_NONE) {
            return;
        }
        put_item(to, best);
        done[count++] = best;
    }
}

static void put_cause(page *to, size_t row, size_t unit) {
    page_put(to, is_total(to->of, row) ? "<tr class=\"total\"><td>" : "<tr><td>");
    put_name(to, row, FACTS_NONE);
    page_put(to, "</td><td class=\"number\">");
    put_signed(to, frame_real(&to->of->causes, "places", row), 2);
    page_put(to, "</td><td class=\"number\">");
    put_signed(to, frame_real(&to->of->causes, "points", row), to->of->from->decimals);
    page_put(to, "</td></tr>\n");
    put_items(to, unit, frame_text(&to->of->causes, "cause", row));
}

void causes_put_table(page *to, size_t unit) {
    facts *of = to->of;
    size_t count = 0;
    for (size_t row = 0; row < of->causes.rows; row++) {
        if (is_cause(of, row, unit) && (is_total(of, row) ? count > 0 : !is_null(of, row))) {
            if (count++ == 0) {
                page_put(to, "<details open><summary>");
                page_say(to, "causes");
                page_put(to, " ");
                page_escape(to, facts_edition(of, of->against));
                page_put(to, "</summary><table class=\"causes\"><thead><tr><th></th><th class=\"number\">");
                page_say(to, "places");
                page_put(to, "</th><th class=\"number\">");
                page_say(to, "points");
                page_put(to, "</th></tr></thead><tbody>\n");
            }
            put_cause(to, row, unit);
        }
    }
    page_put(to, count == 0 ? "" : "</tbody></table></details>\n");
}
