/* SPDX-License-Identifier: MIT */
/* Every public function under every failing allocation: once, and for ever after. The status is NOMEM, outputs and
 * inputs are as before, the error can be used, nothing is leaked, and afterwards the same call gives the same answer.
 * Environment: OOM_STEP=3 tries every third allocation only, as valgrind needs it. */
#define _XOPEN_SOURCE 700
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "oom/variants.h"
#include "support/folder.h"
#include "support/functions.h"

Suite *suite(void);

#define FULL_CHECKS 97 /* every so many fault points the answer is compared in full */

/* Goes on after a failure, so that one run tells them all. */
#define SOFT(condition, ...)                                                                                           \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            failures++;                                                                                                \
            printf("# FAILED: " __VA_ARGS__);                                                                          \
            printf("\n");                                                                                              \
        }                                                                                                              \
    } while (0)

static size_t failures;
static size_t fault_points;
static size_t step = 1;

static void start(void) {
    const char *word = getenv("OOM_STEP");
    step = word != NULL ? (size_t)strtoul(word, NULL, 10) : getenv("IECI_VALGRIND") != NULL ? 41 : 1;
    folder_start();
    sample_write(folder_path(""));
    ck_assert_int_eq(chdir(folder_path("")), 0);
}

static void stop(void) {
    ieci__memory_fail(0, false);
    sample_clear();
    ck_assert_int_eq(chdir("/"), 0);
    folder_stop();
    ck_assert_msg(ieci__memory_alive() == 0, "%zu blocks are never freed", ieci__memory_alive());
}

/* What the call answers when memory lasts. */
static char *answer_of(const function_row *row) {
    function_call call;
    function_prepare(&call, row);
    const size_t before = ieci__memory_alive();
    const function_answer answer = function_make(&call);
    ck_assert_msg(answer.status == row->expected, "%s: status %d instead of %d: %s", row->name, (int)answer.status,
                  (int)row->expected, ieci_error_message(call.error));
    char *text = function_print(&call);
    if (answer.status != IECI_OK) {
        ck_assert_msg(function_is_untouched(&call), "%s: an output was changed", row->name);
        ieci_error_free(call.error);
        call.error = NULL;
        ck_assert_msg(ieci__memory_alive() == before, "%s: leaks when it is refused", row->name);
    }
    function_finish(&call);
    return text;
}

/* The error that a failed call leaves must be good for everything, even while there is still no memory. */
static void check_error(const function_call *call, const char *place) {
    ieci_table *table = NULL;
    const ieci_status status = ieci_error_status(call->error);
    SOFT(status == IECI_ERROR_NOMEM, "%s: error of status %d", place, (int)status);
    SOFT(strstr(ieci_error_message(call->error), "out of memory") != NULL, "%s: %s", place,
         ieci_error_message(call->error));
    ieci__memory_fail(1, true);
    const ieci_status tabled = ieci_error_problems(call->error, &table);
    ieci__memory_fail(0, false);
    SOFT(tabled == IECI_ERROR_NOMEM && table == NULL, "%s: a table without memory", place);
    SOFT(ieci_error_problems(call->error, &table) == IECI_OK, "%s: no table of the problem", place);
    ieci_table_unref(table);
}

/* Fails the allocation with this number; false: there was none with that number. */
static bool fail_at(const function_row *row, size_t number, bool forever, bool with_error, const char *expected) {
    char place[200];
    function_call call;
    snprintf(place, sizeof place, "%s, allocation %zu%s", row->name, number, forever ? " and all after it" : "");
    function_prepare(&call, row);
    const size_t before = ieci__memory_alive();
    const bool has_error = call.count > 0 && row->arguments[call.count - 1].kind == FUNCTION_ERROR;
    if (has_error && !with_error) {
        call.value[call.count - 1].room = NULL;
    }
    ieci__memory_fail(number, forever);
    const function_answer answer = function_make(&call);
    const bool struck = ieci__memory_count() >= number;
    ieci__memory_fail(0, false);
    if (struck && answer.status == row->expected && !forever) {
        char *text = function_print(&call); /* it could do without that memory: giving back room that is left over */
        SOFT(!with_error || strcmp(text, expected) == 0, "%s: another answer", place);
        free(text);
        function_finish(&call);
        return true;
    }
    if (struck) {
        SOFT(answer.status == IECI_ERROR_NOMEM, "%s: status %d: %s", place, (int)answer.status,
             ieci_error_message(call.error));
        SOFT(function_is_untouched(&call), "%s: an output was changed", place);
        if (with_error && has_error) {
            check_error(&call, place);
        }
    }
    ieci_error_free(call.error);
    call.error = NULL;
    const size_t after = ieci__memory_alive();
    SOFT(!struck || after == before, "%s: %zu blocks before, %zu after", place, before, after);
    function_finish(&call);
    return struck;
}

