/* SPDX-License-Identifier: MIT */
#include "study/causes_game.h"

#include "base/memory.h"
#include "base/missing.h"
#include "index/ties.h"
#include "stats/sort.h"

static int64_t gcd(int64_t a, int64_t b) {
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* 1 / (n C(n - 1, s)) is the weight of a coalition of s others. */
void ieci__shapley_start(ieci__shapley *shapley, size_t players) {
    int64_t choose[IECI__SHAPLEY_MOST], multiple = 1;
    shapley->players = players;
    for (size_t s = 0; s < players; s++) {
        choose[s] = s == 0 ? 1 : choose[s - 1] * (int64_t)(players - s) / (int64_t)s;
        multiple = multiple / gcd(multiple, choose[s]) * choose[s];
    }
    shapley->denominator = (int64_t)players * multiple;
    for (size_t s = 0; s < players; s++) {
        shapley->weight[s] = multiple / choose[s];
    }
}

/* --- where units stand --- */

#define STANDING_WORLDS (IECI__WORLDS_MOST + IECI__SIDES)

bool ieci__standing_start(ieci__standing *standing, const ieci__worlds *worlds, ieci_error **problems) {
    size_t units = worlds->pairing.num_units, places = STANDING_WORLDS * IECI__SIDES;
    *standing = (ieci__standing){.worlds = worlds, .num_units = units};
    for (int side = 0; side < IECI__SIDES; side++) {
        standing->ranked[side] = ieci__memory_allocate(units, sizeof *standing->ranked[side]);
    }
    standing->score = ieci__memory_allocate(units, places * sizeof *standing->score);
    standing->key = ieci__memory_allocate(units, places * sizeof *standing->key);
    standing->real_score = ieci__memory_allocate(units, sizeof *standing->real_score);
    standing->real_key = ieci__memory_allocate(units, sizeof *standing->real_key);
    if (!standing->ranked[IECI__BEFORE] || !standing->ranked[IECI__AFTER] || !standing->score || !standing->key ||
        !standing->real_score || !standing->real_key) {
        ieci__standing_clear(standing);
        ieci__error_nomem(problems);
        return false;
    }
    return true;
}

void ieci__standing_clear(ieci__standing *standing) {
    for (int side = 0; side < IECI__SIDES; side++) {
        ieci__memory_free(standing->ranked[side]);
    }
    ieci__memory_free(standing->score);
    ieci__memory_free(standing->key);
    ieci__memory_free(standing->real_score);
    ieci__memory_free(standing->real_key);
    *standing = (ieci__standing){0};
}

size_t ieci__standing_at(const ieci__standing *standing, size_t world, int figures, size_t unit) {
    return (world * IECI__SIDES + (size_t)figures) * standing->num_units + unit;
}

static const ieci__world *world_of(const ieci__worlds *worlds, size_t number) {
    return number < IECI__WORLDS_MOST ? &worlds->worlds[number] : &worlds->stage[number - IECI__WORLDS_MOST];
}

/* Score and key of a unit in a world; false: it has none. */
static bool read_world(const ieci__standing *standing, const ieci__world *world, int figures, size_t unit,
                       double *score, int64_t *key) {
    size_t at = ieci__worlds_at(standing->worlds, world, figures, standing->node, unit);
    if (at == IECI__NONE || world->result->key[at] == IECI__KEY_NONE) {
        return false;
    }
    *score = world->result->value[at];
    *key = ieci__result_rank_key(world->result->model, world->result->key[at]);
    return true;
}

/* What a unit has in the world that is its real edition. */
static void read_edition(ieci__standing *standing, size_t unit) {
    const ieci__worlds *worlds = standing->worlds;
    bool before = standing->ranked[IECI__BEFORE][unit];
    const ieci__world *world = before && worlds->staged ? &worlds->stage[IECI__BEFORE]
                               : before                 ? &worlds->worlds[0]
                                                        : &worlds->worlds[worlds->num_worlds - 1];
    standing->real_score[unit] = IECI__MISSING;
    standing->real_key[unit] = IECI__KEY_NONE;
    (void)read_world(standing, world, before ? IECI__BEFORE : IECI__AFTER, unit, &standing->real_score[unit],
                     &standing->real_key[unit]);
}

void ieci__standing_load(ieci__standing *standing, size_t node) {
    const ieci__worlds *worlds = standing->worlds;
    standing->node = node;
    for (size_t u = 0; u < standing->num_units; u++) {
        for (int side = 0; side < IECI__SIDES; side++) {
            standing->ranked[side][u] = !ieci__is_missing(ieci__pairing_rank(&worlds->pairing, side, node, u));
        }
        read_edition(standing, u);
        for (size_t w = 0; w < STANDING_WORLDS; w++) {
            if (w >= worlds->num_worlds && (w < IECI__WORLDS_MOST || !worlds->staged)) {
                continue;
            }
            for (int figures = 0; figures < IECI__SIDES; figures++) {
                size_t at = ieci__standing_at(standing, w, figures, u);
                standing->score[at] = standing->real_score[u];
                standing->key[at] = standing->real_key[u];
                (void)read_world(standing, world_of(worlds, w), figures, u, &standing->score[at], &standing->key[at]);
            }
        }
    }
}

/* --- one pair --- */

static const ieci__ties *ties_of(const ieci__worlds *worlds, size_t world) {
    return ieci__ties_row(world_of(worlds, world)->result->model->schema->ties);
}

int ieci__causes_cost(const ieci__worlds *worlds, size_t world, int64_t rival_key, size_t rival, int64_t key,
                      size_t unit) {
    return rival_key > key ? 2 : rival_key == key ? ties_of(worlds, world)->cost(rival < unit) : 0;
}

void ieci__causes_pair(const ieci__standing *standing, const ieci__shapley *shapley, size_t unit, size_t rival,
                       int64_t parts[IECI__PLAYERS]) {
    const ieci__worlds *worlds = standing->worlds;
    int value[1 << IECI__PLAYERS];
    size_t players = shapley->players, count = (size_t)1 << players;
    for (size_t c = 0; c < count; c++) {
        int figures = (c >> IECI__PLAYER_OWN & 1) != 0, theirs = (c >> IECI__PLAYER_RIVAL & 1) != 0;
        size_t world = c >> IECI__PLAYER_BITS;
        value[c] = 0;
        if (standing->ranked[theirs][rival]) {
            int64_t key = standing->key[ieci__standing_at(standing, world, figures, unit)];
            int64_t other = standing->key[ieci__standing_at(standing, world, theirs, rival)];
            value[c] = ieci__causes_cost(worlds, world, other, rival, key, unit);
        }
    }
    for (size_t p = 0; p < players; p++) {
        parts[p] = 0;
        for (size_t c = 0; c < count; c++) {
            if ((c >> p & 1) == 0) {
                size_t size = 0;
                for (size_t q = 0; q < players; q++) {
                    size += c >> q & 1;
                }
                parts[p] -= shapley->weight[size] * (value[c | (size_t)1 << p] - value[c]);
            }
        }
    }
}

/* --- all rivals at once --- */

typedef struct ieci__field_item {
    int64_t key, weight;
    size_t unit;
} ieci__field_item;

bool ieci__field_cost_start(ieci__field_cost *cost, const ieci__worlds *worlds, size_t world, ieci_error **problems) {
    size_t units = worlds->pairing.num_units;
    *cost = (ieci__field_cost){.worlds = worlds, .world = world};
    cost->items = ieci__memory_allocate(units, 2 * sizeof *cost->items);
    cost->sums = ieci__memory_allocate(2 * units + 1, sizeof *cost->sums);
    if (cost->items == NULL || cost->sums == NULL) {
        ieci__error_nomem(problems);
        return false;
    }
    return true;
}

void ieci__field_cost_clear(ieci__field_cost *cost) {
    ieci__memory_free(cost->items);
    ieci__memory_free(cost->sums);
    *cost = (ieci__field_cost){0};
}

static bool comes_before(const void *items, size_t a, size_t b) {
    const ieci__field_item *all = items;
    if (all[a].key != all[b].key) {
        return all[a].key > all[b].key;
    }
    return all[a].unit != all[b].unit ? all[a].unit < all[b].unit : all[a].weight < all[b].weight;
}

static void exchange(void *items, size_t a, size_t b) {
    ieci__field_item *all = items, kept = all[a];
    all[a] = all[b];
    all[b] = kept;
}

void ieci__field_cost_load(ieci__field_cost *cost, const ieci__standing *standing, const ieci__shapley *shapley) {
    size_t changed = 0;
    for (size_t w = cost->world; w != 0; w >>= 1) {
        changed += w & 1;
    }
    cost->standing = standing;
    cost->count = 0;
    for (int side = 0; side < IECI__SIDES; side++) {
        cost->weight[side] = shapley->weight[changed + (size_t)side];
        for (size_t u = 0; u < standing->num_units; u++) {
            if (standing->ranked[side][u]) {
                int64_t key = standing->key[ieci__standing_at(standing, cost->world, side, u)];
                cost->items[cost->count++] = (ieci__field_item){key, cost->weight[side], u};
            }
        }
    }
    ieci__sort_items(cost->items, cost->count, comes_before, exchange);
    cost->sums[0] = 0;
    for (size_t i = 0; i < cost->count; i++) {
        cost->sums[i + 1] = cost->sums[i] + cost->items[i].weight;
    }
}

/* How many items stand before a key and unit. */
static size_t count_before(const ieci__field_cost *cost, int64_t key, size_t unit) {
    size_t first = 0, after = cost->count;
    while (first < after) {
        size_t middle = first + (after - first) / 2;
        const ieci__field_item *item = &cost->items[middle];
        if (item->key > key || (item->key == key && item->unit < unit)) {
            first = middle + 1;
        } else {
            after = middle;
        }
    }
    return first;
}

int64_t ieci__field_cost_of(const ieci__field_cost *cost, int64_t key, size_t unit) {
    const ieci__ties *ties = ties_of(cost->worlds, cost->world);
    const int64_t *sums = cost->sums;
    size_t above = count_before(cost, key, 0), middle = count_before(cost, key, unit);
    size_t below = key == INT64_MIN ? cost->count : count_before(cost, key - 1, 0);
    int64_t all = 2 * sums[above] + ties->cost(true) * (sums[middle] - sums[above]) +
                  ties->cost(false) * (sums[below] - sums[middle]);
    for (int side = 0; side < IECI__SIDES; side++) { /* it costs itself nothing */
        if (cost->standing->ranked[side][unit]) {
            int64_t own = cost->standing->key[ieci__standing_at(cost->standing, cost->world, side, unit)];
            all -= cost->weight[side] * ieci__causes_cost(cost->worlds, cost->world, own, unit, key, unit);
        }
    }
    return all;
}
