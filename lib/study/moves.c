/* SPDX-License-Identifier: MIT */
#include "study/moves.h"

#include "base/memory.h"
#include "base/missing.h"
#include "stats/elementary.h"
#include "stats/sort.h"

/* Fewer other countries than this tell nothing about what is usual. */
#define FEWEST_OTHERS 4
/* Counts vary by chance as Poisson's: a move must be this many standard deviations. */
#define CHANCE 4.0
/* Scales in which small and large figures move more unlike than in the best one by this factor do not fit. */
#define FITS 2.0

bool ieci__moves_start(ieci__moves *moves, const ieci__panel *panel, ieci_error **problems) {
    size_t units = panel->model->num_units;
    *moves = (ieci__moves){.panel = panel};
    moves->level = ieci__memory_allocate(panel->num_places, units * sizeof *moves->level);
    moves->surprise = ieci__memory_allocate(units, sizeof *moves->surprise);
    moves->most = ieci__memory_allocate(units, sizeof *moves->most);
    moves->size = ieci__memory_allocate(units, sizeof *moves->size);
    moves->way = ieci__memory_allocate(units, sizeof *moves->way);
    moves->excess = ieci__memory_allocate(units, sizeof *moves->excess);
    moves->order = ieci__memory_allocate(units, sizeof *moves->order);
    moves->room = ieci__memory_allocate(panel->num_places + 3, units * sizeof *moves->room);
    moves->place_of = ieci__memory_allocate(panel->num_countries, sizeof *moves->place_of);
    size_t *start = ieci__memory_allocate(panel->num_countries + 1, sizeof *start);
    bool done = moves->level && moves->surprise && moves->most && moves->size && moves->way && moves->excess &&
                moves->order && moves->room && moves->place_of && start;
    if (!done) {
        ieci__error_nomem(problems);
        ieci__moves_clear(moves);
    }
    for (size_t u = 0; done && u < units; u++) {
        start[panel->country[u] + 1]++;
    }
    for (size_t c = 0; done && c < panel->num_countries; c++) {
        start[c + 1] += start[c];
    }
    for (size_t u = 0; done && u < units; u++) {
        moves->order[start[panel->country[u]]++] = u;
    }
    ieci__memory_free(start);
    return done;
}

void ieci__moves_clear(ieci__moves *moves) {
    ieci__memory_free(moves->level);
    ieci__memory_free(moves->surprise);
    ieci__memory_free(moves->most);
    ieci__memory_free(moves->size);
    ieci__memory_free(moves->way);
    ieci__memory_free(moves->excess);
    ieci__memory_free(moves->order);
    ieci__memory_free(moves->room);
    ieci__memory_free(moves->place_of);
    *moves = (ieci__moves){0};
}

/* --- the scale --- */

double ieci__moves_level(ieci__moves_scale scale, double unit, double figure) {
    double size = fabs(figure);
    double level = scale == IECI__MOVES_LOG ? ieci__log1p(size / unit) : scale == IECI__MOVES_ROOT ? sqrt(size) : size;
    return figure < 0.0 ? -level : level;
}

/* What is known of the figures of an indicator: signs, whole numbers, and the unit of the logarithmic scale, a
 * hundredth of the median. */
static void look_at_figures(ieci__moves *moves) {
    const ieci__panel *panel = moves->panel;
    size_t size = panel->num_places * panel->model->num_units, count = 0, above = 0, below = 0;
    const double *figures = panel->figure + moves->indicator * size;
    bool whole = true;
    for (size_t i = 0; i < size; i++) {
        if (!ieci__is_missing(figures[i])) {
            count++;
            below += figures[i] < 0.0 ? 1 : 0;
            whole = whole && figures[i] == floor(figures[i]);
            if (figures[i] > 0.0) {
                moves->room[above++] = figures[i];
            }
        }
    }
    double median = ieci__panel_median(moves->room, above);
    const ieci__indicator *rules = &panel->model->schema->indicators[moves->indicator];
    moves->positive = above > 0 && below * 50 <= count;
    moves->count = moves->positive && (rules->whole || (whole && median < 30.0));
    moves->unit = above > 0 ? median / 100.0 : 1.0;
}

/* The mean size of moves of the smaller half of the units over that of the larger half, without the largest tenth of
 * each; neighbouring places only. */
