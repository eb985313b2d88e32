/* SPDX-License-Identifier: MIT */
/**
 * @file ensemble.h
 * @brief Factors: what could have been decided otherwise. Ensembles: what the ranks would have been then.
 */
#ifndef IECI_ENSEMBLE_H
#define IECI_ENSEMBLE_H

#include <ieci/model.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief What varies: weights, methods, figures, indicators. A config. @since 0.1 */
typedef struct ieci_factors ieci_factors;

/**
 * @brief Reads factors (`format: ieci/factors/1`). They are checked against a schema where they are used.
 * @param yaml           the document; key paths in it are those of ieci_schema_with()
 * @param options        none is used yet; or NULL
 * @param[out] factors   owned by the caller
 * @param[out] error     may be NULL; all problems of the document, up to 100
 * @return #IECI_OK, #IECI_ERROR_SCHEMA, #IECI_ERROR_SYNTAX, #IECI_ERROR_ENCODING, #IECI_ERROR_LIMIT,
 * #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_factors_parse(const ieci_bytes *yaml, const ieci_options *options, ieci_factors **factors,
                                        ieci_error **error);

/**
 * @brief Frees factors.
 * @param factors  may be NULL
 * @since 0.1
 */
IECI_API void ieci_factors_free(ieci_factors *factors);

#ifdef __cplusplus
}
#endif
#endif
