/* SPDX-License-Identifier: MIT */
#include "run/prepare.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/number.h"
#include "index/normalise.h"
#include "index/transform.h"
#include "index/treat.h"
#include "run/series.h"
#include "stats/sort.h"

/* Which rule a cell without a number waits for. */
enum {
    PENDING_NONE,
    PENDING_MISSING,
    PENDING_NOT_COVERED,
    PENDING_NOT_APPLICABLE
};

/* One indicator at work. */
typedef struct work {
    const ieci_model *model;
    const ieci__indicator *indicator;
    const ieci__schema_node *node;
    ieci__steps *steps;
    ieci__estimates *estimates;
    ieci__rows *notes;
    ieci_error **problems;
    size_t before; /* problems before this indicator */
} work;

/* Cells with the same problem are told as one: the first, and how many more. */
typedef struct cells {
    size_t count, edition, unit;
} cells;

static ieci__pair none(void) {
    return ieci__pair_from(IECI__MISSING);
}

static bool is_number(ieci__pair x) {
    return !ieci__is_missing(x.high);
}

static void count_cell(cells *bad, size_t edition, size_t unit) {
    if (bad->count++ == 0) {
        bad->edition = edition;
        bad->unit = unit;
    }
}

/* Tells a problem of some cells: "INDICATOR, UNIT, EDITION (and 3 more): message". */
static void tell_cells(const work *at, ieci_status status, const cells *bad, const char *message) {
    if (bad->count == 0) {
        return;
    }
    ieci__text what = {0};
    ieci__model_write_cell(at->model, bad->edition, at->steps->indicator, bad->unit, &what);
    if (bad->count > 1) {
        ieci__text_append_text(&what, " (and ");
        ieci__text_append_size(&what, bad->count - 1, 1);
        ieci__text_append_text(&what, bad->count == 2 ? " other cell)" : " other cells)");
    }
    ieci__cell cell =
        ieci__dataset_cell(at->model->dataset, bad->edition, at->model->column[at->steps->indicator], bad->unit);
    ieci__place place = {NULL, 0, 0, NULL};
    if (cell.detail != NULL) {
        place.source = cell.detail->file;
        place.line = cell.detail->line;
    }
    if (what.failed) {
        ieci__error_nomem(at->problems);
    } else {
        ieci__error_add(at->problems, status, &place, "%s: %s", what.data, message);
    }
    ieci__text_clear(&what);
}

static void record(const work *at, size_t edition, const char *step, const char *name, double value) {
    ieci__estimates *list = at->estimates;
    if (list == NULL) {
        return;
    }
    if (!ieci__memory_reserve((void **)&list->items, &list->capacity, list->count + 1, sizeof *list->items)) {
        ieci__error_nomem(at->problems);
        return;
    }
    list->items[list->count++] = (ieci__estimate){edition, at->steps->indicator, step, name, value};
}

/* The figure of a cell: as it was typed, or as an ensemble varies it, which no decimal stands behind. */
static ieci__pair figure_of(const work *at, size_t i, double typed) {
    const double *now = at->steps->figures_now;
    return now == NULL || now[i] == typed ? ieci__pair_decimal(typed) : ieci__pair_from(now[i]);
}

