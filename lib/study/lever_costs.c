/* SPDX-License-Identifier: MIT */
#include "study/lever_costs.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/number.h"
#include "base/options.h"
#include "data/sheet.h"

static bool start(ieci__lever_costs *costs, size_t count) {
    *costs = (ieci__lever_costs){0};
    costs->listed = ieci__memory_allocate(count, sizeof *costs->listed);
    costs->cost = ieci__memory_allocate(count, sizeof *costs->cost);
    costs->limit = ieci__memory_allocate(count, sizeof *costs->limit);
    costs->chosen = ieci__memory_allocate(count, sizeof *costs->chosen);
    for (size_t j = 0; costs->cost != NULL && costs->limit != NULL && j < count; j++) {
        costs->cost[j] = costs->limit[j] = IECI__MISSING;
    }
    return costs->listed && costs->cost && costs->limit && costs->chosen;
}

void ieci__lever_costs_clear(ieci__lever_costs *costs) {
    ieci__memory_free(costs->listed);
    ieci__memory_free(costs->cost);
    ieci__memory_free(costs->limit);
    ieci__memory_free(costs->chosen);
}

/* --- The table --- */

/* A number of a row; NaN where the column is not there or the cell is empty. */
static double read_number(const ieci_table *table, size_t column, size_t row, ieci_error **problems) {
    double value = IECI__MISSING;
    int status = 0;
    if (column != IECI__SHEET_NONE && !ieci__table_real(table, column, row, &value, &status)) {
        ieci__table_number_problem(problems, table, column, row, status);
    }
    return value;
}

static void read_cost(ieci__lever_costs *costs, const ieci_table *table, size_t column, size_t row, size_t indicator,
                      ieci_error **problems) {
    const size_t before = ieci__error_count(*problems);
    const double cost = read_number(table, column, row, problems);
    if (ieci__error_count(*problems) == before && !(cost > 0.0)) {
        ieci__place place;
        ieci__table_place(table, column, row, &place);
        ieci__error_add(problems, IECI_ERROR_DATA, &place, "what one unit costs must be a number above 0");
    }
    costs->cost[indicator] = cost;
}

static void read_row(ieci__lever_costs *costs, const ieci_model *model, const ieci_table *table,
                     const size_t columns[3], size_t row, ieci_error **problems) {
    char room[IECI__NUMBER_SIZE];
    const char *code = ieci__table_cell_text(table, columns[0], row, room);
    const size_t node = code == NULL ? IECI__NONE : ieci__names_find(&model->schema->node_codes, code);
    const size_t indicator = node == IECI__NONE ? IECI__NONE : model->schema->nodes[node].indicator;
    ieci__place place;
    ieci__table_place(table, columns[0], row, &place);
    if (code == NULL) {
        ieci__error_add(problems, IECI_ERROR_DATA, &place, "expected an indicator, the cell is empty");
    } else if (node == IECI__NONE) {
        ieci__sheet_unknown(problems, table, columns[0], row, "indicator", code, &model->schema->node_codes);
    } else if (indicator == IECI__NONE) {
        ieci__error_add(problems, IECI_ERROR_DATA, &place, "%s is no indicator but a node", code);
    } else if (costs->listed[indicator]) {
        ieci__error_add(problems, IECI_ERROR_DATA, &place, "%s stands in an earlier row already", code);
    } else {
        costs->listed[indicator] = true;
        costs->limit[indicator] = read_number(table, columns[2], row, problems);
        if (costs->priced) {
            read_cost(costs, table, columns[1], row, indicator, problems);
        }
    }
}

static void read_table(ieci__lever_costs *costs, const ieci_model *model, const ieci_table *table,
                       ieci_error **problems) {
    const size_t columns[3] = {ieci__sheet_require(problems, table, "costs", "indicator"),
                               ieci__table_column(table, "cost"), ieci__table_column(table, "limit")};
    costs->priced = columns[1] != IECI__SHEET_NONE;
    for (size_t row = 0; columns[0] != IECI__SHEET_NONE && row < ieci_table_num_rows(table); row++) {
        read_row(costs, model, table, columns, row, problems);
    }
}

/* --- The options --- */

static bool is_at_or_below(const ieci_model *model, size_t node, size_t above) {
    while (node != above && node != IECI__NONE) {
        node = model->schema->nodes[node].parent;
    }
    return node == above;
}

/* Marks the indicators at or below the nodes of a list "a,b". False: out of memory. */
static bool mark(bool *marks, bool value, const ieci_model *model, const ieci_options *options, const char *name,
                 ieci_error **problems) {
    const char *list = ieci__options_text(options, name);
    while (list != NULL && *list != '\0') {
        const size_t size = strcspn(list, ",");
        size_t used = size, lead = 0;
        while (lead < size && list[lead] == ' ') {
            lead++;
        }
        while (used > lead && list[used - 1] == ' ') {
            used--;
        }
        char *code = ieci__memory_allocate(used - lead + 1, 1);
        if (code == NULL) {
            ieci__error_nomem(problems);
            return false;
        }
        memcpy(code, list + lead, used - lead);
        const size_t node = ieci__names_find(&model->schema->node_codes, code);
        if (node == IECI__NONE) {
            const char *nearest = ieci__names_nearest(&model->schema->node_codes, code);
            ieci__error_argument(problems, name, "there is no node or indicator called \"%s\"%s%s", code,
                                 nearest == NULL ? "" : "; nearest: ", nearest == NULL ? "" : nearest);
        }
        for (size_t j = 0; node != IECI__NONE && j < model->num_indicators; j++) {
            marks[j] = is_at_or_below(model, model->schema->indicators[j].node, node) ? value : marks[j];
        }
        ieci__memory_free(code);
        list += list[size] == ',' ? size + 1 : size;
    }
    return true;
}

bool ieci__lever_costs_read(ieci__lever_costs *costs, const ieci_model *model, const ieci_table *table,
                            const ieci_options *options, ieci_error **problems) {
    if (!start(costs, model->num_indicators)) {
        ieci__error_nomem(problems);
        return false;
    }
    memset(costs->chosen, ieci__options_text(options, "only") == NULL, model->num_indicators);
    if (mark(costs->chosen, true, model, options, "only", problems) &&
        mark(costs->chosen, false, model, options, "without", problems) && table != NULL) {
        read_table(costs, model, table, problems);
    }
    return *problems == NULL;
}
