/* SPDX-License-Identifier: MIT */
/* Weights: each rule of the file with a document that breaks it, sets that build on others, shares of a schema. */
#include "data/weighting.h"
#include "data/weighting_shares.h"
#include "data/weighting_write.h"

#include <check.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/documents.h"

Suite *suite(void);

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

#define INDICATOR(code) "  " code ": {name: N, unit: u, better: higher, source: s, worst: 0, best: 1}\n"

static const char schema_text[] = "format: ieci/schema/1\n"
                                  "id: small\n"
                                  "title: Small\n"
                                  "score: {}\n"
                                  "rank: {}\n"
                                  "defaults: {}\n"
                                  "tree: {index: {people: [life, school], money: [income], more: {deep: [c, b, a]}}}\n"
                                  "indicators:\n" INDICATOR("life") INDICATOR("school") INDICATOR("income")
                                      INDICATOR("a") INDICATOR("b") INDICATOR("c");

static const char base[] = "format: ieci/weights/1\n"
                           "schema: small\n"
                           "sets:\n"
                           "  plain:\n"
                           "    name: {en: Plain}\n"
                           "    default: equal\n"
                           "    nodes:\n"
                           "      people: {life: 2, school: 1}\n"
                           "      deep: {a: 3, b: 0, c: 1}\n"
                           "  visitor:\n"
                           "    based_on: plain\n"
                           "    percent: yes\n"
                           "    nodes:\n"
                           "      people: {school: 33.3, life: 66.7}\n"
                           "  strict:\n"
                           "    default: required\n"
                           "    nodes:\n"
                           "      index: {people: 0.5, money: 0.25, more: 0.25}\n"
                           "      people: {life: 1, school: 1}\n"
                           "      deep: {a: 1, b: 1, c: 1}\n"
                           "  stricter: {based_on: strict}\n";

/* By judgements; the order of lines and of experts says nothing. */
static const char judged[] =
    "format: ieci/weights/1\n"
    "schema: small\n"
    "sets:\n"
    "  visitor:\n"
    "    default: equal\n"
    "    nodes:\n"
    "      index: {rule: ahp, compare: {people: {money: 2, more: 4}, money: {more: 2}}}\n"
    "      people: {rule: roc, order: [school, life]}\n"
    "      deep: {rule: budget, experts: {ann: {a: 1, b: 1, c: 2}, ben: {c: 0, b: 10, a: 30}}}\n"
    "  ties: {default: equal, nodes: {deep: {rule: rank_sum, order: [c, [b, a]]}, people: {rule: ahp, by: means,\n"
    "    compare: {life: {school: 3}}}}}\n"
    "  others: {default: equal, nodes: {deep: {rule: rank_reciprocal, order: [b, a, c]}, people: {rule: budget, by: "
    "median,\n"
    "    experts: {x: {life: 1, school: 9}, y: {life: 8, school: 2}, z: {life: 7, school: 3}}}}}\n";

static ieci_schema *make_schema(void) {
    ieci_schema *schema = NULL;
    ieci_error *error = NULL;
    ieci_bytes *bytes = document_bytes(schema_text, "schema.yaml");
    ck_assert_msg(ieci_schema_parse(bytes, NULL, &schema, &error) == IECI_OK, "%s", ieci_error_message(error));
    ieci_bytes_unref(bytes);
    return schema;
}

/* --- The file --- */

