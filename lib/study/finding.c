/* SPDX-License-Identifier: MIT */
#include "study/finding.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "stats/sort.h"

const char *ieci__findings_keep(ieci__findings *list, ieci__text *text) {
    const char *kept = text->failed ? NULL : ieci__names_intern(&list->texts, text->data);
    if (kept == NULL) {
        ieci__error_nomem(list->problems);
    }
    ieci__text_clear(text);
    return kept;
}

const char *ieci__findings_keep_text(ieci__findings *list, const char *text) {
    const char *kept = text == NULL ? NULL : ieci__names_intern(&list->texts, text);
    if (text != NULL && kept == NULL) {
        ieci__error_nomem(list->problems);
    }
    return kept;
}

/* An empty text is none. */
static const char *keep_optional(ieci__findings *list, ieci__text *text) {
    return text == NULL || (text->size == 0 && !text->failed) ? NULL : ieci__findings_keep(list, text);
}

void ieci__findings_add(ieci__findings *list, const ieci__finding *finding, ieci__text *before, ieci__text *after,
                        ieci__text *message) {
    ieci__finding made = *finding;
    made.before = keep_optional(list, before);
    made.after = keep_optional(list, after);
    made.message = keep_optional(list, message);
    made.line = IECI__NONE;
    made.indicators = ieci__memory_copy(finding->indicators, finding->num_indicators, sizeof *made.indicators);
    made.units = ieci__memory_copy(finding->units, finding->num_units, sizeof *made.units);
    if (made.indicators == NULL || made.units == NULL ||
        !ieci__memory_reserve((void **)&list->items, &list->capacity, list->count + 1, sizeof *list->items)) {
        ieci__memory_free(made.indicators);
        ieci__memory_free(made.units);
        ieci__error_nomem(list->problems);
        return;
    }
    list->items[list->count++] = made;
}

void ieci__findings_add_cell(ieci__findings *list, const ieci__finding *finding, size_t indicator, size_t unit,
                             ieci__text *before, ieci__text *after, ieci__text *message) {
    ieci__finding made = *finding;
    made.indicators = &indicator;
    made.num_indicators = indicator == IECI__NONE ? 0 : 1;
    made.units = &unit;
    made.num_units = unit == IECI__NONE ? 0 : 1;
    ieci__findings_add(list, &made, before, after, message);
}

static bool holds(const size_t *items, size_t count, size_t item) {
    for (size_t i = 0; i < count; i++) {
        if (items[i] == item) {
            return true;
        }
    }
    return false;
}

bool ieci__findings_first(const ieci__findings *list, size_t indicator, size_t unit) {
    for (size_t i = 0; i < list->count; i++) {
        const ieci__finding *each = &list->items[i];
        if (each->urgency == IECI__FINDING_FIRST && holds(each->indicators, each->num_indicators, indicator) &&
            holds(each->units, each->num_units, unit)) {
            return true;
        }
    }
    return false;
}

/* --- cells of several units --- */

/* The figures of few units are written one by one. */
#define FEW 6

bool ieci__finding_is_one_number(const ieci__panel *panel, size_t indicator, size_t place, const size_t *units,
                                 size_t count) {
    double first = ieci__panel_cell(panel, indicator, place, units[0]).value;
    for (size_t i = 1; i < count; i++) {
        double value = ieci__panel_cell(panel, indicator, place, units[i]).value;
        if (value != first && !(ieci__is_missing(value) && ieci__is_missing(first))) {
            return false;
        }
    }
    return true;
}

static void write_cells(const ieci__panel *panel, const ieci__finding *finding, size_t place, ieci__text *out) {
    size_t indicator = finding->indicators[0], count = finding->num_units;
    bool one = ieci__finding_is_one_number(panel, indicator, place, finding->units, count);
    for (size_t i = 0; i < (one ? 1 : count); i++) {
        ieci__cell cell = ieci__panel_cell(panel, indicator, place, finding->units[i]);
        if (!one && count > FEW) {
            ieci__text_append_text(out,
                                   cell.status == IECI__CELL_OK ? "measured" : ieci__cell_status_name(cell.status));
            return;
        }
        ieci__text_append_text(out, i == 0 ? "" : ", ");
        ieci__panel_append_cell(out, &cell);
    }
}

/* The only place that it was compared with. */
static size_t place_before(const ieci__finding *finding) {
    size_t place = 0;
    while ((finding->against >> place & 1) == 0) {
        place++;
    }
    return place;
}

