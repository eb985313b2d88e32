/* SPDX-License-Identifier: MIT */
#include "support/sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/sample_files.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct {
    const char *name, *text;
} files[] = {
    {"schema.yaml", schema_file},
    {"weights.yaml", weights_file},
    {"index.yaml", project_file},
    {"units.csv", units_file},
    {"aliases.csv", aliases_file},
    {"sources.csv", sources_file},
    {"data.csv", data_file},
    {"wide.csv", wide_file},
    {"corrections.csv", corrections_file},
    {"accepted.csv", accepted_file},
    {"costs.csv", costs_file},
    {"published.csv", published_file},
    {"factors.yaml", factors_file},
    {"wrong-factors.yaml", wrong_factors_file},
    {"intervals.csv", intervals_file},
    {"wrong-project.yaml", wrong_project_file},
    {"wrong-schema.yaml", wrong_schema_file},
    {"wrong-weights.yaml", wrong_weights_file},
    {"wrong.csv", wrong_csv_file},
    {"wrong-data.csv", wrong_data_file},
    {"wrong-cells.csv", wrong_cells_file},
    {"wrong-corrections.csv", wrong_corrections_file},
    {"formulas.csv", formulas_file},
};

/* What sample_handle() made, newest last: an object is freed before those it was made of. */
static struct {
    sample_kind kind;
    char name[64];
    void *handle;
} made[200];
static size_t num_made;

static _Noreturn void stop(const char *what, const char *why) {
    fprintf(stderr, "sample: %s: %s\n", what, why);
    exit(1);
}

void sample_require(ieci_status status, ieci_error *error, const char *what) {
    if (status != IECI_OK) {
        stop(what, ieci_error_message(error));
    }
    ieci_error_free(error);
}

const char *sample_text(const char *name) {
    for (size_t i = 0; i < COUNT(files); i++) {
        if (strcmp(files[i].name, name) == 0) {
            return files[i].text;
        }
    }
    stop(name, "there is no such file");
}

ieci_bytes *sample_bytes(const char *name) {
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    const char *text = sample_text(name);
    sample_require(ieci_bytes_new(text, strlen(text), name, &bytes, &error), error, name);
    return bytes;
}

ieci_table *sample_table(const char *name) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    ieci_bytes *bytes = sample_bytes(name);
    sample_require(ieci_table_parse_csv(bytes, NULL, &table, &error), error, name);
    ieci_bytes_unref(bytes);
    return table;
}

static ieci_options *make_options(const char *setting) {
    char name[64];
    ieci_options *options = NULL;
    ieci_error *error = NULL;
    const char *equals = strchr(setting, '=');
    sample_require(ieci_options_new(&options, &error), error, setting);
    if (equals != NULL) {
        snprintf(name, sizeof name, "%.*s", (int)(equals - setting), setting);
        sample_require(ieci_options_set(options, name, equals + 1, &error), error, setting);
    }
    return options;
}

static ieci_dataset *make_dataset(bool plain) {
    ieci_error *error = NULL;
    ieci_dataset *dataset = NULL, *changed = NULL;
    ieci_table *editions = NULL;
    const ieci_table *cells[] = {sample_handle(SAMPLE_TABLE, "data.csv"), sample_handle(SAMPLE_TABLE, "wide.csv")};
    sample_require(ieci_project_parse(sample_handle(SAMPLE_BYTES, "index.yaml"), "editions", NULL, &editions, &error),
                   error, "editions");
    const ieci_table *units = sample_handle(SAMPLE_TABLE, "units.csv");
    const ieci_table *aliases = sample_handle(SAMPLE_TABLE, "aliases.csv");
    const ieci_table *sources = sample_handle(SAMPLE_TABLE, "sources.csv");
    sample_require(ieci_dataset_new(2, cells, units, editions, aliases, sources, NULL, &dataset, &error), error,
                   "dataset");
    ieci_table_unref(editions);
    if (plain) {
        return dataset;
    }
    const ieci_table *corrections = sample_handle(SAMPLE_TABLE, "corrections.csv");
    sample_require(ieci_dataset_with(dataset, corrections, NULL, &changed, &error), error, "corrections");
    ieci_dataset_unref(dataset);
    return changed;
}

