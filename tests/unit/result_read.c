/* SPDX-License-Identifier: MIT */
/* Result files: whatever was changed is refused, and so is what cannot be true with all sums right. */
#include "run/result_read.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support/small.h"

Suite *suite(void);

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- what is refused ---- */

static void refuse(const char *data, size_t size) {
    ieci_bytes *bytes = NULL;
    ieci_result *result = NULL;
    ck_assert_int_eq(ieci_bytes_new(data, size, NULL, &bytes, NULL), IECI_OK);
    ck_assert_int_eq(ieci_result_parse(bytes, NULL, &result, NULL), IECI_ERROR_CORRUPT);
    ck_assert_ptr_null(result);
    ieci_bytes_unref(bytes);
}

static ieci_bytes *tiny_file(const char *audience) {
    ieci_result *result = small_made(TINY_SCHEMA, TINY_CELLS, TINY_EDITIONS, TINY_CORRECTIONS);
    ieci_bytes *file = small_file(result, audience);
    ieci_result_unref(result);
    return file;
}

START_TEST(test_every_truncation_and_bit) {
    ieci_bytes *file = tiny_file(audiences[_i]);
    size_t size;
    const char *data = ieci_bytes_data(file, &size);
    char *changed = malloc(2 * size);
    memcpy(changed, data, size);
    for (size_t i = 0; i < size; i++) {
        refuse(data, i);
    }
    for (size_t i = 0; i < size * 8; i++) {
        changed[i / 8] = (char)(changed[i / 8] ^ 1 << i % 8);
        refuse(changed, size);
        changed[i / 8] = data[i / 8];
    }
    memcpy(changed + size, data, size);
    refuse(changed, 2 * size);
    free(changed);
    ieci_result *read = small_parsed(file);
    small_check_reproduced(read);
    ieci_result_unref(read);
}
END_TEST

#define ADA "2020,index,ada,present,39.002092331488655,,39,3,no,yes,1\n"
#define BOR "2020,index,bor,present,48.65240918256166,,48.7,2,no,yes,1\n"
#define NOT_NEXT "scores: row 1: is not the row of the next edition, node and unit"
#define NUMBERS "has a number where there must be none, or none where there must be one"
#define RANK "the rank is missing, or not among the ranks"
#define SHARE "has no share, or one that is not the product of those above it"

