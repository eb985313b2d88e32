/* SPDX-License-Identifier: MIT */
/* Levers: every answer computed again from the changed dataset, on random small indices; the least change and the
 * cheapest mix against all others; the shipped data. */
#include "study/levers.h"

#include <check.h>
#include <ieci/ieci.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "run/result.h"
#include "support/datasets.h"
#include "support/documents.h"
#include "support/random.h"

Suite *suite(void);

#define PROBLEMS 400
#define MOST_UNITS 7
#define INDICATORS 4

/* --- A small index --- */

typedef struct small {
    char schema[6000], cells[6000], costs[600];
    size_t units, unit, place, node;
    bool plain;   /* fixed scales and arithmetic means only */
    bool turning; /* the place need not rise with the figure */
    ieci_dataset *dataset;
    ieci_schema *made;
    ieci_result *result;
} small;

static const char *pick(uint64_t *random, const char *const *words, size_t count) {
    return words[random_below(random, count)];
}

static void write_indicator(small *made, uint64_t *random, size_t i) {
    static const char *const scales[] = {"goalposts",
                                         "goalposts",
                                         "goalposts",
                                         "min_max",
                                         "{rule: min_max, over: all}",
                                         "rank",
                                         "percentile",
                                         "z_score",
                                         "{rule: z_score, over: all}",
                                         "{rule: peak, target: 8}",
                                         "{rule: interval, least: 0, from: 4, to: 8, most: 15}",
                                         "vector"};
    static const char *const transforms[] = {"none", "none", "log1p", "sqrt"};
    static const char *const gaps[] = {"reweight", "zero", "median", "mean", "worst"};
    static const char *const sides[] = {"clamp", "extend"};
    const bool higher = random_below(random, 3) > 0;
    const char *scale = pick(random, scales, made->turning ? 12 : made->plain ? 3 : 7);
    char ends[100] = "";
    if (strcmp(scale, "goalposts") == 0) {
        snprintf(ends, sizeof ends, ", worst: %s, best: %s", higher ? "0" : "20", higher ? "20" : "0");
    }
    snprintf(made->schema + strlen(made->schema), 400,
             "  i%zu: {name: I%zu, unit: x, better: %s, normalise: %s%s, transform: %s, missing: %s, outside: %s, "
             "whole: %s, scope: %s, %ssource: s}\n",
             i, i, higher ? "higher" : "lower", scale, ends, pick(random, transforms, 4),
             pick(random, gaps, made->turning ? 5 : 2), pick(random, sides, 2),
             random_below(random, 2) == 0 ? "yes" : "no", random_below(random, 8) == 0 ? "country" : "city",
             random_below(random, 4) == 0 ? "denominate: heads, " : "");
}

static void write_small(small *made, uint64_t *random) {
    static const char *const ties[] = {"min", "max", "average", "ordinal", "dense"};
    static const char *const means[] = {"arithmetic", "arithmetic", "{rule: power, exponent: 2}",
                                        "vikor",      "borda",      "{rule: mean_min, strength: 0.9}",
                                        "dp2"};
    memset(made, 0, sizeof *made);
    made->turning = random_below(random, 2) == 0;
    made->plain = !made->turning && random_below(random, 2) == 0;
    const size_t num_means = made->plain ? 1 : made->turning ? 7 : 3;
    snprintf(made->schema, 1000,
             "format: ieci/schema/1\nid: small\ntitle: Small\nscore: {range: [0, 100], decimals: %zu}\n"
             "rank: {by: %s, ties: %s}\ndefaults: {normalise: goalposts}\n"
             "denominators: {heads: {indicator: people, scale: 4}}\ncovariates: {people: {unit: p, source: s}}\n"
             "tree:\n  index:\n    a: [i0, i1]\n    b: [i2, i3]\n"
             "nodes:\n  index: {aggregate: %s}\n  a: {aggregate: %s, missing: %s}\nindicators:\n",
             random_below(random, 3), random_below(random, 3) == 0 ? "full" : "printed",
             pick(random, ties, made->turning || made->plain ? 5 : 4), pick(random, means, num_means),
             pick(random, means, num_means), made->turning ? "mean" : "reweight");
    for (size_t i = 0; i < INDICATORS; i++) {
        write_indicator(made, random, i);
    }
    made->units = 3 + random_below(random, MOST_UNITS - 3);
    snprintf(made->cells, 100, "unit,edition,indicator,value\n");
    for (size_t e = 1; e <= 2; e++) {
        for (size_t u = 0; u < made->units; u++) {
            for (size_t i = 0; i < INDICATORS; i++) {
                char value[40];
                snprintf(value, sizeof value, "%s%zu%s", random_below(random, 9) == 0 ? "" : "1",
                         random_below(random, 10), random_below(random, 3) == 0 ? ".5" : "");
                snprintf(made->cells + strlen(made->cells), 100, "u%zu,%zu,i%zu,%s\n", u, e, i,
                         random_below(random, 8) == 0 ? "" : value);
            }
            snprintf(made->cells + strlen(made->cells), 100, "u%zu,%zu,people,%zu\n", u, e,
                     2 + random_below(random, 3));
        }
    }
}

