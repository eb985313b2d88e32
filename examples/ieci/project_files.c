/* SPDX-License-Identifier: MIT */
#include "project_files.h"

#include <string.h>

#include "project.h"

void project_files(const arguments *given, const char *path, frame *made) {
    text file = {0};
    ieci_bytes *bytes = NULL;
    ieci_table *table = NULL;
    project_file(given, path, &file);
    if (!arguments_have(given, OPTION_SCHEMA) && strcmp(text_get(&file), "-") != 0 &&
        ieci_bytes_read(text_get(&file), NULL, &bytes, NULL) == IECI_OK) {
        (void)ieci_project_parse(bytes, "files", NULL, &table, NULL);
    }
    frame_start(made, table);
    ieci_bytes_unref(bytes);
    text_clear(&file);
}

ieci_table *project_files_read(const arguments *given, const char *file, problems *met) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    ieci_options *options = project_options(given, met);
    ieci_bytes *bytes = project_document(file, met);
    if (bytes != NULL) {
        (void)ieci_table_parse_csv(bytes, options, &table, &error);
        problems_take(met, error);
    }
    ieci_bytes_unref(bytes);
    ieci_options_free(options);
    return table;
}

void project_files_beside(const arguments *given, const char *path, const char *name, text *file) {
    text project = {0};
    project_file(given, path, &project);
    const char *whole = text_get(&project), *slash = strrchr(whole, '/'), *other = strrchr(whole, '\\');
    slash = slash == NULL || (other != NULL && other > slash) ? other : slash;
    text_append(file, whole, slash == NULL ? 0 : (size_t)(slash - whole) + 1);
    text_put(file, name);
    text_clear(&project);
}

bool project_files_path(const arguments *given, const char *path, const frame *files, const char *role, text *file) {
    size_t row = frame_find(files, "role", role, 0);
    if (row == FRAME_NONE) {
        return false;
    }
    project_files_beside(given, path, frame_text(files, "path", row), file);
    return true;
}

ieci_table *project_files_table(const arguments *given, const char *path, const frame *files, const char *role,
                                problems *met) {
    text beside = {0};
    ieci_table *table = NULL;
    if (project_files_path(given, path, files, role, &beside)) {
        table = project_files_read(given, text_get(&beside), met);
    }
    text_clear(&beside);
    return table;
}
