/* SPDX-License-Identifier: MIT */
#include "data/schema_indicator.h"

#include <math.h>
#include <string.h>

#include "base/missing.h"
#include "base/number.h"
#include "data/keys.h"
#include "index/impute.h"
#include "index/transform.h"
#include "index/treat.h"

/* --- Values that ieci__keys_check() has looked at --- */

static double number_of(const ieci__tree *map, const char *key) {
    double value = IECI__MISSING;
    ieci__keys_number(NULL, ieci__tree_find(map, key), -HUGE_VAL, HUGE_VAL, &value);
    return value;
}

static size_t choice_of(const ieci__tree *map, const char *key, const char *words, size_t fallback) {
    size_t value = fallback;
    ieci__keys_choice(NULL, ieci__tree_find(map, key), words, &value);
    return value;
}

/* --- Missing values and statuses without a number --- */

void ieci__schema_read_missing(ieci_error **problems, const ieci__tree *tree, ieci__rule_setting *setting) {
    ieci__rule_setting read = *setting;
    if (tree == NULL || !ieci__rule_read(problems, tree, &ieci__impute_family, &read)) {
        return;
    }
    if (ieci__impute_row(read.rule.method)->kind == IECI__IMPUTE_DROP) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, tree, false,
                           "drop is a rule of not_applicable only; reweight shares the weight of what is missing");
    } else {
        *setting = read;
    }
}

static ieci__missing missing_of(const ieci__rule_setting *setting) {
    return (ieci__missing){.method = setting->rule.method, .of = setting->of};
}

static void read_not_covered(ieci_error **problems, const ieci__tree *tree, ieci__status_rule *status) {
    ieci__rule_setting setting = ieci__rule_default(&ieci__impute_family, "reweight");
    const ieci__tree *name = tree != NULL && tree->kind == IECI__TREE_MAP ? ieci__tree_find(tree, "rule") : tree;
    const char *word = ieci__keys_text(name);
    status->as_missing = tree == NULL || (word != NULL && strcmp(word, "missing") == 0);
    if (!status->as_missing) {
        ieci__schema_read_missing(problems, tree, &setting);
        status->rule = missing_of(&setting);
    } else if (tree != NULL && tree->num_children > 1) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, tree, false,
                           "missing takes no parameters here: they stand with the rule missing");
    }
}

static void read_not_applicable(const ieci__tree *map, ieci__status_rule *status) {
    static const char *const words[] = {"drop", "missing", "zero"};
    const size_t word = choice_of(map, "not_applicable", "drop|missing|zero", 1);
    status->as_missing = word == 1;
    status->rule.method = status->as_missing ? 0 : ieci__method_find(&ieci__impute_family, words[word]);
}

/* --- Directions and goalposts --- */

static size_t line_of(const ieci__tree *map, const char *key) {
    return ieci__tree_find(map, key)->line;
}

/* The direction is asked for twice, in words and by the order of worst and best. */
static void check_direction(ieci_error **problems, const ieci__tree *map, int direction) {
    const double worst = number_of(map, "worst");
    const double best = number_of(map, "best");
    if (direction == 0 || ieci__is_missing(worst) || ieci__is_missing(best)) {
        return;
    }
    const ieci__tree *at = ieci__tree_find(map, "worst");
    char worst_text[IECI__NUMBER_SIZE];
    char best_text[IECI__NUMBER_SIZE];
    ieci__number_format(worst, worst_text);
    ieci__number_format(best, best_text);
    if (worst == best) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, at, false, "worst and best (line %zu) are the same figure",
                           line_of(map, "best"));
    } else if ((worst < best) != (direction > 0)) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, at, false,
                           "worst %s and best %s (line %zu) mean that %s is better, but line %zu says better: %s",
                           worst_text, best_text, line_of(map, "best"), worst < best ? "higher" : "lower",
                           line_of(map, "better"), direction > 0 ? "higher" : "lower");
    }
}

static void check_domain(ieci_error **problems, const ieci__tree *tree, size_t transform, double figure) {
    const ieci__transform *row = ieci__transform_row(transform);
    if (!row->defined(figure)) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, tree, false,
                           "the transform %s is defined for figures %s only, found %s", row->method.name, row->domain,
                           tree->text);
    }
}

/* The parameters of the normalisation that are keys of the indicator itself. */
static void read_indicator_parameters(ieci_error **problems, const ieci__tree *map, ieci__indicator *indicator) {
    const ieci__method *method = ieci__normalise_family.row(indicator->normalise.method);
    for (size_t i = 0; i < method->num_parameters; i++) {
        const ieci__parameter *parameter = &method->parameters[i];
        const ieci__tree *tree = parameter->indicator_key ? ieci__tree_find(map, parameter->name) : NULL;
        if (parameter->indicator_key && parameter->required && tree == NULL) {
            ieci__tree_problem(problems, IECI_ERROR_SCHEMA, map, true, "\"%s\" is missing, which %s needs: %s",
                               parameter->name, method->name, parameter->doc);
        } else if (tree != NULL &&
                   ieci__keys_number(NULL, tree, parameter->least, parameter->most, &indicator->normalise.values[i])) {
            check_domain(problems, tree, indicator->transform, indicator->normalise.values[i]);
        }
    }
}

