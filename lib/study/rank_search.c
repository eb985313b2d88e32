/* SPDX-License-Identifier: MIT */
#include "study/rank_search.h"

#include <string.h>

#include "base/memory.h"
#include "base/options.h"

enum {
    MOST_CORES = 20000 /* kept; later ones are used once */
};

/* A set of rivals that no weights keep in place together, as long as the unit's printed score lies between two cells.
 */
typedef struct core {
    int64_t low, high;
} core;

struct ieci__rank_search {
    ieci__linear *linear;
    const ieci__printing *printing;
    size_t node_limit, units;
    double *lead;                 /* [unit][over] */
    ieci__rank_end *best, *worst; /* [unit] what the corners have shown */
    double *weight;               /* [2 x unit + 1][entry] their weights, and room for one more */
    double *score;
    int64_t *low_cell, *high_cell; /* [unit] printed score by the guard below and above */
    ieci__conditions solver;
    /* of the run: */
    bool backwards; /* the worst rank: rivals are kept above instead of below */
    size_t unit, base;
    size_t num_rivals, words;
    size_t *rival;     /* [rival] unit */
    unsigned char *is; /* [rival] free, kept or dropped */
    int64_t low, high; /* cells of the unit's printed score over the region (backwards: of edges above it) */
    size_t fewest;     /* dropped rivals of the best weights so far */
    size_t open;       /* fewest that a part which was not searched may have */
    size_t nodes;
    bool no_memory;
    ieci__rank_end *end;
    core *cores;
    uint64_t *sets; /* [core][word] */
    size_t num_cores, cores_capacity, sets_capacity;
    size_t *uses; /* [rival] cores it is in */
    ieci__condition *condition;
    size_t *subject; /* [condition] its rival, or num_rivals */
    bool *in_core;
    uint64_t *level_set; /* [level][word] room of the recursion */
    size_t *level_list;  /* [level][rival] */
};

enum {
    FREE,
    KEPT,
    DROPPED
};

/* --- Ranks under given weights --- */

static void place_scores(ieci__rank_search *s, const double *weight) {
    ieci__linear_scores(s->linear, weight, s->score);
    for (size_t u = 0; u < s->units && !s->printing->full; u++) {
        s->low_cell[u] = ieci__printing_cell(s->printing, s->score[u], -s->printing->guard);
        s->high_cell[u] = ieci__printing_cell(s->printing, s->score[u], s->printing->guard);
    }
}

static bool is_above(const ieci__rank_search *s, size_t a, size_t b) {
    return s->printing->full ? ieci__printing_above(s->printing, s->score[a], s->score[b])
                             : s->low_cell[a] > s->high_cell[b];
}

static bool is_not_above(const ieci__rank_search *s, size_t a, size_t b) {
    return s->printing->full ? ieci__printing_not_above(s->printing, s->score[a], s->score[b])
                             : s->high_cell[a] <= s->low_cell[b];
}

/* The rank that the placed scores surely give at least (or, backwards, at most). */
static size_t rank_of(const ieci__rank_search *s, size_t unit, bool backwards) {
    size_t rank = 1;
    for (size_t k = 0; k < s->units; k++) {
        if (k != unit && (backwards ? is_above(s, k, unit) : !is_not_above(s, k, unit))) {
            rank++;
        }
    }
    return rank;
}

static void note_rank(ieci__rank_search *s, const double *weight, size_t unit, bool backwards) {
    ieci__rank_end *end = backwards ? &s->worst[unit] : &s->best[unit];
    const size_t rank = rank_of(s, unit, backwards);
    if (end->found == 0 || (backwards ? rank > end->found : rank < end->found)) {
        end->found = rank;
        memcpy(end->weight, weight, s->linear->num_entries * sizeof *weight);
    }
}

/* --- Preparing --- */

