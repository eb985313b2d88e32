/* SPDX-License-Identifier: MIT */
#include "study/causes_restate.h"

#include "base/missing.h"
#include "data/cells.h"
#include "data/changes.h"

/* The result of a dataset under the method of a model; NULL where that cannot be (only out of memory is a problem). */
static ieci_result *compute(const ieci_dataset *dataset, const ieci_model *method, ieci_error **problems) {
    ieci_error *met = NULL;
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    if (ieci_model_new(dataset, method->schema, method->weighting, NULL, &model, &met) == IECI_OK) {
        (void)ieci_model_evaluate(model, NULL, &result, &met);
    }
    ieci_model_unref(model);
    if (ieci_error_status(met) == IECI_ERROR_NOMEM) {
        ieci__error_nomem(problems);
    }
    ieci_error_free(met);
    return result;
}

/* The dataset with what its corrected cells held before; NULL: out of memory. `*count` is how many there were. */
static ieci_dataset *take_back(const ieci_dataset *dataset, size_t *count, ieci_error **problems) {
    ieci_dataset *raw = ieci__changes_copy(dataset, 0);
    bool done = raw != NULL;
    *count = 0;
    for (size_t e = 0; e < dataset->editions.count && done; e++) {
        for (size_t j = 0; j < dataset->indicators.count; j++) {
            for (size_t u = 0; u < dataset->units.count && done; u++) {
                ieci__cell cell = ieci__dataset_cell(dataset, e, j, u);
                if (cell.detail != NULL && cell.detail->corrected) {
                    size_t at = (e * dataset->indicators.count + j) * dataset->units.count + u;
                    done = ieci__cells_put(raw, at, cell.detail->old_value, (ieci__cell_status)cell.detail->old_status,
                                           cell.detail->old_flags);
                    ++*count;
                }
            }
        }
    }
    if (!done) {
        ieci__error_nomem(problems);
        ieci_dataset_unref(raw);
        return NULL;
    }
    return raw;
}

/* The earlier edition without corrections; NULL: there are none. */
static ieci_result *compute_raw(const ieci_model *model, ieci_error **problems) {
    size_t count;
    ieci_dataset *raw = take_back(model->dataset, &count, problems);
    ieci_result *result = raw != NULL && count > 0 ? compute(raw, model, problems) : NULL;
    ieci_dataset_unref(raw);
    return result;
}

bool ieci__causes_restate(const ieci__pairing *pairing, ieci__edition_of *first, ieci__edition_of *restated,
                          ieci_error **problems) {
    const ieci_result *before = pairing->result[IECI__BEFORE];
    const ieci_model *model = before->model, *later = pairing->result[IECI__AFTER]->model;
    const char *code = ieci__names_text(&model->dataset->editions, pairing->edition[IECI__BEFORE]);
    *first = *restated = (ieci__edition_of){NULL, pairing->edition[IECI__BEFORE]};
    if (model->dataset == later->dataset) {
        first->result = compute_raw(model, problems);
    } else if (ieci__model_edition(later, code) != IECI__NONE) {
        restated->result = compute(later->dataset, model, problems);
        restated->edition = restated->result == NULL ? restated->edition : ieci__model_edition(later, code);
    }
    first->result = first->result == NULL ? ieci__result_ref(before) : first->result;
    restated->result = restated->result == NULL ? ieci__result_ref(before) : restated->result;
    if (*problems == NULL) {
        return true;
    }
    ieci_result_unref(first->result);
    ieci_result_unref(restated->result);
    return false;
}
