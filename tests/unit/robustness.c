/* SPDX-License-Identifier: MIT */
#include <check.h>
#include <math.h>

#include "base/memory.h"
#include "study/leads.h"
#include "study/leave_out.h"
#include "study/preference.h"
#include "study/rank_range.h"
#include "study/region_table.h"
#include "study/swap.h"
#include "support/datasets.h"
#include "support/documents.h"
#include "support/random.h"

Suite *suite(void);

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* --- Regions --- */

/* Shares of a region of 4 children, drawn without order: what is in it, not how likely. */
static void draw(uint64_t *random, const ieci__region *region, double *share) {
    double sum = 0.0;
    for (;;) {
        sum = 0.0;
        for (size_t c = 0; c < region->count; c++) {
            const double uniform = random_between(random, 0.0, 1.0);
            share[c] = region->kind == IECI__REGION_AROUND
                           ? region->low[c] + (region->high[c] - region->low[c]) * uniform
                           : -log(1.0 - uniform);
            sum += share[c];
        }
        bool inside = sum > 0.0;
        for (size_t c = 0; c < region->count && inside; c++) {
            share[c] /= sum;
            inside =
                region->kind != IECI__REGION_BOUNDED || (share[c] >= region->low[c] && share[c] <= region->high[c]);
        }
        for (size_t c = 0; c < region->count && region->kind == IECI__REGION_ORDINAL; c++) {
            for (size_t k = 0; k < region->count; k++) {
                inside = inside && !(region->low[c] > region->low[k] && share[c] < share[k]);
            }
        }
        if (inside) {
            return;
        }
    }
}

static const struct {
    const char *name;
    ieci__region_kind kind;
    double low[4], high[4];
    double value[4], most; /* by hand */
} regions[] = {
    /* (3 + 2 + 1 + 1) over factors 3 1 1 1: 3 x 7 + 2 + 1 + 0 = 24 of 6; two leaders: 29 of 8 */
    {"around", IECI__REGION_AROUND, {1, 1, 1, 1}, {3, 3, 3, 3}, {7, 2, 1, 0}, 4.0},
    {"around, two leaders", IECI__REGION_AROUND, {1, 1, 1, 1}, {3, 3, 3, 3}, {7, 6, 0, 0}, 39.0 / 8.0},
    {"around, nothing at least", IECI__REGION_AROUND, {0, 0, 0, 0}, {2, 2, 2, 2}, {-3, -2, -5, -2}, -2.0},
    {"bounded", IECI__REGION_BOUNDED, {.125, .125, .125, 0}, {.5, .5, .25, .25}, {0, 8, 4, 6}, 6.0},
    {"simplex", IECI__REGION_BOUNDED, {0, 0, 0, 0}, {1, 1, 1, 1}, {0, 8, 4, 6}, 8.0},
    {"ordinal", IECI__REGION_ORDINAL, {4, 3, 2, 1}, {0}, {1, 5, 2, 9}, 4.25},
    {"ordinal, two alike", IECI__REGION_ORDINAL, {4, 2, 2, 1}, {0}, {1, 2, 7, 0}, 4.0},
    {"ordinal, all alike", IECI__REGION_ORDINAL, {1, 1, 1, 1}, {0}, {1, 2, 7, 0}, 7.0},
};

START_TEST(region_by_hand) {
    ieci__region region;
    ieci__pair value[4];
    double weight[4], sum = 0.0, points = 0.0, share[4];
    size_t order[4];
    uint64_t random = 7;
    ck_assert(ieci__region_start(&region, regions[_i].kind, 4, 0));
    for (size_t c = 0; c < 4; c++) {
        region.low[c] = regions[_i].low[c];
        region.high[c] = regions[_i].high[c];
        value[c] = ieci__pair_from(regions[_i].value[c]);
    }
    const double most = ieci__region_most(&region, value, weight, order).high;
    for (size_t c = 0; c < 4; c++) {
        sum += weight[c];
        points += weight[c] * regions[_i].value[c];
    }
    ck_assert_msg(fabs(most - regions[_i].most) < 1e-15 && fabs(sum - 1.0) < 1e-15 && fabs(points - most) < 1e-14,
                  "%s: %g, sum %g, points %g", regions[_i].name, most, sum, points);
    for (size_t i = 0; i < 2000; i++) {
        draw(&random, &region, share);
        points = 0.0;
        for (size_t c = 0; c < 4; c++) {
            points += share[c] * regions[_i].value[c];
        }
        ck_assert_msg(points <= most + 1e-13, "%s: %g", regions[_i].name, points);
    }
    ieci__region_clear(&region);
}
END_TEST

