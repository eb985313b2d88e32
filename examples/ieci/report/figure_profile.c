/* SPDX-License-Identifier: MIT */
/* The profile of a unit: where it stands between the least and the greatest score of each node. */
#include "figures.h"

#define WIDTH 620.0
#define LEFT 230.0
#define RIGHT 120.0
#define ROW 22.0

static double x_of(double score, double least, double most) {
    return most > least ? LEFT + (WIDTH - LEFT - RIGHT) * (score - least) / (most - least) : LEFT;
}

static void put_node(page *to, size_t node, size_t unit, double y, double low, double high) {
    const facts *of = to->of;
    double least = of->least[node], median = of->median[node], most = of->most[node];
    double score = facts_score(of, of->edition, node, unit);
    page_label(to, 12.0 * (double)of->nodes[node].depth, y + 4, of->nodes[node].depth <= 1 ? "strong" : "name",
               of->nodes[node].names);
    if (!frame_is_missing(median)) {
        page_print(to, "<path class=\"range\" d=\"M%.1f %.1fH%.1f\"/><path class=\"median\" d=\"M%.1f %.1fv10\"/>",
                   x_of(least, low, high), y, x_of(most, low, high), x_of(median, low, high), y - 5);
    }
    if (!frame_is_missing(score)) {
        page_print(to, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>", x_of(score, low, high), y);
    }
    page_print(to, "<text x=\"%.1f\" y=\"%.1f\" class=\"end\">", WIDTH - RIGHT + 60, y + 4);
    page_score(to, score);
    page_print(to, "</text><text x=\"%.1f\" y=\"%.1f\" class=\"end\">", WIDTH - RIGHT + 110, y + 4);
    page_rank(to, of->edition, node, unit);
    page_put(to, "</text>\n");
}

void figure_profile(page *to, size_t unit) {
    const facts *of = to->of;
    double low = 0, high = 0, y = ROW;
    size_t rows = 0;
    for (size_t n = 0; n < of->num_nodes; n++) {
        if (!of->nodes[n].is_indicator) {
            low = of->least[n] < low ? of->least[n] : low;
            high = of->most[n] > high ? of->most[n] : high;
            rows++;
        }
    }
    page_print(to, "<svg class=\"profile\" viewBox=\"0 0 %.0f %.0f\" role=\"img\"><title>", WIDTH,
               ROW * (double)(rows + 1));
    page_say_in(to, "profile_heading", 0);
    page_put(to, "</title>\n");
    for (size_t n = 0; n < of->num_nodes; n++) {
        if (!of->nodes[n].is_indicator) {
            put_node(to, n, unit, y, low, high);
            y += ROW;
        }
    }
    page_put(to, "</svg>\n");
}