/* Changes of the open form: all lengths and sums are right afterwards. */
static const struct {
    int audience;
    const char *find, *replace;
    ieci_status status;
    const char *message; /* a piece of it */
} wrong[] = {
    {0, ADA, "2020,index,ada,present,39.002092331488655,,39,5,no,yes,1\n", IECI_ERROR_CORRUPT, "row 1: the rank is"},
    {0, ",39,3,no", ",39,0,no", IECI_ERROR_CORRUPT, RANK},
    {0, ",39,3,no", ",39,-1,no", IECI_ERROR_CORRUPT, RANK},
    {0, ",39,3,no", ",39,,no", IECI_ERROR_CORRUPT, RANK},
    {0, ",39,3,no", ",39,three,no", IECI_ERROR_CORRUPT, "has a number that is none"},
    {0, "dol,present,25,,25,3,", "dol,present,25,,25,4,", IECI_ERROR_CORRUPT,
     "a rank is greater than the number of ranked units"},
    {0, "39.002092331488655", "", IECI_ERROR_CORRUPT, "scores: row 1: " NUMBERS},
    {0, "39.002092331488655", "nan", IECI_ERROR_CORRUPT, "has a number that is none"},
    {0, "39.002092331488655", "1e400", IECI_ERROR_CORRUPT, "has a number that is none"},
    {0, "39.002092331488655", "1e300", IECI_ERROR_CORRUPT, "not the score as printed"},
    {0, "39.002092331488655", "40", IECI_ERROR_CORRUPT, "not the score as printed"},
    {0, ",39,3,no", ",39.1,3,no", IECI_ERROR_CORRUPT, "not the score as printed"},
    {0, ",39,3,no", ",,3,no", IECI_ERROR_CORRUPT, NUMBERS},
    {0, "655,,39,", "655,1,39,", IECI_ERROR_CORRUPT, NUMBERS},
    {0, "filled,,45.25,", "filled,,,", IECI_ERROR_CORRUPT, NUMBERS},
    {0, "filled,,45.25,", "absent,,45.25,", IECI_ERROR_CORRUPT, NUMBERS},
    {0, "ada,present,39", "ada,absent,39", IECI_ERROR_CORRUPT, NUMBERS},
    {0, "ada,present,39", "ada,presant,39", IECI_ERROR_CORRUPT, "has no known state"},
    {0, "ada,present,39", "ada,undefined,39", IECI_ERROR_CORRUPT, "has no known state"},
    {0, "index,ada,present", "index,adb,present", IECI_ERROR_CORRUPT, NOT_NEXT},
    {0, "2020,index,ada", "2020,indez,ada", IECI_ERROR_CORRUPT, NOT_NEXT},
    {0, "2020,index,ada", "2021,index,ada", IECI_ERROR_CORRUPT, NOT_NEXT},
    {0, ADA, "", IECI_ERROR_CORRUPT, NOT_NEXT},
    {0, ADA, ADA ADA, IECI_ERROR_CORRUPT, "row 2: is not the row of the next"},
    {0, ADA BOR, BOR ADA, IECI_ERROR_CORRUPT, NOT_NEXT},
    {0, "\n\n--- weights", "\n2022,open3,dol,present,10,,10,4,no,yes,1\n\n--- weights", IECI_ERROR_CORRUPT,
     "row 97: is one too many"},
    {0, "39,3,no,yes", "39,3,maybe,yes", IECI_ERROR_CORRUPT, "tied is neither yes nor no"},
    {0, "39,3,no,yes", "39,3,no,maybe", IECI_ERROR_CORRUPT, "ranked is neither yes nor no"},
    {0, "39,3,no,yes,1", "39,3,no,yes,1.5", IECI_ERROR_CORRUPT, "has no share for measured"},
    {0, "39,3,no,yes,1", "39,3,no,yes,-.1", IECI_ERROR_CORRUPT, "has no share for measured"},
    {0, "39,3,no,yes,1", "39,3,no,yes,", IECI_ERROR_CORRUPT, "has no share for measured"},
    {0, "held,ada,present,0,,0,4,no,yes,1", "held,ada,present,0,,0,4,no,yes,.5", IECI_ERROR_CORRUPT, "measured"},
    {0, "ranked,measured", "ranked,mesured", IECI_ERROR_CORRUPT, "section scores has no column measured"},
    {0, "39,3,no,yes,1", "39,3,no,yes", IECI_ERROR_CORRUPT, "section scores of the file cannot be used"},
    {0, "\na,index,0.25,0.25", "\na,index,0.3,0.25", IECI_ERROR_CORRUPT, "weights: row 2: " SHARE},
    {0, "\na,index,0.25,0.25", "\na,index,0.25,0.2", IECI_ERROR_CORRUPT, SHARE},
    {0, "\na,index,0.25,0.25", "\na,index,-0.25,-0.25", IECI_ERROR_CORRUPT, SHARE},
    {0, "\na,index,0.25,0.25", "\na,index,,0.25", IECI_ERROR_CORRUPT, SHARE},
    {0, "\na,index,0.25,0.25", "\na,b,0.25,0.25", IECI_ERROR_CORRUPT, "row 2: is not the row of the next node"},
    {0, "\na,index,0.25,0.25", "\nz,index,0.25,0.25", IECI_ERROR_CORRUPT, "row 2: is not the row of the next node"},
    {0, "\nindex,,1,1", "\nindex,,0.9,0.9", IECI_ERROR_CORRUPT, SHARE},
    {0, "held,a,0.5,0.125", "held,a,0.4,0.1", IECI_ERROR_CORRUPT, "the shares of its children do not add up to 1"},
    {0, "\nopen3,d,0.5,0.125", "", IECI_ERROR_CORRUPT, "row 12: is not the row of the next node"},
    {0, "\nopen3,d,0.5,0.125", "\nopen3,d,0.5,0.125\nopen3,d,0.5,0.125", IECI_ERROR_CORRUPT, "is one too many"},
    {0, "2020,wide,normalise", "2021,wide,normalise", IECI_ERROR_CORRUPT, "names an unknown edition or indicator"},
    {0, "2020,wide,normalise", "2020,index,normalise", IECI_ERROR_CORRUPT, "names an unknown edition or indicator"},
    {0, "normalise,min,5.5", "normalise,min,x", IECI_ERROR_CORRUPT, "has a number that is none"},
    {0, "--- computation", "--- computatian", IECI_ERROR_CORRUPT, "section computation is not there"},
    {0, "--- scores", "--- scorez", IECI_ERROR_CORRUPT, "section scores is not there"},
    {0, "--- weights", "--- weightz", IECI_ERROR_CORRUPT, "section weights is not there"},
    {0, "--- parameters", "--- parameterz", IECI_ERROR_CORRUPT, "section parameters is not there"},
    {0, "--- notes", "--- notez", IECI_ERROR_CORRUPT, "section notes is not there"},
    {0, "--- model", "--- modle", IECI_ERROR_CORRUPT, "section model is not there"},
    {0, "--- notes", "--- more x\nanything\n--- notes", IECI_OK, ""},
    {0, "--- notes", "--- More x\nanything\n--- notes", IECI_ERROR_VERSION,
     "the file has a section More, which this library must know to read it"},
    {0, "audience: inside", "audience: inside\nnew: {a: b}", IECI_OK, ""},
    {0, "audience: inside", "audience: nobody", IECI_ERROR_CORRUPT, "section computation"},
    {0, "audience: inside", "audience: [", IECI_ERROR_CORRUPT, "section computation"},
    {0, "library: \"0.1.0\"\n", "", IECI_ERROR_CORRUPT, "section computation"},
    {0, "identity: \"", "identity: \"f", IECI_ERROR_CORRUPT, "section computation"},
    {0, "+++ cells", "+++ cellz", IECI_ERROR_CORRUPT, "section model of the file cannot be used"},
    {0, "+++ units csv\nunit\nada", "+++ units csv\nunit\nbor", IECI_ERROR_CORRUPT, "section model"},
    {0, "+++ members csv\nedition,unit\n2020,ada", "+++ members csv\nedition,unit\n2020,eva", IECI_ERROR_CORRUPT,
     "section model"},
    {0, "aggregate: arithmetic", "aggregate: arithmetik", IECI_ERROR_CORRUPT, "section model"},
    {0, "ada,2020,open,33", "ada,2020,open,x", IECI_ERROR_CORRUPT, "section model"},
    {1, "index,ada,present,,,39,", "index,ada,present,39.001,,39,", IECI_ERROR_CORRUPT, NUMBERS},
    {1, "index,ada,present,,,39,", "index,ada,present,,,,", IECI_ERROR_CORRUPT, NUMBERS},
    {1, "index,ada,present,,,39,", "index,ada,present,,,39.01,", IECI_ERROR_CORRUPT, "not the score as printed"},
    {1, "secret,ada,present,,,,,,", "secret,ada,present,,,41,,,", IECI_ERROR_CORRUPT, NUMBERS},
    {1, "secret,ada,present,,,,,,", "secret,ada,present,,,,3,,", IECI_ERROR_CORRUPT, RANK},
    {1, "secret,ada,present,,,,,,", "secret,ada,present,,,,,no,", IECI_ERROR_CORRUPT, "tied"},
    {1, "2020,b,ada,present,,,,,,", "2020,b,ada,present,,,41,,,", IECI_ERROR_CORRUPT, NUMBERS},
    {1, "c,ada,present,43.75,", "c,ada,present,,", IECI_ERROR_CORRUPT, NUMBERS},
};

