/* SPDX-License-Identifier: MIT */
#include "study/game.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

/* The rows' side: greatest sum of y >= 0 with sum over rows of outcome x y <= 1 for every column; then 1 / sum is the
 * value and y x value the mix (Dantzig 1951). Variables below `most_rows` are y, the others the slacks of the columns.
 */

#define TINY 1e-14  /* an improvement below this is taken for 0: outcomes are scaled to between 0 and 2 */
#define PIVOT 1e-10 /* numbers below this are no pivots */

bool ieci__game_start(ieci__game *game, size_t most_rows, size_t most_columns) {
    *game = (ieci__game){.most_rows = most_rows, .most_columns = most_columns};
    game->outcome = ieci__memory_allocate(most_columns, most_rows * sizeof *game->outcome);
    game->tableau = ieci__memory_allocate(most_columns + 1, (most_rows + 1) * sizeof *game->tableau);
    game->basic = ieci__memory_allocate(most_columns, sizeof *game->basic);
    game->free = ieci__memory_allocate(most_rows, sizeof *game->free);
    game->row_mix = ieci__memory_allocate(most_rows, sizeof *game->row_mix);
    game->column_mix = ieci__memory_allocate(most_columns, sizeof *game->column_mix);
    if (!game->outcome || !game->tableau || !game->basic || !game->free || !game->row_mix || !game->column_mix) {
        ieci__game_clear(game);
        return false;
    }
    return true;
}

void ieci__game_clear(ieci__game *game) {
    ieci__memory_free(game->outcome);
    ieci__memory_free(game->tableau);
    ieci__memory_free(game->basic);
    ieci__memory_free(game->free);
    ieci__memory_free(game->row_mix);
    ieci__memory_free(game->column_mix);
    *game = (ieci__game){.most_rows = 0};
}

void ieci__game_reset(ieci__game *game, double shift) {
    game->num_rows = game->num_columns = 0;
    game->shift = shift;
    game->tableau[0] = 0.0;
}

/* Line 0 of the tableau is the aim, line i + 1 belongs to basic[i]; its first number is the right side, number j + 1
 * belongs to free[j]. */
static double *line_of(const ieci__game *game, size_t line) {
    return game->tableau + line * (game->most_rows + 1);
}

void ieci__game_add_row(ieci__game *game, const double *outcomes) {
    const size_t row = game->num_rows++, at = row + 1;
    for (size_t c = 0; c < game->num_columns; c++) {
        game->outcome[c * game->most_rows + row] = 1.0 + outcomes[c] / game->shift;
        line_of(game, c + 1)[at] = 0.0;
    }
    game->free[row] = row;
    line_of(game, 0)[at] = 1.0;
    /* What the pivots so far would have made of the new variable stands in the columns of the slacks. */
    for (size_t j = 0; j < row; j++) {
        if (game->free[j] < game->most_rows) {
            continue;
        }
        const double outcome = game->outcome[(game->free[j] - game->most_rows) * game->most_rows + row];
        for (size_t i = 0; i <= game->num_columns; i++) {
            line_of(game, i)[at] += outcome * line_of(game, i)[j + 1];
        }
    }
    for (size_t i = 0; i < game->num_columns; i++) {
        if (game->basic[i] >= game->most_rows) {
            line_of(game, i + 1)[at] += game->outcome[(game->basic[i] - game->most_rows) * game->most_rows + row];
        }
    }
}

void ieci__game_add_column(ieci__game *game, const double *outcomes) {
    const size_t column = game->num_columns++;
    double *outcome = game->outcome + column * game->most_rows, *line = line_of(game, column + 1);
    game->basic[column] = game->most_rows + column;
    for (size_t r = 0; r < game->num_rows; r++) {
        outcome[r] = 1.0 + outcomes[r] / game->shift;
    }
    line[0] = 1.0;
    for (size_t j = 0; j < game->num_rows; j++) {
        line[j + 1] = game->free[j] < game->most_rows ? outcome[game->free[j]] : 0.0;
    }
    for (size_t i = 0; i < column; i++) {
        if (game->basic[i] < game->most_rows) {
            const double factor = outcome[game->basic[i]];
            const double *from = line_of(game, i + 1);
            for (size_t j = 0; j <= game->num_rows; j++) {
                line[j] -= factor * from[j];
            }
        }
    }
}

