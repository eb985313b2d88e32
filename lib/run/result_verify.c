/* SPDX-License-Identifier: MIT */
#include "run/result_verify.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/number.h"
#include "base/numerics.h"
#include "base/options.h"
#include "base/table.h"
#include "base/version.h"
#include "run/document.h"
#include "run/evaluate.h"
#include "run/outside.h"
#include "run/result_file.h"

/* Rounding of a score that is formed from bounds, relative to the score. */
static const double SCORE_SLACK = 1e-9;

const ieci__column ieci__difference_columns[IECI__DIFFERENCE_COLUMNS] = {
    {"table", IECI_COLUMN_TEXT, "computation, scores, weights or parameters"},
    {"edition", IECI_COLUMN_TEXT, "code of the edition"},
    {"node", IECI_COLUMN_TEXT, "code of the node or indicator"},
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"what", IECI_COLUMN_TEXT, "column, or name of the parameter; rows: how many there are"},
    {"stored", IECI_COLUMN_TEXT, "what the result says"},
    {"recomputed", IECI_COLUMN_TEXT, "what it should say"},
    {"basis", IECI_COLUMN_TEXT,
     "what it was recomputed from: figures, scores (all digits of the children), printed (the children as printed, so "
     "within their rounding)"},
};

typedef struct verifying {
    const ieci_result *result;
    ieci_result *again;
    unsigned char *access; /* of both */
    ieci__rows *rows;
    ieci__progress *progress;
    ieci_error **problems;
} verifying;

/* ---- Comparing tables ------------------------------------------------------------------------------------------ */

/* A cell as text, "" if it is missing or there is no such column. */
static const char *cell_text(const ieci_table *table, const char *column, size_t row, char *room) {
    size_t found = ieci__table_column(table, column);
    const char *text = found == IECI__NONE || row >= ieci_table_num_rows(table)
                           ? NULL
                           : ieci__table_cell_text(table, found, row, room);
    return text == NULL ? "" : text;
}

static const char *none_if_empty(const char *text) {
    return *text == '\0' ? NULL : text;
}

/* What a number of a node or indicator was recomputed from. */
static const char *basis_of(const verifying *at, const char *node_code) {
    static const char *const words[] = {"figures", "scores", "printed", "printed"};
    size_t node = ieci__names_find(&at->result->model->schema->node_codes, node_code);
    return words[node == IECI__NAMES_NONE ? IECI__BASIS_FIGURES : ieci__outside_basis(at->result, node, at->access)];
}

static void put_difference(const verifying *at, const char *name, const ieci_table *table, size_t row, const char *what,
                           const char *stored, const char *recomputed) {
    char room[IECI__NUMBER_SIZE];
    const char *node = cell_text(table, "node", row, room);
    node = *node == '\0' ? cell_text(table, "indicator", row, room) : node;
    ieci__rows_text(at->rows, name);
    ieci__rows_text(at->rows, none_if_empty(cell_text(table, "edition", row, room)));
    ieci__rows_text(at->rows, none_if_empty(node));
    ieci__rows_text(at->rows, none_if_empty(cell_text(table, "unit", row, room)));
    ieci__rows_text(at->rows, what);
    ieci__rows_text(at->rows, none_if_empty(stored));
    ieci__rows_text(at->rows, none_if_empty(recomputed));
    ieci__rows_text(at->rows, strcmp(name, "scores") == 0 ? basis_of(at, node) : "figures");
}

static void compare_row(const verifying *at, const char *name, const ieci_table *stored, const ieci_table *again,
                        size_t row) {
    for (size_t c = 0; c < ieci_table_num_columns(again); c++) {
        char stored_room[IECI__NUMBER_SIZE], again_room[IECI__NUMBER_SIZE], room[IECI__NUMBER_SIZE];
        const char *column = ieci_table_column_name(again, c);
        const char *before = cell_text(stored, column, row, stored_room);
        const char *now = cell_text(again, column, row, again_room);
        if (strcmp(before, now) != 0) {
            const char *parameter = cell_text(again, "parameter", row, room);
            bool named = *parameter != '\0' && strcmp(column, "value") == 0;
            put_difference(at, name, again, row, named ? parameter : column, before, now);
        }
    }
}

