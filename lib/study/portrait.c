/* SPDX-License-Identifier: MIT */
#include "study/portrait.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/numerics.h"
#include "base/options.h"
#include "base/table.h"
#include "data/sheet.h"
#include "study/portrait_peers.h"

#define COUNT(columns) (sizeof(columns) / sizeof *(columns))
#define NEAREST_PROFILES ((size_t)3)

static const ieci__column columns[] = {
    {"section", IECI_COLUMN_TEXT,
     "unit, scores, intervals, strengths, shortcomings, peers, against, contributions, figures, quality, causes, "
     "cause_points or levers"},
    {"item", IECI_COLUMN_TEXT, "what the row tells of it"},
    {"node", IECI_COLUMN_TEXT, "code of the node or indicator"},
    {"edition", IECI_COLUMN_TEXT, "code of the edition"},
    {"value", IECI_COLUMN_REAL, "the number"},
    {"text", IECI_COLUMN_TEXT, "the words"},
};

const ieci__table_spec ieci__portrait_spec = {"study", "portrait", "everything about one unit", columns,
                                              COUNT(columns)};

typedef struct portrait {
    const ieci_result *result;
    const ieci_model *model;
    size_t edition, unit;
    const ieci_options *options;
    const char *language;
    const char *group, *size; /* column of groups; column or covariate of sizes; NULL: none */
    double *sizes;            /* [unit] */
    ieci__rows *rows;
    ieci_error **problems;
} portrait;

static void put(const portrait *at, const char *section, const char *item, size_t node, size_t edition, double value,
                const char *text) {
    ieci__rows_text(at->rows, section);
    ieci__rows_text(at->rows, item);
    ieci__rows_text(at->rows, node == IECI__NONE ? NULL : at->model->schema->nodes[node].code);
    ieci__rows_text(at->rows, edition == IECI__NONE ? NULL : ieci__names_text(&at->model->dataset->editions, edition));
    ieci__rows_real(at->rows, value);
    ieci__rows_text(at->rows, text);
}

static const char *unit_code(const portrait *at, size_t unit) {
    return ieci__names_text(&at->model->dataset->units, unit);
}

/* --- The unit --- */

/* Its code, name and attributes, and its size if that is a covariate. */
static void put_unit(const portrait *at) {
    const ieci_table *table = at->model->dataset->unit_table;
    put(at, "unit", "code", IECI__NONE, IECI__NONE, IECI__MISSING, unit_code(at, at->unit));
    put(at, "unit", "name", IECI__NONE, IECI__NONE, IECI__MISSING,
        ieci__dataset_unit_name(at->model->dataset, at->unit, at->language));
    for (size_t c = 0; table != NULL && c < ieci_table_num_columns(table); c++) {
        const char *column = ieci_table_column_name(table, c);
        char room[32];
        if (strcmp(column, "unit") != 0 && strncmp(column, "name", 4) != 0) {
            put(at, "unit", column, IECI__NONE, IECI__NONE, IECI__MISSING,
                ieci__table_cell_text(table, c, at->unit, room));
        }
    }
    if (at->size != NULL && !ieci__is_missing(at->sizes[at->unit])) {
        put(at, "unit", "size", IECI__NONE, at->edition, at->sizes[at->unit], at->size);
    }
}

/* --- Scores --- */

static double rank_of(const portrait *at, size_t edition, size_t node) {
    return at->result->rank[ieci__result_at(at->result, edition, node, at->unit)];
}

static void put_scores(const portrait *at) {
    for (size_t e = 0; e < at->model->num_editions; e++) {
        if (!ieci__dataset_member(at->model->dataset, e, at->unit)) {
            continue;
        }
        for (size_t n = 0; n < at->model->num_nodes; n++) {
            const size_t cell = ieci__result_at(at->result, e, n, at->unit);
            const double score = ieci__result_printed(at->result, e, n, at->unit), rank = rank_of(at, e, n);
            size_t ranked = 0;
            for (size_t u = 0; u < at->model->num_units; u++) {
                ranked += !ieci__is_missing(at->result->rank[ieci__result_at(at->result, e, n, u)]);
            }
            put(at, "scores", "score", n, e, score, NULL);
            put(at, "scores", "rank", n, e, rank, at->result->tied[cell] ? "tied" : NULL);
            put(at, "scores", "ranked", n, e, (double)ranked, NULL);
            if (e > 0 && !ieci__is_missing(rank) && !ieci__is_missing(rank_of(at, e - 1, n))) {
                put(at, "scores", "change", n, e, rank_of(at, e - 1, n) - rank, NULL);
            }
        }
    }
}

