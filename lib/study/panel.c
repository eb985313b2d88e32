/* SPDX-License-Identifier: MIT */
#include "study/panel.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/number.h"
#include "base/options.h"
#include "index/normalise.h"
#include "stats/sort.h"

size_t ieci__panel_at(const ieci__panel *panel, size_t indicator, size_t place, size_t unit) {
    return (indicator * panel->num_places + place) * panel->model->num_units + unit;
}

ieci__cell ieci__panel_cell(const ieci__panel *panel, size_t indicator, size_t place, size_t unit) {
    const ieci_model *model = panel->model;
    return ieci__dataset_cell(model->dataset, panel->edition[place], model->column[indicator], unit);
}

bool ieci__panel_member(const ieci__panel *panel, size_t place, size_t unit) {
    return ieci__dataset_member(panel->model->dataset, panel->edition[place], unit);
}

const char *ieci__panel_indicator(const ieci__panel *panel, size_t indicator) {
    const ieci_schema *schema = panel->model->schema;
    return schema->nodes[schema->indicators[indicator].node].code;
}

const char *ieci__panel_edition(const ieci__panel *panel, size_t place) {
    return ieci__names_text(&panel->model->dataset->editions, panel->edition[place]);
}

double ieci__panel_weight(const ieci__panel *panel, size_t indicator) {
    return panel->model->effective[panel->model->schema->indicators[indicator].node];
}

unsigned ieci__panel_year(const ieci__panel *panel, size_t place) {
    const char *to = ieci__dataset_edition_text(panel->model->dataset, panel->edition[place], "data_to");
    return ieci__cell_year(to != NULL && *to != '\0' ? to : ieci__panel_edition(panel, place));
}

double ieci__panel_option(const ieci__panel *panel, const char *name) {
    return (double)ieci__options_size(panel->options, name);
}

/* --- which editions --- */

/* Marks the edition with this code. */
static void mark_edition(const ieci_model *model, const char *code, size_t size, bool *wanted, ieci_error **problems) {
    ieci__text copy = {0};
    ieci_error *unknown = NULL;
    size_t edition;
    ieci__text_append(&copy, code, size);
    if (copy.failed) {
        ieci__error_nomem(problems);
    } else if (ieci_model_find(model, IECI_AXIS_EDITION, copy.size == 0 ? "" : copy.data, &edition, &unknown) ==
               IECI_OK) {
        wanted[edition] = true;
    }
    ieci__error_join(problems, &unknown);
    ieci__text_clear(&copy);
}

/* Marks the editions of a list such as "2022, 2024". */
static void mark_list(const ieci_model *model, const char *list, bool *wanted, ieci_error **problems) {
    for (const char *at = list;; at++) {
        at += strspn(at, " ");
        size_t size = strcspn(at, ","), used = size;
        while (used > 0 && at[used - 1] == ' ') {
            used--;
        }
        mark_edition(model, at, used, wanted, problems);
        at += size;
        if (*at == '\0') {
            return;
        }
    }
}

static void choose_places(ieci__panel *panel, bool *wanted, ieci_error **problems) {
    const ieci_model *model = panel->model;
    const char *code = ieci__options_text(panel->options, "edition");
    const char *against = ieci__options_text(panel->options, "against");
    size_t edition = model->num_editions - 1;
    if (code != NULL) {
        mark_edition(model, code, strlen(code), wanted, problems);
        for (edition = 0; edition + 1 < model->num_editions && !wanted[edition];) {
            edition++;
        }
    }
    wanted[edition] = true;
    if (against != NULL) {
        mark_list(model, against, wanted, problems);
    } else if (edition > 0) {
        wanted[edition - 1] = true;
    }
    for (size_t e = 0; e < model->num_editions; e++) {
        if (wanted[e] && panel->num_places == IECI__PANEL_MOST_PLACES) {
            ieci__error_argument(problems, "against", "at most %d editions can be compared", IECI__PANEL_MOST_PLACES);
            return;
        }
        if (wanted[e]) {
            panel->now = e == edition ? panel->num_places : panel->now;
            panel->edition[panel->num_places++] = e;
        }
    }
}

