/* SPDX-License-Identifier: MIT */
#include "study/check_cells.h"

#include "base/memory.h"
#include "base/missing.h"
#include "study/moves.h"

/* Adds a finding about one cell; the message is taken over. */
static void add_cell(const ieci__panel *panel, const ieci__finding *start, size_t indicator, size_t place, size_t unit,
                     ieci__text *message, ieci__findings *out) {
    ieci__finding finding = *start;
    ieci__text before = {0}, after = {0};
    ieci__cell cell = ieci__panel_cell(panel, indicator, place, unit);
    finding.place = place;
    finding.suspect = UINT64_C(1) << place;
    finding.weight = ieci__panel_weight(panel, indicator);
    if (place > 0 && ieci__panel_member(panel, place - 1, unit)) {
        ieci__cell earlier = ieci__panel_cell(panel, indicator, place - 1, unit);
        finding.against = UINT64_C(1) << (place - 1);
        finding.points = panel->points[ieci__panel_at(panel, indicator, place, unit)] -
                         panel->points[ieci__panel_at(panel, indicator, place - 1, unit)];
        ieci__panel_append_cell(&before, &earlier);
    }
    ieci__panel_append_cell(&after, &cell);
    ieci__findings_add_cell(out, &finding, indicator, unit, &before, &after, message);
}

/* Calls `find` for every number with status ok. */
static void each_figure(const ieci__panel *panel, const ieci__finding *start, ieci__findings *out,
                        void (*find)(const ieci__panel *panel, const ieci__finding *start, size_t indicator,
                                     size_t place, size_t unit, double figure, ieci__findings *out)) {
    for (size_t j = 0; j < panel->model->num_indicators; j++) {
        for (size_t p = 0; p < panel->num_places; p++) {
            for (size_t u = 0; u < panel->model->num_units; u++) {
                double figure = panel->figure[ieci__panel_at(panel, j, p, u)];
                if (!ieci__is_missing(figure)) {
                    find(panel, start, j, p, u, figure, out);
                }
            }
        }
    }
}

/* --- rules of the schema --- */

/* A rule that the schema declares for the figures of an indicator. */
typedef struct rule {
    const char *key;
    bool (*is_broken)(const ieci__indicator *rules, double figure);
    void (*write)(const ieci__indicator *rules, ieci__text *out);
} rule;

/* Where more figures than this, and one in this many, break a rule, the rule is in question and not each of them. */
#define MOST_BROKEN 10
#define ONE_IN 5

/* "valid: 617 of 1450 figures are outside ...": one finding instead of all of them. */
static void add_broken_rule(const ieci__panel *panel, const ieci__finding *start, const rule *of, size_t indicator,
                            size_t broken, size_t figures, ieci__findings *out) {
    ieci__finding finding = *start;
    ieci__text message = {0};
    finding.place = panel->now;
    finding.weight = ieci__panel_weight(panel, indicator);
    ieci__text_append_size(&message, broken, 1);
    ieci__text_append_text(&message, " of ");
    ieci__text_append_size(&message, figures, 1);
    ieci__text_append_text(&message, " figures: ");
    of->write(&panel->model->schema->indicators[indicator], &message);
    ieci__text_append_text(&message, ". Is `");
    ieci__text_append_text(&message, of->key);
    ieci__text_append_text(&message, "` of the schema right?");
    ieci__findings_add_cell(out, &finding, indicator, IECI__NONE, NULL, NULL, &message);
}

static void check_rule(const ieci__panel *panel, const ieci__finding *start, const rule *of, ieci__findings *out) {
    size_t units = panel->model->num_units, size = panel->num_places * units;
    for (size_t j = 0; j < panel->model->num_indicators; j++) {
        const ieci__indicator *rules = &panel->model->schema->indicators[j];
        const double *figure = panel->figure + j * size;
        size_t broken = 0, figures = 0;
        for (size_t i = 0; i < size; i++) {
            figures += ieci__is_missing(figure[i]) ? 0 : 1;
            broken += of->is_broken(rules, figure[i]) ? 1 : 0;
        }
        if (broken > MOST_BROKEN && broken * ONE_IN > figures) {
            add_broken_rule(panel, start, of, j, broken, figures, out);
            continue;
        }
        for (size_t i = 0; i < size && broken > 0; i++) {
            if (of->is_broken(rules, figure[i])) {
                ieci__text message = {0};
                of->write(rules, &message);
                add_cell(panel, start, j, i / units, i % units, &message, out);
            }
        }
    }
}

