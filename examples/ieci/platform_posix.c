/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "platform.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A stream that the caller has closed is given /dev/null in the wrong direction: using it still fails, and no file that
 * is opened later is written to by mistake. */
static void occupy_closed_streams(void) {
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
        if (fcntl(stream, F_GETFD) == -1 && errno == EBADF) {
            (void)open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        }
    }
}

void platform_start(void) {
    occupy_closed_streams();
    (void)signal(SIGPIPE, SIG_IGN);
}

void platform_end(void) {}

bool platform_has_colours(void) {
    const char *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && terminal != NULL && terminal[0] != '\0' && strcmp(terminal, "dumb") != 0;
}

bool platform_is_folder(const char *path) {
    struct stat found;
    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

bool platform_is_file(const char *path) {
    struct stat found;
    return stat(path, &found) == 0 && !S_ISDIR(found.st_mode);
}

bool platform_is_watched(void) {
    return isatty(STDERR_FILENO) != 0;
}

unsigned platform_cores(void) {
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > 256 ? 256 : (unsigned)cores;
}

bool platform_is_filled(const char *path) {
    DIR *folder = opendir(path);
    bool filled = folder == NULL;
    for (struct dirent *each; !filled && (each = readdir(folder)) != NULL;) {
        filled = strcmp(each->d_name, ".") != 0 && strcmp(each->d_name, "..") != 0;
    }
    if (folder != NULL) {
        (void)closedir(folder);
    }
    return filled;
}

bool platform_list(const char *path, void (*take)(const char *name, void *state), void *state) {
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return false;
    }
    for (struct dirent *each; (each = readdir(folder)) != NULL;) {
        take(each->d_name, state);
    }
    (void)closedir(folder);
    return true;
}

bool platform_make_folder(const char *path) {
    return platform_is_folder(path) || mkdir(path, 0777) == 0;
}

int main(int count, char **words) {
    return program_run(count, words);
}