static ieci_result *evaluate(const ieci_dataset *dataset, const ieci_schema *schema) {
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    if (ieci_model_new(dataset, schema, NULL, NULL, &model, NULL) == IECI_OK) {
        (void)ieci_model_evaluate(model, NULL, &result, NULL);
    }
    ieci_model_unref(model);
    return result;
}

static double rank_of(const small *of, const ieci_result *result) {
    double ranks[MOST_UNITS];
    if (result == NULL) {
        return NAN;
    }
    ck_assert_int_eq(ieci_result_copy_ranks(result, 1, of->node, ranks, of->units, NULL), IECI_OK);
    return ranks[of->unit];
}

/* False: the random schema and figures do not go together, or there is nothing to reach. */
static bool open_small(small *made, uint64_t *random) {
    const dataset_texts texts = {.cells = made->cells};
    ieci_bytes *bytes = document_bytes(made->schema, "schema.yaml");
    ieci_error *error = NULL;
    ck_assert_msg(ieci_schema_parse(bytes, NULL, &made->made, &error) == IECI_OK, "%s", ieci_error_message(error));
    ieci_bytes_unref(bytes);
    made->dataset = datasets_make(&texts, &error);
    ck_assert_ptr_null(error);
    made->result = evaluate(made->dataset, made->made);
    made->unit = random_below(random, made->units);
    made->node = random_below(random, 4) == 0 ? 1 + random_below(random, 2) : 0;
    const double rank = rank_of(made, made->result);
    if (!(rank > 1.0)) {
        return false;
    }
    made->place = 1 + random_below(random, (size_t)ceil(rank) - 1);
    return true;
}

static void close_small(small *made) {
    ieci_result_unref(made->result);
    ieci_schema_unref(made->made);
    ieci_dataset_unref(made->dataset);
}

/* --- Computed again --- */

typedef struct change {
    const char *indicator;
    double figure;
} change;

/* The place of the unit with some figures changed, from the changed dataset on. */
static double rank_with(const small *of, const change *changes, size_t count) {
    ieci__text text = {0};
    ieci_dataset *changed = NULL;
    ieci_error *error = NULL;
    ieci__text_append_text(&text, "unit,edition,indicator,new\n");
    for (size_t i = 0; i < count; i++) {
        char row[100], unit = (char)('0' + of->unit);
        snprintf(row, sizeof row, "u%c,2,%s,", unit, changes[i].indicator);
        ieci__text_append_text(&text, row);
        ieci__text_append_number(&text, changes[i].figure);
        ieci__text_append_text(&text, "\n");
    }
    ck_assert(!text.failed);
    ieci_table *table = datasets_table(text.data, "changes.csv");
    ck_assert_msg(ieci_dataset_with(of->dataset, table, NULL, &changed, &error) == IECI_OK, "%s",
                  ieci_error_message(error));
    ieci_result *result = evaluate(changed, of->made);
    const double rank = rank_of(of, result);
    ieci_result_unref(result);
    ieci_dataset_unref(changed);
    ieci_table_unref(table);
    ieci__text_clear(&text);
    return rank;
}

