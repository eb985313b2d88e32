/* SPDX-License-Identifier: MIT */
/* A matrix game that grows: one side mixes rows to make the outcome small, the other mixes columns to make it great.
 *
 * That is the linear programme behind "are there weights under which all these conditions hold?": rows are conditions,
 * columns are corners of the region, and the value of the game is by how much the worst condition can be made to hold.
 * Solved by the simplex method on a dense tableau that keeps its answer when a row or a column is added. */
#ifndef IECI_STUDY_GAME_H
#define IECI_STUDY_GAME_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ieci__game {
    size_t most_rows, most_columns; /**< room */
    size_t num_rows, num_columns;
    double shift;       /**< outcome / shift + 1 is above 0 and below 2 */
    double *outcome;    /**< [column][row], as such */
    double *tableau;    /**< [column + 1][row + 1]: a condition per column of the game, a variable per row */
    size_t *basic;      /**< [column] variable of each line of the tableau */
    size_t *free;       /**< [row] variable of each column of the tableau */
    double *row_mix;    /**< [row] shares of the rows at the solution */
    double *column_mix; /**< [column] shares of the columns */
    double value;       /**< of the game */
} ieci__game;

/** Room for a game; false: out of memory, and it is empty. */
bool ieci__game_start(ieci__game *game, size_t most_rows, size_t most_columns);
/** Frees what it holds. */
void ieci__game_clear(ieci__game *game);
/** An empty game whose outcomes are all smaller in size than `shift`. */
void ieci__game_reset(ieci__game *game, double shift);
/** Adds a row: its outcome with each column there is. There must be room. */
void ieci__game_add_row(ieci__game *game, const double *outcomes);
/** Adds a column: its outcome with each row there is. There must be room, and no row may have been added since the
 * last solution. */
void ieci__game_add_column(ieci__game *game, const double *outcomes);
/** Solves the game, which has a row and a column; mixes and value are as near as rounding errors let them be. False: no
 * mix at all was found. */
bool ieci__game_solve(ieci__game *game);

#endif
