/* SPDX-License-Identifier: MIT */
#include "data/schema_read.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "data/keys.h"
#include "data/schema_indicator.h"
#include "data/schema_tree.h"
#include "index/aggregate.h"
#include "index/impute.h"
#include "index/ties.h"
#include "index/treat.h"
#include "stats/sort.h"

#define FINEST_KEY 10    /* decimals of rank keys */
#define LARGEST_KEY 1e13 /* the rounding error of a score stays well below a step of its key */
#define MOST_LANGUAGES 100

typedef struct reader {
    ieci_error **problems;
    ieci_schema *schema;
    const ieci__tree **places; /* where each code of the axis stands in the tree */
    ieci__names covariates;
    ieci__names denominators; /* index as in schema->denominators */
    ieci__schema_defaults defaults;
} reader;

static const ieci__tree *find(const reader *r, const char *key) {
    return ieci__tree_find(r->schema->root, key);
}

/* The child of the root with this key if it is a map. */
static const ieci__tree *find_map(const reader *r, const char *key) {
    const ieci__tree *tree = find(r, key);
    return tree != NULL && tree->kind == IECI__TREE_MAP ? tree : NULL;
}

static size_t line_of(const ieci__tree *tree) {
    return tree->key_line > 0 ? tree->key_line : tree->line;
}

static void tell_unknown(reader *r, const ieci__tree *at, bool at_key, const char *code, const char *what,
                         const ieci__names *known) {
    ieci__keys_unknown(r->problems, at, at_key, code, what, ieci__keys_nearest(*r->problems, known, code));
}

/* --- Maps by code, in byte order of the codes --- */

typedef struct sorted {
    const ieci__tree **children;
    size_t count;
} sorted;

static bool is_before(const void *items, size_t a, size_t b) {
    const sorted *all = items;
    return strcmp(all->children[a]->key, all->children[b]->key) < 0;
}

static void exchange(void *items, size_t a, size_t b) {
    const sorted *all = items;
    const ieci__tree *kept = all->children[a];
    all->children[a] = all->children[b];
    all->children[b] = kept;
}

/* The children of a map (NULL: none) in byte order of their keys. False: out of memory. */
static bool sort_children(reader *r, const ieci__tree *map, sorted *all) {
    *all = (sorted){0};
    all->children = ieci__memory_allocate(map == NULL ? 0 : map->num_children, sizeof *all->children);
    if (all->children == NULL) {
        ieci__error_nomem(r->problems);
        return false;
    }
    for (const ieci__tree *each = map == NULL ? NULL : map->first; each != NULL; each = each->next) {
        all->children[all->count++] = each;
    }
    ieci__sort_items(all, all->count, is_before, exchange);
    return true;
}

static void read_covariates(reader *r) {
    ieci_schema *schema = r->schema;
    sorted all;
    if (!sort_children(r, find_map(r, "covariates"), &all)) {
        return;
    }
    schema->covariates = ieci__memory_allocate(all.count, sizeof *schema->covariates);
    schema->covariate_trees = ieci__memory_allocate(all.count, sizeof *schema->covariate_trees);
    bool done = schema->covariates != NULL && schema->covariate_trees != NULL;
    for (size_t i = 0; done && i < all.count; i++) {
        const ieci__tree *each = all.children[i];
        ieci__keys_check_code(r->problems, each);
        ieci__keys_check(r->problems, each, "covariate");
        const size_t place = ieci__names_find(&schema->node_codes, each->key);
        if (place < schema->num_nodes) {
            ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, each, true, "\"%s\" is in the tree too, in line %zu",
                               each->key, line_of(r->places[place]));
        }
        schema->covariate_trees[schema->num_covariates] = each;
        schema->covariates[schema->num_covariates++] = each->key;
        done = ieci__names_intern(&r->covariates, each->key) != NULL;
    }
    if (!done) {
        ieci__error_nomem(r->problems);
    }
    ieci__memory_free(all.children);
}

