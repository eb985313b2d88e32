/* SPDX-License-Identifier: MIT */
#include "data/dataset_table.h"

#include <string.h>

#include "base/missing.h"
#include "base/numerics.h"
#include "base/text.h"
#include "data/cell_status.h"
#include "data/notes.h"

static const ieci__column cell_columns[] = {
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"edition", IECI_COLUMN_TEXT, "code of the edition"},
    {"indicator", IECI_COLUMN_TEXT, "code of the indicator"},
    {"value", IECI_COLUMN_REAL, "the number; missing: none"},
    {"status", IECI_COLUMN_TEXT, "status word and flags after it"},
    {"year", IECI_COLUMN_TEXT, "year of the figure, as written"},
    {"source", IECI_COLUMN_TEXT, "key of its source"},
    {"note", IECI_COLUMN_TEXT, "note on the cell"},
    {"file", IECI_COLUMN_TEXT, "document that the cell was read from"},
    {"line", IECI_COLUMN_REAL, "line in the document, from 1"},
    {"old", IECI_COLUMN_REAL, "of a corrected cell: the number before the latest correction"},
    {"old_status", IECI_COLUMN_TEXT, "of a corrected cell, and of no other: status and flags before that"},
    {"reason", IECI_COLUMN_TEXT, "of a corrected cell: why"},
    {"by", IECI_COLUMN_TEXT, "of a corrected cell: who"},
    {"date", IECI_COLUMN_TEXT, "of a corrected cell: when"},
    {"correction_file", IECI_COLUMN_TEXT, "document that the correction was read from"},
    {"correction_line", IECI_COLUMN_REAL, "line in that document, from 1"},
};

static const ieci__column unit_columns[] = {
    {"unit", IECI_COLUMN_TEXT, "code of the unit; behind it every column that the table of units was given with"},
};

static const ieci__column edition_columns[] = {
    {"code", IECI_COLUMN_TEXT, "code of the edition; behind it every column that the table of editions was given with"},
};

static const ieci__column member_columns[] = {
    {"edition", IECI_COLUMN_TEXT, "code of the edition"},
    {"unit", IECI_COLUMN_TEXT, "code of a unit that belongs to it"},
};

static const ieci__column alias_columns[] = {
    {"spelling", IECI_COLUMN_TEXT, "another spelling"},
    {"unit", IECI_COLUMN_TEXT, "code of the unit that it stands for"},
};

static const ieci__column source_columns[] = {
    {"key", IECI_COLUMN_TEXT, "key of the source; behind it every column that the table of sources was given with"},
};

static const ieci__column coverage_columns[] = {
    {"edition", IECI_COLUMN_TEXT, "code of the edition"},
    {"unit", IECI_COLUMN_TEXT, "code of a unit that belongs to it or has numbers in it"},
    {"member", IECI_COLUMN_TEXT, "whether the unit belongs to the edition: yes or no"},
    {"numbers", IECI_COLUMN_REAL, "cells with a number"},
    {"missing", IECI_COLUMN_REAL, "cells without a number"},
    {"zero", IECI_COLUMN_REAL, "cells with the number 0"},
    {"not_covered", IECI_COLUMN_REAL, "cells with this status: the source does not look there"},
    {"not_applicable", IECI_COLUMN_REAL, "cells with this status"},
    {"below", IECI_COLUMN_REAL, "cells with an upper limit"},
    {"above", IECI_COLUMN_REAL, "cells with a lower limit"},
    {"corrected", IECI_COLUMN_REAL, "cells that were corrected"},
};

static double line_or_missing(size_t line) {
    return line == 0 ? IECI__MISSING : (double)line;
}

static void put_correction(ieci__rows *rows, const ieci__cell_detail *detail) {
    char room[96];
    if (detail == NULL || !detail->corrected) {
        for (size_t i = 0; i < 7; i++) {
            ieci__rows_text(rows, NULL);
        }
        return;
    }
    ieci__cell_status_write((ieci__cell_status)detail->old_status, detail->old_flags, room);
    ieci__rows_real(rows, detail->old_value);
    ieci__rows_text(rows, room);
    ieci__rows_text(rows, detail->reason);
    ieci__rows_text(rows, detail->by);
    ieci__rows_text(rows, detail->date);
    ieci__rows_text(rows, detail->correction_file);
    ieci__rows_real(rows, line_or_missing(detail->correction_line));
}

