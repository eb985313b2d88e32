/* SPDX-License-Identifier: MIT */
#include "study/compare_ranks.h"

#include <ieci/study.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/numerics.h"
#include "base/options.h"
#include "base/table.h"
#include "base/text.h"
#include "data/sheet.h"
#include "stats/sort.h"
#include "study/pairing.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const ieci__column columns[] = {
    {"level", IECI_COLUMN_TEXT, "level of what is ranked, as the table calls it"},
    {"item", IECI_COLUMN_TEXT, "what is ranked, as the table calls it"},
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"name", IECI_COLUMN_TEXT, "name of the unit"},
    {"kind", IECI_COLUMN_TEXT, "both, before or after: which of the two lists has it"},
    {"rank_before", IECI_COLUMN_REAL, "place in the earlier edition"},
    {"tied_before", IECI_COLUMN_TEXT, "yes if the place was shared"},
    {"rank", IECI_COLUMN_REAL, "place in the later edition"},
    {"tied", IECI_COLUMN_TEXT, "yes if the place is shared"},
    {"change", IECI_COLUMN_REAL, "places gained"},
    {"rank_common_before", IECI_COLUMN_REAL, "place before among the units that both lists have"},
    {"rank_common", IECI_COLUMN_REAL, "place among the units that both lists have"},
    {"confidence_before", IECI_COLUMN_TEXT, "how sure the earlier place is, as the table says"},
    {"confidence", IECI_COLUMN_TEXT, "how sure the later place is, as the table says"},
};

static const ieci__table_spec spec = {"comparison", "ranks", "published ranks of two editions", columns,
                                      COUNT(columns)};

const ieci__table_spec *ieci__compare_ranks_table(void) {
    return &spec;
}

/* Columns of the table of published ranks. */
enum {
    EDITION,
    UNIT,
    RANK,
    LEVEL,
    ITEM,
    NAME,
    CITY,
    TIED,
    CONFIDENCE,
    NUM_COLUMNS
};

static const char *const column_names[NUM_COLUMNS] = {"edition", "unit", "rank", "level",     "item",
                                                      "name",    "city", "tied", "confidence"};

/* One unit under one item, in both editions. */
typedef struct entry {
    size_t item;
    const char *unit, *name;
    double rank[IECI__SIDES], common[IECI__SIDES];
    bool tied[IECI__SIDES];
    const char *confidence[IECI__SIDES];
} entry;

typedef struct reading {
    const ieci_table *table;
    ieci_error **problems;
    size_t column[NUM_COLUMNS];
    const char *edition[IECI__SIDES];
    ieci__names texts, editions, items, keys; /* keys: item and unit; an entry each */
    const char **level, **item;               /* [item] */
    entry *entries;
    size_t items_capacity, level_capacity, capacity;
    bool failed; /* out of memory */
} reading;

static void clear_reading(reading *at) {
    ieci__names_clear(&at->texts);
    ieci__names_clear(&at->editions);
    ieci__names_clear(&at->items);
    ieci__names_clear(&at->keys);
    ieci__memory_free((void *)at->level);
    ieci__memory_free((void *)at->item);
    ieci__memory_free(at->entries);
}

/* The text of a cell, kept; NULL: none. */
static const char *keep(reading *at, int column, size_t row) {
    char room[32];
    if (at->column[column] == IECI__SHEET_NONE) {
        return NULL;
    }
    const char *text = ieci__table_cell_text(at->table, at->column[column], row, room);
    const char *kept = ieci__names_intern(&at->texts, text);
    at->failed = at->failed || (text != NULL && kept == NULL);
    return kept;
}

/* Number of a pair of texts in a set; IECI__NAMES_NONE: out of memory. */
static size_t add_pair(reading *at, ieci__names *names, const char *first, const char *second, bool *added) {
    ieci__text both = {0};
    ieci__text_append_text(&both, first == NULL ? "" : first);
    ieci__text_append_text(&both, "\x1f"); /* stands in no code, and in no text that people write */
    ieci__text_append_text(&both, second == NULL ? "" : second);
    size_t index = both.failed ? IECI__NAMES_NONE : ieci__names_add(names, both.data, both.size, added);
    ieci__text_clear(&both);
    at->failed = at->failed || index == IECI__NAMES_NONE;
    return index;
}

static size_t find_item(reading *at, size_t row) {
    const char *level = keep(at, LEVEL, row), *item = keep(at, ITEM, row);
    bool added = false;
    size_t index = add_pair(at, &at->items, level, item, &added);
    if (added) {
        at->failed = at->failed ||
                     !ieci__memory_reserve((void **)&at->level, &at->level_capacity, index + 1, sizeof *at->level) ||
                     !ieci__memory_reserve((void **)&at->item, &at->items_capacity, index + 1, sizeof *at->item);
        if (!at->failed) {
            at->level[index] = level;
            at->item[index] = item;
        }
    }
    return index;
}

