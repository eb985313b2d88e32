/* SPDX-License-Identifier: MIT */
/* Datasets: units, editions, membership, spellings, tables. */
#include "data/dataset.h"

#include <check.h>

#include "base/memory.h"
#include "support/datasets.h"

Suite *suite(void);

#define COUNT(rows) ((int)(sizeof(rows) / sizeof *(rows)))
#define CELLS "unit,edition,x\na,2022,1\na,2024,2\nb,2024,3\n"

/* --- Planted mistakes --- */

static const struct {
    const char *name;
    dataset_texts texts;
    const char *problems;
} refused[] = {
    {"empty tables",
     {.cells = CELLS, .units = "unit\n", .editions = "code,title\n"},
     "data editions.csv:1 editions: the table of editions has no rows\n"
     "data units.csv:1 units: the table of units has no rows\n"},
    {"columns that are not there",
     {.cells = CELLS,
      .units = "city\na\n",
      .editions = "cod\n2022\n",
      .aliases = "text,units\nA,a\n",
      .sources = "name\ns\n"},
     "data editions.csv:1 code: the table of editions has no column \"code\"; the nearest is \"cod\"\n"
     "data units.csv:1 unit: the table of units has no column \"unit\"\n"
     "data aliases.csv:1 spelling: the table of aliases has no column \"spelling\"\n"
     "data aliases.csv:1 unit: the table of aliases has no column \"unit\"; the nearest is \"units\"\n"
     "data sources.csv:1 key: the table of sources has no column \"key\"\n"},
    {"codes twice",
     {.cells = CELLS,
      .units = "name,unit\nA,a\nB,b\nC,a\n",
      .editions = "code\n2022\n2024\n2022\n",
      .sources = "key\ns\ns\n"},
     "data editions.csv:4:1 code: the edition \"2022\" was there before, at editions.csv:2\n"
     "data units.csv:4:3 unit: the unit \"a\" was there before, at units.csv:2\n"
     "data sources.csv:3:1 key: the source \"s\" was there before, at sources.csv:2\n"},
    {"bad codes",
     {.cells = CELLS,
      .units = "unit,name\na,A\nb,B\n,C\n\"d,e\",D\n",
      .editions = "code\n2022\n2024\n20.5\n",
      .sources = "key,url\n,u\n"},
     "data editions.csv:4:1 code: the code \"20.5\" of an edition has one of . [ ] { } , : # ' \" ` \\\n"
     "data units.csv:4:1 unit: expected the code of a unit, the cell is empty\n"
     "data units.csv:5:1 unit: the code \"d,e\" of a unit has one of . [ ] { } , : # ' \" ` \\\n"
     "data sources.csv:2:1 key: expected the key of a source, the cell is empty\n"},
    {"unknown editions of units",
     {.cells = CELLS, .units = "unit,first_edition,last_edition\na,2020,\nb,,2025\n", .editions = "code\n2022\n2024\n"},
     "data units.csv:2:3 first_edition: there is no edition \"2020\"; the nearest is \"2022\"\n"
     "data units.csv:3:4 last_edition: there is no edition \"2025\"; the nearest is \"2022\"\n"},
    {"last before first",
     {.cells = CELLS, .units = "unit,first_edition,last_edition\na,2024,2022\nb,2022,2022\n"},
     "data units.csv:2:8 last_edition: the last edition of the unit \"a\" is before its first\n"},
    {"both kinds of membership",
     {.cells = CELLS, .units = "unit,edition,first_edition\na,2022,2022\nb,2024,\n"},
     "data units.csv:1 edition: the table of units has a row per edition or columns first_edition and last_edition, "
     "not both\n"},
    {"rows of editions",
     {.cells = CELLS, .units = "unit,edition,name\na,2022,A\nb,2024,B\na,2022,A\na,,A\nb,2023,B\n"},
     "data units.csv:4:3 edition: the row of unit \"a\" was there before, at units.csv:2\n"
     "data units.csv:5:3 edition: expected an edition, the cell is empty\n"
     "data units.csv:6:3 edition: there is no edition \"2023\"; the nearest is \"2022\"\n"},
    {"aliases",
     {.cells = CELLS, .units = "unit\na\nb\nparis\n", .aliases = "spelling,unit\nA,a\nA,b\nb,a\nC,pari\n,a\nD,\nA,a\n"},
     "data aliases.csv:3:1 spelling: \"A\" stands for another unit at aliases.csv:2\n"
     "data aliases.csv:6:1 spelling: expected a spelling, the cell is empty\n"
     "data aliases.csv:7:3 unit: expected the code of a unit, the cell is empty\n"
     "data aliases.csv:4:1 spelling: \"b\" is the code of another unit\n"
     "data aliases.csv:5:3 unit: there is no unit \"pari\"; the nearest is \"paris\"\n"},
    {"name of two units",
     {.cells = "unit,x\nValencia,1\n", .units = "unit,name,name_es\nvlc_es,Valencia,\nvlc_ve,City,Valencia\n"},
     "data data.csv:2:1 unit: there is no unit \"Valencia\"; several units have this name\n"},
};

