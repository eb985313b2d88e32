# SPDX-License-Identifier: MIT
"""What a model is made of: dataset, schema and weighting; and what may vary in it: factors."""
from __future__ import annotations

import ctypes
import json
from collections.abc import Mapping, Sequence
from typing import Any, Optional

from ._functions import ieci_table
from ._handle import Handle, Options, make, optional_text, text, texts
from ._library import lib
from ._table import Document, Path, Table, document_of, table_of


class Dataset(Handle):
    """Units, editions, indicators and their cells.

    Every table may be a Table, a mapping of columns, a list of dicts, a pandas DataFrame, or the path of a CSV file;
    `cells` may also be a list of tables. doc/formats.md tells which columns each has.

    >>> import ieci
    >>> cells = {"unit": ["oslo", "rome"], "trees": [3, 4], "museums": [1, None]}
    >>> data = ieci.Dataset(cells, editions={"code": ["2025"]})
    >>> data.table("coverage")["missing"]
    [0.0, 1.0]
    """

    _release = lib.ieci_dataset_unref

    def __init__(
        self,
        cells: Any,
        units: Any = None,
        editions: Any = None,
        aliases: Any = None,
        sources: Any = None,
        missing: Optional[str | Sequence[str]] = None,
        delimiter: Optional[str] = None,
    ):
        given = cells if isinstance(cells, (list, tuple)) and not _is_rows(cells) else [cells]
        tables = [table_of(one, delimiter=delimiter) for one in given]
        others = [table_of(one, delimiter=delimiter) for one in (units, editions, aliases, sources)]
        array = (ctypes.POINTER(ieci_table) * len(tables))(*[table._as_parameter_ for table in tables])
        with Options({"missing": missing}) as options:
            pointer = make(lib.ieci_dataset_new, len(tables), array, *others, options)
        super().__init__(pointer)

    @classmethod
    def from_matrix(cls, values: Any, units: Sequence[str], indicators: Sequence[str]) -> Dataset:
        """One edition, called "1", from rows of numbers (lists or a NumPy array); NaN or None is missing."""
        nan = float("nan")
        flat = [nan if value is None else float(value) for row in values for value in row]
        if len(flat) != len(units) * len(indicators):
            raise ValueError(f"values must be {len(units)} rows of {len(indicators)} numbers")
        numbers = (ctypes.c_double * len(flat))(*flat)
        shape = (len(units), texts(list(units)), len(indicators), texts(list(indicators)))
        return cls._made(make(lib.ieci_dataset_new_matrix, *shape, numbers, max(1, len(indicators)), 1))

    def with_changes(self, changes: Any, missing: Optional[str | Sequence[str]] = None) -> Dataset:
        """A dataset with some cells changed. Columns: unit, edition, indicator, old, new, status, reason, by, date.

        >>> import ieci
        >>> data = ieci.Dataset({"unit": ["oslo"], "edition": ["2025"], "trees": [3]})
        >>> data.with_changes([{"unit": "oslo", "indicator": "trees", "old": 3, "new": 5}]).table("cells")["value"]
        [5.0]
        """
        table = table_of(changes)
        with Options({"missing": missing}) as options:
            return self._made(make(lib.ieci_dataset_with, self, table, options))

    def table(self, name: str) -> Table:
        """"cells", "units", "editions", "members", "sources", "coverage" or "notes"."""
        return Table._made(make(lib.ieci_dataset_table, self, text(name)))


def _is_rows(items: Sequence[Any]) -> bool:
    """Whether a list holds rows of single values and not tables of columns."""
    if not items or not isinstance(items[0], Mapping):
        return False
    return all(isinstance(value, str) or not hasattr(value, "__len__") for value in items[0].values())


class Schema(Handle):
    """What the index is made of and how a raw figure becomes a score, from a YAML file or Document.

    >>> import ieci
    >>> schema = ieci.Schema("examples/data/cities/schema.yaml")
    >>> settings = schema.with_("score.decimals", 2).table("settings")
    >>> dict(zip(settings["key"], settings["value"]))["score.decimals"]
    '2'
    """

    _release = lib.ieci_schema_unref

    def __init__(self, source: Path | Document):
        super().__init__(make(lib.ieci_schema_parse, document_of(source), None))

    @classmethod
    def parse(cls, yaml: str, source: str = "schema.yaml") -> Schema:
        """A schema from YAML text."""
        return cls(Document(yaml, source))

    def with_(self, key_path: str, value: Any) -> Schema:
        """A schema with one key changed. A str is YAML, as in a file; None removes the key."""
        yaml = value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return self._made(make(lib.ieci_schema_with, self, text(key_path), optional_text(yaml)))

    def table(self, name: str) -> Table:
        """"nodes", "names", "sources", "settings" or "notes"."""
        return Table._made(make(lib.ieci_schema_table, self, text(name)))


class Weighting(Handle):
    """Points of nodes and indicators: {code: points}. The children of a node are all listed or none.

    >>> import ieci
    >>> weighting = ieci.Weighting({"attractiveness": 50, "influence": 20, "connectivity": 30})
    """

    _release = lib.ieci_weighting_free

    def __init__(self, points: Mapping[str, float]):
        numbers = (ctypes.c_double * len(points))(*points.values())
        super().__init__(make(lib.ieci_weighting_new, len(points), texts(list(points)), numbers))

    @classmethod
    def read(cls, source: Path | Document, set: Optional[str] = None) -> Weighting:
        """One set of a weights file; without a name the only one."""
        document = document_of(source)
        return cls._made(make(lib.ieci_weighting_parse, document, optional_text(set), None))


class Factors(Handle):
    """What could have been decided otherwise, from a YAML file or Document: weights, methods, figures, indicators.

    >>> import ieci
    >>> factors = ieci.Factors("examples/data/cities/factors.yaml")
    >>> factors = ieci.Factors.parse("{format: ieci/factors/1, factors: {leave_out: {remove: all}}}")
    """

    _release = lib.ieci_factors_free

    def __init__(self, source: Path | Document):
        self._yaml = document_of(source)  # workers elsewhere read it again
        super().__init__(make(lib.ieci_factors_parse, self._yaml, None))

    @classmethod
    def parse(cls, yaml: str, source: str = "factors.yaml") -> Factors:
        """Factors from YAML text."""
        return cls(Document(yaml, source))

    @classmethod
    def weights(cls, within: Optional[float] = None, nodes: Optional[Sequence[str]] = None) -> Factors:
        """Weights within +-x % of the model's, or any, of some nodes or of all.

        >>> import ieci
        >>> factors = ieci.Factors.weights(25, ["index", "influence"])
        """
        named = "all" if nodes is None else json.dumps([nodes] if isinstance(nodes, str) else list(nodes))
        drawn = "simplex" if within is None else f"around, within: {float(within)!r}"
        return cls.parse(f"format: ieci/factors/1\nfactors:\n  weights: {{nodes: {named}, distribution: {drawn}}}\n")
