/* SPDX-License-Identifier: MIT */
#include "run/result_save.h"

#include <string.h>

#include "base/bytes.h"
#include "base/file.h"
#include "run/result_file.h"

/* Whether the document may be replaced: the result file of a draft, whole. */
static bool is_draft(const ieci_bytes *old, const char *path, ieci_error **problems) {
    const ieci__place place = {.source = path};
    ieci__sections sections = {0};
    ieci__computation computation;
    ieci_error *wrong = NULL;
    bool read = ieci__sections_read(old, IECI__RESULT_FORMAT, IECI__RESULT_VERSION, &sections, &wrong) &&
                ieci__computation_read(&sections, &computation, &wrong);
    if (ieci_error_status(wrong) == IECI_ERROR_NOMEM) {
        ieci__error_nomem(problems);
    } else if (!read) {
        ieci__error_add(problems, IECI_ERROR_IO, &place,
                        "cannot be saved: the file there is no whole result file, and is kept");
    } else if (computation.final) {
        ieci__error_add(problems, IECI_ERROR_IO, &place,
                        "cannot be saved: the result file there is of a final edition, which is never overwritten");
    }
    ieci_error_free(wrong);
    ieci__sections_clear(&sections);
    return *problems == NULL;
}

/* Whether a document has the same content. */
static bool is_same(const ieci_bytes *a, const ieci_bytes *b) {
    size_t size, other;
    const char *data = ieci_bytes_data(a, &size), *more = ieci_bytes_data(b, &other);
    return size == other && memcmp(data, more, size) == 0;
}

/* Saves where nothing that must stay is lost. */
static void save(const ieci_bytes *made, const char *path, ieci_error **problems) {
    ieci_bytes *old = NULL;
    ieci_error *wrong = NULL;
    if (ieci__file_exists(path)) {
        ieci_bytes_read(path, NULL, &old, &wrong);
        ieci__error_join(problems, &wrong);
    }
    bool same = old != NULL && is_same(old, made);
    if (*problems == NULL && !same && (old == NULL || is_draft(old, path, problems))) {
        ieci_bytes_save(made, path, &wrong);
        ieci__error_join(problems, &wrong);
    }
    ieci_bytes_unref(old);
}

ieci_status ieci_result_save(const ieci_result *result, const char *path, const ieci_options *options,
                             ieci_error **error) {
    ieci_error *problems = NULL, *wrong = NULL;
    ieci_bytes *made = NULL;
    ieci__bytes_check_path(&problems, path);
    ieci_result_format(result, options, &made, &wrong);
    ieci__error_join(&problems, &wrong);
    if (problems == NULL) {
        save(made, path, &problems);
    }
    ieci_bytes_unref(made);
    return ieci__error_give(problems, error);
}
