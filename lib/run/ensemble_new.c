/* SPDX-License-Identifier: MIT */
#include "run/ensemble_new.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/numerics.h"
#include "base/options.h"
#include "base/version.h"
#include "data/keys.h"
#include "run/document.h"
#include "run/ensemble_run.h"
#include "run/evaluate.h"

/* --- What it is of --- */

static void append_line(ieci__text *out, const char *name, const char *value) {
    ieci__text_append_text(out, name);
    ieci__text_append_text(out, ": ");
    ieci__text_append_text(out, value == NULL ? "" : value);
    ieci__text_append_text(out, "\n");
}

static void append_size(ieci__text *out, const char *name, uint64_t value) {
    ieci__text_append_text(out, name);
    ieci__text_append_text(out, ": ");
    ieci__text_append_size(out, (size_t)value, 1);
    ieci__text_append_text(out, "\n");
}

/* The sum of everything that decides what a replicate gives: the model's document, the factors, and the question. */
static bool identify(const ieci__plan *plan, ieci_ensemble *ensemble, ieci_error **problems) {
    ieci_bytes *document = ieci__document_write_model(plan->model, false, problems);
    if (document == NULL) {
        return false;
    }
    size_t size;
    char sum[IECI__SHA256_HEX_SIZE];
    const char *data = ieci_bytes_data(document, &size);
    ieci__sha256_hex(data, size, sum);
    ieci_bytes_unref(document);
    ieci__text text = {0};
    append_line(&text, "model", sum);
    append_line(&text, "numerics", IECI__NUMERICS_VERSION);
    append_size(&text, "seed", plan->seed);
    append_line(&text, "edition", ensemble->of.edition);
    append_line(&text, "node", ensemble->of.node);
    append_size(&text, "pairs", ensemble->tally.shape.pairs);
    append_size(&text, "scores", ensemble->tally.shape.scores);
    append_size(&text, "drivers", ensemble->drivers.rows);
    ieci__factors_write(plan->factors, &text);
    const bool done = !text.failed;
    if (done) {
        ieci__sha256_hex(text.data, text.size, ensemble->of.identity);
    } else {
        ieci__error_nomem(problems);
    }
    ieci__text_clear(&text);
    return done;
}

static bool fill_factors(const ieci__plan *plan, ieci_ensemble *ensemble) {
    bool done = true;
    for (size_t f = 0; f < ensemble->of.num_factors && done; f++) {
        const ieci__factor *factor = &plan->factors->factors[f];
        ieci__ensemble_factor *to = &ensemble->of.factors[f];
        ieci__text words = {0};
        ieci__factors_describe(factor, &words);
        to->code = ieci__ensemble_text(ensemble, factor->code, &done);
        to->kind = ieci__ensemble_text(ensemble, ieci__factors_kind_name(factor->kind), &done);
        to->words = words.failed ? NULL : ieci__ensemble_text(ensemble, words.data, &done);
        done = done && to->words != NULL;
        ieci__text_clear(&words);
    }
    return done;
}

static bool fill_units(const ieci__plan *plan, const ieci_result *result, ieci_ensemble *ensemble) {
    const ieci_dataset *dataset = plan->model->dataset;
    bool done = true;
    for (size_t i = 0; i < ensemble->of.num_units; i++) {
        ieci__ensemble_unit *unit = &ensemble->of.units[i];
        const size_t u = plan->unit[i], at = ieci__result_at(result, plan->edition, plan->node, u);
        unit->code = ieci__ensemble_text(ensemble, ieci__names_text(&dataset->units, u), &done);
        unit->name = ieci__ensemble_text(ensemble, ieci__dataset_unit_name(dataset, u, NULL), &done);
        unit->rank = result->rank[at];
        unit->key = ieci__is_missing(unit->rank) ? IECI__KEY_NONE : result->key[at];
    }
    return done;
}

static bool fill_head(const ieci__plan *plan, const ieci_result *result, ieci_ensemble *ensemble) {
    const ieci_model *model = plan->model;
    const ieci_schema *schema = model->schema;
    const char *notice = ieci__keys_name(ieci__tree_find(schema->root, "notice"), NULL, NULL);
    bool done = true;
    ensemble->of.seed = plan->seed;
    ensemble->of.key_decimals = schema->key_decimals;
    ensemble->of.decimals = schema->decimals;
    ensemble->of.schema = ieci__ensemble_text(ensemble, schema->id, &done);
    ensemble->of.edition =
        ieci__ensemble_text(ensemble, ieci__names_text(&model->dataset->editions, plan->edition), &done);
    ensemble->of.node = ieci__ensemble_text(ensemble, schema->nodes[plan->node].code, &done);
    ensemble->of.numerics = ieci__ensemble_text(ensemble, IECI__NUMERICS_VERSION, &done);
    ensemble->of.notice = ieci__ensemble_text(ensemble, notice, &done);
    return fill_units(plan, result, ensemble) && fill_factors(plan, ensemble) && done;
}