/* Objects that a call changes must work on after a failure, as if it had never been tried. */
static void check_fresh(const function_row *row, size_t number, const char *expected) {
    function_call call;
    function_prepare(&call, row);
    ieci__memory_fail(number, false);
    const function_answer failed = function_make(&call);
    ieci__memory_fail(0, false);
    ieci_error_free(call.error);
    call.error = NULL;
    if (failed.status == IECI_ERROR_NOMEM) {
        SOFT(function_make(&call).status == row->expected, "%s, allocation %zu: does not work afterwards", row->name,
             number);
    }
    char *text = function_print(&call);
    SOFT(strcmp(text, expected) == 0, "%s, allocation %zu: works another way afterwards", row->name, number);
    free(text);
    function_finish(&call);
}

static void run_row(const function_row *row) {
    char *expected = answer_of(row);
    size_t points = 0;
    for (int forever = 0; forever < 2; forever++) {
        for (size_t number = 1; fail_at(row, number, forever == 1, number % 5 != 0, expected); number += step) {
            points++;
            if (points % FULL_CHECKS == 0) {
                char *again = answer_of(row);
                ck_assert_str_eq(again, expected);
                free(again);
            }
            for (size_t i = 0; i < FUNCTIONS_ARGUMENTS && forever == 0; i++) {
                if (row->arguments[i].kind == FUNCTION_FRESH) {
                    check_fresh(row, number, expected);
                }
            }
        }
    }
    char *again = answer_of(row);
    ck_assert_str_eq(again, expected);
    free(again);
    free(expected);
    fault_points += points;
    printf("# %s(", row->name);
    for (size_t i = 0; i < FUNCTIONS_ARGUMENTS; i++) {
        if (row->arguments[i].text != NULL && *row->arguments[i].text != '\0') {
            printf(" \"%.30s\"", row->arguments[i].text);
        }
    }
    printf(" ): %zu fault points\n", points);
}

static void report(void) {
    printf("# %zu fault points\n", fault_points);
    fflush(stdout);
    ck_assert_msg(failures == 0, "%zu failures", failures);
    ck_assert_msg(step > 1 || fault_points >= 2000, "only %zu fault points", fault_points);
    fault_points = 0;
}

START_TEST(test_functions) {
    for (size_t i = 0; i < num_functions; i++) {
        run_row(&functions[i]);
    }
    for (size_t i = 0; i < NUM_VARIANTS; i++) {
        const function_row row = variant_row(&variants[i]);
        ck_assert_msg(row.name != NULL, "there is no %s", variants[i].function);
        run_row(&row);
    }
    report();
}
END_TEST

/* --- The whole way under other rules --- */

/* Key path and value; with some of them the computation is refused. */
static const char *const settings[][2] = {
    {"defaults.treat", "winsorise"},
    {"defaults.missing", "median"},
    {"defaults.missing", "{rule: mean, of: region}"},
    {"defaults.missing", "zero"},
    {"indicators.dust.normalise", "min_max"},
    {"indicators.dust.normalise", "{rule: z_score, over: all}"},
    {"indicators.dust.normalise", "{rule: percentile, over: 2019}"},
    {"indicators.dust.normalise", "rank"},
    {"indicators.dust.treat", "{rule: winsorise, over: 2019}"},
    {"indicators.dust.outside", "error"},
    {"indicators.dust.below", NULL},
    {"indicators.firms.not_covered", "{rule: median, of: region}"},
    {"nodes.links.aggregate", "geometric"},
    {"nodes.culture", "{name: Culture, aggregate: {rule: power, exponent: -1}}"},
    {"rank.ties", "average"},
    {"score.range", "[0, 1]"},
    {"eligible.share", "0.99"},
    {"denominators.people.column", "region"},
    {"languages", "[en, zh, fr]"},
};

