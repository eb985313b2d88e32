/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "commands.h"
#include "project.h"
#include "result_file.h"
#include "screen.h"

#define MOST_SHOWN 10

/* A result file and what was found when it was computed again. */
typedef struct verified {
    const char *path;
    const ieci_result *result;
    frame computation, differences;
} verified;

/* --- what the file says of itself --- */

static void put_editions(const verified *at, text *out) {
    size_t count = result_file_count(&at->computation, "state"), row = 0;
    text_print(out, "edition%s ", count == 1 ? "" : "s");
    for (size_t i = 0; i < count; i++) {
        row = frame_find(&at->computation, "item", "state", row);
        text_put(out, i == 0 ? "" : i + 1 < count ? ", " : " and ");
        screen_escape(out, frame_text(&at->computation, "edition", row));
        text_print(out, " (%s)", frame_text(&at->computation, "value", row));
        row++;
    }
    text_put(out, "\n");
}

static void put_file(const verified *at, text *out) {
    const char *weights = result_file_item(&at->computation, "weights");
    screen_escape(out, at->path);
    text_put(out, ": whole, every sum is right; ");
    put_editions(at, out);
    text_put(out, "computed with ieci ");
    screen_escape(out, result_file_item(&at->computation, "library"));
    text_put(out, ", numerics ");
    screen_escape(out, result_file_item(&at->computation, "numerics"));
    text_put(out, weights == NULL ? "" : ", weights ");
    screen_escape(out, weights);
    text_print(out, "; identity %s\n", result_file_item(&at->computation, "identity"));
}

/* Codes of the rows of an item, in brackets. */
static void put_codes(const verified *at, const char *item, text *out) {
    size_t row = 0, count = 0;
    while ((row = frame_find(&at->computation, "item", item, row)) != FRAME_NONE) {
        text_put(out, count++ == 0 ? " (" : ", ");
        screen_escape(out, frame_text(&at->computation, "value", row++));
    }
    text_put(out, count == 0 ? "" : ")");
}

static void put_left_out(const verified *at, text *out) {
    text figures = {0};
    if (result_file_put_kept_back(&at->computation, at->result, &figures)) {
        text_print(out, "made for outside: %s are not in it", text_get(&figures));
        put_codes(at, "kept_back", out);
        text_put(out, "\n");
    }
    text_clear(&figures);
}

/* --- what was found --- */

static void put_count(size_t count, const char *what, const char *how, text *out) {
    if (count > 0) {
        text_print(out, "   %zu %s%s %s\n", count, what, count == 1 ? "" : "s", how);
    }
}

/* From which level every number of a file for outside was computed. */
static void put_levels(const verified *at, text *out) {
    const frame *from = &at->computation;
    const ieci_model *model = ieci_result_model(at->result);
    size_t scores = result_file_count(from, "from_scores"), printed = result_file_count(from, "from_printed");
    size_t nothing = result_file_count(from, "from_nothing"), kept_back = result_file_count(from, "kept_back");
    size_t all = ieci_model_size(model, IECI_AXIS_NODE);
    if (kept_back == 0) {
        return;
    }
    put_count(all - scores - printed - nothing - kept_back, "indicator", "from the figures", out);
    put_count(scores, "node", "from all digits of the scores below", out);
    put_count(printed, "node", "from the printed scores below, within their rounding", out);
    put_count(kept_back, "indicator", "taken as the file says: no figures", out);
    put_count(nothing, "node", "taken as the file says where a value below is withheld", out);
}

static void put_same(const verified *at, text *out) {
    const ieci_model *model = ieci_result_model(at->result);
    bool all = result_file_count(&at->computation, "kept_back") == 0;
    text_print(out, ": %zu cities x %zu nodes x %zu editions, %s\n", ieci_model_size(model, IECI_AXIS_UNIT),
               ieci_model_size(model, IECI_AXIS_NODE), ieci_model_size(model, IECI_AXIS_EDITION),
               all ? "every score and rank the same" : "nothing that the file says is wrong:");
    put_levels(at, out);
}

static void put_differences(const verified *at, bool colours, text *out) {
    static const char *const columns[] = {"table", "edition", "node", "unit", "what", "stored", "recomputed", "basis"};
    static const char *const heads[] = {"Table", "Edition", "Node", "City", "What", "In the file", "Computed", "From"};
    const frame *rows = &at->differences;
    grid *into = grid_new("llllllll");
    text_print(out, ": %zu number%s not the same:\n", rows->rows, rows->rows == 1 ? " is" : "s are");
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
        grid_cell(into, heads[c], SCREEN_STRONG);
    }
    for (size_t row = 0; row < rows->rows && row < MOST_SHOWN; row++) {
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
            grid_cell(into, frame_text(rows, columns[c], row), SCREEN_PLAIN);
        }
    }
    grid_print(into, 2, colours, out);
    if (rows->rows > MOST_SHOWN) {
        text_print(out, "  and %zu more; --format csv lists all\n", rows->rows - MOST_SHOWN);
    }
    put_levels(at, out);
}

static void put_all(const verified *at, output *out, problems *met) {
    uint32_t version = ieci_version();
    put_file(at, &out->written);
    put_left_out(at, &out->written);
    text_print(&out->written, "recomputed with ieci %u.%u.%u", (unsigned)(version / 1000000),
               (unsigned)(version / 1000 % 1000), (unsigned)(version % 1000));
    if (at->differences.rows == 0) {
        put_same(at, &out->written);
    } else {
        put_differences(at, out->colours, &out->written);
    }
    output_finish(out, met);
}

/* --- the command --- */

static void verify(verified *at, output *out, problems *met) {
    ieci_table *differences = NULL;
    ieci_error *error = NULL;
    (void)ieci_result_verify(at->result, NULL, &differences, &error);
    problems_take(met, error);
    frame_start(&at->differences, differences);
    result_file_computation(at->result, &at->computation, met);
    if (met->count == 0 && out->format != NULL) {
        output_table(out, differences, met);
    } else if (met->count == 0) {
        put_all(at, out, met);
    }
    if (met->count == 0 && at->differences.rows > 0) {
        met->exit_code = met->exit_code == EXIT_DONE ? EXIT_INPUT : met->exit_code;
    }
    frame_clear(&at->differences);
    frame_clear(&at->computation);
}

int verify_run(const arguments *given, problems *met) {
    output out;
    output_start(&out, given, met);
    if (given->num_words == 0) {
        problems_usage(met, "verify needs a result file: ieci verify FILE; ieci rank --save FILE makes one");
    }
    ieci_bytes *bytes = met->count == 0 ? project_document(given->words[0], met) : NULL;
    if (bytes != NULL && !result_file_is(bytes)) {
        problems_input(met, given->words[0], 0, NULL, "is no result file; ieci rank --save FILE makes one");
    } else if (bytes != NULL) {
        ieci_result *result = result_file_read(bytes, given, met);
        verified at = {.path = given->words[0], .result = result};
        if (result != NULL) {
            verify(&at, &out, met);
        }
        ieci_result_unref(result);
    }
    ieci_bytes_unref(bytes);
    text_clear(&out.written);
    return problems_tell(met);
}