ieci_ensemble *ieci__ensemble_new(const ieci__plan *plan, const ieci__tally_shape *shape, uint64_t drivers,
                                  ieci_error **problems) {
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    if (ieci_model_evaluate(plan->model, NULL, &result, &error) != IECI_OK) {
        ieci__error_join(problems, &error);
        return NULL;
    }
    ieci_ensemble *ensemble = ieci__ensemble_start(plan->num_units, plan->factors->num_factors, shape, drivers);
    if (ensemble == NULL || !fill_head(plan, result, ensemble)) {
        ieci__error_nomem(problems);
    } else {
        identify(plan, ensemble, problems);
    }
    ieci_result_unref(result);
    if (*problems != NULL) {
        ieci_ensemble_unref(ensemble);
        return NULL;
    }
    return ensemble;
}

/* --- The call --- */

bool ieci__ensemble_choose(const ieci_model *model, const ieci_options *options, size_t *edition, size_t *node,
                           ieci_error **problems) {
    const char *edition_code = ieci__options_text(options, "edition"), *node_code = ieci__options_text(options, "node");
    ieci_error *error = NULL;
    *edition = model->num_editions - 1;
    *node = 0;
    if (edition_code != NULL) {
        ieci_model_find(model, IECI_AXIS_EDITION, edition_code, edition, &error);
        ieci__error_join(problems, &error);
    }
    if (node_code != NULL) {
        ieci_model_find(model, IECI_AXIS_NODE, node_code, node, &error);
        ieci__error_join(problems, &error);
    }
    return *problems == NULL;
}

uint64_t ieci__ensemble_seed(const ieci_factors *factors, const ieci_options *options) {
    return ieci__options_text(options, "seed") == NULL ? factors->seed : ieci__options_size(options, "seed");
}

static bool find_drivers(ieci_ensemble *made, const ieci__plan *plan, ieci__range range, ieci_error **problems) {
    double *nominal = ieci__memory_allocate(made->of.num_units, sizeof *nominal);
    if (nominal == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    for (size_t u = 0; u < made->of.num_units; u++) {
        nominal[u] = made->of.units[u].rank;
    }
    const bool done = ieci__drivers_compute(&made->drivers, plan, nominal, range.first, range.last, problems);
    ieci__memory_free(nominal);
    return done;
}

static ieci_ensemble *run(const ieci_model *model, const ieci_factors *factors, const ieci_options *options,
                          ieci__range range, ieci_error **problems) {
    ieci__plan plan = {0};
    ieci_ensemble *made = NULL;
    size_t edition, node;
    if (!ieci__options_progress(options, 0.0, problems) ||
        !ieci__ensemble_choose(model, options, &edition, &node, problems)) {
        return NULL;
    }
    if (ieci__plan_make(&plan, model, factors, ieci__ensemble_seed(factors, options), edition, node, problems)) {
        const ieci__tally_shape shape = {.units = plan.num_units,
                                         .pairs = ieci__options_flag(options, "keep_pairs"),
                                         .scores = ieci__options_flag(options, "keep_scores")};
        const uint64_t drivers = ieci__options_size(options, "drivers");
        if (drivers > 0 && plan.num_units > IECI__DRIVERS_MOST_UNITS) {
            ieci__error_add(problems, IECI_ERROR_LIMIT, NULL,
                            "drivers of %zu units are more than can be told; most: %zu", plan.num_units,
                            IECI__DRIVERS_MOST_UNITS);
        } else {
            made = ieci__ensemble_new(&plan, &shape, drivers, problems);
        }
        if (made != NULL && ieci__ensemble_compute(&plan, range, options, &made->tally, problems) &&
            find_drivers(made, &plan, range, problems) && !ieci__ensemble_add_range(made, range)) {
            ieci__error_nomem(problems);
        }
    }
    ieci__plan_clear(&plan);
    if (*problems == NULL) {
        ieci__options_progress(options, 1.0, problems);
    }
    if (*problems != NULL) {
        ieci_ensemble_unref(made);
        return NULL;
    }
    return made;
}

ieci_status ieci_ensemble_run(const ieci_model *model, const ieci_factors *factors, const ieci_options *options,
                              uint64_t first, uint64_t last, ieci_ensemble **ensemble, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, model, IECI__MAGIC_MODEL, "model");
    valid = ieci__error_check_handle(&problems, factors, IECI__MAGIC_FACTORS, "factors") && valid;
    valid = ieci__options_check(&problems, options) && valid;
    valid = ieci__error_check_pointer(&problems, ensemble, "ensemble") && valid;
    if (valid && first > last) {
        ieci__error_argument(&problems, "last", "is below first");
        valid = false;
    }
    if (!valid || !ieci__model_check_whole(model, &problems)) {
        return ieci__error_give(problems, error);
    }
    fenv_t caller;
    ieci__numerics_enter(&caller);
    ieci_ensemble *made = run(model, factors, options, (ieci__range){first, last}, &problems);
    ieci__numerics_leave(&caller);
    if (made != NULL) {
        *ensemble = made;
    }
    return ieci__error_give(problems, error);
}