static bool make_room(ieci__rank_search *s) {
    const size_t n = s->units, entries = s->linear->num_entries, levels = n + 80;
    const size_t words = n / 64 + 1, conditions = 2 * n + 2;
    s->lead = ieci__memory_allocate(n, n * sizeof *s->lead);
    s->best = ieci__memory_allocate(n, sizeof *s->best);
    s->worst = ieci__memory_allocate(n, sizeof *s->worst);
    s->weight = ieci__memory_allocate(2 * n + 1, entries * sizeof *s->weight);
    s->score = ieci__memory_allocate(n, sizeof *s->score);
    s->low_cell = ieci__memory_allocate(n, sizeof *s->low_cell);
    s->high_cell = ieci__memory_allocate(n, sizeof *s->high_cell);
    s->rival = ieci__memory_allocate(n, sizeof *s->rival);
    s->is = ieci__memory_allocate(n, sizeof *s->is);
    s->uses = ieci__memory_allocate(n, sizeof *s->uses);
    s->condition = ieci__memory_allocate(conditions, sizeof *s->condition);
    s->subject = ieci__memory_allocate(conditions, sizeof *s->subject);
    s->in_core = ieci__memory_allocate(conditions, sizeof *s->in_core);
    s->level_set = ieci__memory_allocate(levels, words * sizeof *s->level_set);
    s->level_list = ieci__memory_allocate(levels, n * sizeof *s->level_list);
    return s->lead && s->best && s->worst && s->weight && s->score && s->low_cell && s->high_cell && s->rival &&
           s->is && s->uses && s->condition && s->subject && s->in_core && s->level_set && s->level_list &&
           ieci__conditions_start(&s->solver, s->linear, conditions, 0.25 * s->printing->guard);
}

/* The greatest lead of each unit over each; the weights that give it often give a good or bad rank too. */
static bool find_leads(ieci__rank_search *s, const ieci_options *options, ieci_error **problems) {
    static const double factor[] = {1.0, -1.0};
    const size_t n = s->units;
    double *weight = s->weight + 2 * n * s->linear->num_entries;
    for (size_t i = 0; i < n; i++) { /* the nominal weights need not be in the region: corners are */
        s->best[i].weight = s->weight + 2 * i * s->linear->num_entries;
        s->worst[i].weight = s->weight + (2 * i + 1) * s->linear->num_entries;
        for (size_t end = 0; end < 2; end++) {
            (void)ieci__linear_most(s->linear, 1, &i, &factor[end], weight);
            place_scores(s, weight);
            note_rank(s, weight, i, end == 1);
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (!ieci__options_progress(options, 0.2 * (double)i / (double)n, problems)) {
            return false;
        }
        for (size_t k = 0; k < n; k++) {
            const size_t pair[] = {i, k};
            if (k != i) {
                s->lead[i * n + k] = ieci__linear_most(s->linear, 2, pair, factor, weight).high;
                place_scores(s, weight);
                note_rank(s, weight, i, false);
                note_rank(s, weight, k, true);
            }
        }
    }
    return true;
}

ieci__rank_search *ieci__rank_search_new(ieci__linear *linear, const ieci__printing *printing, size_t node_limit,
                                         const ieci_options *options, ieci_error **problems) {
    ieci__rank_search *search = ieci__memory_allocate(1, sizeof *search);
    if (search == NULL) {
        ieci__error_nomem(problems);
        return NULL;
    }
    search->linear = linear;
    search->printing = printing;
    search->node_limit = node_limit;
    search->units = linear->num_units;
    if (!make_room(search)) {
        ieci__error_nomem(problems);
    } else if (find_leads(search, options, problems)) {
        return search;
    }
    ieci__rank_search_free(search);
    return NULL;
}

void ieci__rank_search_free(ieci__rank_search *search) {
    if (search == NULL) {
        return;
    }
    void *const blocks[] = {
        search->lead,      search->best,      search->worst,      search->weight, search->score,     search->low_cell,
        search->high_cell, search->rival,     search->is,         search->uses,   search->condition, search->subject,
        search->in_core,   search->level_set, search->level_list, search->cores,  search->sets};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        ieci__memory_free(blocks[i]);
    }
    ieci__conditions_clear(&search->solver);
    ieci__memory_free(search);
}

double ieci__rank_search_lead(const ieci__rank_search *search, size_t unit, size_t over) {
    return search->lead[unit * search->units + over];
}

/* --- Sets of rivals --- */

static bool has(const uint64_t *set, size_t rival) {
    return (set[rival / 64] >> (rival % 64) & 1) != 0;
}

static void put(uint64_t *set, size_t rival, bool in) {
    const uint64_t bit = UINT64_C(1) << (rival % 64);
    set[rival / 64] = in ? set[rival / 64] | bit : set[rival / 64] & ~bit;
}