/* --- Questions --- */

#define HEAD "format: ieci/schema/1\nid: s\ntitle: {en: S}\nrank: {by: printed}\n"
#define LEAF(code) "  " code ": {name: " code ", unit: points, better: higher, source: s, worst: 0, best: 10}\n"
#define FLAT                                                                                                           \
    HEAD "score: {range: [0, 10], decimals: 2}\ndefaults: {aggregate: arithmetic}\ntree:\n  index: [a, "               \
         "b]\nindicators:\n" LEAF("a") LEAF("b")

/* A model, its regions and the options of a question. */
typedef struct setting {
    ieci_schema *schema;
    ieci_model *model;
    ieci_result *result;
    ieci_options *options;
    ieci__region *regions;
} setting;

static setting open_setting(const char *schema, const char *cells) {
    setting at = {0};
    ieci_error *error = NULL;
    ieci_dataset *dataset = datasets_make(&(dataset_texts){.cells = cells}, &error);
    ieci_bytes *bytes = document_bytes(schema, "schema.yaml");
    ck_assert_msg(ieci_schema_parse(bytes, NULL, &at.schema, &error) == IECI_OK &&
                      ieci_model_new(dataset, at.schema, NULL, NULL, &at.model, &error) == IECI_OK &&
                      ieci_model_evaluate(at.model, NULL, &at.result, &error) == IECI_OK,
                  "%s", ieci_error_message(error));
    ck_assert(ieci_options_new(&at.options, NULL) == IECI_OK);
    at.regions = ieci__memory_allocate(at.model->num_nodes, sizeof *at.regions);
    ieci_bytes_unref(bytes);
    ieci_dataset_unref(dataset);
    return at;
}

static void close_setting(setting *at) {
    for (size_t n = 0; n < at->model->num_nodes; n++) {
        ieci__region_clear(&at->regions[n]);
    }
    ieci__memory_free(at->regions);
    ieci_options_free(at->options);
    ieci_result_unref(at->result);
    ieci_model_unref(at->model);
    ieci_schema_unref(at->schema);
}

/* The children of a node vary: all the same bounds, in shares, or around equal weights. */
static void vary(const setting *at, const char *node, ieci__region_kind kind, double low, double high) {
    size_t index;
    ck_assert(ieci_model_find(at->model, IECI_AXIS_NODE, node, &index, NULL) == IECI_OK);
    const size_t count = at->model->schema->nodes[index].num_children;
    ck_assert(ieci__region_start(&at->regions[index], kind, count, 0));
    for (size_t c = 0; c < count; c++) {
        at->regions[index].low[c] = low;
        at->regions[index].high[c] = high;
    }
}

static ieci_table *ask(const setting *at, const ieci__robust_question *question, ieci_error **problems) {
    const ieci__asked asked = {at->result, at->regions, at->options, 0, 0, IECI__NONE, IECI__NONE};
    return question->answer(&asked, problems);
}

static char *print(const setting *at, const ieci__robust_question *question) {
    ieci_error *problems = NULL;
    size_t size;
    ieci_table *table = ask(at, question, &problems);
    ck_assert_msg(problems == NULL, "%s", ieci_error_message(problems));
    ieci_bytes *bytes = tables_format(table, "csv", NULL);
    const char *data = ieci_bytes_data(bytes, &size);
    char *copy = malloc(size + 1);
    ck_assert(copy != NULL);
    memcpy(copy, data, size);
    copy[size] = '\0';
    ieci_bytes_unref(bytes);
    ieci_table_unref(table);
    return copy;
}

/* Possible over k somewhere and over l somewhere, but never over both: pairs alone would make i the first. */
START_TEST(pairs_are_not_enough) {
    setting at = open_setting(FLAT, "unit,indicator,value\ni,a,4\ni,b,4\nk,a,10\nk,b,0\nl,a,0\nl,b,10\n");
    vary(&at, "index", IECI__REGION_BOUNDED, 0.0, 1.0);
    char *pairs = print(&at, &ieci__question_preference), *ranks = print(&at, &ieci__question_rank_range);
    ck_assert_ptr_nonnull(strstr(pairs, "i,k,-6,4,no,yes\ni,l,-6,4,no,yes\nk,i,"));
    ck_assert_ptr_nonnull(strstr(ranks, "i,i,3,2,2,3,3,yes,"));
    ck_assert_ptr_nonnull(strstr(ranks, "k,k,1,1,1,3,3,yes,"));
    free(pairs);
    free(ranks);
    close_setting(&at);
}
END_TEST

