#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Computes every explanation again from the numbers that it prints.

Environment: IECI (the program), CITIES (the shipped project). Of the shipped cities, the golden cases of the Human
Development Index and random problems, `ieci explain --all` of every edition: each step of a cell must follow from the
one before, each node from its children, the index from its leaves; samples, groups and parameters are counted again in
the tables of the result. EXPLAIN_PROBLEMS sets the number of random problems, EXPLAIN_SEED the first one.
"""

import json
import math
import os
import re
import statistics
import sys
import tempfile
import unittest
from collections import Counter
from pathlib import Path

from explained import MEMORY, NUMBER, ROOT, Part, Result, fraction, last_digit, real, run
from generate import make, write_folder
from oracle import named

CITIES = os.environ["CITIES"]
TRANSFORMS = {"square root": math.sqrt, "logarithm": math.log, "log(1 + x)": math.log1p,
              "cube root": lambda x: math.copysign(abs(x) ** (1 / 3), x)}


class Checker:
    """One project: all explanations of an edition against each other and the tables."""

    def __init__(self, test, folder, use=None, counts=None):
        self.test, self.of, self.counts = test, Result(folder, use), counts if counts is not None else Counter()
        self.place = ""

    def check(self, truth, *what):
        if not truth:
            self.test.fail(f"{self.of.folder}: {self.place}: {what}\n{self.paragraph}")

    def close(self, a, b, slack, *what):
        self.check(abs(a - b) <= slack * (1 + 1e-9) + 1e-12 * max(abs(a), abs(b)), a, b, slack, *what)

    # Nodes.

    def mean(self, node):
        """The exponent of a node's mean."""
        return float(self.of.schema.exponent(node))

    def interval(self, parts, exponent, half):
        """The least and the greatest mean that the printed values and weights allow."""
        ends = []
        for side in (-1, 1):
            values = [float(p.value) + side * half for p in parts]
            if exponent != 1 and min(values) <= 0:
                ends.append(-math.inf if side < 0 else math.inf)
            elif exponent == 0:
                ends.append(math.exp(sum(p.weight * math.log(v) for p, v in zip(parts, values))))
            elif exponent == 1:
                ends.append(sum(p.weight * v for p, v in zip(parts, values)))
            else:
                ends.append(sum(p.weight * v**exponent for p, v in zip(parts, values)) ** (1 / exponent))
        loose = 1e-4 * sum(abs(float(p.value)) + half for p in parts if not p.exact)
        return ends[0] - loose, ends[1] + loose

    def part(self, part, mean, exponent, half):
        """What a child gives: from its weight, its value and the mean, as the text says."""
        value, slack = float(part.value), half + last_digit(part.points)
        if part.sign == "=":
            self.close(part.weight * value, float(part.points), slack + 1e-4 * abs(value) * (not part.exact), part.code)
            return
        self.check(part.sign == "gives", part.code)
        row = self.of.parts[self.edition, self.unit, part.code]
        exact = float(row["value"])
        if exact > 0 and mean > 0:
            given = float(row["weight"]) * exact**exponent * mean ** (1 - exponent)
            self.close(given, float(part.points), last_digit(part.points), part.code)

    def children(self, node, parts, mean_line):
        """The children of a node that has a score: they add up to it, and give its mean."""
        row = self.of.scores[self.edition, self.unit, node]
        used = [p for p in parts if p.points is not None]
        printed = row["printed"]
        self.check(bool(used) == bool(row["score"]), node, "has a score without parts, or parts without one")
        decimals = self.of.schema.decimals
        half = 0.5 * 10.0**-decimals
        for part in parts:
            self.state(node, part)
        if not used:
            return
        exponent, score = self.mean(node), float(printed)
        self.close(sum(float(p.points) for p in used), score, half + sum(last_digit(p.points) for p in used), node)
        self.close(sum(p.weight for p in used), 1, sum(1e-4 for p in used if not p.exact) + 1e-9, node)
        low, high = self.interval(used, exponent, half)
        self.check(low - half - 1e-9 <= score <= high + half + 1e-9, node, low, score, high)
        self.mean_words(node, mean_line, used)
        for part in used:
            self.part(part, float(row["score"]), exponent, half)
        self.counts["nodes"] += 1

    def mean_words(self, node, line, used):
        """Which mean it is."""
        rule, parameters = named(self.of.schema.of_node(node, "aggregate", "arithmetic"))
        power = f"power mean with exponent {float(parameters.get('exponent', 0)):g}"
        words = power if rule == "power" else f"{rule} mean"
        plain = rule == "arithmetic"
        self.check(line is None if plain else line and line.startswith(f"   {words}; a child gives weight x "), line)
        self.check({p.sign for p in used} == {"=" if plain else "gives"}, node)

    def state(self, node, part):
        """Words about children that have no value, or one that is not theirs."""
        row, words = self.of.parts[self.edition, self.unit, part.code], "  ".join(part.words)
        share = self.of.shares[part.code]
        if share == 0:
            self.check("weight 0" in words and part.points is None, part.code)
            return
        known = row["state"] == "present" or (row["state"] == "filled" and row["value"] != "")
        self.check((part.value is not None) == known, part.code, part.value)
        if part.value is not None and part.points is None:
            self.check("not used" in words, part.code)
        if part.code in self.of.leaves:
            return
        told = {"filled": "no value of its own; filled with", "absent": "too little data; the others share its weight",
                "failed": "too little data; so its node has no value", "dropped": "its weight is not asked for"}
        for state, text in told.items():
            self.check((text in words) == (row["state"] == state), part.code, row["state"], words)
        if row["state"] == "filled" and row["value"]:
            rule, of = self.gap_rule(self.of.schema.of_node(part.code, "missing", "reweight"))
            others = [(u, float(r["score"])) for (e, u, n), r in self.of.scores.items()
                      if e == self.edition and n == part.code and r["score"] and r["ranked"] == "yes"]
            self.filling(words.partition("filled with ")[2], rule, of, others, row["value"], True)
            self.counts["filled nodes"] += 1

    def gap_rule(self, rule):
        name, parameters = named(rule)
        return name, parameters.get("of")

    def filling(self, words, rule, of, others, value, higher):
        """A fill: from how many cities of which group, and that it is what the rule makes of them."""
        found = re.match(r"zero|(\w+) of (\d+) cit(?:y|ies)(?: with (\w+) (.*?))?(?:: |$)", words)
        self.check(found, words)
        if rule == "zero":
            self.check(found.group(0) == "zero" and float(value) == 0, words)
            return
        own = self.of.problem.data.attributes[self.unit].get(of) if of else None
        group = [x for unit, x in others if not of or self.of.problem.data.attributes[unit].get(of) == own]
        self.check(found.groups() == (rule, str(len(group)), of, own), words, rule, len(group), of, own)
        made = {"mean": statistics.fmean, "median": statistics.median, "worst": min if higher else max}[rule](group)
        self.close(made, float(value), 1e-9 * max(map(abs, group)), words)

    def shortage(self, node, text):
        """Why a node has no value."""
        children = [c.code for c in self.of.schema.place[node].children]
        states = {c: self.of.parts[self.edition, self.unit, c]["state"] for c in children if self.of.shares[c] > 0}
        failed = re.search(r"(\S+) has no value, and its rule for that is fail", text)
        share = re.search(r"children with ([\d.]+) % of the weight have a value(?:, min_share asks for ([\d.]+) %)?", text)
        self.counts["nodes without a value"] += 1
        if failed:
            self.check(states[failed.group(1)] == "failed", text)
        elif share:
            asked = sum(self.of.shares[c] for c in states if states[c] != "dropped")
            has = sum(self.of.shares[c] for c in states if states[c] in ("present", "filled")) / asked
            self.close(100 * has, float(share.group(1)), last_digit(share.group(1)), text)
            least = float(self.of.schema.of_node(node, "min_share", "0"))
            self.close(least * 100, float(share.group(2) or 0), 1e-9, text)
            self.check(has == 0 or float(share.group(1)) < least * 100, text)
        else:
            self.check("none of its children applies" in text and set(states.values()) <= {"dropped"}, text)

    def read_parts(self, lines, node, indent, with_raw):
        """Parts of the children, and the line about the mean."""
        parts, mean = [], None
        codes = [c.code for c in self.of.schema.place[node].children]
        for line in lines:
            cells = re.split(" {2,}", line.strip())
            if line.startswith(indent) and cells[0] in codes and len(parts) < len(codes):
                parts.append(Part(cells, with_raw and cells[0] in self.of.leaves))
            elif re.match(r"   \w+ mean", line):
                mean = line
        self.check([p.code for p in parts] == codes, codes, [p.code for p in parts])
        return parts, mean

    def unit_text(self, lines):
        row = self.of.scores[self.edition, self.unit, self.of.root]
        head = re.match(r".* is (?:joint )?([\d.]+)(?:st|nd|rd|th)? of (\d+) with (\S+) in edition (\S+?)"
                        r"(?: \(\S+ in \S+\))?\.$", lines[0])
        parts, mean = self.read_parts(lines, self.of.root, "   ", False)
        self.children(self.of.root, parts, mean)
        if row["rank"]:
            self.check(head, lines[0])
            self.close(float(head.group(1)), float(row["rank"]), 0)
            self.close(float(head.group(3)), float(row["printed"]), 0)
            return
        self.check(" is not ranked in edition " in lines[0])
        found = re.search(r": ([\d.]+) % of the weight of (\S+) is measured, ([\d.]+) % is needed", lines[0])
        self.check((row["ranked"] == "no") == bool(found))
        if found:
            measured = float(self.of.scores[self.edition, self.unit, found.group(2)]["measured"])
            self.close(100 * measured, float(found.group(1)), last_digit(found.group(1)))
            self.check(float(found.group(1)) < float(found.group(3)))
            self.counts["units not ranked"] += 1
        if not row["score"]:
            self.shortage(self.of.root, lines[0])

    def node_text(self, node, lines):
        """A node; gives the points of one that is filled in, since its children have none."""
        row = self.of.scores[self.edition, self.unit, node]
        self.check(lines[0].startswith(f"{node} has no value" if not row["score"] else f"{node} {row['printed']}"[:-1]))
        parts, mean = self.read_parts(lines[1:], node, "  ", True)
        self.children(node, parts, mean)
        if not row["score"]:
            self.shortage(node, lines[1])
        points = re.search(rf": ({NUMBER}) of .*'s {NUMBER} points in edition", lines[0])
        above = self.of.parts[self.edition, self.unit, node]
        self.check(bool(points) == bool(above["points"] and self.of.scores[self.edition, self.unit, self.of.root]["score"]))
        return points.group(1) if points and not row["score"] else None

    # Cells.

    def expression(self, text):
        """A printed formula, computed."""
        formula = text.replace(" x ", " * ")
        self.check(re.fullmatch(r"[-+*/()0-9.e ]+", formula), text)
        return eval(formula)  # pylint: disable=eval-used

    def before_scale(self, code, steps):
        """Takes the steps up to the transform; gives the printed figure that goes on the scale, or None."""
        cell, rules = self.of.cells[self.edition, self.unit, code], self.of.schema.indicators[code]
        shown = None if steps[0] == "no figure" else steps[0]
        self.check((shown is None) == (cell["raw"] == ""))
        if shown:
            self.close(float(shown), float(cell["raw"]), last_digit(shown) + 1e-9 * abs(float(shown)), "raw")
        if cell["status"] not in ("ok", "below", "above"):
            shown = None
        del steps[0]
        while steps:
            step = steps[0]
            limit = re.fullmatch(rf"as (below|above) counted as ({NUMBER}) x ({NUMBER}) = ({NUMBER})", step)
            divided = re.fullmatch(rf"divided by ({NUMBER}) \((\w+)\)(?: x (\S+))? = ({NUMBER})", step)
            filled = re.fullmatch(rf"((?:zero|(?:median|mean|worst) of \d+ cit).*): ({NUMBER})", step)
            treated = re.fullmatch(rf"outlier moved to the (least|greatest) figure kept: ({NUMBER})", step)
            changed = re.fullmatch(rf"({'|'.join(map(re.escape, TRANSFORMS))}) ({NUMBER})", step)
            if limit:
                self.check(limit.group(1) == cell["status"] and limit.group(3) == shown, step)
                self.close(float(limit.group(2)), float(self.of.schema.of_indicator(code, cell["status"], None)), 0)
                shown = self.follows(float(limit.group(2)) * float(shown), limit.group(4), float(shown), step)
            elif divided:
                self.check(float(divided.group(1)) == float(f"{float(cell['divisor']):.6g}"), step)
                self.check(divided.group(2) == rules["denominate"])
                made = float(shown) / float(divided.group(1)) * float(divided.group(3) or 1)
                shown = self.follows(made, divided.group(4), made, step)
            elif re.fullmatch(r"\w+ is missing", step):
                self.check(cell["divisor"] == "" and step.split()[0] == rules["denominate"], step)
                shown = None
            elif filled:
                shown = self.imputed(code, cell, filled)
            elif treated:
                shown = self.treated(code, cell, treated)
            elif changed:
                self.follows(TRANSFORMS[changed.group(1)](float(shown)), changed.group(2), 0, step)
                shown = changed.group(2)
            else:
                break
            self.counts["steps"] += 1
            del steps[0]
        return shown

    def follows(self, made, printed, size, *what):
        """A printed result is what its printed parts give."""
        self.close(made, float(printed), last_digit(printed) + 1e-5 * max(abs(made), 0.01 * abs(size)), *what)
        return printed

    def imputed(self, code, cell, filled):
        schema = self.of.schema
        rule = schema.of_indicator(code, cell["status"], "missing") if cell["status"].startswith("not_") else "missing"
        if named(rule)[0] == "missing":
            rule = schema.of_indicator(code, "missing", "reweight")
        self.check("imputed" in cell["flags"])
        name, of = self.gap_rule(rule)
        others = self.of.sample(self.edition, code, "denominated")
        self.filling(filled.group(0), name, of, others, cell["imputed"], schema.indicators[code]["better"] == "higher")
        self.close(float(filled.group(2)), float(cell["imputed"]), last_digit(filled.group(2)) + 1e-9 * abs(float(cell["imputed"])))
        self.counts["imputed"] += 1
        return filled.group(2)

    def treated(self, code, cell, treated):
        """The limit is a figure of the sample, and none of the edition is beyond it any more."""
        limit, side = float(cell["treated"]), treated.group(1)
        self.close(float(treated.group(2)), limit, last_digit(treated.group(2)))
        values = [x for _, x in self.of.sample(self.edition, code, "treated")]
        self.check(all(x >= limit if side == "least" else x <= limit for x in values))
        self.check((float(cell["imputed"]) < limit) == (side == "least"))
        self.counts["treated"] += 1
        return treated.group(2)

    def scale(self, code, shown, steps):
        """Takes the step on the scale; gives the printed normalised value."""
        cell = self.of.cells[self.edition, self.unit, code]
        rule, parameters = named(self.of.schema.of_indicator(code, "normalise", "goalposts"))
        low, high = float(self.of.schema.low), float(self.of.schema.high)
        places = re.fullmatch(r"(rank|percentile).*: (\d+) of (\d+) cities worse, (\d+) equal", steps[0])
        if places:
            self.places(code, parameters, [int(x) for x in places.groups()[1:]])
            del steps[0]
        formula, _, rest = steps[0].partition(" = ")
        value, _, capped = rest.partition(", capped = ")
        made = self.expression(formula)
        size = high - low if rule != "z_score" else float(parameters.get("sd", "1"))
        self.close(made, float(value), last_digit(value) + 1e-5 * max(abs(made), 0.01 * size), steps[0])
        if rule not in ("rank", "percentile"):
            self.check(f"({shown} " in formula, "the figure is not that of the step before", shown, steps[0])
            self.statistics(code, rule, parameters)
        if capped:
            self.check(float(capped) in (low, high) and not low < float(value) < high, steps[0])
            value = capped
            self.counts["capped"] += 1
        self.close(float(value), float(cell["normalised"]), last_digit(value) + 1e-9 * abs(float(value)))
        self.counts[rule] += 1
        del steps[0]
        return value

    def places(self, code, rules, told):
        """Worse, equal and all figures, counted again in the cells."""
        cell = self.of.cells[self.edition, self.unit, code]
        values = [x for _, x in self.of.sample(self.edition, code, "transformed", rules.get("over", "edition"))]
        own, higher = float(cell["transformed"]), self.of.schema.indicators[code]["better"] == "higher"
        worse = sum(x < own if higher else x > own for x in values)
        self.check(told == [worse, len(values), sum(x == own for x in values)], told, worse, len(values))

    def statistics(self, code, rule, rules):
        """Parameters of the sample are those of the cells."""
        key = (self.edition, code, "normalise")
        if rule not in ("min_max", "z_score"):
            return
        values = [x for _, x in self.of.sample(self.edition, code, "transformed", rules.get("over", "edition"))]
        told = {name: self.of.parameters[*key, name] for name in (("min", "max") if rule == "min_max" else ("mean", "sd"))}
        self.check(self.of.parameters[*key, "n"] == len(values), "n")
        size = max(map(abs, values))
        if rule == "min_max":
            self.check(told == {"min": min(values), "max": max(values)}, told)
        else:
            spread = statistics.stdev if rules.get("divisor", "n-1") == "n-1" else statistics.pstdev
            self.close(told["mean"], statistics.fmean(values), 1e-9 * size, "mean")
            self.close(told["sd"], spread(values), 1e-9 * size, "sd")

    def path(self, code, factor, line):
        """The factor is the product along the path."""
        found = re.match(rf"x ({NUMBER}) = (.*)$", line)
        self.check(found and found.group(1) == factor, line, factor)
        product, node = 1.0, code
        for level in found.group(2).split(" x "):
            step = re.fullmatch(rf"({NUMBER})(?:/(\d+))? in (\S+)( \(its part / its value\))?", level)
            row = self.of.parts[self.edition, self.unit, node]
            self.check(step and step.group(3) == self.of.parent[node], level, node)
            named_mean = self.of.schema.of_node(step.group(3), "aggregate", "arithmetic")
            self.check(bool(step.group(4)) == (named(named_mean)[0] != "arithmetic"), level)
            wanted = float(row["contribution"]) / float(row["value"]) if float(row["value"]) else float(row["weight"])
            self.close(fraction(step), wanted, 1e-4 * abs(wanted), level)
            product, node = product * fraction(step), step.group(3)
        self.check(node == self.of.root)
        self.close(product, float(factor), 3e-4 * abs(product), line)

    def cell_text(self, code, lines):
        """A cell; gives its points of the index, None if it has none."""
        cell = self.of.cells[self.edition, self.unit, code]
        self.check(lines[0].startswith(f"{code} ("))
        self.check((" line " in lines[1]) == (cell["line"] != ""))
        at = 2
        if "corrected" in cell["flags"]:
            self.check(re.match(r"corrected: was (empty|\S+), line \d+ of the corrections: .+, by .+, .+", lines[2]), lines[2])
            self.counts["corrected"] += 1
            at = 3
        steps = lines[at].split(" -> ")
        shown = self.before_scale(code, steps)
        value = None
        if cell["normalised"]:
            value = self.scale(code, shown, steps)
        else:
            self.check(re.search(r"; (its weight is not asked for|so its node has no value|the others share its weight|"
                                 r".*; the others share its weight)$", steps.pop(0)))
        self.counts["cells"] += 1
        self.check(len(steps) == 1 and steps[0].endswith("points of the index") or "no points of the index" in steps[-1])
        row = self.of.parts[self.edition, self.unit, code]
        given = re.fullmatch(rf"(?:x ({NUMBER}) = )?({NUMBER}) points of the index", steps[-1])
        above, light = code, row["value"] == ""
        while above != self.of.root:
            light = light or float(self.of.parts[self.edition, self.unit, above]["weight"]) == 0
            above = self.of.parent[above]
        self.check(bool(given) == (row["points"] != "" and not light), steps, row)
        if not given:
            self.check(value is None or re.search(r": (\S+ has no value of its own|the weight of \S+ is 0|"
                                                  r"a score of 0 has no parts)$", steps[-1]))
            return None
        if given.group(1):
            made = float(value) * float(given.group(1))
            self.close(made, float(given.group(2)), 1e-4 * abs(made), steps[-1])
            self.path(code, given.group(1), lines[at + 1])
        else:
            self.check(float(given.group(2)) == 0 and float(value) == 0, steps)
        self.close(float(given.group(2)), float(row["points"]), last_digit(given.group(2)) + 1e-4 * abs(float(row["points"])))
        return given.group(2)

    # All.

    def unit_all(self, paragraphs):
        """The explanations of one unit: it, then its nodes in tree order."""
        points = []
        for code, paragraph in zip(self.of.nodes, paragraphs):
            self.paragraph, self.place = paragraph, f"{self.edition} {self.unit} {code}"
            lines = paragraph.split("\n")
            if code == self.of.root:
                self.unit_text(lines)
            elif code in self.of.leaves:
                points.append(self.cell_text(code, lines))
            else:
                points.append(self.node_text(code, lines))
        row = self.of.scores[self.edition, self.unit, self.of.root]
        told = [p for p in points if p is not None]
        if row["score"]:
            half = 0.5 * 10.0**-self.of.schema.decimals
            slack = sum(last_digit(p) + 5e-5 * abs(float(p)) for p in told)
            self.close(sum(map(float, told)), float(row["printed"]), half + slack, "points of the leaves")
            self.counts["indices"] += 1

    def check_all(self):
        for self.edition in self.of.editions:
            units = [u for (e, u, n) in self.of.scores if e == self.edition and n == self.of.root]
            text = run("explain", "--all", "-p", self.of.folder, "-e", self.edition)
            paragraphs = text.rstrip("\n").split("\n\n") if text else []
            size, self.paragraph = len(self.of.nodes), text[:500]
            self.check(len(paragraphs) == size * len(units), self.edition, len(paragraphs), size, len(units))
            for i, self.unit in enumerate(units):
                self.unit_all(paragraphs[i * size:(i + 1) * size])


