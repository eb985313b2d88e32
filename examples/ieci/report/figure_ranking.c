/* SPDX-License-Identifier: MIT */
/* Figure 1: a bar per unit. */
#include "figures.h"

#define WIDTH 960.0
#define LEFT 230.0
#define RIGHT 110.0
#define ROW 20.0
#define TOP 26.0

/* Left end, and pixels per point. The bars begin at 0 unless a score is negative. */
static void find_scale(const facts *of, double *start, double *factor) {
    double least = of->least[0], most = of->most[0];
    *start = least < 0 ? least : 0;
    *factor = most > *start ? (WIDTH - LEFT - RIGHT) / (most - *start) : 0;
}

static void put_bar(page *to, size_t unit, double y, double start, double factor) {
    const facts *of = to->of;
    double x = LEFT - start * factor;
    size_t colour = 0, parts = 0;
    for (size_t n = 1; n < of->num_nodes; n++) {
        double points = of->points[n * of->num_units + unit];
        if (of->nodes[n].depth != 1) {
            continue;
        }
        colour++;
        if (points > 0 && start >= 0) {
            page_print(to, "<rect class=\"c%zu\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"14\">", colour, x, y + 3,
                       points * factor);
            page_title(to, of->nodes[n].names[0], points);
            page_put(to, "</rect>");
            x += points * factor;
            parts++;
        }
    }
    double score = facts_score(of, of->edition, 0, unit);
    if (parts == 0) { /* no parts that add up */
        double width = (score < 0 ? -score : score) * factor;
        page_print(to, "<rect class=\"c1\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"14\"/>",
                   score < 0 ? x - width : x, y + 3, width);
        x = score < 0 ? x : x + width;
    }
    page_print(to, "<text x=\"%.1f\" y=\"%.1f\" class=\"value\">", x + 6, y + 14);
    page_score(to, score);
    page_put(to, "</text>");
    if (of->intervals != NULL && !frame_is_missing(of->intervals[unit].low)) {
        page_print(to, "<text x=\"%.1f\" y=\"%.1f\" class=\"end faint\">%g\xe2\x80\x93%g</text>", WIDTH - 4, y + 14,
                   of->intervals[unit].low, of->intervals[unit].high);
    }
}

static void put_legend(page *to) {
    size_t colour = 0;
    page_put(to, "<p class=\"legend\">");
    for (size_t n = 1; n < to->of->num_nodes; n++) {
        if (to->of->nodes[n].depth == 1) {
            page_print(to,
                       "<span><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect class=\"c%zu\" width=\"12\" "
                       "height=\"12\"/></svg> ",
                       ++colour);
            page_name(to, to->of->nodes[n].names);
            page_put(to, "</span> ");
        }
    }
    page_put(to, "</p>\n");
}

void figure_ranking(page *to) {
    const facts *of = to->of;
    double start, factor;
    find_scale(of, &start, &factor);
    put_legend(to);
    page_print(to,
               "<svg class=\"figure\" viewBox=\"0 0 %.0f %.0f\" role=\"group\" aria-labelledby=\"ranking-name\">"
               "<title id=\"ranking-name\">",
               WIDTH, TOP + ROW * (double)of->num_ranked);
    page_say_in(to, "ranking_heading", 0);
    page_put(to, "</title>\n");
    for (size_t i = 0; i < of->num_ranked; i++) {
        size_t unit = of->order[i];
        double y = TOP + ROW * (double)i;
        page_print(to,
                   "<a href=\"#%s\" data-u=\"%s\" class=\"row\"><rect class=\"back\" x=\"0\" y=\"%.1f\" width=\"%.0f\" "
                   "height=\"%.0f\"/><text x=\"34\" y=\"%.1f\" class=\"end\">",
                   of->units[unit].anchor, of->units[unit].anchor, y, WIDTH, ROW, y + 14);
        page_rank(to, of->edition, 0, unit);
        page_put(to, "</text>");
        page_label(to, 44, y + 14, "name", of->units[unit].names);
        put_bar(to, unit, y, start, factor);
        page_put(to, "</a>\n");
    }
    page_put(to, "</svg>\n");
}
