/* SPDX-License-Identifier: MIT */
#include "data/rule.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "data/keys.h"
#include "index/impute.h"
#include "index/normalise.h"

#define NUM_COMMON 3

static const char *const common[NUM_COMMON] = {"rule", "over", "of"};

/* --- What a method takes --- */

static bool takes_over(const ieci__family *family, size_t method) {
    if (family == &ieci__normalise_family) {
        return ieci__normalise_row(method)->over;
    }
    return family->over && family->row(method)->num_parameters > 0;
}

static bool takes_of(const ieci__family *family, size_t method) {
    if (family == &ieci__normalise_family) {
        return ieci__normalise_row(method)->unit != IECI__NORMALISE_UNIT_NONE;
    }
    return family == &ieci__impute_family && ieci__impute_row(method)->needs_observed;
}

static bool needs_of(const ieci__family *family, size_t method) {
    return family == &ieci__normalise_family && ieci__normalise_row(method)->unit == IECI__NORMALISE_UNIT_NEEDED;
}

static const char *next_method(const void *state, size_t index) {
    return ((const ieci__family *)state)->row(index)->name;
}

/* The names that can stand in the map of a method's rule. */
static const char *next_parameter(const void *state, size_t index) {
    const ieci__method *method = state;
    return index < NUM_COMMON ? common[index] : method->parameters[index - NUM_COMMON].name;
}

static ieci__over read_over(const char *text) {
    if (strcmp(text, "edition") == 0) {
        return (ieci__over){.kind = IECI__OVER_EDITION};
    }
    if (strcmp(text, "all") == 0) {
        return (ieci__over){.kind = IECI__OVER_ALL};
    }
    return (ieci__over){.kind = IECI__OVER_CODE, .code = text};
}

static void set_defaults(const ieci__family *family, size_t method, ieci__rule_setting *setting) {
    const ieci__method *row = family->row(method);
    *setting = (ieci__rule_setting){.rule.method = method};
    for (size_t i = 0; i < row->num_parameters; i++) {
        setting->rule.values[i] = row->parameters[i].fallback;
    }
    if (takes_over(family, method)) {
        setting->over = read_over(family->over_default);
    }
}

ieci__rule_setting ieci__rule_default(const ieci__family *family, const char *name) {
    ieci__rule_setting setting;
    set_defaults(family, ieci__method_find(family, name), &setting);
    return setting;
}

/* --- Reading --- */

static bool read_parameter(ieci_error **problems, const ieci__tree *tree, const ieci__parameter *parameter,
                           double *value) {
    if (parameter->kind == IECI__PARAMETER_CHOICE) {
        size_t word = 0;
        if (!ieci__keys_choice(problems, tree, parameter->choices, &word)) {
            return false;
        }
        *value = (double)word;
        return true;
    }
    double number = 0.0;
    if (!ieci__keys_number(problems, tree, parameter->least, parameter->most, &number)) {
        return false;
    }
    if (parameter->kind == IECI__PARAMETER_WHOLE && floor(number) != number) {
        ieci__keys_expected(problems, tree, "a whole number");
        return false;
    }
    *value = number;
    return true;
}

static bool read_over_key(ieci_error **problems, const ieci__tree *child, const ieci__family *family,
                          ieci__rule_setting *setting) {
    const char *why = NULL;
    if (!takes_over(family, setting->rule.method)) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, child, true,
                           "%s learns nothing from a sample: it takes no over",
                           family->row(setting->rule.method)->name);
        return false;
    }
    if (child->kind != IECI__TREE_SCALAR || !ieci__text_is_code(child->text, &why)) {
        ieci__keys_expected(problems, child, "edition, all or the code of an edition");
        return false;
    }
    setting->over = read_over(child->text);
    return true;
}

static bool read_of_key(ieci_error **problems, const ieci__tree *child, const ieci__family *family,
                        ieci__rule_setting *setting) {
    if (!takes_of(family, setting->rule.method)) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, child, true, "%s does not look at other units: it takes no of",
                           family->row(setting->rule.method)->name);
        return false;
    }
    if (child->kind != IECI__TREE_SCALAR || child->text[0] == '\0') {
        ieci__keys_expected(problems, child,
                            family == &ieci__normalise_family ? "the code of a unit" : "a column of the units table");
        return false;
    }
    setting->of = child->text;
    return true;
}

/* One key of a rule's map other than `rule`. */
static bool read_key(ieci_error **problems, const ieci__tree *child, const ieci__family *family,
                     ieci__rule_setting *setting) {
    const ieci__method *method = family->row(setting->rule.method);
    if (strcmp(child->key, "over") == 0) {
        return read_over_key(problems, child, family, setting);
    }
    if (strcmp(child->key, "of") == 0) {
        return read_of_key(problems, child, family, setting);
    }
    for (size_t i = 0; i < method->num_parameters; i++) {
        if (strcmp(method->parameters[i].name, child->key) == 0 && !method->parameters[i].indicator_key) {
            return read_parameter(problems, child, &method->parameters[i], &setting->rule.values[i]);
        }
        if (strcmp(method->parameters[i].name, child->key) == 0) {
            ieci__tree_problem(problems, IECI_ERROR_SCHEMA, child, true,
                               "%s is a key of the indicator, not of the rule", child->key);
            return false;
        }
    }
    const char *nearest = ieci__text_nearest(child->key, NUM_COMMON + method->num_parameters, next_parameter, method);
    ieci__keys_unknown(problems, child, true, child->key, "is not a parameter of this method", nearest);
    return false;
}

