# SPDX-License-Identifier: MIT
"""Questions asked of results: what changed between two editions, and why."""
from __future__ import annotations

from typing import Any, Optional

from ._functions import Axis
from ._handle import Options, make, text
from ._library import lib
from ._model import Result
from ._table import Table, table_of


def compare(
    result: Result,
    question: str = "moves",
    edition: Any = None,
    against: Any = None,
    before: Optional[Result] = None,
    **options: Any,
) -> Table:
    """Compares an edition (the last one) with an earlier one, of the same result or of another one, `before`.

    `against` is the earlier edition: the one before if not given; of another result its last one. Questions: "moves",
    "panel", "causes" (why scores and ranks changed, in parts that add up), "backcast", "series" and "trend";
    `catalogue("tables")` explains their columns. Options: unit, node, language; staged for causes (the method changes
    first), over for series ("all" or the code of an edition).

    >>> import ieci
    >>> result = ieci.open("examples/data/cities/index.yaml").evaluate()
    >>> moves = ieci.compare(result, edition=2025, against=2024, unit="cairo", node="index")
    >>> moves["rank_before"], moves["rank"], moves["change"], moves["change_common"]
    ([42.0], [47.0], [-5.0], [0.0])
    >>> causes = ieci.compare(result, "causes", edition=2025, against=2024, unit="cairo", node="index")
    >>> {row["cause"]: row["places"] for row in causes.rows() if row["item"] is None and row["places"]}
    {'own': 0.5, 'entrants': -5.5, 'total': -5.0}
    """
    model = result.model
    last = len(model.editions) - 1 if edition is None else model._find(Axis.EDITION, edition)
    earlier = result if before is None else before
    if against is not None:
        first = earlier.model._find(Axis.EDITION, against)
    elif before is None:
        first = last - 1 if last > 0 else 0
    else:
        first = len(earlier.model.editions) - 1
    with Options(options) as given:
        return Table._made(make(lib.ieci_compare, earlier, first, result, last, text(question), given))


def compare_ranks(published: Any, edition_before: Any, edition_after: Any, **options: Any) -> Table:
    """Compares ranks that were published: a table, a data frame or the path of a CSV file with the columns edition,
    unit, rank and, if there are several, level and item. Options: unit, node (an item).

    >>> import ieci
    >>> moves = ieci.compare_ranks("examples/data/cities/published_ranks.csv", 2024, 2025, node="composite")
    >>> [(row["name"], row["rank_before"], row["rank"]) for row in moves.rows()][3]
    ('Seoul', 6.0, 4.0)
    """
    editions = text(str(edition_before)), text(str(edition_after))
    with Options(options) as given:
        return Table._made(make(lib.ieci_compare_ranks, table_of(published), *editions, given))
