/* SPDX-License-Identifier: MIT */
#include "check.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "memory.h"
#include "platform.h"
#include "project_files.h"

/* --- options --- */

static void set_option(ieci_options *options, const char *name, const char *value, problems *met) {
    ieci_error *error = NULL;
    if (value != NULL && ieci_options_set(options, name, value, &error) != IECI_OK) {
        problems_usage(met, "%s", ieci_error_message(error));
        ieci_error_free(error);
    }
}

void check_thresholds(frame *made) {
    static const char start[] = "findings: ";
    ieci_table *table = NULL;
    frame all;
    (void)ieci_catalogue("options", &table, NULL);
    frame_start(&all, table);
    size_t *rows = memory_get(all.rows, sizeof *rows), count = 0;
    for (size_t row = 0; row < all.rows; row++) {
        const char *doc = frame_text(&all, "doc", row);
        if (doc != NULL && strncmp(doc, start, sizeof start - 1) == 0) {
            rows[count++] = row;
        }
    }
    frame_start(made, frame_pick(&all, rows, count, NULL));
    free(rows);
    frame_clear(&all);
}

static void set_thresholds(ieci_options *options, const arguments *given, problems *met) {
    frame thresholds;
    check_thresholds(&thresholds);
    for (size_t i = 0; i < given->num_values[OPTION_THRESHOLD]; i++) {
        char *name = memory_copy(given->values[OPTION_THRESHOLD][i]);
        char *value = strchr(name, '=');
        if (value != NULL) {
            *value++ = '\0';
        }
        if (value == NULL || frame_find(&thresholds, "name", name, 0) == FRAME_NONE) {
            problems_usage(met, "--threshold needs NAME=N with a name that ieci check --help lists, not \"%s\"",
                           given->values[OPTION_THRESHOLD][i]);
        } else {
            set_option(options, name, value, met);
        }
        free(name);
    }
    frame_clear(&thresholds);
}

static ieci_options *make_options(const arguments *given, problems *met) {
    ieci_options *options = NULL;
    ieci_error *error = NULL;
    if (ieci_options_new(&options, &error) == IECI_OK) {
        set_option(options, "edition", arguments_value(given, OPTION_EDITION), met);
        set_option(options, "against", arguments_value(given, OPTION_AGAINST_LIST), met);
        set_option(options, "language", arguments_value(given, OPTION_LANGUAGE), met);
        set_thresholds(options, given, met);
    }
    problems_take(met, error);
    return options;
}

/* --- counts --- */

/* Counts the findings of every check. */
static void tally(checking *of) {
    of->before = memory_get(of->rows.rows, sizeof *of->before);
    for (size_t row = 0; row < of->rows.rows; row++) {
        check_tally one = {frame_text(&of->rows, "class", row), frame_text(&of->rows, "check", row),
                           frame_text(&of->rows, "accepted", row), 0};
        size_t i = 0;
        while (i < of->num_tallies &&
               (strcmp(of->tallies[i].class, one.class) != 0 || strcmp(of->tallies[i].check, one.check) != 0 ||
                strcmp(of->tallies[i].accepted, one.accepted) != 0)) {
            i++;
        }
        if (i == of->num_tallies) {
            of->tallies[of->num_tallies++] = one;
        }
        of->before[row] = of->tallies[i].count++;
    }
}

size_t check_count(const checking *of, const char *class, const char *check, bool accepted) {
    size_t count = 0;
    for (size_t i = 0; i < of->num_tallies; i++) {
        const check_tally *each = &of->tallies[i];
        bool counts = strcmp(each->class, class) == 0 && (check == NULL || strcmp(each->check, check) == 0) &&
                      (strcmp(each->accepted, "yes") == 0) == accepted;
        count += counts ? each->count : 0;
    }
    return count;
}

/* --- finding --- */

static void find(checking *made, const ieci_table *accepted, const ieci_options *options, problems *met) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    (void)ieci_result_findings(made->from.result, accepted, options, &table, &error);
    problems_take(met, error);
    frame_start(&made->rows, table);
    made->num_known = accepted == NULL ? 0 : ieci_table_num_rows(accepted);
    tally(made);
}

/* The mistakes of all files are told in one go, those of the accepted findings too. */
static void check(checking *made, problems *met) {
    const arguments *given = made->given;
    const char *path = made->path;
    const char *file = arguments_value(given, OPTION_ACCEPTED);
    ieci_options *options = make_options(given, met);
    bool opened = met->count == 0 && book_open(&made->from, given, path, met);
    if (met->exit_code != EXIT_USAGE) {
        project_files(given, path, &made->files);
        ieci_table *accepted = file != NULL ? project_files_read(given, file, met)
                                            : project_files_table(given, path, &made->files, "accepted", met);
        if (opened && met->count == 0) {
            find(made, accepted, options, met);
        }
        ieci_table_unref(accepted);
    }
    ieci_options_free(options);
}

/* --- tables --- */

static void write_tables(const checking *of, const char *folder, problems *met) {
    frame coverage;
    if (!platform_make_folder(folder)) {
        problems_file(met, folder, "the folder cannot be made", errno);
        return;
    }
    book_dataset(&of->from, "coverage", &coverage, met);
    const struct {
        const char *name;
        const ieci_table *table;
    } tables[] = {{"findings", of->rows.table}, {"coverage", coverage.table}};
    for (size_t i = 0; i < sizeof tables / sizeof *tables && met->count == 0; i++) {
        output_file(folder, tables[i].name, "csv", tables[i].table, met);
        output_file(folder, tables[i].name, "json", tables[i].table, met);
    }
    frame_clear(&coverage);
}

int check_run(const arguments *given, problems *met) {
    checking made = {.given = given,
                     .path = given->num_words > 0 ? given->words[0] : NULL,
                     .ignored = arguments_have(given, OPTION_IGNORE_CORRECTIONS)};
    output out;
    const char *folder = arguments_value(given, OPTION_TABLES);
    output_start(&out, given, met);
    check(&made, met);
    if (met->count == 0 && folder != NULL) {
        write_tables(&made, folder, met);
    }
    if (met->count == 0 && out.format != NULL) {
        output_table(&out, made.rows.table, met);
    } else if (met->count == 0) {
        check_print(&made, out.colours, &out.written, met);
        output_finish(&out, met);
    }
    bool open = check_count(&made, "first", NULL, false) + check_count(&made, "changed", NULL, false) > 0;
    frame_clear(&made.rows);
    frame_clear(&made.files);
    free(made.before);
    book_close(&made.from);
    text_clear(&out.written);
    int exit_code = problems_tell(met);
    return exit_code == EXIT_DONE && open && arguments_have(given, OPTION_STRICT) ? EXIT_INPUT : exit_code;
}
