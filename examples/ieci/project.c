/* SPDX-License-Identifier: MIT */
#include "project.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frame.h"
#include "memory.h"
#include "platform.h"
#include "result_file.h"

#define STDIN_MOST ((size_t)1 << 30)

/* Standard input as a document. */
static ieci_bytes *read_standard(problems *met) {
    text data = {0};
    char block[1 << 14];
    size_t size;
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    errno = 0;
    while ((size = fread(block, 1, sizeof block, stdin)) > 0 && data.size <= STDIN_MOST) {
        text_append(&data, block, size);
    }
    if (ferror(stdin)) {
        problems_file(met, "standard input", "cannot be read", errno);
    } else if (data.size > STDIN_MOST) {
        problems_file(met, "standard input", "is larger than 1 GiB", 0);
    } else {
        (void)ieci_bytes_new(text_get(&data), data.size, "<stdin>", &bytes, &error);
        problems_take(met, error);
    }
    text_clear(&data);
    return bytes;
}

ieci_bytes *project_document(const char *path, problems *met) {
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    if (strcmp(path, "-") == 0) {
        return read_standard(met);
    }
    (void)ieci_bytes_read(path, NULL, &bytes, &error);
    problems_take(met, error);
    return bytes;
}

static void set_option(ieci_options *options, const char *name, const char *value, problems *met) {
    ieci_error *error = NULL;
    if (value != NULL && ieci_options_set(options, name, value, &error) != IECI_OK) {
        problems_usage(met, "%s: %s", name, ieci_error_message(error));
        ieci_error_free(error);
    }
}

ieci_options *project_options(const arguments *given, problems *met) {
    ieci_options *options = NULL;
    ieci_error *error = NULL;
    if (ieci_options_new(&options, &error) == IECI_OK) {
        set_option(options, "delimiter", arguments_value(given, OPTION_DELIMITER), met);
        set_option(options, "missing", arguments_value(given, OPTION_MISSING), met);
        set_option(options, "corrections", arguments_have(given, OPTION_IGNORE_CORRECTIONS) ? "no" : NULL, met);
    }
    problems_take(met, error);
    return options;
}

/* --- a project --- */

/* One value of what a project file says: a copy, or NULL. */
static char *project_value(const ieci_bytes *bytes, const char *name, const char *column, const char *key,
                           const char *value) {
    ieci_table *table = NULL;
    char *found = NULL;
    if (ieci_project_parse(bytes, name, NULL, &table, NULL) == IECI_OK) {
        frame rows;
        frame_start(&rows, table);
        size_t row = frame_find(&rows, column, key, 0);
        const char *told = row == FRAME_NONE ? NULL : frame_text(&rows, value, row);
        found = told == NULL ? NULL : memory_copy(told);
        frame_clear(&rows);
    }
    return found;
}

/* The set of weights that a project file names, or the file where it holds only one; NULL: neither. */
static char *weights_of_project(const ieci_bytes *bytes) {
    char *found = project_value(bytes, "settings", "key", "weights.use", "value");
    return found == NULL ? project_value(bytes, "files", "role", "weights", "path") : found;
}

/* A result file, with the name of its set of weights. */
static const ieci_model *open_result(const ieci_bytes *bytes, const arguments *given, char **weights,
                                     ieci_result **read, problems *met) {
    *read = result_file_read(bytes, given, met);
    if (*read != NULL) {
        frame computation;
        result_file_computation(*read, &computation, met);
        const char *set = result_file_item(&computation, "weights");
        *weights = set == NULL ? NULL : memory_copy(set);
        frame_clear(&computation);
    }
    return ieci_result_model(*read);
}

void project_file(const arguments *given, const char *path, text *file) {
    path = path == NULL ? arguments_value(given, OPTION_PROJECT) : path;
    text_put(file, path == NULL ? "index.yaml" : path);
    if (path != NULL && strcmp(path, "-") != 0 && platform_is_folder(path)) {
        char last = path[strlen(path) - 1];
        text_put(file, last == '/' || last == '\\' ? "index.yaml" : "/index.yaml");
    }
}

