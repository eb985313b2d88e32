/* SPDX-License-Identifier: MIT */
#include "base/table.h"

#include "base/blank.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/numerics.h"
#include "base/text.h"

#include <float.h>
#include <math.h>
#include <string.h>

typedef struct column {
    ieci_column_kind kind;
    double *reals;
    const char **texts;
    size_t stride;      /* from one text to the next */
    const char **owned; /* the same as `texts` unless that lies in the table's parsed cells */
    char *block;        /* the bytes of the texts, if they are the column's own */
} column;

struct ieci_table {
    ieci__handle head;
    atomic_bool used;
    size_t num_rows;
    ieci__names names; /* of the columns, in their order */
    column *columns;
    size_t room_columns;
    char *source;
    char *parsed_text;
    const char **parsed_cells; /* row by row */
    size_t *lines;
    ieci__names texts; /* of built columns */
};

/* `used`: the table is a value from the start. */
static ieci_table *make_table(size_t num_rows, bool used) {
    ieci_table *table = ieci__memory_allocate(1, sizeof *table);
    if (table != NULL) {
        ieci__handle_start(&table->head, IECI__MAGIC_TABLE);
        atomic_init(&table->used, used);
        table->num_rows = num_rows;
    }
    return table;
}

static void clear_column(column *old) {
    ieci__memory_free(old->reals);
    ieci__memory_free(old->owned);
    ieci__memory_free(old->block);
}

ieci_status ieci_table_new(size_t num_rows, ieci_table **table, ieci_error **error) {
    ieci_error *problems = NULL;
    if (ieci__error_check_pointer(&problems, table, "table")) {
        if (num_rows > PTRDIFF_MAX / sizeof(double)) {
            ieci__error_argument(&problems, "num_rows", "%zu rows cannot be held in memory", num_rows);
        } else {
            ieci_table *made = make_table(num_rows, false);
            if (made == NULL) {
                ieci__error_nomem(&problems);
            } else {
                *table = made;
            }
        }
    }
    return ieci__error_give(problems, error);
}

void ieci_table_unref(ieci_table *table) {
    if (!ieci__handle_is(table, IECI__MAGIC_TABLE) || !ieci__handle_unref(&table->head)) {
        return;
    }
    for (size_t i = 0; i < table->names.count; i++) {
        clear_column(&table->columns[i]);
    }
    ieci__memory_free(table->columns);
    ieci__names_clear(&table->names);
    ieci__names_clear(&table->texts);
    ieci__memory_free(table->source);
    ieci__memory_free(table->parsed_text);
    ieci__memory_free(table->parsed_cells);
    ieci__memory_free(table->lines);
    ieci__memory_free(table);
}

/* --- Names and places --- */

bool ieci__table_is_name(const char *name, const char **why) {
    if (*name == '\0') {
        *why = "the name of a column is empty";
        return false;
    }
    if (ieci__blank_size(name) > 0 || ieci__blank_ends(name)) {
        *why = "the name of a column has blanks around it";
        return false;
    }
    return true;
}

void ieci__table_move(ieci__place *place, const char *from, const char *to) {
    for (const char *byte = from; byte < to; byte++) {
        if (*byte == '\n') {
            place->line++;
            place->column = 1;
        } else if (((unsigned char)*byte & 0xc0) != 0x80) {
            place->column++;
        }
    }
}

const char *ieci__table_field(const char *text, const char *cell) {
    while (cell > text && cell[-1] != '\0') {
        cell--;
    }
    return cell;
}

void ieci__table_place(const ieci_table *table, size_t column_index, size_t row, ieci__place *place) {
    *place = (ieci__place){.source = table->source, .key = ieci__names_text(&table->names, column_index)};
    if (table->parsed_cells != NULL && row < table->num_rows && column_index < table->names.count) {
        const char *const *cells = table->parsed_cells + row * table->names.count;
        place->line = table->lines[row];
        place->column = 1;
        ieci__table_move(place, ieci__table_field(table->parsed_text, cells[0]),
                         ieci__table_field(table->parsed_text, cells[column_index]));
    }
}

/* --- Adding columns --- */

/* Checks what both kinds of adding have in common. */
static bool check_add(ieci_error **problems, const ieci_table *table, const char *name, const void *values) {
    const char *why = NULL;
    if (!ieci__error_check_handle(problems, table, IECI__MAGIC_TABLE, "table")) {
        return false;
    }
    if (atomic_load(&table->used)) {
        ieci__error_argument(problems, "table",
                             "the table was used already or made by the library: no column can be added");
    }
    if (ieci__error_check_pointer(problems, name, "name")) {
        if (ieci__text_check_utf8(name, strlen(name)) < strlen(name)) {
            ieci__error_add(problems, IECI_ERROR_ENCODING, &(ieci__place){.key = "name"}, "is not valid UTF-8");
        } else if (!ieci__table_is_name(name, &why)) {
            ieci__error_argument(problems, "name", "%s", why);
        } else if (ieci__names_find(&table->names, name) != IECI__NAMES_NONE) {
            ieci__error_argument(problems, "name", "there is a column \"%s\" already", name);
        }
    }
    if (table->num_rows > 0) {
        ieci__error_check_pointer(problems, values, "values");
    }
    return *problems == NULL;
}

