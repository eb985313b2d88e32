/* SPDX-License-Identifier: MIT */
/* How it was computed, from the schema itself. */
#include <string.h>

#include "../words.h"
#include "sections.h"

static void put_heads(page *to, const char *const *keys, size_t count) {
    page_put(to, "<div class=\"scroll\"><table><thead><tr>");
    for (size_t i = 0; i < count; i++) {
        page_put(to, "<th>");
        page_say(to, keys[i]);
        page_put(to, "</th>");
    }
    page_put(to, "</tr></thead><tbody>\n");
}

static void put_end(page *to) {
    page_put(to, "</tbody></table></div>\n");
}

static void put_cell(page *to, const char *value) {
    page_put(to, "<td>");
    page_escape(to, value);
    page_put(to, "</td>");
}

static void put_share(page *to, double share) {
    text shown = {0};
    words_decimals(&shown, 100 * share, 2);
    page_print(to, "<td class=\"number\">%s %%</td>", text_get(&shown));
    text_clear(&shown);
}

static void put_subheading(page *to, const char *key) {
    page_put(to, "<h3>");
    page_say(to, key);
    page_put(to, "</h3>\n");
}

static void put_nodes(page *to) {
    static const char *const heads[] = {"node", "weight", "mean", "min_share"};
    put_subheading(to, "nodes_heading");
    put_heads(to, heads, sizeof heads / sizeof *heads);
    for (size_t n = 0; n < to->of->num_nodes; n++) {
        const facts_node *at = &to->of->nodes[n];
        const frame *rules = &to->of->from->nodes;
        if (at->is_indicator) {
            continue;
        }
        page_print(to, "<tr><td style=\"padding-left:%zuem\">", 1 + at->depth);
        page_name(to, at->names);
        page_put(to, "</td>");
        put_share(to, at->effective);
        put_cell(to, frame_text(rules, "aggregate", book_node(to->of->from, at->code)));
        page_put(to, "<td class=\"number\">");
        page_number(to, frame_real((frame *)rules, "min_share", book_node(to->of->from, at->code)));
        page_put(to, "</td></tr>\n");
    }
    put_end(to);
}

/* Ranked units with a measured figure. */
static size_t count_figures(facts *of, size_t node) {
    size_t count = 0;
    for (size_t i = 0; i < of->num_ranked; i++) {
        size_t row = of->cell[node * of->num_units + of->order[i]];
        count += row != FACTS_NONE && !frame_is_missing(frame_real(&of->cells, "raw", row)) ? 1 : 0;
    }
    return count;
}

static void put_posts(page *to, size_t row) {
    frame *rules = (frame *)&to->of->from->nodes; /* reads numbers into its store */
    page_put(to, "<td>");
    page_escape(to, frame_text(rules, "normalise", row));
    if (!frame_is_missing(frame_real(rules, "worst", row))) {
        page_put(to, " ");
        page_number(to, frame_real(rules, "worst", row));
        page_put(to, " \xe2\x86\x92 ");
        page_number(to, frame_real(rules, "best", row));
    }
    page_put(to, "</td>");
}

static void put_indicator(page *to, size_t node) {
    static const char *const columns[] = {"better", "transform", "treat", "missing", "not_covered"};
    const facts_node *at = &to->of->nodes[node];
    const frame *rules = &to->of->from->nodes;
    size_t row = book_node(to->of->from, at->code);
    page_put(to, "<tr><td title=\"");
    page_escape(to, frame_text(rules, "why", row));
    page_put(to, "\">");
    page_name(to, at->names);
    page_put(to, at->is_country ? "<sup>*</sup></td>" : "</td>");
    put_cell(to, frame_text(rules, "unit", row));
    put_share(to, at->effective);
    put_posts(to, row);
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        put_cell(to, frame_text(rules, columns[i], row));
    }
    page_print(to, "<td class=\"number\">%zu</td>", count_figures(to->of, node));
    put_cell(to, frame_text(rules, "source", row));
    put_cell(to, frame_text(rules, "publish", row));
    page_put(to, "</tr>\n");
}

static void put_indicators(page *to) {
    static const char *const heads[] = {"indicator", "unit",    "weight",      "scale",    "better", "transform",
                                        "treat",     "missing", "not_covered", "measured", "source", "rights"};
    put_subheading(to, "indicators_heading");
    put_heads(to, heads, sizeof heads / sizeof *heads);
    for (size_t n = 0; n < to->of->num_nodes; n++) {
        if (to->of->nodes[n].is_indicator) {
            put_indicator(to, n);
        }
    }
    put_end(to);
}

/* Whatever columns the table of sources was given with. */
static void put_sources(page *to) {
    const ieci_table *table = to->of->sources.table;
    if (to->of->sources.rows == 0) {
        return;
    }
    put_subheading(to, "sources_heading");
    page_put(to, "<div class=\"scroll\"><table><thead><tr>");
    for (size_t c = 0; c < to->of->sources.columns; c++) {
        page_put(to, "<th>");
        page_escape(to, ieci_table_column_name(table, c));
        page_put(to, "</th>");
    }
    page_put(to, "</tr></thead><tbody>\n");
    for (size_t row = 0; row < to->of->sources.rows; row++) {
        page_put(to, "<tr>");
        for (size_t c = 0; c < to->of->sources.columns; c++) {
            put_cell(to, ieci_table_text(table, c, row));
        }
        page_put(to, "</tr>\n");
    }
    put_end(to);
}

static void put_settings(page *to) {
    static const char *const heads[] = {"setting", "value"};
    const frame *settings = &to->of->from->settings;
    put_subheading(to, "settings_heading");
    put_heads(to, heads, 2);
    for (size_t row = 0; row < settings->rows; row++) {
        const char *key = frame_text(settings, "key", row);
        if (strncmp(key, "nodes.", 6) != 0 && strncmp(key, "indicators.", 11) != 0) {
            page_put(to, "<tr>");
            put_cell(to, key);
            put_cell(to, frame_text(settings, "value", row));
            page_put(to, "</tr>\n");
        }
    }
    put_end(to);
}

void section_method(page *to) {
    page_section(to, "method");
    put_settings(to);
    put_nodes(to);
    put_indicators(to);
    put_sources(to);
    page_put(to, "</section>\n");
}