static double real(const ieci_table *table, const char *column, size_t row) {
    double value;
    int status;
    ck_assert(ieci__table_real(table, ieci__table_column(table, column), row, &value, &status));
    return value;
}

static const char *word(const ieci_table *table, const char *column, size_t row) {
    const char *found = ieci_table_text(table, ieci__table_column(table, column), row);
    return found == NULL ? "" : found;
}

static bool is_part(const ieci_table *table, size_t row, const char *part) {
    return row < ieci_table_num_rows(table) && strcmp(word(table, "part", row), part) == 0;
}

static bool same(double a, double b) {
    return a == b || (a != a && b != b);
}

/* One step less than a figure, but not beyond the one in use; the typed decimal. */
static double one_less(const ieci_table *table, size_t row, double figure) {
    const double from = real(table, "from", row), step = real(table, "step", row);
    const double per = floor(1.0 / step + 0.5);
    const double less = figure > from ? floor(figure * per - 1.0 + 0.5) / per : floor(figure * per + 1.0 + 0.5) / per;
    return (figure > from) == (less > from) && less != from ? less : from;
}

static void check_alone(const small *of, const ieci_table *table, size_t row, size_t problem) {
    change one = {word(table, "indicator", row), real(table, "to", row)};
    const bool reached = strcmp(word(table, "reached", row), "yes") == 0;
    const double rank = rank_with(of, &one, 1);
    ck_assert_msg(same(rank, real(table, "rank", row)) && reached == (rank <= (double)of->place),
                  "problem %zu, %s to %g: rank %g", problem, one.indicator, one.figure, rank);
    for (size_t i = 0; reached && i < 400; i++) { /* no smaller change does it */
        one.figure = one_less(table, row, one.figure);
        const double less = rank_with(of, &one, 1);
        ck_assert_msg(!(less <= (double)of->place), "problem %zu, %s: %g does it too", problem, one.indicator,
                      one.figure);
        ck_assert(i > 0 || same(less, real(table, "rank_short", row)));
        if (one.figure == real(table, "from", row) || of->turning) {
            break;
        }
    }
}

/* The rows of a mix, each after those before it; gives the row behind them. */
static size_t check_mix(const small *of, const ieci_table *table, size_t row, bool all_short, size_t problem) {
    change changes[INDICATORS];
    size_t count = 0, first = row;
    for (; is_part(table, row, "together"); row++) {
        changes[count++] = (change){word(table, "indicator", row), real(table, "to", row)};
        const double rank = rank_with(of, changes, count);
        ck_assert_msg(same(rank, real(table, "rank", row)), "problem %zu: rank %g after %zu levers", problem, rank,
                      count);
    }
    ck_assert(is_part(table, row, "mix"));
    const bool reached = strcmp(word(table, "reached", row), "yes") == 0;
    ck_assert(count == 0 || reached == (rank_with(of, changes, count) <= (double)of->place));
    for (size_t i = 0; i < count && reached; i++) {
        if (all_short || i + 1 == count) {
            const double kept = changes[i].figure;
            changes[i].figure = one_less(table, first + i, kept);
            const double less = rank_with(of, changes, count);
            changes[i].figure = kept;
            ck_assert_msg(!(less <= (double)of->place) && same(less, real(table, "rank_short", first + i)),
                          "problem %zu: a step less of %s does it too", problem, changes[i].indicator);
        }
    }
    return row + 1;
}

