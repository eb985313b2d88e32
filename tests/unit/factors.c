/* SPDX-License-Identifier: MIT */
/* Factors: each rule of the file with a document that breaks it, and what fits a schema. */
#include "data/factors.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "index/draw.h"
#include "index/noise.h"
#include "support/documents.h"
#include "support/schemas.h"

Suite *suite(void);

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static const char base[] = "format: ieci/factors/1\n"
                           "schema: small\n"
                           "seed: 12\n"
                           "factors:\n"
                           "  shares: {nodes: [index, people], distribution: around, within: 20}\n"
                           "  mean: {path: nodes.people.aggregate, values: [arithmetic, geometric], chances: [3, 1]}\n"
                           "  gaps: {path: [nodes.people.min_share, indicators.life.missing], values: [0.5]}\n"
                           "  noise: {indicator: life, error: {distribution: normal, sd: 2}}\n"
                           "  without: {remove: [life, income], chances: [0.25, 0.5]}\n";

#define ALONE(factor) NULL, "format: ieci/factors/1\nfactors:\n  a: " factor "\n"

static const document_edit edits[] = {
    {"as it is", "", "", IECI_OK, NULL, NULL, 0},
    {"weights", "ieci/factors/1", "ieci/weights/1", IECI_ERROR_SCHEMA, "format", "ieci/factors/1", 0},
    {"no schema", "schema: small\n", "", IECI_OK, NULL, NULL, 0},
    {"seed below 0", "seed: 12", "seed: -1", IECI_ERROR_SCHEMA, "seed", "a number from 0", 0},
    {"seed with a fraction", "seed: 12", "seed: 1.5", IECI_ERROR_SCHEMA, "seed", "whole", 0},
    {"no factors", NULL, "format: ieci/factors/1\n", IECI_ERROR_SCHEMA, NULL, "\"factors\" is missing", 0},
    {"none", NULL, "format: ieci/factors/1\nfactors: {}\n", IECI_OK, NULL, NULL, 0},
    {"a text", ALONE("b"), IECI_ERROR_SCHEMA, "  a: b", "a map", 0},
    {"nothing varies", ALONE("{why: b}"), IECI_ERROR_SCHEMA, "  a:", "what varies is missing", 0},
    {"unknown key", "within: 20", "witin: 20", IECI_ERROR_SCHEMA, "witin", "(nearest: within)", 0},
    {"key of another kind", "within: 20", "values: [1]", IECI_ERROR_SCHEMA, "  shares", "\"path\" is missing", 3},
    {"distribution", "around", "arround", IECI_ERROR_SCHEMA, "arround", "(nearest: around)", 0},
    {"beyond bounds", "within: 20", "within: 120", IECI_ERROR_SCHEMA, "within: 120", "from 0 to 100", 0},
    {"parameter missing", ALONE("{nodes: all, distribution: dirichlet}"), IECI_ERROR_SCHEMA,
     "  a:", "needs \"concentration\"", 0},
    {"all nodes", ALONE("{nodes: all, distribution: simplex}"), IECI_OK, NULL, NULL, 0},
    {"no nodes", ALONE("{distribution: simplex}"), IECI_ERROR_SCHEMA, "  a:", "\"nodes\" is missing", 0},
    {"no distribution", ALONE("{nodes: all}"), IECI_ERROR_SCHEMA, "  a:", "\"distribution\" is missing", 0},
    {"listed twice", "[index, people]", "[index, index]", IECI_ERROR_SCHEMA, "[index, index]", "listed twice", 0},
    {"no experts", ALONE("{nodes: all, distribution: expert}"), IECI_ERROR_SCHEMA, "  a:", "needs \"experts\"", 0},
    {"experts", ALONE("{nodes: index, distribution: expert, experts: [{people: 1, money: 2}]}"), IECI_OK, NULL, NULL,
     0},
    {"points below 0", ALONE("{nodes: index, distribution: expert, experts: [{people: -1, money: 2}]}"),
     IECI_ERROR_SCHEMA, "people: -1", "a number from 0", 0},
    {"experts of simplex", ALONE("{nodes: index, distribution: simplex, experts: [{people: 1}]}"), IECI_ERROR_SCHEMA,
     "experts", "belongs to the distribution expert", 0},
    {"path", "path: nodes.people.aggregate", "path: nodes..aggregate", IECI_ERROR_SCHEMA, "nodes..", "not a key path",
     0},
    {"rank rule", "path: nodes.people.aggregate", "path: rank.ties", IECI_ERROR_SCHEMA, "rank.ties", "cannot vary", 0},
    {"range", "path: nodes.people.aggregate", "path: score.range", IECI_OK, NULL, NULL, 0},
    {"tree", "path: nodes.people.aggregate", "path: tree", IECI_ERROR_SCHEMA, "path: tree", "cannot vary", 0},
    {"no values", ", values: [0.5]", "", IECI_ERROR_SCHEMA, "  gaps", "\"values\" is missing", 0},
    {"values no list", "values: [0.5]", "values: 0.5", IECI_ERROR_SCHEMA, "values: 0.5", "a list of values", 0},
    {"chances", "chances: [3, 1]", "chances: [3, 1, 1]", IECI_ERROR_SCHEMA, "chances: [3", "2 values, but 3", 0},
    {"chances all 0", "chances: [3, 1]", "chances: [0, 0]", IECI_ERROR_SCHEMA, "chances: [0", "all chances are 0", 0},
    {"chance below 0", "chances: [3, 1]", "chances: [3, -1]", IECI_ERROR_SCHEMA, "chances: [3", "a number from 0", 0},
    {"error a text", "{distribution: normal, sd: 2}", "normal", IECI_ERROR_SCHEMA, "error: normal", "a map", 0},
    {"both spreads", "sd: 2", "sd: 2, cv: 1", IECI_ERROR_SCHEMA, "sd: 2", "not both", 0},
    {"no indicator", "indicator: life, ", "", IECI_ERROR_SCHEMA, "  noise", "\"indicator\" is missing", 0},
    {"error without distribution", "distribution: normal, ", "", IECI_ERROR_SCHEMA, "sd: 2",
     "\"distribution\" is missing", 2},
    {"one chance", "chances: [0.25, 0.5]", "chances: 0.5", IECI_OK, NULL, NULL, 0},
    {"too likely", "chances: [0.25, 0.5]", "chances: [0.75, 0.5]", IECI_ERROR_SCHEMA, "chances: [0.75", "more than 1",
     0},
    {"chances of others", "chances: [0.25, 0.5]", "chances: [0.2, 0.2, 0.2]", IECI_ERROR_SCHEMA, "chances: [0.2",
     "one for each indicator", 0},
    {"chances of all", "remove: [life, income]", "remove: all", IECI_ERROR_SCHEMA, "chances: [0.25", "one chance", 0},
};

