/* SPDX-License-Identifier: MIT */
#include "study/causes_worlds.h"

#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/text.h"
#include "run/evaluate.h"
#include "run/fit.h"
#include "run/prepare.h"
#include "study/causes_extend.h"
#include "study/causes_method.h"

/* The sides that a world takes its scale, weights, aggregation and normalisation from. */
typedef struct recipe {
    int scale, weights, aggregation, normalisation;
} recipe;

const char *ieci__worlds_bit_name(ieci__worlds_bit bit) {
    static const char *const names[IECI__WORLDS_BITS] = {"scale", "weights", "aggregation", "normalisation", "method"};
    return names[bit];
}

static const ieci_model *model_of(const ieci__worlds *worlds, int side) {
    return worlds->pairing.result[side]->model;
}

/* Shares of the nodes as another side has them, in a model with the tree of `method`. */
static void take_shares(const ieci__worlds *worlds, ieci_model *model, int method, int weights) {
    const ieci_model *from = model_of(worlds, weights);
    for (size_t n = 0; n < model->num_nodes; n++) {
        size_t other =
            weights == method ? n : ieci__names_find(&from->schema->node_codes, model->schema->nodes[n].code);
        other = other == IECI__NONE ? 0 : other; /* the root, whatever it is called */
        model->share[n] = from->share[other];
        model->effective[n] = from->effective[other];
    }
}

/* Who is ranked, and so sets the scale, is as in the real editions; added units are not. */
static void take_sample(const ieci__worlds *worlds, ieci_model *model, int scale) {
    const ieci_model *from = model_of(worlds, scale);
    memset(model->sample, 0, model->num_editions * model->num_units * sizeof *model->sample);
    for (size_t e = 0; e < from->num_editions; e++) {
        memcpy(model->sample + e * model->num_units, from->sample + e * from->num_units,
               from->num_units * sizeof *from->sample);
    }
}

/* Unit of an extended model that holds the figures of a side. */
static size_t extended_unit(const ieci__worlds *worlds, int scale, int figures, size_t unit) {
    size_t own = worlds->pairing.unit[figures][unit];
    return own == IECI__NONE || figures == scale ? own : model_of(worlds, scale)->num_units + unit;
}

/* An indicator that only one edition has keeps the data of that edition, on their own scale. */
static void take_values(const ieci__worlds *worlds, ieci_model *model, const recipe *made, size_t indicator) {
    const ieci_model *from = model_of(worlds, made->normalisation);
    size_t edition = worlds->pairing.edition[made->normalisation], at = worlds->pairing.edition[made->scale];
    for (int figures = 0; figures < IECI__SIDES; figures++) {
        for (size_t p = 0; p < worlds->pairing.num_units; p++) {
            size_t to = extended_unit(worlds, made->scale, figures, p);
            size_t unit = worlds->pairing.unit[made->normalisation][p];
            if (to == IECI__NONE) {
                continue;
            }
            size_t place = (indicator * model->num_editions + at) * model->num_units + to;
            size_t source = (indicator * from->num_editions + edition) * from->num_units + unit;
            model->normalised[place] = unit == IECI__NONE ? IECI__MISSING : from->normalised[source];
            model->state[place] = unit == IECI__NONE ? (unsigned char)IECI__STATE_ABSENT : from->state[source];
        }
    }
}

/* Out of memory is passed on; what a method cannot do with figures of the other edition leaves a world without a score.
 */
static bool forgive(ieci_error *met, ieci_error **problems) {
    bool survives = ieci_error_status(met) != IECI_ERROR_NOMEM;
    if (!survives) {
        ieci__error_nomem(problems);
    }
    ieci_error_free(met);
    return survives;
}

/* A unit of one edition only has figures of that edition only, those that its gaps were filled with included: takes
 * them from the steps under the scale of the other side. */
static void take_fills(const ieci__worlds *worlds, const ieci_model *model, const recipe *made,
                       const ieci__steps *theirs, size_t their_units, ieci__pair *given) {
    int side = made->scale, other = 1 - side;
    size_t edition = worlds->pairing.edition[side], from = worlds->pairing.edition[other];
    for (size_t p = 0; p < worlds->pairing.num_units; p++) {
        size_t own = worlds->pairing.unit[side][p], unit = worlds->pairing.unit[other][p];
        bool both = own != IECI__NONE && model->sample[edition * model->num_units + own];
        if (both || unit == IECI__NONE) {
            continue;
        }
        size_t to = edition * model->num_units + extended_unit(worlds, side, other, p);
        size_t at = from * their_units + unit;
        given[to] = theirs->filled[at] ? theirs->imputed[at] : ieci__pair_from(IECI__MISSING);
    }
}

