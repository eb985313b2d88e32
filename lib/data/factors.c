/* SPDX-License-Identifier: MIT */
#include "data/factors.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/number.h"
#include "data/keys.h"
#include "format/yaml_write.h"
#include "index/draw.h"
#include "index/noise.h"
#include "index/weigh.h"

void ieci_factors_free(ieci_factors *factors) {
    if (!ieci__handle_is(factors, IECI__MAGIC_FACTORS)) {
        return;
    }
    for (size_t i = 0; i < factors->num_factors; i++) {
        ieci__memory_free((void *)factors->factors[i].codes);
        ieci__memory_free((void *)factors->factors[i].values);
        ieci__memory_free(factors->factors[i].chances);
    }
    ieci__memory_free(factors->factors);
    ieci__document_free(factors->document);
    factors->head.magic = 0;
    ieci__memory_free(factors);
}

/* --- Against a schema --- */

bool ieci__factors_has_node(const ieci__factor *factor, const ieci_schema *schema, size_t node) {
    const ieci__schema_node *at = &schema->nodes[node];
    bool found = factor->all && at->num_children > 1;
    for (size_t i = 0; i < factor->num_codes && !found; i++) {
        found = strcmp(factor->codes[i], at->code) == 0;
    }
    return factor->kind == IECI__FACTOR_WEIGHTS && at->indicator == IECI__NONE && found;
}

bool ieci__factors_has_indicator(const ieci__factor *factor, const ieci_schema *schema, size_t indicator) {
    const char *code = schema->nodes[schema->indicators[indicator].node].code;
    bool found = factor->all;
    for (size_t i = 0; i < factor->num_codes && !found; i++) {
        found = strcmp(factor->codes[i], code) == 0;
    }
    return found;
}

bool ieci__factors_expert(const ieci__tree *expert, const ieci_schema *schema, size_t node, double *shares,
                          ieci_error **problems) {
    const ieci__schema_node *at = &schema->nodes[node];
    double *points = ieci__memory_allocate(at->num_children, sizeof *points);
    bool valid = points != NULL, positive = false;
    if (!valid) {
        ieci__error_nomem(problems);
    }
    for (size_t c = 0; c < at->num_children && points != NULL; c++) {
        const char *code = schema->nodes[at->ordered[c]].code;
        const ieci__tree *found = ieci__tree_find(expert, code);
        if (found == NULL) {
            ieci__tree_problem(problems, IECI_ERROR_SCHEMA, expert, false, "has no points for %s, a child of %s", code,
                               at->code);
            valid = false;
            continue;
        }
        ieci__keys_number(NULL, found, 0.0, 1e15, &points[c]);
        positive = positive || points[c] > 0.0;
    }
    if (valid && !positive) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, expert, false, "all points of the children of %s are 0",
                           at->code);
        valid = false;
    }
    if (valid && shares != NULL) {
        ieci__weigh_shares(at->num_children, points, shares);
    }
    ieci__memory_free(points);
    return valid;
}

/* The codes of a factor are those of nodes (or of indicators) of the schema. */
static void fit_codes(const ieci__factor *factor, const ieci_schema *schema, ieci_error **problems) {
    const bool nodes = factor->kind == IECI__FACTOR_WEIGHTS;
    const ieci__tree *list = factor->codes_tree;
    const ieci__tree *each = list->kind == IECI__TREE_LIST ? list->first : list;
    for (size_t i = 0; i < factor->num_codes; i++, each = each->next) {
        const size_t place = ieci__names_find(&schema->node_codes, factor->codes[i]);
        if (place == IECI__NAMES_NONE) {
            ieci__keys_unknown(problems, each, false, factor->codes[i], "is not in the tree of the schema",
                               ieci__keys_nearest(*problems, &schema->node_codes, factor->codes[i]));
        } else if (nodes != (schema->nodes[place].indicator == IECI__NONE)) {
            ieci__keys_unknown(problems, each, false, factor->codes[i],
                               nodes ? "is an indicator and has no children" : "is a node, not an indicator", NULL);
        }
    }
}

static void fit_experts(const ieci__factor *factor, const ieci_schema *schema, ieci_error **problems) {
    for (const ieci__tree *expert = factor->experts->first; expert != NULL; expert = expert->next) {
        for (const ieci__tree *child = expert->first; child != NULL; child = child->next) {
            const size_t place = ieci__names_find(&schema->node_codes, child->key);
            const size_t parent = place == IECI__NAMES_NONE ? IECI__NONE : schema->nodes[place].parent;
            if (parent == IECI__NONE || !ieci__factors_has_node(factor, schema, parent)) {
                ieci__keys_unknown(problems, child, true, child->key, "is not a child of the nodes of this factor",
                                   ieci__keys_nearest(*problems, &schema->node_codes, child->key));
            }
        }
        for (size_t n = 0; n < schema->num_nodes; n++) {
            if (ieci__factors_has_node(factor, schema, n)) {
                ieci__factors_expert(expert, schema, n, NULL, problems);
            }
        }
    }
}

