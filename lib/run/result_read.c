/* SPDX-License-Identifier: MIT */
#include "run/result_read.h"

#include <math.h>
#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "base/missing.h"
#include "base/number.h"
#include "base/numerics.h"
#include "base/options.h"
#include "base/table.h"
#include "run/document.h"
#include "run/outside.h"
#include "run/result_file.h"

/* Shares are quotients and products of quotients: they add up to 1 but for rounding. */
static const double SHARE_SLACK = 1e-9;

typedef struct reading {
    const ieci_bytes *bytes;
    ieci__sections sections;
    ieci__computation computation;
    ieci__document_parts parts;
    ieci_table *scores;
    size_t columns[IECI__SCORE_COLUMNS]; /* of table scores */
    ieci_result *result;
    unsigned char *access;
    ieci__progress progress;
    ieci_error **problems;
} reading;

/* Adds the problem of a row, which stands in line row + 2 of its section; always false. */
static bool refuse(const reading *at, const char *section, size_t row, const char *what) {
    ieci__place place = {.source = ieci__bytes_source(at->bytes), .key = section};
    ieci__error_add(at->problems, IECI_ERROR_CORRUPT, &place, "row %zu: %s", row + 1, what);
    return false;
}

/* ---- Section scores -------------------------------------------------------------------------------------------- */

static const char *text_at(const reading *at, ieci__score_column column, size_t row) {
    const char *text = ieci_table_text(at->scores, at->columns[column], row);
    return text == NULL ? "" : text;
}

static bool find_columns(reading *at, const ieci_table *table, const char *section, const ieci__column *columns,
                         size_t count, size_t *found) {
    for (size_t c = 0; c < count && table != NULL; c++) {
        found[c] = ieci__table_column(table, columns[c].name);
        if (found[c] == IECI__NONE) {
            ieci__error_add(at->problems, IECI_ERROR_CORRUPT, NULL, "section %s has no column %s", section,
                            columns[c].name);
            return false;
        }
    }
    return table != NULL;
}

/* Every member of an edition has one row at every node, in the order of the axes, so that nothing is unknown, missing
 * or there twice. Calls `visit` for each. `first`: the share of all work before; it takes a tenth of it. */
static bool visit_scores(reading *at, const ieci_dataset *dataset, const ieci_schema *schema, double first,
                         bool (*visit)(reading *at, size_t row, size_t edition, size_t node, size_t unit)) {
    size_t row = 0, num_rows = ieci_table_num_rows(at->scores);
    for (size_t e = 0; e < dataset->editions.count; e++) {
        for (size_t n = 0; n < schema->num_nodes; n++) {
            for (size_t u = 0; u < dataset->units.count; u++) {
                if (!ieci__dataset_member(dataset, e, u)) {
                    continue;
                }
                if (row >= num_rows ||
                    !ieci__text_equal(text_at(at, IECI__SCORE_EDITION, row), ieci__names_text(&dataset->editions, e)) ||
                    !ieci__text_equal(text_at(at, IECI__SCORE_NODE, row), schema->nodes[n].code) ||
                    !ieci__text_equal(text_at(at, IECI__SCORE_UNIT, row), ieci__names_text(&dataset->units, u))) {
                    return refuse(at, "scores", row, "is not the row of the next edition, node and unit");
                }
                if (!visit(at, row, e, n, u) ||
                    !ieci__progress_tell(&at->progress, first + 0.1 * (double)row / (double)num_rows, at->problems)) {
                    return false;
                }
                row++;
            }
        }
    }
    return row == num_rows || refuse(at, "scores", row, "is one too many");
}

static bool read_real(const reading *at, ieci__score_column column, size_t row, double *value) {
    int status = 0;
    return ieci__table_real(at->scores, at->columns[column], row, value, &status) ||
           refuse(at, "scores", row, "has a number that is none");
}

static bool is_flag(const char *text) {
    return strcmp(text, "yes") == 0 || strcmp(text, "no") == 0;
}