static entry *find_entry(reading *at, size_t item, const char *unit) {
    char number[2 * sizeof item + 1];
    bool added = false;
    for (size_t i = 0; i < 2 * sizeof item; i++) { /* the item in hexadecimal */
        number[i] = "0123456789abcdef"[item >> 4 * i & 15];
    }
    number[2 * sizeof item] = '\0';
    size_t index = add_pair(at, &at->keys, number, unit, &added);
    if (at->failed ||
        !ieci__memory_reserve((void **)&at->entries, &at->capacity, at->keys.count, sizeof *at->entries)) {
        at->failed = true;
        return NULL;
    }
    if (added) {
        at->entries[index] = (entry){.item = item, .unit = unit};
        for (int side = 0; side < IECI__SIDES; side++) {
            at->entries[index].rank[side] = at->entries[index].common[side] = IECI__MISSING;
        }
    }
    return &at->entries[index];
}

static void tell_cell(const reading *at, int column, size_t row, const char *message) {
    ieci__place place = {0};
    ieci__table_place(at->table, at->column[column], row, &place);
    ieci__error_add(at->problems, IECI_ERROR_DATA, &place, "%s", message);
}

/* A place: a number from 1 on (2.5 is the mean of two places). */
static bool read_rank(const reading *at, size_t row, double *rank) {
    int status;
    if (!ieci__table_real(at->table, at->column[RANK], row, rank, &status)) {
        ieci__table_number_problem(at->problems, at->table, at->column[RANK], row, status);
        return false;
    }
    if (!(*rank >= 1.0) || *rank > 1e9) {
        tell_cell(at, RANK, row, "a rank is a number from 1 on");
        return false;
    }
    return true;
}

/* Whether a cell of the column `tied` says so. */
static bool says_tied(const char *text) {
    static const char *const words[] = {"1", "yes", "true", "="};
    for (size_t i = 0; i < COUNT(words); i++) {
        if (ieci__text_equal(text, words[i])) {
            return true;
        }
    }
    return false;
}

static void read_row(reading *at, size_t row) {
    char room[32];
    const char *edition = keep(at, EDITION, row);
    if (edition == NULL || ieci__sheet_code(at->problems, at->table, at->column[UNIT], row, "a unit", room) == NULL) {
        if (edition == NULL && !at->failed) {
            tell_cell(at, EDITION, row, "expected an edition, the cell is empty");
        }
        return;
    }
    at->failed = at->failed || ieci__names_intern(&at->editions, edition) == NULL;
    double rank;
    if (!read_rank(at, row, &rank)) {
        return;
    }
    const char *unit = keep(at, UNIT, row), *name = keep(at, at->column[NAME] != IECI__SHEET_NONE ? NAME : CITY, row);
    size_t item = find_item(at, row);
    for (int side = 0; side < IECI__SIDES && !at->failed; side++) {
        if (!ieci__text_equal(edition, at->edition[side])) {
            continue;
        }
        entry *found = find_entry(at, item, unit);
        if (found == NULL) {
            return;
        }
        if (!ieci__is_missing(found->rank[side])) {
            tell_cell(at, UNIT, row, "the unit has a rank for this edition and item before");
            return;
        }
        found->name = name == NULL ? found->name : name;
        found->rank[side] = rank;
        found->tied[side] = says_tied(keep(at, TIED, row));
        found->confidence[side] = keep(at, CONFIDENCE, row);
    }
}

static void check_edition(reading *at, int side, const char *argument) {
    if (ieci__names_find(&at->editions, at->edition[side]) == IECI__NAMES_NONE) {
        const char *nearest = ieci__names_nearest(&at->editions, at->edition[side]);
        ieci__error_argument(at->problems, argument, "the table has no edition \"%s\"%s%s", at->edition[side],
                             nearest == NULL ? "" : "; nearest: ", nearest == NULL ? "" : nearest);
    }
}

static bool read_table(reading *at) {
    for (int c = 0; c < NUM_COLUMNS; c++) {
        at->column[c] = c <= RANK ? ieci__sheet_require(at->problems, at->table, "published ranks", column_names[c])
                                  : ieci__table_column(at->table, column_names[c]);
    }
    if (*at->problems != NULL) {
        return false;
    }
    for (size_t row = 0; row < ieci_table_num_rows(at->table) && !at->failed; row++) {
        read_row(at, row);
    }
    if (at->failed) {
        ieci__error_nomem(at->problems);
    } else {
        check_edition(at, IECI__BEFORE, "edition_before");
        check_edition(at, IECI__AFTER, "edition_after");
    }
    return *at->problems == NULL;
}

static bool in_both(const entry *one) {
    return !ieci__is_missing(one->rank[IECI__BEFORE]) && !ieci__is_missing(one->rank[IECI__AFTER]);
}

/* Entries in the order of their items, then of their places on a side. */
typedef struct sorting {
    const entry *entries;
    size_t *order;
    int side;
} sorting;

static int compare_ranks(double a, double b) {
    if (ieci__is_missing(a) || ieci__is_missing(b)) {
        return (int)ieci__is_missing(a) - (int)ieci__is_missing(b);
    }
    return (a > b) - (a < b);
}

