/* SPDX-License-Identifier: MIT */
/* The life of objects: values stay, parents are kept alive, configs are copied, both ways in give the same, and what is
 * written reads back as itself. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/sample.h"

Suite *suite(void);

static void require(ieci_status status, ieci_error *error) {
    ck_assert_msg(status == IECI_OK, "status %d: %s", (int)status, ieci_error_message(error));
}

/* A result lives on when everything that it was made of was given back. */
START_TEST(test_children_keep_parents) {
    ieci_error *error = NULL;
    ieci_table *cells[] = {sample_table("data.csv"), sample_table("wide.csv")};
    ieci_table *units = sample_table("units.csv"), *aliases = sample_table("aliases.csv");
    ieci_bytes *yaml = sample_bytes("schema.yaml");
    ieci_dataset *dataset = NULL;
    ieci_schema *schema = NULL;
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    ieci_table *scores = NULL;
    require(ieci_dataset_new(2, (const ieci_table *const *)cells, units, NULL, aliases, NULL, NULL, &dataset, &error),
            error);
    require(ieci_schema_parse(yaml, NULL, &schema, &error), error);
    ieci_table_unref(cells[0]);
    ieci_table_unref(cells[1]);
    ieci_table_unref(units);
    ieci_table_unref(aliases);
    ieci_bytes_unref(yaml);
    require(ieci_model_new(dataset, schema, NULL, NULL, &model, &error), error);
    ieci_dataset_unref(dataset);
    ieci_schema_unref(schema);
    require(ieci_model_evaluate(model, NULL, &result, &error), error);
    ieci_model_unref(model);
    ck_assert_str_eq(ieci_model_code(ieci_result_model(result), IECI_AXIS_NODE, 0), "index");
    ck_assert_ptr_nonnull(ieci_model_dataset(ieci_result_model(result)));
    ck_assert_ptr_null(ieci_model_weighting(ieci_result_model(result)));
    require(ieci_result_table(result, "scores", NULL, &scores, &error), error);
    ieci_result_unref(result);
    ck_assert_uint_gt(ieci_table_num_rows(scores), 100);
    ieci_table_unref(scores);
}
END_TEST

/* What a value says does not change by what is made of it. */
START_TEST(test_values_are_immutable) {
    const ieci_dataset *dataset = sample_handle(SAMPLE_DATASET, "plain");
    const ieci_schema *schema = sample_handle(SAMPLE_SCHEMA, "");
    const ieci_model *model = sample_handle(SAMPLE_MODEL, "");
    char *before[] = {sample_print(SAMPLE_DATASET, dataset), sample_print(SAMPLE_SCHEMA, schema),
                      sample_print(SAMPLE_MODEL, model)};
    ieci_dataset *changed = NULL;
    ieci_schema *other = NULL;
    ieci_model *again = NULL;
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    require(ieci_dataset_with(dataset, sample_handle(SAMPLE_TABLE, "corrections.csv"), NULL, &changed, &error), error);
    require(ieci_schema_with(schema, "score.decimals", "3", &other, &error), error);
    require(ieci_model_new(changed, other, NULL, NULL, &again, &error), error);
    require(ieci_model_evaluate(again, NULL, &result, &error), error);
    char *after[] = {sample_print(SAMPLE_DATASET, dataset), sample_print(SAMPLE_SCHEMA, schema),
                     sample_print(SAMPLE_MODEL, model)};
    for (size_t i = 0; i < 3; i++) {
        ck_assert_str_eq(before[i], after[i]);
        free(before[i]);
        free(after[i]);
    }
    char *text = sample_print(SAMPLE_DATASET, changed);
    ck_assert_ptr_nonnull(strstr(text, "ada,2021,museums,13"));
    free(text);
    ieci_result_unref(result);
    ieci_model_unref(again);
    ieci_schema_unref(other);
    ieci_dataset_unref(changed);
}
END_TEST