static ieci_schema *make_schema(bool plain) {
    ieci_schema *schema = NULL, *changed = NULL;
    ieci_error *error = NULL;
    sample_require(ieci_schema_parse(sample_handle(SAMPLE_BYTES, "schema.yaml"), NULL, &schema, &error), error,
                   "schema");
    if (!plain) {
        return schema;
    }
    sample_require(ieci_schema_with(schema, "nodes.index.aggregate", "arithmetic", &changed, &error), error, "schema");
    ieci_schema_unref(schema);
    return changed;
}

static void *make(sample_kind kind, const char *name) {
    ieci_error *error = NULL;
    const bool plain = strcmp(name, "plain") == 0;
    ieci_weighting *weighting = NULL;
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    ieci_table *table = NULL;
    ieci_factors *factors = NULL;
    ieci_ensemble *ensemble = NULL;
    ieci_options *options = NULL;
    switch (kind) {
    case SAMPLE_BYTES:
        if (strcmp(name, "ensemble") == 0) {
            ieci_bytes *bytes = NULL;
            sample_require(ieci_ensemble_format(sample_handle(SAMPLE_ENSEMBLE, ""), &bytes, &error), error, "ensemble");
            return bytes;
        }
        if (strcmp(name, "model") == 0) {
            ieci_bytes *bytes = NULL;
            sample_require(ieci_model_format(sample_handle(SAMPLE_MODEL, ""), &bytes, &error), error, "model");
            return bytes;
        }
        if (strcmp(name, "result") == 0) {
            ieci_bytes *bytes = NULL;
            sample_require(ieci_result_format(sample_handle(SAMPLE_RESULT, ""), NULL, &bytes, &error), error, "result");
            return bytes;
        }
        return sample_bytes(name);
    case SAMPLE_TABLE:
        return sample_table(name);
    case SAMPLE_OPTIONS:
        return make_options(name);
    case SAMPLE_DATASET:
        return make_dataset(plain);
    case SAMPLE_SCHEMA:
        return make_schema(plain);
    case SAMPLE_WEIGHTING:
        sample_require(
            ieci_weighting_parse(sample_handle(SAMPLE_BYTES, "weights.yaml"), "even", NULL, &weighting, &error), error,
            "weighting");
        return weighting;
    case SAMPLE_FACTORS:
        sample_require(ieci_factors_parse(sample_handle(SAMPLE_BYTES, "factors.yaml"), NULL, &factors, &error), error,
                       "factors");
        return factors;
    case SAMPLE_ENSEMBLE:
        options = make_options("keep_pairs=yes");
        sample_require(ieci_ensemble_run(sample_handle(SAMPLE_MODEL, ""), sample_handle(SAMPLE_FACTORS, ""), options,
                                         *name == '\0' ? 0 : 8, *name == '\0' ? 8 : 20, &ensemble, &error),
                       error, "ensemble");
        ieci_options_free(options);
        return ensemble;
    case SAMPLE_MODEL:
        sample_require(ieci_model_new(sample_handle(SAMPLE_DATASET, name), sample_handle(SAMPLE_SCHEMA, name),
                                      plain ? NULL : sample_handle(SAMPLE_WEIGHTING, ""), NULL, &model, &error),
                       error, "model");
        return model;
    case SAMPLE_RESULT:
        if (strcmp(name, "read") == 0) {
            sample_require(ieci_result_parse(sample_handle(SAMPLE_BYTES, "result"), NULL, &result, &error), error,
                           "read");
            return result;
        }
        sample_require(ieci_model_evaluate(sample_handle(SAMPLE_MODEL, name), NULL, &result, &error), error, "result");
        return result;
    case SAMPLE_ERROR:
        (void)ieci_schema_parse(sample_handle(SAMPLE_BYTES, "wrong-schema.yaml"), NULL, (ieci_schema *[]){NULL},
                                &error);
        return error;
    default:
        return table;
    }
}

const void *sample_handle(sample_kind kind, const char *name) {
    for (size_t i = 0; i < num_made; i++) {
        if (made[i].kind == kind && strcmp(made[i].name, name) == 0) {
            return made[i].handle;
        }
    }
    void *handle = make(kind, name);
    if (num_made == COUNT(made)) {
        stop(name, "too many objects");
    }
    made[num_made].kind = kind;
    snprintf(made[num_made].name, sizeof made[0].name, "%s", name);
    made[num_made++].handle = handle;
    return handle;
}

void sample_clear(void) {
    while (num_made > 0) {
        num_made--;
        sample_release(made[num_made].kind, made[num_made].handle);
    }
}

