/* SPDX-License-Identifier: MIT */
#include "data/factors_parse.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/numerics.h"
#include "base/options.h"
#include "data/keys.h"
#include "data/rule.h"
#include "format/key_path.h"
#include "format/yaml.h"
#include "index/draw.h"
#include "index/noise.h"

#define MOST_FACTORS ((size_t)1000)
#define MOST_CHANCE 1e9

/* --- Keys and parameters --- */

/* Names that can stand in a map: keys of a context, then parameters of a method (NULL: none). */
typedef struct names_here {
    const ieci__key *keys;
    size_t num_keys;
    const ieci__method *method;
} names_here;

static const char *next_name(const void *state, size_t index) {
    const names_here *here = state;
    return index < here->num_keys ? here->keys[index].name : here->method->parameters[index - here->num_keys].name;
}

/* Tells every key that is neither of the context nor a parameter of the method, and every key that is missing. */
static bool check_names(ieci_error **problems, const ieci__tree *map, const char *context, const ieci__method *method) {
    names_here here = {.method = method};
    here.keys = ieci__keys_context(context, &here.num_keys);
    const size_t count = here.num_keys + (method == NULL ? 0 : method->num_parameters);
    bool valid = true;
    for (const ieci__tree *each = map->first; each != NULL; each = each->next) {
        bool known = false;
        for (size_t i = 0; i < count && !known; i++) {
            known = strcmp(next_name(&here, i), each->key) == 0;
        }
        if (!known) {
            const char *nearest =
                ieci__error_is_full(*problems) ? NULL : ieci__text_nearest(each->key, count, next_name, &here);
            ieci__keys_unknown(problems, each, true, each->key, "is not a key that is known here", nearest);
            valid = false;
        }
    }
    for (size_t i = 0; i < here.num_keys; i++) {
        if (here.keys[i].required && ieci__tree_find(map, here.keys[i].name) == NULL) {
            ieci__tree_problem(problems, IECI_ERROR_SCHEMA, map, true, "\"%s\" is missing: %s", here.keys[i].name,
                               here.keys[i].doc);
            valid = false;
        }
    }
    return valid;
}

static const char *next_method(const void *state, size_t index) {
    return ((const ieci__family *)state)->row(index)->name;
}

/* Reads `distribution` and the parameters beside it. */
static bool read_distribution(ieci_error **problems, const ieci__tree *map, const char *context,
                              const ieci__family *family, ieci__rule *rule) {
    const ieci__tree *name = ieci__tree_find(map, "distribution");
    const char *text = ieci__keys_text(name);
    if (name == NULL) {
        return check_names(problems, map, context, NULL);
    }
    rule->method = text == NULL ? (size_t)-1 : ieci__method_find(family, text);
    if (rule->method == (size_t)-1) {
        const char *nearest = text == NULL ? NULL : ieci__text_nearest(text, family->count, next_method, family);
        ieci__keys_unknown(problems, name, false, text == NULL ? "" : text, "is not a distribution here", nearest);
        return false;
    }
    const ieci__method *method = family->row(rule->method);
    const bool valid = check_names(problems, map, context, method);
    return ieci__rule_read_parameters(problems, map, method, rule->values) && valid;
}

/* --- Lists --- */

static bool is_text(const ieci__tree *tree) {
    return tree->kind == IECI__TREE_SCALAR && tree->text[0] != '\0';
}

