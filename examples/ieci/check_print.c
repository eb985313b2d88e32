/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "check_texts.h"
#include "memory.h"
#include "project_files.h"
#include "screen.h"
#include "words.h"

/* Findings of one check that are shown without --all: of those to look at, of notes. */
#define MOST_SHOWN 10
#define MOST_NOTES 5
/* Indicators and units that are listed; of more, the message has the number. */
#define MOST_INDICATORS 3
#define MOST_UNITS 10

static bool is(const frame *rows, size_t row, const char *column, const char *word) {
    const char *found = frame_text(rows, column, row);
    return found != NULL && strcmp(found, word) == 0;
}

static const char *plural(size_t count, const char *one, const char *many) {
    return count == 1 ? one : many;
}

/* --- editions --- */

static size_t place_of(const checking *of, const char *edition) {
    size_t place = 0;
    (void)ieci_model_find(of->from.model, IECI_AXIS_EDITION, edition, &place, NULL);
    return place;
}

/* Marks the editions that are compared: the one under check and those of the list, or the one before. */
static void mark_compared(const checking *of, bool *compared) {
    const char *list = arguments_value(of->given, OPTION_AGAINST_LIST);
    list = list == NULL ? of->from.against : list;
    compared[place_of(of, of->from.edition)] = true;
    while (list != NULL && *list != '\0') {
        text code = {0};
        list += strspn(list, " ");
        size_t size = strcspn(list, ","), used = size;
        while (used > 0 && list[used - 1] == ' ') {
            used--;
        }
        text_append(&code, list, used);
        compared[place_of(of, text_get(&code))] = true;
        list += size + (list[size] == ',');
        text_clear(&code);
    }
}

/* The editions that are compared, in a list; of them the last. */
static const char *last_compared(const checking *of, text *others) {
    size_t count = ieci_model_size(of->from.model, IECI_AXIS_EDITION);
    bool *compared = memory_get(count, sizeof *compared);
    const char *last = NULL;
    mark_compared(of, compared);
    for (size_t e = 0; e < count; e++) {
        const char *code = ieci_model_code(of->from.model, IECI_AXIS_EDITION, e);
        last = compared[e] ? code : last;
        if (compared[e] && strcmp(code, of->from.edition) != 0) {
            text_print(others, "%s%s", others->size == 0 ? "" : ", ", code);
        }
    }
    free(compared);
    return last;
}

/* --- the lines above --- */

static void put_title(const checking *of, bool colours, text *out) {
    const book *from = &of->from;
    const char *heading = book_heading(from, "title");
    size_t row = frame_find(&from->editions, "code", from->edition, 0);
    const char *state = row == FRAME_NONE ? NULL : frame_text(&from->editions, "state", row);
    text title = {0}, escaped = {0}, others = {0};
    (void)last_compared(of, &others);
    text_print(&title, "%s%sedition %s", heading == NULL ? "" : heading, heading == NULL ? "" : ", ", from->edition);
    if (state != NULL) {
        text_print(&title, " (%s)", state);
    }
    text_print(&title, "%s%s", others.size == 0 ? "" : " against ", text_get(&others));
    screen_escape(&escaped, text_get(&title));
    screen_put(out, text_get(&escaped), SCREEN_STRONG, colours);
    text_put(out, "\n");
    text_clear(&title);
    text_clear(&escaped);
    text_clear(&others);
}

/* Cells that were read from a file: "3380 cells: ok 3266, missing 18 ...". */
static void put_cells(const checking *of, const char *path, text *out, problems *met) {
    static const char *const statuses[] = {"ok", "missing", "not_covered", "not_applicable", "below", "above"};
    size_t counts[sizeof statuses / sizeof *statuses] = {0}, all = 0, told = 0;
    frame cells;
    book_dataset(&of->from, "cells", &cells, met);
    for (size_t row = 0; row < cells.rows; row++) {
        const char *file = frame_text(&cells, "file", row), *status = frame_text(&cells, "status", row);
        size_t size = file == NULL ? 0 : strlen(file), tail = path == NULL ? 0 : strlen(path);
        if (path != NULL && (size < tail || strcmp(file + size - tail, path) != 0)) {
            continue;
        }
        all++;
        for (size_t i = 0; i < sizeof statuses / sizeof *statuses && status != NULL; i++) {
            counts[i] +=
                strcspn(status, " ") == strlen(statuses[i]) && strncmp(status, statuses[i], strlen(statuses[i])) == 0;
        }
    }
    text_print(out, "%zu cell%s", all, plural(all, "", "s"));
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (counts[i] > 0 && counts[0] < all) {
            text_print(out, "%s %s %zu", told++ == 0 ? ":" : ",", statuses[i], counts[i]);
        }
    }
    frame_clear(&cells);
}

