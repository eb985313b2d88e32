/* SPDX-License-Identifier: MIT */
#include "study/causes_tree.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/missing.h"
#include "base/philox.h"
#include "study/causes_mixture.h"

/* Most children with changed figures whose orders are all taken, and most mixtures of a node; beyond, orders are drawn.
 */
#define EXACT_CHILDREN 8
#define EXACT_MIXTURES 16384
/* Orders drawn: half of them, each with its reverse. */
#define DRAWN_PAIRS 32
#define DRAWN_SEED 0

/* Mixtures at a node, for one world: the node's value before and after one indicator changes, and how often. */
typedef struct list {
    ieci__mixture *items;
    size_t count, capacity;
} list;

struct ieci__own_tree {
    const ieci__worlds *worlds;
    const ieci_schema *schema; /* its tree is that of both */
    size_t num_nodes;
    ieci__mixer *mixer;
    size_t *last;         /* [node] behind the last node below it */
    bool *changed;        /* [node] figures below it changed */
    bool *drawn;          /* [node] orders at it or below it are drawn */
    size_t *blocks;       /* [node] children with changed figures */
    double *mixtures;     /* [node] how many */
    int64_t *denominator; /* [node] of the numbers of its list */
    list *lists;          /* [node] */
    size_t *order;        /* a drawn order of blocks */
    double *uniforms;
    ieci__pair *sum, *total;           /* [node] of points */
    double *pair_places, *pair_points; /* [node] of a drawn order and its reverse */
    double *squares_places, *squares_points, *means_places, *means_points;
};

void ieci__own_tree_free(ieci__own_tree *tree) {
    if (tree == NULL) {
        return;
    }
    for (size_t n = 0; tree->lists != NULL && n < tree->num_nodes; n++) {
        ieci__memory_free(tree->lists[n].items);
    }
    void *blocks[] = {tree->last,          tree->changed,      tree->drawn,        tree->blocks,
                      tree->mixtures,      tree->denominator,  tree->lists,        tree->order,
                      tree->uniforms,      tree->sum,          tree->total,        tree->pair_places,
                      tree->pair_points,   tree->means_places, tree->means_points, tree->squares_places,
                      tree->squares_points};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        ieci__memory_free(blocks[i]);
    }
    ieci__mixer_free(tree->mixer);
    ieci__memory_free(tree);
}

static bool make_room(ieci__own_tree *tree) {
    size_t n = tree->num_nodes;
    tree->last = ieci__memory_allocate(n, sizeof *tree->last);
    tree->changed = ieci__memory_allocate(n, sizeof *tree->changed);
    tree->drawn = ieci__memory_allocate(n, sizeof *tree->drawn);
    tree->blocks = ieci__memory_allocate(n, sizeof *tree->blocks);
    tree->mixtures = ieci__memory_allocate(n, sizeof *tree->mixtures);
    tree->denominator = ieci__memory_allocate(n, sizeof *tree->denominator);
    tree->lists = ieci__memory_allocate(n, sizeof *tree->lists);
    tree->order = ieci__memory_allocate(n, sizeof *tree->order);
    tree->uniforms = ieci__memory_allocate(n, sizeof *tree->uniforms);
    tree->sum = ieci__memory_allocate(n, sizeof *tree->sum);
    tree->total = ieci__memory_allocate(n, sizeof *tree->total);
    tree->pair_places = ieci__memory_allocate(n, sizeof *tree->pair_places);
    tree->pair_points = ieci__memory_allocate(n, sizeof *tree->pair_points);
    tree->means_places = ieci__memory_allocate(n, sizeof *tree->means_places);
    tree->means_points = ieci__memory_allocate(n, sizeof *tree->means_points);
    tree->squares_places = ieci__memory_allocate(n, sizeof *tree->squares_places);
    tree->squares_points = ieci__memory_allocate(n, sizeof *tree->squares_points);
    return tree->last && tree->changed && tree->drawn && tree->blocks && tree->mixtures && tree->denominator &&
           tree->lists && tree->order && tree->uniforms && tree->sum && tree->total && tree->pair_places &&
           tree->pair_points && tree->means_places && tree->means_points && tree->squares_places &&
           tree->squares_points;
}

