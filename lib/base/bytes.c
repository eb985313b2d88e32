/* SPDX-License-Identifier: MIT */
#include "base/bytes.h"

#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/options.h"

struct ieci_bytes {
    ieci__handle head;
    char *source;
    char *data; /* `size` bytes and a zero byte */
    size_t size;
};

static bool is_bytes(const ieci_bytes *bytes) {
    return ieci__handle_is(bytes, IECI__MAGIC_BYTES);
}

/* Makes a document of a block, which it owns from now on, also when it fails. */
static ieci_bytes *make_bytes(char *data, size_t size, const char *source, ieci_error **problems) {
    ieci_bytes *bytes = ieci__memory_allocate(1, sizeof *bytes);
    char *name = ieci__memory_copy_text(source == NULL ? "<memory>" : source);
    if (bytes == NULL || name == NULL) {
        ieci__memory_free(bytes);
        ieci__memory_free(name);
        ieci__memory_free(data);
        ieci__error_nomem(problems);
        return NULL;
    }
    ieci__handle_start(&bytes->head, IECI__MAGIC_BYTES);
    bytes->source = name;
    bytes->data = data;
    bytes->size = size;
    return bytes;
}

ieci_status ieci_bytes_new(const char *data, size_t size, const char *source, ieci_bytes **bytes, ieci_error **error) {
    ieci_error *problems = NULL;
    ieci__error_check_pointer(&problems, bytes, "bytes");
    if (size > 0) {
        ieci__error_check_pointer(&problems, data, "data");
    }
    if (size >= (size_t)PTRDIFF_MAX) {
        ieci__error_argument(&problems, "size", "is %zu, more than a memory can hold", size);
    }
    if (problems != NULL) {
        return ieci__error_give(problems, error);
    }
    char *copy = ieci__memory_allocate(size + 1, 1);
    if (copy == NULL) {
        ieci__error_nomem(&problems);
        return ieci__error_give(problems, error);
    }
    if (size > 0) {
        memcpy(copy, data, size);
    }
    ieci_bytes *made = make_bytes(copy, size, source, &problems);
    if (made != NULL) {
        *bytes = made;
    }
    return ieci__error_give(problems, error);
}

bool ieci__bytes_check_path(ieci_error **problems, const char *path) {
    if (!ieci__error_check_pointer(problems, path, "path")) {
        return false;
    }
    if (path[0] == '\0') {
        ieci__error_argument(problems, "path", "must not be empty");
    }
    return path[0] != '\0';
}

ieci_status ieci_bytes_read(const char *path, const ieci_options *options, ieci_bytes **bytes, ieci_error **error) {
    ieci_error *problems = NULL;
    ieci__bytes_check_path(&problems, path);
    ieci__options_check(&problems, options);
    ieci__error_check_pointer(&problems, bytes, "bytes");
    if (problems != NULL) {
        return ieci__error_give(problems, error);
    }
    char *data = NULL;
    size_t size = 0;
    const int kept = errno; /* the caller's; what happened is told by the problems */
    if (ieci__file_read(path, ieci__options_size(options, "max_bytes"), &data, &size, &problems)) {
        ieci_bytes *made = make_bytes(data, size, path, &problems);
        if (made != NULL) {
            *bytes = made;
        }
    }
    errno = kept;
    return ieci__error_give(problems, error);
}

const char *ieci_bytes_data(const ieci_bytes *bytes, size_t *size) {
    const bool is_valid = is_bytes(bytes);
    if (size != NULL) {
        *size = is_valid ? bytes->size : 0;
    }
    return is_valid ? bytes->data : NULL;
}

ieci_status ieci_bytes_save(const ieci_bytes *bytes, const char *path, ieci_error **error) {
    ieci_error *problems = NULL;
    ieci__error_check_handle(&problems, bytes, IECI__MAGIC_BYTES, "bytes");
    ieci__bytes_check_path(&problems, path);
    if (problems == NULL) {
        const int kept = errno;
        ieci__file_save(path, bytes->data, bytes->size, &problems);
        errno = kept;
    }
    return ieci__error_give(problems, error);
}

void ieci_bytes_unref(ieci_bytes *bytes) {
    if (!is_bytes(bytes) || !ieci__handle_unref(&bytes->head)) {
        return;
    }
    ieci__memory_free(bytes->source);
    ieci__memory_free(bytes->data);
    ieci__memory_free(bytes);
}

const char *ieci__bytes_source(const ieci_bytes *bytes) {
    return is_bytes(bytes) ? bytes->source : "";
}

