/* SPDX-License-Identifier: MIT */
#include "index/draw.h"

#include "index/bounded.h"
#include "stats/elementary.h"
#include "stats/gamma.h"
#include "stats/normal.h"

static size_t none(size_t children) {
    (void)children;
    return 0;
}

static size_t one(size_t children) {
    (void)children;
    return 1;
}

static size_t one_each(size_t children) {
    return children;
}

static const char *prepare_nothing(const ieci__draw_node *node) {
    (void)node;
    return NULL;
}

/* Divides by the sum, so that each lane adds up to 1 but for rounding. */
static void rescale(size_t children, double *share) {
    double sum[LANES] = {0.0};
    for (size_t c = 0; c < children; c++) {
        for (size_t lane = 0; lane < LANES; lane++) {
            sum[lane] += share[c * LANES + lane];
        }
    }
    for (size_t lane = 0; lane < LANES; lane++) {
        sum[lane] = 1.0 / sum[lane];
    }
    for (size_t c = 0; c < children; c++) {
        for (size_t lane = 0; lane < LANES; lane++) {
            share[c * LANES + lane] = children == 1 ? 1.0 : share[c * LANES + lane] * sum[lane];
        }
    }
}

/* Width 0 gives the nominal shares to the bit; rescaling them could change the last one. */
static void copy_nominal(const ieci__draw_node *node, double *share) {
    for (size_t i = 0; i < node->children * LANES; i++) {
        share[i] = node->share[i / LANES];
    }
}

static void block_around(const ieci__draw_node *node, const double *uniform, double *share, double *room) {
    (void)room;
    const double within = node->parameters[0] / 100.0;
    if (!(within > 0.0)) {
        copy_nominal(node, share);
        return;
    }
    for (size_t c = 0; c < node->children; c++) {
        const double nominal = node->share[c];
        for (size_t lane = 0; lane < LANES; lane++) {
            share[c * LANES + lane] = nominal * (1.0 + within * (2.0 * uniform[c * LANES + lane] - 1.0));
        }
    }
    rescale(node->children, share);
}

/* Exponential variates over their sum are uniform on the simplex. */
static void block_simplex(const ieci__draw_node *node, const double *uniform, double *share, double *room) {
    (void)room;
    for (size_t i = 0; i < node->children * LANES; i++) {
        share[i] = -ieci__log_inline(uniform[i]);
    }
    rescale(node->children, share);
}

/* Gamma variates over their sum. They are formed as logarithms and over the largest: small shapes underflow. */
static void block_dirichlet(const ieci__draw_node *node, const double *uniform, double *share, double *room) {
    (void)room;
    const double concentration = node->parameters[0];
    for (size_t lane = 0; lane < LANES; lane++) {
        double most = -HUGE_VAL;
        for (size_t c = 0; c < node->children; c++) {
            const double log = ieci__gamma_quantile_log(concentration * node->share[c], uniform[c * LANES + lane]);
            share[c * LANES + lane] = log;
            most = log > most ? log : most;
        }
        for (size_t c = 0; c < node->children; c++) {
            share[c * LANES + lane] = ieci__exp(share[c * LANES + lane] - most);
        }
    }
    rescale(node->children, share);
}

static size_t bounded_uniforms(size_t children) {
    return ieci__bounded_uniforms(children);
}

static size_t bounded_kept(size_t children) {
    return ieci__bounded_kept(children);
}

static size_t bounded_room(size_t children) {
    return ieci__bounded_uniforms(children) + children;
}

static const char *bounded_prepare(const ieci__draw_node *node) {
    const double low = node->parameters[0], high = node->parameters[1], count = (double)node->children;
    if (!(low < high)) {
        return "low must be below high";
    }
    /* A share of 1 / count alone would be no distribution. */
    if (!(count * low < 1.0 - 1e-12) || (node->children > 1 && !(count * high > 1.0 + 1e-12))) {
        return "no shares of the children lie between low and high: low x children must be below 1, high x children "
               "above";
    }
    ieci__bounded_prepare(node->children, (1.0 - count * low) / (high - low), node->kept);
    return NULL;
}

static void block_bounded(const ieci__draw_node *node, const double *uniform, double *share, double *room) {
    const double low = node->parameters[0], high = node->parameters[1];
    const size_t count = node->children, uniforms = ieci__bounded_uniforms(count);
    const double sum = (1.0 - (double)count * low) / (high - low);
    for (size_t lane = 0; lane < LANES; lane++) {
        for (size_t i = 0; i < uniforms; i++) {
            room[i] = uniform[i * LANES + lane];
        }
        ieci__bounded_point(count, sum, node->kept, room, room + uniforms);
        for (size_t c = 0; c < count; c++) {
            share[c * LANES + lane] = low + (high - low) * room[uniforms + c];
        }
    }
}

static size_t ordinal_room(size_t children) {
    return 2 * children;
}

/* Sorts descending; few children. */
static void sort_descending(size_t count, double *values) {
    for (size_t i = 1; i < count; i++) {
        const double value = values[i];
        size_t at = i;
        for (; at > 0 && values[at - 1] < value; at--) {
            values[at] = values[at - 1];
        }
        values[at] = value;
    }
}

/* A sorted uniform point of the simplex: the child with the greatest nominal share gets the greatest part. Children
 * with the same nominal share have no order, so they get their parts in the order of their own variates. */
static void order_lane(const ieci__draw_node *node, double *share, double *room) {
    double *sorted = room, *own = room + node->children;
    for (size_t c = 0; c < node->children; c++) {
        sorted[c] = share[c * LANES];
        own[c] = share[c * LANES];
    }
    sort_descending(node->children, sorted);
    for (size_t c = 0; c < node->children; c++) {
        size_t place = 0;
        for (size_t k = 0; k < node->children; k++) {
            const bool equal = node->share[k] == node->share[c];
            place += node->share[k] > node->share[c] || (equal && (own[k] > own[c] || (own[k] == own[c] && k < c)));
        }
        share[c * LANES] = sorted[place];
    }
}