/* --- The other keys --- */

static void read_breaks(ieci_error **problems, const ieci__tree *breaks) {
    if (breaks == NULL || breaks->kind != IECI__TREE_MAP) {
        return;
    }
    for (const ieci__tree *each = breaks->first; each != NULL; each = each->next) {
        ieci__keys_check_code(problems, each);
        if (each->kind != IECI__TREE_SCALAR) {
            ieci__keys_expected(problems, each, "the reason of the break");
        }
    }
}

static size_t read_denominator(ieci_error **problems, const ieci__tree *tree, const ieci__names *denominators) {
    const char *code = ieci__keys_text(tree);
    if (code == NULL || strcmp(code, "none") == 0) {
        return IECI__NONE;
    }
    const size_t found = ieci__names_find(denominators, code);
    if (found == IECI__NAMES_NONE) {
        ieci__keys_unknown(problems, tree, false, code, "is not in denominators",
                           ieci__keys_nearest(*problems, denominators, code));
        return IECI__NONE;
    }
    return found;
}

static void read_plain_keys(ieci_error **problems, const ieci__tree *map, const ieci__schema_defaults *defaults,
                            ieci__indicator *indicator) {
    indicator->unit = ieci__keys_text(ieci__tree_find(map, "unit"));
    indicator->source = ieci__keys_text(ieci__tree_find(map, "source"));
    indicator->outside = (ieci__outside)choice_of(map, "outside", "clamp|extend|error", (size_t)defaults->outside);
    indicator->below = number_of(map, "below");
    indicator->above = number_of(map, "above");
    indicator->max_age = number_of(map, "max_age");
    indicator->valid_low = indicator->valid_high = IECI__MISSING;
    ieci__keys_range(problems, ieci__tree_find(map, "valid"), &indicator->valid_low, &indicator->valid_high);
    indicator->whole = false;
    ieci__keys_flag(NULL, ieci__tree_find(map, "whole"), &indicator->whole);
    indicator->country = choice_of(map, "scope", "city|country", 0) == 1;
    indicator->publish = (ieci__publish)choice_of(map, "publish", "value|score|none", 0);
    read_breaks(problems, ieci__tree_find(map, "breaks"));
}

void ieci__schema_read_indicator(ieci_error **problems, ieci_schema *schema, const ieci__schema_defaults *defaults,
                                 const ieci__names *denominators, ieci__indicator *indicator) {
    ieci__schema_node *node = &schema->nodes[indicator->node];
    const ieci__tree *map = node->tree;
    ieci__rule_setting normalise = defaults->normalise;
    ieci__rule_setting treat = defaults->treat;
    ieci__rule_setting missing = defaults->missing;
    ieci__rule_setting transform = ieci__rule_default(&ieci__transform_family, "none");

    ieci__keys_check(problems, map, "indicator");
    if (map->kind != IECI__TREE_MAP) {
        return;
    }
    const size_t direction = choice_of(map, "better", "higher|lower", 2);
    indicator->direction = direction == 0 ? 1 : direction == 1 ? -1 : 0;
    indicator->denominator = read_denominator(problems, ieci__tree_find(map, "denominate"), denominators);
    ieci__rule_read(problems, ieci__tree_find(map, "treat"), &ieci__treat_family, &treat);
    indicator->treat = treat.rule;
    indicator->treat_over = treat.over;
    ieci__rule_read(problems, ieci__tree_find(map, "transform"), &ieci__transform_family, &transform);
    indicator->transform = transform.rule.method;
    const ieci__tree *own = ieci__tree_find(map, "normalise");
    const bool known = ieci__rule_read(problems, own, &ieci__normalise_family, &normalise) &&
                       (own != NULL || defaults->normalise_known);
    indicator->normalise = normalise.rule;
    indicator->normalise_over = normalise.over;
    indicator->normalise_of = normalise.of;
    ieci__schema_read_missing(problems, ieci__tree_find(map, "missing"), &missing);
    node->missing = missing_of(&missing);
    read_not_covered(problems, ieci__tree_find(map, "not_covered"), &indicator->not_covered);
    read_not_applicable(map, &indicator->not_applicable);
    read_plain_keys(problems, map, defaults, indicator);
    check_direction(problems, map, indicator->direction);
    if (known) {
        read_indicator_parameters(problems, map, indicator);
    }
}
