/* SPDX-License-Identifier: MIT */
/* `whatif --set UNIT.INDICATOR=VALUE`: computes the index with other figures; nothing is written. */
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "memory.h"
#include "screen.h"
#include "words.h"

/* The rows of changes as texts of the library's table. */
typedef struct changes {
    size_t count;
    const char **units, **editions, **indicators, **values;
    char **copies; /* owners of the parts of the command line's words */
} changes;

static void clear_changes(changes *all) {
    for (size_t i = 0; i < all->count; i++) {
        free(all->copies[i]);
    }
    free(all->copies);
    free((void *)all->units);
    free((void *)all->editions);
    free((void *)all->indicators);
    free((void *)all->values);
}

/* Takes UNIT.INDICATOR=VALUE apart. A name of a unit may hold dots, a code of an indicator holds none. */
static void read_change(changes *all, size_t i, const char *word, const book *from, problems *met) {
    char *copy = memory_copy(word), *equals = strchr(copy, '='), *dot = NULL;
    all->copies[i] = copy;
    if (equals != NULL) {
        *equals = '\0';
        dot = strrchr(copy, '.');
    }
    if (dot == NULL || dot == copy || dot[1] == '\0') {
        problems_usage(met, "--set needs UNIT.INDICATOR=VALUE, such as hong_kong.diplomatic_missions=60, not \"%s\"",
                       word);
        return;
    }
    *dot = '\0';
    all->units[i] = book_unit(from, copy, met);
    all->indicators[i] = book_find_node(from, dot + 1, met);
    all->values[i] = equals[1] == '\0' ? NULL : equals + 1;
    all->editions[i] = from->edition;
}

static void read_changes(changes *all, const arguments *given, const book *from, problems *met) {
    size_t count = given->num_values[OPTION_CELL];
    *all = (changes){.count = count};
    all->units = memory_get(count, sizeof *all->units);
    all->editions = memory_get(count, sizeof *all->editions);
    all->indicators = memory_get(count, sizeof *all->indicators);
    all->values = memory_get(count, sizeof *all->values);
    all->copies = memory_get(count, sizeof *all->copies);
    for (size_t i = 0; i < count; i++) {
        read_change(all, i, given->values[OPTION_CELL][i], from, met);
    }
}

/* The result with the changes; NULL: problems were added. */
static ieci_result *compute(const changes *all, const book *from, problems *met) {
    ieci_table *table = NULL;
    ieci_dataset *dataset = NULL;
    ieci_model *model = NULL;
    ieci_result *result = NULL;
    ieci_error *error = NULL;
    if (ieci_table_new(all->count, &table, &error) == IECI_OK &&
        ieci_table_add_texts(table, "unit", all->units, &error) == IECI_OK &&
        ieci_table_add_texts(table, "edition", all->editions, &error) == IECI_OK &&
        ieci_table_add_texts(table, "indicator", all->indicators, &error) == IECI_OK &&
        ieci_table_add_texts(table, "new", all->values, &error) == IECI_OK &&
        ieci_dataset_with(ieci_model_dataset(from->model), table, NULL, &dataset, &error) == IECI_OK &&
        ieci_model_new(dataset, ieci_model_schema(from->model), ieci_model_weighting(from->model), NULL, &model,
                       &error) == IECI_OK) {
        (void)ieci_model_evaluate(model, NULL, &result, &error);
    }
    problems_take(met, error);
    ieci_model_unref(model);
    ieci_dataset_unref(dataset);
    ieci_table_unref(table);
    return result;
}

/* --- what is not the same --- */

typedef struct moves {
    const book *from;
    const char *node;
    frame before, after;
    size_t *rows; /* of units whose rank or printed score changes, by their place before */
    size_t count;
    const char **changed; /* units whose figures were set */
    size_t num_changed;
} moves;

static double value(frame *of, const char *column, size_t row) {
    return frame_real(of, column, row);
}

static bool is_same(double a, double b) {
    return a == b || (frame_is_missing(a) && frame_is_missing(b));
}

static bool was_set(const moves *at, const char *unit) {
    for (size_t i = 0; i < at->num_changed; i++) {
        if (strcmp(at->changed[i], unit) == 0) {
            return true;
        }
    }
    return false;
}

/* Those whose figures were set come first, then by their place before. */
static bool comes_before(moves *at, size_t a, size_t b) {
    bool set_a = was_set(at, frame_text(&at->before, "unit", a)),
         set_b = was_set(at, frame_text(&at->before, "unit", b));
    double x = value(&at->before, "rank", a), y = value(&at->before, "rank", b);
    if (set_a != set_b) {
        return set_a;
    }
    return x < y || (!frame_is_missing(x) && frame_is_missing(y));
}

static void find_moves(moves *at) {
    at->rows = memory_get(at->before.rows, sizeof *at->rows);
    for (size_t row = 0; row < at->before.rows; row++) {
        bool rank = is_same(value(&at->before, "rank", row), value(&at->after, "rank", row));
        bool set = was_set(at, frame_text(&at->before, "unit", row));
        if (rank && !set) {
            continue;
        }
        size_t to = at->count++;
        while (to > 0 && comes_before(at, row, at->rows[to - 1])) {
            at->rows[to] = at->rows[to - 1];
            to--;
        }
        at->rows[to] = row;
    }
}