static void put_corrections(const checking *of, text *out, problems *met) {
    ieci_table *table = project_files_table(of->given, of->path, &of->files, "corrections", met);
    frame rows;
    frame_start(&rows, table);
    text_print(out, "%zu correction%s: ", rows.rows, plural(rows.rows, "", "s"));
    if (of->ignored) {
        text_put(out, "left out");
    } else if (frame_column(&rows, "old") == FRAME_NONE) {
        text_put(out, "without a column old nothing tells when they outlive their data");
    } else {
        text_put(out, "none has outlived its data");
    }
    frame_clear(&rows);
}

static void put_rows(const checking *of, const char *table, const char *one, const char *many, text *out,
                     problems *met) {
    frame rows;
    book_dataset(&of->from, table, &rows, met);
    text_print(out, "%zu %s", rows.rows, plural(rows.rows, one, many));
    frame_clear(&rows);
}

static void put_schema(const checking *of, text *out) {
    size_t indicators = 0;
    for (size_t row = 0; row < of->from.nodes.rows; row++) {
        indicators += is(&of->from.nodes, row, "kind", "indicator") ? 1 : 0;
    }
    text_print(out, "%zu indicator%s in %zu node%s", indicators, plural(indicators, "", "s"),
               of->from.nodes.rows - indicators, plural(of->from.nodes.rows - indicators, "", "s"));
}

/* What a file of the project holds; nothing for files that a check does not read. */
static void describe(const checking *of, const char *role, const char *path, text *out, problems *met) {
    if (strcmp(role, "schema") == 0) {
        put_schema(of, out);
    } else if (strcmp(role, "data") == 0) {
        put_cells(of, path, out, met);
    } else if (strcmp(role, "units") == 0) {
        put_rows(of, "units", "unit", "units", out, met);
    } else if (strcmp(role, "aliases") == 0) {
        put_rows(of, "aliases", "other spelling", "other spellings", out, met);
    } else if (strcmp(role, "sources") == 0) {
        put_rows(of, "sources", "source", "sources", out, met);
    } else if (strcmp(role, "corrections") == 0) {
        put_corrections(of, out, met);
    } else if (strcmp(role, "accepted") == 0) {
        text_print(out, "%zu accepted finding%s", of->num_known, plural(of->num_known, "", "s"));
    } else if (strcmp(role, "weights") == 0) {
        text_print(out, "set %s", of->from.weights == NULL ? "" : of->from.weights);
    }
}

static void put_files(const checking *of, bool colours, text *out, problems *met) {
    grid *into = grid_new("lc");
    for (size_t row = 0; row < of->files.rows; row++) {
        text what = {0};
        const char *path = frame_text(&of->files, "path", row);
        describe(of, frame_text(&of->files, "role", row), path, &what, met);
        if (what.size > 0) {
            grid_cell(into, path, SCREEN_PLAIN);
            grid_cell(into, text_get(&what), SCREEN_PLAIN);
        }
        text_clear(&what);
    }
    if (of->files.rows == 0) {
        text what = {0};
        put_schema(of, &what);
        text_put(&what, ", ");
        put_rows(of, "units", "unit", "units", &what, met);
        text_put(&what, ", ");
        put_cells(of, NULL, &what, met);
        grid_cell(into, text_get(&what), SCREEN_PLAIN);
        grid_cell(into, NULL, SCREEN_PLAIN);
        text_clear(&what);
    }
    grid_print(into, 0, colours, out);
}

/* --- one finding in words --- */

/* Codes separated by blanks as a list; NULL, or more than `most`: nothing. */
static void put_codes(const char *codes, size_t most, text *out) {
    size_t count = 0;
    for (const char *at = codes; at != NULL && *at != '\0'; at++) {
        count += *at == ' ' || at == codes ? 1 : 0;
    }
    for (const char *at = codes; at != NULL && *at != '\0' && count <= most; at++) {
        text_append(out, *at == ' ' ? ", " : at, *at == ' ' ? 2 : 1);
    }
}