/* Puts a column behind the others and takes over its memory. False: out of memory, nothing has changed. */
static bool put_column(ieci_table *table, const char *name, const column *added) {
    if (!ieci__memory_reserve((void **)&table->columns, &table->room_columns, table->names.count + 1, sizeof(column))) {
        return false;
    }
    table->columns[table->names.count] = *added;
    return ieci__names_add(&table->names, name, strlen(name), NULL) != IECI__NAMES_NONE;
}

static void copy_in(column *added, size_t num_rows, const double *values, ptrdiff_t stride, const char *name,
                    ieci_error **problems) {
    for (size_t row = 0; row < num_rows; row++) {
        double value = values[(ptrdiff_t)row * stride];
        if (fabs(value) > DBL_MAX) {
            ieci__error_add(problems, IECI_ERROR_DATA, &(ieci__place){.key = name},
                            "the value at index %zu is infinite, expected a number or NaN", row);
        }
        added->reals[row] = value;
    }
}

ieci_status ieci_table_add_reals(ieci_table *table, const char *name, const double *values, ptrdiff_t stride,
                                 ieci_error **error) {
    ieci_error *problems = NULL;
    check_add(&problems, table, name, values);
    if (stride < 1) {
        ieci__error_argument(&problems, "stride", "must be 1 or more");
    }
    if (problems == NULL) {
        column added = {.kind = IECI_COLUMN_REAL};
        added.reals = ieci__memory_allocate(table->num_rows, sizeof(double));
        if (added.reals != NULL) {
            copy_in(&added, table->num_rows, values, stride, name, &problems);
        }
        if (problems == NULL && (added.reals == NULL || !put_column(table, name, &added))) {
            ieci__error_nomem(&problems);
        }
        if (problems != NULL) {
            clear_column(&added);
        }
    }
    return ieci__error_give(problems, error);
}

/* Whether a text that was given is missing: an empty one is, as an empty field of CSV is. */
static bool is_no_text(const char *value) {
    return value == NULL || *value == '\0';
}

/* Bytes that the texts take with their final zero bytes; every text that is not UTF-8 is a problem. */
static size_t measure_texts(size_t num_rows, const char *const *values, const char *name, ieci_error **problems) {
    size_t total = 0;
    for (size_t row = 0; row < num_rows; row++) {
        if (is_no_text(values[row])) {
            continue;
        }
        size_t size = strlen(values[row]);
        size_t bad = ieci__text_check_utf8(values[row], size);
        if (bad < size) {
            ieci__error_add(problems, IECI_ERROR_ENCODING, &(ieci__place){.key = name},
                            "the text at index %zu is not valid UTF-8 at byte %zu", row, bad);
        }
        if (size >= PTRDIFF_MAX - total) {
            ieci__error_nomem(problems);
            return 0;
        }
        total += size + 1;
    }
    return total;
}

ieci_status ieci_table_add_texts(ieci_table *table, const char *name, const char *const *values, ieci_error **error) {
    ieci_error *problems = NULL;
    size_t total = 0;
    if (check_add(&problems, table, name, values)) {
        total = measure_texts(table->num_rows, values, name, &problems);
    }
    if (problems == NULL) {
        column added = {.kind = IECI_COLUMN_TEXT, .stride = 1};
        added.owned = ieci__memory_allocate(table->num_rows, sizeof *added.owned);
        added.block = ieci__memory_allocate(total, 1);
        added.texts = added.owned;
        bool done = added.owned != NULL && added.block != NULL;
        char *end = added.block;
        for (size_t row = 0; done && row < table->num_rows; row++) {
            if (!is_no_text(values[row])) {
                size_t size = strlen(values[row]) + 1;
                added.owned[row] = memcpy(end, values[row], size);
                end += size;
            }
        }
        if (!done || !put_column(table, name, &added)) {
            clear_column(&added);
            ieci__error_nomem(&problems);
        }
    }
    return ieci__error_give(problems, error);
}

void ieci__table_drop(ieci__parsed *parsed) {
    ieci__memory_free(parsed->text);
    ieci__memory_free(parsed->cells);
    ieci__memory_free(parsed->lines);
    ieci__names_clear(&parsed->names);
    *parsed = (ieci__parsed){0};
}