/* The state and what needs no access: also which units are ranked, which is the same at every node. */
static bool read_state(reading *at, size_t row, size_t edition, size_t node, size_t unit) {
    size_t cell = ieci__result_at(at->result, edition, node, unit);
    double measured = IECI__MISSING;
    bool leaf = at->result->model->schema->nodes[node].indicator != IECI__NONE;
    if (!ieci__result_state_parse(text_at(at, IECI__SCORE_STATE, row), &at->result->state[cell])) {
        return refuse(at, "scores", row, "has no known state");
    }
    if (!read_real(at, IECI__SCORE_MEASURED, row, &measured)) {
        return false;
    }
    if (!(measured >= 0.0 && measured <= 1.0 + SHARE_SLACK) || (leaf && measured != 0.0 && measured != 1.0)) {
        return refuse(at, "scores", row, "has no share for measured");
    }
    return is_flag(text_at(at, IECI__SCORE_RANKED, row)) || refuse(at, "scores", row, "ranked is neither yes nor no");
}

/* Whether a number stands exactly where it must. */
static bool fits(bool needed, double value) {
    return needed == !ieci__is_missing(value);
}

static bool read_score(reading *at, size_t row, size_t edition, size_t node, size_t unit) {
    ieci_result *result = at->result;
    size_t cell = ieci__result_at(result, edition, node, unit);
    unsigned decimals = result->model->schema->key_decimals;
    bool exact = at->access[cell] == IECI__ACCESS_EXACT, shown = at->access[cell] != IECI__ACCESS_WITHHELD;
    bool present = result->state[cell] == IECI__STATE_PRESENT, filled = result->state[cell] == IECI__STATE_FILLED;
    double score, fill, printed;
    if (!read_real(at, IECI__SCORE_SCORE, row, &score) || !read_real(at, IECI__SCORE_FILLED, row, &fill) ||
        !read_real(at, IECI__SCORE_PRINTED, row, &printed)) {
        return false;
    }
    if (!fits(present && exact, score) || !fits(filled && shown, fill) || !fits(present && shown, printed)) {
        return refuse(at, "scores", row, "has a number where there must be none, or none where there must be one");
    }
    result->value[cell] = present && exact ? score : present ? printed : fill;
    if (present && shown) {
        result->key[cell] = ieci__kernel_key(result->value[cell], decimals);
        if (result->key[cell] == IECI__KEY_NONE || ieci__result_printed(result, edition, node, unit) != printed) {
            return refuse(at, "scores", row, "the printed score is not the score as printed");
        }
    }
    return true;
}

static bool is_ranked(const reading *at, size_t row) {
    return strcmp(text_at(at, IECI__SCORE_RANKED, row), "yes") == 0;
}

static bool read_rank(reading *at, size_t row, size_t edition, size_t node, size_t unit) {
    ieci_result *result = at->result;
    size_t cell = ieci__result_at(result, edition, node, unit);
    bool shown = at->access[cell] != IECI__ACCESS_WITHHELD;
    bool ranked = is_ranked(at, row) && result->state[cell] == IECI__STATE_PRESENT;
    const char *tied = text_at(at, IECI__SCORE_TIED, row);
    double rank;
    if (!read_real(at, IECI__SCORE_RANK, row, &rank)) {
        return false;
    }
    if (!fits(ranked && shown, rank) || rank < 1.0 || rank > (double)result->model->num_units) {
        return refuse(at, "scores", row, "the rank is missing, or not among the ranks");
    }
    if (shown ? !is_flag(tied) : *tied != '\0') {
        return refuse(at, "scores", row, "tied is neither yes nor no");
    }
    result->rank[cell] = rank;
    result->tied[cell] = strcmp(tied, "yes") == 0;
    return true;
}

