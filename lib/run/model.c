/* SPDX-License-Identifier: MIT */
#include "run/model.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/numerics.h"
#include "base/options.h"
#include "run/fit.h"
#include "run/kernel.h"
#include "run/prepare.h"

static void free_model(ieci_model *model) {
    for (size_t d = 0; model->denominator != NULL && d < model->schema->num_denominators; d++) {
        ieci__memory_free(model->denominator[d]);
    }
    ieci__memory_free(model->denominator);
    ieci__memory_free(model->column);
    ieci__memory_free(model->share);
    ieci__memory_free(model->effective);
    ieci__memory_free(model->measured);
    ieci__memory_free(model->sample);
    ieci__memory_free(model->normalised);
    ieci__memory_free(model->state);
    ieci__memory_free(model->estimates.items);
    ieci_table_unref(model->notes);
    ieci_weighting_free(model->weighting);
    ieci_schema_unref(model->schema);
    ieci_dataset_unref(model->dataset);
    ieci__memory_free(model);
}

void ieci_model_unref(ieci_model *model) {
    if (ieci__handle_is(model, IECI__MAGIC_MODEL) && ieci__handle_unref(&model->head)) {
        free_model(model);
    }
}

ieci_model *ieci__model_ref(const ieci_model *model) {
    ieci__handle_ref(&model->head);
    return (ieci_model *)(uintptr_t)model;
}

ieci_model *ieci__model_start(const ieci_dataset *dataset, const ieci_schema *schema,
                              const ieci_weighting *weighting) {
    ieci_model *model = ieci__memory_allocate(1, sizeof *model);
    if (model == NULL) {
        return NULL;
    }
    ieci__handle_start(&model->head, IECI__MAGIC_MODEL);
    model->dataset = ieci__dataset_ref(dataset);
    model->schema = ieci__schema_ref(schema);
    model->num_units = dataset->units.count;
    model->num_editions = dataset->editions.count;
    model->num_nodes = schema->num_nodes;
    model->num_indicators = schema->num_indicators;
    size_t rows = model->num_editions * model->num_units;
    model->column = ieci__memory_allocate(model->num_indicators, sizeof *model->column);
    model->share = ieci__memory_allocate(model->num_nodes, sizeof *model->share);
    model->effective = ieci__memory_allocate(model->num_nodes, sizeof *model->effective);
    model->measured = ieci__memory_allocate(rows, model->num_nodes * sizeof *model->measured);
    model->sample = ieci__memory_allocate(rows, sizeof *model->sample);
    model->normalised = ieci__memory_allocate(rows, model->num_indicators * sizeof *model->normalised);
    model->state = ieci__memory_allocate(rows, model->num_indicators);
    model->denominator = ieci__memory_allocate(schema->num_denominators, sizeof *model->denominator);
    model->weighting = weighting == NULL ? NULL : ieci__weighting_copy(weighting);
    bool done = model->column && model->share && model->effective && model->measured && model->sample &&
                model->normalised && model->state && model->denominator && (weighting == NULL || model->weighting);
    for (size_t d = 0; d < schema->num_denominators && done; d++) {
        model->denominator[d] = ieci__memory_allocate(rows, sizeof **model->denominator);
        done = model->denominator[d] != NULL;
    }
    if (!done) {
        free_model(model);
        return NULL;
    }
    return model;
}

/* From raw cells to normalised values: what the nominal run starts from. */
static void prepare_all(ieci_model *model, ieci__rows *notes, ieci_error **problems) {
    ieci__steps steps;
    size_t rows = model->num_editions * model->num_units;
    if (!ieci__steps_start(&steps, model, problems)) {
        return;
    }
    for (size_t j = 0; j < model->num_indicators; j++) {
        if (model->partial && model->schema->indicators[j].publish != IECI__PUBLISH_VALUE) {
            continue;
        }
        ieci__prepare(model, j, &steps, &model->estimates, notes, problems);
        memcpy(model->normalised + j * rows, steps.normalised, rows * sizeof *steps.normalised);
        memcpy(model->state + j * rows, steps.state, rows);
    }
    ieci__steps_clear(&steps);
}

