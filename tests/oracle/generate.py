#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Random valid problems for the oracle, each made from one number.

    generate.py --seed N [--out FOLDER]

writes the problem as a project folder, or shows its documents. As a module: make(seed) gives documents, the set of
weights in use and the exact Answer. Problems that have no answer are thrown away and made again from the same seed.
"""

import argparse
import random
from decimal import Decimal
from pathlib import Path

import scales
from exact import Undefined
from fields import NAMES
from oracle import evaluate
from project import ROLES, Problem

ODD_CODES = ("no", "null", "y", "off", "e1", "A", "a", "a_b", "aB", "z9", "true", "Z")
REGIONS = ("north", "south", "east")
ATTEMPTS = 200


class Maker:
    """One attempt at a problem."""

    def __init__(self, rng, fields=True):
        self.rng, self.fields = rng, fields
        self.editions = [str(2019 + i) for i in range(rng.choice((1, 1, 2, 3)))]
        self.units = self.codes("u", rng.choice((1, 2, 3, 4, 5, 6, 8, 10, 12, 20)))
        self.positive = self.chance(0.4)  # only scores above 0, so that every mean is defined
        self.signed = False  # scores may be negative: arithmetic means only
        self.set, self.documents = None, {}

    def chance(self, share):
        return self.rng.random() < share

    def codes(self, letter, count):
        """Different codes whose byte order is not the order they are made in."""
        rng, found = self.rng, []
        while len(found) < count:
            style = rng.random()
            code = f"{rng.choice((letter, letter.upper()))}{rng.randrange(200)}"
            if style < 0.1:
                code = rng.choice(ODD_CODES) + letter
            if style > 0.97 and letter == "u":
                code = rng.choice(ODD_CODES)
            if code not in found:
                found.append(code)
        return found

    def decimal(self, low, high, digits):
        """A decimal text between two numbers, with at most so many digits behind the point."""
        step = 10**digits
        return Decimal(self.rng.randint(round(low * step), round(high * step))).scaleb(-digits)

    def write(self, x):
        """One of the ways to type a number."""
        text = f"{x:f}"
        style = self.rng.random()
        if style < 0.05 and "." in text:
            return text + "0"
        if style < 0.08:
            return f"{x:E}"
        if style < 0.1 and text.startswith("0."):
            return text[1:]
        return "+" + text if style < 0.12 and x >= 0 else text

    # The tree.

    def grow(self, depth, room):
        """A subtree as nested dicts; lists hold indicators."""
        rng = self.rng
        if depth <= 1 or room < 2 or self.chance(0.3):
            return ["indicator"] * rng.randint(1, max(1, min(6, room)))
        count = rng.randint(1, min(6, room))
        return [self.grow(depth - 1, max(1, room // count)) for _ in range(count)]

    def name(self, tree, codes):
        """The same subtree with codes; remembers nodes, indicators and siblings."""
        if tree[0] == "indicator":
            found = [codes.pop() for _ in tree]
            self.indicators += found
            self.siblings.append(found)
            return found
        below = {}
        for subtree in tree:
            code = codes.pop()
            self.nodes.append(code)
            below[code] = self.name(subtree, codes)
            self.children[code] = list(below[code])
        return below

    def tree(self):
        shape = self.grow(self.rng.randint(1, 5), self.rng.choice((1, 3, 6, 12)))
        self.nodes, self.indicators, self.siblings, self.children = ["index"], [], [], {}
        below = self.name(shape, self.codes("i", 60))
        self.children["index"] = list(below)
        return {"index": below}

    # Rules.

    def range(self):
        rng = self.rng
        above = (("1", "100"), ("1", "100"), ("10", "110.5"), ("0.001", "1"), ("0.5", "10"))
        others = (("0", "100"),) * 6 + (("0", "1"), ("0", "10"), ("-50", "50"), ("0", "1000"))
        self.low, self.high = rng.choice(above if self.positive else others)
        self.signed = self.low.startswith("-")

    def over(self):
        return self.rng.choice(["edition"] * 3 + ["all", self.rng.choice(self.editions)])

    def gap_rule(self, of_node):
        rules = ["reweight"] * 4 + ["fail", "worst", "mean", "median"]
        if self.fields:
            rules += ["mode"] if of_node else ["mode", "last", "nearest", "linear"]
        if not of_node or not self.positive:
            rules.append("zero")
        rule = self.rng.choice(rules)
        if rule in ("worst", "mean", "median", "mode") and self.has_units and self.chance(0.4):
            return {"rule": rule, "of": "region"}
        return rule

    def family(self):
        """Rules that a group of indicators may share, and how their figures are drawn."""
        rng = self.rng
        digits = rng.choice((0, 1, 1, 2, 2, 3, 4, 6))
        size = rng.choice((1, 10, 100, 100, 1000, 10**6)) if digits < 4 else rng.choice((1, 10))
        if digits == 0:
            size = max(size, 10)
        change = rng.choice(("none",) * 5 + ("log1p", "log", "sqrt", "cbrt"))
        low = 0 if change in ("log1p", "sqrt") or self.chance(0.5) else -size
        if change == "log":
            low = max(Decimal(size) / 50, Decimal(1).scaleb(-digits))
        rules = {"unit": "points", "better": rng.choice(("higher", "lower")), "source": "typed"}
        method = rng.choice(("goalposts",) * 8 + ("min_max",) * 4 + ("z_score", "rank", "percentile", "goalposts-log"))
        if self.fields and self.chance(0.15):
            method = rng.choice(scales.NAMES + scales.FIXED)
        if method == "goalposts-log" and (low <= 0 or change != "none"):
            method = "goalposts"
        self.normalise(rules, method, low, size, digits)
        if change != "none":
            rules["transform"] = change
        kind = rng.choice(("even", "even", "few", "tail", "zeros"))
        if self.chance(0.8 if kind == "tail" else 0.1):
            rules["treat"] = rng.choice(("winsorise", {"rule": "winsorise", "max_points": str(rng.randint(1, 5)),
                                                       "over": self.over(), "skew": rng.choice(("0.8", "1", "2")),
                                                       "kurtosis": rng.choice(("0.5", "1", "3.5"))}))
        if self.fields and self.chance(0.15):
            rules["treat"] = rng.choice(("iqr", "mad", {"rule": "iqr", "factor": "0.5", "over": self.over()},
                                         {"rule": "mad", "factor": "1"}, "percentiles",
                                         {"rule": "percentiles", "low": "10", "high": rng.choice(("75", "100"))}))
        self.gaps(rules)
        return rules, (kind, low, size, digits)

    def normalise(self, rules, method, low, size, digits):
        rng = self.rng
        if method.startswith("goalposts"):
            a, b = low, size
            if self.chance(0.4):
                wide = (size - low) / Decimal(rng.choice((4, 10, 3)))
                a, b = a + rng.choice((wide, -wide if a < 0 else 0)), b + rng.choice((wide, -wide))
            ends = [Decimal(x).quantize(Decimal(1).scaleb(-digits)) for x in (a, b)]
            if ends[0] >= ends[1]:
                ends = [Decimal(low), Decimal(size)]
            worst, best = ends if rules["better"] == "higher" else ends[::-1]
            rules.update(worst=self.write(worst), best=self.write(best))
        if method == "z_score":
            form = {"rule": method, "over": self.over(), "divisor": rng.choice(("n-1", "n"))}
            if self.positive or self.chance(0.5):
                form.update(mean="100", sd="10")
            else:
                self.signed = True
            rules["normalise"] = form
        elif method in scales.NAMES + scales.FIXED:
            self.scale(rules, method, low, size, digits)
        elif method in ("min_max", "rank", "percentile"):
            rules["normalise"] = {"rule": method, "over": self.over()} if self.chance(0.7) else method
        elif method != "goalposts" or self.chance(0.3):
            rules["normalise"] = method
        if not self.positive and self.chance(0.2):
            rules["outside"] = "extend"
            self.signed = True
        elif self.chance(0.1):
            rules["outside"] = "clamp"

    def scale(self, rules, method, low, size, digits):
        """A normalisation by a ratio or of another shape."""
        rng, form = self.rng, {"rule": method}
        step = Decimal(1).scaleb(-digits)
        within = [self.write((low + (size - low) * Decimal(x)).quantize(step)) for x in ("0.1", "0.3", "0.6", "0.8")]
        if method in scales.NAMES:
            form["over"] = self.over()
        if method == "target":
            form["target"] = within[3]
        elif method == "peak":
            form["target"] = rng.choice(within)
        elif method == "logistic":
            form.update(middle=within[2], width=rng.choice(("0.5", "3", "20")))
        elif method == "interval":
            form.update(zip(("least", "from", "to", "most"), within))
        elif method == "robust":
            form.update(median="100", spread=rng.choice(("1", "10")), by=rng.choice(("iqr", "mad")))
        elif method == "around_mean":
            form["band"] = rng.choice(("0", "0.1", "0.25"))
        elif method == "quantile_bands":
            form["bands"] = rng.choice(("2", "4", "5", "10"))
        if method == "reference" or (method == "ampi" and self.chance(0.5)):
            form["of"] = rng.choice(self.units)
        self.signed = self.signed or method == "robust"
        rules["normalise"] = form

    def gaps(self, rules):
        rng = self.rng
        if self.chance(0.6):
            rules["missing"] = self.gap_rule(False)
        if self.chance(0.3):
            rules["not_applicable"] = rng.choice(("drop", "missing", "zero"))
        if self.chance(0.3):
            rules["not_covered"] = rng.choice(("missing", "zero", "fail", "mean", "reweight"))
        if "zero" in (rules.get("not_applicable"), rules.get("not_covered")):
            # Whether such a zero counts as observed is open: never together with a rule that asks.
            rules["missing"] = rng.choice(("reweight", "fail", "zero"))
            if rules.get("not_covered") == "mean":
                rules["not_covered"] = "missing"
        for side in ("below", "above"):
            if self.chance(0.3):
                rules[side] = rng.choice(("0.5", "1", "0.25", "1.5"))

    def schema(self):
        rng = self.rng
        self.range()
        tree = self.tree()
        self.rules, self.draws, self.alike = {}, {}, []
        self.denominators = {}
        if self.has_units and self.chance(0.4):
            self.denominators["per_head"] = {"column": "population", "scale": rng.choice(("1", "1000", "0.5"))}
        if self.chance(0.25):
            self.denominators["per_gdp"] = {"indicator": "gdp"}
        for group in self.siblings:
            shared = self.family() if self.chance(0.5) else None
            if shared:
                self.alike.append(group)
            for code in group:
                rules, draw = shared or self.family()
                self.rules[code], self.draws[code] = dict(rules), draw
                statuses = (rules.get("not_applicable"), rules.get("not_covered"))
                if self.denominators and "zero" not in statuses and not shared and self.chance(0.3):
                    self.rules[code]["denominate"] = rng.choice(list(self.denominators))
        schema = {"format": "ieci/schema/1", "id": "made", "title": {"en": "Made up"},
                  "score": {"range": [self.low, self.high], "decimals": str(rng.choice((0, 1, 1, 1, 2, 3, 6)))},
                  "rank": {"by": rng.choice(("printed", "printed", "full")),
                           "ties": rng.choice(("min", "min", "max", "dense", "average", "ordinal"))},
                  "defaults": {"normalise": "goalposts", "outside": "clamp"}}
        if self.chance(0.4):
            schema["defaults"]["min_share"] = rng.choice(("0.5", "0.3", "0.66"))
        if self.chance(0.2):
            schema["defaults"]["missing"] = "reweight"
        if self.chance(0.35):
            schema["eligible"] = {"share": rng.choice(("0.3", "0.5", "0.66"))}
            if self.chance(0.4):
                schema["eligible"]["nodes"] = {rng.choice(self.nodes): rng.choice(("0.3", "0.5"))}
        schema["tree"], schema["nodes"] = tree, {code: self.node(code) for code in self.nodes}
        schema["indicators"] = {c: {"name": {"en": f"Name of {c}"}, **rules} for c, rules in self.rules.items()}
        if self.denominators:
            schema["denominators"] = self.denominators
        if "per_gdp" in self.denominators:
            schema["covariates"] = {"gdp": {"name": {"en": "Product"}, "unit": "dollars", "source": "typed"}}
        return schema

    def field(self):
        """A method that is no mean, with its parameters."""
        rng = self.rng
        name = rng.choice(NAMES)
        rules = {"rule": name}
        if name in ("mpi", "ampi"):
            rules["penalty"] = rng.choice(("minus", "plus"))
        elif name == "mean_min":
            rules.update(strength=rng.choice(("0", "0.5", "1")), smoothness=rng.choice(("0", "0.1", "5")))
        elif name in ("owa", "wowa"):
            ends = rng.choice((("0", "1"), ("0.3", "0.8"), ("0", "0.5"), ("0.5", "1")))
            rules.update(zip(("from", "to"), ends), exponent=rng.choice(("1", "2", "0.5", "3.3")))
        elif name == "choquet":
            rules["interaction"] = rng.choice(("-1", "-0.4", "0", "0.5", "1"))
        elif name in ("topsis", "vikor"):
            rules["ideals"] = rng.choice(("sample", "range"))
            if name == "vikor":
                rules["majority"] = rng.choice(("0", "0.5", "0.7", "1"))
        elif name == "promethee":
            rules.update(preference=rng.choice(("usual", "u_shape", "v_shape", "level", "linear", "gaussian")),
                         indifferent=rng.choice(("0", "1", "2.5")), strict=rng.choice(("3", "10", "25.5")))
        return rules if len(rules) > 1 else name

    def node(self, code):
        rng, rules = self.rng, {"name": {"en": f"Group {code}"}}
        if self.fields and self.chance(0.15):
            rules["aggregate"] = self.field()
        elif not self.signed and self.chance(0.5):
            safe = self.positive or self.chance(0.15)
            kinds = ("geometric", "harmonic", "0.5", "-2", "2", "3", "1.5", "0", "1") if safe else ("2", "3", "1")
            kind = rng.choice(kinds)
            rules["aggregate"] = kind if kind.isalpha() else {"rule": "power", "exponent": kind}
        elif self.chance(0.3):
            rules["aggregate"] = "arithmetic"
        if self.chance(0.3):
            rules["min_share"] = rng.choice(("0.5", "0.3", "0.25", "0.66", "0", "1"))
        if self.chance(0.3):
            rules["missing"] = self.gap_rule(True)
            if rules["missing"] == "zero" and not self.signed and self.chance(0.8):
                rules["missing"] = "mean"
        return rules

    # Weights.

    def judgements(self, children):
        """A rule of a weights file."""
        rng, name = self.rng, self.rng.choice(("roc", "rank_sum", "rank_reciprocal", "ahp", "budget"))
        order = rng.sample(children, len(children))
        if name == "budget":
            return {"rule": name, "by": rng.choice(("mean", "median")), "experts": {
                f"e{i}": {c: str(rng.randint(1, 9)) for c in order} for i in range(rng.randint(1, 4))}}
        if name == "ahp":
            return {"rule": name, "compare": {order[0]: {c: str(rng.randint(1, 9)) for c in order[1:]}}}
        if len(order) > 2 and self.chance(0.4):
            order = [order[0], order[1:3], *order[3:]]
        return {"rule": name, "order": order}

    def points(self, node):
        rng, children = self.rng, self.children[node]
        if self.fields and 1 < len(children) < 12 and self.chance(0.15):
            return self.judgements(children)
        style = rng.random()
        if style < 0.3:
            found = ["1"] * len(children)
        elif style < 0.7:
            found = [str(rng.randint(1, 5)) for _ in children]
        else:
            found = [self.write(self.decimal(0.05, 60, 2)) for _ in children]
        if len(children) > 1 and self.chance(0.1):
            found[rng.randrange(len(children))] = "0"
        return dict(zip(children, found))

    def weights(self):
        if self.chance(0.2):
            return None
        sets = {"first": {"default": "equal", "nodes": {n: self.points(n) for n in self.nodes if self.chance(0.5)}}}
        if self.chance(0.3):
            sets["second"] = {"based_on": "first", "nodes": {n: self.points(n) for n in self.nodes if self.chance(0.3)}}
            self.set = "second"
        elif self.chance(0.5):
            self.set = "first"
        for rules in sets.values():
            if not rules["nodes"]:
                del rules["nodes"]
        return {"format": "ieci/weights/1", "schema": "made", "sets": sets}

    # Tables.

    def figure(self, draw):
        kind, low, size, digits = draw
        rng = self.rng
        if kind == "few":
            return self.decimal(low, size, min(digits, 1) if size > 1 else digits).quantize(Decimal(1).scaleb(-digits))
        if kind == "zeros" and low <= 0 and self.chance(0.5):
            return Decimal(0)
        if kind == "tail":
            share = Decimal(rng.random() ** 6).quantize(Decimal("0.000001"))
            return (low + (size - low) * share).quantize(Decimal(1).scaleb(-digits)) if low <= 0 else max(
                Decimal(low), (low + (size - low) * share).quantize(Decimal(1).scaleb(-digits)))
        return self.decimal(low, size, digits)

    def row(self):
        return {code: self.figure(draw) for code, draw in self.draws.items()}

    def plant(self, rows):
        """Ties: equal rows, permuted siblings, the same sum from other figures."""
        rng, units = self.rng, list(rows)
        for _ in range(rng.randint(1, 3)):
            a, b = rng.choice(units), rng.choice(units)
            rows[b] = dict(rows[a])
            groups = [g for g in self.alike if len(g) > 1]
            if not groups or self.chance(0.3):
                continue
            group = rng.choice(groups)
            if self.chance(0.5):
                for code, other in zip(group, rng.sample(group, len(group))):
                    rows[b][code] = rows[a][other]
            else:
                one, two = rng.sample(group, 2)
                shift = self.decimal(0, 1, self.draws[one][3])
                low, size = self.draws[one][1:3]
                if rows[b][one] + shift <= size and rows[b][two] - shift >= low:
                    rows[b][one] += shift
                    rows[b][two] -= shift

    def data(self):
        rng = self.rng
        holes, wide = rng.choice((0, 0.05, 0.2, 0.4)), self.chance(0.12)
        self.cells = []  # unit, edition, indicator, value, status
        for edition in self.editions:
            rows = {unit: self.row() for unit in self.units if not self.by_cells or self.chance(0.85)}
            if len(rows) > 1 and self.chance(0.6):
                self.plant(rows)
            for unit, row in rows.items():
                for code, value in row.items():
                    self.cell(unit, edition, code, value, holes, wide)
                if "per_gdp" in self.denominators and self.chance(0.97):
                    self.cells.append((unit, edition, "gdp", self.write(self.decimal(0.1, 900, 1)), ""))
        unit, edition = self.cells[0][:2] if self.cells else (self.units[0], self.editions[0])
        first = next(iter(self.rules))
        for empty in set(self.editions) - {cell[1] for cell in self.cells}:  # and so is an undeclared edition
            self.cells.append((unit, empty, first, "", ""))
        needed = {*self.rules, "gdp"} if "per_gdp" in self.denominators else set(self.rules)
        for code in needed - {cell[2] for cell in self.cells}:  # an indicator without any row is an error
            self.cells.append((unit, edition, code, "", ""))
        self.cells.sort()
        rng.shuffle(self.cells)
        if wide:
            return self.wide()
        single = len(self.editions) == 1 and self.declared and self.chance(0.5)
        header = "unit,indicator,value,status" if single else "unit,edition,indicator,value,status,year"
        lines = []
        for u, e, i, v, s in self.cells:
            spelled = f"{u} too" if u in self.aliases and self.chance(0.3) else u
            year = rng.choice(("", "2014-06", e))
            lines.append(f"{spelled},{i},{v},{s}" if single else f"{spelled},{e},{i},{v},{s},{year}")
        return "\n".join([header, *lines, ""])

    def cell(self, unit, edition, code, value, holes, wide):
        rules, rng = self.rules[code], self.rng
        if not self.chance(holes):
            words = rng.choice(("", "", "", "ok", "estimated", "ok carried", "provisional"))
            sides = [side for side in ("below", "above") if side in rules]
            if sides and self.chance(0.2):
                words = rng.choice(sides) + rng.choice(("", " estimated"))
            self.cells.append((unit, edition, code, self.write(value), "" if wide else words))
            return
        words = rng.choice(("missing", "", "not_covered", "not_applicable"))
        if wide or not self.chance(0.2):
            self.cells.append((unit, edition, code, "", "" if wide else words))

    def wide(self):
        columns = [*self.rules, "gdp"] if "per_gdp" in self.denominators else list(self.rules)
        table = {}
        for unit, edition, code, value, _ in self.cells:
            table.setdefault((unit, edition), {})[code] = value
        self.cells = []
        lines = [",".join(["unit", "edition", *columns])]
        lines += [",".join([*key, *(row.get(c, "") for c in columns)]) for key, row in table.items()]
        return "\n".join([*lines, ""])

    def units_table(self):
        rng = self.rng
        style = rng.choice(("spans", "spans", "rows", "cells"))
        self.by_cells = style == "cells"
        columns = {"spans": "first_edition,last_edition", "rows": "edition", "cells": "country"}[style]
        lines = [f"unit,name,region,population,{columns}"]
        for unit in rng.sample(self.units, len(self.units)):
            population = self.write(self.decimal(0.2, 40, 2)) if self.chance(0.97) else ""
            head = f"{unit},Name {unit},{rng.choice(REGIONS)},{population}"
            if style == "spans":
                first = rng.choice(["", "", *self.editions])
                last = rng.choice(["", "", ""] + [e for e in self.editions if not first or e >= first])
                lines.append(f"{head},{first},{last}")
            elif style == "rows":
                inside = [e for e in self.editions if self.chance(0.85)] or self.editions[:1]
                lines += [f"{head},{edition}" for edition in inside]
            else:
                lines.append(f"{head},somewhere")
        return "\n".join([*lines, ""])

    def corrections(self):
        lines = ["unit,edition,indicator,old,new,reason,by,date"]
        cells = [c for c in self.cells if c[2] in self.draws and c[4].split(" ")[0] in ("", "ok", "missing")]
        for unit, edition, code, old, _ in self.rng.sample(cells, min(len(cells), 2)):
            new = "" if old and self.chance(0.15) else self.write(self.figure(self.draws[code]))
            lines.append(f"{unit},{edition},{code},{old},{new},mistyped,me,2025-01-02")
        return "\n".join([*lines, ""])

    def make(self):
        """The documents, by role."""
        self.has_units, self.declared, self.by_cells = self.chance(0.8), self.chance(0.8), True
        documents = dict.fromkeys(ROLES)
        documents["schema"] = yaml_text(self.schema())
        weights = self.weights()
        documents["weights"] = yaml_text(weights) if weights else None
        if self.has_units:
            documents["units"] = self.units_table()
        if self.declared:
            documents["editions"] = "\n".join(["code,data_to", *(f"{e},{e}" for e in self.editions), ""])
        self.aliases = [u for u in self.units if self.chance(0.5)] if self.chance(0.1) else []
        if self.aliases:
            documents["aliases"] = "\n".join(["spelling,unit", *(f"{u} too,{u}" for u in self.aliases), ""])
        documents["data"] = self.data()
        if self.chance(0.2) and self.cells:
            documents["corrections"] = self.corrections()
        return documents


def flow(value):
    """A value in flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {flow(v)}" for k, v in value.items()) + "}"
    return "[" + ", ".join(flow(v) for v in value) + "]" if isinstance(value, list) else value


