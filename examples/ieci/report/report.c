/* SPDX-License-Identifier: MIT */
/* `report`: one HTML file with figures, tables, portraits and the method, that needs no network. */
#include <stdlib.h>
#include <string.h>

#include "../commands.h"
#include "../memory.h"
#include "../project.h"
#include "assets.h"
#include "causes.h"
#include "certainty.h"
#include "figures.h"
#include "sections.h"

static const char *state_of(const facts *of) {
    size_t row = frame_find(&of->from->editions, "code", facts_edition(of, of->edition), 0);
    return row == FRAME_NONE ? NULL : frame_text(&of->from->editions, "state", row);
}

/* The title or the notice in all languages. */
static void put_heading(page *to, const char *kind) {
    const facts *of = to->of;
    const char **names = memory_get(of->num_languages, sizeof *names);
    for (size_t l = 0; l < of->num_languages; l++) {
        book asked = *of->from;
        asked.language = of->languages[l];
        const char *heading = book_heading(&asked, kind);
        names[l] = heading == NULL ? "" : heading;
    }
    page_name(to, names);
    free(names);
}

static void put_head(page *to) {
    const facts *of = to->of;
    const char *title = book_heading(of->from, "title");
    page_print(to,
               "<!doctype html>\n<html lang=\"%s\" data-language=\"%s\">\n<head><meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
               "script-src 'unsafe-inline'; img-src data:\">\n<title>",
               of->languages[0], of->languages[0]);
    page_escape(to, title == NULL ? "ieci" : title);
    page_put(to, " ");
    page_escape(to, facts_edition(of, of->edition));
    page_put(to, "</title>\n<style>\n");
    page_put(to, asset_style);
    for (size_t l = 0; l < of->num_languages && of->num_languages > 1; l++) {
        page_print(to, "html[data-language=\"%s\"] body [lang]:not([lang=\"%s\"]) { display: none; }\n",
                   of->languages[l], of->languages[l]);
    }
    page_put(to, "</style></head>\n<body>\n");
}

static void put_title(page *to) {
    const facts *of = to->of;
    const char *state = state_of(of);
    page_put(to, "<a class=\"skip\" href=\"#ranking\">");
    page_say(to, "skip");
    page_put(to, "</a>\n<header><h1>");
    put_heading(to, "title");
    page_put(to, "</h1>\n<p>");
    page_say(to, "edition");
    page_put(to, " ");
    page_escape(to, facts_edition(of, of->edition));
    page_put(to, ", ");
    page_say(to, "weights");
    page_put(to, ": ");
    if (of->from->weights == NULL) {
        page_say(to, "equal");
    } else {
        page_escape(to, of->from->weights);
    }
    if (state != NULL && strcmp(state, "draft") == 0) {
        page_put(to, " <strong class=\"draft\">");
        page_say(to, "draft");
        page_put(to, "</strong>");
    }
    page_put(to, "</p>\n<p class=\"notice\">");
    put_heading(to, "notice");
    page_put(to, "</p></header>\n");
}

static void put_link(page *to, const char *name) {
    text key = {0};
    text_print(&key, "%s_heading", name);
    page_print(to, "<a href=\"#%s\">", name);
    page_say(to, text_get(&key));
    page_put(to, "</a>\n");
    text_clear(&key);
}

static void put_tools(page *to) {
    page_put(to, "<span class=\"tools\">");
    if (to->of->only == FACTS_NONE) {
        page_put(to, "<input id=\"search\" type=\"search\" size=\"12\" aria-label=\"");
        page_say_in(to, "search", 0);
        page_put(to, "\" placeholder=\"");
        page_say_in(to, "search", 0);
        page_put(to, "\">");
    }
    for (size_t l = 0; l < to->of->num_languages && to->of->num_languages > 1; l++) {
        page_print(to, "<button type=\"button\" data-language=\"%s\" aria-pressed=\"%s\">%s</button>",
                   to->of->languages[l], l == 0 ? "true" : "false", to->of->languages[l]);
    }
    page_put(to, "<button type=\"button\" id=\"theme\" aria-label=\"");
    page_say_in(to, "theme", 0);
    page_put(to, "\">\xe2\x97\x90</button></span></nav>\n<main>\n");
}

