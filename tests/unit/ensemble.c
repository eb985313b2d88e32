/* SPDX-License-Identifier: MIT */
/* Ensembles against brute force: every replicate is made again, one by one, as a model of its own with public means. */
#include "run/ensemble.h"

#include <check.h>
#include <ieci/ieci.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/philox.h"
#include "data/factors.h"
#include "index/draw.h"
#include "index/noise.h"
#include "run/evaluate.h"
#include "support/ensembles.h"

Suite *suite(void);

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

enum {
    MOST = 100
};

/* --- Brute force --- */

static double uniform_of(const ieci_factors *factors, uint64_t replicate, size_t factor, size_t number) {
    double uniform;
    ieci__philox_uniforms(factors->seed, replicate, (uint32_t)factor, number, 1, &uniform);
    return uniform;
}

static size_t level_of(const ieci__factor *factor, double uniform) {
    double sum = 0.0;
    for (size_t i = 0; i < factor->num_values; i++) {
        sum += factor->num_chances == 0 ? 1.0 / (double)factor->num_values : factor->chances[i];
        if (uniform < sum) {
            return i;
        }
    }
    return factor->num_values - 1;
}

/* Points of all nodes: nominal shares, then drawn ones, then nothing for what is left out. */
static void draw_points(const ieci_model *model, const ieci_factors *factors, uint64_t replicate, double *points) {
    const ieci_schema *schema = model->schema;
    memcpy(points, model->share, model->num_nodes * sizeof *points);
    for (size_t f = 0; f < factors->num_factors; f++) {
        const ieci__factor *factor = &factors->factors[f];
        size_t first = 0;
        for (size_t n = 0; n < model->num_nodes && factor->kind == IECI__FACTOR_WEIGHTS; n++) {
            const ieci__schema_node *node = &schema->nodes[n];
            double share[MOST], drawn[MOST], uniform[MOST], room[10 * MOST], kept[1000];
            if (!ieci__factors_has_node(factor, schema, n)) {
                continue;
            }
            for (size_t c = 0; c < node->num_children; c++) {
                share[c] = model->share[node->ordered[c]];
            }
            const ieci__draw *row = ieci__draw_row(factor->draw.method);
            const ieci__draw_node draw = {
                .children = node->num_children, .share = share, .parameters = factor->draw.values, .kept = kept};
            ck_assert_ptr_null(row->prepare(&draw));
            for (size_t i = 0; i < row->uniforms(node->num_children); i++) {
                uniform[i] = uniform_of(factors, replicate, f, first++);
            }
            row->block(&draw, uniform, drawn, room);
            for (size_t c = 0; c < node->num_children; c++) {
                points[node->ordered[c]] = drawn[c];
            }
        }
    }
}

static void leave_out(const ieci_model *model, const ieci_factors *factors, uint64_t replicate, double *points) {
    const ieci_schema *schema = model->schema;
    for (size_t f = 0; f < factors->num_factors; f++) {
        const ieci__factor *factor = &factors->factors[f];
        if (factor->kind != IECI__FACTOR_REMOVE) {
            continue;
        }
        size_t count = factor->all ? model->num_indicators : factor->num_codes;
        double uniform = uniform_of(factors, replicate, f, 0) * (double)(count + 1);
        size_t place = (size_t)uniform;
        if (place < count) { /* no chances are given in these tests: the last part of [0, 1) is none */
            size_t slot = factor->all ? schema->indicators[place].node
                                      : ieci__names_find(&schema->node_codes, factor->codes[place]);
            points[slot] = 0.0;
            for (size_t n = schema->nodes[slot].parent; n != IECI__NONE && n != 0; n = schema->nodes[n].parent) {
                bool left = false;
                for (size_t c = 0; c < schema->nodes[n].num_children; c++) {
                    left = left || points[schema->nodes[n].children[c]] > 0.0;
                }
                points[n] = left ? points[n] : 0.0;
            }
        }
    }
}

