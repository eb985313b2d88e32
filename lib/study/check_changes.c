/* SPDX-License-Identifier: MIT */
#include "study/check_changes.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"

/* An indicator between two neighbouring places, and the units that are gathered for one finding. */
typedef struct step {
    const ieci__panel *panel;
    size_t indicator, from, to;
    bool *done;    /* [unit] */
    size_t *units; /* gathered */
    double *room;  /* [unit] */
} step;

static bool start_step(step *at, const ieci__panel *panel, ieci_error **problems) {
    size_t units = panel->model->num_units;
    *at = (step){.panel = panel};
    at->done = ieci__memory_allocate(units, sizeof *at->done);
    at->units = ieci__memory_allocate(units, sizeof *at->units);
    at->room = ieci__memory_allocate(units, sizeof *at->room);
    if (at->done && at->units && at->room) {
        return true;
    }
    ieci__error_nomem(problems);
    return false;
}

static void clear_step(step *at) {
    ieci__memory_free(at->done);
    ieci__memory_free(at->units);
    ieci__memory_free(at->room);
}

static double points_moved(const step *at, size_t unit) {
    const ieci__panel *panel = at->panel;
    return panel->points[ieci__panel_at(panel, at->indicator, at->to, unit)] -
           panel->points[ieci__panel_at(panel, at->indicator, at->from, unit)];
}

static ieci__cell cell_at(const step *at, size_t place, size_t unit) {
    return ieci__panel_cell(at->panel, at->indicator, place, unit);
}

static bool in_both(const step *at, size_t unit) {
    return ieci__panel_member(at->panel, at->from, unit) && ieci__panel_member(at->panel, at->to, unit);
}

static double median_move(const step *at) {
    size_t count = 0;
    for (size_t u = 0; u < at->panel->model->num_units; u++) {
        double points = points_moved(at, u);
        if (!ieci__is_missing(points)) {
            at->room[count++] = points;
        }
    }
    return ieci__panel_median(at->room, count);
}

/* The reason that the schema gives for a break of an indicator in an edition, or NULL. */
static const char *break_of(const ieci__panel *panel, size_t indicator, size_t place) {
    const ieci_schema *schema = panel->model->schema;
    const ieci__tree *breaks = ieci__tree_find(schema->nodes[schema->indicators[indicator].node].tree, "breaks");
    const ieci__tree *found = ieci__tree_find(breaks, ieci__panel_edition(panel, place));
    return found == NULL ? NULL : found->text;
}

/* --- groups of units --- */

/* Adds the units that were gathered as one finding. The message is taken over. */
static void add_group(step *at, const ieci__finding *start, size_t count, ieci__text *message, ieci__findings *out) {
    ieci__finding finding = *start;
    ieci__text before = {0}, after = {0};
    const char *reason = break_of(at->panel, at->indicator, at->to);
    finding.place = at->to;
    finding.against = UINT64_C(1) << at->from;
    finding.suspect = UINT64_C(1) << at->from | UINT64_C(1) << at->to;
    finding.indicators = &at->indicator;
    finding.num_indicators = 1;
    finding.units = at->units;
    finding.num_units = count;
    finding.weight = ieci__panel_weight(at->panel, at->indicator);
    ieci__finding_compare(at->panel, &finding, &before, &after);
    if (reason != NULL) {
        ieci__text_append_text(message, "; the schema says: ");
        ieci__text_append_text(message, reason);
    }
    ieci__findings_add(out, &finding, &before, &after, message);
}

/* Gathers the units that are not done and are like `unit`; their number. They are done then. */
static size_t gather(step *at, size_t unit, bool (*is_like)(const step *at, size_t unit, size_t other)) {
    size_t count = 0;
    for (size_t u = unit; u < at->panel->model->num_units && !at->done[unit]; u++) {
        if (!at->done[u] && is_like(at, unit, u)) {
            at->units[count++] = u;
        }
    }
    for (size_t i = 0; i < count; i++) {
        at->done[at->units[i]] = true;
    }
    return count;
}

/* --- jumps --- */

static bool is_jump(const step *at, size_t unit, double median) {
    double most = ieci__panel_option(at->panel, "jump");
    return in_both(at, unit) && fabs(points_moved(at, unit) - median) > most &&
           cell_at(at, at->from, unit).status == cell_at(at, at->to, unit).status;
}

/* Units of one country with the same move, as figures of the country have them; all where the schema declares a break.
 */
