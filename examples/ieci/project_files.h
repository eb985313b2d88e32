/* SPDX-License-Identifier: MIT */
/* The files that a project names, beside those that make its model. */
#ifndef IECI_PROGRAM_PROJECT_FILES_H
#define IECI_PROGRAM_PROJECT_FILES_H

#include "arguments.h"
#include "frame.h"
#include "text.h"

/** The files of the project as a table: role, path. Without rows if the files were given one by one, and for a project
 * that cannot be read: project_open() tells why. `path` is as there. */
void project_files(const arguments *given, const char *path, frame *made);
/** Appends the path of the file or folder of the project with this role; false: it names none. */
bool project_files_path(const arguments *given, const char *path, const frame *files, const char *role, text *file);
/** Appends the path of a file that is named as the project names its files: from the folder of the project on. */
void project_files_beside(const arguments *given, const char *path, const char *name, text *file);
/** Reads the file of the project with this role as a table; NULL: it names none, or problems were added. */
ieci_table *project_files_table(const arguments *given, const char *path, const frame *files, const char *role,
                                problems *met);
/** Reads a CSV as the options of the command line say. NULL: problems were added. */
ieci_table *project_files_read(const arguments *given, const char *file, problems *met);

#endif
