/* SPDX-License-Identifier: MIT */
#include "study/compare_moves.h"

#include "base/memory.h"
#include "base/missing.h"
#include "run/filter.h"

const ieci__column ieci__compare_moves_columns[IECI__COMPARE_MOVES_COLUMNS] = {
    {"node", IECI_COLUMN_TEXT, "code of the node or indicator"},
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"name", IECI_COLUMN_TEXT, "name of the unit"},
    {"kind", IECI_COLUMN_TEXT, "both, new or left: in which edition it is ranked at the node"},
    {"score_before", IECI_COLUMN_REAL, "unrounded score in the earlier edition"},
    {"score", IECI_COLUMN_REAL, "unrounded score in the later edition"},
    {"points", IECI_COLUMN_REAL, "points gained"},
    {"printed_before", IECI_COLUMN_REAL, "score before, rounded to the decimals of its schema"},
    {"printed", IECI_COLUMN_REAL, "score, rounded to the decimals of its schema"},
    {"rank_before", IECI_COLUMN_REAL, "place in the earlier edition"},
    {"tied_before", IECI_COLUMN_TEXT, "yes if another unit had the same place"},
    {"rank", IECI_COLUMN_REAL, "place in the later edition"},
    {"tied", IECI_COLUMN_TEXT, "yes if another unit has the same place"},
    {"change", IECI_COLUMN_REAL, "places gained"},
    {"rank_common_before", IECI_COLUMN_REAL, "place before among the units ranked in both"},
    {"rank_common", IECI_COLUMN_REAL, "place among the units ranked in both"},
    {"change_common", IECI_COLUMN_REAL, "places gained among the units ranked in both"},
    {"measured_before", IECI_COLUMN_REAL, "share of the weight with a measured figure in the earlier edition"},
    {"measured", IECI_COLUMN_REAL, "share of the weight with a measured figure in the later edition"},
};

const ieci__column ieci__compare_panel_columns[IECI__COMPARE_PANEL_COLUMNS] = {
    {"node", IECI_COLUMN_TEXT, "code of the node or indicator"},
    {"edition", IECI_COLUMN_TEXT, "code of the edition"},
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"name", IECI_COLUMN_TEXT, "name of the unit"},
    {"score", IECI_COLUMN_REAL, "unrounded score"},
    {"printed", IECI_COLUMN_REAL, "score rounded to the decimals of the schema"},
    {"rank", IECI_COLUMN_REAL, "place among all units of the edition"},
    {"rank_panel", IECI_COLUMN_REAL, "place among the units that are ranked in all these editions"},
    {"measured", IECI_COLUMN_REAL, "share of the weight with a measured figure"},
};

/* Ranks of all units of the pairing, side by side. */
typedef struct places {
    double *rank[IECI__SIDES], *common[IECI__SIDES];
    bool *among;
    size_t *order;
} places;

static void clear_places(places *at) {
    for (int side = 0; side < IECI__SIDES; side++) {
        ieci__memory_free(at->rank[side]);
        ieci__memory_free(at->common[side]);
    }
    ieci__memory_free(at->among);
    ieci__memory_free(at->order);
}

static bool start_places(places *at, size_t units, ieci_error **problems) {
    *at = (places){0};
    bool done = true;
    for (int side = 0; side < IECI__SIDES; side++) {
        at->rank[side] = ieci__memory_allocate(units, sizeof *at->rank[side]);
        at->common[side] = ieci__memory_allocate(units, sizeof *at->common[side]);
        done = done && at->rank[side] != NULL && at->common[side] != NULL;
    }
    at->among = ieci__memory_allocate(units, sizeof *at->among);
    at->order = ieci__memory_allocate(units, sizeof *at->order);
    if (!done || at->among == NULL || at->order == NULL) {
        ieci__error_nomem(problems);
        clear_places(at);
        return false;
    }
    return true;
}

static double measured(const ieci__pairing *pairing, int side, size_t node, size_t unit) {
    size_t index = pairing->unit[side][unit];
    const ieci_result *result = pairing->result[side];
    if (index == IECI__NONE || !ieci__dataset_member(result->model->dataset, pairing->edition[side], index)) {
        return IECI__MISSING;
    }
    return result->model->measured[ieci__result_at(result, pairing->edition[side], pairing->node[side][node], index)];
}