START_TEST(test_wrong) {
    char *form = small_form(SMALL_SCHEMA, audiences[wrong[_i].audience]);
    char *edited = document_edited(form, wrong[_i].find, wrong[_i].replace);
    ieci_bytes *file = small_closed(edited);
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    const ieci_status status = ieci_result_parse(file, NULL, &result, &error);
    const char *message = ieci_error_message(error);
    ck_assert_msg(status == wrong[_i].status && strstr(message, wrong[_i].message) != NULL, "%s -> %s: %d %s",
                  wrong[_i].find, wrong[_i].replace, (int)status, message);
    ck_assert((result == NULL) == (status != IECI_OK));
    if (result != NULL) { /* what it does not know is kept */
        ieci_bytes *again = NULL, *before = document_bytes(ieci_bytes_data(file, NULL), "r");
        ck_assert_int_eq(ieci_result_format(result, NULL, &again, NULL), IECI_OK);
        small_check_same(again, before);
    }
    ieci_error_free(error);
    ieci_result_unref(result);
    ieci_bytes_unref(file);
    free(form);
    free(edited);
}
END_TEST

START_TEST(test_identity_and_version) {
    char *form = small_form(SMALL_SCHEMA, "inside");
    char *edited = document_edited(form, "ada,2020,open,33", "ada,2020,open,34");
    ieci_bytes *file = NULL, *model = NULL;
    ieci_error *error = NULL;
    ieci_result *result = NULL;
    ieci__text text = {0};
    result_text_file(edited, strlen(edited), false, &text); /* the identity is still that of 33 */
    ck_assert_int_eq(ieci_bytes_new(text.data, text.size, "r", &file, NULL), IECI_OK);
    ck_assert_int_eq(ieci_result_parse(file, NULL, &result, &error), IECI_ERROR_CORRUPT);
    ck_assert_str_eq(ieci_error_message(error), "the identity is not that of the model in the file");
    ieci_error_free(error);
    error = NULL;
    ieci__text_clear(&text);
    ieci__sections_start(&text, IECI__RESULT_FORMAT, 2);
    ieci__sections_finish(&text);
    ieci_bytes_unref(file);
    ck_assert_int_eq(ieci_bytes_new(text.data, text.size, "r", &file, NULL), IECI_OK);
    ck_assert_int_eq(ieci_result_parse(file, NULL, &result, &error), IECI_ERROR_VERSION);
    ck_assert_str_eq(ieci_error_message(error), "r: a file of version 2; this library reads version 1");
    ieci_error_free(error);
    ieci_result *small = small_result(SMALL_SCHEMA);
    ck_assert_int_eq(ieci_model_format(ieci_result_model(small), &model, NULL), IECI_OK);
    ck_assert_int_eq(ieci_result_parse(model, NULL, &result, NULL), IECI_ERROR_VERSION);
    ck_assert_ptr_null(result);
    ieci_result_unref(small);
    ieci_bytes_unref(model);
    ieci_bytes_unref(file);
    ieci__text_clear(&text);
    free(form);
    free(edited);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("result_read");
    TCase *cases = tcase_create("damage");
    tcase_set_timeout(cases, 60);
    tcase_add_loop_test(cases, test_every_truncation_and_bit, 0, 2);
    tcase_add_loop_test(cases, test_wrong, 0, COUNT(wrong));
    tcase_add_test(cases, test_identity_and_version);
    suite_add_tcase(all, cases);
    return all;
}