ieci__own_tree *ieci__own_tree_new(const ieci__worlds *worlds, ieci_error **problems) {
    ieci__own_tree *tree = ieci__memory_allocate(1, sizeof *tree);
    if (tree != NULL) {
        tree->worlds = worlds;
        tree->schema = worlds->pairing.result[IECI__AFTER]->model->schema;
        tree->num_nodes = tree->schema->num_nodes;
        tree->mixer = ieci__mixer_new(worlds);
    }
    if (tree == NULL || tree->mixer == NULL || !make_room(tree)) {
        ieci__error_nomem(problems);
        ieci__own_tree_free(tree);
        return NULL;
    }
    for (size_t n = tree->num_nodes; n-- > 0;) {
        const ieci__schema_node *node = &tree->schema->nodes[n];
        tree->last[n] = n + 1;
        for (size_t c = 0; c < node->num_children; c++) {
            size_t end = tree->last[node->children[c]];
            tree->last[n] = end > tree->last[n] ? end : tree->last[n];
        }
    }
    return tree;
}

/* --- which figures changed, and what is exact --- */

static bool same_number(double a, double b) {
    return a == b || (ieci__is_missing(a) && ieci__is_missing(b));
}

static bool leaf_changed(const ieci__worlds *worlds, size_t node, size_t unit) {
    for (size_t w = 0; w < worlds->num_worlds; w++) {
        const ieci_result *result = worlds->worlds[w].result;
        size_t a = ieci__worlds_at(worlds, &worlds->worlds[w], IECI__BEFORE, node, unit);
        size_t b = ieci__worlds_at(worlds, &worlds->worlds[w], IECI__AFTER, node, unit);
        if (!same_number(result->value[a], result->value[b]) || result->state[a] != result->state[b]) {
            return true;
        }
    }
    return false;
}

static void find_changed(ieci__own_tree *tree, size_t root, size_t unit) {
    for (size_t n = tree->last[root]; n-- > root;) {
        const ieci__schema_node *node = &tree->schema->nodes[n];
        tree->changed[n] = node->indicator != IECI__NONE && leaf_changed(tree->worlds, n, unit);
        tree->blocks[n] = 0;
        for (size_t c = 0; c < node->num_children; c++) {
            tree->blocks[n] += tree->changed[node->children[c]] ? 1 : 0;
        }
        tree->changed[n] = tree->changed[n] || tree->blocks[n] > 0;
    }
}

static int64_t least_multiple(int64_t a, int64_t b) {
    int64_t x = a, y = b;
    while (y != 0) {
        int64_t rest = x % y;
        x = y;
        y = rest;
    }
    return a / x * b;
}

/* Plans the nodes below `root` with at most so many children exact; false: too much work, or numbers too large. */
static bool plan_with(ieci__own_tree *tree, size_t root, size_t most, double largest) {
    for (size_t n = tree->last[root]; n-- > root;) {
        const ieci__schema_node *node = &tree->schema->nodes[n];
        bool here = tree->blocks[n] > most;
        tree->drawn[n] = here;
        tree->denominator[n] = 1;
        tree->mixtures[n] = node->indicator != IECI__NONE ? 1.0 : 0.0;
        for (size_t c = 0; c < node->num_children; c++) {
            size_t child = node->children[c];
            if (tree->changed[child]) {
                tree->drawn[n] = tree->drawn[n] || tree->drawn[child];
                tree->mixtures[n] += tree->mixtures[child];
                tree->denominator[n] = least_multiple(tree->denominator[n], tree->denominator[child]);
            }
        }
        if (!here && tree->blocks[n] > 1) {
            ieci__shapley shapley;
            ieci__shapley_start(&shapley, tree->blocks[n]);
            tree->denominator[n] *= shapley.denominator;
            tree->mixtures[n] *= (double)((size_t)1 << (tree->blocks[n] - 1));
        }
        if (tree->mixtures[n] > EXACT_MIXTURES && most > 1) {
            return false;
        }
        if ((double)tree->denominator[n] > largest) {
            return false;
        }
    }
    return true;
}