ieci_table *ieci__table_take(ieci__parsed *parsed, ieci_error **problems) {
    ieci_table *table = make_table(parsed->num_rows, true);
    char *source = ieci__memory_copy_text(parsed->source);
    column *columns = ieci__memory_allocate(parsed->names.count, sizeof *columns);
    if (table == NULL || source == NULL || columns == NULL) {
        ieci__memory_free(table);
        ieci__memory_free(source);
        ieci__memory_free(columns);
        ieci__table_drop(parsed);
        ieci__error_nomem(problems);
        return NULL;
    }
    for (size_t i = 0; i < parsed->names.count; i++) {
        columns[i] = (column){.kind = IECI_COLUMN_TEXT,
                              .texts = parsed->cells == NULL ? NULL : parsed->cells + i,
                              .stride = parsed->names.count};
    }
    table->columns = columns;
    table->source = source;
    table->names = parsed->names;
    table->parsed_text = parsed->text;
    table->parsed_cells = parsed->cells;
    table->lines = parsed->lines;
    *parsed = (ieci__parsed){0};
    return table;
}

ieci_table *ieci__table_build(size_t num_rows, ieci__names *names, const ieci__built *columns, ieci__names *texts) {
    ieci_table *table = make_table(num_rows, true);
    column *copies = ieci__memory_allocate(names->count, sizeof *copies);
    if (table == NULL || copies == NULL) {
        ieci__memory_free(table);
        ieci__memory_free(copies);
        return NULL;
    }
    for (size_t i = 0; i < names->count; i++) {
        copies[i] = (column){.kind = columns[i].kind, .reals = columns[i].reals, .stride = 1};
        copies[i].texts = copies[i].owned = columns[i].texts;
    }
    table->columns = copies;
    table->names = *names;
    table->texts = *texts;
    *names = (ieci__names){0};
    *texts = (ieci__names){0};
    return table;
}

/* --- Looking things up --- */

void ieci__table_use(const ieci_table *table) {
    /* Like the count of references, this is not part of the value. */
    atomic_store(&((ieci_table *)(uintptr_t)table)->used, true);
}

ieci_table *ieci__table_ref(const ieci_table *table) {
    ieci__table_use(table);
    ieci__handle_ref(&table->head);
    return (ieci_table *)(uintptr_t)table;
}

const char *ieci__table_source(const ieci_table *table) {
    ieci__table_use(table);
    return table->source;
}

size_t ieci__table_line(const ieci_table *table, size_t row) {
    return table->lines != NULL && row < table->num_rows ? table->lines[row] : 0;
}

bool ieci__table_keep_places(ieci_table *copy, const ieci_table *from, const size_t *rows) {
    if (from->source == NULL) {
        return true;
    }
    size_t size = strlen(from->source) + 1;
    copy->source = ieci__memory_allocate(size, 1);
    copy->lines = ieci__memory_allocate(copy->num_rows, sizeof *copy->lines);
    if (copy->source == NULL || copy->lines == NULL) {
        return false;
    }
    memcpy(copy->source, from->source, size);
    for (size_t row = 0; row < copy->num_rows; row++) {
        copy->lines[row] = ieci__table_line(from, rows[row]);
    }
    return true;
}

size_t ieci__table_column(const ieci_table *table, const char *name) {
    ieci__table_use(table);
    return ieci__names_find(&table->names, name);
}

size_t ieci_table_num_rows(const ieci_table *table) {
    return ieci__handle_is(table, IECI__MAGIC_TABLE) ? table->num_rows : 0;
}

size_t ieci_table_num_columns(const ieci_table *table) {
    return ieci__handle_is(table, IECI__MAGIC_TABLE) ? table->names.count : 0;
}

const char *ieci_table_column_name(const ieci_table *table, size_t column_index) {
    return ieci__handle_is(table, IECI__MAGIC_TABLE) ? ieci__names_text(&table->names, column_index) : NULL;
}

ieci_column_kind ieci_table_column_kind(const ieci_table *table, size_t column_index) {
    return column_index < ieci_table_num_columns(table) ? table->columns[column_index].kind : IECI_COLUMN_TEXT;
}

ieci_status ieci_table_find_column(const ieci_table *table, const char *name, size_t *column_index,
                                   ieci_error **error) {
    ieci_error *problems = NULL;
    bool fine = ieci__error_check_handle(&problems, table, IECI__MAGIC_TABLE, "table");
    fine = ieci__error_check_pointer(&problems, name, "name") && fine;
    fine = ieci__error_check_pointer(&problems, column_index, "column") && fine;
    if (fine) {
        size_t found = ieci__names_find(&table->names, name);
        const char *nearest = ieci__names_nearest(&table->names, name);
        if (found != IECI__NAMES_NONE) {
            *column_index = found;
        } else if (nearest != NULL) {
            ieci__error_argument(&problems, "name", "there is no column \"%s\"; the nearest is \"%s\"", name, nearest);
        } else {
            ieci__error_argument(&problems, "name", "there is no column \"%s\"", name);
        }
    }
    return ieci__error_give(problems, error);
}