static bool comes_before(const void *items, size_t a, size_t b) {
    const sorting *all = items;
    const entry *one = &all->entries[all->order[a]], *other = &all->entries[all->order[b]];
    int compared = (one->item > other->item) - (one->item < other->item);
    compared = compared != 0 ? compared : compare_ranks(one->rank[all->side], other->rank[all->side]);
    compared = compared != 0 ? compared : compare_ranks(one->rank[1 - all->side], other->rank[1 - all->side]);
    return compared != 0 ? compared < 0 : all->order[a] < all->order[b];
}

static void exchange(void *items, size_t a, size_t b) {
    sorting *all = items;
    size_t kept = all->order[a];
    all->order[a] = all->order[b];
    all->order[b] = kept;
}

/* Places among the units of an item that both lists have, and who shares a place; the entries of one item and place
 * stand together. */
static void fill_common(reading *at, const size_t *order, int side) {
    double better = 0.0, equal = 0.0; /* in both lists, of this item: at a better place, at this one */
    for (size_t i = 0; i < at->keys.count; i++) {
        entry *one = &at->entries[order[i]], *above = i == 0 ? NULL : &at->entries[order[i - 1]];
        if (above == NULL || above->item != one->item) {
            better = equal = 0.0;
        } else if (above->rank[side] == one->rank[side]) {
            above->tied[side] = one->tied[side] = true;
        } else {
            better += equal;
            equal = 0.0;
        }
        if (in_both(one)) {
            one->common[side] = 1.0 + better;
            equal += 1.0;
        }
    }
}

/* Fills common places and ties; the entries by item and later place. NULL: out of memory. */
static size_t *sort_entries(reading *at) {
    size_t *order = ieci__memory_allocate(at->keys.count, sizeof *order);
    for (size_t i = 0; i < at->keys.count && order != NULL; i++) {
        order[i] = i;
    }
    for (int side = 0; side < IECI__SIDES && order != NULL; side++) {
        sorting all = {at->entries, order, side};
        ieci__sort_items(&all, at->keys.count, comes_before, exchange);
        fill_common(at, order, side);
    }
    if (order == NULL) {
        ieci__error_nomem(at->problems);
    }
    return order;
}

static const char *tied_word(const entry *one, int side) {
    return ieci__is_missing(one->rank[side]) ? NULL : one->tied[side] ? "yes" : "no";
}

static void write_entry(const reading *at, const entry *one, ieci__rows *rows) {
    ieci__rows_text(rows, at->level[one->item]);
    ieci__rows_text(rows, at->item[one->item]);
    ieci__rows_text(rows, one->unit);
    ieci__rows_text(rows, one->name);
    ieci__rows_text(rows, in_both(one) ? "both" : ieci__is_missing(one->rank[IECI__AFTER]) ? "before" : "after");
    ieci__rows_real(rows, one->rank[IECI__BEFORE]);
    ieci__rows_text(rows, tied_word(one, IECI__BEFORE));
    ieci__rows_real(rows, one->rank[IECI__AFTER]);
    ieci__rows_text(rows, tied_word(one, IECI__AFTER));
    ieci__rows_real(rows, one->rank[IECI__BEFORE] - one->rank[IECI__AFTER]);
    ieci__rows_real(rows, one->common[IECI__BEFORE]);
    ieci__rows_real(rows, one->common[IECI__AFTER]);
    ieci__rows_text(rows, one->confidence[IECI__BEFORE]);
    ieci__rows_text(rows, one->confidence[IECI__AFTER]);
}

static ieci_table *write_table(reading *at, const ieci_options *options) {
    const char *unit = ieci__options_text(options, "unit"), *item = ieci__options_text(options, "node");
    size_t *order = sort_entries(at);
    ieci__rows *rows = ieci__rows_new(columns, COUNT(columns));
    for (size_t i = 0; i < at->keys.count && order != NULL && rows != NULL; i++) {
        const entry *one = &at->entries[order[i]];
        if ((unit == NULL || ieci__text_equal(unit, one->unit)) &&
            (item == NULL || ieci__text_equal(item, at->item[one->item]))) {
            write_entry(at, one, rows);
        }
    }
    ieci__memory_free(order);
    return ieci__rows_finish(rows, at->problems);
}

ieci_status ieci_compare_ranks(const ieci_table *published, const char *edition_before, const char *edition_after,
                               const ieci_options *options, ieci_table **table, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, published, IECI__MAGIC_TABLE, "published");
    valid &= ieci__error_check_pointer(&problems, edition_before, "edition_before");
    valid &= ieci__error_check_pointer(&problems, edition_after, "edition_after");
    valid &= ieci__options_check(&problems, options);
    valid &= ieci__error_check_pointer(&problems, table, "table");
    if (!valid) {
        return ieci__error_give(problems, error);
    }
    reading at = {.table = published, .problems = &problems, .edition = {edition_before, edition_after}};
    ieci_table *made = NULL;
    fenv_t caller;
    ieci__numerics_enter(&caller);
    ieci__table_use(published);
    if (read_table(&at)) {
        made = write_table(&at, options);
    }
    clear_reading(&at);
    ieci__numerics_leave(&caller);
    if (problems == NULL) {
        *table = made;
    } else {
        ieci_table_unref(made);
    }
    return ieci__error_give(problems, error);
}