static ieci_model *open_project(const arguments *given, const char *path, ieci_options *options, char **weights,
                                ieci_result **read, problems *met) {
    ieci_model *model = NULL;
    ieci_error *error = NULL;
    text file = {0};
    const char *set = arguments_value(given, OPTION_WEIGHTS);
    project_file(given, path, &file);
    set_option(options, "weights", set, met);
    ieci_bytes *bytes = met->count == 0 ? project_document(text_get(&file), met) : NULL;
    bool is_result = bytes != NULL && result_file_is(bytes);
    if (bytes == NULL && path == NULL && met->exit_code == EXIT_FILE) {
        text_put(&met->lines, "      (without a project here, name its folder, or give --schema and --data)\n");
    }
    if (is_result) {
        model = (ieci_model *)(uintptr_t)open_result(bytes, given, weights, read, met); /* nobody changes or frees it */
    } else if (bytes != NULL && ieci_model_open(bytes, options, &model, &error) == IECI_OK) {
        *weights = set == NULL ? weights_of_project(bytes) : memory_copy(set);
    }
    problems_take(met, error);
    ieci_bytes_unref(bytes);
    text_clear(&file);
    return model;
}

/* --- files given one by one --- */

typedef struct parts {
    const arguments *given;
    const ieci_options *options;
    problems *met;
    ieci_schema *schema;
    ieci_weighting *weighting;
    ieci_table *units, *aliases, *sources, *corrections;
    ieci_table **cells;
    size_t num_cells;
} parts;

static ieci_table *read_table(const parts *at, const char *path) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    ieci_bytes *bytes = path == NULL ? NULL : project_document(path, at->met);
    if (bytes != NULL) {
        (void)ieci_table_parse_csv(bytes, at->options, &table, &error);
        problems_take(at->met, error);
    }
    ieci_bytes_unref(bytes);
    return table;
}

static void read_schema(parts *at) {
    ieci_error *error = NULL;
    ieci_bytes *bytes = project_document(arguments_value(at->given, OPTION_SCHEMA), at->met);
    if (bytes != NULL) {
        (void)ieci_schema_parse(bytes, NULL, &at->schema, &error);
        problems_take(at->met, error);
    }
    ieci_bytes_unref(bytes);
}

/* FILE or FILE:SET. What follows a colon is no set if it looks like the rest of a path, as in C:\index. */
static void read_weights(parts *at, char **weights) {
    const char *value = arguments_value(at->given, OPTION_WEIGHTS);
    ieci_error *error = NULL;
    if (value == NULL) {
        return;
    }
    char *path = memory_copy(value), *colon = strrchr(path, ':');
    const char *set = colon != NULL && strpbrk(colon, "/\\.") == NULL ? colon + 1 : NULL;
    if (set != NULL) {
        *colon = '\0';
    }
    ieci_bytes *bytes = project_document(path, at->met);
    if (bytes != NULL) {
        (void)ieci_weighting_parse(bytes, set, NULL, &at->weighting, &error);
        problems_take(at->met, error);
        *weights = memory_copy(set == NULL ? path : set);
    }
    ieci_bytes_unref(bytes);
    free(path);
}

static ieci_dataset *make_dataset(const parts *at) {
    ieci_dataset *dataset = NULL, *corrected = NULL;
    ieci_error *error = NULL;
    (void)ieci_dataset_new(at->num_cells, (const ieci_table *const *)at->cells, at->units, NULL, at->aliases,
                           at->sources, at->options, &dataset, &error);
    if (dataset != NULL && at->corrections != NULL) {
        (void)ieci_dataset_with(dataset, at->corrections, at->options, &corrected, &error);
        ieci_dataset_unref(dataset);
        dataset = corrected;
    }
    problems_take(at->met, error);
    return dataset;
}

static void read_parts(parts *at, char **weights) {
    const arguments *given = at->given;
    bool corrected = !arguments_have(given, OPTION_IGNORE_CORRECTIONS);
    read_schema(at);
    read_weights(at, weights);
    at->units = read_table(at, arguments_value(given, OPTION_UNITS));
    at->aliases = read_table(at, arguments_value(given, OPTION_ALIASES));
    at->sources = read_table(at, arguments_value(given, OPTION_SOURCES));
    at->corrections = corrected ? read_table(at, arguments_value(given, OPTION_CORRECTIONS)) : NULL;
    at->cells = memory_get(given->num_values[OPTION_DATA], sizeof *at->cells);
    for (size_t i = 0; i < given->num_values[OPTION_DATA]; i++) {
        ieci_table *table = read_table(at, given->values[OPTION_DATA][i]);
        if (table != NULL) {
            at->cells[at->num_cells++] = table;
        }
    }
}

