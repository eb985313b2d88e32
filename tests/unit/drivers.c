/* SPDX-License-Identifier: MIT */
/* Drivers: effects of factors on ranks against those of a design that can be written down, and in parts. */
#include "run/drivers.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "run/ensemble.h"
#include "support/ensembles.h"

Suite *suite(void);

static ieci_ensemble *with_drivers(const ieci_model *model, const char *text, const char *rows, uint64_t first,
                                   uint64_t last) {
    ieci_options *options = options_of("1");
    ck_assert_int_eq(ieci_options_set(options, "drivers", rows, NULL), IECI_OK);
    ieci_ensemble *made = run_with(model, text, options, first, last);
    ieci_options_free(options);
    return made;
}

static const char four[] = START "  a: {path: nodes.index.aggregate, values: [arithmetic, geometric]}\n"
                                 "  inert: {path: indicators.pm25.max_age, values: [3, 4]}\n"
                                 "  b: {path: [indicators.internet_exchanges.not_covered,"
                                 " indicators.cloud_regions.not_covered], values: [missing, zero]}\n";

/* Two alternatives with two values each: the effects of both are sums over the four indices that there are. */
START_TEST(test_drivers_exact) {
    ieci_model *model = cities();
    ieci_ensemble *ensemble = with_drivers(model, four, "20000", 0, 20000);
    const size_t units = ensemble->of.num_units;
    double *ranks = calloc(4 * units, sizeof *ranks);
    for (size_t v = 0; v < 4; v++) {
        ieci_schema *schema = ieci__schema_ref(model->schema);
        ieci_model *changed = NULL;
        ieci_result *result = NULL;
        with_value(&schema, "nodes.index.aggregate", v / 2 == 0 ? "arithmetic" : "geometric");
        with_value(&schema, "indicators.internet_exchanges.not_covered", v % 2 == 0 ? "missing" : "zero");
        with_value(&schema, "indicators.cloud_regions.not_covered", v % 2 == 0 ? "missing" : "zero");
        ck_assert_int_eq(ieci_model_new(model->dataset, schema, model->weighting, NULL, &changed, NULL), IECI_OK);
        ck_assert_int_eq(ieci_model_evaluate(changed, NULL, &result, NULL), IECI_OK);
        ieci_result_copy_ranks(result, model->num_editions - 1, 0, ranks + v * units, units, NULL);
        ieci_result_unref(result);
        ieci_model_unref(changed);
        ieci_schema_unref(schema);
    }
    size_t varied = 0;
    for (size_t u = 0; u < units; u++) {
        const double r[4] = {ranks[u], ranks[units + u], ranks[2 * units + u], ranks[3 * units + u]};
        const double mean = (r[0] + r[1] + r[2] + r[3]) / 4.0, a = (r[2] + r[3] - r[0] - r[1]) / 4.0,
                     b = (r[1] + r[3] - r[0] - r[2]) / 4.0, ab = (r[0] + r[3] - r[1] - r[2]) / 4.0;
        const double variance = a * a + b * b + ab * ab;
        const ieci__drivers *drivers = &ensemble->drivers;
        if (!(variance > 0.0)) {
            ck_assert(isnan(ieci__drivers_first(drivers, 0, u)) && isnan(ieci__drivers_total(drivers, 0, u)));
            continue;
        }
        varied++;
        ck_assert_double_eq(ieci__drivers_first(drivers, 1, u), 0.0);
        ck_assert_double_eq(ieci__drivers_total(drivers, 1, u), 0.0);
        ck_assert_double_eq_tol(ieci__drivers_first(drivers, 0, u), a * a / variance, 0.04);
        ck_assert_double_eq_tol(ieci__drivers_first(drivers, 2, u), b * b / variance, 0.04);
        ck_assert_double_eq_tol(ieci__drivers_total(drivers, 0, u), (a * a + ab * ab) / variance, 0.04);
        ck_assert_double_eq_tol(ieci__drivers_total(drivers, 2, u), (b * b + ab * ab) / variance, 0.04);
        ck_assert_double_gt(mean, 0.0);
    }
    ck_assert_uint_gt(varied, 10);
    free(ranks);
    ieci_ensemble_unref(ensemble);
    ieci_model_unref(model);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

START_TEST(test_drivers_parts) {
    ieci_model *model = cities();
    ieci_ensemble *whole = with_drivers(model, mixed, "300", 0, 400), *a = with_drivers(model, mixed, "300", 0, 130),
                  *b = with_drivers(model, mixed, "300", 130, 400), *merged = NULL, *read = NULL;
    const ieci_ensemble *both[] = {b, a};
    ieci_bytes *bytes = NULL, *other = NULL, *again = NULL;
    ck_assert_int_eq(ieci_ensemble_merge(2, both, NULL, &merged, NULL), IECI_OK);
    ck_assert_int_eq(ieci_ensemble_format(whole, &bytes, NULL), IECI_OK);
    ck_assert_int_eq(ieci_ensemble_format(merged, &other, NULL), IECI_OK);
    ck_assert_str_eq(ieci_bytes_data(bytes, NULL), ieci_bytes_data(other, NULL));
    ck_assert_int_eq(ieci_ensemble_parse(bytes, &read, NULL), IECI_OK);
    ck_assert_int_eq(ieci_ensemble_format(read, &again, NULL), IECI_OK);
    ck_assert_str_eq(ieci_bytes_data(bytes, NULL), ieci_bytes_data(again, NULL));
    ieci_bytes_unref(bytes);
    ieci_bytes_unref(other);
    ieci_bytes_unref(again);
    ieci_ensemble_unref(whole);
    ieci_ensemble_unref(a);
    ieci_ensemble_unref(b);
    ieci_ensemble_unref(merged);
    ieci_ensemble_unref(read);
    ieci_model_unref(model);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("drivers");
    TCase *cases = tcase_create("cities");
    tcase_set_timeout(cases, 100.0);
    tcase_add_test(cases, test_drivers_exact);
    tcase_add_test(cases, test_drivers_parts);
    suite_add_tcase(all, cases);
    return all;
}
