/* SPDX-License-Identifier: MIT */
#include "study/swap.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/options.h"
#include "stats/elementary.h"

#define COUNT(columns) (sizeof(columns) / sizeof *(columns))

/* --- The nearest shares --- */

/* Sum of the shares max(0, share + shift + slope x lead) that add up to 1, each times its lead; they go to `nearest`.
 * The shift is found by throwing out what would be negative, which only ever throws out more (Michelot 1986). */
static double lead_at(size_t count, const double *share, const double *lead, double slope, double *nearest) {
    double shift = 0.0, sum = 0.0, points = 0.0;
    size_t kept = count, before = count + 1;
    for (size_t c = 0; c < count; c++) {
        nearest[c] = share[c] + slope * lead[c];
        sum += nearest[c];
    }
    while (kept > 0 && kept < before) {
        before = kept;
        shift = (1.0 - sum) / (double)kept;
        kept = 0;
        sum = 0.0;
        for (size_t c = 0; c < count; c++) {
            if (share[c] + slope * lead[c] + shift > 0.0) {
                sum += share[c] + slope * lead[c];
                kept++;
            }
        }
    }
    for (size_t c = 0; c < count; c++) {
        nearest[c] = nearest[c] + shift > 0.0 ? nearest[c] + shift : 0.0;
        points += nearest[c] * lead[c];
    }
    return points;
}

/* With the children that keep weight known, the two sums give shift and slope at once, without the steps of a search.
 */
static void polish(size_t count, const double *share, const double *lead, double *nearest) {
    double kept = 0.0, sum = 0.0, square = 0.0, weight = 1.0, points = 0.0;
    for (size_t c = 0; c < count; c++) {
        if (nearest[c] > 0.0) {
            kept += 1.0;
            sum += lead[c];
            square += lead[c] * lead[c];
            weight -= share[c];
            points -= share[c] * lead[c];
        }
    }
    const double determinant = kept * square - sum * sum;
    if (!(determinant > 1e-12 * kept * square)) {
        return;
    }
    const double shift = (weight * square - sum * points) / determinant;
    const double slope = (kept * points - weight * sum) / determinant;
    for (size_t c = 0; c < count; c++) {
        if (nearest[c] > 0.0) {
            const double exact = share[c] + shift + slope * lead[c];
            nearest[c] = exact > 0.0 ? exact : 0.0;
        }
    }
}

bool ieci__swap_nearest(size_t count, const double *share, const double *lead, double *nearest, double *room) {
    double least = HUGE_VAL, most = -HUGE_VAL, now = 0.0;
    for (size_t c = 0; c < count; c++) {
        least = lead[c] < least ? lead[c] : least;
        most = lead[c] > most ? lead[c] : most;
        now += share[c] * lead[c];
    }
    if (!(least <= 0.0 && most >= 0.0)) {
        return false;
    }
    memcpy(nearest, share, count * sizeof *nearest);
    if (now == 0.0) {
        return true;
    }
    /* The sum grows with the slope. Beyond this slope only the children with the end of the leads keep weight. */
    double inner = 0.0, outer = (now > 0.0 ? -1.0 : 1.0) / (most - least);
    while (fabs(outer) < 1e15 && lead_at(count, share, lead, outer, room) * now > 0.0) {
        inner = outer;
        outer *= 2.0;
    }
    for (size_t i = 0; i < 100; i++) {
        const double middle = 0.5 * (inner + outer);
        if (lead_at(count, share, lead, middle, room) * now > 0.0) {
            inner = middle;
        } else {
            outer = middle;
        }
    }
    lead_at(count, share, lead, outer, nearest);
    polish(count, share, lead, nearest);
    return true;
}

