/* SPDX-License-Identifier: MIT */
/* ieci_result_format(): a result with everything that it was computed from as one file, see format/sections.h.
 *
 *     computation yaml   library, numerics version, audience, identity, set of weights, state of each edition
 *     scores csv         edition, node, unit, state, score, filled, printed, rank, tied, ranked, measured
 *     weights csv        node, parent, share, effective
 *     parameters csv     edition, indicator, step, parameter, value
 *     notes csv          severity, key, message
 *     model ieci/model/1 the canonical model document, whole
 *
 * A reader skips other sections, unless their names start with a capital letter: then they must be understood. */
#ifndef IECI_RUN_RESULT_FILE_H
#define IECI_RUN_RESULT_FILE_H

#include "base/rows.h"
#include "base/sha256.h"
#include "format/sections.h"
#include "run/filter.h"
#include "run/result.h"

#define IECI__RESULT_FORMAT "ieci/result"
#define IECI__RESULT_VERSION 1

/** Columns of section scores, and of the tables that it is read into. */
typedef enum ieci__score_column {
    IECI__SCORE_EDITION,
    IECI__SCORE_NODE,
    IECI__SCORE_UNIT,
    IECI__SCORE_STATE,
    IECI__SCORE_SCORE,
    IECI__SCORE_FILLED,
    IECI__SCORE_PRINTED,
    IECI__SCORE_RANK,
    IECI__SCORE_TIED,
    IECI__SCORE_RANKED,
    IECI__SCORE_MEASURED,
    IECI__SCORE_COLUMNS
} ieci__score_column;
extern const ieci__column ieci__score_columns[IECI__SCORE_COLUMNS];

/** The tables of a result as its file has them: "scores", "weights" or "parameters". `access` as of
 * ieci__outside_access(). NULL: out of memory. */
ieci_table *ieci__result_file_table(const ieci_result *result, const char *name, const unsigned char *access,
                                    ieci_error **problems);
/** Joins what is wrong with a section: it is the file that is wrong (#IECI_ERROR_CORRUPT comes first), unless it is a
 * newer one or memory ran out. */
void ieci__result_file_blame(const char *section, ieci_error **problems, ieci_error **wrong);
/** A section of a file as a table; NULL and a problem if it is not there or is no CSV. */
ieci_table *ieci__result_file_section(const ieci__sections *sections, const char *name, ieci_error **problems);
/** Table "computation" of a result: item, edition, value. */
#define IECI__COMPUTATION_COLUMNS 3
extern const ieci__column ieci__computation_columns[IECI__COMPUTATION_COLUMNS];
ieci_table *ieci__computation_table(const ieci_result *result, const ieci__filter *filter, ieci_error **problems);

/** Section computation, read. */
typedef struct ieci__computation {
    char library[32], numerics[32];
    char weights[256]; /**< name of the set of weights; "": none, or unknown */
    char identity[IECI__SHA256_HEX_SIZE];
    bool outside;
    bool final; /**< the last edition is */
} ieci__computation;
/** Reads section computation; false and a problem. */
bool ieci__computation_read(const ieci__sections *sections, ieci__computation *computation, ieci_error **problems);

#endif