static void put_state(frame *of, size_t row, bool scores, int decimals, text *out) {
    double rank = value(of, "rank", row);
    if (scores) {
        words_decimals(out, value(of, "printed", row), decimals);
        text_put(out, ", ");
    }
    if (frame_is_missing(rank)) {
        text_put(out, "not ranked");
    } else {
        words_place(out, rank);
    }
}

static void put_words(moves *at, text *out) {
    size_t ranks = 0;
    for (size_t i = 0; i < at->count; i++) {
        size_t row = at->rows[i];
        const char *unit = frame_text(&at->before, "unit", row), *name = frame_text(&at->before, "name", row);
        bool set = was_set(at, unit);
        ranks += is_same(value(&at->before, "rank", row), value(&at->after, "rank", row)) ? 0 : 1;
        screen_escape(out, name == NULL ? unit : name);
        text_put(out, " ");
        put_state(&at->before, row, set, at->from->decimals, out);
        text_put(out, " -> ");
        put_state(&at->after, row, set, at->from->decimals, out);
        text_put(out, ".\n");
    }
    text_print(out, "%s changes%s%s in edition %s. Nothing was written.\n", ranks == 0 ? "No rank" : "No other rank",
               at->node == NULL ? "" : " at ", at->node == NULL ? "" : at->node, at->from->edition);
}

/* The rows as a table: unit, name, score and place before and after. */
static ieci_table *make_table(moves *at, ieci_error **error) {
    static const char *const columns[][2] = {
        {"printed", "score_before"}, {"printed", "score"}, {"rank", "rank_before"}, {"rank", "rank"}};
    const char **units = memory_get(at->count, sizeof *units), **names = memory_get(at->count, sizeof *names);
    double *numbers = memory_get(at->count, sizeof *numbers);
    ieci_table *table = NULL;
    for (size_t i = 0; i < at->count; i++) {
        units[i] = frame_text(&at->before, "unit", at->rows[i]);
        names[i] = frame_text(&at->before, "name", at->rows[i]);
    }
    bool done = ieci_table_new(at->count, &table, error) == IECI_OK &&
                ieci_table_add_texts(table, "unit", units, error) == IECI_OK &&
                ieci_table_add_texts(table, "name", names, error) == IECI_OK;
    for (size_t c = 0; c < 4 && done; c++) {
        for (size_t i = 0; i < at->count; i++) {
            numbers[i] = value(c % 2 == 0 ? &at->before : &at->after, columns[c][0], at->rows[i]);
        }
        done = ieci_table_add_reals(table, columns[c][1], numbers, 1, error) == IECI_OK;
    }
    free((void *)units);
    free((void *)names);
    free(numbers);
    return table;
}

static void put_moves(moves *at, output *out, problems *met) {
    find_moves(at);
    if (out->format != NULL) {
        ieci_error *error = NULL;
        ieci_table *table = make_table(at, &error);
        problems_take(met, error);
        if (met->count == 0) {
            output_table(out, table, met);
        }
        ieci_table_unref(table);
    } else {
        put_words(at, &out->written);
        output_finish(out, met);
    }
    free(at->rows);
}

static void answer(book *from, const arguments *given, output *out, problems *met) {
    changes all;
    const char *word = arguments_value(given, OPTION_NODE);
    const char *node = word == NULL ? NULL : book_find_node(from, word, met);
    const char *shown = node == NULL ? ieci_model_code(from->model, IECI_AXIS_NODE, 0) : node;
    read_changes(&all, given, from, met);
    ieci_result *changed = met->count == 0 ? compute(&all, from, met) : NULL;
    if (changed != NULL) {
        moves at = {.from = from, .node = node, .changed = all.units, .num_changed = all.count};
        ieci_result *as_is = from->result;
        book_table(from, "scores", NULL, from->edition, shown, &at.before, met);
        from->result = changed; /* the book shows the changed one for a moment */
        book_table(from, "scores", NULL, from->edition, shown, &at.after, met);
        from->result = as_is;
        if (met->count == 0) {
            put_moves(&at, out, met);
        }
        frame_clear(&at.before);
        frame_clear(&at.after);
    }
    ieci_result_unref(changed);
    clear_changes(&all);
}

int whatif_run(const arguments *given, problems *met) {
    book from = {0};
    output out;
    output_start(&out, given, met);
    if (!arguments_have(given, OPTION_CELL)) {
        problems_usage(met, "whatif needs a figure: ieci whatif --set UNIT.INDICATOR=VALUE; see ieci whatif --help");
    }
    if (met->count == 0 && book_open(&from, given, NULL, met)) {
        answer(&from, given, &out, met);
    }
    book_close(&from);
    text_clear(&out.written);
    return problems_tell(met);
}
