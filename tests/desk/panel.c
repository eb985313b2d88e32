/* SPDX-License-Identifier: MIT */
#include "desk/panel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/random.h"

#define CELLS_ROOM ((size_t)1 << 20)

/* --- chance --- */

static double normal(uint64_t *state) {
    double sum = 0.0;
    for (int i = 0; i < 12; i++) {
        sum += random_between(state, -0.5, 0.5);
    }
    return sum;
}

/* Student's t with 5 degrees of freedom, variance 5/3: moves of real series have such tails. What would be beyond 8 is
 * not a clean series any more: it is what an editor wants to be shown. */
static double heavy(uint64_t *state) {
    double squares = 0.0;
    for (int i = 0; i < 5; i++) {
        double each = normal(state);
        squares += each * each;
    }
    double t = normal(state) / sqrt(squares / 5.0);
    return t < -8.0 ? -8.0 : t > 8.0 ? 8.0 : t;
}

static double rounded(double value, double step) {
    return floor(value / step + 0.5) * step;
}

/* A count around a mean: rounded, with a part of Poisson's spread (counts of things last, most of them). */
static double count_around(uint64_t *state, double mean) {
    double count = floor(mean + 0.4 * sqrt(mean) * normal(state) + 0.5);
    return count > 0.0 ? count : 0.0;
}

/* --- series --- */

static double start_level(panel_kind kind, uint64_t *state) {
    switch (kind) {
    case PANEL_COUNT:
        return exp(2.5 + 1.2 * normal(state));
    case PANEL_SMALL:
        return random_between(state, 0, 1) < 0.5 ? 0.0 : random_between(state, 0.6, 6.0);
    case PANEL_PERCENT:
        return random_between(state, 10, 95);
    case PANEL_MONEY:
        return exp(10.0 + 0.7 * normal(state));
    case PANEL_RATE:
        return exp(2.7 + 0.6 * normal(state));
    case PANEL_INDEX:
        return random_between(state, -1.5, 2.0);
    case PANEL_SHARE:
        return exp(4.0 + 1.2 * normal(state));
    default:
        return random_between(state, 5, 300);
    }
}

/* A level one edition later; `trend` is common to all units. */
static double move_level(panel_kind kind, double level, double trend, uint64_t *state) {
    switch (kind) {
    case PANEL_COUNT:
        return level * exp(trend + 0.06 * heavy(state));
    case PANEL_SMALL:
        return random_between(state, 0, 1) < 0.05 ? level + 1.0 : level;
    case PANEL_PERCENT:
        return fmin(100.0, fmax(0.5, level + 10.0 * trend + 1.5 * heavy(state)));
    case PANEL_MONEY:
        return level * exp(trend + 0.03 * heavy(state));
    case PANEL_RATE: /* measured anew in a part of the units only */
        return random_between(state, 0, 1) < 0.4 ? level * exp(trend + 0.08 * heavy(state)) : level;
    case PANEL_INDEX:
        return fmin(2.4, fmax(-2.4, level + 0.06 * heavy(state)));
    case PANEL_SHARE:
        return level * exp(trend + 0.07 * heavy(state));
    default:
        return level;
    }
}

static double figure(panel_kind kind, double level, uint64_t *state) {
    static const double steps[PANEL_KINDS] = {1.0, 1.0, 0.1, 1.0, 0.01, 0.01, 0.01, 0.1};
    if (kind == PANEL_COUNT) {
        return count_around(state, level);
    }
    return kind == PANEL_SMALL ? floor(level) : rounded(level, steps[kind]);
}

