# SPDX-License-Identifier: MIT
"""Ensembles: what the ranks would have been if something had been decided otherwise."""
from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any, Optional

from ._functions import Status, ieci_ensemble
from ._handle import Error, Handle, Options, Progress, make, text
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
        return _unpickle, (self.document().content,)

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
    executor: Any = None,
    parts: int = 8,
    **options: Any,
) -> Ensemble:
    """Computes replicates of a model in which weights, methods, figures or indicators vary.

    `executor` is anything with the interface of `concurrent.futures.Executor` (process pools, Dask's
    `Client.get_executor()`, `mpi4py.futures.MPIPoolExecutor`): it computes the replicates in so many `parts`, and the
    bits are the same. A part that fails because its worker was lost is computed here.

    >>> import ieci
    >>> model = ieci.open("examples/data/cities/index.yaml")
    >>> ranks = ieci.uncertainty(model, "examples/data/cities/factors.yaml", 1000).table("ranks", interval=90)
    >>> row = list(ranks.rows())[3]
    >>> row["unit"], row["rank"], row["low"], row["high"]
    ('singapore', 4.0, 4.0, 6.0)
    """
    what = factors if isinstance(factors, Factors) else Factors(factors)
    options.update(seed=seed, threads=threads)
    if executor is None:
        return Ensemble.run(model, what, 0, replicates, progress, **options)
    ends = [replicates * part // parts for part in range(parts + 1)]
    ranges = [(first, last) for first, last in zip(ends, ends[1:]) if first < last] or [(0, 0)]
    work = (model.document().content, what._yaml.content)
    futures = [_submitted(executor, run_part, *work, *part, options) for part in ranges]
    done = []
    for future, part in zip(futures, ranges):
        found = _result(future)
        done.append(Ensemble.run(model, what, *part, None, **options) if found is None else
                    Ensemble.parse(Document(found, "ensemble")))
        if progress is not None and progress(len(done) / len(ranges)) is False:
            for other in filter(None, futures):
                other.cancel()
            raise Error("cancelled by the progress callback", Status.CANCELLED, [])
    return Ensemble.merge(done)


def _submitted(executor: Any, *call: Any) -> Any:
    """A future, or None: the pool takes nothing any more."""
    try:
        return executor.submit(*call)
    except RuntimeError:  # a broken or closed pool
        return None


def _result(future: Any) -> Optional[bytes]:
    """What a worker gave; None: it is gone, and nothing is lost but its part."""
    try:
        return None if future is None else future.result()
    except Error:
        raise
    except Exception:
        return None


def run_part(model: bytes, factors: bytes, first: int, last: int, options: dict[str, Any]) -> bytes:
    """What a worker does: replicates `first` to `last` - 1 of a model's document, as the document of an ensemble."""
    made = Model.parse(Document(model, "model"))
    return Ensemble.run(made, Factors(Document(factors, "factors.yaml")), first, last, **options).document().content


def _unpickle(data: bytes) -> Ensemble:
    return Ensemble.parse(Document(data, "ensemble"))


def sensitivity(
    model: Model,
    factors: Factors | Path | Document,
    name: str = "sobol",
    progress: Optional[Progress] = None,
    **options: Any,
) -> Table:
    """Which factor the ranks and scores depend on: "sobol" or "shapley". Options: rows, resamples, interval, seed,
    node, edition.

    >>> import ieci
    >>> model = ieci.open("examples/data/cities/index.yaml")
    >>> effects = ieci.sensitivity(model, "examples/data/cities/factors.yaml", "shapley", rows=256, resamples=0)
    >>> of_shanghai = [row for row in effects.rows() if row["output"] == "rank" and row["unit"] == "shanghai"]
    >>> max(of_shanghai, key=lambda row: row["effect"])["factor"]
    'china_coverage'
    """
    what = factors if isinstance(factors, Factors) else Factors(factors)
    with Options(options, progress) as chosen:
        return Table._made(make(lib.ieci_sensitivity, model, what, text(name), chosen))
