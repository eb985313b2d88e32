/* SPDX-License-Identifier: MIT */
#include "run/document.h"

#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "base/missing.h"
#include "base/numerics.h"
#include "base/rows.h"
#include "base/table.h"
#include "base/version.h"
#include "data/cell_status.h"
#include "data/weighting_write.h"
#include "format/sections.h"
#include "run/model.h"

#define COUNT(columns) (sizeof(columns) / sizeof *(columns))

/* Cells are written as they were before their correction, and corrections as such: what is read back goes through the
 * same doors as the files of a project. */
static const ieci__column cell_columns[] = {
    {"unit", IECI_COLUMN_TEXT, ""},   {"edition", IECI_COLUMN_TEXT, ""}, {"indicator", IECI_COLUMN_TEXT, ""},
    {"value", IECI_COLUMN_REAL, ""},  {"status", IECI_COLUMN_TEXT, ""},  {"year", IECI_COLUMN_TEXT, ""},
    {"source", IECI_COLUMN_TEXT, ""}, {"note", IECI_COLUMN_TEXT, ""},
};

static const ieci__column correction_columns[] = {
    {"unit", IECI_COLUMN_TEXT, ""},   {"edition", IECI_COLUMN_TEXT, ""}, {"indicator", IECI_COLUMN_TEXT, ""},
    {"old", IECI_COLUMN_REAL, ""},    {"new", IECI_COLUMN_REAL, ""},     {"status", IECI_COLUMN_TEXT, ""},
    {"reason", IECI_COLUMN_TEXT, ""}, {"by", IECI_COLUMN_TEXT, ""},      {"date", IECI_COLUMN_TEXT, ""},
};

static const ieci__column member_columns[] = {{"edition", IECI_COLUMN_TEXT, ""}, {"unit", IECI_COLUMN_TEXT, ""}};

static void put_key(const ieci_dataset *dataset, size_t edition, size_t indicator, size_t unit, ieci__rows *rows) {
    ieci__rows_text(rows, ieci__names_text(&dataset->units, unit));
    ieci__rows_text(rows, ieci__names_text(&dataset->editions, edition));
    ieci__rows_text(rows, ieci__names_text(&dataset->indicators, indicator));
}

static void put_cell(const ieci_dataset *dataset, size_t edition, size_t indicator, size_t unit, ieci__rows *cells,
                     ieci__rows *corrections) {
    static const ieci__cell_detail nothing = {.old_value = NAN};
    ieci__cell cell = ieci__dataset_cell(dataset, edition, indicator, unit);
    const ieci__cell_detail *detail = cell.detail == NULL ? &nothing : cell.detail;
    char status[96];
    if (dataset->detail != NULL && cell.detail == NULL && cell.status == IECI__CELL_MISSING) {
        return; /* no row was given; a matrix has no rows, so all its cells are written */
    }
    bool corrected = detail->corrected;
    ieci__cell_status before = corrected ? (ieci__cell_status)detail->old_status : cell.status;
    ieci__cell_status_write(before, corrected ? detail->old_flags : cell.flags, status);
    put_key(dataset, edition, indicator, unit, cells);
    ieci__rows_real(cells, corrected ? detail->old_value : cell.value);
    ieci__rows_text(cells, status);
    ieci__rows_text(cells, detail->year);
    ieci__rows_text(cells, detail->source);
    ieci__rows_text(cells, detail->note);
    if (corrected) {
        ieci__cell_status_write(cell.status, cell.flags, status);
        put_key(dataset, edition, indicator, unit, corrections);
        ieci__rows_real(corrections, detail->old_value);
        ieci__rows_real(corrections, cell.value);
        ieci__rows_text(corrections, status);
        ieci__rows_text(corrections, detail->reason);
        ieci__rows_text(corrections, detail->by);
        ieci__rows_text(corrections, detail->date);
    }
}

/* Adds a table as a section and gives it back; NULL: out of memory, which is then a problem. */
static void add_table(ieci__text *out, const char *name, ieci_table *table, ieci_error **problems) {
    ieci_bytes *bytes = NULL;
    ieci_error *wrong = NULL;
    size_t size;
    if (table != NULL && ieci_table_format(table, "csv", NULL, &bytes, &wrong) == IECI_OK) {
        const char *data = ieci_bytes_data(bytes, &size);
        ieci__sections_add(out, name, "csv", data, size);
    }
    ieci__error_join(problems, &wrong);
    ieci_bytes_unref(bytes);
    ieci_table_unref(table);
}