/* A weighting must give some weight in every node: one without any is not reached, so its children may be alike. */
static ieci_weighting *make_weighting(const ieci_model *model, double *points) {
    const char *codes[MOST];
    const ieci_schema *schema = model->schema;
    ieci_weighting *weighting = NULL;
    ieci_error *error = NULL;
    for (size_t n = 0; n < model->num_nodes; n++) {
        bool any = false;
        for (size_t c = 0; c < schema->nodes[n].num_children; c++) {
            any = any || points[schema->nodes[n].children[c]] > 0.0;
        }
        for (size_t c = 0; c < schema->nodes[n].num_children && !any; c++) {
            points[schema->nodes[n].children[c]] = 1.0;
        }
    }
    for (size_t n = 1; n < model->num_nodes; n++) {
        codes[n - 1] = schema->nodes[n].code;
    }
    ck_assert_msg(ieci_weighting_new(model->num_nodes - 1, codes, points + 1, &weighting, &error) == IECI_OK, "%s",
                  ieci_error_message(error));
    return weighting;
}

/* The dataset with errors in its figures. */
static ieci_dataset *make_dataset(const ieci_model *model, const ieci_factors *factors, uint64_t replicate) {
    ieci_dataset *made = ieci__dataset_ref(model->dataset);
    const size_t units = model->num_units, rows = units * model->num_editions;
    for (size_t f = 0; f < factors->num_factors; f++) {
        const ieci__factor *factor = &factors->factors[f];
        for (size_t j = 0; j < model->num_indicators && factor->kind == IECI__FACTOR_ERROR; j++) {
            for (size_t i = 0; i < rows && ieci__factors_has_indicator(factor, model->schema, j); i++) {
                const ieci_dataset *from = model->dataset;
                size_t at = (i / units * from->indicators.count + model->column[j]) * units + i % units;
                double figure = from->values[at], uniform = uniform_of(factors, replicate, f, j * rows + i);
                const double low = model->schema->indicators[j].valid_low,
                             high = model->schema->indicators[j].valid_high;
                if (isnan(figure)) {
                    continue;
                }
                ieci__noise_row(factor->draw.method)->apply(1, &figure, &uniform, factor->draw.values, &figure);
                figure = figure < low ? low : figure > high ? high : figure;
                if (made == model->dataset) { /* a copy whose figures are this test's own */
                    ieci_table *changes = NULL;
                    ieci_dataset_unref(made);
                    const char *unit = ieci__names_text(&from->units, 0),
                               *edition = ieci__names_text(&from->editions, 0);
                    const char *code = ieci__names_text(&from->indicators, 0);
                    const double value = from->values[0];
                    ck_assert_int_eq(ieci_table_new(1, &changes, NULL), IECI_OK);
                    ck_assert_int_eq(ieci_table_add_texts(changes, "unit", &unit, NULL), IECI_OK);
                    ck_assert_int_eq(ieci_table_add_texts(changes, "edition", &edition, NULL), IECI_OK);
                    ck_assert_int_eq(ieci_table_add_texts(changes, "indicator", &code, NULL), IECI_OK);
                    ck_assert_int_eq(ieci_table_add_reals(changes, "old", &value, 1, NULL), IECI_OK);
                    ck_assert_int_eq(ieci_table_add_reals(changes, "new", &value, 1, NULL), IECI_OK);
                    ck_assert_int_eq(ieci_dataset_with(from, changes, NULL, &made, NULL), IECI_OK);
                    ieci_table_unref(changes);
                }
                made->values[at] = figure;
            }
        }
    }
    return made;
}

