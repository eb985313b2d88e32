/* SPDX-License-Identifier: MIT */
#include "study/causes_table.h"

#include <string.h>

#include "base/missing.h"
#include "base/options.h"
#include "base/text.h"
#include "format/tree.h"
#include "run/filter.h"
#include "study/causes.h"
#include "study/panel.h"

const ieci__column ieci__causes_columns[IECI__CAUSES_COLUMNS] = {
    {"node", IECI_COLUMN_TEXT, "code of the node or indicator whose score and rank changed"},
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"name", IECI_COLUMN_TEXT, "name of the unit"},
    {"cause", IECI_COLUMN_TEXT,
     "restated, own, rivals, entrants, leavers, scale, weights, aggregation, normalisation, method or total; new or "
     "left: "
     "ranked in one edition only"},
    {"item", IECI_COLUMN_TEXT, "own, restated: node or indicator; rivals, entrants, leavers: unit; missing: all of it"},
    {"item_name", IECI_COLUMN_TEXT, "name of the item"},
    {"kind", IECI_COLUMN_TEXT,
     "of own indicators: measured (in both editions), or what changed besides: status, source or break; of own without "
     "item: measured or changed, the sums of these; missing: all"},
    {"places", IECI_COLUMN_REAL, "places gained"},
    {"numerator", IECI_COLUMN_REAL, "the same as a fraction"},
    {"denominator", IECI_COLUMN_REAL, "the same as a fraction"},
    {"points", IECI_COLUMN_REAL, "points gained"},
    {"error_places", IECI_COLUMN_REAL, "standard error of places, where orders of indicators were drawn; else missing"},
    {"error_points", IECI_COLUMN_REAL, "standard error of points, where orders of indicators were drawn; else missing"},
    {"before", IECI_COLUMN_TEXT, "figure with its status in the earlier edition; restated: as it was"},
    {"after", IECI_COLUMN_TEXT, "figure with its status in the later edition; restated: as it is now"},
    {"cells", IECI_COLUMN_REAL, "restated: cells of all units; own: indicators with another figure"},
    {"rank_before", IECI_COLUMN_REAL, "total: place as first computed; restated: the same; rivals: place before"},
    {"rank", IECI_COLUMN_REAL, "total: place in the later edition; restated: place with restated cells; rivals: place"},
    {"score_before", IECI_COLUMN_REAL, "score that belongs to rank_before, unrounded"},
    {"score", IECI_COLUMN_REAL, "score that belongs to rank, unrounded"},
    {"printed_before", IECI_COLUMN_REAL, "score_before rounded to the decimals of its schema"},
    {"printed", IECI_COLUMN_REAL, "score rounded to the decimals of its schema"},
};

/* What a row tells; zero and NULL are missing but for places and points of a row with a denominator. */
typedef struct row {
    const char *cause, *item, *item_name, *kind;
    int64_t numerator, denominator;
    double points, error_places, error_points, cells;
    const char *before, *after;
    const double *stand; /* rank, score, printed before and after; NULL: none */
} row;

typedef struct writing {
    ieci__causes causes;
    const ieci__pairing *given; /* filters and language */
    ieci__pairing first;        /* the first computation and the restated one */
    size_t node, unit;          /* of the worlds */
    ieci__rows *rows;
    ieci_error **problems;
} writing;

static const ieci__pairing *worlds_of(const writing *at) {
    return &at->causes.worlds.pairing;
}

static const ieci_model *model_of(const writing *at, int side) {
    return worlds_of(at)->result[side]->model;
}

static const ieci__schema_node *node_of(const writing *at, size_t node) {
    return &model_of(at, IECI__AFTER)->schema->nodes[worlds_of(at)->node[IECI__AFTER][node]];
}

static int64_t common_divisor(int64_t a, int64_t b) {
    a = a < 0 ? -a : a;
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a == 0 ? 1 : a;
}

static void put_fraction(ieci__rows *rows, int64_t numerator, int64_t denominator) {
    if (denominator == 0) {
        for (int i = 0; i < 3; i++) {
            ieci__rows_real(rows, IECI__MISSING);
        }
        return;
    }
    int64_t divisor = common_divisor(numerator, denominator);
    double above = (double)(numerator / divisor), below = (double)(denominator / divisor);
    ieci__rows_real(rows, above / below);
    ieci__rows_real(rows, above);
    ieci__rows_real(rows, below);
}