/* --- filling --- */

/* What one point of 100 is on the scale of an indicator: a hundredth of the score range, or where values are not bound
 * to it, of the distance between the lowest and the highest. 0: there is no distance. */
static double point_size(const ieci_model *model, size_t indicator) {
    const ieci__indicator *rules = &model->schema->indicators[indicator];
    size_t count = model->num_editions * model->num_units;
    const double *values = model->normalised + indicator * count;
    double low = IECI__MISSING, high = IECI__MISSING;
    if (ieci__normalise_row(rules->normalise.method)->bounded && rules->outside != IECI__OUTSIDE_EXTEND) {
        return (model->schema->range_high - model->schema->range_low) / 100.0;
    }
    for (size_t i = 0; i < count; i++) {
        low = values[i] >= low ? low : ieci__is_missing(values[i]) ? low : values[i];
        high = values[i] <= high ? high : ieci__is_missing(values[i]) ? high : values[i];
    }
    return high > low ? (high - low) / 100.0 : 0.0;
}

static void fill_indicator(ieci__panel *panel, size_t indicator) {
    const ieci_model *model = panel->model;
    double size = point_size(model, indicator);
    for (size_t p = 0; p < panel->num_places; p++) {
        for (size_t u = 0; u < model->num_units; u++) {
            size_t at = ieci__panel_at(panel, indicator, p, u);
            size_t from = (indicator * model->num_editions + panel->edition[p]) * model->num_units + u;
            ieci__cell cell = ieci__panel_cell(panel, indicator, p, u);
            bool here = ieci__panel_member(panel, p, u);
            bool measured = ieci__model_is_measured(model, panel->edition[p], indicator, u);
            panel->figure[at] = here && cell.status == IECI__CELL_OK ? cell.value : IECI__MISSING;
            panel->points[at] = measured && size > 0.0 ? model->normalised[from] / size : IECI__MISSING;
        }
    }
}

static bool number_countries(ieci__panel *panel, ieci_error **problems) {
    static const char *const columns[] = {"iso2", "iso3", "country", "country_code"};
    const ieci_model *model = panel->model;
    for (size_t i = 0; i < sizeof columns / sizeof *columns && panel->country_column == NULL; i++) {
        panel->country_column = ieci__dataset_has_attribute(model->dataset, columns[i]) ? columns[i] : NULL;
    }
    if (panel->country_column != NULL &&
        !ieci__model_groups(model, panel->country_column, panel->country, &panel->num_countries, problems)) {
        return false;
    }
    panel->num_countries = panel->country_column == NULL ? 0 : panel->num_countries;
    for (size_t u = 0; u < model->num_units; u++) {
        if (panel->country_column == NULL || panel->country[u] == IECI__NONE) {
            panel->country[u] = panel->num_countries++;
        }
    }
    return true;
}

bool ieci__panel_start(ieci__panel *panel, const ieci_result *result, const ieci_options *options,
                       ieci_error **problems) {
    const ieci_model *model = result->model;
    *panel = (ieci__panel){.result = result, .model = model, .options = options};
    panel->language = ieci__options_text(options, "language");
    panel->edition = ieci__memory_allocate(model->num_editions, sizeof *panel->edition);
    panel->country = ieci__memory_allocate(model->num_units, sizeof *panel->country);
    bool *wanted = ieci__memory_allocate(model->num_editions, sizeof *wanted);
    if (panel->edition != NULL && wanted != NULL) {
        choose_places(panel, wanted, problems);
    }
    size_t rows = panel->num_places * model->num_units;
    panel->figure = ieci__memory_allocate(rows, model->num_indicators * sizeof *panel->figure);
    panel->points = ieci__memory_allocate(rows, model->num_indicators * sizeof *panel->points);
    if (!panel->edition || !panel->country || !wanted || !panel->figure || !panel->points) {
        ieci__error_nomem(problems);
    }
    ieci__memory_free(wanted);
    if (*problems != NULL || !number_countries(panel, problems)) {
        ieci__panel_clear(panel);
        return false;
    }
    for (size_t j = 0; j < model->num_indicators; j++) {
        fill_indicator(panel, j);
    }
    return true;
}

