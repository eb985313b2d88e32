/* SPDX-License-Identifier: MIT */
#include "study/compare_series.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/options.h"
#include "base/text.h"
#include "index/treat.h"
#include "run/filter.h"
#include "study/compare_moves.h"

const ieci__column ieci__compare_series_columns[IECI__COMPARE_SERIES_COLUMNS] = {
    {"node", IECI_COLUMN_TEXT, "code of the node or indicator"},
    {"edition", IECI_COLUMN_TEXT, "code of the edition"},
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"name", IECI_COLUMN_TEXT, "name of the unit"},
    {"score", IECI_COLUMN_REAL, "unrounded score on one scale for all editions"},
    {"printed", IECI_COLUMN_REAL, "score rounded to the decimals of the schema"},
    {"rank", IECI_COLUMN_REAL, "place among the units of the edition by this score"},
    {"score_own", IECI_COLUMN_REAL, "score on the scale of the edition itself, as it was computed"},
    {"restated", IECI_COLUMN_REAL, "points by which the one scale changes it"},
};

const ieci__column ieci__compare_trend_columns[IECI__COMPARE_TREND_COLUMNS] = {
    {"node", IECI_COLUMN_TEXT, "code of the node or indicator"},
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"name", IECI_COLUMN_TEXT, "name of the unit"},
    {"edition", IECI_COLUMN_TEXT, "code of the edition"},
    {"score", IECI_COLUMN_REAL, "unrounded score under the method of the edition"},
    {"linked", IECI_COLUMN_REAL, "score plus splice: a trend of this unit alone, never to be ranked"},
    {"splice", IECI_COLUMN_REAL, "points that the later method gives the unit in the last edition of the earlier one"},
};

/* A result of other parts; NULL: a problem was added. */
static ieci_result *compute(const ieci_dataset *dataset, const ieci_schema *schema, const ieci_weighting *weighting,
                            ieci_error **problems) {
    ieci_error *met = NULL;
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    if (ieci_model_new(dataset, schema, weighting, NULL, &model, &met) == IECI_OK) {
        (void)ieci_model_evaluate(model, NULL, &result, &met);
    }
    ieci_model_unref(model);
    if (met != NULL) {
        ieci__error_join(problems, &met);
    }
    return result;
}

/* The editions of the earlier result under the later method. */
static ieci_result *cast_back(const ieci__pairing *pairing, ieci_error **problems) {
    const ieci_model *before = pairing->result[IECI__BEFORE]->model, *after = pairing->result[IECI__AFTER]->model;
    if (!ieci__model_check_whole(before, problems)) {
        return NULL;
    }
    return compute(before->dataset, after->schema, after->weighting, problems);
}

/* The earlier edition as it was, against itself under the later method. */
ieci_table *ieci__compare_backcast(ieci__pairing *pairing, const ieci_options *options, ieci_error **problems) {
    ieci_result *cast = cast_back(pairing, problems);
    ieci_table *table = NULL;
    if (cast != NULL) {
        const ieci_result *const results[IECI__SIDES] = {pairing->result[IECI__BEFORE], cast};
        const size_t editions[IECI__SIDES] = {pairing->edition[IECI__BEFORE], pairing->edition[IECI__BEFORE]};
        ieci__pairing both;
        if (ieci__pairing_start(&both, results, editions, options, problems)) {
            table = ieci__compare_moves(&both, options, problems);
            ieci__pairing_clear(&both);
        }
        ieci_result_unref(cast);
    }
    return table;
}

/* --- series: one scale for all editions --- */

