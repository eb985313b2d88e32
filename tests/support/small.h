/* SPDX-License-Identifier: MIT */
/* A result small enough for every bit of its file to be flipped, with indicators of all three rights to publish: `open`
 * and `wide` (value), `held` (score), `hidden` and `secret` (none; secret is alone in node b). Invented figures: those
 * that must not leave the house start with 77. */
#ifndef TESTS_SMALL_H
#define TESTS_SMALL_H

#include <ieci/ieci.h>

#include "support/documents.h"
#include "support/result_text.h"

#define SMALL_SCHEMA                                                                                                   \
    "format: ieci/schema/1\n"                                                                                          \
    "id: small\n"                                                                                                      \
    "title: Small\n"                                                                                                   \
    "score: {range: [0, 100], decimals: 1}\n"                                                                          \
    "rank: {by: printed, ties: min}\n"                                                                                 \
    "defaults: {normalise: goalposts, outside: clamp, missing: reweight, aggregate: arithmetic}\n"                     \
    "eligible: {share: 0.4}\n"                                                                                         \
    "tree:\n"                                                                                                          \
    "  index:\n"                                                                                                       \
    "    a: [held, open]\n"                                                                                            \
    "    b: [secret]\n"                                                                                                \
    "    c: [open2, wide]\n"                                                                                           \
    "    d: [hidden, open3]\n"                                                                                         \
    "nodes:\n"                                                                                                         \
    "  index: {aggregate: geometric}\n"                                                                                \
    "  d: {missing: mean, min_share: 0.6}\n"                                                                           \
    "indicators:\n"                                                                                                    \
    "  held: {name: H, unit: m, better: higher, normalise: {rule: min_max, over: all}, source: s, publish: score,\n"   \
    "    treat: {rule: winsorise, over: all}}\n"                                                                       \
    "  open: {name: O, unit: m, better: higher, worst: -10, best: 90, source: s}\n"                                    \
    "  secret: {name: S, unit: m, better: higher, worst: 77000, best: 77300, source: s, publish: none}\n"              \
    "  open2: {name: P, unit: m, better: lower, worst: 9, best: 1, source: s}\n"                                       \
    "  wide: {name: W, unit: m, better: higher, normalise: min_max, source: s}\n"                                      \
    "  hidden: {name: X, unit: m, better: higher, worst: 77000, best: 77100, source: s, publish: none}\n"              \
    "  open3: {name: Q, unit: m, better: higher, worst: 0, best: 10, source: s}\n"

#define SMALL_CELLS                                                                                                    \
    "unit,edition,held,open,secret,open2,wide,hidden,open3,unknown\n"                                                  \
    "ada,2020,7711,33,77123,2,5.5,77050,7,77999\n"                                                                     \
    "bor,2020,7723,71,77219,4,6.25,77031,3,77999\n"                                                                    \
    "cef,2020,7731,18,77081,8,5.75,77077,,77999\n"                                                                     \
    "dol,2020,7737,90,77151,3,9.125,,2.5,77999\n"                                                                      \
    "ada,2022,7712,37,77131,3,5.5,77051,6,77999\n"                                                                     \
    "bor,2022,7729,61,77227,1,7.25,77033,3,77999\n"                                                                    \
    "cef,2022,,28,77083,5,6.75,77079,9,77999\n"                                                                        \
    "dol,2022,7741,85,77161,3,8.125,77012,1,77999\n"

#define SMALL_CORRECTIONS                                                                                              \
    "unit,edition,indicator,old,new,reason,by,date\n"                                                                  \
    "ada,2022,held,7712,7714,counted twice,an editor,2022-02-01\n"                                                     \
    "bor,2022,open,61,62,counted twice,an editor,2022-02-01\n"

#define SMALL_EDITIONS "code,title,state\n2020,First,final\n2022,Second,\n"

static const char *const audiences[] = {"inside", "outside"};

/** A CSV text as a table; to be given back. */
static inline ieci_table *small_table(const char *text) {
    ieci_bytes *bytes = document_bytes(text, "/home/somebody/small.csv");
    ieci_table *table = NULL;
    ck_assert_int_eq(ieci_table_parse_csv(bytes, NULL, &table, NULL), IECI_OK);
    ieci_bytes_unref(bytes);
    return table;
}

/** Still smaller: every bit of its file can be flipped in a second. */
#define TINY_SCHEMA                                                                                                    \
    "{format: ieci/schema/1, id: t, title: T, score: {range: [0, 1], decimals: 2}, rank: {by: full, ties: min}, "      \
    "defaults: {normalise: goalposts, outside: clamp, missing: reweight, aggregate: arithmetic}, "                     \
    "tree: {index: [a, b]}, indicators: {"                                                                             \
    "a: {name: A, unit: m, better: higher, worst: 0, best: 3, source: s, publish: score}, "                            \
    "b: {name: B, unit: m, better: lower, worst: 7, best: 0, source: s}}}\n"
#define TINY_CELLS "unit,edition,a,b\nx,1,1,2\ny,1,2,5\n"
#define TINY_EDITIONS "code\n1\n"
#define TINY_CORRECTIONS "unit,edition,indicator,old,new,reason\ny,1,b,5,4,r\n"

