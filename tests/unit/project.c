/* SPDX-License-Identifier: MIT */
/* Project files: each rule with a document that breaks it, names of files, tables. */
#include "data/project.h"

#include <check.h>
#include <ieci/model.h>
#include <stdlib.h>
#include <string.h>

#include "support/documents.h"

Suite *suite(void);

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static const char base[] = "format: ieci/index/1\n"
                           "units: units.csv\n"
                           "data: [data/a.csv, b.csv]\n"
                           "schema: schema.yaml\n"
                           "weights: {file: weights.yaml, use: equal}\n"
                           "corrections: ./corrections.csv\n"
                           "texts: texts\n"
                           "editions:\n"
                           "  2022: {title: {en: First, zh: Z}, data_to: 2022, state: final, result: out/2022.ieci}\n"
                           "  2024-2: {title: {fr: Seconde}, data_to: 2023-12}\n"
                           "  next: {}\n";

static const document_edit edits[] = {
    {"as it is", "", "", IECI_OK, NULL, NULL, 0},
    {"a schema", "ieci/index/1", "ieci/schema/1", IECI_ERROR_SCHEMA, "format", "ieci/index/1", 0},
    {"no units", "units: units.csv\n", "", IECI_ERROR_SCHEMA, "format", "\"units\" is missing", 0},
    {"no data", "data: [data/a.csv, b.csv]\n", "", IECI_ERROR_SCHEMA, "format", "\"data\" is missing", 0},
    {"no schema", "schema: schema.yaml\n", "", IECI_ERROR_SCHEMA, "format", "\"schema\" is missing", 0},
    {"no weights", "weights: {file: weights.yaml, use: equal}\n", "", IECI_OK, NULL, NULL, 0},
    {"unknown key", "corrections:", "correction:", IECI_ERROR_SCHEMA, "correction:", "(nearest: corrections)", 0},
    {"data empty", "[data/a.csv, b.csv]", "[]", IECI_ERROR_SCHEMA, "data:", "not empty", 0},
    {"data nothing", "[data/a.csv, b.csv]", "", IECI_ERROR_SCHEMA, "data:", "found nothing", 0},
    {"data one name", "[data/a.csv, b.csv]", "a.csv", IECI_OK, NULL, NULL, 0},
    {"data a map", "[data/a.csv, b.csv]", "[{a: b}]", IECI_ERROR_SCHEMA, "data:", "found a map", 0},
    {"file twice", "b.csv]", "data/a.csv]", IECI_ERROR_SCHEMA, "data:", "named twice", 0},
    {"weights a name", "{file: weights.yaml, use: equal}", "weights.yaml", IECI_OK, NULL, NULL, 0},
    {"weights nothing", "{file: weights.yaml, use: equal}", "", IECI_ERROR_SCHEMA, "weights:", "found nothing", 0},
    {"weights a list", "{file: weights.yaml, use: equal}", "[w]", IECI_ERROR_SCHEMA, "weights:", "found a list", 0},
    {"weights without file", "file: weights.yaml, ", "", IECI_ERROR_SCHEMA, "weights:", "\"file\" is missing", 0},
    {"weights unknown key", "use: equal", "set: equal", IECI_ERROR_SCHEMA, "weights:", "\"set\" is not a key", 0},
    {"set no code", "use: equal", "use: a.b", IECI_ERROR_SCHEMA, "weights:", "not a code", 0},
    {"absolute", "schema.yaml", "/etc/passwd", IECI_ERROR_SCHEMA, "/etc", "starts with a slash", 0},
    {"step up", "schema.yaml", "../schema.yaml", IECI_ERROR_SCHEMA, "../", "leaves the folder", 0},
    {"step up inside", "schema.yaml", "a/../../b", IECI_ERROR_SCHEMA, "a/..", "leaves the folder", 0},
    {"step up at the end", "schema.yaml", "a/..", IECI_ERROR_SCHEMA, "a/..", "leaves the folder", 0},
    {"dots in a name", "schema.yaml", "a..b/...yaml", IECI_OK, NULL, NULL, 0},
    {"back-slash", "schema.yaml", "a\\b", IECI_ERROR_SCHEMA, "a\\b", "back-slash", 0},
    {"drive", "schema.yaml", "C:schema.yaml", IECI_ERROR_SCHEMA, "C:", "colon", 0},
    {"address", "schema.yaml", "file:///etc/passwd", IECI_ERROR_SCHEMA, "file:///", "colon", 0},
    {"control character", "schema.yaml", "\"a\\tb\"", IECI_ERROR_SCHEMA, "a\\tb", "control character", 0},
    {"folder", "schema.yaml", "schemas/", IECI_ERROR_SCHEMA, "schemas/", "ends in a slash", 0},
    {"empty name", "schema.yaml", "''", IECI_ERROR_SCHEMA, "schema:", "expected a text", 0},
    {"all names are checked", "./corrections.csv", "/c.csv", IECI_ERROR_SCHEMA, "/c.csv", "starts with a slash", 0},
    {"result outside", "out/2022.ieci", "../2022.ieci", IECI_ERROR_SCHEMA, "  2022:", "leaves the folder", 0},
    {"editions a list", "editions:\n  2022:", "editions: [2022]\nx:\n  2022:", IECI_ERROR_SCHEMA, "editions: [",
     "a map", 2},
    {"editions empty", NULL, "format: ieci/index/1\nunits: u\ndata: d\nschema: s\neditions: {}\n", IECI_ERROR_SCHEMA,
     "editions", "empty", 0},
    {"edition no code", "  2024-2:", "  'a:b':", IECI_ERROR_SCHEMA, "'a:b'", "not a code", 0},
    {"edition twice", "  next:", "  2022:", IECI_ERROR_SCHEMA, "  2022: {}", "line 9", 0},
    {"edition nothing", "next: {}", "next:", IECI_ERROR_SCHEMA, "next:", "found nothing", 0},
    {"edition unknown key", "data_to: 2022", "data_until: 2022", IECI_ERROR_SCHEMA, "data_until", "not a key", 0},
    {"state", "state: final", "state: finished", IECI_ERROR_SCHEMA, "finished", "draft or final", 0},
    {"data_to", "data_to: 2022", "data_to: 202", IECI_ERROR_SCHEMA, "data_to: 202,", "four digits", 0},
    {"data_to too long", "data_to: 2022", "data_to: 20222", IECI_ERROR_SCHEMA, "data_to: 20222", "four digits", 0},
    {"two problems", "data_to: 2022, state: final", "data_to: x, state: y", IECI_ERROR_SCHEMA, "data_to: x", "draft",
     2},
};