/* --- Intervals that the caller gives --- */

/* Index on an axis of a text in a table; the default where the column is missing or the cell is empty. */
static size_t find_place(const portrait *at, const ieci_table *table, size_t column, size_t row,
                         const ieci__names *names, const char *noun, size_t fallback) {
    char room[32];
    const char *text = column == IECI__SHEET_NONE ? NULL : ieci__table_cell_text(table, column, row, room);
    if (text == NULL) {
        return fallback;
    }
    const size_t found = ieci__names_find(names, text);
    if (found == IECI__NAMES_NONE) {
        ieci__sheet_unknown(at->problems, table, column, row, noun, text, names);
    }
    return found;
}

static void put_intervals(const portrait *at, const ieci_table *table) {
    static const char *const names[] = {"low", "median", "high"};
    const size_t units = ieci__sheet_require(at->problems, table, "intervals", "unit");
    const size_t ends[] = {ieci__sheet_require(at->problems, table, "intervals", "low"),
                           ieci__table_column(table, "median"),
                           ieci__sheet_require(at->problems, table, "intervals", "high")};
    const size_t node_column = ieci__table_column(table, "node"), edition_column = ieci__table_column(table, "edition");
    for (size_t row = 0; *at->problems == NULL && row < ieci_table_num_rows(table); row++) {
        char room[32];
        const char *unit = ieci__table_cell_text(table, units, row, room);
        if (unit == NULL || strcmp(unit, unit_code(at, at->unit)) != 0) {
            continue;
        }
        const size_t node = find_place(at, table, node_column, row, &at->model->schema->node_codes, "node", 0);
        const size_t edition =
            find_place(at, table, edition_column, row, &at->model->dataset->editions, "edition", at->edition);
        for (size_t i = 0; i < COUNT(names) && *at->problems == NULL; i++) {
            double value = IECI__MISSING;
            int status = 0;
            if (ends[i] == IECI__SHEET_NONE) {
                continue;
            }
            if (!ieci__table_real(table, ends[i], row, &value, &status)) {
                ieci__table_number_problem(at->problems, table, ends[i], row, status);
            } else {
                put(at, "intervals", names[i], node, edition, value, NULL);
            }
        }
    }
}

/* --- Strengths and shortcomings --- */

/* Rows of the nodes at which the unit is among the first or last of its peers: best or worst first. */
static bool put_marks(const portrait *at, const char *section, const char *item, const ieci__peers *peers, bool first) {
    const size_t share = ieci__options_size(at->options, first ? "strengths" : "shortcomings");
    double *ranks = ieci__memory_allocate(at->model->num_nodes, sizeof *ranks);
    if (ranks == NULL) {
        ieci__error_nomem(at->problems);
        return false;
    }
    size_t most = 0;
    for (size_t n = 0; n < at->model->num_nodes; n++) {
        const bool is_leaf = at->model->schema->nodes[n].indicator != IECI__NONE;
        size_t count, equal;
        const double rank = ieci__peers_rank(peers, at->result, at->edition, n, at->unit, &count, &equal);
        const double all = (double)count + 1.0, part = all * (double)share / 100.0;
        /* A first place that most share is no strength, and a last one that most share no shortcoming. */
        const bool told = first ? rank + (double)equal <= part : rank >= all - part;
        ranks[n] = told && n > 0 && (is_leaf || ieci__peers_is_group(at->model->schema, n)) ? rank : 0.0;
        most = count + 1 > most ? count + 1 : most;
    }
    for (size_t i = 1; i <= most; i++) {
        const double rank = (double)(first ? i : most + 1 - i);
        for (size_t n = 1; n < at->model->num_nodes; n++) {
            const size_t indicator = at->model->schema->nodes[n].indicator;
            if (ranks[n] == rank) {
                put(at, section, item, n, at->edition, rank,
                    indicator != IECI__NONE && at->model->schema->indicators[indicator].country ? "country" : NULL);
            }
        }
    }
    ieci__memory_free(ranks);
    return true;
}

static bool put_compared(const portrait *at, const char *item, const ieci__peers *peers) {
    return peers->count == 0 ||
           (put_marks(at, "strengths", item, peers, true) && put_marks(at, "shortcomings", item, peers, false));
}

/* --- Peers --- */

static void put_peers(const portrait *at, const char *item, const ieci__peers *peers) {
    for (size_t i = 0; i < peers->count; i++) {
        put(at, "peers", item, IECI__NONE, at->edition, peers->distance[i], unit_code(at, peers->units[i]));
    }
}