static bool is_invalid(const ieci__indicator *rules, double figure) {
    return figure < rules->valid_low || figure > rules->valid_high;
}

static void write_invalid(const ieci__indicator *rules, ieci__text *out) {
    ieci__text_append_text(out, "outside of what is valid: ");
    ieci__text_append_number(out, rules->valid_low);
    ieci__text_append_text(out, " to ");
    ieci__text_append_number(out, rules->valid_high);
}

void ieci__check_valid(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    static const rule valid = {"valid", is_invalid, write_invalid};
    check_rule(panel, start, &valid, out);
}

static bool is_fraction(const ieci__indicator *rules, double figure) {
    return rules->whole && figure != floor(figure) && !ieci__is_missing(figure);
}

static void write_fraction(const ieci__indicator *rules, ieci__text *out) {
    (void)rules;
    ieci__text_append_text(out, "a count that is not a whole number");
}

void ieci__check_whole(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    static const rule whole = {"whole", is_fraction, write_fraction};
    check_rule(panel, start, &whole, out);
}

/* --- signs --- */

/* Whether a negative figure mirrors one of the same unit in another edition, or is as large as most others. */
static bool is_mirror(const ieci__panel *panel, size_t indicator, size_t place, size_t unit, double figure,
                      double median) {
    size_t seen = 0;
    for (size_t p = 0; p < panel->num_places; p++) {
        double other = panel->figure[ieci__panel_at(panel, indicator, p, unit)];
        if (p != place && !ieci__is_missing(other)) {
            seen++;
            if (-figure > 0.5 * other && -figure < 2.0 * other) {
                return true;
            }
        }
    }
    return seen == 0 && -figure > median;
}

void ieci__check_sign(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    size_t units = panel->model->num_units, size = panel->num_places * units;
    double *room = ieci__memory_allocate(size, sizeof *room);
    if (room == NULL) {
        ieci__error_nomem(out->problems);
    }
    for (size_t j = 0; j < panel->model->num_indicators && room != NULL; j++) {
        const double *figures = panel->figure + j * size;
        size_t above = 0, below = 0, odd = 0;
        for (size_t i = 0; i < size; i++) {
            odd = figures[i] < 0.0 ? i : odd;
            below += figures[i] < 0.0 ? 1 : 0;
            if (figures[i] > 0.0) {
                room[above++] = figures[i];
            }
        }
        double median = ieci__panel_median(room, above);
        if (below == 1 && above >= 10 && !ieci__findings_first(out, j, odd % units) &&
            is_mirror(panel, j, odd / units, odd % units, figures[odd], median)) {
            ieci__text message = {0};
            ieci__text_append_text(&message, "the only figure below 0 of the indicator");
            add_cell(panel, start, j, odd / units, odd % units, &message, out);
        }
    }
    ieci__memory_free(room);
}

/* --- figures of the country --- */

/* The number of units of the same country with a figure, and of those with the same figure. */
static size_t count_country(const ieci__panel *panel, size_t indicator, size_t place, size_t unit, size_t *same) {
    const double *figures = panel->figure + ieci__panel_at(panel, indicator, place, 0);
    size_t count = 0;
    *same = 0;
    for (size_t u = 0; u < panel->model->num_units; u++) {
        if (panel->country[u] == panel->country[unit] && !ieci__is_missing(figures[u])) {
            count++;
            *same += figures[u] == figures[unit] ? 1 : 0;
        }
    }
    return count;
}

static void find_difference(const ieci__panel *panel, const ieci__finding *start, size_t indicator, size_t place,
                            size_t unit, double figure, ieci__findings *out) {
    size_t same;
    (void)figure;
    if (!panel->model->schema->indicators[indicator].country || ieci__findings_first(out, indicator, unit)) {
        return;
    }
    size_t count = count_country(panel, indicator, place, unit, &same);
    if (count > same && 2 * same <= count) { /* of two that differ, both */
        ieci__text message = {0};
        ieci__text_append_text(&message, "a figure of the country that is not that of its other units");
        add_cell(panel, start, indicator, place, unit, &message, out);
    }
}