void ieci__finding_compare(const ieci__panel *panel, ieci__finding *finding, ieci__text *before, ieci__text *after) {
    size_t from = place_before(finding), indicator = finding->indicators[0];
    write_cells(panel, finding, from, before);
    write_cells(panel, finding, finding->place, after);
    finding->points = IECI__MISSING;
    for (size_t i = 0; i < finding->num_units; i++) {
        size_t unit = finding->units[i];
        double points = panel->points[ieci__panel_at(panel, indicator, finding->place, unit)] -
                        panel->points[ieci__panel_at(panel, indicator, from, unit)];
        bool further = ieci__is_missing(finding->points) || fabs(points) > fabs(finding->points);
        finding->points = further ? points : finding->points;
    }
}

/* Writes the cells of a finding anew, if it has any, for the units that are left. */
static void compare_again(const ieci__panel *panel, ieci__findings *list, size_t index) {
    ieci__finding *finding = &list->items[index];
    ieci__text before = {0}, after = {0};
    if (finding->before != NULL || finding->after != NULL) {
        ieci__finding_compare(panel, finding, &before, &after);
        finding->before = keep_optional(list, &before);
        finding->after = keep_optional(list, &after);
    }
}

void ieci__findings_split(const ieci__panel *panel, ieci__findings *list, size_t index, const bool *keep) {
    ieci__finding rest = list->items[index];
    rest.units = ieci__memory_allocate(rest.num_units, sizeof *rest.units);
    rest.num_units = 0;
    if (rest.units == NULL) {
        ieci__error_nomem(list->problems);
        return;
    }
    size_t kept = 0;
    for (size_t i = 0; i < list->items[index].num_units; i++) {
        size_t unit = list->items[index].units[i];
        if (keep[i]) {
            list->items[index].units[kept++] = unit;
        } else {
            rest.units[rest.num_units++] = unit;
        }
    }
    list->items[index].num_units = kept;
    const size_t before = list->count;
    ieci__findings_add(list, &rest, NULL, NULL, NULL);
    if (list->count > before) { /* the texts are in the list already */
        list->items[before].before = rest.before;
        list->items[before].after = rest.after;
        list->items[before].message = rest.message;
        compare_again(panel, list, index);
        compare_again(panel, list, before);
    }
    ieci__memory_free(rest.units);
}

/* --- order --- */

/* What a finding moves in the index, as far as it is known. */
static double stake(const ieci__finding *finding) {
    double product = fabs(finding->points) * finding->weight;
    return ieci__is_missing(product) ? 0.0 : product;
}

static int compare_sizes(size_t a, size_t b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

static int compare(const ieci__finding *a, const ieci__finding *b) {
    int order = compare_sizes((size_t)a->urgency, (size_t)b->urgency);
    if (order == 0 && a->urgency == IECI__FINDING_FIRST) {
        order = compare_sizes(a->num_units > 0, b->num_units > 0); /* what is wrong with all figures of an indicator */
    }
    if (order == 0 && a->urgency == IECI__FINDING_CHANGED) {
        order = compare_sizes(a->check, b->check); /* a jump, about which the data say nothing, before a status */
    }
    order = order != 0 ? order : compare_sizes(b->ranks_touched, a->ranks_touched);
    if (order == 0 && a->urgency != IECI__FINDING_NOTE && stake(a) != stake(b)) {
        order = stake(a) > stake(b) ? -1 : 1;
    }
    order = order != 0 ? order : compare_sizes(a->check, b->check);
    order = order != 0 ? order : compare_sizes(b->place, a->place);
    for (size_t i = 0; order == 0 && i < a->num_indicators && i < b->num_indicators; i++) {
        order = compare_sizes(a->indicators[i], b->indicators[i]);
    }
    for (size_t i = 0; order == 0 && i < a->num_units && i < b->num_units; i++) {
        order = compare_sizes(a->units[i], b->units[i]);
    }
    return order != 0 ? order : ieci__text_compare(a->message, b->message);
}

static bool before(const void *items, size_t a, size_t b) {
    const ieci__finding *list = items;
    return compare(&list[a], &list[b]) < 0;
}

static void exchange(void *items, size_t a, size_t b) {
    ieci__finding *list = items, kept = list[a];
    list[a] = list[b];
    list[b] = kept;
}

void ieci__findings_sort(ieci__findings *list) {
    size_t count;
    const ieci__check *checks = ieci__checks(&count);
    ieci__sort_items(list->items, list->count, before, exchange);
    size_t given[256] = {0};
    for (size_t i = 0; i < list->count; i++) {
        list->items[i].number = ++given[(unsigned char)*checks[list->items[i].check].letter];
    }
}

void ieci__findings_clear(ieci__findings *list) {
    for (size_t i = 0; i < list->count; i++) {
        ieci__memory_free(list->items[i].indicators);
        ieci__memory_free(list->items[i].units);
    }
    ieci__memory_free(list->items);
    ieci__names_clear(&list->texts);
}
