/* SPDX-License-Identifier: MIT */
#include "data/weighting_parse.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/number.h"
#include "base/numerics.h"
#include "base/options.h"
#include "base/pair.h"
#include "data/keys.h"
#include "data/schema.h"
#include "data/weighting_rule.h"
#include "format/yaml.h"

#define PERCENT_TOLERANCE 1e-9 /* relative */

/* The sets of a file. `sets` holds their names, in the order of `maps`. */
typedef struct reader {
    ieci_error **problems;
    const ieci__tree *root;
    ieci__names sets;
    const ieci__tree **maps;
    size_t *bases; /* set that each is based on, or IECI__NONE */
} reader;

/* --- Checking --- */

static void check_percent(reader *r, const ieci__tree *node, double sum) {
    char text[IECI__NUMBER_SIZE];
    if (!(fabs(sum - 100.0) <= 100.0 * PERCENT_TOLERANCE)) {
        ieci__number_format(sum, text);
        ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, node, false,
                           "percent: yes asks for a sum of 100, these points add up to %s", text);
    }
}

/* The points of one node: child: points. */
static void check_node(reader *r, const ieci__tree *node, bool percent) {
    ieci__pair sum = ieci__pair_from(0.0);
    bool positive = false;
    ieci__keys_check_code(r->problems, node);
    if (ieci__weighting_rule_is(node)) {
        ieci__weighted made;
        ieci__weighting_rule_read(r->problems, node, &made);
        ieci__weighting_rule_clear(&made);
        return;
    }
    bool valid = ieci__keys_check_map(r->problems, node, true);
    for (const ieci__tree *each = valid ? node->first : NULL; each != NULL; each = each->next) {
        double points = 0.0;
        ieci__keys_check_code(r->problems, each);
        valid = ieci__keys_number(r->problems, each, 0.0, IECI__WEIGHTING_MOST, &points) && valid;
        positive = positive || points > 0.0;
        sum = ieci__pair_add(sum, ieci__pair_decimal(points));
    }
    if (valid && !positive) {
        ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, node, false, "all points are 0");
    } else if (valid && percent) {
        check_percent(r, node, ieci__pair_value(sum));
    }
}

static void check_set(reader *r, size_t set) {
    const ieci__tree *map = r->maps[set];
    bool percent = false;
    r->bases[set] = IECI__NONE;
    ieci__keys_check_code(r->problems, map);
    ieci__keys_check(r->problems, map, "set");
    if (map->kind != IECI__TREE_MAP) {
        return;
    }
    const ieci__tree *based_on = ieci__tree_find(map, "based_on");
    const char *base = ieci__keys_text(based_on);
    if (based_on == NULL && ieci__tree_find(map, "default") == NULL) {
        ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, map, true,
                           "\"default\" is missing: equal or required (or based_on: another set)");
    } else if (base != NULL) {
        r->bases[set] = ieci__names_find(&r->sets, base);
        if (r->bases[set] == IECI__NAMES_NONE) {
            ieci__keys_unknown(r->problems, based_on, false, base, "is not a set",
                               ieci__keys_nearest(*r->problems, &r->sets, base));
        }
    }
    ieci__keys_flag(NULL, ieci__tree_find(map, "percent"), &percent);
    const ieci__tree *nodes = ieci__tree_find(map, "nodes");
    for (const ieci__tree *each = nodes == NULL ? NULL : nodes->first; each != NULL; each = each->next) {
        if (nodes->kind == IECI__TREE_MAP) {
            check_node(r, each, percent);
        }
    }
}

static void tell_cycle(reader *r, size_t set) {
    ieci__text path = {0};
    size_t at = set;
    do {
        ieci__text_append_text(&path, r->sets.texts[at]);
        ieci__text_append_text(&path, " > ");
        at = r->bases[at];
    } while (at != set && path.size < 200);
    ieci__text_append_text(&path, at == set ? r->sets.texts[set] : "...");
    if (path.failed) {
        ieci__error_nomem(r->problems);
    } else {
        ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, ieci__tree_find(r->maps[set], "based_on"), false,
                           "a cycle: %s", path.data);
    }
    ieci__text_clear(&path);
}