static double or_missing(double value) {
    return value > 0.0 ? value : IECI__MISSING;
}

static void put_row(const writing *at, const row *told) {
    ieci__rows *rows = at->rows;
    ieci__rows_text(rows, node_of(at, at->node)->code);
    ieci__rows_text(rows, ieci__pairing_code(worlds_of(at), at->unit));
    ieci__rows_text(rows, ieci__pairing_name(worlds_of(at), at->unit));
    ieci__rows_text(rows, told->cause);
    ieci__rows_text(rows, told->item);
    ieci__rows_text(rows, told->item_name);
    ieci__rows_text(rows, told->kind);
    put_fraction(rows, told->numerator, told->denominator);
    ieci__rows_real(rows, told->points);
    ieci__rows_real(rows, or_missing(told->error_places));
    ieci__rows_real(rows, or_missing(told->error_points));
    ieci__rows_text(rows, told->before);
    ieci__rows_text(rows, told->after);
    ieci__rows_real(rows, told->cells);
    for (size_t i = 0; i < 6; i++) {
        ieci__rows_real(rows, told->stand == NULL ? IECI__MISSING : told->stand[i]);
    }
}

/* Rank, score and printed score of a unit on a side, at every second place of `stand`. */
static void read_stand(const ieci__pairing *pairing, int side, size_t node, size_t unit, size_t column,
                       double stand[6]) {
    stand[column] = ieci__pairing_rank(pairing, side, node, unit);
    stand[2 + column] = ieci__pairing_score(pairing, side, node, unit);
    stand[4 + column] = ieci__pairing_printed(pairing, side, node, unit);
}

/* --- cells --- */

static ieci__cell cell_of(const ieci_result *result, size_t edition, size_t indicator, size_t unit) {
    return ieci__dataset_cell(result->model->dataset, edition, result->model->column[indicator], unit);
}

static bool same_cell(const ieci__cell *a, const ieci__cell *b) {
    return a->status == b->status &&
           (a->value == b->value || (ieci__is_missing(a->value) && ieci__is_missing(b->value)));
}

/* Whether the schema declares a break of an indicator in an edition after the earlier one, up to the later one. */
static bool has_break(const writing *at, const ieci__schema_node *leaf) {
    const ieci_model *after = model_of(at, IECI__AFTER), *before = model_of(at, IECI__BEFORE);
    const ieci__tree *breaks = ieci__tree_find(leaf->tree, "breaks");
    size_t last = worlds_of(at)->edition[IECI__AFTER];
    size_t first =
        ieci__model_edition(after, ieci__names_text(&before->dataset->editions, worlds_of(at)->edition[IECI__BEFORE]));
    if (first != IECI__NONE && first > last) {
        size_t kept = first;
        first = last;
        last = kept;
    }
    for (size_t e = first == IECI__NONE ? 0 : first + 1; e <= last; e++) {
        if (ieci__tree_find(breaks, ieci__names_text(&after->dataset->editions, e)) != NULL) {
            return true;
        }
    }
    return false;
}

/* "measured", or what else than the figure changed. */
static const char *kind_of(const writing *at, const ieci__schema_node *leaf, const ieci__cell *before,
                           const ieci__cell *after) {
    const char *one = before->detail == NULL ? NULL : before->detail->source;
    const char *other = after->detail == NULL ? NULL : after->detail->source;
    if (before->status != IECI__CELL_OK || after->status != IECI__CELL_OK || ieci__is_missing(before->value) ||
        ieci__is_missing(after->value)) {
        return "status";
    }
    if (one != NULL && other != NULL && strcmp(one, other) != 0) {
        return "source";
    }
    return has_break(at, leaf) ? "break" : "measured";
}

/* The cells of an indicator in both editions. */
static void read_cells(const writing *at, size_t node, ieci__cell cells[IECI__SIDES]) {
    for (int side = 0; side < IECI__SIDES; side++) {
        const ieci_model *model = model_of(at, side);
        size_t indicator = model->schema->nodes[worlds_of(at)->node[side][node]].indicator;
        cells[side] = cell_of(worlds_of(at)->result[side], worlds_of(at)->edition[side], indicator,
                              worlds_of(at)->unit[side][at->unit]);
    }
}