/* Sets a rule of an indicator to take its sample from the editions of option "over". */
static void set_over(ieci_schema **schema, size_t indicator, const char *key, const ieci__family *family,
                     const ieci__rule *rule, const ieci__over *over, ieci_error **problems) {
    ieci__text path = {0}, value = {0};
    ieci_schema *changed = NULL;
    ieci_error *met = NULL;
    ieci__text_append_text(&path, "indicators.");
    ieci__text_append_text(&path, (*schema)->nodes[(*schema)->indicators[indicator].node].code);
    ieci__text_append_text(&path, key);
    ieci__rule_write(family, rule, over, NULL, &value);
    if (path.failed || value.failed) {
        ieci__error_nomem(problems);
    } else if (ieci_schema_with(*schema, path.data, value.data, &changed, &met) != IECI_OK) {
        ieci__error_join(problems, &met);
    } else {
        ieci_schema_unref(*schema);
        *schema = changed;
    }
    ieci__text_clear(&path);
    ieci__text_clear(&value);
}

/* The schema with every number that is estimated from a sample estimated from the same one. NULL: a problem was added.
 */
static ieci_schema *one_scale(const ieci_model *model, const char *over, ieci_error **problems) {
    ieci_schema *schema = ieci__schema_ref(model->schema);
    ieci__over sample = {strcmp(over, "all") == 0 ? IECI__OVER_ALL : IECI__OVER_CODE, over};
    if (sample.kind == IECI__OVER_CODE && ieci__model_edition(model, over) == IECI__NONE) {
        ieci__error_argument(problems, "over", "there is no edition \"%s\"; write all, or the code of one", over);
    }
    for (size_t j = 0; j < model->num_indicators && *problems == NULL; j++) {
        const ieci__indicator *rules = &model->schema->indicators[j];
        if (ieci__normalise_row(rules->normalise.method)->over) {
            set_over(&schema, j, ".normalise", &ieci__normalise_family, &rules->normalise, &sample, problems);
        }
        if (rules->treat.method != IECI__TREAT_NONE && *problems == NULL) {
            set_over(&schema, j, ".treat", &ieci__treat_family, &rules->treat, &sample, problems);
        }
    }
    if (*problems != NULL) {
        ieci_schema_unref(schema);
        return NULL;
    }
    return schema;
}

static void write_series(const ieci__pairing *pairing, const ieci_result *scaled, size_t node, size_t edition,
                         ieci__rows *rows) {
    const ieci_result *own = pairing->result[IECI__AFTER];
    const ieci_model *model = own->model;
    size_t at = pairing->node[IECI__AFTER][node];
    for (size_t u = 0; u < pairing->num_units; u++) {
        size_t unit = pairing->unit[IECI__AFTER][u];
        if (!ieci__filter_takes(pairing->unit_filter, u) || !ieci__dataset_member(model->dataset, edition, unit)) {
            continue;
        }
        double score = ieci__result_score(scaled, edition, at, unit),
               before = ieci__result_score(own, edition, at, unit);
        ieci__rows_text(rows, model->schema->nodes[at].code);
        ieci__rows_text(rows, ieci__names_text(&model->dataset->editions, edition));
        ieci__rows_text(rows, ieci__pairing_code(pairing, u));
        ieci__rows_text(rows, ieci__pairing_name(pairing, u));
        ieci__rows_real(rows, score);
        ieci__rows_real(rows, ieci__result_printed(scaled, edition, at, unit));
        ieci__rows_real(rows, scaled->rank[ieci__result_at(scaled, edition, at, unit)]);
        ieci__rows_real(rows, before);
        ieci__rows_real(rows, score - before);
    }
}