static bool is_within(const uint64_t *inner, const uint64_t *outer, size_t words) {
    for (size_t w = 0; w < words; w++) {
        if ((inner[w] & ~outer[w]) != 0) {
            return false;
        }
    }
    return true;
}

/* How many rivals of a core are still free. */
static size_t count_free(const ieci__rank_search *s, const uint64_t *set) {
    size_t count = 0;
    for (size_t r = 0; r < s->num_rivals; r++) {
        count += has(set, r) && s->is[r] == FREE ? 1 : 0;
    }
    return count;
}

/* The core among the working rivals with the fewest free ones; num_cores if there is none. */
static size_t find_core(const ieci__rank_search *s, const uint64_t *working, int64_t low, int64_t high) {
    size_t found = s->num_cores, fewest = s->num_rivals + 1;
    for (size_t c = 0; c < s->num_cores && fewest > 0; c++) {
        const uint64_t *set = s->sets + c * s->words;
        if (s->cores[c].low <= low && high <= s->cores[c].high && is_within(set, working, s->words)) {
            const size_t free = count_free(s, set);
            if (free < fewest) {
                fewest = free;
                found = c;
            }
        }
    }
    return found;
}

/* --- Conditions --- */

static void add_condition(ieci__rank_search *s, size_t *count, size_t plus, size_t minus, double constant,
                          size_t subject) {
    s->condition[*count] = (ieci__condition){plus, minus, constant};
    s->subject[(*count)++] = subject;
}

/* The working rivals print no higher than the unit (backwards: higher), whose printed score lies between two cells. */
static size_t write_conditions(ieci__rank_search *s, const uint64_t *working, int64_t low, int64_t high) {
    const ieci__printing *p = s->printing;
    /* Where only one cell is left, pairs do not say enough. */
    const bool one = low == high;
    const bool from = !p->full && (one || low > s->low), to = !p->full && (one || high < s->high);
    const double widest = ieci__printing_widest(p, low, high), narrowest = ieci__printing_narrowest(p, low, high);
    size_t count = 0;
    if (s->backwards ? to : from) {
        const double edge = ieci__printing_edge(p, s->backwards ? high : low, s->backwards ? -p->guard : p->guard);
        add_condition(s, &count, s->backwards ? IECI__NO_UNIT : s->unit, s->backwards ? s->unit : IECI__NO_UNIT,
                      s->backwards ? edge : -edge, s->num_rivals);
    }
    for (size_t r = 0; r < s->num_rivals; r++) {
        if (!has(working, r)) {
            continue;
        }
        if (s->backwards) {
            add_condition(s, &count, s->rival[r], s->unit, -narrowest, r);
        } else {
            add_condition(s, &count, s->unit, s->rival[r], widest, r);
        }
        if (s->backwards && from) {
            add_condition(s, &count, s->rival[r], IECI__NO_UNIT, -ieci__printing_edge(p, low, p->guard), r);
        } else if (!s->backwards && to) {
            add_condition(s, &count, IECI__NO_UNIT, s->rival[r], ieci__printing_edge(p, high + 1, -p->guard), r);
        }
    }
    return count;
}

/* Keeps a core of the conditions just tried. False: out of memory. */
static bool keep_core(ieci__rank_search *s, size_t conditions, int64_t low, int64_t high) {
    if (s->num_cores == MOST_CORES) {
        s->num_cores--; /* the last one makes way */
    }
    if (!ieci__memory_reserve((void **)&s->cores, &s->cores_capacity, s->num_cores + 1, sizeof *s->cores) ||
        !ieci__memory_reserve((void **)&s->sets, &s->sets_capacity, (s->num_cores + 1) * s->words, sizeof *s->sets)) {
        s->no_memory = true;
        return false;
    }
    uint64_t *set = s->sets + s->num_cores * s->words;
    bool pairs_only = true;
    memset(set, 0, s->words * sizeof *set);
    for (size_t c = 0; c < conditions; c++) {
        const ieci__condition *condition = &s->condition[c];
        if (!s->in_core[c]) {
            continue;
        }
        pairs_only = pairs_only && condition->plus != IECI__NO_UNIT && condition->minus != IECI__NO_UNIT;
        if (s->subject[c] < s->num_rivals) {
            s->uses[s->subject[c]] += has(set, s->subject[c]) ? 0 : 1;
            put(set, s->subject[c], true);
        }
    }
    /* Conditions on pairs do not depend on the cells, unless scores are logarithms. */
    const bool anywhere = pairs_only && !s->printing->logarithms;
    s->cores[s->num_cores] = (core){anywhere ? s->low : low, anywhere ? s->high : high};
    s->num_cores++;
    return true;
}