static void pivot(ieci__game *game, size_t line, size_t at) {
    double *chosen = line_of(game, line);
    const double inverse = 1.0 / chosen[at];
    for (size_t j = 0; j <= game->num_rows; j++) {
        chosen[j] *= inverse;
    }
    chosen[at] = inverse;
    for (size_t i = 0; i <= game->num_columns; i++) {
        double *other = line_of(game, i);
        const double factor = other[at];
        if (i == line || factor == 0.0) {
            continue;
        }
        other[at] = 0.0;
        for (size_t j = 0; j <= game->num_rows; j++) {
            other[j] -= factor * chosen[j];
        }
    }
    const size_t left = game->basic[line - 1];
    game->basic[line - 1] = game->free[at - 1];
    game->free[at - 1] = left;
}

/* A step towards right sides that are not negative, as after a new column. 1: made, 0: none needed, -1: none found. */
static int step_dual(ieci__game *game) {
    size_t line = 0, at = 0;
    double worst = -TINY, best = 0.0;
    for (size_t i = 1; i <= game->num_columns; i++) {
        if (line_of(game, i)[0] < worst) {
            worst = line_of(game, i)[0];
            line = i;
        }
    }
    if (line == 0) {
        return 0;
    }
    for (size_t j = 1; j <= game->num_rows; j++) {
        const double entry = line_of(game, line)[j];
        const double ratio = entry < -PIVOT ? line_of(game, 0)[j] / entry : 0.0;
        if (entry < -PIVOT && (at == 0 || ratio < best)) {
            best = ratio;
            at = j;
        }
    }
    if (at == 0) {
        return -1;
    }
    pivot(game, line, at);
    return 1;
}

/* A step towards a greater sum, as after a new row. With `careful`, the first variables are taken, which cannot cycle
 * (Bland 1977). */
static int step_primal(ieci__game *game, bool careful) {
    size_t line = 0, at = 0;
    double most = TINY, best = 0.0;
    for (size_t j = 1; j <= game->num_rows; j++) {
        const double gain = line_of(game, 0)[j];
        const bool better = careful ? at == 0 || game->free[j - 1] < game->free[at - 1] : gain > most;
        if (gain > TINY && better) {
            most = gain;
            at = j;
        }
    }
    if (at == 0) {
        return 0;
    }
    for (size_t i = 1; i <= game->num_columns; i++) {
        const double entry = line_of(game, i)[at];
        const double ratio = entry > PIVOT ? line_of(game, i)[0] / entry : 0.0;
        if (entry > PIVOT &&
            (line == 0 || ratio < best || (ratio <= best && game->basic[i - 1] < game->basic[line - 1]))) {
            best = ratio;
            line = i;
        }
    }
    if (line == 0) {
        return -1;
    }
    pivot(game, line, at);
    return 1;
}

static bool read_solution(ieci__game *game) {
    double sum = 0.0, columns = 0.0;
    memset(game->row_mix, 0, game->num_rows * sizeof *game->row_mix);
    memset(game->column_mix, 0, game->num_columns * sizeof *game->column_mix);
    for (size_t i = 0; i < game->num_columns; i++) {
        if (game->basic[i] < game->most_rows && line_of(game, i + 1)[0] > 0.0) {
            game->row_mix[game->basic[i]] = line_of(game, i + 1)[0];
            sum += line_of(game, i + 1)[0];
        }
    }
    for (size_t j = 0; j < game->num_rows; j++) {
        if (game->free[j] >= game->most_rows && line_of(game, 0)[j + 1] < 0.0) {
            game->column_mix[game->free[j] - game->most_rows] = -line_of(game, 0)[j + 1];
            columns -= line_of(game, 0)[j + 1];
        }
    }
    if (!(sum > 0.0) || !(columns > 0.0)) {
        return false;
    }
    for (size_t r = 0; r < game->num_rows; r++) {
        game->row_mix[r] /= sum;
    }
    for (size_t c = 0; c < game->num_columns; c++) {
        game->column_mix[c] /= columns;
    }
    game->value = (1.0 / sum - 1.0) * game->shift;
    return true;
}

bool ieci__game_solve(ieci__game *game) {
    const size_t few = 4 * (game->num_rows + game->num_columns) + 50, most = 4 * few;
    for (size_t steps = 0; steps < most; steps++) {
        int step = step_dual(game);
        if (step == 0) {
            step = step_primal(game, steps > few);
        }
        if (step <= 0) {
            break;
        }
    }
    return read_solution(game);
}
