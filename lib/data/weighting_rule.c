/* SPDX-License-Identifier: MIT */
#include "data/weighting_rule.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "data/keys.h"
#include "data/rule.h"
#include "index/ahp.h"
#include "index/weigh.h"
#include "stats/sort.h"

/* Most that one child may count of another; Saaty's scale ends at 9. */
static const double MOST_TIMES = 1e6;

/* A rule at work. */
typedef struct reader {
    ieci_error **problems;
    const ieci__tree *node, *judgements;
    const ieci__weigh *rule;
    double parameters[IECI__METHOD_MAX_PARAMETERS];
    ieci__weighted *made;
    size_t *order; /* codes in byte order, in which everything is added up */
} reader;

bool ieci__weighting_rule_is(const ieci__tree *node) {
    const ieci__tree *rule = node->kind == IECI__TREE_MAP ? ieci__tree_find(node, "rule") : NULL;
    double number = 0.0;
    return rule != NULL && (rule->kind != IECI__TREE_SCALAR ||
                            ieci__number_parse(rule->text, strlen(rule->text), &number) != IECI__NUMBER_OK);
}

size_t ieci__weighting_rule_most(const ieci__tree *node) {
    size_t count = 1;
    for (const ieci__tree *each = node->first; each != NULL; each = each->next) {
        count += ieci__weighting_rule_most(each);
    }
    return count;
}

void ieci__weighting_rule_clear(ieci__weighted *made) {
    ieci__names_clear(&made->codes);
    ieci__memory_free(made->points);
    *made = (ieci__weighted){0};
}

static const char *judgements_key(ieci__weigh_kind kind) {
    return kind == IECI__WEIGH_ORDER ? "order" : kind == IECI__WEIGH_COMPARE ? "compare" : "experts";
}

static const char *next_rule(const void *state, size_t index) {
    (void)state;
    return ieci__weigh_row(index)->method.name;
}

/* The method, its parameters and where its judgements stand; unknown keys are told. */
static bool read_head(reader *r) {
    const ieci__tree *name = ieci__tree_find(r->node, "rule");
    const char *text = ieci__keys_text(name);
    const size_t row = text == NULL ? (size_t)-1 : ieci__method_find(&ieci__weigh_family, text);
    if (row == (size_t)-1 || ieci__weigh_row(row)->kind == IECI__WEIGH_PLAIN) {
        const char *nearest = text == NULL ? NULL : ieci__text_nearest(text, ieci__weigh_family.count, next_rule, NULL);
        ieci__keys_unknown(r->problems, name, false, text == NULL ? "this" : text, "is not a rule of weights", nearest);
        return false;
    }
    r->rule = ieci__weigh_row(row);
    const ieci__method *method = &r->rule->method;
    const char *key = judgements_key(r->rule->kind);
    bool valid = ieci__rule_read_parameters(r->problems, r->node, method, r->parameters);
    for (const ieci__tree *each = r->node->first; each != NULL; each = each->next) {
        bool known = each == name || strcmp(each->key, key) == 0;
        for (size_t p = 0; p < method->num_parameters; p++) {
            known = known || strcmp(each->key, method->parameters[p].name) == 0;
        }
        if (!known) {
            ieci__keys_unknown(r->problems, each, true, each->key, "is not a key of this rule", key);
            valid = false;
        }
    }
    r->judgements = ieci__tree_find(r->node, key);
    const ieci__tree_kind kind = r->rule->kind == IECI__WEIGH_ORDER ? IECI__TREE_LIST : IECI__TREE_MAP;
    if (r->judgements == NULL) {
        ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, r->node, false, "%s needs \"%s\"", method->name, key);
    } else if (r->judgements->kind != kind || r->judgements->num_children == 0) {
        ieci__keys_expected(r->problems, r->judgements, kind == IECI__TREE_LIST ? "a list of children" : "a map");
    } else {
        return valid;
    }
    return false;
}

/* Adds a child; false: out of memory, or not a code. */
static bool add_code(reader *r, const ieci__tree *at, const char *code, bool *added) {
    const char *why = NULL;
    if (code == NULL || !ieci__text_is_code(code, &why)) {
        ieci__keys_expected(r->problems, at, "the code of a child");
        return false;
    }
    if (ieci__names_add(&r->made->codes, code, strlen(code), added) == IECI__NAMES_NONE) {
        ieci__error_nomem(r->problems);
        return false;
    }
    return true;
}

