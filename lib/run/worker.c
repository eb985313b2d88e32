/* SPDX-License-Identifier: MIT */
#include "run/worker.h"

#include <string.h>

#include "base/memory.h"
#include "base/philox.h"
#include "index/noise.h"
#include "run/plan_nodes.h"
#include "run/prepare.h"
#include "run/result.h"

void ieci__worker_clear(ieci__worker *worker) {
    void *blocks[] = {
        (void *)worker->value, (void *)worker->state, worker->values, worker->states,           worker->weight,
        worker->room,          worker->draw_room,     worker->pairs,  (void *)worker->pointers, worker->figure,
        worker->uniform,       worker->key,           worker->place,  worker->ranked,           worker->count_room};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        ieci__memory_free(blocks[i]);
    }
    if (worker->plan != NULL && worker->plan->num_errors > 0) {
        ieci__steps_clear(&worker->steps);
    }
    memset(worker, 0, sizeof *worker);
}

static size_t most_room(const ieci__plan *plan) {
    size_t most = 0;
    for (size_t i = 0; i < plan->num_configurations; i++) {
        const size_t room = plan->code->kernel_room(&plan->configurations[i].kernel);
        most = room > most ? room : most;
    }
    return most;
}

bool ieci__worker_start(ieci__worker *worker, const ieci__plan *plan, ieci_error **problems) {
    const ieci_model *model = plan->model;
    const size_t slots = model->num_nodes, units = plan->num_units, cells = units * IECI__BLOCK_LANES;
    const size_t rows = model->num_editions * model->num_units;
    *worker = (ieci__worker){.plan = plan, .variant = IECI__NONE};
    worker->value = ieci__memory_allocate(slots, sizeof *worker->value);
    worker->state = ieci__memory_allocate(slots, sizeof *worker->state);
    worker->values = ieci__memory_allocate(slots, cells * sizeof *worker->values);
    worker->states = ieci__memory_allocate(slots, cells);
    worker->weight = ieci__memory_allocate(slots, IECI__BLOCK_LANES * sizeof *worker->weight);
    worker->room = ieci__memory_allocate(most_room(plan), sizeof *worker->room);
    worker->draw_room = ieci__memory_allocate(ieci__plan_nodes_room(plan), sizeof *worker->draw_room);
    worker->pairs = ieci__memory_allocate(2 * units, sizeof *worker->pairs);
    worker->pointers = ieci__memory_allocate(2 * slots, sizeof *worker->pointers);
    worker->figure = ieci__memory_allocate(rows, sizeof *worker->figure);
    worker->uniform = ieci__memory_allocate(rows, sizeof *worker->uniform);
    worker->key = ieci__memory_allocate(cells, sizeof *worker->key);
    worker->place = ieci__memory_allocate(cells, sizeof *worker->place);
    worker->ranked = ieci__memory_allocate(cells, 1);
    worker->count_room = ieci__memory_allocate(plan->code->count_room(units), 1);
    bool done = worker->value && worker->state && worker->values && worker->states && worker->weight && worker->room &&
                worker->draw_room && worker->pairs && worker->pointers && worker->figure && worker->uniform &&
                worker->key && worker->place && worker->ranked && worker->count_room;
    if (!done) {
        ieci__error_nomem(problems);
        return false;
    }
    for (size_t n = 0; n < slots; n++) {
        worker->value[n] = worker->values + n * cells;
        worker->state[n] = worker->states + n * cells;
    }
    return plan->num_errors == 0 || ieci__steps_start(&worker->steps, model, problems);
}

/* --- Figures --- */

/* The normalised values of a variant in the slots of the indicators, the same in all lanes. */
static void load_variant(ieci__worker *worker, size_t variant) {
    const ieci__plan *plan = worker->plan;
    const ieci_model *model = plan->variants[variant];
    worker->variant = variant;
    for (size_t j = 0; j < model->num_indicators; j++) {
        size_t slot = model->schema->indicators[j].node;
        size_t from = (j * model->num_editions + plan->edition) * model->num_units;
        for (size_t i = 0; i < plan->num_units * IECI__BLOCK_LANES; i++) {
            worker->value[slot][i] = model->normalised[from + plan->unit[i / IECI__BLOCK_LANES]];
            worker->state[slot][i] = model->state[from + plan->unit[i / IECI__BLOCK_LANES]];
        }
    }
}

/* The figures of an indicator in one replicate. A cell has its own uniform, whatever else varies. */
static void draw_figures(ieci__worker *worker, const ieci__plan_error *error, const ieci_model *model,
                         uint64_t replicate, const bool *other) {
    const ieci__plan *plan = worker->plan;
    const ieci__factor *factor = &plan->factors->factors[error->factor];
    const size_t units = model->num_units, rows = model->num_editions * units;
    const double *valid = &model->schema->indicators[error->indicator].valid_low;
    for (size_t e = 0; e < model->num_editions; e++) {
        const double *raw = ieci__dataset_column(model->dataset, e, model->column[error->indicator]);
        memcpy(worker->figure + e * units, raw, units * sizeof *raw);
    }
    ieci__philox_uniforms(plan->seed, replicate, ieci__plan_stream(error->factor, other), error->indicator * rows, rows,
                          worker->uniform);
    ieci__noise_row(factor->draw.method)
        ->apply(rows, worker->figure, worker->uniform, factor->draw.values, worker->figure);
    const double low = valid[0], high = model->schema->indicators[error->indicator].valid_high;
    for (size_t i = 0; i < rows; i++) { /* comparing with no bound is false */
        worker->figure[i] = worker->figure[i] < low ? low : worker->figure[i];
        worker->figure[i] = worker->figure[i] > high ? high : worker->figure[i];
    }
}

