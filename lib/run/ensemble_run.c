/* SPDX-License-Identifier: MIT */
#include "run/ensemble_run.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "base/memory.h"
#include "base/numerics.h"
#include "base/options.h"
#include "run/worker.h"

#define LEAST_CHUNK ((uint64_t)512)
#define MOST_CHUNK ((uint64_t)65536)
#define BLOCKS_OF_CONFIGURATION ((uint64_t)64)
#define MOST_THREADS ((size_t)256)
#define STEPS_OF_PROGRESS 100.0

/* What all threads share. */
typedef struct job {
    const ieci__plan *plan;
    ieci__range range;
    uint64_t chunk;            /* replicates that a thread takes at a time */
    atomic_uint_fast64_t next; /* first replicate that nobody has taken, from the start of the range */
    atomic_uint_fast64_t done; /* replicates that are counted */
    atomic_bool stop;
} job;

/* A thread, its room and its sums. */
typedef struct hand {
    job *job;
    ieci__worker worker;
    ieci__tally tally;
    uint16_t *choice; /* [chunk] configuration of each replicate of the chunk */
    uint32_t *order;  /* [chunk] replicates by configuration */
    size_t *starts;   /* [configurations + 1] */
    ieci_error *problems;
    const ieci_options *options; /* of the calling thread, which tells progress; NULL in the others */
    double told;
    pthread_t thread;
    bool running;
} hand;

static void clear_hand(hand *at) {
    ieci__worker_clear(&at->worker);
    ieci__tally_clear(&at->tally);
    ieci__memory_free(at->choice);
    ieci__memory_free(at->order);
    ieci__memory_free(at->starts);
}

static bool start_hand(hand *at, job *of, const ieci__tally_shape *shape, ieci_error **problems) {
    *at = (hand){.job = of};
    at->choice = ieci__memory_allocate((size_t)of->chunk, sizeof *at->choice);
    at->order = ieci__memory_allocate((size_t)of->chunk, sizeof *at->order);
    at->starts = ieci__memory_allocate(of->plan->num_configurations + 1, sizeof *at->starts);
    if (at->choice == NULL || at->order == NULL || at->starts == NULL || !ieci__tally_start(&at->tally, shape)) {
        ieci__error_nomem(problems);
        return false;
    }
    return ieci__worker_start(&at->worker, of->plan, problems);
}

/* Sorts the replicates of a chunk by configuration, by counting. */
static void sort_chunk(hand *at, uint64_t first, size_t count) {
    const ieci__plan *plan = at->job->plan;
    memset(at->starts, 0, (plan->num_configurations + 1) * sizeof *at->starts);
    for (size_t i = 0; i < count; i++) {
        at->choice[i] = (uint16_t)ieci__plan_choose(plan, first + i, NULL);
        at->starts[at->choice[i] + 1]++;
    }
    for (size_t c = 0; c < plan->num_configurations; c++) {
        at->starts[c + 1] += at->starts[c];
    }
    for (size_t i = 0; i < count; i++) {
        at->order[at->starts[at->choice[i]]++] = (uint32_t)i;
    }
}

/* Tells progress in the calling thread; false: stop. */
static bool go_on(hand *at) {
    job *of = at->job;
    if (at->options != NULL) {
        const double done = (double)atomic_load(&of->done) / (double)(of->range.last - of->range.first);
        if (done >= at->told + 1.0 / STEPS_OF_PROGRESS && done < 1.0) {
            at->told = done;
            if (!ieci__options_progress(at->options, done, &at->problems)) {
                atomic_store(&of->stop, true);
            }
        }
    }
    return !atomic_load(&of->stop);
}

/* One block: up to sixteen replicates of one configuration. A block that is not full repeats its last replicate. */
static bool run_block(hand *at, uint64_t first, size_t configuration, const uint32_t *order, size_t lanes) {
    uint64_t replicate[IECI__BLOCK_LANES];
    for (size_t lane = 0; lane < IECI__BLOCK_LANES; lane++) {
        replicate[lane] = first + order[lane < lanes ? lane : lanes - 1];
    }
    if (!ieci__worker_block(&at->worker, configuration, replicate, NULL, &at->problems)) {
        return false;
    }
    ieci__worker_count(&at->worker, lanes, &at->tally, NULL);
    atomic_fetch_add(&at->job->done, lanes);
    return true;
}

