/* SPDX-License-Identifier: MIT */
#include "study/check_index.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "stats/sort.h"

/* Units of one country that are worth a word. */
#define SEVERAL 3

static const char *node_code(const ieci__panel *panel, size_t node) {
    return panel->model->schema->nodes[node].code;
}

/* The figures of an indicator in the edition under check. */
static const double *figures_now(const ieci__panel *panel, size_t indicator) {
    return panel->figure + ieci__panel_at(panel, indicator, panel->now, 0);
}

/* Adds a finding about one indicator. */
static void add_indicator(const ieci__panel *panel, const ieci__finding *start, size_t indicator, ieci__text *message,
                          ieci__findings *out) {
    ieci__finding finding = *start;
    finding.place = panel->now;
    finding.weight = ieci__panel_weight(panel, indicator);
    ieci__findings_add_cell(out, &finding, indicator, IECI__NONE, NULL, NULL, message);
}

/* Adds a finding about the indicators that `takes`, with the sum of their weights; the message starts with their
 * number. */
static void add_indicators(const ieci__panel *panel, const ieci__finding *start, bool (*takes)(const ieci__indicator *),
                           const char *words, void (*more)(const ieci__panel *, const ieci__finding *, ieci__text *),
                           ieci__findings *out) {
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
        if (takes(&panel->model->schema->indicators[j])) {
            finding.indicators[finding.num_indicators++] = j;
            finding.weight += ieci__panel_weight(panel, j);
        }
    }
    if (finding.num_indicators > 0) {
        ieci__text_append_size(&message, finding.num_indicators, 1);
        ieci__text_append_text(&message, finding.num_indicators == 1 ? " indicator " : " indicators ");
        ieci__text_append_text(&message, words);
        ieci__text_append_text(&message, ": ");
        ieci__panel_append_percent(&message, finding.weight);
        ieci__text_append_text(&message, " of the weight");
        if (more != NULL) {
            more(panel, &finding, &message);
        }
        ieci__findings_add(out, &finding, NULL, NULL, &message);
    }
    ieci__memory_free(finding.indicators);
}

/* --- rights --- */

static bool has_score_only(const ieci__indicator *indicator) {
    return indicator->publish == IECI__PUBLISH_SCORE;
}

static bool is_secret(const ieci__indicator *indicator) {
    return indicator->publish == IECI__PUBLISH_NONE;
}

void ieci__check_rights(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    add_indicators(panel, start, has_score_only, "with publish: score (the raw figures stay inside)", NULL, out);
    add_indicators(panel, start, is_secret, "with publish: none (figures and scores stay inside)", NULL, out);
}

/* --- figures of the country --- */

static bool is_of_country(const ieci__indicator *indicator) {
    return indicator->country;
}

static bool is_below(const ieci__panel *panel, size_t node, size_t top) {
    while (node != IECI__NONE && node != top) {
        node = panel->model->schema->nodes[node].parent;
    }
    return node == top;
}

/* ", 38 % of attractiveness, ...; 7 units of CN ..." */
static void write_country(const ieci__panel *panel, const ieci__finding *finding, ieci__text *out) {
    const ieci_model *model = panel->model;
    const ieci__schema_node *root = &model->schema->nodes[0];
    for (size_t c = 0; c < root->num_children; c++) {
        double weight = 0.0;
        for (size_t i = 0; i < finding->num_indicators; i++) {
            size_t node = model->schema->indicators[finding->indicators[i]].node;
            weight += is_below(panel, node, root->children[c]) ? model->effective[node] : 0.0;
        }
        if (weight > 0.0) {
            ieci__text_append_text(out, ", ");
            ieci__panel_append_percent(out, weight / model->effective[root->children[c]]);
            ieci__text_append_text(out, " of ");
            ieci__text_append_text(out, node_code(panel, root->children[c]));
        }
    }
    size_t told = 0;
    for (size_t u = 0; u < model->num_units && panel->country_column != NULL; u++) {
        size_t count = 0;
        bool first = true;
        for (size_t v = 0; v < model->num_units; v++) {
            if (panel->country[v] == panel->country[u] && ieci__panel_member(panel, panel->now, v)) {
                first = first && v >= u;
                count++;
            }
        }
        if (first && count >= SEVERAL && ieci__panel_member(panel, panel->now, u)) {
            ieci__text_append_text(out, told++ == 0 ? "; shared by " : ", ");
            ieci__text_append_size(out, count, 1);
            ieci__text_append_text(out, " units of ");
            ieci__text_append_text(out, ieci__dataset_attribute(model->dataset, u, panel->country_column));
        }
    }
}

