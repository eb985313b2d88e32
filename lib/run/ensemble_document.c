/* SPDX-License-Identifier: MIT */
#include "run/ensemble_document.h"

#include <string.h>

#include "base/bytes.h"
#include "base/memory.h"
#include "base/missing.h"
#include "base/number.h"
#include "base/numerics.h"
#include "base/table.h"
#include "format/sections.h"
#include "run/plan.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Whole numbers are texts: a double does not hold all of them. */
#define TEXT(name)                                                                                                     \
    { name, IECI_COLUMN_TEXT, "" }

static const ieci__column head_columns[] = {TEXT("item"), TEXT("value")};
static const ieci__column range_columns[] = {TEXT("first"), TEXT("last")};
static const ieci__column unit_columns[] = {TEXT("unit"),    TEXT("name"),     TEXT("rank"),       TEXT("key"),
                                            TEXT("key_low"), TEXT("key_high"), TEXT("square_low"), TEXT("square_high")};
static const ieci__column factor_columns[] = {TEXT("factor"), TEXT("kind"), TEXT("words")};
static const ieci__column count_columns[] = {TEXT("unit"), TEXT("rank"), TEXT("replicates")};
static const ieci__column output_columns[] = {TEXT("output"), TEXT("count"), TEXT("sum"), TEXT("square")};
static const ieci__column driver_columns[] = {TEXT("factor"), TEXT("output"), TEXT("rows"),
                                              TEXT("total"),  TEXT("cross"),  TEXT("drift")};
static const ieci__column pair_columns[] = {TEXT("unit"), TEXT("rival"), TEXT("wins")};

/* --- Writing --- */

static void put_whole(ieci__rows *rows, uint64_t value) {
    char digits[24];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    ieci__rows_text(rows, digits + at);
}

static void put_item(ieci__rows *rows, const char *item, const char *value) {
    ieci__rows_text(rows, item);
    ieci__rows_text(rows, value);
}

static void put_number(ieci__rows *rows, const char *item, uint64_t value) {
    ieci__rows_text(rows, item);
    put_whole(rows, value);
}

static void make_head(const ieci_ensemble *of, ieci__rows *rows) {
    put_item(rows, "identity", of->of.identity);
    put_item(rows, "schema", of->of.schema);
    put_item(rows, "edition", of->of.edition);
    put_item(rows, "node", of->of.node);
    put_item(rows, "numerics", of->of.numerics);
    put_item(rows, "notice", of->of.notice);
    put_number(rows, "seed", of->of.seed);
    put_number(rows, "key_decimals", of->of.key_decimals);
    put_number(rows, "decimals", of->of.decimals);
    put_number(rows, "pairs", of->tally.shape.pairs);
    put_number(rows, "scores", of->tally.shape.scores);
    put_number(rows, "drivers", of->drivers.rows);
}

static void make_ranges(const ieci_ensemble *of, ieci__rows *rows) {
    for (size_t i = 0; i < of->num_ranges; i++) {
        put_whole(rows, of->ranges[i].first);
        put_whole(rows, of->ranges[i].last);
    }
}

static void make_units(const ieci_ensemble *of, ieci__rows *rows) {
    for (size_t u = 0; u < of->of.num_units; u++) {
        const ieci__ensemble_unit *unit = &of->of.units[u];
        char rank[IECI__NUMBER_SIZE];
        ieci__number_format(unit->rank, rank);
        ieci__rows_text(rows, unit->code);
        ieci__rows_text(rows, unit->name);
        ieci__rows_text(rows, ieci__is_missing(unit->rank) ? NULL : rank);
        put_whole(rows, (uint64_t)unit->key);
        put_whole(rows, of->tally.key_low[u]);
        put_whole(rows, (uint64_t)of->tally.key_high[u]);
        put_whole(rows, of->tally.square == NULL ? 0 : of->tally.square[u].low);
        put_whole(rows, of->tally.square == NULL ? 0 : (uint64_t)of->tally.square[u].high);
    }
}