/* The figures: "2022: 0, 2024: 16, 2025: 15", "31 -> 66 (2024 -> 2025)", "0.6 (2018)". */
static void put_figures(const checking *of, size_t row, text *out) {
    const char *before = frame_text(&of->rows, "before", row), *after = frame_text(&of->rows, "after", row);
    const char *edition = frame_text(&of->rows, "edition", row), *against = frame_text(&of->rows, "against", row);
    bool both = before != NULL && after != NULL;
    text_put(out, before);
    if (before != NULL && strchr(before, ':') != NULL) { /* of several editions, each with its name */
        text others = {0};
        const char *last = last_compared(of, &others);
        if (after != NULL) {
            text_print(out, ", %s: %s", last, after);
        }
        text_clear(&others);
        return;
    }
    text_put(out, both ? " -> " : "");
    text_put(out, after);
    if (both && edition != NULL && against != NULL && strchr(against, ' ') == NULL) {
        bool ordered = place_of(of, against) < place_of(of, edition);
        text_print(out, " (%s -> %s)", ordered ? against : edition, ordered ? edition : against);
    } else if (after != NULL && edition != NULL) {
        text_print(out, " (%s)", edition);
    }
}

static void put_reason(const frame *rows, size_t row, text *out) {
    const char *by = frame_text(rows, "by", row), *date = frame_text(rows, "date", row);
    const char *reason = frame_text(rows, "reason", row);
    text_put(out, reason == NULL ? "no reason is given" : reason);
    if (by != NULL || date != NULL) {
        text_print(out, " (%s%s%s)", by == NULL ? "" : by, by == NULL || date == NULL ? "" : ", ",
                   date == NULL ? "" : date);
    }
}

/* The line of a finding: code, check, indicator, units, figures, and its message, or why it was accepted. */
static void put_line(checking *of, size_t row, screen_style style, grid *into) {
    text words = {0}, figures = {0}, indicators = {0};
    put_codes(frame_text(&of->rows, "unit", row), MOST_UNITS, &words);
    put_figures(of, row, &figures);
    text_put(&words, words.size == 0 || figures.size == 0 ? "" : "  ");
    text_put(&words, text_get(&figures));
    text_put(&words, words.size == 0 ? "" : ": ");
    if (is(&of->rows, row, "accepted", "yes")) {
        put_reason(&of->rows, row, &words);
    } else {
        text_put(&words, frame_text(&of->rows, "message", row));
    }
    text_put(&words, frame_real(&of->rows, "ranks_touched", row) == 0 ? "; touches no rank" : "");
    grid_cell(into, frame_text(&of->rows, "code", row), style);
    grid_cell(into, frame_text(&of->rows, "check", row), SCREEN_PLAIN);
    put_codes(frame_text(&of->rows, "indicator", row), MOST_INDICATORS, &indicators);
    grid_cell(into, text_get(&indicators), SCREEN_PLAIN);
    grid_cell(into, text_get(&words), SCREEN_PLAIN);
    text_clear(&indicators);
    text_clear(&words);
    text_clear(&figures);
}

/* A line below it. */
static void put_below(const char *label, const char *words, grid *into) {
    text both = {0};
    text_print(&both, "%s%s", label, words);
    for (size_t i = 0; i < 3; i++) {
        grid_cell(into, NULL, SCREEN_PLAIN);
    }
    grid_cell(into, text_get(&both), SCREEN_FAINT);
    text_clear(&both);
}

static void put_ranks(const checking *of, size_t row, const char *label, grid *into) {
    const char *ranks = frame_text(&of->rows, "ranks", row);
    if (ranks != NULL) {
        put_below(label, ranks, into);
    }
}

static void put_more(size_t more, grid *into) {
    text words = {0};
    text_print(&words, "%zu more: --all shows them", more);
    put_below("and ", text_get(&words), into);
    text_clear(&words);
}

/* --- sections --- */

static void put_heading(const char *words, bool colours, text *out) {
    text_put(out, "\n");
    screen_put(out, words, SCREEN_STRONG, colours);
    text_put(out, "\n");
}