START_TEST(test_edit) {
    char *text = document_edited(base, edits[_i].find, edits[_i].replace);
    ieci_bytes *bytes = document_bytes(text, "factors.yaml");
    ieci_factors *factors = NULL;
    ieci_error *error = NULL;
    const ieci_status status = ieci_factors_parse(bytes, NULL, &factors, &error);
    ck_assert((factors != NULL) == (status == IECI_OK));
    document_check(&edits[_i], text, status, error);
    ieci_factors_free(factors);
    ieci_bytes_unref(bytes);
    free(text);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

static ieci_factors *parse(const char *text) {
    ieci_factors *factors = NULL;
    ieci_error *error = NULL;
    ieci_bytes *bytes = document_bytes(text, "factors.yaml");
    ck_assert_msg(ieci_factors_parse(bytes, NULL, &factors, &error) == IECI_OK, "%s", ieci_error_message(error));
    ieci_bytes_unref(bytes);
    return factors;
}

START_TEST(test_content) {
    ieci_factors *factors = parse(base);
    ck_assert_uint_eq(factors->seed, 12);
    ck_assert_uint_eq(factors->num_factors, 5);
    const ieci__factor *each = factors->factors;
    ck_assert_str_eq(each[0].code, "shares");
    ck_assert_int_eq(each[0].kind, IECI__FACTOR_WEIGHTS);
    ck_assert_str_eq(ieci__draw_row(each[0].draw.method)->method.name, "around");
    ck_assert_double_eq(each[0].draw.values[0], 20.0);
    ck_assert_uint_eq(each[0].num_codes, 2);
    ck_assert_int_eq(each[1].kind, IECI__FACTOR_ALTERNATIVES);
    ck_assert_uint_eq(each[1].num_values, 2);
    ck_assert_double_eq(each[1].chances[0], 0.75);
    ck_assert_uint_eq(each[2].num_codes, 2);
    ck_assert_uint_eq(each[2].num_chances, 0);
    ck_assert_int_eq(each[3].kind, IECI__FACTOR_ERROR);
    ck_assert_str_eq(ieci__noise_row(each[3].draw.method)->method.name, "normal");
    ck_assert_int_eq(each[4].kind, IECI__FACTOR_REMOVE);
    ck_assert_double_eq(each[4].chances[1], 0.5);
    ieci_factors_free(factors);
}
END_TEST

static const char *const words[] = {
    "weights of the children of index, people: around (within 20)",
    "nodes.people.aggregate: arithmetic | geometric",
    "nodes.people.min_share, indicators.life.missing: 0.5",
    "figures of life: normal (sd 2, cv 0)",
    "leaves out one, or none, of life, income",
};

START_TEST(test_words) {
    ieci_factors *factors = parse(base);
    ieci__text text = {0};
    ieci__factors_describe(&factors->factors[_i], &text);
    ck_assert_str_eq(text.data, words[_i]);
    ieci__text_clear(&text);
    ieci_factors_free(factors);
}
END_TEST

static const document_edit fits[] = {
    {"as it is", "", "", IECI_OK, NULL, NULL, 0},
    {"another schema", "schema: small", "schema: smal", IECI_ERROR_MISMATCH, "schema", "not to \"small\"", 0},
    {"unknown node", "[index, people]", "[index, peopel]", IECI_ERROR_SCHEMA, "peopel", "(nearest: people)", 0},
    {"an indicator", "[index, people]", "[index, life]", IECI_ERROR_SCHEMA, "[index, life]", "has no children", 0},
    {"a node", "indicator: life", "indicator: people", IECI_ERROR_SCHEMA, "indicator: people", "not an indicator", 0},
    {"unknown indicator", "[life, income]", "[life, incme]", IECI_ERROR_SCHEMA, "incme", "(nearest: income)", 0},
    {"drawn twice", "  noise:", "  more: {nodes: all, distribution: simplex}\n  noise:", IECI_ERROR_SCHEMA, "  more",
     "varies in factor shares already", 0},
    {"two errors", "  noise:", "  more: {indicator: all, error: {distribution: uniform, share: 1}}\n  noise:",
     IECI_ERROR_SCHEMA, "  noise", "varies in factor more already", 0},
    {"two removals", "  noise:", "  more: {remove: all}\n  noise:", IECI_ERROR_SCHEMA, "  without", "a second factor",
     0},
    {"expert without a child", "around, within: 20", "expert, experts: [{people: 1, money: 2, life: 1}]",
     IECI_ERROR_SCHEMA, "experts", "has no points for school", 0},
    {"expert of a stranger", "around, within: 20",
     "expert, experts: [{people: 1, money: 2, life: 1, school: 1, income: 1}]", IECI_ERROR_SCHEMA, "experts",
     "not a child of the nodes", 0},
    {"expert without weight", "around, within: 20", "expert, experts: [{people: 0, money: 0, life: 1, school: 1}]",
     IECI_ERROR_SCHEMA, "experts", "are 0", 0},
};

START_TEST(test_fit) {
    char *text = document_edited(base, fits[_i].find, fits[_i].replace);
    ieci_factors *factors = parse(text);
    ieci_schema *schema = schema_parse(schema_base);
    ieci_error *problems = NULL;
    const bool valid = ieci__factors_fit(factors, schema, &problems);
    document_check(&fits[_i], text, valid ? IECI_OK : ieci_error_status(problems), problems);
    ieci_schema_unref(schema);
    ieci_factors_free(factors);
    free(text);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

START_TEST(test_expert) {
    ieci_factors *factors = parse("format: ieci/factors/1\nfactors:\n"
                                  "  a: {nodes: index, distribution: expert, experts: [{people: 1, money: 3}]}\n");
    ieci_schema *schema = schema_parse(schema_base);
    ieci_error *problems = NULL;
    double shares[2];
    ck_assert(ieci__factors_expert(factors->factors[0].experts->first, schema, 0, shares, &problems));
    ck_assert_double_eq(shares[0], 0.75); /* money comes first in byte order */
    ck_assert_double_eq(shares[1], 0.25);
    ieci_schema_unref(schema);
    ieci_factors_free(factors);
}
END_TEST

START_TEST(test_shipped) {
    static const char *const names[] = {"factors.yaml", "factors/jrc.yaml"};
    ieci_bytes *bytes = document_shipped(names[_i]), *schema_bytes = document_shipped("schema.yaml");
    ieci_factors *factors = NULL;
    ieci_schema *schema = NULL;
    ieci_error *error = NULL;
    ck_assert_msg(ieci_factors_parse(bytes, NULL, &factors, &error) == IECI_OK, "%s", ieci_error_message(error));
    ck_assert_msg(ieci_schema_parse(schema_bytes, NULL, &schema, &error) == IECI_OK, "%s", ieci_error_message(error));
    ck_assert_msg(ieci__factors_fit(factors, schema, &error), "%s", ieci_error_message(error));
    ieci_schema_unref(schema);
    ieci_factors_free(factors);
    ieci_bytes_unref(schema_bytes);
    ieci_bytes_unref(bytes);
}
END_TEST

START_TEST(test_canonical) {
    ieci_factors *factors = parse(base), *same, *other;
    ieci__text first = {0}, second = {0}, third = {0};
    char *seeded = document_edited(base, "seed: 12", "seed: 13  # another");
    char *changed = document_edited(base, "within: 20", "within: 21");
    same = parse(seeded);
    other = parse(changed);
    ieci__factors_write(factors, &first);
    ieci__factors_write(same, &second);
    ieci__factors_write(other, &third);
    ck_assert_str_eq(first.data, second.data);
    ck_assert_str_ne(first.data, third.data);
    ieci__text_clear(&first);
    ieci__text_clear(&second);
    ieci__text_clear(&third);
    ieci_factors_free(factors);
    ieci_factors_free(same);
    ieci_factors_free(other);
    free(seeded);
    free(changed);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("factors");
    TCase *cases = tcase_create("file");
    tcase_add_loop_test(cases, test_edit, 0, COUNT(edits));
    tcase_add_test(cases, test_content);
    tcase_add_loop_test(cases, test_words, 0, COUNT(words));
    tcase_add_test(cases, test_canonical);
    suite_add_tcase(all, cases);
    cases = tcase_create("schema");
    tcase_add_loop_test(cases, test_fit, 0, COUNT(fits));
    tcase_add_test(cases, test_expert);
    tcase_add_loop_test(cases, test_shipped, 0, 2);
    suite_add_tcase(all, cases);
    return all;
}