START_TEST(test_edit) {
    char *text = document_edited(base, edits[_i].find, edits[_i].replace);
    ieci_bytes *bytes = document_bytes(text, "index.yaml");
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    const ieci_status status = ieci_project_parse(bytes, "files", NULL, &table, &error);
    ck_assert((table != NULL) == (status == IECI_OK));
    document_check(&edits[_i], text, status, error);
    ieci_table_unref(table);
    ieci_bytes_unref(bytes);
    free(text);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

static const struct {
    const char *table, *text;
} tables[] = {
    {"files", "role,path\nschema,schema.yaml\nweights,weights.yaml\nunits,units.csv\ndata,data/a.csv\ndata,b.csv\n"
              "corrections,./corrections.csv\ntexts,texts\n"},
    {"editions",
     "code,title,title_en,title_zh,title_fr,data_to,state,result\n2022,First,First,Z,,2022,final,out/2022.ieci\n"
     "2024-2,Seconde,,,Seconde,2023-12,draft,\nnext,next,,,,,draft,\n"},
    {"settings", "key,value\nweights.use,equal\n"},
};

START_TEST(test_table) {
    ieci_bytes *bytes = document_bytes(base, "index.yaml");
    ieci_table *table = NULL;
    ck_assert_int_eq(ieci_project_parse(bytes, tables[_i].table, NULL, &table, NULL), IECI_OK);
    ieci_bytes_unref(bytes);
    ieci_bytes *text = document_of_table(table);
    ck_assert_str_eq(ieci_bytes_data(text, NULL), tables[_i].text);
    ieci_bytes_unref(text);
}
END_TEST

START_TEST(test_read) {
    ieci_error *problems = NULL;
    ieci_bytes *bytes = document_bytes("format: ieci/index/1\nunits: u\ndata: d\nschema: s\n", "index.yaml");
    ieci__project *project = ieci__project_read(bytes, &problems);
    ck_assert_ptr_nonnull(project);
    ck_assert_ptr_null(project->editions);
    ck_assert_ptr_null(project->weights);
    ck_assert_uint_eq(project->num_files, 3);
    ck_assert_str_eq(project->files[0].role, "schema");
    ck_assert_uint_eq(project->files[2].tree->line, 3);
    ieci__project_free(project);
    ieci__project_free(NULL);
    ieci_table *table = NULL;
    ck_assert_int_eq(ieci_project_parse(bytes, "editions", NULL, &table, NULL), IECI_OK);
    ck_assert_uint_eq(ieci_table_num_rows(table), 0);
    ck_assert_uint_eq(ieci_table_num_columns(table), 5);
    ieci_table_unref(table);
    ieci_bytes_unref(bytes);
}
END_TEST

/* A list of problems that is not empty stays, and is no reason to fail. What can be read is read. */
START_TEST(test_joins) {
    ieci_error *problems = NULL;
    ieci__error_add(&problems, IECI_ERROR_IO, NULL, "earlier");
    ieci_bytes *bytes = document_bytes(base, "index.yaml");
    ieci__project *project = ieci__project_read(bytes, &problems);
    ck_assert_ptr_nonnull(project);
    ck_assert_ptr_nonnull(project->editions);
    ck_assert_uint_eq(ieci__error_count(problems), 1);
    ieci__project_free(project);
    ieci_bytes_unref(bytes);
    bytes = document_bytes("format: ieci/index/1\n", "index.yaml");
    project = ieci__project_read(bytes, &problems); /* as far as it goes */
    ck_assert_ptr_nonnull(project);
    ck_assert_uint_eq(project->num_files, 0);
    ck_assert_uint_eq(ieci__error_count(problems), 4);
    ieci__project_free(project);
    ieci_bytes_unref(bytes);
    bytes = document_bytes("[", "index.yaml");
    ck_assert_ptr_null(ieci__project_read(bytes, &problems));
    ck_assert_uint_eq(ieci__error_count(problems), 5);
    ieci_bytes_unref(bytes);
    ieci_error_free(problems);
}
END_TEST

START_TEST(test_arguments) {
    ieci_bytes *bytes = document_bytes(base, "index.yaml");
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    ck_assert_int_eq(ieci_project_parse(NULL, "files", NULL, &table, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_project_parse(bytes, NULL, NULL, &table, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_project_parse(bytes, "files", NULL, NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_project_parse(bytes, "file", NULL, &table, &error), IECI_ERROR_ARGUMENT);
    ck_assert_ptr_nonnull(strstr(ieci_error_message(error), "nearest: files"));
    ck_assert_ptr_null(table);
    ieci_error_free(error);
    ieci_bytes_unref(bytes);
}
END_TEST

START_TEST(test_faults) {
    size_t count = 0;
    const ieci__table_spec *specs = ieci__project_tables(&count);
    ieci_bytes *bytes = document_bytes(base, "index.yaml");
    const size_t alive = ieci__memory_alive();
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 1;; k++) {
            ieci_table *table = NULL;
            ieci__memory_fail(k, _i == 1);
            const ieci_status status = ieci_project_parse(bytes, specs[i].name, NULL, &table, NULL);
            const size_t tried = ieci__memory_count();
            ieci__memory_fail(0, false);
            ck_assert_int_eq(status, tried < k ? IECI_OK : IECI_ERROR_NOMEM);
            ck_assert((table != NULL) == (status == IECI_OK));
            ieci_table_unref(table);
            ck_assert_msg(ieci__memory_alive() == alive, "allocation %zu: something leaked", k);
            if (tried < k) {
                break;
            }
        }
    }
    ieci_bytes_unref(bytes);
}
END_TEST

START_TEST(test_shipped) {
    ieci_error *problems = NULL;
    ieci_bytes *bytes = document_shipped("index.yaml");
    ieci__project *project = ieci__project_read(bytes, &problems);
    ck_assert_msg(project != NULL, "%s", ieci_error_message(problems));
    ck_assert_uint_eq(project->num_files, 10);
    ck_assert_str_eq(project->weights, "equal");
    ck_assert_uint_eq(ieci_table_num_rows(project->editions), 3);
    ieci__project_free(project);
    ieci_bytes_unref(bytes);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("project");
    TCase *cases = tcase_create("project");
    tcase_add_loop_test(cases, test_edit, 0, COUNT(edits));
    tcase_add_loop_test(cases, test_table, 0, COUNT(tables));
    tcase_add_test(cases, test_read);
    tcase_add_test(cases, test_joins);
    tcase_add_test(cases, test_arguments);
    tcase_add_loop_test(cases, test_faults, 0, 2);
    tcase_add_test(cases, test_shipped);
    suite_add_tcase(all, cases);
    return all;
}