static void add_text(ieci__text *out, const char *name, ieci__text *text, ieci_error **problems) {
    if (text->failed) {
        ieci__error_nomem(problems);
    } else {
        ieci__sections_add(out, name, "yaml", text->data, text->size);
    }
    ieci__text_clear(text);
}

/* The units, or editions, as a table: what was given, or the codes alone. */
static ieci_table *codes_table(const ieci_table *given, const ieci__names *names, const char *column,
                               ieci_error **problems) {
    const ieci__column columns[] = {{column, IECI_COLUMN_TEXT, ""}};
    if (given != NULL) {
        return ieci__table_ref(given);
    }
    ieci__rows *rows = ieci__rows_new(columns, 1);
    for (size_t i = 0; i < names->count && rows != NULL; i++) {
        ieci__rows_text(rows, ieci__names_text(names, i));
    }
    return ieci__rows_finish(rows, problems);
}

/* Adds a table of the dataset as a section if it has any row. */
static void add_given(ieci__text *out, const ieci_dataset *dataset, const char *name, ieci_error **problems) {
    ieci_table *table = NULL;
    ieci_error *wrong = NULL;
    if (ieci_dataset_table(dataset, name, &table, &wrong) == IECI_OK && ieci_table_num_rows(table) > 0) {
        add_table(out, name, table, problems);
    } else {
        ieci_table_unref(table);
    }
    ieci__error_join(problems, &wrong);
}

/* Whether the figures of an indicator of the data may be read outside: those of the schema say so, covariates have no
 * such key, and of what the schema does not know nobody knows the rights. */
static bool is_public(const ieci_schema *schema, const char *code) {
    size_t node = ieci__names_find(&schema->node_codes, code);
    size_t indicator = node == IECI__NAMES_NONE ? IECI__NONE : schema->nodes[node].indicator;
    bool known = indicator != IECI__NONE && schema->indicators[indicator].publish == IECI__PUBLISH_VALUE;
    for (size_t c = 0; c < schema->num_covariates && !known; c++) {
        known = strcmp(schema->covariates[c], code) == 0;
    }
    return known;
}

/* `rights`: the schema that says which figures are left out; NULL: none. */
static void add_dataset(ieci__text *out, const ieci_dataset *dataset, const ieci_schema *rights,
                        ieci_error **problems) {
    ieci__rows *members = ieci__rows_new(member_columns, COUNT(member_columns));
    ieci__rows *cells = ieci__rows_new(cell_columns, COUNT(cell_columns));
    ieci__rows *corrections = ieci__rows_new(correction_columns, COUNT(correction_columns));
    for (size_t e = 0; e < dataset->editions.count && members != NULL && cells != NULL && corrections != NULL; e++) {
        for (size_t u = 0; u < dataset->units.count; u++) {
            if (ieci__dataset_member(dataset, e, u)) {
                ieci__rows_text(members, ieci__names_text(&dataset->editions, e));
                ieci__rows_text(members, ieci__names_text(&dataset->units, u));
            }
        }
        for (size_t j = 0; j < dataset->indicators.count; j++) {
            bool shown = rights == NULL || is_public(rights, ieci__names_text(&dataset->indicators, j));
            for (size_t u = 0; u < dataset->units.count && shown; u++) {
                put_cell(dataset, e, j, u, cells, corrections);
            }
        }
    }
    add_table(out, "editions", codes_table(dataset->edition_table, &dataset->editions, "code", problems), problems);
    add_table(out, "units", codes_table(dataset->unit_table, &dataset->units, "unit", problems), problems);
    add_table(out, "members", ieci__rows_finish(members, problems), problems);
    add_given(out, dataset, "aliases", problems);
    add_given(out, dataset, "sources", problems);
    add_table(out, "cells", ieci__rows_finish(cells, problems), problems);
    if (ieci__rows_count(corrections) > 0) {
        add_table(out, "corrections", ieci__rows_finish(corrections, problems), problems);
    } else {
        ieci_table_unref(ieci__rows_finish(corrections, problems));
    }
}

ieci_bytes *ieci__document_write_model(const ieci_model *model, bool outside, ieci_error **problems) {
    fenv_t caller;
    ieci__numerics_enter(&caller);
    ieci__text out = {0}, text = {0};
    ieci__sections_start(&out, IECI__DOCUMENT_FORMAT, IECI__DOCUMENT_VERSION);
    ieci__text_append_text(&text, "numerics: " IECI__NUMERICS_VERSION "\n");
    add_text(&out, "computation", &text, problems);
    ieci__schema_write(model->schema, &text);
    add_text(&out, "schema", &text, problems);
    if (model->weighting != NULL) {
        ieci__weighting_write(model->weighting, model->schema, &text);
        add_text(&out, "weights", &text, problems);
    }
    add_dataset(&out, model->dataset, outside ? model->schema : NULL, problems);
    ieci__sections_finish(&out);
    ieci_bytes *made = *problems == NULL ? ieci__bytes_take(&out, "model", problems) : NULL;
    ieci__text_clear(&out);
    ieci__numerics_leave(&caller);
    return made;
}

