/* SPDX-License-Identifier: MIT */
/* Figure 2, a line per unit through its places; and the same for one unit. */
#include "causes.h"
#include "figures.h"

#define WIDTH 960.0
#define LEFT 190.0
#define RIGHT 190.0
#define ROW 16.0
#define TOP 30.0

bool figure_has_changes(const page *to) {
    return to->of->against != FACTS_NONE;
}

static double column_of(const facts *of, size_t edition) {
    return LEFT + (WIDTH - LEFT - RIGHT) * (double)edition / (double)(of->num_editions - 1);
}

static double row_of(double rank) {
    return TOP + ROW * rank;
}

/* How many units with a smaller number share the place: so that labels do not cover each other. */
static size_t count_before(const facts *of, size_t edition, size_t unit) {
    size_t count = 0;
    for (size_t u = 0; u < unit; u++) {
        count += facts_rank(of, edition, 0, u) == facts_rank(of, edition, 0, unit) ? 1 : 0;
    }
    return count;
}

static const char *direction(const facts *of, size_t unit) {
    double now = facts_rank(of, of->edition, 0, unit), then = facts_rank(of, of->against, 0, unit);
    return frame_is_missing(now) || frame_is_missing(then) || now == then ? "same" : now < then ? "up" : "down";
}

static void put_line(page *to, size_t unit) {
    const facts *of = to->of;
    bool drawn = false;
    page_put(to, "<path d=\"");
    for (size_t e = 0; e < of->num_editions; e++) {
        double rank = facts_rank(of, e, 0, unit);
        if (!frame_is_missing(rank)) {
            page_print(to, "%s%.1f %.1f", drawn ? "L" : "M", column_of(of, e), row_of(rank));
        }
        drawn = !frame_is_missing(rank);
    }
    page_put(to, "\"/>");
}

static void put_history(page *to, size_t unit) {
    const facts *of = to->of;
    page_put(to, "<title>");
    page_escape(to, of->units[unit].names[0]);
    for (size_t e = 0; e < of->num_editions; e++) {
        page_put(to, e == 0 ? ": " : ", ");
        page_escape(to, facts_edition(of, e));
        page_put(to, " ");
        page_rank(to, e, 0, unit);
    }
    causes_put_line(to, unit);
    page_put(to, "</title>");
}

static void put_points(page *to, size_t unit) {
    const facts *of = to->of;
    for (size_t e = 0; e < of->num_editions; e++) {
        double rank = facts_rank(of, e, 0, unit);
        if (!frame_is_missing(rank)) {
            page_print(to, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>", column_of(of, e), row_of(rank));
        }
    }
}

static void put_labels(page *to, size_t unit) {
    const facts *of = to->of;
    size_t ends[] = {0, of->num_editions - 1};
    for (size_t i = 0; i < 2; i++) {
        double rank = facts_rank(of, ends[i], 0, unit);
        if (frame_is_missing(rank)) {
            continue;
        }
        double y = row_of(rank + (double)count_before(of, ends[i], unit)) + 4;
        page_print(to, "<text class=\"end\" x=\"%.1f\" y=\"%.1f\">", column_of(of, ends[i]) + (i == 0 ? -10 : 36), y);
        page_rank(to, ends[i], 0, unit);
        page_put(to, "</text>");
        page_label(to, column_of(of, ends[i]) + (i == 0 ? -42 : 42), y, i == 0 ? "end" : "name", of->units[unit].names);
    }
}

void figure_changes(page *to) {
    const facts *of = to->of;
    size_t most = 0;
    for (size_t e = 0; e < of->num_editions; e++) {
        size_t ranked = facts_num_ranked(of, e, 0);
        most = ranked > most ? ranked : most;
    }
    page_print(to, "<svg class=\"figure changes\" viewBox=\"0 0 %.0f %.0f\" role=\"group\">", WIDTH,
               row_of((double)most + 1));
    page_put(to, "<title>");
    page_say_in(to, "changes_heading", 0);
    page_put(to, "</title>\n");
    for (size_t e = 0; e < of->num_editions; e++) {
        page_print(to, "<text class=\"middle strong\" x=\"%.1f\" y=\"18\">", column_of(of, e));
        page_escape(to, facts_edition(of, e));
        page_put(to, "</text>\n");
    }
    for (size_t u = 0; u < of->num_units; u++) {
        page_print(to, "<a href=\"#%s\" data-u=\"%s\" class=\"line %s\">", of->units[u].anchor, of->units[u].anchor,
                   direction(of, u));
        put_history(to, u);
        put_line(to, u);
        put_points(to, u);
        put_labels(to, u);
        page_put(to, "</a>\n");
    }
    page_put(to, "</svg>\n");
}

/* --- one unit --- */

void figure_trend(page *to, size_t unit) {
    const facts *of = to->of;
    double width = 90 * (double)of->num_editions;
    page_print(to, "<svg class=\"trend\" viewBox=\"0 0 %.0f 92\" role=\"img\">", width);
    put_history(to, unit);
    bool drawn = false;
    page_put(to, "<path d=\"");
    for (size_t e = 0; e < of->num_editions; e++) {
        double rank = facts_rank(of, e, 0, unit), ranked = (double)facts_num_ranked(of, e, 0);
        if (!frame_is_missing(rank)) {
            page_print(to, "%s%.1f %.1f", drawn ? "L" : "M", 45 + 90 * (double)e, 26 + 40 * (rank - 1) / ranked);
        }
        drawn = !frame_is_missing(rank);
    }
    page_put(to, "\"/>");
    for (size_t e = 0; e < of->num_editions; e++) {
        double rank = facts_rank(of, e, 0, unit), ranked = (double)facts_num_ranked(of, e, 0), x = 45 + 90 * (double)e;
        if (!frame_is_missing(rank)) {
            double y = 26 + 40 * (rank - 1) / ranked;
            page_print(to,
                       "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/><text class=\"middle strong\" x=\"%.1f\" "
                       "y=\"%.1f\">",
                       x, y, x, y - 8);
            page_rank(to, e, 0, unit);
            page_put(to, "</text>");
        }
        page_print(to, "<text class=\"middle\" x=\"%.1f\" y=\"88\">", x);
        page_escape(to, facts_edition(of, e));
        page_put(to, "</text>");
    }
    page_put(to, "</svg>\n");
}