/* A list of texts, or one text; "all" alone sets `factor->all` where that means something. */
static bool read_codes(ieci_error **problems, const ieci__tree *tree, bool all, ieci__factor *factor) {
    if (tree == NULL) {
        return false;
    }
    const bool one = is_text(tree);
    if (!one && (tree->kind != IECI__TREE_LIST || tree->num_children == 0)) {
        ieci__keys_expected(problems, tree, all ? "a code, a list of codes or all" : "a key path or a list of them");
        return false;
    }
    factor->codes_tree = tree;
    factor->all = all && one && strcmp(tree->text, "all") == 0;
    factor->codes = ieci__memory_allocate(one ? 1 : tree->num_children, sizeof *factor->codes);
    if (factor->codes == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    bool valid = true;
    for (const ieci__tree *each = one ? tree : tree->first; each != NULL && !factor->all;
         each = one ? NULL : each->next) {
        bool repeated = false;
        if (!is_text(each)) {
            ieci__keys_expected(problems, each, "a text");
            valid = false;
            continue;
        }
        for (size_t i = 0; i < factor->num_codes; i++) {
            repeated = repeated || strcmp(factor->codes[i], each->text) == 0;
        }
        if (repeated) {
            ieci__keys_unknown(problems, each, false, each->text, "is listed twice", NULL);
            valid = false;
        } else {
            factor->codes[factor->num_codes++] = each->text;
        }
    }
    return valid;
}

static bool read_chances(ieci_error **problems, const ieci__tree *tree, double most, ieci__factor *factor) {
    if (tree == NULL) {
        return true;
    }
    const bool one = is_text(tree);
    if (!one && (tree->kind != IECI__TREE_LIST || tree->num_children == 0)) {
        ieci__keys_expected(problems, tree, "a list of numbers");
        return false;
    }
    factor->chances = ieci__memory_allocate(one ? 1 : tree->num_children, sizeof *factor->chances);
    if (factor->chances == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    bool valid = true;
    for (const ieci__tree *each = one ? tree : tree->first; each != NULL; each = one ? NULL : each->next) {
        valid = ieci__keys_number(problems, each, 0.0, most, &factor->chances[factor->num_chances++]) && valid;
    }
    return valid;
}

static double add_chances(const ieci__factor *factor) {
    double sum = 0.0;
    for (size_t i = 0; i < factor->num_chances; i++) {
        sum += factor->chances[i];
    }
    return sum;
}

/* --- Kinds of factors --- */

static bool read_experts(ieci_error **problems, ieci__factor *factor) {
    const bool wanted = ieci__draw_row(factor->draw.method)->experts;
    factor->experts = ieci__tree_find(factor->tree, "experts");
    if (factor->experts == NULL && wanted) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, factor->tree, true,
                           "the distribution expert needs \"experts\": a list of maps code of a child: points");
        return false;
    }
    if (factor->experts == NULL) {
        return true;
    }
    if (!wanted) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, factor->experts, true, "belongs to the distribution expert");
        return false;
    }
    bool valid = factor->experts->kind == IECI__TREE_LIST && factor->experts->num_children > 0;
    if (!valid) {
        ieci__keys_expected(problems, factor->experts, "a list of maps, one for each expert");
    }
    for (const ieci__tree *each = valid ? factor->experts->first : NULL; each != NULL; each = each->next) {
        double points;
        bool map = ieci__keys_check_map(problems, each, true);
        valid = map && valid;
        for (const ieci__tree *child = map ? each->first : NULL; child != NULL; child = child->next) {
            valid = ieci__keys_number(problems, child, 0.0, 1e15, &points) && valid;
        }
    }
    return valid;
}

static void read_weights(ieci_error **problems, ieci__factor *factor) {
    const bool valid = read_distribution(problems, factor->tree, "factor_weights", &ieci__draw_family, &factor->draw);
    read_codes(problems, ieci__tree_find(factor->tree, "nodes"), true, factor);
    if (valid) {
        read_experts(problems, factor);
    }
}