/* Status: which cells have a number, and which rule the others wait for. */
static void apply_status(const work *at) {
    const ieci_model *model = at->model;
    ieci__steps *steps = at->steps;
    cells below = {0}, above = {0};
    for (size_t e = 0; e < model->num_editions; e++) {
        for (size_t u = 0; u < model->num_units; u++) {
            size_t i = e * model->num_units + u;
            steps->used[i] = none();
            steps->state[i] = IECI__STATE_ABSENT;
            steps->filled[i] = false;
            steps->figures[i] = 0;
            steps->pending[i] = PENDING_NONE;
            if (!ieci__dataset_member(model->dataset, e, u)) {
                continue;
            }
            ieci__cell cell = ieci__dataset_cell(model->dataset, e, model->column[steps->indicator], u);
            double share = cell.status == IECI__CELL_BELOW ? at->indicator->below : at->indicator->above;
            switch (cell.status) {
            case IECI__CELL_OK:
                steps->used[i] = figure_of(at, i, cell.value);
                break;
            case IECI__CELL_BELOW:
            case IECI__CELL_ABOVE:
                if (ieci__is_missing(share)) {
                    count_cell(cell.status == IECI__CELL_BELOW ? &below : &above, e, u);
                } else {
                    steps->used[i] = ieci__pair_multiply(figure_of(at, i, cell.value), ieci__pair_decimal(share));
                }
                break;
            case IECI__CELL_MISSING:
                steps->pending[i] = PENDING_MISSING;
                break;
            case IECI__CELL_NOT_COVERED:
                steps->pending[i] = at->indicator->not_covered.as_missing ? PENDING_MISSING : PENDING_NOT_COVERED;
                break;
            case IECI__CELL_NOT_APPLICABLE:
                steps->pending[i] = at->indicator->not_applicable.as_missing ? PENDING_MISSING : PENDING_NOT_APPLICABLE;
                break;
            }
        }
    }
    tell_cells(at, IECI_ERROR_DATA, &below,
               "status below, but the indicator does not say what share of the limit counts: add the key below");
    tell_cells(at, IECI_ERROR_DATA, &above,
               "status above, but the indicator does not say what share of the limit counts: add the key above");
}

/* x / divisor x the scale of the denominator. */
static ieci__pair divide(const ieci_model *model, size_t denominator, ieci__pair x, double divisor) {
    const ieci__pair quotient = ieci__pair_divide(x, ieci__pair_decimal(divisor));
    return ieci__pair_multiply(quotient, ieci__pair_decimal(model->schema->denominators[denominator].scale));
}

static void denominate(const work *at) {
    const ieci_model *model = at->model;
    ieci__steps *steps = at->steps;
    size_t size = model->num_editions * model->num_units;
    memcpy(steps->denominated, steps->used, size * sizeof *steps->used);
    if (at->indicator->denominator == IECI__NONE) {
        return;
    }
    const double *divisor = model->denominator[at->indicator->denominator];
    for (size_t i = 0; i < size; i++) {
        if (!is_number(steps->used[i])) {
            continue;
        }
        if (ieci__is_missing(divisor[i])) {
            steps->denominated[i] = none();
            steps->pending[i] = PENDING_MISSING;
        } else {
            steps->denominated[i] = divide(model, at->indicator->denominator, steps->used[i], divisor[i]);
        }
    }
}

static void note_empty_group(const work *at, size_t edition, size_t unit, const char *column) {
    ieci__text message = {0};
    ieci__text_append_text(&message, "edition ");
    ieci__text_append_text(&message, ieci__names_text(&at->model->dataset->editions, edition));
    ieci__text_append_text(&message, ": no figure to fill gaps from");
    if (column != NULL) {
        const char *group = ieci__dataset_attribute(at->model->dataset, unit, column);
        ieci__text_append_text(&message, " in the group ");
        ieci__text_append_text(&message, group == NULL ? "(none)" : group);
    }
    ieci__text_append_text(&message, "; the cells stay missing");
    if (message.failed) {
        ieci__error_nomem(at->problems);
    } else {
        ieci__model_note(at->notes, "note", at->node->code, message.data);
    }
    ieci__text_clear(&message);
}

