/* SPDX-License-Identifier: MIT */
#include "study/check_moves.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "study/moves.h"

/* Which pairs of places of a unit are suspicious. */
typedef struct suspicion {
    size_t pairs;
    size_t from, to;                    /* the worst pair */
    double size;                        /* of its move */
    size_t of[IECI__PANEL_MOST_PLACES]; /* how many of the pairs have this place */
} suspicion;

static double figure_at(const ieci__moves *moves, size_t place, size_t unit) {
    return moves->panel->figure[ieci__panel_at(moves->panel, moves->indicator, place, unit)];
}

/* --- words --- */

/* The figures of the unit before the last edition that is compared, and in that: "2022: 0, 2024: 16" and "15". */
static void write_figures(const ieci__moves *moves, size_t unit, ieci__text *before, ieci__text *after) {
    const ieci__panel *panel = moves->panel;
    for (size_t p = 0; p < panel->num_places; p++) {
        bool last = p + 1 == panel->num_places;
        if (!ieci__panel_member(panel, p, unit)) {
            continue;
        }
        ieci__cell cell = ieci__panel_cell(panel, moves->indicator, p, unit);
        if (!last && panel->num_places > 2) {
            ieci__text_append_text(before, before->size == 0 ? "" : ", ");
            ieci__text_append_text(before, ieci__panel_edition(panel, p));
            ieci__text_append_text(before, ": ");
        }
        ieci__panel_append_cell(last ? after : before, &cell);
    }
}

static double points_between(const ieci__moves *moves, size_t from, size_t to, size_t unit) {
    const ieci__panel *panel = moves->panel;
    return panel->points[ieci__panel_at(panel, moves->indicator, to, unit)] -
           panel->points[ieci__panel_at(panel, moves->indicator, from, unit)];
}

/* ", about 1000 times": where a figure is a power of ten of the other, as slips of the point or the unit are. */
static void write_slip(double before, double after, ieci__text *out) {
    double ratio = before != 0.0 ? after / before : 0.0, sign = ratio < 0.0 ? -1.0 : 1.0;
    double size = fabs(ratio) < 1.0 && ratio != 0.0 ? 1.0 / fabs(ratio) : fabs(ratio);
    if (ratio < 0.0 && size > 0.5 && size < 2.0) {
        ieci__text_append_text(out, "; the sign has changed");
    }
    for (double power = 10.0; power <= 1e6 && sign > 0.0; power *= 10.0) {
        if (size > 0.8 * power && size < 1.25 * power) {
            ieci__text_append_text(out, fabs(ratio) < 1.0 ? "; about 1/" : "; about ");
            ieci__text_append_number(out, power);
            ieci__text_append_text(out, fabs(ratio) < 1.0 ? " of the figure before" : " times the figure before");
        }
    }
}

/* --- a zero between large figures --- */

/* Whether the pair, in which the unit has a zero, is that of a large figure and a false zero. */
static bool is_large_beside_zero(const ieci__moves *moves, size_t unit) {
    const ieci__panel *panel = moves->panel;
    double from = figure_at(moves, moves->from, unit), to = figure_at(moves, moves->to, unit);
    double figure = from > to ? from : to;
    bool surprising =
        ieci__is_missing(moves->surprise[unit]) || moves->surprise[unit] >= 0.5 * ieci__panel_option(panel, "alone");
    bool enough = !moves->count || figure >= ieci__panel_option(panel, "false_zero");
    return surprising && enough && ieci__moves_is_large(moves, unit);
}

/* What the pairs of a unit's zeros with its other figures say. */
typedef struct zero {
    uint64_t places; /* that are 0 */
    size_t last;     /* the last of them */
    size_t other;    /* place of the largest figure; IECI__NONE: there is no other figure */
    bool is_true;    /* a figure beside it is not large */
} zero;

static void look_at_zeros(ieci__moves *moves, zero *zeros) {
    for (size_t u = 0; u < moves->panel->model->num_units; u++) {
        double from = figure_at(moves, moves->from, u), to = figure_at(moves, moves->to, u);
        if (ieci__is_missing(from + to) || (from == 0.0) == (to == 0.0)) {
            continue;
        }
        size_t place = from == 0.0 ? moves->from : moves->to, other = from == 0.0 ? moves->to : moves->from;
        zero *each = &zeros[u];
        each->places |= UINT64_C(1) << place;
        each->last = place > each->last || each->other == IECI__NONE ? place : each->last;
        bool larger = each->other == IECI__NONE || figure_at(moves, other, u) > figure_at(moves, each->other, u);
        each->other = larger ? other : each->other;
        each->is_true = each->is_true || !is_large_beside_zero(moves, u);
    }
}

static void add_zero(const ieci__moves *moves, const ieci__finding *start, uint64_t zeros, size_t place, size_t other,
                     size_t unit, ieci__findings *out) {
    ieci__finding finding = *start;
    ieci__text before = {0}, after = {0}, message = {0};
    const ieci__panel *panel = moves->panel;
    finding.place = place;
    finding.suspect = zeros;
    for (size_t p = 0; p < panel->num_places; p++) {
        finding.against |=
            figure_at(moves, p, unit) != 0.0 && !ieci__is_missing(figure_at(moves, p, unit)) ? UINT64_C(1) << p : 0;
    }
    finding.weight = ieci__panel_weight(panel, moves->indicator);
    finding.points = points_between(moves, place, other, unit);
    write_figures(moves, unit, &before, &after);
    ieci__text_append_text(&message, "a zero beside large figures; ");
    ieci__panel_append(&message, panel->points[ieci__panel_at(panel, moves->indicator, place, unit)], 0);
    ieci__text_append_text(&message, " -> ");
    ieci__panel_append(&message, panel->points[ieci__panel_at(panel, moves->indicator, other, unit)], 0);
    ieci__text_append_text(&message, " points");
    ieci__findings_add_cell(out, &finding, moves->indicator, unit, &before, &after, &message);
}

