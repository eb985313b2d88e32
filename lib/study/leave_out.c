/* SPDX-License-Identifier: MIT */
#include "study/leave_out.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/options.h"
#include "data/changes.h"
#include "run/evaluate.h"

#define COUNT(columns) (sizeof(columns) / sizeof *(columns))

static const ieci__column summary_columns[] = {
    {"left_out", IECI_COLUMN_TEXT, "code of the indicator or unit that is left out"},
    {"kind", IECI_COLUMN_TEXT, "indicator or unit"},
    {"units", IECI_COLUMN_REAL,
     "units that are ranked with and without it; 0: the index cannot be computed without it"},
    {"mean_shift", IECI_COLUMN_REAL, "mean of the places that they move"},
    {"most_shift", IECI_COLUMN_REAL, "most places that one of them moves"},
    {"most_unit", IECI_COLUMN_TEXT, "the first unit that moves so far"},
    {"reversals", IECI_COLUMN_REAL, "pairs of them that swap: one ahead with it, the other without it"},
};

static const ieci__column rank_columns[] = {
    {"left_out", IECI_COLUMN_TEXT, "code of the indicator or unit that is left out"},
    {"kind", IECI_COLUMN_TEXT, "indicator or unit"},
    {"unit", IECI_COLUMN_TEXT, "code of a unit"},
    {"rank", IECI_COLUMN_REAL, "its rank with everything, among the units that are there without it too"},
    {"without", IECI_COLUMN_REAL, "its rank without it; nothing if it is not ranked then"},
    {"change", IECI_COLUMN_REAL, "places gained by leaving it out"},
};

/* What is left out, the ranks before and after, and room. */
typedef struct trial {
    const ieci__asked *asked;
    const ieci_model *model;
    bool ranks; /* the table of ranks is wanted */
    const char *code, *kind;
    double *before, *after; /* [unit] */
    bool *sample;
    int64_t *work;
    size_t *order;
    ieci__rows *rows;
} trial;

/* --- The table --- */

static void write_ranks(const trial *t) {
    for (size_t u = 0; u < t->model->num_units; u++) {
        if (ieci__is_missing(t->before[u])) {
            continue;
        }
        ieci__rows_text(t->rows, t->code);
        ieci__rows_text(t->rows, t->kind);
        ieci__rows_text(t->rows, ieci__names_text(&t->model->dataset->units, u));
        ieci__rows_real(t->rows, t->before[u]);
        ieci__rows_real(t->rows, t->after[u]);
        ieci__rows_real(t->rows, t->before[u] - t->after[u]);
    }
}

static void write_summary(const trial *t) {
    double sum = 0.0, most = 0.0;
    size_t units = 0, reversals = 0, farthest = IECI__NONE;
    for (size_t u = 0; u < t->model->num_units; u++) {
        if (ieci__is_missing(t->before[u]) || ieci__is_missing(t->after[u])) {
            continue;
        }
        const double shift = fabs(t->before[u] - t->after[u]);
        units++;
        sum += shift;
        if (shift > most) {
            most = shift;
            farthest = u;
        }
        for (size_t k = 0; k < t->model->num_units; k++) { /* comparisons with a missing rank are false */
            reversals += t->before[u] < t->before[k] && t->after[u] > t->after[k] ? 1 : 0;
        }
    }
    ieci__rows_text(t->rows, t->code);
    ieci__rows_text(t->rows, t->kind);
    ieci__rows_real(t->rows, (double)units);
    ieci__rows_real(t->rows, units == 0 ? IECI__MISSING : sum / (double)units);
    ieci__rows_real(t->rows, units == 0 ? IECI__MISSING : most);
    ieci__rows_text(t->rows, farthest == IECI__NONE ? NULL : ieci__names_text(&t->model->dataset->units, farthest));
    ieci__rows_real(t->rows, (double)reversals);
}

/* Ranks in a result of the units that pass `sample`. */
static void rank_sample(const trial *t, const ieci_result *result, double *ranks) {
    const size_t at = ieci__result_at(result, t->asked->edition, t->asked->node, 0);
    ieci__evaluate_ranks(result->model, t->sample, result->key + at, t->work, t->order, ranks, NULL);
}

/* Ranks without it; with everything, they are among the units that are not left out. */
static void write_trial(const trial *t, const ieci_dataset *dataset, const ieci_weighting *weighting, size_t left_out,
                        ieci_error **problems) {
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    const size_t n = t->model->num_units;
    const bool made = ieci_model_new(dataset, t->model->schema, weighting, NULL, &model, &error) == IECI_OK &&
                      ieci_model_evaluate(model, NULL, &result, &error) == IECI_OK;
    memcpy(t->sample, t->model->sample + t->asked->edition * n, n * sizeof *t->sample);
    if (left_out != IECI__NONE) {
        t->sample[left_out] = false;
    }
    rank_sample(t, t->asked->result, t->before);
    for (size_t u = 0; u < n; u++) {
        t->after[u] = IECI__MISSING; /* where the index cannot be computed without it */
    }
    if (made) {
        memcpy(t->sample, model->sample + t->asked->edition * n, n * sizeof *t->sample);
        rank_sample(t, result, t->after);
    }
    if (t->ranks) {
        write_ranks(t);
    } else {
        write_summary(t);
    }
    if (ieci_error_status(error) == IECI_ERROR_NOMEM) {
        ieci__error_nomem(problems);
    }
    ieci_error_free(error);
    ieci_result_unref(result);
    ieci_model_unref(model);
}

