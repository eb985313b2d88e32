/* SPDX-License-Identifier: MIT */
#include "study/ranks.h"

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

static void put_change(const ieci__panel *panel, const ieci__finding *finding, size_t indicator, size_t place,
                       size_t unit, ieci__rows *rows) {
    ieci__cell cell = ieci__panel_cell(panel, indicator, place, unit);
    double value = IECI__MISSING;
    ieci__cell_status status = IECI__CELL_MISSING;
    if (!ieci__panel_member(panel, place, unit) || (!finding->restores && ieci__is_missing(cell.value))) {
        return;
    }
    if (finding->restores) {
        value = cell.detail->old_value;
        status = (ieci__cell_status)cell.detail->old_status;
    }
    ieci__rows_text(rows, ieci__names_text(&panel->model->dataset->units, unit));
    ieci__rows_text(rows, ieci__panel_edition(panel, place));
    ieci__rows_text(rows, ieci__panel_indicator(panel, indicator));
    ieci__rows_real(rows, value);
    ieci__rows_text(rows, ieci__cell_status_name(status));
}

/* The table of changes for ieci_dataset_with(). */
static ieci_table *make_changes(const ieci__panel *panel, const ieci__finding *finding, ieci_error **problems) {
    ieci__rows *rows = ieci__rows_new(change_columns, COUNT(change_columns));
    for (size_t i = 0; i < finding->num_indicators && rows != NULL; i++) {
        for (size_t p = 0; p < panel->num_places; p++) {
            for (size_t k = 0; k < finding->num_units && (finding->suspect >> p & 1) != 0; k++) {
                put_change(panel, finding, finding->indicators[i], p, finding->units[k], rows);
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
static size_t write_touched(const ieci__panel *panel, const ieci_result *after, size_t place, size_t *units,
                            ieci__text *out) {
    size_t edition = panel->edition[place], count = list_touched(panel->result, after, edition, units);
    for (size_t i = 0; i < count && i < NUM_NAMED; i++) {
        ieci__text_append_text(out, i > 0 ? ", " : out->size > 0 ? "; " : "");
        if (i == 0) {
            ieci__text_append_text(out, ieci__panel_edition(panel, place));
            ieci__text_append_text(out, ": ");
        }
        ieci__text_append_text(out, ieci__dataset_unit_name(panel->model->dataset, units[i], panel->language));
        ieci__text_append_text(out, " ");
        write_rank(out, rank_at(panel->result, edition, units[i]));
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

static void recompute(const ieci__panel *panel, ieci__finding *finding, size_t *units, ieci__findings *list) {
    ieci_error *problems = NULL;
    ieci__text words = {0};
    ieci_table *changes = make_changes(panel, finding, list->problems);
    ieci_result *result = changes == NULL ? NULL : evaluate_without(panel, changes, &problems);
    finding->recomputed = true;
    for (size_t p = 0; p < panel->num_places && result != NULL; p++) {
        finding->ranks_touched += write_touched(panel, result, p, units, &words);
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
    ieci_result_unref(result);
    ieci_table_unref(changes);
}

void ieci__ranks_fill(const ieci__panel *panel, ieci__findings *list) {
    size_t most = ieci__options_size(panel->options, "recomputations"), done = 0;
    size_t *units = ieci__memory_allocate(panel->model->num_units, sizeof *units);
    if (units == NULL) {
        ieci__error_nomem(list->problems);
        return;
    }
    ieci__findings_sort(list); /* nothing is recomputed yet: by class and by points of the index at stake */
    for (size_t i = 0; i < list->count && done < most && *list->problems == NULL; i++) {
        if (list->items[i].suspect != 0) {
            recompute(panel, &list->items[i], units, list);
            done++;
            ieci__options_progress(panel->options, (double)done / (double)most, list->problems);
        }
    }
    ieci__memory_free(units);
}