/* Fills the waiting cells of one group in one edition. */
static void fill_group(const work *at, const ieci__missing *missing, unsigned char pending, size_t edition,
                       size_t number) {
    const ieci_model *model = at->model;
    const ieci__impute *rule = ieci__impute_row(missing->method);
    ieci__steps *steps = at->steps;
    size_t start = edition * model->num_units, count = 0, waiting = 0, first = 0;
    for (size_t u = 0; u < model->num_units; u++) {
        size_t i = start + u;
        if (steps->group[u] != number) {
            continue;
        }
        if (steps->pending[i] == pending) {
            first = waiting++ == 0 ? u : first;
        } else if (model->sample[i] && is_number(steps->denominated[i])) {
            steps->room[count++] = steps->denominated[i];
        }
    }
    if (waiting == 0) {
        return;
    }
    if (rule->needs_observed && count == 0) {
        note_empty_group(at, edition, first, missing->of);
        return;
    }
    ieci__pair value = rule->fill(steps->room, count, at->indicator->direction, steps->room + count);
    for (size_t u = 0; u < model->num_units; u++) {
        if (steps->group[u] == number && steps->pending[start + u] == pending) {
            steps->imputed[start + u] = value;
            steps->filled[start + u] = true;
            steps->figures[start + u] = rule->needs_observed ? count : 0;
        }
    }
}

static bool impute_by(const work *at, const ieci__missing *missing, unsigned char pending) {
    const ieci__impute *rule = ieci__impute_row(missing->method);
    ieci__steps *steps = at->steps;
    size_t size = at->model->num_editions * at->model->num_units, num_groups;
    bool any = false;
    for (size_t i = 0; i < size; i++) {
        if (steps->pending[i] != pending) {
            continue;
        }
        any = true;
        if (rule->kind == IECI__IMPUTE_DROP) {
            steps->state[i] = IECI__STATE_DROPPED;
        } else if (rule->kind == IECI__IMPUTE_FAIL) {
            steps->state[i] = IECI__STATE_FAILED;
        }
    }
    if (any && rule->kind == IECI__IMPUTE_SERIES) {
        ieci__series_fill(at->model, rule, pending, steps);
    }
    if (!any || rule->kind != IECI__IMPUTE_FILL) {
        return true;
    }
    if (!ieci__model_groups(at->model, missing->of, steps->group, &num_groups, at->problems)) {
        return false;
    }
    for (size_t e = 0; e < at->model->num_editions; e++) {
        for (size_t g = 0; g < num_groups; g++) {
            fill_group(at, missing, pending, e, g);
        }
    }
    return true;
}

static bool impute(const work *at) {
    ieci__steps *steps = at->steps;
    size_t size = at->model->num_editions * at->model->num_units;
    memcpy(steps->imputed, steps->denominated, size * sizeof *steps->imputed);
    for (size_t i = 0; i < size && steps->given != NULL; i++) {
        if (steps->pending[i] != PENDING_NONE && is_number(steps->given[i])) {
            steps->imputed[i] = steps->given[i];
            steps->filled[i] = true;
            steps->pending[i] = PENDING_NONE;
        }
    }
    bool done = impute_by(at, &at->node->missing, PENDING_MISSING) &&
                impute_by(at, &at->indicator->not_covered.rule, PENDING_NOT_COVERED) &&
                impute_by(at, &at->indicator->not_applicable.rule, PENDING_NOT_APPLICABLE);
    for (size_t i = 0; i < size; i++) {
        if (is_number(steps->imputed[i])) {
            steps->state[i] = IECI__STATE_PRESENT;
        }
    }
    return done;
}

/* The editions whose sample serves an edition: [*first, *last). */
static void sample_editions(const work *at, const ieci__over *over, size_t edition, size_t *first, size_t *last) {
    *first = 0;
    *last = at->model->num_editions;
    if (over->kind != IECI__OVER_ALL) {
        *first = over->kind == IECI__OVER_CODE ? ieci__model_edition(at->model, over->code) : edition;
        *last = *first + 1;
    }
}

/* Numbers of the sample of some editions into the first half of the room. */
static size_t gather(const work *at, const ieci__pair *values, size_t first, size_t last) {
    size_t count = 0;
    for (size_t i = first * at->model->num_units; i < last * at->model->num_units; i++) {
        if (at->model->sample[i] && is_number(values[i])) {
            at->steps->room[count++] = values[i];
        }
    }
    return count;
}

