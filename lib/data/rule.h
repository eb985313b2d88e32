/* SPDX-License-Identifier: MIT */
/* Rules in YAML: the name of a method, or a map {rule: name, its parameters, over, of}. */
#ifndef IECI_DATA_RULE_H
#define IECI_DATA_RULE_H

#include "base/text.h"
#include "format/tree.h"
#include "index/method.h"

/** On which sample something is estimated. */
typedef enum ieci__over_kind {
    IECI__OVER_EDITION,
    IECI__OVER_ALL,
    IECI__OVER_CODE
} ieci__over_kind;

typedef struct ieci__over {
    ieci__over_kind kind;
    const char *code; /**< of the edition, for CODE */
} ieci__over;

/** A rule as read. Texts are lent by the tree. */
typedef struct ieci__rule_setting {
    ieci__rule rule; /**< parameters that are keys of the indicator have their default */
    ieci__over over;
    const char *of;         /**< column of the units table, or a unit; or NULL */
    const ieci__tree *tree; /**< where it stands; NULL: nowhere */
} ieci__rule_setting;

/** The rule `name` of a family with all its defaults. */
ieci__rule_setting ieci__rule_default(const ieci__family *family, const char *name);
/** Reads a rule: its method, the parameters with their bounds, `over` and `of` where the method takes them. A NULL tree
 * leaves
 * `*setting` alone. What is not even a name or a map with `rule` was told by ieci__keys_check(). False: `*setting` is
 * as it was. */
bool ieci__rule_read(ieci_error **problems, const ieci__tree *tree, const ieci__family *family,
                     ieci__rule_setting *setting);
/** Reads the parameters of a method that stand among other keys of a map, with their bounds; other keys are left to the
 * caller. `values` has room for all and starts with the defaults. False: something was wrong or is missing. */
bool ieci__rule_read_parameters(ieci_error **problems, const ieci__tree *map, const ieci__method *method,
                                double *values);
/** Appends a rule as it would be written in YAML, in one line: the name, or a map with everything that is in force. */
void ieci__rule_write(const ieci__family *family, const ieci__rule *rule, const ieci__over *over, const char *of,
                      ieci__text *out);
/** Appends a scalar so that it can stand in a line of YAML. */
void ieci__rule_write_text(const char *text, ieci__text *out);

#endif