static const document_edit edits[] = {
    {"as it is", "", "", IECI_OK, NULL, NULL, 0},
    {"a schema", "ieci/weights/1", "ieci/schema/1", IECI_ERROR_SCHEMA, "format", "ieci/weights/1", 0},
    {"no schema", "schema: small\n", "", IECI_ERROR_SCHEMA, "format", "\"schema\" is missing", 0},
    {"unknown key", "schema: small", "schema: small\nset: {}", IECI_ERROR_SCHEMA, "set: {}", "(nearest: sets)", 0},
    {"no sets", NULL, "format: ieci/weights/1\nschema: small\n", IECI_ERROR_SCHEMA, NULL, "\"sets\" is missing", 0},
    {"sets empty", NULL, "format: ieci/weights/1\nschema: small\nsets: {}\n", IECI_ERROR_SCHEMA, "sets", "empty", 0},
    {"set is a text", NULL, "format: ieci/weights/1\nschema: small\nsets: {a: b}\n", IECI_ERROR_SCHEMA, "sets", "a map",
     0},
    {"set no code", "  visitor:", "  'vis itor ':", IECI_ERROR_SCHEMA, "vis itor", "not a code", 0},
    {"no default", "    default: equal\n", "", IECI_ERROR_SCHEMA, "  plain:", "\"default\" is missing", 0},
    {"default", "default: equal", "default: same", IECI_ERROR_SCHEMA, "default: same", "equal or required", 0},
    {"key of a set", "percent: yes", "percents: yes", IECI_ERROR_SCHEMA, "percents", "(nearest: percent)", 0},
    {"based on nothing", "based_on: plain", "based_on: plan", IECI_ERROR_SCHEMA, "based_on: plan", "(nearest: plain)",
     0},
    {"based on itself", "based_on: plain", "based_on: visitor", IECI_ERROR_SCHEMA, "based_on: visitor",
     "a cycle: visitor > visitor", 0},
    {"cycle", "default: equal", "based_on: visitor", IECI_ERROR_SCHEMA, "based_on: visitor",
     "a cycle: plain > visitor > plain", 0},
    {"negative", "life: 2", "life: -2", IECI_ERROR_SCHEMA, "life: -2", "a number from 0", 0},
    {"NaN", "life: 2", "life: .nan", IECI_ERROR_SCHEMA, "life: .nan", "a number from 0", 0},
    {"infinite", "life: 2", "life: .inf", IECI_ERROR_SCHEMA, "life: .inf", "a number from 0", 0},
    {"1e400", "life: 2", "life: 1e400", IECI_ERROR_SCHEMA, "life: 1e400", "a number from 0", 0},
    {"1e-400", "life: 2", "life: 1e-400", IECI_ERROR_SCHEMA, "life: 1e-400", "told from it", 0},
    {"-0.0", "b: 0", "b: -0.0", IECI_OK, NULL, NULL, 0},
    {"quoted", "life: 2", "life: '2'", IECI_OK, NULL, NULL, 0},
    {"not a number", "life: 2", "life: two", IECI_ERROR_SCHEMA, "life: two", "sets.plain.nodes.people.life", 0},
    {"all zero", "{a: 3, b: 0, c: 1}", "{a: 0, b: 0, c: 0.0}", IECI_ERROR_SCHEMA, "{a: 0", "all points are 0", 0},
    {"node empty", "{a: 3, b: 0, c: 1}", "{}", IECI_ERROR_SCHEMA, "deep: {}", "empty", 0},
    {"node is a number", "{a: 3, b: 0, c: 1}", "1", IECI_ERROR_SCHEMA, "deep: 1", "a map", 0},
    {"percent", "66.7", "66.6", IECI_ERROR_SCHEMA, "66.6", "add up to 99.9", 0},
    {"percent within rounding", "{school: 33.3, life: 66.7}", "{school: 33.30000000001, life: 66.69999999999}", IECI_OK,
     NULL, NULL, 0},
    {"percent of fractions", "{school: 33.3, life: 66.7}", "{school: 0.333, life: 0.667}", IECI_ERROR_SCHEMA, "0.333",
     "add up to 1", 0},
    {"two problems", "life: 2, school: 1", "life: x, school: y", IECI_ERROR_SCHEMA, "life: x", "found \"y\"", 2},
    {"duplicate child", "life: 2, school: 1", "life: 2, life: 1", IECI_ERROR_SCHEMA, "life: 2, life", "line 8", 0},
};