/* How far the unit is ahead of the mean of its peers at each node right above indicators. */
static void put_leads(const portrait *at, const char *item, const ieci__peers *peers) {
    for (size_t n = 0; n < at->model->num_nodes; n++) {
        const double lead = ieci__peers_lead(peers, at->result, at->edition, n, at->unit);
        if (!ieci__is_missing(lead) && (n == 0 || ieci__peers_is_group(at->model->schema, n))) {
            put(at, "against", item, n, at->edition, lead, NULL);
        }
    }
}

typedef struct company {
    ieci__peers all, group, size, profile;
} company;

static bool find_company(const portrait *at, company *with) {
    const size_t most = ieci__options_size(at->options, "peers");
    if (!ieci__peers_all(&with->all, at->result, at->edition, at->unit) ||
        !ieci__peers_group(&with->group, at->result, at->edition, at->unit, at->group) ||
        !ieci__peers_size(&with->size, at->result, at->edition, at->unit, at->sizes, most) ||
        !ieci__peers_profile(&with->profile, at->result, at->edition, at->unit, NEAREST_PROFILES)) {
        ieci__error_nomem(at->problems);
        return false;
    }
    return true;
}

static void put_company(const portrait *at) {
    company with = {0};
    if (find_company(at, &with) && put_compared(at, "all", &with.all) && put_compared(at, "group", &with.group) &&
        put_compared(at, "size", &with.size)) {
        put_peers(at, "group", &with.group);
        put_peers(at, "size", &with.size);
        put_peers(at, "profile", &with.profile);
        put_leads(at, "group", &with.group);
        put_leads(at, "size", &with.size);
    }
    ieci__peers_clear(&with.all);
    ieci__peers_clear(&with.group);
    ieci__peers_clear(&with.size);
    ieci__peers_clear(&with.profile);
}

/* --- Tables of the result, filtered --- */

static ieci_table *filtered(const portrait *at, const char *name) {
    ieci_options *options = NULL;
    ieci_table *table = NULL;
    ieci_error *met = NULL;
    const char *edition = ieci__names_text(&at->model->dataset->editions, at->edition);
    if (ieci_options_new(&options, &met) == IECI_OK &&
        ieci_options_set(options, "unit", unit_code(at, at->unit), &met) == IECI_OK &&
        ieci_options_set(options, "edition", edition, &met) == IECI_OK) {
        (void)ieci_result_table(at->result, name, options, &table, &met);
    }
    ieci_options_free(options);
    ieci__error_join(at->problems, &met);
    return table;
}

static double real(const ieci_table *table, const char *column, size_t row) {
    double value = IECI__MISSING;
    int status;
    ieci__table_real(table, ieci__table_column(table, column), row, &value, &status);
    return value;
}

static const char *word(const ieci_table *table, const char *column, size_t row) {
    return ieci_table_text(table, ieci__table_column(table, column), row);
}

static size_t find_node(const portrait *at, const char *code) {
    return code == NULL ? IECI__NONE : ieci__names_find(&at->model->schema->node_codes, code);
}

/* Points of the index from every node. */
static void put_contributions(const portrait *at) {
    ieci_table *table = filtered(at, "contributions");
    for (size_t row = 0; table != NULL && row < ieci_table_num_rows(table); row++) {
        const size_t node = find_node(at, word(table, "child", row));
        put(at, "contributions", "points", node, at->edition, real(table, "points", row), word(table, "state", row));
        put(at, "contributions", "weight", node, at->edition, real(table, "weight", row), NULL);
    }
    ieci_table_unref(table);
}

/* A row for each word of a list separated by blanks. */
static void put_words(const portrait *at, const char *list, size_t node, double value, const char *year) {
    while (list != NULL && *list != '\0') {
        const size_t size = strcspn(list, " ");
        char item[32];
        snprintf(item, sizeof item, "%.*s", (int)(size < sizeof item ? size : sizeof item - 1), list);
        put(at, "quality", item, node, at->edition, value, year);
        list += size + strspn(list + size, " ");
    }
}

