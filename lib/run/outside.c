/* SPDX-License-Identifier: MIT */
#include "run/outside.h"

#include "base/memory.h"

bool ieci__outside_keeps_back(const ieci_schema *schema) {
    for (size_t j = 0; j < schema->num_indicators; j++) {
        if (schema->indicators[j].publish != IECI__PUBLISH_VALUE) {
            return true;
        }
    }
    return false;
}

static bool has_value(const ieci_result *result, size_t cell) {
    return result->state[cell] == IECI__STATE_PRESENT || result->state[cell] == IECI__STATE_FILLED;
}

/* Whether all that counts in a unit is one child that is withheld: the score would be its value. */
static bool is_alone(const ieci_result *result, size_t edition, size_t node, size_t unit, const unsigned char *access) {
    const ieci__schema_node *rules = &result->model->schema->nodes[node];
    size_t counted = 0, withheld = 0;
    for (size_t c = 0; c < rules->num_children; c++) {
        size_t child = rules->children[c], cell = ieci__result_at(result, edition, child, unit);
        if (result->model->share[child] > 0.0 && has_value(result, cell)) {
            counted++;
            withheld += access[cell] == IECI__ACCESS_WITHHELD;
        }
    }
    return counted == 1 && withheld == 1;
}

/* The access to a node in one edition; its children have theirs. */
static void find_node(const ieci_result *result, size_t edition, size_t node, unsigned char usual,
                      unsigned char *access) {
    size_t units = result->model->num_units, first = ieci__result_at(result, edition, node, 0);
    bool any = false;
    for (size_t u = 0; u < units; u++) {
        bool alone = result->state[first + u] == IECI__STATE_PRESENT && is_alone(result, edition, node, u, access);
        access[first + u] = alone ? IECI__ACCESS_WITHHELD : usual;
        any = any || alone;
    }
    for (size_t u = 0; u < units && any; u++) { /* a value that was filled in is made of the others */
        if (result->state[first + u] == IECI__STATE_FILLED) {
            access[first + u] = IECI__ACCESS_WITHHELD;
        }
    }
}

/* The usual access to each node: exact as long as everything with weight below it is. */
static void find_usual(const ieci_model *model, unsigned char *usual) {
    static const unsigned char of_publish[] = {IECI__ACCESS_EXACT, IECI__ACCESS_PRINTED, IECI__ACCESS_WITHHELD};
    for (size_t n = model->num_nodes; n-- > 0;) { /* children come after their parents */
        const ieci__schema_node *node = &model->schema->nodes[n];
        usual[n] = IECI__ACCESS_EXACT;
        if (node->indicator != IECI__NONE) {
            usual[n] = of_publish[model->schema->indicators[node->indicator].publish];
        }
        for (size_t c = 0; c < node->num_children; c++) {
            if (model->share[node->children[c]] > 0.0 && usual[node->children[c]] != IECI__ACCESS_EXACT) {
                usual[n] = IECI__ACCESS_PRINTED;
            }
        }
    }
}

/* The basis that a child leaves to its parent. */
static ieci__basis basis_above(const ieci_result *result, size_t child, const unsigned char *access) {
    const ieci_model *model = result->model;
    ieci__basis basis = IECI__BASIS_SCORES;
    for (size_t e = 0; e < model->num_editions; e++) {
        for (size_t u = 0; u < model->num_units; u++) {
            size_t cell = ieci__result_at(result, e, child, u);
            ieci__basis left = access[cell] == IECI__ACCESS_EXACT                                 ? IECI__BASIS_SCORES
                               : access[cell] == IECI__ACCESS_WITHHELD && has_value(result, cell) ? IECI__BASIS_NOTHING
                                                                                                  : IECI__BASIS_PRINTED;
            basis = left > basis ? left : basis;
        }
    }
    return basis;
}

ieci__basis ieci__outside_basis(const ieci_result *result, size_t node, const unsigned char *access) {
    const ieci_model *model = result->model;
    const ieci__schema_node *rules = &model->schema->nodes[node];
    if (rules->indicator != IECI__NONE) {
        bool here = !model->partial || model->schema->indicators[rules->indicator].publish == IECI__PUBLISH_VALUE;
        return here ? IECI__BASIS_FIGURES : IECI__BASIS_NOTHING;
    }
    ieci__basis basis = model->partial ? IECI__BASIS_SCORES : IECI__BASIS_FIGURES;
    for (size_t c = 0; c < rules->num_children && model->partial; c++) {
        if (model->share[rules->children[c]] > 0.0) {
            ieci__basis left = basis_above(result, rules->children[c], access);
            basis = left > basis ? left : basis;
        }
    }
    return basis;
}

unsigned char *ieci__outside_access(const ieci_result *result, bool all, ieci_error **problems) {
    const ieci_model *model = result->model;
    unsigned char *access = ieci__memory_allocate(model->num_editions * model->num_nodes, model->num_units);
    unsigned char *usual = ieci__memory_allocate(model->num_nodes, 1);
    if (access == NULL || usual == NULL) {
        ieci__error_nomem(problems);
        ieci__memory_free(access);
        ieci__memory_free(usual);
        return NULL;
    }
    if (!all) {
        find_usual(model, usual);
    }
    for (size_t e = 0; e < model->num_editions && !all; e++) {
        for (size_t n = model->num_nodes; n-- > 0;) {
            find_node(result, e, n, usual[n], access);
        }
    }
    ieci__memory_free(usual);
    return access;
}