/* From a schema with another setting to the result that is read back; every object on the way is freed again. */
static function_answer compute_with(const function_value *a) {
    const size_t setting = a[0].size;
    ieci_schema *schema = NULL;
    ieci_model *model = NULL, *again = NULL;
    ieci_bytes *document = NULL;
    ieci_result *result = NULL;
    ieci_table *cells = NULL;
    ieci_error **error = a[2].room;
    ieci_status status =
        ieci_schema_with(sample_handle(SAMPLE_SCHEMA, ""), settings[setting][0], settings[setting][1], &schema, error);
    if (status == IECI_OK) {
        status = ieci_model_new(sample_handle(SAMPLE_DATASET, ""), schema, NULL, NULL, &model, error);
    }
    if (status == IECI_OK) {
        status = ieci_model_format(model, &document, error);
    }
    if (status == IECI_OK) {
        status = ieci_model_parse(document, &again, error);
    }
    if (status == IECI_OK) {
        status = ieci_model_evaluate(again, NULL, &result, error);
    }
    if (status == IECI_OK) {
        status = ieci_result_table(result, "cells", NULL, &cells, error);
    }
    if (status == IECI_OK) {
        status = ieci_result_table(result, "ranking", NULL, a[1].room, error);
    }
    ieci_table_unref(cells);
    ieci_result_unref(result);
    ieci_bytes_unref(document);
    ieci_model_unref(again);
    ieci_model_unref(model);
    ieci_schema_unref(schema);
    return (function_answer){.status = status};
}

START_TEST(test_settings) {
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        ieci_table *table = NULL;
        ieci_error *error = NULL;
        const function_value values[] = {{.size = i}, {.room = &table}, {.room = &error}};
        function_row row = {settings[i][0],
                            compute_with,
                            compute_with(values).status,
                            {{.kind = FUNCTION_NUMBER, .number = (long)i, .text = settings[i][1]},
                             {.kind = FUNCTION_OUT_HANDLE, .of = SAMPLE_TABLE},
                             {.kind = FUNCTION_ERROR}}};
        if (error != NULL) {
            printf("# %s\n", ieci_error_message(error));
        }
        ck_assert_int_ne(row.expected, IECI_ERROR_ARGUMENT);
        ieci_table_unref(table);
        ieci_error_free(error);
        run_row(&row);
    }
    report();
}
END_TEST

/* --- Six of the shipped cities, with the real schema --- */

static ieci_bytes *cities;
static ieci_model *cities_model;
static ieci_result *cities_result;

static function_answer open_cities(const function_value *a) {
    return (function_answer){.status = ieci_model_open(cities, NULL, a[0].room, a[1].room)};
}

static function_answer format_cities(const function_value *a) {
    return (function_answer){.status = ieci_model_format(cities_model, a[0].room, a[1].room)};
}

static function_answer evaluate_cities(const function_value *a) {
    return (function_answer){.status = ieci_model_evaluate(cities_model, NULL, a[0].room, a[1].room)};
}

static function_answer table_of_cities(const function_value *a) {
    return (function_answer){.status = ieci_result_table(cities_result, a[0].pointer, NULL, a[1].room, a[2].room)};
}

static const function_row cities_rows[] = {
    {"open six cities",
     open_cities,
     IECI_OK,
     {{.kind = FUNCTION_OUT_HANDLE, .of = SAMPLE_MODEL}, {.kind = FUNCTION_ERROR}}},
    {"format six cities",
     format_cities,
     IECI_OK,
     {{.kind = FUNCTION_OUT_HANDLE, .of = SAMPLE_BYTES}, {.kind = FUNCTION_ERROR}}},
    {"evaluate six cities",
     evaluate_cities,
     IECI_OK,
     {{.kind = FUNCTION_OUT_HANDLE, .of = SAMPLE_RESULT}, {.kind = FUNCTION_ERROR}}},
};

/* Copies a file of the shipped project; of tables with units only the header and the rows of six cities. */
static void copy_file(const char *folder, const char *name) {
    static const char *const chosen[] = {"london,", "new_york,", "paris,", "beijing,", "singapore,", "hong_kong,"};
    char line[4000], path[1000];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *from = folder_open_outside(path);
    FILE *to = fopen(name, "wb");
    ck_assert_msg(from != NULL && to != NULL, "%s", path);
    const bool filter =
        strcmp(name, "data.csv") == 0 || strcmp(name, "units.csv") == 0 || strcmp(name, "corrections.csv") == 0;
    for (size_t number = 0; fgets(line, sizeof line, from) != NULL; number++) {
        bool taken = !filter || number == 0;
        for (size_t i = 0; i < sizeof chosen / sizeof *chosen; i++) {
            taken = taken || strncmp(line, chosen[i], strlen(chosen[i])) == 0;
        }
        /* Aliases of other cities would be an error. */
        const char *comma = strrchr(line, ',');
        if (strcmp(name, "aliases.csv") == 0 && number > 0) {
            char unit[100];
            snprintf(unit, sizeof unit, "%.*s,", (int)strcspn(comma + 1, "\r\n"), comma + 1);
            taken = false;
            for (size_t i = 0; i < sizeof chosen / sizeof *chosen; i++) {
                taken = taken || strcmp(unit, chosen[i]) == 0;
            }
        }
        if (taken) {
            fputs(line, to);
        }
    }
    ck_assert_int_eq(fclose(from), 0);
    ck_assert_int_eq(fclose(to), 0);
}

