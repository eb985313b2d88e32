/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#define _FILE_OFFSET_BITS 64

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/text.h"

/* One read or write; some systems refuse more than 2^31 - 1 bytes. */
#define CHUNK ((size_t)1 << 30)
#define NAME_SIZE 32
#define MOST_NAMES 100
#define NO_FILE (-1)

/* What an errno means; strerror() would follow the locale. NULL: not in the list. */
static const char *errno_text(int code) {
    static const struct {
        int code;
        const char *text;
    } texts[] = {
        {ENOENT, "no such file or folder (ENOENT)"},
        {EACCES, "no permission (EACCES)"},
        {EPERM, "no permission (EPERM)"},
        {ENOTDIR, "a part of the path is not a folder (ENOTDIR)"},
        {EISDIR, "is a folder (EISDIR)"},
        {ENAMETOOLONG, "the path is too long (ENAMETOOLONG)"},
        {ELOOP, "symbolic links lead in a circle (ELOOP)"},
        {ENOSPC, "the disk is full (ENOSPC)"},
        {EDQUOT, "the disk quota is used up (EDQUOT)"},
        {EFBIG, "the file would be too large (EFBIG)"},
        {EROFS, "the disk is read-only (EROFS)"},
        {EMFILE, "too many open files (EMFILE)"},
        {ENFILE, "too many open files in the system (ENFILE)"},
        {EIO, "the disk failed (EIO)"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i].code == code) {
            return texts[i].text;
        }
    }
    return NULL;
}

/* Adds an IO problem; always false, so that callers can return it. */
static bool fail(ieci_error **problems, const char *path, const char *what, const char *why) {
    const ieci__place place = {.source = path};
    ieci__error_add(problems, IECI_ERROR_IO, &place, "%s: %s", what, why);
    return false;
}

static bool fail_errno(ieci_error **problems, const char *path, const char *what, int code) {
    const char *why = errno_text(code);
    if (why != NULL) {
        return fail(problems, path, what, why);
    }
    const ieci__place place = {.source = path};
    ieci__error_add(problems, IECI_ERROR_IO, &place, "%s: system error %d", what, code);
    return false;
}

/* What keeps a file from being a regular one, or NULL. */
static const char *irregular_text(mode_t mode) {
    if (S_ISREG(mode)) {
        return NULL;
    }
    if (S_ISDIR(mode)) {
        return "is a folder, not a regular file";
    }
    if (S_ISLNK(mode)) {
        return "is a symbolic link, not a regular file";
    }
    return S_ISFIFO(mode) ? "is a pipe, not a regular file" : "is a device or socket, not a regular file";
}

/* ---- reading ---- */

static const char cannot_read[] = "cannot be read";

static bool check_regular(const struct stat *found, const char *path, const char *what, ieci_error **problems) {
    const char *why = irregular_text(found->st_mode);
    return why == NULL || fail(problems, path, what, why);
}

/* Opens a regular file; -1: a problem was added. */
static int open_regular(const char *path, struct stat *found, ieci_error **problems) {
    /* Looking first: opening a device can have effects. Looking again: another file may have taken its place. */
    if (stat(path, found) != 0) {
        fail_errno(problems, path, cannot_read, errno);
        return -1;
    }
    if (!check_regular(found, path, cannot_read, problems)) {
        return -1;
    }
    const int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file < 0) {
        fail_errno(problems, path, cannot_read, errno);
        return -1;
    }
    const bool is_seen = fstat(file, found) == 0 || fail_errno(problems, path, cannot_read, errno);
    if (!is_seen || !check_regular(found, path, cannot_read, problems)) {
        close(file);
        return -1;
    }
    return file;
}

static bool fail_limit(ieci_error **problems, const char *path, size_t limit) {
    const ieci__place place = {.source = path};
    ieci__error_add(problems, IECI_ERROR_LIMIT, &place, "is larger than max_bytes, %zu bytes", limit);
    return false;
}

