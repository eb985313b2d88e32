/* SPDX-License-Identifier: MIT */
/* Sensitivity of the shipped cities: discrete factors against the exact decomposition of all combinations, computed
 * with public means only. */
#include <check.h>
#include <ieci/ieci.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "run/result.h"
#include "stats/shapley.h"
#include "support/documents.h"

Suite *suite(void);

#define START "format: ieci/factors/1\nseed: 42\nfactors:\n"

/* The same value twice is no difference. */
static const char discrete[] = START "  top: {path: nodes.index.aggregate, values: [arithmetic, geometric]}\n"
                                     "  share: {path: nodes.digital.min_share, values: [0.5, 0.3]}\n"
                                     "  inert: {path: nodes.transport.min_share, values: [0.5, 0.5]}\n"
                                     "  below: {path: indicators.airport_passengers.below, values: [0.5, 1],\n"
                                     "          chances: [0.25, 0.75]}\n";

static ieci_model *cities(void) {
    ieci_bytes *bytes = NULL;
    ieci_model *model = NULL;
    char path[2000];
    snprintf(path, sizeof path, "%s/index.yaml", getenv("CITIES"));
    ck_assert_int_eq(ieci_bytes_read(path, NULL, &bytes, NULL), IECI_OK);
    ck_assert_int_eq(ieci_model_open(bytes, NULL, &model, NULL), IECI_OK);
    ieci_bytes_unref(bytes);
    return model;
}