/* Printed scores share a place: 4.004 and 4.001 are 4.00 wherever the weights are, 4.006 is 4.01. */
START_TEST(printed_ties_share_a_place) {
    setting at = open_setting(FLAT, "unit,indicator,value\ni,a,4.001\ni,b,4.001\nk,a,4.004\nk,b,4.001\nl,a,4.004\n"
                                    "l,b,4.006\n");
    vary(&at, "index", IECI__REGION_BOUNDED, 0.0, 1.0);
    char *ranks = print(&at, &ieci__question_rank_range);
    ck_assert_ptr_nonnull(strstr(ranks, "i,i,2,1,1,2,2,yes,"));
    ck_assert_ptr_nonnull(strstr(ranks, "k,k,2,1,1,2,2,yes,"));
    ck_assert_ptr_nonnull(strstr(ranks, "l,l,1,1,1,1,1,yes,"));
    free(ranks);
    close_setting(&at);
}
END_TEST

#define NESTED(mean)                                                                                                   \
    HEAD "score: {range: [1, 100], decimals: 0}\ndefaults: {aggregate: " mean                                          \
         "}\ntree:\n  index:\n    p: [a, b]\n    q: [c, d]\nindicators:\n" LEAF("a") LEAF("b") LEAF("c") LEAF("d")

/* Figures of 7 units at random. */
static void write_cells(uint64_t *random, char *text, size_t size) {
    size_t used = (size_t)snprintf(text, size, "unit,indicator,value\n");
    for (size_t u = 0; u < 7; u++) {
        for (size_t i = 0; i < 4; i++) {
            used += (size_t)snprintf(text + used, size - used, "u%zu,%c,%g\n", u, (char)('a' + i),
                                     floor(random_between(random, 0.0, 100.0)) / 10.0);
        }
    }
}

/* The weights of one end of a unit, as a weighting. */
static ieci_weighting *read_weights(const ieci_table *table, size_t *row, size_t count) {
    const char *codes[6];
    double shares[6], value;
    ieci_weighting *weighting = NULL;
    for (size_t i = 0; i < count; i++, (*row)++) {
        int status;
        codes[i] = ieci_table_text(table, 4, *row);
        ieci__table_real(table, 5, *row, &value, &status);
        shares[i] = isnan(value) ? 0.5 : value;
    }
    ck_assert(ieci_weighting_new(count, codes, shares, &weighting, NULL) == IECI_OK);
    return weighting;
}

/* Every rank that was found comes out of the kernel under the weights that are given for it; ranks under random weights
 * never lie outside of what was proved. */
START_TEST(found_ranks_come_true) {
    char cells[1000];
    uint64_t random = (uint64_t)_i + 1;
    write_cells(&random, cells, sizeof cells);
    setting at = open_setting(_i % 2 == 0 ? NESTED("arithmetic") : NESTED("geometric"), cells);
    const bool simplex = _i % 4 < 2;
    const double low = simplex ? 0.0 : 0.6, high = simplex ? 1.0 : 1.4;
    vary(&at, "index", simplex ? IECI__REGION_BOUNDED : IECI__REGION_AROUND, low, high);
    vary(&at, "p", simplex ? IECI__REGION_BOUNDED : IECI__REGION_AROUND, low, high);
    vary(&at, "q", simplex ? IECI__REGION_BOUNDED : IECI__REGION_AROUND, low, high);
    ieci_error *problems = NULL;
    ieci_table *weights = ask(&at, &ieci__question_rank_weights, &problems);
    ieci_table *ranges = ask(&at, &ieci__question_rank_range, &problems);
    ck_assert_ptr_null(problems);
    ck_assert_uint_eq(ieci_table_num_rows(weights), 7 * 2 * 6);
    double best[7], worst[7], rank[7];
    ck_assert(ieci_table_copy_reals(ranges, 4, best, 7, NULL) == IECI_OK);
    ck_assert(ieci_table_copy_reals(ranges, 6, worst, 7, NULL) == IECI_OK);
    for (size_t u = 0, row = 0; u < 7; u++) {
        ck_assert_str_eq(ieci_table_text(ranges, 7, u), "yes");
        for (size_t end = 0; end < 2; end++) {
            ieci_weighting *weighting = read_weights(weights, &row, 6);
            ieci_model *model = NULL;
            ieci_result *result = NULL;
            ck_assert(ieci_model_new(ieci_model_dataset(at.model), at.schema, weighting, NULL, &model, NULL) ==
                      IECI_OK);
            ck_assert(ieci_model_evaluate(model, NULL, &result, NULL) == IECI_OK);
            ck_assert(ieci_result_copy_ranks(result, 0, 0, rank, 7, NULL) == IECI_OK);
            ck_assert_msg(rank[u] == (end == 0 ? best : worst)[u], "u%zu: %g, not %g", u, rank[u],
                          (end == 0 ? best : worst)[u]);
            for (size_t k = 0; k < 7; k++) {
                ck_assert_msg(rank[k] >= best[k] && rank[k] <= worst[k], "u%zu: %g", k, rank[k]);
            }
            ieci_result_unref(result);
            ieci_model_unref(model);
            ieci_weighting_free(weighting);
        }
    }
    ieci_table_unref(weights);
    ieci_table_unref(ranges);
    close_setting(&at);
}
END_TEST