/* Puts a row with the two cells it is about. */
static void put_cells(const writing *at, row *told, const ieci__cell *before, const ieci__cell *after) {
    ieci__text texts[IECI__SIDES] = {{0}, {0}};
    ieci__panel_append_cell(&texts[IECI__BEFORE], before);
    ieci__panel_append_cell(&texts[IECI__AFTER], after);
    told->before = texts[IECI__BEFORE].data;
    told->after = texts[IECI__AFTER].data;
    if (texts[IECI__BEFORE].failed || texts[IECI__AFTER].failed) {
        ieci__rows_fail(at->rows);
    }
    put_row(at, told);
    for (int side = 0; side < IECI__SIDES; side++) {
        ieci__text_clear(&texts[side]);
    }
}

/* --- restatement --- */

static bool is_below(const ieci_schema *schema, size_t node, size_t root) {
    while (node != root && node != 0 && node != IECI__NONE) {
        node = schema->nodes[node].parent;
    }
    return node == root;
}

/* Restated cells below the node: counts those of all units, or puts a row for each of this unit. */
static double restated_cells(const writing *at, size_t root, bool all) {
    const ieci__pairing *first = &at->first;
    const ieci_schema *schema = first->result[IECI__AFTER]->model->schema;
    size_t count = 0;
    for (size_t j = 0; j < schema->num_indicators; j++) {
        const ieci__schema_node *leaf = &schema->nodes[schema->indicators[j].node];
        if (first->result[IECI__BEFORE] == first->result[IECI__AFTER] ||
            !is_below(schema, schema->indicators[j].node, root)) {
            continue;
        }
        for (size_t u = 0; u < first->num_units; u++) {
            size_t old = first->unit[IECI__BEFORE][u], now = first->unit[IECI__AFTER][u];
            if (old == IECI__NONE || now == IECI__NONE) {
                continue;
            }
            ieci__cell before = cell_of(first->result[IECI__BEFORE], first->edition[IECI__BEFORE], j, old);
            ieci__cell after = cell_of(first->result[IECI__AFTER], first->edition[IECI__AFTER], j, now);
            if (same_cell(&before, &after)) {
                continue;
            }
            count++;
            if (!all && strcmp(ieci__pairing_code(first, u), ieci__pairing_code(worlds_of(at), at->unit)) == 0) {
                row told = {.cause = "restated", .item = leaf->code, .points = IECI__MISSING, .cells = IECI__MISSING};
                told.item_name = ieci__schema_name(schema, schema->indicators[j].node, at->given->language);
                put_cells(at, &told, &before, &after);
            }
        }
    }
    return (double)count;
}

/* Places of a difference of ranks, in halves: ranks of ties can be means of two. */
static int64_t halves(double places) {
    return (int64_t)(2.0 * places);
}

static size_t find_unit(const ieci__pairing *pairing, const char *code) {
    size_t unit = 0;
    while (unit < pairing->num_units && strcmp(ieci__pairing_code(pairing, unit), code) != 0) {
        unit++;
    }
    return unit;
}

static size_t find_node(const ieci__pairing *pairing, int side, size_t node) {
    size_t found = 0;
    while (found < pairing->num_nodes && pairing->node[side][found] != node) {
        found++;
    }
    return found;
}

static void put_restated(const writing *at, double first[6]) {
    size_t root = worlds_of(at)->node[IECI__BEFORE][at->node];
    size_t node = find_node(&at->first, IECI__AFTER, root);
    size_t unit = find_unit(&at->first, ieci__pairing_code(worlds_of(at), at->unit));
    row told = {.cause = "restated", .stand = first};
    read_stand(&at->first, IECI__BEFORE, node, unit, 0, first);
    read_stand(&at->first, IECI__AFTER, node, unit, 1, first);
    double places = first[0] - first[1];
    told.numerator = ieci__is_missing(places) ? 0 : halves(places);
    told.denominator = ieci__is_missing(places) ? 0 : 2;
    told.points = first[3] - first[2];
    told.cells = restated_cells(at, root, true);
    put_row(at, &told);
    restated_cells(at, root, false);
}

/* --- parts --- */