/* --- What is left out --- */

/* The place whose weight goes: the indicator, or the node of which it is the only child with weight, and so on. */
static size_t find_top(const ieci_model *model, size_t node) {
    for (;;) {
        const size_t parent = model->schema->nodes[node].parent;
        if (parent == IECI__NONE || model->share[node] < 1.0) {
            return node;
        }
        node = parent;
    }
}

static void leave_indicator(trial *t, size_t node, double *points, const char **codes, ieci_error **problems) {
    const ieci_model *model = t->model;
    const size_t top = find_top(model, node);
    ieci_weighting *weighting = NULL;
    ieci_error *error = NULL;
    if (top == 0 || !(model->share[node] > 0.0)) {
        return; /* nothing would be left, or nothing is there */
    }
    for (size_t n = 1; n < model->num_nodes; n++) {
        codes[n - 1] = model->schema->nodes[n].code;
        points[n - 1] = n == top ? 0.0 : model->share[n];
    }
    t->code = model->schema->nodes[node].code;
    t->kind = "indicator";
    if (ieci_weighting_new(model->num_nodes - 1, codes, points, &weighting, &error) == IECI_OK) {
        write_trial(t, model->dataset, weighting, IECI__NONE, problems);
    }
    ieci__error_join(problems, &error);
    ieci_weighting_free(weighting);
}

static void leave_unit(trial *t, size_t unit, ieci_error **problems) {
    ieci_dataset *dataset = ieci__changes_copy(t->model->dataset, 0);
    if (dataset == NULL) {
        ieci__error_nomem(problems);
        return;
    }
    for (size_t e = 0; e < t->model->num_editions; e++) {
        dataset->member[e * t->model->num_units + unit] = 0;
    }
    t->code = ieci__names_text(&t->model->dataset->units, unit);
    t->kind = "unit";
    write_trial(t, dataset, t->model->weighting, unit, problems);
    ieci_dataset_unref(dataset);
}

static void leave_each(trial *t, double *points, const char **codes, ieci_error **problems) {
    const ieci_model *model = t->model;
    const double all = (double)(model->num_nodes + model->num_units);
    for (size_t n = 0; n < model->num_nodes && *problems == NULL; n++) {
        if (ieci__options_progress(t->asked->options, (double)n / all, problems) &&
            model->schema->nodes[n].indicator != IECI__NONE && t->asked->unit == IECI__NONE) {
            leave_indicator(t, n, points, codes, problems);
        }
    }
    for (size_t u = 0; u < model->num_units && *problems == NULL; u++) {
        if (ieci__options_progress(t->asked->options, (double)(model->num_nodes + u) / all, problems) &&
            model->sample[t->asked->edition * model->num_units + u] &&
            (t->asked->unit == IECI__NONE || t->asked->unit == u)) {
            leave_unit(t, u, problems);
        }
    }
    ieci__options_progress(t->asked->options, 1.0, problems);
}

static ieci_table *answer(const ieci__asked *asked, const ieci__column *columns, size_t num_columns, bool ranks,
                          ieci_error **problems) {
    const ieci_model *model = asked->result->model;
    const size_t units = model->num_units, nodes = model->num_nodes;
    trial t = {.asked = asked, .model = model, .ranks = ranks, .rows = ieci__rows_new(columns, num_columns)};
    double *points = ieci__memory_allocate(nodes, sizeof *points);
    const char **codes = ieci__memory_allocate(nodes, sizeof *codes);
    t.before = ieci__memory_allocate(units, sizeof *t.before);
    t.after = ieci__memory_allocate(units, sizeof *t.after);
    t.sample = ieci__memory_allocate(units, sizeof *t.sample);
    t.work = ieci__memory_allocate(units, sizeof *t.work);
    t.order = ieci__memory_allocate(units, 2 * sizeof *t.order);
    if (!points || !codes || !t.before || !t.after || !t.sample || !t.work || !t.order) {
        ieci__error_nomem(problems);
    } else if (t.rows != NULL) {
        leave_each(&t, points, codes, problems);
    }
    ieci__memory_free(points);
    ieci__memory_free((void *)codes);
    ieci__memory_free(t.before);
    ieci__memory_free(t.after);
    ieci__memory_free(t.sample);
    ieci__memory_free(t.work);
    ieci__memory_free(t.order);
    return ieci__rows_finish(t.rows, problems);
}

static ieci_table *answer_summary(const ieci__asked *asked, ieci_error **problems) {
    return answer(asked, summary_columns, COUNT(summary_columns), false, problems);
}

static ieci_table *answer_ranks(const ieci__asked *asked, ieci_error **problems) {
    return answer(asked, rank_columns, COUNT(rank_columns), true, problems);
}

const ieci__robust_question ieci__question_leave_one_out = {{"robustness", "leave-one-out",
                                                             "how far ranks move without each indicator and each unit",
                                                             summary_columns, COUNT(summary_columns)},
                                                            answer_summary};

const ieci__robust_question ieci__question_leave_one_out_ranks = {{"robustness", "leave-one-out-ranks",
                                                                   "the ranks without each indicator and each unit",
                                                                   rank_columns, COUNT(rank_columns)},
                                                                  answer_ranks};
