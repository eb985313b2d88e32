/* SPDX-License-Identifier: MIT */
/* bench_ensembles: how fast ensembles are, for performance.py. Prints lines "name<tab>seconds<tab>replicates", medians
 * of processor time. */
#define _POSIX_C_SOURCE 200809L /* open_memstream */
#include <ieci/ieci.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench.h"

/* A model of generated figures and its factors. */
typedef struct study {
    ieci_model *model;
    ieci_factors *factors;
    ieci_options *options;
    uint64_t replicates;
    const char *table; /* of a sensitivity analysis; NULL: an ensemble */
} study;

static char *code(const char *letter, size_t number) {
    char *text = bench_allocate(32, 1);
    snprintf(text, 32, "%s%04zu", letter, number);
    return text;
}

/* Indicators in groups of equal size, groups in as many halves as `halves` says; no groups: a flat index. */
static void write_tree(FILE *out, size_t indicators, size_t groups, size_t halves) {
    fputs("tree:\n  index:", out);
    if (groups == 0) {
        fputs(" [", out);
    }
    for (size_t j = 0, g = 0; j < indicators; j++) {
        const bool first = groups != 0 && (j == 0 || j * groups / indicators != (j - 1) * groups / indicators);
        if (first && g * halves / groups != (g - 1) * halves / groups) {
            fprintf(out, "\n    h%zu:", g * halves / groups);
        }
        if (first) {
            fprintf(out, "\n      g%zu: [", g++);
        }
        const bool last = j + 1 == indicators || (groups != 0 && (j + 1) * groups / indicators >= g);
        fprintf(out, "i%04zu%s", j, last ? "]" : ", ");
    }
    fputc('\n', out);
}

static ieci_bytes *document(char *text, size_t size, const char *name) {
    ieci_bytes *bytes = NULL;
    bench_require(ieci_bytes_new(text, size, name, &bytes, NULL) == IECI_OK, name, NULL);
    free(text);
    return bytes;
}

static ieci_schema *make_schema(size_t indicators, size_t groups, size_t halves) {
    char *text = NULL;
    size_t size = 0;
    ieci_schema *schema = NULL;
    ieci_error *error = NULL;
    FILE *out = open_memstream(&text, &size);
    bench_require(out != NULL, "out of memory", NULL);
    fputs("format: ieci/schema/1\nid: bench\ntitle: Generated\nscore: {range: [1, 100], decimals: 2}\n"
          "rank: {by: full, ties: min}\ndefaults: {normalise: min_max, missing: reweight, aggregate: arithmetic}\n",
          out);
    write_tree(out, indicators, groups, halves);
    fputs("indicators:\n", out);
    for (size_t j = 0; j < indicators; j++) {
        fprintf(out, "  i%04zu: {name: Figure, unit: u, better: higher, source: s}\n", j);
    }
    fclose(out);
    ieci_bytes *bytes = document(text, size, "schema.yaml");
    bench_require(ieci_schema_parse(bytes, NULL, &schema, &error) == IECI_OK, "schema", error);
    ieci_bytes_unref(bytes);
    return schema;
}

static ieci_model *make_model(size_t units, size_t indicators, size_t groups, size_t halves) {
    char **rows = bench_allocate(units, sizeof *rows), **columns = bench_allocate(indicators, sizeof *columns);
    double *values = bench_allocate(units * indicators, sizeof *values);
    uint64_t state = 1;
    ieci_dataset *dataset = NULL;
    ieci_model *model = NULL;
    ieci_error *error = NULL;
    for (size_t u = 0; u < units; u++) {
        rows[u] = code("u", u);
    }
    for (size_t j = 0; j < indicators; j++) {
        columns[j] = code("i", j);
    }
    for (size_t i = 0; i < units * indicators; i++) {
        values[i] = 10.0 + 1000.0 * bench_random(&state);
    }
    ieci_schema *schema = make_schema(indicators, groups, halves);
    bench_require(ieci_dataset_new_matrix(units, (const char *const *)rows, indicators, (const char *const *)columns,
                                          values, (ptrdiff_t)indicators, 1, &dataset, &error) == IECI_OK &&
                      ieci_model_new(dataset, schema, NULL, NULL, &model, &error) == IECI_OK,
                  "model", error);
    for (size_t u = 0; u < units; u++) {
        free(rows[u]);
    }
    for (size_t j = 0; j < indicators; j++) {
        free(columns[j]);
    }
    free(rows);
    free(columns);
    free(values);
    ieci_dataset_unref(dataset);
    ieci_schema_unref(schema);
    return model;
}