void ieci__panel_clear(ieci__panel *panel) {
    ieci__memory_free(panel->edition);
    ieci__memory_free(panel->country);
    ieci__memory_free(panel->figure);
    ieci__memory_free(panel->points);
    *panel = (ieci__panel){0};
}

/* --- numbers about numbers --- */

double ieci__panel_quantile(const double *ascending, size_t count, double share) {
    if (count == 0) {
        return IECI__MISSING;
    }
    double place = floor(share * (double)(count - 1) + 0.5);
    return ascending[(size_t)place];
}

double ieci__panel_median(double *values, size_t count) {
    ieci__sort_reals(values, count);
    return count == 0 ? IECI__MISSING : 0.5 * values[(count - 1) / 2] + 0.5 * values[count / 2];
}

double ieci__panel_spread(double *values, size_t count) {
    double middle = ieci__panel_median(values, count);
    double low = ieci__panel_quantile(values, count, 0.1), high = ieci__panel_quantile(values, count, 0.9);
    for (size_t i = 0; i < count; i++) {
        values[i] = fabs(values[i] - middle);
    }
    double deviation = 1.4826 * ieci__panel_median(values, count); /* factors: of the normal distribution */
    return deviation > 0.0 ? deviation : high > low ? (high - low) / 2.563 : 0.0;
}

double ieci__panel_correlation(const double *a, const double *b, size_t count) {
    double mean_a = 0.0, mean_b = 0.0, square_a = 0.0, square_b = 0.0, product = 0.0;
    size_t pairs = 0;
    for (size_t i = 0; i < count; i++) {
        if (!ieci__is_missing(a[i]) && !ieci__is_missing(b[i])) {
            mean_a += a[i];
            mean_b += b[i];
            pairs++;
        }
    }
    mean_a /= (double)pairs;
    mean_b /= (double)pairs;
    for (size_t i = 0; i < count; i++) {
        if (!ieci__is_missing(a[i]) && !ieci__is_missing(b[i])) {
            square_a += (a[i] - mean_a) * (a[i] - mean_a);
            square_b += (b[i] - mean_b) * (b[i] - mean_b);
            product += (a[i] - mean_a) * (b[i] - mean_b);
        }
    }
    bool varies = square_a > 1e-20 * (mean_a * mean_a) && square_b > 1e-20 * (mean_b * mean_b);
    return pairs < 5 || !varies ? IECI__MISSING : product / (sqrt(square_a) * sqrt(square_b));
}

/* --- words --- */

void ieci__panel_append(ieci__text *out, double value, unsigned decimals) {
    char text[IECI__NUMBER_SIZE];
    int64_t key = fabs(value) < 1e12 ? ieci__kernel_key(value, 4) : IECI__KEY_NONE;
    if (key == IECI__KEY_NONE) {
        ieci__number_format(value, text);
    } else {
        ieci__number_format_key(key, 4, decimals, text);
    }
    ieci__text_append_text(out, text);
}

void ieci__panel_append_near(ieci__text *out, double value, double share) {
    double power = 1.0, near = floor(value + 0.5);
    while (power < 1e12 && fabs(near - value) > share * fabs(value)) {
        power *= 10.0;
        near = floor(value * power + 0.5) / power;
    }
    ieci__text_append_number(out, near);
}

void ieci__panel_append_percent(ieci__text *out, double share) {
    ieci__panel_append(out, 100.0 * share, 0);
    ieci__text_append_text(out, " %");
}

void ieci__panel_append_cell(ieci__text *out, const ieci__cell *cell) {
    if (cell->status != IECI__CELL_OK) {
        ieci__text_append_text(out, ieci__cell_status_name(cell->status));
        ieci__text_append_text(out, ieci__is_missing(cell->value) ? "" : " ");
    }
    if (!ieci__is_missing(cell->value)) {
        ieci__text_append_number(out, cell->value);
    }
}