/* The sample's number that a limit is, so that what is moved to it equals it exactly. */
static ieci__pair limit_number(const ieci__pair *numbers, size_t count, double limit) {
    for (size_t i = 0; i < count; i++) {
        if (numbers[i].high == limit) {
            return numbers[i];
        }
    }
    return ieci__pair_from(limit);
}

static void treat(const work *at) {
    const ieci__treat *rule = ieci__treat_row(at->indicator->treat.method);
    ieci__steps *steps = at->steps;
    size_t units = at->model->num_units;
    memcpy(steps->treated, steps->imputed, at->model->num_editions * units * sizeof *steps->treated);
    for (size_t e = 0; e < at->model->num_editions && at->indicator->treat.method != IECI__TREAT_NONE; e++) {
        size_t first, last;
        sample_editions(at, &at->indicator->treat_over, e, &first, &last);
        size_t count = gather(at, steps->imputed, first, last);
        for (size_t i = 0; i < count; i++) {
            steps->reals[i] = ieci__pair_value(steps->room[i]);
        }
        double low = -HUGE_VAL, high = HUGE_VAL;
        rule->limits(steps->reals, count, at->indicator->treat.values, &low, &high);
        ieci__pair low_number = limit_number(steps->room, count, low);
        ieci__pair high_number = limit_number(steps->room, count, high);
        for (size_t i = e * units; i < (e + 1) * units; i++) {
            if (steps->imputed[i].high < low) {
                steps->treated[i] = low_number;
            } else if (steps->imputed[i].high > high) {
                steps->treated[i] = high_number;
            }
        }
        record(at, e, "treat", "low", low > -HUGE_VAL ? low : IECI__MISSING);
        record(at, e, "treat", "high", high < HUGE_VAL ? high : IECI__MISSING);
    }
}

static void transform(const work *at) {
    const ieci__transform *rule = ieci__transform_row(at->indicator->transform);
    ieci__steps *steps = at->steps;
    cells bad = {0};
    for (size_t e = 0; e < at->model->num_editions; e++) {
        for (size_t u = 0; u < at->model->num_units; u++) {
            size_t i = e * at->model->num_units + u;
            steps->transformed[i] = none();
            if (!is_number(steps->treated[i])) {
                continue;
            }
            if (rule->defined(ieci__pair_value(steps->treated[i]))) {
                steps->transformed[i] = rule->apply(steps->treated[i]);
            } else {
                count_cell(&bad, e, u);
            }
        }
    }
    ieci__text message = {0};
    ieci__text_append_text(&message, "transform ");
    ieci__text_append_text(&message, rule->method.name);
    ieci__text_append_text(&message, " needs values ");
    ieci__text_append_text(&message, rule->domain);
    ieci__text_append_text(&message, "; choose another transform or treat these cells");
    if (message.failed) {
        ieci__error_nomem(at->problems);
    } else {
        tell_cells(at, IECI_ERROR_NUMERIC, &bad, message.data);
    }
    ieci__text_clear(&message);
}

/* Sets up the scale of one edition. */
static ieci__normalise_status make_scale(const work *at, size_t edition, ieci__scale *scale) {
    const ieci__normalise *rule = ieci__normalise_row(at->indicator->normalise.method);
    size_t first = edition, last;
    *scale = (ieci__scale){.parameters = at->indicator->normalise.values,
                           .direction = at->indicator->direction,
                           .low = ieci__pair_decimal(at->model->schema->range_low),
                           .high = ieci__pair_decimal(at->model->schema->range_high),
                           .sample = at->steps == NULL ? NULL : at->steps->room};
    if (rule->over) {
        sample_editions(at, &at->indicator->normalise_over, edition, &first, &last);
        scale->count = gather(at, at->steps->transformed, first, last);
        if (scale->count > 0) {
            ieci__sort_pairs(at->steps->room, scale->count);
        }
    }
    scale->with_unit = at->indicator->normalise_of != NULL;
    scale->reference = none();
    if (scale->with_unit) {
        const size_t unit = ieci__dataset_find_unit(at->model->dataset, at->indicator->normalise_of);
        const bool other = at->indicator->normalise_over.kind == IECI__OVER_CODE;
        scale->reference = at->steps->transformed[(other ? first : edition) * at->model->num_units + unit];
    }
    return rule->estimate(scale, ieci__transform_row(at->indicator->transform)->apply);
}

