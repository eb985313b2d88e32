/* SPDX-License-Identifier: MIT */
/*
 * bench CITIES_FOLDER [IECI_PROGRAM]: how long the library takes, beside a peer that was measured in the same run.
 * Prints a Markdown table of medians. Nothing passes or fails here: times are for people to read.
 */
#define _POSIX_C_SOURCE 200809L
#include <ieci/ieci.h>

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "bench.h"

extern char **environ;

static double children_time(void) {
    struct rusage used;
    getrusage(RUSAGE_CHILDREN, &used);
    return (double)used.ru_utime.tv_sec + 1e-6 * (double)used.ru_utime.tv_usec + (double)used.ru_stime.tv_sec +
           1e-6 * (double)used.ru_stime.tv_usec;
}

/* --- The whole program --- */

static void run_program(void *with) {
    char *const *const words = with;
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status = -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    bench_require(posix_spawn(&child, words[0], &actions, NULL, words, environ) == 0, words[0], NULL);
    bench_require(waitpid(child, &status, 0) == child && status == 0, "exit code", NULL);
    posix_spawn_file_actions_destroy(&actions);
}

static void bench_program(char *program, char *project) {
    static char rank[] = "rank", option[] = "--project", nothing[] = "/bin/true";
    char *words[] = {program, rank, option, project, NULL};
    char *empty[] = {nothing, NULL};
    bench_print("`ieci rank` on the cities, whole process, processor time",
                bench_median_by(children_time, run_program, words), "`true`",
                bench_median_by(children_time, run_program, empty));
    bench_print("`ieci rank` on the cities, whole process, by the clock on the wall",
                bench_median_by(bench_wall_time, run_program, words), "`true`",
                bench_median_by(bench_wall_time, run_program, empty));
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fprintf(stderr, "bench CITIES_FOLDER [IECI_PROGRAM]\n");
        return EXIT_FAILURE;
    }
    printf("| what | ms | beside | ms | ratio |\n|---|---|---|---|---|\n");
    bench_cities(argv[1]);
    if (argc > 2) {
        bench_program(argv[2], argv[1]);
    }
    bench_matrices();
    bench_texts(argv[1]);
    return EXIT_SUCCESS;
}