def yaml_text(document):
    """A document with its first two levels in block style."""
    lines = []
    for key, value in document.items():
        if isinstance(value, dict) and value:
            lines += [f"{key}:", *(f"  {k}: {flow(v)}" for k, v in value.items())]
        else:
            lines.append(f"{key}: {flow(value)}")
    return "\n".join([*lines, ""])


def make(seed, fields=True):
    """The documents of a problem, the set of weights in use and the exact answer; without fields all nodes are means."""
    for attempt in range(ATTEMPTS):
        maker = Maker(random.Random(seed * ATTEMPTS + attempt), fields)
        documents = maker.make()
        try:
            return documents, maker.set, evaluate(Problem(documents, maker.set))
        except Undefined:
            continue
    raise RuntimeError(f"seed {seed}: no valid problem in {ATTEMPTS} attempts")


def write_folder(documents, use, folder):
    """Writes a problem as a project folder."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["format: ieci/index/1"]
    for role in ROLES:
        text = documents.get(role)
        name = f"{role}.yaml" if role in ("schema", "weights") else f"{role}.csv"
        if text is None:
            continue
        if role == "editions":
            codes = [line.split(",")[0] for line in text.splitlines()[1:]]
            lines += ["editions:", *(f"  {code}: {{data_to: {code}}}" for code in codes)]
            continue
        (folder / name).write_text(text, encoding="utf-8", newline="")
        reference = f"[{name}]" if role == "data" else name
        if use and role == "weights":
            reference = f"{{file: {name}, use: {use}}}"
        lines.append(f"{role}: {reference}")
    (folder / "index.yaml").write_text("\n".join([*lines, ""]), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="One random problem.")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", help="folder to write; without it the documents are shown")
    options = parser.parse_args()
    documents, use, _ = make(options.seed)
    if options.out:
        write_folder(documents, use, options.out)
        return
    for role, text in documents.items():
        print(f"--- {role}" + (f" (set {use})" if role == "weights" and use else ""), text or "none", sep="\n")


if __name__ == "__main__":
    main()
