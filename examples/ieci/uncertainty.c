/* SPDX-License-Identifier: MIT */
/* `uncertainty`: replicates of the index with what could have been decided otherwise; `sensitivity`: what drives them;
 * `merge`: parts put together. */
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "ensemble_print.h"
#include "memory.h"
#include "meter.h"
#include "platform.h"
#include "project.h"

#define DEFAULT_REPLICATES UINT64_C(10000)
#define DEFAULT_ROWS UINT64_C(2000) /* of sensitivity: each is computed once more for every factor */
#define DRIVERS "512"               /* of uncertainty */
#define MOST_ROWS UINT64_C(1000000)
#define MOST_REPLICATES UINT64_C(1000000000000000)
/* A run with a checkpoint is kept so many times, but not after fewer replicates than these. */
#define PORTIONS UINT64_C(50)
#define LEAST_PORTION UINT64_C(20000)

/* Replicates first to last - 1. */
typedef struct range {
    uint64_t first, last;
} range;

/* A run of the command. */
typedef struct run {
    const ieci_model *model;
    ieci_factors *factors;
    ieci_options *options;
    const char *checkpoint; /* NULL: none */
    bool effects;           /* the question is what drives the ranks */
    range wanted;
    ieci_ensemble *done; /* NULL: nothing yet */
    meter shown;
} run;

/* --- the command line --- */

/* A whole number, also as 1e6. */
static bool read_count(const char *word, uint64_t *count) {
    char *end = NULL;
    const double value = strtod(word, &end);
    if (end == word || *end != '\0' || !(value >= 0.0) || value > (double)MOST_REPLICATES || value != floor(value)) {
        return false;
    }
    *count = (uint64_t)value;
    return true;
}

static void read_range(run *at, const arguments *given, problems *met) {
    const char *replicates = arguments_value(given, OPTION_REPLICATES), *word = arguments_value(given, OPTION_RANGE);
    at->wanted = (range){0, at->effects ? DEFAULT_ROWS : DEFAULT_REPLICATES};
    if (replicates != NULL && !read_count(replicates, &at->wanted.last)) {
        problems_usage(met, "--replicates needs a whole number, not \"%s\"", replicates);
    }
    if (word == NULL) {
        return;
    }
    char *copy = memory_copy(word), *colon = strchr(copy, ':');
    bool valid = colon != NULL;
    if (valid) {
        *colon = '\0';
        valid = read_count(copy, &at->wanted.first) && read_count(colon + 1, &at->wanted.last) &&
                at->wanted.first <= at->wanted.last;
    }
    if (!valid) {
        problems_usage(met, "--range needs FIRST:LAST with two whole numbers, not \"%s\"", word);
    }
    free(copy);
}

static const char *interval_of(const arguments *given) {
    const char *word = arguments_value(given, OPTION_INTERVAL);
    return word == NULL ? "90" : word;
}

static void set_option(run *at, const char *name, const char *value, problems *met) {
    ieci_error *error = NULL;
    if (value != NULL && ieci_options_set(at->options, name, value, &error) != IECI_OK) {
        problems_usage(met, "%s", ieci_error_message(error));
        ieci_error_free(error);
    }
}

static void read_options(run *at, const arguments *given, const book *from, problems *met) {
    char cores[24];
    ieci_error *error = NULL;
    if (ieci_options_new(&at->options, &error) != IECI_OK) {
        problems_take(met, error);
        return;
    }
    snprintf(cores, sizeof cores, "%u", platform_cores());
    set_option(at, "threads", cores, met);
    if (at->effects && at->wanted.last > MOST_ROWS) {
        problems_usage(met, "--replicates can be 1000000 at most here");
    }
    snprintf(cores, sizeof cores, "%" PRIu64, at->wanted.last);
    set_option(at, "drivers", at->effects ? cores : DRIVERS, met);
    set_option(at, "threads", arguments_value(given, OPTION_THREADS), met);
    set_option(at, "seed", arguments_value(given, OPTION_SEED), met);
    set_option(at, "interval", arguments_value(given, OPTION_INTERVAL), met);
    set_option(at, "edition", from->edition, met);
    set_option(at, "node", arguments_value(given, OPTION_NODE), met);
}