/* `first` and `last`: the shares of all work before and after. */
static void compare_tables(const verifying *at, const char *name, const ieci_table *stored, const ieci_table *again,
                           double first, double last) {
    size_t before = ieci_table_num_rows(stored), now = ieci_table_num_rows(again);
    if (before != now) {
        char stored_room[IECI__NUMBER_SIZE], again_room[IECI__NUMBER_SIZE];
        ieci__number_format((double)before, stored_room);
        ieci__number_format((double)now, again_room);
        put_difference(at, name, again, now, "rows", stored_room, again_room);
        return;
    }
    for (size_t r = 0; r < now; r++) {
        compare_row(at, name, stored, again, r);
        if (!ieci__progress_tell(at->progress, first + (last - first) * (double)r / (double)now, at->problems)) {
            return;
        }
    }
}

/* ---- What the result says -------------------------------------------------------------------------------------- */

/* The stored table: of the file if there is one. */
static ieci_table *stored_table(const verifying *at, const ieci__sections *sections, const char *name) {
    return at->result->file == NULL ? ieci__result_file_table(at->result, name, at->access, at->problems)
                                    : ieci__result_file_section(sections, name, at->problems);
}

static void compare_numerics(const verifying *at, const ieci__sections *sections) {
    ieci__computation computation;
    if (at->result->file == NULL || !ieci__computation_read(sections, &computation, at->problems) ||
        strcmp(computation.numerics, IECI__NUMERICS_VERSION) == 0) {
        return;
    }
    const char *row[] = {"computation",          NULL,     NULL, NULL, "numerics", computation.numerics,
                         IECI__NUMERICS_VERSION, "figures"};
    for (size_t c = 0; c < IECI__DIFFERENCE_COLUMNS; c++) {
        ieci__rows_text(at->rows, row[c]);
    }
}

static void compare(const verifying *at) {
    static const char *const names[] = {"weights", "parameters", "scores"}; /* causes before effects */
    static const double shares[] = {0.3, 0.3, 0.35, 1.0};                   /* of all work, before each */
    ieci__sections sections = {0};
    if (at->result->file != NULL &&
        !ieci__sections_read(at->result->file, IECI__RESULT_FORMAT, IECI__RESULT_VERSION, &sections, at->problems)) {
        return;
    }
    compare_numerics(at, &sections);
    for (size_t i = 0; i < sizeof names / sizeof *names && *at->problems == NULL; i++) {
        ieci_table *stored = stored_table(at, &sections, names[i]);
        ieci_table *again = ieci__result_file_table(at->again, names[i], at->access, at->problems);
        if (stored != NULL && again != NULL) {
            compare_tables(at, names[i], stored, again, shares[i], shares[i + 1]);
        }
        ieci_table_unref(stored);
        ieci_table_unref(again);
    }
    ieci__sections_clear(&sections);
}

/* ---- Computing again ------------------------------------------------------------------------------------------- */

/* From the canonical document, so that nothing but it is trusted; a file's model was made of it already. */
static ieci_result *evaluate_again(const ieci_result *result, ieci_error **problems) {
    ieci_model *model = NULL;
    ieci_result *again = NULL;
    ieci_error *wrong = NULL;
    if (result->file != NULL) {
        model = ieci__model_ref(result->model);
    } else {
        ieci_bytes *document = ieci__document_write_model(result->model, false, problems);
        if (document != NULL) {
            ieci_model_parse(document, &model, &wrong);
        }
        ieci_bytes_unref(document);
    }
    if (model != NULL) {
        ieci_model_evaluate(model, NULL, &again, &wrong);
    }
    ieci__error_join(problems, &wrong);
    ieci_model_unref(model);
    return again;
}

/* Half a unit of the last printed digit. */
static double half_step(const ieci_schema *schema) {
    double step = 0.5;
    for (unsigned d = 0; d < schema->decimals; d++) {
        step /= 10.0;
    }
    return step;
}

