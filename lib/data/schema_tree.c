/* SPDX-License-Identifier: MIT */
#include "data/schema_tree.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "data/keys.h"
#include "stats/sort.h"

typedef struct walker {
    ieci_error **problems;
    ieci_schema *schema;
    const ieci__tree **places;
    size_t nodes_capacity, places_capacity;
} walker;

/* --- Places of the axis, in pre-order --- */

/* Appends a place; false: out of memory. Its code is in the set of codes already. */
static bool append_place(walker *w, size_t parent, bool leaf, const ieci__tree *at) {
    ieci_schema *schema = w->schema;
    const size_t index = schema->num_nodes;
    void *nodes = schema->nodes;
    void *places = w->places;
    const bool done = ieci__memory_reserve(&nodes, &w->nodes_capacity, index + 1, sizeof *schema->nodes) &&
                      ieci__memory_reserve(&places, &w->places_capacity, index + 1, sizeof *w->places);
    schema->nodes = nodes;
    w->places = places;
    if (!done) {
        return false;
    }
    schema->nodes[index] = (ieci__schema_node){
        .code = schema->node_codes.texts[index],
        .parent = parent,
        .indicator = leaf ? schema->num_indicators : IECI__NONE,
        .depth = parent == IECI__NONE ? 0 : schema->nodes[parent].depth + 1,
    };
    schema->num_indicators += leaf ? 1 : 0;
    w->places[index] = at;
    schema->num_nodes++;
    return true;
}

static bool is_inside(const ieci_schema *schema, size_t node, size_t outer) {
    while (node != IECI__NONE && node != outer) {
        node = schema->nodes[node].parent;
    }
    return node == outer;
}

static void tell_twice(walker *w, size_t first, size_t parent, bool leaf, const ieci__tree *at) {
    const ieci__tree *before = w->places[first];
    const size_t line = before->key_line > 0 ? before->key_line : before->line;
    const char *code = w->schema->nodes[first].code;
    if (!leaf && is_inside(w->schema, parent, first)) {
        ieci__tree_problem(w->problems, IECI_ERROR_SCHEMA, at, true,
                           "a cycle: node \"%s\" of line %zu would lie inside itself", code, line);
    } else {
        ieci__tree_problem(w->problems, IECI_ERROR_SCHEMA, at, true,
                           "\"%s\" has a place in the tree already, in line %zu", code, line);
    }
}

/* Gives a code its place and returns that (the first one if it has two); IECI__NONE: not a code, or out of memory. */
static size_t add_place(walker *w, const char *code, size_t parent, bool leaf, const ieci__tree *at) {
    const char *why = NULL;
    bool added = false;
    if (!ieci__text_is_code(code, &why)) {
        ieci__tree_problem(w->problems, IECI_ERROR_SCHEMA, at, true, "not a code: %s", why);
        return IECI__NONE;
    }
    const size_t index = ieci__names_add(&w->schema->node_codes, code, strlen(code), &added);
    if (index == IECI__NAMES_NONE || (added && !append_place(w, parent, leaf, at))) {
        ieci__error_nomem(w->problems);
        return IECI__NONE;
    }
    if (!added && index < w->schema->num_nodes) {
        tell_twice(w, index, parent, leaf, at);
    }
    return index;
}

/* --- Walking, as deep as the document, that is IECI__TREE_MAX_DEPTH --- */

static void walk(walker *w, const ieci__tree *value, size_t parent);

static void walk_map(walker *w, const ieci__tree *map, size_t parent) {
    for (const ieci__tree *child = map->first; child != NULL; child = child->next) {
        /* A second root, which is a mistake, goes below the first one. */
        const bool second = parent == IECI__NONE && w->schema->num_nodes > 0;
        const size_t node = add_place(w, child->key, second ? 0 : parent, false, child);
        if (node != IECI__NONE) {
            walk(w, child, node);
        }
    }
}

static void walk_list(walker *w, const ieci__tree *list, size_t parent) {
    for (const ieci__tree *item = list->first; item != NULL; item = item->next) {
        if (item->kind == IECI__TREE_MAP && item->num_children > 0) {
            walk_map(w, item, parent);
        } else if (item->kind == IECI__TREE_SCALAR && item->text[0] != '\0') {
            add_place(w, item->text, parent, true, item);
        } else {
            ieci__keys_expected(w->problems, item, "the code of an indicator or a map {node: [...]}");
        }
    }
}

