#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""An independent computation of scores and ranks, exact from the decimal text on.

    oracle.py FOLDER [--edition CODE] [--against CODE] [--weights SET] [--ignore-corrections] [--all]

prints the ranking of a project folder. As a module: evaluate(Problem(documents, use)) gives an Answer.
"""

import argparse
import sys
from fractions import Fraction

from mpmath import mpf

import fields
import scales
from exact import (Undefined, clamp, fence, level, mean, median, number, position, power_mean, round_half_away,
                   standard_deviation, transform, winsor_limits)
from project import Problem, named, read_folder

ZERO, ONE = Fraction(0), Fraction(1)
DROPPED = "dropped"  # in place of a value: the child has left the node for this unit
IMPUTING = ("worst", "mean", "median", "zero", "mode")
SERIES = ("last", "nearest", "linear")


class Answer:
    """Everything computed, by [edition][node] and unit; a unit that is not there has none."""

    def __init__(self, problem):
        schema, editions = problem.schema, problem.data.editions
        empty = [[{} for _ in schema.nodes] for _ in editions]
        self.problem = problem
        self.score, self.key, self.printed, self.rank, self.measured, self.largest, self.deepest = (
            [[dict(x) for x in row] for row in empty] for _ in range(7))
        self.sample = []
        self.condition = 0.0  # largest |transformed figure| against the width of its scale
        self.parameters = []  # (edition, indicator, step, parameter, value)


def fill(rule, lower_is_better, missing, observed, attributes):
    """Values for units without one, by a rule given as (name, column): {unit: value}."""
    name, column = rule
    filled = {}
    for u in missing:
        if name == "zero":
            filled[u] = ZERO
            continue
        group = attributes(u, column) if column else None
        peers = [x for v, x in observed.items() if not column or attributes(v, column) == group]
        if not peers or (column and not group):
            continue
        peers = level(*peers)
        if name == "worst":
            filled[u] = max(peers) if lower_is_better else min(peers)
        elif name == "mode":
            most = max(peers.count(x) for x in peers)
            often = [x for x in peers if peers.count(x) == most]
            filled[u] = max(often) if lower_is_better else min(often)
        else:
            filled[u] = mean(peers) if name == "mean" else median(peers)
    return filled


def rule_and_column(value):
    """A rule for gaps as (name, column of the units or None)."""
    name, parameters = named(value)
    return name, parameters.get("of")


class Evaluation:
    """One computation, step by step in the fixed order."""

    def __init__(self, problem):
        self.problem, self.schema, self.data, self.shares = problem, problem.schema, problem.data, problem.shares
        self.answer = Answer(problem)
        self.editions = range(len(self.data.editions))

    def attribute(self, u, column):
        """What the table of units says of a unit."""
        return self.data.attributes[self.data.units[u]].get(column)

    # Steps 1 to 3: status and denominator.

    def read(self, code, e, u):
        """The number of a cell, or the rule that holds where there is none: (number, rule, measured)."""
        schema = self.schema
        unit, edition = self.data.units[u], self.data.editions[e]
        status, value = self.data.cells.get((unit, edition, code), ("missing", None))
        missing = rule_and_column(schema.of_indicator(code, "missing", "reweight"))
        measured = status in ("ok", "below", "above")
        if status in ("not_covered", "not_applicable"):
            rule = rule_and_column(schema.indicators[code].get(status, "missing"))
            if rule[0] == "drop":
                return DROPPED, rule, False
            return None, missing if rule[0] == "missing" else rule, False
        if status == "missing":
            return None, missing, False
        if status in ("below", "above"):
            if status not in schema.indicators[code]:
                raise Undefined(f"{code}: no rule for {status}")
            value = value * number(schema.indicators[code][status])
        value = self.denominate(code, e, u, value)
        return value, missing, measured and value is not None

    def denominate(self, code, e, u, value):
        """The figure per unit of its denominator; None without one."""
        name = self.schema.indicators[code].get("denominate", "none")
        if name == "none":
            return value
        rules = self.schema.denominators[name]
        if "column" in rules:
            text = self.attribute(u, rules["column"])
            divisor = number(text) if text else None
        else:
            divisor = self.data.cells.get((self.data.units[u], self.data.editions[e], rules["indicator"]),
                                          ("missing", None))[1]
        if divisor is None:
            return None
        if divisor <= 0:
            raise Undefined(f"{name}: a denominator that is not positive")
        return value / divisor * number(rules.get("scale", "1"))

    def read_all(self):
        """All cells, the measured shares and who is eligible."""
        self.numbers, self.rules = {}, {}  # by (indicator, edition): {unit: number or rule}
        for e in self.editions:
            measured = {}
            for code in self.leaves():
                self.numbers[code, e], self.rules[code, e] = {}, {}
                for u in self.data.members[e]:
                    value, rule, is_measured = self.read(code, e, u)
                    measured[code, u] = ONE if is_measured else ZERO
                    if value is not None:
                        self.numbers[code, e][u] = value
                    else:
                        self.rules[code, e][u] = rule
            for node in reversed(self.schema.nodes):
                for u in self.data.members[e]:
                    if node.children:
                        measured[node.code, u] = sum(self.shares[c.code] * measured[c.code, u] for c in node.children)
                    self.answer.measured[e][node.index][u] = measured[node.code, u]
            self.answer.sample.append([u for u in self.data.members[e] if all(
                measured[code, u] >= least for code, least in self.schema.eligible.items())])

    def leaves(self):
        """The codes of the indicators in the tree."""
        return [node.code for node in self.schema.nodes if not node.children]

    # Steps 4 to 7: imputation, treatment, transform, normalisation, for one indicator.

    def in_sample(self, numbers, e):
        """The numbers of the units of the sample."""
        return {u: numbers[u] for u in self.answer.sample[e] if u in numbers and numbers[u] is not DROPPED}

    def pool(self, numbers, over, e):
        """The numbers that set a scale: of this edition, of all, or of the one named."""
        if over == "edition":
            return list(self.in_sample(numbers[e], e).values())
        if over == "all":
            return [x for f in self.editions for x in self.in_sample(numbers[f], f).values()]
        f = self.data.place(over)
        return list(self.in_sample(numbers[f], f).values())

    def from_series(self, name, code, e, u):
        """A gap filled from the unit's own figures in other editions; None if there are none."""
        years = [self.data.year(f) for f in self.editions]
        own = [(years[f], self.observed[code, f][u]) for f in self.editions if u in self.observed[code, f]]
        before, after = [p for p in own if p[0] < years[e]], [p for p in own if p[0] > years[e]]
        if name == "last" or not own:
            return before[-1][1] if before else None
        if name == "linear" and before and after:
            (a, x), (b, y) = before[-1], after[0]
            return x + (y - x) * Fraction(years[e] - a, b - a)
        return min(own, key=lambda p: (abs(p[0] - years[e]), p[0]))[1]

    def impute(self, code, lower):
        """Step 4: what the rules put into gaps."""
        self.observed = {(code, e): {u: x for u, x in self.numbers[code, e].items() if x is not DROPPED}
                         for e in self.editions}
        for e in self.editions:
            observed = self.in_sample(self.numbers[code, e], e)
            filled = {}
            for u, rule in self.rules[code, e].items():
                if rule[0] in IMPUTING:
                    filled.update(fill(rule, lower, [u], observed, self.attribute))
                elif rule[0] in SERIES:
                    value = self.from_series(rule[0], code, e, u)
                    filled.update({u: value} if value is not None else {})
            self.numbers[code, e].update(filled)

    def treat(self, code):
        """Step 5: the limits of the rule against outliers."""
        name, rules = named(self.schema.of_indicator(code, "treat", "none"))
        if name == "none":
            return
        numbers = [self.numbers[code, e] for e in self.editions]
        limits = [fence(name, self.pool(numbers, rules.get("over", "all"), e), rules) for e in self.editions
                  ] if name != "winsorise" else [winsor_limits(self.pool(numbers, rules.get("over", "all"), e), number(rules.get("skew", "2")),
                                number(rules.get("kurtosis", "3.5")), int(rules.get("max_points", "5")))
                  for e in self.editions]
        for e in self.editions:
            self.note(e, code, "treat", low=limits[e][0], high=limits[e][1])
            self.numbers[code, e] = {u: x if x is DROPPED else clamp(x, *limits[e])
                                     for u, x in self.numbers[code, e].items()}

    def note(self, e, code, step, **values):
        """Keeps a parameter that was given or estimated."""
        for name, value in values.items():
            self.answer.parameters.append((e, code, step, name, value))

    def normalise(self, code, lower):
        """Steps 6 and 7: the figures on the common scale."""
        name, rules = named(self.schema.of_indicator(code, "normalise", "goalposts"))
        change = self.schema.indicators[code].get("transform", "none")
        outside = rules.get("outside", self.schema.of_indicator(code, "outside", "clamp"))
        if name == "goalposts-log":
            name, change = "goalposts", "log"
        known = {}
        numbers = []
        for e in self.editions:
            for x in self.numbers[code, e].values():
                if x is not DROPPED and x not in known:
                    known[x] = transform(change, x)
            numbers.append({u: known.get(x, x) for u, x in self.numbers[code, e].items()})
        for e in self.editions:
            if name == "goalposts":
                worst, best = (number(rules.get(k, self.schema.indicators[code].get(k))) for k in ("worst", "best"))
                give = self.between(transform(change, worst), transform(change, best), outside)
                self.note(e, code, "normalise", worst=worst, best=best)
            elif name in scales.FIXED:
                give = scales.make(name, rules, change, lower, self, (e, code))
            elif numbers[e]:
                self.named = self.named_unit(rules, numbers, e)
                give = self.from_sample(name, rules, self.pool(numbers, rules.get("over", "edition"), e), lower,
                                        outside, (e, code))
            scores = self.answer.score[e][self.schema.place[code].index]
            for u, x in numbers[e].items():
                if x is not DROPPED:
                    scores[u] = give(x)

    def named_unit(self, rules, numbers, e):
        """The figure of the unit that a rule names, in the edition that sets the scale; None if it names none."""
        if "of" not in rules:
            return None
        if rules["of"] not in self.data.units:
            raise Undefined("no such unit")
        over = rules.get("over", "edition")
        figure = numbers[e if over in ("edition", "all") else self.data.place(over)].get(self.data.units.index(rules["of"]))
        if figure is None or figure is DROPPED:
            raise Undefined("the reference has no figure")
        return figure

    def from_sample(self, name, rules, reference, lower, outside, place):
        """The function that puts a figure on a scale estimated from reference figures."""
        if not reference:
            raise Undefined("no value to set a scale")
        reference = level(*reference)
        if name == "min_max":
            low, high = min(reference), max(reference)
            self.note(*place, "normalise", low=low, high=high)
            return self.between(*((high, low) if lower else (low, high)), outside)
        if name == "z_score":
            if min(reference) == max(reference):  # asked here: a root of rounding errors need not be 0
                raise Undefined("z-score of a constant")
            middle = mean(reference)
            spread = standard_deviation(reference, rules.get("divisor", "n-1") == "n")
            self.conditioned(reference, spread)
            self.note(*place, "normalise", mean=middle, sd=spread)
            to, by = number(rules.get("mean", "0")), number(rules.get("sd", "1"))

            def z_score(x):
                x, m, s, base, step = level(x, middle, spread, to, -by if lower else by)
                return base + step * (x - m) / s
            return z_score
        if name in scales.NAMES:
            return scales.make(name, rules, reference, lower, self, place)
        if name in ("rank", "percentile"):
            return lambda x: self.on_range(position(x, reference, name, lower))
        raise Undefined(f"unknown normalisation {name}")

    def conditioned(self, figures, width):
        """Remembers how badly a scale of transformed figures is conditioned; fractions are exact, so they never are."""
        if any(isinstance(x, mpf) for x in figures):
            self.answer.condition = max(self.answer.condition, float(max(abs(x) for x in figures) / abs(width)))

    def between(self, worst, best, outside):
        """The function that puts worst on the low end of the range and best on the high end."""
        worst, best = level(worst, best)
        if worst == best:
            raise Undefined("no distance between worst and best")
        self.conditioned((worst, best), best - worst)

        def give(x):
            x, low, high = level(x, worst, best)
            t = (x - low) / (high - low)
            if outside == "clamp":
                t = ZERO if t < 0 else ONE if t > 1 else t
            elif outside == "error" and not 0 <= t <= 1:
                raise Undefined("a value beyond a goalpost")
            return self.on_range(t)
        return give

    def on_range(self, t):
        """A share as a score."""
        t, low, high = level(t, self.schema.low, self.schema.high)
        return low + (high - low) * t

    # Steps 8 and 9: weights and means.

    def child(self, child, e, u):
        """What a child brings to its parent: a value, DROPPED, or the rule of a gap."""
        if u in self.states[e][child.index]:
            return self.states[e][child.index][u]
        if child.children:
            return rule_and_column(self.schema.of_node(child.code, "missing", "reweight"))
        return self.rules[child.code, e][u]

    def aggregate(self, node, e):
        """The scores of a node in an edition; gaps of child nodes are filled by the child's rule first."""
        children = [c for c in node.children if self.shares[c.code] > 0]
        method, rules = named(self.schema.of_node(node.code, "aggregate", "arithmetic"))
        exponent = None if method in fields.NAMES else self.schema.exponent(node.code)
        least = number(self.schema.of_node(node.code, "min_share", "0"))
        filled, field = {}, {}
        for c in children:
            if c.children:
                rule = rule_and_column(self.schema.of_node(c.code, "missing", "reweight"))
                gaps = [u for u in self.data.members[e] if u not in self.states[e][c.index]]
                if rule[0] in IMPUTING:
                    filled[c.code] = fill(rule, False, gaps, self.in_sample(self.answer.score[e][c.index], e),
                                          self.attribute)
        for u in self.data.members[e]:
            found = [(c, filled.get(c.code, {}).get(u, self.child(c, e, u))) for c in children]
            staying = [(c, x) for c, x in found if x is not DROPPED]
            if not staying:
                self.states[e][node.index][u] = DROPPED
                continue
            present = [(c, x) for c, x in staying if not isinstance(x, tuple)]
            weight = sum(self.shares[c.code] for c, _ in present)
            if not present or weight < least * sum(self.shares[c.code] for c, _ in staying):
                continue
            if any(isinstance(x, tuple) and x[0] == "fail" for _, x in staying):
                continue
            if exponent is None:
                field[u] = {c.code: x for c, x in sorted(present, key=lambda pair: pair[0].code)}
                self.scale(node, e, u, present)
                continue
            values = [x for _, x in present]
            score = power_mean(values, [self.shares[c.code] / weight for c, _ in present], exponent)
            self.states[e][node.index][u] = self.answer.score[e][node.index][u] = score
            self.scale(node, e, u, present)
        if field:
            self.aggregate_field(node, e, method, rules, field, {c.code: self.shares[c.code] for c in sorted(
                children, key=lambda c: c.code)})

    def aggregate_field(self, node, e, method, rules, field, shares):
        """The scores of a node whose method looks at all units."""
        steepest = fields.condition(method, field, self.answer.sample[e], shares)
        for u, score in fields.aggregate(method, rules, field, shares, self.answer.sample[e], self.schema).items():
            self.states[e][node.index][u] = self.answer.score[e][node.index][u] = score
            for sizes in (self.answer.largest, self.answer.deepest):
                base = max(abs(float(score)), abs(float(self.schema.high)), abs(float(self.schema.low)))
                sizes[e][node.index][u] = max(sizes[e][node.index][u], base, steepest)

    def scale(self, node, e, u, present):
        """What an error of a score is measured against: its largest child, its largest descendant."""
        largest = max(abs(float(x)) for _, x in present)
        self.answer.largest[e][node.index][u] = largest
        self.answer.deepest[e][node.index][u] = max(
            [largest] + [self.answer.deepest[e][c.index].get(u, 0.0) for c, _ in present])

    def scale_leaf(self, code, e):
        """The same for indicators: the range of scores, or what the z-scores are spread over."""
        name, rules = named(self.schema.of_indicator(code, "normalise", "goalposts"))
        ends = (self.schema.low, self.schema.high)
        if name == "z_score":
            ends = (number(rules.get("mean", "0")), number(rules.get("sd", "1")))
        base = max(abs(float(x)) for x in ends)
        index = self.schema.place[code].index
        for u, x in self.answer.score[e][index].items():
            self.answer.largest[e][index][u] = self.answer.deepest[e][index][u] = max(base, abs(float(x)))

    # Steps 10 and 11: rounding and ranks.

    def publish(self, node, e):
        """Rank keys, printed scores and ranks."""
        schema, answer = self.schema, self.answer
        keys, printed = answer.key[e][node.index], answer.printed[e][node.index]
        for u, x in answer.score[e][node.index].items():
            keys[u] = round_half_away(x * 10**schema.key_decimals)
            if abs(keys[u]) >= 2**63:
                raise Undefined("a score too large for its key")
            printed[u] = round_half_away(Fraction(keys[u], 10**schema.key_decimals) * 10**schema.decimals)
        by = printed if schema.rank_by == "printed" else keys
        answer.rank[e][node.index] = ranks({u: by[u] for u in answer.sample[e] if u in by}, schema.ties)

    def run(self):
        """All steps."""
        self.read_all()
        for code in self.leaves():
            lower = self.schema.indicators[code]["better"] == "lower"
            self.impute(code, lower)
            self.treat(code)
            self.normalise(code, lower)
        self.states = [[dict(x) for x in row] for row in self.answer.score]
        for e in self.editions:
            for code in self.leaves():
                self.scale_leaf(code, e)
                for u, x in self.numbers[code, e].items():
                    if x is DROPPED:
                        self.states[e][self.schema.place[code].index][u] = DROPPED
            for node in reversed(self.schema.nodes):
                if node.children:
                    self.aggregate(node, e)
            for node in self.schema.nodes:
                self.publish(node, e)
        return self.answer


