# SPDX-License-Identifier: MIT
"""Ensembles: what the ranks would have been if something had been decided otherwise."""
from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any, Optional

from ._functions import ieci_ensemble
from ._handle import Handle, Options, Progress, make, text
from ._inputs import Factors
from ._library import lib
from ._model import Model
from ._table import Document, Path, Table


class Ensemble(Handle):
    """What became of the ranks in the replicates of one or several ranges; see `uncertainty()`."""

    _release = lib.ieci_ensemble_unref

    def __init__(self) -> None:
        raise TypeError("an Ensemble comes from uncertainty() or Ensemble.run()")

    @classmethod
    def run(
        cls,
        model: Model,
        factors: Factors,
        first: int,
        last: int,
        progress: Optional[Progress] = None,
        **options: Any,
    ) -> Ensemble:
        """Replicates `first` to `last` - 1. Options: seed, threads, node, edition, drivers, keep_pairs, keep_scores."""
        with Options(options, progress) as chosen:
            return cls._made(make(lib.ieci_ensemble_run, model, factors, chosen, first, last))

    @classmethod
    def merge(cls, parts: Sequence[Ensemble]) -> Ensemble:
        """Ranges of one computation put together, in any order.

        >>> import ieci
        >>> model = ieci.open("examples/data/cities/index.yaml")
        >>> factors = ieci.Factors("examples/data/cities/factors.yaml")
        >>> parts = [ieci.Ensemble.run(model, factors, *part) for part in [(60, 100), (0, 60)]]
        >>> merged = ieci.Ensemble.merge(parts)
        >>> merged.table("ranks")["expected"] == ieci.uncertainty(model, factors, 100).table("ranks")["expected"]
        True
        """
        array = (ctypes.POINTER(ieci_ensemble) * len(parts))(*[part._as_parameter_ for part in parts])
        return cls._made(make(lib.ieci_ensemble_merge, len(parts), array, None))

    @classmethod
    def parse(cls, document: Document) -> Ensemble:
        """Reads what `document()` wrote."""
        return cls._made(make(lib.ieci_ensemble_parse, document))

    def document(self) -> Document:
        """The ensemble as a document, to be kept, sent to another process and merged there."""
        return Document._made(make(lib.ieci_ensemble_format, self))

    def __reduce__(self) -> Any:
        return _unpickle, (bytes(self.document()),)

    def table(self, name: str, interval: Optional[int] = None) -> Table:
        """"ranks", "acceptability", "pairs", "drivers", "shift", "scores", "factors" or "provenance"."""
        with Options({"interval": interval}) as options:
            return Table._made(make(lib.ieci_ensemble_table, self, text(name), options))


def uncertainty(
    model: Model,
    factors: Factors | Path | Document,
    replicates: int = 10000,
    seed: Optional[int] = None,
    threads: int = 1,
    progress: Optional[Progress] = None,
    **options: Any,
) -> Ensemble:
    """Computes replicates of a model in which weights, methods, figures or indicators vary.

    >>> import ieci
    >>> model = ieci.open("examples/data/cities/index.yaml")
    >>> ranks = ieci.uncertainty(model, "examples/data/cities/factors.yaml", 1000).table("ranks", interval=90)
    >>> row = list(ranks.rows())[3]
    >>> row["unit"], row["rank"], row["low"], row["high"]
    ('singapore', 4.0, 4.0, 6.0)
    """
    what = factors if isinstance(factors, Factors) else Factors(factors)
    return Ensemble.run(model, what, 0, replicates, progress, seed=seed, threads=threads, **options)


def _unpickle(data: bytes) -> Ensemble:
    return Ensemble.parse(Document(data, "ensemble"))
