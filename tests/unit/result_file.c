/* SPDX-License-Identifier: MIT */
/* Result files: what is in them, and what is left out of those for outside. */
#include "run/result_file.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/sha256.h"
#include "support/small.h"

Suite *suite(void);

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- what is in it ---- */

START_TEST(test_inside) {
    static const char *const tables[] = {"scores",        "ranking", "changes",   "cells",
                                         "contributions", "weights", "parameters"};
    ieci_result *result = small_result(SMALL_SCHEMA);
    ieci_bytes *file = small_file(result, "inside");
    ck_assert(strncmp(ieci_bytes_data(file, NULL), "ieci/result/1\n--- computation yaml ", 35) == 0);
    ck_assert(!small_contains(file, "somebody"));
    ieci_result *read = small_parsed(small_file(result, "inside"));
    for (int i = 0; i < COUNT(tables); i++) {
        ieci_bytes *before = small_table_text(result, tables[i]), *after = small_table_text(read, tables[i]);
        if (strcmp(tables[i], "cells") == 0) { /* file and line are those of the document */
            ck_assert(small_contains(after, "2022,ada,held,7714,ok,corrected,7714"));
            ieci_bytes_unref(before);
            ieci_bytes_unref(after);
        } else {
            small_check_same(before, after);
        }
    }
    small_check_reproduced(result);
    small_check_reproduced(read);
    small_check_same(file, small_file(read, "inside"));
    /* Through bytes and back: the reader of a file can hand on what may leave the house. */
    small_check_same(small_file(result, "outside"), small_file(read, "outside"));
    ieci_result_unref(read);
    ieci_result_unref(result);
}
END_TEST

START_TEST(test_computation) {
    ieci_result *result = small_result(SMALL_SCHEMA);
    ieci_bytes *model = NULL;
    char sum[IECI__SHA256_HEX_SIZE];
    size_t size;
    ck_assert_int_eq(ieci_model_format(ieci_result_model(result), &model, NULL), IECI_OK);
    const char *data = ieci_bytes_data(model, &size);
    ieci__sha256_hex(data, size, sum);
    for (int i = 0; i < 2; i++) {
        ieci_result *read = small_parsed(small_file(result, audiences[i]));
        ieci_bytes *text = small_table_text(read, "computation");
        ck_assert(small_contains(text, sum));
        ck_assert(small_contains(text, audiences[i]));
        ck_assert(small_contains(text, "\nnumerics,,1\n"));
        ck_assert(small_contains(text, "\nstate,2020,final\nstate,2022,draft\n"));
        ck_assert_int_eq(small_contains(text, "\nkept_back,,held\nkept_back,,secret\nkept_back,,hidden\n"
                                              "from_nothing,,index\nfrom_printed,,a\nfrom_nothing,,b\n"
                                              "from_scores,,c\nfrom_nothing,,d\n"),
                         i == 1);
        ieci_bytes_unref(text);
        ieci_result_unref(read);
    }
    ieci_bytes_unref(model);
    ieci_result_unref(result);
}
END_TEST

START_TEST(test_outside) {
    ieci_result *result = small_result(SMALL_SCHEMA);
    ieci_bytes *file = small_file(result, "outside");
    const char *text = ieci_bytes_data(file, NULL);
    /* The raw figures that must not leave the house start with 77; the goalposts of the method end with 00. */
    for (const char *p = strstr(text, "77"); p != NULL; p = strstr(p + 2, "77")) {
        bool raw = strspn(p, "0123456789") >= 4 && (p == text || strchr(",\n ", p[-1]) != NULL) &&
                   strncmp(p, "77000", 5) != 0 && strncmp(p, "77100", 5) != 0 && strncmp(p, "77300", 5) != 0;
        ck_assert_msg(!raw, "the file holds the figure %.20s", p);
    }
    ck_assert(small_contains(file, "\nada,2020,open,33,"));
    ck_assert(small_contains(file, "\nbor,2022,open,61,62,ok,counted twice,an editor,2022-02-01"));
    ck_assert(!small_contains(file, "ada,2022,held"));
    ck_assert(small_contains(file, "\n2020,held,bor,present,,,"));             /* printed only */
    ck_assert(small_contains(file, "\n2020,secret,ada,present,,,,,,yes,1\n")); /* nothing */
    ck_assert(small_contains(file, "\n2020,b,ada,present,,,,,,yes,1\n"));      /* nothing: it is secret alone */
    ck_assert(small_contains(file, "\n2020,d,cef,filled,,45.3,,,no,yes,0.5\n"));
    ck_assert(!small_contains(file, ",held,normalise,"));
    ck_assert(!small_contains(file, ",held,treat,"));
    ck_assert(small_contains(file, "\n2020,wide,normalise,min,5.5\n"));
    ieci_result *read = small_parsed(file);
    small_check_reproduced(read);
    ieci_bytes *scores = small_table_text(read, "scores"), *inside = small_table_text(result, "scores");
    ck_assert(small_contains(scores, "\n2020,c,ada,ada,43.75,43.8,"));
    ck_assert(small_contains(inside, "\n2020,c,ada,ada,43.75,43.8,"));
    ck_assert(small_contains(scores, "\n2020,secret,ada,ada,,,,no,yes,1\n"));
    ieci_bytes_unref(scores);
    ieci_bytes_unref(inside);
    ieci_result_unref(read);
    ieci_result_unref(result);
}
END_TEST

