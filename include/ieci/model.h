/* SPDX-License-Identifier: MIT */
/**
 * @file model.h
 * @brief Models: a dataset, a schema and weights, checked together once.
 */
#ifndef IECI_MODEL_H
#define IECI_MODEL_H

#include <ieci/base.h>
#include <ieci/dataset.h>
#include <ieci/schema.h>
#include <ieci/table.h>
#include <ieci/weighting.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @brief Everything a computation needs, checked. A value. @since 0.1 */
typedef struct ieci_model ieci_model;
/** @brief Scores and ranks of all units at all nodes in all editions. A value. @since 0.1 */
typedef struct ieci_result ieci_result;

/** @brief What is counted along an axis of a model. @since 0.1 */
typedef enum ieci_axis {
    IECI_AXIS_UNIT = 1,    /**< Units in byte order of their codes. @since 0.1 */
    IECI_AXIS_EDITION = 2, /**< Editions, oldest first. @since 0.1 */
    IECI_AXIS_NODE = 3     /**< Nodes and indicators in tree order; 0 is the index. @since 0.1 */
} ieci_axis;

/**
 * @brief Puts a dataset, a schema and weights together and checks that they fit.
 * @param dataset      a dataset
 * @param schema       a schema; each of its indicators must be in the dataset
 * @param weighting    copied; NULL: equal inside each node
 * @param options      none is used yet; or NULL
 * @param[out] model   new reference; it keeps dataset and schema alive
 * @param[out] error   may be NULL; all problems, up to 100
 * @return #IECI_OK, #IECI_ERROR_MISMATCH, #IECI_ERROR_SCHEMA, #IECI_ERROR_DATA, #IECI_ERROR_NUMERIC,
 * #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_model_new(const ieci_dataset *dataset, const ieci_schema *schema,
                                    const ieci_weighting *weighting, const ieci_options *options, ieci_model **model,
                                    ieci_error **error);

/**
 * @brief Reads a project file (`format: ieci/index/1`) and all the files it names, and makes the model: the short way
 * from a folder to ranks. Files are found beside the project file. The problems of all files are reported in one go.
 * @param project      the document index.yaml; the folder in its source name is where the other files are
 * @param options      "weights" (name of the set, instead of the project's), "corrections" (no: leave corrections
 *                     out), "max_bytes", "delimiter", "missing"; or NULL
 * @param[out] model   new reference
 * @param[out] error   may be NULL; all problems of all files, up to 100
 * @return as the functions that read each of the files
 * @since 0.1
 */
IECI_API ieci_status ieci_model_open(const ieci_bytes *project, const ieci_options *options, ieci_model **model,
                                     ieci_error **error);

/**
 * @brief The content of a project file as a table, without opening the files it names.
 * @param project      the document index.yaml
 * @param name         "files" (role, path, in the order of reading), "editions" (code, title, title_LANGUAGE, data_to,
 *                     state, result), or "settings" (key, value: the weights in use)
 * @param options      none is used yet; or NULL
 * @param[out] table   new reference
 * @param[out] error   may be NULL; all problems of the document, up to 100
 * @return #IECI_OK, #IECI_ERROR_SCHEMA, #IECI_ERROR_SYNTAX, #IECI_ERROR_ENCODING, #IECI_ERROR_LIMIT,
 * #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_project_parse(const ieci_bytes *project, const char *name, const ieci_options *options,
                                        ieci_table **table, ieci_error **error);

/**
 * @brief The dataset of a model, with corrections applied.
 * @param model  a model
 * @return lent: it lives as long as the model; NULL if `model` is not a model
 * @since 0.1
 */
IECI_API const ieci_dataset *ieci_model_dataset(const ieci_model *model);

/**
 * @brief The schema of a model.
 * @param model  a model
 * @return lent: it lives as long as the model; NULL if `model` is not a model
 * @since 0.1
 */
IECI_API const ieci_schema *ieci_model_schema(const ieci_model *model);

/**
 * @brief The weights of a model, to make another model with them.
 * @param model  a model
 * @return lent: it lives as long as the model; NULL if the children of every node weigh the same (the model was made
 *         without weights), or if `model` is not a model
 * @since 0.1
 */
IECI_API const ieci_weighting *ieci_model_weighting(const ieci_model *model);

/**
 * @brief The length of an axis.
 * @param model  a model
 * @param axis   which one
 * @return number of units, editions or nodes; 0 if there is no such axis
 * @since 0.1
 */
IECI_API size_t ieci_model_size(const ieci_model *model, ieci_axis axis);

/**
 * @brief The code at a place of an axis.
 * @param model  a model
 * @param axis   which one
 * @param index  0 to size - 1
 * @return lent text; NULL if there is no such place
 * @since 0.1
 */
IECI_API const char *ieci_model_code(const ieci_model *model, ieci_axis axis, size_t index);

/**
 * @brief Finds a unit, an edition or a node by its code.
 * @param model        a model
 * @param axis         which axis
 * @param code         as in the files; a unit is also found by its name in any language or by an alias
 * @param[out] index   its place
 * @param[out] error   may be NULL; tells the nearest code
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_model_find(const ieci_model *model, ieci_axis axis, const char *code, size_t *index,
                                     ieci_error **error);

/**
 * @brief Computes scores and ranks of all units at all nodes in all editions.
 * @param model         a model
 * @param options       progress; or NULL
 * @param[out] result   new reference; it keeps the model alive
 * @param[out] error    may be NULL; all problems, up to 100
 * @return #IECI_OK, #IECI_ERROR_NUMERIC, #IECI_ERROR_DATA, #IECI_ERROR_ARGUMENT, #IECI_ERROR_CANCELLED,
 * #IECI_ERROR_NOMEM; #IECI_ERROR_UNSUPPORTED for the model of a result file that leaves figures out
 * @since 0.1
 */
IECI_API ieci_status ieci_model_evaluate(const ieci_model *model, const ieci_options *options, ieci_result **result,
                                         ieci_error **error);

/**
 * @brief The canonical document of a model: its content in one written order, without paths or times. Two models with
 * the same document give the same bits; the SHA-256 of the document is the identity of a computation.
 * @param model        a model
 * @param[out] bytes   new reference; readable in an editor
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM; #IECI_ERROR_UNSUPPORTED for the model of a result file
 * that leaves figures out
 * @since 0.1
 */
IECI_API ieci_status ieci_model_format(const ieci_model *model, ieci_bytes **bytes, ieci_error **error);

/**
 * @brief Reads a canonical document back.
 * @param bytes        what ieci_model_format() made
 * @param[out] model   new reference
 * @param[out] error   may be NULL
 * @return #IECI_OK, #IECI_ERROR_CORRUPT, #IECI_ERROR_VERSION, #IECI_ERROR_ARGUMENT, #IECI_ERROR_NOMEM
 * @since 0.1
 */
IECI_API ieci_status ieci_model_parse(const ieci_bytes *bytes, ieci_model **model, ieci_error **error);

/**
 * @brief Gives a reference back.
 * @param model  may be NULL
 * @since 0.1
 */
IECI_API void ieci_model_unref(ieci_model *model);

#ifdef __cplusplus
}
#endif
#endif
