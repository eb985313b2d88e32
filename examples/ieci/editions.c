/* SPDX-License-Identifier: MIT */
#include "editions.h"

#include <string.h>

#include "project.h"

/* Index of an edition; false: a problem was added. */
static bool find(const book *from, const char *code, size_t *index, problems *met) {
    ieci_error *error = NULL;
    (void)ieci_model_find(from->model, IECI_AXIS_EDITION, code, index, &error);
    bool found = error == NULL;
    problems_take(met, error);
    return found;
}

bool editions_read(const book *from, const arguments *given, const char **before, const char **after, problems *met) {
    const char *first = arguments_value(given, OPTION_FROM), *last = arguments_value(given, OPTION_TO);
    size_t at_first = 0, at_last = ieci_model_size(from->model, IECI_AXIS_EDITION) - 1;
    if ((last != NULL && !find(from, last, &at_last, met)) || (first != NULL && !find(from, first, &at_first, met))) {
        return false;
    }
    at_first = first == NULL ? (at_last == 0 ? 0 : at_last - 1) : at_first;
    if (at_first == at_last) {
        problems_usage(met, "an edition is compared with another one: give both with --from and --to");
        return false;
    }
    *before = ieci_model_code(from->model, IECI_AXIS_EDITION, at_first);
    *after = ieci_model_code(from->model, IECI_AXIS_EDITION, at_last);
    return true;
}

static bool set_option(ieci_options *options, const char *name, const char *value, ieci_error **error) {
    return value == NULL || ieci_options_set(options, name, value, error) == IECI_OK;
}

void editions_compare(const book *from, const arguments *given, const char *question, const char *unit,
                      const char *node, const char *before, const char *after, frame *made, problems *met) {
    ieci_options *options = NULL;
    ieci_table *table = NULL;
    ieci_error *error = NULL;
    size_t first = 0, last = 0;
    const char *staged = arguments_have(given, OPTION_STAGED) ? "yes" : NULL;
    if (find(from, before, &first, met) && find(from, after, &last, met) &&
        ieci_options_new(&options, &error) == IECI_OK && set_option(options, "unit", unit, &error) &&
        set_option(options, "node", node, &error) && set_option(options, "language", from->language, &error) &&
        set_option(options, "staged", staged, &error)) {
        (void)ieci_compare(from->result, first, from->result, last, question, options, &table, &error);
    }
    ieci_options_free(options);
    problems_take(met, error);
    frame_start(made, table);
}
