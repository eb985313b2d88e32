/* SPDX-License-Identifier: MIT */
/* Calls beside those of support/functions.c: other tables, other formats, and inputs with problems. Each is a row there
 * with some arguments changed. */
#ifndef IECI_OOM_VARIANTS_H
#define IECI_OOM_VARIANTS_H

#include "support/functions.h"

typedef struct variant {
    const char *function;
    ieci_status expected;
    struct {
        size_t argument; /* counted from 1; 0: no change */
        const char *text;
    } change[2];
} variant;

static const variant variants[] = {
    {"ieci_bytes_read", IECI_ERROR_IO, {{1, "nowhere.csv"}}},
    {"ieci_bytes_read", IECI_ERROR_LIMIT, {{2, "max_bytes=3"}}},
    {"ieci_bytes_save", IECI_ERROR_IO, {{2, "nowhere/saved.csv"}}},
    {"ieci_options_set", IECI_ERROR_ARGUMENT, {{2, "unitt"}}},
    {"ieci_options_set", IECI_ERROR_ARGUMENT, {{2, "max_bytes"}}},
    {"ieci_catalogue", IECI_OK, {{1, "order"}}},
    {"ieci_catalogue", IECI_OK, {{1, "options"}}},
    {"ieci_catalogue", IECI_OK, {{1, "tables"}}},
    {"ieci_catalogue", IECI_OK, {{1, "keys"}}},
    {"ieci_catalogue", IECI_OK, {{1, "statuses"}}},
    {"ieci_catalogue", IECI_OK, {{1, "build"}}},
    {"ieci_catalogue", IECI_OK, {{1, "catalogues"}}},
    {"ieci_catalogue", IECI_ERROR_ARGUMENT, {{1, "method"}}},
    {"ieci_table_parse_csv", IECI_OK, {{1, "formulas.csv"}}},
    {"ieci_table_parse_csv", IECI_ERROR_DATA, {{1, "wrong.csv"}}},
    {"ieci_table_parse_csv", IECI_ERROR_DATA, {{1, "wrong-data.csv"}}},
    {"ieci_table_format", IECI_OK, {{2, "json"}}},
    {"ieci_table_format", IECI_ERROR_ARGUMENT, {{2, "jsn"}}},
    {"ieci_table_find_column", IECI_ERROR_ARGUMENT, {{2, "regon"}}},
    {"ieci_dataset_new", IECI_OK, {{3, ""}, {5, ""}}},
    {"ieci_dataset_new", IECI_ERROR_DATA, {{5, ""}}},
    {"ieci_dataset_with", IECI_ERROR_DATA, {{2, "wrong-corrections.csv"}}},
    {"ieci_dataset_table", IECI_OK, {{2, "units"}}},
    {"ieci_dataset_table", IECI_OK, {{2, "editions"}}},
    {"ieci_dataset_table", IECI_OK, {{2, "members"}}},
    {"ieci_dataset_table", IECI_OK, {{2, "sources"}}},
    {"ieci_dataset_table", IECI_OK, {{2, "coverage"}}},
    {"ieci_dataset_table", IECI_OK, {{2, "notes"}}},
    {"ieci_dataset_table", IECI_ERROR_ARGUMENT, {{2, "cell"}}},
    {"ieci_schema_parse", IECI_ERROR_SCHEMA, {{1, "wrong-schema.yaml"}}},
    {"ieci_schema_parse", IECI_ERROR_SCHEMA, {{1, "weights.yaml"}}},
    {"ieci_schema_with",
     IECI_OK,
     {{2, "indicators.dust"},
      {3, "{name: D, unit: u, better: higher, worst: 0, best: 9, "
          "source: survey}"}}},
    {"ieci_schema_with", IECI_ERROR_SCHEMA, {{3, "meen"}}},
    {"ieci_schema_table", IECI_OK, {{2, "nodes"}}},
    {"ieci_schema_table", IECI_OK, {{2, "names"}}},
    {"ieci_schema_table", IECI_OK, {{2, "sources"}}},
    {"ieci_schema_table", IECI_OK, {{2, "notes"}}},
    {"ieci_weighting_parse", IECI_ERROR_SCHEMA, {{1, "wrong-weights.yaml"}}},
    {"ieci_factors_parse", IECI_ERROR_SCHEMA, {{1, "wrong-factors.yaml"}}},
    {"ieci_ensemble_table", IECI_OK, {{2, "acceptability"}}},
    {"ieci_ensemble_table", IECI_OK, {{2, "pairs"}}},
    {"ieci_ensemble_table", IECI_OK, {{2, "shift"}}},
    {"ieci_ensemble_table", IECI_OK, {{2, "scores"}}},
    {"ieci_ensemble_table", IECI_OK, {{2, "factors"}}},
    {"ieci_ensemble_table", IECI_OK, {{2, "provenance"}}},
    {"ieci_ensemble_table", IECI_ERROR_UNSUPPORTED, {{2, "drivers"}}},
    {"ieci_ensemble_table", IECI_ERROR_ARGUMENT, {{2, "rank"}}},
    {"ieci_ensemble_run", IECI_OK, {{3, "drivers=5"}}},
    {"ieci_weighting_parse", IECI_ERROR_ARGUMENT, {{2, "visitr"}}},
    {"ieci_model_open", IECI_OK, {{2, "corrections=no"}}},
    {"ieci_model_open", IECI_ERROR_SCHEMA, {{1, "wrong-project.yaml"}}},
    {"ieci_project_parse", IECI_OK, {{2, "files"}}},
    {"ieci_project_parse", IECI_OK, {{2, "settings"}}},
    {"ieci_project_parse", IECI_ERROR_SCHEMA, {{1, "wrong-project.yaml"}}},
    {"ieci_model_find", IECI_ERROR_ARGUMENT, {{3, "adaa"}}},
    {"ieci_model_new", IECI_OK, {{1, "plain"}, {2, "plain"}}},
    {"ieci_model_evaluate", IECI_OK, {{1, "plain"}}},
    {"ieci_model_parse", IECI_ERROR_CORRUPT, {{1, "units.csv"}}},
    {"ieci_result_table", IECI_OK, {{2, "computation"}}},
    {"ieci_result_table", IECI_OK, {{1, "read"}, {2, "computation"}}},
    {"ieci_result_format", IECI_OK, {{2, "audience=inside"}}},
    {"ieci_result_format", IECI_OK, {{1, "read"}}},
    {"ieci_result_save", IECI_OK, {{2, "saved.ieci"}, {3, "audience=inside"}}},
    {"ieci_result_save", IECI_ERROR_IO, {{2, "units.csv"}}},
    {"ieci_result_parse", IECI_ERROR_VERSION, {{1, "model"}}},
    {"ieci_result_parse", IECI_ERROR_CORRUPT, {{1, "data.csv"}}},
    {"ieci_result_verify", IECI_OK, {{1, "read"}}},
    {"ieci_compare", IECI_OK, {{5, "panel"}}},
    {"ieci_compare", IECI_OK, {{5, "causes"}}},
    {"ieci_compare", IECI_OK, {{5, "backcast"}}},
    {"ieci_compare", IECI_OK, {{5, "series"}}},
    {"ieci_compare", IECI_OK, {{5, "trend"}}},
    {"ieci_compare", IECI_ERROR_ARGUMENT, {{5, "cause"}}},
    {"ieci_compare_ranks", IECI_ERROR_ARGUMENT, {{2, "2018"}}},
    {"ieci_result_table", IECI_OK, {{2, "ranking"}, {3, "language=zh"}}},
    {"ieci_result_table", IECI_OK, {{2, "cells"}, {3, "unit=Fez"}}},
    {"ieci_result_table", IECI_OK, {{2, "weights"}}},
    {"ieci_result_table", IECI_OK, {{2, "contributions"}, {3, "edition=2021"}}},
    {"ieci_result_table", IECI_OK, {{2, "parameters"}, {3, "edition=2021"}}},
    {"ieci_result_table", IECI_OK, {{2, "changes"}, {3, "against=2019"}}},
    {"ieci_result_table", IECI_OK, {{2, "notes"}, {3, "edition=2021"}}},
    {"ieci_result_table", IECI_ERROR_ARGUMENT, {{2, "score"}}},
    {"ieci_result_table", IECI_ERROR_ARGUMENT, {{3, "node=wealt"}}},
    {"ieci_robustness", IECI_OK, {{3, "rank-range"}}},
    {"ieci_robustness", IECI_OK, {{3, "rank-weights"}}},
    {"ieci_robustness", IECI_OK, {{3, "region"}}},
    {"ieci_robustness", IECI_OK, {{3, "preference"}}},
    {"ieci_robustness", IECI_OK, {{3, "leave-one-out"}, {4, "unit=ada"}}},
    {"ieci_robustness", IECI_OK, {{3, "r-robust"}}},
    {"ieci_robustness", IECI_OK, {{3, "r-robust-pairs"}}},
    {"ieci_robustness", IECI_OK, {{3, "swap"}}},
    {"ieci_robustness", IECI_OK, {{3, "swap-weights"}}},
    {"ieci_robustness", IECI_OK, {{3, "leave-one-out-ranks"}, {4, "unit=ada"}}},
    {"ieci_robustness", IECI_ERROR_NUMERIC, {{3, "rank-range"}, {4, "node=index"}}},
    {"ieci_robustness", IECI_ERROR_ARGUMENT, {{3, "rank-rang"}}},
    {"ieci_robustness", IECI_ERROR_ARGUMENT, {{4, "rival=adaa"}}},
};

#define NUM_VARIANTS (sizeof variants / sizeof *variants)

/** The row of support/functions.c with the changes. */
static inline function_row variant_row(const variant *from) {
    function_row row = {0};
    for (size_t i = 0; i < num_functions; i++) {
        if (strcmp(functions[i].name, from->function) == 0) {
            row = functions[i];
        }
    }
    for (size_t i = 0; i < 2 && from->change[i].argument > 0; i++) {
        row.arguments[from->change[i].argument - 1].text = from->change[i].text;
    }
    row.expected = from->expected;
    return row;
}

#endif