def ranks(values, ties):
    """Ranks of {unit: value}, units in the order of their codes; the highest value is 1."""
    ordered = sorted(values, key=lambda u: (-values[u], u))
    found, at, dense = {}, 0, 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and values[ordered[end]] == values[ordered[at]]:
            end += 1
        dense += 1
        for i in range(at, end):
            found[ordered[i]] = {"min": at + 1, "max": end, "dense": dense, "average": Fraction(at + 1 + end, 2),
                                 "ordinal": i + 1}[ties]
        at = end
    return found


def evaluate(problem):
    """The Answer to a Problem; raises Undefined where the library must report an error."""
    return Evaluation(problem).run()


def show(value, decimals):
    """A whole number of steps as a decimal text."""
    text = f"{abs(value):0{decimals + 1}d}"
    sign = "-" if value < 0 else ""
    return sign + (f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text)


def changes(answer, e, before):
    """Places won since another edition, among all and among the units ranked in both: {unit: (change, common)}."""
    now, then = answer.rank[e][0], answer.rank[before][0]
    schema, common = answer.problem.schema, [u for u in now if u in then]
    by = answer.printed if schema.rank_by == "printed" else answer.key
    here, there = (ranks({u: by[f][0][u] for u in common}, schema.ties) for f in (e, before))
    return {u: (then[u] - now[u], there[u] - here[u]) for u in common}