/* --- The search --- */

/* Counts what weights do to the rivals, and keeps them if they are the best so far. */
static void note_weights(ieci__rank_search *s, const double *weight) {
    size_t dropped = 0;
    place_scores(s, weight);
    for (size_t r = 0; r < s->num_rivals; r++) {
        const bool kept = s->backwards ? is_above(s, s->rival[r], s->unit) : is_not_above(s, s->rival[r], s->unit);
        dropped += kept ? 0 : 1;
    }
    if (dropped < s->fewest) {
        s->fewest = dropped;
        memcpy(s->end->weight, weight, s->linear->num_entries * sizeof *weight);
    }
}

static void leave_open(ieci__rank_search *s, size_t dropped) {
    s->open = dropped < s->open ? dropped : s->open;
}

/* What trying the conditions of a node came to. */
typedef struct bound {
    size_t dropped; /* at least so many, whatever is done below this node */
    size_t core;    /* to branch on; (size_t)-1: none */
    bool closed;    /* nothing below can be better than what is known */
    bool unknown;
} bound;

/* Takes cores out of the working rivals, each of which costs one, until the rest can be kept in place together. */
static bound find_bound(ieci__rank_search *s, uint64_t *working, size_t dropped, int64_t low, int64_t high) {
    bound b = {dropped, (size_t)-1, false, false};
    size_t smallest = s->num_rivals + 1;
    double *weight = s->weight + 2 * s->units * s->linear->num_entries;
    for (;;) {
        size_t found = find_core(s, working, low, high);
        if (found == s->num_cores) {
            const size_t count = write_conditions(s, working, low, high);
            memcpy(weight, s->end->weight, s->linear->num_entries * sizeof *weight);
            const ieci__verdict verdict = ieci__conditions_try(&s->solver, count, s->condition, weight, s->in_core);
            if (verdict != IECI__VERDICT_NO) {
                b.unknown = verdict == IECI__VERDICT_UNKNOWN;
                if (!b.unknown) {
                    note_weights(s, weight);
                }
                return b;
            }
            if (!keep_core(s, count, low, high)) {
                b.closed = true;
                return b;
            }
            found = s->num_cores - 1;
        }
        const uint64_t *set = s->sets + found * s->words;
        const size_t free = count_free(s, set);
        b.dropped++;
        b.closed = free == 0 || b.dropped >= s->fewest;
        if (b.closed) {
            return b;
        }
        if (free < smallest) {
            smallest = free;
            b.core = found;
        }
        for (size_t r = 0; r < s->num_rivals; r++) {
            if (has(set, r) && s->is[r] == FREE) {
                put(working, r, false);
            }
        }
    }
}

static void search_node(ieci__rank_search *s, size_t level, size_t dropped, int64_t low, int64_t high);

/* One of the free rivals of a core must go: the first one, or the second while the first stays, and so on. The one in
 * most cores comes first. */
static void branch(ieci__rank_search *s, size_t level, const uint64_t *set, size_t dropped, int64_t low, int64_t high) {
    size_t *list = s->level_list + level * s->units, count = 0;
    for (size_t r = 0; r < s->num_rivals; r++) {
        if (has(set, r) && s->is[r] == FREE) {
            size_t at = count++;
            for (; at > 0 && s->uses[list[at - 1]] < s->uses[r]; at--) {
                list[at] = list[at - 1];
            }
            list[at] = r;
        }
    }
    for (size_t i = 0; i < count && dropped + 1 < s->fewest && !s->no_memory; i++) {
        s->is[list[i]] = DROPPED;
        search_node(s, level + 1, dropped + 1, low, high);
        s->is[list[i]] = KEPT;
    }
    for (size_t i = 0; i < count; i++) {
        s->is[list[i]] = FREE;
    }
}

/* The rivals can all be kept in place but for rounding: the printed score must lie on one side of an edge. */
static void split_cells(ieci__rank_search *s, size_t level, size_t dropped, int64_t low, int64_t high) {
    int64_t middle =
        ieci__printing_cell(s->printing, s->score[s->unit], s->backwards ? s->printing->guard : -s->printing->guard);
    middle = middle < low ? low : middle > high - 1 ? high - 1 : middle;
    search_node(s, level + 1, dropped, low, middle);
    search_node(s, level + 1, dropped, middle + 1, high);
}

