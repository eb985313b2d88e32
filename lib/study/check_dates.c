/* SPDX-License-Identifier: MIT */
#include "study/check_dates.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"

/* Names are compared one with each other: with more units than this that would take too long. */
#define MOST_NAMES 2000
/* A name that is near more names than this is one of a series, such as Zone A, Zone B. */
#define MOST_ALIKE 2

/* The year of the figure in a cell of the edition under check; 0: no figure, or no year. */
static unsigned year_now(const ieci__panel *panel, size_t indicator, size_t unit) {
    ieci__cell cell = ieci__panel_cell(panel, indicator, panel->now, unit);
    bool dated = ieci__panel_member(panel, panel->now, unit) && !ieci__is_missing(cell.value) && cell.detail != NULL;
    return dated ? ieci__cell_year(cell.detail->year) : 0;
}

/* --- old figures --- */

/* Oldest and newest year of an indicator; both 0: no figure has a year. */
static void find_years(const ieci__panel *panel, size_t indicator, unsigned *oldest, unsigned *newest) {
    *oldest = *newest = 0;
    for (size_t u = 0; u < panel->model->num_units; u++) {
        unsigned year = year_now(panel, indicator, u);
        *oldest = year != 0 && (*oldest == 0 || year < *oldest) ? year : *oldest;
        *newest = year > *newest ? year : *newest;
    }
}

void ieci__check_old(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    unsigned edition = ieci__panel_year(panel, panel->now), age = (unsigned)ieci__panel_option(panel, "old");
    ieci__finding finding = *start;
    ieci__text message = {0};
    finding.indicators = ieci__memory_allocate(panel->model->num_indicators, sizeof *finding.indicators);
    if (finding.indicators == NULL) {
        ieci__error_nomem(out->problems);
        return;
    }
    finding.place = panel->now;
    finding.weight = 0.0;
    for (size_t j = 0; j < panel->model->num_indicators; j++) {
        unsigned oldest, newest;
        find_years(panel, j, &oldest, &newest);
        if (newest == 0 || newest + age > edition) {
            continue;
        }
        finding.indicators[finding.num_indicators++] = j;
        finding.weight += ieci__panel_weight(panel, j);
        ieci__text_append_text(&message, message.size == 0 ? "" : ", ");
        ieci__text_append_text(&message, ieci__panel_indicator(panel, j));
        ieci__text_append_text(&message, " ");
        ieci__text_append_size(&message, oldest, 1);
        if (newest != oldest) {
            ieci__text_append_text(&message, "-");
            ieci__text_append_size(&message, newest, 1);
        }
    }
    if (finding.num_indicators > 0) {
        ieci__text_append_text(&message, ": ");
        ieci__panel_append_percent(&message, finding.weight);
        ieci__text_append_text(&message, " of the weight is ");
        ieci__text_append_size(&message, age, 1);
        ieci__text_append_text(&message, " years or more older than the edition");
        ieci__findings_add(out, &finding, NULL, NULL, &message);
    }
    ieci__text_clear(&message);
    ieci__memory_free(finding.indicators);
}

/* Adds the units whose figures are from too early or too late a year as one finding for the indicator; if all are, no
 * unit is named. */
static void find_units(const ieci__panel *panel, const ieci__finding *start, size_t indicator, size_t *units,
                       double from, double to, const char *words, ieci__findings *out) {
    ieci__finding finding = *start;
    ieci__text message = {0};
    unsigned last = 0;
    size_t dated = 0, found = 0;
    for (size_t u = 0; u < panel->model->num_units; u++) {
        unsigned year = year_now(panel, indicator, u);
        dated += year != 0 ? 1 : 0;
        if (year != 0 && (year < from || year > to)) {
            units[found++] = u;
            last = year;
        }
    }
    if (found == 0) {
        return;
    }
    finding.place = panel->now;
    finding.indicators = &indicator;
    finding.num_indicators = 1;
    finding.units = units;
    finding.num_units = found == dated ? 0 : found;
    finding.weight = ieci__panel_weight(panel, indicator);
    ieci__text_append_text(&message, found == dated && found > 1 ? "all " : "");
    ieci__text_append_size(&message, found, 1);
    ieci__text_append_text(&message, found == 1 ? " figure" : " figures");
    ieci__text_append_text(&message, words);
    ieci__text_append_text(&message, " (such as ");
    ieci__text_append_size(&message, last, 1);
    ieci__text_append_text(&message, ")");
    ieci__findings_add(out, &finding, NULL, NULL, &message);
}