ieci_status ieci_model_format(const ieci_model *model, ieci_bytes **bytes, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, model, IECI__MAGIC_MODEL, "model");
    valid &= ieci__error_check_pointer(&problems, bytes, "bytes");
    ieci_bytes *made = NULL;
    if (valid && ieci__model_check_whole(model, &problems)) {
        made = ieci__document_write_model(model, false, &problems);
    }
    if (made != NULL) {
        *bytes = made;
    }
    return ieci__error_give(problems, error);
}

/* The document of a section, or NULL: it is not there, or out of memory. */
static ieci_bytes *section_bytes(const ieci__sections *sections, const char *name, ieci_error **problems) {
    const ieci__section *section = ieci__sections_find(sections, name);
    ieci_bytes *bytes = NULL;
    ieci_error *wrong = NULL;
    if (section != NULL) {
        ieci_bytes_new(section->data, section->size, name, &bytes, &wrong);
        ieci__error_join(problems, &wrong);
    }
    return bytes;
}

static ieci_table *section_table(const ieci__sections *sections, const char *name, ieci_error **problems) {
    ieci_bytes *bytes = section_bytes(sections, name, problems);
    ieci_table *table = NULL;
    ieci_error *wrong = NULL;
    if (bytes != NULL) {
        ieci_table_parse_csv(bytes, NULL, &table, &wrong);
        ieci__error_join(problems, &wrong);
    }
    ieci_bytes_unref(bytes);
    return table;
}

/* Membership as it was, whatever it had been made from. */
static void restore_members(ieci_dataset *dataset, const ieci_table *members, ieci_error **problems) {
    size_t edition = ieci__table_column(members, "edition"), unit = ieci__table_column(members, "unit");
    memset(dataset->member, 0, dataset->editions.count * dataset->units.count);
    for (size_t r = 0; r < ieci_table_num_rows(members); r++) {
        const char *edition_code = edition == IECI__NONE ? NULL : ieci_table_text(members, edition, r);
        const char *unit_code = unit == IECI__NONE ? NULL : ieci_table_text(members, unit, r);
        size_t e = edition_code == NULL ? IECI__NONE : ieci__names_find(&dataset->editions, edition_code);
        size_t u = unit_code == NULL ? IECI__NONE : ieci__names_find(&dataset->units, unit_code);
        if (e == IECI__NONE || u == IECI__NONE) {
            ieci__error_add(problems, IECI_ERROR_CORRUPT, NULL, "section members names an unknown edition or unit");
            return;
        }
        dataset->member[e * dataset->units.count + u] = 1;
    }
}

/* The first text of a column, or NULL. */
static const char *first_text(const ieci_table *table, const char *column) {
    size_t found = table == NULL ? IECI__NONE : ieci__table_column(table, column);
    return found == IECI__NONE || ieci_table_num_rows(table) == 0 ? NULL : ieci_table_text(table, found, 0);
}

/* One missing cell for each indicator whose figures were left out, so that the data know the indicator. */
static ieci_table *stand_ins(const ieci_schema *schema, const ieci_table *members, ieci_error **problems) {
    ieci__rows *rows = ieci__rows_new(cell_columns, COUNT(cell_columns));
    const char *unit = first_text(members, "unit"), *edition = first_text(members, "edition");
    for (size_t j = 0; j < schema->num_indicators && rows != NULL && unit != NULL && edition != NULL; j++) {
        if (schema->indicators[j].publish != IECI__PUBLISH_VALUE) {
            ieci__rows_text(rows, unit);
            ieci__rows_text(rows, edition);
            ieci__rows_text(rows, schema->nodes[schema->indicators[j].node].code);
            ieci__rows_real(rows, IECI__MISSING);
            ieci__rows_text(rows, "missing");
            for (size_t c = 5; c < COUNT(cell_columns); c++) {
                ieci__rows_text(rows, NULL);
            }
        }
    }
    return ieci__rows_finish(rows, problems);
}