/* Ranks of the index in the last edition of one replicate. */
static void brute_ranks(const ieci_model *model, const ieci_factors *factors, uint64_t replicate, double *ranks) {
    double points[MOST], before[MOST];
    ieci_schema *schema = ieci__schema_ref(model->schema);
    ieci_model *changed = NULL;
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    for (size_t f = 0; f < factors->num_factors; f++) {
        const ieci__factor *factor = &factors->factors[f];
        for (size_t p = 0; p < factor->num_codes && factor->kind == IECI__FACTOR_ALTERNATIVES; p++) {
            const size_t level = level_of(factor, uniform_of(factors, replicate, f, 0));
            with_value(&schema, factor->codes[p], factor->values[level]->text);
        }
    }
    draw_points(model, factors, replicate, points);
    memcpy(before, points, sizeof before);
    leave_out(model, factors, replicate, points);
    ieci_dataset *dataset = make_dataset(model, factors, replicate);
    ieci_weighting *weighting = make_weighting(model, points);
    ck_assert_msg(ieci_model_new(dataset, schema, weighting, NULL, &changed, &error) == IECI_OK, "%s",
                  ieci_error_message(error));
    /* who is ranked does not depend on weights that vary */
    ieci_model *ranked = NULL;
    ck_assert_int_eq(ieci_model_new(model->dataset, schema, model->weighting, NULL, &ranked, NULL), IECI_OK);
    memcpy(changed->sample, ranked->sample, model->num_editions * model->num_units * sizeof *changed->sample);
    ck_assert_msg(ieci_model_evaluate(changed, NULL, &result, &error) == IECI_OK, "%s", ieci_error_message(error));
    ck_assert_int_eq(ieci_result_copy_ranks(result, model->num_editions - 1, 0, ranks, model->num_units, NULL),
                     IECI_OK);
    ieci_model_unref(ranked);
    ieci_model_unref(changed);
    ieci_result_unref(result);
    ieci_weighting_free(weighting);
    ieci_dataset_unref(dataset);
    ieci_schema_unref(schema);
}

static const struct {
    const char *name, *text;
    size_t replicates;
} designs[] = {
    {"nothing varies", START "  {}\n", 20},
    {"around", START "  w: {nodes: [index, influence], distribution: around, within: 25}\n", 100},
    {"simplex", START "  w: {nodes: all, distribution: simplex}\n", 60},
    {"two factors of weights",
     START "  a: {nodes: [index], distribution: ordinal}\n  b: {nodes: [digital], distribution: bounded, low: 0.1, "
           "high: 0.6}\n",
     60},
    {"one alternative", START "  a: {path: nodes.index.aggregate, values: [arithmetic, geometric], chances: [1, 3]}\n",
     60},
    {"alternatives",
     START "  a: {path: nodes.index.aggregate, values: [arithmetic, geometric]}\n"
           "  b: {path: [indicators.internet_exchanges.not_covered, indicators.cloud_regions.not_covered],"
           " values: [missing, zero]}\n"
           "  c: {path: nodes.digital.min_share, values: [0.5, 0.3, 0.7]}\n"
           "  d: {path: eligible.share, values: [0.66, 0.9]}\n",
     100},
    {"methods that compare units",
     START "  a: {path: nodes.index.aggregate, values: [topsis, borda, copeland, vikor, mpi]}\n"
           "  b: {path: nodes.influence.aggregate, values: [median, owa, borda]}\n"
           "  w: {nodes: all, distribution: around, within: 40}\n"
           "  r: {remove: [unicorns, pm25]}\n",
     80},
    {"one left out", START "  a: {remove: [unicorns, pm25, gawc_gnc]}\n", 40},
    {"every one left out in turn", START "  a: {remove: all}\n  w: {nodes: all, distribution: around}\n", 150},
    {"errors", START "  e: {indicator: pm25, error: {distribution: lognormal, cv: 0.3}}\n", 40},
    {"errors that set the scale",
     START "  e: {indicator: [unicorns, gdp_per_head], error: {distribution: normal, cv: 0.1}}\n"
           "  m: {path: indicators.gdp_per_head.normalise, values: [goalposts, min_max, z_score]}\n",
     60},
    {"everything",
     START "  w: {nodes: all, distribution: around, within: 40}\n"
           "  e: {indicator: [pm25, airport_passengers], error: {distribution: uniform, share: 0.2}}\n"
           "  a: {path: nodes.index.aggregate, values: [arithmetic, geometric]}\n"
           "  m: {path: defaults.missing, values: [reweight, median]}\n"
           "  r: {remove: all}\n",
     150},
};

