/* SPDX-License-Identifier: MIT */
#include "data/sheet.h"

#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "data/notes.h"

bool ieci__sheet_note_text(ieci__rows *notes, const ieci__place *place, ieci__text *message) {
    const ieci__place nowhere = {0};
    const bool done = !message->failed;
    place = place == NULL ? &nowhere : place;
    if (done) {
        ieci__notes_add(notes, "note", place->source, place->line, place->key, message->data);
    }
    ieci__text_clear(message);
    return done;
}

ieci__place ieci__sheet_head(const ieci_table *table, const char *key) {
    const char *source = ieci__table_source(table);
    return (ieci__place){.source = source, .line = source == NULL ? 0 : 1, .key = key};
}

/* The nearest column of a table. */
static const char *column_name(const void *state, size_t index) {
    return ieci_table_column_name(state, index);
}

size_t ieci__sheet_require(ieci_error **problems, const ieci_table *table, const char *noun, const char *column) {
    size_t found = ieci__table_column(table, column);
    if (found == IECI__SHEET_NONE) {
        ieci__place place = ieci__sheet_head(table, column);
        const char *nearest = ieci__text_nearest(column, ieci_table_num_columns(table), column_name, table);
        if (nearest == NULL) {
            ieci__error_add(problems, IECI_ERROR_DATA, &place, "the table of %s has no column \"%s\"", noun, column);
        } else {
            ieci__error_add(problems, IECI_ERROR_DATA, &place,
                            "the table of %s has no column \"%s\"; the nearest is \"%s\"", noun, column, nearest);
        }
    }
    return found;
}

const char *ieci__sheet_code(ieci_error **problems, const ieci_table *table, size_t column, size_t row,
                             const char *noun, char *room) {
    const char *why = NULL;
    const char *text = ieci__table_cell_text(table, column, row, room);
    ieci__place place = {0};
    if (text != NULL && ieci__text_is_code(text, &why)) {
        return text;
    }
    if (!ieci__error_is_full(*problems)) {
        ieci__table_place(table, column, row, &place);
    }
    if (text == NULL) {
        ieci__error_add(problems, IECI_ERROR_DATA, &place, "expected the code of %s, the cell is empty", noun);
    } else {
        ieci__error_add(problems, IECI_ERROR_DATA, &place, "the code \"%s\" of %s %s", text, noun, why);
    }
    return NULL;
}

void ieci__sheet_unknown(ieci_error **problems, const ieci_table *table, size_t column, size_t row, const char *noun,
                         const char *text, const ieci__names *names) {
    ieci__place place = {0};
    const char *nearest = NULL;
    if (!ieci__error_is_full(*problems)) {
        ieci__table_place(table, column, row, &place);
        nearest = ieci__names_nearest(names, text);
    }
    if (nearest == NULL) {
        ieci__error_add(problems, IECI_ERROR_DATA, &place, "there is no %s \"%s\"", noun, text);
    } else {
        ieci__error_add(problems, IECI_ERROR_DATA, &place, "there is no %s \"%s\"; the nearest is \"%s\"", noun, text,
                        nearest);
    }
}

bool ieci__sheet_note_unused(ieci__rows *notes, const ieci_table *table, const char *const *known, size_t num_known) {
    ieci__text message = {0};
    for (size_t i = 0; i < ieci_table_num_columns(table); i++) {
        const char *name = ieci_table_column_name(table, i);
        size_t k = 0;
        while (k < num_known && strcmp(known[k], name) != 0) {
            k++;
        }
        if (k == num_known) {
            ieci__text_append_text(&message, message.size == 0 ? "columns not used: " : ", ");
            ieci__text_append_text(&message, name);
        }
    }
    if (message.size == 0 && !message.failed) {
        return true;
    }
    ieci__place place = ieci__sheet_head(table, NULL);
    return ieci__sheet_note_text(notes, &place, &message);
}

void ieci__sheet_write_place(const ieci_table *table, size_t row, ieci__text *out) {
    size_t line = ieci__table_line(table, row);
    const char *source = ieci__table_source(table);
    if (line == 0) {
        ieci__text_append_text(out, "index ");
        ieci__text_append_size(out, row, 1);
    } else {
        ieci__text_append_text(out, source == NULL ? "line " : source);
        ieci__text_append_text(out, source == NULL ? "" : ":");
        ieci__text_append_size(out, line, 1);
    }
}

ieci_table *ieci__sheet_copy(ieci_error **problems, const ieci_table *table, const size_t *rows, size_t num_rows,
                             size_t left_out) {
    size_t num_columns = ieci_table_num_columns(table);
    ieci__column *columns = ieci__memory_allocate(num_columns, sizeof *columns);
    char room[IECI__NUMBER_SIZE];
    size_t count = 0;
    for (size_t c = 0; columns != NULL && c < num_columns; c++) {
        if (c != left_out) {
            columns[count++] = (ieci__column){.name = ieci_table_column_name(table, c), .kind = IECI_COLUMN_TEXT};
        }
    }
    ieci__rows *copy = columns == NULL ? NULL : ieci__rows_new(columns, count);
    for (size_t r = 0; copy != NULL && r < num_rows; r++) {
        for (size_t c = 0; c < num_columns; c++) {
            if (c != left_out) {
                ieci__rows_text(copy, ieci__table_cell_text(table, c, rows[r], room));
            }
        }
    }
    ieci__memory_free(columns);
    ieci_table *made = ieci__rows_finish(copy, problems);
    if (made != NULL && !ieci__table_keep_places(made, table, rows)) {
        ieci__error_nomem(problems);
        ieci_table_unref(made);
        return NULL;
    }
    return made;
}