ieci_bytes *ieci__bytes_ref(const ieci_bytes *bytes) {
    ieci__handle_ref(&bytes->head);
    return (ieci_bytes *)(uintptr_t)bytes;
}

ieci_bytes *ieci__bytes_take(ieci__text *text, const char *source, ieci_error **problems) {
    ieci__text_append(text, "", 0); /* an empty text has no data yet */
    if (text->failed) {
        ieci__text_clear(text);
        ieci__error_nomem(problems);
        return NULL;
    }
    const ieci__text taken = *text;
    *text = (ieci__text){0};
    return make_bytes(taken.data, taken.size, source, problems);
}

/* ---- is it a text? ---- */

/* Files that are no texts, known by their first bytes, so that nobody has to look further. */
static const char *foreign_text(const char *data, size_t size) {
    static const struct {
        const char *start;
        size_t size;
        const char *text;
    } kinds[] = {
        {"PK\3\4", 4, "is an Excel (xlsx) or zip file, not a text: in Excel, save the sheet as \"CSV UTF-8\""},
        {"PK\5\6", 4, "is an empty zip file, not a text"},
        {"\xD0\xCF\x11\xE0", 4, "is an old Excel (xls) file, not a text: in Excel, save the sheet as \"CSV UTF-8\""},
        {"\x1F\x8B", 2, "is compressed by gzip: unpack it first"},
        {"%PDF-", 5, "is a PDF file, not a text"},
        {"\xFF\xFE", 2, "is UTF-16, not UTF-8: save the file as UTF-8 (in Excel: \"CSV UTF-8\")"},
        {"\xFE\xFF", 2, "is UTF-16, not UTF-8: save the file as UTF-8 (in Excel: \"CSV UTF-8\")"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (size >= kinds[i].size && memcmp(data, kinds[i].start, kinds[i].size) == 0) {
            return kinds[i].text;
        }
    }
    return NULL;
}

/* What the bytes from the first bad one on look like. */
static const char *likely_encoding(const char *data, size_t size) {
    size_t high = 0;
    while (high < size && (unsigned char)data[high] >= 0x80) {
        high++;
    }
    if (high == 1) {
        return "; it looks like Latin-1 (Windows-1252)";
    }
    return high > 0 && high % 2 == 0 ? "; it looks like GBK or Big5" : "";
}

/* Line and column of an offset, counted as editors do: LF, CR LF or CR end a line. */
static void locate(const char *data, size_t offset, ieci__place *place) {
    place->line = 1;
    place->column = 1;
    for (size_t i = 0; i < offset; i++) {
        const bool ends_line = data[i] == '\n' || (data[i] == '\r' && data[i + 1] != '\n');
        if (ends_line) {
            place->line++;
            place->column = 1;
        } else if (((unsigned char)data[i] & 0xC0) != 0x80) {
            place->column++;
        }
    }
}

static void add_bad_byte(const char *data, size_t size, size_t at, size_t mark, ieci__place *place,
                         ieci_error **problems) {
    static const char digits[] = "0123456789ABCDEF";
    const unsigned bad = (unsigned char)data[at];
    locate(data, at, place);
    if (bad == 0) {
        ieci__error_add(
            problems, IECI_ERROR_ENCODING, place,
            "not a text (zero byte at offset %zu); if it is UTF-16, save the file as UTF-8 (in Excel: \"CSV "
            "UTF-8\")",
            at + mark);
        return;
    }
    ieci__error_add(problems, IECI_ERROR_ENCODING, place,
                    "not UTF-8 (byte 0x%c%c at offset %zu)%s: save the file as UTF-8 (in Excel: \"CSV UTF-8\")",
                    digits[bad >> 4], digits[bad & 15], at + mark, likely_encoding(data + at, size - at));
}

bool ieci__bytes_check_text(const ieci_bytes *bytes, const char **start, size_t *size, ieci_error **problems) {
    ieci__place place = {.source = bytes->source};
    const char *foreign = foreign_text(bytes->data, bytes->size);
    if (foreign != NULL) {
        ieci__error_add(problems, IECI_ERROR_ENCODING, &place, "%s", foreign);
        return false;
    }
    const size_t mark = bytes->size >= 3 && memcmp(bytes->data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    const char *text = bytes->data + mark;
    const size_t left = bytes->size - mark;
    const size_t good = ieci__text_check_utf8(text, left);
    if (good < left) {
        add_bad_byte(text, left, good, mark, &place, problems);
        return false;
    }
    *start = text;
    *size = left;
    return true;
}