static bool run_chunk(hand *at, uint64_t first, size_t count) {
    sort_chunk(at, first, count);
    size_t from = 0; /* starts[c] is the end of configuration c by now */
    for (size_t c = 0; c < at->job->plan->num_configurations; c++) {
        const size_t end = at->starts[c];
        for (; from < end; from += IECI__BLOCK_LANES) {
            const size_t lanes = end - from < IECI__BLOCK_LANES ? end - from : IECI__BLOCK_LANES;
            if (!go_on(at) || !run_block(at, first, c, at->order + from, lanes)) {
                return false;
            }
        }
        from = end;
    }
    return true;
}

static void *work(void *argument) {
    hand *at = argument;
    job *of = at->job;
    const uint64_t size = of->range.last - of->range.first;
    fenv_t caller;
    ieci__numerics_enter(&caller);
    bool done = true;
    while (done) {
        const uint64_t from = atomic_fetch_add(&of->next, of->chunk);
        if (from >= size) {
            break;
        }
        const uint64_t count = size - from < of->chunk ? size - from : of->chunk;
        done = run_chunk(at, of->range.first + from, (size_t)count);
    }
    if (!done) {
        atomic_store(&of->stop, true);
    }
    ieci__numerics_leave(&caller);
    return NULL;
}

/* Chunks are large enough to fill blocks of every configuration, and small enough to keep all threads busy. */
static uint64_t choose_chunk(const ieci__plan *plan, uint64_t size, size_t threads) {
    uint64_t chunk = plan->num_configurations * BLOCKS_OF_CONFIGURATION * IECI__BLOCK_LANES;
    const uint64_t even = size / (threads * 4) + 1;
    chunk = chunk > MOST_CHUNK ? MOST_CHUNK : chunk;
    chunk = chunk > even && threads > 1 ? even : chunk;
    return chunk < LEAST_CHUNK ? LEAST_CHUNK : chunk;
}

/* Starts the other threads. One that does not start, or has no room, means fewer threads. */
static size_t start_threads(hand *hands, size_t threads, job *of, const ieci__tally_shape *shape) {
    size_t count = 1;
    for (; count < threads; count++) {
        ieci_error *problems = NULL;
        bool started = start_hand(&hands[count], of, shape, &problems);
        ieci_error_free(problems);
        if (started) {
            started = pthread_create(&hands[count].thread, NULL, work, &hands[count]) == 0;
            hands[count].running = started;
        }
        if (!started) {
            clear_hand(&hands[count]);
            break;
        }
    }
    return count;
}

bool ieci__ensemble_compute(const ieci__plan *plan, ieci__range range, const ieci_options *options, ieci__tally *tally,
                            ieci_error **problems) {
    const uint64_t size = range.last - range.first;
    size_t threads = ieci__options_size(options, "threads");
    threads = threads > MOST_THREADS ? MOST_THREADS : threads;
    job of = {.plan = plan, .range = range, .chunk = choose_chunk(plan, size, threads)};
    threads = threads > size / of.chunk + 1 ? (size_t)(size / of.chunk) + 1 : threads;
    hand *hands = ieci__memory_allocate(threads, sizeof *hands);
    if (hands == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    if (start_hand(&hands[0], &of, &tally->shape, problems)) {
        hands[0].options = options;
        const size_t count = start_threads(hands, threads, &of, &tally->shape);
        work(&hands[0]);
        for (size_t i = 0; i < count; i++) {
            if (hands[i].running) {
                pthread_join(hands[i].thread, NULL);
            }
            ieci__error_join(problems, &hands[i].problems);
            ieci__tally_merge(tally, &hands[i].tally);
            clear_hand(&hands[i]);
        }
    } else {
        clear_hand(&hands[0]);
    }
    ieci__memory_free(hands);
    return *problems == NULL;
}