static ieci_model *open_parts(const arguments *given, const ieci_options *options, char **weights, problems *met) {
    parts at = {.given = given, .options = options, .met = met};
    ieci_model *model = NULL;
    ieci_error *error = NULL;
    read_parts(&at, weights);
    bool all_cells = at.num_cells == given->num_values[OPTION_DATA];
    bool all_units = at.units != NULL || !arguments_have(given, OPTION_UNITS);
    ieci_dataset *dataset = all_cells && all_units ? make_dataset(&at) : NULL;
    if (met->count == 0 && dataset != NULL) {
        (void)ieci_model_new(dataset, at.schema, at.weighting, NULL, &model, &error);
        problems_take(met, error);
    }
    for (size_t i = 0; i < at.num_cells; i++) {
        ieci_table_unref(at.cells[i]);
    }
    free((void *)at.cells);
    ieci_table_unref(at.units);
    ieci_table_unref(at.aliases);
    ieci_table_unref(at.sources);
    ieci_table_unref(at.corrections);
    ieci_weighting_free(at.weighting);
    ieci_schema_unref(at.schema);
    ieci_dataset_unref(dataset);
    return model;
}

/* --- both --- */

/* The schema with all --set applied; NULL: problems were added. */
static ieci_schema *change_schema(const ieci_model *model, const arguments *given, problems *met) {
    ieci_schema *changed = NULL;
    for (size_t i = 0; i < given->num_values[OPTION_SET]; i++) {
        char *key = memory_copy(given->values[OPTION_SET][i]);
        char *value = strchr(key, '=');
        ieci_schema *next = NULL;
        ieci_error *error = NULL;
        *value++ = '\0'; /* check_usage() has seen it */
        (void)ieci_schema_with(changed == NULL ? ieci_model_schema(model) : changed, key, *value == '\0' ? NULL : value,
                               &next, &error);
        problems_take(met, error);
        ieci_schema_unref(changed);
        changed = next;
        free(key);
        if (changed == NULL) {
            break;
        }
    }
    return changed;
}

static ieci_model *apply_settings(ieci_model *model, const arguments *given, problems *met) {
    ieci_model *changed = NULL;
    ieci_error *error = NULL;
    if (model == NULL || !arguments_have(given, OPTION_SET)) {
        return model;
    }
    ieci_schema *schema = change_schema(model, given, met);
    if (schema != NULL) {
        (void)ieci_model_new(ieci_model_dataset(model), schema, ieci_model_weighting(model), NULL, &changed, &error);
        problems_take(met, error);
    }
    ieci_schema_unref(schema);
    ieci_model_unref(model);
    return changed;
}

static void check_usage(const arguments *given, const char *path, problems *met) {
    static const option_code loose[] = {OPTION_DATA, OPTION_UNITS, OPTION_CORRECTIONS, OPTION_ALIASES, OPTION_SOURCES};
    static const char *const names[] = {"data", "units", "corrections", "aliases", "sources"};
    bool schema = arguments_have(given, OPTION_SCHEMA);
    size_t streams = path != NULL && strcmp(path, "-") == 0;
    if (schema && path != NULL) {
        problems_usage(met, "give a project or --schema, not both");
    }
    if (schema && !arguments_have(given, OPTION_DATA)) {
        problems_usage(met, "--schema needs --data");
    }
    for (size_t i = 0; i < sizeof loose / sizeof *loose; i++) {
        if (!schema && arguments_have(given, loose[i])) {
            problems_usage(met, "--%s needs --schema; with a project its file names the data", names[i]);
        }
        for (size_t k = 0; k < given->num_values[loose[i]]; k++) {
            streams += strcmp(given->values[loose[i]][k], "-") == 0;
        }
    }
    streams += schema && strcmp(arguments_value(given, OPTION_SCHEMA), "-") == 0;
    const char *weights = arguments_value(given, OPTION_WEIGHTS);
    streams += schema && weights != NULL && (strcmp(weights, "-") == 0 || strncmp(weights, "-:", 2) == 0);
    if (streams > 1) {
        problems_usage(met, "only one of the files can be standard input");
    }
    for (size_t i = 0; i < given->num_values[OPTION_SET]; i++) {
        const char *value = given->values[OPTION_SET][i];
        if (strchr(value, '=') == NULL || *value == '=') {
            problems_usage(met, "--set needs KEY=VALUE, not \"%s\"", value);
        }
    }
}

ieci_model *project_open(const arguments *given, const char *path, char **weights, ieci_result **read, problems *met) {
    ieci_model *model = NULL;
    *weights = NULL;
    *read = NULL;
    if (path != NULL && arguments_have(given, OPTION_PROJECT)) {
        problems_usage(met, "the project is given twice");
    }
    path = path == NULL ? arguments_value(given, OPTION_PROJECT) : path;
    check_usage(given, path, met);
    ieci_options *options = project_options(given, met);
    if (met->count == 0) {
        model = arguments_have(given, OPTION_SCHEMA) ? open_parts(given, options, weights, met)
                                                     : open_project(given, path, options, weights, read, met);
        model = *read == NULL ? apply_settings(model, given, met) : model;
    }
    ieci_options_free(options);
    return model;
}