/* Fills a model that has its parts, and gives it back; NULL and problems on failure. */
static ieci_model *finish_model(ieci_model *model, ieci_error **problems) {
    size_t num_columns;
    const ieci__column *columns = ieci__model_note_columns(&num_columns);
    fenv_t caller;
    ieci__numerics_enter(&caller);
    ieci__rows *notes = ieci__rows_new(columns, num_columns);
    if (model == NULL || notes == NULL) {
        ieci__error_nomem(problems);
    } else if (ieci__fit(model, notes, problems)) {
        prepare_all(model, notes, problems);
    }
    ieci_table *table = ieci__rows_finish(notes, problems);
    ieci__numerics_leave(&caller);
    if (*problems == NULL) {
        model->notes = table;
        return model;
    }
    ieci_table_unref(table);
    if (model != NULL) {
        free_model(model);
    }
    return NULL;
}

ieci_status ieci_model_new(const ieci_dataset *dataset, const ieci_schema *schema, const ieci_weighting *weighting,
                           const ieci_options *options, ieci_model **model, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, dataset, IECI__MAGIC_DATASET, "dataset");
    valid &= ieci__error_check_handle(&problems, schema, IECI__MAGIC_SCHEMA, "schema");
    valid &= weighting == NULL || ieci__error_check_handle(&problems, weighting, IECI__MAGIC_WEIGHTING, "weighting");
    valid &= ieci__options_check(&problems, options);
    valid &= ieci__error_check_pointer(&problems, model, "model");
    if (!valid) {
        return ieci__error_give(problems, error);
    }
    ieci_model *made = finish_model(ieci__model_start(dataset, schema, weighting), &problems);
    if (made != NULL) {
        *model = made;
    }
    return ieci__error_give(problems, error);
}

void ieci__model_check_drafts(const ieci_dataset *dataset, const ieci_schema *schema, const ieci_weighting *weighting,
                              ieci_error **problems) {
    ieci_model *model = ieci__model_start(dataset, schema, weighting);
    if (model == NULL) {
        ieci__error_nomem(problems);
    } else {
        ieci__fit_check(model, false, problems);
        free_model(model);
    }
}

ieci_model *ieci__model_new_partial(const ieci_dataset *dataset, const ieci_schema *schema,
                                    const ieci_weighting *weighting, const bool *measured, ieci_error **problems) {
    ieci_model *model = ieci__model_start(dataset, schema, weighting);
    for (size_t e = 0; model != NULL && e < model->num_editions; e++) {
        for (size_t j = 0; j < model->num_indicators; j++) {
            size_t node = schema->indicators[j].node;
            double *to = model->measured + (e * model->num_nodes + node) * model->num_units;
            for (size_t u = 0; u < model->num_units; u++) {
                to[u] = measured[(e * model->num_indicators + j) * model->num_units + u] ? 1.0 : 0.0;
            }
        }
    }
    if (model != NULL) {
        model->partial = true;
    }
    return finish_model(model, problems);
}

bool ieci__model_check_whole(const ieci_model *model, ieci_error **problems) {
    if (model->partial) {
        ieci__error_add(problems, IECI_ERROR_UNSUPPORTED, NULL,
                        "the result file was made for outside and leaves out figures that this needs");
    }
    return !model->partial;
}

const ieci_dataset *ieci_model_dataset(const ieci_model *model) {
    return ieci__handle_is(model, IECI__MAGIC_MODEL) ? model->dataset : NULL;
}

const ieci_schema *ieci_model_schema(const ieci_model *model) {
    return ieci__handle_is(model, IECI__MAGIC_MODEL) ? model->schema : NULL;
}

const ieci_weighting *ieci_model_weighting(const ieci_model *model) {
    return ieci__handle_is(model, IECI__MAGIC_MODEL) ? model->weighting : NULL;
}

/* The names along an axis, or NULL. */
static const ieci__names *axis_names(const ieci_model *model, ieci_axis axis) {
    switch (ieci__handle_is(model, IECI__MAGIC_MODEL) ? (int)axis : 0) {
    case IECI_AXIS_UNIT:
        return &model->dataset->units;
    case IECI_AXIS_EDITION:
        return &model->dataset->editions;
    case IECI_AXIS_NODE:
        return &model->schema->node_codes;
    default:
        return NULL;
    }
}

size_t ieci_model_size(const ieci_model *model, ieci_axis axis) {
    const ieci__names *names = axis_names(model, axis);
    return names == NULL ? 0 : names->count;
}

const char *ieci_model_code(const ieci_model *model, ieci_axis axis, size_t index) {
    const ieci__names *names = axis_names(model, axis);
    return names == NULL ? NULL : ieci__names_text(names, index);
}

static const char *axis_word(ieci_axis axis) {
    return axis == IECI_AXIS_UNIT ? "unit" : axis == IECI_AXIS_EDITION ? "edition" : "node or indicator";
}