/* No rank can be greater than the number of units that have one at the node. */
static bool check_ranks(reading *at) {
    const ieci_result *result = at->result;
    size_t units = result->model->num_units, rows = result->model->num_editions * result->model->num_nodes;
    for (size_t r = 0; r < rows; r++) {
        double greatest = 0.0;
        size_t count = 0;
        for (size_t u = 0; u < units; u++) {
            size_t cell = r * units + u;
            bool ranked = !ieci__is_missing(result->rank[cell]);
            /* Withheld ranks are counted as if all were there: nobody can tell. */
            count += ranked || at->access[cell] == IECI__ACCESS_WITHHELD;
            greatest = ranked && result->rank[cell] > greatest ? result->rank[cell] : greatest;
        }
        if (greatest > (double)count) {
            ieci__error_add(at->problems, IECI_ERROR_CORRUPT, NULL,
                            "section scores: a rank is greater than the number of ranked units");
            return false;
        }
    }
    return true;
}

static bool read_scores(reading *at) {
    const ieci_dataset *dataset = at->result->model->dataset;
    const ieci_schema *schema = at->result->model->schema;
    if (!visit_scores(at, dataset, schema, 0.6, read_state)) {
        return false;
    }
    at->access = ieci__outside_access(at->result, !at->computation.outside, at->problems);
    return at->access != NULL && visit_scores(at, dataset, schema, 0.7, read_score) &&
           visit_scores(at, dataset, schema, 0.8, read_rank) && check_ranks(at);
}

/* ---- The other sections ---------------------------------------------------------------------------------------- */

static double real_at(const ieci_table *table, size_t column, size_t row) {
    double value = IECI__MISSING;
    int status;
    return ieci__table_real(table, column, row, &value, &status) ? value : IECI__MISSING;
}

static bool near(double a, double b) {
    return fabs(a - b) <= SHARE_SLACK;
}

/* Shares that are none, or do not add up, give `sums` away: [node] is the sum of the children's shares. */
static bool check_weights(reading *at, const ieci_table *table, const size_t *columns, double *sums) {
    const ieci_schema *schema = at->result->model->schema;
    size_t num_rows = ieci_table_num_rows(table);
    for (size_t n = 0; n < schema->num_nodes; n++) {
        size_t parent = schema->nodes[n].parent;
        double share = real_at(table, columns[2], n), effective = real_at(table, columns[3], n);
        if (n >= num_rows || !ieci__text_equal(ieci_table_text(table, columns[0], n), schema->nodes[n].code) ||
            !ieci__text_equal(ieci_table_text(table, columns[1], n),
                              parent == IECI__NONE ? NULL : schema->nodes[parent].code)) {
            return refuse(at, "weights", n, "is not the row of the next node");
        }
        double above = parent == IECI__NONE ? 1.0 : real_at(table, columns[3], parent);
        if (!(share >= 0.0 && share <= 1.0 + SHARE_SLACK) || !near(effective, above * share) ||
            (parent == IECI__NONE && share != 1.0)) {
            return refuse(at, "weights", n, "has no share, or one that is not the product of those above it");
        }
        if (parent != IECI__NONE) {
            sums[parent] += share;
        }
    }
    for (size_t n = 0; n < schema->num_nodes; n++) {
        if (schema->nodes[n].num_children > 0 && !near(sums[n], 1.0)) {
            return refuse(at, "weights", n, "the shares of its children do not add up to 1");
        }
    }
    return num_rows == schema->num_nodes || refuse(at, "weights", schema->num_nodes, "is one too many");
}

static bool read_weights(reading *at) {
    static const ieci__column columns[] = {{"node", IECI_COLUMN_TEXT, ""},
                                           {"parent", IECI_COLUMN_TEXT, ""},
                                           {"share", IECI_COLUMN_REAL, ""},
                                           {"effective", IECI_COLUMN_REAL, ""}};
    size_t found[4];
    double *sums = ieci__memory_allocate(at->result->model->num_nodes, sizeof *sums);
    ieci_table *table = ieci__result_file_section(&at->sections, "weights", at->problems);
    if (sums == NULL) {
        ieci__error_nomem(at->problems);
    }
    bool done =
        sums != NULL && find_columns(at, table, "weights", columns, 4, found) && check_weights(at, table, found, sums);
    ieci_table_unref(table);
    ieci__memory_free(sums);
    return done;
}