static bool is_same_move(const step *at, size_t unit, size_t other) {
    return break_of(at->panel, at->indicator, at->to) != NULL ||
           (at->panel->country[other] == at->panel->country[unit] &&
            cell_at(at, at->from, other).value == cell_at(at, at->from, unit).value &&
            cell_at(at, at->to, other).value == cell_at(at, at->to, unit).value);
}

/* "up by 17.2 points against the median unit": the furthest of the units that were gathered. */
static void write_jump(const step *at, size_t count, double median, ieci__text *out) {
    double most = 0.0;
    for (size_t i = 0; i < count; i++) {
        double points = points_moved(at, at->units[i]) - median;
        most = fabs(points) > fabs(most) ? points : most;
    }
    ieci__text_append_text(out, most > 0.0 ? "up by " : "down by ");
    ieci__panel_append(out, fabs(most), 1);
    ieci__text_append_text(out, " points against the median unit");
}

static void find_jumps(step *at, const ieci__finding *start, ieci__findings *out) {
    size_t units = at->panel->model->num_units;
    double median = median_move(at);
    for (size_t u = 0; u < units; u++) {
        at->done[u] = !is_jump(at, u, median) || ieci__findings_first(out, at->indicator, u);
    }
    for (size_t u = 0; u < units; u++) {
        size_t count = gather(at, u, is_same_move);
        if (count > 0) {
            ieci__text message = {0};
            write_jump(at, count, median, &message);
            add_group(at, start, count, &message, out);
        }
    }
}

/* --- statuses --- */

/* Which status became which, as a number; -1: none. */
static int change_of_status(const step *at, size_t unit) {
    if (!in_both(at, unit)) {
        return -1;
    }
    int from = (int)cell_at(at, at->from, unit).status, to = (int)cell_at(at, at->to, unit).status;
    return from == to ? -1 : from * (IECI__CELL_ABOVE + 1) + to;
}

static bool is_same_change(const step *at, size_t unit, size_t other) {
    return change_of_status(at, other) == change_of_status(at, unit);
}

/* "; below 40.862 counts as 20.431 (below: 0.5)": what the schema makes of a limit. */
static void write_limit(const step *at, size_t place, size_t count, ieci__text *out) {
    const ieci__indicator *rules = &at->panel->model->schema->indicators[at->indicator];
    ieci__cell cell = cell_at(at, place, at->units[0]);
    double share = cell.status == IECI__CELL_BELOW   ? rules->below
                   : cell.status == IECI__CELL_ABOVE ? rules->above
                                                     : IECI__MISSING;
    if (ieci__is_missing(share) || !ieci__finding_is_one_number(at->panel, at->indicator, place, at->units, count)) {
        return;
    }
    ieci__text_append_text(out, "; ");
    ieci__panel_append_cell(out, &cell);
    ieci__text_append_text(out, " counts as ");
    ieci__panel_append_near(out, share * cell.value, 1e-10);
    ieci__text_append_text(out, " (");
    ieci__text_append_text(out, ieci__cell_status_name(cell.status));
    ieci__text_append_text(out, ": ");
    ieci__text_append_number(out, share);
    ieci__text_append_text(out, ")");
}

static void find_statuses(step *at, const ieci__finding *start, ieci__findings *out) {
    size_t units = at->panel->model->num_units;
    for (size_t u = 0; u < units; u++) {
        at->done[u] = change_of_status(at, u) < 0;
    }
    for (size_t u = 0; u < units; u++) {
        size_t count = gather(at, u, is_same_change);
        if (count > 0) {
            ieci__text message = {0};
            ieci__text_append_text(&message, "the status of the cell changed");
            write_limit(at, at->from, count, &message);
            write_limit(at, at->to, count, &message);
            add_group(at, start, count, &message, out);
        }
    }
}

static void each_step(const ieci__panel *panel, const ieci__finding *start, ieci__findings *out,
                      void (*find)(step *at, const ieci__finding *start, ieci__findings *out)) {
    step at;
    if (start_step(&at, panel, out->problems)) {
        for (size_t j = 0; j < panel->model->num_indicators; j++) {
            for (size_t p = 0; p + 1 < panel->num_places; p++) {
                at.indicator = j;
                at.from = p;
                at.to = p + 1;
                find(&at, start, out);
            }
        }
    }
    clear_step(&at);
}

void ieci__check_jump(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    each_step(panel, start, out, find_jumps);
}

void ieci__check_status(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    each_step(panel, start, out, find_statuses);
}

/* --- breaks, corrections --- */