static ieci_table *analyse(const ieci_model *model, const char *text, const char *name, const char *rows,
                           const char *resamples) {
    ieci_factors *factors = NULL;
    ieci_table *table = NULL;
    ieci_options *options = NULL;
    ieci_error *error = NULL;
    ieci_bytes *bytes = document_bytes(text, "factors.yaml");
    ck_assert_int_eq(ieci_factors_parse(bytes, NULL, &factors, NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_new(&options, NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_set(options, "rows", rows, NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_set(options, "resamples", resamples, NULL), IECI_OK);
    ck_assert_msg(ieci_sensitivity(model, factors, name, options, &table, &error) == IECI_OK, "%s",
                  ieci_error_message(error));
    ieci_options_free(options);
    ieci_factors_free(factors);
    ieci_bytes_unref(bytes);
    return table;
}

static double number(const ieci_table *table, size_t row, const char *column) {
    size_t at;
    double *values = calloc(ieci_table_num_rows(table), sizeof *values);
    ck_assert_int_eq(ieci_table_find_column(table, column, &at, NULL), IECI_OK);
    ck_assert_int_eq(ieci_table_copy_reals(table, at, values, ieci_table_num_rows(table), NULL), IECI_OK);
    const double value = values[row];
    free(values);
    return value;
}

static size_t find_row(const ieci_table *table, const char *output, const char *unit, const char *factor) {
    for (size_t row = 0; row < ieci_table_num_rows(table); row++) {
        const char *of = ieci_table_text(table, 1, row);
        if (strcmp(ieci_table_text(table, 0, row), output) == 0 &&
            strcmp(ieci_table_text(table, 2, row), factor) == 0 &&
            (of == NULL ? unit == NULL : unit != NULL && strcmp(of, unit) == 0)) {
            return row;
        }
    }
    ck_abort_msg("no row for %s %s %s", output, unit == NULL ? "" : unit, factor);
    return 0;
}

/* The score of a unit in one of the 16 combinations. */
static double score_of(const ieci_model *model, size_t combination, const char *unit) {
    static const char *const paths[] = {"nodes.index.aggregate", "nodes.digital.min_share", "nodes.transport.min_share",
                                        "indicators.airport_passengers.below"};
    static const char *const values[][2] = {{"arithmetic", "geometric"}, {"0.5", "0.3"}, {"0.5", "0.5"}, {"0.5", "1"}};
    ieci_schema *schema = NULL;
    ieci_model *changed = NULL;
    ieci_result *result = NULL;
    size_t at;
    for (size_t f = 0; f < 4; f++) {
        ieci_schema *next = NULL;
        const ieci_schema *from = schema == NULL ? ieci_model_schema(model) : schema;
        ck_assert_int_eq(ieci_schema_with(from, paths[f], values[f][combination >> f & 1], &next, NULL), IECI_OK);
        ieci_schema_unref(schema);
        schema = next;
    }
    ck_assert_int_eq(
        ieci_model_new(ieci_model_dataset(model), schema, ieci_model_weighting(model), NULL, &changed, NULL), IECI_OK);
    ck_assert_int_eq(ieci_model_evaluate(changed, NULL, &result, NULL), IECI_OK);
    ck_assert_int_eq(ieci_model_find(changed, IECI_AXIS_UNIT, unit, &at, NULL), IECI_OK);
    const double score = ieci__result_score(result, ieci_model_size(changed, IECI_AXIS_EDITION) - 1, 0, at);
    ieci_result_unref(result);
    ieci_model_unref(changed);
    ieci_schema_unref(schema);
    return score;
}

START_TEST(finds_the_exact_decomposition) {
    static const char *const units[] = {"beijing", "shanghai", "cairo", "munich"};
    static const char *const factors[] = {"top", "share", "inert", "below"};
    static const size_t levels[] = {2, 2, 2, 2};
    static const double chance[] = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.75};
    double output[16], explained[16], room[16], shares[4];
    ieci_model *model = cities();
    ieci_table *sobol = analyse(model, discrete, "sobol", "8192", "0");
    ieci_table *shapley = analyse(model, discrete, "shapley", "8192", "0");
    for (size_t i = 0; i < 16; i++) {
        output[i] = score_of(model, i, units[_i]);
    }
    ieci__shapley_explained(4, levels, chance, output, explained, room);
    ieci__shapley_exact(4, explained, shares);
    ck_assert(explained[15] > 0.0);
    for (size_t f = 0; f < 4; f++) {
        const size_t row = find_row(sobol, "score", units[_i], factors[f]);
        const double first = explained[(size_t)1 << f] / explained[15];
        const double total = 1.0 - explained[15 & ~((size_t)1 << f)] / explained[15];
        const double effect = number(shapley, find_row(shapley, "score", units[_i], factors[f]), "effect");
        ck_assert_msg(fabs(number(sobol, row, "first") - first) < 0.06, "%s: %g, not %g", factors[f],
                      number(sobol, row, "first"), first);
        ck_assert_msg(fabs(number(sobol, row, "total") - total) < 0.06, "%s: %g, not %g", factors[f],
                      number(sobol, row, "total"), total);
        ck_assert_msg(fabs(effect - shares[f] / explained[15]) < 0.06, "%s: %g, not %g", factors[f], effect,
                      shares[f] / explained[15]);
        ck_assert(f != 2 ||
                  (number(sobol, row, "first") == 0.0 && number(sobol, row, "total") == 0.0 && effect == 0.0));
    }
    ieci_table_unref(sobol);
    ieci_table_unref(shapley);
    ieci_model_unref(model);
}
END_TEST

static const char several[] = START "  weights: {nodes: all, distribution: around, within: 25}\n"
                                    "  top: {path: nodes.index.aggregate, values: [arithmetic, geometric]}\n"
                                    "  pm25: {indicator: pm25, error: {distribution: lognormal, cv: 0.1}}\n"
                                    "  out: {remove: all, chances: 0.5}\n";

/* Effects add up to 1; where one output is constant it has none; intervals hold the estimate. */
START_TEST(covers_all_outputs) {
    ieci_model *model = cities();
    ieci_table *shapley = analyse(model, several, "shapley", "64", "10");
    ieci_table *sobol = analyse(model, several, "sobol", "64", "10");
    const size_t units = ieci_model_size(model, IECI_AXIS_UNIT);
    ck_assert_uint_eq(ieci_table_num_rows(shapley), 4 * (1 + 2 * units));
    ck_assert_uint_eq(ieci_table_num_rows(sobol), 4 * (1 + 2 * units));
    for (size_t row = 0; row < 4 * (1 + 2 * units); row += 4 * 17) {
        double sum = 0.0;
        for (size_t f = 0; f < 4; f++) {
            const double effect = number(shapley, row + f, "effect"), low = number(shapley, row + f, "effect_low");
            sum += effect;
            ck_assert(isnan(effect) || (low <= effect && effect <= number(shapley, row + f, "effect_high")));
        }
        ck_assert(isnan(sum) || fabs(sum - 1.0) < 1e-12);
    }
    /* London is first in every row. */
    ck_assert(isnan(number(sobol, find_row(sobol, "rank", "london", "top"), "first")));
    ck_assert(number(sobol, find_row(sobol, "shift", NULL, "weights"), "total") > 0.0);
    ieci_table_unref(sobol);
    ieci_table_unref(shapley);
    ieci_model_unref(model);
}
END_TEST

START_TEST(refuses_what_does_not_fit_into_memory) {
    ieci_factors *factors = NULL;
    ieci_table *table = NULL;
    ieci_options *options = NULL;
    ieci_error *error = NULL;
    ieci_model *model = cities();
    ieci_bytes *bytes = document_bytes(discrete, "factors.yaml");
    ck_assert_int_eq(ieci_factors_parse(bytes, NULL, &factors, NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_new(&options, NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_set(options, "rows", "16777216", NULL), IECI_OK);
    ck_assert_int_eq(ieci_sensitivity(model, factors, "sobol", options, &table, &error), IECI_ERROR_LIMIT);
    ck_assert_ptr_null(table);
    ieci_error_free(error);
    ieci_options_free(options);
    ieci_factors_free(factors);
    ieci_bytes_unref(bytes);
    ieci_model_unref(model);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("sensitivity");
    TCase *answers = tcase_create("answers");
    tcase_add_loop_test(answers, finds_the_exact_decomposition, 0, 4);
    tcase_add_test(answers, covers_all_outputs);
    tcase_add_test(answers, refuses_what_does_not_fit_into_memory);
    tcase_set_timeout(answers, 60);
    suite_add_tcase(all, answers);
    return all;
}
