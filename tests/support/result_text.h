/* SPDX-License-Identifier: MIT */
/* Result files without lengths and sums, so that they can be edited and fuzzed: "--- NAME KIND" starts a section, and
 * "+++ NAME KIND" one of the model document inside. White box. */
#ifndef TESTS_RESULT_TEXT_H
#define TESTS_RESULT_TEXT_H

#include <string.h>

#include "base/sha256.h"
#include "base/text.h"
#include "format/sections.h"
#include "run/document.h"
#include "run/result_file.h"

/** Appends the open form of the sections of a file; `mark` is "--- " or "+++ ". */
static inline void result_text_open(const ieci__sections *sections, const char *mark, ieci__text *out) {
    for (size_t i = 0; i < sections->count; i++) {
        const ieci__section *each = &sections->list[i];
        ieci__sections inner;
        ieci_bytes *bytes = NULL;
        ieci_error *problems = NULL;
        ieci__text_append_text(out, mark);
        ieci__text_append_text(out, each->name);
        ieci__text_append_text(out, " ");
        ieci__text_append_text(out, each->kind);
        ieci__text_append_text(out, "\n");
        if (strcmp(each->name, "model") == 0 && ieci_bytes_new(each->data, each->size, "m", &bytes, NULL) == IECI_OK &&
            ieci__sections_read(bytes, IECI__DOCUMENT_FORMAT, IECI__DOCUMENT_VERSION, &inner, &problems)) {
            result_text_open(&inner, "+++ ", out);
            ieci__sections_clear(&inner);
        } else {
            ieci__text_append(out, each->data, each->size);
            ieci__text_append_text(out, "\n");
        }
        ieci_error_free(problems);
        ieci_bytes_unref(bytes);
    }
}

/** Reads "NAME KIND" of a header line behind its mark; false: it is none. Both are cut to what sections allow. */
static inline bool result_text_header(const char *line, size_t size, char name[101], char kind[101]) {
    const char *blank = memchr(line, ' ', size);
    size_t name_size = blank == NULL ? 0 : (size_t)(blank - line), kind_size = blank == NULL ? 0 : size - name_size - 1;
    if (name_size == 0 || name_size > 100 || kind_size == 0 || kind_size > 100) {
        return false;
    }
    memcpy(name, line, name_size);
    memcpy(kind, blank + 1, kind_size);
    name[name_size] = kind[kind_size] = '\0';
    return true;
}

/** Appends the sections of an open form, each with its length and sum. */
static inline void result_text_close(const char *text, size_t size, const char *mark, ieci__text *out) {
    const char *end = text + size, *at = text;
    while (at < end) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        char name[101], kind[101];
        line_end = line_end == NULL ? end : line_end;
        if ((size_t)(line_end - at) < 4 || memcmp(at, mark, 4) != 0 ||
            !result_text_header(at + 4, (size_t)(line_end - at) - 4, name, kind)) {
            at = line_end < end ? line_end + 1 : end;
            continue;
        }
        const char *data = line_end < end ? line_end + 1 : end, *stop = data;
        while (stop < end && ((size_t)(end - stop) < 4 || memcmp(stop, mark, 4) != 0)) {
            const char *next = memchr(stop, '\n', (size_t)(end - stop));
            stop = next == NULL ? end : next + 1;
        }
        size_t length = (size_t)(stop - data);
        length -= length > 0 && data[length - 1] == '\n' ? 1 : 0;
        ieci__text inner = {0};
        if (strcmp(name, "model") == 0 && *mark == '-') {
            ieci__sections_start(&inner, IECI__DOCUMENT_FORMAT, IECI__DOCUMENT_VERSION);
            result_text_close(data, length, "+++ ", &inner);
            ieci__sections_finish(&inner);
            ieci__sections_add(out, name, kind, inner.data, inner.size);
        } else {
            ieci__sections_add(out, name, kind, data, length);
        }
        ieci__text_clear(&inner);
        at = stop;
    }
}

/** The file of an open form: first line, sections, sums; `size` bytes of text, which a zero byte follows. With
 * `identify` the identity of a file for inside is put right, too. */
static inline void result_text_file(const char *text, size_t size, bool identify, ieci__text *out) {
    ieci__text whole = {0}, model = {0};
    ieci__text_append(&whole, text, size);
    const char *inner = strstr(whole.data, "+++ "), *inside = strstr(whole.data, "audience: inside");
    char *identity = strstr(whole.data, "identity: \"");
    if (identify && inner != NULL && inside != NULL && identity != NULL && strlen(identity) > 80) {
        char sum[IECI__SHA256_HEX_SIZE];
        size_t length = strlen(inner);
        ieci__sections_start(&model, IECI__DOCUMENT_FORMAT, IECI__DOCUMENT_VERSION);
        result_text_close(inner, length - (inner[length - 1] == '\n'), "+++ ", &model);
        ieci__sections_finish(&model);
        ieci__sha256_hex(model.data, model.size, sum);
        memcpy(identity + strlen("identity: \""), sum, sizeof sum - 1);
    }
    ieci__sections_start(out, IECI__RESULT_FORMAT, IECI__RESULT_VERSION);
    result_text_close(whole.data, size, "--- ", out);
    ieci__sections_finish(out);
    ieci__text_clear(&whole);
    ieci__text_clear(&model);
}

#endif