/* The steps of all indicators; `other` is the same world under the scale of the other side. */
static bool prepare(const ieci__worlds *worlds, ieci_model *model, const ieci_model *other, const recipe *made,
                    ieci_error **problems) {
    ieci__steps steps = {0}, theirs = {0};
    size_t rows = model->num_editions * model->num_units;
    ieci__pair *given = ieci__memory_allocate(rows, sizeof *given);
    bool done =
        given != NULL && ieci__steps_start(&steps, model, problems) && ieci__steps_start(&theirs, other, problems);
    for (size_t j = 0; j < model->num_indicators && done; j++) {
        ieci_error *met = NULL;
        for (size_t i = 0; i < rows; i++) {
            given[i] = ieci__pair_from(IECI__MISSING);
            steps.normalised[i] = IECI__MISSING;
        }
        ieci__prepare(other, j, &theirs, NULL, NULL, &met);
        take_fills(worlds, model, made, &theirs, other->num_units, given);
        steps.given = given;
        ieci__prepare(model, j, &steps, NULL, NULL, &met);
        done = forgive(met, problems);
        memcpy(model->normalised + j * rows, steps.normalised, rows * sizeof *steps.normalised);
        memcpy(model->state + j * rows, steps.state, rows);
        if (!ieci__causes_is_common(&worlds->pairing, made->normalisation, j)) {
            take_values(worlds, model, made, j);
        }
    }
    if (given == NULL) {
        ieci__error_nomem(problems);
    }
    ieci__memory_free(given);
    ieci__steps_clear(&steps);
    ieci__steps_clear(&theirs);
    return done;
}

/* The schema of a world: rules of indicators of one side, rules of nodes of the other. NULL: out of memory. */
static ieci_schema *find_schema(ieci__worlds *worlds, const recipe *made, ieci_error **problems) {
    ieci_schema *rules = model_of(worlds, made->normalisation)->schema;
    if (made->aggregation == made->normalisation) {
        return rules;
    }
    ieci_schema **mixed = &worlds->schemas[made->normalisation];
    if (*mixed == NULL) {
        *mixed = ieci__causes_mix_schemas(rules, model_of(worlds, made->aggregation)->schema);
        if (*mixed == NULL) {
            ieci__error_nomem(problems);
        }
    }
    return *mixed;
}

/* An extended model up to its steps, under the scale of a side. NULL: a problem was added. */
static ieci_model *start_model(ieci__worlds *worlds, const recipe *made, int scale, ieci_error **problems) {
    ieci_schema *schema = find_schema(worlds, made, problems);
    ieci_dataset *dataset = schema == NULL ? NULL : ieci__causes_extend(&worlds->pairing, scale, schema, problems);
    ieci_model *model = dataset == NULL ? NULL : ieci__model_start(dataset, schema, NULL);
    if (dataset != NULL && model == NULL) {
        ieci__error_nomem(problems);
    }
    ieci_dataset_unref(dataset);
    if (model != NULL && ieci__fit(model, NULL, problems)) {
        take_shares(worlds, model, made->normalisation, made->weights);
        take_sample(worlds, model, scale);
        return model;
    }
    ieci_model_unref(model);
    return NULL;
}

/* Makes a world. False: a problem was added. */
static bool make_world(ieci__worlds *worlds, const recipe *made, ieci__world *world, ieci_error **problems) {
    ieci_model *model = start_model(worlds, made, made->scale, problems);
    ieci_model *other = model == NULL ? NULL : start_model(worlds, made, 1 - made->scale, problems);
    ieci_result *result = NULL;
    if (other != NULL && prepare(worlds, model, other, made, problems)) {
        ieci_error *met = NULL;
        result = ieci__evaluate(model, NULL, &met);
        forgive(met, problems);
    }
    ieci_model_unref(model);
    ieci_model_unref(other);
    if (result != NULL) {
        worlds->results[worlds->num_results++] = result;
        *world = (ieci__world){result, made->scale, made->normalisation};
    }
    return result != NULL;
}

size_t ieci__worlds_at(const ieci__worlds *worlds, const ieci__world *world, int figures, size_t node, size_t unit) {
    size_t index = extended_unit(worlds, world->scale, figures, unit);
    return index == IECI__NONE ? IECI__NONE
                               : ieci__result_at(world->result, worlds->pairing.edition[world->scale],
                                                 worlds->pairing.node[world->method][node], index);
}

static bool same_number(double a, double b) {
    return a == b || (ieci__is_missing(a) && ieci__is_missing(b));
}

