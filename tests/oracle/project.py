# SPDX-License-Identifier: MIT
"""Documents of a project as the oracle understands them: schema, weights, cells, units, editions, corrections."""

import csv
import io
from fractions import Fraction
from pathlib import Path

import yaml

from exact import Undefined, mean, median, number

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar stays the text that was written
STATUSES = ("ok", "missing", "not_covered", "not_applicable", "below", "above")
AGGREGATES = {"arithmetic": Fraction(1), "geometric": Fraction(0), "harmonic": Fraction(-1)}
ROLES = ("schema", "weights", "units", "editions", "data", "corrections", "aliases")


def rows_of(text):
    """The rows of a CSV document as mappings; None has no rows."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))) if text is not None else []


def named(value, main="rule"):
    """A rule given as a name or as a mapping, as (name, parameters)."""
    return (value[main], value) if isinstance(value, dict) else (value, {})


class Node:
    """A node or an indicator: a place in the tree with its children."""

    def __init__(self, index, code, parent):
        self.index, self.code, self.parent, self.children = index, code, parent, []


class Schema:
    """The rules, with the defaults filled in."""

    def __init__(self, text):
        tree = yaml.load(text, Loader=LOADER)
        if tree.get("format") != "ieci/schema/1":
            raise Undefined("not a schema")
        self.keys = tree
        self.defaults = tree.get("defaults") or {}
        score = tree.get("score") or {}
        self.low, self.high = (number(x) for x in score.get("range", ["0", "100"]))
        self.decimals = int(score.get("decimals", 1))
        rank = tree.get("rank") or {}
        self.rank_by, self.ties = rank.get("by", "printed"), rank.get("ties", "min")
        self.nodes, self.place = [], {}
        (root, below), = tree["tree"].items()
        self._add(root, below, None)
        self.indicators = {code: tree["indicators"][code] or {} for code in tree["indicators"]}
        self.rules = tree.get("nodes") or {}
        self.denominators = tree.get("denominators") or {}
        eligible = tree.get("eligible") or {}
        self.eligible = {code: number(x) for code, x in (eligible.get("nodes") or {}).items()}
        if "share" in eligible:
            self.eligible[root] = max(number(eligible["share"]), self.eligible.get(root, Fraction(0)))
        self.key_decimals = 10
        while max(abs(self.low), abs(self.high)) * 10**self.key_decimals > 10**13:
            self.key_decimals -= 1

    def _add(self, code, below, parent):
        node = Node(len(self.nodes), code, parent)
        self.nodes.append(node)
        self.place[code] = node
        if parent is not None:
            parent.children.append(node)
        if isinstance(below, dict):
            for child, deeper in below.items():
                self._add(child, deeper, node)
        elif below is not None:
            for child in below:
                self._add(child, None, node)

    def of_indicator(self, code, key, fallback):
        """A rule of an indicator: its own, else the default of the schema, else of the format."""
        return self.indicators[code].get(key, self.defaults.get(key, fallback))

    def of_node(self, code, key, fallback):
        """A rule of a node, likewise."""
        return (self.rules.get(code) or {}).get(key, self.defaults.get(key, fallback))

    def exponent(self, code):
        """The exponent of the mean of a node."""
        rule, parameters = named(self.of_node(code, "aggregate", "arithmetic"))
        return number(parameters["exponent"]) if rule == "power" else AGGREGATES[rule]


def judged(rules):
    """The points {child: points} of a rule of a weights file."""
    name = rules["rule"]
    if name == "budget":
        sheets = [{c: number(x) / sum(map(number, sheet.values())) for c, x in sheet.items()}
                  for sheet in rules["experts"].values()]
        middle = median if rules.get("by") == "median" else mean
        return {c: middle([sheet[c] for sheet in sheets]) for c in sheets[0]}
    if name == "ahp":  # of consistent comparisons with the first child only, where the eigenvector is exact
        (first, times), = rules["compare"].items()
        return {first: Fraction(1), **{c: 1 / number(x) for c, x in times.items()}}
    groups = [item if isinstance(item, list) else [item] for item in rules["order"]]
    count, place, points = sum(map(len, groups)), 1, {}
    give = {"roc": lambda p: sum(Fraction(1, k) for k in range(p, count + 1)) / count,
            "rank_sum": lambda p: Fraction(count + 1 - p), "rank_reciprocal": lambda p: Fraction(1, p)}[name]
    for group in groups:
        points.update({c: mean([give(place + i) for i in range(len(group))]) for c in group})
        place += len(group)
    return points


def read_weights(text, use, schema):
    """The share of every node in its parent, by code; equal inside each node without a document."""
    sets = yaml.load(text, Loader=LOADER)["sets"] if text is not None else {}
    listed = {}
    name = use if use is not None else next(iter(sets), None)
    while name is not None:
        for node, points in (sets[name].get("nodes") or {}).items():
            listed.setdefault(node, points)
        name = sets[name].get("based_on")
    shares = {schema.nodes[0].code: Fraction(1)}
    for node in schema.nodes:
        given = listed.get(node.code)
        if given is not None:
            given = judged(given) if "rule" in given else {c: number(x) for c, x in given.items()}
        points = {c.code: given[c.code] if given is not None else 1 for c in node.children}
        total = sum(points.values())
        if node.children and total <= 0:
            raise Undefined(f"{node.code}: no points")
        shares.update({code: Fraction(x) / total for code, x in points.items()})
    return shares


class Data:
    """Units, editions, members and cells, after corrections."""

    def __init__(self, documents, schema):
        aliases = {row["spelling"]: row["unit"] for row in rows_of(documents.get("aliases"))}
        self.cells = {}
        editions = [row["code"] for row in rows_of(documents.get("editions"))]
        only = editions[0] if len(editions) == 1 else "1"
        for row in rows_of(documents["data"]):
            unit = aliases.get(row["unit"], row["unit"])
            edition = row.get("edition") or only
            if "indicator" in row and "value" in row:
                self._put(unit, edition, row["indicator"], row["value"], row.get("status") or "")
            else:
                for column, value in row.items():
                    if column not in ("unit", "edition"):
                        self._put(unit, edition, column, value, "")
        if not self.cells:
            raise Undefined("no cells")
        seen = {edition for _, edition, _ in self.cells}
        numeric = all(text.isdigit() for text in seen)
        self.editions = editions or sorted(seen, key=(lambda e: int(e)) if numeric else (lambda e: e.encode()))
        for row in rows_of(documents.get("corrections")):
            self._correct(row, aliases)
        self._units(rows_of(documents.get("units")) if documents.get("units") is not None else None)

    def place(self, edition):
        """The number of an edition, oldest first."""
        if edition not in self.editions:
            raise Undefined(f"no such edition: {edition}")
        return self.editions.index(edition)

    def year(self, index):
        """The year of an edition, which its code tells in all problems with figures over time."""
        return int(self.editions[index])

    def _put(self, unit, edition, indicator, value, status):
        words = status.split()
        word = words[0] if words and words[0] in STATUSES else "ok"
        if word == "ok" and value == "":
            word = "missing"
        key = (unit, edition, indicator)
        if key in self.cells:
            raise Undefined(f"the same cell twice: {key}")
        self.cells[key] = (word, number(value) if value != "" else None)

    def _correct(self, row, aliases):
        key = (aliases.get(row["unit"], row["unit"]), row.get("edition") or self.editions[0], row["indicator"])
        if "old" in row:
            old = number(row["old"]) if row["old"] != "" else None
            if self.cells.get(key, ("missing", None))[1] != old:
                raise Undefined(f"the cell does not hold the old value: {key}")
        new = number(row["new"]) if row["new"] != "" else None
        status = row.get("status") or ("missing" if new is None else "ok")
        self.cells[key] = (status.split()[0], new)

    def _units(self, rows):
        self.attributes, by_row = {}, {}
        if rows is None:
            rows = [{"unit": unit} for unit in sorted({key[0] for key in self.cells})]
        for row in rows:
            self.attributes.setdefault(row["unit"], row)
            by_row.setdefault(row["unit"], set()).add(row.get("edition"))
        self.units = sorted(self.attributes, key=str.encode)
        with_cells = {(unit, edition) for unit, edition, _ in self.cells}
        columns = set(rows[0]) if rows else set()
        spans = columns & {"first_edition", "last_edition"}
        self.members = []
        for at, edition in enumerate(self.editions):
            inside = []
            for u, unit in enumerate(self.units):
                row = self.attributes[unit]
                if "edition" in columns:
                    belongs = edition in by_row[unit]
                elif spans:
                    first, last = row.get("first_edition"), row.get("last_edition")
                    belongs = (not first or self.place(first) <= at) and (not last or self.place(last) >= at)
                else:
                    belongs = (unit, edition) in with_cells
                if belongs:
                    inside.append(u)
            self.members.append(inside)


class Problem:
    """Documents by role, read."""

    def __init__(self, documents, use=None):
        self.schema = Schema(documents["schema"])
        self.shares = read_weights(documents.get("weights"), use, self.schema)
        self.data = Data(documents, self.schema)


def read_folder(folder, use=None):
    """The documents of a project folder, and the set of weights in use."""
    folder = Path(folder)
    index = yaml.load((folder / "index.yaml").read_text(encoding="utf-8"), Loader=LOADER)

    def text(name):
        return (folder / name).read_bytes().decode("utf-8") if name else None

    weights = index.get("weights") or {}
    if isinstance(weights, str):
        weights = {"file": weights}
    data = index["data"] if isinstance(index["data"], list) else [index["data"]]
    if len(data) != 1:
        raise Undefined("the oracle reads one file of cells")
    documents = {role: text(index.get(role)) for role in ("schema", "units", "corrections", "aliases")}
    documents.update(weights=text(weights.get("file")), data=text(data[0]), editions=None)
    if index.get("editions"):
        lines = [f"{code},{(rules or {}).get('data_to', '')}" for code, rules in index["editions"].items()]
        documents["editions"] = "\n".join(["code,data_to", *lines, ""])
    return documents, use if use is not None else weights.get("use")