/* What the rule says, and what is in force after the transform or estimated from the sample. */
static void record_scale(const work *at, size_t edition, const ieci__scale *scale) {
    const ieci__normalise *rule = ieci__normalise_row(at->indicator->normalise.method);
    for (size_t p = 0; p < rule->method.num_parameters; p++) {
        record(at, edition, "rule", rule->method.parameters[p].name, scale->parameters[p]);
    }
    for (size_t p = 0; rule->estimates[p] != NULL; p++) {
        record(at, edition, "normalise", rule->estimates[p], ieci__pair_value(scale->estimates[p]));
    }
    if (rule->over) {
        record(at, edition, "normalise", "n", (double)scale->count);
    }
}

/* One value on the scale, with what lies outside it. */
static double place_value(const work *at, const ieci__scale *scale, ieci__pair x, bool in_sample, bool *outside) {
    const ieci__normalise *rule = ieci__normalise_row(at->indicator->normalise.method);
    ieci__pair value = rule->apply(scale, x, in_sample);
    bool under = ieci__pair_compare(value, scale->low)<0, over = ieci__pair_compare(value, scale->high)> 0;
    if (rule->outside && is_number(value) && (under || over)) {
        *outside = at->indicator->outside == IECI__OUTSIDE_ERROR;
        if (at->indicator->outside == IECI__OUTSIDE_CLAMP) {
            value = under ? scale->low : scale->high;
        }
    }
    return ieci__pair_value(value);
}

static void tell_scale(const work *at, size_t edition) {
    const ieci__normalise *rule = ieci__normalise_row(at->indicator->normalise.method);
    ieci__error_add(at->problems, IECI_ERROR_NUMERIC, NULL,
                    "%s, edition %s: %s, so %s has no scale; use goalposts or leave it out", at->node->code,
                    ieci__names_text(&at->model->dataset->editions, edition),
                    rule->constant == NULL ? "all figures are the same" : rule->constant, rule->method.name);
}

/* Tells figures for which the rule has no value: too large, or not what it needs. */
static void tell_undefined(const work *at, const cells *bad) {
    const ieci__normalise *rule = ieci__normalise_row(at->indicator->normalise.method);
    ieci__text message = {0};
    if (rule->needs != NULL) {
        ieci__text_append_text(&message, rule->method.name);
        ieci__text_append_text(&message, " needs ");
        ieci__text_append_text(&message, rule->needs);
        ieci__text_append_text(&message, "; use goalposts or min_max");
    } else {
        ieci__text_append_text(&message, "the normalised value is too large for a number");
    }
    if (message.failed) {
        ieci__error_nomem(at->problems);
    } else {
        tell_cells(at, IECI_ERROR_NUMERIC, bad, message.data);
    }
    ieci__text_clear(&message);
}

