/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../figure.h"
#include "../live.h"
#include "../words.h"
#include "causes.h"
#include "figures.h"
#include "sections.h"

static void put_headline(page *to, size_t unit) {
    const facts *of = to->of;
    text rank = {0}, score = {0}, count = {0}, data = {0};
    words_number(&rank, facts_rank(of, of->edition, 0, unit));
    words_decimals(&score, facts_score(of, of->edition, 0, unit), of->from->decimals);
    text_print(&count, "%zu", of->num_ranked);
    words_percent(&data, of->measured[unit]);
    const char *values[] = {text_get(&rank), text_get(&count), text_get(&score), text_get(&data)};
    page_put(to, "<p class=\"headline\">");
    page_tell(to, "headline", 4, values);
    if (of->against != FACTS_NONE) {
        page_put(to, " ");
        page_say(to, "against");
        page_put(to, " ");
        page_escape(to, facts_edition(of, of->against));
        page_put(to, ": ");
        page_change(to, of->edition, of->against, 0, unit);
    }
    if (of->intervals != NULL && !frame_is_missing(of->intervals[unit].low)) {
        text low = {0}, high = {0};
        words_number(&low, of->intervals[unit].low);
        words_number(&high, of->intervals[unit].high);
        const char *ends[] = {text_get(&low), text_get(&high)};
        page_put(to, " ");
        page_tell(to, "interval", 2, ends);
        text_clear(&low);
        text_clear(&high);
    }
    page_put(to, "</p>\n");
    text_clear(&rank);
    text_clear(&score);
    text_clear(&count);
    text_clear(&data);
}

/* The raw figure with its unit, or the word of its status, as far as the rights go. */
static void put_figure(page *to, size_t node, size_t row) {
    facts *of = to->of;
    figure at = {.from = of->from,
                 .cells = &of->cells,
                 .parameters = &of->parameters,
                 .row = row,
                 .node = book_node(of->from, of->nodes[node].code),
                 .indicator = of->nodes[node].code};
    text shown = {0};
    if (figure_is_gap(&at)) {
        page_put(to, "<span class=\"gap\">");
        page_escape(to, figure_text(&at, "status"));
        page_put(to, "</span>");
    } else if (!of->nodes[node].shows_figures) {
        page_put(to, "<span class=\"gap\">");
        page_say(to, "kept");
        page_put(to, "</span>");
    } else {
        figure_put_raw(&at, true, &shown);
        page_escape(to, text_get(&shown));
    }
    text_clear(&shown);
}

static void put_indicator(page *to, size_t node, size_t unit) {
    facts *of = to->of;
    const facts_node *at = &of->nodes[node];
    size_t row = of->cell[node * of->num_units + unit];
    page_put(to, "<tr><td>");
    page_name(to, at->names);
    page_put(to, at->is_country ? "<sup>*</sup></td><td class=\"number\">" : "</td><td class=\"number\">");
    if (row != FACTS_NONE) {
        put_figure(to, node, row);
    }
    page_put(to, "</td><td>");
    page_escape(to, row == FACTS_NONE ? NULL : frame_text(&of->cells, "year", row));
    page_put(to, "</td><td class=\"number\">");
    if (at->shows_scores) {
        page_score(to, facts_score(of, of->edition, node, unit));
    }
    page_put(to, "</td><td class=\"number\">");
    if (at->shows_scores) {
        page_rank(to, of->edition, node, unit);
    }
    page_put(to, "</td><td class=\"flags\">");
    page_escape(to, row == FACTS_NONE ? NULL : frame_text(&of->cells, "flags", row));
    page_put(to, "</td></tr>\n");
}

static void put_indicators(page *to, size_t unit) {
    static const char *const heads[] = {"indicator", "figure", "year", "score", "rank", "remarks"};
    bool country = false;
    page_put(to, "<details><summary>");
    page_say(to, "indicators");
    page_put(to, "</summary><div class=\"scroll\"><table><thead><tr>");
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        page_put(to, i == 1 || i == 3 || i == 4 ? "<th class=\"number\">" : "<th>");
        page_say(to, heads[i]);
        page_put(to, "</th>");
    }
    page_put(to, "</tr></thead><tbody>\n");
    for (size_t n = 0; n < to->of->num_nodes; n++) {
        if (to->of->nodes[n].is_indicator) {
            put_indicator(to, n, unit);
            country = country || to->of->nodes[n].is_country;
        }
    }
    page_put(to, "</tbody></table></div>");
    if (country) {
        page_put(to, "<p class=\"small\">* ");
        page_say(to, "country_note");
        page_put(to, "</p>");
    }
    page_put(to, "</details>\n");
}

/* Paragraphs stand apart by an empty line; everything else is text. */
static void put_paragraphs(page *to, const char *words, const char *language) {
    while (*words != '\0') {
        const char *end = strstr(words, "\n\n");
        text part = {0};
        text_append(&part, words, end == NULL ? strlen(words) : (size_t)(end - words));
        if (strspn(text_get(&part), "\n ") < part.size) {
            page_print(to, "<p class=\"words\" lang=\"%s\">", language);
            for (char *at = part.data; *at != '\0'; at++) {
                *at = *at == '\n' ? ' ' : *at;
            }
            page_escape(to, text_get(&part));
            page_put(to, "</p>\n");
        }
        text_clear(&part);
        words = end == NULL ? words + strlen(words) : end + 2;
    }
}

/* The words of the authors in all languages, with their numbers filled in. */
static void put_words(page *to, size_t unit, problems *met) {
    const facts *of = to->of;
    const char *project = of->given->num_words > 0 ? of->given->words[0] : NULL;
    for (size_t l = 0; l < of->num_languages; l++) {
        text path = {0}, filled = {0};
        ieci_bytes *bytes = live_open(of->given, project, of->units[unit].code, of->languages[l], &path);
        if (bytes != NULL) {
            const live_text words = {.from = of->from,
                                     .unit = of->units[unit].code,
                                     .language = of->languages[l],
                                     .path = text_get(&path),
                                     .words = ieci_bytes_data(bytes, NULL),
                                     .outside = true};
            live_fill(&words, &filled, met);
            put_paragraphs(to, text_get(&filled), of->languages[l]);
        }
        ieci_bytes_unref(bytes);
        text_clear(&filled);
        text_clear(&path);
    }
}

static void put_portrait(page *to, size_t unit, problems *met) {
    const facts_unit *at = &to->of->units[unit];
    page_print(to, "<article class=\"portrait\" id=\"%s\" data-u=\"%s\" tabindex=\"-1\"><h3>", at->anchor, at->anchor);
    page_name(to, at->names);
    page_put(to, "</h3>\n");
    put_headline(to, unit);
    put_words(to, unit, met);
    page_put(to, "<div class=\"pair\">");
    if (figure_has_changes(to)) {
        figure_trend(to, unit);
    }
    figure_profile(to, unit);
    page_put(to, "</div>\n");
    causes_put_table(to, unit);
    portrait_standing(to, unit, met);
    put_indicators(to, unit);
    page_put(to, "</article>\n");
}

void section_portraits(page *to, problems *met) {
    page_section(to, "portraits");
    page_put(to, "<p class=\"every\"><button type=\"button\" id=\"every\">");
    page_say(to, "all");
    page_put(to, "</button></p>\n");
    for (size_t i = 0; i < to->of->num_ranked; i++) {
        if (to->of->only == FACTS_NONE || to->of->order[i] == to->of->only) {
            put_portrait(to, to->of->order[i], met);
        }
    }
    page_put(to, "</section>\n");
}
