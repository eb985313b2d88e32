/* SPDX-License-Identifier: MIT */
#include "study/causes_method.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/text.h"

static const ieci_schema *schema_of(const ieci__pairing *pairing, int side) {
    return pairing->result[side]->model->schema;
}

static bool same_number(double a, double b) {
    return a == b || (ieci__is_missing(a) && ieci__is_missing(b));
}

static bool same_rule(const ieci__rule *a, const ieci__rule *b) {
    for (size_t i = 0; i < IECI__METHOD_MAX_PARAMETERS; i++) {
        if (!same_number(a->values[i], b->values[i])) {
            return false;
        }
    }
    return a->method == b->method;
}

static bool same_over(const ieci__over *a, const ieci__over *b) {
    return a->kind == b->kind && (a->kind != IECI__OVER_CODE || ieci__text_equal(a->code, b->code));
}

static bool same_missing(const ieci__missing *a, const ieci__missing *b) {
    return a->method == b->method && ieci__text_equal(a->of, b->of);
}

static bool same_status(const ieci__status_rule *a, const ieci__status_rule *b) {
    return a->as_missing == b->as_missing && (a->as_missing || same_missing(&a->rule, &b->rule));
}

static bool same_denominator(const ieci_schema *one, size_t a, const ieci_schema *other, size_t b) {
    if (a == IECI__NONE || b == IECI__NONE) {
        return a == b;
    }
    const ieci__denominator *first = &one->denominators[a], *second = &other->denominators[b];
    return ieci__text_equal(first->column, second->column) && ieci__text_equal(first->indicator, second->indicator) &&
           first->scale == second->scale;
}

static bool same_indicator(const ieci_schema *one, size_t a, const ieci_schema *other, size_t b) {
    const ieci__indicator *first = &one->indicators[a], *second = &other->indicators[b];
    return first->direction == second->direction &&
           same_denominator(one, first->denominator, other, second->denominator) &&
           same_rule(&first->treat, &second->treat) && same_over(&first->treat_over, &second->treat_over) &&
           first->transform == second->transform && same_rule(&first->normalise, &second->normalise) &&
           same_over(&first->normalise_over, &second->normalise_over) && first->outside == second->outside &&
           same_status(&first->not_covered, &second->not_covered) &&
           same_status(&first->not_applicable, &second->not_applicable) && same_number(first->below, second->below) &&
           same_number(first->above, second->above) &&
           same_missing(&one->nodes[first->node].missing, &other->nodes[second->node].missing);
}

static bool same_node(const ieci__schema_node *a, const ieci__schema_node *b) {
    return same_rule(&a->aggregate, &b->aggregate) && a->min_share == b->min_share &&
           same_missing(&a->missing, &b->missing);
}

static bool same_rank_rule(const ieci_schema *a, const ieci_schema *b) {
    return a->ties == b->ties && a->by_full == b->by_full && a->decimals == b->decimals &&
           a->key_decimals == b->key_decimals;
}

/* Whether any unit of the edition has a number in a column. */
static bool has_data(const ieci_model *model, size_t edition, size_t column) {
    const double *values = ieci__dataset_column(model->dataset, edition, column);
    for (size_t u = 0; u < model->num_units; u++) {
        if (ieci__dataset_member(model->dataset, edition, u) && !ieci__is_missing(values[u])) {
            return true;
        }
    }
    return false;
}

bool ieci__causes_is_common(const ieci__pairing *pairing, int side, size_t indicator) {
    const ieci_model *one = pairing->result[side]->model, *other = pairing->result[1 - side]->model;
    const char *code = one->schema->nodes[one->schema->indicators[indicator].node].code;
    size_t node = ieci__names_find(&other->schema->node_codes, code);
    return node != IECI__NONE && other->schema->nodes[node].indicator != IECI__NONE &&
           has_data(one, pairing->edition[side], one->column[indicator]) ==
               has_data(other, pairing->edition[1 - side], other->column[other->schema->nodes[node].indicator]);
}