/* The factors of --factors, or factors.yaml beside the project file. */
static void read_factors(run *at, const arguments *given, problems *met) {
    const char *word = arguments_value(given, OPTION_FACTORS);
    text path = {0};
    ieci_error *error = NULL;
    if (word == NULL) {
        project_file(given, given->num_words > 0 ? given->words[0] : NULL, &path);
        const char *slash = strrchr(text_get(&path), '/');
        text folder = {0};
        text_append(&folder, text_get(&path), slash == NULL ? 0 : (size_t)(slash - text_get(&path)) + 1);
        text_put(&folder, "factors.yaml");
        text_clear(&path);
        path = folder;
        word = text_get(&path);
    }
    ieci_bytes *bytes = project_document(word, met);
    if (bytes != NULL && ieci_factors_parse(bytes, NULL, &at->factors, &error) != IECI_OK) {
        problems_take(met, error);
    }
    ieci_bytes_unref(bytes);
    text_clear(&path);
}

/* --- what was done before --- */

static ieci_ensemble *read_part(const char *path, problems *met) {
    ieci_bytes *bytes = project_document(path, met);
    ieci_ensemble *part = NULL;
    ieci_error *error = NULL;
    if (bytes != NULL && ieci_ensemble_parse(bytes, &part, &error) != IECI_OK) {
        problems_take(met, error);
    }
    ieci_bytes_unref(bytes);
    return part;
}

static void save_part(const ieci_ensemble *part, const char *path, problems *met) {
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    if (ieci_ensemble_format(part, &bytes, &error) != IECI_OK || ieci_bytes_save(bytes, path, &error) != IECI_OK) {
        problems_take(met, error);
    }
    ieci_bytes_unref(bytes);
}

static bool compute(run *at, range part, problems *met) {
    ieci_ensemble *made = NULL, *merged = NULL;
    ieci_error *error = NULL;
    if (ieci_ensemble_run(at->model, at->factors, at->options, part.first, part.last, &made, &error) != IECI_OK) {
        problems_take(met, error);
        return false;
    }
    if (at->done == NULL) {
        at->done = made;
    } else {
        const ieci_ensemble *both[] = {at->done, made};
        if (ieci_ensemble_merge(2, both, NULL, &merged, &error) == IECI_OK) {
            ieci_ensemble_unref(at->done);
            at->done = merged;
        }
        ieci_ensemble_unref(made);
        problems_take(met, error);
    }
    if (at->checkpoint != NULL && met->count == 0) {
        save_part(at->done, at->checkpoint, met);
    }
    meter_advance(&at->shown, part.last - part.first);
    return met->count == 0;
}

/* A range in portions, each of which is saved where there is a checkpoint. */
static bool compute_range(run *at, range whole, problems *met) {
    const uint64_t all = at->wanted.last - at->wanted.first;
    uint64_t portion = all / PORTIONS < LEAST_PORTION ? LEAST_PORTION : all / PORTIONS;
    portion = at->checkpoint == NULL ? whole.last - whole.first : portion;
    bool done = true;
    for (uint64_t first = whole.first; first < whole.last && done; first += portion) {
        const uint64_t last = whole.last - first < portion ? whole.last : first + portion;
        done = compute(at, (range){first, last}, met);
    }
    return done;
}

/* The ranges that an ensemble holds, from its provenance: "0:100,200:300". To be freed. */
static char *held_ranges(const ieci_ensemble *of) {
    ieci_table *table = NULL;
    frame items;
    (void)ieci_ensemble_table(of, "provenance", NULL, &table, NULL);
    frame_start(&items, table);
    const size_t row = frame_find(&items, "item", "ranges", 0);
    const char *found = row == FRAME_NONE ? NULL : frame_text(&items, "value", row);
    char *copy = memory_copy(found == NULL ? "" : found);
    frame_clear(&items);
    return copy;
}