START_TEST(test_brute) {
    ieci_model *model = cities();
    ieci_factors *factors = parse(designs[_i].text);
    const uint64_t first = 1000, last = first + designs[_i].replicates;
    ieci_ensemble *ensemble = run_with(model, designs[_i].text, NULL, first, last);
    const size_t units = ensemble->of.num_units;
    ck_assert_uint_eq(units, model->num_units); /* all belong to the last edition */
    uint64_t *count = calloc(units * (units + 1), sizeof *count);
    double *ranks = calloc(units, sizeof *ranks);
    for (uint64_t replicate = first; replicate < last; replicate++) {
        brute_ranks(model, factors, replicate, ranks);
        for (size_t u = 0; u < units; u++) {
            count[u * (units + 1) + (isnan(ranks[u]) ? units : (size_t)ranks[u] - 1)]++;
        }
    }
    for (size_t i = 0; i < units * (units + 1); i++) {
        ck_assert_msg(count[i] == ensemble->tally.count[i], "%s: unit %zu, rank %zu: %zu, expected %zu",
                      designs[_i].name, i / (units + 1), i % (units + 1) + 1, (size_t)ensemble->tally.count[i],
                      (size_t)count[i]);
    }
    free(count);
    free(ranks);
    ieci_ensemble_unref(ensemble);
    ieci_factors_free(factors);
    ieci_model_unref(model);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

/* --- Zero width --- */

static const char still[] = START "  w: {nodes: [index, attractiveness], distribution: around, within: 0}\n"
                                  "  n: {nodes: [digital], distribution: normal, cv: 0}\n"
                                  "  e: {indicator: all, error: {distribution: lognormal, cv: 0}}\n"
                                  "  a: {path: nodes.index.aggregate, values: [arithmetic]}\n"
                                  "  r: {remove: all, chances: 0}\n";

START_TEST(test_zero_width) {
    ieci_model *model = cities();
    ieci_ensemble *ensemble = run_with(model, still, NULL, 0, 37);
    const size_t units = ensemble->of.num_units;
    for (size_t u = 0; u < units; u++) {
        const ieci__ensemble_unit *unit = &ensemble->of.units[u];
        ck_assert_uint_eq(ensemble->tally.count[u * (units + 1) + (size_t)unit->rank - 1], 37);
        ieci__sum sum = {0, 0};
        for (int i = 0; i < 37; i++) {
            ieci__sum_add_whole(&sum, unit->key);
        }
        ck_assert(sum.low == ensemble->tally.key_low[u] && sum.high == ensemble->tally.key_high[u]);
    }
    ieci_ensemble_unref(ensemble);
    ieci_model_unref(model);
}
END_TEST

/* --- Parts --- */

static bool same_tally(const ieci_ensemble *a, const ieci_ensemble *b) {
    const size_t units = a->of.num_units;
    return memcmp(a->tally.count, b->tally.count, units * (units + 1) * sizeof *a->tally.count) == 0 &&
           memcmp(a->tally.key_low, b->tally.key_low, units * sizeof *a->tally.key_low) == 0 &&
           memcmp(a->tally.key_high, b->tally.key_high, units * sizeof *a->tally.key_high) == 0 &&
           memcmp(a->tally.square, b->tally.square, units * sizeof *a->tally.square) == 0 &&
           memcmp(a->tally.win, b->tally.win, units * units * sizeof *a->tally.win) == 0 &&
           a->num_ranges == b->num_ranges && memcmp(a->ranges, b->ranges, a->num_ranges * sizeof *a->ranges) == 0;
}

START_TEST(test_parts) {
    static const uint64_t ends[] = {0, 1, 700, 717, 2000, 3000};
    static const size_t orders[][5] = {{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 0, 4, 1, 3}};
    ieci_model *model = cities();
    ieci_options *one = options_of("1"), *three = options_of("3");
    ieci_ensemble *whole = run_with(model, mixed, one, 0, 3000), *threads = run_with(model, mixed, three, 0, 3000);
    ck_assert(same_tally(whole, threads));
    ieci_ensemble *parts[5];
    for (size_t i = 0; i < 5; i++) {
        parts[i] = run_with(model, mixed, i % 2 == 0 ? one : three, ends[i], ends[i + 1]);
    }
    for (size_t o = 0; o < 3; o++) {
        const ieci_ensemble *in_order[5];
        ieci_ensemble *merged = NULL, *half = NULL, *rest = NULL, *nested = NULL;
        for (size_t i = 0; i < 5; i++) {
            in_order[i] = parts[orders[o][i]];
        }
        ck_assert_int_eq(ieci_ensemble_merge(5, in_order, NULL, &merged, NULL), IECI_OK);
        ck_assert(same_tally(whole, merged));
        ck_assert_int_eq(ieci_ensemble_merge(2, in_order, NULL, &half, NULL), IECI_OK);
        ck_assert_int_eq(ieci_ensemble_merge(3, in_order + 2, NULL, &rest, NULL), IECI_OK);
        const ieci_ensemble *both[] = {rest, half};
        ck_assert_int_eq(ieci_ensemble_merge(2, both, NULL, &nested, NULL), IECI_OK);
        ck_assert(same_tally(whole, nested));
        ieci_ensemble_unref(merged);
        ieci_ensemble_unref(half);
        ieci_ensemble_unref(rest);
        ieci_ensemble_unref(nested);
    }
    for (size_t i = 0; i < 5; i++) {
        ieci_ensemble_unref(parts[i]);
    }
    ieci_ensemble_unref(whole);
    ieci_ensemble_unref(threads);
    ieci_options_free(one);
    ieci_options_free(three);
    ieci_model_unref(model);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

/* Wins of pairs are those of the ranks in a design without ties: a's mean rank is 1 + the sum of its losses. */
START_TEST(test_pairs) {
    ieci_model *model = cities();
    ieci_options *options = options_of("1");
    ieci_ensemble *ensemble = run_with(model, mixed, options, 0, 500);
    const size_t units = ensemble->of.num_units;
    for (size_t u = 0; u < units; u++) {
        uint64_t losses = 0, ranks = 0;
        for (size_t k = 0; k < units; k++) {
            losses += ensemble->tally.win[k * units + u];
            ranks += ensemble->tally.count[u * (units + 1) + k] * k;
        }
        ck_assert_uint_eq(losses, ranks);
    }
    ieci_ensemble_unref(ensemble);
    ieci_options_free(options);
    ieci_model_unref(model);
}
END_TEST

START_TEST(test_document) {
    ieci_model *model = cities();
    ieci_options *options = options_of("1");
    ieci_ensemble *a = run_with(model, mixed, _i == 0 ? options : NULL, 0, 300),
                  *b = run_with(model, mixed, _i == 0 ? options : NULL, 900, 1000), *whole = NULL, *read = NULL;
    const ieci_ensemble *both[] = {a, b};
    ieci_bytes *bytes = NULL, *again = NULL, *damaged = NULL;
    ieci_error *error = NULL;
    ck_assert_int_eq(ieci_ensemble_merge(2, both, NULL, &whole, NULL), IECI_OK);
    ck_assert_int_eq(ieci_ensemble_format(whole, &bytes, NULL), IECI_OK);
    ck_assert_msg(ieci_ensemble_parse(bytes, &read, &error) == IECI_OK, "%s", ieci_error_message(error));
    ck_assert_int_eq(ieci_ensemble_format(read, &again, NULL), IECI_OK);
    size_t size, size_again;
    const char *data = ieci_bytes_data(bytes, &size);
    ck_assert_int_eq(memcmp(data, ieci_bytes_data(again, &size_again), size), 0);
    ck_assert_uint_eq(size, size_again);
    char *copy = malloc(size);
    for (size_t i = 0; i < size; i += 97) {
        memcpy(copy, data, size);
        copy[i] = (char)(copy[i] ^ 1);
        ieci_ensemble *none = NULL;
        ck_assert_int_eq(ieci_bytes_new(copy, size, "damaged", &damaged, NULL), IECI_OK);
        ck_assert_int_ne(ieci_ensemble_parse(damaged, &none, NULL), IECI_OK);
        ck_assert_ptr_null(none);
        ieci_bytes_unref(damaged);
    }
    free(copy);
    ieci_bytes_unref(bytes);
    ieci_bytes_unref(again);
    ieci_ensemble_unref(a);
    ieci_ensemble_unref(b);
    ieci_ensemble_unref(whole);
    ieci_ensemble_unref(read);
    ieci_options_free(options);
    ieci_model_unref(model);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

START_TEST(test_foreign) {
    ieci_model *model = cities();
    ieci_options *seed = options_of("1");
    ck_assert_int_eq(ieci_options_set(seed, "seed", "43", NULL), IECI_OK);
    ieci_ensemble *a = run_with(model, mixed, NULL, 0, 20), *b = run_with(model, mixed, NULL, 19, 30),
                  *c = run_with(model, mixed, seed, 20, 30), *d = run_with(model, still, NULL, 20, 30), *merged = NULL;
    const ieci_ensemble *overlap[] = {a, b}, *other_seed[] = {a, c}, *other_factors[] = {a, d};
    ieci_error *error = NULL;
    ck_assert_int_eq(ieci_ensemble_merge(2, overlap, NULL, &merged, &error), IECI_ERROR_MISMATCH);
    ck_assert_ptr_nonnull(strstr(ieci_error_message(error), "overlap"));
    ieci_error_free(error);
    ck_assert_int_eq(ieci_ensemble_merge(2, other_seed, NULL, &merged, NULL), IECI_ERROR_MISMATCH);
    ck_assert_int_eq(ieci_ensemble_merge(2, other_factors, NULL, &merged, NULL), IECI_ERROR_MISMATCH);
    ck_assert_ptr_null(merged);
    ieci_ensemble_unref(a);
    ieci_ensemble_unref(b);
    ieci_ensemble_unref(c);
    ieci_ensemble_unref(d);
    ieci_options_free(seed);
    ieci_model_unref(model);
}
END_TEST

/* --- What cannot be computed --- */

static const document_edit wrong[] = {
    {"unknown path", NULL, START "  a: {path: nodes.index.agregate, values: [arithmetic]}\n", IECI_ERROR_SCHEMA, NULL,
     "nearest: aggregate", 2},
    {"unknown method", NULL, START "  a: {path: nodes.index.aggregate, values: [arithmetic, geometrik]}\n",
     IECI_ERROR_SCHEMA, NULL, "nearest: geometric", 2},
    {"undefined", NULL, START "  a: {path: nodes.digital.aggregate, values: [arithmetic, geometric]}\n",
     IECI_ERROR_NUMERIC, NULL, "geometric mean is not defined", 4},
    {"does not fit", NULL, START "  w: {nodes: [digitl], distribution: simplex}\n", IECI_ERROR_SCHEMA, "digitl",
     "nearest: digital", 0},
    {"no such shares", NULL, START "  w: {nodes: digital, distribution: bounded, low: 0.3, high: 0.6}\n",
     IECI_ERROR_SCHEMA, "w:", "no shares of the children", 0},
    {"too many", NULL,
     START "  a: {path: nodes.digital.min_share, values: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]}\n"
           "  b: {path: nodes.exchange.min_share, values: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]}\n"
           "  c: {path: nodes.transport.min_share, values: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]}\n"
           "  d: {path: nodes.index.min_share, values: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]}\n",
     IECI_ERROR_LIMIT, NULL, "more than 4096 combinations", 0},
};

START_TEST(test_wrong) {
    ieci_model *model = cities();
    ieci_factors *factors = parse(wrong[_i].replace);
    ieci_ensemble *ensemble = NULL;
    ieci_error *error = NULL;
    const ieci_status status = ieci_ensemble_run(model, factors, NULL, 0, 10, &ensemble, &error);
    ck_assert_ptr_null(ensemble);
    document_check(&wrong[_i], wrong[_i].replace, status, error);
    ieci_factors_free(factors);
    ieci_model_unref(model);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

typedef struct watch {
    int calls;
    double last, stop_at;
} watch;

static bool tell(void *user_data, double fraction) {
    watch *at = user_data;
    ck_assert_double_ge(fraction, at->last);
    at->calls++;
    at->last = fraction;
    return fraction < at->stop_at;
}

START_TEST(test_progress) {
    ieci_model *model = cities();
    ieci_options *options = options_of(_i == 0 ? "1" : "2");
    watch all = {0, 0.0, 2.0}, some = {0, 0.0, 0.3};
    ieci_ensemble *ensemble = NULL;
    ieci_factors *factors = parse(mixed);
    ck_assert_int_eq(ieci_options_set_progress(options, tell, &all, NULL), IECI_OK);
    ck_assert_int_eq(ieci_ensemble_run(model, factors, options, 0, 3000, &ensemble, NULL), IECI_OK);
    ck_assert_double_eq(all.last, 1.0);
    ck_assert_int_ge(all.calls, 3);
    ck_assert_int_le(all.calls, 102);
    ieci_ensemble_unref(ensemble);
    ensemble = NULL;
    ck_assert_int_eq(ieci_options_set_progress(options, tell, &some, NULL), IECI_OK);
    ck_assert_int_eq(ieci_ensemble_run(model, factors, options, 0, 3000, &ensemble, NULL), IECI_ERROR_CANCELLED);
    ck_assert_ptr_null(ensemble);
    ieci_factors_free(factors);
    ieci_options_free(options);
    ieci_model_unref(model);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

/* --- Sums of 128 bits --- */

START_TEST(test_sums) {
    static const int64_t numbers[] = {0,          1,         -1,         4294967296,  -4294967297,
                                      3037000500, INT64_MAX, -INT64_MAX, 987654321987};
    ieci__sum sum = {0, 0};
    long double expected = 0.0L;
    for (int i = 0; i < COUNT(numbers); i++) {
        const ieci__sum square = ieci__sum_square(numbers[i]);
        const long double real = (long double)numbers[i] * (long double)numbers[i];
        ck_assert(fabsl((long double)ieci__sum_value(square) - real) <= real * 1e-15L);
        ieci__sum_add_whole(&sum, numbers[i]);
        expected += (long double)numbers[i];
    }
    ck_assert_double_eq(ieci__sum_value(sum), (double)expected);
    for (int i = 0; i < 5; i++) {
        ieci__sum_add_whole(&sum, INT64_MIN);
    }
    ck_assert_double_eq_tol(ieci__sum_value(sum), -5.0 * 0x1p63 + (double)expected, 1e4);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("ensemble");
    TCase *cases = tcase_create("replicates");
    tcase_set_timeout(cases, 100.0);
    tcase_add_loop_test(cases, test_brute, 0, COUNT(designs));
    tcase_add_test(cases, test_zero_width);
    tcase_add_test(cases, test_sums);
    suite_add_tcase(all, cases);
    cases = tcase_create("parts");
    tcase_set_timeout(cases, 100.0);
    tcase_add_test(cases, test_parts);
    tcase_add_test(cases, test_pairs);
    tcase_add_loop_test(cases, test_document, 0, 2);
    tcase_add_test(cases, test_foreign);
    tcase_add_loop_test(cases, test_progress, 0, 2);
    tcase_add_loop_test(cases, test_wrong, 0, COUNT(wrong));
    suite_add_tcase(all, cases);
    return all;
}