START_TEST(refuses) {
    ieci_error *error = NULL;
    ck_assert_ptr_null(datasets_make(&refused[_i].texts, &error));
    char *problems = datasets_problems(error);
    ck_assert_msg(strcmp(problems, refused[_i].problems) == 0, "%s:\n%s", refused[_i].name, problems);
    free(problems);
    ieci_error_free(error);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

/* --- What comes out --- */

static const struct {
    const char *name;
    dataset_texts texts;
    const char *table, *content;
} made[] = {
    {"members by rows of cells", {.cells = CELLS}, "members", "edition,unit\n2022,a\n2024,a\n2024,b\n"},
    {"the same with units",
     {.cells = CELLS, .units = "unit,name\nb,B\na,A\n"},
     "members",
     "edition,unit\n2022,a\n2024,a\n2024,b\n"},
    {"members from and to",
     {.cells = CELLS, .units = "unit,first_edition,last_edition\nb,,\na,,2022\nc,2024,2024\n"},
     "members",
     "edition,unit\n2022,a\n2022,b\n2024,b\n2024,c\n"},
    {"members from",
     {.cells = CELLS, .units = "unit,first_edition\nb,2024\na,\n"},
     "members",
     "edition,unit\n2022,a\n2024,a\n2024,b\n"},
    {"members to",
     {.cells = CELLS, .units = "unit,last_edition\nb,2022\na,\n"},
     "members",
     "edition,unit\n2022,a\n2022,b\n2024,a\n"},
    {"members by rows of units",
     {.cells = CELLS, .units = "edition,unit\n2024,b\n2024,a\n"},
     "members",
     "edition,unit\n2024,a\n2024,b\n"},
    {"editions in numeric order", {.cells = "unit,edition,x\na,1000,1\na,999,1\n"}, "editions", "code\n999\n1000\n"},
    {"editions in byte order",
     {.cells = "unit,edition,x\na,b,1\na,1000,1\na,999,1\n"},
     "editions",
     "code\n1000\n999\nb\n"},
    {"editions as declared",
     {.cells = CELLS, .editions = "title,code,data_to\nTwo,2024,2023\nOne,2022,\n"},
     "editions",
     "title,code,data_to\nTwo,2024,2023\nOne,2022,\n"},
    {"one edition without a name", {.cells = "unit,x\na,1\n"}, "editions", "code\n1\n"},
    {"the only declared edition",
     {.cells = "unit,x\na,1\n", .editions = "code\n2030\n"},
     "members",
     "edition,unit\n2030,a\n"},
    {"units in order of codes",
     {.cells = CELLS, .units = "name,unit,capital\nB,b,1\nA,a,\n"},
     "units",
     "name,unit,capital\nA,a,\nB,b,1\n"},
    {"attributes of the latest edition",
     {.cells = CELLS, .units = "unit,edition,name\na,2024,New\na,2022,Old\nb,2022,B\n"},
     "units",
     "unit,name\na,New\nb,B\n"},
    {"attributes that differ are noted",
     {.cells = CELLS, .units = "unit,edition,name\na,2024,New\na,2022,Old\nb,2024,B\n"},
     "notes",
     "severity,source,line,key,message\nnote,units.csv,3,edition,\"attributes unlike those of the unit's "
     "latest edition, which are kept: 1\"\n"},
    {"units of the cells", {.cells = CELLS}, "units", "unit\na\nb\n"},
    {"sources", {.cells = CELLS, .sources = "url,key\nu,s\n"}, "sources", "url,key\nu,s\n"},
    {"no sources", {.cells = CELLS}, "sources", "key\n"},
    {"aliases of what is there",
     {.cells = CELLS, .aliases = "unit,spelling\nb,Bee\nc,Cee\nb,Be\n"},
     "aliases",
     "spelling,unit\nBee,b\nBe,b\n"},
    {"aliases in cells",
     {.cells = "unit,x\nBee,1\n", .aliases = "spelling,unit\nBee,b\n"},
     "members",
     "edition,unit\n1,b\n"},
    {"coverage",
     {.cells = "unit,edition,x,y\na,1,0,\na,2,1,2\nb,2,,\n", .units = "unit,first_edition\na,2\nb,2\nc,2\n"},
     "coverage",
     "edition,unit,member,numbers,missing,zero,not_covered,not_applicable,below,above,corrected\n"
     "1,a,no,1,1,1,0,0,0,0,0\n2,a,yes,2,0,0,0,0,0,0,0\n2,b,yes,0,2,0,0,0,0,0,0\n2,c,yes,0,2,0,0,0,0,0,0\n"},
    {"coverage by status",
     {.cells =
          "unit,indicator,value,status\na,x,1,below\na,y,2,above\na,z,,not_covered\nb,x,,not_applicable\nb,y,0,\n"},
     "coverage",
     "edition,unit,member,numbers,missing,zero,not_covered,not_applicable,below,above,corrected\n"
     "1,a,yes,2,1,0,1,0,1,1,0\n1,b,yes,1,2,1,0,1,0,0,0\n"},
    {"notes",
     {.cells = "unit,edition,indicator,value,status,source\na,1,x,5,,s\nb,1,x,,not_covered,t\nb,1,y,3,below,\n",
      .units = "unit,first_edition,name\na,2,New York\nb,1,B\nc,1,C\nd,1,new-york\n",
      .editions = "code\n1\n2\n",
      .sources = "key\ns\n"},
     "notes",
     "severity,source,line,key,message\n"
     "note,,,d,\"the units \"\"a\"\" and \"\"d\"\" look alike\"\n"
     "note,,,edition,no cells in the edition: 2\n"
     "note,,,unit,\"no cells of the unit: c, d\"\n"
     "note,,,unit,\"numbers of units that do not belong to the edition, kept but not ranked: 1\"\n"
     "note,,,status,\"cells by status: ok 1, not_covered 1, below 1\"\n"
     "note,,,source,not in the table of sources: t\n"},
    {"units that look alike",
     {.cells = "unit,x\nnew york,1\nNew\302\240York,2\nnew_york,3\n"},
     "notes",
     "severity,source,line,key,message\n"
     "note,,,new york,\"the units \"\"New\302\240York\"\" and \"\"new york\"\" look alike\"\n"
     "note,,,new_york,\"the units \"\"New\302\240York\"\" and \"\"new_york\"\" look alike\"\n"},
    {"cells",
     {.cells = "unit,edition,indicator,value,status,year\nb,1,x,0.1,below carried,2020\na,1,x,,missing,\n"
               "a,1,w,1e-7,,\n"},
     "cells",
     "unit,edition,indicator,value,status,year,source,note,file,line,old,old_status,reason,by,date,correction_file,"
     "correction_line\n"
     "a,1,w,1e-7,ok,,,,data.csv,4,,,,,,,\n"
     "a,1,x,,missing,,,,data.csv,3,,,,,,,\n"
     "b,1,x,0.1,below carried,2020,,,data.csv,2,,,,,,,\n"},
};

START_TEST(makes) {
    ieci_error *error = NULL;
    ieci_dataset *dataset = datasets_make(&made[_i].texts, &error);
    ck_assert_msg(error == NULL, "%s: %s", made[_i].name, ieci_error_message(error));
    ieci_bytes *content = datasets_format(dataset, made[_i].table);
    ck_assert_msg(strcmp(ieci_bytes_data(content, NULL), made[_i].content) == 0, "%s:\n%s", made[_i].name,
                  ieci_bytes_data(content, NULL));
    ieci_bytes_unref(content);
    ieci_dataset_unref(dataset);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

START_TEST(finds_units) {
    ieci_error *error = NULL;
    ieci_dataset *dataset = datasets_make(
        &(dataset_texts){.cells = "unit,x\nHKG,1\n",
                         .units = "unit,name,name_zh,name_,named\nhong_kong,Hong Kong,\351\246\231\346\270\257,p,q\n"
                                  "york,York,,,\nnew_york,york,,,\nvlc,Twin,,,\nval,Twin,,,\nkul,HKG,,,\n",
                         .aliases = "spelling,unit\nHKG,hong_kong\nHong Kong SAR,hong_kong\nyork,york\n"},
        &error);
    static const struct {
        const char *text, *code;
    } cases[] = {{"hong_kong", "hong_kong"},
                 {"Hong Kong", "hong_kong"},
                 {"\351\246\231\346\270\257", "hong_kong"},
                 {"Hong Kong SAR", "hong_kong"},
                 {"HKG", "hong_kong"},
                 {"york", "york"},
                 {"York", "york"},
                 {"Twin", NULL},
                 {"hong kong", NULL},
                 {"p", NULL},
                 {"q", NULL},
                 {"", NULL}};
    ck_assert_msg(error == NULL, "%s", ieci_error_message(error));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const size_t unit = ieci__dataset_find_unit(dataset, cases[i].text);
        const char *code = ieci__names_text(&dataset->units, unit);
        ck_assert_msg(ieci__text_equal(code, cases[i].code), "%s: %s", cases[i].text, code == NULL ? "-" : code);
    }
    ck_assert_uint_eq(ieci__dataset_find_unit(dataset, NULL), (size_t)-1);
    const size_t unit = ieci__dataset_find_unit(dataset, "HKG");
    ck_assert_str_eq(ieci__dataset_unit_name(dataset, unit, NULL), "Hong Kong");
    ck_assert_str_eq(ieci__dataset_unit_name(dataset, unit, "zh"), "\351\246\231\346\270\257");
    ck_assert_str_eq(ieci__dataset_unit_name(dataset, unit, "fr"), "Hong Kong");
    ck_assert_str_eq(ieci__dataset_unit_name(dataset, ieci__dataset_find_unit(dataset, "York"), "zh"), "York");
    ck_assert_str_eq(ieci__dataset_attribute(dataset, unit, "named"), "q");
    ck_assert_ptr_null(ieci__dataset_attribute(dataset, unit, "capital"));
    ck_assert(ieci__dataset_has_attribute(dataset, "named") && !ieci__dataset_has_attribute(dataset, "capital"));
    ck_assert_ptr_null(ieci__dataset_edition_text(dataset, 0, "data_to"));
    ieci_dataset_unref(dataset);
    dataset = datasets_make(&(dataset_texts){.cells = CELLS, .editions = "code,data_to\n2022,2021\n2024,\n"}, &error);
    ck_assert_str_eq(ieci__dataset_edition_text(dataset, 0, "data_to"), "2021");
    ck_assert_ptr_null(ieci__dataset_edition_text(dataset, 1, "data_to"));
    ck_assert_str_eq(ieci__dataset_unit_name(dataset, 1, "en"), "b");
    ck_assert_ptr_null(ieci__dataset_attribute(dataset, 0, "name"));
    ieci_dataset_unref(dataset);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

START_TEST(reads_words) {
    char room[64];
    ck_assert_str_eq(ieci__cell_status_name(IECI__CELL_NOT_APPLICABLE), "not_applicable");
    ck_assert_str_eq(ieci__cell_flag_names(0, room), "");
    ck_assert_str_eq(ieci__cell_flag_names(15, room), "estimated provisional carried corrected");
    ck_assert_uint_eq(ieci__cell_year("2014-06"), 2014);
    ck_assert_uint_eq(ieci__cell_year("1994-2023"), 2023);
    ck_assert_uint_eq(ieci__cell_year("QS 2025"), 2025);
    ck_assert_uint_eq(ieci__cell_year("2024-12-31, 12345"), 2024);
    ck_assert_uint_eq(ieci__cell_year("20240101"), 0);
    ck_assert_uint_eq(ieci__cell_year(NULL), 0);
}
END_TEST

/* --- Calls --- */

START_TEST(refuses_arguments) {
    ieci_error *error = NULL;
    ieci_dataset *dataset = NULL;
    ieci_table *table = datasets_table(CELLS, "a"), *out = NULL;
    const ieci_table *cells[] = {table}, *nothing[] = {NULL};
    ck_assert_int_eq(ieci_dataset_new(0, cells, NULL, NULL, NULL, NULL, NULL, &dataset, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_dataset_new(1, NULL, NULL, NULL, NULL, NULL, NULL, &dataset, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_dataset_new(1, nothing, NULL, NULL, NULL, NULL, NULL, &dataset, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_dataset_new(1, cells, NULL, NULL, NULL, NULL, NULL, NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_ptr_null(dataset);
    ck_assert_int_eq(ieci_dataset_new(1, cells, NULL, NULL, NULL, NULL, NULL, &dataset, NULL), IECI_OK);
    const ieci_table *wrong = (const ieci_table *)(const void *)dataset;
    ieci_dataset *other = NULL;
    ck_assert_int_eq(ieci_dataset_new(1, cells, wrong, wrong, wrong, wrong, (const ieci_options *)(const void *)dataset,
                                      &other, &error),
                     IECI_ERROR_ARGUMENT);
    ck_assert_ptr_null(other);
    char *problems = datasets_problems(error);
    static const char *const arguments[] = {"units:", "editions:", "aliases:", "sources:", "options:"};
    for (int i = 0; i < COUNT(arguments); i++) {
        ck_assert_ptr_nonnull(strstr(problems, arguments[i]));
    }
    free(problems);
    ieci_error_free(error);
    error = NULL;
    ck_assert_int_eq(ieci_dataset_table(NULL, "cells", &out, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_dataset_table(dataset, NULL, &out, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_dataset_table(dataset, "cells", NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_dataset_table(dataset, "cell", &out, &error), IECI_ERROR_ARGUMENT);
    ck_assert_str_eq(ieci_error_message(error), "name: a dataset has no table \"cell\"; the nearest is cells");
    ieci_error_free(error);
    ck_assert_int_eq(ieci_dataset_with(NULL, table, NULL, &other, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_dataset_with(dataset, NULL, NULL, &other, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_int_eq(ieci_dataset_with(dataset, table, NULL, NULL, NULL), IECI_ERROR_ARGUMENT);
    ck_assert_ptr_null(out);
    ck_assert_ptr_null(other);
    ieci_dataset_unref(ieci__dataset_ref(dataset));
    ieci_dataset_unref(NULL);
    ieci_dataset_unref(dataset);
    ieci_table_unref(table);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

/* Fails the k-th allocation for all k, once and for ever after, in datasets that come to be and in one that does not.
 */
START_TEST(survives_out_of_memory) {
    const dataset_texts texts = {
        .cells = "unit,edition,indicator,value,status,year,source,note,extra\nB,1,x,0.1,below carried,2020,s,n,\n"
                 "a,2,x,,missing,,t,,\n",
        .more_cells = _i / 2 == 0 ? "unit,edition,y,z\na,1,2,3\n" : "unit,edition,y,x\na,2,q,3\nc,3,1,1\n",
        .units = "unit,edition,name\nb,1,B\na,2,A\nb,2,b\n",
        .editions = "code,title\n1,One\n2,Two\n",
        .aliases = "spelling,unit\nAa,a\n",
        .sources = "key\ns\n"};
    ieci_table *tables[6];
    ieci_status status = IECI_ERROR_NOMEM;
    datasets_open(&texts, tables);
    const size_t alive = ieci__memory_alive();
    for (size_t k = 1; status == IECI_ERROR_NOMEM; k++) {
        ieci_dataset *dataset = NULL;
        ieci_error *error = NULL;
        ieci__memory_fail(k, _i % 2 == 1);
        status = datasets_make_of(tables, NULL, &dataset, &error);
        ck_assert((dataset != NULL) == (status == IECI_OK));
        for (size_t t = 0; status == IECI_OK && t < 4; t++) {
            static const char *const names[] = {"cells", "coverage", "members", "aliases"};
            ieci_table *table = NULL;
            status = ieci_dataset_table(dataset, names[t], &table, &error);
            ck_assert((table != NULL) == (status == IECI_OK));
            ieci_table_unref(table);
        }
        ieci__memory_fail(0, false);
        ck_assert_int_eq(ieci_error_status(error), status);
        ieci_error_free(error);
        ieci_dataset_unref(dataset);
        ck_assert_uint_eq(ieci__memory_alive(), alive);
    }
    ck_assert_int_eq(status, _i / 2 == 0 ? IECI_OK : IECI_ERROR_DATA);
    datasets_close(tables);
}
END_TEST

/* --- The shipped data --- */

static ieci_table *read_shipped(const char *name) {
    const char *folder = getenv("CITIES");
    char path[1000];
    ieci_bytes *bytes = NULL;
    ieci_table *table = NULL;
    snprintf(path, sizeof path, "%s/%s", folder == NULL ? "examples/data/cities" : folder, name);
    tables_require(ieci_bytes_read(path, NULL, &bytes, NULL) == IECI_OK);
    tables_require(ieci_table_parse_csv(bytes, NULL, &table, NULL) == IECI_OK);
    ieci_bytes_unref(bytes);
    return table;
}

START_TEST(reads_the_shipped_cities) {
    ieci_table *tables[] = {read_shipped("data.csv"),    NULL,
                            read_shipped("units.csv"),   NULL,
                            read_shipped("aliases.csv"), read_shipped("sources.csv")};
    ieci_table *corrections = read_shipped("corrections.csv"), *cells = NULL;
    ieci_dataset *dataset = NULL, *corrected = NULL;
    ieci_error *error = NULL;
    ck_assert_int_eq(datasets_make_of(tables, NULL, &dataset, &error), IECI_OK);
    ck_assert_int_eq(ieci_dataset_table(dataset, "cells", &cells, NULL), IECI_OK);
    ck_assert_uint_eq(ieci_table_num_rows(cells), 3380);
    ck_assert_uint_eq(dataset->units.count, 50);
    ck_assert_uint_eq(dataset->editions.count, 3);
    ck_assert_uint_eq(dataset->indicators.count, 26);
    size_t members[3] = {0}, corrections_seen = 0;
    for (size_t e = 0; e < 3; e++) {
        for (size_t u = 0; u < 50; u++) {
            members[e] += ieci__dataset_member(dataset, e, u) ? 1 : 0;
        }
    }
    ck_assert_uint_eq(members[0], 37);
    ck_assert_uint_eq(members[1], 43);
    ck_assert_uint_eq(members[2], 50);
    ck_assert_int_eq(ieci_dataset_with(dataset, corrections, NULL, &corrected, &error), IECI_OK);
    for (size_t i = 0; i < corrected->num_details; i++) {
        corrections_seen += corrected->details[i].corrected ? 1 : 0;
    }
    ck_assert_uint_eq(corrections_seen, 4);
    const ieci__cell cell = ieci__dataset_cell(corrected, 0, ieci__names_find(&corrected->indicators, "unicorns"),
                                               ieci__dataset_find_unit(corrected, "Singapore"));
    ck_assert(cell.value == 13 && cell.detail->old_value == 0 && cell.flags == IECI__CELL_CORRECTED);
    for (int i = 0; i < COUNT(tables); i++) {
        ieci_table_unref(tables[i]);
    }
    ieci_table_unref(corrections);
    ieci_table_unref(cells);
    ieci_dataset_unref(dataset);
    ieci_dataset_unref(corrected);
    ck_assert_uint_eq(ieci__memory_alive(), 0);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("dataset");
    TCase *making = tcase_create("making");
    tcase_set_timeout(making, 60);
    tcase_add_loop_test(making, refuses, 0, COUNT(refused));
    tcase_add_loop_test(making, makes, 0, COUNT(made));
    tcase_add_test(making, finds_units);
    tcase_add_test(making, reads_words);
    tcase_add_test(making, refuses_arguments);
    tcase_add_loop_test(making, survives_out_of_memory, 0, 4);
    tcase_add_test(making, reads_the_shipped_cities);
    suite_add_tcase(all, making);
    return all;
}