/* A result with all values of another moved to the end of what they may have been before they were printed. */
static ieci_result *shifted(const ieci_result *result, const unsigned char *access, double shift) {
    const ieci_model *model = result->model;
    ieci_result *made = ieci__result_new(model);
    for (size_t i = 0; made != NULL && i < model->num_editions * model->num_nodes * model->num_units; i++) {
        made->value[i] = result->value[i] + (access[i] == IECI__ACCESS_EXACT ? 0.0 : shift);
        made->state[i] = result->state[i];
    }
    return made;
}

/* Every node from its children moved to one end of what they may have been; NULL and a problem: out of memory. */
static ieci_result *bound(const verifying *at, double shift) {
    ieci_result *from = shifted(at->result, at->access, shift), *made = ieci__result_new(at->result->model);
    if (from == NULL || made == NULL) {
        ieci__error_nomem(at->problems);
    } else {
        ieci__evaluate_steps(from, made, at->problems);
    }
    ieci_result_unref(from);
    if (*at->problems != NULL) {
        ieci_result_unref(made);
        made = NULL;
    }
    return made;
}

/* Whether a node's score cannot be formed: the value of a child is withheld. */
static bool is_unknown(const ieci_result *result, size_t edition, size_t node, size_t unit) {
    const ieci__schema_node *rules = &result->model->schema->nodes[node];
    bool unknown = false;
    for (size_t c = 0; c < rules->num_children; c++) {
        size_t child = rules->children[c], cell = ieci__result_at(result, edition, child, unit);
        bool counts = result->state[cell] == IECI__STATE_PRESENT || result->state[cell] == IECI__STATE_FILLED;
        unknown = unknown || (counts && result->model->share[child] > 0.0 && ieci__is_missing(result->value[cell]));
    }
    return unknown;
}

/* Settles one score of a node from its lower and upper bound: the stored one if it lies between them, else their
 * middle. */
static void settle(const verifying *at, size_t cell, const ieci_result *low, const ieci_result *high) {
    double stored = at->result->value[cell], half = half_step(at->result->model->schema);
    double least = low->state[cell] == IECI__STATE_UNDEFINED ? -DBL_MAX : low->value[cell];
    double most = high->value[cell], slack = SCORE_SLACK * (1.0 + fabs(most));
    bool exact = at->access[cell] == IECI__ACCESS_EXACT;
    at->again->state[cell] = high->state[cell];
    at->again->value[cell] = high->value[cell];
    if (!exact && high->state[cell] == at->result->state[cell] && stored + half >= least - slack &&
        stored - half <= most + slack) {
        at->again->value[cell] = stored;
    } else if (!exact && least > -DBL_MAX) {
        at->again->value[cell] = least + (most - least) / 2.0;
    }
}

static void settle_node(const verifying *at, size_t edition, size_t node, const ieci_result *low,
                        const ieci_result *high) {
    const ieci_result *result = at->result;
    size_t units = result->model->num_units, first = ieci__result_at(result, edition, node, 0);
    bool any = false;
    for (size_t u = 0; u < units; u++) {
        any = any || is_unknown(result, edition, node, u);
    }
    for (size_t u = 0; u < units; u++) {
        bool filled = result->state[first + u] == IECI__STATE_FILLED;
        if (is_unknown(result, edition, node, u) || (filled && any)) {
            at->again->value[first + u] = result->value[first + u];
            at->again->state[first + u] = result->state[first + u];
        } else {
            settle(at, first + u, low, high);
        }
    }
}

/* An indicator: from its figures where the file has them, else as it says. */
static void settle_indicator(const verifying *at, size_t edition, size_t indicator) {
    const ieci_model *model = at->result->model;
    bool here = model->schema->indicators[indicator].publish == IECI__PUBLISH_VALUE;
    for (size_t u = 0; u < model->num_units; u++) {
        size_t cell = ieci__result_at(at->result, edition, model->schema->indicators[indicator].node, u);
        size_t from = (indicator * model->num_editions + edition) * model->num_units + u;
        if (ieci__dataset_member(model->dataset, edition, u)) {
            at->again->value[cell] = here ? model->normalised[from] : at->result->value[cell];
            at->again->state[cell] = here ? model->state[from] : at->result->state[cell];
        }
    }
}