/* No node is drawn by two factors, no figure has two errors, and one indicator at most is left out. */
static void fit_together(const ieci_factors *factors, const ieci_schema *schema, ieci_error **problems) {
    size_t removals = 0;
    for (size_t f = 0; f < factors->num_factors; f++) {
        const ieci__factor *factor = &factors->factors[f];
        if (factor->kind == IECI__FACTOR_REMOVE && removals++ > 0) {
            ieci__tree_problem(problems, IECI_ERROR_SCHEMA, factor->tree, true,
                               "a second factor that leaves out indicators: put all of them into one");
        }
        for (size_t g = 0; g < f; g++) {
            const ieci__factor *other = &factors->factors[g];
            const char *shared = NULL;
            for (size_t n = 0; n < schema->num_nodes && shared == NULL; n++) {
                const size_t indicator = schema->nodes[n].indicator;
                const bool nodes =
                    ieci__factors_has_node(factor, schema, n) && ieci__factors_has_node(other, schema, n);
                const bool errors = factor->kind == IECI__FACTOR_ERROR && other->kind == IECI__FACTOR_ERROR &&
                                    indicator != IECI__NONE && ieci__factors_has_indicator(factor, schema, indicator) &&
                                    ieci__factors_has_indicator(other, schema, indicator);
                shared = nodes || errors ? schema->nodes[n].code : NULL;
            }
            if (shared != NULL) {
                ieci__tree_problem(problems, IECI_ERROR_SCHEMA, factor->tree, true, "%s varies in factor %s already",
                                   shared, other->code);
            }
        }
    }
}

bool ieci__factors_fit(const ieci_factors *factors, const ieci_schema *schema, ieci_error **problems) {
    const size_t before = ieci__error_count(*problems);
    if (factors->schema != NULL && strcmp(factors->schema, schema->id) != 0) {
        const ieci__tree *at = ieci__tree_find(ieci__document_root(factors->document), "schema");
        ieci__tree_problem(problems, IECI_ERROR_MISMATCH, at, false,
                           "these factors belong to the schema \"%s\", not to \"%s\"", factors->schema, schema->id);
        return false;
    }
    for (size_t f = 0; f < factors->num_factors; f++) {
        if (factors->factors[f].kind != IECI__FACTOR_ALTERNATIVES) {
            fit_codes(&factors->factors[f], schema, problems);
        }
    }
    if (ieci__error_count(*problems) == before) {
        for (size_t f = 0; f < factors->num_factors; f++) {
            if (factors->factors[f].experts != NULL) {
                fit_experts(&factors->factors[f], schema, problems);
            }
        }
        fit_together(factors, schema, problems);
    }
    return ieci__error_count(*problems) == before;
}

/* --- In words --- */

const char *ieci__factors_kind_name(ieci__factor_kind kind) {
    static const char *const names[] = {"weights", "alternatives", "error", "remove"};
    return names[kind];
}

void ieci__factors_write(const ieci_factors *factors, ieci__text *out) {
    const ieci__tree *map = ieci__tree_find(ieci__document_root(factors->document), "factors");
    ieci__text_append_text(out, "format: ieci/factors/1\nfactors:\n");
    if (map->num_children > 0) {
        ieci__yaml_write(map, false, out);
    }
}

static void append_codes(const ieci__factor *factor, const char *all, ieci__text *out) {
    ieci__text_append_text(out, factor->all ? all : "");
    for (size_t i = 0; i < factor->num_codes; i++) {
        ieci__text_append_text(out, i == 0 ? "" : ", ");
        ieci__text_append_text(out, factor->codes[i]);
    }
}

static void append_rule(const ieci__family *family, const ieci__rule *rule, ieci__text *out) {
    const ieci__method *method = family->row(rule->method);
    ieci__text_append_text(out, method->name);
    for (size_t p = 0; p < method->num_parameters; p++) {
        ieci__text_append_text(out, p == 0 ? " (" : ", ");
        ieci__text_append_text(out, method->parameters[p].name);
        ieci__text_append_text(out, " ");
        ieci__text_append_number(out, rule->values[p]);
    }
    ieci__text_append_text(out, method->num_parameters == 0 ? "" : ")");
}

static void append_value(const ieci__tree *value, ieci__text *out) {
    const ieci__tree *rule = value->kind == IECI__TREE_MAP ? ieci__tree_find(value, "rule") : value;
    const char *text = ieci__keys_text(rule);
    ieci__text_append_text(out, text != NULL ? text : value->kind == IECI__TREE_LIST ? "a list" : "a map");
}

void ieci__factors_describe(const ieci__factor *factor, ieci__text *out) {
    switch (factor->kind) {
    case IECI__FACTOR_WEIGHTS:
        ieci__text_append_text(out, "weights of the children of ");
        append_codes(factor, "every node", out);
        ieci__text_append_text(out, ": ");
        append_rule(&ieci__draw_family, &factor->draw, out);
        break;
    case IECI__FACTOR_ALTERNATIVES:
        append_codes(factor, "", out);
        for (size_t i = 0; i < factor->num_values; i++) {
            ieci__text_append_text(out, i == 0 ? ": " : " | ");
            append_value(factor->values[i], out);
        }
        break;
    case IECI__FACTOR_ERROR:
        ieci__text_append_text(out, "figures of ");
        append_codes(factor, "every indicator", out);
        ieci__text_append_text(out, ": ");
        append_rule(&ieci__noise_family, &factor->draw, out);
        break;
    case IECI__FACTOR_REMOVE:
        ieci__text_append_text(out, "leaves out one, or none, of ");
        append_codes(factor, "all indicators", out);
        break;
    }
}