static void put_cell(ieci__rows *rows, const ieci_dataset *dataset, size_t e, size_t j, size_t u) {
    const ieci__cell_detail nothing = {0};
    const ieci__cell cell = ieci__dataset_cell(dataset, e, j, u);
    const ieci__cell_detail *detail = cell.detail == NULL ? &nothing : cell.detail;
    char room[96];
    if (dataset->detail != NULL && cell.detail == NULL && cell.status == IECI__CELL_MISSING) {
        return;
    }
    ieci__cell_status_write(cell.status, cell.flags, room);
    ieci__rows_text(rows, dataset->units.texts[u]);
    ieci__rows_text(rows, dataset->editions.texts[e]);
    ieci__rows_text(rows, dataset->indicators.texts[j]);
    ieci__rows_real(rows, cell.value);
    ieci__rows_text(rows, room);
    ieci__rows_text(rows, detail->year);
    ieci__rows_text(rows, detail->source);
    ieci__rows_text(rows, detail->note);
    ieci__rows_text(rows, detail->file);
    ieci__rows_real(rows, line_or_missing(detail->line));
    put_correction(rows, detail);
}

static void put_cells(ieci__rows *rows, const ieci_dataset *dataset) {
    for (size_t e = 0; e < dataset->editions.count; e++) {
        for (size_t u = 0; u < dataset->units.count; u++) {
            for (size_t j = 0; j < dataset->indicators.count; j++) {
                put_cell(rows, dataset, e, j, u);
            }
        }
    }
}

static void put_codes(ieci__rows *rows, const ieci__names *codes) {
    for (size_t i = 0; i < codes->count; i++) {
        ieci__rows_text(rows, codes->texts[i]);
    }
}

static void put_units(ieci__rows *rows, const ieci_dataset *dataset) {
    put_codes(rows, &dataset->units);
}

static void put_editions(ieci__rows *rows, const ieci_dataset *dataset) {
    put_codes(rows, &dataset->editions);
}

static void put_nothing(ieci__rows *rows, const ieci_dataset *dataset) {
    (void)rows;
    (void)dataset;
}

static void put_members(ieci__rows *rows, const ieci_dataset *dataset) {
    for (size_t e = 0; e < dataset->editions.count; e++) {
        for (size_t u = 0; u < dataset->units.count; u++) {
            if (ieci__dataset_member(dataset, e, u)) {
                ieci__rows_text(rows, dataset->editions.texts[e]);
                ieci__rows_text(rows, dataset->units.texts[u]);
            }
        }
    }
}

static void put_aliases(ieci__rows *rows, const ieci_dataset *dataset) {
    for (size_t i = 0; i < dataset->num_aliases; i++) {
        ieci__rows_text(rows, dataset->spellings.texts[i]);
        ieci__rows_text(rows, ieci__names_text(&dataset->units, dataset->spelling_units[i]));
    }
}

static void put_unit_coverage(ieci__rows *rows, const ieci_dataset *dataset, size_t e, size_t u) {
    static const ieci__cell_status told[] = {IECI__CELL_NOT_COVERED, IECI__CELL_NOT_APPLICABLE, IECI__CELL_BELOW,
                                             IECI__CELL_ABOVE};
    const bool is_member = ieci__dataset_member(dataset, e, u);
    size_t numbers = 0, zeros = 0, corrected = 0, by_status[IECI__CELL_ABOVE + 1] = {0};
    for (size_t j = 0; j < dataset->indicators.count; j++) {
        const ieci__cell cell = ieci__dataset_cell(dataset, e, j, u);
        numbers += ieci__is_missing(cell.value) ? 0 : 1;
        zeros += cell.value == 0.0 ? 1 : 0;
        corrected += cell.detail != NULL && cell.detail->corrected ? 1 : 0;
        by_status[cell.status]++;
    }
    if (is_member || numbers > 0) {
        ieci__rows_text(rows, dataset->editions.texts[e]);
        ieci__rows_text(rows, dataset->units.texts[u]);
        ieci__rows_text(rows, is_member ? "yes" : "no");
        ieci__rows_real(rows, (double)numbers);
        ieci__rows_real(rows, (double)(dataset->indicators.count - numbers));
        ieci__rows_real(rows, (double)zeros);
        for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
            ieci__rows_real(rows, (double)by_status[told[i]]);
        }
        ieci__rows_real(rows, (double)corrected);
    }
}