static void make_series(panel *made, size_t j, uint64_t *state) {
    double level[PANEL_UNITS];
    panel_kind kind = made->kind[j];
    for (size_t u = 0; u < made->num_units; u++) {
        level[u] = start_level(kind, state);
        for (size_t v = 0; v < u && kind == PANEL_INDEX; v++) { /* one figure for a country */
            level[u] = made->country[v] == made->country[u] ? level[v] : level[u];
        }
    }
    for (size_t e = 0; e < made->num_editions; e++) {
        double trend = random_between(state, -0.02, 0.08);
        for (size_t u = 0; u < made->num_units; u++) {
            double moved = e == 0 ? level[u] : move_level(kind, level[u], trend, state);
            for (size_t v = 0; v < u && kind == PANEL_INDEX; v++) {
                moved = made->country[v] == made->country[u] ? level[v] : moved;
            }
            level[u] = moved;
            bool still = e > 0 && kind == PANEL_CARRIED;
            made->value[e][j][u] = still ? made->value[e - 1][j][u] : figure(kind, level[u], state);
        }
    }
}

void panel_make(panel *made, uint64_t seed) {
    uint64_t state = seed * 7919 + 17;
    memset(made, 0, sizeof *made);
    made->num_units = 20 + random_below(&state, PANEL_UNITS - 19);
    made->num_editions = 2 + random_below(&state, PANEL_EDITIONS - 1);
    made->num_indicators = 8 + random_below(&state, PANEL_INDICATORS - 7);
    made->num_countries = made->num_units * 2 / 3;
    for (size_t u = 0; u < made->num_units; u++) {
        made->country[u] = u < made->num_countries ? u : random_below(&state, made->num_countries);
        made->entry[u] = random_between(&state, 0, 1) < 0.1 ? random_below(&state, made->num_editions) : 0;
    }
    for (size_t j = 0; j < made->num_indicators; j++) {
        static const double lows[PANEL_KINDS] = {0, 0, 0, 1500, 80, -2.5, 0, 0};
        static const double highs[PANEL_KINDS] = {600, 12, 100, 300000, 1, 2.5, 2500, 300};
        made->kind[j] = (panel_kind)(j < PANEL_KINDS ? j : random_below(&state, PANEL_KINDS));
        made->low[j] = lows[made->kind[j]];
        made->high[j] = highs[made->kind[j]];
        make_series(made, j, &state);
    }
    for (size_t e = 0; e < made->num_editions; e++) {
        for (size_t j = 0; j < made->num_indicators; j++) {
            for (size_t u = 0; u < made->num_units; u++) {
                bool gone = e < made->entry[u] || random_between(&state, 0, 1) < 0.02;
                made->value[e][j][u] = gone ? (double)NAN : made->value[e][j][u];
            }
        }
    }
}

/* --- the model --- */

static double transformed(panel_kind kind, double value) {
    switch (kind) {
    case PANEL_COUNT:
        return log1p(value);
    case PANEL_MONEY:
        return log(value);
    case PANEL_SHARE:
        return sqrt(value);
    default:
        return value;
    }
}

double panel_points(const panel *of, size_t indicator, double value) {
    panel_kind kind = of->kind[indicator];
    double low = transformed(kind, of->low[indicator]), high = transformed(kind, of->high[indicator]);
    double points = 100.0 * (transformed(kind, value) - low) / (high - low);
    return points < 0.0 ? 0.0 : points > 100.0 ? 100.0 : points;
}

static void put_schema(const panel *of, char *to, size_t room) {
    static const char *const rules[PANEL_KINDS] = {"transform: log1p, whole: yes",
                                                   "whole: yes",
                                                   "valid: [0, 100]",
                                                   "transform: log",
                                                   "valid: [0.1, 500]",
                                                   "scope: country, valid: [-2.5, 2.5]",
                                                   "transform: sqrt",
                                                   "valid: [0, 2000]"};
    size_t at = (size_t)snprintf(to, room,
                                 "format: ieci/schema/1\nid: random\ntitle: Random\nscore: {range: [0, 100], "
                                 "decimals: 1}\nrank: {by: printed, ties: min}\ndefaults: {normalise: "
                                 "goalposts, outside: clamp, missing: reweight}\ntree:\n  index:\n");
    for (size_t group = 0; group < 4; group++) {
        at += (size_t)snprintf(to + at, room - at, "    g%zu: [", group);
        for (size_t j = group; j < of->num_indicators; j += 4) {
            at += (size_t)snprintf(to + at, room - at, "%sx%zu", j == group ? "" : ", ", j);
        }
        at += (size_t)snprintf(to + at, room - at, "]\n");
    }
    at += (size_t)snprintf(to + at, room - at, "indicators:\n");
    for (size_t j = 0; j < of->num_indicators; j++) {
        at += (size_t)snprintf(
            to + at, room - at, "  x%zu: {name: X, unit: y, better: %s, worst: %.15g, best: %.15g, %s, source: s}\n", j,
            of->kind[j] == PANEL_RATE ? "lower" : "higher", of->low[j], of->high[j], rules[of->kind[j]]);
    }
}