/* Tells each cycle of based_on once. False: out of memory. */
static bool check_cycles(reader *r) {
    size_t *walk = ieci__memory_allocate(r->sets.count, sizeof *walk); /* which walk came by: number + 1 */
    if (walk == NULL) {
        return false;
    }
    for (size_t i = 0; i < r->sets.count; i++) {
        size_t at = i;
        while (at != IECI__NONE && walk[at] == 0) {
            walk[at] = i + 1;
            at = r->bases[at];
        }
        if (at != IECI__NONE && walk[at] == i + 1) {
            tell_cycle(r, at);
        }
    }
    ieci__memory_free(walk);
    return true;
}

/* Checks the whole file. False: out of memory. */
static bool check_file(reader *r) {
    const ieci__tree *sets = ieci__tree_find(r->root, "sets");
    ieci__keys_check(r->problems, r->root, "weights");
    if (sets == NULL || sets->kind != IECI__TREE_MAP || !ieci__keys_check_map(r->problems, sets, true)) {
        return true;
    }
    r->maps = ieci__memory_allocate(sets->num_children, sizeof *r->maps);
    r->bases = ieci__memory_allocate(sets->num_children, sizeof *r->bases);
    if (r->maps == NULL || r->bases == NULL) {
        return false;
    }
    for (const ieci__tree *each = sets->first; each != NULL; each = each->next) {
        const size_t set = ieci__names_add(&r->sets, each->key, strlen(each->key), NULL);
        if (set == IECI__NAMES_NONE) {
            return false;
        }
        r->maps[set] = each;
    }
    for (size_t i = 0; i < r->sets.count; i++) {
        check_set(r, i);
    }
    return check_cycles(r);
}

/* --- One set --- */

/* The set that is asked for, or IECI__NONE and an argument problem. */
static size_t choose_set(reader *r, const char *name) {
    if (name == NULL && r->sets.count == 1) {
        return 0;
    }
    if (name == NULL) {
        ieci__error_argument(r->problems, "set", "which of the %zu sets? The first one is \"%s\"", r->sets.count,
                             r->sets.texts[0]);
        return IECI__NONE;
    }
    const size_t found = ieci__names_find(&r->sets, name);
    if (found == IECI__NAMES_NONE) {
        const char *nearest = ieci__keys_nearest(*r->problems, &r->sets, name);
        ieci__error_argument(r->problems, "set", "%s has no set \"%s\"%s%s", r->root->source, name,
                             nearest == NULL ? "" : "; nearest: ", nearest == NULL ? "" : nearest);
    }
    return found;
}

/* Adds the points that a rule gives; false: out of memory. */
static bool take_rule(const reader *r, ieci_weighting *weighting, const ieci__tree *node, const char *set) {
    ieci__weighted made;
    const char *parent = ieci__names_intern(&weighting->texts, node->key);
    bool done = ieci__weighting_rule_read(r->problems, node, &made) && parent != NULL;
    for (size_t i = 0; done && i < made.codes.count; i++) {
        ieci__point point = {
            .parent = parent, .points = made.points[i], .set = set, .line = node->key_line, .column = node->key_column};
        point.child = ieci__names_intern(&weighting->texts, made.codes.texts[i]);
        done = point.child != NULL;
        weighting->points[weighting->num_points] = point;
        weighting->num_points += done ? 1 : 0;
    }
    ieci__weighting_rule_clear(&made);
    return done;
}

/* Adds the points of one node; false: out of memory. */
static bool take_node(ieci_weighting *weighting, const ieci__tree *node, const char *set) {
    const char *parent = ieci__names_intern(&weighting->texts, node->key);
    for (const ieci__tree *each = node->first; parent != NULL && each != NULL; each = each->next) {
        ieci__point point = {.parent = parent, .set = set, .line = each->key_line, .column = each->key_column};
        ieci__keys_number(NULL, each, 0.0, IECI__WEIGHTING_MOST, &point.points);
        point.child = ieci__names_intern(&weighting->texts, each->key);
        if (point.child == NULL) {
            return false;
        }
        weighting->points[weighting->num_points++] = point;
    }
    return parent != NULL;
}