/** The result of these texts; to be given back. */
static inline ieci_result *small_made(const char *schema_text, const char *cell_text, const char *edition_text,
                                      const char *correction_text) {
    ieci_table *cells = small_table(cell_text), *editions = small_table(edition_text);
    ieci_table *corrections = small_table(correction_text);
    ieci_bytes *yaml = document_bytes(schema_text, "/home/somebody/schema.yaml");
    ieci_dataset *raw = NULL, *dataset = NULL;
    ieci_schema *schema = NULL;
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    ieci_dataset_new(1, (const ieci_table *const *)&cells, NULL, editions, NULL, NULL, NULL, &raw, &error);
    ck_assert_str_eq(ieci_error_message(error), "");
    ieci_dataset_with(raw, corrections, NULL, &dataset, &error);
    ck_assert_str_eq(ieci_error_message(error), "");
    ieci_schema_parse(yaml, NULL, &schema, &error);
    ck_assert_str_eq(ieci_error_message(error), "");
    ieci_model_new(dataset, schema, NULL, NULL, &model, &error);
    ck_assert_str_eq(ieci_error_message(error), "");
    ieci_model_evaluate(model, NULL, &result, &error);
    ck_assert_str_eq(ieci_error_message(error), "");
    ieci_table_unref(cells);
    ieci_table_unref(editions);
    ieci_table_unref(corrections);
    ieci_bytes_unref(yaml);
    ieci_dataset_unref(raw);
    ieci_dataset_unref(dataset);
    ieci_schema_unref(schema);
    ieci_model_unref(model);
    return result;
}

/** The result of a schema (SMALL_SCHEMA, or an edited one) on the small data; to be given back. */
static inline ieci_result *small_result(const char *schema_text) {
    return small_made(schema_text, SMALL_CELLS, SMALL_EDITIONS, SMALL_CORRECTIONS);
}

/** Its file; to be given back. */
static inline ieci_bytes *small_file(const ieci_result *result, const char *audience) {
    ieci_options *options = NULL;
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    ck_assert_int_eq(ieci_options_new(&options, NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_set(options, "audience", audience, NULL), IECI_OK);
    ieci_result_format(result, options, &bytes, &error);
    ck_assert_str_eq(ieci_error_message(error), "");
    ieci_options_free(options);
    return bytes;
}

/** The file of a schema's result in its open form (support/result_text.h); to be freed. */
static inline char *small_form(const char *schema, const char *audience) {
    ieci_result *result = small_result(schema);
    ieci_bytes *file = small_file(result, audience);
    ieci__sections sections;
    ieci_error *problems = NULL;
    ieci__text text = {0};
    ck_assert(ieci__sections_read(file, IECI__RESULT_FORMAT, IECI__RESULT_VERSION, &sections, &problems));
    result_text_open(&sections, "--- ", &text);
    ieci__sections_clear(&sections);
    ieci_bytes_unref(file);
    ieci_result_unref(result);
    char *copy = malloc(text.size + 1);
    memcpy(copy, text.data, text.size + 1);
    ieci__text_clear(&text);
    return copy;
}

/** A file of an open form with all sums right, the identity included; to be given back. */
static inline ieci_bytes *small_closed(const char *form) {
    ieci__text text = {0};
    ieci_bytes *bytes = NULL;
    result_text_file(form, strlen(form), true, &text);
    ck_assert_int_eq(ieci_bytes_new(text.data, text.size, "r", &bytes, NULL), IECI_OK);
    ieci__text_clear(&text);
    return bytes;
}

/** Reads what must be readable; gives the document back. */
static inline ieci_result *small_parsed(ieci_bytes *bytes) {
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    ieci_result_parse(bytes, NULL, &result, &error);
    ck_assert_str_eq(ieci_error_message(error), "");
    ieci_bytes_unref(bytes);
    return result;
}

/** A table of a result as CSV; to be given back. */
static inline ieci_bytes *small_table_text(const ieci_result *result, const char *name) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    ieci_result_table(result, name, NULL, &table, &error);
    ck_assert_str_eq(ieci_error_message(error), "");
    return document_of_table(table);
}

/** What ieci_result_verify() finds; to be given back. */
static inline ieci_table *small_differences(const ieci_result *result) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    ieci_result_verify(result, NULL, &table, &error);
    ck_assert_str_eq(ieci_error_message(error), "");
    return table;
}

/** Checks that it finds nothing. */
static inline void small_check_reproduced(const ieci_result *result) {
    ieci_bytes *text = document_of_table(small_differences(result));
    ck_assert_str_eq(ieci_bytes_data(text, NULL), "table,edition,node,unit,what,stored,recomputed,basis\n");
    ieci_bytes_unref(text);
}

/** Checks that two documents are the same, and gives both back. */
static inline void small_check_same(ieci_bytes *a, ieci_bytes *b) {
    size_t size, other;
    const char *data = ieci_bytes_data(a, &size);
    ck_assert(ieci_bytes_data(b, &other) != NULL && size == other);
    ck_assert_mem_eq(data, ieci_bytes_data(b, NULL), size);
    ieci_bytes_unref(a);
    ieci_bytes_unref(b);
}

/** Whether a document contains a piece. */
static inline bool small_contains(const ieci_bytes *bytes, const char *piece) {
    return strstr(ieci_bytes_data(bytes, NULL), piece) != NULL;
}

#endif
