/* SPDX-License-Identifier: MIT */
#include "meter.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "platform.h"

#define BAR 30

static double now(void) {
#ifdef TIME_UTC
    struct timespec at = {0, 0};
    (void)timespec_get(&at, TIME_UTC);
    return (double)at.tv_sec + (double)at.tv_nsec * 1e-9;
#else /* older C libraries of Windows: whole seconds will do */
    return (double)time(NULL);
#endif
}

static void draw(const meter *of, double done) {
    const double seconds = now() - of->started, rate = seconds > 0.0 ? done / seconds : 0.0;
    const double left = rate > 0.0 ? ((double)of->all - done) / rate : 0.0;
    const int filled = (int)(done / (double)of->all * BAR);
    fprintf(stderr, "\r[%.*s%*s] %3.0f %%  %.0f replicates/s  %.0f s left ", filled, "##############################",
            BAR - filled, "", 100.0 * done / (double)of->all, rate, left);
    fflush(stderr);
}

/* A call tells its own share; until the first one is done that is of all that is to do. */
static bool tell(void *user_data, double fraction) {
    const meter *of = user_data;
    const uint64_t part = of->part == 0 ? of->all : of->part;
    const double done = (double)of->before + fraction * (double)part;
    if (of->shown && of->all > 0 && done <= (double)of->all) {
        draw(of, done);
    }
    return true;
}

void meter_start(meter *made, ieci_options *options, uint64_t all) {
    *made = (meter){.shown = platform_is_watched(), .all = all, .started = now()};
    (void)ieci_options_set_progress(options, tell, made, NULL);
}

void meter_advance(meter *of, uint64_t count) {
    of->before += count;
    of->part = count;
}

void meter_end(meter *of) {
    if (of->shown) {
        fprintf(stderr, "\r%78s\r", "");
        fflush(stderr);
    }
}
