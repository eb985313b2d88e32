/* SPDX-License-Identifier: MIT */
/* The list of findings, and the table of checks that fill it. */
#ifndef IECI_STUDY_FINDING_H
#define IECI_STUDY_FINDING_H

#include "study/panel.h"

/** How urgent a finding is. */
typedef enum ieci__finding_class {
    IECI__FINDING_FIRST,   /**< looks like a slip: look at these first */
    IECI__FINDING_CHANGED, /**< moved much or has another status: may be true */
    IECI__FINDING_NOTE     /**< good to know */
} ieci__finding_class;

/** One finding. Texts are owned by the list; NULL is none. */
typedef struct ieci__finding {
    size_t check; /**< row of the table of checks */
    ieci__finding_class urgency;
    size_t place;     /**< of the edition that it is about; IECI__NONE: none */
    uint64_t against; /**< places that were compared with it, as bits */
    uint64_t suspect; /**< places whose cells are left out to see which ranks they touch; 0: none */
    size_t num_indicators, num_units;
    size_t *indicators, *units;
    double points, weight; /**< NaN: none */
    const char *before, *after, *message;
    const char *ranks; /**< in words */
    size_t ranks_touched;
    bool restores; /**< suspect cells become what they were before the correction instead */
    bool sums;     /**< it sums up others: see ieci__ranks_add_sum() */
    bool recomputed;
    size_t number; /**< in its code, from 1 */
    size_t line;   /**< row of the accepted table, or IECI__NONE */
    const char *reason, *by, *date;
} ieci__finding;

typedef struct ieci__findings {
    ieci__finding *items;
    size_t count, capacity;
    ieci__names texts;
    ieci_error **problems;
} ieci__findings;

/** A check: what it is called, how urgent its findings are, the letter of their codes, the options that set its
 * thresholds, and what finds. Adding a check is a row here and a function. */
typedef struct ieci__check {
    const char *name, *letter, *options, *doc;
    ieci__finding_class urgency;
    void (*find)(const ieci__panel *panel, ieci__finding *start, ieci__findings *out);
} ieci__check;

/** All checks in the order in which they run; `*count` rows. findings.c */
const ieci__check *ieci__checks(size_t *count);

/** Adds a copy of a finding. The texts (NULL: none) are taken over and emptied. Out of memory becomes a problem. */
void ieci__findings_add(ieci__findings *list, const ieci__finding *finding, ieci__text *before, ieci__text *after,
                        ieci__text *message);
/** The same for one indicator and one unit (IECI__NONE: none). */
void ieci__findings_add_cell(ieci__findings *list, const ieci__finding *finding, size_t indicator, size_t unit,
                             ieci__text *before, ieci__text *after, ieci__text *message);
/** Keeps a text for a finding; NULL: out of memory, a problem was added. It is emptied. */
const char *ieci__findings_keep(ieci__findings *list, ieci__text *text);
/** The same for a copy of a text; NULL stays NULL. */
const char *ieci__findings_keep_text(ieci__findings *list, const char *text);
/** Whether all of some units have the same number in an edition, or none. */
bool ieci__finding_is_one_number(const ieci__panel *panel, size_t indicator, size_t place, const size_t *units,
                                 size_t count);
/** Writes the cells of a finding on one indicator in two editions, in which its units have one status each ("31",
 * "31.6, 29.1", "measured", "below 29"), and sets `points` to the furthest move. */
void ieci__finding_compare(const ieci__panel *panel, ieci__finding *finding, ieci__text *before, ieci__text *after);
/** Whether a finding of class FIRST is about the cells of an indicator and unit. */
bool ieci__findings_first(const ieci__findings *list, size_t indicator, size_t unit);
/** Makes a finding of only some of its units: `keep` says which. The others go to a copy at the end of the list. */
void ieci__findings_split(const ieci__panel *panel, ieci__findings *list, size_t index, const bool *keep);
/** Puts the list in order: class, of class FIRST those of no unit, of class CHANGED jumps before statuses, then what
 * touches most ranks, then what has most points of the index at stake, then checks and codes. */
void ieci__findings_sort(ieci__findings *list);
/** Frees everything. */
void ieci__findings_clear(ieci__findings *list);

#endif
