/* SPDX-License-Identifier: MIT */
#include "run/result_table.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/numerics.h"
#include "base/options.h"
#include "base/text.h"
#include "run/cells_table.h"
#include "run/ranking_table.h"
#include "run/result_file.h"

#define COUNT(columns) (sizeof(columns) / sizeof *(columns))

static const char *edition_code(const ieci_model *model, size_t edition) {
    return ieci__names_text(&model->dataset->editions, edition);
}

static const char *unit_code(const ieci_model *model, size_t unit) {
    return ieci__names_text(&model->dataset->units, unit);
}

static const ieci__column score_columns[] = {
    {"edition", IECI_COLUMN_TEXT, "code of the edition"},
    {"node", IECI_COLUMN_TEXT, "code of the node or indicator"},
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"name", IECI_COLUMN_TEXT, "name of the unit"},
    {"score", IECI_COLUMN_REAL, "unrounded score; of an indicator the normalised value"},
    {"printed", IECI_COLUMN_REAL, "score rounded to the decimals of the schema"},
    {"rank", IECI_COLUMN_REAL, "place among the ranked units; 1 is the highest score"},
    {"tied", IECI_COLUMN_TEXT, "yes if another unit has the same place"},
    {"ranked", IECI_COLUMN_TEXT, "yes if the unit is eligible in this edition"},
    {"measured", IECI_COLUMN_REAL, "share of the weight below the node that has a measured figure"},
};

static ieci_table *make_scores(const ieci_result *result, const ieci__filter *filter, ieci_error **problems) {
    const ieci_model *model = result->model;
    ieci__rows *rows = ieci__rows_new(score_columns, COUNT(score_columns));
    for (size_t e = 0; e < model->num_editions && rows != NULL; e++) {
        for (size_t n = 0; n < model->num_nodes; n++) {
            for (size_t u = 0; u < model->num_units; u++) {
                if (!ieci__filter_takes(filter->edition, e) || !ieci__filter_takes(filter->node, n) ||
                    !ieci__filter_takes(filter->unit, u) || !ieci__dataset_member(model->dataset, e, u)) {
                    continue;
                }
                size_t at = ieci__result_at(result, e, n, u);
                ieci__rows_text(rows, edition_code(model, e));
                ieci__rows_text(rows, model->schema->nodes[n].code);
                ieci__rows_text(rows, unit_code(model, u));
                ieci__rows_text(rows, ieci__dataset_unit_name(model->dataset, u, filter->language));
                ieci__rows_real(rows, ieci__result_score(result, e, n, u));
                ieci__rows_real(rows, ieci__result_printed(result, e, n, u));
                ieci__rows_real(rows, result->rank[at]);
                ieci__rows_text(rows, result->tied[at] ? "yes" : "no");
                ieci__rows_text(rows, model->sample[e * model->num_units + u] ? "yes" : "no");
                ieci__rows_real(rows, model->measured[at]);
            }
        }
    }
    return ieci__rows_finish(rows, problems);
}

static const ieci__column weight_columns[] = {
    {"node", IECI_COLUMN_TEXT, "code of the node or indicator"},
    {"parent", IECI_COLUMN_TEXT, "code of its parent"},
    {"share", IECI_COLUMN_REAL, "weight inside the parent; the children of a node add up to 1"},
    {"effective", IECI_COLUMN_REAL, "weight in the index: the product of the shares on the path"},
};

static ieci_table *make_weights(const ieci_result *result, const ieci__filter *filter, ieci_error **problems) {
    const ieci_model *model = result->model;
    ieci__rows *rows = ieci__rows_new(weight_columns, COUNT(weight_columns));
    for (size_t n = 0; n < model->num_nodes && rows != NULL; n++) {
        if (ieci__filter_takes(filter->node, n)) {
            size_t parent = model->schema->nodes[n].parent;
            ieci__rows_text(rows, model->schema->nodes[n].code);
            ieci__rows_text(rows, parent == IECI__NONE ? NULL : model->schema->nodes[parent].code);
            ieci__rows_real(rows, model->share[n]);
            ieci__rows_real(rows, model->effective[n]);
        }
    }
    return ieci__rows_finish(rows, problems);
}

static const ieci__column contribution_columns[] = {
    {"edition", IECI_COLUMN_TEXT, "code of the edition"},
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"parent", IECI_COLUMN_TEXT, "code of the node"},
    {"child", IECI_COLUMN_TEXT, "code of its child"},
    {"weight", IECI_COLUMN_REAL, "weight really used, rescaled where other children have no value; 0: not used"},
    {"value", IECI_COLUMN_REAL, "value of the child in the parent"},
    {"state", IECI_COLUMN_TEXT, "present, filled, absent, failed or dropped"},
    {"contribution", IECI_COLUMN_REAL, "part of the parent's score; the parts add up to it"},
    {"points", IECI_COLUMN_REAL, "part of the index; the parts of all indicators add up to it"},
};

