/* SPDX-License-Identifier: MIT */
/* The places that units have in nine of ten replicates, a line each. */
#include "figures.h"

#define WIDTH 960.0
#define LEFT 230.0
#define RIGHT 30.0
#define ROW 18.0
#define TOP 26.0

static double x_of(const facts *of, double place) {
    double most = (double)(of->num_ranked > 1 ? of->num_ranked - 1 : 1);
    return LEFT + (WIDTH - LEFT - RIGHT) * (place - 1) / most;
}

static void put_scale(page *to) {
    const facts *of = to->of;
    double end = TOP + ROW * (double)of->num_ranked;
    for (size_t place = 1; place <= of->num_ranked; place = place == 1 ? 10 : place + 10) {
        double x = x_of(of, (double)place);
        page_print(
            to, "<path class=\"grid\" d=\"M%.1f %.1fV%.1f\"/><text class=\"middle\" x=\"%.1f\" y=\"16\">%zu</text>\n",
            x, TOP, end, x, place);
    }
}

static void put_unit(page *to, size_t unit, double y) {
    const facts *of = to->of;
    const facts_interval *at = &of->intervals[unit];
    page_print(to, "<a href=\"#%s\" data-u=\"%s\" class=\"row\"><title>", of->units[unit].anchor,
               of->units[unit].anchor);
    page_escape(to, of->units[unit].names[0]);
    page_print(to, " %g: %g\xe2\x80\x93%g (%g)", facts_rank(of, of->edition, 0, unit), at->low, at->high, at->median);
    page_print(to, "</title><rect class=\"back\" x=\"0\" y=\"%.1f\" width=\"%.0f\" height=\"%.0f\"/>", y, WIDTH, ROW);
    page_print(to, "<text x=\"34\" y=\"%.1f\" class=\"end\">", y + 13);
    page_rank(to, of->edition, 0, unit);
    page_put(to, "</text>");
    page_label(to, 44, y + 13, "name", of->units[unit].names);
    page_print(to,
               "<path class=\"interval\" d=\"M%.1f %.1fH%.1f\"/><path class=\"median\" d=\"M%.1f %.1fv10\"/>"
               "<circle class=\"c1\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/></a>\n",
               x_of(of, at->low), y + 9, x_of(of, at->high), x_of(of, at->median), y + 4,
               x_of(of, facts_rank(of, of->edition, 0, unit)), y + 9);
}

void figure_certainty(page *to) {
    const facts *of = to->of;
    page_print(to, "<svg class=\"figure certainty\" viewBox=\"0 0 %.0f %.0f\" role=\"group\"><title>", WIDTH,
               TOP + ROW * (double)of->num_ranked);
    page_say_in(to, "certainty_heading", 0);
    page_put(to, "</title>\n");
    put_scale(to);
    for (size_t i = 0; i < of->num_ranked; i++) {
        if (!frame_is_missing(of->intervals[of->order[i]].low)) {
            put_unit(to, of->order[i], TOP + ROW * (double)i);
        }
    }
    page_put(to, "</svg>\n<details><summary>");
    page_say(to, "provenance");
    page_put(to, "</summary><table>\n");
    for (size_t row = 0; row < of->provenance.rows; row++) {
        page_put(to, "<tr><td>");
        page_escape(to, frame_text(&of->provenance, "item", row));
        page_put(to, "</td><td>");
        page_escape(to, frame_text(&of->provenance, "value", row));
        page_put(to, "</td></tr>\n");
    }
    page_put(to, "</table></details>\n");
}
