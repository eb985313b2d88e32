/* SPDX-License-Identifier: MIT */
#include "run/fit.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/number.h"
#include "data/weighting_shares.h"
#include "index/impute.h"
#include "index/transform.h"

/* Shares are sums of rounded products: half of the weight may come out a hair below one half. */
static const double SHARE_SLACK = 1e-12;

/* The tree node that says something about an indicator or node, for the place of a problem. */
static void tell_schema(ieci_error **problems, ieci_status status, const ieci__tree *tree, const char *key,
                        const char *what, const char *value, const char *nearest) {
    const ieci__tree *at = ieci__tree_find(tree, key);
    at = at == NULL ? tree : at;
    const char *hint = nearest == NULL ? "" : "; nearest: ";
    nearest = nearest == NULL ? "" : nearest;
    if (at == NULL) {
        ieci__place place = {NULL, 0, 0, key};
        ieci__error_add(problems, status, &place, "%s %s%s%s", what, value, hint, nearest);
    } else {
        ieci__tree_problem(problems, status, at, false, "%s %s%s%s", what, value, hint, nearest);
    }
}

static void find_columns(ieci_model *model, ieci_error **problems) {
    const ieci__names *known = &model->dataset->indicators;
    for (size_t j = 0; j < model->num_indicators; j++) {
        const ieci__schema_node *node = &model->schema->nodes[model->schema->indicators[j].node];
        model->column[j] = ieci__names_find(known, node->code);
        if (model->column[j] == IECI__NAMES_NONE) {
            tell_schema(problems, IECI_ERROR_DATA, node->tree, "", "the data have no cell of indicator", node->code,
                        ieci__names_nearest(known, node->code));
        }
    }
}

static void check_over(ieci_model *model, const ieci__schema_node *node, const ieci__over *over, const char *step,
                       ieci_error **problems) {
    if (over->kind == IECI__OVER_CODE && ieci__model_edition(model, over->code) == IECI__NONE) {
        tell_schema(problems, IECI_ERROR_MISMATCH, node->tree, step, "over: there is no edition", over->code,
                    ieci__names_nearest(&model->dataset->editions, over->code));
    }
}

static void check_group(ieci_model *model, const ieci__schema_node *node, const ieci__missing *missing, const char *key,
                        ieci_error **problems) {
    if (missing->of != NULL && !ieci__dataset_has_attribute(model->dataset, missing->of)) {
        tell_schema(problems, IECI_ERROR_MISMATCH, node->tree, key, "of: the units table has no column", missing->of,
                    NULL);
    }
}

/* Goalposts must lie where the transform exists. */
static void check_goalposts(const ieci__indicator *indicator, const ieci__schema_node *node, ieci_error **problems) {
    const ieci__method *method = &ieci__normalise_row(indicator->normalise.method)->method;
    const ieci__transform *transform = ieci__transform_row(indicator->transform);
    for (size_t p = 0; p < method->num_parameters; p++) {
        double value = indicator->normalise.values[p];
        if (method->parameters[p].figure && !transform->defined(value)) {
            char text[IECI__NUMBER_SIZE];
            ieci__number_format(value, text);
            const char *key = method->parameters[p].indicator_key ? method->parameters[p].name : "normalise";
            tell_schema(problems, IECI_ERROR_SCHEMA, node->tree, key,
                        "the transform is not defined at", text, NULL);
        }
    }
}

static void check_unit(ieci_model *model, const ieci__indicator *indicator, const ieci__schema_node *node,
                       ieci_error **problems) {
    const char *unit = indicator->normalise_of;
    if (unit != NULL && ieci__dataset_find_unit(model->dataset, unit) == IECI__NONE) {
        tell_schema(problems, IECI_ERROR_MISMATCH, node->tree, "normalise", "of: there is no unit", unit,
                    ieci__names_nearest(&model->dataset->spellings, unit));
    }
}

static void check_rules(ieci_model *model, bool whole, ieci_error **problems) {
    for (size_t n = 0; n < model->num_nodes; n++) {
        const ieci__schema_node *node = &model->schema->nodes[n];
        check_group(model, node, &node->missing, "missing", problems);
        if (node->indicator == IECI__NONE) {
            continue;
        }
        const ieci__indicator *indicator = &model->schema->indicators[node->indicator];
        check_over(model, node, &indicator->treat_over, "treat", problems);
        check_over(model, node, &indicator->normalise_over, "normalise", problems);
        check_group(model, node, &indicator->not_covered.rule, "not_covered", problems);
        check_group(model, node, &indicator->not_applicable.rule, "not_applicable", problems);
        if (whole) {
            check_goalposts(indicator, node, problems);
            check_unit(model, indicator, node, problems);
        }
    }
}

/* One number of a denominator; it must be above 0. */
static bool read_divisor(const ieci_model *model, const ieci__denominator *denominator, size_t column, size_t edition,
                         size_t unit, double *value) {
    if (denominator->indicator != NULL) {
        *value = ieci__dataset_column(model->dataset, edition, column)[unit];
    } else {
        const char *text = ieci__dataset_attribute(model->dataset, unit, denominator->column);
        *value = IECI__MISSING;
        if (text != NULL && *text != '\0' && ieci__number_parse(text, strlen(text), value) != IECI__NUMBER_OK) {
            return false;
        }
    }
    return !(*value <= 0.0);
}

