/* SPDX-License-Identifier: MIT */
#include "run/plan_nodes.h"

#include "base/memory.h"

void ieci__plan_nodes_clear(ieci__plan *plan) {
    for (size_t i = 0; plan->nodes != NULL && i < plan->num_nodes; i++) {
        ieci__memory_free(plan->nodes[i].slots);
        ieci__memory_free(plan->nodes[i].numbers);
    }
    ieci__memory_free(plan->nodes);
    ieci__memory_free(plan->uniforms);
    plan->nodes = NULL;
    plan->uniforms = NULL;
}

/* Shares of the experts in the children that have weight; they must not give all of it to others. */
static bool fill_experts(const ieci__plan *plan, const ieci__factor *factor, ieci__plan_node *made, double *all,
                         double *experts, ieci_error **problems) {
    const ieci_schema *schema = plan->model->schema;
    const ieci__schema_node *node = &schema->nodes[made->node];
    double *to = experts;
    for (const ieci__tree *expert = factor->experts->first; expert != NULL; expert = expert->next) {
        if (!ieci__factors_expert(expert, schema, made->node, all, problems)) {
            return false;
        }
        for (size_t c = 0; c < node->num_children; c++) {
            if (plan->model->share[node->ordered[c]] > 0.0) {
                *to++ = all[c];
            } else if (all[c] > 0.0) {
                ieci__tree_problem(problems, IECI_ERROR_SCHEMA, expert, false,
                                   "gives weight to %s, which has none in the weights of the index",
                                   schema->nodes[node->ordered[c]].code);
                return false;
            }
        }
    }
    return true;
}

static bool prepare_node(const ieci__plan *plan, const ieci__factor *factor, ieci__plan_node *made,
                         ieci_error **problems) {
    const ieci_model *model = plan->model;
    const ieci__schema_node *node = &model->schema->nodes[made->node];
    size_t experts = factor->experts == NULL ? 0 : factor->experts->num_children, children = 0;
    for (size_t c = 0; c < node->num_children; c++) {
        children += model->share[node->children[c]] > 0.0 ? 1 : 0;
    }
    made->slots = ieci__memory_allocate(children, sizeof *made->slots);
    made->numbers = ieci__memory_allocate(
        children + node->num_children + experts * children + made->row->kept(children), sizeof *made->numbers);
    if (made->slots == NULL || made->numbers == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    double *share = made->numbers, *all = share + children, *expert = all + node->num_children;
    for (size_t c = 0, used = 0; c < node->num_children; c++) {
        if (model->share[node->ordered[c]] > 0.0) {
            share[used] = model->share[node->ordered[c]];
            made->slots[used++] = node->ordered[c];
        }
    }
    made->draw = (ieci__draw_node){.children = children,
                                   .share = share,
                                   .parameters = factor->draw.values,
                                   .num_experts = experts,
                                   .expert = expert,
                                   .kept = expert + experts * children};
    made->num_uniforms = made->row->uniforms(children);
    if (experts > 0 && !fill_experts(plan, factor, made, all, expert, problems)) {
        return false;
    }
    const char *wrong = made->row->prepare(&made->draw);
    if (wrong != NULL) {
        ieci__tree_problem(problems, IECI_ERROR_SCHEMA, factor->tree, true, "node %s: %s", node->code, wrong);
    }
    return wrong == NULL;
}

bool ieci__plan_nodes_make(ieci__plan *plan, ieci_error **problems) {
    const ieci_schema *schema = plan->model->schema;
    bool valid = true;
    plan->nodes = ieci__memory_allocate(schema->num_nodes, sizeof *plan->nodes);
    plan->uniforms = ieci__memory_allocate(plan->factors->num_factors, sizeof *plan->uniforms);
    if (plan->nodes == NULL || plan->uniforms == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    for (size_t f = 0; f < plan->factors->num_factors; f++) {
        const ieci__factor *factor = &plan->factors->factors[f];
        size_t first = 0;
        for (size_t n = 0; n < schema->num_nodes; n++) {
            if (!ieci__factors_has_node(factor, schema, n)) {
                continue;
            }
            ieci__plan_node *made = &plan->nodes[plan->num_nodes++];
            *made = (ieci__plan_node){.node = n, .factor = f, .row = plan->code->draw_row(factor->draw.method)};
            valid = prepare_node(plan, factor, made, problems) && valid;
            made->first_uniform = first;
            plan->uniforms[f] = first + made->num_uniforms;
            first += made->row->experts ? 0 : made->num_uniforms; /* one expert answers for all nodes */
            size_t room = made->row->room(made->draw.children) + made->draw.children * IECI__BLOCK_LANES;
            plan->most_room = room > plan->most_room ? room : plan->most_room;
        }
        plan->most_uniforms = plan->uniforms[f] > plan->most_uniforms ? plan->uniforms[f] : plan->most_uniforms;
    }
    return valid;
}

size_t ieci__plan_nodes_room(const ieci__plan *plan) {
    return plan->most_uniforms * IECI__BLOCK_LANES + plan->most_room;
}

/* Takes the weight of children that are out from them and gives it to the others. */
static void leave_out(const ieci__configuration *configuration, const ieci__plan_node *node, double *share) {
    double left[IECI__BLOCK_LANES] = {0.0};
    bool any = false;
    for (size_t c = 0; c < node->draw.children; c++) {
        bool out = configuration->out[node->slots[c]];
        any = any || out;
        for (size_t lane = 0; lane < IECI__BLOCK_LANES; lane++) {
            share[c * IECI__BLOCK_LANES + lane] = out ? 0.0 : share[c * IECI__BLOCK_LANES + lane];
            left[lane] += share[c * IECI__BLOCK_LANES + lane];
        }
    }
    for (size_t i = 0; any && i < node->draw.children * IECI__BLOCK_LANES; i++) {
        double sum = left[i % IECI__BLOCK_LANES];
        share[i] = sum > 0.0 ? share[i] / sum : 0.0;
    }
}

void ieci__plan_nodes_draw(const ieci__plan *plan, const ieci__configuration *configuration, const uint64_t *replicate,
                           const bool *other, double *weight, double *room) {
    double *uniform = room, *share = uniform + plan->most_uniforms * IECI__BLOCK_LANES;
    size_t drawn = IECI__NONE; /* the factor whose uniforms are there */
    for (size_t i = 0; i < plan->num_nodes; i++) {
        const ieci__plan_node *node = &plan->nodes[i];
        if (configuration->out[node->node]) {
            continue;
        }
        if (drawn != node->factor) {
            drawn = node->factor;
            plan->code->uniforms(plan->seed, replicate, ieci__plan_stream(drawn, other), plan->uniforms[drawn],
                                 uniform);
        }
        node->row->block(&node->draw, uniform + node->first_uniform * IECI__BLOCK_LANES, share,
                         share + node->draw.children * IECI__BLOCK_LANES);
        if (configuration->removed != IECI__NONE) {
            leave_out(configuration, node, share);
        }
        for (size_t c = 0; c < node->draw.children; c++) {
            double *to = weight + node->slots[c] * IECI__BLOCK_LANES;
            for (size_t lane = 0; lane < IECI__BLOCK_LANES; lane++) {
                to[lane] = share[c * IECI__BLOCK_LANES + lane];
            }
        }
    }
}
