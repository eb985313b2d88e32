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

/** @brief What became of the ranks in the replicates of one or several ranges. A value. @since 0.1 */
typedef struct ieci_ensemble ieci_ensemble;

/**
 * @brief Computes replicates `first` to `last` - 1 of a model whose factors vary. A replicate is a function of model,
 * factors, seed and its number alone, so ranges may be computed anywhere, in any order, by any number of threads, and
 * merged. Ranks are those of one node in one edition, by the schema's own rule of printing and ties (average counts as
 * min); a replicate in which a method is undefined has no ranks.
 * @param model          the nominal model
 * @param factors        what varies
 * @param options        seed (default: that of the factors), threads, node (the index), edition (the last one),
 * keep_pairs, keep_scores, drivers, and progress; or NULL
 * @param first          number of the first replicate
 * @param last           number behind the last one
 * @param[out] ensemble  owned by the caller
 * @param[out] error     may be NULL
 * @return #IECI_OK, #IECI_ERROR_SCHEMA (factors do not fit, or an alternative breaks a rule), #IECI_ERROR_MISMATCH,
 * #IECI_ERROR_DATA, #IECI_ERROR_NUMERIC (an alternative is undefined), #IECI_ERROR_LIMIT, #IECI_ERROR_UNSUPPORTED,
 * #IECI_ERROR_CANCELLED, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_ensemble_run(const ieci_model *model, const ieci_factors *factors,
                                       const ieci_options *options, uint64_t first, uint64_t last,
                                       ieci_ensemble **ensemble, ieci_error **error);

/**
 * @brief Puts ranges of one computation together; the order does not matter.
 * @param num_parts      at least 1
 * @param parts          num_parts ensembles of the same computation that have no replicate in common
 * @param options        none is used yet; or NULL
 * @param[out] ensemble  owned by the caller
 * @param[out] error     may be NULL
 * @return #IECI_OK, #IECI_ERROR_MISMATCH (another computation, or replicates in common), #IECI_ERROR_ARGUMENT,
 * #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_ensemble_merge(size_t num_parts, const ieci_ensemble *const *parts,
                                         const ieci_options *options, ieci_ensemble **ensemble, ieci_error **error);

/**
 * @brief An answer of an ensemble as a table: "ranks", "acceptability", "pairs", "drivers", "shift", "scores", "factors" or
 * "provenance".
 * @param ensemble    the ensemble
 * @param name        name of the table
 * @param options     interval (percent); or NULL
 * @param[out] table  owned by the caller
 * @param[out] error  may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT (no such table), #IECI_ERROR_UNSUPPORTED (what it needs was not kept),
 * #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_ensemble_table(const ieci_ensemble *ensemble, const char *name, const ieci_options *options,
                                         ieci_table **table, ieci_error **error);

/**
 * @brief Writes an ensemble as a document with sums, to be kept, sent and merged elsewhere.
 * @param ensemble    the ensemble
 * @param[out] bytes  owned by the caller
 * @param[out] error  may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_ensemble_format(const ieci_ensemble *ensemble, ieci_bytes **bytes, ieci_error **error);

/**
 * @brief Reads what ieci_ensemble_format() wrote.
 * @param bytes          the document
 * @param[out] ensemble  owned by the caller
 * @param[out] error     may be NULL
 * @return #IECI_OK, #IECI_ERROR_CORRUPT, #IECI_ERROR_VERSION, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_ensemble_parse(const ieci_bytes *bytes, ieci_ensemble **ensemble, ieci_error **error);

/**
 * @brief Which factor the ranks and scores depend on: variance-based sensitivity of the mean shift of ranks and of the
 * rank and score of every unit, all in one pass.
 *
 * The design has `rows` rows of two independent draws of all factors, A and B; row r of A is replicate r of
 * ieci_ensemble_run(). "sobol" (first order: Saltelli et al. 2010, total: Jansen 1999) takes rows x (factors + 2) runs,
 * "shapley" (Goda 2021) rows x (factors + 1). Intervals are the estimate -+ z standard deviations of `resamples`
 * bootstraps of whole rows. A factor that changes nothing has exactly 0; an output that never changes, or is not there
 * in all runs, has no indices.
 * @param model       the nominal model
 * @param factors     what varies
 * @param name        "sobol" or "shapley"
 * @param options     rows, resamples, interval, seed, node, edition, and progress; or NULL
 * @param[out] table  owned by the caller
 * @param[out] error  may be NULL
 * @return as ieci_ensemble_run(); #IECI_ERROR_ARGUMENT also where there is no such table
 * @since 0.1
 */
IECI_API ieci_status ieci_sensitivity(const ieci_model *model, const ieci_factors *factors, const char *name,
                                      const ieci_options *options, ieci_table **table, ieci_error **error);

/**
 * @brief Gives a reference back.
 * @param ensemble  may be NULL
 * @since 0.1
 */
IECI_API void ieci_ensemble_unref(ieci_ensemble *ensemble);

#ifdef __cplusplus
}
#endif
#endif
