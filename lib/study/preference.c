/* SPDX-License-Identifier: MIT */
#include "study/preference.h"

#include "stats/elementary.h"
#include "study/leads.h"

static const ieci__column columns[] = {
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"rival", IECI_COLUMN_TEXT, "code of another one"},
    {"least", IECI_COLUMN_REAL,
     "least lead of the unit over the weights: score less the rival's; of geometric means score by the rival's"},
    {"most", IECI_COLUMN_REAL, "greatest lead over the weights"},
    {"necessary", IECI_COLUMN_TEXT, "yes if the unit scores at least as much as the rival whatever the weights"},
    {"possible", IECI_COLUMN_TEXT, "yes if it does so under some of the weights"},
};

#define NUM_COLUMNS (sizeof columns / sizeof *columns)

static void write_pair(const ieci__leads *leads, size_t unit, size_t rival, ieci__rows *rows) {
    const double least = ieci__leads_least(leads, unit, rival), most = ieci__leads_most(leads, unit, rival);
    ieci__rows_text(rows, ieci__linear_code(&leads->linear, unit));
    ieci__rows_text(rows, ieci__linear_code(&leads->linear, rival));
    ieci__rows_real(rows, leads->linear.logarithms ? ieci__exp(least) : least);
    ieci__rows_real(rows, leads->linear.logarithms ? ieci__exp(most) : most);
    ieci__rows_text(rows, least >= -leads->slack ? "yes" : "no");
    ieci__rows_text(rows, most >= -leads->slack ? "yes" : "no");
}

static ieci_table *answer(const ieci__asked *asked, ieci_error **problems) {
    ieci__leads leads;
    ieci__rows *rows = ieci__rows_new(columns, NUM_COLUMNS);
    if (ieci__leads_make(&leads, asked, problems)) {
        for (size_t u = 0; u < leads.linear.num_units && rows != NULL; u++) {
            for (size_t k = 0; k < leads.linear.num_units && ieci__question_takes(&leads.linear, asked->unit, u); k++) {
                if (k != u && ieci__question_takes(&leads.linear, asked->rival, k)) {
                    write_pair(&leads, u, k, rows);
                }
            }
        }
    }
    ieci__leads_clear(&leads);
    return ieci__rows_finish(rows, problems);
}

const ieci__robust_question ieci__question_preference = {
    {"robustness", "preference", "which unit scores at least as much as which other one under all or some weights",
     columns, NUM_COLUMNS},
    answer};