START_TEST(limit_gives_an_interval) {
    char cells[1000];
    uint64_t random = 3;
    write_cells(&random, cells, sizeof cells);
    setting at = open_setting(NESTED("arithmetic"), cells);
    double found[7], proved[7];
    size_t inexact = 0;
    vary(&at, "index", IECI__REGION_AROUND, 0.75, 1.25);
    vary(&at, "p", IECI__REGION_AROUND, 0.75, 1.25);
    ck_assert(ieci_options_set(at.options, "node_limit", "1", NULL) == IECI_OK);
    ieci_error *problems = NULL;
    ieci_table *ranges = ask(&at, &ieci__question_rank_range, &problems);
    for (size_t end = 0; end < 2; end++) {
        ck_assert(ieci_table_copy_reals(ranges, 3 + 2 * end, found, 7, NULL) == IECI_OK);
        ck_assert(ieci_table_copy_reals(ranges, 4 + 2 * end, proved, 7, NULL) == IECI_OK);
        for (size_t u = 0; u < 7; u++) {
            ck_assert(end == 0 ? proved[u] <= found[u] : proved[u] >= found[u]);
            inexact += strcmp(ieci_table_text(ranges, 7, u), "no") == 0 ? 1 : 0;
        }
    }
    ck_assert_uint_gt(inexact, 0);
    ieci_table_unref(ranges);
    close_setting(&at);
}
END_TEST

#define MIXED                                                                                                          \
    HEAD "defaults: {missing: reweight}\nnodes: {index: {aggregate: geometric}, p: {aggregate: harmonic}}\n"           \
         "score: {range: [1, 100]}\ntree:\n  index:\n    p: [a, b]\n    q: [c, d]\nindicators:\n" LEAF("a") LEAF("b")  \
             LEAF("c") LEAF("d")
#define FILLED                                                                                                         \
    HEAD "score: {range: [0, 10]}\ndefaults: {missing: reweight}\nnodes: {q: {missing: mean}}\ntree:\n  index:\n    "  \
         "p: [a, b]\n    q: [c, d]\nindicators:\n" LEAF("a") LEAF("b") LEAF("c") LEAF("d")
#define GAPS "unit,indicator,value\ni,a,4\ni,b,4\ni,c,1\nk,a,5\nk,b,5\nl,a,1\nl,b,3\nl,c,5\nl,d,6\n"

/* What cannot be answered exactly, with the cells and the way out; NULL: it can. */
static const struct {
    const char *name, *schema, *node, *message;
} refusals[] = {
    {"missing children", NESTED("arithmetic"), "q",
     "numeric q: unit i, edition 1: d has no value, so the unit would have weights of its own, which no exact answer "
     "covers; give it a value first (missing: mean, median or worst), or keep the weights of this node fixed\n"},
    {"missing below fixed weights", NESTED("arithmetic"), "p", NULL},
    {"missing nodes", NESTED("arithmetic"), "index",
     "numeric index: unit k, edition 1: q has no value, so the unit would have weights of its own, which no exact "
     "answer covers; give it a value first (missing: mean, median or worst), or keep the weights of this node fixed\n"},
    {"filled in by scores that move", FILLED, "q",
     "numeric index: unit k, edition 1: q is filled in from other units, whose scores move with the weights; let it "
     "be "
     "missing, or keep the weights below it fixed\n"
     "numeric q: unit i, edition 1: d has no value, so the unit would have weights of its own, which no exact answer "
     "covers; give it a value first (missing: mean, median or worst), or keep the weights of this node fixed\n"},
    {"filled in by fixed scores", FILLED, "index", NULL},
    {"means that are not linear", MIXED, "p",
     "numeric p: the harmonic mean is not linear in the weights, nor is its logarithm: exact answers are only for "
     "arithmetic or geometric means from the varied weights up; keep the weights of this node and below it fixed\n"},
    {"different means on the way", MIXED, "q",
     "numeric q: has the arithmetic mean and other nodes the geometric one: exact answers need the same mean from all "
     "varied weights up; keep the weights on one side fixed\n"},
};