static void read_denominator(reader *r, const ieci__tree *tree, ieci__denominator *denominator) {
    *denominator = (ieci__denominator){.code = tree->key, .scale = 1.0, .tree = tree};
    ieci__keys_check_code(r->problems, tree);
    if (strcmp(tree->key, "none") == 0) {
        ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, tree, true, "none stands for no denominator");
    }
    if (!ieci__keys_check(r->problems, tree, "denominator") && tree->kind != IECI__TREE_MAP) {
        return;
    }
    const ieci__tree *scale = ieci__tree_find(tree, "scale");
    const ieci__tree *indicator = ieci__tree_find(tree, "indicator");
    denominator->column = ieci__keys_text(ieci__tree_find(tree, "column"));
    denominator->indicator = ieci__keys_text(indicator);
    if (ieci__keys_number(NULL, scale, 0.0, HUGE_VAL, &denominator->scale) && denominator->scale == 0.0) {
        ieci__keys_expected(r->problems, scale, "a number above 0");
    }
    if ((indicator == NULL) == (ieci__tree_find(tree, "column") == NULL)) {
        ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, tree, true,
                           "a denominator has one of column (of the units table) and indicator (a covariate)");
    } else if (denominator->indicator != NULL &&
               ieci__names_find(&r->covariates, denominator->indicator) == IECI__NAMES_NONE) {
        tell_unknown(r, indicator, false, denominator->indicator, "is not in covariates", &r->covariates);
    }
}

static void read_denominators(reader *r) {
    ieci_schema *schema = r->schema;
    sorted all;
    if (!sort_children(r, find_map(r, "denominators"), &all)) {
        return;
    }
    schema->denominators = ieci__memory_allocate(all.count, sizeof *schema->denominators);
    bool done = schema->denominators != NULL;
    for (size_t i = 0; done && i < all.count; i++) {
        read_denominator(r, all.children[i], &schema->denominators[schema->num_denominators++]);
        done = ieci__names_intern(&r->denominators, all.children[i]->key) != NULL;
    }
    if (!done) {
        ieci__error_nomem(r->problems);
    }
    ieci__memory_free(all.children);
}

/* --- Score, rank, defaults, languages --- */

static void read_score(reader *r) {
    ieci_schema *schema = r->schema;
    const ieci__tree *score = find_map(r, "score");
    double decimals = 1.0;
    schema->range_low = 0.0;
    schema->range_high = 100.0;
    if (score != NULL) {
        ieci__keys_check(r->problems, score, "score");
        ieci__keys_range(r->problems, ieci__tree_find(score, "range"), &schema->range_low, &schema->range_high);
        ieci__keys_number(NULL, ieci__tree_find(score, "decimals"), 0.0, FINEST_KEY, &decimals);
    }
    const double largest =
        fabs(schema->range_low) > fabs(schema->range_high) ? fabs(schema->range_low) : fabs(schema->range_high);
    double scale = 1e10;
    schema->key_decimals = FINEST_KEY;
    while (schema->key_decimals > 0 && !(largest * scale <= LARGEST_KEY)) {
        schema->key_decimals--;
        scale /= 10.0;
    }
    schema->decimals = (unsigned)decimals;
    if (!(largest * scale <= LARGEST_KEY)) {
        ieci__keys_expected(r->problems, ieci__tree_find(score, "range"), "scores below 1e13 in size");
    } else if (schema->decimals > schema->key_decimals) {
        ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, ieci__tree_find(score, "decimals"), false,
                           "scores of this range can have %zu decimals at most", (size_t)schema->key_decimals);
    }
}

static void read_rank(reader *r) {
    const ieci__tree *rank = find_map(r, "rank");
    ieci__rule_setting ties = ieci__rule_default(&ieci__ties_family, "min");
    size_t by = 0;
    if (rank != NULL) {
        ieci__keys_check(r->problems, rank, "rank");
        ieci__keys_choice(NULL, ieci__tree_find(rank, "by"), "printed|full", &by);
        ieci__rule_read(r->problems, ieci__tree_find(rank, "ties"), &ieci__ties_family, &ties);
    }
    r->schema->by_full = by == 1;
    r->schema->ties = ties.rule.method;
}

