/* SPDX-License-Identifier: MIT */
#include "page.h"

#include <stdlib.h>
#include <string.h>

#include "../screen.h"
#include "../words.h"
#include "assets.h"

static void read_words(frame *made, const ieci_bytes *bytes, problems *met) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    if (bytes != NULL) {
        (void)ieci_table_parse_csv(bytes, NULL, &table, &error);
    }
    problems_take(met, error);
    frame_start(made, table);
}

void page_start(page *made, facts *of, const ieci_bytes *words, problems *met) {
    ieci_bytes *own = NULL;
    ieci_error *error = NULL;
    *made = (page){.of = of};
    (void)ieci_bytes_new(asset_words, strlen(asset_words), "words of the report", &own, &error);
    problems_take(met, error);
    read_words(&made->own, own, met);
    read_words(&made->words, words, met);
    ieci_bytes_unref(own);
}

void page_clear(page *from) {
    frame_clear(&from->words);
    frame_clear(&from->own);
    text_clear(&from->out);
}

void page_escape(page *to, const char *value) {
    text shown = {0};
    screen_escape(&shown, value);
    for (const char *at = text_get(&shown); *at != '\0'; at++) {
        switch (*at) {
        case '&':
            page_put(to, "&amp;");
            break;
        case '<':
            page_put(to, "&lt;");
            break;
        case '>':
            page_put(to, "&gt;");
            break;
        case '"':
            page_put(to, "&quot;");
            break;
        case '\'':
            page_put(to, "&#39;");
            break;
        default:
            text_append(&to->out, at, 1);
        }
    }
    text_clear(&shown);
}

/* A word in a language: the user's, else the program's, else English. */
static const char *word_in(page *to, const char *key, size_t language) {
    const frame *lists[] = {&to->words, &to->own};
    const char *columns[] = {to->of->languages[language], "en"}, *word = NULL;
    for (size_t i = 0; i < 4 && word == NULL; i++) {
        size_t row = frame_find(lists[i % 2], "key", key, 0);
        word = row == FRAME_NONE ? NULL : frame_text(lists[i % 2], columns[i / 2], row);
    }
    return word == NULL ? key : word;
}

static void put_filled(page *to, const char *word, size_t count, const char *const *values) {
    for (const char *at = word; at != NULL && *at != '\0';) {
        size_t size = strcspn(at, "{");
        text_append(&to->out, at, size);
        at += size;
        if (*at == '{') {
            size_t index = (size_t)strtoul(at + 1, NULL, 10);
            page_put(to, index >= 1 && index <= count ? values[index - 1] : "");
            at += strcspn(at, "}");
            at += *at == '}';
        }
    }
}

void page_tell(page *to, const char *key, size_t count, const char *const *values) {
    for (size_t l = 0; l < to->of->num_languages; l++) {
        if (to->of->num_languages > 1) {
            page_print(to, "<span lang=\"%s\">", to->of->languages[l]);
        }
        put_filled(to, word_in(to, key, l), count, values);
        page_put(to, to->of->num_languages > 1 ? "</span>" : "");
    }
}

void page_say(page *to, const char *key) {
    page_tell(to, key, 0, NULL);
}

void page_say_in(page *to, const char *key, size_t language) {
    page_put(to, word_in(to, key, language));
}

static bool same_names(const page *to, const char *const *names) {
    bool same = true;
    for (size_t l = 1; l < to->of->num_languages; l++) {
        same = same && strcmp(names[l], names[0]) == 0;
    }
    return same;
}

void page_name(page *to, const char *const *names) {
    bool once = same_names(to, names);
    for (size_t l = 0; l < (once ? 1 : to->of->num_languages); l++) {
        if (!once) {
            page_print(to, "<span lang=\"%s\">", to->of->languages[l]);
        }
        page_escape(to, names[l]);
        page_put(to, once ? "" : "</span>");
    }
}

void page_label(page *to, double x, double y, const char *classes, const char *const *names) {
    bool once = same_names(to, names);
    for (size_t l = 0; l < (once ? 1 : to->of->num_languages); l++) {
        page_print(to, "<text x=\"%.1f\" y=\"%.1f\" class=\"%s\"", x, y, classes);
        if (!once) {
            page_print(to, " lang=\"%s\"", to->of->languages[l]);
        }
        page_put(to, ">");
        page_escape(to, names[l]);
        page_put(to, "</text>");
    }
}

void page_score(page *to, double score) {
    if (frame_is_missing(score)) {
        page_put(to, "\xe2\x80\x93");
    } else {
        words_decimals(&to->out, score, to->of->from->decimals);
    }
}

void page_number(page *to, double value) {
    if (frame_is_missing(value)) {
        page_put(to, "\xe2\x80\x93");
    } else {
        words_number(&to->out, value);
    }
}

void page_title(page *to, const char *name, double value) {
    page_put(to, "<title>");
    page_escape(to, name);
    page_put(to, " ");
    page_score(to, value);
    page_put(to, "</title>");
}

void page_rank(page *to, size_t edition, size_t node, size_t unit) {
    page_number(to, facts_rank(to->of, edition, node, unit));
    if (!frame_is_missing(facts_rank(to->of, edition, node, unit)) && facts_is_tied(to->of, edition, node, unit)) {
        page_put(to, "=");
    }
}

void page_change(page *to, size_t edition, size_t before, size_t node, size_t unit) {
    double now = facts_rank(to->of, edition, node, unit), then = facts_rank(to->of, before, node, unit);
    if (before == FACTS_NONE || frame_is_missing(now)) {
        page_put(to, "\xe2\x80\x93");
    } else if (frame_is_missing(then)) {
        page_put(to, "<span class=\"new\">");
        page_say(to, "new");
        page_put(to, "</span>");
    } else if (then == now) {
        page_put(to, "<span class=\"same\">=</span>");
    } else {
        page_print(to, "<span class=\"%s\">", then > now ? "up" : "down");
        words_signed(&to->out, then - now, then - now == (double)(long)(then - now) ? 0 : 1);
        page_put(to, "</span>");
    }
}

void page_section(page *to, const char *name) {
    text key = {0};
    page_print(to, "<section id=\"%s\"><h2>", name);
    text_print(&key, "%s_heading", name);
    page_say(to, text_get(&key));
    text_empty(&key);
    text_print(&key, "%s_lead", name);
    page_put(to, "</h2><p class=\"lead\">");
    page_say(to, text_get(&key));
    page_put(to, "</p>\n");
    text_clear(&key);
}
