/* SPDX-License-Identifier: MIT */
#include "study/rank_range.h"

#include "base/memory.h"
#include "base/missing.h"
#include "base/options.h"
#include "study/rank_search.h"

#define COUNT(columns) (sizeof(columns) / sizeof *(columns))

static const ieci__column range_columns[] = {
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"name", IECI_COLUMN_TEXT, "name of the unit"},
    {"rank", IECI_COLUMN_REAL, "1 + the units that print higher under the weights of the model"},
    {"best", IECI_COLUMN_REAL, "best rank for which weights were found"},
    {"best_bound", IECI_COLUMN_REAL, "no weights of the region give a better rank than this"},
    {"worst", IECI_COLUMN_REAL, "worst rank for which weights were found"},
    {"worst_bound", IECI_COLUMN_REAL, "no weights of the region give a worse rank than this"},
    {"exact", IECI_COLUMN_TEXT, "yes if what was found is the best and the worst there is"},
    {"nodes", IECI_COLUMN_REAL, "of the search for both; its limit is option node_limit, for each"},
};

static const ieci__column weight_columns[] = {
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"end", IECI_COLUMN_TEXT, "best or worst"},
    {"rank", IECI_COLUMN_REAL, "rank that these weights give"},
    {"node", IECI_COLUMN_TEXT, "node whose weights vary"},
    {"child", IECI_COLUMN_TEXT, "its child"},
    {"share", IECI_COLUMN_REAL, "weight inside the node"},
    {"nominal", IECI_COLUMN_REAL, "weight inside the node in the model"},
};

/* Writes what was found about a unit: its nominal ends are ranks under the model's own weights. */
typedef void (*writer)(const ieci__asked *asked, const ieci__linear *linear, size_t unit, const ieci__rank_end *best,
                       const ieci__rank_end *worst, ieci__rows *rows);

static double nominal_rank(const ieci__asked *asked, const ieci__linear *linear, size_t unit) {
    const ieci_result *result = asked->result;
    const int64_t *key = result->key + ieci__result_at(result, asked->edition, asked->node, 0);
    const int64_t own = ieci__result_rank_key(result->model, key[linear->unit[unit]]);
    double rank = 1.0;
    for (size_t k = 0; k < linear->num_units; k++) {
        rank += ieci__result_rank_key(result->model, key[linear->unit[k]]) > own ? 1.0 : 0.0;
    }
    return rank;
}

static void write_range(const ieci__asked *asked, const ieci__linear *linear, size_t unit, const ieci__rank_end *best,
                        const ieci__rank_end *worst, ieci__rows *rows) {
    const char *language = ieci__options_text(asked->options, "language");
    const bool exact = best->found == best->proved && worst->found == worst->proved;
    ieci__rows_text(rows, ieci__linear_code(linear, unit));
    ieci__rows_text(rows, ieci__dataset_unit_name(asked->result->model->dataset, linear->unit[unit], language));
    ieci__rows_real(rows, nominal_rank(asked, linear, unit));
    ieci__rows_real(rows, (double)best->found);
    ieci__rows_real(rows, (double)best->proved);
    ieci__rows_real(rows, (double)worst->found);
    ieci__rows_real(rows, (double)worst->proved);
    ieci__rows_text(rows, exact ? "yes" : "no");
    ieci__rows_real(rows, (double)(best->nodes + worst->nodes));
}

static void write_weights_of(const ieci__asked *asked, const ieci__linear *linear, size_t unit, const char *end,
                             const ieci__rank_end *found, ieci__rows *rows) {
    const ieci_model *model = asked->result->model;
    for (size_t e = 0; e < linear->num_entries; e++) {
        const ieci__linear_entry *entry = &linear->entries[e];
        for (size_t c = 0; c < entry->num_children && entry->region != NULL; c++) {
            const size_t child = entry->children[c];
            ieci__rows_text(rows, ieci__linear_code(linear, unit));
            ieci__rows_text(rows, end);
            ieci__rows_real(rows, (double)found->found);
            ieci__rows_text(rows, model->schema->nodes[entry->node].code);
            ieci__rows_text(rows, model->schema->nodes[linear->entries[child].node].code);
            /* Below a node without weight any shares do. */
            ieci__rows_real(rows, found->weight[e] > 0.0 ? found->weight[child] / found->weight[e] : IECI__MISSING);
            ieci__rows_real(rows, model->share[linear->entries[child].node]);
        }
    }
}

static void write_weights(const ieci__asked *asked, const ieci__linear *linear, size_t unit, const ieci__rank_end *best,
                          const ieci__rank_end *worst, ieci__rows *rows) {
    write_weights_of(asked, linear, unit, "best", best, rows);
    write_weights_of(asked, linear, unit, "worst", worst, rows);
}

static void search_units(const ieci__asked *asked, ieci__linear *linear, ieci__rank_search *search, double *weight,
                         writer write, ieci__rows *rows, ieci_error **problems) {
    ieci__rank_end best = {.weight = weight}, worst = {.weight = weight + linear->num_entries};
    for (size_t u = 0; u < linear->num_units; u++) {
        const double done = 0.2 + 0.8 * (double)u / (double)linear->num_units;
        if (!ieci__options_progress(asked->options, done, problems)) {
            return;
        }
        if (!ieci__question_takes(linear, asked->unit, u)) {
            continue;
        }
        if (!ieci__rank_search_run(search, u, false, &best) || !ieci__rank_search_run(search, u, true, &worst)) {
            ieci__error_nomem(problems);
            return;
        }
        write(asked, linear, u, &best, &worst, rows);
    }
    ieci__options_progress(asked->options, 1.0, problems);
}

static ieci_table *answer(const ieci__asked *asked, const ieci__column *columns, size_t num_columns, writer write,
                          ieci_error **problems) {
    ieci__linear linear;
    ieci__rows *rows = ieci__rows_new(columns, num_columns);
    if (ieci__linear_make(&linear, asked->result, asked->edition, asked->node, asked->regions, problems)) {
        const ieci__printing printing = ieci__printing_of(asked->result->model->schema, linear.logarithms);
        const size_t limit = ieci__options_size(asked->options, "node_limit");
        ieci__rank_search *search = ieci__rank_search_new(&linear, &printing, limit, asked->options, problems);
        double *weight = ieci__memory_allocate(2 * linear.num_entries, sizeof *weight);
        if (weight == NULL) {
            ieci__error_nomem(problems);
        } else if (search != NULL && rows != NULL) {
            search_units(asked, &linear, search, weight, write, rows, problems);
        }
        ieci__memory_free(weight);
        ieci__rank_search_free(search);
    }
    ieci__linear_clear(&linear);
    return ieci__rows_finish(rows, problems);
}

static ieci_table *answer_range(const ieci__asked *asked, ieci_error **problems) {
    return answer(asked, range_columns, COUNT(range_columns), write_range, problems);
}

static ieci_table *answer_weights(const ieci__asked *asked, ieci_error **problems) {
    return answer(asked, weight_columns, COUNT(weight_columns), write_weights, problems);
}

const ieci__robust_question ieci__question_rank_range = {
    {"robustness", "rank-range", "best and worst rank of each unit over the weights, exact unless it says otherwise",
     range_columns, COUNT(range_columns)},
    answer_range};

const ieci__robust_question ieci__question_rank_weights = {{"robustness", "rank-weights",
                                                            "weights that give each unit its best and its worst rank",
                                                            weight_columns, COUNT(weight_columns)},
                                                           answer_weights};