START_TEST(refuses_what_is_not_linear) {
    setting at = open_setting(refusals[_i].schema, GAPS);
    vary(&at, refusals[_i].node, IECI__REGION_BOUNDED, 0.0, 1.0);
    ieci_error *problems = NULL;
    ieci_table_unref(ask(&at, &ieci__question_rank_range, &problems));
    char *text = problems == NULL ? NULL : datasets_problems(problems);
    if (refusals[_i].message == NULL) {
        ck_assert_msg(text == NULL, "%s: %s", refusals[_i].name, text);
    } else {
        ck_assert_msg(text != NULL && strstr(text, refusals[_i].message) != NULL, "%s: %s", refusals[_i].name, text);
    }
    free(text);
    ieci_error_free(problems);
    close_setting(&at);
}
END_TEST

/* --- Swaps --- */

static const struct {
    const char *name;
    double share[3], lead[3], level[3], distance, moved;
} swaps[] = {
    /* levels worked out with fractions: 3/13 9/13 1/13, then 13/56 17/56 26/56 */
    {"a child without weight gets some",
     {.5, .5, 0},
     {3, -1, 0},
     {.23076923076923078, .6923076923076923, .07692307692307693},
     .3396831102433787,
     .25},
    {"three",
     {.5, .25, .25},
     {2, 0, -1},
     {.23214285714285715, .30357142857142855, .4642857142857143},
     .3471825374147068,
     .25},
    {"one is used up", {.6, .3, .1}, {1, 2, -1}, {.5, 0, .5}, .5099019513592785, .4},
    {"another is used up", {.2, .7, .1}, {3, 1, -1}, {0, .5, .5}, .4898979485566356, .4},
    {"behind now", {.25, .25, .5}, {2, 0, -2}, {.375, .25, .375}, .17677669529663687, .125},
    {"level already", {.5, .25, .25}, {1, 0, -2}, {.5, .25, .25}, 0, 0},
};

START_TEST(swap_by_hand) {
    double level[3], room[3], distance = 0.0, sum = 0.0, points = 0.0;
    uint64_t random = 5;
    ck_assert(ieci__swap_nearest(3, swaps[_i].share, swaps[_i].lead, level, room));
    for (size_t c = 0; c < 3; c++) {
        distance += (level[c] - swaps[_i].share[c]) * (level[c] - swaps[_i].share[c]);
        sum += level[c];
        points += level[c] * swaps[_i].lead[c];
        ck_assert(level[c] >= 0.0);
    }
    ck_assert_msg(fabs(sum - 1.0) < 1e-14 && fabs(points) < 1e-14, "%s: sum %g, lead %g", swaps[_i].name, sum, points);
    /* Nothing nearer is level: points of the plane through the answer are tried. */
    for (size_t i = 0; i < 2000; i++) {
        const double step = random_between(&random, -0.3, 0.3), *lead = swaps[_i].lead;
        const double along[] = {lead[1] - lead[2], lead[2] - lead[0], lead[0] - lead[1]};
        double other = 0.0;
        bool inside = true;
        for (size_t c = 0; c < 3; c++) {
            const double share = level[c] + step * along[c];
            inside = inside && share >= 0.0;
            other += (share - swaps[_i].share[c]) * (share - swaps[_i].share[c]);
        }
        ck_assert_msg(!inside || other >= distance - 1e-15, "%s: %g %g", swaps[_i].name, other, distance);
    }
    const double moved = ieci__swap_moved(3, swaps[_i].share, swaps[_i].lead, room);
    ck_assert_msg(fabs(moved - swaps[_i].moved) < 1e-15, "%s: moved %.17g", swaps[_i].name, moved);
    ck_assert_msg(fabs(sqrt(distance) - swaps[_i].distance) < 1e-15, "%s: distance %.17g", swaps[_i].name,
                  sqrt(distance));
    for (size_t c = 0; c < 3; c++) {
        ck_assert_msg(fabs(level[c] - swaps[_i].level[c]) < 1e-15, "%s: %.17g", swaps[_i].name, level[c]);
    }
}
END_TEST

