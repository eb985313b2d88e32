/* SPDX-License-Identifier: MIT */
#include "platform.h"

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include "memory.h"
#include "text.h"

#ifndef ENABLE_VIRTUAL_TERMINAL_PROCESSING
#define ENABLE_VIRTUAL_TERMINAL_PROCESSING 0x0004
#endif

static UINT code_page_before; /* 0: no console */

static wchar_t *wide(const char *path) {
    int length = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, NULL, 0);
    wchar_t *made = length > 0 ? memory_get((size_t)length, sizeof *made) : NULL;
    if (made != NULL) {
        (void)MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, made, length);
    }
    return made;
}

/* Lone surrogates become U+FFFD. */
static char *narrow(const wchar_t *word) {
    int length = WideCharToMultiByte(CP_UTF8, 0, word, -1, NULL, 0, NULL, NULL);
    char *made = memory_get(length > 0 ? (size_t)length : 1, 1);
    if (length > 0) {
        (void)WideCharToMultiByte(CP_UTF8, 0, word, -1, made, length, NULL, NULL);
    }
    return made;
}

void platform_start(void) {
    (void)_setmode(_fileno(stdin), _O_BINARY);
    (void)_setmode(_fileno(stdout), _O_BINARY);
    (void)_setmode(_fileno(stderr), _O_BINARY);
    code_page_before = GetConsoleOutputCP();
    if (code_page_before != 0) {
        (void)SetConsoleOutputCP(CP_UTF8);
    }
}

void platform_end(void) {
    if (code_page_before != 0) {
        (void)SetConsoleOutputCP(code_page_before);
    }
}

bool platform_has_colours(void) {
    HANDLE console = GetStdHandle(STD_OUTPUT_HANDLE);
    DWORD mode = 0;
    return _isatty(_fileno(stdout)) && GetConsoleMode(console, &mode) &&
           SetConsoleMode(console, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
}

bool platform_is_file(const char *path) {
    wchar_t *name = wide(path);
    DWORD found = name == NULL ? INVALID_FILE_ATTRIBUTES : GetFileAttributesW(name);
    free(name);
    return found != INVALID_FILE_ATTRIBUTES && (found & FILE_ATTRIBUTE_DIRECTORY) == 0;
}

bool platform_is_watched(void) {
    return _isatty(_fileno(stderr)) != 0;
}

unsigned platform_cores(void) {
    SYSTEM_INFO machine;
    GetSystemInfo(&machine);
    return machine.dwNumberOfProcessors < 1     ? 1
           : machine.dwNumberOfProcessors > 256 ? 256
                                                : (unsigned)machine.dwNumberOfProcessors;
}

bool platform_is_folder(const char *path) {
    wchar_t *name = wide(path);
    DWORD found = name == NULL ? INVALID_FILE_ATTRIBUTES : GetFileAttributesW(name);
    free(name);
    return found != INVALID_FILE_ATTRIBUTES && (found & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

bool platform_is_filled(const char *path) {
    text every = {0};
    WIN32_FIND_DATAW found;
    text_print(&every, "%s/*", path);
    wchar_t *name = wide(text_get(&every));
    HANDLE search = name == NULL ? INVALID_HANDLE_VALUE : FindFirstFileW(name, &found);
    bool filled = search == INVALID_HANDLE_VALUE;
    while (!filled) {
        filled = wcscmp(found.cFileName, L".") != 0 && wcscmp(found.cFileName, L"..") != 0;
        if (!filled && !FindNextFileW(search, &found)) {
            break;
        }
    }
    if (search != INVALID_HANDLE_VALUE) {
        (void)FindClose(search);
    }
    free(name);
    text_clear(&every);
    return filled;
}

bool platform_list(const char *path, void (*take)(const char *name, void *state), void *state) {
    text every = {0};
    WIN32_FIND_DATAW found;
    text_print(&every, "%s/*", path);
    wchar_t *pattern = wide(text_get(&every));
    HANDLE search = pattern == NULL ? INVALID_HANDLE_VALUE : FindFirstFileW(pattern, &found);
    bool done = search != INVALID_HANDLE_VALUE;
    while (done) {
        char *name = narrow(found.cFileName);
        take(name, state);
        free(name);
        if (!FindNextFileW(search, &found)) {
            (void)FindClose(search);
            break;
        }
    }
    free(pattern);
    text_clear(&every);
    return done;
}

bool platform_make_folder(const char *path) {
    if (platform_is_folder(path)) {
        return true;
    }
    wchar_t *name = wide(path);
    bool made = name != NULL && CreateDirectoryW(name, NULL);
    errno = made || GetLastError() != ERROR_PATH_NOT_FOUND ? EACCES : ENOENT;
    free(name);
    return made;
}

int wmain(int count, wchar_t **words);

int wmain(int count, wchar_t **words) {
    char **narrowed = memory_get((size_t)count + 1, sizeof *narrowed);
    for (int i = 0; i < count; i++) {
        narrowed[i] = narrow(words[i]);
    }
    int status = program_run(count, narrowed);
    for (int i = 0; i < count; i++) {
        free(narrowed[i]);
    }
    free(narrowed);
    return status;
}
