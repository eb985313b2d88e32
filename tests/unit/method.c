/* SPDX-License-Identifier: MIT */
/* What holds for every row of every table, so that parsers and bindings can rely on it. */
#include "index/method.h"

#include <check.h>
#include <math.h>
#include <string.h>

Suite *suite(void);

static const char *const steps[] = {"missing",   "treat", "transform",    "normalise", "weigh",
                                    "aggregate", "ties",  "distribution", "error"};
#define STEPS (sizeof steps / sizeof steps[0])

START_TEST(lists_families_in_order_of_steps) {
    size_t count;
    const ieci__family *const *families = ieci__families(&count);
    ck_assert_uint_eq(count, STEPS);
    for (size_t i = 0; i < STEPS; i++) {
        ck_assert_str_eq(families[i]->step, steps[i]);
        ck_assert(ieci__family_find(steps[i]) == families[i]);
        ck_assert_msg(families[i]->over == (families[i]->over_default != NULL), "%s", steps[i]);
    }
    ck_assert(ieci__family_find("normalize") == NULL && ieci__family_find("") == NULL);
}
END_TEST

static bool is_name(const char *name) {
    return name != NULL && name[0] >= 'a' && name[0] <= 'z' &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name);
}

static bool is_doc(const char *doc) {
    return doc != NULL && strlen(doc) > 10 && doc[strlen(doc) - 1] != '.' && strchr(doc, '\n') == NULL;
}

static size_t count_choices(const char *choices) {
    size_t count = 1;
    for (const char *at = choices; *at != '\0'; at++) {
        count += *at == '|';
    }
    return count;
}

static void check_parameter(const char *method, const ieci__parameter *parameter) {
    ck_assert_msg(is_name(parameter->name) && parameter->doc != NULL, "a parameter of %s", method);
    const char *name = parameter->name;
    ck_assert_msg(isfinite(parameter->least) && isfinite(parameter->most), "%s of %s", name, method);
    ck_assert_msg(parameter->least < parameter->most, "%s of %s", name, method);
    ck_assert_msg(parameter->required ||
                      (parameter->fallback >= parameter->least && parameter->fallback <= parameter->most),
                  "%s of %s", name, method);
    ck_assert_msg((parameter->kind == IECI__PARAMETER_CHOICE) == (parameter->choices != NULL), "%s of %s", name,
                  method);
    if (parameter->choices != NULL) {
        ck_assert_msg(parameter->least == 0.0, "%s of %s", name, method);
        ck_assert_msg(parameter->most + 1.0 == (double)count_choices(parameter->choices), "%s of %s", name, method);
    }
    if (parameter->kind != IECI__PARAMETER_REAL) {
        ck_assert_msg(parameter->fallback == floor(parameter->fallback), "%s of %s", name, method);
    }
}

START_TEST(has_complete_rows) {
    size_t count;
    const ieci__family *family = ieci__families(&count)[_i];
    ck_assert(family->count > 0 && is_name(family->step) && is_doc(family->doc));
    for (size_t row = 0; row < family->count; row++) {
        const ieci__method *method = family->row(row);
        ck_assert_msg(is_name(method->name), "row %zu of %s", row, family->step);
        ck_assert_msg(is_doc(method->doc), "%s %s", family->step, method->name);
        ck_assert_msg(ieci__method_find(family, method->name) == row, "%s %s is there twice", family->step,
                      method->name);
        ck_assert_msg(method->num_parameters <= IECI__METHOD_MAX_PARAMETERS, "%s", method->name);
        for (size_t i = 0; i < IECI__METHOD_MAX_PARAMETERS; i++) {
            if (i < method->num_parameters) {
                check_parameter(method->name, &method->parameters[i]);
            } else {
                ck_assert_msg(method->parameters[i].name == NULL, "%s counts its parameters wrong", method->name);
            }
        }
    }
    ck_assert(ieci__method_find(family, "no such method") == (size_t)-1);
}
END_TEST

START_TEST(tells_the_order) {
    static const char *const expected[] = {"corrections", "status",    "denominator", "imputation",
                                           "treatment",   "transform", "normalise",   "weights",
                                           "aggregation", "rounding",  "rank"};
    size_t count;
    const char *const(*order)[2] = ieci__method_order(&count);
    ck_assert_uint_eq(count, sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < count; i++) {
        ck_assert_str_eq(order[i][0], expected[i]);
        ck_assert_msg(is_doc(order[i][1]), "%s", order[i][0]);
    }
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("method");
    TCase *tables = tcase_create("tables");
    tcase_add_test(tables, lists_families_in_order_of_steps);
    tcase_add_loop_test(tables, has_complete_rows, 0, (int)STEPS);
    tcase_add_test(tables, tells_the_order);
    suite_add_tcase(all, tables);
    return all;
}
