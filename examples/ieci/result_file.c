/* SPDX-License-Identifier: MIT */
#include "result_file.h"

#include <string.h>

/* --- reading --- */

bool result_file_is(const ieci_bytes *bytes) {
    static const char start[] = "ieci/result/";
    size_t size = 0;
    const char *data = ieci_bytes_data(bytes, &size);
    return size >= sizeof start - 1 && memcmp(data, start, sizeof start - 1) == 0;
}

ieci_result *result_file_read(const ieci_bytes *bytes, const arguments *given, problems *met) {
    static const option_code others[] = {OPTION_WEIGHTS, OPTION_SET, OPTION_IGNORE_CORRECTIONS, OPTION_DELIMITER,
                                         OPTION_MISSING};
    size_t count, before = met->count;
    const option_row *options = arguments_options(&count);
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        for (size_t row = 0; row < count && arguments_have(given, others[i]); row++) {
            if (options[row].code == others[i]) {
                problems_usage(met, "--%s needs the project; a result file says what was computed", options[row].name);
            }
        }
    }
    if (met->count == before) {
        (void)ieci_result_parse(bytes, NULL, &result, &error);
        problems_take(met, error);
    }
    return result;
}

/* --- saving --- */

void result_file_save(const ieci_result *result, const arguments *given, problems *met) {
    const char *path = arguments_value(given, OPTION_SAVE), *audience = arguments_value(given, OPTION_AUDIENCE);
    ieci_options *options = NULL;
    ieci_error *error = NULL;
    if (path == NULL && audience != NULL) {
        problems_usage(met, "--audience needs --save");
    }
    if (path != NULL && ieci_options_new(&options, &error) == IECI_OK &&
        ieci_options_set(options, "audience", audience, &error) == IECI_OK) {
        (void)ieci_result_save(result, path, options, &error);
    }
    problems_take(met, error);
    ieci_options_free(options);
}

/* Numbers of indicators: all, and those whose figures do not leave the house. */
static size_t count_indicators(const ieci_result *result, size_t *inside) {
    ieci_table *table = NULL;
    frame nodes;
    size_t count = 0;
    *inside = 0;
    (void)ieci_schema_table(ieci_model_schema(ieci_result_model(result)), "nodes", &table, NULL);
    frame_start(&nodes, table);
    for (size_t row = 0; row < nodes.rows; row++) {
        const char *kind = frame_text(&nodes, "kind", row), *publish = frame_text(&nodes, "publish", row);
        if (kind != NULL && strcmp(kind, "indicator") == 0) {
            count++;
            *inside += publish != NULL && strcmp(publish, "value") != 0;
        }
    }
    frame_clear(&nodes);
    return count;
}

static void put_figures(size_t left_out, size_t all, text *out) {
    text_print(out, "the figures of %zu of %zu indicators", left_out, all);
}

void result_file_put_saved(const ieci_result *result, const arguments *given, text *out) {
    const char *path = arguments_value(given, OPTION_SAVE), *audience = arguments_value(given, OPTION_AUDIENCE);
    size_t inside, all = count_indicators(result, &inside);
    bool outside = audience != NULL && strcmp(audience, "outside") == 0;
    if (path == NULL) {
        return;
    }
    text_print(out, "Saved in %s, for %s", path, outside ? "outside" : "inside");
    if (outside && inside > 0) {
        text_put(out, ": ");
        put_figures(inside, all, out);
        text_put(out, " are left out");
    }
    text_print(out, ". `ieci verify` computes it again.\n");
}

/* --- what it says of itself --- */

void result_file_computation(const ieci_result *result, frame *made, problems *met) {
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    (void)ieci_result_table(result, "computation", NULL, &table, &error);
    problems_take(met, error);
    frame_start(made, table);
}

const char *result_file_item(const frame *computation, const char *item) {
    size_t row = frame_find(computation, "item", item, 0);
    return row == FRAME_NONE ? NULL : frame_text(computation, "value", row);
}

size_t result_file_count(const frame *computation, const char *item) {
    size_t count = 0, row = 0;
    while ((row = frame_find(computation, "item", item, row)) != FRAME_NONE) {
        count++;
        row++;
    }
    return count;
}

bool result_file_put_kept_back(const frame *computation, const ieci_result *result, text *out) {
    size_t inside, all = count_indicators(result, &inside), left_out = result_file_count(computation, "kept_back");
    if (left_out > 0) {
        put_figures(left_out, all, out);
    }
    return left_out > 0;
}
