/* SPDX-License-Identifier: MIT */
#include "check_texts.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "platform.h"
#include "project_files.h"

/* The files of the folder. */
typedef struct name_list {
    char **names;
    size_t count, capacity;
} name_list;

/* A text that is read: where it is, and the line. */
typedef struct reading {
    const checking *of;
    const char *name;
    size_t line;
    size_t told; /* last line with a bare digit that was told */
    text_findings *made;
} reading;

static void add(reading *at, const char *words, const char *about, size_t size) {
    text_findings *made = at->made;
    if (made->count == made->capacity) {
        made->capacity = made->capacity == 0 ? 8 : 2 * made->capacity;
        made->lines = memory_resize(made->lines, made->capacity, sizeof *made->lines);
    }
    made->lines[made->count] = (text){0};
    text *line = &made->lines[made->count++];
    text_put(line, at->name);
    if (at->line > 0) {
        text_print(line, ":%zu", at->line);
    }
    text_print(line, ": %s", words);
    text_append(line, about, size);
}

/* --- numbers in braces --- */

static bool is_code(const reading *at, ieci_axis axis, const char *code) {
    size_t index;
    return ieci_model_find(at->of->from.model, axis, code, &index, NULL) == IECI_OK;
}

/* What may stand in braces, and what behind it. */
static const struct {
    const char *verb;
    bool takes_node, needs_node;
} verbs[] = {{"rank", true, false},  {"score", true, false},  {"change", true, false},   {"value", true, true},
             {"move", false, false}, {"units", false, false}, {"edition", false, false}, {"name", false, false}};

/* Words behind the verb: a node, an edition as CODE or edition=CODE, "since". */
static void check_words(reading *at, size_t verb, const char *words, size_t size) {
    bool node = false;
    for (const char *from = words; from < words + size;) {
        text word = {0};
        size_t length = strcspn(from, " }");
        text_append(&word, from, length);
        const char *code = text_get(&word);
        bool edition = is_code(at, IECI_AXIS_EDITION, strncmp(code, "edition=", 8) == 0 ? code + 8 : code);
        bool known = length == 0 || edition || strcmp(code, "since") == 0;
        if (!known && verbs[verb].takes_node && !node) {
            node = known = is_code(at, IECI_AXIS_NODE, code);
        }
        if (!known) {
            add(at, "neither a node nor an edition: ", code, word.size);
        }
        from += length + 1;
        text_clear(&word);
    }
    if (verbs[verb].needs_node && !node) {
        add(at, "the code of an indicator is needed: ", words, size);
    }
}

static void check_number(reading *at, const char *inside, size_t size) {
    while (size > 0 && *inside == ' ') {
        inside++;
        size--;
    }
    size_t length = strcspn(inside, " }");
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strlen(verbs[i].verb) == length && strncmp(inside, verbs[i].verb, length) == 0) {
            check_words(at, i, inside + length, size - length);
            return;
        }
    }
    add(at, "no number is called ", inside, length);
}

/* --- a text --- */

/* The end of what starts here with `open`; NULL: it does not start here. A part without an end takes the rest. */
static const char *skip(const char *from, const char *open, const char *close, bool *ended) {
    if (strncmp(from, open, strlen(open)) != 0) {
        return NULL;
    }
    const char *end = strstr(from, close);
    *ended = end != NULL;
    return end == NULL ? from + strlen(from) : end + strlen(close);
}

static void check_content(reading *at, const char *content) {
    bool ended = true;
    at->line = 1;
    for (const char *from = content; *from != '\0';) {
        const char *end = skip(from, "<!--", "-->", &ended), *number = skip(from, "{{", "}}", &ended);
        if (number != NULL && ended) {
            check_number(at, from + 2, (size_t)(number - from) - 4);
        }
        if (!ended) {
            add(at, "it is not closed: ", from, 2);
        }
        end = end == NULL ? number : end;
        if (end == NULL && *from >= '0' && *from <= '9') {
            end = from + strspn(from, "0123456789.,");
            if (at->told != at->line) {
                add(at, "a bare number, which no later figure changes: ", from, (size_t)(end - from));
            }
            at->told = at->line;
        }
        end = end == NULL ? from + 1 : end;
        for (; from < end; from++) {
            at->line += *from == '\n' ? 1 : 0;
        }
    }
}

/* UNIT.LANGUAGE.md */
static void check_name(reading *at) {
    const char *first = strchr(at->name, '.'), *last = strrchr(at->name, '.');
    text unit = {0}, language = {0};
    if (first == last) {
        add(at, "a text is called UNIT.LANGUAGE.md", "", 0);
        return;
    }
    text_append(&unit, at->name, (size_t)(first - at->name));
    text_append(&language, first + 1, (size_t)(last - first) - 1);
    if (!is_code(at, IECI_AXIS_UNIT, text_get(&unit))) {
        add(at, "there is no unit ", text_get(&unit), unit.size);
    }
    if (frame_find(&at->of->from.names, "language", text_get(&language), 0) == FRAME_NONE) {
        add(at, "nothing has a name in language ", text_get(&language), language.size);
    }
    text_clear(&unit);
    text_clear(&language);
}

/* --- all of them --- */

static void take_name(const char *name, void *state) {
    name_list *list = state;
    size_t size = strlen(name);
    if (size < 3 || strcmp(name + size - 3, ".md") != 0) {
        return;
    }
    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? 16 : 2 * list->capacity;
        list->names = memory_resize((void *)list->names, list->capacity, sizeof *list->names);
    }
    list->names[list->count++] = memory_copy(name);
}

static int compare(const void *a, const void *b) {
    const char *const *first = a, *const *second = b;
    return strcmp(*first, *second);
}

static void check_file(const checking *of, const char *folder, const char *name, text_findings *made, problems *met) {
    reading at = {.of = of, .name = name, .made = made};
    text path = {0};
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    text_print(&path, "%s/%s", folder, name);
    check_name(&at);
    if (ieci_bytes_read(text_get(&path), NULL, &bytes, &error) == IECI_OK) {
        check_content(&at, ieci_bytes_data(bytes, NULL));
    }
    problems_take(met, error);
    ieci_bytes_unref(bytes);
    text_clear(&path);
}

void check_texts(const checking *of, text_findings *made, problems *met) {
    name_list list = {0};
    text folder = {0};
    *made = (text_findings){0};
    if (!project_files_path(of->given, of->path, &of->files, "texts", &folder)) {
        return;
    }
    if (!platform_list(text_get(&folder), take_name, &list)) {
        problems_file(met, text_get(&folder), "the folder cannot be read", 0);
    }
    qsort(list.names, list.count, sizeof *list.names, compare);
    for (size_t i = 0; i < list.count; i++) {
        check_file(of, text_get(&folder), list.names[i], made, met);
        free(list.names[i]);
    }
    made->files = list.count;
    free((void *)list.names);
    text_clear(&folder);
}

void check_texts_clear(text_findings *made) {
    for (size_t i = 0; i < made->count; i++) {
        text_clear(&made->lines[i]);
    }
    free(made->lines);
    *made = (text_findings){0};
}