static void read_defaults(reader *r) {
    ieci__schema_defaults *to = &r->defaults;
    const ieci__tree *defaults = find_map(r, "defaults");
    size_t outside = 0;
    to->normalise = ieci__rule_default(&ieci__normalise_family, "goalposts");
    to->treat = ieci__rule_default(&ieci__treat_family, "none");
    to->missing = ieci__rule_default(&ieci__impute_family, "reweight");
    to->aggregate = ieci__rule_default(&ieci__aggregate_family, "arithmetic");
    if (defaults != NULL) {
        ieci__keys_check(r->problems, defaults, "defaults");
        to->normalise_known = ieci__rule_read(r->problems, ieci__tree_find(defaults, "normalise"),
                                              &ieci__normalise_family, &to->normalise);
        ieci__rule_read(r->problems, ieci__tree_find(defaults, "treat"), &ieci__treat_family, &to->treat);
        ieci__schema_read_missing(r->problems, ieci__tree_find(defaults, "missing"), &to->missing);
        ieci__rule_read(r->problems, ieci__tree_find(defaults, "aggregate"), &ieci__aggregate_family, &to->aggregate);
        ieci__keys_choice(NULL, ieci__tree_find(defaults, "outside"), "clamp|extend|error", &outside);
        ieci__keys_number(NULL, ieci__tree_find(defaults, "min_share"), 0.0, 1.0, &to->min_share);
    }
    to->outside = (ieci__outside)outside;
}

static void read_languages(reader *r) {
    const ieci__tree *languages = find(r, "languages");
    ieci__names seen = {0};
    if (languages != NULL && languages->num_children > MOST_LANGUAGES) {
        ieci__tree_problem(r->problems, IECI_ERROR_LIMIT, languages, false, "more than %d languages", MOST_LANGUAGES);
        return;
    }
    const ieci__tree *each = languages == NULL || languages->kind == IECI__TREE_SCALAR ? languages : languages->first;
    for (; each != NULL; each = each == languages ? NULL : each->next) {
        const char *text = ieci__keys_text(each);
        const char *why = NULL;
        bool added = true;
        if (text == NULL || text[0] == '\0') {
            continue;
        }
        if (!ieci__text_is_code(text, &why)) {
            ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, each, false, "not a code: %s", why);
        } else if (ieci__names_add(&seen, text, strlen(text), &added) == IECI__NAMES_NONE) {
            ieci__error_nomem(r->problems);
        } else if (!added) {
            ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, each, false, "\"%s\" is in the list twice", text);
        }
    }
    ieci__names_clear(&seen);
}

/* --- Nodes and indicators --- */

/* Links the maps under `nodes` or `indicators` to their places; the codes of those that have none go to `unused`, if
 * wanted. */
static void link_maps(reader *r, bool leaves, ieci__names *unused) {
    ieci_schema *schema = r->schema;
    const ieci__tree *map = find_map(r, leaves ? "indicators" : "nodes");
    for (const ieci__tree *each = map == NULL ? NULL : map->first; each != NULL; each = each->next) {
        const size_t place = ieci__names_find(&schema->node_codes, each->key);
        if (place >= schema->num_nodes) {
            tell_unknown(r, each, true, each->key, "is not in the tree", &schema->node_codes);
            if (unused != NULL && ieci__names_intern(unused, each->key) == NULL) {
                ieci__error_nomem(r->problems);
            }
        } else if ((schema->nodes[place].indicator != IECI__NONE) != leaves) {
            ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, each, true,
                               leaves ? "\"%s\" is a node (line %zu): its keys stand under nodes"
                                      : "\"%s\" is an indicator (line %zu): its keys stand under indicators",
                               each->key, line_of(r->places[place]));
        } else {
            schema->nodes[place].tree = each;
        }
    }
}

static void read_node(reader *r, ieci__schema_node *node) {
    ieci__rule_setting aggregate = r->defaults.aggregate;
    ieci__rule_setting missing = r->defaults.missing;
    if (ieci__impute_row(missing.rule.method)->kind == IECI__IMPUTE_SERIES) {
        missing = ieci__rule_default(&ieci__impute_family, "reweight"); /* a default that only indicators can follow */
    }
    node->min_share = r->defaults.min_share;
    if (node->tree != NULL) {
        ieci__keys_check(r->problems, node->tree, "node");
        ieci__rule_read(r->problems, ieci__tree_find(node->tree, "aggregate"), &ieci__aggregate_family, &aggregate);
        ieci__schema_read_missing(r->problems, ieci__tree_find(node->tree, "missing"), &missing);
        if (ieci__impute_row(missing.rule.method)->kind == IECI__IMPUTE_SERIES) {
            ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, ieci__tree_find(node->tree, "missing"), false,
                               "%s is a rule of indicators: a node has no figures of its own in other editions",
                               ieci__impute_row(missing.rule.method)->method.name);
        }
        ieci__keys_number(NULL, ieci__tree_find(node->tree, "min_share"), 0.0, 1.0, &node->min_share);
    }
    node->aggregate = aggregate.rule;
    node->missing = (ieci__missing){.method = missing.rule.method, .of = missing.of};
}

