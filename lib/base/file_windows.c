/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <string.h>
#include <windows.h>

#include "base/memory.h"

#define CHUNK ((size_t)1 << 30)
#define MOST_NAMES 100
/* Letters of ".ieci-" and 16 digits. */
#define NAME_LETTERS 22

static const char cannot_read[] = "cannot be read";
static const char cannot_save[] = "cannot be saved";

static bool fail(ieci_error **problems, const char *path, const char *what, const char *why) {
    const ieci__place place = {.source = path};
    ieci__error_add(problems, IECI_ERROR_IO, &place, "%s: %s", what, why);
    return false;
}

/* What a system error means; FormatMessage() would follow the locale. NULL: not in the list. */
static const char *code_text(DWORD code) {
    switch (code) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
        return "no such file or folder";
    case ERROR_INVALID_NAME:
        return "no file can have such a name";
    case ERROR_ACCESS_DENIED:
        return "no permission";
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
        return "another program has the file open";
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
        return "the disk is full";
    case ERROR_WRITE_PROTECT:
        return "the disk is read-only";
    case ERROR_FILENAME_EXCED_RANGE:
        return "the path is too long";
    default:
        return NULL;
    }
}

static bool fail_code(ieci_error **problems, const char *path, const char *what, DWORD code) {
    const char *why = code_text(code);
    if (why != NULL) {
        return fail(problems, path, what, why);
    }
    const ieci__place place = {.source = path};
    ieci__error_add(problems, IECI_ERROR_IO, &place, "%s: system error %zu", what, (size_t)code);
    return false;
}

/* A path with wide letters and `more` unused ones behind it; NULL: a problem was added. */
static wchar_t *wide_path(const char *path, size_t more, ieci_error **problems) {
    const int size = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, NULL, 0);
    if (size <= 0) {
        ieci__error_argument(problems, "path", "is not UTF-8");
        return NULL;
    }
    wchar_t *wide = ieci__memory_allocate((size_t)size + more, sizeof *wide);
    if (wide == NULL) {
        ieci__error_nomem(problems);
    } else {
        MultiByteToWideChar(CP_UTF8, 0, path, -1, wide, size);
    }
    return wide;
}

/* ---- reading ---- */

/* Reads to the end of a file of `*size` bytes, for which `data` has one byte more, to see that it has not grown. */
static bool read_all(HANDLE file, const char *path, char *data, size_t size, ieci_error **problems) {
    size_t used = 0;
    for (;;) {
        const size_t room = size + 1 - used;
        DWORD got = 0;
        if (!ReadFile(file, data + used, (DWORD)(room < CHUNK ? room : CHUNK), &got, NULL)) {
            return fail_code(problems, path, cannot_read, GetLastError());
        }
        used += got;
        if (got == 0 || used > size) {
            data[size] = '\0';
            return used == size || fail(problems, path, cannot_read, "the file changed meanwhile");
        }
    }
}

