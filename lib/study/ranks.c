/* SPDX-License-Identifier: MIT */
#include "study/ranks.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/options.h"
#include "stats/sort.h"

/* Units that are named for each edition; of the others it tells the number. */
#define NUM_NAMED 5

static const ieci__column change_columns[] = {
    {"unit", IECI_COLUMN_TEXT, "code"},  {"edition", IECI_COLUMN_TEXT, "code"}, {"indicator", IECI_COLUMN_TEXT, "code"},
    {"new", IECI_COLUMN_REAL, "figure"}, {"status", IECI_COLUMN_TEXT, "word"},
};

#define COUNT(columns) (sizeof(columns) / sizeof *(columns))

/* --- what is left out --- */

/* Marks the suspicious cells of a finding. */
static void mark(const ieci__panel *panel, const ieci__finding *finding, bool *cells) {
    for (size_t i = 0; i < finding->num_indicators; i++) {
        for (size_t p = 0; p < panel->num_places; p++) {
            for (size_t k = 0; k < finding->num_units && (finding->suspect >> p & 1) != 0; k++) {
                cells[ieci__panel_at(panel, finding->indicators[i], p, finding->units[k])] = true;
            }
        }
    }
}

/* Whether the sum of findings `sum` counts another one: all corrections, or all that look like slips. */
static bool is_counted(const ieci__finding *sum, const ieci__finding *each) {
    return !each->sums &&
           (sum->restores ? each->restores : each->urgency == IECI__FINDING_FIRST && each->line == IECI__NONE);
}

static void put_change(const ieci__panel *panel, bool restores, size_t indicator, size_t place, size_t unit,
                       ieci__rows *rows) {
    ieci__cell cell = ieci__panel_cell(panel, indicator, place, unit);
    double value = IECI__MISSING;
    ieci__cell_status status = IECI__CELL_MISSING;
    if (!ieci__panel_member(panel, place, unit) || (!restores && ieci__is_missing(cell.value))) {
        return;
    }
    if (restores) {
        value = cell.detail->old_value;
        status = (ieci__cell_status)cell.detail->old_status;
    }
    ieci__rows_text(rows, ieci__names_text(&panel->model->dataset->units, unit));
    ieci__rows_text(rows, ieci__panel_edition(panel, place));
    ieci__rows_text(rows, ieci__panel_indicator(panel, indicator));
    ieci__rows_real(rows, value);
    ieci__rows_text(rows, ieci__cell_status_name(status));
}

/* The table of changes for ieci_dataset_with(): the cells become missing, or what they were before the correction. */
static ieci_table *make_changes(const ieci__panel *panel, const bool *cells, bool restores, ieci_error **problems) {
    ieci__rows *rows = ieci__rows_new(change_columns, COUNT(change_columns));
    for (size_t j = 0; j < panel->model->num_indicators && rows != NULL; j++) {
        for (size_t p = 0; p < panel->num_places; p++) {
            for (size_t u = 0; u < panel->model->num_units; u++) {
                if (cells[ieci__panel_at(panel, j, p, u)]) {
                    put_change(panel, restores, j, p, u, rows);
                }
            }
        }
    }
    return ieci__rows_finish(rows, problems);
}

/* The result without the suspicious cells; NULL: it cannot be computed, `problems` say why. */
static ieci_result *evaluate_without(const ieci__panel *panel, const ieci_table *changes, ieci_error **problems) {
    const ieci_model *model = panel->model;
    ieci_dataset *dataset = NULL;
    ieci_model *changed = NULL;
    ieci_result *result = NULL;
    if (ieci_dataset_with(model->dataset, changes, NULL, &dataset, problems) == IECI_OK &&
        ieci_model_new(dataset, model->schema, model->weighting, NULL, &changed, problems) == IECI_OK) {
        ieci_model_evaluate(changed, NULL, &result, problems);
    }
    ieci_model_unref(changed);
    ieci_dataset_unref(dataset);
    return result;
}

/* --- words --- */

static double rank_at(const ieci_result *result, size_t edition, size_t unit) {
    return result->rank[ieci__result_at(result, edition, 0, unit)];
}

static bool is_touched(double before, double after) {
    return before != after && !(ieci__is_missing(before) && ieci__is_missing(after));
}

static void write_rank(ieci__text *out, double rank) {
    if (ieci__is_missing(rank)) {
        ieci__text_append_text(out, "not ranked");
    } else {
        ieci__text_append_number(out, rank);
    }
}

/* Units whose rank is touched in an edition, best first, into `units`; their number. */
static size_t list_touched(const ieci_result *before, const ieci_result *after, size_t edition, size_t *units) {
    size_t count = 0;
    for (size_t u = 0; u < before->model->num_units; u++) {
        double rank = rank_at(before, edition, u);
        if (!is_touched(rank, rank_at(after, edition, u))) {
            continue;
        }
        size_t at = count++;
        for (; at > 0 && !(rank_at(before, edition, units[at - 1]) <= rank); at--) {
            units[at] = units[at - 1];
        }
        units[at] = u;
    }
    return count;
}

