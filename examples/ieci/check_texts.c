/* SPDX-License-Identifier: MIT */
#include "check_texts.h"

#include <stdlib.h>
#include <string.h>

#include "live.h"
#include "memory.h"
#include "platform.h"
#include "project_files.h"

/* The files of the folder. */
typedef struct name_list {
    char **names;
    size_t count, capacity;
} name_list;

/* Takes a text over. */
static void add(text_findings *made, text *words) {
    if (made->count == made->capacity) {
        made->capacity = made->capacity == 0 ? 8 : 2 * made->capacity;
        made->lines = memory_resize(made->lines, made->capacity, sizeof *made->lines);
    }
    made->lines[made->count++] = *words;
    *words = (text){0};
}

/* The parts of UNIT.LANGUAGE.md; false: it is called otherwise, or is of something that the index does not have. */
static bool read_name(const checking *of, const char *name, text *unit, text *language, text_findings *made) {
    const char *first = strchr(name, '.'), *last = strrchr(name, '.');
    size_t index, before = made->count;
    text words = {0};
    text_append(unit, name, (size_t)(first - name));
    text_append(language, first + 1, first == last ? 0 : (size_t)(last - first) - 1);
    if (first == last) {
        text_print(&words, "%s: a text is called UNIT.LANGUAGE.md", name);
        add(made, &words);
        return false;
    }
    if (ieci_model_find(of->from.model, IECI_AXIS_UNIT, text_get(unit), &index, NULL) != IECI_OK) {
        text_print(&words, "%s: there is no unit %s", name, text_get(unit));
        add(made, &words);
    }
    if (frame_find(&of->from.names, "language", text_get(language), 0) == FRAME_NONE) {
        text_print(&words, "%s: nothing has a name in language %s", name, text_get(language));
        add(made, &words);
    }
    return made->count == before;
}

/* Numbers that cannot be filled in, and those that nobody fills in. */
static void check_words(const live_text *of, text_findings *made) {
    problems found = {0};
    text filled = {0};
    size_t line = 0;
    live_fill(of, &filled, &found);
    for (const char *at = text_get(&found.lines); *at != '\0';) {
        text words = {0};
        at += strncmp(at, "ieci: ", 6) == 0 ? 6 : 0;
        size_t size = strcspn(at, "\n");
        text_append(&words, at, size);
        add(made, &words);
        at += size + (at[size] == '\n' ? 1 : 0);
    }
    while (live_find_digit(of->words, &line)) {
        text words = {0};
        text_print(&words, "%s:%zu: a bare digit, which no later edition will change", of->path, line);
        add(made, &words);
    }
    text_clear(&found.lines);
    text_clear(&filled);
}

static void check_file(const checking *of, const char *folder, const char *name, text_findings *made, problems *met) {
    text path = {0}, unit = {0}, language = {0};
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    text_print(&path, "%s/%s", folder, name);
    if (read_name(of, name, &unit, &language, made) &&
        ieci_bytes_read(text_get(&path), NULL, &bytes, &error) == IECI_OK) {
        const live_text words = {.from = &of->from,
                                 .unit = text_get(&unit),
                                 .language = text_get(&language),
                                 .path = name,
                                 .words = ieci_bytes_data(bytes, NULL)};
        check_words(&words, made);
    }
    problems_take(met, error);
    ieci_bytes_unref(bytes);
    text_clear(&path);
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

void check_texts(const checking *of, text_findings *made, problems *met) {
    name_list list = {0};
    text folder = {0};
    *made = (text_findings){0};
    bool named = project_files_path(of->given, of->path, &of->files, "texts", &folder);
    if (!named) { /* its usual name */
        project_files_beside(of->given, of->path, "texts", &folder);
    }
    if (of->files.rows == 0 || (!named && !platform_is_folder(text_get(&folder)))) {
        text_clear(&folder);
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
