/* SPDX-License-Identifier: MIT */
#include "facts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"

static const double none = (double)NAN;

static size_t at_node(const facts *of, size_t edition, size_t node, size_t unit) {
    return (edition * of->num_nodes + node) * of->num_units + unit;
}

double facts_score(const facts *of, size_t edition, size_t node, size_t unit) {
    return edition == FACTS_NONE ? none : of->printed[at_node(of, edition, node, unit)];
}

double facts_rank(const facts *of, size_t edition, size_t node, size_t unit) {
    return edition == FACTS_NONE ? none : of->rank[at_node(of, edition, node, unit)];
}

bool facts_is_tied(const facts *of, size_t edition, size_t node, size_t unit) {
    double rank = facts_rank(of, edition, node, unit);
    bool tied = false;
    for (size_t u = 0; u < of->num_units; u++) {
        tied = tied || (u != unit && facts_rank(of, edition, node, u) == rank);
    }
    return tied;
}

size_t facts_num_ranked(const facts *of, size_t edition, size_t node) {
    size_t count = 0;
    for (size_t u = 0; u < of->num_units; u++) {
        count += frame_is_missing(facts_rank(of, edition, node, u)) ? 0 : 1;
    }
    return count;
}

const char *facts_edition(const facts *of, size_t edition) {
    return ieci_model_code(of->from->model, IECI_AXIS_EDITION, edition);
}

static size_t find(const facts *of, ieci_axis axis, const char *code) {
    size_t index = FACTS_NONE;
    return code != NULL && ieci_model_find(of->from->model, axis, code, &index, NULL) == IECI_OK ? index : FACTS_NONE;
}

/* --- languages and names --- */

static void add_language(facts *made, const char *code, size_t size) {
    for (size_t l = 0; l < made->num_languages; l++) {
        if (strlen(made->languages[l]) == size && strncmp(made->languages[l], code, size) == 0) {
            return;
        }
    }
    char *copy = memory_get(size + 1, 1);
    memcpy(copy, code, size);
    made->languages = memory_resize(made->languages, made->num_languages + 1, sizeof *made->languages);
    made->languages[made->num_languages++] = copy;
}

/* The languages asked for, else those that names of the schema have, else English. */
static void read_languages(facts *made, const char *asked) {
    for (const char *at = asked; at != NULL && *at != '\0'; at += strcspn(at, ","), at += *at == ',') {
        add_language(made, at, strcspn(at, ","));
    }
    for (size_t row = 0; asked == NULL && row < made->from->names.rows; row++) {
        const char *language = frame_text(&made->from->names, "language", row);
        if (language != NULL) {
            add_language(made, language, strlen(language));
        }
    }
    if (made->num_languages == 0) {
        add_language(made, "en", 2);
    }
}

static const char *unit_name(const facts *of, size_t row, const char *language) {
    text column = {0};
    text_print(&column, "name_%s", language);
    const char *name = row == FRAME_NONE ? NULL : frame_text(&of->units_table, text_get(&column), row);
    text_clear(&column);
    return name != NULL || row == FRAME_NONE ? name : frame_text(&of->units_table, "name", row);
}

static double number_of(frame *table, const char *column, size_t row) {
    const char *written = row == FRAME_NONE ? NULL : frame_text(table, column, row);
    return written != NULL ? strtod(written, NULL) : row == FRAME_NONE ? none : frame_real(table, column, row);
}