START_TEST(answers_hold_when_computed_again) {
    uint64_t random = (uint64_t)_i * 1000 + 1;
    size_t done = 0, alone = 0, together = 0;
    for (size_t i = 0; i < PROBLEMS; i++) {
        small of;
        ieci_table *table = NULL;
        ieci_error *error = NULL;
        ieci_options *options = tables_options("bound", random_below(&random, 2) == 0 ? "best" : "best-tenth");
        write_small(&of, &random);
        if (open_small(&of, &random)) {
            ck_assert_msg(ieci_levers(of.result, 1, of.node, of.unit, of.place, NULL, options, &table, &error) ==
                              IECI_OK,
                          "problem %zu: %s", i, ieci_error_message(error));
            size_t row = 2;
            for (; is_part(table, row, "alone"); row++) {
                check_alone(&of, table, row, i);
                alone += strcmp(word(table, "reached", row), "yes") == 0;
            }
            row = check_mix(&of, table, row, false, i);
            together += strcmp(word(table, "reached", row - 1), "yes") == 0;
            done++;
        }
        ieci_table_unref(table);
        ieci_options_free(options);
        close_small(&of);
    }
    ck_assert_msg(done > PROBLEMS / 3 && alone > PROBLEMS / 8 && together > PROBLEMS / 8, "%zu problems, %zu, %zu",
                  done, alone, together);
}
END_TEST

/* --- The cheapest --- */

/* Figures from one in use towards better, up to a limit, as the library counts them. */
static size_t list_figures(const small *of, const ieci__schema_node *node, const ieci__indicator *rules, double limit,
                           double *figures) {
    const ieci_model *model = of->result->model;
    const size_t j = node->indicator;
    const double from = ieci__dataset_column(model->dataset, 1, model->column[j])[of->unit];
    double per = 1.0; /* steps of the longest figure of the edition */
    for (size_t u = 0; u < model->num_units && !rules->whole; u++) {
        const double each = ieci__dataset_column(model->dataset, 1, model->column[j])[u];
        per = each == each && each != floor(each) ? 10.0 : per;
    }
    /* A figure that is no step itself has the next one that is as its first. */
    double next = rules->direction > 0 ? floor(from * per) + 1.0 : ceil(from * per) - 1.0;
    size_t count = 0;
    figures[count++] = from;
    while (count < 8 && rules->direction * (next / per - limit) <= 0.0) {
        figures[count++] = next / per;
        next += rules->direction;
    }
    return count;
}

typedef struct costs {
    size_t count;
    const char *codes[INDICATORS];
    size_t nums[INDICATORS];
    double figures[INDICATORS][8], cost[INDICATORS];
} prices;

/* A price and a near limit for each indicator that is no figure of the country and has one. */
static void write_costs(small *of, uint64_t *random, prices *made) {
    const ieci_schema *schema = of->made;
    made->count = 0;
    snprintf(of->costs, 100, "indicator,cost,limit\n");
    for (size_t j = 0; j < schema->num_indicators; j++) {
        const ieci__indicator *rules = &schema->indicators[j];
        const ieci__schema_node *node = &schema->nodes[rules->node];
        const double from = ieci__dataset_column(of->dataset, 1, of->result->model->column[j])[of->unit];
        const double price = 1.0 + (double)random_below(random, 6);
        const double limit = rules->whole ? floor(from) + rules->direction * 5.0 : from + rules->direction * 0.6;
        if (from != from || (of->node > 0 && node->parent != of->node)) {
            continue;
        }
        snprintf(of->costs + strlen(of->costs), 100, "%s,%g,%g\n", node->code, price, limit);
        if (!rules->country) {
            made->codes[made->count] = node->code;
            made->cost[made->count] = price;
            made->nums[made->count] = list_figures(of, node, rules, limit, made->figures[made->count]);
            made->count++;
        }
    }
}

