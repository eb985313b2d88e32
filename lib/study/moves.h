/* SPDX-License-Identifier: MIT */
/* How far a unit's figure moved between two editions, measured by the moves of the units of other countries. */
#ifndef IECI_STUDY_MOVES_H
#define IECI_STUDY_MOVES_H

#include "study/panel.h"

/** In which scale small and large figures of an indicator move alike. */
typedef enum ieci__moves_scale {
    IECI__MOVES_LINEAR,
    IECI__MOVES_ROOT,
    IECI__MOVES_LOG
} ieci__moves_scale;

#define IECI__MOVES_SCALES 3

/** The moves of one indicator. What is found in one scale but not in another that fits about as well is not found. */
typedef struct ieci__moves {
    const ieci__panel *panel;
    size_t indicator;
    bool fits[IECI__MOVES_SCALES]; /**< scales in which small and large figures move alike, or nearly so */
    double unit;                   /**< figures of this size and less are small */
    bool count;                    /**< figures are counts: they differ by chance alone */
    bool positive;                 /**< no figure is below 0, but for a few slips */
    size_t from, to;               /**< places of the pair */
    double *surprise; /**< [unit] size of its move less the median move over what is usual; NaN: no move, or too few
                           other countries. The least of all scales that fit */
    double *most;     /**< [unit] the same, the greatest of all scales that fit */
    double *size;     /**< [unit] the same over the usual distance between units; NaN: no move */
    int *way;         /**< [unit] -1 or 1: below or above the median move */
    double *level;    /**< [place][unit] figures in a scale; NaN: none */
    double *excess;   /**< [unit] move less the median move in that scale */
    size_t *order;    /**< units, those of a country together */
    double *room;     /**< (places + 3) x units */
    size_t *place_of; /**< [country] its place among the sorted sizes */
} ieci__moves;

/** Room for the moves of any indicator; false: out of memory, a problem was added. */
bool ieci__moves_start(ieci__moves *moves, const ieci__panel *panel, ieci_error **problems);
void ieci__moves_clear(ieci__moves *moves);
/** Turns to an indicator: chooses its scales. */
void ieci__moves_load(ieci__moves *moves, size_t indicator);
/** Turns to a pair of places: fills surprise, size and way. */
void ieci__moves_pair(ieci__moves *moves, size_t from, size_t to);
/** Whether the unit's figure in the pair went a way that is large beside the differences between units, and more than
 * counts differ by chance. */
bool ieci__moves_is_large(const ieci__moves *moves, size_t unit);
/** Whether it went further than is usual: by option "alone" in all scales that fit; or in one of them by twice that,
 * and to a power of ten or more of what it was. */
bool ieci__moves_is_surprising(const ieci__moves *moves, size_t unit);
/** A figure in a scale. */
double ieci__moves_level(ieci__moves_scale scale, double unit, double figure);
/** Moves in raw figures: the size that nine in ten of the other countries do not exceed; NaN: there are none. */
double ieci__moves_usual(const ieci__moves *moves, size_t unit);

#endif