/* Figures with their years, and all that is not plainly measured in the edition. */
static void put_figures(const portrait *at) {
    ieci_table *table = filtered(at, "cells");
    for (size_t n = 0; n < at->model->num_nodes; n++) {
        if (at->model->schema->nodes[n].indicator == IECI__NONE) {
            const size_t cell = ieci__result_at(at->result, at->edition, n, at->unit);
            put(at, "quality", "measured", n, at->edition, at->model->measured[cell], NULL);
        }
    }
    for (size_t row = 0; table != NULL && row < ieci_table_num_rows(table); row++) {
        const size_t node = find_node(at, word(table, "indicator", row));
        const char *status = word(table, "status", row), *year = word(table, "year", row);
        const double raw = real(table, "raw", row);
        put(at, "figures", "raw", node, at->edition, raw, year);
        if (status != NULL && strcmp(status, "ok") != 0) {
            put(at, "quality", status, node, at->edition, raw, year);
        }
        put_words(at, word(table, "flags", row), node, raw, year);
        if (node != IECI__NONE && at->model->schema->indicators[at->model->schema->nodes[node].indicator].country) {
            put(at, "quality", "country", node, at->edition, raw, year);
        }
    }
    ieci_table_unref(table);
}

/* --- Causes --- */

/* The edition to compare with: as given, else the one before; IECI__NONE: there is none. */
static size_t edition_before(const portrait *at) {
    const char *given = ieci__options_text(at->options, "against");
    const size_t found = given == NULL ? IECI__NONE : ieci__model_edition(at->model, given);
    if (given != NULL && found == IECI__NAMES_NONE) {
        ieci__error_argument(at->problems, "against", "there is no edition \"%s\"", given);
    }
    return given != NULL ? found : at->edition == 0 ? IECI__NONE : at->edition - 1;
}

static ieci_table *find_causes(const portrait *at, size_t before) {
    ieci_options *options = NULL;
    ieci_table *table = NULL;
    ieci_error *met = NULL;
    if (ieci_options_new(&options, &met) == IECI_OK &&
        ieci_options_set(options, "unit", unit_code(at, at->unit), &met) == IECI_OK &&
        ieci_options_set(options, "node", at->model->schema->nodes[0].code, &met) == IECI_OK) {
        (void)ieci_compare(at->result, before, at->result, at->edition, "causes", options, &table, &met);
    }
    ieci_options_free(options);
    if (ieci_error_status(met) == IECI_ERROR_UNSUPPORTED) { /* places that are no sums have no causes */
        ieci_error_free(met);
    } else {
        ieci__error_join(at->problems, &met);
    }
    return table;
}

/* Why place and score of the index changed since the edition before. */
static void put_causes(const portrait *at) {
    const size_t before = edition_before(at);
    if (before == IECI__NONE || before == at->edition || ieci__is_missing(rank_of(at, before, 0))) {
        return;
    }
    ieci_table *table = find_causes(at, before);
    for (size_t row = 0; table != NULL && row < ieci_table_num_rows(table); row++) {
        const char *cause = word(table, "cause", row), *item = word(table, "item", row);
        const size_t node = find_node(at, item);
        const char *told = node != IECI__NONE ? NULL : item != NULL ? item : word(table, "kind", row);
        put(at, "causes", cause, node, at->edition, real(table, "places", row), told);
        put(at, "cause_points", cause, node, at->edition, real(table, "points", row), told);
    }
    ieci_table_unref(table);
}

/* --- Levers --- */

/* The place that is asked for; by default that of the next unit above. */
static size_t next_place(const portrait *at) {
    const double own = rank_of(at, at->edition, 0);
    const size_t given = ieci__options_size(at->options, "place");
    double next = 0.0;
    for (size_t u = 0; u < at->model->num_units && given == 0; u++) {
        const double rank = at->result->rank[ieci__result_at(at->result, at->edition, 0, u)];
        next = rank < own && rank > next ? rank : next;
    }
    return given > 0 ? given : (size_t)next;
}

static void put_levers(const portrait *at) {
    const size_t place = next_place(at);
    ieci_table *table = NULL;
    ieci_error *met = NULL;
    if (place == 0 || at->model->partial) {
        return;
    }
    if (ieci_levers(at->result, at->edition, 0, at->unit, place, NULL, at->options, &table, &met) != IECI_OK) {
        ieci__error_join(at->problems, &met);
        return;
    }
    for (size_t row = 0; row < ieci_table_num_rows(table); row++) {
        const char *part = word(table, "part", row), *reached = word(table, "reached", row);
        const bool is_rank = strcmp(part, "target") == 0 || strcmp(part, "mix") == 0;
        if (is_rank || strcmp(part, "together") == 0 ||
            (strcmp(part, "alone") == 0 && reached != NULL && strcmp(reached, "yes") == 0)) {
            put(at, "levers", part, find_node(at, word(table, "indicator", row)), at->edition,
                real(table, is_rank ? "rank" : "to", row), reached);
        }
    }
    ieci_table_unref(table);
}