/* Runs the steps of an indicator again on the figures of one replicate; where they are undefined the lane is dead. */
static bool prepare_lane(ieci__worker *worker, const ieci__plan_error *error, const ieci_model *model, size_t lane,
                         ieci_error **problems) {
    const ieci__plan *plan = worker->plan;
    ieci_error *own = NULL;
    worker->steps.figures_now = worker->figure;
    if (!ieci__prepare(model, error->indicator, &worker->steps, NULL, NULL, &own)) {
        const bool memory = ieci_error_status(own) == IECI_ERROR_NOMEM;
        ieci_error_free(own);
        if (memory) {
            ieci__error_nomem(problems);
            return false;
        }
        worker->dead[lane] = true;
        return true;
    }
    const size_t slot = model->schema->indicators[error->indicator].node, from = plan->edition * model->num_units;
    for (size_t i = 0; i < plan->num_units; i++) {
        worker->value[slot][i * IECI__BLOCK_LANES + lane] = worker->steps.normalised[from + plan->unit[i]];
        worker->state[slot][i * IECI__BLOCK_LANES + lane] = worker->steps.state[from + plan->unit[i]];
    }
    return true;
}

static bool vary_figures(ieci__worker *worker, const ieci__configuration *configuration, const uint64_t *replicate,
                         const bool *other, ieci_error **problems) {
    const ieci__plan *plan = worker->plan;
    const ieci_model *model = plan->variants[configuration->variant];
    for (size_t i = 0; i < plan->num_errors; i++) {
        const ieci__plan_error *error = &plan->errors[i];
        if (configuration->out[model->schema->indicators[error->indicator].node]) {
            continue;
        }
        for (size_t lane = 0; lane < IECI__BLOCK_LANES; lane++) {
            if (lane > 0 && replicate[lane] == replicate[lane - 1]) {
                continue; /* the rest of a block that is not full */
            }
            draw_figures(worker, error, model, replicate[lane], other);
            if (!prepare_lane(worker, error, model, lane, problems)) {
                return false;
            }
        }
    }
    return true;
}

/* --- Ranks --- */

/* States of the scores that are ranked: those of the sample in replicates where everything is defined. */
static void mask_scores(ieci__worker *worker, const ieci__configuration *configuration) {
    const ieci__plan *plan = worker->plan;
    const bool *sample = plan->sample[configuration->variant];
    const unsigned char *state = worker->state[plan->node];
    const bool out = configuration->out[plan->node];
    for (size_t i = 0; i < plan->num_units; i++) {
        for (size_t lane = 0; lane < IECI__BLOCK_LANES; lane++) {
            const size_t cell = i * IECI__BLOCK_LANES + lane;
            const bool counts = sample[i] && !worker->dead[lane] && !out;
            worker->ranked[cell] = counts ? state[cell] : (unsigned char)IECI__STATE_ABSENT;
        }
    }
}

void ieci__worker_count(ieci__worker *worker, size_t lanes, ieci__tally *tally, uint32_t *ranks) {
    const ieci__plan *plan = worker->plan;
    const bool keys = ieci__tally_wants_keys(tally);
    ieci__count_plan by = plan->count;
    const ieci__count_block block = {.lanes = lanes,
                                     .score = worker->value[plan->node],
                                     .state = worker->ranked,
                                     .room = worker->count_room,
                                     .counts = tally->count,
                                     .sum_low = tally->key_low,
                                     .sum_high = tally->key_high,
                                     .ranks = ranks,
                                     .keys = keys ? worker->key : NULL};
    by.sample = plan->sample[plan->configurations[worker->configuration].variant];
    plan->code->count(&by, &block);
    if (keys) {
        for (size_t i = 0; i < plan->num_units * IECI__BLOCK_LANES; i++) {
            worker->place[i] = ieci__result_rank_key(plan->model, worker->key[i]);
        }
        ieci__tally_add_keys(tally, lanes, worker->key, worker->place);
    }
}

bool ieci__worker_block(ieci__worker *worker, size_t index, const uint64_t *replicate, const bool *other,
                        ieci_error **problems) {
    const ieci__plan *plan = worker->plan;
    const ieci__configuration *configuration = &plan->configurations[index];
    worker->configuration = index;
    if (worker->variant != configuration->variant) {
        load_variant(worker, configuration->variant);
    }
    memset(worker->dead, 0, sizeof worker->dead);
    for (size_t i = 0; i < plan->model->num_nodes * IECI__BLOCK_LANES; i++) {
        worker->weight[i] = configuration->share[i / IECI__BLOCK_LANES];
    }
    ieci__plan_nodes_draw(plan, configuration, replicate, other, worker->weight, worker->draw_room);
    if (plan->num_errors > 0 && !vary_figures(worker, configuration, replicate, other, problems)) {
        return false;
    }
    const ieci__kernel_block block = {worker->value, worker->state, worker->weight,
                                      worker->room,  worker->pairs, worker->pointers};
    plan->code->score(&configuration->kernel, &block);
    mask_scores(worker, configuration);
    return true;
}