/* The children of a list, or the keys of a map; in an order each may stand once. */
static bool collect(reader *r, const ieci__tree *from, bool once) {
    bool valid = true;
    for (const ieci__tree *each = from->first; each != NULL; each = each->next) {
        bool added = false;
        if (from->kind == IECI__TREE_LIST && each->kind == IECI__TREE_LIST && from == r->judgements) {
            valid = collect(r, each, once) && valid;
        } else if (!add_code(r, each, from->kind == IECI__TREE_LIST ? ieci__keys_text(each) : each->key, &added)) {
            valid = false;
        } else if (once && !added) {
            ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, each, false, "a child stands here twice");
            valid = false;
        }
    }
    return valid;
}

static bool collect_all(reader *r) {
    bool valid = true;
    if (r->rule->kind != IECI__WEIGH_EXPERTS) {
        valid = collect(r, r->judgements, r->rule->kind == IECI__WEIGH_ORDER);
    }
    for (const ieci__tree *each = r->judgements->first; each != NULL && r->rule->kind != IECI__WEIGH_ORDER;
         each = each->next) {
        if (each->kind != IECI__TREE_MAP) {
            ieci__keys_expected(r->problems, each, "a map of children");
            valid = false;
        } else {
            valid = collect(r, each, false) && valid;
        }
    }
    return valid;
}

static bool is_before(const void *items, size_t a, size_t b) {
    const reader *r = items;
    return strcmp(r->made->codes.texts[r->order[a]], r->made->codes.texts[r->order[b]]) < 0;
}

static void exchange(void *items, size_t a, size_t b) {
    const reader *r = items;
    const size_t kept = r->order[a];
    r->order[a] = r->order[b];
    r->order[b] = kept;
}

static size_t code_of(const reader *r, const char *text) {
    return ieci__names_find(&r->made->codes, text);
}

/* Children that share a place get the mean of its points. */
static void weigh_order(reader *r) {
    const size_t count = r->made->codes.count;
    size_t place = 1;
    for (const ieci__tree *each = r->judgements->first; each != NULL; each = each->next) {
        const bool tied = each->kind == IECI__TREE_LIST;
        const size_t size = tied ? each->num_children : 1;
        double sum = 0.0;
        for (size_t i = 0; i < size; i++) {
            sum += r->rule->place(place + i, count);
        }
        for (const ieci__tree *one = tied ? each->first : each; one != NULL; one = tied ? one->next : NULL) {
            r->made->points[code_of(r, one->text)] = sum / (double)size;
        }
        place += size;
    }
}

/* Points of one expert as shares, in the order of the codes; a child that is left out is a problem. */
static bool read_expert(reader *r, const ieci__tree *expert, double *shares) {
    const size_t count = r->made->codes.count;
    bool valid = true;
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        const char *code = r->made->codes.texts[r->order[i]];
        const ieci__tree *given = ieci__tree_find(expert, code);
        if (given == NULL) {
            ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, expert, true,
                               "this expert says nothing of %s (0 is points)", code);
            valid = false;
        } else if (!ieci__keys_number(r->problems, given, 0.0, 1e100, &shares[i])) {
            valid = false;
        } else {
            sum += shares[i];
        }
    }
    if (valid && !(sum > 0.0)) {
        ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, expert, true, "all points of this expert are 0");
        valid = false;
    }
    for (size_t i = 0; i < count && valid; i++) {
        shares[i] /= sum;
    }
    return valid;
}

/* Shares of each child are sorted before they are added up, so that the order of experts in the file cannot matter. */
static bool weigh_experts(reader *r) {
    const size_t count = r->made->codes.count, experts = r->judgements->num_children;
    double *shares = ieci__memory_allocate(experts, (count + 1) * sizeof *shares);
    bool valid = shares != NULL;
    size_t expert = 0;
    if (!valid) {
        ieci__error_nomem(r->problems);
    }
    for (const ieci__tree *each = r->judgements->first; each != NULL && shares != NULL; each = each->next) {
        valid = read_expert(r, each, shares + expert++ * count) && valid;
    }
    for (size_t i = 0; i < count && valid; i++) {
        double *own = shares + experts * count, sum = 0.0;
        for (size_t k = 0; k < experts; k++) {
            own[k] = shares[k * count + i];
        }
        ieci__sort_reals(own, experts);
        for (size_t k = 0; k < experts; k++) {
            sum += own[k];
        }
        const double middle = 0.5 * (own[(experts - 1) / 2] + own[experts / 2]);
        r->made->points[r->order[i]] = r->parameters[0] > 0.0 ? middle : sum / (double)experts;
    }
    ieci__memory_free(shares);
    return valid;
}