/* Reads to the end. `*data` has `capacity` bytes, one of them for the zero byte. */
static bool read_all(int file, const char *path, size_t limit, char **data, size_t capacity, size_t *size,
                     ieci_error **problems) {
    for (;;) {
        if (*size + 1 >= capacity && !ieci__memory_reserve((void **)data, &capacity, *size + 2, 1)) {
            ieci__error_nomem(problems);
            return false;
        }
        const size_t room = capacity - *size - 1;
        const ssize_t got = read(file, *data + *size, room < CHUNK ? room : CHUNK);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fail_errno(problems, path, cannot_read, errno);
        }
        if (got == 0) {
            (*data)[*size] = '\0';
            return true;
        }
        *size += (size_t)got;
        if (*size > limit) {
            return fail_limit(problems, path, limit);
        }
    }
}

/* Whether a file is still what it was before it was read. Files that the system makes up have no size. */
static bool is_unchanged(int file, const struct stat *before, size_t size) {
    struct stat after;
    if (before->st_size == 0) {
        return true;
    }
    return fstat(file, &after) == 0 && before->st_size == after.st_size && (uintmax_t)after.st_size == size &&
           before->st_mtim.tv_sec == after.st_mtim.tv_sec && before->st_mtim.tv_nsec == after.st_mtim.tv_nsec;
}

bool ieci__file_read(const char *path, size_t limit, char **data, size_t *size, ieci_error **problems) {
    struct stat before;
    const int file = open_regular(path, &before, problems);
    if (file < 0) {
        return false;
    }
    bool done = false;
    char *content = NULL;
    size_t used = 0;
    if ((uintmax_t)before.st_size > limit) {
        fail_limit(problems, path, limit);
    } else {
        /* One byte for the end of the file to be seen without growing, one for the zero byte. */
        const size_t capacity = (size_t)before.st_size + 2;
        content = ieci__memory_allocate(capacity, 1);
        if (content == NULL) {
            ieci__error_nomem(problems);
        } else {
            done = read_all(file, path, limit, &content, capacity, &used, problems);
        }
    }
    if (done && !is_unchanged(file, &before, used)) {
        done = fail(problems, path, cannot_read, "the file changed meanwhile");
    }
    close(file);
    if (!done) {
        ieci__memory_free(content);
        return false;
    }
    *data = content;
    *size = used;
    return true;
}

/* ---- saving ---- */

bool ieci__file_exists(const char *path) {
    struct stat found;
    const int kept = errno; /* the caller's */
    const bool exists = lstat(path, &found) == 0;
    errno = kept;
    return exists;
}

static const char cannot_save[] = "cannot be saved";