/* Whether an edition is the first one of a unit. */
static bool is_first(const ieci_model *model, size_t edition, size_t unit) {
    bool first = true;
    for (size_t e = 0; e < edition; e++) {
        first = first && !ieci__dataset_member(model->dataset, e, unit);
    }
    return first;
}

/* Tells a denominator that cannot be one, where it stands. */
static void tell_divisor(const ieci_model *model, const ieci__denominator *denominator, size_t column, size_t edition,
                         size_t unit, ieci_error **problems) {
    const ieci_table *units = model->dataset->unit_table;
    ieci__place place = {.key = denominator->column};
    if (denominator->indicator == NULL) {
        place.source = ieci__table_source(units);
        place.line = ieci__table_line(units, unit);
    } else {
        ieci__cell cell = ieci__dataset_cell(model->dataset, edition, column, unit);
        place.source = cell.detail == NULL ? NULL : cell.detail->file;
        place.line = cell.detail == NULL ? 0 : cell.detail->line;
        place.key = denominator->indicator;
    }
    const char *code = denominator->code, *name = ieci__names_text(&model->dataset->units, unit);
    if (denominator->indicator == NULL) {
        ieci__error_add(problems, IECI_ERROR_DATA, &place, "denominator %s of unit %s is not a number above 0", code,
                        name);
    } else {
        ieci__error_add(problems, IECI_ERROR_DATA, &place,
                        "denominator %s of unit %s, edition %s is not a number above 0", code, name,
                        ieci__names_text(&model->dataset->editions, edition));
    }
}

static void read_denominator(ieci_model *model, size_t index, ieci_error **problems) {
    const ieci__denominator *denominator = &model->schema->denominators[index];
    size_t column = IECI__NONE;
    if (denominator->indicator != NULL) {
        column = ieci__names_find(&model->dataset->indicators, denominator->indicator);
        if (column == IECI__NAMES_NONE) {
            tell_schema(problems, IECI_ERROR_DATA, denominator->tree, "indicator", "the data have no cell of covariate",
                        denominator->indicator,
                        ieci__names_nearest(&model->dataset->indicators, denominator->indicator));
            return;
        }
    } else if (denominator->column == NULL) {
        return; /* told when the schema was read */
    } else if (!ieci__dataset_has_attribute(model->dataset, denominator->column)) {
        tell_schema(problems, IECI_ERROR_MISMATCH, denominator->tree, "column", "the units table has no column",
                    denominator->column, NULL);
        return;
    }
    for (size_t e = 0; e < model->num_editions; e++) {
        for (size_t u = 0; u < model->num_units; u++) {
            double *value = &model->denominator[index][e * model->num_units + u];
            if (!ieci__dataset_member(model->dataset, e, u)) {
                *value = IECI__MISSING;
            } else if (!read_divisor(model, denominator, column, e, u, value) &&
                       (denominator->indicator != NULL || is_first(model, e, u))) {
                tell_divisor(model, denominator, column, e, u, problems);
            }
        }
    }
}

static void weigh(ieci_model *model, ieci_error **problems) {
    if (!ieci__weighting_shares(problems, model->weighting, model->schema, model->share)) {
        return;
    }
    model->effective[0] = 1.0;
    for (size_t n = 1; n < model->num_nodes; n++) { /* parents come before their children */
        model->effective[n] = model->effective[model->schema->nodes[n].parent] * model->share[n];
    }
}

/* Share of the weight below a node that is measured in a unit; exactly 1 if all of it is, whatever the rounding of
 * shares. */
static double measure_node(const ieci_model *model, size_t edition, size_t node, size_t unit) {
    const ieci__schema_node *rules = &model->schema->nodes[node];
    double measured = 0.0;
    bool whole = true;
    for (size_t c = 0; c < rules->num_children; c++) {
        size_t child = rules->ordered[c];
        double below = model->measured[(edition * model->num_nodes + child) * model->num_units + unit];
        measured += model->share[child] * below;
        whole = whole && (below == 1.0 || model->share[child] == 0.0);
    }
    return whole ? 1.0 : measured;
}

static void measure(ieci_model *model) {
    for (size_t e = 0; e < model->num_editions; e++) {
        for (size_t n = model->num_nodes; n-- > 0;) { /* children come after their parents */
            size_t indicator = model->schema->nodes[n].indicator;
            double *measured = &model->measured[(e * model->num_nodes + n) * model->num_units];
            for (size_t u = 0; u < model->num_units; u++) {
                if (indicator != IECI__NONE && model->partial) {
                    continue; /* was told beforehand */
                }
                measured[u] = indicator == IECI__NONE                           ? measure_node(model, e, n, u)
                              : ieci__model_is_measured(model, e, indicator, u) ? 1.0
                                                                                : 0.0;
            }
        }
    }
}