/* Fills the matrix of comparisons, in the order of the codes; a pair that is told twice is a problem. */
static bool read_matrix(reader *r, double *matrix) {
    const size_t count = r->made->codes.count;
    bool valid = true;
    for (size_t i = 0; i < count; i++) {
        const ieci__tree *row = ieci__tree_find(r->judgements, r->made->codes.texts[r->order[i]]);
        matrix[i * count + i] = 1.0;
        for (size_t k = 0; row != NULL && k < count; k++) {
            const ieci__tree *times = ieci__tree_find(row, r->made->codes.texts[r->order[k]]);
            double value = 0.0;
            if (times == NULL) {
                continue;
            }
            if (i == k || matrix[i * count + k] > 0.0) {
                ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, times, true,
                                   i == k ? "a child is not compared with itself" : "this pair is compared twice");
                valid = false;
            } else if (!ieci__keys_number(r->problems, times, 1.0 / MOST_TIMES, MOST_TIMES, &value)) {
                valid = false;
            } else {
                matrix[i * count + k] = value;
                matrix[k * count + i] = 1.0 / value;
            }
        }
    }
    return valid;
}

static bool tell_ahp(reader *r, bool connected, bool by_means, double ratio) {
    char text[IECI__NUMBER_SIZE];
    if (!connected) {
        ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, r->judgements, true,
                           "some children are not compared with the others, not even by way of a third");
        return false;
    }
    if (by_means && isnan(ratio)) {
        ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, r->judgements, true,
                           "root means need all pairs; by: eigenvector does without some");
        return false;
    }
    if (ratio > r->parameters[IECI__WEIGH_AHP_LIMIT]) {
        ieci__number_format(floor(ratio * 1000.0 + 0.5) / 1000.0, text);
        ieci__tree_problem(
            r->problems, IECI_ERROR_SCHEMA, r->judgements, true,
            "the comparisons contradict each other: consistency ratio %s; look at them again, or allow it "
            "with limit",
            text);
        return false;
    }
    return true;
}

static bool weigh_pairs(reader *r) {
    const size_t count = r->made->codes.count;
    const bool by_means = r->parameters[IECI__WEIGH_AHP_BY] > 0.0;
    double matrix[IECI__AHP_MOST * IECI__AHP_MOST] = {0.0}, weights[IECI__AHP_MOST] = {0.0}, ratio = 0.0;
    if (count > IECI__AHP_MOST) {
        ieci__tree_problem(r->problems, IECI_ERROR_SCHEMA, r->judgements, true,
                           "%zu children: more than %d cannot be compared in pairs; make groups", count,
                           (int)IECI__AHP_MOST);
        return false;
    }
    if (!read_matrix(r, matrix)) {
        return false;
    }
    bool whole = true;
    for (size_t i = 0; i < count * count; i++) {
        whole = whole && matrix[i] > 0.0;
    }
    const bool connected = ieci__ahp_weigh(count, matrix, by_means && whole, weights, &ratio);
    for (size_t i = 0; i < count; i++) {
        r->made->points[r->order[i]] = weights[i];
    }
    return tell_ahp(r, connected, by_means, whole ? ratio : (double)NAN);
}

bool ieci__weighting_rule_read(ieci_error **problems, const ieci__tree *node, ieci__weighted *made) {
    reader r = {.problems = problems, .node = node, .made = made};
    *made = (ieci__weighted){0};
    if (!read_head(&r) || !collect_all(&r)) {
        return false;
    }
    const size_t count = made->codes.count;
    made->points = ieci__memory_allocate(count, sizeof *made->points);
    r.order = ieci__memory_allocate(count, sizeof *r.order);
    bool valid = made->points != NULL && r.order != NULL;
    if (!valid) {
        ieci__error_nomem(problems);
    } else {
        for (size_t i = 0; i < count; i++) {
            r.order[i] = i;
        }
        ieci__sort_items(&r, count, is_before, exchange);
        if (r.rule->kind == IECI__WEIGH_ORDER) {
            weigh_order(&r);
        } else {
            valid = r.rule->kind == IECI__WEIGH_COMPARE ? weigh_pairs(&r) : weigh_experts(&r);
        }
    }
    ieci__memory_free(r.order);
    return valid;
}