static void put_part(const writing *at, const char *cause, int64_t places, double points) {
    row told = {.cause = cause,
                .numerator = places,
                .denominator = at->causes.denominator,
                .points = points,
                .cells = IECI__MISSING};
    put_row(at, &told);
}

static void put_own_node(const writing *at, size_t node, const ieci__own_part *part) {
    const ieci__schema_node *rules = node_of(at, node);
    row told = {.cause = "own",
                .item = rules->code,
                .item_name = ieci__schema_name(model_of(at, IECI__AFTER)->schema, node, at->given->language),
                .numerator = part->places,
                .denominator = at->causes.own_denominator,
                .points = part->points,
                .error_places = part->error_places,
                .error_points = part->error_points,
                .cells = IECI__MISSING};
    if (rules->indicator == IECI__NONE) {
        put_row(at, &told);
    } else {
        ieci__cell cells[IECI__SIDES];
        read_cells(at, node, cells);
        told.kind = kind_of(at, rules, &cells[IECI__BEFORE], &cells[IECI__AFTER]);
        put_cells(at, &told, &cells[IECI__BEFORE], &cells[IECI__AFTER]);
    }
}

/* Own parts of indicators, measured in both editions (0) or not (1). */
static void sum_own(const writing *at, row sums[2]) {
    const ieci__schema_node *root = node_of(at, at->node);
    for (size_t n = at->node; n < worlds_of(at)->num_nodes; n++) {
        const ieci__schema_node *leaf = node_of(at, n);
        if (n > at->node && leaf->depth <= root->depth) {
            return;
        }
        if (leaf->indicator == IECI__NONE) {
            continue;
        }
        ieci__cell cells[IECI__SIDES];
        read_cells(at, n, cells);
        bool measured = strcmp(kind_of(at, leaf, &cells[IECI__BEFORE], &cells[IECI__AFTER]), "measured") == 0;
        row *sum = &sums[measured ? 0 : 1];
        sum->numerator += at->causes.own_parts[n].places;
        sum->points += at->causes.own_parts[n].points;
        sum->cells += same_cell(&cells[IECI__BEFORE], &cells[IECI__AFTER]) ? 0.0 : 1.0;
    }
}

static void put_own(const writing *at) {
    put_part(at, "own", at->causes.own, at->causes.points_own);
    if (at->causes.tree == NULL) {
        return;
    }
    row sums[2] = {{.cause = "own", .kind = "measured"}, {.cause = "own", .kind = "changed"}};
    sum_own(at, sums);
    for (size_t i = 0; i < 2; i++) {
        sums[i].denominator = at->causes.own_denominator;
        put_row(at, &sums[i]);
    }
    for (size_t n = at->node; n < worlds_of(at)->num_nodes; n++) {
        if (n > at->node && node_of(at, n)->depth <= node_of(at, at->node)->depth) {
            return;
        }
        if (at->causes.own_parts[n].changed) {
            put_own_node(at, n, &at->causes.own_parts[n]);
        }
    }
}

/* Rivals, entrants or leavers: their sum, then those that have a part. */
static void put_others(const writing *at, const char *cause, bool before, bool after) {
    const ieci__standing *standing = &at->causes.standing;
    int64_t sum = 0;
    for (int each = 0; each < 2; each++) {
        for (size_t k = 0; k < standing->num_units; k++) {
            bool one = standing->ranked[IECI__BEFORE][k] == before && standing->ranked[IECI__AFTER][k] == after;
            if (!one || k == at->unit || at->causes.rivals[k] == 0) {
                continue;
            }
            if (each == 0) {
                sum += at->causes.rivals[k];
                continue;
            }
            double stand[6];
            row told = {.cause = cause,
                        .item = ieci__pairing_code(worlds_of(at), k),
                        .item_name = ieci__dataset_unit_name(model_of(at, after ? IECI__AFTER : IECI__BEFORE)->dataset,
                                                             worlds_of(at)->unit[after ? IECI__AFTER : IECI__BEFORE][k],
                                                             at->given->language),
                        .numerator = at->causes.rivals[k],
                        .denominator = at->causes.denominator,
                        .points = IECI__MISSING,
                        .cells = IECI__MISSING,
                        .stand = stand};
            read_stand(worlds_of(at), IECI__BEFORE, at->node, k, 0, stand);
            read_stand(worlds_of(at), IECI__AFTER, at->node, k, 1, stand);
            put_row(at, &told);
        }
        if (each == 0) {
            put_part(at, cause, sum, 0.0);
        }
    }
}

