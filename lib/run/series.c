/* SPDX-License-Identifier: MIT */
#include "run/series.h"

#include "base/missing.h"

/* When an edition is: the year that its data reach to, or that its code tells; its number where any tells none. */
static double time_of(const ieci_model *model, size_t edition) {
    double when = (double)edition;
    for (size_t e = 0; e < model->num_editions; e++) {
        const char *data_to = ieci__dataset_edition_text(model->dataset, e, "data_to");
        const char *code = ieci__names_text(&model->dataset->editions, e);
        const unsigned year = ieci__cell_year(data_to == NULL ? code : data_to);
        if (year == 0) {
            return (double)edition;
        }
        when = e == edition ? (double)year : when;
    }
    return when;
}

/* The observed figures of a unit, in the order of the editions: times into the reals, figures into the room. */
static size_t gather(const ieci_model *model, const ieci__steps *steps, size_t unit) {
    size_t count = 0;
    for (size_t e = 0; e < model->num_editions; e++) {
        const ieci__pair figure = steps->denominated[e * model->num_units + unit];
        if (!ieci__is_missing(figure.high)) {
            steps->reals[count] = time_of(model, e);
            steps->room[count++] = figure;
        }
    }
    return count;
}

void ieci__series_fill(const ieci_model *model, const ieci__impute *rule, unsigned char pending, ieci__steps *steps) {
    for (size_t u = 0; u < model->num_units; u++) {
        size_t count = IECI__NONE;
        for (size_t e = 0; e < model->num_editions; e++) {
            const size_t i = e * model->num_units + u;
            if (steps->pending[i] != pending) {
                continue;
            }
            count = count == IECI__NONE ? gather(model, steps, u) : count;
            const ieci__pair value = rule->series(steps->reals, steps->room, count, time_of(model, e));
            if (!ieci__is_missing(value.high)) {
                steps->imputed[i] = value;
                steps->filled[i] = true;
            }
        }
    }
}
