# SPDX-License-Identifier: MIT
"""Composite indices of cities: scores, ranks, and where they come from.

>>> import ieci
>>> model = ieci.open("examples/data/cities/index.yaml")
>>> result = model.evaluate()
>>> for row in list(result.ranking().rows())[:3]:
...     print(f"{row['rank']:.0f}  {row['printed']:.1f}  {row['name']}")
1  70.9  London
2  67.0  Paris
3  63.5  New York

Objects never change: `model.schema.with_("score.decimals", 2)` makes a new schema. Missing numbers are NaN, missing
texts None. What the library does not accept is raised as `ieci.Error` with all problems and their places.
"""
from ._functions import Status
from ._functions import VERSION as __version__
from ._handle import Error
from ._ensemble import Ensemble, sensitivity, uncertainty
from ._inputs import Dataset, Factors, Schema, Weighting
from ._library import version
from ._model import Model, Result, catalogue, open, project, read_result
from ._model import Model, Result, catalogue, open, project
from ._study import compare, compare_ranks
from ._table import Document, Table

__all__ = [
    "Dataset",
    "Document",
    "Ensemble",
    "Error",
    "Factors",
    "Model",
    "Result",
    "Schema",
    "Status",
    "Table",
    "Weighting",
    "__version__",
    "catalogue",
    "compare",
    "compare_ranks",
    "open",
    "project",
    "read_result",
    "sensitivity",
    "uncertainty",
    "version",
]