/* Reads an open file. */
static bool read_open(HANDLE file, const char *path, size_t limit, char **data, size_t *size, ieci_error **problems) {
    LARGE_INTEGER found;
    if (GetFileType(file) != FILE_TYPE_DISK) {
        return fail(problems, path, cannot_read, "is a pipe or a device, not a regular file");
    }
    if (!GetFileSizeEx(file, &found)) {
        return fail_code(problems, path, cannot_read, GetLastError());
    }
    if ((uint64_t)found.QuadPart > limit) {
        const ieci__place place = {.source = path};
        ieci__error_add(problems, IECI_ERROR_LIMIT, &place, "is larger than max_bytes, %zu bytes", limit);
        return false;
    }
    *size = (size_t)found.QuadPart;
    *data = ieci__memory_allocate(*size + 1, 1);
    if (*data == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    if (!read_all(file, path, *data, *size, problems)) {
        ieci__memory_free(*data);
        return false;
    }
    return true;
}

bool ieci__file_read(const char *path, size_t limit, char **data, size_t *size, ieci_error **problems) {
    wchar_t *wide = wide_path(path, 0, problems);
    if (wide == NULL) {
        return false;
    }
    bool done = false;
    const DWORD kind = GetFileAttributesW(wide);
    if (kind != INVALID_FILE_ATTRIBUTES && (kind & FILE_ATTRIBUTE_DIRECTORY) != 0) {
        fail(problems, path, cannot_read, "is a folder, not a regular file");
    } else {
        HANDLE file = CreateFileW(wide, GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                                  OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
        if (file == INVALID_HANDLE_VALUE) {
            fail_code(problems, path, cannot_read, GetLastError());
        } else {
            char *content = NULL;
            size_t used = 0;
            done = read_open(file, path, limit, &content, &used, problems);
            CloseHandle(file);
            if (done) {
                *data = content;
                *size = used;
            }
        }
    }
    ieci__memory_free(wide);
    return done;
}

/* ---- saving ---- */

bool ieci__file_exists(const char *path) {
    ieci_error *ignored = NULL;
    wchar_t *wide = wide_path(path, 0, &ignored);
    const bool exists = wide != NULL && GetFileAttributesW(wide) != INVALID_FILE_ATTRIBUTES;
    ieci__memory_free(wide);
    ieci_error_free(ignored);
    return exists;
}

/* Letters of the folder in front of the name of the file, with the last separator. */
static size_t folder_letters(const wchar_t *wide) {
    size_t letters = 0;
    for (size_t i = 0; wide[i] != 0; i++) {
        if (wide[i] == L'/' || wide[i] == L'\\' || wide[i] == L':') {
            letters = i + 1;
        }
    }
    return letters;
}

/* Writes a name that no other saver has at this moment. It need not be secret: CREATE_NEW never opens a file that is
 * there. */
static void make_name(wchar_t *name, unsigned attempt) {
    static const wchar_t digits[] = L"0123456789abcdef";
    static const wchar_t start[] = L".ieci-";
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    uint64_t mixed = (uint64_t)GetCurrentProcessId() << 32 ^ (uint64_t)GetCurrentThreadId() << 8 ^ attempt;
    mixed = (mixed ^ (uint64_t)now.QuadPart << 16) * UINT64_C(0x9E3779B97F4A7C15);
    memcpy(name, start, sizeof start);
    size_t at = sizeof start / sizeof *start - 1;
    for (int bits = 60; bits >= 0; bits -= 4) {
        name[at++] = digits[mixed >> bits & 15];
    }
    name[at] = 0;
}

/* Writes everything and brings it to the disk; 0 or a system error. */
static DWORD fill_new(HANDLE file, const char *data, size_t size) {
    for (size_t written = 0; written < size;) {
        const size_t left = size - written;
        DWORD put = 0;
        if (!WriteFile(file, data + written, (DWORD)(left < CHUNK ? left : CHUNK), &put, NULL)) {
            return GetLastError();
        }
        if (put == 0) {
            return ERROR_DISK_FULL;
        }
        written += put;
    }
    LARGE_INTEGER made;
    if (!FlushFileBuffers(file) || !GetFileSizeEx(file, &made)) {
        return GetLastError();
    }
    return (uint64_t)made.QuadPart == size ? 0 : ERROR_WRITE_FAULT;
}

/* Makes the new file `made`, whose name starts at `name`, and moves it to `wide`; 0 or a system error. */
static DWORD replace(const wchar_t *wide, wchar_t *made, wchar_t *name, const char *data, size_t size) {
    HANDLE file = INVALID_HANDLE_VALUE;
    for (unsigned attempt = 0; file == INVALID_HANDLE_VALUE && attempt < MOST_NAMES; attempt++) {
        make_name(name, attempt);
        file = CreateFileW(made, GENERIC_WRITE, 0, NULL, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
        if (file == INVALID_HANDLE_VALUE && GetLastError() != ERROR_FILE_EXISTS) {
            break;
        }
    }
    if (file == INVALID_HANDLE_VALUE) {
        return GetLastError();
    }
    DWORD code = fill_new(file, data, size);
    if (!CloseHandle(file) && code == 0) {
        code = GetLastError();
    }
    if (code == 0 && !MoveFileExW(made, wide, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH)) {
        code = GetLastError();
    }
    if (code != 0) {
        DeleteFileW(made);
    }
    return code;
}

/* Refuses what must not be replaced. */
static bool check_old(const wchar_t *wide, const char *path, ieci_error **problems) {
    const DWORD kind = GetFileAttributesW(wide);
    if (wide[folder_letters(wide)] == 0 ||
        (kind != INVALID_FILE_ATTRIBUTES && (kind & FILE_ATTRIBUTE_DIRECTORY) != 0)) {
        return fail(problems, path, cannot_save, "is a folder, not a regular file");
    }
    if (kind == INVALID_FILE_ATTRIBUTES) {
        return true;
    }
    if ((kind & FILE_ATTRIBUTE_REPARSE_POINT) != 0) {
        return fail(problems, path, cannot_save, "is a symbolic link, not a regular file");
    }
    if ((kind & FILE_ATTRIBUTE_DEVICE) != 0) {
        return fail(problems, path, cannot_save, "is a device, not a regular file");
    }
    return (kind & FILE_ATTRIBUTE_READONLY) == 0 || fail(problems, path, cannot_save, "the file is read-only");
}

bool ieci__file_save(const char *path, const char *data, size_t size, ieci_error **problems) {
    wchar_t *wide = wide_path(path, 0, problems);
    wchar_t *made = wide == NULL ? NULL : wide_path(path, NAME_LETTERS + 1, problems);
    bool done = made != NULL && check_old(wide, path, problems);
    if (done) {
        const DWORD code = replace(wide, made, made + folder_letters(made), data, size);
        done = code == 0 || fail_code(problems, path, cannot_save, code);
    }
    ieci__memory_free(wide);
    ieci__memory_free(made);
    return done;
}
