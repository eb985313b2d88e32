/* SPDX-License-Identifier: MIT */
#include "run/result_file.h"

#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "base/missing.h"
#include "base/numerics.h"
#include "base/options.h"
#include "base/table.h"
#include "base/version.h"
#include "format/tree.h"
#include "format/yaml.h"
#include "format/yaml_write.h"
#include "run/document.h"
#include "run/outside.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- Tables ---------------------------------------------------------------------------------------------------- */

const ieci__column ieci__score_columns[IECI__SCORE_COLUMNS] = {
    {"edition", IECI_COLUMN_TEXT, ""}, {"node", IECI_COLUMN_TEXT, ""},    {"unit", IECI_COLUMN_TEXT, ""},
    {"state", IECI_COLUMN_TEXT, ""},   {"score", IECI_COLUMN_REAL, ""},   {"filled", IECI_COLUMN_REAL, ""},
    {"printed", IECI_COLUMN_REAL, ""}, {"rank", IECI_COLUMN_REAL, ""},    {"tied", IECI_COLUMN_TEXT, ""},
    {"ranked", IECI_COLUMN_TEXT, ""},  {"measured", IECI_COLUMN_REAL, ""}};

static const ieci__column parameter_columns[] = {{"edition", IECI_COLUMN_TEXT, ""},
                                                 {"indicator", IECI_COLUMN_TEXT, ""},
                                                 {"step", IECI_COLUMN_TEXT, ""},
                                                 {"parameter", IECI_COLUMN_TEXT, ""},
                                                 {"value", IECI_COLUMN_REAL, ""}};

static const ieci__column note_columns[] = {
    {"severity", IECI_COLUMN_TEXT, ""}, {"key", IECI_COLUMN_TEXT, ""}, {"message", IECI_COLUMN_TEXT, ""}};

static double when(bool shown, double value) {
    return shown ? value : IECI__MISSING;
}

static void put_score(const ieci_result *result, size_t edition, size_t node, size_t unit, ieci__access access,
                      ieci__rows *rows) {
    const ieci_model *model = result->model;
    size_t at = ieci__result_at(result, edition, node, unit);
    double value = result->value[at], printed = ieci__result_printed(result, edition, node, unit);
    bool present = result->state[at] == IECI__STATE_PRESENT, filled = result->state[at] == IECI__STATE_FILLED;
    bool exact = access == IECI__ACCESS_EXACT, shown = access != IECI__ACCESS_WITHHELD;
    if (filled && !exact) { /* what is filled in has no key of its own */
        value = ieci__result_print_key(model, ieci__kernel_key(value, model->schema->key_decimals));
    }
    ieci__rows_text(rows, ieci__names_text(&model->dataset->editions, edition));
    ieci__rows_text(rows, model->schema->nodes[node].code);
    ieci__rows_text(rows, ieci__names_text(&model->dataset->units, unit));
    ieci__rows_text(rows, ieci__result_state_name(result->state[at]));
    ieci__rows_real(rows, when(present && exact, value));
    ieci__rows_real(rows, when(filled && shown, value));
    ieci__rows_real(rows, when(shown, printed));
    ieci__rows_real(rows, when(shown, result->rank[at]));
    ieci__rows_text(rows, !shown ? NULL : result->tied[at] ? "yes" : "no");
    ieci__rows_text(rows, model->sample[edition * model->num_units + unit] ? "yes" : "no");
    ieci__rows_real(rows, model->measured[at]);
}

static ieci_table *make_scores(const ieci_result *result, const unsigned char *access, ieci_error **problems) {
    const ieci_model *model = result->model;
    ieci__rows *rows = ieci__rows_new(ieci__score_columns, IECI__SCORE_COLUMNS);
    for (size_t e = 0; e < model->num_editions && rows != NULL; e++) {
        for (size_t n = 0; n < model->num_nodes; n++) {
            for (size_t u = 0; u < model->num_units; u++) {
                if (ieci__dataset_member(model->dataset, e, u)) {
                    put_score(result, e, n, u, (ieci__access)access[ieci__result_at(result, e, n, u)], rows);
                }
            }
        }
    }
    return ieci__rows_finish(rows, problems);
}

