/* SPDX-License-Identifier: MIT */
#include "stats/network.h"

/* Merges runs of `run` places by comparing places `step` apart. */
static size_t add_steps(size_t places, size_t run, size_t step, size_t count, ieci__network_step *steps) {
    for (size_t start = step % run; start + step < places; start += 2 * step) {
        const size_t left = places - step - start;
        /* All or none lie in the same pair of runs: `run` is a multiple of `step`. */
        if (start / (2 * run) != (start + step) / (2 * run)) {
            continue;
        }
        if (steps != NULL) {
            steps[count] =
                (ieci__network_step){(uint16_t)start, (uint16_t)(start + step), (uint16_t)(left < step ? left : step)};
        }
        count++;
    }
    return count;
}

size_t ieci__network_merge(size_t places, ieci__network_step *steps) {
    size_t count = 0;
    for (size_t run = 1; run < places; run *= 2) {
        for (size_t step = run; step >= 1; step /= 2) {
            count = add_steps(places, run, step, count, steps);
        }
    }
    return count;
}