static void plan(ieci__own_tree *tree, size_t root, const ieci__shapley *places) {
    double units = (double)tree->worlds->pairing.num_units + 1.0;
    double largest = 0x1p62 / (4.0 * units * (double)places->denominator * 2.0 * DRAWN_PAIRS);
    for (size_t most = EXACT_CHILDREN; !plan_with(tree, root, most, largest) && most > 1; most--) {
    }
}

/* --- lists --- */

/* An order of the blocks of a node: orders come in pairs, the second being the first reversed. */
static void draw_order(ieci__own_tree *tree, size_t node, size_t number) {
    size_t count = tree->blocks[node];
    ieci__philox_uniforms(DRAWN_SEED, number / 2, (uint32_t)node, 0, count, tree->uniforms);
    for (size_t i = 0; i < count; i++) {
        size_t at = (size_t)(tree->uniforms[i] * (double)(i + 1));
        tree->order[i] = tree->order[at];
        tree->order[at] = i;
    }
    for (size_t i = 0; i < count / 2 && number % 2 == 1; i++) {
        size_t kept = tree->order[i];
        tree->order[i] = tree->order[count - 1 - i];
        tree->order[count - 1 - i] = kept;
    }
}

/* Adds the mixtures of a child with the blocks of `switched` changed before it. */
static bool add_mixtures(ieci__own_tree *tree, size_t world, size_t node, size_t child, const bool *switched,
                         int64_t weight) {
    list *to = &tree->lists[node];
    const list *from = &tree->lists[child];
    if (!ieci__memory_reserve((void **)&to->items, &to->capacity, to->count + from->count, sizeof *to->items)) {
        return false;
    }
    ieci__mixture *added = to->items + to->count;
    memcpy(added, from->items, from->count * sizeof *added);
    for (size_t i = 0; i < from->count; i++) {
        added[i].number *= weight;
    }
    to->count += from->count;
    return ieci__mixer_score(tree->mixer, world, node, child, switched, added, from->count);
}

/* Marks the children whose blocks changed before one of them: in a drawn order, or as the bits of a subset say. */
static size_t mark_switched(const ieci__own_tree *tree, size_t node, size_t block, bool drawn, size_t subset,
                            bool *switched) {
    const ieci__schema_node *rules = &tree->schema->nodes[node];
    size_t place = 0, number = 0, marked = 0;
    while (drawn && tree->order[place] != block) {
        place++;
    }
    for (size_t c = 0; c < rules->num_children; c++) {
        switched[c] = false;
        if (!tree->changed[rules->children[c]]) {
            continue;
        }
        if (number != block && drawn) {
            for (size_t i = 0; i < place; i++) {
                switched[c] = switched[c] || tree->order[i] == number;
            }
        } else if (number != block) {
            switched[c] = (subset >> (number - (number > block ? 1 : 0)) & 1) != 0;
        }
        marked += switched[c] ? 1 : 0;
        number++;
    }
    return marked;
}