static bool read_parameters(reading *at) {
    static const ieci__column columns[] = {{"edition", IECI_COLUMN_TEXT, ""},
                                           {"indicator", IECI_COLUMN_TEXT, ""},
                                           {"step", IECI_COLUMN_TEXT, ""},
                                           {"parameter", IECI_COLUMN_TEXT, ""},
                                           {"value", IECI_COLUMN_REAL, ""}};
    const ieci_model *model = at->result->model;
    size_t found[5];
    ieci_table *table = ieci__result_file_section(&at->sections, "parameters", at->problems);
    bool done = find_columns(at, table, "parameters", columns, 5, found);
    for (size_t r = 0; done && r < ieci_table_num_rows(table); r++) {
        const char *edition = ieci_table_text(table, found[0], r), *code = ieci_table_text(table, found[1], r);
        size_t node = code == NULL ? IECI__NONE : ieci__names_find(&model->schema->node_codes, code);
        double value;
        int status;
        done = edition != NULL && ieci__model_edition(model, edition) != IECI__NONE && node != IECI__NONE &&
               model->schema->nodes[node].indicator != IECI__NONE &&
               ieci__table_real(table, found[4], r, &value, &status);
        if (!done) {
            refuse(at, "parameters", r, "names an unknown edition or indicator, or has a number that is none");
        }
    }
    ieci_table_unref(table);
    return done;
}

/* The notes as the table of a result has them. */
static bool read_notes(reading *at) {
    size_t count;
    const ieci__column *columns = ieci__model_note_columns(&count);
    ieci_table *table = ieci__result_file_section(&at->sections, "notes", at->problems);
    ieci__rows *rows = table == NULL ? NULL : ieci__rows_new(columns, count);
    for (size_t r = 0; rows != NULL && r < ieci_table_num_rows(table); r++) {
        for (size_t c = 0; c < count; c++) {
            size_t column = ieci__table_column(table, columns[c].name);
            ieci__rows_text(rows, column == IECI__NONE ? NULL : ieci_table_text(table, column, r));
        }
    }
    if (table != NULL) {
        at->result->notes = ieci__rows_finish(rows, at->problems);
    }
    ieci_table_unref(table);
    return at->result->notes != NULL;
}

/* ---- The model ------------------------------------------------------------------------------------------------- */

/* Whether each indicator is measured, for a model whose cells cannot tell. Rows were not checked yet. */
static bool *read_measured(reading *at) {
    const ieci_dataset *dataset = at->parts.dataset;
    const ieci_schema *schema = at->parts.schema;
    size_t units = dataset->units.count, row = 0, num_rows = ieci_table_num_rows(at->scores);
    bool *measured = ieci__memory_allocate(dataset->editions.count * schema->num_indicators, units * sizeof *measured);
    if (measured == NULL) {
        ieci__error_nomem(at->problems);
        return NULL;
    }
    for (size_t e = 0; e < dataset->editions.count; e++) {
        for (size_t n = 0; n < schema->num_nodes; n++) {
            size_t indicator = schema->nodes[n].indicator;
            for (size_t u = 0; u < units; u++) {
                bool member = ieci__dataset_member(dataset, e, u);
                if (member && indicator != IECI__NONE && row < num_rows) {
                    measured[(e * schema->num_indicators + indicator) * units + u] =
                        real_at(at->scores, at->columns[IECI__SCORE_MEASURED], row) == 1.0;
                }
                row += member;
            }
        }
    }
    return measured;
}

/* The document of the model as a value of its own; NULL and a problem. */
static ieci_bytes *model_document(const reading *at) {
    const ieci__section *section = ieci__sections_find(&at->sections, "model");
    char sum[IECI__SHA256_HEX_SIZE];
    ieci_bytes *bytes = NULL;
    ieci_error *wrong = NULL;
    if (section == NULL) {
        ieci__error_add(at->problems, IECI_ERROR_CORRUPT, NULL, "section model is not there");
        return NULL;
    }
    ieci__sha256_hex(section->data, section->size, sum);
    if (!at->computation.outside && strcmp(sum, at->computation.identity) != 0) {
        ieci__error_add(at->problems, IECI_ERROR_CORRUPT, NULL, "the identity is not that of the model in the file");
        return NULL;
    }
    ieci_bytes_new(section->data, section->size, "model", &bytes, &wrong);
    ieci__error_join(at->problems, &wrong);
    return bytes;
}