void sample_write(const char *folder) {
    char path[600];
    for (size_t i = 0; i < COUNT(files); i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i].name);
        FILE *file = fopen(path, "wb");
        if (file == NULL || fputs(files[i].text, file) < 0 || fclose(file) != 0) {
            stop(path, "cannot be written");
        }
    }
}

/* Appends a document to a text that grows, and gives it back. */
static void append(char **text, ieci_bytes *bytes) {
    size_t size;
    const char *data = ieci_bytes_data(bytes, &size);
    const size_t old_size = strlen(*text);
    char *longer = realloc(*text, old_size + size + 1);
    if (longer == NULL) {
        stop("print", "out of memory");
    }
    memcpy(longer + old_size, data, size + 1);
    *text = longer;
    ieci_bytes_unref(bytes);
}

static void append_table(char **text, const ieci_table *table) {
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    sample_require(ieci_table_format(table, "csv", NULL, &bytes, &error), error, "print");
    append(text, bytes);
}

/* Appends the table with this name of a dataset, schema or result. */
static void append_named(char **text, sample_kind kind, const void *handle, const char *name) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    const ieci_status status = kind == SAMPLE_DATASET    ? ieci_dataset_table(handle, name, &table, &error)
                               : kind == SAMPLE_SCHEMA   ? ieci_schema_table(handle, name, &table, &error)
                               : kind == SAMPLE_ENSEMBLE ? ieci_ensemble_table(handle, name, NULL, &table, &error)
                                                         : ieci_result_table(handle, name, NULL, &table, &error);
    sample_require(status, error, name);
    append_table(text, table);
    ieci_table_unref(table);
}

char *sample_print(sample_kind kind, const void *handle) {
    static const char *const tables[SAMPLE_KINDS][4] = {
        [SAMPLE_DATASET] = {"cells", "units", "members", "notes"},
        [SAMPLE_SCHEMA] = {"settings", "notes"},
        [SAMPLE_RESULT] = {"scores", "contributions", "notes"},
        [SAMPLE_ENSEMBLE] = {"ranks", "acceptability", "provenance"},
    };
    char *text = calloc(1, 1);
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    if (kind == SAMPLE_BYTES) {
        size_t size;
        const char *data = ieci_bytes_data(handle, &size);
        sample_require(ieci_bytes_new(data, size, NULL, &bytes, &error), error, "print");
        append(&text, bytes);
    } else if (kind == SAMPLE_TABLE) {
        append_table(&text, handle);
    } else if (kind == SAMPLE_MODEL) {
        sample_require(ieci_model_format(handle, &bytes, &error), error, "print");
        append(&text, bytes);
        ieci_result *result = NULL;
        sample_require(ieci_model_evaluate(handle, NULL, &result, &error), error, "print");
        append_named(&text, SAMPLE_RESULT, result, "notes");
        ieci_result_unref(result);
    }
    for (size_t i = 0; i < 4 && tables[kind][i] != NULL; i++) {
        append_named(&text, kind, handle, tables[kind][i]);
    }
    return text;
}

void sample_release(sample_kind kind, void *handle) {
    switch (kind) {
    case SAMPLE_BYTES:
        ieci_bytes_unref(handle);
        break;
    case SAMPLE_TABLE:
        ieci_table_unref(handle);
        break;
    case SAMPLE_OPTIONS:
        ieci_options_free(handle);
        break;
    case SAMPLE_DATASET:
        ieci_dataset_unref(handle);
        break;
    case SAMPLE_SCHEMA:
        ieci_schema_unref(handle);
        break;
    case SAMPLE_WEIGHTING:
        ieci_weighting_free(handle);
        break;
    case SAMPLE_FACTORS:
        ieci_factors_free(handle);
        break;
    case SAMPLE_ENSEMBLE:
        ieci_ensemble_unref(handle);
        break;
    case SAMPLE_MODEL:
        ieci_model_unref(handle);
        break;
    case SAMPLE_RESULT:
        ieci_result_unref(handle);
        break;
    default:
        ieci_error_free(handle);
        break;
    }
}

const char *sample_kind_name(sample_kind kind) {
    static const char *const names[SAMPLE_KINDS] = {"bytes", "table",  "options", "dataset",  "schema", "weighting",
                                                    "model", "result", "factors", "ensemble", "error"};
    return names[kind];
}