static void make_factors(const ieci_ensemble *of, ieci__rows *rows) {
    for (size_t f = 0; f < of->of.num_factors; f++) {
        ieci__rows_text(rows, of->of.factors[f].code);
        ieci__rows_text(rows, of->of.factors[f].kind);
        ieci__rows_text(rows, of->of.factors[f].words);
    }
}

/* Numbers that are not 0 of [unit][columns]. */
static void put_matrix(size_t units, size_t columns, const uint64_t *numbers, ieci__rows *rows) {
    for (size_t i = 0; i < units * columns; i++) {
        if (numbers[i] > 0) {
            put_whole(rows, i / columns);
            put_whole(rows, i % columns);
            put_whole(rows, numbers[i]);
        }
    }
}

static void make_counts(const ieci_ensemble *of, ieci__rows *rows) {
    put_matrix(of->of.num_units, of->of.num_units + 1, of->tally.count, rows);
}

static void make_pairs(const ieci_ensemble *of, ieci__rows *rows) {
    if (of->tally.win != NULL) {
        put_matrix(of->of.num_units, of->of.num_units, of->tally.win, rows);
    }
}

static void make_outputs(const ieci_ensemble *of, ieci__rows *rows) {
    for (size_t i = 0; i < of->drivers.outputs; i++) {
        put_whole(rows, i);
        put_whole(rows, of->drivers.output[i].count);
        put_whole(rows, of->drivers.output[i].sum);
        put_whole(rows, of->drivers.output[i].square);
    }
}

static void make_drivers(const ieci_ensemble *of, ieci__rows *rows) {
    for (size_t i = 0; i < of->drivers.factors * of->drivers.outputs; i++) {
        const ieci__driver_effect *effect = &of->drivers.effect[i];
        put_whole(rows, i / of->drivers.outputs);
        put_whole(rows, i % of->drivers.outputs);
        put_whole(rows, effect->rows);
        put_whole(rows, effect->total);
        put_whole(rows, (uint64_t)effect->cross);
        put_whole(rows, (uint64_t)effect->drift);
    }
}

/* The sections of a document, in their order. */
enum {
    HEAD,
    RANGES,
    UNITS,
    FACTORS,
    COUNTS,
    PAIRS,
    OUTPUTS,
    DRIVERS,
    NUM_PARTS
};

static const struct {
    const char *name;
    const ieci__column *columns;
    size_t num_columns;
    void (*make)(const ieci_ensemble *of, ieci__rows *rows);
} parts[NUM_PARTS] = {
    [HEAD] = {"head", head_columns, COUNT(head_columns), make_head},
    [RANGES] = {"ranges", range_columns, COUNT(range_columns), make_ranges},
    [UNITS] = {"units", unit_columns, COUNT(unit_columns), make_units},
    [FACTORS] = {"factors", factor_columns, COUNT(factor_columns), make_factors},
    [COUNTS] = {"counts", count_columns, COUNT(count_columns), make_counts},
    [PAIRS] = {"pairs", pair_columns, COUNT(pair_columns), make_pairs},
    [OUTPUTS] = {"outputs", output_columns, COUNT(output_columns), make_outputs},
    [DRIVERS] = {"drivers", driver_columns, COUNT(driver_columns), make_drivers},
};

static void write_part(const ieci_ensemble *of, size_t part, ieci__text *out, ieci_error **problems) {
    ieci__rows *rows = ieci__rows_new(parts[part].columns, parts[part].num_columns);
    ieci_bytes *bytes = NULL;
    ieci_error *wrong = NULL;
    size_t size;
    if (rows != NULL) {
        parts[part].make(of, rows);
    }
    ieci_table *table = ieci__rows_finish(rows, problems);
    if (table != NULL && ieci_table_format(table, "csv", NULL, &bytes, &wrong) == IECI_OK) {
        const char *data = ieci_bytes_data(bytes, &size);
        ieci__sections_add(out, parts[part].name, "csv", data, size);
    }
    ieci__error_join(problems, &wrong);
    ieci_bytes_unref(bytes);
    ieci_table_unref(table);
}

