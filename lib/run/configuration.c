/* SPDX-License-Identifier: MIT */
#include "run/configuration.h"

#include "base/memory.h"

void ieci__configuration_clear(ieci__configuration *configuration) {
    ieci__memory_free(configuration->out);
    ieci__memory_free(configuration->share);
    ieci__memory_free(configuration->children);
    ieci__memory_free(configuration->groups);
    ieci__memory_free(configuration->nodes);
}

/* Marks what is left out, and nodes below which nothing is left; children come after their parents. */
static void mark_out(const ieci_model *model, ieci__configuration *configuration) {
    if (configuration->removed != IECI__NONE) {
        configuration->out[configuration->removed] = true;
    }
    for (size_t n = model->num_nodes; n-- > 0;) {
        const ieci__schema_node *node = &model->schema->nodes[n];
        bool left = node->indicator != IECI__NONE;
        for (size_t c = 0; c < node->num_children; c++) {
            left = left || (!configuration->out[node->children[c]] && model->share[node->children[c]] > 0.0);
        }
        configuration->out[n] = configuration->out[n] || !left;
    }
}

/* Nominal shares; those that stay share the weight of those that are out. */
static void share_out(const ieci_model *model, ieci__configuration *configuration) {
    configuration->share[0] = model->share[0];
    for (size_t n = 0; n < model->num_nodes; n++) {
        const ieci__schema_node *node = &model->schema->nodes[n];
        double left = 0.0;
        bool any = false;
        for (size_t c = 0; c < node->num_children; c++) {
            size_t child = node->ordered[c];
            any = any || configuration->out[child];
            left += configuration->out[child] ? 0.0 : model->share[child];
        }
        for (size_t c = 0; c < node->num_children; c++) {
            size_t child = node->ordered[c];
            double share = configuration->out[child] ? 0.0 : model->share[child];
            configuration->share[child] = any && left > 0.0 ? share / left : share;
        }
    }
}

/* Whether no unit lacks anything below a node. */
static bool is_whole(const ieci__plan *plan, const ieci_model *model, const ieci__kernel_node *node,
                     const bool *whole) {
    for (size_t c = 0; c < node->num_children; c++) {
        size_t indicator = model->schema->nodes[node->children[c]].indicator;
        if (indicator == IECI__NONE && !whole[node->children[c]]) {
            return false;
        }
        for (size_t i = 0; i < plan->num_units && indicator != IECI__NONE; i++) {
            size_t cell = (indicator * model->num_editions + plan->edition) * model->num_units + plan->unit[i];
            if (model->state[cell] != IECI__STATE_PRESENT) {
                return false;
            }
        }
    }
    return true;
}

/* Groups of the members for the missing rule of a node; `all` is room for all units. */
static bool group_units(const ieci__plan *plan, const ieci_model *model, const char *column, size_t *all,
                        size_t *groups, ieci_error **problems) {
    size_t num_groups;
    if (!ieci__model_groups(model, column, all, &num_groups, problems)) {
        return false;
    }
    for (size_t i = 0; i < plan->num_units; i++) {
        groups[i] = all[plan->unit[i]];
    }
    return true;
}

static void make_node(ieci__plan *plan, const ieci_model *model, ieci__configuration *configuration, size_t n,
                      size_t *used, const bool *whole, ieci__kernel_node *node) {
    const ieci__schema_node *rules = &model->schema->nodes[n];
    *node = (ieci__kernel_node){.slot = n,
                                .children = configuration->children + *used,
                                .aggregate = plan->code->aggregate_row(rules->aggregate.method),
                                .parameters = rules->aggregate.values,
                                .min_share = rules->min_share,
                                .missing = ieci__impute_row(rules->missing.method)};
    for (size_t c = 0; c < rules->num_children; c++) {
        if (configuration->share[rules->ordered[c]] > 0.0) {
            configuration->children[(*used)++] = rules->ordered[c];
            node->num_children++;
        }
    }
    node->whole = node->aggregate->block != NULL && is_whole(plan, model, node, whole);
    plan->most_children = node->num_children > plan->most_children ? node->num_children : plan->most_children;
}

static size_t count_groups(const ieci_model *model) {
    size_t count = 0;
    for (size_t n = 0; n < model->num_nodes; n++) {
        const ieci__schema_node *node = &model->schema->nodes[n];
        count += node->indicator == IECI__NONE && node->missing.of != NULL ? 1 : 0;
    }
    return count;
}

static bool make_nodes(ieci__plan *plan, const ieci_model *model, ieci__configuration *configuration, bool *whole,
                       size_t *all, ieci_error **problems) {
    size_t used = 0, count = 0;
    size_t *groups = configuration->groups;
    for (size_t n = model->num_nodes; n-- > 0;) {
        const ieci__schema_node *rules = &model->schema->nodes[n];
        if (rules->indicator != IECI__NONE || configuration->out[n]) {
            continue;
        }
        ieci__kernel_node *node = &configuration->nodes[count++];
        make_node(plan, model, configuration, n, &used, whole, node);
        whole[n] = node->whole;
        if (rules->missing.of != NULL) {
            if (!group_units(plan, model, rules->missing.of, all, groups, problems)) {
                return false;
            }
            node->group = groups;
            groups += plan->num_units;
        }
    }
    configuration->kernel = (ieci__kernel_plan){.units = plan->num_units,
                                                .slots = model->num_nodes,
                                                .num_nodes = count,
                                                .nodes = configuration->nodes,
                                                .sample = plan->sample[configuration->variant],
                                                .most_children = model->num_nodes,
                                                .low = model->schema->range_low,
                                                .high = model->schema->range_high,
                                                .key_decimals = model->schema->key_decimals};
    return true;
}

bool ieci__configuration_make(ieci__plan *plan, size_t index, ieci_error **problems) {
    ieci__configuration *configuration = &plan->configurations[index];
    size_t place = index % (plan->num_removals + 1);
    configuration->variant = index / (plan->num_removals + 1);
    const ieci_model *model = plan->variants[configuration->variant];
    size_t slots = model->num_nodes;
    configuration->removed = place == 0 ? IECI__NONE : model->schema->indicators[plan->removals[place - 1]].node;
    configuration->out = ieci__memory_allocate(slots, sizeof *configuration->out);
    configuration->share = ieci__memory_allocate(slots, sizeof *configuration->share);
    configuration->children = ieci__memory_allocate(slots, sizeof *configuration->children);
    configuration->nodes = ieci__memory_allocate(slots, sizeof *configuration->nodes);
    configuration->groups = ieci__memory_allocate(count_groups(model), plan->num_units * sizeof *configuration->groups);
    bool *whole = ieci__memory_allocate(slots, sizeof *whole);
    size_t *all = ieci__memory_allocate(model->num_units, sizeof *all);
    bool done = configuration->out && configuration->share && configuration->children && configuration->nodes &&
                configuration->groups && whole && all;
    if (!done) {
        ieci__error_nomem(problems);
    } else {
        mark_out(model, configuration);
        share_out(model, configuration);
        done = make_nodes(plan, model, configuration, whole, all, problems);
    }
    ieci__memory_free(whole);
    ieci__memory_free(all);
    return done;
}