START_TEST(test_cities) {
    static const char *const names[] = {"schema.yaml", "weights.yaml", "index.yaml",      "units.csv",
                                        "aliases.csv", "data.csv",     "corrections.csv", "sources.csv"};
    static const char *const tables[] = {"scores",        "ranking",    "cells",   "weights",
                                         "contributions", "parameters", "changes", "notes"};
    ieci_error *error = NULL;
    const char *folder = getenv("CITIES");
    if (folder == NULL) {
        printf("# skipped: CITIES does not name the folder of the cities\n");
        return;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        copy_file(folder, names[i]);
    }
    sample_require(ieci_bytes_read("index.yaml", NULL, &cities, &error), error, "cities");
    sample_require(ieci_model_open(cities, NULL, &cities_model, &error), error, "cities");
    sample_require(ieci_model_evaluate(cities_model, NULL, &cities_result, &error), error, "cities");
    for (size_t i = 0; i < sizeof cities_rows / sizeof *cities_rows; i++) {
        run_row(&cities_rows[i]);
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const function_row row = {"table of six cities",
                                  table_of_cities,
                                  IECI_OK,
                                  {{.kind = FUNCTION_TEXT, .text = tables[i]},
                                   {.kind = FUNCTION_OUT_HANDLE, .of = SAMPLE_TABLE},
                                   {.kind = FUNCTION_ERROR}}};
        run_row(&row);
    }
    ieci_result_unref(cities_result);
    ieci_model_unref(cities_model);
    ieci_bytes_unref(cities);
    report();
}
END_TEST

/* Accessors give what they hold, or nothing, without memory. */
START_TEST(test_accessors_need_no_memory) {
    for (size_t i = 0; i < num_functions; i++) {
        const function_row *row = &functions[i];
        function_call call;
        function_prepare(&call, row);
        ieci__memory_fail(0, false);
        const function_answer expected = function_make(&call);
        const bool allocates = ieci__memory_count() > 0;
        function_finish(&call);
        if (expected.pointer == NULL && expected.number == 0) {
            continue;
        }
        ck_assert_msg(!allocates, "%s allocates, but cannot tell that it failed", row->name);
        function_prepare(&call, row);
        ieci__memory_fail(1, true);
        const function_answer answer = function_make(&call);
        ieci__memory_fail(0, false);
        ck_assert_msg(answer.pointer == expected.pointer && answer.number == expected.number, "%s", row->name);
        function_finish(&call);
    }
}
END_TEST

/* Freeing needs no memory either. */
START_TEST(test_release_needs_no_memory) {
    static const sample_kind kinds[] = {SAMPLE_BYTES,   SAMPLE_TABLE,     SAMPLE_OPTIONS, SAMPLE_DATASET,
                                        SAMPLE_SCHEMA,  SAMPLE_WEIGHTING, SAMPLE_MODEL,   SAMPLE_RESULT,
                                        SAMPLE_FACTORS, SAMPLE_ENSEMBLE,  SAMPLE_ERROR};
    static const char *const names[] = {"units.csv", "units.csv", "unit=ada"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        (void)sample_handle(kinds[i], i < 3 ? names[i] : "");
    }
    ieci__memory_fail(1, true);
    sample_clear();
    ck_assert_uint_eq(ieci__memory_count(), 0);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

Suite *suite(void) {
    Suite *oom = suite_create("oom");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 600);
    tcase_add_checked_fixture(all, start, stop);
    tcase_add_test(all, test_functions);
    tcase_add_test(all, test_settings);
    tcase_add_test(all, test_cities);
    tcase_add_test(all, test_accessors_need_no_memory);
    tcase_add_test(all, test_release_needs_no_memory);
    suite_add_tcase(oom, all);
    return oom;
}