/* The least cost of all combinations that reach the place; infinite: none does. */
static double try_all(const small *of, const prices *all) {
    size_t points[INDICATORS] = {0}, c = 0;
    double best = HUGE_VAL;
    while (c < all->count) {
        change changes[INDICATORS];
        double cost = 0.0;
        for (size_t i = 0; i < all->count; i++) {
            changes[i] = (change){all->codes[i], all->figures[i][points[i]]};
            cost += all->cost[i] * fabs(changes[i].figure - all->figures[i][0]);
        }
        if (cost < best - 1e-9 && rank_with(of, changes, all->count) <= (double)of->place) {
            best = cost;
        }
        for (c = 0; c < all->count && ++points[c] == all->nums[c]; c++) {
            points[c] = 0;
        }
    }
    return best;
}

START_TEST(the_mix_is_the_cheapest) {
    uint64_t random = (uint64_t)_i * 1000 + 77;
    size_t exact = 0, searched = 0, out_of_reach = 0;
    for (size_t i = 0; i < PROBLEMS / 2; i++) {
        small of;
        prices all;
        ieci_table *table = NULL, *given = NULL;
        ieci_error *error = NULL;
        write_small(&of, &random);
        if (open_small(&of, &random)) {
            write_costs(&of, &random, &all);
            given = datasets_table(of.costs, "costs.csv");
            ck_assert_msg(ieci_levers(of.result, 1, of.node, of.unit, of.place, given, NULL, &table, &error) == IECI_OK,
                          "problem %zu: %s", i, ieci_error_message(error));
            size_t row = 2;
            while (is_part(table, row, "alone")) {
                row++;
            }
            const size_t last = row = check_mix(&of, table, row, true, i) - 1;
            const double cost = real(table, "cost", last), best = try_all(&of, &all);
            const char *how = word(table, "reason", last);
            const bool reached = strcmp(word(table, "reached", last), "yes") == 0;
            if (strcmp(how, "cheapest") == 0) {
                ck_assert_msg(reached && fabs(cost - best) < 1e-6, "problem %zu: costs %g, the best %g", i, cost, best);
                exact++;
            } else if (reached) {
                ck_assert_msg(cost > best - 1e-6, "problem %zu", i);
                searched++;
            } else if (!of.turning) {
                ck_assert_msg(best > 1e300, "problem %zu: reached at %g", i, best);
                out_of_reach++;
            }
        }
        ieci_table_unref(table);
        ieci_table_unref(given);
        close_small(&of);
    }
    ck_assert_msg(exact > 3 && searched > 2 && out_of_reach > 2, "%zu %zu %zu", exact, searched, out_of_reach);
}
END_TEST

/* A figure that is best in between: beyond its peak it costs and gains nothing, and so cannot be summed. */
START_TEST(a_peak_is_no_sum) {
    small of = {.units = 2, .unit = 0, .place = 1};
    ieci_table *table = NULL, *given = datasets_table("indicator,cost,limit\nx,1,13\ny,10,20\n", "costs.csv");
    snprintf(of.schema, sizeof of.schema,
             "format: ieci/schema/1\nid: small\ntitle: Small\nscore: {range: [0, 100], decimals: 1}\n"
             "rank: {by: printed, ties: min}\ndefaults: {normalise: goalposts}\ntree:\n  index: [x, y]\nindicators:\n"
             "  x: {name: X, unit: x, better: higher, whole: yes, source: s,\n"
             "    normalise: {rule: interval, least: 0, from: 8, to: 12, most: 20}}\n"
             "  y: {name: Y, unit: x, better: higher, whole: yes, source: s, worst: 0, best: 20}\n");
    const dataset_texts texts = {.cells = "unit,edition,indicator,value\nu0,1,x,1\nu0,1,y,1\nu1,1,x,1\nu1,1,y,1\n"
                                          "u0,2,x,5\nu0,2,y,5\nu1,2,x,10\nu1,2,y,12\n"};
    ieci_bytes *bytes = document_bytes(of.schema, "schema.yaml");
    ieci_error *error = NULL;
    ck_assert_msg(ieci_schema_parse(bytes, NULL, &of.made, &error) == IECI_OK, "%s", ieci_error_message(error));
    of.dataset = datasets_make(&texts, &error);
    of.result = evaluate(of.dataset, of.made);
    ck_assert_int_eq(ieci_levers(of.result, 1, 0, 0, 1, given, NULL, &table, &error), IECI_OK);
    size_t row = 2;
    while (is_part(table, row, "alone")) {
        row++;
    }
    row = check_mix(&of, table, row, true, 0);
    ck_assert_str_ne(word(table, "reason", row - 1), "cheapest");
    ieci_bytes_unref(bytes);
    ieci_table_unref(given);
    ieci_table_unref(table);
    close_small(&of);
}
END_TEST