/* Takes the points of a set, and from those that it is based on the points of other nodes. False: out of memory. */
static bool take_points(const reader *r, size_t set, ieci__names *seen, ieci_weighting *weighting) {
    bool decided = false;
    for (; set != IECI__NONE; set = r->bases[set]) {
        const ieci__tree *nodes = ieci__tree_find(r->maps[set], "nodes");
        const char *fallback = ieci__keys_text(ieci__tree_find(r->maps[set], "default"));
        const char *name = ieci__names_intern(&weighting->texts, r->sets.texts[set]);
        bool done = name != NULL;
        weighting->required = decided ? weighting->required : ieci__text_equal(fallback, "required");
        decided = decided || fallback != NULL;
        for (const ieci__tree *each = nodes == NULL ? NULL : nodes->first; done && each != NULL; each = each->next) {
            bool added = false;
            done = ieci__names_add(seen, each->key, strlen(each->key), &added) != IECI__NAMES_NONE &&
                   (!added || (ieci__weighting_rule_is(each) ? take_rule(r, weighting, each, name)
                                                             : take_node(weighting, each, name)));
        }
        if (!done) {
            return false;
        }
    }
    return true;
}

/* No more points than these. */
static size_t count_points(const reader *r, size_t set) {
    size_t count = 0;
    for (; set != IECI__NONE; set = r->bases[set]) {
        const ieci__tree *nodes = ieci__tree_find(r->maps[set], "nodes");
        for (const ieci__tree *each = nodes == NULL ? NULL : nodes->first; each != NULL; each = each->next) {
            count += ieci__weighting_rule_is(each) ? ieci__weighting_rule_most(each) : each->num_children;
        }
    }
    return count;
}

static ieci_weighting *make_weighting(reader *r, size_t set) {
    ieci__names seen = {0};
    ieci_weighting *made = ieci__weighting_start(count_points(r, set));
    bool done = made != NULL;
    if (done) {
        made->source = ieci__names_intern(&made->texts, r->root->source);
        made->schema = ieci__names_intern(&made->texts, ieci__keys_text(ieci__tree_find(r->root, "schema")));
        made->set = ieci__names_intern(&made->texts, r->sets.texts[set]);
        done = made->source != NULL && made->schema != NULL && made->set != NULL && take_points(r, set, &seen, made);
    }
    ieci__names_clear(&seen);
    if (!done) {
        ieci_weighting_free(made);
        ieci__error_nomem(r->problems);
        return NULL;
    }
    return made;
}

/* NULL: problems were added. */
static ieci_weighting *read_document(ieci_error **problems, const ieci__document *document, const char *set) {
    reader r = {.problems = problems, .root = ieci__document_root(document)};
    ieci_weighting *made = NULL;
    if (ieci__keys_check_format(problems, r.root, "weights") && !check_file(&r)) {
        ieci__error_nomem(problems);
    }
    if (*problems == NULL) {
        const size_t chosen = choose_set(&r, set);
        made = chosen == IECI__NONE ? NULL : make_weighting(&r, chosen);
    }
    ieci__names_clear(&r.sets);
    ieci__memory_free(r.maps);
    ieci__memory_free(r.bases);
    return made;
}

ieci_status ieci_weighting_parse(const ieci_bytes *yaml, const char *set, const ieci_options *options,
                                 ieci_weighting **weighting, ieci_error **error) {
    ieci_error *problems = NULL;
    fenv_t caller;
    ieci__numerics_enter(&caller);
    bool valid = ieci__error_check_handle(&problems, yaml, IECI__MAGIC_BYTES, "yaml");
    valid = ieci__options_check(&problems, options) && valid;
    valid = ieci__error_check_pointer(&problems, weighting, "weighting") && valid;
    ieci__document *document = valid ? ieci__yaml_parse(yaml, &problems) : NULL;
    ieci_weighting *made = document == NULL ? NULL : read_document(&problems, document, set);
    ieci__document_free(document);
    if (made != NULL) {
        *weighting = made;
    }
    ieci__numerics_leave(&caller);
    return ieci__error_give(problems, error);
}