/* A share in whole percent, with as many decimals as it takes to show that it is below another. */
static void append_percent(double share, double needed, ieci__text *out) {
    double scale = 100.0;
    unsigned decimals = 0;
    while (decimals < 3 && floor(share * scale + 0.5) >= floor(needed * scale + 0.5)) {
        scale *= 10.0;
        decimals++;
    }
    ieci__text_append_number(out, floor(share * scale + 0.5) / (scale / 100.0));
}

static void note_not_ranked(const ieci_model *model, size_t edition, size_t unit, const ieci__eligible *rule,
                            double measured, ieci__rows *notes) {
    ieci__text message = {0};
    ieci__text_append_text(&message, "not ranked in edition ");
    ieci__text_append_text(&message, ieci__names_text(&model->dataset->editions, edition));
    ieci__text_append_text(&message, ": ");
    append_percent(measured, rule->share, &message);
    ieci__text_append_text(&message, " % of the weight of ");
    ieci__text_append_text(&message, model->schema->nodes[rule->node].code);
    ieci__text_append_text(&message, " is measured, ");
    ieci__text_append_number(&message, rule->share * 100.0);
    ieci__text_append_text(&message, " % is needed");
    ieci__model_note_text(notes, "warning", ieci__names_text(&model->dataset->units, unit), &message);
}

static void choose_sample(ieci_model *model, ieci__rows *notes) {
    for (size_t e = 0; e < model->num_editions; e++) {
        for (size_t u = 0; u < model->num_units; u++) {
            bool eligible = ieci__dataset_member(model->dataset, e, u);
            for (size_t r = 0; r < model->schema->num_eligible && eligible; r++) {
                const ieci__eligible *rule = &model->schema->eligible[r];
                double measured = model->measured[(e * model->num_nodes + rule->node) * model->num_units + u];
                if (measured + SHARE_SLACK < rule->share) {
                    eligible = false;
                    note_not_ranked(model, e, u, rule, measured, notes);
                }
            }
            model->sample[e * model->num_units + u] = eligible;
        }
    }
}

static void note_unused(const ieci_model *model, ieci__rows *notes) {
    for (size_t j = 0; j < model->dataset->indicators.count; j++) {
        const char *code = ieci__names_text(&model->dataset->indicators, j);
        size_t node = ieci__names_find(&model->schema->node_codes, code);
        bool used = node != IECI__NAMES_NONE && model->schema->nodes[node].indicator != IECI__NONE;
        for (size_t c = 0; c < model->schema->num_covariates && !used; c++) {
            used = strcmp(model->schema->covariates[c], code) == 0;
        }
        if (!used) {
            ieci__model_note(notes, "note", code,
                             "in the data, but neither an indicator nor a covariate of the schema");
        }
    }
}

/* Figures older than the indicator's max_age at the end of the edition's data. */
static void note_old(const ieci_model *model, size_t indicator, size_t edition, ieci__rows *notes) {
    const ieci__indicator *rules = &model->schema->indicators[indicator];
    const char *data_to = ieci__dataset_edition_text(model->dataset, edition, "data_to");
    const char *code = ieci__names_text(&model->dataset->editions, edition);
    unsigned end = ieci__cell_year(data_to == NULL ? code : data_to);
    size_t count = 0;
    for (size_t u = 0; u < model->num_units && end > 0; u++) {
        if (ieci__model_is_measured(model, edition, indicator, u)) {
            ieci__cell cell = ieci__dataset_cell(model->dataset, edition, model->column[indicator], u);
            unsigned year = cell.detail == NULL ? 0 : ieci__cell_year(cell.detail->year);
            count += year > 0 && (double)end - (double)year > rules->max_age;
        }
    }
    if (count > 0) {
        ieci__text message = {0};
        ieci__text_append_text(&message, "edition ");
        ieci__text_append_text(&message, code);
        ieci__text_append_text(&message, ": ");
        ieci__text_append_size(&message, count, 1);
        ieci__text_append_text(&message, " figures are older than max_age");
        ieci__model_note_text(notes, "note", model->schema->nodes[rules->node].code, &message);
    }
}

void ieci__fit_check(ieci_model *model, bool whole, ieci_error **problems) {
    if (whole) {
        find_columns(model, problems);
    }
    check_rules(model, whole, problems);
    for (size_t d = 0; d < model->schema->num_denominators; d++) {
        read_denominator(model, d, problems);
    }
    weigh(model, problems);
}

bool ieci__fit(ieci_model *model, ieci__rows *notes, ieci_error **problems) {
    ieci__fit_check(model, true, problems);
    if (ieci__error_count(*problems) > 0) {
        return false;
    }
    measure(model);
    choose_sample(model, notes);
    if (model->partial) {
        return true; /* the file has the notes */
    }
    note_unused(model, notes);
    for (size_t j = 0; j < model->num_indicators; j++) {
        for (size_t e = 0; e < model->num_editions && !ieci__is_missing(model->schema->indicators[j].max_age); e++) {
            note_old(model, j, e, notes);
        }
    }
    return true;
}