/* --- Shipped data and refusals --- */

static ieci_result *open_cities(void) {
    ieci_bytes *bytes = document_shipped("index.yaml");
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    ck_assert_int_eq(ieci_model_open(bytes, NULL, &model, NULL), IECI_OK);
    ck_assert_int_eq(ieci_model_evaluate(model, NULL, &result, NULL), IECI_OK);
    ieci_bytes_unref(bytes);
    ieci_model_unref(model);
    return result;
}

static ieci_status find(const ieci_result *result, const char *unit, size_t place, const char *costs_text,
                        ieci_table **table, ieci_error **error) {
    size_t number = 0;
    ieci_table *costs = datasets_table(costs_text, "costs.csv");
    ck_assert_int_eq(ieci_model_find(ieci_result_model(result), IECI_AXIS_UNIT, unit, &number, NULL), IECI_OK);
    const ieci_status status = ieci_levers(result, 2, 0, number, place, costs, NULL, table, error);
    ieci_table_unref(costs);
    return status;
}

/* What an independent script worked out for rank 5 of Shanghai: the level of the best tenth, most points first. */
START_TEST(shanghai_needs_five_levers) {
    static const struct {
        const char *indicator;
        double from, to, points, rank;
    } expected[] = {{"pm25", 37.66, 7.57, 2.8, 10},
                    {"heritage_sites", 0, 4, 2.8, 9},
                    {"nobel_affiliations", 0, 9, 1.7, 8},
                    {"io_seats", 1, 7, 1.7, 7},
                    {"diplomatic_missions", 21, 55, 0.7, 5}};
    ieci_result *result = open_cities();
    ieci_table *table = NULL;
    ck_assert_int_eq(find(result, "shanghai", 5, NULL, &table, NULL), IECI_OK);
    ck_assert(real(table, "to", 0) == 49.6 && real(table, "to", 1) == 59.3);
    ck_assert(fabs(real(table, "points", 1) - 9.7) < 1e-9);
    size_t row = 2;
    for (; is_part(table, row, "alone"); row++) {
        ck_assert_str_eq(word(table, "reached", row), "no");
        const bool heritage = strcmp(word(table, "indicator", row), "heritage_sites") == 0;
        ck_assert(!heritage || floor(real(table, "points", row) * 10 + 0.5) == 42);
    }
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++, row++) {
        ck_assert_str_eq(word(table, "indicator", row), expected[i].indicator);
        ck_assert(real(table, "from", row) == expected[i].from && real(table, "to", row) == expected[i].to);
        ck_assert(floor(real(table, "points", row) * 10 + 0.5) == expected[i].points * 10);
        ck_assert(real(table, "rank", row) == expected[i].rank);
    }
    ck_assert(real(table, "rank_short", row - 1) > 5 && is_part(table, row, "mix"));
    size_t countries = 0;
    for (row++; row < ieci_table_num_rows(table); row++) {
        countries += strcmp(word(table, "reason", row), "country") == 0;
    }
    ck_assert_uint_eq(countries, 6);
    ieci_table_unref(table);
    ieci_result_unref(result);
}
END_TEST

START_TEST(a_place_that_is_held_needs_nothing) {
    ieci_result *result = open_cities();
    ieci_table *table = NULL;
    ck_assert_int_eq(find(result, "london", 3, NULL, &table, NULL), IECI_OK);
    ck_assert_uint_eq(ieci_table_num_rows(table), 2);
    ck_assert_str_eq(word(table, "reached", 0), "yes");
    ieci_table_unref(table);
    ieci_result_unref(result);
}
END_TEST