static void each_year(const ieci__panel *panel, const ieci__finding *start, bool late, ieci__findings *out) {
    size_t *units = ieci__memory_allocate(panel->model->num_units, sizeof *units);
    unsigned edition = ieci__panel_year(panel, panel->now);
    if (units == NULL) {
        ieci__error_nomem(out->problems);
    }
    for (size_t j = 0; j < panel->model->num_indicators && units != NULL && edition != 0; j++) {
        double age = panel->model->schema->indicators[j].max_age;
        if (late) {
            find_units(panel, start, j, units, 0.0, edition, " of a year after the data of the edition", out);
        } else if (!ieci__is_missing(age)) {
            find_units(panel, start, j, units, edition - age, HUGE_VAL, " older than max_age allows", out);
        }
    }
    ieci__memory_free(units);
}

void ieci__check_max_age(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    each_year(panel, start, false, out);
}

void ieci__check_year(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    each_year(panel, start, true, out);
}

/* --- sources --- */

/* The source of an indicator as the schema names it for place 0; for others that of the cell of unit place - 1 in the
 * edition under check. */
static const char *source_at(const ieci__panel *panel, size_t indicator, size_t place) {
    if (place == 0) {
        return panel->model->schema->indicators[indicator].source;
    }
    ieci__cell cell = ieci__panel_cell(panel, indicator, panel->now, place - 1);
    return cell.detail == NULL ? NULL : cell.detail->source;
}

/* Adds the finding on a source: the indicators that name it, and the unit if it is that of one cell only. */
static void add_source(const ieci__panel *panel, const ieci__finding *start, const char *source, size_t *indicators,
                       ieci__findings *out) {
    ieci__finding finding = *start;
    ieci__text message = {0};
    size_t cells = 0, unit = 0;
    finding.indicators = indicators;
    for (size_t j = 0; j < panel->model->num_indicators; j++) {
        bool named = false;
        for (size_t i = 0; i <= panel->model->num_units; i++) {
            if (ieci__text_equal(source_at(panel, j, i), source)) {
                named = true;
                cells += i > 0 ? 1 : 0;
                unit = i > 0 ? i - 1 : unit;
            }
        }
        if (named) {
            indicators[finding.num_indicators++] = j;
            finding.weight = ieci__panel_weight(panel, j);
        }
    }
    finding.place = panel->now;
    finding.weight = finding.num_indicators == 1 ? finding.weight : IECI__MISSING;
    finding.units = &unit;
    finding.num_units = cells == 1 ? 1 : 0;
    ieci__text_append_text(&message, "source \"");
    ieci__text_append_text(&message, source);
    ieci__text_append_text(&message, "\" is not in the table of sources");
    if (cells > 1) {
        ieci__text_append_text(&message, " (");
        ieci__text_append_size(&message, cells, 1);
        ieci__text_append_text(&message, " cells)");
    }
    ieci__findings_add(out, &finding, NULL, NULL, &message);
}

/* Fills the names of sources that are used, but not in the table; false: out of memory. */
static bool find_unknown(const ieci__panel *panel, const ieci_table *table, size_t column, ieci__names *unknown) {
    ieci__names known = {0};
    bool done = true;
    for (size_t row = 0; row < ieci_table_num_rows(table) && done; row++) {
        const char *key = ieci_table_text(table, column, row);
        done = key == NULL || ieci__names_intern(&known, key) != NULL;
    }
    for (size_t j = 0; j < panel->model->num_indicators; j++) {
        for (size_t i = 0; i <= panel->model->num_units && done; i++) {
            const char *source = source_at(panel, j, i);
            bool here = source == NULL || ieci__names_find(&known, source) != IECI__NAMES_NONE;
            done = here || ieci__names_intern(unknown, source) != NULL;
        }
    }
    ieci__names_clear(&known);
    return done;
}

void ieci__check_source(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    const ieci_table *table = panel->model->dataset->source_table;
    size_t column = table == NULL ? IECI__NONE : ieci__table_column(table, "key");
    size_t *indicators = ieci__memory_allocate(panel->model->num_indicators, sizeof *indicators);
    ieci__names unknown = {0};
    bool done = indicators != NULL && (column == IECI__NONE || find_unknown(panel, table, column, &unknown));
    if (!done) {
        ieci__error_nomem(out->problems);
    }
    for (size_t i = 0; i < unknown.count && done; i++) {
        add_source(panel, start, ieci__names_text(&unknown, i), indicators, out);
    }
    ieci__names_clear(&unknown);
    ieci__memory_free(indicators);
}

/* --- names --- */

/* The size of a character, its first byte and those that go on with it. */
static size_t character_size(const char *at) {
    size_t size = 1;
    while (((unsigned char)at[size] & 0xC0u) == 0x80u) {
        size++;
    }
    return size;
}