/* "LOOK AT THESE FIRST (1 zero, 1 alone)": how many of each check. */
static void put_counts(const checking *of, const char *words, const char *class, bool colours, text *out) {
    text heading = {0};
    size_t told = 0;
    text_print(&heading, "%s (", words);
    for (size_t row = 0; row < of->rows.rows; row++) {
        const char *check = frame_text(&of->rows, "check", row);
        if (is(&of->rows, row, "class", class) && is(&of->rows, row, "accepted", "no") && of->before[row] == 0) {
            text_print(&heading, "%s%zu %s", told++ == 0 ? "" : ", ", check_count(of, class, check, false), check);
        }
    }
    text_put(&heading, ")");
    put_heading(text_get(&heading), colours, out);
    text_clear(&heading);
}

/* The ranks of the finding that sums up others. */
static void put_sum_of(const checking *of, const char *check, const char *label, bool colours, text *out) {
    size_t row = frame_find(&of->rows, "check", check, 0);
    const char *ranks = row == FRAME_NONE ? NULL : frame_text(&of->rows, "ranks", row);
    grid *into = grid_new("lc");
    if (ranks != NULL) {
        grid_cell(into, label, SCREEN_PLAIN);
        grid_cell(into, ranks, SCREEN_FAINT);
    }
    grid_print(into, 1, colours, out);
}

static void put_open(checking *of, const char *words, const char *class, bool colours, text *out) {
    bool all = arguments_have(of->given, OPTION_ALL);
    screen_style style = strcmp(class, "first") == 0 ? SCREEN_BAD : SCREEN_STRONG;
    if (check_count(of, class, NULL, false) == 0) {
        return;
    }
    put_counts(of, words, class, colours, out);
    grid *into = grid_new("lllc");
    for (size_t row = 0; row < of->rows.rows; row++) {
        if (!is(&of->rows, row, "class", class) || !is(&of->rows, row, "accepted", "no")) {
            continue;
        }
        if (all || of->before[row] < MOST_SHOWN) {
            put_line(of, row, style, into);
            put_ranks(of, row, "without it ", into);
        } else if (of->before[row] == MOST_SHOWN) {
            put_more(check_count(of, class, frame_text(&of->rows, "check", row), false) - MOST_SHOWN, into);
        }
    }
    grid_print(into, 1, colours, out);
}

static bool is_correction(const checking *of, size_t row) {
    return is(&of->rows, row, "check", "corrected") || is(&of->rows, row, "check", "restated");
}

/* What was looked at: findings that somebody accepted. */
static void put_accepted(checking *of, bool colours, text *out) {
    grid *into = grid_new("lllc");
    size_t count = 0;
    for (size_t row = 0; row < of->rows.rows; row++) {
        if (is(&of->rows, row, "accepted", "yes") && !is_correction(of, row)) {
            put_line(of, row, SCREEN_PLAIN, into);
            count++;
        }
    }
    if (count > 0) {
        put_heading("ACCEPTED", colours, out);
    }
    grid_print(into, 1, colours, out);
}

/* Corrected cells, and the ranks as first computed and as restated. */
static void put_corrected(checking *of, bool colours, text *out) {
    bool all = arguments_have(of->given, OPTION_ALL);
    size_t count = check_count(of, "note", "corrected", true);
    grid *into = grid_new("lllc");
    if (count > 0) {
        put_heading("CORRECTED (ranks as first computed -> as restated)", colours, out);
    }
    for (size_t row = 0; row < of->rows.rows; row++) {
        if (is(&of->rows, row, "check", "corrected") && (all || of->before[row] < MOST_SHOWN)) {
            put_line(of, row, SCREEN_STRONG, into);
            put_ranks(of, row, "", into);
        }
    }
    if (!all && count > MOST_SHOWN) {
        put_more(count - MOST_SHOWN, into);
    }
    grid_print(into, 1, colours, out);
    put_sum_of(of, "restated", "all of them", colours, out);
}

/* --- notes --- */

/* The name of a check as a label: "NODE MISSING". */
static void put_label(const char *check, text *out) {
    for (; *check != '\0'; check++) {
        char letter = *check == '_' ? ' ' : *check >= 'a' && *check <= 'z' ? (char)(*check - 'a' + 'A') : *check;
        text_append(out, &letter, 1);
    }
}

