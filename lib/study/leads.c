/* SPDX-License-Identifier: MIT */
#include "study/leads.h"

#include "base/memory.h"
#include "base/missing.h"
#include "base/options.h"
#include "study/printing.h"

#define COUNT(columns) (sizeof(columns) / sizeof *(columns))
#define LOG_SLACK 1e-13 /* rounding errors of logarithms of scores */

static void fill(ieci__leads *leads, const ieci__asked *asked, double *weight, double *score, ieci_error **problems) {
    static const double ahead[] = {1.0, -1.0};
    const size_t n = leads->linear.num_units;
    ieci__linear_scores(&leads->linear, leads->linear.nominal, score);
    for (size_t u = 0; u < n; u++) {
        if (!ieci__options_progress(asked->options, (double)u / (double)n, problems)) {
            return;
        }
        for (size_t k = 0; k < n; k++) {
            const size_t pair[] = {u, k};
            leads->nominal[u * n + k] = score[u] - score[k];
            if (k != u) {
                leads->most[u * n + k] = ieci__linear_most(&leads->linear, 2, pair, ahead, weight).high;
            }
        }
    }
    ieci__options_progress(asked->options, 1.0, problems);
}

bool ieci__leads_make(ieci__leads *leads, const ieci__asked *asked, ieci_error **problems) {
    *leads = (ieci__leads){.nominal = NULL};
    if (!ieci__linear_make(&leads->linear, asked->result, asked->edition, asked->node, asked->regions, problems)) {
        return false;
    }
    const ieci__printing printing = ieci__printing_of(asked->result->model->schema, leads->linear.logarithms);
    const size_t n = leads->linear.num_units;
    double *weight = ieci__memory_allocate(leads->linear.num_entries, sizeof *weight);
    double *score = ieci__memory_allocate(n, sizeof *score);
    leads->slack = leads->linear.logarithms ? LOG_SLACK : 2.0 * printing.guard;
    leads->nominal = ieci__memory_allocate(n, n * sizeof *leads->nominal);
    leads->most = ieci__memory_allocate(n, n * sizeof *leads->most);
    if (weight == NULL || score == NULL || leads->nominal == NULL || leads->most == NULL) {
        ieci__error_nomem(problems);
    } else {
        fill(leads, asked, weight, score, problems);
    }
    ieci__memory_free(weight);
    ieci__memory_free(score);
    return *problems == NULL;
}

void ieci__leads_clear(ieci__leads *leads) {
    ieci__linear_clear(&leads->linear);
    ieci__memory_free(leads->nominal);
    ieci__memory_free(leads->most);
    *leads = (ieci__leads){.nominal = NULL};
}

double ieci__leads_most(const ieci__leads *leads, size_t unit, size_t over) {
    return leads->most[unit * leads->linear.num_units + over];
}

double ieci__leads_least(const ieci__leads *leads, size_t unit, size_t over) {
    return 0.0 - leads->most[over * leads->linear.num_units + unit];
}

/* --- Dominance --- */

static const ieci__column dominance_columns[] = {
    {"unit", IECI_COLUMN_TEXT, "code of the unit"},
    {"name", IECI_COLUMN_TEXT, "name of the unit"},
    {"below", IECI_COLUMN_REAL, "units that it is never behind and somewhere ahead of, whatever the weights"},
    {"above", IECI_COLUMN_REAL, "units that are never behind it and somewhere ahead of it"},
    {"equal", IECI_COLUMN_REAL, "units with the same score whatever the weights"},
    {"incomparable", IECI_COLUMN_REAL, "units that it is ahead of under some weights and behind under others"},
    {"average_rank", IECI_COLUMN_REAL,
     "mean rank over the orders that respect all that, by the local partial order model: "
     "n + 1 - (below + 1) (n + 1) / (n + 1 - incomparable)"},
};

static void write_dominance(const ieci__leads *leads, const ieci__asked *asked, size_t unit, ieci__rows *rows) {
    const char *language = ieci__options_text(asked->options, "language");
    const size_t n = leads->linear.num_units;
    size_t below = 0, above = 0, equal = 0;
    for (size_t k = 0; k < n; k++) {
        if (k != unit) {
            const bool never_behind = ieci__leads_least(leads, unit, k) >= -leads->slack;
            const bool never_ahead = ieci__leads_most(leads, unit, k) <= leads->slack;
            below += never_behind && !never_ahead ? 1 : 0;
            above += never_ahead && !never_behind ? 1 : 0;
            equal += never_ahead && never_behind ? 1 : 0;
        }
    }
    const double all = (double)n + 1.0, incomparable = (double)(n - 1 - below - above - equal);
    ieci__rows_text(rows, ieci__linear_code(&leads->linear, unit));
    ieci__rows_text(rows, ieci__dataset_unit_name(asked->result->model->dataset, leads->linear.unit[unit], language));
    ieci__rows_real(rows, (double)below);
    ieci__rows_real(rows, (double)above);
    ieci__rows_real(rows, (double)equal);
    ieci__rows_real(rows, incomparable);
    ieci__rows_real(rows, all - ((double)below + 1.0) * all / (all - incomparable));
}

