/* SPDX-License-Identifier: MIT */
#include "study/check_scale.h"

#include "base/memory.h"
#include "base/missing.h"

/* Fewer figures in both editions than this tell nothing. */
#define FEWEST 5

/* Whether a ratio is near a power of ten. */
static bool is_near(double ratio, double power, double factor) {
    return ratio > power / factor && ratio < power * factor;
}

/* The power of ten that the figures of an indicator went up or down by between two places; 0: none. `ratios` and
 * `units` are room for all units; `*count` units have a figure above 0 in both. */
static double find_power(const ieci__panel *panel, size_t indicator, size_t from, double *ratios, size_t *units,
                         size_t *count) {
    const double *before = panel->figure + ieci__panel_at(panel, indicator, from, 0);
    const double *after = panel->figure + ieci__panel_at(panel, indicator, from + 1, 0);
    *count = 0;
    for (size_t u = 0; u < panel->model->num_units; u++) {
        if (before[u] > 0.0 && after[u] > 0.0) {
            ratios[*count] = after[u] / before[u];
            units[(*count)++] = u;
        }
    }
    double median = ieci__panel_median(ratios, *count);
    for (double power = 10.0; power < 1e10 && *count >= FEWEST; power *= 10.0) {
        double found = is_near(median, power, 1.25) ? power : is_near(1.0 / median, power, 1.25) ? 1.0 / power : 0.0;
        size_t near = 0;
        for (size_t i = 0; i < *count && found > 0.0; i++) {
            near += is_near(ratios[i], found, 3.0) ? 1 : 0;
        }
        if (found > 0.0 && 5 * near >= 4 * *count) { /* a few may be slips of their own */
            return found;
        }
    }
    return 0.0;
}

static void write_power(double power, ieci__text *out) {
    ieci__text_append_text(out, "the figures are about ");
    ieci__text_append_text(out, power < 1.0 ? "1/" : "");
    ieci__text_append_number(out, power < 1.0 ? floor(1.0 / power + 0.5) : power);
    ieci__text_append_text(out, power < 1.0 ? " of" : " times");
    ieci__text_append_text(out, " those of the edition before: another unit?");
}

void ieci__check_scale(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    size_t units = panel->model->num_units;
    double *ratios = ieci__memory_allocate(units, sizeof *ratios);
    size_t *taken = ieci__memory_allocate(units, sizeof *taken);
    if (ratios == NULL || taken == NULL) {
        ieci__error_nomem(out->problems);
    }
    for (size_t j = 0; j < panel->model->num_indicators && ratios != NULL && taken != NULL; j++) {
        for (size_t p = 0; p + 1 < panel->num_places; p++) {
            ieci__finding finding = *start;
            ieci__text message = {0};
            double power = find_power(panel, j, p, ratios, taken, &finding.num_units);
            if (power > 0.0) {
                finding.place = p + 1;
                finding.against = UINT64_C(1) << p;
                finding.suspect = UINT64_C(1) << (p + 1);
                finding.indicators = &j;
                finding.num_indicators = 1;
                finding.units = taken;
                finding.weight = ieci__panel_weight(panel, j);
                write_power(power, &message);
                ieci__findings_add(out, &finding, NULL, NULL, &message);
            }
        }
    }
    ieci__memory_free(ratios);
    ieci__memory_free(taken);
}
