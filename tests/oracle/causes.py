#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Causes of a change against the definition, by brute force and in fractions.

Random pairs of editions: a few units of which some join and some leave, a ragged tree, weights, aggregation (arithmetic
or harmonic), goalposts or min-max that may all differ. Every coalition of players (own figures, each rival, each entrant,
each leaver, scale, weights, aggregation, normalisation) is scored with fractions and ranked by printed scores; the
Shapley value is summed over all of them, and own figures are split down the tree by the Winter value. The library must
give the same places as fractions, and the same points within 1e-12. Nothing here looks at the library's code.

    causes.py [--count 40] [--seed 1]
"""
import argparse
import itertools
import random
import sys
from fractions import Fraction
from math import comb

import ieci

LEAVES = ["a1", "a2", "b1", "b2", "c"]
EDITIONS = ("old", "new")


def place(number, size):
    """1 / (n C(n - 1, s)): the weight of a coalition of s of the n - 1 other players."""
    return Fraction(1, number * comb(number - 1, size))


class Case:
    """Two editions under two methods."""

    def __init__(self, chance):
        self.ragged = chance.random() < 0.5
        self.leaves = LEAVES if self.ragged else LEAVES[:4]
        self.groups = {"ga": ["a1", "a2"], "gb": ["b1", "b2"]}
        self.roots = ["c", "ga", "gb"] if self.ragged else ["ga", "gb"]
        self.decimals = chance.choice([0, 1])
        self.ties = chance.choice(["min", "min", "max", "average", "ordinal"])
        units = "uvwxyz"[: chance.randint(3, 5)]
        self.units = {unit: "both" for unit in units}
        for unit in units[2:]:
            self.units[unit] = chance.choice(["both", "both", "new", "left"])
        if chance.random() < 0.3:
            self.units = dict.fromkeys(self.units, "both")
        method = self.method(chance)
        self.methods = [method, dict(method)]
        for key in ("weights", "aggregate", "normalise"):
            if chance.random() < 0.4:
                self.methods[1][key] = self.method(chance)[key]
        self.figures = {}
        for unit in units:
            first = {leaf: chance.randint(1, 99) for leaf in self.leaves}
            last = {leaf: chance.randint(1, 99) if chance.random() < 0.7 else first[leaf] for leaf in self.leaves}
            self.figures[unit] = [first, last]
        for leaf in self.leaves:  # min-max needs two different figures in either edition
            for edition in (0, 1):
                members = self.members(edition)
                if len({self.figures[unit][edition][leaf] for unit in members}) == 1:
                    self.figures[members[0]][edition][leaf] += 1

    def method(self, chance):
        weights = {node: chance.randint(1, 4) for node in self.leaves + self.roots}
        aggregate = {node: chance.choice(["arithmetic", "harmonic"]) for node in ("index", "ga", "gb")}
        normalise = {}
        for leaf in self.leaves:
            low, high = sorted(chance.sample(range(0, 100), 2))
            rule = chance.choice(["goalposts", "goalposts", "min_max"])
            normalise[leaf] = (rule, *chance.choice([(low, high), (high, low)]))
        return {"weights": weights, "aggregate": aggregate, "normalise": normalise}

    def members(self, edition):
        absent = ("new", "left")[edition]
        return [unit for unit, kind in self.units.items() if kind != absent]

    # --- the definition ---

    def value(self, leaf, figure, scale, method):
        """A figure on the score range 1 to 100."""
        rule, worst, best = self.methods[method]["normalise"][leaf]
        if rule == "min_max":
            figures = [self.figures[unit][scale][leaf] for unit in self.members(scale)]
            worst, best = (min(figures), max(figures)) if worst < best else (max(figures), min(figures))
        share = Fraction(figure - worst, best - worst)
        return 1 + 99 * min(max(share, Fraction(0)), Fraction(1))

    def score(self, unit, figures, world, node):
        """Score of a unit whose figures are of these editions: {leaf: edition}."""
        scale, weights, aggregation, normalisation = world
        if node in self.leaves:
            return self.value(node, self.figures[unit][figures[node]][node], scale, normalisation)
        children = self.roots if node == "index" else self.groups[node]
        points = self.methods[weights]["weights"]
        total = sum(points[child] for child in children)
        parts = [(Fraction(points[child], total), self.score(unit, figures, world, child)) for child in children]
        if self.methods[aggregation]["aggregate"][node] == "arithmetic":
            return sum(weight * value for weight, value in parts)
        return 1 / sum(weight / value for weight, value in parts)

    def printed(self, score):
        return (2 * score * 10**self.decimals + 1) // 2

    def cost(self, rival, own, before):
        """Places that a rival costs."""
        if rival != own:
            return Fraction(1) if rival > own else Fraction(0)
        return {"min": 0, "max": 1, "average": Fraction(1, 2), "ordinal": int(before)}[self.ties] * Fraction(1)

    def active(self):
        """What differs between the methods, as the library merges it or not."""
        return [key for key in ("weights", "aggregate", "normalise") if self.methods[0][key] != self.methods[1][key]]

    # --- documents ---

    def dataset(self):
        rows = [
            {"unit": unit, "edition": EDITIONS[edition], **self.figures[unit][edition]}
            for edition in (0, 1)
            for unit in self.members(edition)
        ]
        return ieci.Dataset(rows, editions={"code": list(EDITIONS)})

    def model(self, dataset, method):
        rules = self.methods[method]
        lines = [
            "format: ieci/schema/1", "id: random", "title: Random",
            f"score: {{range: [1, 100], decimals: {self.decimals}}}",
            f"rank: {{by: printed, ties: {self.ties}}}",
            "defaults: {normalise: goalposts, outside: clamp, missing: reweight, aggregate: arithmetic}",
            "tree: {index: [" + ("c, " if self.ragged else "") + "{ga: [a1, a2]}, {gb: [b1, b2]}]}",
            "nodes:",
        ]
        lines += [f"  {node}: {{aggregate: {name}}}" for node, name in rules["aggregate"].items()]
        lines.append("indicators:")
        for leaf in self.leaves:
            rule, worst, best = rules["normalise"][leaf]
            better = "higher" if best > worst else "lower"
            how = f"worst: {worst}, best: {best}" if rule == "goalposts" else "normalise: min_max"
            lines.append(f"  {leaf}: {{name: {leaf}, unit: u, better: {better}, source: s, {how}}}")
        schema = ieci.Schema.parse("\n".join(lines) + "\n")
        return ieci.Model(dataset, schema, ieci.Weighting({**rules["weights"]}))


class Game:
    """The change of one unit at one node as a game of all players at once."""

    def __init__(self, case, unit, node):
        self.case, self.unit, self.node = case, unit, node
        self.others = [other for other in case.units if other != unit]
        scale = ["scale"] if any(
            case.methods[m]["normalise"][leaf][0] == "min_max" for m in (0, 1) for leaf in case.leaves) else []
        self.players = ["own", *self.others, *scale, *case.active()]
        self.below = self.leaves_of(node)
        self.memo = {}

    def leaves_of(self, node):
        if node == "index":
            return self.case.leaves
        return [node] if node in self.case.leaves else self.case.groups[node]

    def world(self, coalition):
        return tuple(int(key in coalition) if key in self.players else 1
                     for key in ("scale", "weights", "aggregate", "normalise"))

    def solve(self, coalition, switched):
        """Score and rank where the players of the coalition and these own indicators are of the later edition."""
        key = (coalition, switched)
        if key not in self.memo:
            case, world = self.case, self.world(coalition)
            figures = {leaf: int(leaf in switched) for leaf in case.leaves}
            score = case.score(self.unit, figures, world, self.node)
            own, rank = case.printed(score), Fraction(1)
            for other in self.others:
                changed = other in coalition
                if case.units[other] != ("new", "left")[changed] :
                    theirs = case.score(other, dict.fromkeys(case.leaves, int(changed)), world, self.node)
                    rank += case.cost(case.printed(theirs), own, other < self.unit)
            self.memo[key] = (score, rank)
        return self.memo[key]

    def step(self, coalition, before, after):
        """Points and places gained by a step."""
        first, last = self.solve(*before), self.solve(*after)
        return last[0] - first[0], first[1] - last[1]

    def shares(self):
        """{player: (points, places)} by the Shapley value."""
        everything, nothing = frozenset(self.below), frozenset()
        shares = {}
        for player in self.players:
            rest = [other for other in self.players if other != player]
            points = places = Fraction(0)
            for size in range(len(rest) + 1):
                for chosen in itertools.combinations(rest, size):
                    before, after = frozenset(chosen), frozenset((*chosen, player))
                    step = self.step(None, (before, everything if "own" in before else nothing),
                                     (after, everything if "own" in after else nothing))
                    weight = place(len(self.players), size)
                    points, places = points + weight * step[0], places + weight * step[1]
            shares[player] = points, places
        return shares

    def blocks(self, leaf):
        """Pairs of (own block, siblings) from the explained node down to a leaf."""
        if self.node in self.case.leaves:
            return []
        levels = []
        if self.node == "index":
            top = next(root for root in self.case.roots if leaf in self.leaves_of(root))
            levels.append((top, [root for root in self.case.roots if root != top]))
            if top == leaf:
                return levels
        group = next(name for name, leaves in self.case.groups.items() if leaf in leaves)
        levels.append((leaf, [other for other in self.case.groups[group] if other != leaf]))
        return levels

    def own(self):
        """{leaf: (points, places)} by the Winter value."""
        rest = [player for player in self.players if player != "own"]
        shares = {}
        for leaf in self.below:
            orders = [(frozenset(), Fraction(1))]
            for _, siblings in self.blocks(leaf):
                orders = [
                    (taken.union(*(self.leaves_of(one) for one in chosen)), weight * place(len(siblings) + 1, size))
                    for taken, weight in orders
                    for size in range(len(siblings) + 1)
                    for chosen in itertools.combinations(siblings, size)
                ]
            points = places = Fraction(0)
            for size in range(len(rest) + 1):
                for chosen in itertools.combinations(rest, size):
                    for taken, weight in orders:
                        step = self.step(None, (frozenset(chosen), taken), (frozenset(chosen), taken | {leaf}))
                        share = weight * place(len(self.players), size)
                        points, places = points + share * step[0], places + share * step[1]
            shares[leaf] = points, places
        return shares


NAMES = {"aggregate": "aggregation", "normalise": "normalisation"}


def compare(case, unit, node, table):
    """Raises unless the library's parts are those of the definition."""
    game = Game(case, unit, node)
    rows = [row for row in table if row["unit"] == unit and row["node"] == node]
    told = {(row["cause"], row["item"]): row for row in rows if row["kind"] not in ("measured", "changed") or row["item"]}

    def check(cause, item, expected):
        row = told.get((cause, item))
        points, places = expected
        if row is None:
            assert (points, places) == (0, 0) and item is not None, (cause, item, expected)
            return
        assert Fraction(int(row["numerator"]), int(row["denominator"])) == places, (cause, item, row, expected)
        if row["points"] == row["points"]:
            assert abs(row["points"] - float(points)) <= 1e-12, (cause, item, row, expected)

    for player, share in game.shares().items():
        if player in case.units:
            cause = {"both": "rivals", "new": "entrants", "left": "leavers"}[case.units[player]]
            check(cause, player, (Fraction(0), share[1]))
        else:
            check(NAMES.get(player, player), None, share)
    own = game.own()
    for leaf, share in own.items():
        if case.figures[unit][0][leaf] != case.figures[unit][1][leaf]:
            check("own", leaf, share)
    if node == "index":
        for group, leaves in case.groups.items():
            if ("own", group) in told:
                check("own", group, tuple(sum(own[leaf][i] for leaf in leaves) for i in (0, 1)))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--count", type=int, default=40)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    compared = 0
    for number in range(given.count):
        chance = random.Random(given.seed * 1000003 + number)
        case = Case(chance)
        dataset = case.dataset()
        results = [case.model(dataset, method).evaluate() for method in (0, 1)]
        table = list(ieci.compare(results[1], "causes", edition="new", against="old", before=results[0]).rows())
        unit = chance.choice([unit for unit, kind in case.units.items() if kind == "both"])
        for node in ("index", chance.choice(["ga", "gb", *case.leaves])):
            try:
                compare(case, unit, node, table)
            except AssertionError as failure:
                sys.exit(f"case {number} of seed {given.seed}, {unit} at {node}: {failure}\n{case.__dict__}")
            compared += 1
    print(f"{compared} changes explained as the definition says")


if __name__ == "__main__":
    main()
