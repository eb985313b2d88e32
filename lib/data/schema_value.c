/* SPDX-License-Identifier: MIT */
#include "data/schema_value.h"

#include <math.h>
#include <string.h>

#include "base/missing.h"
#include "data/keys.h"
#include "index/aggregate.h"
#include "index/impute.h"
#include "index/transform.h"
#include "index/treat.h"

/* What a value is taken from; `indicator` is NULL at a node. */
typedef struct owner {
    const ieci_schema *schema;
    const ieci__schema_node *node;
    const ieci__indicator *indicator;
} owner;

static owner owner_of(const ieci_schema *schema, const ieci__schema_node *node) {
    return (owner){schema, node, node->indicator == IECI__NONE ? NULL : &schema->indicators[node->indicator]};
}

/* --- Texts --- */

static void write_missing_rule(const ieci__missing *missing, ieci__text *out) {
    const ieci__rule rule = {.method = missing->method};
    ieci__rule_write(&ieci__impute_family, &rule, NULL, missing->of, out);
}

static void write_status_rule(const ieci__status_rule *status, ieci__text *out) {
    if (status->as_missing) {
        ieci__text_append_text(out, "missing");
    } else {
        write_missing_rule(&status->rule, out);
    }
}

static void write_missing(const owner *of, ieci__text *out) {
    write_missing_rule(&of->node->missing, out);
}

static void write_aggregate(const owner *of, ieci__text *out) {
    ieci__rule_write(&ieci__aggregate_family, &of->node->aggregate, NULL, NULL, out);
}

static void write_unit(const owner *of, ieci__text *out) {
    ieci__text_append_text(out, of->indicator->unit);
}

static void write_source(const owner *of, ieci__text *out) {
    ieci__text_append_text(out, of->indicator->source);
}

static void write_better(const owner *of, ieci__text *out) {
    ieci__text_append_text(out, of->indicator->direction > 0 ? "higher" : "lower");
}

static void write_not_covered(const owner *of, ieci__text *out) {
    write_status_rule(&of->indicator->not_covered, out);
}

static void write_not_applicable(const owner *of, ieci__text *out) {
    write_status_rule(&of->indicator->not_applicable, out);
}

static void write_denominate(const owner *of, ieci__text *out) {
    const size_t denominator = of->indicator->denominator;
    ieci__text_append_text(out, denominator == IECI__NONE ? "none" : of->schema->denominators[denominator].code);
}

static void write_treat(const owner *of, ieci__text *out) {
    ieci__rule_write(&ieci__treat_family, &of->indicator->treat, &of->indicator->treat_over, NULL, out);
}

static void write_transform(const owner *of, ieci__text *out) {
    ieci__text_append_text(out, ieci__transform_family.row(of->indicator->transform)->name);
}

static void write_normalise(const owner *of, ieci__text *out) {
    ieci__rule_write(&ieci__normalise_family, &of->indicator->normalise, &of->indicator->normalise_over,
                     of->indicator->normalise_of, out);
}

static void write_outside(const owner *of, ieci__text *out) {
    static const char *const words[] = {"clamp", "extend", "error"};
    ieci__text_append_text(out, words[of->indicator->outside]);
}

static void write_whole(const owner *of, ieci__text *out) {
    ieci__text_append_text(out, of->indicator->whole ? "yes" : "no");
}

static void write_scope(const owner *of, ieci__text *out) {
    ieci__text_append_text(out, of->indicator->country ? "country" : "city");
}

static void write_publish(const owner *of, ieci__text *out) {
    static const char *const words[] = {"value", "score", "none"};
    ieci__text_append_text(out, words[of->indicator->publish]);
}

static void write_why(const owner *of, ieci__text *out) {
    const char *why = ieci__keys_text(ieci__tree_find(of->node->tree, "why"));
    ieci__text_append_text(out, why == NULL ? "" : why);
}

static const struct {
    const char *key;
    bool of_node, of_indicator;
    void (*write)(const owner *of, ieci__text *out);
} texts[] = {
    {"aggregate", true, false, write_aggregate},
    {"missing", true, true, write_missing},
    {"unit", false, true, write_unit},
    {"better", false, true, write_better},
    {"not_covered", false, true, write_not_covered},
    {"not_applicable", false, true, write_not_applicable},
    {"denominate", false, true, write_denominate},
    {"treat", false, true, write_treat},
    {"transform", false, true, write_transform},
    {"normalise", false, true, write_normalise},
    {"outside", false, true, write_outside},
    {"whole", false, true, write_whole},
    {"scope", false, true, write_scope},
    {"publish", false, true, write_publish},
    {"source", false, true, write_source},
    {"why", false, true, write_why},
};

bool ieci__schema_value_text(const ieci_schema *schema, const ieci__schema_node *node, const char *key,
                             ieci__text *out) {
    const owner of = owner_of(schema, node);
    const size_t before = out->size;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(texts[i].key, key) == 0 && (of.indicator == NULL ? texts[i].of_node : texts[i].of_indicator)) {
            texts[i].write(&of, out);
            return out->size > before;
        }
    }
    return false;
}

/* --- Numbers --- */

static double own_number(const ieci__schema_node *node, const char *key) {
    double value = IECI__MISSING;
    ieci__keys_number(NULL, ieci__tree_find(node->tree, key), -HUGE_VAL, HUGE_VAL, &value);
    return value;
}

double ieci__schema_value_real(const ieci_schema *schema, const ieci__schema_node *node, const char *key) {
    const owner of = owner_of(schema, node);
    if (of.indicator == NULL) {
        return strcmp(key, "min_share") == 0 ? node->min_share : IECI__MISSING;
    }
    const struct {
        const char *key;
        double value;
    } numbers[] = {
        {"below", of.indicator->below},           {"above", of.indicator->above},
        {"max_age", of.indicator->max_age},       {"valid_low", of.indicator->valid_low},
        {"valid_high", of.indicator->valid_high},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (strcmp(numbers[i].key, key) == 0) {
            return numbers[i].value;
        }
    }
    return strcmp(key, "worst") == 0 || strcmp(key, "best") == 0 ? own_number(node, key) : IECI__MISSING;
}
