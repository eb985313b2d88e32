/* SPDX-License-Identifier: MIT */
#include "study/robustness.h"

#include <ieci/study.h>

#include <string.h>

#include "base/memory.h"
#include "base/numerics.h"
#include "base/options.h"
#include "base/text.h"
#include "format/tree.h"
#include "index/draw.h"
#include "run/filter.h"
#include "study/leads.h"
#include "study/leave_out.h"
#include "study/preference.h"
#include "study/rank_range.h"
#include "study/region_table.h"
#include "study/swap.h"

static const ieci__robust_question *const questions[] = {
    &ieci__question_rank_range,    &ieci__question_rank_weights,
    &ieci__question_preference,    &ieci__question_dominance,
    &ieci__question_r_robust,      &ieci__question_r_robust_pairs,
    &ieci__question_swap,          &ieci__question_swap_weights,
    &ieci__question_leave_one_out, &ieci__question_leave_one_out_ranks,
    &ieci__question_region,
};

#define NUM_QUESTIONS (sizeof questions / sizeof *questions)

const ieci__robust_question *ieci__robustness_question(size_t index) {
    return questions[index];
}

size_t ieci__robustness_questions(void) {
    return NUM_QUESTIONS;
}

/* --- Regions --- */

/* A node, the factor that draws the weights of its children, and the children with weight. */
typedef struct drawn {
    const ieci_model *model;
    const ieci__factor *factor;
    size_t node, count;
    ieci__region *region;
    ieci_error **problems;
} drawn;

/* The share of a child with weight, by its place among them. */
static double share_of(const drawn *d, size_t place) {
    const ieci__schema_node *node = &d->model->schema->nodes[d->node];
    for (size_t c = 0; c < node->num_children; c++) {
        const double share = d->model->share[node->ordered[c]];
        if (share > 0.0 && place-- == 0) {
            return share;
        }
    }
    return 0.0;
}

static bool start(const drawn *d, ieci__region_kind kind, size_t vectors) {
    const bool room = ieci__region_start(d->region, kind, d->count, vectors);
    if (!room) {
        ieci__error_nomem(d->problems);
    }
    return room;
}

static void make_around(const drawn *d) {
    const double within = d->factor->draw.values[0] / 100.0;
    if (within > 0.0 && start(d, IECI__REGION_AROUND, 0)) {
        for (size_t c = 0; c < d->count; c++) {
            d->region->low[c] = share_of(d, c) * (1.0 - within);
            d->region->high[c] = share_of(d, c) * (1.0 + within);
        }
    }
}

static void make_between(const drawn *d, double low, double high) {
    if (start(d, IECI__REGION_BOUNDED, 0)) {
        for (size_t c = 0; c < d->count; c++) {
            d->region->low[c] = low;
            d->region->high[c] = high;
        }
    }
}

static void make_bounded(const drawn *d) {
    const double low = d->factor->draw.values[0], high = d->factor->draw.values[1], count = (double)d->count;
    if (low * count > 1.0 + 1e-12 || high * count < 1.0 - 1e-12 || low > high) {
        ieci__tree_problem(d->problems, IECI_ERROR_SCHEMA, d->factor->tree, true,
                           "no shares of the children of %s lie between low and high",
                           d->model->schema->nodes[d->node].code);
    } else {
        make_between(d, low, high);
    }
}

static void make_ordinal(const drawn *d) {
    if (start(d, IECI__REGION_ORDINAL, 0)) {
        for (size_t c = 0; c < d->count; c++) {
            d->region->low[c] = share_of(d, c);
        }
    }
}

/* Shares of the experts in the children with weight, rescaled to them. */
static void make_experts(const drawn *d) {
    const ieci__schema_node *node = &d->model->schema->nodes[d->node];
    double *shares = ieci__memory_allocate(node->num_children, sizeof *shares);
    size_t vector = 0;
    if (shares == NULL) {
        ieci__error_nomem(d->problems);
    } else if (start(d, IECI__REGION_SAMPLE, d->factor->experts->num_children)) {
        for (const ieci__tree *expert = d->factor->experts->first; expert != NULL; expert = expert->next, vector++) {
            double *into = d->region->vector + vector * d->count, sum = 0.0;
            size_t place = 0;
            if (!ieci__factors_expert(expert, d->model->schema, d->node, shares, d->problems)) {
                break;
            }
            for (size_t c = 0; c < node->num_children; c++) {
                if (d->model->share[node->ordered[c]] > 0.0) {
                    into[place++] = shares[c];
                    sum += shares[c];
                }
            }
            for (size_t c = 0; c < d->count && sum > 0.0; c++) {
                into[c] /= sum;
            }
            if (!(sum > 0.0)) {
                ieci__tree_problem(d->problems, IECI_ERROR_SCHEMA, expert, false,
                                   "gives no weight to the children of %s that have any", node->code);
            }
        }
    }
    ieci__memory_free(shares);
}

/* What the distribution of the factor can draw: its support. A Dirichlet distribution can draw any shares, as factors
 * without an upper end can. */
