/* SPDX-License-Identifier: MIT */
#include "run/ensemble.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/options.h"

void ieci_ensemble_unref(ieci_ensemble *ensemble) {
    if (!ieci__handle_is(ensemble, IECI__MAGIC_ENSEMBLE) || !ieci__handle_unref(&ensemble->head)) {
        return;
    }
    ieci__tally_clear(&ensemble->tally);
    ieci__drivers_clear(&ensemble->drivers);
    ieci__memory_free(ensemble->of.units);
    ieci__memory_free(ensemble->of.factors);
    ieci__memory_free(ensemble->ranges);
    ieci__names_clear(&ensemble->texts);
    ieci__memory_free(ensemble);
}

ieci_ensemble *ieci__ensemble_start(size_t num_units, size_t num_factors, const ieci__tally_shape *shape,
                                    uint64_t drivers) {
    ieci_ensemble *ensemble = ieci__memory_allocate(1, sizeof *ensemble);
    if (ensemble == NULL) {
        return NULL;
    }
    ieci__handle_start(&ensemble->head, IECI__MAGIC_ENSEMBLE);
    ensemble->of.num_units = num_units;
    ensemble->of.num_factors = num_factors;
    ensemble->of.units = ieci__memory_allocate(num_units, sizeof *ensemble->of.units);
    ensemble->of.factors = ieci__memory_allocate(num_factors, sizeof *ensemble->of.factors);
    if (!ieci__tally_start(&ensemble->tally, shape) ||
        !ieci__drivers_start(&ensemble->drivers, drivers, num_units, num_factors) || ensemble->of.units == NULL ||
        ensemble->of.factors == NULL) {
        ieci_ensemble_unref(ensemble);
        return NULL;
    }
    return ensemble;
}

const char *ieci__ensemble_text(ieci_ensemble *ensemble, const char *text, bool *done) {
    const char *copy = text == NULL ? NULL : ieci__names_intern(&ensemble->texts, text);
    *done = *done && (text == NULL || copy != NULL);
    return copy;
}

/* --- Ranges --- */

uint64_t ieci__ensemble_count(const ieci_ensemble *ensemble) {
    uint64_t count = 0;
    for (size_t i = 0; i < ensemble->num_ranges; i++) {
        count += ensemble->ranges[i].last - ensemble->ranges[i].first;
    }
    return count;
}

bool ieci__ensemble_overlaps(const ieci_ensemble *ensemble, ieci__range range) {
    for (size_t i = 0; i < ensemble->num_ranges; i++) {
        if (range.first < ensemble->ranges[i].last && ensemble->ranges[i].first < range.last) {
            return true;
        }
    }
    return false;
}

bool ieci__ensemble_add_range(ieci_ensemble *ensemble, ieci__range range) {
    if (range.first == range.last) {
        return true;
    }
    if (!ieci__memory_reserve((void **)&ensemble->ranges, &ensemble->ranges_capacity, ensemble->num_ranges + 1,
                              sizeof *ensemble->ranges)) {
        return false;
    }
    size_t at = ensemble->num_ranges++;
    for (; at > 0 && ensemble->ranges[at - 1].first > range.first; at--) {
        ensemble->ranges[at] = ensemble->ranges[at - 1];
    }
    ensemble->ranges[at] = range;
    size_t kept = 0; /* ranges that touch become one, so that the order of adding leaves no trace */
    for (size_t i = 1; i < ensemble->num_ranges; i++) {
        if (ensemble->ranges[i].first == ensemble->ranges[kept].last) {
            ensemble->ranges[kept].last = ensemble->ranges[i].last;
        } else {
            ensemble->ranges[++kept] = ensemble->ranges[i];
        }
    }
    ensemble->num_ranges = kept + 1;
    return true;
}

/* --- Merging --- */