/* Weight moves to the child with the lowest lead from those with the highest, until the sum is 0. */
double ieci__swap_moved(size_t count, const double *share, const double *lead, double *room) {
    double now = 0.0, moved = 0.0;
    size_t end = 0;
    for (size_t c = 0; c < count; c++) {
        now += share[c] * lead[c];
    }
    const double sign = now < 0.0 ? -1.0 : 1.0;
    now *= sign;
    for (size_t c = 0; c < count; c++) {
        room[c] = share[c];
        end = sign * lead[c] < sign * lead[end] ? c : end;
    }
    while (now > 0.0) {
        size_t from = end;
        for (size_t c = 0; c < count; c++) {
            if (room[c] > 0.0 && sign * lead[c] > sign * lead[from]) {
                from = c;
            }
        }
        const double gain = sign * (lead[from] - lead[end]);
        if (!(gain > 0.0)) {
            return IECI__MISSING;
        }
        const double part = now / gain < room[from] ? now / gain : room[from];
        moved += part;
        now = part < room[from] ? 0.0 : now - part * gain;
        room[from] = 0.0;
    }
    return moved;
}

/* --- The questions --- */

static const ieci__column swap_columns[] = {
    {"unit", IECI_COLUMN_TEXT, "code of the unit that is ahead under the weights of the model"},
    {"rival", IECI_COLUMN_TEXT, "code of the one that is behind"},
    {"lead", IECI_COLUMN_REAL, "score less the rival's; of geometric means the logarithm of their ratio"},
    {"node", IECI_COLUMN_TEXT, "node whose weights change"},
    {"over", IECI_COLUMN_TEXT, "children: weights inside the node; indicators: weights of all indicators in the index"},
    {"swap", IECI_COLUMN_TEXT, "yes if some weights bring both level; no; or not linear if the answer is not exact"},
    {"distance", IECI_COLUMN_REAL, "least Euclidean length of the change of the weights that brings both level"},
    {"moved", IECI_COLUMN_REAL, "least weight that must move from some to others for that, as a share of the whole"},
};

static const ieci__column weight_columns[] = {
    {"unit", IECI_COLUMN_TEXT, "code of the unit that is ahead under the weights of the model"},
    {"rival", IECI_COLUMN_TEXT, "code of the one that is behind"},
    {"node", IECI_COLUMN_TEXT, "node whose weights change"},
    {"over", IECI_COLUMN_TEXT, "children or indicators"},
    {"child", IECI_COLUMN_TEXT, "child of the node, or indicator"},
    {"weight", IECI_COLUMN_REAL, "in the model"},
    {"level", IECI_COLUMN_REAL, "nearest weights at which both units are level; beyond them they have swapped"},
};

/* A pair and a node, and room for the answer. */
typedef struct change {
    const ieci__asked *asked;
    size_t ahead, behind; /* on the axis of units */
    size_t node;
    bool indicators;       /* the weights of all indicators below the node, instead of its children's */
    bool weights;          /* the table of weights is wanted */
    ieci__region *regions; /* room, [node] */
    double *share, *lead, *nearest, *room;
    size_t *entry;
    ieci__rows *rows;
} change;

/* The children (or indicators) whose weights change: their weights and what one unit of weight is worth to the lead. */
static size_t read_change(change *c, const ieci__linear *linear) {
    size_t count = 0;
    double fixed = 0.0;
    for (size_t e = 0; e < linear->num_entries; e++) {
        const ieci__linear_entry *entry = &linear->entries[e];
        if (entry->num_children > 0) {
            continue;
        }
        const double worth = entry->value[0] - entry->value[1];
        const size_t parent = c->asked->result->model->schema->nodes[entry->node].parent;
        if (c->indicators || parent == c->node) {
            c->share[count] = linear->nominal[e];
            c->lead[count] = worth;
            c->entry[count++] = entry->node;
        } else {
            fixed += worth;
        }
    }
    for (size_t i = 0; i < count; i++) {
        c->lead[i] += fixed; /* the weights that change add up to 1 */
    }
    return count;
}