void ieci__check_zero(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    ieci__moves moves;
    size_t units = panel->model->num_units;
    if (!ieci__moves_start(&moves, panel, out->problems)) {
        return;
    }
    zero *zeros = ieci__memory_allocate(units, sizeof *zeros);
    if (zeros == NULL) {
        ieci__error_nomem(out->problems);
    }
    for (size_t j = 0; j < panel->model->num_indicators && zeros != NULL; j++) {
        ieci__moves_load(&moves, j);
        for (size_t u = 0; u < units; u++) {
            zeros[u] = (zero){.other = IECI__NONE};
        }
        for (size_t p = 0; p < panel->num_places && moves.positive; p++) {
            for (size_t q = p + 1; q < panel->num_places; q++) {
                ieci__moves_pair(&moves, p, q);
                look_at_zeros(&moves, zeros);
            }
        }
        for (size_t u = 0; u < units; u++) {
            if (zeros[u].other != IECI__NONE && !zeros[u].is_true) {
                add_zero(&moves, start, zeros[u].places, zeros[u].last, zeros[u].other, u, out);
            }
        }
    }
    ieci__memory_free(zeros);
    ieci__moves_clear(&moves);
}

/* --- a series that moves alone --- */

/* Whether another unit of the same country went the same way, at least half as far. */
static bool is_shared(const ieci__moves *moves, size_t unit) {
    const ieci__panel *panel = moves->panel;
    for (size_t u = 0; u < panel->model->num_units; u++) {
        if (u != unit && panel->country[u] == panel->country[unit] && moves->excess[u] / moves->excess[unit] >= 0.5) {
            return true;
        }
    }
    return false;
}

static void suspect_pair(ieci__moves *moves, suspicion *suspicions) {
    const ieci__panel *panel = moves->panel;
    for (size_t u = 0; u < panel->model->num_units; u++) {
        if (!ieci__moves_is_surprising(moves, u) || !ieci__moves_is_large(moves, u) || is_shared(moves, u)) {
            continue;
        }
        suspicion *each = &suspicions[u];
        each->pairs++;
        each->of[moves->from]++;
        each->of[moves->to]++;
        if (each->pairs == 1 || moves->size[u] > each->size) {
            each->size = moves->size[u];
            each->from = moves->from;
            each->to = moves->to;
        }
    }
}

/* The place that is in all suspicious pairs, if there is only one; else all places with a figure. */
static uint64_t find_culprit(const ieci__moves *moves, const suspicion *of, size_t unit) {
    uint64_t all = 0, culprit = 0;
    size_t found = 0;
    for (size_t p = 0; p < moves->panel->num_places; p++) {
        all |= ieci__is_missing(figure_at(moves, p, unit)) ? 0 : UINT64_C(1) << p;
        if (of->of[p] == of->pairs) {
            culprit = UINT64_C(1) << p;
            found++;
        }
    }
    return found == 1 && of->pairs > 1 ? culprit : all;
}

static void add_alone(ieci__moves *moves, const ieci__finding *start, const suspicion *of, size_t unit,
                      ieci__findings *out) {
    ieci__finding finding = *start;
    ieci__text before = {0}, after = {0}, message = {0};
    finding.suspect = find_culprit(moves, of, unit);
    finding.place = of->to;
    finding.against = UINT64_C(1) << of->from;
    if ((finding.suspect & (finding.suspect - 1)) == 0 && (finding.suspect & finding.against) != 0) {
        finding.place = of->from; /* the earlier figure is the odd one */
        finding.against = UINT64_C(1) << of->to;
    }
    finding.weight = ieci__panel_weight(moves->panel, moves->indicator);
    finding.points = points_between(moves, of->from, of->to, unit);
    moves->from = of->from;
    moves->to = of->to;
    write_figures(moves, unit, &before, &after);
    ieci__text_append_text(&message, "moves by ");
    ieci__panel_append_near(&message, fabs(figure_at(moves, of->to, unit) - figure_at(moves, of->from, unit)), 0.005);
    ieci__text_append_text(&message, ", nine in ten of the other countries by ");
    ieci__panel_append_near(&message, ieci__moves_usual(moves, unit), 0.005);
    ieci__text_append_text(&message, " or less");
    write_slip(figure_at(moves, of->from, unit), figure_at(moves, of->to, unit), &message);
    ieci__findings_add_cell(out, &finding, moves->indicator, unit, &before, &after, &message);
}

void ieci__check_alone(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    ieci__moves moves;
    size_t units = panel->model->num_units;
    if (!ieci__moves_start(&moves, panel, out->problems)) {
        return;
    }
    suspicion *suspicions = ieci__memory_allocate(units, sizeof *suspicions);
    if (suspicions == NULL) {
        ieci__error_nomem(out->problems);
    }
    for (size_t j = 0; j < panel->model->num_indicators && suspicions != NULL; j++) {
        memset(suspicions, 0, units * sizeof *suspicions);
        ieci__moves_load(&moves, j);
        for (size_t p = 0; p < panel->num_places; p++) {
            for (size_t q = p + 1; q < panel->num_places; q++) {
                ieci__moves_pair(&moves, p, q);
                suspect_pair(&moves, suspicions);
            }
        }
        for (size_t u = 0; u < units; u++) {
            if (suspicions[u].pairs > 0 && !ieci__findings_first(out, j, u)) {
                add_alone(&moves, start, &suspicions[u], u, out);
            }
        }
    }
    ieci__memory_free(suspicions);
    ieci__moves_clear(&moves);
}
