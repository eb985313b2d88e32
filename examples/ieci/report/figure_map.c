/* SPDX-License-Identifier: MIT */
/* A map of the world in the Natural Earth projection (Savric, Patterson, Jenny 2011), as world.py draws its coasts. */
#include <math.h>
#include <string.h>

#include "assets.h"
#include "figures.h"

static void project(double longitude, double latitude, double *x, double *y) {
    const double degree = 3.14159265358979323846 / 180, scale = 1000 / (2 * 180 * degree * 0.8707);
    double phi = latitude * degree, p = phi * phi;
    *x = scale * longitude * degree *
         (0.8707 - 0.131979 * p + p * p * (-0.013791 + p * p * p * (0.003971 - 0.001529 * p)));
    *y = -scale * phi * (1.007226 + p * (0.015085 + p * p * (-0.044475 + 0.028874 * p - 0.005916 * p * p)));
}

static bool has_position(const facts *of, size_t unit) {
    const facts_unit *at = &of->units[unit];
    return fabs(at->latitude) <= 90 && fabs(at->longitude) <= 180;
}

bool figure_has_map(const page *to) {
    size_t count = 0;
    for (size_t i = 0; i < to->of->num_ranked; i++) {
        count += has_position(to->of, to->of->order[i]) ? 1 : 0;
    }
    return count >= 2;
}

static void put_coasts(page *to) {
    page_put(to, "<path class=\"land\" d=\"");
    for (const char *line = asset_world; *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n') {
        text_append(&to->out, line, strcspn(line, "\n"));
    }
    page_put(to, "\"/>\n");
}

void figure_map(page *to) {
    const facts *of = to->of;
    double least = of->least[0], most = of->most[0];
    page_put(to, "<svg class=\"figure map\" viewBox=\"-500 -250 1000 430\" role=\"group\"><title>");
    page_say_in(to, "map_heading", 0);
    page_put(to, "</title>\n");
    put_coasts(to);
    for (size_t i = of->num_ranked; i-- > 0;) { /* the first on top */
        size_t unit = of->order[i];
        double x, y, score = facts_score(of, of->edition, 0, unit);
        if (!has_position(of, unit)) {
            continue;
        }
        project(of->units[unit].longitude, of->units[unit].latitude, &x, &y);
        double part = most > least ? (score - least) / (most - least) : 1;
        page_print(to,
                   "<a href=\"#%s\" data-u=\"%s\" class=\"dot\"><circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/><title>",
                   of->units[unit].anchor, of->units[unit].anchor, x, y, 3 + 7 * sqrt(part));
        page_rank(to, of->edition, 0, unit);
        page_put(to, " ");
        page_escape(to, of->units[unit].names[0]);
        page_put(to, " ");
        page_score(to, score);
        page_put(to, "</title></a>\n");
    }
    page_put(to, "</svg>\n");
}