static void normalise(const work *at) {
    ieci__steps *steps = at->steps;
    cells beyond = {0}, huge = {0}, alone = {0};
    for (size_t e = 0; e < at->model->num_editions; e++) {
        ieci__scale scale;
        ieci__normalise_status status = make_scale(at, e, &scale);
        if (status == IECI__NORMALISE_CONSTANT) {
            tell_scale(at, e);
            return;
        }
        if (status == IECI__NORMALISE_OK) {
            record_scale(at, e, &scale);
        }
        for (size_t u = 0; u < at->model->num_units; u++) {
            size_t i = e * at->model->num_units + u;
            bool outside = false;
            steps->normalised[i] = steps->worse[i] = steps->equal[i] = IECI__MISSING;
            if (!is_number(steps->transformed[i])) {
                continue;
            }
            if (status == IECI__NORMALISE_EMPTY) {
                if (at->model->sample[i]) {
                    count_cell(&alone, e, u);
                }
                steps->state[i] = IECI__STATE_ABSENT;
                continue;
            }
            if (ieci__normalise_row(at->indicator->normalise.method)->places) {
                ieci__normalise_count(&scale, steps->transformed[i], &steps->worse[i], &steps->equal[i]);
            }
            bool elsewhere = at->indicator->normalise_over.kind == IECI__OVER_CODE &&
                             e != ieci__model_edition(at->model, at->indicator->normalise_over.code);
            steps->normalised[i] =
                place_value(at, &scale, steps->transformed[i], at->model->sample[i] && !elsewhere, &outside);
            if (outside) {
                count_cell(&beyond, e, u);
            } else if (!(fabs(steps->normalised[i]) <= DBL_MAX)) {
                count_cell(&huge, e, u);
            }
        }
    }
    tell_cells(at, IECI_ERROR_NUMERIC, &alone,
               at->indicator->normalise_of == NULL ? "the edition that sets the scale has no figure of this indicator"
                                                   : "the unit that the scale is set by has no figure");
    tell_cells(at, IECI_ERROR_DATA, &beyond, "outside the goalposts, and the schema says outside: error");
    tell_undefined(at, &huge);
}

bool ieci__prepare(const ieci_model *model, size_t indicator, ieci__steps *steps, ieci__estimates *estimates,
                   ieci__rows *notes, ieci_error **problems) {
    const ieci__indicator *rules = &model->schema->indicators[indicator];
    work at = {model, rules, &model->schema->nodes[rules->node], steps, estimates, notes, problems, 0};
    at.before = ieci__error_count(*problems);
    steps->indicator = indicator;
    apply_status(&at);
    denominate(&at);
    if (impute(&at)) {
        treat(&at);
        transform(&at);
        normalise(&at);
    }
    return ieci__error_count(*problems) == at.before;
}

const ieci__missing *ieci__prepare_rule(const ieci_model *model, const ieci__steps *steps, size_t at) {
    const ieci__indicator *indicator = &model->schema->indicators[steps->indicator];
    switch (steps->pending[at]) {
    case PENDING_NOT_COVERED:
        return &indicator->not_covered.rule;
    case PENDING_NOT_APPLICABLE:
        return &indicator->not_applicable.rule;
    default:
        return &model->schema->nodes[indicator->node].missing;
    }
}

bool ieci__prepare_is_fixed(const ieci_model *model, size_t indicator) {
    const ieci__indicator *rules = &model->schema->indicators[indicator];
    return rules->treat.method == IECI__TREAT_NONE && !ieci__normalise_row(rules->normalise.method)->over &&
           rules->normalise_of == NULL;
}

double ieci__prepare_figure(const ieci_model *model, size_t edition, size_t indicator, size_t unit, double figure) {
    const ieci__indicator *rules = &model->schema->indicators[indicator];
    const ieci__transform *rule = ieci__transform_row(rules->transform);
    const work at = {.model = model, .indicator = rules};
    ieci__pair x = ieci__pair_decimal(figure);
    ieci__scale scale;
    bool outside = false;
    if (rules->denominator != IECI__NONE) {
        x = divide(model, rules->denominator, x,
                   model->denominator[rules->denominator][edition * model->num_units + unit]);
    }
    if (!rule->defined(ieci__pair_value(x)) || make_scale(&at, edition, &scale) != IECI__NORMALISE_OK) {
        return IECI__MISSING;
    }
    const double value = place_value(&at, &scale, rule->apply(x), false, &outside);
    return outside ? IECI__MISSING : value;
}