static bool build_list(ieci__own_tree *tree, size_t world, size_t node, size_t number) {
    const ieci__schema_node *rules = &tree->schema->nodes[node];
    bool drawn = false, done = true;
    size_t block = 0, blocks = tree->blocks[node], subsets = 1;
    ieci__shapley shapley;
    tree->lists[node].count = 0;
    if (rules->indicator != IECI__NONE) {
        list *own = &tree->lists[node];
        done = ieci__memory_reserve((void **)&own->items, &own->capacity, 1, sizeof *own->items);
        if (done) {
            own->count = 1;
            ieci__mixer_leaf(tree->mixer, world, node, own->items);
        }
        return done;
    }
    /* The list is exact if its denominator has the node's own factor. */
    ieci__shapley_start(&shapley, blocks > EXACT_CHILDREN ? 1 : blocks);
    int64_t below = 1;
    for (size_t c = 0; c < rules->num_children; c++) {
        if (tree->changed[rules->children[c]]) {
            below = least_multiple(below, tree->denominator[rules->children[c]]);
        }
    }
    drawn = blocks > 1 && tree->denominator[node] == below;
    if (drawn) {
        draw_order(tree, node, number);
    } else if (blocks > 1) {
        subsets = (size_t)1 << (blocks - 1);
    }
    bool *switched = ieci__mixer_marks(tree->mixer);
    for (size_t c = 0; c < rules->num_children && done; c++) {
        size_t child = rules->children[c];
        if (!tree->changed[child]) {
            continue;
        }
        for (size_t s = 0; s < subsets && done; s++) {
            size_t size = mark_switched(tree, node, block, drawn, s, switched);
            int64_t weight = below / tree->denominator[child] * (drawn || blocks == 1 ? 1 : shapley.weight[size]);
            done = add_mixtures(tree, world, node, child, switched, weight);
        }
        block++;
    }
    return done;
}

/* --- parts --- */

/* Score and rank key of a mixture; one without a score counts as the earlier edition. */
static double mixture_score(const ieci__standing *standing, size_t world, size_t unit, double value,
                            unsigned char state, int64_t *key) {
    const ieci_model *model = standing->worlds->worlds[world].result->model;
    int64_t full = state == IECI__STATE_PRESENT ? ieci__kernel_key(value, model->schema->key_decimals) : IECI__KEY_NONE;
    if (full == IECI__KEY_NONE) {
        *key = standing->real_key[unit];
        return standing->real_score[unit];
    }
    *key = ieci__result_rank_key(model, full);
    return value;
}

/* Adds what the mixtures of the explained node give to its indicators in one world. */
static void add_parts(ieci__own_tree *tree, const ieci__standing *standing, const ieci__field_cost *cost, size_t world,
                      ieci__pair weight, double place, size_t unit, ieci__own_part *parts) {
    size_t root = standing->node;
    const list *all = &tree->lists[root];
    for (size_t n = root; n < tree->last[root]; n++) {
        tree->sum[n] = ieci__pair_from(0.0);
    }
    for (size_t i = 0; i < all->count; i++) {
        const ieci__mixture *item = &all->items[i];
        int64_t before, after;
        double first =
            mixture_score(standing, world, unit, item->value[IECI__BEFORE], item->state[IECI__BEFORE], &before);
        double last = mixture_score(standing, world, unit, item->value[IECI__AFTER], item->state[IECI__AFTER], &after);
        ieci__pair step = ieci__pair_multiply(ieci__pair_two_sum(last, -first), ieci__pair_from((double)item->number));
        tree->sum[item->leaf] = ieci__pair_add(tree->sum[item->leaf], step);
        if (before != after) {
            int64_t gained =
                item->number * (ieci__field_cost_of(cost, before, unit) - ieci__field_cost_of(cost, after, unit));
            parts[item->leaf].places += gained;
            tree->pair_places[item->leaf] += (double)gained * place;
        }
    }
    for (size_t n = root; n < tree->last[root]; n++) {
        ieci__pair points = ieci__pair_multiply(tree->sum[n], weight);
        tree->total[n] = ieci__pair_add(tree->total[n], points);
        tree->pair_points[n] += ieci__pair_value(points);
    }
}

/* One more value to a running mean and sum of squares around it. */
static void count_in(double value, double number, double *mean, double *squares) {
    double step = value - *mean;
    *mean += step / number;
    *squares += step * (value - *mean);
}