static double balance(ieci__moves *moves, ieci__moves_scale scale) {
    const ieci__panel *panel = moves->panel;
    double size[2] = {0.0, 0.0};
    for (size_t p = 0; p + 1 < panel->num_places; p++) {
        const double *from = panel->figure + ieci__panel_at(panel, moves->indicator, p, 0);
        const double *to = panel->figure + ieci__panel_at(panel, moves->indicator, p + 1, 0);
        size_t units = panel->model->num_units, count = 0;
        for (size_t u = 0; u < units; u++) {
            if (!ieci__is_missing(from[u]) && !ieci__is_missing(to[u])) {
                moves->room[count++] = fabs(from[u]) + fabs(to[u]);
            }
        }
        double middle = ieci__panel_median(moves->room, count);
        for (size_t half = 0; half < 2; half++) {
            count = 0;
            for (size_t u = 0; u < units; u++) {
                bool larger = fabs(from[u]) + fabs(to[u]) > middle;
                if (!ieci__is_missing(from[u]) && !ieci__is_missing(to[u]) && larger == (half == 1)) {
                    moves->room[count++] = fabs(ieci__moves_level(scale, moves->unit, to[u]) -
                                                ieci__moves_level(scale, moves->unit, from[u]));
                }
            }
            ieci__sort_reals(moves->room, count);
            for (size_t i = 0; i + count / 10 + 1 < count; i++) {
                size[half] += moves->room[i] / (double)count;
            }
        }
    }
    double least = 1e-3 * (size[0] + size[1]);
    return least > 0.0 ? fabs(ieci__log((size[0] + least) / (size[1] + least))) : 0.0;
}

void ieci__moves_load(ieci__moves *moves, size_t indicator) {
    double imbalance[IECI__MOVES_SCALES], least = HUGE_VAL;
    moves->indicator = indicator;
    look_at_figures(moves);
    for (size_t s = 0; s < IECI__MOVES_SCALES; s++) {
        bool allowed = moves->positive || s == IECI__MOVES_LINEAR;
        imbalance[s] = allowed ? balance(moves, (ieci__moves_scale)s) : HUGE_VAL;
        least = imbalance[s] < least ? imbalance[s] : least;
    }
    for (size_t s = 0; s < IECI__MOVES_SCALES; s++) {
        moves->fits[s] = imbalance[s] <= least + ieci__log(FITS);
    }
}

/* --- a pair of places --- */

/* One move for each country, the median of its units, into `moves->room`; their number. Countries without a move have
 * no place. */
static size_t moves_of_countries(ieci__moves *moves) {
    const ieci__panel *panel = moves->panel;
    size_t units = panel->model->num_units, count = 0;
    double *values = moves->room, *own = moves->room + units;
    for (size_t i = 0; i < units;) {
        size_t country = panel->country[moves->order[i]], members = 0;
        for (; i < units && panel->country[moves->order[i]] == country; i++) {
            double move = moves->excess[moves->order[i]];
            if (!ieci__is_missing(move)) {
                own[members++] = move;
            }
        }
        moves->place_of[country] = IECI__NONE;
        if (members > 0) {
            moves->place_of[country] = count;
            values[count++] = ieci__panel_median(own, members);
        }
    }
    return count;
}

/* The `share` quantile of the sizes of all countries but one. */
static double others(const double *ascending, size_t count, double own, double share) {
    double place = floor(share * (double)(count - 2) + 0.5);
    size_t index = (size_t)place;
    return ascending[index] >= own ? ascending[index + 1] : ascending[index];
}

/* The usual size of a move among all countries but one, as a standard deviation. Where figures of only some of them
 * were measured anew, their moves are what is usual, not those of the others. */
static double usual_size(const double *ascending, size_t count, double own) {
    size_t still = 0;
    while (still < count && ascending[still] == 0.0) {
        still++;
    }
    double half = 1.4826 * others(ascending, count, own, 0.5);
    still = count - still > FEWEST_OTHERS ? still : 0;
    double most = others(ascending + still, count - still, own, 0.9) / 1.645;
    double usual = half > most ? half : most;
    return usual * (1.0 + 4.0 / (double)(count - still)); /* few moves do not tell well what is usual */
}

/* Fills the levels of a pair in a scale, and the moves; the usual distance of a unit from the middle afterwards. */
static double load_levels(ieci__moves *moves, ieci__moves_scale scale) {
    const ieci__panel *panel = moves->panel;
    const size_t places[] = {moves->from, moves->to};
    size_t units = panel->model->num_units, count = 0;
    for (size_t i = 0; i < 2; i++) {
        count = 0;
        for (size_t u = 0; u < units; u++) {
            double figure = panel->figure[ieci__panel_at(panel, moves->indicator, places[i], u)];
            double level = ieci__is_missing(figure) ? figure : ieci__moves_level(scale, moves->unit, figure);
            moves->level[places[i] * units + u] = level;
            if (!ieci__is_missing(level)) {
                moves->room[count++] = level;
            }
        }
    }
    double spread = ieci__panel_spread(moves->room, count);
    for (size_t u = 0; u < units; u++) {
        moves->excess[u] = moves->level[moves->to * units + u] - moves->level[moves->from * units + u];
    }
    return spread;
}

/* Lowers what a unit has from other scales to what it has in this one. */
static void lower(ieci__moves *moves, size_t unit, double excess, double usual, double spread) {
    double surprise = usual > 0.0 ? fabs(excess) / usual : excess != 0.0 ? HUGE_VAL : 0.0;
    double size = spread > 0.0 ? fabs(excess) / spread : excess != 0.0 ? HUGE_VAL : 0.0;
    moves->surprise[unit] = surprise >= moves->surprise[unit] ? moves->surprise[unit] : surprise;
    moves->surprise[unit] = ieci__is_missing(usual) ? usual : moves->surprise[unit];
    moves->most[unit] = surprise <= moves->most[unit] ? moves->most[unit] : surprise;
    moves->size[unit] = size >= moves->size[unit] ? moves->size[unit] : size;
    moves->way[unit] = excess < 0.0 ? -1 : 1;
}

