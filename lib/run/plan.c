/* SPDX-License-Identifier: MIT */
#include "run/plan.h"

#include <string.h>

#include "base/memory.h"
#include "base/philox.h"
#include "data/keys.h"
#include "run/configuration.h"
#include "run/plan_nodes.h"
#include "run/result.h"

/* About what a configuration takes for each slot, and a schema's document. */
#define BYTES_OF_SLOT ((size_t)160)
#define BYTES_OF_SCHEMA ((size_t)200000)

void ieci__plan_clear(ieci__plan *plan) {
    for (size_t i = 0; plan->configurations != NULL && i < plan->num_configurations; i++) {
        ieci__configuration_clear(&plan->configurations[i]);
    }
    for (size_t v = 0; plan->variants != NULL && v < plan->num_variants; v++) {
        ieci_model_unref(plan->variants[v]);
    }
    for (size_t v = 0; plan->sample != NULL && v < plan->num_variants; v++) {
        ieci__memory_free(plan->sample[v]);
    }
    ieci__plan_nodes_clear(plan);
    ieci__memory_free(plan->configurations);
    ieci__memory_free((void *)plan->variants);
    ieci__memory_free((void *)plan->sample);
    ieci__memory_free(plan->unit);
    ieci__memory_free(plan->removals);
    ieci__memory_free(plan->removal_chance);
    ieci__memory_free(plan->levels);
    ieci__memory_free(plan->errors);
    ieci__memory_free(plan->varies);
    ieci__memory_free(plan->network);
    memset(plan, 0, sizeof *plan);
}

/* --- Chances --- */

uint32_t ieci__plan_stream(size_t factor, const bool *other) {
    return (uint32_t)factor | (other != NULL && other[factor] ? IECI__PLAN_OTHER_DRAWS : 0);
}

static double draw_one(const ieci__plan *plan, uint64_t replicate, size_t factor, const bool *other) {
    double uniform;
    ieci__philox_uniforms(plan->seed, replicate, ieci__plan_stream(factor, other), 0, 1, &uniform);
    return uniform;
}

static size_t choose_level(const ieci__factor *factor, size_t levels, double uniform) {
    if (factor->num_chances == 0) {
        return (size_t)(uniform * (double)levels);
    }
    double sum = 0.0;
    size_t last = 0;
    for (size_t i = 0; i < levels; i++) {
        sum += factor->chances[i];
        if (factor->chances[i] > 0.0) {
            last = i;
            if (uniform < sum) {
                break;
            }
        }
    }
    return last;
}

static size_t choose_removal(const ieci__plan *plan, double uniform) {
    size_t place = 0;
    while (place < plan->num_removals && uniform >= plan->removal_chance[place]) {
        place++;
    }
    return place < plan->num_removals ? place + 1 : 0;
}

size_t ieci__plan_choose(const ieci__plan *plan, uint64_t replicate, const bool *other) {
    size_t variant = 0, place = 0;
    for (size_t f = 0; f < plan->factors->num_factors && plan->num_configurations > 1; f++) {
        const ieci__factor *factor = &plan->factors->factors[f];
        if (plan->levels[f] > 1) {
            variant =
                variant * plan->levels[f] + choose_level(factor, plan->levels[f], draw_one(plan, replicate, f, other));
        } else if (factor->kind == IECI__FACTOR_REMOVE) {
            place = choose_removal(plan, draw_one(plan, replicate, f, other));
        }
    }
    return variant * (plan->num_removals + 1) + place;
}

/* --- Variants --- */

/* The value of an alternatives factor in a variant. */
static size_t level_of(const ieci__plan *plan, size_t variant, size_t factor) {
    for (size_t f = plan->factors->num_factors; f-- > factor + 1;) {
        variant /= plan->levels[f];
    }
    return variant % plan->levels[factor];
}

/* Tells in which combination something went wrong. */
static void tell_variant(const ieci__plan *plan, size_t variant, ieci_error **problems) {
    ieci__text message = {0};
    ieci__text_append_text(&message, "this happens with");
    for (size_t f = 0; f < plan->factors->num_factors; f++) {
        const ieci__factor *factor = &plan->factors->factors[f];
        if (factor->kind == IECI__FACTOR_ALTERNATIVES) {
            ieci__text_append_text(&message, " ");
            ieci__text_append_text(&message, factor->code);
            ieci__text_append_text(&message, " at its value ");
            ieci__text_append_size(&message, level_of(plan, variant, f) + 1, 1);
            ieci__text_append_text(&message, ",");
        }
    }
    if (message.failed) {
        ieci__error_nomem(problems);
    } else {
        message.data[message.size - 1] = '\0';
        ieci__place place = {.key = "factors"};
        ieci__error_add(problems, IECI_ERROR_SCHEMA, &place, "%s", message.data);
    }
    ieci__text_clear(&message);
}

