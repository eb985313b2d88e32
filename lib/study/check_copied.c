/* SPDX-License-Identifier: MIT */
#include "study/check_copied.h"

#include "base/memory.h"
#include "base/missing.h"
#include "stats/sort.h"

/* Fewer figures in common than this are chance. */
#define FEWEST_SAME 3

/* Two units that share a figure with nobody else. */
typedef struct match {
    size_t first, second, indicator;
} match;

/* Figures of one indicator with their units, to be sorted. */
typedef struct shelf {
    double *figure;
    size_t *unit;
} shelf;

static bool is_smaller(const void *items, size_t a, size_t b) {
    const shelf *on = items;
    return on->figure[a] != on->figure[b] ? on->figure[a] < on->figure[b] : on->unit[a] < on->unit[b];
}

static void swap_figures(void *items, size_t a, size_t b) {
    shelf *on = items;
    double figure = on->figure[a];
    size_t unit = on->unit[a];
    on->figure[a] = on->figure[b];
    on->unit[a] = on->unit[b];
    on->figure[b] = figure;
    on->unit[b] = unit;
}

static bool comes_before(const void *items, size_t a, size_t b) {
    const match *list = items;
    return list[a].first != list[b].first     ? list[a].first < list[b].first
           : list[a].second != list[b].second ? list[a].second < list[b].second
                                              : list[a].indicator < list[b].indicator;
}

static void swap_matches(void *items, size_t a, size_t b) {
    match *list = items, kept = list[a];
    list[a] = list[b];
    list[b] = kept;
}

/* Appends the pairs of units that alone have a figure in an indicator; how many there are then. */
static size_t gather(const ieci__panel *panel, size_t indicator, size_t place, shelf *on, match *matches,
                     size_t count) {
    size_t size = 0;
    for (size_t u = 0; u < panel->model->num_units; u++) {
        double figure = panel->figure[ieci__panel_at(panel, indicator, place, u)];
        if (!ieci__is_missing(figure) && figure != 0.0) {
            on->figure[size] = figure;
            on->unit[size++] = u;
        }
    }
    ieci__sort_items(on, size, is_smaller, swap_figures);
    for (size_t i = 0; i + 1 < size;) {
        size_t end = i + 1;
        while (end < size && on->figure[end] == on->figure[i]) {
            end++;
        }
        if (end == i + 2) {
            matches[count++] = (match){on->unit[i], on->unit[i + 1], indicator};
        }
        i = end;
    }
    return count;
}

/* Indicators of units, not of their country, in which both units have a figure other than 0. */
static size_t count_comparable(const ieci__panel *panel, size_t place, const match *pair) {
    size_t count = 0;
    for (size_t j = 0; j < panel->model->num_indicators; j++) {
        double first = panel->figure[ieci__panel_at(panel, j, place, pair->first)];
        double second = panel->figure[ieci__panel_at(panel, j, place, pair->second)];
        count += !ieci__is_missing(first + second) && first != 0.0 && second != 0.0 &&
                         !panel->model->schema->indicators[j].country
                     ? 1
                     : 0;
    }
    return count;
}

/* Adds two units; `indicators` is room for those in which they have the same figure. */
static void add_pair(const ieci__finding *start, size_t place, const match *matches, size_t same, size_t comparable,
                     size_t *indicators, ieci__findings *out) {
    ieci__finding finding = *start;
    size_t units[2] = {matches->first, matches->second};
    ieci__text message = {0};
    for (size_t i = 0; i < same; i++) {
        indicators[i] = matches[i].indicator;
    }
    finding.place = place;
    finding.suspect = UINT64_C(1) << place;
    finding.indicators = indicators;
    finding.num_indicators = same;
    finding.units = units;
    finding.num_units = 2;
    ieci__text_append_size(&message, same, 1);
    ieci__text_append_text(&message, " of ");
    ieci__text_append_size(&message, comparable, 1);
    ieci__text_append_text(&message, " figures are the same in both units and in no other: was a row copied?");
    ieci__findings_add(out, &finding, NULL, NULL, &message);
}

static void find_copies(const ieci__panel *panel, const ieci__finding *start, size_t place, shelf *on, match *matches,
                        size_t *indicators, ieci__findings *out) {
    size_t count = 0;
    for (size_t j = 0; j < panel->model->num_indicators; j++) {
        if (!panel->model->schema->indicators[j].country) {
            count = gather(panel, j, place, on, matches, count);
        }
    }
    ieci__sort_items(matches, count, comes_before, swap_matches);
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (end < count && matches[end].first == matches[i].first && matches[end].second == matches[i].second) {
            end++;
        }
        size_t comparable = end - i < FEWEST_SAME ? 0 : count_comparable(panel, place, &matches[i]);
        if (end - i >= FEWEST_SAME && 2 * (end - i) > comparable) {
            add_pair(start, place, &matches[i], end - i, comparable, indicators, out);
        }
        i = end;
    }
}

void ieci__check_copied(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    size_t units = panel->model->num_units;
    shelf on = {ieci__memory_allocate(units, sizeof *on.figure), ieci__memory_allocate(units, sizeof *on.unit)};
    match *matches = ieci__memory_allocate(panel->model->num_indicators, (units / 2 + 1) * sizeof *matches);
    size_t *indicators = ieci__memory_allocate(panel->model->num_indicators, sizeof *indicators);
    if (on.figure == NULL || on.unit == NULL || matches == NULL || indicators == NULL) {
        ieci__error_nomem(out->problems);
    } else {
        for (size_t p = 0; p < panel->num_places; p++) {
            find_copies(panel, start, p, &on, matches, indicators, out);
        }
    }
    ieci__memory_free(on.figure);
    ieci__memory_free(on.unit);
    ieci__memory_free(matches);
    ieci__memory_free(indicators);
}