static void search_node(ieci__rank_search *s, size_t level, size_t dropped, int64_t low, int64_t high) {
    if (dropped >= s->fewest || s->no_memory) {
        return;
    }
    if (s->nodes >= s->node_limit || level >= s->units + 79) {
        leave_open(s, dropped);
        return;
    }
    s->nodes++;
    uint64_t *working = s->level_set + level * s->words;
    for (size_t r = 0; r < s->num_rivals; r++) {
        put(working, r, s->is[r] != DROPPED);
    }
    const bound b = find_bound(s, working, dropped, low, high);
    if (b.closed || dropped >= s->fewest) {
        return;
    }
    if (b.core != (size_t)-1) {
        /* Cores may move while the search goes on, so the set is copied; the working rivals are no longer needed. */
        memcpy(working, s->sets + b.core * s->words, s->words * sizeof *working);
        branch(s, level, working, dropped, low, high);
    } else if (b.unknown || s->printing->full || low == high) {
        leave_open(s, dropped);
    } else {
        split_cells(s, level, dropped, low, high);
    }
}

/* The rivals that are not decided by pairs, and how many print higher whatever the weights. */
static void find_rivals(ieci__rank_search *s) {
    const ieci__printing *p = s->printing;
    const double widest = ieci__printing_widest(p, s->low, s->high);
    const double narrowest = ieci__printing_narrowest(p, s->low, s->high);
    const int64_t first = s->low - (s->backwards ? 1 : 0);
    const double cell = p->logarithms && !p->full
                            ? ieci__printing_edge(p, first + 1, 0.0) - ieci__printing_edge(p, first, 0.0)
                            : p->cell;
    s->num_rivals = s->base = 0;
    for (size_t k = 0; k < s->units; k++) {
        const double behind = s->lead[k * s->units + s->unit], ahead = s->lead[s->unit * s->units + k];
        if (k == s->unit || behind < narrowest) {
            continue; /* never above */
        }
        if (s->backwards ? -ahead >= (p->full ? widest : cell) : ahead + widest < 0.0) {
            s->base++; /* always above */
        } else {
            s->rival[s->num_rivals++] = k;
        }
    }
    s->words = s->num_rivals / 64 + 1;
}

static void find_cells(ieci__rank_search *s) {
    static const double factor[] = {1.0, -1.0};
    double *weight = s->weight + 2 * s->units * s->linear->num_entries;
    const double most = ieci__linear_most(s->linear, 1, &s->unit, &factor[0], weight).high;
    const double least = -ieci__linear_most(s->linear, 1, &s->unit, &factor[1], weight).high;
    const int64_t more = s->backwards && !s->printing->full ? 1 : 0; /* the edge above the cell */
    s->low = ieci__printing_cell(s->printing, least, -s->printing->guard) + more;
    s->high = ieci__printing_cell(s->printing, most, s->printing->guard) + more;
}

bool ieci__rank_search_run(ieci__rank_search *s, size_t unit, bool worst, ieci__rank_end *end) {
    const ieci__rank_end *known = worst ? &s->worst[unit] : &s->best[unit];
    memcpy(end->weight, known->weight, s->linear->num_entries * sizeof *end->weight);
    s->end = end;
    s->unit = unit;
    s->backwards = worst;
    s->nodes = s->num_cores = 0;
    s->no_memory = false;
    find_cells(s);
    find_rivals(s);
    memset(s->is, FREE, s->num_rivals);
    memset(s->uses, 0, s->num_rivals * sizeof *s->uses);
    memset(s->level_set, 0, (s->units + 80) * s->words * sizeof *s->level_set);
    s->fewest = s->num_rivals + 1;
    s->open = s->num_rivals;
    note_weights(s, end->weight);
    search_node(s, 0, 0, s->low, s->high);
    if (s->no_memory) {
        return false;
    }
    const size_t proved = s->open < s->fewest ? s->open : s->fewest;
    end->found = 1 + s->base + (worst ? s->num_rivals - s->fewest : s->fewest);
    end->proved = 1 + s->base + (worst ? s->num_rivals - proved : proved);
    end->nodes = s->nodes;
    return true;
}
