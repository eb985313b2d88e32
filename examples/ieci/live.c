/* SPDX-License-Identifier: MIT */
#include "live.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "project_files.h"
#include "words.h"

#define MOST_WORDS 4
#define MOST_LETTERS 128

/* The words between {{ and }}. */
typedef struct request {
    size_t count;
    char words[MOST_WORDS][MOST_LETTERS];
    size_t line;
} request;

typedef struct place {
    const char *node, *edition;
} place;

static bool is_chinese(const live_text *of) {
    return of->language != NULL && strncmp(of->language, "zh", 2) == 0;
}

static bool is_called(const request *asked, size_t word, const char *name) {
    return word < asked->count && strcmp(asked->words[word], name) == 0;
}

static void refuse(const live_text *of, const request *asked, const char *message, problems *met) {
    text key = {0};
    for (size_t i = 0; i < asked->count; i++) {
        text_print(&key, "%s%s", i == 0 ? "" : " ", asked->words[i]);
    }
    problems_input(met, of->path, asked->line, text_get(&key), message);
    text_clear(&key);
}

/* The code of a node or edition; NULL: there is none. */
static const char *find(const live_text *of, ieci_axis axis, const char *word) {
    size_t index = 0;
    return ieci_model_find(of->from->model, axis, word, &index, NULL) == IECI_OK
               ? ieci_model_code(of->from->model, axis, index)
               : NULL;
}

/* Reads [NODE] [EDITION] or edition=EDITION from a word on. False: a problem was added. */
static bool read_place(const live_text *of, const request *asked, size_t from, place *made, problems *met) {
    *made = (place){ieci_model_code(of->from->model, IECI_AXIS_NODE, 0), of->from->edition};
    for (size_t i = from; i < asked->count; i++) {
        const char *word = asked->words[i];
        bool named = strncmp(word, "edition=", 8) == 0;
        const char *node = named || i > from ? NULL : find(of, IECI_AXIS_NODE, word);
        const char *edition = node != NULL ? NULL : find(of, IECI_AXIS_EDITION, named ? word + 8 : word);
        if (node == NULL && edition == NULL) {
            refuse(of, asked, "there is no such node, indicator or edition", met);
            return false;
        }
        made->node = node == NULL ? made->node : node;
        made->edition = edition == NULL ? made->edition : edition;
    }
    return true;
}

/* A number of the unit; NaN: it has none. */
static double number(const live_text *of, const char *table, const char *column, const place *at, problems *met) {
    frame rows;
    book_table(of->from, table, of->unit, at->edition, at->node, &rows, met);
    double value = rows.rows == 0 ? (double)NAN : frame_real(&rows, column, 0);
    frame_clear(&rows);
    return value;
}

static bool is_there(const live_text *of, const request *asked, double value, problems *met) {
    if (frame_is_missing(value)) {
        refuse(of, asked, "the city has no such number", met);
    }
    return !frame_is_missing(value);
}

/* --- What can be asked for --- */

static void put_rank(const live_text *of, const request *asked, text *out, problems *met) {
    place at;
    if (read_place(of, asked, 1, &at, met)) {
        double rank = number(of, "scores", "rank", &at, met);
        if (is_there(of, asked, rank, met)) {
            words_number(out, rank);
        }
    }
}

static void put_score(const live_text *of, const request *asked, text *out, problems *met) {
    place at;
    if (read_place(of, asked, 1, &at, met)) {
        double score = number(of, "scores", "printed", &at, met);
        if (is_there(of, asked, score, met)) {
            words_decimals(out, score, of->from->decimals);
        }
    }
}

/* Places gained; NaN: the unit is not ranked in both. */
static double gained(const live_text *of, const char *since, const place *at, problems *met) {
    const place before = {at->node, since};
    return since == NULL ? (double)NAN
                         : number(of, "scores", "rank", &before, met) - number(of, "scores", "rank", at, met);
}

/* The edition to compare with; NULL: there is none. */
static const char *edition_before(const live_text *of, const char *edition) {
    size_t index = 0;
    if (strcmp(edition, of->from->edition) == 0) {
        return of->from->against; /* as the user may have chosen */
    }
    (void)ieci_model_find(of->from->model, IECI_AXIS_EDITION, edition, &index, NULL);
    return index == 0 ? NULL : ieci_model_code(of->from->model, IECI_AXIS_EDITION, index - 1);
}

static void put_change(const live_text *of, const request *asked, text *out, problems *met) {
    place at;
    if (read_place(of, asked, 1, &at, met)) {
        double places = gained(of, edition_before(of, at.edition), &at, met);
        if (is_there(of, asked, places, met)) {
            text_put(out, places > 0 ? "+" : "");
            words_number(out, places);
        }
    }
}

static void put_move(const live_text *of, const request *asked, text *out, problems *met) {
    const char *since =
        is_called(asked, 1, "since") && asked->count == 3 ? find(of, IECI_AXIS_EDITION, asked->words[2]) : NULL;
    const place at = {ieci_model_code(of->from->model, IECI_AXIS_NODE, 0), of->from->edition};
    if (since == NULL) {
        refuse(of, asked, "expected: move since EDITION", met);
        return;
    }
    double places = gained(of, since, &at, met);
    if (frame_is_missing(places)) {
        text_put(out, is_chinese(of) ? "新入选" : "new");
    } else if (!(places > 0 || places < 0)) {
        text_put(out, is_chinese(of) ? "位次不变" : "unchanged");
    } else if (is_chinese(of)) {
        text_put(out, places > 0 ? "上升" : "下降");
        words_number(out, fabs(places));
        text_put(out, "位");
    } else {
        text_put(out, places > 0 ? "up " : "down ");
        words_number(out, fabs(places));
        text_put(out, fabs(places) == 1.0 ? " place" : " places");
    }
}