/* Without an indicator that is kept back a file for outside is whole. */
START_TEST(test_outside_whole) {
    char *schema = document_edited(SMALL_SCHEMA, ", publish: score", "");
    for (int i = 0; i < 2; i++) {
        char *next = document_edited(schema, ", publish: none", "");
        free(schema);
        schema = next;
    }
    ieci_result *result = small_result(schema), *read = small_parsed(small_file(result, "outside"));
    ieci_table *table = NULL;
    small_check_reproduced(read);
    small_check_same(small_table_text(result, "scores"), small_table_text(read, "scores"));
    small_check_same(small_table_text(result, "contributions"), small_table_text(read, "contributions"));
    ck_assert_int_eq(ieci_result_table(read, "cells", NULL, &table, NULL), IECI_OK);
    ieci_table_unref(table);
    ieci_result_unref(read);
    ieci_result_unref(result);
    free(schema);
}
END_TEST

/* All indicators kept back, and ranks of digits that are not in the file. */
static const struct {
    const char *find, *replace;
} schemas[] = {
    {"by: printed", "by: full"},
    {"ties: min", "ties: average"},
    {"decimals: 1", "decimals: 0"},
    {"decimals: 1", "decimals: 5"},
    {"{aggregate: geometric}", "{aggregate: {rule: power, exponent: 2}}"},
    {"{aggregate: geometric}", "{aggregate: harmonic}"},
    {"best: 90, source: s", "best: 90, source: s, publish: score"},
    {"normalise: min_max, source: s", "normalise: z_score, outside: extend, source: s"},
    {"{missing: mean", "{missing: worst"},
    {"b: [secret]", "b: {e: [secret]}"},
};

START_TEST(test_schemas) {
    char *schema = document_edited(SMALL_SCHEMA, schemas[_i].find, schemas[_i].replace);
    ieci_result *result = small_result(schema);
    ieci_result *inside = small_parsed(small_file(result, "inside")),
                *outside = small_parsed(small_file(result, "outside"));
    small_check_reproduced(result);
    small_check_reproduced(inside);
    small_check_reproduced(outside);
    small_check_same(small_table_text(result, "scores"), small_table_text(inside, "scores"));
    small_check_same(small_file(outside, "outside"), small_file(inside, "outside"));
    ieci_result_unref(result);
    ieci_result_unref(inside);
    ieci_result_unref(outside);
    free(schema);
}
END_TEST

/* What is filled in from withheld scores is withheld, too. */
START_TEST(test_filled_withheld) {
    char *tree = document_edited(SMALL_SCHEMA, "d: [hidden, open3]", "d: {f: [hidden], g: [open3]}");
    char *schema = document_edited(tree, "d: {missing: mean, min_share: 0.6}", "f: {missing: mean}");
    ieci_result *result = small_result(schema);
    ieci_bytes *inside = small_file(result, "inside"), *outside = small_file(result, "outside");
    ck_assert(small_contains(inside, "\n2020,f,dol,filled,,52.666666666666664,,,no,yes,0\n"));
    ck_assert(small_contains(outside, "\n2020,f,dol,filled,,,,,,yes,0\n"));
    ieci_result *read = small_parsed(outside);
    small_check_reproduced(read);
    ieci_bytes_unref(inside);
    ieci_result_unref(read);
    ieci_result_unref(result);
    free(tree);
    free(schema);
}
END_TEST

