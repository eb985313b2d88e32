/* SPDX-License-Identifier: MIT */
#include "run/result.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/number.h"

ieci_result *ieci__result_new(const ieci_model *model) {
    size_t cells = model->num_editions * model->num_nodes * model->num_units;
    ieci_result *result = ieci__memory_allocate(1, sizeof *result);
    if (result == NULL) {
        return NULL;
    }
    ieci__handle_start(&result->head, IECI__MAGIC_RESULT);
    result->model = ieci__model_ref(model);
    result->value = ieci__memory_allocate(cells, sizeof *result->value);
    result->state = ieci__memory_allocate(cells, 1);
    result->key = ieci__memory_allocate(cells, sizeof *result->key);
    result->rank = ieci__memory_allocate(cells, sizeof *result->rank);
    result->tied = ieci__memory_allocate(cells, sizeof *result->tied);
    if (!result->value || !result->state || !result->key || !result->rank || !result->tied) {
        ieci_result_unref(result);
        return NULL;
    }
    for (size_t i = 0; i < cells; i++) {
        result->value[i] = result->rank[i] = IECI__MISSING;
        result->key[i] = IECI__KEY_NONE;
        result->state[i] = IECI__STATE_ABSENT;
    }
    return result;
}

void ieci_result_unref(ieci_result *result) {
    if (!ieci__handle_is(result, IECI__MAGIC_RESULT) || !ieci__handle_unref(&result->head)) {
        return;
    }
    ieci__memory_free(result->value);
    ieci__memory_free(result->state);
    ieci__memory_free(result->key);
    ieci__memory_free(result->rank);
    ieci__memory_free(result->tied);
    ieci_bytes_unref(result->file);
    ieci_table_unref(result->notes);
    ieci_model_unref(result->model);
    ieci__memory_free(result);
}

ieci_result *ieci__result_ref(const ieci_result *result) {
    ieci__handle_ref(&result->head);
    return (ieci_result *)(uintptr_t)result;
}

const ieci_model *ieci_result_model(const ieci_result *result) {
    return ieci__handle_is(result, IECI__MAGIC_RESULT) ? result->model : NULL;
}

size_t ieci__result_at(const ieci_result *result, size_t edition, size_t node, size_t unit) {
    const ieci_model *model = result->model;
    return (edition * model->num_nodes + node) * model->num_units + unit;
}

double ieci__result_score(const ieci_result *result, size_t edition, size_t node, size_t unit) {
    size_t at = ieci__result_at(result, edition, node, unit);
    return result->state[at] == IECI__STATE_PRESENT ? result->value[at] : IECI__MISSING;
}

int64_t ieci__result_rank_key(const ieci_model *model, int64_t key) {
    const ieci_schema *schema = model->schema;
    return key == IECI__KEY_NONE || schema->by_full
               ? key
               : ieci__number_round_key(key, schema->key_decimals - schema->decimals);
}

double ieci__result_print_key(const ieci_model *model, int64_t key) {
    const ieci_schema *schema = model->schema;
    char text[IECI__NUMBER_SIZE];
    double printed = IECI__MISSING;
    if (key != IECI__KEY_NONE) {
        size_t size = ieci__number_format_key(key, schema->key_decimals, schema->decimals, text);
        ieci__number_parse(text, size, &printed);
    }
    return printed;
}

double ieci__result_printed(const ieci_result *result, size_t edition, size_t node, size_t unit) {
    return ieci__result_print_key(result->model, result->key[ieci__result_at(result, edition, node, unit)]);
}

static const char *const state_names[] = {"present", "filled", "absent", "failed", "dropped", "undefined"};

const char *ieci__result_state_name(unsigned char state) {
    return state_names[state];
}

bool ieci__result_state_parse(const char *name, unsigned char *state) {
    for (unsigned char s = 0; s < IECI__STATE_UNDEFINED; s++) {
        if (strcmp(name, state_names[s]) == 0) {
            *state = s;
            return true;
        }
    }
    return false;
}

/* Copies one row of units of an array of the result. */
static ieci_status copy_row(const ieci_result *result, size_t edition, size_t node, bool ranks, double *values,
                            size_t num_units, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, result, IECI__MAGIC_RESULT, "result");
    valid &= ieci__error_check_pointer(&problems, values, ranks ? "ranks" : "scores");
    if (!valid) {
        return ieci__error_give(problems, error);
    }
    const ieci_model *model = result->model;
    if (edition >= model->num_editions) {
        ieci__error_argument(&problems, "edition", "there are only %zu editions", model->num_editions);
    }
    if (node >= model->num_nodes) {
        ieci__error_argument(&problems, "node", "there are only %zu nodes", model->num_nodes);
    }
    if (num_units != model->num_units) {
        ieci__error_argument(&problems, "num_units", "must be %zu, the number of units", model->num_units);
    }
    if (problems != NULL) {
        return ieci__error_give(problems, error);
    }
    for (size_t u = 0; u < num_units; u++) {
        values[u] = ranks ? result->rank[ieci__result_at(result, edition, node, u)]
                          : ieci__result_score(result, edition, node, u);
    }
    return IECI_OK;
}

ieci_status ieci_result_copy_scores(const ieci_result *result, size_t edition, size_t node, double *scores,
                                    size_t num_units, ieci_error **error) {
    return copy_row(result, edition, node, false, scores, num_units, error);
}

ieci_status ieci_result_copy_ranks(const ieci_result *result, size_t edition, size_t node, double *ranks,
                                   size_t num_units, ieci_error **error) {
    return copy_row(result, edition, node, true, ranks, num_units, error);
}

static bool has_value(const ieci_result *result, size_t at) {
    return result->state[at] == IECI__STATE_PRESENT || result->state[at] == IECI__STATE_FILLED;
}

void ieci__result_parts(const ieci_result *result, size_t edition, size_t node, size_t unit, ieci__part *parts) {
    const ieci_model *model = result->model;
    const ieci__schema_node *rules = &model->schema->nodes[node];
    const ieci__aggregate *aggregate = ieci__aggregate_row(rules->aggregate.method);
    double score = ieci__result_score(result, edition, node, unit), present = 0.0;
    bool whole = true;
    for (size_t c = 0; c < rules->num_children; c++) { /* in the order of the kernel */
        size_t child = rules->ordered[c];
        bool counts = has_value(result, ieci__result_at(result, edition, child, unit));
        present += counts ? model->share[child] : 0.0;
        whole = whole && (counts || !(model->share[child] > 0.0));
    }
    for (size_t c = 0; c < rules->num_children; c++) {
        size_t child = rules->children[c], at = ieci__result_at(result, edition, child, unit);
        bool counts = has_value(result, at) && model->share[child] > 0.0 && !ieci__is_missing(score);
        double weight = whole ? model->share[child] : model->share[child] / present;
        parts[c].child = child;
        parts[c].weight = counts ? weight : 0.0;
        parts[c].contribution = IECI__MISSING;
        if (counts && aggregate->contribution != NULL) {
            parts[c].contribution = aggregate->contribution(weight, result->value[at], score, rules->aggregate.values);
        }
    }
}