class Explain(unittest.TestCase):
    def check(self, folder, *needed):
        checker = Checker(self, folder)
        checker.check_all()
        for word in needed:
            self.assertGreater(checker.counts[word], 0, word)
        print(Path(folder).name, dict(checker.counts), file=sys.stderr)
        return checker

    def test_cities(self):
        checker = self.check(CITIES, "cells", "nodes", "imputed", "corrected", "nodes without a value")
        self.assertEqual(checker.counts["cells"], 25 * (37 + 43 + 50))

    def test_golden_cases(self):
        for name in ("hdi", "hdi_series"):
            checker = self.check(ROOT / "golden" / name, "cells", "nodes", "goalposts")
            self.assertEqual(checker.counts["cells"], len(checker.of.tables["cells"]))

    def test_random_problems(self):
        counts, seed = Counter(), int(os.environ.get("EXPLAIN_SEED", "1"))
        for number in range(seed, seed + int(os.environ.get("EXPLAIN_PROBLEMS", "200"))):
            documents, use, answer = make(number, fields=False)
            if documents["units"] is None:  # a project names its units
                aliases = [line.split(",")[1] for line in (documents["aliases"] or "").splitlines()[1:]]
                documents["units"] = "\n".join(["unit", *sorted({*answer.problem.data.units, *aliases}), ""])
            with tempfile.TemporaryDirectory(prefix=f"ieci-explain-{number}-", dir=MEMORY) as folder:
                write_folder(documents, use, folder)
                Checker(self, folder, use, counts).check_all()
        print("random problems", dict(counts), file=sys.stderr)
        for word in ("imputed", "treated", "capped", "corrected", "rank", "percentile", "z_score", "min_max", "goalposts",
                     "filled nodes", "units not ranked", "nodes without a value"):
            self.assertGreater(counts[word], 0, word)

    def test_what_is_no_mean_has_no_points(self):
        rule = ["--project", CITIES, "--set", "nodes.index.aggregate=topsis"]
        for of, words in (([], "topsis; its score is not a sum of parts"),
                          (["airport_passengers"], "no points of the index: the score of index is not a sum of parts")):
            out = run("explain", "London", *of, *rule)
            self.assertIn(words, out)

    def test_scales_of_other_kinds_show_their_numbers(self):
        for rule, words in (("robust", r"-> robust \(median [\d.]+, spread [\d.]+, n 50\) = "),
                            ("leader", r"11.41 -> leader \(best [\d.]+, n 50\) = "),
                            ("quantile_bands", r"-> quantile_bands \(\d+ worse, \d+ equal, n 50\) = ")):
            out = run("explain", "London", "pm25", "-p", CITIES, "--set", f"indicators.pm25.normalise={rule}")
            self.assertRegex(out, words)

    def test_rows_are_those_of_the_tables(self):
        of = Result(CITIES, None)
        for unit in ("london", "beijing", "cairo"):
            rows = json.loads(run("explain", unit, "-p", CITIES, "--format", "json"))
            wanted = [r for r in of.tables["contributions"] if (r["edition"], r["unit"]) == ("2025", unit)]
            self.assertEqual([(r["child"], r["points"]) for r in rows],
                             [(r["child"], real(r["points"])) for r in wanted])


if __name__ == "__main__":
    unittest.main()
