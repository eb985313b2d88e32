/* SPDX-License-Identifier: MIT */
/* Leads of units over each other, and the questions that follow from them alone: "dominance", "r-robust" and
 * "r-robust-pairs". */
#ifndef IECI_STUDY_LEADS_H
#define IECI_STUDY_LEADS_H

#include "study/robust_question.h"

/** Leads of each ranked unit over each, [unit][over]. Of geometric means they are logarithms of ratios. */
typedef struct ieci__leads {
    ieci__linear linear;
    double *nominal; /**< under the weights of the model */
    double *most;    /**< the greatest over the region; the least is minus the greatest the other way */
    double slack;    /**< a lead that is none: less than half a rank key */
} ieci__leads;

/** Works out all leads of a question; false: a problem was added. */
bool ieci__leads_make(ieci__leads *leads, const ieci__asked *asked, ieci_error **problems);
/** Frees what it holds. */
void ieci__leads_clear(ieci__leads *leads);
/** The greatest lead of a unit over another one, and the least. */
double ieci__leads_most(const ieci__leads *leads, size_t unit, size_t over);
double ieci__leads_least(const ieci__leads *leads, size_t unit, size_t over);

extern const ieci__robust_question ieci__question_dominance;
extern const ieci__robust_question ieci__question_r_robust;
extern const ieci__robust_question ieci__question_r_robust_pairs;

#endif