void ieci__check_country(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    size_t others = 0;
    for (size_t j = 0; j < panel->model->num_indicators; j++) {
        others += panel->model->schema->indicators[j].country ? 0 : 1;
    }
    if (others > 0) { /* else it is an index of countries */
        add_indicators(panel, start, is_of_country, "of the country", write_country, out);
    }
}

/* Whether all units of the country have a 0, and there are several; they are gathered. */
static size_t gather_zeros(const ieci__panel *panel, const double *figures, size_t unit, size_t *units) {
    size_t count = 0;
    for (size_t u = 0; u < panel->model->num_units; u++) {
        if (panel->country[u] == panel->country[unit] && !ieci__is_missing(figures[u])) {
            if (figures[u] != 0.0 || u < unit) {
                return 0;
            }
            units[count++] = u;
        }
    }
    return count >= SEVERAL ? count : 0;
}

static double share_of_zeros(const double *figures, size_t units) {
    size_t count = 0, zeros = 0;
    for (size_t u = 0; u < units; u++) {
        count += ieci__is_missing(figures[u]) ? 0 : 1;
        zeros += figures[u] == 0.0 ? 1 : 0;
    }
    return count == 0 ? 0.0 : (double)zeros / (double)count;
}

/* How likely it is that so many units are 0 by chance: the share of zeros in other countries, that many times. */
static double chance_of_zeros(const ieci__panel *panel, const double *figures, size_t unit, size_t count) {
    size_t others = 0, zeros = 0;
    double chance = 1.0;
    for (size_t u = 0; u < panel->model->num_units; u++) {
        bool other = panel->country[u] != panel->country[unit] && !ieci__is_missing(figures[u]);
        others += other ? 1 : 0;
        zeros += other && figures[u] == 0.0 ? 1 : 0;
    }
    for (size_t i = 0; i < count && others > 0; i++) {
        chance *= (double)zeros / (double)others;
    }
    return chance;
}

static void add_country_zero(const ieci__panel *panel, const ieci__finding *start, size_t indicator, size_t *units,
                             size_t count, ieci__findings *out) {
    ieci__finding finding = *start;
    ieci__text message = {0};
    finding.place = panel->now;
    finding.indicators = &indicator;
    finding.num_indicators = 1;
    finding.units = units;
    finding.num_units = count;
    finding.weight = ieci__panel_weight(panel, indicator);
    ieci__text_append_text(&message, "all ");
    ieci__text_append_size(&message, count, 1);
    ieci__text_append_text(&message, " units of ");
    ieci__text_append_text(&message, ieci__dataset_attribute(panel->model->dataset, units[0], panel->country_column));
    ieci__text_append_text(&message, " are 0: does the source cover the country?");
    ieci__findings_add(out, &finding, NULL, NULL, &message);
}

void ieci__check_country_zero(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    size_t units = panel->model->num_units, *gathered = ieci__memory_allocate(units, sizeof *gathered);
    if (gathered == NULL) {
        ieci__error_nomem(out->problems);
    }
    for (size_t j = 0; j < panel->model->num_indicators && panel->country_column != NULL && gathered != NULL; j++) {
        const double *figures = figures_now(panel, j);
        for (size_t u = 0; u < units && !panel->model->schema->indicators[j].country; u++) {
            size_t count = figures[u] == 0.0 ? gather_zeros(panel, figures, u, gathered) : 0;
            if (count > 0 && chance_of_zeros(panel, figures, u, count) < 0.1) {
                add_country_zero(panel, start, j, gathered, count, out);
            }
        }
    }
    ieci__memory_free(gathered);
}

