/* SPDX-License-Identifier: MIT */
/* What differs between systems. */
#ifndef IECI_PROGRAM_PLATFORM_H
#define IECI_PROGRAM_PLATFORM_H

#include <stdbool.h>

/** Prepares the standard streams: bytes as they are, writing to a closed pipe is an error and not the end, files that
 * are opened later never get the number of a closed stream. */
void platform_start(void);
/** Undoes what platform_start() did to the console. */
void platform_end(void);
/** Whether standard output is a terminal that understands colours. */
bool platform_has_colours(void);
/** Whether a path (UTF-8) is a folder. */
bool platform_is_folder(const char *path);
/** Whether a folder holds anything; also true where it cannot be read. */
bool platform_is_filled(const char *path);
/** Whether a path is a file that can be opened. */
bool platform_is_file(const char *path);
/** Whether somebody watches standard error. */
bool platform_is_watched(void);
/** How many threads the machine runs at once; 1 if that cannot be told. */
unsigned platform_cores(void);
/** Calls a function with the name of everything in a folder, in any order; false: it cannot be read. */
bool platform_list(const char *path, void (*take)(const char *name, void *state), void *state);
/** Makes a folder unless it is there; false: it cannot be made, errno tells why. */
bool platform_make_folder(const char *path);

/** The program proper: words are UTF-8. */
int program_run(int count, char **words);

#endif