START_TEST(test_edit) {
    char *text = document_edited(base, edits[_i].find, edits[_i].replace);
    ieci_bytes *bytes = document_bytes(text, "weights.yaml");
    ieci_weighting *weighting = NULL;
    ieci_error *error = NULL;
    const ieci_status status = ieci_weighting_parse(bytes, "plain", NULL, &weighting, &error);
    ck_assert((weighting != NULL) == (status == IECI_OK));
    document_check(&edits[_i], text, status, error);
    ieci_weighting_free(weighting);
    ieci_bytes_unref(bytes);
    free(text);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

static ieci_weighting *parse(const char *text, const char *set) {
    ieci_weighting *weighting = NULL;
    ieci_error *error = NULL;
    ieci_bytes *bytes = document_bytes(text, "weights.yaml");
    ck_assert_msg(ieci_weighting_parse(bytes, set, NULL, &weighting, &error) == IECI_OK, "%s",
                  ieci_error_message(error));
    ieci_bytes_unref(bytes);
    return weighting;
}

START_TEST(test_set_name) {
    ieci_bytes *bytes = document_bytes(base, "weights.yaml");
    ieci_weighting *weighting = NULL;
    ieci_error *error = NULL;
    ck_assert_int_eq(ieci_weighting_parse(bytes, "visitr", NULL, &weighting, &error), IECI_ERROR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(ieci_error_message(error), "weights.yaml has no set \"visitr\"; nearest: visitor"));
    ieci_error_free(error);
    error = NULL;
    ck_assert_int_eq(ieci_weighting_parse(bytes, NULL, NULL, &weighting, &error), IECI_ERROR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(ieci_error_message(error), "which of the 4 sets?"));
    ieci_error_free(error);
    ck_assert_ptr_null(weighting);
    ieci_bytes_unref(bytes);
    ieci_weighting *only = parse("format: ieci/weights/1\nschema: small\nsets: {one: {default: equal}}\n", NULL);
    ck_assert_str_eq(only->set, "one");
    ieci_weighting_free(only);
}
END_TEST

/* --- Shares --- */

static const struct {
    const char *set;
    const char *code;
    double share;
} shares[] = {
    {"plain", "index", 1},     {"plain", "people", 1.0 / 3},  {"plain", "life", 2.0 / 3},
    {"plain", "income", 1},    {"plain", "deep", 1},          {"plain", "a", 0.75},
    {"plain", "b", 0},         {"plain", "c", 0.25},          {"visitor", "life", 0.667},
    {"visitor", "a", 0.75},    {"visitor", "money", 1.0 / 3}, {"strict", "people", 0.5},
    {"strict", "school", 0.5}, {"strict", "c", 1.0 / 3},      {"stricter", "more", 0.25},
    {NULL, "people", 1.0 / 3}, {NULL, "life", 0.5},           {NULL, "a", 1.0 / 3},
};

START_TEST(test_share) {
    ieci_schema *schema = make_schema();
    ieci_weighting *read = shares[_i].set == NULL ? NULL : parse(base, shares[_i].set);
    ieci_weighting *weighting = read == NULL ? NULL : ieci__weighting_copy(read);
    ieci_weighting_free(read);
    double found[16];
    ieci_error *problems = NULL;
    ck_assert_msg(ieci__weighting_shares(&problems, weighting, schema, found), "%s", ieci_error_message(problems));
    const size_t place = ieci__names_find(&schema->node_codes, shares[_i].code);
    ck_assert_msg(found[place] == shares[_i].share, "%s: %.17g", shares[_i].code, found[place]);
    ieci_weighting_free(weighting);
    ieci_schema_unref(schema);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

static const struct {
    const char *set;
    const char *code;
    double share;
} judgements[] = {
    {"visitor", "people", 4.0 / 7},
    {"visitor", "money", 2.0 / 7},
    {"visitor", "more", 1.0 / 7},
    {"visitor", "school", 0.75},
    {"visitor", "life", 0.25},
    {"visitor", "a", 0.5},
    {"visitor", "b", 0.25},
    {"visitor", "c", 0.25},
    {"ties", "c", 0.5},
    {"ties", "a", 0.25},
    {"ties", "b", 0.25},
    {"ties", "life", 0.75},
    {"others", "b", 6.0 / 11},
    {"others", "a", 3.0 / 11},
    {"others", "c", 2.0 / 11},
    {"others", "life", 0.7},
};

START_TEST(test_judgement) {
    ieci_schema *schema = make_schema();
    ieci_weighting *weighting = parse(judged, judgements[_i].set);
    double found[16];
    ieci_error *problems = NULL;
    ck_assert_msg(ieci__weighting_shares(&problems, weighting, schema, found), "%s", ieci_error_message(problems));
    const double share = found[ieci__names_find(&schema->node_codes, judgements[_i].code)];
    ck_assert_msg(fabs(share - judgements[_i].share) <= 1e-15, "%s: %.17g", judgements[_i].code, share);
    ieci_weighting_free(weighting);
    ieci_schema_unref(schema);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

/* A set that lists all nodes. */
static const char strict[] = "format: ieci/weights/1\n"
                             "schema: small\n"
                             "sets:\n"
                             "  strict:\n"
                             "    default: required\n"
                             "    nodes:\n"
                             "      index: {people: 0.5, money: 0.25, more: 0.25}\n"
                             "      people: {life: 1, school: 1}\n"
                             "      deep: {a: 1, b: 1, c: 1}\n";

static const document_edit mismatches[] = {
    {"as it is", "", "", IECI_OK, NULL, NULL, 0},
    {"other schema", "schema: small", "schema: large", IECI_ERROR_MISMATCH, NULL, "\"large\", not to \"small\"", 0},
    {"unknown node", "      people: {life: 1", "      peple: {life: 1", IECI_ERROR_SCHEMA, "peple",
     "\"peple\" is not in the tree of the schema; nearest: \"people\"", 0},
    {"unknown node far off", "      people: {life: 1", "      xyz: {life: 1", IECI_ERROR_SCHEMA, "xyz",
     "\"xyz\" is not in", 2},
    {"indicator as node", "      deep: {a: 1, b: 1, c: 1}", "      life: {a: 1, b: 1, c: 1}", IECI_ERROR_SCHEMA,
     "life: {a", "\"life\" is an indicator", 2},
    {"unknown child", "deep: {a: 1, b: 1, c: 1}", "deep: {a: 1, b: 1, cc: 1}", IECI_ERROR_SCHEMA, "cc: 1",
     "sets.strict.nodes.deep.cc", 0},
    {"child of another", "deep: {a: 1, b: 1, c: 1}", "deep: {a: 1, b: 1, c: 1, life: 1}", IECI_ERROR_SCHEMA, "life: 1}",
     "\"life\" is a child of \"people\"", 0},
    {"the index as child", "deep: {a: 1, b: 1, c: 1}", "deep: {a: 1, b: 1, c: 1, index: 1}", IECI_ERROR_SCHEMA,
     "index: 1}", "is the index itself", 0},
    {"child left out", "deep: {a: 1, b: 1, c: 1}", "deep: {a: 1, b: 1}", IECI_ERROR_SCHEMA, "deep: {a: 1, b: 1}",
     "\"c\" has no points", 0},
    {"node left out", "      deep: {a: 1, b: 1, c: 1}\n", "", IECI_ERROR_SCHEMA, NULL, "\"deep\" is not listed", 0},
    {"too far apart", "deep: {a: 1, b: 1, c: 1}", "deep: {a: 1e300, b: 1e-300, c: 1}", IECI_ERROR_SCHEMA, "1e-300",
     "\"b\" has points too small", 0},
};

START_TEST(test_mismatch) {
    char *text = document_edited(strict, mismatches[_i].find, mismatches[_i].replace);
    ieci_schema *schema = make_schema();
    ieci_weighting *weighting = parse(text, "strict");
    double found[16];
    ieci_error *problems = NULL;
    const bool valid = ieci__weighting_shares(&problems, weighting, schema, found);
    ck_assert_int_eq(valid, mismatches[_i].status == IECI_OK);
    document_check(&mismatches[_i], text, ieci_error_status(problems), problems);
    ieci_weighting_free(weighting);
    ieci_schema_unref(schema);
    free(text);
}
END_TEST

/* Points are shares whatever their size. */
static const double scales[] = {1, 0.1, 100, 1e300, 1e-300, DBL_TRUE_MIN, 1.0 / 49};

START_TEST(test_scale) {
    static const char *const codes[] = {"a", "b", "c"};
    const double points[] = {scales[_i], 0, scales[_i]};
    ieci_schema *schema = make_schema();
    ieci_weighting *weighting = NULL;
    double found[16];
    ieci_error *problems = NULL;
    ck_assert_int_eq(ieci_weighting_new(3, codes, points, &weighting, NULL), IECI_OK);
    ck_assert(ieci__weighting_shares(&problems, weighting, schema, found));
    ck_assert(found[ieci__names_find(&schema->node_codes, "a")] == 0.5);
    ck_assert(found[ieci__names_find(&schema->node_codes, "b")] == 0);
    ck_assert(found[ieci__names_find(&schema->node_codes, "people")] == 1.0 / 3);
    ieci_weighting_free(weighting);
    ieci_schema_unref(schema);
}
END_TEST

/* --- Calls --- */

static const struct {
    const char *name;
    size_t count;
    const char *codes[3];
    double points[3];
    ieci_status status;  /* of making it */
    const char *message; /* of that, or of fitting it to the schema; NULL: it fits */
} calls[] = {
    {"nothing", 0, {NULL}, {0}, IECI_OK, NULL},
    {"one node", 3, {"c", "b", "a"}, {1, 2, 3}, IECI_OK, NULL},
    {"only one child", 1, {"income"}, {7}, IECI_OK, NULL},
    {"twice", 2, {"a", "a"}, {1, 2}, IECI_ERROR_ARGUMENT, "given already"},
    {"NULL", 2, {"a", NULL}, {1, 2}, IECI_ERROR_ARGUMENT, "index 1 is NULL"},
    {"no code", 1, {"a.b"}, {1}, IECI_ERROR_ARGUMENT, "not a code"},
    {"not UTF-8", 1, {"\xff"}, {1}, IECI_ERROR_ARGUMENT, "UTF-8"},
    {"negative", 1, {"a"}, {-1}, IECI_ERROR_DATA, "not a number from 0"},
    {"NaN", 1, {"a"}, {NAN}, IECI_ERROR_DATA, "not a number from 0"},
    {"infinite", 1, {"a"}, {INFINITY}, IECI_ERROR_DATA, "not a number from 0"},
    {"unknown", 1, {"scool"}, {1}, IECI_OK, "nearest: \"school\""},
    {"left out", 2, {"a", "b"}, {1, 2}, IECI_OK, "\"c\" has no points"},
    {"all zero", 2, {"life", "school"}, {0, 0}, IECI_OK, "0 points only"},
    {"the index", 1, {"index"}, {1}, IECI_OK, "is the index itself"},
};

START_TEST(test_call) {
    ieci_schema *schema = make_schema();
    ieci_weighting *weighting = NULL;
    ieci_error *error = NULL;
    double found[16];
    const ieci_status status =
        ieci_weighting_new(calls[_i].count, calls[_i].codes, calls[_i].points, &weighting, &error);
    ck_assert_msg(status == calls[_i].status, "%s: %d", calls[_i].name, (int)status);
    ck_assert((weighting != NULL) == (status == IECI_OK));
    if (weighting != NULL) {
        const bool valid = ieci__weighting_shares(&error, weighting, schema, found);
        ck_assert_msg(valid == (calls[_i].message == NULL), "%s: %s", calls[_i].name, ieci_error_message(error));
        ck_assert_uint_eq(ieci__error_count(error), valid ? 0 : 1);
    }
    ck_assert_msg(calls[_i].message == NULL || strstr(ieci_error_message(error), calls[_i].message) != NULL, "%s: %s",
                  calls[_i].name, ieci_error_message(error));
    ieci_error_free(error);
    ieci_weighting_free(weighting);
    ieci_schema_unref(schema);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

START_TEST(test_arguments) {
    static const char *const codes[] = {"a"};
    static const double points[] = {1};
    ieci_bytes *bytes = document_bytes(base, "weights.yaml");
    ieci_weighting *weighting = NULL;
    ck_assert_int_eq(ieci_weighting_parse(NULL, "plain", NULL, &weighting, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_weighting_parse(bytes, "plain", NULL, NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_weighting_new(1, NULL, points, &weighting, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_weighting_new(1, codes, NULL, &weighting, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_weighting_new(1, codes, points, NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_weighting_new(SIZE_MAX / 2, codes, points, &weighting, NULL), IECI_ERROR_NOMEM);
    ck_assert_ptr_null(weighting);
    ieci_weighting_free(NULL);
    ieci_weighting_free((ieci_weighting *)(void *)bytes);
    ieci_bytes_unref(bytes);
}
END_TEST

/* --- The canonical form, faults, the shipped file --- */

static const char *const sets[] = {"plain", "visitor", "strict", NULL};

START_TEST(test_write) {
    ieci_schema *schema = make_schema();
    ieci_weighting *weighting = sets[_i] == NULL ? NULL : parse(base, sets[_i]);
    ieci__text first = {0};
    ieci__text second = {0};
    double before[16];
    double after[16];
    ieci_error *problems = NULL;
    ieci__weighting_write(weighting, schema, &first);
    ieci_weighting *back = parse(first.data, "set");
    ieci__weighting_write(back, schema, &second);
    ck_assert_str_eq(first.data, second.data);
    ck_assert(ieci__weighting_shares(&problems, weighting, schema, before));
    ck_assert(ieci__weighting_shares(&problems, back, schema, after));
    ck_assert_mem_eq(before, after, schema->num_nodes * sizeof *before);
    ck_assert(weighting == NULL || weighting->required == back->required);
    ieci__text_clear(&first);
    ieci__text_clear(&second);
    ieci_weighting_free(back);
    ieci_weighting_free(weighting);
    ieci_schema_unref(schema);
}
END_TEST

START_TEST(test_write_call) {
    static const char *const codes[] = {"c", "b", "a", "school", "life"};
    static const double points[] = {0.1, 0, 3, 1, 2};
    ieci_schema *schema = make_schema();
    ieci_weighting *weighting = NULL;
    ieci__text out = {0};
    ck_assert_int_eq(ieci_weighting_new(5, codes, points, &weighting, NULL), IECI_OK);
    ieci__weighting_write(weighting, schema, &out);
    ck_assert_str_eq(out.data, "format: ieci/weights/1\n"
                               "schema: small\n"
                               "sets:\n"
                               "  set:\n"
                               "    default: equal\n"
                               "    nodes:\n"
                               "      deep:\n"
                               "        a: 3\n"
                               "        b: 0\n"
                               "        c: 0.1\n"
                               "      people:\n"
                               "        life: 2\n"
                               "        school: 1\n");
    ieci__text_clear(&out);
    ieci_weighting_free(weighting);
    ieci_schema_unref(schema);
}
END_TEST

static ieci_status live(const ieci_bytes *bytes, const ieci_schema *schema) {
    static const char *const codes[] = {"a", "b", "c"};
    static const double points[] = {1, 2, 3};
    double found[16];
    ieci_weighting *weighting = NULL;
    ieci_weighting *made = NULL;
    ieci_weighting *copy = NULL;
    ieci_error *problems = NULL;
    ieci__text out = {0};
    ieci_status status = ieci_weighting_parse(bytes, "visitor", NULL, &weighting, NULL);
    status = status != IECI_OK ? status : ieci_weighting_new(3, codes, points, &made, NULL);
    if (status == IECI_OK) {
        copy = ieci__weighting_copy(weighting);
        status = copy == NULL ? IECI_ERROR_NOMEM : IECI_OK;
    }
    if (status == IECI_OK && !ieci__weighting_shares(&problems, copy, schema, found)) {
        status = ieci_error_status(problems);
        ieci_error_free(problems);
    }
    if (status == IECI_OK) {
        ieci__weighting_write(copy, schema, &out);
        status = out.failed ? IECI_ERROR_NOMEM : IECI_OK;
    }
    ieci__text_clear(&out);
    ieci_weighting_free(copy);
    ieci_weighting_free(made);
    ieci_weighting_free(weighting);
    return status;
}

START_TEST(test_faults) {
    ieci_schema *schema = make_schema();
    ieci_bytes *bytes = document_bytes(base, "weights.yaml");
    ieci_bytes *rules = document_bytes(judged, "weights.yaml");
    const size_t alive = ieci__memory_alive();
    size_t k = 1;
    for (;; k++) {
        ieci__memory_fail(k, _i % 2 == 1);
        const ieci_status status = live(_i < 2 ? bytes : rules, schema);
        const size_t tried = ieci__memory_count();
        ieci__memory_fail(0, false);
        ck_assert_msg(ieci__memory_alive() == alive, "allocation %zu: something leaked", k);
        if (tried < k) {
            ck_assert_int_eq(status, IECI_OK);
            break;
        }
        ck_assert_msg(status == IECI_ERROR_NOMEM, "allocation %zu: status %d", k, (int)status);
    }
    ck_assert_uint_gt(k, 30);
    ieci_bytes_unref(rules);
    ieci_bytes_unref(bytes);
    ieci_schema_unref(schema);
}
END_TEST

static const char *const shipped[] = {"equal", "visitor", "company"};

START_TEST(test_shipped) {
    ieci_bytes *schema_bytes = document_shipped("schema.yaml");
    ieci_bytes *bytes = document_shipped("weights.yaml");
    ieci_schema *schema = NULL;
    ieci_weighting *weighting = NULL;
    ieci_error *problems = NULL;
    double found[64];
    ck_assert_int_eq(ieci_schema_parse(schema_bytes, NULL, &schema, NULL), IECI_OK);
    ck_assert_int_eq(ieci_weighting_parse(bytes, shipped[_i], NULL, &weighting, NULL), IECI_OK);
    ck_assert_msg(ieci__weighting_shares(&problems, weighting, schema, found), "%s", ieci_error_message(problems));
    ck_assert(found[ieci__names_find(&schema->node_codes, "nature_share")] == 2.0 / 3);
    ck_assert(found[ieci__names_find(&schema->node_codes, "cloud_regions")] == 1.0 / 6);
    ieci_weighting_free(weighting);
    ieci_schema_unref(schema);
    ieci_bytes_unref(bytes);
    ieci_bytes_unref(schema_bytes);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("weighting");
    TCase *cases = tcase_create("weighting");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, test_edit, 0, COUNT(edits));
    tcase_add_test(cases, test_set_name);
    tcase_add_loop_test(cases, test_share, 0, COUNT(shares));
    tcase_add_loop_test(cases, test_judgement, 0, COUNT(judgements));
    tcase_add_loop_test(cases, test_mismatch, 0, COUNT(mismatches));
    tcase_add_loop_test(cases, test_scale, 0, COUNT(scales));
    tcase_add_loop_test(cases, test_call, 0, COUNT(calls));
    tcase_add_test(cases, test_arguments);
    tcase_add_loop_test(cases, test_write, 0, COUNT(sets));
    tcase_add_test(cases, test_write_call);
    tcase_add_loop_test(cases, test_faults, 0, 4);
    tcase_add_loop_test(cases, test_shipped, 0, COUNT(shipped));
    suite_add_tcase(all, cases);
    return all;
}