/* Estimates can be figures (the least and the greatest one), so those of an indicator go where its figures go. */
static ieci_table *make_parameters(const ieci_result *result, const unsigned char *access, ieci_error **problems) {
    const ieci_model *model = result->model;
    ieci__rows *rows = ieci__rows_new(parameter_columns, COUNT(parameter_columns));
    for (size_t i = 0; i < model->estimates.count && rows != NULL; i++) {
        const ieci__estimate *estimate = &model->estimates.items[i];
        size_t node = model->schema->indicators[estimate->indicator].node;
        if (access[ieci__result_at(result, estimate->edition, node, 0)] == IECI__ACCESS_EXACT) {
            ieci__rows_text(rows, ieci__names_text(&model->dataset->editions, estimate->edition));
            ieci__rows_text(rows, model->schema->nodes[node].code);
            ieci__rows_text(rows, estimate->step);
            ieci__rows_text(rows, estimate->name);
            ieci__rows_real(rows, estimate->value);
        }
    }
    return ieci__rows_finish(rows, problems);
}

/* A table that the result gives. */
static ieci_table *own_table(const ieci_result *result, const char *name, ieci_error **problems) {
    ieci_table *table = NULL;
    ieci_error *wrong = NULL;
    ieci_result_table(result, name, NULL, &table, &wrong);
    ieci__error_join(problems, &wrong);
    return table;
}

/* Without the names of documents, which can be paths. */
static ieci_table *make_notes(const ieci_result *result, ieci_error **problems) {
    ieci_table *all = own_table(result, "notes", problems);
    ieci__rows *rows = ieci__rows_new(note_columns, COUNT(note_columns));
    for (size_t r = 0; all != NULL && rows != NULL && r < ieci_table_num_rows(all); r++) {
        for (size_t c = 0; c < COUNT(note_columns); c++) {
            ieci__rows_text(rows, ieci_table_text(all, ieci__table_column(all, note_columns[c].name), r));
        }
    }
    ieci_table_unref(all);
    return ieci__rows_finish(rows, problems);
}

ieci_table *ieci__result_file_table(const ieci_result *result, const char *name, const unsigned char *access,
                                    ieci_error **problems) {
    return strcmp(name, "scores") == 0       ? make_scores(result, access, problems)
           : strcmp(name, "parameters") == 0 ? make_parameters(result, access, problems)
                                             : own_table(result, name, problems);
}

void ieci__result_file_blame(const char *section, ieci_error **problems, ieci_error **wrong) {
    ieci_status status = ieci_error_status(*wrong);
    if (status != IECI_OK && status != IECI_ERROR_NOMEM && status != IECI_ERROR_VERSION) {
        ieci__error_add(problems, IECI_ERROR_CORRUPT, NULL, "section %s of the file cannot be used:", section);
    }
    ieci__error_join(problems, wrong);
}

ieci_table *ieci__result_file_section(const ieci__sections *sections, const char *name, ieci_error **problems) {
    const ieci__section *section = ieci__sections_find(sections, name);
    ieci_bytes *bytes = NULL;
    ieci_table *table = NULL;
    ieci_error *wrong = NULL;
    if (section == NULL) {
        ieci__error_add(problems, IECI_ERROR_CORRUPT, NULL, "section %s is not there", name);
        return NULL;
    }
    if (ieci_bytes_new(section->data, section->size, name, &bytes, &wrong) == IECI_OK) {
        ieci_table_parse_csv(bytes, NULL, &table, &wrong);
    }
    ieci__result_file_blame(name, problems, &wrong);
    ieci_bytes_unref(bytes);
    return table;
}

/* ---- Section computation --------------------------------------------------------------------------------------- */

#define TEXT_OF(number) TEXT_OF_ONCE(number)
#define TEXT_OF_ONCE(number) #number
#define LIBRARY TEXT_OF(IECI__VERSION_MAJOR) "." TEXT_OF(IECI__VERSION_MINOR) "." TEXT_OF(IECI__VERSION_PATCH)