static bool check_required(ieci_error **problems, const ieci__tree *tree, const ieci__method *method) {
    bool valid = true;
    for (size_t i = 0; i < method->num_parameters; i++) {
        const ieci__parameter *parameter = &method->parameters[i];
        if (parameter->required && !parameter->indicator_key && ieci__tree_find(tree, parameter->name) == NULL) {
            ieci__tree_problem(problems, IECI_ERROR_SCHEMA, tree, false, "%s needs %s: {rule: %s, %s: ...}",
                               method->name, parameter->name, method->name, parameter->name);
            valid = false;
        }
    }
    return valid;
}

bool ieci__rule_read(ieci_error **problems, const ieci__tree *tree, const ieci__family *family,
                     ieci__rule_setting *setting) {
    ieci__rule_setting read;
    if (tree == NULL) {
        return true;
    }
    const ieci__tree *name = tree->kind == IECI__TREE_MAP ? ieci__tree_find(tree, "rule") : tree;
    const char *text = ieci__keys_text(name);
    if (text == NULL || text[0] == '\0') {
        return false;
    }
    const size_t method = ieci__method_find(family, text);
    if (method == (size_t)-1) {
        const char *nearest = ieci__text_nearest(text, family->count, next_method, family);
        ieci__keys_unknown(problems, name, false, text, "is not a method of this step", nearest);
        return false;
    }
    set_defaults(family, method, &read);
    read.tree = tree;
    bool valid = check_required(problems, tree, family->row(method));
    for (const ieci__tree *child = tree->first; child != NULL; child = child->next) {
        if (child != name) {
            valid = read_key(problems, child, family, &read) && valid;
        }
    }
    const ieci__method *row = family->row(method);
    const char *wrong = valid && row->check != NULL ? row->check(read.rule.values) : NULL;
    if (wrong != NULL) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, tree, false, "%s: %s", row->name, wrong);
        valid = false;
    }
    if (valid && needs_of(family, method) && read.of == NULL) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, tree, false, "%s needs a unit: {rule: %s, of: UNIT}", row->name,
                           row->name);
        valid = false;
    }
    if (valid) {
        *setting = read;
    }
    return valid;
}

bool ieci__rule_read_parameters(ieci_error **problems, const ieci__tree *map, const ieci__method *method,
                                double *values) {
    bool valid = true;
    for (size_t i = 0; i < method->num_parameters; i++) {
        const ieci__parameter *parameter = &method->parameters[i];
        const ieci__tree *child = ieci__tree_find(map, parameter->name);
        values[i] = parameter->fallback;
        if (child != NULL) {
            valid = read_parameter(problems, child, parameter, &values[i]) && valid;
        } else if (parameter->required) {
            ieci__tree_problem(problems, IECI_ERROR_SCHEMA, map, true, "%s needs \"%s\": %s", method->name,
                               parameter->name, parameter->doc);
            valid = false;
        }
    }
    return valid;
}

/* --- Writing --- */

/* ASCII that is plain wherever it stands, and everything that is not ASCII. */
static bool is_plain(const char *text) {
    for (const char *p = text; *p != '\0'; p++) {
        const bool letter = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9');
        if (!letter && *p != '_' && ((unsigned char)*p & 0x80u) == 0 && (p == text || strchr("-./ ", *p) == NULL)) {
            return false;
        }
    }
    return text[0] != '\0' && text[strlen(text) - 1] != ' ';
}

void ieci__rule_write_text(const char *text, ieci__text *out) {
    double number = 0.0;
    if (is_plain(text) || ieci__number_parse(text, strlen(text), &number) == IECI__NUMBER_OK) {
        ieci__text_append_text(out, text);
        return;
    }
    ieci__text_append_text(out, "'");
    for (const char *p = text; *p != '\0'; p++) {
        ieci__text_append(out, p, 1);
        ieci__text_append(out, "'", *p == '\'' ? 1 : 0);
    }
    ieci__text_append_text(out, "'");
}

static void write_value(const ieci__parameter *parameter, double value, ieci__text *out) {
    ieci__text_append_text(out, ", ");
    ieci__text_append_text(out, parameter->name);
    ieci__text_append_text(out, ": ");
    if (parameter->kind != IECI__PARAMETER_CHOICE) {
        ieci__text_append_number(out, value);
        return;
    }
    const char *word = parameter->choices;
    for (size_t i = (size_t)value; i > 0; i--) {
        word += strcspn(word, "|") + 1;
    }
    ieci__text_append(out, word, strcspn(word, "|"));
}

void ieci__rule_write(const ieci__family *family, const ieci__rule *rule, const ieci__over *over, const char *of,
                      ieci__text *out) {
    const ieci__method *method = family->row(rule->method);
    const bool with_over = over != NULL && takes_over(family, rule->method);
    size_t num_own = 0;
    for (size_t i = 0; i < method->num_parameters; i++) {
        num_own += method->parameters[i].indicator_key ? 0 : 1;
    }
    if (num_own == 0 && !with_over && of == NULL) {
        ieci__text_append_text(out, method->name);
        return;
    }
    ieci__text_append_text(out, "{rule: ");
    ieci__text_append_text(out, method->name);
    for (size_t i = 0; i < method->num_parameters; i++) {
        if (!method->parameters[i].indicator_key) {
            write_value(&method->parameters[i], rule->values[i], out);
        }
    }
    if (with_over) {
        ieci__text_append_text(out, ", over: ");
        ieci__rule_write_text(over->kind == IECI__OVER_EDITION ? "edition"
                              : over->kind == IECI__OVER_ALL   ? "all"
                                                               : over->code,
                              out);
    }
    if (of != NULL) {
        ieci__text_append_text(out, ", of: ");
        ieci__rule_write_text(of, out);
    }
    ieci__text_append_text(out, "}");
}
