/* SPDX-License-Identifier: MIT */
/* Verifying: what was changed with all sums put right is named. */
#include "run/result_verify.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support/small.h"

Suite *suite(void);

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- what is named ---- */

static const struct {
    int audience;
    const char *find, *replace;
    const char *row; /* the first difference; "": there is none */
    size_t rows;     /* 0: any number */
} changes[] = {
    {0, "numerics: 1", "numerics: 2", "computation,,,,numerics,2,1,figures", 1},
    {0, "39.002092331488655", "39.00209233148866",
     "scores,2020,index,ada,score,39.00209233148866,39.002092331488655,figures", 1},
    {0, ",39,3,no", ",39,4,no", "scores,2020,index,ada,rank,4,3,figures", 1},
    {0, ",39,3,no", ",39,3,yes", "scores,2020,index,ada,tied,yes,no,figures", 1},
    {0, ",27.4,4,no,yes", ",27.4,,no,no", "scores,2020,index,cef,rank,,4,figures", 2},
    {0, "filled,,45.25,", "filled,,45.5,", "scores,2020,d,cef,filled,45.5,45.25,figures", 1},
    {0, "48.7,2,no,yes,1", "48.7,2,no,yes,.5", "scores,2020,index,bor,measured,.5,1,figures", 1},
    {0, "hidden,dol,absent", "hidden,dol,dropped", "scores,2020,hidden,dol,state,dropped,absent,figures", 1},
    {0, "\na,index,0.25,", "\na,index,0.2500000001,", "weights,,a,,share,0.2500000001,0.25,figures", 1},
    {0, "2020,wide,normalise,min,5.5", "2020,wide,normalise,min,5.25", "parameters,2020,wide,,min,5.25,5.5,figures", 1},
    {0, "2020,wide,normalise,min,5.5\n", "", "parameters,,,,rows,", 1},
    {0, "ada,2020,open,33", "ada,2020,open,34", "scores,2020,index,ada,score,", 0},
    {1, "a,ada,present,,,21.5", "a,ada,present,,,21.6", "scores,2020,a,ada,printed,21.6,21.5,printed", 1},
    {1, "a,ada,present,,,21.5", "a,ada,present,,,21.4", "scores,2020,a,ada,printed,21.4,21.5,printed", 1},
    {1, "43.75,,43.8", "43.76,,43.8", "scores,2020,c,ada,score,43.76,43.75,scores", 1},
    {1, "open,ada,present,43,,43", "open,ada,present,43.01,,43", "scores,2020,open,ada,score,43.01,43,figures", 1},
    {1, ",,39,3,no", ",,39,4,no", "scores,2020,index,ada,rank,4,3,printed", 1},
    {1, ",,39,3,no", ",,39,3,yes", "scores,2020,index,ada,tied,yes,no,printed", 1},
    {1, "index,ada,present,,,39,", "index,ada,present,,,39.2,", "", 0}, /* a child is withheld: taken as it is */
    {1, "hidden,dol,absent,,,,,,yes,0", "hidden,dol,absent,,,,,,yes,1",
     "scores,2020,index,dol,measured,0.875,1,printed", 0},
    {1, "\na,index,0.25,", "\na,index,0.2500000001,", "weights,,a,,share,0.2500000001,0.25,figures", 1},
    {1, "ada,2020,open,33", "ada,2020,open,34", "scores,2020,open,ada,score,43,44,figures", 2},
};

START_TEST(test_changes) {
    char *form = small_form(SMALL_SCHEMA, audiences[changes[_i].audience]);
    char *edited = document_edited(form, changes[_i].find, changes[_i].replace);
    ieci_result *result = small_parsed(small_closed(edited));
    ieci_table *table = small_differences(result);
    size_t rows = ieci_table_num_rows(table);
    ieci_bytes *text = document_of_table(table);
    const char *first = strchr(ieci_bytes_data(text, NULL), '\n') + 1;
    ck_assert_msg(strncmp(first, changes[_i].row, strlen(changes[_i].row)) == 0 &&
                      (changes[_i].rows == 0 || changes[_i].rows == rows) && (*changes[_i].row != '\0' || rows == 0),
                  "%s -> %s: %zu rows: %s", changes[_i].find, changes[_i].replace, rows, first);
    ieci_bytes_unref(text);
    ieci_result_unref(result);
    free(form);
    free(edited);
}
END_TEST

/* A node is compared with what the file says of its children, not with what it should say. */
START_TEST(test_level) {
    char *schema = document_edited(SMALL_SCHEMA, "best: 77300, source: s, publish: none",
                                   "best: 77300, source: s, publish: score");
    char *form = small_form(schema, "outside");
    char *edited = document_edited(form, "a,ada,present,,,21.5", "a,ada,present,,,31.5");
    ieci_result *result = small_parsed(small_closed(edited));
    ieci_bytes *text = document_of_table(small_differences(result));
    ck_assert_str_eq(ieci_bytes_data(text, NULL), "table,edition,node,unit,what,stored,recomputed,basis\n"
                                                  "scores,2020,index,ada,printed,39,42.9,printed\n"
                                                  "scores,2020,a,ada,printed,31.5,21.5,printed\n");
    ieci_bytes_unref(text);
    ieci_result_unref(result);
    free(schema);
    free(form);
    free(edited);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("result_verify");
    TCase *cases = tcase_create("verify");
    tcase_add_loop_test(cases, test_changes, 0, COUNT(changes));
    tcase_add_test(cases, test_level);
    suite_add_tcase(all, cases);
    return all;
}