START_TEST(a_place_out_of_reach_tells_the_nearest) {
    ieci_result *result = open_cities();
    ieci_table *table = NULL;
    ck_assert_int_eq(find(result, "cairo", 1, "indicator,limit\npm25,20\nunicorns,30\n", &table, NULL), IECI_OK);
    size_t row = 0;
    while (!is_part(table, row, "mix")) {
        row++;
    }
    ck_assert_str_eq(word(table, "reached", row), "no");
    ck_assert(real(table, "rank", row) > 1 && real(table, "rank", row) < 47);
    ieci_table_unref(table);
    ieci_result_unref(result);
}
END_TEST

static const struct {
    const char *costs, *problems;
} refused[] = {
    {"indicator,cost\npm25,0\nunicron,2\nunicorns,x\nunicorns,1\ndigital,1\n,1\nio_seats,\n",
     "data costs.csv:2:6 cost: what one unit costs must be a number above 0\n"
     "data costs.csv:3:1 indicator: there is no indicator \"unicron\"; the nearest is \"unicorns\"\n"
     "data costs.csv:4:10 cost: expected a number, found \"x\"\n"
     "data costs.csv:5:1 indicator: unicorns stands in an earlier row already\n"
     "data costs.csv:6:1 indicator: digital is no indicator but a node\n"
     "data costs.csv:7:1 indicator: expected an indicator, the cell is empty\n"
     "data costs.csv:8:10 cost: what one unit costs must be a number above 0\n"},
    {"name,cost\npm25,1\n", "data costs.csv:1 indicator: the table of costs has no column \"indicator\"\n"},
};

START_TEST(refuses) {
    ieci_result *result = open_cities();
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    ck_assert_int_eq(find(result, "cairo", 5, refused[_i].costs, &table, &error), IECI_ERROR_DATA);
    char *told = datasets_problems(error);
    ck_assert_str_eq(told, refused[_i].problems);
    ck_assert_ptr_null(table);
    free(told);
    ieci_error_free(error);
    ieci_result_unref(result);
}
END_TEST

START_TEST(refuses_numbers) {
    static const size_t numbers[][4] = {{3, 0, 0, 1}, {2, 99, 0, 1}, {2, 0, 50, 1}, {2, 0, 0, 0}, {2, 0, 0, 51}};
    ieci_result *result = open_cities();
    ieci_table *table = NULL;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const size_t *n = numbers[i];
        ck_assert_int_eq(ieci_levers(result, n[0], n[1], n[2], n[3], NULL, NULL, &table, NULL), IECI_ERROR_ARGUMENT);
    }
    ieci_options *options = tables_options("only", "pm25, unicron");
    ck_assert_int_eq(ieci_levers(result, 2, 0, 0, 1, NULL, options, &table, NULL), IECI_ERROR_ARGUMENT);
    ieci_options_free(options);
    ieci_result_unref(result);
}
END_TEST

Suite *suite(void) {
    Suite *made = suite_create("levers");
    TCase *cases = tcase_create("levers");
    tcase_set_timeout(cases, 100);
    tcase_add_loop_test(cases, answers_hold_when_computed_again, 0, 3);
    tcase_add_loop_test(cases, the_mix_is_the_cheapest, 0, 3);
    tcase_add_test(cases, a_peak_is_no_sum);
    tcase_add_test(cases, shanghai_needs_five_levers);
    tcase_add_test(cases, a_place_that_is_held_needs_nothing);
    tcase_add_test(cases, a_place_out_of_reach_tells_the_nearest);
    tcase_add_loop_test(cases, refuses, 0, (int)(sizeof refused / sizeof *refused));
    tcase_add_test(cases, refuses_numbers);
    suite_add_tcase(made, cases);
    return made;
}