static void read_axis(reader *r) {
    ieci_schema *schema = r->schema;
    ieci__names unused = {0};
    link_maps(r, false, NULL);
    link_maps(r, true, &unused);
    for (size_t i = 0; i < schema->num_nodes; i++) {
        ieci__schema_node *node = &schema->nodes[i];
        if (node->indicator == IECI__NONE) {
            read_node(r, node);
        } else if (node->tree != NULL) {
            ieci__schema_read_indicator(r->problems, schema, &r->defaults, &r->denominators,
                                        &schema->indicators[node->indicator]);
        } else if (find_map(r, "indicators") != NULL) {
            tell_unknown(r, r->places[i], true, node->code, "is not described under indicators", &unused);
        }
    }
    ieci__names_clear(&unused);
}

/* --- Who is ranked --- */

static bool is_eligible_before(const void *items, size_t a, size_t b) {
    const ieci__eligible *all = items;
    return all[a].node < all[b].node;
}

static void exchange_eligible(void *items, size_t a, size_t b) {
    ieci__eligible *all = items;
    const ieci__eligible kept = all[a];
    all[a] = all[b];
    all[b] = kept;
}

static void read_eligible_nodes(reader *r, const ieci__tree *nodes) {
    ieci_schema *schema = r->schema;
    const size_t first = schema->num_eligible;
    for (const ieci__tree *each = nodes == NULL ? NULL : nodes->first; each != NULL; each = each->next) {
        const size_t place = ieci__names_find(&schema->node_codes, each->key);
        double share = 0.0;
        if (place >= schema->num_nodes) {
            tell_unknown(r, each, true, each->key, "is not in the tree", &schema->node_codes);
        } else if (ieci__keys_number(r->problems, each, 0.0, 1.0, &share)) {
            schema->eligible[schema->num_eligible++] = (ieci__eligible){.node = place, .share = share};
        }
    }
    ieci__sort_items(schema->eligible + first, schema->num_eligible - first, is_eligible_before, exchange_eligible);
}

static void read_eligible(reader *r) {
    ieci_schema *schema = r->schema;
    const ieci__tree *eligible = find_map(r, "eligible");
    if (eligible == NULL) {
        return;
    }
    ieci__keys_check(r->problems, eligible, "eligible");
    const ieci__tree *share = ieci__tree_find(eligible, "share");
    const ieci__tree *nodes = ieci__tree_find(eligible, "nodes");
    nodes = nodes != NULL && nodes->kind == IECI__TREE_MAP ? nodes : NULL;
    schema->eligible = ieci__memory_allocate(1 + (nodes == NULL ? 0 : nodes->num_children), sizeof *schema->eligible);
    if (schema->eligible == NULL) {
        ieci__error_nomem(r->problems);
        return;
    }
    if (share != NULL && ieci__keys_number(NULL, share, 0.0, 1.0, &schema->eligible[0].share)) {
        schema->num_eligible = 1;
    }
    read_eligible_nodes(r, nodes);
}

void ieci__schema_read(ieci_error **problems, ieci_schema *schema) {
    reader r = {.problems = problems, .schema = schema};
    schema->root = ieci__document_root(schema->document);
    if (!ieci__keys_check_format(problems, schema->root, "schema")) {
        return;
    }
    ieci__keys_check(problems, schema->root, "schema");
    schema->id = ieci__keys_text(find(&r, "id"));
    read_languages(&r);
    read_score(&r);
    read_rank(&r);
    read_defaults(&r);
    ieci__schema_tree_read(problems, find_map(&r, "tree"), schema, &r.places);
    if (ieci_error_status(*problems) != IECI_ERROR_NOMEM) {
        read_covariates(&r);
        read_denominators(&r);
        read_axis(&r);
        read_eligible(&r);
    }
    ieci__names_clear(&r.covariates);
    ieci__names_clear(&r.denominators);
    ieci__memory_free(r.places);
}