/* --- scales --- */

void ieci__check_coarse(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    size_t units = panel->model->num_units;
    double few = ieci__panel_option(panel, "few_values");
    double *room = ieci__memory_allocate(units, sizeof *room);
    if (room == NULL) {
        ieci__error_nomem(out->problems);
    }
    for (size_t j = 0; j < panel->model->num_indicators && room != NULL; j++) {
        const double *figures = figures_now(panel, j);
        size_t count = 0, different = 0;
        for (size_t u = 0; u < units; u++) {
            if (!ieci__is_missing(figures[u])) {
                room[count++] = figures[u];
            }
        }
        ieci__sort_reals(room, count);
        for (size_t i = 0; i < count; i++) {
            different += i == 0 || room[i] != room[i - 1] ? 1 : 0;
        }
        if ((double)different < few && (double)count >= 2.0 * few) {
            ieci__text message = {0};
            ieci__text_append_size(&message, different, 1);
            ieci__text_append_text(&message, different == 1 ? " value" : " different values");
            add_indicator(panel, start, j, &message, out);
        }
    }
    ieci__memory_free(room);
}

void ieci__check_many_zeros(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    for (size_t j = 0; j < panel->model->num_indicators; j++) {
        double share = share_of_zeros(figures_now(panel, j), panel->model->num_units);
        if (share > 0.0 && 100.0 * share > ieci__panel_option(panel, "max_share_zero")) {
            ieci__text message = {0};
            ieci__panel_append_percent(&message, share);
            ieci__text_append_text(&message, " are 0");
            add_indicator(panel, start, j, &message, out);
        }
    }
}

/* --- correlations --- */

void ieci__check_twins(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    const ieci_schema *schema = panel->model->schema;
    size_t units = panel->model->num_units;
    for (size_t j = 0; j < panel->model->num_indicators; j++) {
        for (size_t k = j + 1; k < panel->model->num_indicators; k++) {
            size_t pair[2] = {j, k}, parent = schema->nodes[schema->indicators[j].node].parent;
            if (schema->nodes[schema->indicators[k].node].parent != parent) {
                continue;
            }
            double r = ieci__panel_correlation(panel->points + ieci__panel_at(panel, j, panel->now, 0),
                                               panel->points + ieci__panel_at(panel, k, panel->now, 0), units);
            if (100.0 * fabs(r) >= ieci__panel_option(panel, "twins")) {
                ieci__finding finding = *start;
                ieci__text message = {0};
                finding.place = panel->now;
                finding.indicators = pair;
                finding.num_indicators = 2;
                finding.weight = ieci__panel_weight(panel, j) + ieci__panel_weight(panel, k);
                ieci__text_append_text(&message, "r = ");
                ieci__panel_append(&message, r, 2);
                ieci__text_append_text(&message, " inside ");
                ieci__text_append_text(&message, schema->nodes[parent].code);
                ieci__findings_add(out, &finding, NULL, NULL, &message);
            }
        }
    }
}

/* Scores of a node in the edition under check; NaN where the unit is not ranked. */
static void copy_scores(const ieci__panel *panel, size_t node, double *scores) {
    const ieci_model *model = panel->model;
    size_t edition = panel->edition[panel->now];
    for (size_t u = 0; u < model->num_units; u++) {
        bool ranked = model->sample[edition * model->num_units + u];
        scores[u] = ranked ? ieci__result_score(panel->result, edition, node, u) : IECI__MISSING;
    }
}

