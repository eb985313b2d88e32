/* SPDX-License-Identifier: MIT */
#include "study/trial.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "data/cells.h"
#include "data/changes.h"
#include "run/prepare.h"

/* The model with its own dataset, normalised values and states; all else is the result's. It is never unreferenced, so
 * that what is shared is never freed. */
static bool copy_model(ieci__trial *trial) {
    const ieci_model *from = trial->result->model;
    size_t cells = from->num_editions * from->num_units * from->num_indicators;
    trial->dataset = ieci__changes_copy(from->dataset, 0);
    trial->model = ieci__memory_copy(from, 1, sizeof *from);
    if (trial->model == NULL) {
        return false;
    }
    ieci__handle_start(&trial->model->head, IECI__MAGIC_MODEL);
    trial->model->dataset = trial->dataset;
    trial->model->normalised = ieci__memory_copy(from->normalised, cells, sizeof *from->normalised);
    trial->model->state = ieci__memory_copy(from->state, cells, 1);
    return trial->dataset != NULL && trial->model->normalised != NULL && trial->model->state != NULL;
}

bool ieci__trial_start(ieci__trial *trial, const ieci_result *result, size_t edition, size_t node, size_t unit,
                       ieci_error **problems) {
    const size_t indicators = result->model->num_indicators;
    *trial = (ieci__trial){.result = result, .edition = edition, .node = node, .unit = unit};
    trial->figure = ieci__memory_allocate(indicators, sizeof *trial->figure);
    trial->stale = ieci__memory_allocate(indicators, sizeof *trial->stale);
    if (!copy_model(trial) || trial->figure == NULL || trial->stale == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    for (size_t j = 0; j < indicators; j++) {
        trial->figure[j] = IECI__MISSING;
    }
    return ieci__steps_start(&trial->steps, trial->model, problems);
}

void ieci__trial_clear(ieci__trial *trial) {
    if (trial->model != NULL) {
        ieci__memory_free(trial->model->normalised);
        ieci__memory_free(trial->model->state);
    }
    ieci__memory_free(trial->model);
    ieci_dataset_unref(trial->dataset);
    ieci__steps_clear(&trial->steps);
    ieci__memory_free(trial->figure);
    ieci__memory_free(trial->stale);
}

bool ieci__trial_set(ieci__trial *trial, size_t indicator, double figure) {
    const ieci_model *model = trial->model;
    const size_t column = model->column[indicator];
    const size_t at = (trial->edition * model->dataset->indicators.count + column) * model->num_units + trial->unit;
    const bool back = ieci__is_missing(figure);
    if (figure == trial->figure[indicator] || (back && ieci__is_missing(trial->figure[indicator]))) {
        return true;
    }
    const ieci__cell was = ieci__dataset_cell(trial->result->model->dataset, trial->edition, column, trial->unit);
    if (!ieci__cells_put(trial->dataset, at, back ? was.value : figure, back ? was.status : IECI__CELL_OK,
                         back ? was.flags : 0)) {
        return false;
    }
    trial->figure[indicator] = figure;
    trial->stale[indicator] = true;
    return true;
}

bool ieci__trial_reset(ieci__trial *trial) {
    bool done = true;
    for (size_t j = 0; j < trial->model->num_indicators; j++) {
        done = ieci__trial_set(trial, j, IECI__MISSING) && done;
    }
    return done;
}

/* Problems of a trial are answers: what is undefined on these figures has no place. Only out of memory is passed on. */
static bool forgive(ieci_error *met, ieci_error **problems) {
    if (met == NULL) {
        return true;
    }
    const bool survives = ieci_error_status(met) != IECI_ERROR_NOMEM;
    if (!survives) {
        ieci__error_nomem(problems);
    }
    ieci_error_free(met);
    return survives;
}

/* Computes the changed indicators anew; `*met` gets the problems, and those indicators stay to be done. */
static void prepare(ieci__trial *trial, ieci_error **met) {
    ieci_model *model = trial->model;
    const size_t rows = model->num_editions * model->num_units;
    for (size_t j = 0; j < model->num_indicators; j++) {
        if (trial->stale[j] && ieci__prepare(model, j, &trial->steps, NULL, NULL, met)) {
            memcpy(model->normalised + j * rows, trial->steps.normalised, rows * sizeof *trial->steps.normalised);
            memcpy(model->state + j * rows, trial->steps.state, rows);
            trial->stale[j] = false;
        }
    }
}

bool ieci__trial_run(ieci__trial *trial, ieci_error **problems) {
    ieci_error *met = NULL;
    ieci_result *result = NULL;
    trial->score = trial->rank = IECI__MISSING;
    prepare(trial, &met);
    if (met != NULL || ieci_model_evaluate(trial->model, NULL, &result, &met) != IECI_OK) {
        return forgive(met, problems);
    }
    const size_t at = ieci__result_at(result, trial->edition, trial->node, trial->unit);
    trial->score = ieci__result_score(result, trial->edition, trial->node, trial->unit);
    trial->rank = result->rank[at];
    ieci_result_unref(result);
    return true;
}
