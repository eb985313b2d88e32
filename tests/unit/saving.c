/* SPDX-License-Identifier: MIT */
/* A save that is killed before or after any of its system calls leaves the old file or the new one, whole (Linux). A
 * full disk is told, and leaves the old one. */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64

#include <check.h>
#include <ieci/base.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/folder.h"

Suite *suite(void);

#define OLD "the old content"
#define SIZE 70000 /* more than one page, and more than the full disk below has left */

static char new_content[SIZE];

static ieci_bytes *new_bytes(void) {
    ieci_bytes *bytes = NULL;
    memset(new_content, 'n', SIZE);
    ck_assert_int_eq(ieci_bytes_new(new_content, SIZE, NULL, &bytes, NULL), IECI_OK);
    return bytes;
}

/* 0 nothing, 1 the old content, 2 the new one, -1 anything else. */
static int what_is(const char *name) {
    static char content[SIZE + 1];
    const long size = folder_read(name, content, sizeof content);
    if (size < 0) {
        return 0;
    }
    if ((size_t)size == strlen(OLD) && memcmp(content, OLD, strlen(OLD)) == 0) {
        return 1;
    }
    return size == SIZE && memcmp(content, new_content, SIZE) == 0 ? 2 : -1;
}

/* Saves in a child that its parent follows from system call to system call. */
static _Noreturn void save_followed(const ieci_bytes *bytes, const char *path) {
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) {
        _exit(99);
    }
    raise(SIGSTOP);
    const ieci_status status = ieci_bytes_save(bytes, path, NULL);
    _exit(status == IECI_OK ? 0 : 1);
}

/* Kills a save at the `stop`-th time that it enters or leaves the kernel: 1; 0: it came to its end before; -1: the
 * system does not let processes be followed. */
static int kill_save(const ieci_bytes *bytes, const char *path, int stop) {
    int state = 0;
    const pid_t child = fork();
    if (child == 0) {
        save_followed(bytes, path);
    }
    ck_assert(child > 0 && waitpid(child, &state, 0) == child);
    for (int i = 0; i < stop && WIFSTOPPED(state); i++) {
        ck_assert_int_eq(ptrace(PTRACE_SYSCALL, child, NULL, NULL), 0);
        ck_assert(waitpid(child, &state, 0) == child);
    }
    if (WIFSTOPPED(state)) {
        ck_assert_int_eq(kill(child, SIGKILL), 0);
        ck_assert(waitpid(child, &state, 0) == child);
        return 1;
    }
    return WIFEXITED(state) && WEXITSTATUS(state) == 99 ? -1 : 0;
}

/* Removes what the killed savers left beside the file, at most one each. */
static void sweep(const char *name) {
    char kept[1000], command[3000];
    snprintf(kept, sizeof kept, "%s", folder_path(name));
    ck_assert_uint_le(folder_count(), 2);
    snprintf(command, sizeof command, "find '%s' -name '.ieci-*' -delete", folder_path("."));
    ck_assert_int_eq(system(command), 0);
    ck_assert_uint_le(folder_count(), 1);
}

START_TEST(test_killed) {
    const int before = _i; /* 1: there is an old file */
    ieci_bytes *bytes = new_bytes();
    char path[1000];
    int seen[3] = {0, 0, 0}, killed = 1, stops = 0;
    snprintf(path, sizeof path, "%s", folder_path("file"));
    for (int stop = 1; killed == 1; stop++) {
        unlink(path);
        if (before == 1) {
            folder_write("file", OLD, strlen(OLD));
        }
        killed = kill_save(bytes, path, stop);
        const int found = what_is("file");
        ck_assert_msg(found == before || found == 2, "killed at stop %d: the file is torn", stop);
        seen[found]++;
        stops += killed == 1;
        sweep("file");
    }
    ck_assert_int_eq(what_is("file") == 2, killed == 0);
    if (killed == 0) { /* open twice, write, three times modes and stats, fsync, close, rename: all before and after */
        ck_assert_int_ge(stops, 24);
        ck_assert_int_ge(seen[before], 16);
        ck_assert_int_ge(seen[2], 3);
    }
    ieci_bytes_unref(bytes);
}
END_TEST

/* A disk of 64 KiB of its own, which only root can make. */
START_TEST(test_full_disk) {
    char path[1100], folder[1000];
    if (getuid() != 0 || seteuid(0) != 0 || unshare(CLONE_NEWNS) != 0) {
        return;
    }
    snprintf(folder, sizeof folder, "%s", folder_path("disk"));
    snprintf(path, sizeof path, "%s/file", folder);
    ck_assert_int_eq(mkdir(folder, 0700), 0);
    if (mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) == 0 && mount("none", folder, "tmpfs", 0, "size=64k") == 0) {
        ieci_bytes *bytes = new_bytes();
        ieci_error *error = NULL;
        folder_write("disk/file", OLD, strlen(OLD));
        ck_assert_int_eq(ieci_bytes_save(bytes, path, &error), IECI_ERROR_IO);
        ck_assert_msg(strstr(ieci_error_message(error), "cannot be saved: the disk is full (ENOSPC)") != NULL, "%s",
                      ieci_error_message(error));
        ck_assert_int_eq(what_is("disk/file"), 1);
        ieci_error_free(error);
        ieci_bytes_unref(bytes);
        ck_assert_int_eq(unlink(path), 0);
        ck_assert_int_eq(rmdir(folder), -1); /* still mounted */
        ck_assert_int_eq(umount(folder), 0);
    }
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("saving");
    TCase *cases = tcase_create("all");
    tcase_set_timeout(cases, 60);
    tcase_add_checked_fixture(cases, folder_start, folder_stop);
    tcase_add_loop_test(cases, test_killed, 0, 2);
    tcase_add_test(cases, test_full_disk);
    suite_add_tcase(all, cases);
    return all;
}
