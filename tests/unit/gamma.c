/* SPDX-License-Identifier: MIT */
/* Gamma function, gamma and normal distributions, against mpmath 1.2.1 with 40 digits. */
#include "stats/gamma.h"

#include <check.h>
#include <math.h>

#include "stats/elementary.h"
#include "stats/normal.h"

Suite *suite(void);

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static const double logs[][2] = {
    {0.004, 5.51916518910035148},  {0.3, 1.09579799481807556},
    {0.5, 0.572364942924700087},   {1, 0.0},
    {1.5, -0.120782237635245222},  {2, 0.0},
    {7.25, 7.05218545073853944},   {33, 81.5579594561150372},
    {1000.5, 5908.67417584867749}, {10000, 82099.7174964423773},
};

START_TEST(knows_log_gamma) {
    const double value = ieci__gamma_log(logs[_i][0]), expected = logs[_i][1];
    ck_assert_msg(fabs(value - expected) <= 1e-14 * fmax(1.0, fabs(expected)), "%.17g", value);
}
END_TEST

/* Shape, probability, logarithm of the quantile. */
static const double quantiles[][3] = {
    {0.004, 0.5, -173.860727330460056},
    {0.004, 0.999, -0.0776024457850867005},
    {0.1, 1e-10, -230.757233712002952},
    {0.3, 0.7, -1.3603735730125566},
    {0.5, 1e-12, -55.5036067071275869},
    {0.5, 0.999999, 2.48190744737680227},
    {1.0, 0.5, -0.366512920581664327},
    {1.0, 0x1.fffffffffffffp-1, 3.60377899297045751},
    {2.5, 0x1.0000000000000p-53, -14.2143305951858819},
    {2.5, 0.2, 0.158086199432787004},
    {7.3, 0.5, 1.94154479444085744},
    {40.0, 0.01, 3.2872833011449423},
    {40.0, 0.99, 4.02828303763931223},
    {1000.0, 0.3, 6.89079063648784551},
    {10000.0, 0.9, 9.22309541679820032},
    {10000.0, 1e-12, 9.13912671170378013},
};

START_TEST(knows_gamma_quantiles) {
    const double value = ieci__gamma_quantile_log(quantiles[_i][0], quantiles[_i][1]), expected = quantiles[_i][2];
    ck_assert_msg(fabs(value - expected) <= 1e-12 * fmax(1.0, fabs(expected)), "%.17g", value);
}
END_TEST

START_TEST(inverts_the_gamma_distribution) {
    for (double a = 0.05; a < 3000.0; a *= 1.7) {
        for (double u = 0.001; u < 1.0; u += 0.0167) {
            double above;
            const double x = ieci__exp(ieci__gamma_quantile_log(a, u)), below = ieci__gamma_below(a, x, &above);
            ck_assert_msg(x < 1e-290 || fabs(below - u) <= 1e-11 * u, "%g %g: %g", a, u, below / u - 1.0);
            ck_assert(fabs(below + above - 1.0) <= 1e-15);
        }
    }
    ck_assert(ieci__gamma_below(2.0, 0.0, NULL) == 0.0);
}
END_TEST

static const double normals[][2] = {
    {0x1.0000000000000p-53, -8.20953615160138686},
    {1e-12, -7.03448382530113193},
    {0.001, -3.09023230616781354},
    {0.02425, -1.97296105131188484},
    {0.075, -1.43953147093845593},
    {0.0751, -1.43882539275253998},
    {0.3, -0.524400512708040816},
    {0.5, 0.0},
    {0.6, 0.253347103135799741},
    {0.924, 1.43250272082581191},
    {0.975, 1.95996398454005386},
    {0x1.fffffffffffffp-1, 8.20953615160138686},
};

START_TEST(knows_normal_quantiles) {
    const double value = ieci__normal_quantile(normals[_i][0]), expected = normals[_i][1];
    ck_assert_msg(fabs(value - expected) <= 2e-15 * fabs(expected), "%.17g", value);
    ck_assert(ieci__normal_quantile(1.0 - normals[_i][0]) == -value || normals[_i][0] != 1.0 - (1.0 - normals[_i][0]));
}
END_TEST

static const double probabilities[][2] = {
    {-37.5, 4.60535300958195484e-308}, {-20, 2.7536241186062337e-89}, {-4, 0.0000316712418331199213},
    {-1, 0.158655253931457051},        {-0.1, 0.460172162722971016},  {0, 0.5},
    {0.1, 0.539827837277028984},       {1, 0.841344746068542949},     {4, 0.99996832875816688},
    {8, 0.999999999999999378},
};

START_TEST(knows_normal_probabilities) {
    const double value = ieci__normal_below(probabilities[_i][0]), expected = probabilities[_i][1];
    ck_assert_msg(fabs(value - expected) <= 1e-12 * expected, "%.17g", value);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("gamma");
    TCase *functions = tcase_create("functions");
    tcase_add_loop_test(functions, knows_log_gamma, 0, COUNT(logs));
    tcase_add_loop_test(functions, knows_gamma_quantiles, 0, COUNT(quantiles));
    tcase_add_test(functions, inverts_the_gamma_distribution);
    tcase_add_loop_test(functions, knows_normal_quantiles, 0, COUNT(normals));
    tcase_add_loop_test(functions, knows_normal_probabilities, 0, COUNT(probabilities));
    tcase_set_timeout(functions, 60); /* slow under valgrind */
    suite_add_tcase(all, functions);
    return all;
}
