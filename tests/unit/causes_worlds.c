/* SPDX-License-Identifier: MIT */
/* Random pairs of editions under most rules: the parts of every change add up, down the tree too. CAUSES_PAIRS sets how
 * many pairs. */
#include "support/causes.h"
#include "support/random.h"

Suite *suite(void);

/* --- random pairs --- */

#define UNITS 7

static const char *const normalisations[] = {"goalposts", "min_max", "{rule: min_max, over: all}",
                                             "z_score",   "rank",    "percentile"};
static const char *const fills[] = {"reweight", "mean", "{rule: median, of: region}", "zero", "worst"};
static const char *const aggregations[] = {"arithmetic", "arithmetic", "geometric", "{rule: power, exponent: 2}",
                                           "minimum",    "median",     "mpi",       "topsis"};
static const char *const ties[] = {"min", "max", "average", "ordinal"};

static const char *pick(uint64_t *seed, const char *const *words, size_t count) {
    return words[random_below(seed, count)];
}
#define PICK(words) pick(seed, words, sizeof(words) / sizeof *(words))

/* The rank rule and the tree stay as they are unless `other`. */
static void write_schema(uint64_t *seed, const char *tie, bool other, bool plain, ieci__text *out) {
    print(out, "format: ieci/schema/1\nid: random\ntitle: Random\nscore: {range: [1, 100], decimals: 0}\n");
    print(
        out,
        "rank: {by: printed, ties: %s}\ndefaults: {normalise: goalposts, missing: reweight}\neligible: {share: 0.4}\n",
        tie);
    print(out, "tree: {index: [%s{x: [a, b, {y: [c, d, e]}]}, {z: [f, g]}]}\nnodes:\n", other ? "" : "h, ");
    static const char *const nodes[] = {"index", "x", "y", "z"};
    for (size_t n = 0; n < 4; n++) {
        print(out, "  %s: {aggregate: %s, min_share: %s, missing: %s}\n", nodes[n],
              plain ? "arithmetic" : PICK(aggregations), random_below(seed, 2) == 0 ? "0" : "0.4",
              n == 0 || plain ? "reweight" : PICK(fills));
    }
    print(out, "indicators:\n");
    for (char j = 'a'; j <= (other ? 'g' : 'h'); j++) {
        bool higher = random_below(seed, 3) > 0;
        print(out,
              "  %c: {name: I, unit: u, better: %s, worst: %d, best: %d, source: s, missing: %s, normalise: %s%s}\n", j,
              higher ? "higher" : "lower", higher ? 5 : 90, higher ? 90 : 5, PICK(fills),
              plain ? "goalposts" : PICK(normalisations),
              random_below(seed, 3) == 0
                  ? ", treat: {rule: winsorise, max_points: 1, skew: 0.5, kurtosis: 0, over: edition}"
                  : "");
    }
}

static void write_cells(uint64_t *seed, bool all, ieci__text *cells, ieci__text *units) {
    print(cells, "unit,edition,a,b,c,d,e,f,g,h\n");
    print(units, "unit,name,region\n");
    for (size_t u = 0; u < UNITS; u++) {
        int figures[8];
        size_t kind = all ? 0 : random_below(seed, 6);
        print(units, "u%zu,U%zu,%s\n", u, u, u % 2 == 0 ? "north" : "south");
        for (int e = 1; e <= 2; e++) {
            for (size_t j = 0; j < 8; j++) {
                figures[j] = e == 1 || random_below(seed, 3) > 0 ? (int)random_below(seed, 98) + 1 : figures[j];
            }
            if ((kind == 4 && e == 1) || (kind == 5 && e == 2)) {
                continue;
            }
            print(cells, "u%zu,%d", u, e);
            for (size_t j = 0; j < 8; j++) {
                print(cells, random_below(seed, 9) == 0 ? "," : ",%d", figures[j]);
            }
            print(cells, "\n");
        }
    }
}

typedef struct case_ {
    ieci_result *before, *after;
    size_t first, last;
    bool plain; /* fixed goalposts, nothing estimated but fills */
} case_;

/* NULL results where a random method is undefined on random figures. */
static case_ make_case(uint64_t *seed) {
    ieci__text cells = {0}, units = {0}, first = {0}, last = {0};
    ieci_error *error = NULL;
    case_ made = {.plain = random_below(seed, 3) == 0};
    uint64_t again;
    bool other = random_below(seed, 4) == 0, methods = other || random_below(seed, 2) == 0;
    const char *tie = PICK(ties);
    write_cells(seed, random_below(seed, 4) == 0, &cells, &units);
    again = *seed;
    write_schema(seed, tie, false, made.plain, &first);
    again = methods ? *seed : again;
    write_schema(&again, tie, other, made.plain, &last);
    dataset_texts texts = {.cells = cells.data, .units = units.data, .missing = "NA"};
    ieci_dataset *dataset = datasets_make(&texts, &error);
    ck_assert_msg(dataset != NULL, "%s", ieci_error_message(error));
    made.before = evaluate(dataset, first.data, NULL);
    ieci_weighting *weighting = random_below(seed, 2) == 0 ? weigh(3) : NULL;
    made.after = evaluate(dataset, last.data, weighting);
    ieci_weighting_free(weighting);
    made.last = ieci_model_size(ieci_result_model(made.before), IECI_AXIS_EDITION) - 1;
    ieci_dataset_unref(dataset);
    ieci__text_clear(&cells);
    ieci__text_clear(&units);
    ieci__text_clear(&first);
    ieci__text_clear(&last);
    return made;
}

static size_t num_pairs(void) {
    const char *wanted = getenv("CAUSES_PAIRS");
    return wanted == NULL ? 250 : (size_t)strtoul(wanted, NULL, 10);
}

START_TEST(parts_add_up) {
    size_t units = 0, pairs = 0;
    for (size_t n = 0; n < num_pairs(); n++) {
        uint64_t seed = 1000 + n;
        case_ made = make_case(&seed);
        if (made.before != NULL && made.after != NULL && made.last > 0) {
            bool same = random_below(&seed, 2) == 0;
            units += check_table(
                explain(same ? made.after : made.before, 0, made.after, made.last, random_below(&seed, 4) == 0, NULL));
            pairs++;
        }
        ieci_result_unref(made.before);
        ieci_result_unref(made.after);
    }
    ck_assert_msg(pairs * 2 > num_pairs() && units > pairs * 20, "%zu pairs, %zu units", pairs, units);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("causes_worlds");
    TCase *random = tcase_create("random pairs");
    tcase_set_timeout(random, 600);
    tcase_add_test(random, parts_add_up);
    suite_add_tcase(all, random);
    return all;
}