static void put_coverage(ieci__rows *rows, const ieci_dataset *dataset) {
    for (size_t e = 0; e < dataset->editions.count; e++) {
        for (size_t u = 0; u < dataset->units.count; u++) {
            put_unit_coverage(rows, dataset, e, u);
        }
    }
}

#define COLUMNS(columns) columns, sizeof columns / sizeof *columns

static const ieci__table_spec specs[] = {
    {"dataset", "cells", "every cell that was given, in long form", COLUMNS(cell_columns)},
    {"dataset", "units", "the units with their attributes", COLUMNS(unit_columns)},
    {"dataset", "editions", "the editions, oldest first", COLUMNS(edition_columns)},
    {"dataset", "members", "which unit belongs to which edition", COLUMNS(member_columns)},
    {"dataset", "aliases", "other spellings of units", COLUMNS(alias_columns)},
    {"dataset", "sources", "the sources of the figures", COLUMNS(source_columns)},
    {"dataset", "coverage", "how many cells of each unit have a number, and what the others are",
     COLUMNS(coverage_columns)},
    {"dataset", "notes", "what was noticed when the dataset was made", ieci__notes_columns, IECI__NOTES_NUM_COLUMNS},
};

/* Makes each of `specs`, in the same order. */
static void (*const writers[])(ieci__rows *rows, const ieci_dataset *dataset) = {
    put_cells, put_units, put_editions, put_members, put_aliases, put_nothing, put_coverage, put_nothing};

enum {
    NUM_TABLES = sizeof specs / sizeof *specs
};

const ieci__table_spec *ieci__dataset_tables(size_t *count) {
    *count = NUM_TABLES;
    return specs;
}

/* A table that the dataset has already, or NULL. */
static const ieci_table *kept_table(const ieci_dataset *dataset, const char *name) {
    return strcmp(name, "units") == 0      ? dataset->unit_table
           : strcmp(name, "editions") == 0 ? dataset->edition_table
           : strcmp(name, "sources") == 0  ? dataset->source_table
           : strcmp(name, "notes") == 0    ? dataset->notes
                                           : NULL;
}

static const char *table_name(const void *state, size_t index) {
    (void)state;
    return specs[index].name;
}

static ieci_table *make_table(ieci_error **problems, const ieci_dataset *dataset, const char *name) {
    size_t i = 0;
    while (i < NUM_TABLES && strcmp(specs[i].name, name) != 0) {
        i++;
    }
    if (i == NUM_TABLES) {
        const char *nearest = ieci__text_nearest(name, NUM_TABLES, table_name, NULL);
        ieci__error_argument(problems, "name", "a dataset has no table \"%s\"; %s%s", name,
                             nearest == NULL ? "see catalogue \"tables\"" : "the nearest is ",
                             nearest == NULL ? "" : nearest);
        return NULL;
    }
    const ieci_table *kept = kept_table(dataset, name);
    if (kept != NULL) {
        return ieci__table_ref(kept);
    }
    ieci__rows *rows = ieci__rows_new(specs[i].columns, specs[i].num_columns);
    if (rows != NULL) {
        writers[i](rows, dataset);
    }
    return ieci__rows_finish(rows, problems);
}

ieci_status ieci_dataset_table(const ieci_dataset *dataset, const char *name, ieci_table **table, ieci_error **error) {
    ieci_error *problems = NULL;
    fenv_t caller;
    ieci__numerics_enter(&caller);
    ieci__error_check_handle(&problems, dataset, IECI__MAGIC_DATASET, "dataset");
    ieci__error_check_pointer(&problems, name, "name");
    ieci__error_check_pointer(&problems, table, "table");
    if (problems == NULL) {
        ieci_table *made = make_table(&problems, dataset, name);
        if (problems == NULL) {
            *table = made;
        } else {
            ieci_table_unref(made);
        }
    }
    ieci__numerics_leave(&caller);
    return ieci__error_give(problems, error);
}