void ieci__check_parent(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    const ieci_schema *schema = panel->model->schema;
    size_t units = panel->model->num_units;
    double *scores = ieci__memory_allocate(units, sizeof *scores);
    if (scores == NULL) {
        ieci__error_nomem(out->problems);
    }
    for (size_t j = 0; j < panel->model->num_indicators && scores != NULL; j++) {
        size_t leaf = schema->indicators[j].node;
        ieci__text message = {0};
        for (size_t node = schema->nodes[leaf].parent; node != IECI__NONE; node = schema->nodes[node].parent) {
            copy_scores(panel, node, scores);
            double r = ieci__panel_correlation(panel->points + ieci__panel_at(panel, j, panel->now, 0), scores, units);
            if (100.0 * r <= -ieci__panel_option(panel, "opposed")) {
                ieci__text_append_text(&message, message.size == 0 ? "r = " : ", ");
                ieci__panel_append(&message, r, 2);
                ieci__text_append_text(&message, " with ");
                ieci__text_append_text(&message, node_code(panel, node));
            }
        }
        if (message.size > 0 || message.failed) {
            add_indicator(panel, start, j, &message, out);
        }
    }
    ieci__memory_free(scores);
}

/* --- nodes without a value --- */

static bool lacks_value(const ieci__panel *panel, size_t node, size_t unit) {
    size_t edition = panel->edition[panel->now];
    return ieci__panel_member(panel, panel->now, unit) &&
           panel->result->state[ieci__result_at(panel->result, edition, node, unit)] != IECI__STATE_PRESENT;
}

/* The weight of the children that have a value in a unit, of that of all children that apply to it: what min_share is
 * compared with. */
static double share_present(const ieci__panel *panel, size_t node, size_t unit) {
    const ieci__schema_node *rules = &panel->model->schema->nodes[node];
    double present = 0.0, all = 0.0;
    for (size_t c = 0; c < rules->num_children; c++) {
        size_t child = rules->ordered[c];
        unsigned char state =
            panel->result->state[ieci__result_at(panel->result, panel->edition[panel->now], child, unit)];
        present += state == IECI__STATE_PRESENT || state == IECI__STATE_FILLED ? panel->model->share[child] : 0.0;
        all += state == IECI__STATE_DROPPED ? 0.0 : panel->model->share[child];
    }
    return all > 0.0 ? present / all : 0.0;
}

/* Adds the units that lack a node with the same share of its weight as `unit`. */
static void add_node(const ieci__panel *panel, const ieci__finding *start, size_t node, size_t unit, size_t *units,
                     ieci__findings *out) {
    const ieci__schema_node *rules = &panel->model->schema->nodes[node];
    double share = share_present(panel, node, unit);
    ieci__finding finding = *start;
    ieci__text message = {0};
    for (size_t u = 0; u < panel->model->num_units; u++) {
        if (lacks_value(panel, node, u) && share_present(panel, node, u) == share) {
            if (u < unit) {
                return; /* told already */
            }
            units[finding.num_units++] = u;
        }
    }
    finding.place = panel->now;
    finding.units = units;
    finding.weight = panel->model->effective[node];
    ieci__text_append_text(&message, rules->code);
    ieci__text_append_text(&message, " has no value: ");
    ieci__panel_append_percent(&message, share);
    ieci__text_append_text(&message, " of its weight has data");
    if (rules->min_share > 0.0) {
        ieci__text_append_text(&message, ", rule min_share ");
        ieci__text_append_number(&message, rules->min_share);
    }
    ieci__findings_add(out, &finding, NULL, NULL, &message);
}

void ieci__check_node(const ieci__panel *panel, ieci__finding *start, ieci__findings *out) {
    size_t *units = ieci__memory_allocate(panel->model->num_units, sizeof *units);
    if (units == NULL) {
        ieci__error_nomem(out->problems);
    }
    for (size_t n = 0; n < panel->model->num_nodes && units != NULL; n++) {
        for (size_t u = 0; u < panel->model->num_units && panel->model->schema->nodes[n].indicator == IECI__NONE; u++) {
            if (lacks_value(panel, n, u)) {
                add_node(panel, start, n, u, units, out);
            }
        }
    }
    ieci__memory_free(units);
}