/* Paths and values of a variant; returns how many. */
static size_t collect(const ieci__plan *plan, size_t variant, const char **paths, const ieci__tree **values) {
    size_t count = 0;
    for (size_t f = 0; f < plan->factors->num_factors; f++) {
        const ieci__factor *factor = &plan->factors->factors[f];
        for (size_t p = 0; p < factor->num_codes && factor->kind == IECI__FACTOR_ALTERNATIVES; p++) {
            paths[count] = factor->codes[p];
            values[count++] = factor->values[level_of(plan, variant, f)];
        }
    }
    return count;
}

static bool make_variant(ieci__plan *plan, size_t variant, const char **paths, const ieci__tree **values,
                         ieci_error **problems) {
    size_t count = collect(plan, variant, paths, values);
    if (count == 0) {
        plan->variants[variant] = ieci__model_ref(plan->model);
        return true;
    }
    ieci_schema *schema = ieci__schema_with_values(plan->model->schema, count, paths, values, problems);
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    if (schema != NULL && ieci_model_new(plan->model->dataset, schema, plan->model->weighting, NULL,
                                         &plan->variants[variant], &error) == IECI_OK) {
        ieci_model_evaluate(plan->variants[variant], NULL, &result, &error);
    }
    ieci__error_join(problems, &error);
    ieci_result_unref(result);
    ieci_schema_unref(schema);
    if (*problems != NULL) {
        tell_variant(plan, variant, problems);
    }
    return *problems == NULL;
}

