/* SPDX-License-Identifier: MIT */
#include "study/findings.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/numerics.h"
#include "base/options.h"
#include "study/accepted.h"
#include "study/check_cells.h"
#include "study/check_changes.h"
#include "study/check_copied.h"
#include "study/check_dates.h"
#include "study/check_index.h"
#include "study/check_moves.h"
#include "study/check_scale.h"
#include "study/ranks.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A check about a cell that another check of class FIRST has found before it in this order says nothing. */
static const ieci__check checks[] = {
    {"scale", "U", "", "figures that are a power of ten of those of the edition before", IECI__FINDING_FIRST,
     ieci__check_scale},
    {"valid", "V", "", "figures outside `valid` of the schema", IECI__FINDING_FIRST, ieci__check_valid},
    {"whole", "W", "", "figures of `whole` indicators that are not whole", IECI__FINDING_FIRST, ieci__check_whole},
    {"zero", "Z", "false_zero alone jump", "a zero where the unit's other editions are large", IECI__FINDING_FIRST,
     ieci__check_zero},
    {"sign", "G", "", "the only figure below 0 of an indicator, as large as the others", IECI__FINDING_FIRST,
     ieci__check_sign},
    {"differs", "D", "", "a figure of the country that differs between its units", IECI__FINDING_FIRST,
     ieci__check_differs},
    {"alone", "J", "alone jump", "a unit that moves far while other countries and its own do not", IECI__FINDING_FIRST,
     ieci__check_alone},
    {"far", "F", "alone", "a figure without an earlier one, far from all others", IECI__FINDING_FIRST, ieci__check_far},
    {"copied", "P", "", "two units most of whose figures are the same", IECI__FINDING_FIRST, ieci__check_copied},
    {"jump", "J", "jump", "points moved against the median unit", IECI__FINDING_CHANGED, ieci__check_jump},
    {"status", "S", "", "cells with another status than in the edition before", IECI__FINDING_CHANGED,
     ieci__check_status},
    {"corrected", "C", "", "cells that corrections changed", IECI__FINDING_NOTE, ieci__check_corrected},
    {"break", "B", "", "breaks that the schema declares", IECI__FINDING_NOTE, ieci__check_break},
    {"unchanged", "U", "", "indicators with the same figures as in the edition before", IECI__FINDING_NOTE,
     ieci__check_unchanged},
    {"old", "O", "old", "indicators with no recent figure", IECI__FINDING_NOTE, ieci__check_old},
    {"max_age", "A", "", "figures older than `max_age` of the schema", IECI__FINDING_NOTE, ieci__check_max_age},
    {"year", "Y", "", "figures of a year after the data of the edition", IECI__FINDING_NOTE, ieci__check_year},
    {"country", "K", "", "weight of the indicators that describe the country", IECI__FINDING_NOTE, ieci__check_country},
    {"country_zero", "H", "", "all units of a country are 0, which is not chance", IECI__FINDING_NOTE,
     ieci__check_country_zero},
    {"coarse", "E", "few_values", "indicators with few different values", IECI__FINDING_NOTE, ieci__check_coarse},
    {"many_zeros", "M", "max_share_zero", "indicators that are mostly 0", IECI__FINDING_NOTE, ieci__check_many_zeros},
    {"twins", "T", "twins", "indicators of one node that say the same", IECI__FINDING_NOTE, ieci__check_twins},
    {"against_parent", "N", "opposed", "indicators that run against a node above them", IECI__FINDING_NOTE,
     ieci__check_parent},
    {"node_missing", "L", "", "nodes without a value, and why", IECI__FINDING_NOTE, ieci__check_node},
    {"rights", "R", "", "indicators whose figures stay inside", IECI__FINDING_NOTE, ieci__check_rights},
    {"source", "Q", "", "sources that the table of sources does not have", IECI__FINDING_NOTE, ieci__check_source},
    {"name", "I", "", "units with nearly the same name", IECI__FINDING_NOTE, ieci__check_name},
    {"noticed", "X", "", "what was noticed when the files were read", IECI__FINDING_NOTE, ieci__check_noticed},
    {"accepted", "X", "", "accepted findings that are not found any more", IECI__FINDING_NOTE, NULL},
    {"together", "X", "", "all findings to look at first, left out at once", IECI__FINDING_NOTE, NULL},
    {"restated", "X", "", "all corrections at once", IECI__FINDING_NOTE, NULL},
};