ieci_status ieci_ensemble_format(const ieci_ensemble *ensemble, ieci_bytes **bytes, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, ensemble, IECI__MAGIC_ENSEMBLE, "ensemble");
    valid = ieci__error_check_pointer(&problems, bytes, "bytes") && valid;
    if (!valid) {
        return ieci__error_give(problems, error);
    }
    fenv_t caller;
    ieci__numerics_enter(&caller);
    ieci__text out = {0};
    ieci__sections_start(&out, IECI__ENSEMBLE_FORMAT, IECI__ENSEMBLE_VERSION);
    for (size_t part = 0; part < NUM_PARTS && problems == NULL; part++) {
        write_part(ensemble, part, &out, &problems);
    }
    ieci__sections_finish(&out);
    if (out.failed) {
        ieci__error_nomem(&problems);
    }
    ieci_bytes *made = problems == NULL ? ieci__bytes_take(&out, "ensemble", &problems) : NULL;
    ieci__text_clear(&out);
    ieci__numerics_leave(&caller);
    if (made != NULL) {
        *bytes = made;
    }
    return ieci__error_give(problems, error);
}

/* --- Reading --- */

/* A document at work. Its sums were right, so whatever is wrong in it was written so. */
typedef struct reader {
    ieci_table *tables[NUM_PARTS];
    ieci_ensemble *made;
    bool wrong, memory;
} reader;

static const char *text_at(const reader *at, size_t part, size_t column, size_t row) {
    return ieci_table_text(at->tables[part], column, row);
}

static uint64_t whole_at(reader *at, size_t part, size_t column, size_t row) {
    const char *text = text_at(at, part, column, row);
    uint64_t value = 0;
    at->wrong = at->wrong || text == NULL;
    for (; text != NULL && *text != '\0'; text++) {
        const uint64_t digit = (uint64_t)(*text - '0');
        at->wrong = at->wrong || *text < '0' || *text > '9' || value > (UINT64_MAX - digit) / 10;
        value = at->wrong ? 0 : value * 10 + digit;
    }
    return value;
}

/* The row of an item of the head. */
static size_t find_item(reader *at, const char *item) {
    for (size_t row = 0; row < ieci_table_num_rows(at->tables[HEAD]); row++) {
        if (ieci__text_equal(text_at(at, HEAD, 0, row), item)) {
            return row;
        }
    }
    at->wrong = true;
    return 0;
}

static const char *item_text(reader *at, const char *item) {
    const char *text = text_at(at, HEAD, 1, find_item(at, item));
    bool done = true;
    const char *copy = ieci__ensemble_text(at->made, text, &done);
    at->memory = at->memory || !done;
    return copy;
}

static uint64_t item_whole(reader *at, const char *item, uint64_t most) {
    const uint64_t value = whole_at(at, HEAD, 1, find_item(at, item));
    at->wrong = at->wrong || value > most;
    return at->wrong ? 0 : value;
}

static const char *copy_at(reader *at, size_t part, size_t column, size_t row) {
    bool done = true;
    const char *copy = ieci__ensemble_text(at->made, text_at(at, part, column, row), &done);
    at->memory = at->memory || !done;
    return copy;
}

static void read_head(reader *at) {
    ieci__ensemble_head *of = &at->made->of;
    const char *identity = text_at(at, HEAD, 1, find_item(at, "identity"));
    at->wrong = at->wrong || identity == NULL || strlen(identity) != sizeof of->identity - 1;
    if (!at->wrong) {
        memcpy(of->identity, identity, sizeof of->identity);
    }
    of->schema = item_text(at, "schema");
    of->edition = item_text(at, "edition");
    of->node = item_text(at, "node");
    of->numerics = item_text(at, "numerics");
    of->notice = item_text(at, "notice");
    of->seed = item_whole(at, "seed", UINT64_MAX);
    of->key_decimals = (unsigned)item_whole(at, "key_decimals", 10);
    of->decimals = (unsigned)item_whole(at, "decimals", 10);
}

