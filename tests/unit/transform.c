/* SPDX-License-Identifier: MIT */
/*
 * Transforms. Expected: python3 -c "from mpmath import *; mp.dps=40; print(log(mpf('1.1')), ...)", the double and the
 * rest.
 */
#include "index/transform.h"

#include <check.h>

#include "support/random.h"
#include "support/rows.h"

Suite *suite(void);

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct {
    const char *name;
    double x;
    ieci__pair expected;
} cases[] = {
    {"none", 0.1, {0x1.999999999999ap-4, -0x1.999999999999ap-58}},
    {"none", -3, {-0x1.8000000000000p+1, 0x0.0p+0}},
    {"log1p", 0, {0x0.0p+0, 0x0.0p+0}},
    {"log1p", 0.1, {0x1.8663f793c46c7p-4, -0x1.90770d7c6436ap-58}},
    {"log1p", -0.5, {-0x1.62e42fefa39efp-1, -0x1.abc9e3b39803fp-56}},
    {"log1p", 12345.678, {0x1.2d79ff745b2fdp+3, 0x1.dac9c67797c81p-52}},
    {"log1p", 0.00000001, {0x1.5798ee0636111p-27, -0x1.a950c7b734f84p-81}},
    {"log1p", -0.000000003, {-0x1.9c511dce0472bp-29, -0x1.c93effa92f1d4p-83}},
    {"log1p", 1e-20, {0x1.79ca10c924223p-67, 0x1.753bc44a7a97bp-121}},
    {"log1p", 0.0000000075, {0x1.01b2b28a100e4p-27, 0x1.36ed6bf429fcap-82}},
    {"log1p", 3e15, {0x1.1d195f3cf67ddp+5, -0x1.d24b0ac6180b1p-49}},
    {"log", 1, {0x0.0p+0, 0x0.0p+0}},
    {"log", 0.1, {-0x1.26bb1bbb55516p+1, 0x1.f48ad494ea3e9p-53}},
    {"log", 2.5, {0x1.d5240f0e0e078p-1, -0x1.7df5360740fe5p-55}},
    {"log", 1.0000001, {0x1.ad7f2843813dbp-24, -0x1.a095c4d588478p-80}},
    {"log", 60000, {0x1.601133afa9916p+3, -0x1.b6eec955c5acap-52}},
    {"log", 1e-7, {-0x1.01e3b843eaa73p+4, 0x1.6bf2f40499ed8p-51}},
    {"sqrt", 0, {0x0.0p+0, 0x0.0p+0}},
    {"sqrt", 0.25, {0x1.0000000000000p-1, 0x0.0p+0}},
    {"sqrt", 0.1, {0x1.43d136248490fp-2, -0x1.2648bb4986143p-57}},
    {"sqrt", 2, {0x1.6a09e667f3bcdp+0, -0x1.bdd3413b26456p-54}},
    {"sqrt", 1e15, {0x1.e286789a07f2fp+24, 0x1.b5ecc2cccd156p-30}},
    {"cbrt", 0, {0x0.0p+0, 0x0.0p+0}},
    {"cbrt", 0.1, {0x1.db4c7760bcff2p-2, 0x1.e2d50ee141632p-56}},
    {"cbrt", 27, {0x1.8000000000000p+1, 0x0.0p+0}},
    {"cbrt", -2, {-0x1.428a2f98d728bp+0, 0x1.ddc22548ea41ep-56}},
    {"cbrt", 123456.789, {0x1.8e58dab7da808p+5, 0x1.70ee43075564cp-50}},
    {"cbrt", -0.001, {-0x1.999999999999ap-4, 0x1.999999999999ap-58}},
};

static const ieci__transform *find(const char *name) {
    const size_t row = ieci__method_find(&ieci__transform_family, name);
    ck_assert_msg(row != (size_t)-1, "no transform %s", name);
    return ieci__transform_row(row);
}

START_TEST(equals_22_digits) {
    const ieci__transform *transform = find(cases[_i].name);
    ck_assert(transform->defined(cases[_i].x));
    const ieci__pair expected = cases[_i].expected;
    const ieci__pair result = transform->apply(ieci__pair_decimal(cases[_i].x));
    const double difference = ieci__pair_subtract(result, expected).high;
    ck_assert_msg(result.high == expected.high && fabs(difference) <= 1e-22 * fabs(expected.high),
                  "%s of %a is %a + %a", cases[_i].name, cases[_i].x, result.high, result.low);
}
END_TEST

static const struct {
    const char *name;
    double x;
    bool defined;
} domains[] = {
    {"none", -1e308, true},   {"none", 0.0, true},   {"log1p", -0.9999999, true}, {"log1p", -1.0, false},
    {"log1p", -1e300, false}, {"log", 5e-324, true}, {"log", 0.0, false},         {"log", -0.0, false},
    {"log", -1.0, false},     {"sqrt", 0.0, true},   {"sqrt", -0.0, true},        {"sqrt", -5e-324, false},
    {"cbrt", -1e300, true},
};

START_TEST(knows_its_domain) {
    ck_assert_msg(find(domains[_i].name)->defined(domains[_i].x) == domains[_i].defined, "%s at %a", domains[_i].name,
                  domains[_i].x);
    ck_assert(find(domains[_i].name)->domain != NULL);
}
END_TEST

/* Loop over rows: a greater figure never gets a smaller value, whatever branch computes it. */
START_TEST(is_monotone) {
    const ieci__transform *transform = ieci__transform_row((size_t)_i);
    uint64_t state = 5;
    for (int i = 0; i < 2000; i++) {
        const double size = 1.0 / (double)(1 + random_below(&state, 100000000) * (i % 2 == 0 ? 1 : 100));
        const double x = random_between(&state, -0.9 * size, size);
        const double y = x + fabs(x) * 0x1p-50;
        if (transform->defined(x)) {
            const ieci__pair low = transform->apply(ieci__pair_from(x));
            const ieci__pair high = transform->apply(ieci__pair_from(y));
            ck_assert_msg(ieci__pair_compare(low, high) < 0, "%s of %a and %a", transform->method.name, x, y);
        }
    }
}
END_TEST

static const char *case_name(size_t index) {
    return cases[index].name;
}

START_TEST(has_a_case_for_each_row) {
    check_rows_have_cases(&ieci__transform_family, COUNT(cases), case_name);
    ck_assert_str_eq(ieci__transform_row(IECI__TRANSFORM_NONE)->method.name, "none");
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("transform");
    TCase *rows = tcase_create("rows");
    tcase_add_loop_test(rows, equals_22_digits, 0, (int)COUNT(cases));
    tcase_add_loop_test(rows, knows_its_domain, 0, (int)COUNT(domains));
    tcase_add_loop_test(rows, is_monotone, 0, (int)ieci__transform_family.count);
    tcase_add_test(rows, has_a_case_for_each_row);
    suite_add_tcase(all, rows);
    return all;
}