static const char *edition_state(const ieci_model *model, size_t edition) {
    const char *state = ieci__dataset_edition_text(model->dataset, edition, "state");
    return state == NULL ? "draft" : state;
}

/* A map in a map, or a text if `value` is given; NULL: out of memory. */
static ieci__tree *put(ieci__document *document, ieci__tree *map, const char *key, const char *value) {
    ieci__tree *made = ieci__document_node(document, value == NULL ? IECI__TREE_MAP : IECI__TREE_SCALAR);
    if (made == NULL || map == NULL) {
        return NULL;
    }
    made->key = ieci__document_text(document, key, strlen(key));
    made->text = value == NULL ? NULL : ieci__document_text(document, value, strlen(value));
    if (made->key == NULL || (value != NULL && made->text == NULL)) {
        return NULL;
    }
    ieci__tree_append(map, made);
    return made;
}

static void write_computation(const ieci_model *model, const ieci__computation *computation, ieci__text *out) {
    ieci__document *document = ieci__document_new("computation");
    ieci__tree *root = document == NULL ? NULL : ieci__document_node(document, IECI__TREE_MAP);
    bool done = root != NULL && put(document, root, "library", computation->library) != NULL &&
                put(document, root, "numerics", computation->numerics) != NULL &&
                put(document, root, "audience", computation->outside ? "outside" : "inside") != NULL &&
                put(document, root, "identity", computation->identity) != NULL;
    done = done && (*computation->weights == '\0' || put(document, root, "weights", computation->weights) != NULL);
    ieci__tree *editions = done ? put(document, root, "editions", NULL) : NULL;
    done = editions != NULL;
    for (size_t e = 0; e < model->num_editions && done; e++) {
        const char *code = ieci__names_text(&model->dataset->editions, e);
        done = put(document, editions, code, edition_state(model, e)) != NULL;
    }
    if (done) {
        ieci__yaml_write(root, false, out);
    } else {
        out->failed = true;
    }
    ieci__document_free(document);
}

/* A text of the map; false: it is not there or too long. */
static bool read_text(const ieci__tree *map, const char *key, char *text, size_t room) {
    const ieci__tree *found = ieci__tree_find(map, key);
    size_t size = found == NULL || found->text == NULL ? 0 : strlen(found->text);
    if (size == 0 || size >= room) {
        return false;
    }
    memcpy(text, found->text, size + 1);
    return true;
}

bool ieci__computation_read(const ieci__sections *sections, ieci__computation *computation, ieci_error **problems) {
    const ieci__section *section = ieci__sections_find(sections, "computation");
    ieci_bytes *bytes = NULL;
    ieci_error *wrong = NULL;
    char audience[8] = "";
    *computation = (ieci__computation){.outside = false};
    if (section != NULL) {
        ieci_bytes_new(section->data, section->size, "computation", &bytes, &wrong);
    }
    ieci__document *document = bytes == NULL ? NULL : ieci__yaml_parse(bytes, &wrong);
    const ieci__tree *root = document == NULL ? NULL : ieci__document_root(document);
    bool valid = read_text(root, "library", computation->library, sizeof computation->library) &&
                 read_text(root, "numerics", computation->numerics, sizeof computation->numerics) &&
                 read_text(root, "identity", computation->identity, sizeof computation->identity) &&
                 read_text(root, "audience", audience, sizeof audience);
    computation->outside = strcmp(audience, "outside") == 0;
    (void)read_text(root, "weights", computation->weights, sizeof computation->weights); /* may be unknown */
    const ieci__tree *editions = ieci__tree_find(root, "editions");
    const char *state = editions == NULL || editions->last == NULL ? NULL : editions->last->text;
    computation->final = state != NULL && strcmp(state, "final") == 0;
    valid = valid && (computation->outside || strcmp(audience, "inside") == 0) &&
            strspn(computation->identity, "0123456789abcdef") == sizeof computation->identity - 1;
    bool nomem = ieci_error_status(wrong) == IECI_ERROR_NOMEM;
    ieci__document_free(document);
    ieci_bytes_unref(bytes);
    ieci_error_free(wrong);
    if (nomem) {
        ieci__error_nomem(problems);
    } else if (!valid) {
        ieci__error_add(problems, IECI_ERROR_CORRUPT, NULL,
                        "section computation is not there, or does not say library, numerics, audience and identity");
    }
    return valid && !nomem;
}