/* "2022: Singapore 6 -> 4, Tokyo 4 -> 6"; how many ranks. */
static size_t write_touched(const ieci__panel *panel, const ieci_result *before, const ieci_result *after, size_t place,
                            size_t *units, ieci__text *out) {
    size_t edition = panel->edition[place], count = list_touched(before, after, edition, units);
    for (size_t i = 0; i < count && i < NUM_NAMED; i++) {
        ieci__text_append_text(out, i > 0 ? ", " : out->size > 0 ? "; " : "");
        if (i == 0) {
            ieci__text_append_text(out, ieci__panel_edition(panel, place));
            ieci__text_append_text(out, ": ");
        }
        ieci__text_append_text(out, ieci__dataset_unit_name(panel->model->dataset, units[i], panel->language));
        ieci__text_append_text(out, " ");
        write_rank(out, rank_at(before, edition, units[i]));
        ieci__text_append_text(out, " -> ");
        write_rank(out, rank_at(after, edition, units[i]));
    }
    if (count > NUM_NAMED) {
        ieci__text_append_text(out, " and ");
        ieci__text_append_size(out, count - NUM_NAMED, 1);
        ieci__text_append_text(out, " more");
    }
    return count;
}

/* --- again --- */

/* Room for one recomputation after the other. */
typedef struct room {
    bool *cells;   /* [indicator][place][unit] */
    size_t *units; /* [unit] */
} room;

static void recompute(const ieci__panel *panel, ieci__finding *finding, const room *with, ieci__findings *list) {
    ieci_error *problems = NULL;
    ieci__text words = {0};
    ieci_table *changes = make_changes(panel, with->cells, finding->restores, list->problems);
    ieci_result *other = changes == NULL ? NULL : evaluate_without(panel, changes, &problems);
    finding->recomputed = true;
    for (size_t p = 0; p < panel->num_places && other != NULL; p++) {
        const ieci_result *before = finding->restores ? other : panel->result;
        const ieci_result *after = finding->restores ? panel->result : other;
        finding->ranks_touched += write_touched(panel, before, after, p, with->units, &words);
    }
    if (ieci_error_status(problems) == IECI_ERROR_NOMEM) {
        ieci__error_nomem(list->problems);
    } else if (problems != NULL) {
        ieci__text_append_text(&words, "cannot be computed without it: ");
        ieci__text_append_text(&words, ieci_error_message(problems));
    }
    ieci_error_free(problems);
    finding->ranks = words.size == 0 && !words.failed ? NULL : ieci__findings_keep(list, &words);
    ieci__text_clear(&words);
    ieci_result_unref(other);
    ieci_table_unref(changes);
}

/* Marks what is left out for a finding; false: nothing. */
static bool choose_cells(const ieci__panel *panel, const ieci__findings *list, const ieci__finding *finding,
                         bool *cells) {
    memset(cells, 0, ieci__panel_at(panel, panel->model->num_indicators, 0, 0) * sizeof *cells);
    for (size_t i = 0; i < list->count && finding->sums; i++) {
        if (is_counted(finding, &list->items[i])) {
            mark(panel, &list->items[i], cells);
        }
    }
    mark(panel, finding, cells);
    return finding->sums || finding->suspect != 0;
}

void ieci__ranks_add_sum(ieci__findings *list, size_t check, bool restores) {
    ieci__finding sum = {.check = check, .urgency = IECI__FINDING_NOTE, .sums = true, .restores = restores};
    ieci__text message = {0};
    size_t count = 0;
    sum.place = IECI__NONE;
    sum.points = sum.weight = IECI__MISSING;
    for (size_t i = 0; i < list->count; i++) {
        count += is_counted(&sum, &list->items[i]) ? 1 : 0;
    }
    if (restores && count > 0) {
        ieci__text_append_size(&message, count, 1);
        ieci__text_append_text(&message, count == 1 ? " corrected cell" : " corrected cells");
        ieci__text_append_text(&message, "; ranks as first computed -> as restated");
    } else if (!restores && count > 1) {
        ieci__text_append_text(&message, "the ");
        ieci__text_append_size(&message, count, 1);
        ieci__text_append_text(&message, " findings to look at first, all left out");
    } else {
        return;
    }
    ieci__findings_add(list, &sum, NULL, NULL, &message);
}

void ieci__ranks_fill(const ieci__panel *panel, ieci__findings *list) {
    size_t most = ieci__options_size(panel->options, "recomputations"), done = 0;
    size_t rows = panel->num_places * panel->model->num_units;
    room with = {ieci__memory_allocate(rows, panel->model->num_indicators * sizeof *with.cells),
                 ieci__memory_allocate(panel->model->num_units, sizeof *with.units)};
    if (with.cells == NULL || with.units == NULL) {
        ieci__error_nomem(list->problems);
    }
    ieci__findings_sort(list); /* nothing is recomputed yet: by class and by points of the index at stake */
    for (int sums = 1; sums >= 0; sums--) {
        for (size_t i = 0; i < list->count && done < most && *list->problems == NULL; i++) {
            ieci__finding *each = &list->items[i];
            if (each->sums == (sums == 1) && choose_cells(panel, list, each, with.cells)) {
                recompute(panel, each, &with, list);
                done++;
                ieci__options_progress(panel->options, (double)done / (double)most, list->problems);
            }
        }
    }
    ieci__memory_free(with.cells);
    ieci__memory_free(with.units);
}