static ieci_ensemble *copy_head(const ieci_ensemble *from) {
    ieci_ensemble *made =
        ieci__ensemble_start(from->of.num_units, from->of.num_factors, &from->tally.shape, from->drivers.rows);
    bool done = made != NULL;
    if (!done) {
        return NULL;
    }
    ieci__ensemble_unit *units = made->of.units;
    ieci__ensemble_factor *factors = made->of.factors;
    made->of = from->of;
    made->of.units = units;
    made->of.factors = factors;
    made->of.schema = ieci__ensemble_text(made, from->of.schema, &done);
    made->of.edition = ieci__ensemble_text(made, from->of.edition, &done);
    made->of.node = ieci__ensemble_text(made, from->of.node, &done);
    made->of.numerics = ieci__ensemble_text(made, from->of.numerics, &done);
    made->of.notice = ieci__ensemble_text(made, from->of.notice, &done);
    for (size_t i = 0; i < made->of.num_units; i++) {
        units[i] = from->of.units[i];
        units[i].code = ieci__ensemble_text(made, units[i].code, &done);
        units[i].name = ieci__ensemble_text(made, units[i].name, &done);
    }
    for (size_t i = 0; i < made->of.num_factors; i++) {
        factors[i].code = ieci__ensemble_text(made, from->of.factors[i].code, &done);
        factors[i].kind = ieci__ensemble_text(made, from->of.factors[i].kind, &done);
        factors[i].words = ieci__ensemble_text(made, from->of.factors[i].words, &done);
    }
    if (!done) {
        ieci_ensemble_unref(made);
        return NULL;
    }
    return made;
}

/* Adds a part, unless it is of another computation or overlaps what is there. */
static void add_part(ieci_ensemble *made, const ieci_ensemble *part, ieci_error **problems) {
    const ieci__place place = {.key = "parts"};
    if (memcmp(made->of.identity, part->of.identity, sizeof part->of.identity) != 0) {
        ieci__error_add(problems, IECI_ERROR_MISMATCH, &place,
                        "belong to different computations: model, factors, seed or options differ (%.12s, %.12s)",
                        made->of.identity, part->of.identity);
        return;
    }
    for (size_t i = 0; i < part->num_ranges; i++) {
        if (ieci__ensemble_overlaps(made, part->ranges[i])) {
            ieci__error_add(problems, IECI_ERROR_MISMATCH, &place,
                            "overlap: replicates %zu to %zu are there already in part", (size_t)part->ranges[i].first,
                            (size_t)part->ranges[i].last - 1);
            return;
        }
    }
    for (size_t i = 0; i < part->num_ranges; i++) {
        if (!ieci__ensemble_add_range(made, part->ranges[i])) {
            ieci__error_nomem(problems);
            return;
        }
    }
    ieci__tally_merge(&made->tally, &part->tally);
    ieci__drivers_merge(&made->drivers, &part->drivers);
}

ieci_status ieci_ensemble_merge(size_t num_parts, const ieci_ensemble *const *parts, const ieci_options *options,
                                ieci_ensemble **ensemble, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_pointer(&problems, parts, "parts");
    if (valid && num_parts == 0) {
        ieci__error_argument(&problems, "num_parts", "there is nothing to merge");
        valid = false;
    }
    for (size_t i = 0; i < num_parts && valid; i++) {
        valid = ieci__error_check_handle(&problems, parts[i], IECI__MAGIC_ENSEMBLE, "parts");
    }
    valid = ieci__options_check(&problems, options) && valid;
    valid = ieci__error_check_pointer(&problems, ensemble, "ensemble") && valid;
    if (!valid) {
        return ieci__error_give(problems, error);
    }
    ieci_ensemble *made = copy_head(parts[0]);
    if (made == NULL) {
        ieci__error_nomem(&problems);
    }
    for (size_t i = 0; i < num_parts && problems == NULL; i++) {
        add_part(made, parts[i], &problems);
    }
    if (problems == NULL) {
        *ensemble = made;
    } else {
        ieci_ensemble_unref(made);
    }
    return ieci__error_give(problems, error);
}