static ieci_factors *make_factors(const char *text) {
    ieci_factors *factors = NULL;
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    char all[4096];
    const int size = snprintf(all, sizeof all, "format: ieci/factors/1\nseed: 1\nfactors:\n%s", text);
    bench_require(ieci_bytes_new(all, (size_t)size, "factors.yaml", &bytes, NULL) == IECI_OK, "bytes", NULL);
    bench_require(ieci_factors_parse(bytes, NULL, &factors, &error) == IECI_OK, "factors", error);
    ieci_bytes_unref(bytes);
    return factors;
}

static void compute(void *with) {
    const study *s = with;
    ieci_ensemble *ensemble = NULL;
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    if (s->table != NULL) {
        bench_require(ieci_sensitivity(s->model, s->factors, s->table, s->options, &table, &error) == IECI_OK,
                      "sensitivity", error);
        ieci_table_unref(table);
        return;
    }
    bench_require(ieci_ensemble_run(s->model, s->factors, s->options, 0, s->replicates, &ensemble, &error) == IECI_OK,
                  "ensemble", error);
    bench_require(ieci_ensemble_table(ensemble, "acceptability", NULL, &table, &error) == IECI_OK, "table", error);
    ieci_table_unref(table);
    ieci_ensemble_unref(ensemble);
}

static void measure(const char *name, ieci_model *model, const char *factors, uint64_t replicates, const char *table) {
    study s = {model, make_factors(factors), NULL, replicates, table};
    bench_require(ieci_options_new(&s.options, NULL) == IECI_OK, "options", NULL);
    printf("%s\t%.6g\t%.0f\n", name, bench_median(compute, &s), (double)replicates);
    fflush(stdout);
    ieci_options_free(s.options);
    ieci_factors_free(s.factors);
}

static const char around[] = "  w: {nodes: all, distribution: around, within: 25}\n";
static const char simplex[] = "  w: {nodes: all, distribution: simplex}\n";
static const char methods[] = "  w: {nodes: all, distribution: around, within: 25}\n"
                              "  n: {path: defaults.normalise, values: [min_max, rank]}\n"
                              "  a: {path: defaults.aggregate, values: [arithmetic, geometric]}\n";
static const char noise[] = "  w: {nodes: all, distribution: around, within: 25}\n"
                            "  n: {path: defaults.normalise, values: [min_max, rank]}\n"
                            "  a: {path: defaults.aggregate, values: [arithmetic, geometric]}\n"
                            "  e: {indicator: all, error: {distribution: normal, cv: 0.05}}\n";

/* Ten factors: the weights of each of ten groups. */
static char *ten_groups(void) {
    char *text = bench_allocate(2000, 1), *at = text;
    for (size_t g = 0; g < 10; g++) {
        at += sprintf(at, "  f%zu: {nodes: [g%zu], distribution: around, within: 25}\n", g, g);
    }
    return text;
}

int main(void) {
    ieci_model *flat = make_model(50, 25, 0, 0), *asem = make_model(51, 49, 8, 2), *large = make_model(200, 30, 0, 0);
    ieci_model *groups = make_model(50, 40, 10, 1);
    char *ten = ten_groups();
    measure("weights_50x25", flat, around, 200000, NULL);
    measure("simplex_50x25", flat, simplex, 100000, NULL);
    measure("methods_51x49", asem, methods, 50000, NULL);
    measure("noise_51x49", asem, noise, 500, NULL);
    measure("weights_200x30", large, around, 50000, NULL);
    measure("sobol_50", groups, ten, 1024 * 12, "sobol");
    measure("shapley_50", groups, ten, 1024 * 11, "shapley");
    free(ten);
    ieci_model_unref(flat);
    ieci_model_unref(asem);
    ieci_model_unref(large);
    ieci_model_unref(groups);
    return EXIT_SUCCESS;
}
