/* SPDX-License-Identifier: MIT */
#include "study/causes_extend.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/rows.h"
#include "base/table.h"
#include "data/cells.h"

typedef struct extension {
    const ieci__pairing *pairing;
    int side, other;
    const ieci_dataset *own, *theirs;
    ieci_dataset *made;
} extension;

/* Codes of the added units: no code that was read can hold a control character. */
static bool add_units(const extension *at) {
    bool done = ieci__names_copy(&at->own->units, &at->made->units);
    for (size_t p = 0; p < at->pairing->num_units && done; p++) {
        ieci__text code = {0};
        ieci__text_append_text(&code, "\x1f");
        ieci__text_append_text(&code, ieci__pairing_code(at->pairing, p));
        done = !code.failed && ieci__names_intern(&at->made->units, code.data) != NULL;
        ieci__text_clear(&code);
    }
    return done;
}

static bool add_column(ieci_dataset *made, const char *code) {
    return ieci__names_intern(&made->indicators, code) != NULL;
}

static bool add_columns(const extension *at, const ieci_schema *schema) {
    bool done = ieci__names_copy(&at->own->indicators, &at->made->indicators);
    for (size_t j = 0; j < schema->num_indicators && done; j++) {
        done = add_column(at->made, schema->nodes[schema->indicators[j].node].code);
    }
    for (size_t c = 0; c < schema->num_covariates && done; c++) {
        done = add_column(at->made, schema->covariates[c]);
    }
    return done;
}

/* The column of an indicator in a dataset, found by name; IECI__NONE: it has none. */
static size_t column_in(const ieci_dataset *dataset, const ieci_dataset *made, size_t indicator) {
    return ieci__names_find(&dataset->indicators, ieci__names_text(&made->indicators, indicator));
}

static bool copy_cell(const extension *at, const ieci_dataset *from, size_t edition, size_t column, size_t unit,
                      size_t to_edition, size_t indicator, size_t to_unit) {
    ieci__cell cell = ieci__dataset_cell(from, edition, column, unit);
    size_t to = (to_edition * at->made->indicators.count + indicator) * at->made->units.count + to_unit;
    return (cell.status == IECI__CELL_MISSING && cell.flags == 0) ||
           ieci__cells_put(at->made, to, cell.value, cell.status, cell.flags);
}

static bool copy_own(const extension *at) {
    const ieci_dataset *own = at->own;
    bool done = true;
    for (size_t e = 0; e < own->editions.count; e++) {
        for (size_t u = 0; u < own->units.count; u++) {
            at->made->member[e * at->made->units.count + u] = ieci__dataset_member(own, e, u);
        }
        for (size_t j = 0; j < own->indicators.count && done; j++) { /* the first columns are its own */
            for (size_t u = 0; u < own->units.count && done; u++) {
                done = copy_cell(at, own, e, j, u, e, j, u);
            }
        }
    }
    return done;
}

static bool copy_theirs(const extension *at) {
    size_t edition = at->pairing->edition[at->side], theirs = at->pairing->edition[at->other];
    bool done = true;
    for (size_t p = 0; p < at->pairing->num_units && done; p++) {
        size_t unit = at->pairing->unit[at->other][p], to = at->own->units.count + p;
        if (unit == IECI__NONE || !ieci__dataset_member(at->theirs, theirs, unit)) {
            continue;
        }
        at->made->member[edition * at->made->units.count + to] = 1;
        for (size_t j = 0; j < at->made->indicators.count && done; j++) {
            size_t column = column_in(at->theirs, at->made, j);
            done = column == IECI__NONE || copy_cell(at, at->theirs, theirs, column, unit, edition, j, to);
        }
    }
    return done;
}

/* Attributes: groups and denominators may come from them. */
static bool add_attributes(const extension *at, ieci_error **problems) {
    const ieci_table *table = at->own->unit_table;
    if (table == NULL) {
        return true;
    }
    size_t count = ieci_table_num_columns(table);
    ieci__column *columns = ieci__memory_allocate(count, sizeof *columns);
    for (size_t c = 0; c < count && columns != NULL; c++) {
        columns[c] = (ieci__column){ieci_table_column_name(table, c), IECI_COLUMN_TEXT, ""};
    }
    ieci__rows *rows = columns == NULL ? NULL : ieci__rows_new(columns, count);
    for (size_t u = 0; u < at->made->units.count && rows != NULL; u++) {
        bool own = u < at->own->units.count;
        size_t unit = own ? u : at->pairing->unit[at->other][u - at->own->units.count];
        for (size_t c = 0; c < count; c++) {
            const ieci_dataset *from = own ? at->own : at->theirs;
            ieci__rows_text(rows, unit == IECI__NONE ? NULL : ieci__dataset_attribute(from, unit, columns[c].name));
        }
    }
    at->made->unit_table = ieci__rows_finish(rows, problems);
    ieci__memory_free(columns);
    return at->made->unit_table != NULL;
}

ieci_dataset *ieci__causes_extend(const ieci__pairing *pairing, int side, const ieci_schema *schema,
                                  ieci_error **problems) {
    extension at = {.pairing = pairing, .side = side, .other = 1 - side};
    at.own = pairing->result[at.side]->model->dataset;
    at.theirs = pairing->result[at.other]->model->dataset;
    at.made = ieci__memory_allocate(1, sizeof *at.made);
    if (at.made == NULL) {
        ieci__error_nomem(problems);
        return NULL;
    }
    ieci__handle_start(&at.made->head, IECI__MAGIC_DATASET);
    bool done = add_units(&at) && add_columns(&at, schema) && ieci__names_copy(&at.own->editions, &at.made->editions);
    at.made->edition_table = at.own->edition_table == NULL ? NULL : ieci__table_ref(at.own->edition_table);
    at.made->member =
        done ? ieci__memory_allocate(at.made->editions.count, at.made->units.count * sizeof *at.made->member) : NULL;
    done = done && at.made->member != NULL && ieci__cells_allocate(problems, at.made, (size_t)-1) && copy_own(&at) &&
           copy_theirs(&at) && add_attributes(&at, problems);
    if (!done) {
        if (*problems == NULL) {
            ieci__error_nomem(problems);
        }
        ieci_dataset_unref(at.made);
        return NULL;
    }
    return at.made;
}