/* Keys that decide what the axes and the printed ranks are; what varies is everything that makes the scores. */
static bool check_path(ieci_error **problems, const ieci__tree *tree, const char *path) {
    static const char *const open[] = {"nodes", "indicators", "defaults", "eligible", "denominators"};
    const char *at = path;
    ieci__key_step step;
    bool first = true, valid = path[0] != '\0', known = strcmp(path, "score.range") == 0;
    while (valid && *at != '\0') {
        valid = ieci__key_path_read(&at, first, &step);
        for (size_t i = 0; first && valid && i < sizeof open / sizeof *open; i++) {
            known = known || ieci__key_path_is(&step, open[i]);
        }
        first = false;
    }
    if (!valid) {
        ieci__keys_unknown(problems, tree, false, path, "is not a key path, such as nodes.index.aggregate", NULL);
    } else if (!known) {
        ieci__keys_unknown(problems, tree, false, path,
                           "cannot vary: a path starts with nodes, indicators, defaults, eligible or denominators, or "
                           "is score.range; ranks are always formed by the schema's own rule",
                           NULL);
    }
    return valid && known;
}

static void read_values(ieci_error **problems, ieci__factor *factor) {
    const ieci__tree *values = ieci__tree_find(factor->tree, "values");
    if (values == NULL) {
        return;
    }
    if (values->kind != IECI__TREE_LIST || values->num_children < 1) {
        ieci__keys_expected(problems, values, "a list of values");
        return;
    }
    factor->values = ieci__memory_allocate(values->num_children, sizeof *factor->values);
    if (factor->values == NULL) {
        ieci__error_nomem(problems);
        return;
    }
    for (const ieci__tree *each = values->first; each != NULL; each = each->next) {
        factor->values[factor->num_values++] = each;
    }
    const ieci__tree *chances = ieci__tree_find(factor->tree, "chances");
    if (!read_chances(problems, chances, MOST_CHANCE, factor) || chances == NULL) {
        return;
    }
    const double sum = add_chances(factor);
    if (factor->num_chances != factor->num_values) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, chances, false, "there are %zu values, but %zu chances",
                           factor->num_values, factor->num_chances);
    } else if (!(sum > 0.0)) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, chances, false, "all chances are 0");
    } else {
        for (size_t i = 0; i < factor->num_chances; i++) {
            factor->chances[i] /= sum;
        }
    }
}

static void read_alternatives(ieci_error **problems, ieci__factor *factor) {
    const ieci__tree *paths = ieci__tree_find(factor->tree, "path");
    check_names(problems, factor->tree, "factor_alternatives", NULL);
    read_codes(problems, paths, false, factor);
    const ieci__tree *each = paths != NULL && paths->kind == IECI__TREE_LIST ? paths->first : paths;
    for (size_t i = 0; i < factor->num_codes; i++) {
        check_path(problems, each, factor->codes[i]);
        each = each->next;
    }
    read_values(problems, factor);
}

static void read_error(ieci_error **problems, ieci__factor *factor) {
    const ieci__tree *error = ieci__tree_find(factor->tree, "error");
    check_names(problems, factor->tree, "factor_error", NULL);
    read_codes(problems, ieci__tree_find(factor->tree, "indicator"), true, factor);
    if (error == NULL || !ieci__keys_check_map(problems, error, true) ||
        !read_distribution(problems, error, "error", &ieci__noise_family, &factor->draw)) {
        return;
    }
    const char *wrong = ieci__noise_row(factor->draw.method)->check(factor->draw.values);
    if (wrong != NULL) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, error, false, "%s", wrong);
    }
}

static void read_remove(ieci_error **problems, ieci__factor *factor) {
    const ieci__tree *chances = ieci__tree_find(factor->tree, "chances");
    check_names(problems, factor->tree, "factor_remove", NULL);
    const bool valid = read_codes(problems, ieci__tree_find(factor->tree, "remove"), true, factor);
    if (!read_chances(problems, chances, 1.0, factor) || !valid || chances == NULL) {
        return;
    }
    if (factor->num_chances != 1 && (factor->all || factor->num_chances != factor->num_codes)) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, chances, false,
                           "expected one chance, or one for each indicator listed");
    } else if (add_chances(factor) > 1.0 + 1e-12) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, chances, false, "the chances add up to more than 1");
    }
}