START_TEST(swap_is_not_always_possible) {
    const double share[] = {.5, .5}, lead[] = {2, 1};
    double level[2], room[2];
    ck_assert(!ieci__swap_nearest(2, share, lead, level, room));
}
END_TEST

/* i 4 4, k 10 0, l 0 10 with a at 1/4 of the weight: i 4, k 2.5, l 7.5. */
#define THREE "unit,indicator,value\ni,a,4\ni,b,4\nk,a,10\nk,b,0\nl,a,0\nl,b,10\n"

static const struct {
    const ieci__robust_question *question;
    const char *table;
} answers[] = {
    {&ieci__question_region, "node,child,kind,nominal,least,most\nindex,a,bounded,0.5,0,1\nindex,b,bounded,0.5,0,1\n"},
    {&ieci__question_dominance, "unit,name,below,above,equal,incomparable,average_rank\ni,i,0,0,0,2,2\nk,k,0,0,0,2,2\n"
                                "l,l,0,0,0,2,2\n"},
    {&ieci__question_swap, "unit,rival,lead,node,over,swap,distance,moved\n"
                           "k,l,0,index,children,yes,0,0\nk,l,0,index,indicators,yes,0,0\n"
                           "l,i,1,index,children,yes,0.14142135623730948,0.1\n"
                           "l,i,1,index,indicators,yes,0.14142135623730948,0.1\n"},
    {&ieci__question_swap_weights, "unit,rival,node,over,child,weight,level\n"
                                   "k,l,index,children,a,0.5,0.5\nk,l,index,children,b,0.5,0.5\n"
                                   "k,l,index,indicators,a,0.5,0.5\nk,l,index,indicators,b,0.5,0.5\n"
                                   "l,i,index,children,a,0.5,0.6\nl,i,index,children,b,0.5,0.4\n"
                                   "l,i,index,indicators,a,0.5,0.6\nl,i,index,indicators,b,0.5,0.4\n"},
    {&ieci__question_r_robust_pairs, "unit,rival,lead,robust\nk,i,1,0.2\nl,i,1,0.2\n"},
    {&ieci__question_leave_one_out, "left_out,kind,units,mean_shift,most_shift,most_unit,reversals\n"
                                    "a,indicator,3,1,2,k,1\nb,indicator,3,1,2,l,1\n"
                                    "i,unit,2,0,0,,0\nk,unit,2,0,0,,0\nl,unit,2,0,0,,0\n"},
    {&ieci__question_leave_one_out_ranks,
     "left_out,kind,unit,rank,without,change\n"
     "a,indicator,i,3,2,1\na,indicator,k,1,3,-2\na,indicator,l,1,1,0\n"
     "b,indicator,i,3,2,1\nb,indicator,k,1,1,0\nb,indicator,l,1,3,-2\n"
     "i,unit,k,1,1,0\ni,unit,l,1,1,0\nk,unit,i,2,2,0\nk,unit,l,1,1,0\nl,unit,i,2,2,0\nl,unit,k,1,1,0\n"},
};

START_TEST(answers_by_hand) {
    setting at = open_setting(FLAT, THREE);
    vary(&at, "index", IECI__REGION_BOUNDED, 0.0, 1.0);
    char *table = print(&at, answers[_i].question);
    ck_assert_str_eq(table, answers[_i].table);
    free(table);
    close_setting(&at);
}
END_TEST

Suite *suite(void) {
    Suite *made = suite_create("robustness");
    TCase *cases = tcase_create("robustness");
    tcase_add_loop_test(cases, region_by_hand, 0, COUNT(regions));
    tcase_add_test(cases, pairs_are_not_enough);
    tcase_add_test(cases, printed_ties_share_a_place);
    tcase_add_loop_test(cases, found_ranks_come_true, 0, 24);
    tcase_add_test(cases, limit_gives_an_interval);
    tcase_add_loop_test(cases, refuses_what_is_not_linear, 0, COUNT(refusals));
    tcase_add_loop_test(cases, swap_by_hand, 0, COUNT(swaps));
    tcase_add_test(cases, swap_is_not_always_possible);
    tcase_add_loop_test(cases, answers_by_hand, 0, COUNT(answers));
    suite_add_tcase(made, cases);
    return made;
}