ieci_status ieci_model_find(const ieci_model *model, ieci_axis axis, const char *code, size_t *index,
                            ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, model, IECI__MAGIC_MODEL, "model");
    valid &= ieci__error_check_pointer(&problems, code, "code");
    valid &= ieci__error_check_pointer(&problems, index, "index");
    const ieci__names *names = valid ? axis_names(model, axis) : NULL;
    if (valid && names == NULL) {
        ieci__error_argument(&problems, "axis", "there is no such axis");
    }
    if (names == NULL) {
        return ieci__error_give(problems, error);
    }
    size_t found =
        axis == IECI_AXIS_UNIT ? ieci__dataset_find_unit(model->dataset, code) : ieci__names_find(names, code);
    if (found == IECI__NONE) {
        const ieci__names *known = axis == IECI_AXIS_UNIT ? &model->dataset->spellings : names;
        const char *nearest = ieci__names_nearest(known, code);
        ieci__error_argument(&problems, "code", "there is no %s called \"%s\"%s%s", axis_word(axis), code,
                             nearest == NULL ? "" : "; nearest: ", nearest == NULL ? "" : nearest);
        return ieci__error_give(problems, error);
    }
    *index = found;
    return IECI_OK;
}

bool ieci__model_is_measured(const ieci_model *model, size_t edition, size_t indicator, size_t unit) {
    size_t column = model->column[indicator], denominator = model->schema->indicators[indicator].denominator;
    size_t at = edition * model->num_units + unit;
    return ieci__dataset_member(model->dataset, edition, unit) &&
           !ieci__is_missing(ieci__dataset_column(model->dataset, edition, column)[unit]) &&
           (denominator == IECI__NONE || !ieci__is_missing(model->denominator[denominator][at]));
}

size_t ieci__model_edition(const ieci_model *model, const char *code) {
    return ieci__names_find(&model->dataset->editions, code);
}

bool ieci__model_groups(const ieci_model *model, const char *column, size_t *group, size_t *num_groups,
                        ieci_error **problems) {
    ieci__names names = {0};
    bool done = true;
    *num_groups = 1;
    memset(group, 0, model->num_units * sizeof *group);
    for (size_t u = 0; u < model->num_units && column != NULL && done; u++) {
        const char *text = ieci__dataset_attribute(model->dataset, u, column);
        bool grouped = text != NULL && *text != '\0';
        group[u] = grouped ? ieci__names_add(&names, text, strlen(text), NULL) : IECI__NONE;
        done = !grouped || group[u] != IECI__NAMES_NONE;
        *num_groups = names.count;
    }
    ieci__names_clear(&names);
    if (!done) {
        ieci__error_nomem(problems);
    }
    return done;
}

void ieci__model_write_cell(const ieci_model *model, size_t edition, size_t indicator, size_t unit, ieci__text *out) {
    ieci__text_append_text(out, model->schema->nodes[model->schema->indicators[indicator].node].code);
    ieci__text_append_text(out, ", ");
    ieci__text_append_text(out, ieci__names_text(&model->dataset->units, unit));
    ieci__text_append_text(out, ", edition ");
    ieci__text_append_text(out, ieci__names_text(&model->dataset->editions, edition));
}

void ieci__model_note(ieci__rows *rows, const char *severity, const char *key, const char *message) {
    if (rows != NULL) {
        ieci__rows_text(rows, severity);
        ieci__rows_text(rows, NULL);
        ieci__rows_real(rows, IECI__MISSING);
        ieci__rows_text(rows, key);
        ieci__rows_text(rows, message);
    }
}

void ieci__model_note_text(ieci__rows *rows, const char *severity, const char *key, ieci__text *message) {
    if (message->failed) {
        ieci__rows_fail(rows);
    } else {
        ieci__model_note(rows, severity, key, message->data);
    }
    ieci__text_clear(message);
}

const ieci__column *ieci__model_note_columns(size_t *count) {
    static const ieci__column columns[] = {
        {"severity", IECI_COLUMN_TEXT, "warning or note"},
        {"source", IECI_COLUMN_TEXT, "document it is about"},
        {"line", IECI_COLUMN_REAL, "line of the document"},
        {"key", IECI_COLUMN_TEXT, "key path, column, indicator or unit it is about"},
        {"message", IECI_COLUMN_TEXT, "what was noticed"},
    };
    *count = sizeof columns / sizeof *columns;
    return columns;
}