static void put_value(const live_text *of, const request *asked, text *out, problems *met) {
    place at;
    if (asked->count < 2 || !read_place(of, asked, 1, &at, met)) {
        if (asked->count < 2) {
            refuse(of, asked, "expected: value INDICATOR", met);
        }
        return;
    }
    if (!book_is_indicator(of->from, at.node)) {
        refuse(of, asked, "expected an indicator", met);
        return;
    }
    const char *publish = frame_text(&of->from->nodes, "publish", book_node(of->from, at.node));
    if (of->outside && publish != NULL && strcmp(publish, "value") != 0) {
        refuse(of, asked, "the schema does not let this figure out of the house (publish)", met);
        return;
    }
    double raw = number(of, "cells", "raw", &at, met);
    if (is_there(of, asked, raw, met)) {
        words_number(out, raw);
    }
}

static void put_units(const live_text *of, const request *asked, text *out, problems *met) {
    place at;
    frame rows;
    size_t count = 0;
    if (!read_place(of, asked, 1, &at, met)) {
        return;
    }
    book_table(of->from, "scores", NULL, at.edition, at.node, &rows, met);
    for (size_t row = 0; row < rows.rows; row++) {
        count += frame_is_missing(frame_real(&rows, "rank", row)) ? 0 : 1;
    }
    frame_clear(&rows);
    text_print(out, "%zu", count);
}

static void put_edition(const live_text *of, const request *asked, text *out, problems *met) {
    (void)asked;
    (void)met;
    text_put(out, of->from->edition);
}

static void answer(const live_text *of, const request *asked, text *out, problems *met) {
    static const struct {
        const char *name;
        void (*put)(const live_text *of, const request *asked, text *out, problems *met);
    } all[] = {{"rank", put_rank},   {"score", put_score}, {"change", put_change},  {"move", put_move},
               {"value", put_value}, {"units", put_units}, {"edition", put_edition}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (is_called(asked, 0, all[i].name)) {
            all[i].put(of, asked, out, met);
            return;
        }
    }
    refuse(of, asked, "expected rank, score, change, move since, value, units or edition", met);
}

/* --- Reading --- */

/* Takes the words of a request apart; what is too long is cut and so not known. */
static void read_request(request *made, const char *words, size_t size) {
    const char *end = words + size;
    made->count = 0;
    while (made->count < MOST_WORDS) {
        words += strspn(words, " \t\r\n");
        if (words >= end) {
            return;
        }
        size_t length = strcspn(words, " \t\r\n}");
        size_t kept = length < MOST_LETTERS - 1 ? length : MOST_LETTERS - 1;
        memcpy(made->words[made->count], words, kept);
        made->words[made->count++][kept] = '\0';
        words += length == 0 ? 1 : length;
    }
}

/* The end of the comment or request that starts here; NULL: neither starts. An open one goes to the end of the text. */
static const char *skip(const char *at, bool *comment) {
    *comment = strncmp(at, "<!--", 4) == 0;
    if (!*comment && strncmp(at, "{{", 2) != 0) {
        return NULL;
    }
    const char *end = strstr(at, *comment ? "-->" : "}}");
    return end == NULL ? at + strlen(at) : end + (*comment ? 3 : 2);
}

static size_t count_lines(const char *from, const char *to) {
    size_t lines = 0;
    for (; from < to; from++) {
        lines += *from == '\n' ? 1 : 0;
    }
    return lines;
}

void live_fill(const live_text *of, text *out, problems *met) {
    const char *at = of->words;
    size_t start = out->size;
    while (*at != '\0') {
        bool comment;
        const char *end = skip(at, &comment);
        if (end == NULL) {
            /* What a comment leaves behind at the start are empty lines. */
            if (*at != '\r' && (*at != '\n' || out->size > start)) {
                text_append(out, at, 1);
            }
            at++;
            continue;
        }
        if (!comment) {
            request asked = {.line = 1 + count_lines(of->words, at)};
            read_request(&asked, at + 2, (size_t)(end - at) < 4 ? 0 : (size_t)(end - at) - 4);
            answer(of, &asked, out, met);
        }
        at = end;
    }
}

bool live_find_digit(const char *words, size_t *line) {
    const char *at = words;
    while (*at != '\0') {
        bool comment;
        const char *end = skip(at, &comment);
        size_t here = 1 + count_lines(words, at);
        if (end == NULL && *at >= '0' && *at <= '9' && here > *line) {
            *line = here;
            return true;
        }
        at = end == NULL ? at + 1 : end;
    }
    return false;
}

ieci_bytes *live_open(const arguments *given, const char *project, const char *unit, const char *language, text *path) {
    frame files;
    text name = {0};
    ieci_bytes *bytes = NULL;
    project_files(given, project, &files);
    size_t row = frame_find(&files, "role", "texts", 0);
    text_print(&name, "%s/%s.%s.md", row == FRAME_NONE ? "texts" : frame_text(&files, "path", row), unit, language);
    project_files_beside(given, project, text_get(&name), path);
    if (files.rows > 0) {
        (void)ieci_bytes_read(text_get(path), NULL, &bytes, NULL);
    }
    frame_clear(&files);
    text_clear(&name);
    return bytes;
}
