/* SPDX-License-Identifier: MIT */
/* Ensembles of the shipped cities. */
#ifndef TESTS_ENSEMBLES_H
#define TESTS_ENSEMBLES_H

#include <ieci/ieci.h>

#include "support/documents.h"

#define START "format: ieci/factors/1\nseed: 42\nfactors:\n"

/** Something of every kind. */
static const char mixed[] = START "  w: {nodes: all, distribution: around}\n"
                                  "  a: {path: nodes.index.aggregate, values: [arithmetic, geometric]}\n"
                                  "  e: {indicator: pm25, error: {distribution: lognormal, cv: 0.1}}\n"
                                  "  r: {remove: [pm25, unicorns]}\n";

static inline ieci_model *cities(void) {
    ieci_bytes *bytes = NULL;
    ieci_model *model = NULL;
    ieci_error *error = NULL;
    char path[2000];
    snprintf(path, sizeof path, "%s/index.yaml", getenv("CITIES"));
    ck_assert_int_eq(ieci_bytes_read(path, NULL, &bytes, NULL), IECI_OK);
    ck_assert_msg(ieci_model_open(bytes, NULL, &model, &error) == IECI_OK, "%s", ieci_error_message(error));
    ieci_bytes_unref(bytes);
    return model;
}

static inline ieci_factors *parse(const char *text) {
    ieci_factors *factors = NULL;
    ieci_error *error = NULL;
    ieci_bytes *bytes = document_bytes(text, "factors.yaml");
    ck_assert_msg(ieci_factors_parse(bytes, NULL, &factors, &error) == IECI_OK, "%s", ieci_error_message(error));
    ieci_bytes_unref(bytes);
    return factors;
}

static inline ieci_ensemble *run_with(const ieci_model *model, const char *text, const ieci_options *options,
                                      uint64_t first, uint64_t last) {
    ieci_ensemble *ensemble = NULL;
    ieci_error *error = NULL;
    ieci_factors *factors = parse(text);
    ck_assert_msg(ieci_ensemble_run(model, factors, options, first, last, &ensemble, &error) == IECI_OK, "%s",
                  ieci_error_message(error));
    ieci_factors_free(factors);
    return ensemble;
}

static inline ieci_options *options_of(const char *threads) {
    ieci_options *options = NULL;
    ck_assert_int_eq(ieci_options_new(&options, NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_set(options, "threads", threads, NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_set(options, "keep_pairs", "yes", NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_set(options, "keep_scores", "yes", NULL), IECI_OK);
    return options;
}

static inline void with_value(ieci_schema **schema, const char *path, const char *value) {
    ieci_schema *changed = NULL;
    ieci_error *error = NULL;
    ck_assert_msg(ieci_schema_with(*schema, path, value, &changed, &error) == IECI_OK, "%s", ieci_error_message(error));
    ieci_schema_unref(*schema);
    *schema = changed;
}

#endif