ieci_table *ieci__compare_series(ieci__pairing *pairing, const ieci_options *options, ieci_error **problems) {
    const ieci_model *model = pairing->result[IECI__AFTER]->model;
    size_t first = pairing->edition[IECI__BEFORE], last = pairing->edition[IECI__AFTER];
    if (pairing->result[IECI__BEFORE] != pairing->result[IECI__AFTER]) {
        ieci__error_argument(problems, "before",
                             "a series is of the editions of one result; of two results ask for \"trend\"");
        return NULL;
    }
    if (!ieci__model_check_whole(model, problems)) {
        return NULL;
    }
    ieci_schema *schema = one_scale(model, ieci__options_text(options, "over"), problems);
    ieci_result *scaled = schema == NULL ? NULL : compute(model->dataset, schema, model->weighting, problems);
    ieci_schema_unref(schema);
    if (scaled == NULL) {
        return NULL;
    }
    ieci__rows *rows = ieci__rows_new(ieci__compare_series_columns, IECI__COMPARE_SERIES_COLUMNS);
    for (size_t n = 0; n < pairing->num_nodes && rows != NULL; n++) {
        for (size_t e = first < last ? first : last; e <= (first < last ? last : first); e++) {
            if (ieci__filter_takes(pairing->node_filter, n)) {
                write_series(pairing, scaled, n, e, rows);
            }
        }
    }
    ieci_result_unref(scaled);
    return ieci__rows_finish(rows, problems);
}

/* --- trend: one unit over a change of method --- */

static void write_trend(const ieci__pairing *pairing, int side, size_t edition, size_t node, size_t unit, double splice,
                        ieci__rows *rows) {
    const ieci_result *result = pairing->result[side];
    size_t index = pairing->unit[side][unit];
    double score =
        index == IECI__NONE ? IECI__MISSING : ieci__result_score(result, edition, pairing->node[side][node], index);
    if (ieci__is_missing(score)) {
        return;
    }
    ieci__rows_text(rows, pairing->result[IECI__AFTER]->model->schema->nodes[pairing->node[IECI__AFTER][node]].code);
    ieci__rows_text(rows, ieci__pairing_code(pairing, unit));
    ieci__rows_text(rows, ieci__pairing_name(pairing, unit));
    ieci__rows_text(rows, ieci__names_text(&result->model->dataset->editions, edition));
    ieci__rows_real(rows, score);
    ieci__rows_real(rows, score + splice);
    ieci__rows_real(rows, splice);
}

/* The first edition of the later result after the earlier result's. */
static size_t first_after(const ieci__pairing *pairing) {
    const ieci_model *before = pairing->result[IECI__BEFORE]->model, *after = pairing->result[IECI__AFTER]->model;
    size_t found =
        ieci__model_edition(after, ieci__names_text(&before->dataset->editions, pairing->edition[IECI__BEFORE]));
    return found == IECI__NONE ? 0 : found + 1;
}

ieci_table *ieci__compare_trend(ieci__pairing *pairing, const ieci_options *options, ieci_error **problems) {
    ieci_result *cast = cast_back(pairing, problems);
    size_t linked = pairing->edition[IECI__BEFORE];
    (void)options;
    if (cast == NULL) {
        return NULL;
    }
    ieci__rows *rows = ieci__rows_new(ieci__compare_trend_columns, IECI__COMPARE_TREND_COLUMNS);
    for (size_t n = 0; n < pairing->num_nodes && rows != NULL; n++) {
        for (size_t u = 0; u < pairing->num_units; u++) {
            size_t index = pairing->unit[IECI__BEFORE][u];
            if (!ieci__filter_takes(pairing->node_filter, n) || !ieci__filter_takes(pairing->unit_filter, u)) {
                continue;
            }
            double splice = 0.0; /* a unit that was not there then has nothing to be linked */
            if (index != IECI__NONE) {
                splice = ieci__result_score(cast, linked, pairing->node[IECI__AFTER][n], index) -
                         ieci__pairing_score(pairing, IECI__BEFORE, n, u);
                splice = ieci__is_missing(splice) ? 0.0 : splice;
            }
            for (size_t e = 0; e <= linked; e++) {
                write_trend(pairing, IECI__BEFORE, e, n, u, splice, rows);
            }
            for (size_t e = first_after(pairing); e <= pairing->edition[IECI__AFTER]; e++) {
                write_trend(pairing, IECI__AFTER, e, n, u, 0.0, rows);
            }
        }
    }
    ieci_result_unref(cast);
    return ieci__rows_finish(rows, problems);
}