static const char *node_code(const ieci__pairing *pairing, size_t node) {
    return pairing->result[IECI__AFTER]->model->schema->nodes[pairing->node[IECI__AFTER][node]].code;
}

static void write_move(const ieci__pairing *pairing, const places *at, size_t node, size_t unit, ieci__rows *rows) {
    double before = at->rank[IECI__BEFORE][unit], after = at->rank[IECI__AFTER][unit];
    double score_before = ieci__pairing_score(pairing, IECI__BEFORE, node, unit);
    double score = ieci__pairing_score(pairing, IECI__AFTER, node, unit);
    bool left = ieci__is_missing(after), joined = ieci__is_missing(before);
    ieci__rows_text(rows, node_code(pairing, node));
    ieci__rows_text(rows, ieci__pairing_code(pairing, unit));
    ieci__rows_text(rows, ieci__pairing_name(pairing, unit));
    ieci__rows_text(rows, left ? "left" : joined ? "new" : "both");
    ieci__rows_real(rows, score_before);
    ieci__rows_real(rows, score);
    ieci__rows_real(rows, score - score_before);
    ieci__rows_real(rows, ieci__pairing_printed(pairing, IECI__BEFORE, node, unit));
    ieci__rows_real(rows, ieci__pairing_printed(pairing, IECI__AFTER, node, unit));
    ieci__rows_real(rows, before);
    ieci__rows_text(rows, joined ? NULL : ieci__pairing_tied(pairing, IECI__BEFORE, node, unit) ? "yes" : "no");
    ieci__rows_real(rows, after);
    ieci__rows_text(rows, left ? NULL : ieci__pairing_tied(pairing, IECI__AFTER, node, unit) ? "yes" : "no");
    ieci__rows_real(rows, before - after);
    ieci__rows_real(rows, at->common[IECI__BEFORE][unit]);
    ieci__rows_real(rows, at->common[IECI__AFTER][unit]);
    ieci__rows_real(rows, at->common[IECI__BEFORE][unit] - at->common[IECI__AFTER][unit]);
    ieci__rows_real(rows, measured(pairing, IECI__BEFORE, node, unit));
    ieci__rows_real(rows, measured(pairing, IECI__AFTER, node, unit));
}

static void fill_places(ieci__pairing *pairing, places *at, size_t node) {
    for (size_t u = 0; u < pairing->num_units; u++) {
        for (int side = 0; side < IECI__SIDES; side++) {
            at->rank[side][u] = ieci__pairing_rank(pairing, side, node, u);
        }
        at->among[u] = !ieci__is_missing(at->rank[IECI__BEFORE][u]) && !ieci__is_missing(at->rank[IECI__AFTER][u]);
    }
    for (int side = 0; side < IECI__SIDES; side++) {
        ieci__pairing_ranks(pairing, side, pairing->edition[side], node, at->among, at->common[side]);
    }
    ieci__pairing_sort(pairing->num_units, at->rank[IECI__AFTER], at->rank[IECI__BEFORE], at->order);
}

ieci_table *ieci__compare_moves(ieci__pairing *pairing, const ieci_options *options, ieci_error **problems) {
    places at;
    (void)options;
    if (!start_places(&at, pairing->num_units, problems)) {
        return NULL;
    }
    ieci__rows *rows = ieci__rows_new(ieci__compare_moves_columns, IECI__COMPARE_MOVES_COLUMNS);
    for (size_t n = 0; n < pairing->num_nodes && rows != NULL; n++) {
        if (!ieci__filter_takes(pairing->node_filter, n)) {
            continue;
        }
        fill_places(pairing, &at, n);
        for (size_t i = 0; i < pairing->num_units; i++) {
            size_t u = at.order[i];
            bool ranked = !ieci__is_missing(at.rank[IECI__BEFORE][u]) || !ieci__is_missing(at.rank[IECI__AFTER][u]);
            if (ranked && ieci__filter_takes(pairing->unit_filter, u)) {
                write_move(pairing, &at, n, u, rows);
            }
        }
    }
    clear_places(&at);
    return ieci__rows_finish(rows, problems);
}

