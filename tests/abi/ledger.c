/* SPDX-License-Identifier: MIT */
/* Prints every name that the library knows, one a line: what the ledger of names holds. Public header only. */
#include <ieci/ieci.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The columns of a catalogue that make a name. Words and kinds are part of the promise; docs and defaults are not. */
static const struct {
    const char *catalogue;
    const char *columns[5];
} parts[] = {
    {"catalogues", {"name"}},
    {"checks", {"class", "name", "letter"}},
    {"keys", {"context", "key", "kind"}},
    {"methods", {"step", "name", "kind", "parameter"}},
    {"options", {"name", "kind"}},
    {"order", {"step"}},
    {"statuses", {"of", "number", "name"}},
    {"tables", {"object", "table", "column", "kind"}},
};

static ieci_table *catalogue(const char *name) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    if (ieci_catalogue(name, &table, &error) != IECI_OK) {
        fprintf(stderr, "%s\n", ieci_error_message(error));
        exit(1);
    }
    return table;
}

static void print_cell(const ieci_table *table, const char *name, size_t row) {
    size_t column;
    if (ieci_table_find_column(table, name, &column, NULL) != IECI_OK) {
        fprintf(stderr, "there is no column %s\n", name);
        exit(1);
    }
    const size_t rows = ieci_table_num_rows(table);
    if (ieci_table_column_kind(table, column) == IECI_COLUMN_TEXT) {
        const char *text = ieci_table_text(table, column, row);
        printf(" %s", text == NULL ? "-" : text);
        return;
    }
    double *values = calloc(rows, sizeof *values);
    if (values != NULL && ieci_table_copy_reals(table, column, values, rows, NULL) == IECI_OK) {
        if (values[row] == values[row]) {
            printf(" %g", values[row]);
        } else {
            printf(" -");
        }
    }
    free(values);
}

int main(void) {
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        ieci_table *table = catalogue(parts[i].catalogue);
        for (size_t row = 0; row < ieci_table_num_rows(table); row++) {
            printf("%s", parts[i].catalogue);
            for (size_t c = 0; c < 5 && parts[i].columns[c] != NULL; c++) {
                print_cell(table, parts[i].columns[c], row);
            }
            printf("\n");
        }
        ieci_table_unref(table);
    }
    return 0;
}
