/* SPDX-License-Identifier: MIT */
/* Checks the shipped cities as delivered: what looks like a slip or changed much, and the ranks that it touches. */
#include <ieci/ieci.h>
#include <stdio.h>
#include <string.h>

/* Columns of the table that are printed; all hold texts. */
static const char *const names[] = {"class", "code", "indicator", "unit", "message", "ranks"};
enum {
    CLASS,
    CODE,
    INDICATOR,
    UNIT,
    MESSAGE,
    RANKS,
    NUM_NAMES
};

static int print(const ieci_table *table, ieci_error **error) {
    size_t column[NUM_NAMES];
    for (size_t i = 0; i < NUM_NAMES; i++)
        if (ieci_table_find_column(table, names[i], &column[i], error))
            return 1;
    for (size_t row = 0; row < ieci_table_num_rows(table); row++) {
        const char *text[NUM_NAMES];
        for (size_t i = 0; i < NUM_NAMES; i++)
            text[i] = ieci_table_text(table, column[i], row);
        if (strcmp(text[CLASS], "note") == 0)
            continue;
        printf("%-7s  %-3s  %s, %s: %s\n", text[CLASS], text[CODE], text[INDICATOR], text[UNIT], text[MESSAGE]);
        if (text[RANKS] != NULL)
            printf("              without it %s\n", text[RANKS]);
    }
    return 0;
}

int main(int argc, char **argv) {
    ieci_bytes *project = NULL;
    ieci_options *options = NULL;
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    ieci_table *findings = NULL;
    ieci_error *error = NULL;
    if (ieci_bytes_read(argc > 1 ? argv[1] : "examples/data/cities/index.yaml", NULL, &project, &error) ||
        ieci_options_new(&options, &error) || ieci_options_set(options, "corrections", "no", &error) ||
        ieci_model_open(project, options, &model, &error) || ieci_model_evaluate(model, NULL, &result, &error) ||
        ieci_options_set(options, "against", "2022,2024", &error) ||
        ieci_result_findings(result, NULL, options, &findings, &error) || print(findings, &error))
        return fprintf(stderr, "%s\n", ieci_error_message(error)), 1;
    ieci_table_unref(findings);
    ieci_result_unref(result);
    ieci_model_unref(model);
    ieci_options_free(options);
    ieci_bytes_unref(project);
}