static void pair_in_scale(ieci__moves *moves, ieci__moves_scale scale) {
    const ieci__panel *panel = moves->panel;
    size_t units = panel->model->num_units;
    double spread = load_levels(moves, scale), *sizes = moves->room + 2 * units;
    size_t count = moves_of_countries(moves);
    for (size_t i = 0; i < count; i++) {
        sizes[i] = moves->room[i];
    }
    double middle = ieci__panel_median(sizes, count);
    for (size_t i = 0; i < count; i++) {
        moves->room[i] = fabs(moves->room[i] - middle);
        sizes[i] = moves->room[i];
    }
    ieci__sort_reals(sizes, count);
    for (size_t u = 0; u < units; u++) {
        size_t place = moves->place_of[panel->country[u]];
        double usual = IECI__MISSING;
        if (ieci__is_missing(moves->excess[u])) {
            continue;
        }
        if (count > FEWEST_OTHERS) {
            usual = usual_size(sizes, count, moves->room[place]);
        }
        lower(moves, u, moves->excess[u] - middle, usual, spread);
    }
}

void ieci__moves_pair(ieci__moves *moves, size_t from, size_t to) {
    const ieci__panel *panel = moves->panel;
    moves->from = from;
    moves->to = to;
    for (size_t u = 0; u < panel->model->num_units; u++) {
        double before = panel->figure[ieci__panel_at(panel, moves->indicator, from, u)];
        double after = panel->figure[ieci__panel_at(panel, moves->indicator, to, u)];
        moves->surprise[u] = moves->size[u] = ieci__is_missing(after - before) ? IECI__MISSING : HUGE_VAL;
        moves->most[u] = 0.0;
        moves->way[u] = 0;
    }
    for (size_t s = 0; s < IECI__MOVES_SCALES; s++) {
        if (moves->fits[s]) {
            pair_in_scale(moves, (ieci__moves_scale)s);
        }
    }
}

/* Whether one figure is nearly ten times the other or more; the larger one is at least `least`. */
static bool is_power(const ieci__moves *moves, size_t unit, double least) {
    double before = fabs(moves->panel->figure[ieci__panel_at(moves->panel, moves->indicator, moves->from, unit)]);
    double after = fabs(moves->panel->figure[ieci__panel_at(moves->panel, moves->indicator, moves->to, unit)]);
    double low = before < after ? before : after, high = before < after ? after : before;
    return moves->positive && high >= least && high >= 9.0 * low;
}

bool ieci__moves_is_surprising(const ieci__moves *moves, size_t unit) {
    double alone = ieci__panel_option(moves->panel, "alone");
    return moves->surprise[unit] >= alone ||
           (!ieci__is_missing(moves->surprise[unit]) && moves->most[unit] >= 2.0 * alone &&
            is_power(moves, unit, 50.0 * moves->unit));
}

bool ieci__moves_is_large(const ieci__moves *moves, size_t unit) {
    const ieci__panel *panel = moves->panel;
    size_t from = ieci__panel_at(panel, moves->indicator, moves->from, unit);
    size_t to = ieci__panel_at(panel, moves->indicator, moves->to, unit);
    double before = panel->figure[from], after = panel->figure[to];
    double points = fabs(panel->points[to] - panel->points[from]);
    if (moves->count && before >= 0.0 && after >= 0.0 &&
        sqrt(2.0) * fabs(sqrt(after + 0.375) - sqrt(before + 0.375)) < CHANCE) {
        return false; /* Anscombe's root has the spread 1/2 whatever the mean */
    }
    return moves->size[unit] >= 1.0 || points >= 2.0 * ieci__panel_option(panel, "jump") ||
           is_power(moves, unit, moves->unit);
}

double ieci__moves_usual(const ieci__moves *moves, size_t unit) {
    const ieci__panel *panel = moves->panel;
    const double *before = panel->figure + ieci__panel_at(panel, moves->indicator, moves->from, 0);
    const double *after = panel->figure + ieci__panel_at(panel, moves->indicator, moves->to, 0);
    size_t units = panel->model->num_units, count = 0;
    double *values = moves->room, *own = moves->room + units;
    for (size_t i = 0; i < units;) {
        size_t country = panel->country[moves->order[i]], members = 0;
        for (; i < units && panel->country[moves->order[i]] == country; i++) {
            double move = fabs(after[moves->order[i]] - before[moves->order[i]]);
            if (country != panel->country[unit] && !ieci__is_missing(move)) {
                own[members++] = move;
            }
        }
        if (members > 0) {
            values[count++] = ieci__panel_median(own, members);
        }
    }
    ieci__sort_reals(values, count);
    return ieci__panel_quantile(values, count, 0.9);
}
