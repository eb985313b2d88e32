/* SPDX-License-Identifier: MIT */
/*
 * Answers a stream of questions about robustness for robust.py; white box, so that every kind of region can be given.
 *
 * In:  "problem ID QUESTION LIMIT REGIONS n1 n2 n3\n", then n1 + n2 + n3 bytes: schema, weights, data; then for each
 *      region a line "NODE KIND COUNT VECTORS numbers": KIND 0 around, 1 bounded (low then high of each child), 2
 * ordinal (importance), 3 sample (shares). Children in byte order of their codes. Out: "problem ID ok BYTES\n" and the
 * table as CSV, or "problem ID error MESSAGE\n".
 */
#include <ieci/ieci.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "study/preference.h"
#include "study/rank_range.h"

static void require(int good, const char *what) {
    if (!good) {
        fprintf(stderr, "robust_driver: %s\n", what);
        exit(2);
    }
}

static ieci_bytes *read_document(size_t size, const char *source) {
    char *text = malloc(size + 1);
    ieci_bytes *bytes = NULL;
    require(text != NULL && fread(text, 1, size, stdin) == size, "stream is broken");
    require(ieci_bytes_new(text, size, source, &bytes, NULL) == IECI_OK, "no memory");
    free(text);
    return bytes;
}

static void read_numbers(double *numbers, size_t count) {
    for (size_t i = 0; i < count; i++) {
        require(scanf("%lf", &numbers[i]) == 1, "region is broken");
    }
}

static void read_region(const ieci_model *model, ieci__region *regions) {
    char code[64];
    unsigned kind;
    size_t count, vectors, node;
    require(scanf("%63s %u %zu %zu", code, &kind, &count, &vectors) == 4, "region is broken");
    require(ieci_model_find(model, IECI_AXIS_NODE, code, &node, NULL) == IECI_OK, "unknown node");
    require(ieci__region_start(&regions[node], (ieci__region_kind)kind, count, vectors), "no memory");
    if (regions[node].kind == IECI__REGION_SAMPLE) {
        read_numbers(regions[node].vector, vectors * count);
        return;
    }
    read_numbers(regions[node].low, count);
    if (regions[node].kind != IECI__REGION_ORDINAL) {
        read_numbers(regions[node].high, count);
    }
}

static const ieci__robust_question *find_question(const char *name) {
    static const ieci__robust_question *const questions[] = {&ieci__question_rank_range, &ieci__question_rank_weights,
                                                      &ieci__question_preference};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        if (strcmp(questions[i]->spec.name, name) == 0) {
            return questions[i];
        }
    }
    require(0, "unknown question");
    return NULL;
}

static void answer(const char *id, const char *question, const char *limit, const ieci_result *result,
                   const ieci__region *regions) {
    ieci_error *problems = NULL;
    ieci_options *options = NULL;
    ieci_bytes *csv = NULL;
    require(ieci_options_new(&options, NULL) == IECI_OK, "no memory");
    require(ieci_options_set(options, "node_limit", limit, NULL) == IECI_OK, "bad limit");
    const ieci__asked asked = {result, regions, options, 0, 0, IECI__NONE, IECI__NONE};
    ieci_table *table = find_question(question)->answer(&asked, &problems);
    if (problems != NULL) {
        printf("problem %s error %s\n", id, ieci_error_message(problems));
    } else {
        size_t size;
        require(ieci_table_format(table, "csv", NULL, &csv, NULL) == IECI_OK, "no table");
        const char *data = ieci_bytes_data(csv, &size);
        printf("problem %s ok %zu\n", id, size);
        fwrite(data, 1, size, stdout);
    }
    fflush(stdout);
    ieci_error_free(problems);
    ieci_bytes_unref(csv);
    ieci_table_unref(table);
    ieci_options_free(options);
}

int main(void) {
    char id[32], question[32], limit[32];
    size_t regions_count, sizes[3];
    while (scanf("problem %31s %31s %31s %zu %zu %zu %zu", id, question, limit, &regions_count, &sizes[0], &sizes[1],
                 &sizes[2]) == 7) {
        require(getchar() == '\n', "line is broken");
        ieci_bytes *schema_bytes = read_document(sizes[0], "schema.yaml");
        ieci_bytes *weights_bytes = read_document(sizes[1], "weights.yaml");
        ieci_bytes *data = read_document(sizes[2], "data.csv");
        ieci_table *cells = NULL;
        ieci_dataset *dataset = NULL;
        ieci_schema *schema = NULL;
        ieci_weighting *weighting = NULL;
        ieci_model *model = NULL;
        ieci_result *result = NULL;
        ieci_error *error = NULL;
        const bool made = ieci_table_parse_csv(data, NULL, &cells, &error) == IECI_OK &&
                          ieci_dataset_new(1, (const ieci_table *const *)&cells, NULL, NULL, NULL, NULL, NULL, &dataset,
                                           &error) == IECI_OK &&
                          ieci_schema_parse(schema_bytes, NULL, &schema, &error) == IECI_OK &&
                          ieci_weighting_parse(weights_bytes, NULL, NULL, &weighting, &error) == IECI_OK &&
                          ieci_model_new(dataset, schema, weighting, NULL, &model, &error) == IECI_OK &&
                          ieci_model_evaluate(model, NULL, &result, &error) == IECI_OK;
        require(made, ieci_error_message(error));
        const size_t nodes = ieci_model_size(model, IECI_AXIS_NODE);
        ieci__region *regions = ieci__memory_allocate(nodes, sizeof *regions);
        require(regions != NULL, "no memory");
        for (size_t i = 0; i < regions_count; i++) {
            read_region(model, regions);
        }
        require(scanf("%*[\n]") >= 0 || 1, "");
        answer(id, question, limit, result, regions);
        for (size_t n = 0; n < nodes; n++) {
            ieci__region_clear(&regions[n]);
        }
        ieci__memory_free(regions);
        ieci_result_unref(result);
        ieci_model_unref(model);
        ieci_weighting_free(weighting);
        ieci_schema_unref(schema);
        ieci_dataset_unref(dataset);
        ieci_table_unref(cells);
        ieci_bytes_unref(data);
        ieci_bytes_unref(weights_bytes);
        ieci_bytes_unref(schema_bytes);
    }
    return 0;
}