static bool same_tree(const ieci__pairing *pairing) {
    const ieci_schema *before = schema_of(pairing, IECI__BEFORE), *after = schema_of(pairing, IECI__AFTER);
    if (before->num_nodes != after->num_nodes || pairing->num_nodes != after->num_nodes) {
        return false;
    }
    for (size_t n = 1; n < pairing->num_nodes; n++) {
        const ieci__schema_node *a = &before->nodes[pairing->node[IECI__BEFORE][n]];
        const ieci__schema_node *b = &after->nodes[pairing->node[IECI__AFTER][n]];
        bool both_leaves = (a->indicator == IECI__NONE) == (b->indicator == IECI__NONE);
        if (!both_leaves || pairing->node[IECI__BEFORE][b->parent] != a->parent) {
            return false; /* with all nodes matched, those of the later tree are numbered as the pairing is */
        }
    }
    return true;
}

ieci__causes_method ieci__causes_compare_methods(const ieci__pairing *pairing) {
    const ieci_model *before = pairing->result[IECI__BEFORE]->model, *after = pairing->result[IECI__AFTER]->model;
    ieci__causes_method differs = {.tree = !same_tree(pairing)};
    differs.structure = differs.tree || !same_rank_rule(before->schema, after->schema);
    for (size_t n = 0; n < pairing->num_nodes && !differs.structure; n++) {
        size_t a = before->schema->nodes[pairing->node[IECI__BEFORE][n]].indicator;
        size_t b = after->schema->nodes[pairing->node[IECI__AFTER][n]].indicator;
        differs.structure = a != IECI__NONE && has_data(before, pairing->edition[IECI__BEFORE], before->column[a]) !=
                                                   has_data(after, pairing->edition[IECI__AFTER], after->column[b]);
    }
    differs.normalisation = before->schema->range_low != after->schema->range_low ||
                            before->schema->range_high != after->schema->range_high;
    for (size_t n = 0; n < pairing->num_nodes && !differs.structure; n++) {
        size_t a = pairing->node[IECI__BEFORE][n], b = pairing->node[IECI__AFTER][n];
        const ieci__schema_node *first = &before->schema->nodes[a], *second = &after->schema->nodes[b];
        differs.weights = differs.weights || before->share[a] != after->share[b];
        if (first->indicator == IECI__NONE) {
            differs.aggregation = differs.aggregation || !same_node(first, second);
        } else {
            differs.normalisation = differs.normalisation ||
                                    !same_indicator(before->schema, first->indicator, after->schema, second->indicator);
        }
    }
    return differs;
}

ieci_schema *ieci__causes_mix_schemas(const ieci_schema *rules, const ieci_schema *nodes) {
    ieci_schema *mixed = ieci__memory_copy(rules, 1, sizeof *rules);
    ieci__schema_node *copies = ieci__memory_copy(rules->nodes, rules->num_nodes, sizeof *rules->nodes);
    if (mixed == NULL || copies == NULL) {
        ieci__memory_free(mixed);
        ieci__memory_free(copies);
        return NULL;
    }
    ieci__handle_start(&mixed->head, IECI__MAGIC_SCHEMA);
    mixed->nodes = copies;
    for (size_t n = 0; n < rules->num_nodes; n++) {
        size_t other = n == 0 ? 0 : ieci__names_find(&nodes->node_codes, copies[n].code);
        if (copies[n].indicator == IECI__NONE) {
            copies[n].aggregate = nodes->nodes[other].aggregate;
            copies[n].min_share = nodes->nodes[other].min_share;
            copies[n].missing = nodes->nodes[other].missing;
        }
    }
    return mixed;
}

void ieci__causes_drop_schema(ieci_schema *mixed) {
    if (mixed != NULL) {
        ieci__memory_free(mixed->nodes);
        ieci__memory_free(mixed);
    }
}