/* Opens the folder of a path and finds the name in it; -1: a problem was added. */
static int open_folder(const char *path, const char **name, ieci_error **problems) {
    const char *slash = strrchr(path, '/');
    *name = slash == NULL ? path : slash + 1;
    if (**name == '\0') {
        fail(problems, path, cannot_save, "is a folder, not a regular file");
        return -1;
    }
    char *folder = NULL;
    if (slash != NULL) {
        const size_t size = slash == path ? 1 : (size_t)(slash - path);
        folder = ieci__memory_allocate(size + 1, 1);
        if (folder == NULL) {
            ieci__error_nomem(problems);
            return -1;
        }
        memcpy(folder, path, size);
    }
    const int opened = open(folder == NULL ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int code = errno;
    ieci__memory_free(folder);
    if (opened < 0) {
        fail_errno(problems, path, cannot_save, code);
    }
    return opened;
}

/* Looks at what is there: `*mode` is its permissions, or NO_FILE. A file that must not be written is not replaced. */
static bool check_old(int folder, const char *name, const char *path, int *mode, ieci_error **problems) {
    struct stat found;
    *mode = NO_FILE;
    if (fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT || fail_errno(problems, path, cannot_save, errno);
    }
    *mode = (int)(found.st_mode & 0777);
    return check_regular(&found, path, cannot_save, problems) &&
           (faccessat(folder, name, W_OK, AT_EACCESS) == 0 || fail_errno(problems, path, cannot_save, errno));
}

/* A name that no other saver has at this moment. It need not be secret: the file is made with O_EXCL. */
static void make_name(char name[NAME_SIZE], unsigned attempt) {
    static const char digits[] = "0123456789abcdef";
    static const char start[] = ".ieci-";
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    uint64_t mixed = (uint64_t)getpid() << 32 ^ (uint64_t)(uintptr_t)name ^ attempt;
    mixed = (mixed ^ (uint64_t)now.tv_sec << 30 ^ (uint64_t)now.tv_nsec) * UINT64_C(0x9E3779B97F4A7C15);
    memcpy(name, start, sizeof start);
    size_t at = sizeof start - 1;
    for (int bits = 60; bits >= 0; bits -= 4) {
        name[at++] = digits[mixed >> bits & 15];
    }
    name[at] = '\0';
}

/* Makes the new file; -1: errno says why. */
static int open_new(int folder, char name[NAME_SIZE], mode_t mode) {
    int file = -1;
    for (unsigned attempt = 0; file < 0 && attempt < MOST_NAMES; attempt++) {
        make_name(name, attempt);
        file = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
        if (file < 0 && errno != EEXIST) {
            break;
        }
    }
    return file;
}

/* Writes everything; 0, or an errno. */
static int write_all(int file, const char *data, size_t size) {
    struct rlimit most;
    /* Going beyond this limit would raise a signal that ends the process. */
    if (getrlimit(RLIMIT_FSIZE, &most) == 0 && most.rlim_cur != RLIM_INFINITY && size > most.rlim_cur) {
        return EFBIG;
    }
    for (size_t written = 0; written < size;) {
        const size_t left = size - written;
        const ssize_t put = write(file, data + written, left < CHUNK ? left : CHUNK);
        if (put < 0 && errno != EINTR) {
            return errno;
        }
        if (put == 0) {
            return ENOSPC;
        }
        written += put > 0 ? (size_t)put : 0;
    }
    return 0;
}

/* Writes the new file and brings it to the disk with the permissions `mode`; 0 or an errno. NO_FILE: with those that
 * it was made with. */
static int fill_new(int file, const char *data, size_t size, int mode) {
    struct stat made;
    if (fstat(file, &made) != 0) {
        return errno;
    }
    /* Nobody else needs to see a half written file; where permissions cannot be set, nothing is lost. */
    (void)fchmod(file, 0600);
    const int code = write_all(file, data, size);
    if (code != 0) {
        return code;
    }
    if (fchmod(file, mode == NO_FILE ? made.st_mode & 0777 : (mode_t)mode) != 0 || fsync(file) != 0 ||
        fstat(file, &made) != 0) {
        return errno;
    }
    return (uintmax_t)made.st_size == size ? 0 : EIO;
}

/* Makes the new file and renames it; 0, or an errno and there is no new file. */
static int replace(int folder, const char *name, int mode, const char *data, size_t size) {
    char new_name[NAME_SIZE];
    /* A new file gets what the umask leaves; one that replaces another must never be more open than that. */
    const int file = open_new(folder, new_name, mode == NO_FILE ? 0666 : 0600);
    if (file < 0) {
        return errno;
    }
    int code = fill_new(file, data, size, mode);
    if (close(file) != 0 && errno != EINTR && code == 0) {
        code = errno;
    }
    if (code == 0 && renameat(folder, new_name, folder, name) != 0) {
        code = errno;
    }
    if (code != 0) {
        unlinkat(folder, new_name, 0);
        return code;
    }
    /* The new file is in place. If the folder cannot be brought to the disk, a power cut may bring back the old file,
     * whole, so this is no failure. */
    (void)fsync(folder);
    return 0;
}

bool ieci__file_save(const char *path, const char *data, size_t size, ieci_error **problems) {
    const char *name = NULL;
    const int folder = open_folder(path, &name, problems);
    if (folder < 0) {
        return false;
    }
    int mode = NO_FILE;
    bool done = check_old(folder, name, path, &mode, problems);
    if (done) {
        const int code = replace(folder, name, mode, data, size);
        done = code == 0 || fail_errno(problems, path, cannot_save, code);
    }
    close(folder);
    return done;
}