/* How many points of the index one point of each node is worth in a unit: the derivative along the path. NaN where a
 * node on the path has no score. */
static void find_worth(const ieci_result *result, size_t edition, size_t unit, ieci__part *parts, double *worth) {
    const ieci_model *model = result->model;
    for (size_t n = 0; n < model->num_nodes; n++) {
        worth[n] = n == 0 ? 1.0 : IECI__MISSING;
    }
    for (size_t n = 0; n < model->num_nodes; n++) { /* parents come before their children */
        const ieci__schema_node *node = &model->schema->nodes[n];
        const ieci__aggregate *aggregate = ieci__aggregate_row(node->aggregate.method);
        double score = ieci__result_score(result, edition, n, unit);
        if (node->indicator != IECI__NONE || ieci__is_missing(score) || aggregate->contribution == NULL) {
            continue;
        }
        ieci__result_parts(result, edition, n, unit, parts);
        for (size_t c = 0; c < node->num_children; c++) {
            double value = result->value[ieci__result_at(result, edition, parts[c].child, unit)];
            double weight = parts[c].weight;
            worth[parts[c].child] =
                !(weight > 0.0) ? 0.0
                : value != 0.0  ? worth[n] * parts[c].contribution / value
                                : worth[n] * aggregate->contribution(weight, 1.0, score, node->aggregate.values);
        }
    }
}

static void write_parts(const ieci_result *result, size_t edition, size_t node, size_t unit, const double *worth,
                        ieci__part *parts, ieci__rows *rows) {
    const ieci_model *model = result->model;
    ieci__result_parts(result, edition, node, unit, parts);
    for (size_t c = 0; c < model->schema->nodes[node].num_children; c++) {
        size_t at = ieci__result_at(result, edition, parts[c].child, unit);
        double value = parts[c].weight > 0.0 ? result->value[at] : IECI__MISSING;
        ieci__rows_text(rows, edition_code(model, edition));
        ieci__rows_text(rows, unit_code(model, unit));
        ieci__rows_text(rows, model->schema->nodes[node].code);
        ieci__rows_text(rows, model->schema->nodes[parts[c].child].code);
        ieci__rows_real(rows, parts[c].weight);
        ieci__rows_real(rows, value);
        ieci__rows_text(rows, ieci__result_state_name(result->state[at]));
        ieci__rows_real(rows, parts[c].contribution);
        ieci__rows_real(rows, worth[node] * parts[c].contribution);
    }
}

static ieci_table *make_contributions(const ieci_result *result, const ieci__filter *filter, ieci_error **problems) {
    const ieci_model *model = result->model;
    ieci__rows *rows = ieci__rows_new(contribution_columns, COUNT(contribution_columns));
    if (!ieci__model_check_whole(model, problems)) {
        return ieci__rows_finish(rows, problems);
    }
    ieci__part *parts = ieci__memory_allocate(model->num_nodes, sizeof *parts);
    double *worth = ieci__memory_allocate(model->num_nodes, sizeof *worth);
    if (parts == NULL || worth == NULL) {
        ieci__error_nomem(problems);
    }
    for (size_t e = 0; e < model->num_editions && rows != NULL && *problems == NULL; e++) {
        for (size_t u = 0; u < model->num_units; u++) {
            if (!ieci__filter_takes(filter->edition, e) || !ieci__filter_takes(filter->unit, u) ||
                !ieci__dataset_member(model->dataset, e, u)) {
                continue;
            }
            find_worth(result, e, u, parts, worth);
            for (size_t n = 0; n < model->num_nodes; n++) {
                if (ieci__filter_takes(filter->node, n) && model->schema->nodes[n].indicator == IECI__NONE) {
                    write_parts(result, e, n, u, worth, parts, rows);
                }
            }
        }
    }
    ieci__memory_free(parts);
    ieci__memory_free(worth);
    return ieci__rows_finish(rows, problems);
}

static const ieci__column parameter_columns[] = {
    {"edition", IECI_COLUMN_TEXT, "code of the edition"},
    {"indicator", IECI_COLUMN_TEXT, "code of the indicator"},
    {"step", IECI_COLUMN_TEXT, "treat, rule (a number as it was given) or normalise (one in force)"},
    {"parameter", IECI_COLUMN_TEXT, "name of the number"},
    {"value", IECI_COLUMN_REAL, "as given; in force: after the transform, or estimated from the sample; n is its size"},
};

static ieci_table *make_parameters(const ieci_result *result, const ieci__filter *filter, ieci_error **problems) {
    const ieci_model *model = result->model;
    ieci__rows *rows = ieci__rows_new(parameter_columns, COUNT(parameter_columns));
    for (size_t i = 0; i < model->estimates.count && rows != NULL; i++) {
        const ieci__estimate *estimate = &model->estimates.items[i];
        size_t node = model->schema->indicators[estimate->indicator].node;
        if (ieci__filter_takes(filter->edition, estimate->edition) && ieci__filter_takes(filter->node, node)) {
            ieci__rows_text(rows, edition_code(model, estimate->edition));
            ieci__rows_text(rows, model->schema->nodes[node].code);
            ieci__rows_text(rows, estimate->step);
            ieci__rows_text(rows, estimate->name);
            ieci__rows_real(rows, estimate->value);
        }
    }
    return ieci__rows_finish(rows, problems);
}

