/* SPDX-License-Identifier: MIT */
/* How far a long computation is: a line on standard error while somebody watches, with rate and time left. */
#ifndef IECI_PROGRAM_METER_H
#define IECI_PROGRAM_METER_H

#include <ieci/ieci.h>

typedef struct meter {
    bool shown;
    uint64_t all, before, part; /**< replicates in all, of parts that are done, of this part */
    double started;             /**< seconds */
} meter;

/** Lets the calls with these options tell their progress; nothing is shown where standard error is no terminal. */
void meter_start(meter *made, ieci_options *options, uint64_t all);
/** A part is done. */
void meter_advance(meter *of, uint64_t count);
/** Wipes the line. */
void meter_end(meter *of);

#endif