START_TEST(test_all_kept_back) {
    ieci_result *result = small_made("{format: ieci/schema/1, id: t, title: T, score: {range: [0, 1], decimals: 2}, "
                                     "rank: {by: printed, ties: min}, defaults: {normalise: goalposts, outside: clamp, "
                                     "missing: reweight, aggregate: arithmetic}, tree: {index: [a]}, indicators: {"
                                     "a: {name: A, unit: m, better: higher, worst: 0, best: 3, source: s, "
                                     "publish: none}}}\n",
                                     "unit,edition,a\nx,1,1\ny,1,2\n", TINY_EDITIONS,
                                     "unit,edition,indicator,old,new,reason\ny,1,a,2,2.5,r\n");
    ieci_bytes *file = small_file(result, "outside");
    ck_assert(small_contains(file, "\n1,index,x,present,,,,,,yes,1\n"));
    ieci_result *read = small_parsed(file);
    small_check_reproduced(read);
    ieci_result_unref(read);
    ieci_result_unref(result);
}
END_TEST

START_TEST(test_unsupported) {
    ieci_result *result = small_result(SMALL_SCHEMA), *read = small_parsed(small_file(result, "outside")), *none = NULL;
    ieci_bytes *bytes = NULL;
    ieci_table *table = NULL;
    ieci_options *options = NULL;
    ck_assert_int_eq(ieci_options_new(&options, NULL), IECI_OK);
    ck_assert_int_eq(ieci_result_format(read, NULL, &bytes, NULL), IECI_ERROR_UNSUPPORTED);
    ck_assert_int_eq(ieci_result_table(read, "contributions", NULL, &table, NULL), IECI_ERROR_UNSUPPORTED);
    ck_assert_int_eq(ieci_result_findings(read, NULL, NULL, &table, NULL), IECI_ERROR_UNSUPPORTED);
    ck_assert_int_eq(ieci_model_evaluate(ieci_result_model(read), NULL, &none, NULL), IECI_ERROR_UNSUPPORTED);
    ck_assert_int_eq(ieci_model_format(ieci_result_model(read), &bytes, NULL), IECI_ERROR_UNSUPPORTED);
    ck_assert_int_eq(ieci_options_set(options, "node", "held", NULL), IECI_OK);
    ck_assert_int_eq(ieci_result_table(read, "cells", options, &table, NULL), IECI_ERROR_UNSUPPORTED);
    ck_assert_ptr_null(table);
    ck_assert_int_eq(ieci_options_set(options, "node", "open", NULL), IECI_OK);
    ck_assert_int_eq(ieci_result_table(read, "cells", options, &table, NULL), IECI_OK);
    ck_assert_uint_eq(ieci_table_num_rows(table), 8);
    ck_assert_ptr_null(bytes);
    ck_assert_ptr_null(none);
    ieci_table_unref(table);
    ieci_options_free(options);
    ieci_result_unref(read);
    ieci_result_unref(result);
}
END_TEST

/* ---- memory ---- */

/* One of the three functions on some input: 0, 1 format; 2, 3 parse; 4, 5 verify a file; 6 verify what was computed. */
static ieci_status act(int what, const ieci_result *result, const ieci_bytes *file, const ieci_options *options,
                       ieci_error **error) {
    ieci_bytes *bytes = NULL;
    ieci_result *read = NULL;
    ieci_table *table = NULL;
    ieci_status status = what < 2   ? ieci_result_format(result, options, &bytes, error)
                         : what < 4 ? ieci_result_parse(file, NULL, &read, error)
                                    : ieci_result_verify(result, NULL, &table, error);
    ck_assert((bytes != NULL || read != NULL || table != NULL) == (status == IECI_OK));
    ieci_bytes_unref(bytes);
    ieci_result_unref(read);
    ieci_table_unref(table);
    return status;
}