/* The key that says what kind of factor a map is. */
static const struct {
    const char *key, *nearest;
    ieci__factor_kind kind;
    void (*read)(ieci_error **problems, ieci__factor *factor);
} kinds[] = {
    {"path", "values", IECI__FACTOR_ALTERNATIVES, read_alternatives},
    {"remove", "remove", IECI__FACTOR_REMOVE, read_remove},
    {"error", "indicator", IECI__FACTOR_ERROR, read_error},
    {"distribution", "nodes", IECI__FACTOR_WEIGHTS, read_weights},
};

static void read_factor(ieci_error **problems, const ieci__tree *tree, ieci__factor *factor) {
    *factor = (ieci__factor){.code = tree->key, .tree = tree};
    ieci__keys_check_code(problems, tree);
    if (!ieci__keys_check_map(problems, tree, true)) {
        return;
    }
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        if (ieci__tree_find(tree, kinds[k].key) != NULL || ieci__tree_find(tree, kinds[k].nearest) != NULL) {
            factor->kind = kinds[k].kind;
            kinds[k].read(problems, factor);
            return;
        }
    }
    ieci__tree_problem(problems, IECI_ERROR_SCHEMA, tree, true,
                       "what varies is missing: path and values, nodes and distribution, indicator and error, or "
                       "remove");
}

/* --- The document --- */

static void read_document(ieci_factors *factors, ieci_error **problems) {
    const ieci__tree *root = ieci__document_root(factors->document);
    if (!ieci__keys_check_format(problems, root, "factors") || !ieci__keys_check(problems, root, "factors")) {
        return;
    }
    const ieci__tree *map = ieci__tree_find(root, "factors");
    double seed = 1.0;
    ieci__keys_number(NULL, ieci__tree_find(root, "seed"), 0.0, HUGE_VAL, &seed);
    factors->seed = (uint64_t)seed;
    factors->schema = ieci__keys_text(ieci__tree_find(root, "schema"));
    if (map->num_children > MOST_FACTORS) {
        ieci__tree_problem(problems, IECI_ERROR_LIMIT, map, false, "%zu factors are more than %zu", map->num_children,
                           MOST_FACTORS);
        return;
    }
    factors->factors = ieci__memory_allocate(map->num_children, sizeof *factors->factors);
    if (factors->factors == NULL) {
        ieci__error_nomem(problems);
        return;
    }
    for (const ieci__tree *each = map->first; each != NULL; each = each->next) {
        read_factor(problems, each, &factors->factors[factors->num_factors++]);
    }
}

ieci_factors *ieci__factors_read(ieci__document *document, ieci_error **problems) {
    ieci_factors *factors = ieci__memory_allocate(1, sizeof *factors);
    if (factors == NULL) {
        ieci__document_free(document);
        ieci__error_nomem(problems);
        return NULL;
    }
    factors->head.magic = IECI__MAGIC_FACTORS;
    factors->document = document;
    read_document(factors, problems);
    if (*problems != NULL) {
        ieci_factors_free(factors);
        return NULL;
    }
    return factors;
}

ieci_status ieci_factors_parse(const ieci_bytes *yaml, const ieci_options *options, ieci_factors **factors,
                               ieci_error **error) {
    ieci_error *problems = NULL;
    fenv_t caller;
    ieci__numerics_enter(&caller);
    bool valid = ieci__error_check_handle(&problems, yaml, IECI__MAGIC_BYTES, "yaml");
    valid = ieci__options_check(&problems, options) && valid;
    valid = ieci__error_check_pointer(&problems, factors, "factors") && valid;
    ieci__document *document = valid ? ieci__yaml_parse(yaml, &problems) : NULL;
    ieci_factors *made = document == NULL ? NULL : ieci__factors_read(document, &problems);
    if (made != NULL) {
        *factors = made;
    }
    ieci__numerics_leave(&caller);
    return ieci__error_give(problems, error);
}
