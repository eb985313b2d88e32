/* SPDX-License-Identifier: MIT */
/* Rules of a schema as its tables write them: a name, or {rule: name, key: value, ...}. */
#ifndef IECI_PROGRAM_RULE_H
#define IECI_PROGRAM_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

/** The value of a key of a rule; `*size` bytes, 0 if there is none. Key "rule": its name. NULL is a rule without keys.
 */
const char *rule_part(const char *rule, const char *key, size_t *size);
/** Whether the rule has this name. */
bool rule_is(const char *rule, const char *name);
/** Whether the rule is a mean, whose score is the sum of its children's parts. */
bool rule_adds_up(const char *rule);
/** Whether the rule fills a gap with a number. */
bool rule_fills(const char *rule);
/** Appends what a gap was filled with: "median of 9 cities with un_region Americas", "zero". `figures`: NaN for none;
 * `group`: NULL for all. */
void rule_put_filling(const char *rule, double figures, const char *group, text *out);
/** Appends the name of a mean: "geometric mean", "power mean with exponent 2". */
void rule_put_mean(const char *rule, text *out);

#endif