/* --- Size and group --- */

/* The column that groups units: as given, else the first that ends in "region". */
static const char *find_group(const portrait *at) {
    const char *given = ieci__options_text(at->options, "group");
    const ieci_dataset *dataset = at->model->dataset;
    if (given != NULL) {
        if (!ieci__dataset_has_attribute(dataset, given)) {
            ieci__error_argument(at->problems, "group", "the units have no column \"%s\"", given);
        }
        return given;
    }
    for (size_t c = 0; dataset->unit_table != NULL && c < ieci_table_num_columns(dataset->unit_table); c++) {
        const char *column = ieci_table_column_name(dataset->unit_table, c);
        const size_t size = strlen(column);
        if (size >= 6 && strcmp(column + size - 6, "region") == 0) {
            return column;
        }
    }
    return NULL;
}

/* Sizes of the units: a covariate or indicator of the edition, or a column of the units table. */
static void read_sizes(portrait *at) {
    const char *given = ieci__options_text(at->options, "size"), *name = given == NULL ? "population" : given;
    const ieci_dataset *dataset = at->model->dataset;
    const size_t indicator = ieci__names_find(&dataset->indicators, name);
    const bool attribute = ieci__dataset_has_attribute(dataset, name);
    for (size_t u = 0; u < at->model->num_units; u++) {
        int status;
        at->sizes[u] = IECI__MISSING;
        if (indicator != IECI__NAMES_NONE) {
            at->sizes[u] = ieci__dataset_column(dataset, at->edition, indicator)[u];
        } else if (attribute) {
            ieci__table_real(dataset->unit_table, ieci__table_column(dataset->unit_table, name), u, &at->sizes[u],
                             &status);
        }
    }
    at->size = indicator != IECI__NAMES_NONE || attribute ? name : NULL;
    if (at->size == NULL && given != NULL) {
        ieci__error_argument(at->problems, "size", "there is no covariate and no column of units called \"%s\"", given);
    }
}

/* --- The call --- */

static void fill(portrait *at, const ieci_table *intervals) {
    at->group = find_group(at);
    read_sizes(at);
    if (*at->problems != NULL) {
        return;
    }
    put_unit(at);
    put_scores(at);
    if (intervals != NULL) {
        put_intervals(at, intervals);
    }
    if (!ieci__dataset_member(at->model->dataset, at->edition, at->unit)) {
        return;
    }
    if (!ieci__is_missing(rank_of(at, at->edition, 0))) {
        put_company(at);
    }
    put_contributions(at);
    put_figures(at);
    if (!ieci__is_missing(rank_of(at, at->edition, 0))) {
        put_causes(at);
    }
    if (*at->problems == NULL && !ieci__is_missing(rank_of(at, at->edition, 0))) {
        put_levers(at);
    }
}

ieci_status ieci_portrait(const ieci_result *result, size_t edition, size_t unit, const ieci_table *intervals,
                          const ieci_options *options, ieci_table **table, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, result, IECI__MAGIC_RESULT, "result");
    valid &= intervals == NULL || ieci__error_check_handle(&problems, intervals, IECI__MAGIC_TABLE, "intervals");
    valid &= ieci__options_check(&problems, options);
    valid &= ieci__error_check_pointer(&problems, table, "table");
    if (valid && edition >= result->model->num_editions) {
        ieci__error_argument(&problems, "edition", "there are only %zu editions", result->model->num_editions);
    }
    if (valid && unit >= result->model->num_units) {
        ieci__error_argument(&problems, "unit", "there are only %zu units", result->model->num_units);
    }
    if (problems != NULL) {
        return ieci__error_give(problems, error);
    }
    portrait at = {.result = result,
                   .model = result->model,
                   .edition = edition,
                   .unit = unit,
                   .options = options,
                   .language = ieci__options_text(options, "language"),
                   .problems = &problems};
    fenv_t caller;
    ieci__numerics_enter(&caller);
    at.rows = ieci__rows_new(columns, COUNT(columns));
    at.sizes = ieci__memory_allocate(result->model->num_units, sizeof *at.sizes);
    if (at.rows == NULL || at.sizes == NULL) {
        ieci__error_nomem(&problems);
    } else {
        fill(&at, intervals);
    }
    ieci__memory_free(at.sizes);
    ieci_table *made = ieci__rows_finish(at.rows, &problems);
    ieci__numerics_leave(&caller);
    if (problems == NULL) {
        *table = made;
        return IECI_OK;
    }
    ieci_table_unref(made);
    return ieci__error_give(problems, error);
}