/* --- panel: every edition from the one to the other --- */

/* The editions of a panel: of one result all between the two, of two results these two. */
static size_t num_editions(const ieci__pairing *pairing) {
    size_t first = pairing->edition[IECI__BEFORE], last = pairing->edition[IECI__AFTER];
    bool same = pairing->result[IECI__BEFORE] == pairing->result[IECI__AFTER];
    return !same ? 2 : first <= last ? last - first + 1 : first - last + 1;
}

static int panel_side(const ieci__pairing *pairing, size_t place) {
    return pairing->result[IECI__BEFORE] != pairing->result[IECI__AFTER] && place == 0 ? IECI__BEFORE : IECI__AFTER;
}

static size_t panel_edition(const ieci__pairing *pairing, size_t place) {
    size_t first = pairing->edition[IECI__BEFORE], last = pairing->edition[IECI__AFTER];
    if (pairing->result[IECI__BEFORE] != pairing->result[IECI__AFTER]) {
        return pairing->edition[panel_side(pairing, place)];
    }
    return first <= last ? first + place : first - place;
}

/* A pairing whose sides both stand at one edition of the panel, so that its functions tell of it. */
static ieci__pairing turned(const ieci__pairing *pairing, size_t place) {
    ieci__pairing at = *pairing;
    at.edition[panel_side(pairing, place)] = panel_edition(pairing, place);
    return at;
}

static void write_panel(const ieci__pairing *pairing, size_t place, size_t node, const double *ranks,
                        ieci__rows *rows) {
    ieci__pairing at = turned(pairing, place);
    int side = panel_side(pairing, place);
    const ieci_model *model = at.result[side]->model;
    for (size_t u = 0; u < at.num_units; u++) {
        size_t index = at.unit[side][u];
        if (index == IECI__NONE || !ieci__dataset_member(model->dataset, at.edition[side], index) ||
            !ieci__filter_takes(at.unit_filter, u)) {
            continue;
        }
        ieci__rows_text(rows, node_code(&at, node));
        ieci__rows_text(rows, ieci__names_text(&model->dataset->editions, at.edition[side]));
        ieci__rows_text(rows, ieci__pairing_code(&at, u));
        ieci__rows_text(rows, ieci__pairing_name(&at, u));
        ieci__rows_real(rows, ieci__pairing_score(&at, side, node, u));
        ieci__rows_real(rows, ieci__pairing_printed(&at, side, node, u));
        ieci__rows_real(rows, ieci__pairing_rank(&at, side, node, u));
        ieci__rows_real(rows, ranks[u]);
        ieci__rows_real(rows, measured(&at, side, node, u));
    }
}

ieci_table *ieci__compare_panel(ieci__pairing *pairing, const ieci_options *options, ieci_error **problems) {
    places at;
    size_t count = num_editions(pairing);
    (void)options;
    if (!start_places(&at, pairing->num_units, problems)) {
        return NULL;
    }
    ieci__rows *rows = ieci__rows_new(ieci__compare_panel_columns, IECI__COMPARE_PANEL_COLUMNS);
    for (size_t n = 0; n < pairing->num_nodes && rows != NULL; n++) {
        if (!ieci__filter_takes(pairing->node_filter, n)) {
            continue;
        }
        for (size_t u = 0; u < pairing->num_units; u++) {
            at.among[u] = true;
        }
        for (size_t p = 0; p < count; p++) {
            ieci__pairing here = turned(pairing, p);
            for (size_t u = 0; u < pairing->num_units; u++) {
                at.among[u] = at.among[u] && !ieci__is_missing(ieci__pairing_rank(&here, panel_side(pairing, p), n, u));
            }
        }
        for (size_t p = 0; p < count; p++) {
            int side = panel_side(pairing, p);
            ieci__pairing_ranks(pairing, side, panel_edition(pairing, p), n, at.among, at.common[side]);
            write_panel(pairing, p, n, at.common[side], rows);
        }
    }
    clear_places(&at);
    return ieci__rows_finish(rows, problems);
}