void ieci__check_break(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    for (size_t j = 0; j < panel->model->num_indicators; j++) {
        for (size_t p = 1; p < panel->num_places; p++) {
            const char *reason = break_of(panel, j, p);
            if (reason != NULL) {
                ieci__finding finding = *start;
                ieci__text message = {0};
                finding.place = p;
                finding.against = UINT64_C(1) << (p - 1);
                finding.weight = ieci__panel_weight(panel, j);
                ieci__text_append_text(&message, "the schema declares a break: ");
                ieci__text_append_text(&message, reason);
                ieci__findings_add_cell(out, &finding, j, IECI__NONE, NULL, NULL, &message);
            }
        }
    }
}

static void add_corrected(const ieci__panel *panel, const ieci__finding *start, size_t indicator, size_t place,
                          size_t unit, const ieci__cell *cell, ieci__findings *out) {
    ieci__finding finding = *start;
    ieci__cell old = *cell;
    ieci__text before = {0}, after = {0}, message = {0};
    old.value = cell->detail->old_value;
    old.status = (ieci__cell_status)cell->detail->old_status;
    finding.place = place;
    finding.suspect = UINT64_C(1) << place;
    finding.weight = ieci__panel_weight(panel, indicator);
    finding.restores = true;
    finding.reason = ieci__findings_keep_text(out, cell->detail->reason);
    finding.by = ieci__findings_keep_text(out, cell->detail->by);
    finding.date = ieci__findings_keep_text(out, cell->detail->date);
    ieci__panel_append_cell(&before, &old);
    ieci__panel_append_cell(&after, cell);
    ieci__text_append_text(&message, "corrected; ranks as first computed -> as restated");
    ieci__findings_add_cell(out, &finding, indicator, unit, &before, &after, &message);
}

void ieci__check_corrected(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    for (size_t j = 0; j < panel->model->num_indicators; j++) {
        for (size_t p = 0; p < panel->num_places; p++) {
            for (size_t u = 0; u < panel->model->num_units; u++) {
                ieci__cell cell = ieci__panel_cell(panel, j, p, u);
                if (cell.detail != NULL && cell.detail->corrected && ieci__panel_member(panel, p, u)) {
                    add_corrected(panel, start, j, p, u, &cell, out);
                }
            }
        }
    }
}

/* --- nothing changed --- */

static bool is_unchanged(const step *at) {
    size_t same = 0;
    for (size_t u = 0; u < at->panel->model->num_units; u++) {
        ieci__cell before = cell_at(at, at->from, u), after = cell_at(at, at->to, u);
        if (!in_both(at, u) || (ieci__is_missing(before.value) && ieci__is_missing(after.value))) {
            continue;
        }
        if (before.value != after.value || before.status != after.status) {
            return false;
        }
        same++;
    }
    return same > 1;
}

static size_t count_common(const step *at) {
    size_t count = 0;
    for (size_t u = 0; u < at->panel->model->num_units; u++) {
        count += in_both(at, u) ? 1 : 0;
    }
    return count;
}

void ieci__check_unchanged(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    step at = {.panel = panel, .from = panel->now - 1, .to = panel->now};
    ieci__finding finding = *start;
    ieci__text message = {0};
    if (panel->now == 0) {
        return;
    }
    finding.indicators = ieci__memory_allocate(panel->model->num_indicators, sizeof *finding.indicators);
    if (finding.indicators == NULL) {
        ieci__error_nomem(out->problems);
        return;
    }
    finding.place = at.to;
    finding.against = UINT64_C(1) << at.from;
    finding.weight = 0.0;
    for (at.indicator = 0; at.indicator < panel->model->num_indicators; at.indicator++) {
        if (is_unchanged(&at)) {
            finding.indicators[finding.num_indicators++] = at.indicator;
            finding.weight += ieci__panel_weight(panel, at.indicator);
        }
    }
    if (finding.num_indicators > 0) {
        ieci__text_append_size(&message, finding.num_indicators, 1);
        ieci__text_append_text(&message, " of ");
        ieci__text_append_size(&message, panel->model->num_indicators, 1);
        ieci__text_append_text(&message, " indicators (");
        ieci__panel_append_percent(&message, finding.weight);
        ieci__text_append_text(&message, " of the weight) have the same figures as in edition ");
        ieci__text_append_text(&message, ieci__panel_edition(panel, at.from));
        ieci__text_append_text(&message, " for all ");
        ieci__text_append_size(&message, count_common(&at), 1);
        ieci__text_append_text(&message, " units of both");
        ieci__findings_add(out, &finding, NULL, NULL, &message);
    }
    ieci__memory_free(finding.indicators);
}
