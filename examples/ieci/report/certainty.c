/* SPDX-License-Identifier: MIT */
#include "certainty.h"

#include <math.h>
#include <stdlib.h>

#include "../memory.h"
#include "../project.h"

static ieci_table *table_of(const ieci_ensemble *ensemble, const char *name, ieci_error **error) {
    ieci_table *table = NULL;
    (void)ieci_ensemble_table(ensemble, name, NULL, &table, error);
    return table;
}

static void keep_intervals(facts *of, frame *ranks) {
    of->intervals = memory_get(of->num_units, sizeof *of->intervals);
    for (size_t u = 0; u < of->num_units; u++) {
        of->intervals[u] = (facts_interval){(double)NAN, (double)NAN, (double)NAN, (double)NAN};
        size_t row = frame_find(ranks, "unit", of->units[u].code, 0);
        if (row != FRAME_NONE) {
            of->intervals[u] = (facts_interval){frame_real(ranks, "low", row), frame_real(ranks, "median", row),
                                                frame_real(ranks, "high", row), frame_real(ranks, "top_10", row)};
        }
    }
}

static ieci_ensemble *run(const facts *of, const ieci_bytes *yaml, size_t replicates, ieci_error **error) {
    ieci_factors *factors = NULL;
    ieci_options *options = NULL;
    ieci_ensemble *ensemble = NULL;
    if (ieci_factors_parse(yaml, NULL, &factors, error) == IECI_OK && ieci_options_new(&options, error) == IECI_OK &&
        ieci_options_set(options, "edition", facts_edition(of, of->edition), error) == IECI_OK) {
        (void)ieci_ensemble_run(of->from->model, factors, options, 0, replicates, &ensemble, error);
    }
    ieci_options_free(options);
    ieci_factors_free(factors);
    return ensemble;
}

void certainty_read(facts *of, const char *path, size_t replicates, problems *met) {
    ieci_bytes *yaml = project_document(path, met);
    ieci_error *error = NULL;
    frame ranks;
    if (yaml == NULL) {
        return;
    }
    ieci_ensemble *ensemble = run(of, yaml, replicates, &error);
    frame_start(&ranks, ensemble == NULL ? NULL : table_of(ensemble, "ranks", &error));
    frame_start(&of->provenance, ensemble == NULL || error != NULL ? NULL : table_of(ensemble, "provenance", &error));
    if (error == NULL) {
        keep_intervals(of, &ranks);
        of->replicates = replicates;
    }
    problems_take(met, error);
    frame_clear(&ranks);
    ieci_ensemble_unref(ensemble);
    ieci_bytes_unref(yaml);
}