/* Everything that is wanted and not there yet. */
static void compute_rest(run *at, problems *met) {
    range left = at->wanted;
    char *held = at->done == NULL ? memory_copy("") : held_ranges(at->done);
    bool done = true;
    for (const char *next = held; *next != '\0' && done;) {
        char *end = NULL;
        const range there = {strtoull(next, &end, 10), strtoull(*end == ':' ? end + 1 : end, &end, 10)};
        next = *end == ',' ? end + 1 : "";
        const uint64_t start = there.first < left.first ? left.first : there.first;
        if (start > left.first && left.first < left.last) {
            done = compute_range(at, (range){left.first, start < left.last ? start : left.last}, met);
        }
        left.first = there.last > left.first ? there.last : left.first;
    }
    if (left.first < left.last && done) {
        done = compute_range(at, left, met);
    }
    if (at->done == NULL && done) {
        (void)compute(at, (range){at->wanted.first, at->wanted.first}, met);
    }
    free(held);
}

/* What the checkpoint holds must be of the same computation: merging tells. */
static void resume(run *at, problems *met) {
    if (at->checkpoint == NULL || !platform_is_file(at->checkpoint)) {
        return;
    }
    at->done = read_part(at->checkpoint, met);
    if (at->done != NULL) {
        (void)compute(at, (range){0, 0}, met);
    }
}

static void clear_run(run *at) {
    ieci_factors_free(at->factors);
    ieci_options_free(at->options);
    ieci_ensemble_unref(at->done);
}

static int run_command(const arguments *given, bool effects, problems *met) {
    run at = {.checkpoint = arguments_value(given, OPTION_CHECKPOINT), .effects = effects};
    book from;
    output out;
    output_start(&out, given, met);
    read_range(&at, given, met);
    if (book_open(&from, given, given->num_words > 0 ? given->words[0] : NULL, met)) {
        at.model = from.model;
        read_options(&at, given, &from, met);
        read_factors(&at, given, met);
        if (met->count == 0) {
            meter_start(&at.shown, at.options, at.wanted.last - at.wanted.first);
            resume(&at, met);
            if (met->count == 0) {
                compute_rest(&at, met);
            }
            meter_end(&at.shown);
        }
    }
    if (effects) {
        ensemble_print_effects(at.done, at.options, &from, &out, met);
    } else {
        ensemble_print(at.done, at.options, interval_of(given), &from, &out, met);
    }
    clear_run(&at);
    book_close(&from);
    return problems_tell(met);
}

int uncertainty_run(const arguments *given, problems *met) {
    return run_command(given, false, met);
}

int sensitivity_run(const arguments *given, problems *met) {
    return run_command(given, true, met);
}

/* --- merge --- */

int merge_run(const arguments *given, problems *met) {
    const char *save = arguments_value(given, OPTION_SAVE);
    const ieci_ensemble **parts = memory_get(given->num_words, sizeof *parts);
    ieci_ensemble *merged = NULL;
    run at = {0};
    ieci_error *error = NULL;
    output out;
    output_start(&out, given, met);
    if (given->num_words == 0) {
        problems_usage(met, "merge what? Name the files that ieci uncertainty --checkpoint wrote");
    }
    for (size_t i = 0; i < given->num_words; i++) {
        parts[i] = read_part(given->words[i], met);
    }
    if (ieci_options_new(&at.options, &error) == IECI_OK) {
        set_option(&at, "interval", interval_of(given), met);
    }
    if (met->count == 0 && error == NULL &&
        ieci_ensemble_merge(given->num_words, parts, NULL, &merged, &error) == IECI_OK && save != NULL) {
        save_part(merged, save, met);
    }
    problems_take(met, error);
    ensemble_print(merged, at.options, interval_of(given), NULL, &out, met);
    for (size_t i = 0; i < given->num_words; i++) {
        ieci_ensemble_unref((ieci_ensemble *)(uintptr_t)parts[i]);
    }
    free((void *)parts);
    ieci_ensemble_unref(merged);
    clear_run(&at);
    return problems_tell(met);
}
