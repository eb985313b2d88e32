/* SPDX-License-Identifier: MIT */
#include "study/region_table.h"

#include "base/memory.h"

static const ieci__column columns[] = {
    {"node", IECI_COLUMN_TEXT, "node whose weights vary"},
    {"child", IECI_COLUMN_TEXT, "its child"},
    {"kind", IECI_COLUMN_TEXT,
     "around: factors between bounds, rescaled; bounded: shares between bounds; ordinal: in the order of the model's "
     "shares; experts: mixtures of theirs"},
    {"nominal", IECI_COLUMN_REAL, "weight inside the node in the model"},
    {"least", IECI_COLUMN_REAL, "least weight that it can have inside the node"},
    {"most", IECI_COLUMN_REAL, "greatest weight that it can have"},
};

#define NUM_COLUMNS (sizeof columns / sizeof *columns)

/* Room for the children of a node. */
typedef struct room {
    ieci__pair *value;
    double *weight;
    size_t *order;
} room;

/* The greatest share of one child, or minus the least. */
static double end_of(const ieci__region *region, size_t child, double sign, const room *at) {
    for (size_t c = 0; c < region->count; c++) {
        at->value[c] = ieci__pair_from(c == child ? sign : 0.0);
    }
    return ieci__region_most(region, at->value, at->weight, at->order).high;
}

static void write_node(const ieci_model *model, size_t node, const ieci__region *region, const room *at,
                       ieci__rows *rows) {
    static const char *const kinds[] = {"around", "bounded", "ordinal", "experts"};
    const ieci__schema_node *rules = &model->schema->nodes[node];
    for (size_t c = 0, place = 0; c < rules->num_children; c++) {
        const size_t child = rules->ordered[c];
        if (model->share[child] > 0.0) {
            ieci__rows_text(rows, rules->code);
            ieci__rows_text(rows, model->schema->nodes[child].code);
            ieci__rows_text(rows, kinds[region->kind]);
            ieci__rows_real(rows, model->share[child]);
            ieci__rows_real(rows, 0.0 - end_of(region, place, -1.0, at));
            ieci__rows_real(rows, end_of(region, place, 1.0, at));
            place++;
        }
    }
}

static ieci_table *answer(const ieci__asked *asked, ieci_error **problems) {
    const ieci_model *model = asked->result->model;
    ieci__rows *rows = ieci__rows_new(columns, NUM_COLUMNS);
    const room at = {.value = ieci__memory_allocate(model->num_nodes, sizeof *at.value),
                     .weight = ieci__memory_allocate(model->num_nodes, sizeof *at.weight),
                     .order = ieci__memory_allocate(model->num_nodes, sizeof *at.order)};
    if (at.value == NULL || at.weight == NULL || at.order == NULL) {
        ieci__error_nomem(problems);
    }
    for (size_t n = 0; n < model->num_nodes && rows != NULL && *problems == NULL; n++) {
        if (asked->regions[n].count > 0) {
            write_node(model, n, &asked->regions[n], &at, rows);
        }
    }
    ieci__memory_free(at.value);
    ieci__memory_free(at.weight);
    ieci__memory_free(at.order);
    return ieci__rows_finish(rows, problems);
}

const ieci__robust_question ieci__question_region = {
    {"robustness", "region", "which weights vary, and how far each can go", columns, NUM_COLUMNS}, answer};