static char small(char letter) {
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

/* Whether both texts start with the same character, whatever its case. */
static bool same_character(const char *a, const char *b) {
    size_t size = character_size(a);
    return size == 1 ? small(*a) == small(*b) : size == character_size(b) && memcmp(a, b, size) == 0;
}

/* Whether two texts differ by one character that is changed, added or left out. */
static bool is_near(const char *a, const char *b) {
    while (*a != '\0' && *b != '\0' && same_character(a, b)) {
        a += character_size(a);
        b += character_size(b);
    }
    const char *rest[3][2] = {{a, b}, {a, b}, {a, b}};
    if (*a != '\0' && *b != '\0') {
        rest[0][0] += character_size(a);
        rest[0][1] += character_size(b);
    }
    rest[1][0] += *a == '\0' ? 0 : character_size(a);
    rest[2][1] += *b == '\0' ? 0 : character_size(b);
    for (size_t i = 0; i < 3; i++) {
        const char *x = rest[i][0], *y = rest[i][1];
        while (*x != '\0' && *y != '\0' && same_character(x, y)) {
            x += character_size(x);
            y += character_size(y);
        }
        if (*x == '\0' && *y == '\0') {
            return true;
        }
    }
    return false;
}

/* Whether the names of two units are nearly the same; short ones, and those with numbers, are so on purpose. */
static bool has_near_name(const ieci_dataset *dataset, size_t first, size_t second) {
    const char *a = ieci__dataset_unit_name(dataset, first, NULL), *b = ieci__dataset_unit_name(dataset, second, NULL);
    return strlen(a) >= 5 && strlen(b) >= 5 && strpbrk(a, "0123456789") == NULL && is_near(a, b);
}

static void add_names(const ieci_dataset *dataset, const ieci__finding *start, size_t first, size_t second,
                      ieci__findings *out) {
    ieci__finding finding = *start;
    ieci__text message = {0};
    size_t pair[2] = {first, second};
    finding.units = pair;
    finding.num_units = 2;
    ieci__text_append_text(&message, "\"");
    ieci__text_append_text(&message, ieci__dataset_unit_name(dataset, first, NULL));
    ieci__text_append_text(&message, "\" and \"");
    ieci__text_append_text(&message, ieci__dataset_unit_name(dataset, second, NULL));
    ieci__text_append_text(&message, "\" are nearly the same name");
    ieci__findings_add(out, &finding, NULL, NULL, &message);
}

void ieci__check_name(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    const ieci_dataset *dataset = panel->model->dataset;
    size_t units = panel->model->num_units, *near = ieci__memory_allocate(units, sizeof *near);
    if (near == NULL) {
        ieci__error_nomem(out->problems);
    }
    for (size_t round = 0; round < 2 && near != NULL && units <= MOST_NAMES; round++) {
        for (size_t u = 0; u < units; u++) {
            for (size_t v = u + 1; v < units; v++) {
                bool alike = has_near_name(dataset, u, v);
                if (alike && round == 0) {
                    near[u]++;
                    near[v]++;
                } else if (alike && near[u] <= MOST_ALIKE && near[v] <= MOST_ALIKE) {
                    add_names(dataset, start, u, v, out);
                }
            }
        }
    }
    ieci__memory_free(near);
}

/* --- what was noticed before --- */

/* Notes that have a check of their own, or are only counts. */
static bool is_told(const char *key, const char *message) {
    return (key != NULL && (strcmp(key, "status") == 0 || strcmp(key, "source") == 0)) ||
           strstr(message, "max_age") != NULL;
}

void ieci__check_noticed(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    const ieci_model *model = panel->model;
    const ieci_table *tables[] = {model->dataset->notes, model->schema->notes, model->notes};
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        size_t key = tables[t] == NULL ? 0 : ieci__table_column(tables[t], "key");
        size_t words = tables[t] == NULL ? 0 : ieci__table_column(tables[t], "message");
        for (size_t row = 0; tables[t] != NULL && row < ieci_table_num_rows(tables[t]); row++) {
            const char *about = ieci_table_text(tables[t], key, row), *said = ieci_table_text(tables[t], words, row);
            size_t unit = about == NULL ? IECI__NONE : ieci__names_find(&model->dataset->units, about);
            if (said != NULL && !is_told(about, said)) {
                ieci__text message = {0};
                if (unit == IECI__NONE && about != NULL) {
                    ieci__text_append_text(&message, about);
                    ieci__text_append_text(&message, ": ");
                }
                ieci__text_append_text(&message, said);
                ieci__findings_add_cell(out, start, IECI__NONE, unit, NULL, NULL, &message);
            }
        }
    }
}