static ieci_model *read_model(reading *at) {
    ieci_bytes *document = model_document(at);
    ieci_model *model = NULL;
    ieci_error *wrong = NULL, *unfit = NULL;
    if (document != NULL && ieci__document_read_parts(document, at->computation.outside, &at->parts, &wrong)) {
        if (at->computation.outside && ieci__outside_keeps_back(at->parts.schema)) {
            bool *measured = read_measured(at);
            if (measured != NULL) {
                model =
                    ieci__model_new_partial(at->parts.dataset, at->parts.schema, at->parts.weighting, measured, &wrong);
            }
            ieci__memory_free(measured);
        } else {
            ieci_model_new(at->parts.dataset, at->parts.schema, at->parts.weighting, NULL, &model, &unfit);
            ieci__error_join(&wrong, &unfit);
        }
    }
    ieci__result_file_blame("model", at->problems, &wrong);
    ieci_bytes_unref(document);
    return model;
}

/* ---- All ------------------------------------------------------------------------------------------------------- */

static bool check_names(const reading *at) {
    static const char *const known[] = {"computation", "scores", "weights", "parameters", "notes", "model"};
    for (size_t s = 0; s < at->sections.count; s++) {
        const char *name = at->sections.list[s].name;
        bool found = *name < 'A' || *name > 'Z';
        for (size_t k = 0; k < sizeof known / sizeof *known && !found; k++) {
            found = strcmp(name, known[k]) == 0;
        }
        if (!found) {
            ieci__error_add(at->problems, IECI_ERROR_VERSION, NULL,
                            "the file has a section %s, which this library must know to read it", name);
            return false;
        }
    }
    return true;
}

static bool read_result(reading *at) {
    if (!check_names(at) || !ieci__computation_read(&at->sections, &at->computation, at->problems)) {
        return false;
    }
    at->scores = ieci__result_file_section(&at->sections, "scores", at->problems);
    if (!find_columns(at, at->scores, "scores", ieci__score_columns, IECI__SCORE_COLUMNS, at->columns)) {
        return false;
    }
    if (!ieci__progress_tell(&at->progress, 0.3, at->problems)) {
        return false;
    }
    ieci_model *model = read_model(at);
    if (model == NULL) {
        return false;
    }
    at->result = ieci__result_new(model);
    ieci_model_unref(model);
    if (at->result == NULL) {
        ieci__error_nomem(at->problems);
        return false;
    }
    at->result->file = ieci__bytes_ref(at->bytes);
    at->result->outside = at->computation.outside;
    return ieci__progress_tell(&at->progress, 0.6, at->problems) && read_scores(at) && read_weights(at) &&
           read_parameters(at) && read_notes(at) && ieci__progress_tell(&at->progress, 1.0, at->problems);
}

ieci_status ieci_result_parse(const ieci_bytes *bytes, const ieci_options *options, ieci_result **result,
                              ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, bytes, IECI__MAGIC_BYTES, "bytes");
    valid &= ieci__options_check(&problems, options);
    valid &= ieci__error_check_pointer(&problems, result, "result");
    if (!valid) {
        return ieci__error_give(problems, error);
    }
    reading at = {.bytes = bytes, .problems = &problems, .progress = ieci__progress_start(options, &problems)};
    fenv_t caller;
    ieci__numerics_enter(&caller);
    bool done = problems == NULL &&
                ieci__sections_read(bytes, IECI__RESULT_FORMAT, IECI__RESULT_VERSION, &at.sections, &problems) &&
                read_result(&at);
    ieci__numerics_leave(&caller);
    ieci__sections_clear(&at.sections);
    ieci__document_clear_parts(&at.parts);
    ieci_table_unref(at.scores);
    ieci__memory_free(at.access);
    if (done && problems == NULL) {
        *result = at.result;
        return IECI_OK;
    }
    ieci_result_unref(at.result);
    return ieci__error_give(problems, error);
}