/* What a result says of its computation: of one that was read, what its file says. */
static bool find_computation(const ieci_result *result, ieci__computation *computation, ieci_error **problems) {
    if (result->file != NULL) {
        ieci__sections sections;
        bool done = ieci__sections_read(result->file, IECI__RESULT_FORMAT, IECI__RESULT_VERSION, &sections, problems) &&
                    ieci__computation_read(&sections, computation, problems);
        ieci__sections_clear(&sections);
        return done;
    }
    *computation = (ieci__computation){.library = LIBRARY, .numerics = IECI__NUMERICS_VERSION, .outside = false};
    const char *set = result->model->weighting == NULL ? NULL : result->model->weighting->set;
    if (set != NULL && strlen(set) < sizeof computation->weights) {
        memcpy(computation->weights, set, strlen(set) + 1);
    }
    ieci_bytes *document = ieci__document_write_model(result->model, false, problems);
    size_t size;
    const char *data = ieci_bytes_data(document, &size);
    if (document != NULL) {
        ieci__sha256_hex(data, size, computation->identity);
    }
    ieci_bytes_unref(document);
    return document != NULL;
}

const ieci__column ieci__computation_columns[IECI__COMPUTATION_COLUMNS] = {
    {"item", IECI_COLUMN_TEXT,
     "library, numerics, audience, identity, weights (name of the set), state; of a file that leaves figures out also "
     "kept_back (an indicator "
     "without figures), and what a node can be recomputed from: from_scores (all digits of its children), from_printed "
     "(printed ones, within their rounding) or from_nothing (a value below it is withheld)"},
    {"edition", IECI_COLUMN_TEXT, "code of the edition that a state is of"},
    {"value", IECI_COLUMN_TEXT, "its value: a text, a code, or draft or final"},
};

static void put_item(ieci__rows *rows, const char *item, const char *edition, const char *value) {
    ieci__rows_text(rows, item);
    ieci__rows_text(rows, edition);
    ieci__rows_text(rows, value);
}

/* What is not in the file of a partial model, and what that leaves for nodes to be recomputed from. */
static void put_left_out(const ieci_result *result, ieci__rows *rows, ieci_error **problems) {
    static const char *const words[] = {NULL, "from_scores", "from_printed", "from_nothing"};
    const ieci_model *model = result->model;
    unsigned char *access = ieci__outside_access(result, false, problems);
    for (size_t j = 0; j < model->num_indicators; j++) {
        const ieci__indicator *indicator = &model->schema->indicators[j];
        if (indicator->publish != IECI__PUBLISH_VALUE) {
            put_item(rows, "kept_back", NULL, model->schema->nodes[indicator->node].code);
        }
    }
    for (size_t n = 0; n < model->num_nodes && access != NULL; n++) {
        if (model->schema->nodes[n].indicator == IECI__NONE) {
            put_item(rows, words[ieci__outside_basis(result, n, access)], NULL, model->schema->nodes[n].code);
        }
    }
    ieci__memory_free(access);
}