static void read_ranges(reader *at) {
    for (size_t row = 0; row < ieci_table_num_rows(at->tables[RANGES]) && !at->wrong; row++) {
        const ieci__range range = {whole_at(at, RANGES, 0, row), whole_at(at, RANGES, 1, row)};
        if (range.first >= range.last || ieci__ensemble_overlaps(at->made, range)) {
            at->wrong = true;
        } else if (!ieci__ensemble_add_range(at->made, range)) {
            at->memory = true;
        }
    }
}

static void read_units(reader *at) {
    for (size_t u = 0; u < at->made->of.num_units; u++) {
        ieci__ensemble_unit *unit = &at->made->of.units[u];
        const char *rank = text_at(at, UNITS, 2, u);
        unit->code = copy_at(at, UNITS, 0, u);
        unit->name = copy_at(at, UNITS, 1, u);
        unit->rank = IECI__MISSING;
        if (rank != NULL && ieci__number_parse(rank, strlen(rank), &unit->rank) != IECI__NUMBER_OK) {
            at->wrong = true;
        }
        at->wrong = at->wrong || unit->code == NULL || unit->rank < 1.0 || unit->rank > (double)at->made->of.num_units;
        unit->key = (int64_t)whole_at(at, UNITS, 3, u);
        at->made->tally.key_low[u] = whole_at(at, UNITS, 4, u);
        at->made->tally.key_high[u] = (int64_t)whole_at(at, UNITS, 5, u);
        if (at->made->tally.square != NULL) {
            at->made->tally.square[u].low = whole_at(at, UNITS, 6, u);
            at->made->tally.square[u].high = (int64_t)whole_at(at, UNITS, 7, u);
        }
    }
}

static void read_factors(reader *at) {
    for (size_t f = 0; f < at->made->of.num_factors; f++) {
        at->made->of.factors[f].code = copy_at(at, FACTORS, 0, f);
        at->made->of.factors[f].kind = copy_at(at, FACTORS, 1, f);
        at->made->of.factors[f].words = copy_at(at, FACTORS, 2, f);
    }
}

static void read_matrix(reader *at, size_t part, size_t columns, uint64_t *numbers) {
    for (size_t row = 0; row < ieci_table_num_rows(at->tables[part]) && !at->wrong; row++) {
        const uint64_t unit = whole_at(at, part, 0, row), column = whole_at(at, part, 1, row);
        if (numbers == NULL || unit >= at->made->of.num_units || column >= columns) {
            at->wrong = true;
        } else {
            numbers[unit * columns + column] = whole_at(at, part, 2, row);
        }
    }
}

static void read_drivers(reader *at) {
    ieci__drivers *to = &at->made->drivers;
    at->wrong = at->wrong || ieci_table_num_rows(at->tables[OUTPUTS]) != to->outputs ||
                ieci_table_num_rows(at->tables[DRIVERS]) != to->outputs * to->factors;
    for (size_t i = 0; i < to->outputs && !at->wrong; i++) {
        to->output[i] = (ieci__driver_output){whole_at(at, OUTPUTS, 1, i), whole_at(at, OUTPUTS, 2, i),
                                              whole_at(at, OUTPUTS, 3, i)};
    }
    for (size_t i = 0; i < to->outputs * to->factors && !at->wrong; i++) {
        to->effect[i] =
            (ieci__driver_effect){whole_at(at, DRIVERS, 2, i), whole_at(at, DRIVERS, 3, i),
                                  (int64_t)whole_at(at, DRIVERS, 4, i), (int64_t)whole_at(at, DRIVERS, 5, i)};
    }
}

/* The counts of each unit add up to the replicates. */
static void check_counts(reader *at) {
    const size_t columns = at->made->of.num_units + 1;
    const uint64_t all = ieci__ensemble_count(at->made);
    for (size_t u = 0; u + 1 < columns; u++) {
        uint64_t sum = 0;
        for (size_t c = 0; c < columns; c++) {
            sum += at->made->tally.count[u * columns + c];
        }
        at->wrong = at->wrong || sum != all;
    }
}