static void put_bits(const writing *at) {
    bool merged = ieci__causes_has_bit(&at->causes, IECI__WORLDS_METHOD);
    for (int b = 0; b < IECI__WORLDS_BITS; b++) {
        if (b == IECI__WORLDS_SCALE || merged == (b == IECI__WORLDS_METHOD)) {
            put_part(at, ieci__worlds_bit_name((ieci__worlds_bit)b), at->causes.bits[b], at->causes.points_bits[b]);
        }
    }
}

static void put_total(const writing *at, double stand[6]) {
    row told = {.cause = "total", .cells = IECI__MISSING, .stand = stand};
    read_stand(worlds_of(at), IECI__AFTER, at->node, at->unit, 1, stand);
    double places = stand[0] - stand[1];
    told.numerator = ieci__is_missing(places) ? 0 : halves(places);
    told.denominator = ieci__is_missing(places) ? 0 : 2;
    told.points = stand[3] - stand[2];
    put_row(at, &told);
}

static void put_unit(writing *at) {
    double stand[6];
    const ieci__standing *standing = &at->causes.standing;
    bool before = standing->ranked[IECI__BEFORE][at->unit], after = standing->ranked[IECI__AFTER][at->unit];
    if (!before && !after) {
        return;
    }
    if (!before || !after) {
        row told = {.cause = before ? "left" : "new", .points = IECI__MISSING, .cells = IECI__MISSING, .stand = stand};
        read_stand(worlds_of(at), IECI__BEFORE, at->node, at->unit, 0, stand);
        read_stand(worlds_of(at), IECI__AFTER, at->node, at->unit, 1, stand);
        put_row(at, &told);
        return;
    }
    if (!ieci__causes_explain(&at->causes, at->unit, at->problems)) {
        return;
    }
    put_restated(at, stand);
    put_own(at);
    put_others(at, "rivals", true, true);
    put_others(at, "entrants", false, true);
    put_others(at, "leavers", true, false);
    put_bits(at);
    put_total(at, stand);
}

/* --- the table --- */

/* A unit or node of the pairing that was asked for, in the worlds; IECI__NONE: all. */
static size_t wanted_unit(const writing *at) {
    size_t filter = at->given->unit_filter;
    return filter == IECI__NONE ? IECI__NONE : find_unit(worlds_of(at), ieci__pairing_code(at->given, filter));
}

static size_t wanted_node(const writing *at) {
    size_t filter = at->given->node_filter;
    return filter == IECI__NONE ? IECI__NONE
                                : find_node(worlds_of(at), IECI__AFTER, at->given->node[IECI__AFTER][filter]);
}

static void write_rows(writing *at) {
    size_t unit = wanted_unit(at), node = wanted_node(at);
    for (size_t n = 0; n < worlds_of(at)->num_nodes && *at->problems == NULL; n++) {
        if (!ieci__filter_takes(node, n)) {
            continue;
        }
        at->node = n;
        ieci__causes_load(&at->causes, n);
        for (size_t u = 0; u < worlds_of(at)->num_units && *at->problems == NULL; u++) {
            at->unit = u;
            if (ieci__filter_takes(unit, u)) {
                put_unit(at);
            }
        }
    }
}

ieci_table *ieci__causes_table(ieci__pairing *pairing, const ieci_options *options, ieci_error **problems) {
    writing at = {.given = pairing, .problems = problems};
    if (!ieci__causes_start(&at.causes, pairing, ieci__options_flag(options, "staged"), problems)) {
        return NULL;
    }
    at.causes.worlds.pairing.language = pairing->language;
    const ieci_result *const results[IECI__SIDES] = {at.causes.first.result, at.causes.restated.result};
    const size_t editions[IECI__SIDES] = {at.causes.first.edition, at.causes.restated.edition};
    at.rows = ieci__rows_new(ieci__causes_columns, IECI__CAUSES_COLUMNS);
    if (at.rows != NULL && ieci__pairing_start(&at.first, results, editions, NULL, problems)) {
        write_rows(&at);
        ieci__pairing_clear(&at.first);
    }
    ieci__causes_clear(&at.causes);
    return ieci__rows_finish(at.rows, problems);
}