def print_ranking(answer, e, before, out):
    """The ranking of an edition: rank, changes, unit, score, first-level scores with their ranks, measured share."""
    schema, data = answer.problem.schema, answer.problem.data
    columns = [node.index for node in schema.nodes[0].children]
    moved = changes(answer, e, before) if before is not None else {}
    place = answer.rank[e][0]

    def signed(x):
        return "=" if x == 0 else f"{int(x):+d}" if x == int(x) else f"{float(x):+.1f}"

    for u in sorted(place, key=lambda u: (place[u], -answer.key[e][0][u], u)):
        tie = "=" if list(place.values()).count(place[u]) > 1 else ""
        change = tuple(signed(x) for x in moved[u]) if u in moved else ("new", "") if before is not None else ("", "")
        row = data.attributes[data.units[u]]
        line = f"{float(place[u]):4g}{tie:1} {change[0]:>4} {change[1]:>4}  {row.get('name') or row['unit']:16}"
        for index in [0, *columns]:
            text = show(answer.printed[e][index][u], schema.decimals) if u in answer.score[e][index] else "-"
            at = float(answer.rank[e][index].get(u, 0))
            line += f"{text:>8}" + (f"{at:4g}" if index else "")
        print(f"{line} {round_half_away(answer.measured[e][0][u] * 100):5d} %", file=out)
    left = [data.units[u] for u in data.members[e] if u not in place]
    print(f"{len(place)} units ranked, left out: {', '.join(left) or 'none'}", file=out)


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Exact ranking of a project folder.")
    parser.add_argument("folder")
    parser.add_argument("--edition", help="default: the last")
    parser.add_argument("--against", help="default: the edition before")
    parser.add_argument("--weights", help="name of the set")
    parser.add_argument("--ignore-corrections", action="store_true")
    parser.add_argument("--parameters", action="store_true", help="print the parameters of the edition too")
    options = parser.parse_args(arguments)
    documents, use = read_folder(options.folder, options.weights)
    if options.ignore_corrections:
        documents["corrections"] = None
    answer = evaluate(Problem(documents, use))
    editions = answer.problem.data.editions
    e = editions.index(options.edition) if options.edition else len(editions) - 1
    before = editions.index(options.against) if options.against else e - 1 if e > 0 else None
    print(f"edition {editions[e]}" + (f" against {editions[before]}" if before is not None else ""))
    print_ranking(answer, e, before, sys.stdout)
    if options.parameters:
        for f, code, step, name, value in answer.parameters:
            if f == e:
                print(editions[f], code, step, name, "none" if value is None else float(value))


if __name__ == "__main__":
    main()
