/* SPDX-License-Identifier: MIT */
/* The cheapest mix against all mixes, on random problems. */
#include "study/mix.h"

#include <check.h>
#include <float.h>
#include <string.h>

#include "support/random.h"

Suite *suite(void);

#define PROBLEMS 3000
#define MOST_CLASSES 4
#define MOST_POINTS 8

typedef struct problem {
    ieci__mix mix;
    ieci__mix_class classes[MOST_CLASSES];
    double gain[MOST_CLASSES][MOST_POINTS], cost[MOST_CLASSES][MOST_POINTS];
    size_t judged;
} problem;

static void add_up(const problem *of, const size_t *points, double *gain, double *cost) {
    *gain = *cost = 0.0;
    for (size_t c = 0; c < of->mix.num_classes; c++) {
        *gain += of->gain[c][points[c]];
        *cost += of->cost[c][points[c]];
    }
}

/* Gains are whole numbers here, so that the judge can tell exactly. */
static bool judge(void *state, const size_t *points, bool *reaches) {
    problem *of = state;
    double gain, cost;
    add_up(of, points, &gain, &cost);
    *reaches = gain >= of->mix.need;
    of->judged++;
    return true;
}

static void make(problem *made, uint64_t *random) {
    memset(made, 0, sizeof *made);
    const bool linear = random_below(random, 3) == 0;
    double most = 0.0;
    made->mix.num_classes = 1 + random_below(random, MOST_CLASSES);
    for (size_t c = 0; c < made->mix.num_classes; c++) {
        const size_t count = 1 + random_below(random, MOST_POINTS);
        const double price = (double)(1 + random_below(random, 5));
        for (size_t p = 1; p < count; p++) {
            made->gain[c][p] = made->gain[c][p - 1] + (linear ? price : (double)random_below(random, 6));
            made->cost[c][p] = made->cost[c][p - 1] + (linear ? price : 1.0 + (double)random_below(random, 9));
        }
        most += made->gain[c][count - 1];
        made->classes[c] = (ieci__mix_class){count, made->gain[c], made->cost[c]};
    }
    made->mix.classes = made->classes;
    made->mix.need = 1.0 + (double)random_below(random, (size_t)most + 2);
    made->mix.slack = 0.25;
    made->mix.judge = judge;
    made->mix.state = made;
    made->mix.most_steps = 1000000;
}

/* The least cost of all mixes that reach it; DBL_MAX: there is none. */
static double try_all(const problem *of) {
    size_t points[MOST_CLASSES] = {0}, c = 0;
    double best = DBL_MAX, gain, cost;
    while (c < of->mix.num_classes) {
        add_up(of, points, &gain, &cost);
        best = gain >= of->mix.need && cost < best ? cost : best;
        for (c = 0; c < of->mix.num_classes && ++points[c] == of->classes[c].count; c++) {
            points[c] = 0;
        }
    }
    return best;
}

START_TEST(is_the_cheapest_of_all) {
    uint64_t random = 7;
    size_t reached = 0;
    for (size_t i = 0; i < PROBLEMS; i++) {
        problem of;
        size_t points[MOST_CLASSES];
        ieci__mix_answer answer;
        double gain, cost;
        make(&of, &random);
        const double best = try_all(&of);
        ck_assert(ieci__mix_cheapest(&of.mix, points, &answer));
        ck_assert_msg(answer.found == (best < DBL_MAX), "problem %zu: found %d", i, answer.found);
        if (answer.found) {
            add_up(&of, points, &gain, &cost);
            ck_assert_msg(gain >= of.mix.need && cost == best && answer.cost == best && answer.proven &&
                              answer.bound == best,
                          "problem %zu: costs %g, the best %g", i, cost, best);
            reached++;
        }
    }
    ck_assert_uint_gt(reached, PROBLEMS / 2);
}
END_TEST

START_TEST(a_search_that_gives_up_tells_a_bound) {
    uint64_t random = 11;
    size_t unproven = 0;
    for (size_t i = 0; i < PROBLEMS; i++) {
        problem of;
        size_t points[MOST_CLASSES];
        ieci__mix_answer answer;
        make(&of, &random);
        const double best = try_all(&of);
        of.mix.most_steps = 3;
        ck_assert(ieci__mix_cheapest(&of.mix, points, &answer));
        if (best < DBL_MAX) {
            ck_assert(answer.found && answer.bound <= best && answer.cost >= best);
            unproven += !answer.proven;
        }
    }
    ck_assert_uint_gt(unproven, 100);
}
END_TEST

START_TEST(nothing_to_choose_from) {
    ieci__mix mix = {.need = 1.0, .judge = judge, .most_steps = 10};
    ieci__mix_answer answer;
    size_t points[1];
    ck_assert(ieci__mix_cheapest(&mix, points, &answer));
    ck_assert(!answer.found);
}
END_TEST

Suite *suite(void) {
    Suite *made = suite_create("mix");
    TCase *cases = tcase_create("mix");
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, is_the_cheapest_of_all);
    tcase_add_test(cases, a_search_that_gives_up_tells_a_bound);
    tcase_add_test(cases, nothing_to_choose_from);
    suite_add_tcase(made, cases);
    return made;
}