/* Columns can be added until the table is used; then never again. */
START_TEST(test_table_becomes_a_value) {
    static const double values[] = {1.0, NAN};
    static const char *const texts[] = {"a", NULL};
    static const double infinite[] = {1.0, HUGE_VAL};
    static const char *const broken[] = {"a", "\xff"};
    ieci_table *table = NULL;
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    require(ieci_table_new(2, &table, &error), error);
    require(ieci_table_add_reals(table, "x", values, 1, &error), error);
    ck_assert_int_eq(ieci_table_add_reals(table, "y", infinite, 1, &error), IECI_ERROR_DATA);
    ieci_error_free(error);
    ck_assert_int_eq(ieci_table_add_texts(table, "z", broken, &error), IECI_ERROR_ENCODING);
    ieci_error_free(error);
    ck_assert_int_eq(ieci_table_add_reals(table, "x", values, 1, NULL), IECI_ERROR_ARGUMENT);
    require(ieci_table_add_texts(table, "y", texts, &error), error);
    require(ieci_table_format(table, "csv", NULL, &bytes, &error), error);
    ck_assert_str_eq(ieci_bytes_data(bytes, NULL), "x,y\n1,a\n,\n");
    ieci_bytes_unref(bytes);
    ck_assert_int_eq(ieci_table_add_reals(table, "later", values, 1, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_table_add_texts(table, "later", texts, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_uint_eq(ieci_table_num_columns(table), 2);
    ieci_table_unref(table);
}
END_TEST

/* A column of a matrix by stride. */
START_TEST(test_strides) {
    static const double values[] = {1, 2, 3, 4, 5, 6};
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    double copy[3];
    require(ieci_table_new(3, &table, &error), error);
    require(ieci_table_add_reals(table, "even", values + 1, 2, &error), error);
    require(ieci_table_copy_reals(table, 0, copy, 3, &error), error);
    ck_assert(copy[0] == 2 && copy[1] == 4 && copy[2] == 6);
    ieci_table_unref(table);
}
END_TEST

/* --- The matrix is the same way in as a table --- */

static const char *const units[] = {"c", "a", "b"};
static const char *const indicators[] = {"y", "x"};
static const char short_schema[] =
    "format: ieci/schema/1\nid: s\ntitle: S\nscore: {range: [0, 1], decimals: 3}\nrank: {by: full}\n"
    "defaults: {normalise: min_max}\ntree: {index: [x, y]}\n"
    "indicators:\n  x: {name: X, unit: u, better: higher, source: s}\n"
    "  y: {name: Y, unit: u, better: lower, source: s}\n";

static ieci_schema *parse_schema(const char *text) {
    ieci_bytes *bytes = NULL;
    ieci_schema *schema = NULL;
    ieci_error *error = NULL;
    require(ieci_bytes_new(text, strlen(text), "short.yaml", &bytes, &error), error);
    require(ieci_schema_parse(bytes, NULL, &schema, &error), error);
    ieci_bytes_unref(bytes);
    return schema;
}

static char *scores_of(const ieci_dataset *dataset) {
    ieci_schema *schema = parse_schema(short_schema);
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    require(ieci_model_new(dataset, schema, NULL, NULL, &model, &error), error);
    require(ieci_model_evaluate(model, NULL, &result, &error), error);
    char *text = sample_print(SAMPLE_RESULT, result);
    ieci_result_unref(result);
    ieci_model_unref(model);
    ieci_schema_unref(schema);
    return text;
}

START_TEST(test_matrix_equals_table) {
    /* [unit][indicator], then the same transposed */
    static const double rows[] = {0.1, 5.25, 0.7, NAN, 1e-7, 9.5};
    static const double columns[] = {0.1, 0.7, 1e-7, 5.25, NAN, 9.5};
    static const char csv[] = "unit,edition,y,x\nc,1,0.1,5.25\na,1,0.7,\nb,1,0.0000001,9.5\n";
    ieci_error *error = NULL;
    ieci_dataset *datasets[3] = {NULL};
    ieci_bytes *bytes = NULL;
    ieci_table *table = NULL;
    require(ieci_dataset_new_matrix(3, units, 2, indicators, rows, 2, 1, &datasets[0], &error), error);
    require(ieci_dataset_new_matrix(3, units, 2, indicators, columns, 1, 3, &datasets[1], &error), error);
    require(ieci_bytes_new(csv, strlen(csv), "a.csv", &bytes, &error), error);
    require(ieci_table_parse_csv(bytes, NULL, &table, &error), error);
    require(ieci_dataset_new(1, (const ieci_table *[]){table}, NULL, NULL, NULL, NULL, NULL, &datasets[2], &error),
            error);
    char *first = scores_of(datasets[0]);
    for (size_t i = 1; i < 3; i++) {
        char *other = scores_of(datasets[i]);
        ck_assert_str_eq(first, other);
        free(other);
    }
    free(first);
    for (size_t i = 0; i < 3; i++) {
        ieci_dataset_unref(datasets[i]);
    }
    ieci_table_unref(table);
    ieci_bytes_unref(bytes);
}
END_TEST

static const struct {
    const char *name;
    const char *unit_codes[3], *indicator_codes[2];
    double value;
    ieci_status status;
} matrices[] = {
    {"infinity", {"a", "b", "c"}, {"x", "y"}, HUGE_VAL, IECI_ERROR_DATA},
    {"minus infinity", {"a", "b", "c"}, {"x", "y"}, -HUGE_VAL, IECI_ERROR_DATA},
    {"denormal", {"a", "b", "c"}, {"x", "y"}, 4.9e-324, IECI_OK},
    {"the same unit twice", {"a", "b", "a"}, {"x", "y"}, 1.0, IECI_ERROR_ARGUMENT},
    {"the same indicator twice", {"a", "b", "c"}, {"x", "x"}, 1.0, IECI_ERROR_ARGUMENT},
    {"a unit without a code", {"a", "", "c"}, {"x", "y"}, 1.0, IECI_ERROR_ARGUMENT},
    {"no text", {"a", NULL, "c"}, {"x", "y"}, 1.0, IECI_ERROR_ARGUMENT},
    {"not UTF-8", {"a", "\xc3", "c"}, {"x", "y"}, 1.0, IECI_ERROR_ARGUMENT},
};

START_TEST(test_matrix_is_checked) {
    const double values[] = {1, 2, 3, 4, matrices[_i].value, 6};
    ieci_dataset *dataset = NULL;
    ieci_error *error = NULL;
    const ieci_status status = ieci_dataset_new_matrix(3, matrices[_i].unit_codes, 2, matrices[_i].indicator_codes,
                                                       values, 2, 1, &dataset, &error);
    ck_assert_msg(status == matrices[_i].status, "%s: status %d: %s", matrices[_i].name, (int)status,
                  ieci_error_message(error));
    ck_assert((dataset == NULL) == (status != IECI_OK));
    ieci_dataset_unref(dataset);
    ieci_error_free(error);
}
END_TEST

/* --- Documents --- */

START_TEST(test_model_document) {
    static const char *const names[] = {"", "plain"};
    for (size_t i = 0; i < 2; i++) {
        const ieci_model *model = sample_handle(SAMPLE_MODEL, names[i]);
        ieci_bytes *first = NULL, *second = NULL;
        ieci_model *again = NULL;
        ieci_result *result = NULL;
        ieci_error *error = NULL;
        require(ieci_model_format(model, &first, &error), error);
        require(ieci_model_parse(first, &again, &error), error);
        require(ieci_model_format(again, &second, &error), error);
        ck_assert_str_eq(ieci_bytes_data(first, NULL), ieci_bytes_data(second, NULL));
        ck_assert_ptr_null(strstr(ieci_bytes_data(first, NULL), "data.csv"));
        require(ieci_model_evaluate(again, NULL, &result, &error), error);
        static const char *const tables[] = {"scores", "ranking", "weights", "contributions", "parameters", "changes"};
        for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
            ieci_table *one = NULL, *other = NULL;
            require(ieci_result_table(sample_handle(SAMPLE_RESULT, names[i]), tables[t], NULL, &one, &error), error);
            require(ieci_result_table(result, tables[t], NULL, &other, &error), error);
            char *expected = sample_print(SAMPLE_TABLE, one), *text = sample_print(SAMPLE_TABLE, other);
            ck_assert_str_eq(expected, text);
            free(expected);
            free(text);
            ieci_table_unref(one);
            ieci_table_unref(other);
        }
        ieci_result_unref(result);
        ieci_model_unref(again);
        ieci_bytes_unref(first);
        ieci_bytes_unref(second);
    }
}
END_TEST

/* Every shortened and every changed document is refused. */
START_TEST(test_damaged_document) {
    size_t size;
    ieci_error *error = NULL;
    const char *data = ieci_bytes_data(sample_handle(SAMPLE_BYTES, "model"), &size);
    char *copy = malloc(size + 1);
    ck_assert_ptr_nonnull(copy);
    for (size_t at = 0; at < 2 * size; at += at < 600 ? 1 : 13) {
        const bool cut = at % 2 == 0;
        memcpy(copy, data, size);
        copy[at / 2] = (char)(copy[at / 2] ^ (1 << (at / 2 % 8)));
        ieci_bytes *bytes = NULL;
        ieci_model *model = NULL;
        require(ieci_bytes_new(cut ? data : copy, cut ? at / 2 : size, "damaged", &bytes, &error), error);
        const ieci_status status = ieci_model_parse(bytes, &model, NULL);
        ck_assert_msg(status == IECI_ERROR_CORRUPT || status == IECI_ERROR_VERSION, "%s at %zu: status %d",
                      cut ? "cut" : "changed", at / 2, (int)status);
        ck_assert_ptr_null(model);
        ieci_bytes_unref(bytes);
    }
    free(copy);
}
END_TEST

/* --- Changes --- */

static const struct {
    const char *name, *csv;
    ieci_status status;
    const char *told;
} changes[] = {
    {"right old value", "unit,edition,indicator,old,new\nada,2021,museums,12,13\n", IECI_OK, NULL},
    {"without old", "unit,edition,indicator,new\nada,2021,museums,13\n", IECI_OK, NULL},
    {"old as another decimal", "unit,edition,indicator,old,new\nada,2021,museums,12.0,13\n", IECI_OK, NULL},
    {"wrong old value", "unit,edition,indicator,old,new\nada,2021,museums,11,13\n", IECI_ERROR_DATA, "12"},
    {"empty old where there is a value", "unit,edition,indicator,old,new\nada,2021,museums,,13\n", IECI_ERROR_DATA,
     "12"},
    {"empty old where there is none", "unit,edition,indicator,old,new\neem,2021,patents,,13\n", IECI_OK, NULL},
    {"empty new is missing", "unit,edition,indicator,old,new\nada,2021,museums,12,\n", IECI_OK, NULL},
    {"unknown unit", "unit,edition,indicator,old,new\nadaa,2021,museums,12,13\n", IECI_ERROR_DATA, "ada"},
    {"unknown indicator", "unit,edition,indicator,old,new\nada,2021,museum,12,13\n", IECI_ERROR_DATA, "museums"},
    {"unknown edition", "unit,edition,indicator,old,new\nada,2022,museums,12,13\n", IECI_ERROR_DATA, "2022"},
    {"no edition, several", "unit,indicator,old,new\nada,museums,12,13\n", IECI_ERROR_DATA, "edition"},
    {"twice", "unit,edition,indicator,new\nada,2021,museums,13\nada,2021,museums,14\n", IECI_ERROR_DATA, NULL},
    {"not a number", "unit,edition,indicator,new\nada,2021,museums,1x\n", IECI_ERROR_DATA, "1x"},
    {"no column new", "unit,edition,indicator,old\nada,2021,museums,12\n", IECI_ERROR_DATA, "new"},
    {"status", "unit,edition,indicator,new,status\nada,2021,museums,,not_covered\n", IECI_OK, NULL},
    {"number and a status without one", "unit,edition,indicator,new,status\nada,2021,museums,1,missing\n",
     IECI_ERROR_DATA, NULL},
};

START_TEST(test_changes) {
    ieci_bytes *bytes = NULL;
    ieci_table *table = NULL;
    ieci_dataset *changed = NULL;
    ieci_error *error = NULL;
    require(ieci_bytes_new(changes[_i].csv, strlen(changes[_i].csv), "changes.csv", &bytes, &error), error);
    require(ieci_table_parse_csv(bytes, NULL, &table, &error), error);
    const ieci_status status = ieci_dataset_with(sample_handle(SAMPLE_DATASET, "plain"), table, NULL, &changed, &error);
    ck_assert_msg(status == changes[_i].status, "%s: status %d: %s", changes[_i].name, (int)status,
                  ieci_error_message(error));
    ck_assert_msg(changes[_i].told == NULL || strstr(ieci_error_message(error), changes[_i].told) != NULL, "%s: %s",
                  changes[_i].name, ieci_error_message(error));
    ck_assert_msg(status == IECI_OK || strstr(ieci_error_message(error), "changes.csv") != NULL, "%s: %s",
                  changes[_i].name, ieci_error_message(error));
    ieci_dataset_unref(changed);
    ieci_table_unref(table);
    ieci_bytes_unref(bytes);
    ieci_error_free(error);
}
END_TEST

/* --- Schemas with one key changed --- */

static const struct {
    const char *path, *value;
    ieci_status status;
} settings[] = {
    {"nodes.life.aggregate", "geometric", IECI_OK},
    {"nodes.culture.aggregate", "{rule: power, exponent: 3}", IECI_OK},
    {"indicators.patents.missing", "{rule: median, of: region}", IECI_OK},
    {"indicators.patents.missing", NULL, IECI_OK},
    {"score.decimals", "2", IECI_OK},
    {"score.decimals", "11", IECI_ERROR_SCHEMA},
    {"score.decimals", "x", IECI_ERROR_SCHEMA},
    {"nodes.life.agregate", "geometric", IECI_ERROR_SCHEMA},
    {"nodes.nowhere.aggregate", "geometric", IECI_ERROR_SCHEMA},
    {"indicators.income", NULL, IECI_ERROR_SCHEMA},
    {"indicators.income.better", NULL, IECI_ERROR_SCHEMA},
    {"indicators.income.worst", "90001", IECI_ERROR_SCHEMA},
    {"id", "other", IECI_OK},
    {"nowhere.at.all", NULL, IECI_ERROR_ARGUMENT},
    {"", "1", IECI_ERROR_ARGUMENT},
    {"nodes..life", "1", IECI_ERROR_ARGUMENT},
    {"score.decimals", "[1", IECI_ERROR_SYNTAX},
    {"score.decimals", "\xff", IECI_ERROR_ENCODING},
    {"nodes.life.aggregate", "*anchor", IECI_ERROR_SCHEMA},
};

START_TEST(test_settings) {
    ieci_schema *changed = NULL;
    ieci_error *error = NULL;
    const ieci_status status =
        ieci_schema_with(sample_handle(SAMPLE_SCHEMA, ""), settings[_i].path, settings[_i].value, &changed, &error);
    ck_assert_msg(status == settings[_i].status, "%s = %s: status %d: %s", settings[_i].path,
                  settings[_i].value == NULL ? "(removed)" : settings[_i].value, (int)status,
                  ieci_error_message(error));
    ieci_schema_unref(changed);
    ieci_error_free(error);
}
END_TEST

/* --- Options --- */

static const struct {
    const char *name, *value;
    ieci_status status;
} options[] = {
    {"max_bytes", "1000", IECI_OK},
    {"max_bytes", NULL, IECI_OK},
    {"max_bytes", "0", IECI_ERROR_ARGUMENT},
    {"max_bytes", "-1", IECI_ERROR_ARGUMENT},
    {"max_bytes", "1e3", IECI_ERROR_ARGUMENT},
    {"max_bytes", "99999999999999999999999", IECI_ERROR_LIMIT},
    {"delimiter", ";", IECI_OK},
    {"delimiter", "tab", IECI_OK},
    {"delimiter", "x", IECI_ERROR_ARGUMENT},
    {"delimiter", "", IECI_ERROR_ARGUMENT},
    {"neutralise", "no", IECI_OK},
    {"neutralise", "NO", IECI_ERROR_ARGUMENT},
    {"unit", "\xc3", IECI_ERROR_ARGUMENT},
};

START_TEST(test_options) {
    ieci_options *set = NULL;
    ieci_error *error = NULL;
    require(ieci_options_new(&set, &error), error);
    const ieci_status status = ieci_options_set(set, options[_i].name, options[_i].value, &error);
    ck_assert_msg(status == options[_i].status ||
                      (options[_i].status == IECI_ERROR_ARGUMENT && status == IECI_ERROR_LIMIT),
                  "%s = %s: status %d: %s", options[_i].name,
                  options[_i].value == NULL ? "(default)" : options[_i].value, (int)status, ieci_error_message(error));
    ieci_error_free(error);
    ieci_options_free(set);
}
END_TEST

/* Every option of the catalogue takes its default; options outlive nothing: they are copied where they are used. */
START_TEST(test_options_of_the_catalogue) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    ieci_options *set = NULL;
    size_t name, fallback;
    require(ieci_catalogue("options", &table, &error), error);
    require(ieci_table_find_column(table, "name", &name, &error), error);
    require(ieci_table_find_column(table, "default", &fallback, &error), error);
    require(ieci_options_new(&set, &error), error);
    for (size_t row = 0; row < ieci_table_num_rows(table); row++) {
        require(ieci_options_set(set, ieci_table_text(table, name, row), ieci_table_text(table, fallback, row), &error),
                error);
    }
    ieci_bytes *bytes = NULL;
    require(ieci_table_format(table, "json", set, &bytes, &error), error);
    ck_assert_ptr_nonnull(strstr(ieci_bytes_data(bytes, NULL), "\"max_bytes\""));
    ieci_bytes_unref(bytes);
    ieci_options_free(set);
    ieci_table_unref(table);
}
END_TEST

/* All catalogues that "catalogues" lists can be had, have rows and texts in every row. */
START_TEST(test_catalogues) {
    ieci_table *list = NULL;
    ieci_error *error = NULL;
    require(ieci_catalogue("catalogues", &list, &error), error);
    ck_assert_uint_eq(ieci_table_num_rows(list), 9);
    for (size_t row = 0; row < ieci_table_num_rows(list); row++) {
        ieci_table *table = NULL;
        require(ieci_catalogue(ieci_table_text(list, 0, row), &table, &error), error);
        ck_assert_uint_gt(ieci_table_num_rows(table), 0);
        for (size_t each = 0; each < ieci_table_num_rows(table); each++) {
            ck_assert_ptr_nonnull(ieci_table_text(table, 0, each));
        }
        ieci_table_unref(table);
    }
    ieci_table_unref(list);
}
END_TEST

/* The tables of the catalogue are those that the objects give, column by column. */
START_TEST(test_catalogue_of_tables) {
    static const sample_kind kinds[] = {SAMPLE_DATASET, SAMPLE_SCHEMA, SAMPLE_RESULT};
    ieci_table *list = NULL;
    ieci_error *error = NULL;
    require(ieci_catalogue("tables", &list, &error), error);
    size_t checked = 0;
    for (size_t row = 0; row < ieci_table_num_rows(list); row++) {
        const char *object = ieci_table_text(list, 0, row), *name = ieci_table_text(list, 1, row);
        const char *column = ieci_table_text(list, 2, row), *kind = ieci_table_text(list, 3, row);
        for (size_t k = 0; k < 3; k++) {
            if (strcmp(object, sample_kind_name(kinds[k])) != 0 || column == NULL || strchr(column, '<') != NULL) {
                continue;
            }
            const void *handle = sample_handle(kinds[k], "");
            ieci_table *table = NULL;
            size_t at;
            require(k == 0   ? ieci_dataset_table(handle, name, &table, &error)
                    : k == 1 ? ieci_schema_table(handle, name, &table, &error)
                             : ieci_result_table(handle, name, NULL, &table, &error),
                    error);
            ck_assert_msg(ieci_table_find_column(table, column, &at, NULL) == IECI_OK, "%s %s has no column %s", object,
                          name, column);
            ck_assert_msg((ieci_table_column_kind(table, at) == IECI_COLUMN_REAL) == (strcmp(kind, "real") == 0),
                          "%s %s %s is not %s", object, name, column, kind);
            ieci_table_unref(table);
            checked++;
        }
    }
    ck_assert_uint_gt(checked, 60);
    ieci_table_unref(list);
}
END_TEST

Suite *suite(void) {
#define COUNT(array) (int)(sizeof(array) / sizeof *(array))
    Suite *life = suite_create("life");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 60);
    tcase_add_unchecked_fixture(all, NULL, sample_clear);
    tcase_add_test(all, test_children_keep_parents);
    tcase_add_test(all, test_values_are_immutable);
    tcase_add_test(all, test_table_becomes_a_value);
    tcase_add_test(all, test_strides);
    tcase_add_test(all, test_matrix_equals_table);
    tcase_add_loop_test(all, test_matrix_is_checked, 0, COUNT(matrices));
    tcase_add_test(all, test_model_document);
    tcase_add_test(all, test_damaged_document);
    tcase_add_loop_test(all, test_changes, 0, COUNT(changes));
    tcase_add_loop_test(all, test_settings, 0, COUNT(settings));
    tcase_add_loop_test(all, test_options, 0, COUNT(options));
    tcase_add_test(all, test_options_of_the_catalogue);
    tcase_add_test(all, test_catalogues);
    tcase_add_test(all, test_catalogue_of_tables);
    suite_add_tcase(life, all);
    return life;
}