static void block_ordinal(const ieci__draw_node *node, const double *uniform, double *share, double *room) {
    block_simplex(node, uniform, share, room);
    for (size_t lane = 0; lane < LANES; lane++) {
        order_lane(node, share + lane, room);
    }
}

/* kept: P(Z <= -1 / cv), below which a factor would be negative. */
static const char *normal_prepare(const ieci__draw_node *node) {
    const double cv = node->parameters[0];
    node->kept[0] = cv > 0.0 ? ieci__normal_below(-1.0 / cv) : 0.0;
    return NULL;
}

static void block_normal(const ieci__draw_node *node, const double *uniform, double *share, double *room) {
    (void)room;
    const double cv = node->parameters[0], below = node->kept[0];
    if (!(cv > 0.0)) {
        copy_nominal(node, share);
        return;
    }
    for (size_t i = 0; i < node->children * LANES; i++) {
        const double u = below + (1.0 - below) * uniform[i];
        /* Rounding may bring the ends of the interval; the quantiles there are infinite. */
        const double inside = u < 1.0 ? u : 1.0 - 0x1p-53;
        const double factor = 1.0 + cv * ieci__normal_quantile(inside);
        share[i] = node->share[i / LANES] * (factor > 0.0 ? factor : 0.0);
    }
    rescale(node->children, share);
}

static const char *expert_prepare(const ieci__draw_node *node) {
    return node->num_experts > 0 ? NULL : "there are no experts to choose from";
}

static void block_expert(const ieci__draw_node *node, const double *uniform, double *share, double *room) {
    (void)room;
    for (size_t lane = 0; lane < LANES; lane++) {
        const double *expert = node->expert + (size_t)(uniform[lane] * (double)node->num_experts) * node->children;
        for (size_t c = 0; c < node->children; c++) {
            share[c * LANES + lane] = expert[c];
        }
    }
}

static const ieci__draw rows[] = {
    {.method = {.name = "around",
                .doc = "each share times a factor of its own, uniform within +-x %, then rescaled",
                .num_parameters = 1,
                .parameters = {{.name = "within",
                                .kind = IECI__PARAMETER_REAL,
                                .fallback = 25,
                                .least = 0,
                                .most = 100,
                                .doc = "the x of +-x %"}}},
     .uniforms = one_each,
     .kept = none,
     .room = none,
     .prepare = prepare_nothing,
     .block = block_around},
    {.method = {.name = "simplex",
                .doc = "every vector of shares is equally likely, whatever the nominal weights (Dirichlet 1)"},
     .uniforms = one_each,
     .kept = none,
     .room = none,
     .prepare = prepare_nothing,
     .block = block_simplex},
    {.method = {.name = "dirichlet",
                .doc = "Dirichlet distribution around the nominal shares, which are its means",
                .num_parameters = 1,
                .parameters = {{.name = "concentration",
                                .kind = IECI__PARAMETER_REAL,
                                .required = true,
                                .least = 0.1,
                                .most = 10000,
                                .doc =
                                    "sum of the alphas: a share s has the variance s (1 - s) / (concentration + 1)"}}},
     .uniforms = one_each,
     .kept = none,
     .room = none,
     .prepare = prepare_nothing,
     .block = block_dirichlet},
    {.method = {.name = "bounded",
                .doc = "every vector of shares between two bounds is equally likely, whatever the nominal weights",
                .num_parameters = 2,
                .parameters = {{.name = "low",
                                .kind = IECI__PARAMETER_REAL,
                                .fallback = 0,
                                .least = 0,
                                .most = 1,
                                .doc = "the least share of a child"},
                               {.name = "high",
                                .kind = IECI__PARAMETER_REAL,
                                .fallback = 1,
                                .least = 0,
                                .most = 1,
                                .doc = "the greatest share of a child"}}},
     .uniforms = bounded_uniforms,
     .kept = bounded_kept,
     .room = bounded_room,
     .prepare = bounded_prepare,
     .block = block_bounded},
    {.method =
         {.name = "ordinal",
          .doc = "every vector of shares in the order of the nominal ones is equally likely; equal ones have no order"},
     .uniforms = one_each,
     .kept = none,
     .room = ordinal_room,
     .prepare = prepare_nothing,
     .block = block_ordinal},
    {.method = {.name = "normal",
                .doc = "each share times a normal factor of its own, not below 0, then rescaled",
                .num_parameters = 1,
                .parameters = {{.name = "cv",
                                .kind = IECI__PARAMETER_REAL,
                                .required = true,
                                .least = 0,
                                .most = 1,
                                .doc = "standard deviation of the factor before it is cut off at 0; its mean is 1"}}},
     .uniforms = one_each,
     .kept = one,
     .room = none,
     .prepare = normal_prepare,
     .block = block_normal},
    {.method = {.name = "expert", .doc = "the shares of one of a list of experts (sets of weights), equally likely"},
     .experts = true,
     .uniforms = one,
     .kept = none,
     .room = none,
     .prepare = expert_prepare,
     .block = block_expert},
};

const ieci__draw *ieci__draw_row(size_t index) {
    return &rows[index];
}

static const ieci__method *method_row(size_t index) {
    return &rows[index].method;
}

const ieci__family ieci__draw_family = {
    .step = "distribution",
    .doc = "by what chance the shares of the children of a node vary in an ensemble",
    .count = sizeof rows / sizeof rows[0],
    .row = method_row,
};