static void write_head(const change *c, bool lead, double value) {
    const ieci_model *model = c->asked->result->model;
    ieci__rows_text(c->rows, ieci__names_text(&model->dataset->units, c->ahead));
    ieci__rows_text(c->rows, ieci__names_text(&model->dataset->units, c->behind));
    if (lead) {
        ieci__rows_real(c->rows, value);
    }
    ieci__rows_text(c->rows, model->schema->nodes[c->node].code);
    ieci__rows_text(c->rows, c->indicators ? "indicators" : "children");
}

static double score_of(const ieci__asked *asked, size_t unit) {
    return ieci__result_score(asked->result, asked->edition, asked->node, unit);
}

static void write_change(change *c, const ieci__linear *linear) {
    const ieci_model *model = c->asked->result->model;
    const size_t count = read_change(c, linear);
    const double ahead = score_of(c->asked, c->ahead), behind = score_of(c->asked, c->behind);
    const double now = linear->logarithms ? ieci__log(ahead) - ieci__log(behind) : ahead - behind;
    double distance = 0.0;
    const bool swaps = ieci__swap_nearest(count, c->share, c->lead, c->nearest, c->room);
    if (c->weights) {
        for (size_t i = 0; i < count && swaps; i++) {
            write_head(c, false, 0.0);
            ieci__rows_text(c->rows, model->schema->nodes[c->entry[i]].code);
            ieci__rows_real(c->rows, c->share[i]);
            ieci__rows_real(c->rows, c->nearest[i]);
        }
        return;
    }
    for (size_t i = 0; i < count; i++) {
        distance += (c->nearest[i] - c->share[i]) * (c->nearest[i] - c->share[i]);
    }
    write_head(c, true, now);
    ieci__rows_text(c->rows, swaps ? "yes" : "no");
    ieci__rows_real(c->rows, swaps ? sqrt(distance) : IECI__MISSING);
    ieci__rows_real(c->rows, swaps ? ieci__swap_moved(count, c->share, c->lead, c->room) : IECI__MISSING);
}

/* Lets the weights of the node vary, or those of all nodes below it too. False: out of memory. */
static bool vary(change *c, bool on) {
    const ieci_model *model = c->asked->result->model;
    bool room = true;
    for (size_t n = 0; n < model->num_nodes && room; n++) {
        const ieci__schema_node *node = &model->schema->nodes[n];
        ieci__region_clear(&c->regions[n]);
        if (on && node->indicator == IECI__NONE && (n == c->node || c->indicators)) {
            size_t count = 0;
            for (size_t i = 0; i < node->num_children; i++) {
                count += model->share[node->ordered[i]] > 0.0 ? 1 : 0;
            }
            room = ieci__region_start(&c->regions[n], IECI__REGION_BOUNDED, count, 0);
        }
    }
    return room;
}

static void answer_change(change *c, ieci_error **problems) {
    const size_t pair[] = {c->ahead, c->behind};
    ieci_error *refusals = NULL;
    ieci__linear linear = {.num_units = 0};
    if (!vary(c, true)) {
        ieci__error_nomem(problems);
    } else if (ieci__linear_make_of(&linear, c->asked->result, c->asked->edition, c->asked->node, c->regions, 2, pair,
                                    &refusals)) {
        write_change(c, &linear);
    } else if (ieci_error_status(refusals) == IECI_ERROR_NOMEM) {
        ieci__error_nomem(problems);
    } else if (!c->weights) {
        write_head(c, true, IECI__MISSING);
        ieci__rows_text(c->rows, "not linear");
        ieci__rows_real(c->rows, IECI__MISSING);
        ieci__rows_real(c->rows, IECI__MISSING);
    }
    ieci_error_free(refusals);
    ieci__linear_clear(&linear);
    vary(c, false);
}

/* Each node whose weights the factors vary, then all indicators. */
static void answer_pair(change *c, ieci_error **problems) {
    const ieci_schema *schema = c->asked->result->model->schema;
    const size_t top = c->asked->node;
    for (size_t n = top; n < schema->num_nodes && (n == top || schema->nodes[n].depth > schema->nodes[top].depth);
         n++) {
        if (c->asked->regions[n].count > 0 && *problems == NULL) {
            c->node = n;
            c->indicators = false;
            answer_change(c, problems);
        }
    }
    c->node = top;
    c->indicators = true;
    if (*problems == NULL) {
        answer_change(c, problems);
    }
}