void ieci__check_differs(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    if (panel->country_column != NULL) {
        each_figure(panel, start, out, find_difference);
    }
}

/* --- far from everybody --- */

static bool is_alone(const ieci__panel *panel, size_t indicator, size_t place, size_t unit) {
    for (size_t p = 0; p < panel->num_places; p++) {
        if (p != place && !ieci__is_missing(panel->figure[ieci__panel_at(panel, indicator, p, unit)])) {
            return false;
        }
    }
    return true;
}

/* How far a figure is from the nearest other one, in usual distances from the middle, in a scale; a figure between
 * others is 0 away. */
static double distance(const ieci__moves *moves, ieci__moves_scale scale, size_t place, size_t unit) {
    const ieci__panel *panel = moves->panel;
    const double *figures = panel->figure + ieci__panel_at(panel, moves->indicator, place, 0);
    double own = ieci__moves_level(scale, moves->unit, figures[unit]), low = IECI__MISSING, high = IECI__MISSING;
    size_t count = 0;
    for (size_t u = 0; u < panel->model->num_units; u++) {
        if (u != unit && !ieci__is_missing(figures[u])) {
            double level = ieci__moves_level(scale, moves->unit, figures[u]);
            low = level >= low ? low : level;
            high = level <= high ? high : level;
            moves->room[count++] = level;
        }
    }
    double spread = ieci__panel_spread(moves->room, count), away = own > high  ? own - high
                                                                   : own < low ? low - own
                                                                               : 0.0;
    return count < 8 || !(spread > 0.0) ? 0.0 : away / spread;
}

/* Whether a figure is several times the greatest of the others, or a small part of the least. */
static bool is_far_in_proportion(const ieci__panel *panel, size_t indicator, size_t place, size_t unit) {
    const double *figures = panel->figure + ieci__panel_at(panel, indicator, place, 0);
    for (size_t u = 0; u < panel->model->num_units; u++) {
        if (u != unit && figures[u] > figures[unit] / 4.0 && figures[u] < figures[unit] * 4.0) {
            return false;
        }
        if (u != unit && figures[unit] == 0.0 && figures[u] < 10.0) { /* counts may be 0 by chance */
            return false;
        }
    }
    return true;
}

static void find_far(ieci__moves *moves, const ieci__finding *start, size_t place, ieci__findings *out) {
    const ieci__panel *panel = moves->panel;
    double least = ieci__panel_option(panel, "alone") / 3.0;
    for (size_t u = 0; u < panel->model->num_units; u++) {
        double figure = panel->figure[ieci__panel_at(panel, moves->indicator, place, u)];
        if (ieci__is_missing(figure) || !is_alone(panel, moves->indicator, place, u) ||
            ieci__findings_first(out, moves->indicator, u)) {
            continue;
        }
        if (moves->positive && !is_far_in_proportion(panel, moves->indicator, place, u)) {
            continue; /* before the distances, which take longer */
        }
        double linear = distance(moves, IECI__MOVES_LINEAR, place, u);
        double logarithmic = moves->positive ? distance(moves, IECI__MOVES_LOG, place, u) : linear;
        bool small = moves->positive && figure >= 0.0 && figure < 50.0 * moves->unit;
        if (logarithmic >= least && (small || linear >= least)) {
            ieci__text message = {0};
            ieci__text_append_text(&message, "without an earlier figure, and far from those of all other units");
            add_cell(panel, start, moves->indicator, place, u, &message, out);
        }
    }
}

void ieci__check_far(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    ieci__moves moves;
    if (!ieci__moves_start(&moves, panel, out->problems)) {
        return;
    }
    for (size_t j = 0; j < panel->model->num_indicators; j++) {
        ieci__moves_load(&moves, j);
        for (size_t p = 0; p < panel->num_places; p++) {
            find_far(&moves, start, p, out);
        }
    }
    ieci__moves_clear(&moves);
}