/* Whether two worlds give every unit the same values and scores at every node. */
static bool same_values(const ieci__worlds *worlds, const ieci__world *one, const ieci__world *other) {
    for (size_t n = 0; n < worlds->pairing.num_nodes; n++) {
        for (size_t p = 0; p < worlds->pairing.num_units; p++) {
            for (int figures = 0; figures < IECI__SIDES; figures++) {
                size_t a = ieci__worlds_at(worlds, one, figures, n, p);
                size_t b = ieci__worlds_at(worlds, other, figures, n, p);
                if (a != IECI__NONE && (!same_number(one->result->value[a], other->result->value[b]) ||
                                        one->result->state[a] != other->result->state[b])) {
                    return false;
                }
            }
        }
    }
    return true;
}

/* Leaves the scale out where it is the same in both editions: every second world is then one too many. */
static void drop_scale(ieci__worlds *worlds) {
    for (size_t w = 0; w < worlds->num_worlds; w += 2) {
        if (!same_values(worlds, &worlds->worlds[w], &worlds->worlds[w + 1])) {
            return;
        }
    }
    worlds->num_bits--;
    worlds->num_worlds /= 2;
    memmove(worlds->bits, worlds->bits + 1, worlds->num_bits * sizeof *worlds->bits);
    for (size_t w = 0; w < worlds->num_worlds; w++) {
        worlds->worlds[w] = worlds->worlds[2 * w];
    }
}

/* Which side each part of a world with this number comes from. */
static recipe make_recipe(const ieci__worlds *worlds, size_t number) {
    int side[IECI__WORLDS_BITS];
    for (int b = 0; b < IECI__WORLDS_BITS; b++) {
        side[b] = IECI__AFTER; /* what does not differ, or has changed at an earlier stage */
    }
    for (size_t b = 0; b < worlds->num_bits; b++) {
        side[worlds->bits[b]] = (number >> b & 1) != 0 ? IECI__AFTER : IECI__BEFORE;
    }
    int method = side[IECI__WORLDS_METHOD];
    bool merged = method == IECI__BEFORE;
    return (recipe){side[IECI__WORLDS_SCALE], merged ? method : side[IECI__WORLDS_WEIGHTS],
                    merged ? method : side[IECI__WORLDS_AGGREGATION],
                    merged ? method : side[IECI__WORLDS_NORMALISATION]};
}

static void choose_bits(ieci__worlds *worlds, const ieci__causes_method *differs) {
    const bool active[IECI__WORLDS_BITS] = {
        [IECI__WORLDS_SCALE] = true,
        [IECI__WORLDS_WEIGHTS] = differs->weights && !differs->structure,
        [IECI__WORLDS_AGGREGATION] = differs->aggregation && !differs->structure,
        [IECI__WORLDS_NORMALISATION] = differs->normalisation && !differs->structure,
        [IECI__WORLDS_METHOD] = differs->structure,
    };
    for (int b = 0; b < IECI__WORLDS_BITS; b++) {
        if (active[b] && (!worlds->staged || b == IECI__WORLDS_SCALE)) {
            worlds->bits[worlds->num_bits++] = (ieci__worlds_bit)b;
        }
    }
    worlds->num_worlds = (size_t)1 << worlds->num_bits;
}

bool ieci__worlds_start(ieci__worlds *worlds, const ieci_result *const results[IECI__SIDES],
                        const size_t editions[IECI__SIDES], bool staged, ieci_error **problems) {
    *worlds = (ieci__worlds){.staged = staged};
    if (!ieci__pairing_start(&worlds->pairing, results, editions, NULL, problems)) {
        return false;
    }
    ieci__causes_method differs = ieci__causes_compare_methods(&worlds->pairing);
    worlds->same_tree = !differs.tree;
    choose_bits(worlds, &differs);
    bool done = true;
    for (size_t w = 0; w < worlds->num_worlds && done; w++) {
        recipe made = make_recipe(worlds, w);
        done = make_world(worlds, &made, &worlds->worlds[w], problems);
    }
    for (int side = 0; side < IECI__SIDES && done && staged; side++) {
        recipe made = {IECI__BEFORE, side, side, side};
        done = make_world(worlds, &made, &worlds->stage[side], problems);
    }
    if (!done) {
        ieci__worlds_clear(worlds);
        return false;
    }
    drop_scale(worlds);
    return true;
}

void ieci__worlds_clear(ieci__worlds *worlds) {
    for (size_t r = 0; r < worlds->num_results; r++) {
        ieci_result_unref(worlds->results[r]);
    }
    for (int side = 0; side < IECI__SIDES; side++) {
        ieci__causes_drop_schema(worlds->schemas[side]);
    }
    ieci__pairing_clear(&worlds->pairing);
    *worlds = (ieci__worlds){0};
}
