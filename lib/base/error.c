/* SPDX-License-Identifier: MIT */
#if defined(_WIN32) && !defined(__USE_MINGW_ANSI_STDIO)
#define __USE_MINGW_ANSI_STDIO 1 /* the C library of old Windows does not know %zu */
#endif

#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

/* Longer messages and keys are cut: hostile input must not blow up the list. */
#define MESSAGE_LONGEST 2000
#define KEY_LONGEST 300

typedef struct problem {
    ieci_status status;
    char *source; /* NULL: unknown; so for key */
    size_t line;
    size_t column;
    char *key;
    char *message;
} problem;

struct ieci_error {
    ieci__handle head;
    problem *problems;
    size_t count;
    size_t capacity;
    char *first; /* the first problem in one line */
    bool has_dropped;
};

/* Shared by all who run out of memory. Never written to: it has no owner, freeing it does nothing. */
static const ieci_error out_of_memory = {.head = {IECI__MAGIC_ERROR, 1}, .count = 1};
static const char out_of_memory_text[] = "out of memory";

static bool is_static(const ieci_error *error) {
    return error == &out_of_memory;
}

static bool is_error(const ieci_error *error) {
    return ieci__handle_is(error, IECI__MAGIC_ERROR);
}

static void clear_problem(problem *each) {
    ieci__memory_free(each->source);
    ieci__memory_free(each->key);
    ieci__memory_free(each->message);
}

ieci_status ieci__error_nomem(ieci_error **problems) {
    if (!is_static(*problems)) {
        ieci_error_free(*problems);
        *problems = (ieci_error *)(uintptr_t)&out_of_memory;
    }
    return IECI_ERROR_NOMEM;
}

/* The text cut to `longest` bytes, never inside a character; `is_cut` says that it goes on beyond its end anyway. */
static size_t cut_size(const char *text, size_t longest, bool is_cut) {
    size_t size = strlen(text);
    if (size <= longest && !is_cut) {
        return size;
    }
    size = size > longest ? longest : size;
    while (size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80) {
        size--;
    }
    return size;
}

/* An escaped copy of a text of at most `longest` bytes; longer ones end in "...". NULL: out of memory. */
static char *copy_escaped(const char *text, size_t longest) {
    ieci__text cut = {0};
    ieci__text escaped = {0};
    const size_t size = cut_size(text, longest, false);
    ieci__text_append(&cut, text, size);
    if (!cut.failed) {
        ieci__text_append_escaped(&escaped, cut.data);
        ieci__text_append_text(&escaped, text[size] == '\0' ? "" : "...");
    }
    const bool failed = cut.failed || escaped.failed;
    ieci__text_clear(&cut);
    if (failed) {
        ieci__text_clear(&escaped);
    }
    return escaped.data;
}

/* The place and message in one line; NULL: out of memory. */
static char *one_line(const problem *each) {
    ieci__text line = {0};
    if (each->source != NULL) {
        ieci__text_append_escaped(&line, each->source);
    }
    if (each->line != 0) {
        ieci__text_append_text(&line, each->source == NULL ? "line " : ":");
        ieci__text_append_size(&line, each->line, 1);
        if (each->column != 0) {
            ieci__text_append_text(&line, ":");
            ieci__text_append_size(&line, each->column, 1);
        }
    }
    ieci__text_append_text(&line, line.size > 0 ? ": " : "");
    if (each->key != NULL) {
        ieci__text_append_escaped(&line, each->key);
        ieci__text_append_text(&line, ": ");
    }
    ieci__text_append_text(&line, each->message);
    if (line.failed) {
        ieci__text_clear(&line);
    }
    return line.data;
}