static const ieci__column note_columns[] = {
    {"severity", IECI_COLUMN_TEXT, "warning or note"},
    {"source", IECI_COLUMN_TEXT, "document it is about"},
    {"line", IECI_COLUMN_REAL, "line of the document"},
    {"key", IECI_COLUMN_TEXT, "key path, column, indicator or unit it is about"},
    {"message", IECI_COLUMN_TEXT, "what was noticed"},
};

/* Notes of the dataset, the schema and the model, one after the other; of a result that was read, those of its file. */
static ieci_table *make_notes(const ieci_result *result, const ieci__filter *filter, ieci_error **problems) {
    const ieci_model *model = result->model;
    if (result->notes != NULL) {
        return ieci__table_ref(result->notes);
    }
    const ieci_table *tables[] = {model->dataset->notes, model->schema->notes, model->notes};
    ieci__rows *rows = ieci__rows_new(note_columns, COUNT(note_columns));
    (void)filter;
    for (size_t t = 0; t < COUNT(tables) && rows != NULL; t++) {
        for (size_t r = 0; tables[t] != NULL && r < ieci_table_num_rows(tables[t]); r++) {
            for (size_t c = 0; c < COUNT(note_columns); c++) {
                double value = IECI__MISSING;
                int status;
                if (note_columns[c].kind == IECI_COLUMN_TEXT) {
                    ieci__rows_text(rows, ieci_table_text(tables[t], c, r));
                } else {
                    ieci__table_real(tables[t], c, r, &value, &status);
                    ieci__rows_real(rows, value);
                }
            }
        }
    }
    return ieci__rows_finish(rows, problems);
}

#define TABLE(name, doc, columns, make)                                                                                \
    { {"result", name, doc, columns, COUNT(columns)}, make }

static const ieci__result_table tables[] = {
    TABLE("scores", "score and rank of every unit at every node", score_columns, make_scores),
    {{"result", "ranking", "the index of one edition, best first, with its first-level nodes", ieci__ranking_columns,
      IECI__RANKING_COLUMNS},
     ieci__ranking_table},
    {{"result", "changes", "one edition against an earlier one", ieci__changes_columns, IECI__CHANGES_COLUMNS},
     ieci__changes_table},
    {{"result", "cells", "every step from the raw figure to the normalised value", ieci__cells_columns,
      IECI__CELLS_COLUMNS},
     ieci__cells_table},
    TABLE("weights", "weights as the model uses them", weight_columns, make_weights),
    TABLE("contributions", "what each child gives to its parent and to the index", contribution_columns,
          make_contributions),
    TABLE("parameters", "goalposts, limits and statistics that the steps use", parameter_columns, make_parameters),
    TABLE("notes", "what was noticed on the way", note_columns, make_notes),
    {{"result", "computation", "who computed it with what, and which editions are final", ieci__computation_columns,
      IECI__COMPUTATION_COLUMNS},
     ieci__computation_table},
};

const ieci__result_table *ieci__result_tables(size_t *count) {
    *count = COUNT(tables);
    return tables;
}

static const char *table_name(const void *state, size_t index) {
    (void)state;
    return tables[index].spec.name;
}

ieci_status ieci_result_table(const ieci_result *result, const char *name, const ieci_options *options,
                              ieci_table **table, ieci_error **error) {
    ieci_error *problems = NULL;
    ieci__filter filter;
    bool valid = ieci__error_check_handle(&problems, result, IECI__MAGIC_RESULT, "result");
    valid &= ieci__error_check_pointer(&problems, name, "name");
    valid &= ieci__options_check(&problems, options);
    valid &= ieci__error_check_pointer(&problems, table, "table");
    if (!valid) {
        return ieci__error_give(problems, error);
    }
    size_t found = 0;
    while (found < COUNT(tables) && strcmp(tables[found].spec.name, name) != 0) {
        found++;
    }
    if (found == COUNT(tables)) {
        const char *nearest = ieci__text_nearest(name, COUNT(tables), table_name, NULL);
        ieci__error_argument(&problems, "name", "a result has no table \"%s\"%s%s", name,
                             nearest == NULL ? "" : "; nearest: ", nearest == NULL ? "" : nearest);
        return ieci__error_give(problems, error);
    }
    if (ieci__filter_read(&filter, result->model, options, &problems)) {
        fenv_t caller;
        ieci__numerics_enter(&caller);
        ieci_table *made = tables[found].make(result, &filter, &problems);
        ieci__numerics_leave(&caller);
        if (problems == NULL) {
            *table = made;
            return IECI_OK;
        }
        ieci_table_unref(made);
    }
    return ieci__error_give(problems, error);
}