/* `outside`: the schema that says which figures were left out, or NULL. */
static ieci_dataset *read_dataset(const ieci__sections *sections, const ieci_schema *outside, ieci_error **problems) {
    static const char *const names[] = {"cells", "units", "editions", "aliases", "sources", "corrections", "members"};
    enum {
        CELLS,
        UNITS,
        EDITIONS,
        ALIASES,
        SOURCES,
        CORRECTIONS,
        MEMBERS
    };
    ieci_table *tables[COUNT(names)];
    ieci_table *more = NULL;
    ieci_dataset *dataset = NULL, *corrected = NULL;
    ieci_error *wrong = NULL;
    for (size_t t = 0; t < COUNT(names); t++) {
        tables[t] = section_table(sections, names[t], problems);
    }
    if (outside != NULL) {
        more = stand_ins(outside, tables[MEMBERS], problems);
    }
    if (tables[CELLS] != NULL && tables[MEMBERS] != NULL && (outside == NULL || more != NULL)) {
        const ieci_table *cells[] = {tables[CELLS], more};
        ieci_dataset_new(more == NULL ? 1 : 2, cells, tables[UNITS], tables[EDITIONS], tables[ALIASES], tables[SOURCES],
                         NULL, &dataset, &wrong);
    }
    ieci_table_unref(more);
    if (dataset != NULL) {
        restore_members(dataset, tables[MEMBERS], problems);
    }
    if (dataset != NULL && tables[CORRECTIONS] != NULL) {
        ieci_dataset_with(dataset, tables[CORRECTIONS], NULL, &corrected, &wrong);
        ieci_dataset_unref(dataset);
        dataset = corrected;
    }
    ieci__error_join(problems, &wrong);
    for (size_t t = 0; t < COUNT(names); t++) {
        ieci_table_unref(tables[t]);
    }
    return dataset;
}

void ieci__document_clear_parts(ieci__document_parts *parts) {
    ieci_dataset_unref(parts->dataset);
    ieci_schema_unref(parts->schema);
    ieci_weighting_free(parts->weighting);
    *parts = (ieci__document_parts){0};
}

static void read_parts(const ieci__sections *sections, bool outside, ieci__document_parts *parts,
                       ieci_error **problems) {
    ieci_error *wrong = NULL;
    ieci_bytes *schema_bytes = section_bytes(sections, "schema", problems);
    ieci_bytes *weight_bytes = section_bytes(sections, "weights", problems);
    if (schema_bytes != NULL) {
        ieci_schema_parse(schema_bytes, NULL, &parts->schema, &wrong);
    }
    ieci__error_join(problems, &wrong);
    if (weight_bytes != NULL) {
        ieci_weighting_parse(weight_bytes, NULL, NULL, &parts->weighting, &wrong);
    }
    if (parts->weighting != NULL) {
        parts->weighting->set = NULL; /* the document has a name of its own for it */
    }
    ieci__error_join(problems, &wrong);
    if (!outside || parts->schema != NULL) {
        parts->dataset = read_dataset(sections, outside ? parts->schema : NULL, problems);
    }
    if (*problems == NULL && (parts->schema == NULL || parts->dataset == NULL)) {
        ieci__error_add(problems, IECI_ERROR_CORRUPT, NULL, "a section is not there: schema, cells or members");
    }
    ieci_bytes_unref(schema_bytes);
    ieci_bytes_unref(weight_bytes);
}

bool ieci__document_read_parts(const ieci_bytes *bytes, bool outside, ieci__document_parts *parts,
                               ieci_error **problems) {
    ieci__sections sections = {0};
    *parts = (ieci__document_parts){0};
    if (ieci__sections_read(bytes, IECI__DOCUMENT_FORMAT, IECI__DOCUMENT_VERSION, &sections, problems)) {
        read_parts(&sections, outside, parts, problems);
    }
    ieci__sections_clear(&sections);
    if (*problems != NULL) {
        ieci__document_clear_parts(parts);
    }
    return *problems == NULL;
}

ieci_status ieci_model_parse(const ieci_bytes *bytes, ieci_model **model, ieci_error **error) {
    ieci_error *problems = NULL, *wrong = NULL;
    fenv_t caller;
    ieci__numerics_enter(&caller);
    ieci__document_parts parts = {0};
    ieci_model *made = NULL;
    bool valid = ieci__error_check_handle(&problems, bytes, IECI__MAGIC_BYTES, "bytes");
    valid &= ieci__error_check_pointer(&problems, model, "model");
    if (valid && ieci__document_read_parts(bytes, false, &parts, &problems)) {
        ieci_model_new(parts.dataset, parts.schema, parts.weighting, NULL, &made, &wrong);
        ieci__error_join(&problems, &wrong);
    }
    ieci__document_clear_parts(&parts);
    if (problems == NULL) {
        *model = made;
    }
    ieci__numerics_leave(&caller);
    return ieci__error_give(problems, error);
}