static void put_note(const checking *of, size_t row, text *out) {
    text about = {0}, units = {0};
    put_codes(frame_text(&of->rows, "indicator", row), MOST_INDICATORS, &about);
    put_codes(frame_text(&of->rows, "unit", row), MOST_UNITS, &units);
    text_put(&about, about.size == 0 || units.size == 0 ? "" : " in ");
    text_put(&about, text_get(&units));
    text_print(out, "%s%s", text_get(&about), about.size == 0 ? "" : ": ");
    text_put(out, frame_text(&of->rows, "message", row));
    text_clear(&about);
    text_clear(&units);
}

/* Notes of one check, the first of which is at `first`, in one cell. */
static void put_notes_of(const checking *of, size_t first, grid *into) {
    const char *check = frame_text(&of->rows, "check", first);
    bool all = arguments_have(of->given, OPTION_ALL);
    size_t count = check_count(of, "note", check, false);
    text label = {0}, words = {0};
    for (size_t row = first; row < of->rows.rows; row++) {
        bool wanted = is(&of->rows, row, "check", check) && is(&of->rows, row, "accepted", "no");
        if (wanted && (all || of->before[row] < MOST_NOTES)) {
            text_put(&words, words.size == 0 ? "" : "; ");
            put_note(of, row, &words);
        }
    }
    if (!all && count > MOST_NOTES) {
        text_print(&words, "; and %zu more: --all shows them", count - MOST_NOTES);
    }
    put_label(check, &label);
    grid_cell(into, text_get(&label), SCREEN_STRONG);
    grid_cell(into, text_get(&words), SCREEN_PLAIN);
    text_clear(&label);
    text_clear(&words);
}

/* The authors' texts. */
static void put_texts(const checking *of, grid *into, problems *met) {
    bool all = arguments_have(of->given, OPTION_ALL);
    text_findings found;
    text words = {0};
    check_texts(of, &found, met);
    for (size_t i = 0; i < found.count && (all || i < MOST_NOTES); i++) {
        text_print(&words, "%s%s", i == 0 ? "" : "; ", text_get(&found.lines[i]));
    }
    if (!all && found.count > MOST_NOTES) {
        text_print(&words, "; and %zu more: --all shows them", found.count - MOST_NOTES);
    }
    if (found.files > 0 && found.count == 0) {
        text_print(&words, "%zu file%s: all numbers are live", found.files, plural(found.files, "", "s"));
    }
    if (words.size > 0) {
        grid_cell(into, "TEXT", SCREEN_STRONG);
        grid_cell(into, text_get(&words), SCREEN_PLAIN);
    }
    text_clear(&words);
    check_texts_clear(&found);
}

static void put_notes(const checking *of, bool colours, text *out, problems *met) {
    grid *into = grid_new("lc");
    for (size_t row = 0; row < of->rows.rows; row++) {
        bool wanted = is(&of->rows, row, "class", "note") && is(&of->rows, row, "accepted", "no") &&
                      !is(&of->rows, row, "check", "together");
        if (wanted && of->before[row] == 0) {
            put_notes_of(of, row, into);
        }
    }
    put_texts(of, into, met);
    text notes = {0};
    grid_print(into, 0, colours, &notes);
    text_put(out, notes.size > 0 ? "\n" : "");
    text_put(out, text_get(&notes));
    text_clear(&notes);
}

static void put_sum(const checking *of, text *out) {
    size_t first = check_count(of, "first", NULL, false), changed = check_count(of, "changed", NULL, false);
    size_t accepted = check_count(of, "first", NULL, true) + check_count(of, "changed", NULL, true);
    text_print(out, "\n%zu to look at first, %zu changed, %zu accepted.", first, changed, accepted);
    if (first + changed > 0 && !arguments_have(of->given, OPTION_STRICT)) {
        text_put(out, " --strict makes open findings exit code 1.");
    }
    text_put(out, "\n");
}

void check_print(checking *of, bool colours, text *out, problems *met) {
    put_title(of, colours, out);
    put_files(of, colours, out, met);
    put_open(of, "LOOK AT THESE FIRST", "first", colours, out);
    put_sum_of(of, "together", "without all of them", colours, out);
    put_open(of, "CHANGED", "changed", colours, out);
    put_accepted(of, colours, out);
    put_corrected(of, colours, out);
    put_notes(of, colours, out, met);
    put_sum(of, out);
}
