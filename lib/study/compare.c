/* SPDX-License-Identifier: MIT */
#include "study/compare.h"

#include <ieci/study.h>
#include <string.h>

#include "base/numerics.h"
#include "base/options.h"
#include "base/text.h"
#include "study/causes_table.h"
#include "study/compare_moves.h"
#include "study/compare_series.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const ieci__question questions[] = {
    {{"comparison", "moves", "scores and places of two editions, and how they changed", ieci__compare_moves_columns,
      IECI__COMPARE_MOVES_COLUMNS},
     ieci__compare_moves},
    {{"comparison", "panel", "every edition between two, and places among the units of all of them",
      ieci__compare_panel_columns, IECI__COMPARE_PANEL_COLUMNS},
     ieci__compare_panel},
    {{"comparison", "causes", "why scores and ranks changed: parts that add up", ieci__causes_columns,
      IECI__CAUSES_COLUMNS},
     ieci__causes_table},
    {{"comparison", "backcast", "the earlier edition under the later method, against what it was",
      ieci__compare_moves_columns, IECI__COMPARE_MOVES_COLUMNS},
     ieci__compare_backcast},
    {{"comparison", "series", "every edition between two on one scale", ieci__compare_series_columns,
      IECI__COMPARE_SERIES_COLUMNS},
     ieci__compare_series},
    {{"comparison", "trend", "scores of each unit over a change of method, linked by difference",
      ieci__compare_trend_columns, IECI__COMPARE_TREND_COLUMNS},
     ieci__compare_trend},
};

const ieci__question *ieci__compare_questions(size_t *count) {
    *count = COUNT(questions);
    return questions;
}

static const char *question_name(const void *state, size_t index) {
    (void)state;
    return questions[index].spec.name;
}

static const ieci__question *find_question(const char *name, ieci_error **problems) {
    for (size_t i = 0; i < COUNT(questions); i++) {
        if (strcmp(questions[i].spec.name, name) == 0) {
            return &questions[i];
        }
    }
    const char *nearest = ieci__text_nearest(name, COUNT(questions), question_name, NULL);
    ieci__error_argument(problems, "question", "a comparison does not answer \"%s\"%s%s", name,
                         nearest == NULL ? "" : "; nearest: ", nearest == NULL ? "" : nearest);
    return NULL;
}

static void check_edition(const ieci_result *result, size_t edition, const char *name, ieci_error **problems) {
    if (edition >= result->model->num_editions) {
        ieci__error_argument(problems, name, "there are only %zu editions", result->model->num_editions);
    }
}

ieci_status ieci_compare(const ieci_result *before, size_t edition_before, const ieci_result *after,
                         size_t edition_after, const char *question, const ieci_options *options, ieci_table **table,
                         ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, before, IECI__MAGIC_RESULT, "before");
    valid &= ieci__error_check_handle(&problems, after, IECI__MAGIC_RESULT, "after");
    valid &= ieci__error_check_pointer(&problems, question, "question");
    valid &= ieci__options_check(&problems, options);
    valid &= ieci__error_check_pointer(&problems, table, "table");
    if (!valid) {
        return ieci__error_give(problems, error);
    }
    check_edition(before, edition_before, "edition_before", &problems);
    check_edition(after, edition_after, "edition_after", &problems);
    const ieci__question *asked = find_question(question, &problems);
    const ieci_result *const results[IECI__SIDES] = {before, after};
    const size_t editions[IECI__SIDES] = {edition_before, edition_after};
    ieci__pairing pairing;
    fenv_t caller;
    ieci__numerics_enter(&caller);
    if (problems == NULL && ieci__pairing_start(&pairing, results, editions, options, &problems)) {
        ieci_table *made = asked->make(&pairing, options, &problems);
        ieci__pairing_clear(&pairing);
        if (problems == NULL) {
            *table = made;
        } else {
            ieci_table_unref(made);
        }
    }
    ieci__numerics_leave(&caller);
    return ieci__error_give(problems, error);
}