const ieci__check *ieci__checks(size_t *count) {
    *count = COUNT(checks);
    return checks;
}

static const ieci__column columns[] = {
    {"class", IECI_COLUMN_TEXT, "first (looks like a slip), changed, or note"},
    {"check", IECI_COLUMN_TEXT, "name of the check"},
    {"code", IECI_COLUMN_TEXT, "letter and number, to talk about it"},
    {"edition", IECI_COLUMN_TEXT, "code of the edition it is about"},
    {"against", IECI_COLUMN_TEXT, "codes of the editions it was compared with, separated by blanks"},
    {"indicator", IECI_COLUMN_TEXT, "codes of the indicators, separated by blanks"},
    {"unit", IECI_COLUMN_TEXT, "codes of the units, separated by blanks"},
    {"before", IECI_COLUMN_TEXT, "figure with its status in the edition before, or figures of several editions"},
    {"after", IECI_COLUMN_TEXT, "figure with its status in the later edition"},
    {"points", IECI_COLUMN_REAL, "points of 100 that the figure moved on the scale of its indicator"},
    {"weight", IECI_COLUMN_REAL, "weight in the index of what it is about"},
    {"ranks", IECI_COLUMN_TEXT,
     "ranks of the index that it touches: as computed -> without the figures; of corrections as first computed -> "
     "as restated"},
    {"ranks_touched", IECI_COLUMN_REAL, "how many; missing: not computed"},
    {"message", IECI_COLUMN_TEXT, "what was found"},
    {"accepted", IECI_COLUMN_TEXT, "yes if somebody accepted it"},
    {"reason", IECI_COLUMN_TEXT, "why, or why the cell was corrected"},
    {"by", IECI_COLUMN_TEXT, "who"},
    {"date", IECI_COLUMN_TEXT, "when"},
};

static const ieci__table_spec spec = {"findings", "findings", "what to look at before anything is printed", columns,
                                      COUNT(columns)};

const ieci__table_spec *ieci__findings_table(void) {
    return &spec;
}

const char *ieci__finding_class_name(ieci__finding_class urgency) {
    static const char *const names[] = {"first", "changed", "note"};
    return names[urgency];
}

/* --- rows --- */

static void put_list(ieci__rows *rows, size_t count, const char *(*code)(const ieci__panel *panel, size_t index),
                     const ieci__panel *panel, const size_t *items, ieci_error **problems) {
    ieci__text text = {0};
    for (size_t i = 0; i < count; i++) {
        ieci__text_append_text(&text, i == 0 ? "" : " ");
        ieci__text_append_text(&text, code(panel, items[i]));
    }
    if (text.failed) {
        ieci__error_nomem(problems);
    }
    ieci__rows_text(rows, text.size == 0 ? NULL : text.data);
    ieci__text_clear(&text);
}

static const char *unit_code(const ieci__panel *panel, size_t unit) {
    return ieci__names_text(&panel->model->dataset->units, unit);
}