START_TEST(test_out_of_memory) {
    const char *audience = audiences[_i % 2];
    ieci_result *result = small_result(SMALL_SCHEMA);
    ieci_bytes *file = small_file(result, audience);
    ieci_result *read = _i == 4 || _i == 5 ? small_parsed(small_file(result, audience)) : NULL;
    ieci_options *options = NULL;
    ck_assert_int_eq(ieci_options_new(&options, NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_set(options, "audience", audience, NULL), IECI_OK);
    for (int forever = 0; forever < 2; forever++) {
        ieci_status status = IECI_ERROR_NOMEM;
        for (size_t k = 1; status == IECI_ERROR_NOMEM; k++) {
            ieci_error *error = NULL;
            size_t alive = ieci__memory_alive();
            ieci__memory_fail(k, forever != 0);
            status = act(_i, read == NULL ? result : read, file, options, &error);
            ieci__memory_fail(0, false);
            ck_assert_int_eq(ieci_error_status(error), status);
            ieci_error_free(error);
            ck_assert_uint_eq(ieci__memory_alive(), alive);
            ck_assert(k > 5 || status != IECI_OK);
        }
        ck_assert_int_eq(status, IECI_OK);
    }
    ieci_options_free(options);
    ieci_result_unref(read);
    ieci_result_unref(result);
    ieci_bytes_unref(file);
}
END_TEST

/* ---- progress ---- */

typedef struct heard {
    size_t count, stop;
    double last;
} heard;

static bool hear(void *user_data, double fraction) {
    heard *of = user_data;
    ck_assert(of->count == 0 ? fraction == 0.0 : fraction > of->last && fraction <= 1.0);
    of->last = fraction;
    return ++of->count != of->stop;
}

/* 0 evaluate, 1 and 2 parse, 3 to 5 verify: computed, inside, outside. */
START_TEST(test_progress) {
    ieci_result *result = small_result(SMALL_SCHEMA), *read = small_parsed(small_file(result, audiences[_i % 2 == 0]));
    ieci_bytes *file = small_file(result, audiences[_i % 2]);
    ieci_options *options = NULL;
    heard of = {.stop = 0};
    ck_assert_int_eq(ieci_options_new(&options, NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_set_progress(options, hear, &of, NULL), IECI_OK);
    ieci_status status = IECI_ERROR_CANCELLED;
    for (size_t stop = 1; status == IECI_ERROR_CANCELLED; stop++) {
        ieci_result *made = NULL;
        ieci_table *table = NULL;
        size_t alive = ieci__memory_alive();
        of = (heard){.stop = stop};
        status = _i == 0   ? ieci_model_evaluate(ieci_result_model(result), options, &made, NULL)
                 : _i <= 2 ? ieci_result_parse(file, options, &made, NULL)
                           : ieci_result_verify(_i == 3 ? result : read, options, &table, NULL);
        ck_assert_int_eq(status, of.count == stop ? IECI_ERROR_CANCELLED : IECI_OK);
        ck_assert((made != NULL || table != NULL) == (status == IECI_OK));
        ieci_result_unref(made);
        ieci_table_unref(table);
        ck_assert_uint_eq(ieci__memory_alive(), alive);
    }
    ck_assert(of.last == 1.0);
    ck_assert_uint_ge(of.count, 10);
    ck_assert_uint_le(of.count, 102);
    ieci_options_free(options);
    ieci_bytes_unref(file);
    ieci_result_unref(read);
    ieci_result_unref(result);
}
END_TEST

START_TEST(test_arguments) {
    ieci_result *result = small_result(SMALL_SCHEMA), *none = NULL;
    ieci_bytes *file = small_file(result, "inside"), *bytes = NULL;
    ieci_table *table = NULL;
    ieci_options *options = NULL;
    const ieci_options *no_options = (const ieci_options *)file;
    ck_assert_int_eq(ieci_options_new(&options, NULL), IECI_OK);
    ck_assert_int_eq(ieci_options_set(options, "audience", "all", NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_format(NULL, NULL, &bytes, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_format((const ieci_result *)file, NULL, &bytes, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_format(result, no_options, &bytes, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_format(result, NULL, NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_parse(NULL, NULL, &none, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_parse((const ieci_bytes *)result, NULL, &none, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_parse(file, no_options, &none, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_parse(file, NULL, NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_verify(NULL, NULL, &table, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_verify(result, no_options, &table, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_result_verify(result, NULL, NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert(bytes == NULL && none == NULL && table == NULL);
    ieci_options_free(options);
    ieci_bytes_unref(file);
    ieci_result_unref(result);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("result_file");
    TCase *cases = tcase_create("content");
    tcase_add_test(cases, test_inside);
    tcase_add_test(cases, test_computation);
    tcase_add_test(cases, test_outside);
    tcase_add_test(cases, test_outside_whole);
    tcase_add_loop_test(cases, test_schemas, 0, COUNT(schemas));
    tcase_add_test(cases, test_filled_withheld);
    tcase_add_test(cases, test_all_kept_back);
    tcase_add_test(cases, test_unsupported);
    suite_add_tcase(all, cases);
    cases = tcase_create("calls");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, test_out_of_memory, 0, 7);
    tcase_add_loop_test(cases, test_progress, 0, 6);
    tcase_add_test(cases, test_arguments);
    suite_add_tcase(all, cases);
    return all;
}