static bool make_sample(ieci__plan *plan, size_t variant, ieci_error **problems) {
    const ieci_model *model = plan->variants[variant];
    plan->sample[variant] = ieci__memory_allocate(plan->num_units, sizeof **plan->sample);
    if (plan->sample[variant] == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    for (size_t i = 0; i < plan->num_units; i++) {
        plan->sample[variant][i] = model->sample[plan->edition * model->num_units + plan->unit[i]];
    }
    return true;
}

static bool make_variants(ieci__plan *plan, ieci_error **problems) {
    size_t num_paths = 0;
    for (size_t f = 0; f < plan->factors->num_factors; f++) {
        num_paths += plan->factors->factors[f].num_codes;
    }
    const char **paths = ieci__memory_allocate(num_paths, sizeof *paths);
    const ieci__tree **values = ieci__memory_allocate(num_paths, sizeof *values);
    plan->variants = ieci__memory_allocate(plan->num_variants, sizeof *plan->variants);
    plan->sample = ieci__memory_allocate(plan->num_variants, sizeof *plan->sample);
    bool done = paths && values && plan->variants && plan->sample;
    if (!done) {
        ieci__error_nomem(problems);
    }
    for (size_t v = 0; v < plan->num_variants && done; v++) {
        done = make_variant(plan, v, paths, values, problems) && make_sample(plan, v, problems);
    }
    ieci__memory_free((void *)paths);
    ieci__memory_free((void *)values);
    return done;
}

/* --- What there is to make --- */

static bool list_removals(ieci__plan *plan, const ieci__factor *factor, ieci_error **problems) {
    const ieci_schema *schema = plan->model->schema;
    plan->removals = ieci__memory_allocate(schema->num_indicators, sizeof *plan->removals);
    plan->removal_chance = ieci__memory_allocate(schema->num_indicators, sizeof *plan->removal_chance);
    if (plan->removals == NULL || plan->removal_chance == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    for (size_t i = 0; i < (factor->all ? schema->num_indicators : factor->num_codes); i++) {
        plan->removals[i] =
            factor->all ? i : schema->nodes[ieci__names_find(&schema->node_codes, factor->codes[i])].indicator;
        plan->num_removals++;
    }
    double count = (double)plan->num_removals, sum = 0.0;
    for (size_t i = 0; i < plan->num_removals; i++) {
        sum += factor->num_chances == 0   ? 1.0 / (count + 1.0)
               : factor->num_chances == 1 ? factor->chances[0] / count
                                          : factor->chances[i];
        plan->removal_chance[i] = sum;
    }
    return true;
}

static bool list_errors(ieci__plan *plan, ieci_error **problems) {
    const ieci_schema *schema = plan->model->schema;
    plan->errors = ieci__memory_allocate(schema->num_indicators, sizeof *plan->errors);
    plan->varies = ieci__memory_allocate(schema->num_nodes, sizeof *plan->varies);
    if (plan->errors == NULL || plan->varies == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    for (size_t j = 0; j < schema->num_indicators; j++) {
        for (size_t f = 0; f < plan->factors->num_factors; f++) {
            const ieci__factor *factor = &plan->factors->factors[f];
            if (factor->kind == IECI__FACTOR_ERROR && ieci__factors_has_indicator(factor, schema, j)) {
                plan->errors[plan->num_errors++] = (ieci__plan_error){j, f};
                plan->varies[schema->indicators[j].node] = true;
            }
        }
    }
    return true;
}

static void tell_limit(ieci_error **problems, const char *what, size_t most) {
    ieci__place place = {.key = "factors"};
    ieci__error_add(problems, IECI_ERROR_LIMIT, &place,
                    "the alternatives make more than %zu %s; take values or factors away", most, what);
}

/* Numbers of variants and configurations, within their limits. */
static bool count_all(ieci__plan *plan, ieci_error **problems) {
    const ieci_model *model = plan->model;
    plan->levels = ieci__memory_allocate(plan->factors->num_factors, sizeof *plan->levels);
    if (plan->levels == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    plan->num_variants = 1;
    for (size_t f = 0; f < plan->factors->num_factors; f++) {
        const ieci__factor *factor = &plan->factors->factors[f];
        plan->levels[f] = factor->kind == IECI__FACTOR_ALTERNATIVES ? factor->num_values : 1;
        if (plan->levels[f] > IECI__PLAN_MOST_VARIANTS / plan->num_variants) {
            tell_limit(problems, "combinations", IECI__PLAN_MOST_VARIANTS);
            plan->num_variants = 0;
            return false;
        }
        plan->num_variants *= plan->levels[f];
        if (factor->kind == IECI__FACTOR_REMOVE && !list_removals(plan, factor, problems)) {
            return false;
        }
    }
    if (plan->num_removals + 1 > IECI__PLAN_MOST_CONFIGURATIONS / plan->num_variants) {
        tell_limit(problems, "combinations with the indicators that are left out", IECI__PLAN_MOST_CONFIGURATIONS);
        return false;
    }
    plan->num_configurations = plan->num_variants * (plan->num_removals + 1);
    size_t cells = model->num_units * model->num_editions * (model->num_nodes + model->num_indicators + 2);
    double bytes = (double)plan->num_variants * ((double)cells * 9.0 + (double)BYTES_OF_SCHEMA) +
                   (double)plan->num_configurations *
                       ((double)(model->num_nodes * BYTES_OF_SLOT) +
                        (double)(model->num_units * (model->num_indicators * 16 + model->num_nodes)));
    if (bytes > (double)IECI__PLAN_MOST_BYTES) {
        tell_limit(problems, "MiB of prepared figures", IECI__PLAN_MOST_BYTES >> 20);
        return false;
    }
    return true;
}

static bool list_units(ieci__plan *plan, ieci_error **problems) {
    const ieci_model *model = plan->model;
    plan->unit = ieci__memory_allocate(model->num_units, sizeof *plan->unit);
    if (plan->unit == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    for (size_t u = 0; u < model->num_units; u++) {
        if (ieci__dataset_member(model->dataset, plan->edition, u)) {
            plan->unit[plan->num_units++] = u;
        }
    }
    if (plan->num_units > IECI__PLAN_MOST_UNITS) {
        ieci__error_add(problems, IECI_ERROR_LIMIT, NULL, "%zu units are more than the %zu whose ranks can be counted",
                        plan->num_units, IECI__PLAN_MOST_UNITS);
    }
    return plan->num_units <= IECI__PLAN_MOST_UNITS;
}

/* How units are ranked: by the nominal rule in all variants. */
static bool plan_count(ieci__plan *plan, ieci_error **problems) {
    const ieci_schema *schema = plan->model->schema;
    const bool full = schema->by_full || schema->decimals > schema->key_decimals;
    plan->count = (ieci__count_plan){.units = plan->num_units,
                                     .key_decimals = schema->key_decimals,
                                     .decimals = full ? schema->key_decimals : schema->decimals,
                                     .ties = schema->ties};
    if (plan->num_units > IECI__COUNT_MOST) {
        return true;
    }
    plan->count.steps = ieci__network_merge(plan->num_units, NULL);
    plan->network = ieci__memory_allocate(plan->count.steps, sizeof *plan->network);
    if (plan->network == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    ieci__network_merge(plan->num_units, plan->network);
    plan->count.network = plan->network;
    return true;
}

bool ieci__plan_make(ieci__plan *plan, const ieci_model *model, const ieci_factors *factors, uint64_t seed,
                     size_t edition, size_t node, ieci_error **problems) {
    *plan = (ieci__plan){.model = model,
                         .factors = factors,
                         .code = ieci__block_pick(0),
                         .seed = seed,
                         .edition = edition,
                         .node = node};
    if (!ieci__factors_fit(factors, model->schema, problems) || !list_units(plan, problems) ||
        !count_all(plan, problems) || !plan_count(plan, problems) || !list_errors(plan, problems) ||
        !ieci__plan_nodes_make(plan, problems) || !make_variants(plan, problems)) {
        return false;
    }
    plan->configurations = ieci__memory_allocate(plan->num_configurations, sizeof *plan->configurations);
    if (plan->configurations == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    for (size_t i = 0; i < plan->num_configurations; i++) {
        if (!ieci__configuration_make(plan, i, problems)) {
            return false;
        }
    }
    return true;
}