static char *make_anchor(const char *code, size_t unit) {
    text anchor = {0};
    bool plain = strspn(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == strlen(code);
    if (plain) {
        text_print(&anchor, "city-%s", code);
    } else {
        text_print(&anchor, "unit-%zu", unit + 1);
    }
    return anchor.data;
}

static void read_units(facts *made) {
    size_t languages = made->num_languages;
    made->units = memory_get(made->num_units, sizeof *made->units);
    for (size_t u = 0; u < made->num_units; u++) {
        facts_unit *unit = &made->units[u];
        unit->code = ieci_model_code(made->from->model, IECI_AXIS_UNIT, u);
        unit->names = made->names + u * languages;
        unit->anchor = make_anchor(unit->code, u);
        size_t row = frame_find(&made->units_table, "unit", unit->code, 0);
        for (size_t l = 0; l < languages; l++) {
            const char *name = unit_name(made, row, made->languages[l]);
            unit->names[l] = name == NULL ? unit->code : name;
        }
        unit->latitude = number_of(&made->units_table, "latitude", row);
        unit->longitude = number_of(&made->units_table, "longitude", row);
    }
}

static bool is_text(const char *value, const char *other) {
    return value != NULL && strcmp(value, other) == 0;
}

static void read_node(facts *made, size_t n, const frame *table) {
    facts_node *node = &made->nodes[n];
    node->code = ieci_model_code(made->from->model, IECI_AXIS_NODE, n);
    node->names = made->names + (made->num_units + n) * made->num_languages;
    for (size_t l = 0; l < made->num_languages; l++) {
        book asked = *made->from;
        asked.language = made->languages[l];
        node->names[l] = book_name(&asked, node->code);
    }
    size_t row = book_node(made->from, node->code);
    const char *publish = frame_text(table, "publish", row);
    node->parent = find(made, IECI_AXIS_NODE, frame_text(table, "parent", row));
    node->depth = node->parent == FACTS_NONE ? 0 : made->nodes[node->parent].depth + 1;
    node->is_indicator = is_text(frame_text(table, "kind", row), "indicator");
    node->is_country = is_text(frame_text(table, "scope", row), "country");
    node->shows_figures = !is_text(publish, "score") && !is_text(publish, "none");
    node->shows_scores = !is_text(publish, "none");
}

static void read_nodes(facts *made, problems *met) {
    frame weights;
    made->nodes = memory_get(made->num_nodes, sizeof *made->nodes);
    for (size_t n = 0; n < made->num_nodes; n++) { /* parents stand before their children */
        read_node(made, n, &made->from->nodes);
    }
    book_table(made->from, "weights", NULL, NULL, NULL, &weights, met);
    for (size_t row = 0; row < weights.rows; row++) {
        size_t n = find(made, IECI_AXIS_NODE, frame_text(&weights, "node", row));
        made->nodes[n].effective = frame_real(&weights, "effective", row);
    }
    frame_clear(&weights);
}

/* --- numbers --- */

static void fill(double *values, size_t count) {
    for (size_t i = 0; i < count; i++) {
        values[i] = none;
    }
}

static void read_scores(facts *made, problems *met) {
    size_t cells = made->num_editions * made->num_nodes * made->num_units;
    made->printed = memory_get(cells, sizeof *made->printed);
    made->rank = memory_get(cells, sizeof *made->rank);
    made->measured = memory_get(made->num_units, sizeof *made->measured);
    fill(made->printed, cells);
    fill(made->rank, cells);
    fill(made->measured, made->num_units);
    for (size_t e = 0; e < made->num_editions; e++) {
        frame scores;
        book_table(made->from, "scores", NULL, facts_edition(made, e), NULL, &scores, met);
        for (size_t row = 0; row < scores.rows; row++) {
            size_t n = find(made, IECI_AXIS_NODE, frame_text(&scores, "node", row));
            size_t u = find(made, IECI_AXIS_UNIT, frame_text(&scores, "unit", row));
            made->printed[at_node(made, e, n, u)] = frame_real(&scores, "printed", row);
            made->rank[at_node(made, e, n, u)] = frame_real(&scores, "rank", row);
            if (e == made->edition && n == 0) {
                made->measured[u] = frame_real(&scores, "measured", row);
            }
        }
        frame_clear(&scores);
    }
}

static void read_points(facts *made, problems *met) {
    frame parts;
    size_t cells = made->num_nodes * made->num_units;
    made->points = memory_get(cells, sizeof *made->points);
    fill(made->points, cells);
    book_table(made->from, "contributions", NULL, facts_edition(made, made->edition), NULL, &parts, met);
    for (size_t row = 0; row < parts.rows; row++) {
        size_t n = find(made, IECI_AXIS_NODE, frame_text(&parts, "child", row));
        size_t u = find(made, IECI_AXIS_UNIT, frame_text(&parts, "unit", row));
        made->points[at_node(made, 0, n, u)] = frame_real(&parts, "points", row);
    }
    frame_clear(&parts);
}

static void read_cells(facts *made, problems *met) {
    size_t cells = made->num_nodes * made->num_units;
    made->cell = memory_get(cells, sizeof *made->cell);
    for (size_t i = 0; i < cells; i++) {
        made->cell[i] = FACTS_NONE;
    }
    book_table(made->from, "cells", NULL, facts_edition(made, made->edition), NULL, &made->cells, met);
    book_table(made->from, "parameters", NULL, facts_edition(made, made->edition), NULL, &made->parameters, met);
    for (size_t row = 0; row < made->cells.rows; row++) {
        size_t n = find(made, IECI_AXIS_NODE, frame_text(&made->cells, "indicator", row));
        size_t u = find(made, IECI_AXIS_UNIT, frame_text(&made->cells, "unit", row));
        made->cell[at_node(made, 0, n, u)] = row;
    }
}

static void read_order(facts *made, problems *met) {
    frame ranking;
    made->order = memory_get(made->num_units, sizeof *made->order);
    book_table(made->from, "ranking", NULL, facts_edition(made, made->edition), NULL, &ranking, met);
    for (size_t row = 0; row < ranking.rows; row++) {
        if (!frame_is_missing(frame_real(&ranking, "rank", row))) {
            made->order[made->num_ranked++] = find(made, IECI_AXIS_UNIT, frame_text(&ranking, "unit", row));
        }
    }
    frame_clear(&ranking);
}

static int by_value(const void *a, const void *b) {
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* Spread of the printed scores of a node. */
static void read_spread(facts *made, size_t node, double *sorted) {
    size_t count = 0;
    for (size_t u = 0; u < made->num_units; u++) {
        if (!frame_is_missing(facts_rank(made, made->edition, node, u))) {
            sorted[count++] = facts_score(made, made->edition, node, u);
        }
    }
    qsort(sorted, count, sizeof *sorted, by_value);
    made->least[node] = count == 0 ? none : sorted[0];
    made->most[node] = count == 0 ? none : sorted[count - 1];
    made->median[node] = count == 0 ? none : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
}

static void read_spreads(facts *made) {
    double *sorted = memory_get(made->num_units, sizeof *sorted);
    made->least = memory_get(made->num_nodes, sizeof *made->least);
    made->median = memory_get(made->num_nodes, sizeof *made->median);
    made->most = memory_get(made->num_nodes, sizeof *made->most);
    for (size_t n = 0; n < made->num_nodes; n++) {
        read_spread(made, n, sorted);
    }
    free(sorted);
}

void facts_read(facts *made, const book *from, const arguments *given, const char *only, problems *met) {
    *made = (facts){.from = from, .given = given};
    made->num_units = ieci_model_size(from->model, IECI_AXIS_UNIT);
    made->num_editions = ieci_model_size(from->model, IECI_AXIS_EDITION);
    made->num_nodes = ieci_model_size(from->model, IECI_AXIS_NODE);
    made->edition = find(made, IECI_AXIS_EDITION, from->edition);
    made->against = find(made, IECI_AXIS_EDITION, from->against);
    made->only = find(made, IECI_AXIS_UNIT, only);
    read_languages(made, arguments_value(given, OPTION_LANGUAGES));
    made->names = memory_get((made->num_units + made->num_nodes) * made->num_languages, sizeof *made->names);
    book_dataset(from, "units", &made->units_table, met);
    book_dataset(from, "sources", &made->sources, met);
    read_units(made);
    read_nodes(made, met);
    read_scores(made, met);
    read_points(made, met);
    read_cells(made, met);
    read_order(made, met);
    read_spreads(made);
}

void facts_clear(facts *from) {
    for (size_t l = 0; l < from->num_languages; l++) {
        free((char *)from->languages[l]);
    }
    free(from->languages);
    for (size_t u = 0; from->units != NULL && u < from->num_units; u++) {
        free(from->units[u].anchor);
    }
    free(from->units);
    free(from->nodes);
    free(from->printed);
    free(from->rank);
    free(from->measured);
    free(from->points);
    free(from->least);
    free(from->median);
    free(from->most);
    free(from->cell);
    free(from->order);
    free(from->intervals);
    free(from->names);
    frame_clear(&from->cells);
    frame_clear(&from->parameters);
    frame_clear(&from->sources);
    frame_clear(&from->provenance);
    frame_clear(&from->causes);
    frame_clear(&from->units_table);
    *from = (facts){0};
}
