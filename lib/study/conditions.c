/* SPDX-License-Identifier: MIT */
#include "study/conditions.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

enum {
    MOST_CORNERS = 400,
    MOST_ROWS = 400,
    NEW_ROWS = 3 /* conditions that enter the game at a time */
};

#define NEGLIGIBLE 1e-14 /* share of a mix that is dropped, so that cores stay small */
#define CLOSE 1e-15      /* a corner that promises less does not change the game */

static double find_size(ieci__conditions *solver) {
    double size = 0.0;
    for (size_t u = 0; u < solver->linear->num_units; u++) {
        for (double sign = -1.0; sign < 2.0; sign += 2.0) {
            const double most = fabs(ieci__linear_most(solver->linear, 1, &u, &sign, solver->point).high);
            size = most > size ? most : size;
        }
    }
    return size;
}

bool ieci__conditions_start(ieci__conditions *solver, ieci__linear *linear, size_t most, double margin) {
    *solver = (ieci__conditions){.linear = linear, .margin = margin};
    const size_t entries = linear->num_entries, units = linear->num_units;
    const size_t rows = most < MOST_ROWS ? most : MOST_ROWS;
    const size_t larger = (units > most ? units : most) + 1;
    solver->weight = ieci__memory_allocate(MOST_CORNERS, entries * sizeof *solver->weight);
    solver->score = ieci__memory_allocate(MOST_CORNERS, units * sizeof *solver->score);
    solver->point = ieci__memory_allocate(entries, sizeof *solver->point);
    solver->mixed = ieci__memory_allocate(units, sizeof *solver->mixed);
    solver->row = ieci__memory_allocate(rows, sizeof *solver->row);
    solver->mix = ieci__memory_allocate(larger, sizeof *solver->mix);
    solver->outcome = ieci__memory_allocate(MOST_CORNERS > rows ? MOST_CORNERS : rows, sizeof *solver->outcome);
    solver->support = ieci__memory_allocate(larger, sizeof *solver->support);
    solver->in_game = ieci__memory_allocate(most, sizeof *solver->in_game);
    const bool game = ieci__game_start(&solver->game, rows, MOST_CORNERS);
    if (!solver->weight || !solver->score || !solver->point || !solver->mixed || !solver->row || !solver->mix ||
        !solver->outcome || !solver->support || !solver->in_game || !game) {
        ieci__conditions_clear(solver);
        return false;
    }
    solver->size = find_size(solver);
    return true;
}

void ieci__conditions_clear(ieci__conditions *solver) {
    ieci__memory_free(solver->weight);
    ieci__memory_free(solver->score);
    ieci__memory_free(solver->point);
    ieci__memory_free(solver->mixed);
    ieci__memory_free(solver->row);
    ieci__memory_free(solver->mix);
    ieci__memory_free(solver->outcome);
    ieci__memory_free(solver->support);
    ieci__memory_free(solver->in_game);
    ieci__game_clear(&solver->game);
    *solver = (ieci__conditions){.num_corners = 0};
}

static double outcome_of(const ieci__condition *condition, const double *score) {
    double outcome = condition->constant;
    outcome += condition->plus == IECI__NO_UNIT ? 0.0 : score[condition->plus];
    outcome -= condition->minus == IECI__NO_UNIT ? 0.0 : score[condition->minus];
    return outcome;
}

/* Takes `weight` in as a corner; its scores are worked out. */
static double *add_corner(ieci__conditions *solver, const double *weight) {
    const size_t entries = solver->linear->num_entries, corner = solver->num_corners++;
    double *score = solver->score + corner * solver->linear->num_units;
    memcpy(solver->weight + corner * entries, weight, entries * sizeof *weight);
    ieci__linear_scores(solver->linear, weight, score);
    return score;
}

static void add_row(ieci__conditions *solver, const ieci__condition *conditions, size_t condition) {
    for (size_t c = 0; c < solver->num_corners; c++) {
        solver->outcome[c] = outcome_of(&conditions[condition], solver->score + c * solver->linear->num_units);
    }
    solver->row[solver->game.num_rows] = condition;
    solver->in_game[condition] = true;
    ieci__game_add_row(&solver->game, solver->outcome);
}

static void add_column(ieci__conditions *solver, const ieci__condition *conditions, const double *score) {
    for (size_t r = 0; r < solver->game.num_rows; r++) {
        solver->outcome[r] = outcome_of(&conditions[solver->row[r]], score);
    }
    ieci__game_add_column(&solver->game, solver->outcome);
}

/* The mixture of the corners that is best against the rows of the game. */
static void mix_corners(ieci__conditions *solver) {
    const size_t entries = solver->linear->num_entries;
    memset(solver->point, 0, entries * sizeof *solver->point);
    for (size_t c = 0; c < solver->num_corners; c++) {
        const double share = solver->game.column_mix[c];
        for (size_t e = 0; e < entries && share > 0.0; e++) {
            solver->point[e] += share * solver->weight[c * entries + e];
        }
    }
    ieci__linear_scores(solver->linear, solver->point, solver->mixed);
}

/* The share of a condition in the mix, with so few bits that sums of shares are exact: the proof is of just this mix.
 */
static double share_of(const ieci__conditions *solver, size_t row) {
    const double share = solver->game.row_mix[row];
    return share > NEGLIGIBLE ? floor(share * 0x1p50 + 0.5) * 0x1p-50 : 0.0;
}

