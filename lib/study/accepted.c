/* SPDX-License-Identifier: MIT */
#include "study/accepted.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"

/* The table, and the row at work. */
typedef struct reading {
    const ieci__panel *panel;
    const ieci_table *table;
    size_t check, unit, edition, indicator, reason, by, date; /* columns; IECI__NONE: not there */
    size_t row;
    bool *keep; /* [unit] of a finding */
} reading;

static const char *text_of(const reading *at, size_t column) {
    const char *text = column == IECI__NONE ? NULL : ieci_table_text(at->table, column, at->row);
    return text == NULL || *text == '\0' ? NULL : text;
}

/* Whether a list of words separated by blanks has a word. */
static bool has_word(const char *list, const char *word) {
    size_t size = strlen(word);
    for (const char *at = list; *at != '\0';) {
        at += strspn(at, " ");
        size_t length = strcspn(at, " ");
        if (length == size && memcmp(at, word, size) == 0) {
            return true;
        }
        at += length;
    }
    return false;
}

/* Whether the row names a unit: by code, in a list of codes, or by a name that the unit has. No text names all. */
static bool names_unit(const reading *at, size_t unit) {
    const ieci_dataset *dataset = at->panel->model->dataset;
    const char *text = text_of(at, at->unit);
    return text == NULL ||
           (has_word(text, ieci__names_text(&dataset->units, unit)) || ieci__dataset_find_unit(dataset, text) == unit);
}

static bool names_indicators(const reading *at, const ieci__finding *finding) {
    const char *text = text_of(at, at->indicator);
    for (size_t i = 0; i < finding->num_indicators && text != NULL; i++) {
        if (!has_word(text, ieci__panel_indicator(at->panel, finding->indicators[i]))) {
            return false;
        }
    }
    return finding->num_indicators > 0 || text == NULL;
}

static bool names_edition(const reading *at, const ieci__finding *finding) {
    const char *text = text_of(at, at->edition);
    return text == NULL || finding->place == IECI__NONE ||
           strcmp(text, ieci__panel_edition(at->panel, finding->place)) == 0;
}

/* Marks one finding if the row names it; whether it does. */
static bool accept(reading *at, size_t index, ieci__findings *list) {
    size_t count, named = 0;
    ieci__finding *finding = &list->items[index];
    if (finding->line != IECI__NONE ||
        !ieci__text_equal(text_of(at, at->check), ieci__checks(&count)[finding->check].name) ||
        !names_edition(at, finding) || !names_indicators(at, finding)) {
        return false;
    }
    for (size_t i = 0; i < finding->num_units; i++) {
        at->keep[i] = names_unit(at, finding->units[i]);
        named += at->keep[i] ? 1 : 0;
    }
    if (finding->num_units == 0 ? text_of(at, at->unit) != NULL : named == 0) {
        return false;
    }
    if (named < finding->num_units) {
        ieci__findings_split(at->panel, list, index, at->keep);
        finding = &list->items[index]; /* the list may have moved */
    }
    finding->line = at->row;
    finding->reason = ieci__findings_keep_text(list, text_of(at, at->reason));
    finding->by = ieci__findings_keep_text(list, text_of(at, at->by));
    finding->date = ieci__findings_keep_text(list, text_of(at, at->date));
    return true;
}

/* Whether the row is about an edition that is not compared now: then nothing can be said about it. */
static bool is_elsewhere(const reading *at) {
    const char *text = text_of(at, at->edition);
    size_t edition = text == NULL ? IECI__NONE : ieci__model_edition(at->panel->model, text);
    if (edition == IECI__NONE) {
        return false;
    }
    for (size_t p = 0; p < at->panel->num_places; p++) {
        if (at->panel->edition[p] == edition) {
            return false;
        }
    }
    return true;
}

static void add_outlived(const reading *at, size_t check, ieci__findings *list) {
    static const char *const words[] = {"check", "unit", "edition", "indicator"};
    const size_t columns[] = {at->check, at->unit, at->edition, at->indicator};
    ieci__finding finding = {.check = check, .urgency = IECI__FINDING_NOTE, .place = IECI__NONE};
    ieci__text message = {0};
    finding.points = finding.weight = IECI__MISSING;
    ieci__text_append_text(&message, "accepted, but not found (any more):");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (text_of(at, columns[i]) != NULL) {
            ieci__text_append_text(&message, i == 0 ? " " : ", ");
            ieci__text_append_text(&message, words[i]);
            ieci__text_append_text(&message, " ");
            ieci__text_append_text(&message, text_of(at, columns[i]));
        }
    }
    if (ieci__table_line(at->table, at->row) > 0 && ieci__table_source(at->table) != NULL) {
        ieci__text_append_text(&message, " (");
        ieci__text_append_text(&message, ieci__table_source(at->table));
        ieci__text_append_text(&message, ":");
        ieci__text_append_size(&message, ieci__table_line(at->table, at->row), 1);
        ieci__text_append_text(&message, ")");
    }
    ieci__findings_add(list, &finding, NULL, NULL, &message);
}

void ieci__accepted_apply(const ieci__panel *panel, const ieci_table *accepted, size_t check, ieci__findings *list) {
    reading at = {.panel = panel, .table = accepted};
    struct {
        const char *name;
        size_t *column;
        bool needed;
    } columns[] = {{"check", &at.check, true},      {"unit", &at.unit, false},
                   {"edition", &at.edition, false}, {"indicator", &at.indicator, false},
                   {"reason", &at.reason, true},    {"by", &at.by, false},
                   {"date", &at.date, false}};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        *columns[i].column = ieci__table_column(accepted, columns[i].name);
        if (columns[i].needed && *columns[i].column == IECI__NONE) {
            ieci__place place = {.source = ieci__table_source(accepted), .line = 1, .key = columns[i].name};
            ieci__error_add(list->problems, IECI_ERROR_DATA, &place,
                            "the table of accepted findings has no column \"%s\"", columns[i].name);
        }
    }
    at.keep = ieci__memory_allocate(panel->model->num_units, sizeof *at.keep);
    if (at.keep == NULL) {
        ieci__error_nomem(list->problems);
    }
    for (; at.row < ieci_table_num_rows(accepted) && *list->problems == NULL; at.row++) {
        bool found = false;
        const size_t count = list->count; /* what is split off is not looked at again for this row */
        for (size_t i = 0; i < count; i++) {
            found = accept(&at, i, list) || found;
        }
        if (!found && !is_elsewhere(&at)) {
            add_outlived(&at, check, list);
        }
    }
    ieci__memory_free(at.keep);
}
