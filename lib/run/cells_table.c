/* SPDX-License-Identifier: MIT */
#include "run/cells_table.h"

#include <stdio.h>
#include <string.h>

#include "base/missing.h"
#include "run/prepare.h"

const ieci__column ieci__cells_columns[IECI__CELLS_COLUMNS] = {
    {"edition", IECI_COLUMN_TEXT, "code of the edition"},
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"indicator", IECI_COLUMN_TEXT, "code of the indicator"},
    {"raw", IECI_COLUMN_REAL, "figure in the data, after corrections"},
    {"status", IECI_COLUMN_TEXT, "ok, missing, not_covered, not_applicable, below or above"},
    {"flags", IECI_COLUMN_TEXT, "estimated, provisional, carried, corrected, imputed, treated"},
    {"used", IECI_COLUMN_REAL, "after the rule of the status"},
    {"denominated", IECI_COLUMN_REAL, "after the denominator"},
    {"imputed", IECI_COLUMN_REAL, "after the rule for missing figures"},
    {"treated", IECI_COLUMN_REAL, "after the treatment of outliers"},
    {"transformed", IECI_COLUMN_REAL, "after the transform"},
    {"normalised", IECI_COLUMN_REAL, "value on the scale of scores"},
    {"divisor", IECI_COLUMN_REAL, "number of the denominator, before its scale"},
    {"figures", IECI_COLUMN_REAL, "of an imputed cell: how many observed figures it was filled from"},
    {"group", IECI_COLUMN_TEXT, "of an imputed cell: the group of units that they are from; missing: all"},
    {"worse", IECI_COLUMN_REAL, "of rank and percentile: figures of the sample that are worse"},
    {"equal", IECI_COLUMN_REAL, "of rank and percentile: figures of the sample that are equal, with its own"},
    {"year", IECI_COLUMN_TEXT, "year of the figure, as written"},
    {"source", IECI_COLUMN_TEXT, "key of the source: of the cell, else of the indicator"},
    {"note", IECI_COLUMN_TEXT, "note on the cell"},
    {"file", IECI_COLUMN_TEXT, "document the cell was read from"},
    {"line", IECI_COLUMN_REAL, "line in that document"},
    {"old", IECI_COLUMN_REAL, "figure before the correction"},
    {"reason", IECI_COLUMN_TEXT, "reason of the correction"},
    {"by", IECI_COLUMN_TEXT, "who corrected"},
    {"date", IECI_COLUMN_TEXT, "when it was corrected"},
    {"correction_line", IECI_COLUMN_REAL, "line in the corrections"},
};

/* Flags of the data and of the steps as words. */
static void write_flags(const ieci__steps *steps, size_t at, const ieci__cell *cell, ieci__rows *rows) {
    char words[64], all[96];
    const char *given = ieci__cell_flag_names(cell->flags, words);
    const bool treated =
        ieci__pair_compare(steps->treated[at], steps->imputed[at]) != 0 && !ieci__is_missing(steps->imputed[at].high);
    snprintf(all, sizeof all, "%s%s%s", given, steps->filled[at] ? " imputed" : "", treated ? " treated" : "");
    const char *text = all + strspn(all, " ");
    ieci__rows_text(rows, *text == '\0' ? NULL : text);
}

/* What the steps worked with beside the figure. */
static void write_company(const ieci_model *model, const ieci__steps *steps, size_t unit, size_t at, ieci__rows *rows) {
    const size_t denominator = model->schema->indicators[steps->indicator].denominator;
    const bool made = steps->filled[at] && steps->figures[at] > 0;
    const char *column = ieci__prepare_rule(model, steps, at)->of;
    ieci__rows_real(rows, denominator == IECI__NONE ? IECI__MISSING : model->denominator[denominator][at]);
    ieci__rows_real(rows, made ? (double)steps->figures[at] : IECI__MISSING);
    ieci__rows_text(rows, made && column != NULL ? ieci__dataset_attribute(model->dataset, unit, column) : NULL);
    ieci__rows_real(rows, steps->worse[at]);
    ieci__rows_real(rows, steps->equal[at]);
}

static void write_cell(const ieci_model *model, const ieci__steps *steps, size_t edition, size_t unit,
                       ieci__rows *rows) {
    static const ieci__cell_detail nothing = {.old_value = NAN};
    const ieci__indicator *indicator = &model->schema->indicators[steps->indicator];
    ieci__cell cell = ieci__dataset_cell(model->dataset, edition, model->column[steps->indicator], unit);
    const ieci__cell_detail *detail = cell.detail == NULL ? &nothing : cell.detail;
    size_t at = edition * model->num_units + unit;
    ieci__rows_text(rows, ieci__names_text(&model->dataset->editions, edition));
    ieci__rows_text(rows, ieci__names_text(&model->dataset->units, unit));
    ieci__rows_text(rows, model->schema->nodes[indicator->node].code);
    ieci__rows_real(rows, cell.value);
    ieci__rows_text(rows, ieci__cell_status_name(cell.status));
    write_flags(steps, at, &cell, rows);
    ieci__rows_real(rows, ieci__pair_value(steps->used[at]));
    ieci__rows_real(rows, ieci__pair_value(steps->denominated[at]));
    ieci__rows_real(rows, ieci__pair_value(steps->imputed[at]));
    ieci__rows_real(rows, ieci__pair_value(steps->treated[at]));
    ieci__rows_real(rows, ieci__pair_value(steps->transformed[at]));
    ieci__rows_real(rows, steps->normalised[at]);
    write_company(model, steps, unit, at, rows);
    ieci__rows_text(rows, detail->year);
    ieci__rows_text(rows, detail->source == NULL ? indicator->source : detail->source);
    ieci__rows_text(rows, detail->note);
    ieci__rows_text(rows, detail->file);
    ieci__rows_real(rows, detail->line == 0 ? IECI__MISSING : (double)detail->line);
    ieci__rows_real(rows, detail->corrected ? detail->old_value : IECI__MISSING);
    ieci__rows_text(rows, detail->reason);
    ieci__rows_text(rows, detail->by);
    ieci__rows_text(rows, detail->date);
    ieci__rows_real(rows, detail->correction_line == 0 ? IECI__MISSING : (double)detail->correction_line);
}

ieci_table *ieci__cells_table(const ieci_result *result, const ieci__filter *filter, ieci_error **problems) {
    const ieci_model *model = result->model;
    ieci__rows *rows = ieci__rows_new(ieci__cells_columns, IECI__CELLS_COLUMNS);
    ieci__steps steps;
    if (rows == NULL || !ieci__steps_start(&steps, model, problems)) {
        return ieci__rows_finish(rows, problems);
    }
    for (size_t j = 0; j < model->num_indicators; j++) {
        if (!ieci__filter_takes(filter->node, model->schema->indicators[j].node)) {
            continue;
        }
        if (model->schema->indicators[j].publish != IECI__PUBLISH_VALUE && model->partial) {
            if (filter->node != IECI__NONE) {
                ieci__model_check_whole(model, problems);
            }
            continue;
        }
        ieci__prepare(model, j, &steps, NULL, NULL, problems);
        for (size_t e = 0; e < model->num_editions; e++) {
            for (size_t u = 0; u < model->num_units; u++) {
                if (ieci__filter_takes(filter->edition, e) && ieci__filter_takes(filter->unit, u) &&
                    ieci__dataset_member(model->dataset, e, u)) {
                    write_cell(model, &steps, e, u, rows);
                }
            }
        }
    }
    ieci__steps_clear(&steps);
    return ieci__rows_finish(rows, problems);
}
