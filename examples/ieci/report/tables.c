/* SPDX-License-Identifier: MIT */
#include "sections.h"

static void put_head(page *to, size_t node) {
    const facts *of = to->of;
    page_put(to, "<thead><tr><th class=\"number\">");
    page_say(to, "rank");
    page_put(to, "</th><th class=\"number\">");
    page_say(to, "change");
    page_put(to, "</th><th>");
    page_say(to, "city");
    page_put(to, "</th><th class=\"number\">");
    page_say(to, "score");
    page_put(to, "</th>");
    for (size_t n = 0; n < of->num_nodes; n++) {
        if (of->nodes[n].parent == node && of->nodes[n].shows_scores) {
            page_put(to, "<th class=\"number\">");
            page_name(to, of->nodes[n].names);
            page_put(to, "</th>");
        }
    }
    page_put(to, "</tr></thead>\n<tbody>\n");
}

static void put_number(page *to, double value) {
    page_put(to, "<td class=\"number\" data-value=\"");
    if (!frame_is_missing(value)) {
        page_number(to, value);
    }
    page_put(to, "\">");
}

static void put_row(page *to, size_t node, size_t unit) {
    const facts *of = to->of;
    page_print(to, "<tr data-u=\"%s\">", of->units[unit].anchor);
    put_number(to, facts_rank(of, of->edition, node, unit));
    page_rank(to, of->edition, node, unit);
    page_put(to, "</td>");
    put_number(to, facts_rank(of, of->against, node, unit) - facts_rank(of, of->edition, node, unit));
    page_change(to, of->edition, of->against, node, unit);
    page_print(to, "</td><td><a href=\"#%s\">", of->units[unit].anchor);
    page_name(to, of->units[unit].names);
    page_put(to, "</a></td>");
    put_number(to, facts_score(of, of->edition, node, unit));
    page_score(to, facts_score(of, of->edition, node, unit));
    page_put(to, "</td>");
    for (size_t n = 0; n < of->num_nodes; n++) {
        if (of->nodes[n].parent == node && of->nodes[n].shows_scores) {
            put_number(to, facts_score(of, of->edition, n, unit));
            page_score(to, facts_score(of, of->edition, n, unit));
            page_put(to, "</td>");
        }
    }
    page_put(to, "</tr>\n");
}

/* Units without a place at this node come last. */
static void put_rows(page *to, size_t node) {
    const facts *of = to->of;
    for (double place = 1; place <= (double)of->num_units; place++) {
        for (size_t i = 0; i < of->num_ranked; i++) {
            double rank = facts_rank(of, of->edition, node, of->order[i]);
            if (rank >= place && rank < place + 1) {
                put_row(to, node, of->order[i]);
            }
        }
    }
    for (size_t i = 0; i < of->num_ranked; i++) {
        if (frame_is_missing(facts_rank(of, of->edition, node, of->order[i]))) {
            put_row(to, node, of->order[i]);
        }
    }
}

static void put_table(page *to, size_t node) {
    const facts_node *at = &to->of->nodes[node];
    page_print(to, "<details class=\"scores\"%s><summary>", at->depth == 0 ? " open" : "");
    for (size_t i = 1; i < at->depth; i++) {
        page_put(to, "<span class=\"deeper\"></span>");
    }
    page_name(to, at->names);
    page_put(to, "</summary>\n<div class=\"scroll\"><table class=\"sortable\" data-name=\"");
    page_escape(to, at->code);
    page_put(to, "\">\n");
    put_head(to, node);
    put_rows(to, node);
    page_put(to, "</tbody></table></div></details>\n");
}

void section_tables(page *to) {
    page_section(to, "tables");
    for (size_t n = 0; n < to->of->num_nodes; n++) {
        if (!to->of->nodes[n].is_indicator) {
            put_table(to, n);
        }
    }
    page_put(to, "</section>\n");
}