static void put_row(const ieci__panel *panel, const ieci__finding *finding, ieci__rows *rows, ieci_error **problems) {
    ieci__text code = {0};
    size_t against[IECI__PANEL_MOST_PLACES], num_against = 0;
    for (size_t p = 0; p < panel->num_places; p++) {
        if ((finding->against >> p & 1) != 0) {
            against[num_against++] = p;
        }
    }
    ieci__text_append_text(&code, checks[finding->check].letter);
    ieci__text_append_size(&code, finding->number, 1);
    if (code.failed) {
        ieci__error_nomem(problems);
    }
    ieci__rows_text(rows, ieci__finding_class_name(finding->urgency));
    ieci__rows_text(rows, checks[finding->check].name);
    ieci__rows_text(rows, code.data);
    ieci__rows_text(rows, finding->place == IECI__NONE ? NULL : ieci__panel_edition(panel, finding->place));
    put_list(rows, num_against, ieci__panel_edition, panel, against, problems);
    put_list(rows, finding->num_indicators, ieci__panel_indicator, panel, finding->indicators, problems);
    put_list(rows, finding->num_units, unit_code, panel, finding->units, problems);
    ieci__rows_text(rows, finding->before);
    ieci__rows_text(rows, finding->after);
    ieci__rows_real(rows, finding->points);
    ieci__rows_real(rows, finding->weight);
    ieci__rows_text(rows, finding->ranks);
    ieci__rows_real(rows, finding->recomputed ? (double)finding->ranks_touched : IECI__MISSING);
    ieci__rows_text(rows, finding->message);
    ieci__rows_text(rows, finding->line != IECI__NONE || finding->restores ? "yes" : "no");
    ieci__rows_text(rows, finding->reason);
    ieci__rows_text(rows, finding->by);
    ieci__rows_text(rows, finding->date);
    ieci__text_clear(&code);
}

/* --- the whole --- */

static size_t find_check(const char *name) {
    size_t check = 0;
    while (strcmp(checks[check].name, name) != 0) {
        check++;
    }
    return check;
}

static void find_all(const ieci__panel *panel, const ieci_table *accepted, ieci__findings *list) {
    for (size_t i = 0; i < COUNT(checks) && *list->problems == NULL; i++) {
        ieci__finding start = {.check = i, .urgency = checks[i].urgency, .place = IECI__NONE, .line = IECI__NONE};
        start.points = start.weight = IECI__MISSING;
        if (checks[i].find != NULL) {
            checks[i].find(panel, &start, list);
        }
    }
    if (*list->problems == NULL && accepted != NULL) {
        ieci__accepted_apply(panel, accepted, find_check("accepted"), list);
    }
    if (*list->problems == NULL) {
        ieci__ranks_add_sum(list, find_check("together"), false);
        ieci__ranks_add_sum(list, find_check("restated"), true);
    }
    if (*list->problems == NULL) {
        ieci__ranks_fill(panel, list);
        ieci__findings_sort(list);
    }
}

static ieci_table *make_table(const ieci_result *result, const ieci_table *accepted, const ieci_options *options,
                              ieci_error **problems) {
    ieci__panel panel;
    ieci__findings list = {.problems = problems};
    if (!ieci__panel_start(&panel, result, options, problems)) {
        return NULL;
    }
    find_all(&panel, accepted, &list);
    ieci_table *table = NULL;
    if (*problems == NULL) {
        ieci__rows *rows = ieci__rows_new(columns, COUNT(columns));
        for (size_t i = 0; i < list.count && rows != NULL; i++) {
            put_row(&panel, &list.items[i], rows, problems);
        }
        table = ieci__rows_finish(rows, problems);
    }
    ieci__findings_clear(&list);
    ieci__panel_clear(&panel);
    return table;
}

ieci_status ieci_result_findings(const ieci_result *result, const ieci_table *accepted, const ieci_options *options,
                                 ieci_table **table, ieci_error **error) {
    ieci_error *problems = NULL;
    bool valid = ieci__error_check_handle(&problems, result, IECI__MAGIC_RESULT, "result");
    valid &= accepted == NULL || ieci__error_check_handle(&problems, accepted, IECI__MAGIC_TABLE, "accepted");
    valid &= ieci__options_check(&problems, options);
    valid &= ieci__error_check_pointer(&problems, table, "table");
    if (!valid || !ieci__model_check_whole(result->model, &problems)) {
        return ieci__error_give(problems, error);
    }
    fenv_t caller;
    if (accepted != NULL) {
        ieci__table_use(accepted);
    }
    ieci__numerics_enter(&caller);
    ieci_table *made = make_table(result, accepted, options, &problems);
    ieci__numerics_leave(&caller);
    if (problems == NULL) {
        *table = made;
        return IECI_OK;
    }
    ieci_table_unref(made);
    return ieci__error_give(problems, error);
}