static void put_navigation(page *to, bool whole) {
    page_put(to, "<nav>\n");
    if (whole) {
        put_link(to, "ranking");
        if (figure_has_changes(to)) {
            put_link(to, "changes");
        }
        if (figure_has_map(to)) {
            put_link(to, "map");
        }
        if (to->of->intervals != NULL) {
            put_link(to, "certainty");
        }
        put_link(to, "tables");
    }
    put_link(to, "portraits");
    if (whole) {
        put_link(to, "method");
    }
    put_tools(to);
}

static void put_figure(page *to, const char *name, void (*figure)(page *)) {
    page_section(to, name);
    figure(to);
    page_put(to, "</section>\n");
}

/* Of one unit alone nothing may be shown that names another; reasons in the schema may. */
static void put_page(page *to, problems *met) {
    bool whole = to->of->only == FACTS_NONE;
    put_head(to);
    put_title(to);
    put_navigation(to, whole);
    if (whole) {
        put_figure(to, "ranking", figure_ranking);
        if (figure_has_changes(to)) {
            put_figure(to, "changes", figure_changes);
        }
        if (figure_has_map(to)) {
            put_figure(to, "map", figure_map);
        }
        if (to->of->intervals != NULL) {
            put_figure(to, "certainty", figure_certainty);
        }
        section_tables(to);
    }
    section_portraits(to, met);
    if (whole) {
        section_method(to);
    }
    page_put(to, "</main>\n<footer>");
    put_heading(to, "notice");
    page_put(to, "</footer>\n<template id=\"word-copy\">");
    page_say(to, "copy");
    page_put(to, "</template><template id=\"word-download\">");
    page_say(to, "download");
    page_put(to, "</template>\n<script>\n");
    page_put(to, asset_script);
    page_put(to, "</script>\n</body></html>\n");
}

static void save(const page *from, const char *path, problems *met) {
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    if (ieci_bytes_new(from->out.data, from->out.size, path, &bytes, &error) == IECI_OK) {
        (void)ieci_bytes_save(bytes, path, &error);
    }
    ieci_bytes_unref(bytes);
    problems_take(met, error);
}

/* --factors and --replicates. */
static void read_certainty(const arguments *given, facts *of, problems *met) {
    const char *path = arguments_value(given, OPTION_FACTORS), *asked = arguments_value(given, OPTION_REPLICATES);
    char *end = NULL;
    unsigned long count = asked == NULL ? 10000 : strtoul(asked, &end, 10);
    if (asked != NULL && (*asked < '0' || *asked > '9' || *end != '\0' || count == 0)) {
        problems_usage(met, "--replicates needs a whole number from 1, not \"%s\"", asked);
    } else if (path != NULL) {
        certainty_read(of, path, count, met);
    } else if (asked != NULL) {
        problems_usage(met, "--replicates needs --factors");
    }
}

static void make(const arguments *given, const book *from, problems *met) {
    const char *only = arguments_value(given, OPTION_ONLY), *path = arguments_value(given, OPTION_OUT);
    facts of;
    page to;
    only = only == NULL ? NULL : book_unit(from, only, met);
    if (met->count > 0) {
        return;
    }
    facts_read(&of, from, given, only, met);
    causes_read(&of, met);
    read_certainty(given, &of, met);
    ieci_bytes *words =
        arguments_have(given, OPTION_WORDS) ? project_document(arguments_value(given, OPTION_WORDS), met) : NULL;
    page_start(&to, &of, words, met);
    ieci_bytes_unref(words);
    if (met->count == 0) {
        put_page(&to, met);
    }
    if (met->count == 0) {
        save(&to, path == NULL ? "report.html" : path, met);
    }
    page_clear(&to);
    facts_clear(&of);
}

int report_run(const arguments *given, problems *met) {
    book from;
    if (book_open(&from, given, given->num_words > 0 ? given->words[0] : NULL, met)) {
        make(given, &from, met);
    }
    book_close(&from);
    return problems_tell(met);
}