/* Ranked units by score, the highest first; returns how many. */
static size_t sort_units(const ieci__asked *asked, size_t *order) {
    const ieci_model *model = asked->result->model;
    size_t count = 0;
    for (size_t u = 0; u < model->num_units; u++) {
        const size_t at = ieci__result_at(asked->result, asked->edition, asked->node, u);
        if (!model->sample[asked->edition * model->num_units + u] || asked->result->key[at] == IECI__KEY_NONE) {
            continue;
        }
        size_t place = count++;
        for (; place > 0 && score_of(asked, order[place - 1]) < score_of(asked, u); place--) {
            order[place] = order[place - 1];
        }
        order[place] = u;
    }
    return count;
}

/* Neighbours in the ranking; or, if a unit is given, that unit and all others. */
static void answer_pairs(change *c, size_t *order, ieci_error **problems) {
    const ieci__asked *asked = c->asked;
    const size_t count = sort_units(asked, order);
    for (size_t i = 0; i < count; i++) {
        if (!ieci__options_progress(asked->options, (double)i / (double)count, problems)) {
            return;
        }
        for (size_t k = i + 1; k < count && *problems == NULL; k++) {
            const bool units = (order[i] == asked->unit && (asked->rival == IECI__NONE || order[k] == asked->rival)) ||
                               (order[k] == asked->unit && (asked->rival == IECI__NONE || order[i] == asked->rival));
            const bool rival = asked->unit == IECI__NONE && (order[i] == asked->rival || order[k] == asked->rival);
            if (units || rival || (asked->unit == IECI__NONE && asked->rival == IECI__NONE && k == i + 1)) {
                c->ahead = order[i];
                c->behind = order[k];
                answer_pair(c, problems);
            }
        }
    }
    ieci__options_progress(asked->options, 1.0, problems);
}

static ieci_table *answer(const ieci__asked *asked, const ieci__column *columns, size_t num_columns, bool weights,
                          ieci_error **problems) {
    const size_t nodes = asked->result->model->num_nodes, units = asked->result->model->num_units;
    change c = {.asked = asked, .weights = weights, .rows = ieci__rows_new(columns, num_columns)};
    c.regions = ieci__memory_allocate(nodes, sizeof *c.regions);
    c.share = ieci__memory_allocate(4 * nodes, sizeof *c.share);
    c.entry = ieci__memory_allocate(nodes, sizeof *c.entry);
    size_t *order = ieci__memory_allocate(units, sizeof *order);
    if (c.regions == NULL || c.share == NULL || c.entry == NULL || order == NULL) {
        ieci__error_nomem(problems);
    } else if (c.rows != NULL) {
        c.lead = c.share + nodes;
        c.nearest = c.lead + nodes;
        c.room = c.nearest + nodes;
        answer_pairs(&c, order, problems);
    }
    ieci__memory_free(c.regions);
    ieci__memory_free(c.share);
    ieci__memory_free(c.entry);
    ieci__memory_free(order);
    return ieci__rows_finish(c.rows, problems);
}

static ieci_table *answer_swap(const ieci__asked *asked, ieci_error **problems) {
    return answer(asked, swap_columns, COUNT(swap_columns), false, problems);
}

static ieci_table *answer_weights(const ieci__asked *asked, ieci_error **problems) {
    return answer(asked, weight_columns, COUNT(weight_columns), true, problems);
}

const ieci__robust_question ieci__question_swap = {
    {"robustness", "swap", "the least change of weights that brings neighbours in the ranking level", swap_columns,
     COUNT(swap_columns)},
    answer_swap};

const ieci__robust_question ieci__question_swap_weights = {{"robustness", "swap-weights",
                                                            "the nearest weights at which two units are level",
                                                            weight_columns, COUNT(weight_columns)},
                                                           answer_weights};