ieci_table *ieci__computation_table(const ieci_result *result, const ieci__filter *filter, ieci_error **problems) {
    const ieci_model *model = result->model;
    ieci__computation computation;
    ieci__rows *rows = ieci__rows_new(ieci__computation_columns, COUNT(ieci__computation_columns));
    if (rows == NULL || !find_computation(result, &computation, problems)) {
        return ieci__rows_finish(rows, problems);
    }
    put_item(rows, "library", NULL, computation.library);
    put_item(rows, "numerics", NULL, computation.numerics);
    put_item(rows, "audience", NULL, computation.outside ? "outside" : "inside");
    put_item(rows, "identity", NULL, computation.identity);
    if (*computation.weights != '\0') {
        put_item(rows, "weights", NULL, computation.weights);
    }
    if (model->partial) {
        put_left_out(result, rows, problems);
    }
    for (size_t e = 0; e < model->num_editions; e++) {
        if (ieci__filter_takes(filter->edition, e)) {
            put_item(rows, "state", ieci__names_text(&model->dataset->editions, e), edition_state(model, e));
        }
    }
    return ieci__rows_finish(rows, problems);
}

/* ---- Writing --------------------------------------------------------------------------------------------------- */

static void add_table(ieci__text *out, const char *name, ieci_table *table, ieci_error **problems) {
    ieci_bytes *bytes = NULL;
    ieci_error *wrong = NULL;
    if (table != NULL && ieci_table_format(table, "csv", NULL, &bytes, &wrong) == IECI_OK) {
        size_t size;
        const char *data = ieci_bytes_data(bytes, &size);
        ieci__sections_add(out, name, "csv", data, size);
    }
    ieci__error_join(problems, &wrong);
    ieci_bytes_unref(bytes);
    ieci_table_unref(table);
}

static void add_tables(ieci__text *out, const ieci_result *result, bool outside, ieci_error **problems) {
    static const char *const names[] = {"scores", "weights", "parameters"};
    unsigned char *access = ieci__outside_access(result, !outside, problems);
    for (size_t i = 0; i < COUNT(names) && access != NULL; i++) {
        add_table(out, names[i], ieci__result_file_table(result, names[i], access, problems), problems);
    }
    ieci__memory_free(access);
    add_table(out, "notes", make_notes(result, problems), problems);
}

static ieci_bytes *write_file(const ieci_result *result, bool outside, ieci_error **problems) {
    ieci__text out = {0}, text = {0};
    ieci__computation computation;
    ieci_bytes *model = NULL, *made = NULL;
    if (find_computation(result, &computation, problems)) {
        computation.outside = outside;
        write_computation(result->model, &computation, &text);
        ieci__sections_start(&out, IECI__RESULT_FORMAT, IECI__RESULT_VERSION);
        ieci__sections_add(&out, "computation", "yaml", text.data, text.size);
        add_tables(&out, result, outside, problems);
        model = ieci__document_write_model(result->model, outside, problems);
    }
    if (model != NULL && !text.failed) {
        size_t size;
        const char *data = ieci_bytes_data(model, &size);
        ieci__sections_add(&out, "model", "ieci/model/1", data, size);
        ieci__sections_finish(&out);
        made = *problems == NULL ? ieci__bytes_take(&out, "result", problems) : NULL;
    } else if (*problems == NULL) {
        ieci__error_nomem(problems);
    }
    ieci_bytes_unref(model);
    ieci__text_clear(&text);
    ieci__text_clear(&out);
    return made;
}

ieci_status ieci_result_format(const ieci_result *result, const ieci_options *options, ieci_bytes **bytes,
                               ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, result, IECI__MAGIC_RESULT, "result");
    valid &= ieci__options_check(&problems, options);
    valid &= ieci__error_check_pointer(&problems, bytes, "bytes");
    if (!valid) {
        return ieci__error_give(problems, error);
    }
    bool outside = strcmp(ieci__options_text(options, "audience"), "outside") == 0;
    ieci_bytes *made = NULL;
    fenv_t caller;
    ieci__numerics_enter(&caller);
    if (result->file != NULL && result->outside && !outside) {
        ieci__error_add(
            &problems, IECI_ERROR_UNSUPPORTED, NULL,
            "the result file was made for outside; what it leaves out cannot come back (audience: outside)");
    } else if (result->file != NULL && result->outside == outside) {
        made = ieci__bytes_ref(result->file);
    } else {
        made = write_file(result, outside, &problems);
    }
    ieci__numerics_leave(&caller);
    if (made != NULL) {
        *bytes = made;
    }
    return ieci__error_give(problems, error);
}
