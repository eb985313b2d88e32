/* SPDX-License-Identifier: MIT */
#include "run/sensitivity_run.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/missing.h"

void ieci__sensitivity_clear(ieci__sensitivity_run *run) {
    ieci__worker_clear(&run->worker);
    ieci__tally_clear(&run->tally);
    ieci__memory_free(run->ranks);
    ieci__memory_free(run->choice);
    ieci__memory_free(run->order);
    ieci__memory_free(run->starts);
    memset(run, 0, sizeof *run);
}

bool ieci__sensitivity_start(ieci__sensitivity_run *run, const ieci__plan *plan, const double *nominal, size_t rows,
                             ieci_error **problems) {
    const ieci__tally_shape shape = {.units = plan->num_units};
    *run = (ieci__sensitivity_run){
        .plan = plan, .nominal = nominal, .outputs = ieci__sensitivity_outputs(plan->num_units)};
    run->ranks = ieci__memory_allocate(plan->num_units, IECI__BLOCK_LANES * sizeof *run->ranks);
    run->choice = ieci__memory_allocate(rows, sizeof *run->choice);
    run->order = ieci__memory_allocate(rows, sizeof *run->order);
    run->starts = ieci__memory_allocate(plan->num_configurations + 1, sizeof *run->starts);
    if (run->ranks == NULL || run->choice == NULL || run->order == NULL || run->starts == NULL ||
        !ieci__tally_start(&run->tally, &shape)) {
        ieci__error_nomem(problems);
        return false;
    }
    return ieci__worker_start(&run->worker, plan, problems);
}

/* The outputs of one lane of the last block. */
static void take_outputs(const ieci__sensitivity_run *run, size_t lane, double *output) {
    const size_t units = run->plan->num_units;
    const double *score = run->worker.value[run->plan->node];
    double shift = 0.0, count = 0.0;
    for (size_t u = 0; u < units; u++) {
        const size_t cell = u * IECI__BLOCK_LANES + lane;
        const bool ranked = run->ranks[cell] < units;
        const double rank = (double)run->ranks[cell] + 1.0;
        output[1 + u] = ranked ? rank : IECI__MISSING;
        output[1 + units + u] = ranked ? score[cell] : IECI__MISSING;
        if (ranked && !ieci__is_missing(run->nominal[u])) {
            shift += fabs(rank - run->nominal[u]);
            count += 1.0;
        }
    }
    output[0] = count > 0.0 ? shift / count : IECI__MISSING;
}

/* Sorts the list by configuration, by counting. */
static void sort_rows(ieci__sensitivity_run *run, const bool *other, size_t count, const uint32_t *rows) {
    const size_t configurations = run->plan->num_configurations;
    memset(run->starts, 0, (configurations + 1) * sizeof *run->starts);
    for (size_t i = 0; i < count; i++) {
        run->choice[i] = ieci__plan_choose(run->plan, rows[i], other);
        run->starts[run->choice[i] + 1]++;
    }
    for (size_t c = 0; c < configurations; c++) {
        run->starts[c + 1] += run->starts[c];
    }
    for (size_t i = 0; i < count; i++) {
        run->order[run->starts[run->choice[i]]++] = rows[i];
    }
}

bool ieci__sensitivity_rows(ieci__sensitivity_run *run, const bool *other, size_t count, const uint32_t *rows,
                            double *output, ieci_error **problems) {
    sort_rows(run, other, count, rows);
    for (size_t c = 0, from = 0; c < run->plan->num_configurations; c++) {
        const size_t end = run->starts[c]; /* sorting has moved it there */
        while (from < end) {
            const size_t lanes = end - from < IECI__BLOCK_LANES ? end - from : IECI__BLOCK_LANES;
            uint64_t replicate[IECI__BLOCK_LANES];
            for (size_t lane = 0; lane < IECI__BLOCK_LANES; lane++) {
                replicate[lane] = run->order[from + (lane < lanes ? lane : lanes - 1)];
            }
            if (!ieci__worker_block(&run->worker, c, replicate, other, problems)) {
                return false;
            }
            ieci__worker_count(&run->worker, lanes, &run->tally, run->ranks);
            for (size_t lane = 0; lane < lanes; lane++) {
                take_outputs(run, lane, output + replicate[lane] * run->outputs);
            }
            from += lanes;
        }
    }
    return true;
}