static void read_tables(reader *at) {
    const size_t units = ieci_table_num_rows(at->tables[UNITS]), factors = ieci_table_num_rows(at->tables[FACTORS]);
    ieci__tally_shape shape = {.units = units};
    shape.pairs = item_whole(at, "pairs", 1) == 1;
    shape.scores = item_whole(at, "scores", 1) == 1;
    const uint64_t drivers = item_whole(at, "drivers", 1000000);
    if (at->wrong || units > IECI__PLAN_MOST_UNITS) {
        at->wrong = true;
        return;
    }
    at->made = ieci__ensemble_start(units, factors, &shape, drivers);
    if (at->made == NULL) {
        at->memory = true;
        return;
    }
    read_head(at);
    read_ranges(at);
    read_units(at);
    read_factors(at);
    read_matrix(at, COUNTS, units + 1, at->made->tally.count);
    read_matrix(at, PAIRS, units, at->made->tally.win);
    read_drivers(at);
    check_counts(at);
}

/* The table of a section, with the columns that it must have. */
static void read_part(reader *at, const ieci__sections *sections, size_t part, ieci_error **problems) {
    const ieci__section *section = ieci__sections_find(sections, parts[part].name);
    ieci_bytes *bytes = NULL;
    ieci_error *wrong = NULL;
    if (section == NULL) {
        at->wrong = true;
        return;
    }
    if (ieci_bytes_new(section->data, section->size, section->name, &bytes, &wrong) == IECI_OK) {
        ieci_table_parse_csv(bytes, NULL, &at->tables[part], &wrong);
    }
    ieci__error_join(problems, &wrong);
    ieci_bytes_unref(bytes);
    const ieci_table *table = at->tables[part];
    at->wrong = at->wrong || ieci_table_num_columns(table) != parts[part].num_columns;
    for (size_t c = 0; c < parts[part].num_columns && table != NULL && !at->wrong; c++) {
        at->wrong = strcmp(ieci_table_column_name(table, c), parts[part].columns[c].name) != 0;
    }
}

static ieci_ensemble *read_document(const ieci_bytes *bytes, ieci_error **problems) {
    reader at = {0};
    ieci__sections sections = {0};
    if (!ieci__sections_read(bytes, IECI__ENSEMBLE_FORMAT, IECI__ENSEMBLE_VERSION, &sections, problems)) {
        ieci__sections_clear(&sections);
        return NULL;
    }
    for (size_t part = 0; part < NUM_PARTS && *problems == NULL; part++) {
        read_part(&at, &sections, part, problems);
    }
    if (*problems == NULL && !at.wrong) {
        read_tables(&at);
    }
    for (size_t part = 0; part < NUM_PARTS; part++) {
        ieci_table_unref(at.tables[part]);
    }
    ieci__sections_clear(&sections);
    if (at.memory) {
        ieci__error_nomem(problems);
    } else if (at.wrong && *problems == NULL) {
        const ieci__place place = {.source = ieci__bytes_source(bytes)};
        ieci__error_add(problems, IECI_ERROR_CORRUPT, &place, "is no ensemble that this library wrote");
    }
    if (*problems != NULL) {
        ieci_ensemble_unref(at.made);
        return NULL;
    }
    return at.made;
}

ieci_status ieci_ensemble_parse(const ieci_bytes *bytes, ieci_ensemble **ensemble, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, bytes, IECI__MAGIC_BYTES, "bytes");
    valid = ieci__error_check_pointer(&problems, ensemble, "ensemble") && valid;
    if (valid) {
        fenv_t caller;
        ieci__numerics_enter(&caller);
        ieci_ensemble *made = read_document(bytes, &problems);
        ieci__numerics_leave(&caller);
        if (made != NULL) {
            *ensemble = made;
        }
    }
    return ieci__error_give(problems, error);
}
