# SPDX-License-Identifier: MIT
"""Figures for reports and papers, with matplotlib."""
from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Optional

if TYPE_CHECKING:
    from ._model import Result

_COLOURS = ("#3b6fb6", "#d98324", "#4d9a73", "#8d62a8", "#b0525f", "#7f8a2f", "#4b97a8", "#7a6a5d")
_UP, _DOWN, _SAME = "#1f7a4d", "#b3403a", "#8a94a6"


def _axes(width: float, height: float) -> tuple[Any, Any]:
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as missing:
        raise ImportError("figures need matplotlib (Debian: python3-matplotlib)") from missing
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    return figure, axes


def _edition(result: Result, edition: Any) -> str:
    return str(edition) if edition is not None else result.model.editions[-1]


def ranking(result: Result, edition: Any = None, language: Optional[str] = None) -> Any:
    """A bar per unit, cut into the points of the first-level nodes."""
    edition = _edition(result, edition)
    rows = [row for row in result.ranking(edition, language=language).rows() if not math.isnan(row["rank"])]
    index = result.model.nodes[0]
    parts: dict[str, dict[str, float]] = {}
    for row in result.table("contributions", edition=edition).rows():
        if row["parent"] == index and not math.isnan(row["points"]):
            parts.setdefault(row["child"], {})[row["unit"]] = row["points"]
    figure, axes = _axes(9, 0.8 + 0.22 * len(rows))
    places = range(len(rows))
    left = [0.0] * len(rows)
    for colour, (child, points) in zip(_COLOURS * len(parts), parts.items()):
        widths = [points.get(row["unit"], 0.0) for row in rows]
        axes.barh(places, widths, left=left, color=colour, label=child, height=0.7)
        left = [start + width for start, width in zip(left, widths)]
    digits = max((len(f"{row['printed']:.10f}".rstrip("0").partition(".")[2]) for row in rows), default=0)
    for place, row in enumerate(rows):
        axes.annotate(f"{row['printed']:.{digits}f}", (left[place], place), (4, 0), textcoords="offset points", va="center",
                      fontsize=8)
    tied = {True: "=", False: ""}
    axes.set_yticks(places, [f"{row['name']}  {row['rank']:g}{tied[row['tied'] == 'yes']}" for row in rows], fontsize=8)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.legend(frameon=False, fontsize=8, loc="lower right")
    return figure


def changes(result: Result, edition: Any = None, language: Optional[str] = None) -> Any:
    """A line per unit through its places in all editions up to `edition`."""
    editions = list(result.model.editions)
    editions = editions[: editions.index(_edition(result, edition)) + 1]
    ranks = {each: result.ranks(each) for each in editions}
    names = {row["unit"]: row["name"] for row in result.ranking(editions[-1], language=language).rows()}
    most = max(sum(not math.isnan(rank) for rank in each.values()) for each in ranks.values())
    figure, axes = _axes(9, 1 + 0.2 * most)
    for unit, name in names.items():
        path = [ranks[each][unit] for each in editions]
        known = [rank for rank in path[-2:] if not math.isnan(rank)]
        colour = _SAME if len(known) < 2 or known[0] == known[1] else _UP if known[1] < known[0] else _DOWN
        axes.plot(range(len(editions)), path, color=colour, marker="o", markersize=3, linewidth=1)
        if not math.isnan(path[-1]):
            level = path[-1] + sum(1 for other in names if other < unit and ranks[editions[-1]][other] == path[-1])
            axes.annotate(f"{path[-1]:g}  {name}", (len(editions) - 1, level), (6, 0), textcoords="offset points",
                          va="center", fontsize=8)
    axes.set_xticks(range(len(editions)), editions)
    axes.set_xlim(-0.1, len(editions) - 0.5)
    axes.set_ylim(most + 0.7, 0.3)
    axes.set_yticks([])
    return figure


KINDS = {"ranking": ranking, "changes": changes}


def save(figure: Any, path: Any) -> None:
    """Writes a figure; the same figure gives the same SVG."""
    from matplotlib import rc_context

    with rc_context({"svg.hashsalt": "ieci", "svg.fonttype": "none"}):
        svg = str(path).lower().endswith(".svg")
        figure.savefig(path, metadata={"Date": None} if svg else {}, dpi=200)