static void make_region(const drawn *d) {
    const char *name = d->factor == NULL ? "simplex" : ieci__draw_row(d->factor->draw.method)->method.name;
    if (strcmp(name, "around") == 0) {
        make_around(d);
    } else if (strcmp(name, "bounded") == 0) {
        make_bounded(d);
    } else if (strcmp(name, "ordinal") == 0) {
        make_ordinal(d);
    } else if (strcmp(name, "expert") == 0) {
        make_experts(d);
    } else if (strcmp(name, "normal") != 0 || d->factor->draw.values[0] > 0.0) {
        make_between(d, 0.0, 1.0);
    }
}

ieci__region *ieci__robustness_regions(const ieci_model *model, const ieci_factors *factors, ieci_error **problems) {
    const ieci_schema *schema = model->schema;
    if (factors != NULL && !ieci__factors_fit(factors, schema, problems)) {
        return NULL;
    }
    ieci__region *regions = ieci__memory_allocate(schema->num_nodes, sizeof *regions);
    if (regions == NULL) {
        ieci__error_nomem(problems);
        return NULL;
    }
    for (size_t n = 0; n < schema->num_nodes; n++) {
        drawn d = {model, NULL, n, 0, &regions[n], problems};
        bool varies = factors == NULL;
        for (size_t f = 0; factors != NULL && f < factors->num_factors; f++) {
            if (ieci__factors_has_node(&factors->factors[f], schema, n)) {
                d.factor = &factors->factors[f];
                varies = true;
            }
        }
        for (size_t c = 0; c < schema->nodes[n].num_children; c++) {
            d.count += model->share[schema->nodes[n].ordered[c]] > 0.0 ? 1 : 0;
        }
        if (varies && d.count > 1) {
            make_region(&d);
        }
    }
    if (*problems != NULL) {
        ieci__robustness_free(model, regions);
        return NULL;
    }
    return regions;
}

void ieci__robustness_free(const ieci_model *model, ieci__region *regions) {
    for (size_t n = 0; n < model->num_nodes && regions != NULL; n++) {
        ieci__region_clear(&regions[n]);
    }
    ieci__memory_free(regions);
}

/* --- Asking --- */

static const char *question_name(const void *state, size_t index) {
    (void)state;
    return questions[index]->spec.name;
}

static const ieci__robust_question *find_question(const char *name, ieci_error **problems) {
    for (size_t q = 0; q < NUM_QUESTIONS; q++) {
        if (strcmp(questions[q]->spec.name, name) == 0) {
            return questions[q];
        }
    }
    const char *nearest = ieci__text_nearest(name, NUM_QUESTIONS, question_name, NULL);
    ieci__error_argument(problems, "question", "there is no question \"%s\"%s%s", name,
                         nearest == NULL ? "" : "; nearest: ", nearest == NULL ? "" : nearest);
    return NULL;
}

/* Fills edition, node, unit and rival from the options. */
static bool read_options(ieci__asked *asked, const ieci_model *model, ieci_error **problems) {
    ieci__filter filter;
    ieci_error *unknown = NULL;
    const char *rival = ieci__options_text(asked->options, "rival");
    asked->rival = IECI__NONE;
    ieci__filter_read(&filter, model, asked->options, problems);
    if (rival != NULL && ieci_model_find(model, IECI_AXIS_UNIT, rival, &asked->rival, &unknown) != IECI_OK) {
        ieci__error_join(problems, &unknown);
    }
    asked->unit = filter.unit;
    asked->node = filter.node == IECI__NONE ? 0 : filter.node;
    asked->edition = filter.edition == IECI__NONE ? model->num_editions - 1 : filter.edition;
    return *problems == NULL;
}

static ieci_table *answer(const ieci_model *model, const ieci_factors *factors, const ieci__robust_question *question,
                          const ieci_options *options, ieci_error **problems) {
    ieci__asked asked = {.options = options};
    ieci_result *result = NULL;
    ieci_table *table = NULL;
    ieci__region *regions = NULL;
    if (read_options(&asked, model, problems)) {
        regions = ieci__robustness_regions(model, factors, problems);
    }
    if (regions != NULL && ieci_model_evaluate(model, NULL, &result, problems) == IECI_OK) {
        asked.result = result;
        asked.regions = regions;
        table = question->answer(&asked, problems);
    }
    if (*problems != NULL) {
        ieci_table_unref(table);
        table = NULL;
    }
    ieci__robustness_free(model, regions);
    ieci_result_unref(result);
    return table;
}

ieci_status ieci_robustness(const ieci_model *model, const ieci_factors *factors, const char *question,
                            const ieci_options *options, ieci_table **table, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, model, IECI__MAGIC_MODEL, "model");
    valid &= factors == NULL || ieci__error_check_handle(&problems, factors, IECI__MAGIC_FACTORS, "factors");
    valid &= ieci__error_check_pointer(&problems, question, "question");
    valid &= ieci__options_check(&problems, options);
    valid &= ieci__error_check_pointer(&problems, table, "table");
    const ieci__robust_question *found = valid ? find_question(question, &problems) : NULL;
    if (found == NULL) {
        return ieci__error_give(problems, error);
    }
    fenv_t caller;
    ieci__numerics_enter(&caller);
    ieci_table *made = answer(model, factors, found, options, &problems);
    ieci__numerics_leave(&caller);
    if (problems == NULL) {
        *table = made;
    }
    return ieci__error_give(problems, error);
}