const char *ieci_table_text(const ieci_table *table, size_t column_index, size_t row) {
    if (column_index >= ieci_table_num_columns(table) || row >= table->num_rows) {
        return NULL;
    }
    const column *from = &table->columns[column_index];
    const char *text = from->texts == NULL ? NULL : from->texts[row * from->stride];
    /* Parsed cells that are empty keep their pointer for the sake of their place. */
    return table->parsed_cells != NULL && text != NULL && *text == '\0' ? NULL : text;
}

/* --- Numbers --- */

bool ieci__table_real(const ieci_table *table, size_t column_index, size_t row, double *value, int *status) {
    const double *reals = table->columns[column_index].reals;
    const char *text = reals == NULL ? ieci_table_text(table, column_index, row) : NULL;
    *status = IECI__NUMBER_OK;
    if (text == NULL) {
        *value = reals == NULL ? (double)NAN : reals[row];
        return true;
    }
    *status = (int)ieci__number_parse(text, strlen(text), value);
    return *status == IECI__NUMBER_OK;
}

ieci_status ieci__table_number_problem(ieci_error **problems, const ieci_table *table, size_t column_index, size_t row,
                                       int status) {
    enum {
        SHOWN = 40
    };
    ieci__place place;
    const char *text = ieci_table_text(table, column_index, row);
    const char *wanted = status == IECI__NUMBER_OVERFLOW    ? "expected a number below 1.8e308"
                         : status == IECI__NUMBER_UNDERFLOW ? "expected 0 or a number above 4.9e-324"
                                                            : "expected a number";
    text = text == NULL ? "" : text;
    size_t size = strlen(text);
    const char *more = size > SHOWN ? "..." : "";
    if (size > SHOWN) {
        for (size = SHOWN; ((unsigned char)text[size] & 0xc0) == 0x80;) {
            size--;
        }
    }
    const char *hint = strchr(text, ',') == NULL ? "" : " (decimals have a point, digits no groups)";
    ieci__table_place(table, column_index, row, &place);
    if (place.line == 0) {
        return ieci__error_add(problems, IECI_ERROR_DATA, &place, "%s, found \"%.*s%s\" at index %zu%s", wanted,
                               (int)size, text, more, row, hint);
    }
    return ieci__error_add(problems, IECI_ERROR_DATA, &place, "%s, found \"%.*s%s\"%s", wanted, (int)size, text, more,
                           hint);
}

/* Problems first, values after them: an output is written only on success. */
static bool check_reals(const ieci_table *table, size_t column_index, ieci_error **problems) {
    double value;
    int status;
    size_t count = 0;
    for (size_t row = 0; row < table->num_rows && count <= IECI__ERROR_LIMIT; row++) {
        if (!ieci__table_real(table, column_index, row, &value, &status)) {
            ieci__table_number_problem(problems, table, column_index, row, status);
            count++;
        }
    }
    return *problems == NULL;
}

ieci_status ieci_table_copy_reals(const ieci_table *table, size_t column_index, double *values, size_t num_values,
                                  ieci_error **error) {
    ieci_error *problems = NULL;
    fenv_t caller;
    ieci__numerics_enter(&caller);
    if (ieci__error_check_handle(&problems, table, IECI__MAGIC_TABLE, "table")) {
        if (column_index >= table->names.count) {
            ieci__error_argument(&problems, "column", "there is no column %zu, the table has %zu", column_index,
                                 table->names.count);
        }
        if (num_values != table->num_rows) {
            ieci__error_argument(&problems, "num_values", "must be the number of rows, %zu, but is %zu",
                                 table->num_rows, num_values);
        }
        if (num_values > 0) {
            ieci__error_check_pointer(&problems, values, "values");
        }
        if (problems == NULL && check_reals(table, column_index, &problems)) {
            int status;
            for (size_t row = 0; row < num_values; row++) {
                ieci__table_real(table, column_index, row, &values[row], &status);
            }
        }
    }
    ieci__numerics_leave(&caller);
    return ieci__error_give(problems, error);
}

const char *ieci__table_cell_text(const ieci_table *table, size_t column_index, size_t row, char *room) {
    const double *reals = table->columns[column_index].reals;
    if (reals == NULL) {
        return ieci_table_text(table, column_index, row);
    }
    return ieci__number_format(reals[row], room) == 0 ? NULL : room;
}