/* Keys, and ranks of the stored keys, so that one wrong score is not told as many wrong ranks. Ranks of digits that the
 * file does not have are taken as they are. */
static void settle_ranks(const verifying *at, size_t row, size_t *order, int64_t *work) {
    const ieci_result *result = at->result;
    const ieci_model *model = result->model;
    size_t first = row * model->num_units;
    bool known = true;
    for (size_t u = 0; u < model->num_units; u++) {
        size_t cell = first + u;
        known = known && at->access[cell] != IECI__ACCESS_WITHHELD &&
                (at->access[cell] == IECI__ACCESS_EXACT || !model->schema->by_full);
        if (at->again->state[cell] == IECI__STATE_PRESENT) {
            at->again->key[cell] = ieci__kernel_key(at->again->value[cell], model->schema->key_decimals);
        }
        at->again->rank[cell] = result->rank[cell];
        at->again->tied[cell] = result->tied[cell];
    }
    if (known) {
        ieci__evaluate_ranks(model, model->sample + row / model->num_nodes * model->num_units, result->key + first,
                             work, order, at->again->rank + first, at->again->tied + first);
    }
}

/* Every number of a file for outside from those below it: indicators from their figures where these were left in, nodes
 * from what the file says of their children. */
static void step_again(const verifying *at) {
    const ieci_model *model = at->result->model;
    double half = half_step(model->schema);
    ieci_result *low = bound(at, -half), *high = bound(at, half);
    size_t *order = ieci__memory_allocate(model->num_units, 2 * sizeof *order);
    int64_t *work = ieci__memory_allocate(model->num_units, sizeof *work);
    if (order == NULL || work == NULL) {
        ieci__error_nomem(at->problems);
    }
    for (size_t row = 0; *at->problems == NULL && row < model->num_editions * model->num_nodes; row++) {
        size_t edition = row / model->num_nodes, node = row % model->num_nodes;
        if (model->schema->nodes[node].indicator != IECI__NONE) {
            settle_indicator(at, edition, model->schema->nodes[node].indicator);
        } else {
            settle_node(at, edition, node, low, high);
        }
        settle_ranks(at, row, order, work);
    }
    ieci_result_unref(low);
    ieci_result_unref(high);
    ieci__memory_free(order);
    ieci__memory_free(work);
}

/* ---- All ------------------------------------------------------------------------------------------------------- */

static ieci_table *verify(const ieci_result *result, const ieci_options *options, ieci_error **problems) {
    ieci__progress progress = ieci__progress_start(options, problems);
    verifying at = {.result = result, .progress = &progress, .problems = problems};
    at.rows = ieci__rows_new(ieci__difference_columns, IECI__DIFFERENCE_COLUMNS);
    at.access = ieci__outside_access(result, !result->outside, problems);
    if (at.rows != NULL && at.access != NULL && result->model->partial) {
        at.again = ieci__result_new(result->model);
        if (at.again == NULL) {
            ieci__error_nomem(problems);
        } else {
            step_again(&at);
        }
    } else if (at.rows != NULL && at.access != NULL) {
        at.again = evaluate_again(result, problems);
    }
    if (at.again != NULL && ieci__progress_tell(&progress, 0.3, problems)) {
        compare(&at);
        ieci__progress_tell(&progress, 1.0, problems);
    }
    ieci_result_unref(at.again);
    ieci__memory_free(at.access);
    return ieci__rows_finish(at.rows, problems);
}

ieci_status ieci_result_verify(const ieci_result *result, const ieci_options *options, ieci_table **differences,
                               ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, result, IECI__MAGIC_RESULT, "result");
    valid &= ieci__options_check(&problems, options);
    valid &= ieci__error_check_pointer(&problems, differences, "differences");
    if (!valid) {
        return ieci__error_give(problems, error);
    }
    fenv_t caller;
    ieci__numerics_enter(&caller);
    ieci_table *made = verify(result, options, &problems);
    ieci__numerics_leave(&caller);
    if (problems == NULL) {
        *differences = made;
        return IECI_OK;
    }
    ieci_table_unref(made);
    return ieci__error_give(problems, error);
}