static void put_cells(const panel *of, char *to, size_t room) {
    size_t at = (size_t)snprintf(to, room, "unit,edition,indicator,value\n");
    for (size_t e = 0; e < of->num_editions; e++) {
        for (size_t u = 0; u < of->num_units; u++) {
            for (size_t j = 0; j < of->num_indicators && e >= of->entry[u]; j++) {
                at += (size_t)snprintf(to + at, room - at, "u%02zu,%zu,x%zu,", u, 2020 + e, j);
                at += isnan(of->value[e][j][u]) ? 0 : (size_t)snprintf(to + at, room - at, "%.10g", of->value[e][j][u]);
                at += (size_t)snprintf(to + at, room - at, "\n");
            }
        }
    }
}

static void put_units(const panel *of, char *to, size_t room) {
    size_t at = (size_t)snprintf(to, room, "unit,name,country,first_edition\n");
    for (size_t u = 0; u < of->num_units; u++) {
        at += (size_t)snprintf(to + at, room - at, "u%02zu,Unit %02zu,c%zu,%zu\n", u, u, of->country[u],
                               2020 + of->entry[u]);
    }
}

static ieci_bytes *document(const char *text, const char *name) {
    ieci_bytes *bytes = NULL;
    (void)ieci_bytes_new(text, strlen(text), name, &bytes, NULL);
    return bytes;
}

static ieci_table *read_table(const char *text, const char *name) {
    ieci_table *table = NULL;
    ieci_bytes *bytes = document(text, name);
    (void)ieci_table_parse_csv(bytes, NULL, &table, NULL);
    ieci_bytes_unref(bytes);
    return table;
}

static ieci_table *check(const ieci_model *model, const panel *of, ieci_error **error) {
    ieci_result *result = NULL;
    ieci_options *options = NULL;
    ieci_table *table = NULL;
    const char *const against[] = {"", "", "2020", "2020,2021", "2020,2021,2022"};
    (void)ieci_options_new(&options, NULL);
    (void)ieci_options_set(options, "against", against[of->num_editions], NULL);
    if (ieci_model_evaluate(model, NULL, &result, error) == IECI_OK) {
        (void)ieci_result_findings(result, NULL, options, &table, error);
    }
    ieci_options_free(options);
    ieci_result_unref(result);
    return table;
}

ieci_table *panel_findings(const panel *of, ieci_error **error) {
    char *text = malloc(CELLS_ROOM);
    ieci_schema *schema = NULL;
    ieci_dataset *dataset = NULL;
    ieci_model *model = NULL;
    ieci_table *found = NULL;
    put_schema(of, text, CELLS_ROOM);
    ieci_bytes *bytes = document(text, "schema.yaml");
    (void)ieci_schema_parse(bytes, NULL, &schema, error);
    ieci_bytes_unref(bytes);
    put_cells(of, text, CELLS_ROOM);
    ieci_table *cells = read_table(text, "data.csv");
    put_units(of, text, CELLS_ROOM);
    ieci_table *units = read_table(text, "units.csv");
    const ieci_table *tables[] = {cells};
    if (schema != NULL && ieci_dataset_new(1, tables, units, NULL, NULL, NULL, NULL, &dataset, error) == IECI_OK &&
        ieci_model_new(dataset, schema, NULL, NULL, &model, error) == IECI_OK) {
        found = check(model, of, error);
    }
    free(text);
    ieci_table_unref(cells);
    ieci_table_unref(units);
    ieci_schema_unref(schema);
    ieci_dataset_unref(dataset);
    ieci_model_unref(model);
    return found;
}
