/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench.h"

static double seconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double bench_wall_time(void) {
    return seconds(CLOCK_MONOTONIC);
}

static double own_time(void) {
    return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

void bench_require(bool condition, const char *what, ieci_error *error) {
    if (!condition) {
        fprintf(stderr, "bench: %s: %s\n", what, ieci_error_message(error));
        exit(EXIT_FAILURE);
    }
}

void *bench_allocate(size_t count, size_t size) {
    void *const block = calloc(count + 1, size);
    bench_require(block != NULL, "out of memory", NULL);
    return block;
}

double bench_random(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 33) / 2147483648.0;
}

static int compare(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double bench_median_by(double (*clock)(void), bench_work work, void *with) {
    enum {
        MOST = 201
    };
    double times[MOST];
    size_t count = 0;
    const double start = bench_wall_time();
    work(with); /* warm */
    while (count < MOST && (count < 7 || bench_wall_time() - start < 1.0)) {
        const double before = clock();
        work(with);
        times[count++] = clock() - before;
    }
    qsort(times, count, sizeof *times, compare);
    return times[count / 2];
}

/* The library computes in the calling thread, so the processor time is the time on a machine that has nothing else to
 * do. */
double bench_median(bench_work work, void *with) {
    return bench_median_by(own_time, work, with);
}

void bench_print(const char *what, double seconds, const char *peer, double peer_seconds) {
    printf("| %s | %.3f | ", what, 1e3 * seconds);
    if (peer == NULL) {
        printf("| | |\n");
    } else {
        printf("%s | %.3f | %.2f |\n", peer, 1e3 * peer_seconds, seconds / peer_seconds);
    }
    fflush(stdout);
}