/* Fills in a problem; false: out of memory, nothing is left behind. */
static bool fill_problem(problem *each, ieci_status status, const ieci__place *place, const char *message) {
    *each = (problem){.status = status};
    each->message = copy_escaped(message, MESSAGE_LONGEST);
    bool done = each->message != NULL;
    if (place != NULL) {
        each->line = place->line;
        each->column = place->column;
        if (place->source != NULL) {
            each->source = ieci__memory_copy_text(place->source);
            done = done && each->source != NULL;
        }
        if (place->key != NULL && place->key[0] != '\0') {
            each->key = copy_escaped(place->key, KEY_LONGEST);
            done = done && each->key != NULL;
        }
    }
    if (!done) {
        clear_problem(each);
    }
    return done;
}

/* Tells in the last kept problem that there are more. */
static bool note_dropped(ieci_error *error) {
    problem *last = &error->problems[error->count - 1];
    ieci__text message = {0};
    if (error->has_dropped) {
        return true;
    }
    ieci__text_append_text(&message, last->message);
    ieci__text_append_text(&message, " (there are more problems; only the first 100 are listed)");
    if (message.failed) {
        ieci__text_clear(&message);
        return false;
    }
    ieci__memory_free(last->message);
    last->message = message.data;
    error->has_dropped = true;
    return true;
}

/* Makes sure that there is a list with room for one more. */
static bool make_room(ieci_error **problems) {
    if (*problems == NULL) {
        *problems = ieci__memory_allocate(1, sizeof **problems);
        if (*problems == NULL) {
            return false;
        }
        ieci__handle_start(&(*problems)->head, IECI__MAGIC_ERROR);
    }
    ieci_error *error = *problems;
    return ieci__memory_reserve((void **)&error->problems, &error->capacity, error->count + 1, sizeof *error->problems);
}

static ieci_status add_message(ieci_error **problems, ieci_status status, const ieci__place *place,
                               const char *message) {
    if (is_static(*problems) || status == IECI_ERROR_NOMEM) {
        return ieci__error_nomem(problems);
    }
    if (ieci__error_is_full(*problems)) {
        return note_dropped(*problems) ? status : ieci__error_nomem(problems);
    }
    if (!make_room(problems)) {
        return ieci__error_nomem(problems);
    }
    ieci_error *error = *problems;
    problem *added = &error->problems[error->count];
    if (!fill_problem(added, status, place, message)) {
        return ieci__error_nomem(problems);
    }
    error->count++;
    if (error->count == 1) {
        error->first = one_line(added);
        if (error->first == NULL) {
            return ieci__error_nomem(problems);
        }
    }
    return status;
}

static ieci_status add_formatted(ieci_error **problems, ieci_status status, const ieci__place *place,
                                 const char *format, va_list values) {
    char message[MESSAGE_LONGEST + 8];
    const int size = vsnprintf(message, sizeof message, format, values);
    if (size < 0 || (size_t)size >= sizeof message) {
        const char mark[] = "...";
        message[sizeof message - 1] = '\0';
        memcpy(message + cut_size(message, MESSAGE_LONGEST, true), mark, sizeof mark);
    }
    return add_message(problems, status, place, message);
}

ieci_status ieci__error_add(ieci_error **problems, ieci_status status, const ieci__place *place, const char *format,
                            ...) {
    va_list values;
    va_start(values, format);
    const ieci_status told = add_formatted(problems, status, place, format, values);
    va_end(values);
    return told;
}

ieci_status ieci__error_argument(ieci_error **problems, const char *name, const char *format, ...) {
    const ieci__place place = {.key = name};
    va_list values;
    va_start(values, format);
    const ieci_status told = add_formatted(problems, IECI_ERROR_ARGUMENT, &place, format, values);
    va_end(values);
    return told;
}

