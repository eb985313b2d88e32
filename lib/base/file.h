/* SPDX-License-Identifier: MIT */
/* Reading and writing whole files: file_posix.c or file_windows.c, one of which is built.
 *
 * POSIX takes the bytes of a path as they are; Windows takes UTF-8 and refuses other bytes. Both refuse what is not a
 * regular file, so that a pipe or a device cannot make them wait for ever. */
#ifndef IECI_BASE_FILE_H
#define IECI_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/** Reads a regular file of at most `limit` bytes into a new block of `*size` bytes and a zero byte. False: a problem
 * was added: IO, LIMIT, NOMEM, ARGUMENT (a path that cannot be). A file that changes meanwhile is IO. */
bool ieci__file_read(const char *path, size_t limit, char **data, size_t *size, ieci_error **problems);

/** Whether anything has this path: a file, a folder, a symbolic link that leads nowhere. */
bool ieci__file_exists(const char *path);

/** Puts a new file in the place of `path` at once: the content goes to a new file in the same folder, is brought to the
 * disk, and is then renamed. A file that was there keeps its permissions; a new one gets those of the umask. A symbolic
 * link, a folder or a device is refused. False: a problem was added and the old file is untouched. */
bool ieci__file_save(const char *path, const char *data, size_t size, ieci_error **problems);

#endif