/* Gives the parts of a pair of orders from children to their parents, and counts them in. */
static void add_up_pair(ieci__own_tree *tree, size_t root, size_t pair) {
    double number = (double)(pair + 1);
    for (size_t n = tree->last[root]; n-- > root;) {
        size_t parent = tree->schema->nodes[n].parent;
        count_in(tree->pair_places[n] * DRAWN_PAIRS, number, &tree->means_places[n], &tree->squares_places[n]);
        count_in(tree->pair_points[n] * DRAWN_PAIRS, number, &tree->means_points[n], &tree->squares_points[n]);
        if (n > root) {
            tree->pair_places[parent] += tree->pair_places[n];
            tree->pair_points[parent] += tree->pair_points[n];
        }
        tree->pair_places[n] = tree->pair_points[n] = 0.0;
    }
}

static double standard_error(double squares) {
    return sqrt(squares / (DRAWN_PAIRS - 1) / DRAWN_PAIRS);
}

static void finish(ieci__own_tree *tree, size_t root, bool drawn, ieci__own_part *parts) {
    for (size_t n = tree->last[root]; n-- > root;) {
        size_t parent = tree->schema->nodes[n].parent;
        parts[n].points = ieci__pair_value(tree->total[n]);
        parts[n].changed = tree->changed[n];
        if (drawn) {
            parts[n].error_places = standard_error(tree->squares_places[n]);
            parts[n].error_points = standard_error(tree->squares_points[n]);
        }
        if (n > root) {
            parts[parent].places += parts[n].places;
            tree->total[parent] = ieci__pair_add(tree->total[parent], tree->total[n]);
        }
    }
}

static void start_parts(ieci__own_tree *tree, size_t root, ieci__own_part *parts) {
    for (size_t n = root; n < tree->last[root]; n++) {
        parts[n] = (ieci__own_part){0};
        tree->total[n] = ieci__pair_from(0.0);
        tree->pair_places[n] = tree->pair_points[n] = 0.0;
        tree->means_places[n] = tree->means_points[n] = 0.0;
        tree->squares_places[n] = tree->squares_points[n] = 0.0;
    }
}

/* Scores the mixtures of one order (or of all of them) in one world. */
static bool build_lists(ieci__own_tree *tree, size_t world, size_t root, size_t number) {
    bool done = true;
    for (size_t n = tree->last[root]; n-- > root && done;) {
        if (tree->changed[n] && (number == 0 || tree->worlds->num_worlds > 1 || tree->drawn[n])) {
            done = build_list(tree, world, n, number);
        }
    }
    return done;
}

bool ieci__own_tree_explain(ieci__own_tree *tree, const ieci__standing *standing, const ieci__field_cost *costs,
                            const ieci__shapley *places, const ieci__shapley *points, size_t unit,
                            ieci__own_part *parts, int64_t *denominator, ieci_error **problems) {
    size_t root = standing->node;
    find_changed(tree, root, unit);
    start_parts(tree, root, parts);
    plan(tree, root, places);
    bool drawn = tree->changed[root] && tree->drawn[root], done = true;
    size_t orders = drawn ? 2 * DRAWN_PAIRS : 1;
    *denominator = 2 * places->denominator * tree->denominator[root] * (int64_t)orders;
    ieci__mixer_unit(tree->mixer, unit);
    for (size_t o = 0; o < orders && done && tree->changed[root]; o++) {
        for (size_t w = 0; w < tree->worlds->num_worlds && done; w++) {
            size_t size = 0;
            for (size_t rest = w; rest != 0; rest >>= 1) {
                size += rest & 1;
            }
            double share = (double)points->denominator * (double)tree->denominator[root] * (double)orders;
            ieci__pair weight =
                ieci__pair_divide(ieci__pair_from((double)points->weight[size]), ieci__pair_from(share));
            done = build_lists(tree, w, root, o);
            if (done) {
                add_parts(tree, standing, &costs[w], w, weight, 1.0 / (double)*denominator, unit, parts);
            }
        }
        if (drawn && o % 2 == 1) {
            add_up_pair(tree, root, o / 2);
        }
    }
    if (!done) {
        ieci__error_nomem(problems);
        return false;
    }
    finish(tree, root, drawn, parts);
    return true;
}