void ieci__error_join(ieci_error **problems, ieci_error **from) {
    ieci_error *moved = *from;
    *from = NULL;
    if (moved == NULL || *problems == NULL || *problems == moved) {
        *problems = moved == NULL ? *problems : moved;
        return;
    }
    if (is_static(moved) || is_static(*problems)) {
        ieci_error_free(moved);
        ieci__error_nomem(problems);
        return;
    }
    for (size_t i = 0; i < moved->count; i++) {
        if (ieci__error_is_full(*problems)) {
            if (!note_dropped(*problems)) {
                ieci__error_nomem(problems);
            }
            break;
        }
        if (!make_room(problems)) {
            ieci__error_nomem(problems);
            break;
        }
        (*problems)->problems[(*problems)->count++] = moved->problems[i];
        moved->problems[i] = (problem){0};
    }
    ieci_error_free(moved);
}

size_t ieci__error_count(const ieci_error *problems) {
    return problems == NULL ? 0 : problems->count;
}

bool ieci__error_is_full(const ieci_error *problems) {
    return problems != NULL && (is_static(problems) || problems->count >= IECI__ERROR_LIMIT);
}

ieci_status ieci__error_problem(const ieci_error *problems, size_t index, ieci__place *place, const char **message) {
    if (is_static(problems)) {
        *place = (ieci__place){0};
        *message = out_of_memory_text;
        return IECI_ERROR_NOMEM;
    }
    const problem *each = &problems->problems[index];
    *place = (ieci__place){each->source, each->line, each->column, each->key};
    *message = each->message;
    return each->status;
}

ieci_status ieci__error_give(ieci_error *problems, ieci_error **error) {
    const ieci_status status = ieci_error_status(problems);
    if (error == NULL) {
        ieci_error_free(problems);
    } else if (problems != NULL) {
        *error = problems;
    }
    return status;
}

const char *ieci__error_status_name(ieci_status status) {
    static const char *const names[] = {"ok",       "nomem",   "argument", "io",        "syntax",
                                        "encoding", "schema",  "data",     "mismatch",  "numeric",
                                        "limit",    "corrupt", "version",  "cancelled", "unsupported"};
    const size_t index = (size_t)status;
    return index < sizeof names / sizeof *names ? names[index] : "unknown";
}

/* What a handle is to the user; NULL if it is none. */
static const char *kind_name(uint32_t magic) {
    static const char *const names[] = {"a document", "a table",  "options",  "a dataset", "a schema",   "weights",
                                        "a model",    "a result", "an error", "factors",   "an ensemble"};
    const uint32_t index = magic - IECI__MAGIC_BYTES;
    return index < sizeof names / sizeof *names ? names[index] : NULL;
}

bool ieci__error_check_handle(ieci_error **problems, const void *object, uint32_t magic, const char *name) {
    if (ieci__handle_is(object, magic)) {
        return true;
    }
    if (!ieci__error_check_pointer(problems, object, name)) {
        return false;
    }
    const char *found = kind_name(((const ieci__handle *)object)->magic);
    const char *expected = kind_name(magic);
    ieci__error_argument(problems, name, "must be %s, but is %s", expected == NULL ? "another object" : expected,
                         found == NULL ? "no object of this library" : found);
    return false;
}

bool ieci__error_check_pointer(ieci_error **problems, const void *pointer, const char *name) {
    if (pointer == NULL) {
        ieci__error_argument(problems, name, "must not be NULL");
    }
    return pointer != NULL;
}

ieci_status ieci_error_status(const ieci_error *error) {
    if (error == NULL) {
        return IECI_OK;
    }
    if (!is_error(error)) {
        return IECI_ERROR_ARGUMENT;
    }
    return is_static(error) ? IECI_ERROR_NOMEM : error->problems[0].status;
}

const char *ieci_error_message(const ieci_error *error) {
    if (!is_error(error)) {
        return "";
    }
    return is_static(error) ? out_of_memory_text : error->first;
}

void ieci_error_free(ieci_error *error) {
    if (!is_error(error) || is_static(error)) {
        return;
    }
    for (size_t i = 0; i < error->count; i++) {
        clear_problem(&error->problems[i]);
    }
    ieci__memory_free(error->problems);
    ieci__memory_free(error->first);
    error->head.magic = 0;
    ieci__memory_free(error);
}