/* The greatest value of the mix of conditions over the region, and the corner that reaches it, in `weight`. */
static ieci__pair bound_of(ieci__conditions *solver, const ieci__condition *conditions, double *weight) {
    const size_t units = solver->linear->num_units;
    ieci__pair constant = {0.0, 0.0};
    size_t count = 0;
    memset(solver->mix, 0, units * sizeof *solver->mix);
    for (size_t r = 0; r < solver->game.num_rows; r++) {
        const ieci__condition *condition = &conditions[solver->row[r]];
        const double share = share_of(solver, r);
        constant = ieci__pair_add(constant, ieci__pair_two_product(share, condition->constant));
        if (condition->plus != IECI__NO_UNIT) {
            solver->mix[condition->plus] += share;
        }
        if (condition->minus != IECI__NO_UNIT) {
            solver->mix[condition->minus] -= share;
        }
    }
    for (size_t u = 0; u < units; u++) {
        if (solver->mix[u] != 0.0) {
            solver->support[count] = u;
            solver->mix[count++] = solver->mix[u];
        }
    }
    return ieci__pair_add(constant, ieci__linear_most(solver->linear, count, solver->support, solver->mix, weight));
}

/* The outcome of the condition that a point fulfils least. */
static double find_least(const ieci__conditions *solver, size_t count, const ieci__condition *conditions) {
    double least = HUGE_VAL;
    for (size_t i = 0; i < count; i++) {
        const double outcome = outcome_of(&conditions[i], solver->mixed);
        least = outcome < least ? outcome : least;
    }
    return least;
}

/* Brings the conditions into the game that the point fulfils least; whether there were any. */
static bool add_worst(ieci__conditions *solver, size_t count, const ieci__condition *conditions) {
    bool added = false;
    for (size_t i = 0; i < NEW_ROWS && solver->game.num_rows < solver->game.most_rows; i++) {
        size_t worst = count;
        double least = solver->margin;
        for (size_t c = 0; c < count; c++) {
            const double outcome = solver->in_game[c] ? HUGE_VAL : outcome_of(&conditions[c], solver->mixed);
            if (outcome < least) {
                least = outcome;
                worst = c;
            }
        }
        if (worst == count) {
            break;
        }
        add_row(solver, conditions, worst);
        added = true;
    }
    return added;
}

/* The same game from its start, when rounding errors have piled up. */
static void rebuild(ieci__conditions *solver, const ieci__condition *conditions) {
    const size_t rows = solver->game.num_rows, corners = solver->num_corners;
    ieci__game_reset(&solver->game, solver->game.shift);
    solver->num_corners = 0;
    for (size_t r = 0; r < rows; r++) {
        add_row(solver, conditions, solver->row[r]);
    }
    solver->num_corners = corners;
    for (size_t c = 0; c < corners; c++) {
        add_column(solver, conditions, solver->score + c * solver->linear->num_units);
    }
}

static void start_game(ieci__conditions *solver, size_t count, const ieci__condition *conditions,
                       const double *weight) {
    double shift = 1.0;
    for (size_t i = 0; i < count; i++) {
        const double size = 2.0 * solver->size + fabs(conditions[i].constant) + 1.0;
        shift = size > shift ? size : shift;
        solver->in_game[i] = false;
    }
    ieci__game_reset(&solver->game, shift);
    solver->num_corners = 0;
    memcpy(solver->mixed, add_corner(solver, weight), solver->linear->num_units * sizeof *solver->mixed);
}

ieci__verdict ieci__conditions_try(ieci__conditions *solver, size_t count, const ieci__condition *conditions,
                                   double *weight, bool *core) {
    start_game(solver, count, conditions, weight);
    if (!(find_least(solver, count, conditions) < solver->margin)) {
        return IECI__VERDICT_YES;
    }
    /* The game needs a row before its first column. */
    const size_t first = solver->num_corners;
    solver->num_corners = 0;
    add_worst(solver, count, conditions);
    solver->num_corners = first;
    add_column(solver, conditions, solver->score);
    for (bool rebuilt = false;;) {
        if (!ieci__game_solve(&solver->game)) {
            return IECI__VERDICT_UNKNOWN;
        }
        mix_corners(solver);
        if (find_least(solver, count, conditions) >= solver->margin) {
            memcpy(weight, solver->point, solver->linear->num_entries * sizeof *weight);
            return IECI__VERDICT_YES;
        }
        double *corner = solver->point; /* the mixture is no longer needed, only its scores */
        const ieci__pair bound = bound_of(solver, conditions, corner);
        if (bound.high < solver->margin) {
            memset(core, 0, count * sizeof *core);
            for (size_t r = 0; r < solver->game.num_rows; r++) {
                core[solver->row[r]] = share_of(solver, r) > 0.0;
            }
            return IECI__VERDICT_NO;
        }
        bool grew = false;
        if (bound.high > solver->game.value + CLOSE * solver->game.shift && solver->num_corners < MOST_CORNERS) {
            add_column(solver, conditions, add_corner(solver, corner));
            grew = ieci__game_solve(&solver->game);
        }
        if (!add_worst(solver, count, conditions) && !grew) {
            if (rebuilt) {
                return IECI__VERDICT_UNKNOWN;
            }
            rebuild(solver, conditions);
            rebuilt = true;
        }
    }
}