static void walk(walker *w, const ieci__tree *value, size_t parent) {
    if (value->kind == IECI__TREE_SCALAR) {
        ieci__keys_expected(w->problems, value, "a list of indicators or a map of nodes");
    } else if (value->num_children == 0) {
        ieci__tree_problem(w->problems, IECI_ERROR_SCHEMA, value, false, "node \"%s\" has no children", value->key);
    } else if (value->kind == IECI__TREE_MAP) {
        walk_map(w, value, parent);
    } else {
        walk_list(w, value, parent);
    }
}

/* --- Children --- */

typedef struct siblings {
    const ieci_schema *schema;
    size_t *nodes;
} siblings;

static bool is_before(const void *items, size_t a, size_t b) {
    const siblings *all = items;
    return strcmp(all->schema->nodes[all->nodes[a]].code, all->schema->nodes[all->nodes[b]].code) < 0;
}

static void exchange(void *items, size_t a, size_t b) {
    const siblings *all = items;
    const size_t kept = all->nodes[a];
    all->nodes[a] = all->nodes[b];
    all->nodes[b] = kept;
}

/* Fills the lists of children, in the order of the tree and in that of their codes. False: out of memory. */
static bool link_children(ieci_schema *schema) {
    const size_t num_children = schema->num_nodes - 1;
    schema->child_block = ieci__memory_allocate(num_children, 2 * sizeof *schema->child_block);
    if (schema->child_block == NULL) {
        return false;
    }
    for (size_t i = 1; i < schema->num_nodes; i++) {
        schema->nodes[schema->nodes[i].parent].num_children++;
    }
    size_t *next = schema->child_block;
    for (size_t i = 0; i < schema->num_nodes; i++) {
        schema->nodes[i].children = next;
        schema->nodes[i].ordered = next + num_children;
        next += schema->nodes[i].num_children;
        schema->nodes[i].num_children = 0;
    }
    for (size_t i = 1; i < schema->num_nodes; i++) {
        ieci__schema_node *parent = &schema->nodes[schema->nodes[i].parent];
        parent->children[parent->num_children] = i;
        parent->ordered[parent->num_children++] = i;
    }
    for (size_t i = 0; i < schema->num_nodes; i++) {
        siblings all = {schema, schema->nodes[i].ordered};
        ieci__sort_items(&all, schema->nodes[i].num_children, is_before, exchange);
    }
    return true;
}

void ieci__schema_tree_read(ieci_error **problems, const ieci__tree *tree, ieci_schema *schema,
                            const ieci__tree ***places) {
    walker w = {.problems = problems, .schema = schema};
    if (tree != NULL && tree->kind == IECI__TREE_MAP) {
        if (tree->num_children != 1) {
            ieci__tree_problem(problems, IECI_ERROR_SCHEMA, tree, true,
                               "expected one key, the code of the index, found %zu", tree->num_children);
        }
        walk_map(&w, tree, IECI__NONE);
    }
    *places = w.places;
    schema->indicators = ieci__memory_allocate(schema->num_indicators, sizeof *schema->indicators);
    if (schema->indicators == NULL || (schema->num_nodes > 0 && !link_children(schema))) {
        ieci__error_nomem(problems);
        schema->num_nodes = 0; /* nobody looks at half an axis */
        return;
    }
    for (size_t i = 0; i < schema->num_nodes; i++) {
        if (schema->nodes[i].indicator != IECI__NONE) {
            /* These stay where the indicator is not described: a draft can be looked at. */
            schema->indicators[schema->nodes[i].indicator] = (ieci__indicator){
                .node = i,
                .denominator = IECI__NONE,
                .not_covered.as_missing = true,
                .not_applicable.as_missing = true,
                .below = IECI__MISSING,
                .above = IECI__MISSING,
                .max_age = IECI__MISSING,
                .valid_low = IECI__MISSING,
                .valid_high = IECI__MISSING,
            };
        }
    }
}