static ieci_table *answer_dominance(const ieci__asked *asked, ieci_error **problems) {
    ieci__leads leads;
    ieci__rows *rows = ieci__rows_new(dominance_columns, COUNT(dominance_columns));
    if (ieci__leads_make(&leads, asked, problems)) {
        for (size_t u = 0; u < leads.linear.num_units && rows != NULL; u++) {
            if (ieci__question_takes(&leads.linear, asked->unit, u)) {
                write_dominance(&leads, asked, u, rows);
            }
        }
    }
    ieci__leads_clear(&leads);
    return ieci__rows_finish(rows, problems);
}

const ieci__robust_question ieci__question_dominance = {
    {"robustness", "dominance", "how many units each is never behind, and the average rank that follows",
     dominance_columns, COUNT(dominance_columns)},
    answer_dominance};

/* --- Robust comparisons --- */

static const ieci__column pair_columns[] = {
    {"unit", IECI_COLUMN_TEXT, "code of the unit that is ahead under the weights of the model"},
    {"rival", IECI_COLUMN_TEXT, "code of the one that is behind"},
    {"lead", IECI_COLUMN_REAL, "score less the rival's; of geometric means the logarithm of their ratio"},
    {"robust", IECI_COLUMN_REAL,
     "largest share r that other weights of the region may have in a mix with the model's: the unit stays ahead up to "
     "it"},
};

static const ieci__column share_columns[] = {
    {"r", IECI_COLUMN_REAL, "share of other weights of the region in the mix (1 - r) x the model's + r x theirs"},
    {"kept", IECI_COLUMN_REAL, "comparisons that hold for all weights in the mix"},
    {"comparisons", IECI_COLUMN_REAL, "pairs of units of which one is ahead under the weights of the model"},
    {"share", IECI_COLUMN_REAL, "kept by comparisons"},
};

/* The mix is linear, so the least lead at r is (1 - r) lead + r least. */
static double robustness_of(const ieci__leads *leads, size_t unit, size_t rival) {
    const double lead = leads->nominal[unit * leads->linear.num_units + rival];
    const double least = ieci__leads_least(leads, unit, rival);
    return least >= -leads->slack ? 1.0 : lead / (lead - least);
}

static void write_pairs(const ieci__leads *leads, const ieci__asked *asked, ieci__rows *rows) {
    const size_t n = leads->linear.num_units;
    for (size_t u = 0; u < n; u++) {
        for (size_t k = 0; k < n && ieci__question_takes(&leads->linear, asked->unit, u); k++) {
            if (ieci__question_takes(&leads->linear, asked->rival, k) && leads->nominal[u * n + k] > leads->slack) {
                ieci__rows_text(rows, ieci__linear_code(&leads->linear, u));
                ieci__rows_text(rows, ieci__linear_code(&leads->linear, k));
                ieci__rows_real(rows, leads->nominal[u * n + k]);
                ieci__rows_real(rows, robustness_of(leads, u, k));
            }
        }
    }
}

static void write_shares(const ieci__leads *leads, const ieci__asked *asked, ieci__rows *rows) {
    const size_t n = leads->linear.num_units;
    for (size_t step = 0; step <= 20; step++) {
        const double r = (double)step / 20.0;
        size_t kept = 0, comparisons = 0;
        for (size_t u = 0; u < n; u++) {
            for (size_t k = 0; k < n && ieci__question_takes(&leads->linear, asked->unit, u); k++) {
                if (ieci__question_takes(&leads->linear, asked->rival, k) && leads->nominal[u * n + k] > leads->slack) {
                    comparisons++;
                    kept += robustness_of(leads, u, k) >= r ? 1 : 0;
                }
            }
        }
        ieci__rows_real(rows, r);
        ieci__rows_real(rows, (double)kept);
        ieci__rows_real(rows, (double)comparisons);
        ieci__rows_real(rows, comparisons == 0 ? IECI__MISSING : (double)kept / (double)comparisons);
    }
}

static ieci_table *answer_r_robust(const ieci__asked *asked, ieci_error **problems) {
    ieci__leads leads;
    ieci__rows *rows = ieci__rows_new(share_columns, COUNT(share_columns));
    if (ieci__leads_make(&leads, asked, problems) && rows != NULL) {
        write_shares(&leads, asked, rows);
    }
    ieci__leads_clear(&leads);
    return ieci__rows_finish(rows, problems);
}

static ieci_table *answer_pairs(const ieci__asked *asked, ieci_error **problems) {
    ieci__leads leads;
    ieci__rows *rows = ieci__rows_new(pair_columns, COUNT(pair_columns));
    if (ieci__leads_make(&leads, asked, problems) && rows != NULL) {
        write_pairs(&leads, asked, rows);
    }
    ieci__leads_clear(&leads);
    return ieci__rows_finish(rows, problems);
}

const ieci__robust_question ieci__question_r_robust = {
    {"robustness", "r-robust", "share of the pairwise comparisons that hold however the weights are mixed with others",
     share_columns, COUNT(share_columns)},
    answer_r_robust};

const ieci__robust_question ieci__question_r_robust_pairs = {
    {"robustness", "r-robust-pairs", "up to which mix with other weights each pairwise comparison holds", pair_columns,
     COUNT(pair_columns)},
    answer_pairs};
