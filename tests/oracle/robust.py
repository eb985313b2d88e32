#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Exact answers about robustness, worked out a second way: every corner of the region is listed, every set of rivals and
every printed score is tried, and each linear programme is solved with fractions. Then the library is asked."""
import argparse
import csv
import io
import itertools
import random
import subprocess
import sys
from fractions import Fraction as F

AROUND, BOUNDED, ORDINAL, SAMPLE = range(4)
HALF_STEP = F(1, 2 * 10**10)
GUARD = F(3, 10 * 10**10)


# --- Linear programmes ---------------------------------------------------------------------------------------------

def game_value(matrix):
    """The value of the game in which one side picks columns (corners) to make the least row (condition) great: the most
    by which all conditions can hold at once. Simplex with Bland's rule on fractions."""
    least = min(min(row) for row in matrix)
    shift = 1 - least
    rows, columns = len(matrix), len(matrix[0])
    tableau = [[matrix[r][c] + shift for r in range(rows)] + [F(1)] for c in range(columns)]
    aim = [F(1)] * rows + [F(0)]
    basic, free = [rows + c for c in range(columns)], list(range(rows))
    while True:
        entering = [j for j in range(rows) if aim[j] > 0]
        if not entering:
            break
        j = min(entering, key=lambda k: free[k])
        ratios = [(line[-1] / line[j], basic[i], i) for i, line in enumerate(tableau) if line[j] > 0]
        i = min(ratios)[2]
        pivot = tableau[i][j]
        chosen = [x / pivot for x in tableau[i]]
        chosen[j] = 1 / pivot
        for k, line in enumerate(tableau + [aim]):
            if k == i or line[j] == 0:
                continue
            factor = line[j]
            line[j] = F(0)
            for n in range(rows + 1):
                line[n] -= factor * chosen[n]
        tableau[i] = chosen
        basic[i], free[j] = free[j], basic[i]
    return 1 / -aim[-1] - shift


# --- Regions -------------------------------------------------------------------------------------------------------

def local_corners(region, count):
    kind, numbers = region
    if kind == AROUND:
        low, high = numbers
        corners = set()
        for picks in itertools.product((0, 1), repeat=count):
            factors = [high[c] if pick else low[c] for c, pick in enumerate(picks)]
            corners.add(tuple(f / sum(factors) for f in factors)) if sum(factors) else None
        return sorted(corners)
    if kind == BOUNDED:
        low, high = numbers
        corners = set()
        for free in range(count):
            for picks in itertools.product((0, 1), repeat=count - 1):
                others = [c for c in range(count) if c != free]
                shares = {c: high[c] if pick else low[c] for c, pick in zip(others, picks)}
                shares[free] = 1 - sum(shares.values())
                if low[free] <= shares[free] <= high[free]:
                    corners.add(tuple(shares[c] for c in range(count)))
        return sorted(corners)
    if kind == ORDINAL:
        corners = set()
        for size in range(1, count + 1):
            for chosen in itertools.combinations(range(count), size):
                outside = [c for c in range(count) if c not in chosen]
                if all(numbers[a] >= numbers[b] for a in chosen for b in outside):
                    corners.add(tuple(F(1, size) if c in chosen else F(0) for c in range(count)))
        return sorted(corners)
    return [tuple(vector) for vector in numbers]


class Problem:
    def __init__(self, rng):
        self.rng = rng
        self.tree = rng.choice([
            {"index": ["a", "b"]}, {"index": ["a", "b", "c"]}, {"index": ["a", "b", "c", "d"]},
            {"index": ["p", "q"], "p": ["a", "b"], "q": ["c", "d"]},
            {"index": ["p", "q"], "p": ["a"], "q": ["b", "c", "d"]},
            {"index": ["p", "q", "r"], "p": ["a", "b"], "q": ["c"], "r": ["d", "e"]}])
        self.units = ["u%d" % i for i in range(rng.choice([2, 3, 4, 5, 5, 6]))]
        self.leaves = sorted(c for children in self.tree.values() for c in children if c not in self.tree)
        self.decimals, self.full = rng.choice([0, 0, 1]), rng.random() < 0.3
        top = rng.choice([3, 10, 10])
        self.value = {(u, i): F(rng.randint(0, top)) if rng.random() < 0.7 else F(rng.randint(0, 10 * top), 10)
                      for u in self.units for i in self.leaves}
        if rng.random() < 0.3 and len(self.units) > 2:
            for i in self.leaves:
                self.value["u1", i] = self.value["u0", i]
        self.points = {v: [F(rng.choice([1, 1, 2, 3])) for _ in children] for v, children in self.tree.items()}
        self.share = {v: [p / sum(points) for p in points] for v, points in self.points.items()}
        varied = [v for v in self.tree if rng.random() < 0.8] or ["index"]
        self.regions = {v: self.make_region(v) for v in varied}

    def make_region(self, node):
        rng, count, share = self.rng, len(self.tree[node]), self.share[node]
        kind = rng.randrange(4)
        if kind == AROUND:
            within = F(rng.choice([10, 25, 50, 100]), 100)
            return AROUND, ([s * (1 - within) for s in share], [s * (1 + within) for s in share])
        if kind == BOUNDED:
            low, high = rng.choice([(F(0), F(1)), (F(1, 8), F(3, 4)), (F(0), F(5, 8))])
            if low * count >= 1 or high * count <= 1:
                low, high = F(0), F(1)
            return BOUNDED, ([low] * count, [high] * count)
        if kind == ORDINAL:
            return ORDINAL, share
        vectors = []
        for _ in range(rng.choice([1, 2, 3])):
            points = [F(rng.randint(0, 4)) for _ in range(count)]
            points[0] += 1
            vectors.append([p / sum(points) for p in points])
        return SAMPLE, vectors

    def corner_scores(self):
        """Scores of all units at every corner of the region."""
        def corners(node):
            if node not in self.tree:
                return [[self.value[u, node] for u in self.units]]
            children = self.tree[node]
            below = [corners(c) for c in children]
            mixes = local_corners(self.regions[node], len(children)) if node in self.regions else [self.share[node]]
            return [[sum(w * part[u] for w, part in zip(mix, parts)) for u in range(len(self.units))]
                    for mix in mixes for parts in itertools.product(*below)]
        return [list(s) for s in sorted(set(tuple(s) for s in corners("index")))]

    def documents(self):
        def flow(node):
            children = self.tree[node]
            if any(c in self.tree for c in children):
                return "{%s}" % ", ".join("%s: %s" % (c, flow(c)) for c in children)
            return "[%s]" % ", ".join(children)
        schema = ["format: ieci/schema/1", "id: t", "title: {en: T}",
                  "score: {range: [0, 10], decimals: %d}" % self.decimals,
                  "rank: {by: %s}" % ("full" if self.full else "printed"),
                  "defaults: {normalise: goalposts, aggregate: arithmetic}", "tree:", "  index: " + flow("index"),
                  "indicators:"]
        schema += ["  %s: {name: {en: %s}, unit: points, source: s, better: higher, worst: 0, best: 10}" % (i, i)
                   for i in self.leaves]
        weights = ["format: ieci/weights/1", "schema: t", "sets:", "  w:", "    default: equal", "    nodes:"]
        weights += ["      %s: {%s}" % (v, ", ".join("%s: %d" % (c, p) for c, p in zip(children, self.points[v])))
                    for v, children in self.tree.items()]
        data = ["unit,indicator,value"] + ["%s,%s,%s" % (u, i, repr(float(x))) for (u, i), x in self.value.items()]
        return ["\n".join(lines) + "\n" for lines in (schema, weights, data)]

    def region_lines(self):
        lines = []
        for node, (kind, numbers) in self.regions.items():
            count = len(self.tree[node])
            rows = [numbers] if kind == ORDINAL else numbers
            vectors = len(numbers) if kind == SAMPLE else 0
            text = " ".join(float(x).hex() for row in rows for x in row)
            lines.append("%s %d %d %d %s" % (node, kind, count, vectors, text))
        return "\n".join(lines) + "\n"


# --- The answers, a second way -------------------------------------------------------------------------------------

def edge(problem, cell):
    """The score from which on a score prints at least `cell` (in units of the last decimal): keys have ten decimals."""
    return (F(2 * cell - 1, 2)) / 10**problem.decimals + (-HALF_STEP if cell > 0 else HALF_STEP)


def can_hold(scores, conditions):
    """Whether some mixture of the corners fulfils all conditions by more than the guard beside an edge."""
    if not conditions:
        return True
    return game_value([[c(s) for s in scores] for c in conditions]) > GUARD


def rank_end(problem, scores, unit, worst):
    rivals = [k for k in range(len(problem.units)) if k != unit]
    if problem.full:
        options = [None]
    else:
        printed = [s[unit] * 10**problem.decimals for s in scores]
        options = range(int(min(printed)) - 1, int(max(printed)) + 3)
    best = -1  # rivals kept above (worst) or not above (best)
    for cell in options:
        def conditions_of(kept):
            if problem.full:
                if worst:
                    return [lambda s, k=k: s[k] - s[unit] - HALF_STEP + GUARD for k in kept]
                return [lambda s, k=k: s[unit] - s[k] + HALF_STEP + GUARD for k in kept]
            if worst:
                at = edge(problem, cell)
                return [lambda s: at - s[unit]] + [lambda s, k=k: s[k] - at for k in kept]
            low, high = edge(problem, cell), edge(problem, cell + 1)
            return [lambda s: s[unit] - low] + [lambda s, k=k: high - s[k] for k in kept]
        if not can_hold(scores, conditions_of([])):
            continue
        able = [k for k in rivals if can_hold(scores, conditions_of([k]))]
        for size in range(len(able), best, -1):
            if any(can_hold(scores, conditions_of(kept)) for kept in itertools.combinations(able, size)):
                best = size
                break
    return 1 + best if worst else len(rivals) + 1 - best


def check(problem, answers):
    """Compares the library's tables with the second way; a list of differences."""
    scores = problem.corner_scores()
    wrong = []
    for row in answers["rank-range"]:
        unit = problem.units.index(row["unit"])
        expected = [rank_end(problem, scores, unit, False), rank_end(problem, scores, unit, True)]
        found = [int(row["best"]), int(row["worst"])]
        proved = [int(row["best_bound"]), int(row["worst_bound"])]
        if found != expected or proved != expected or row["exact"] != "yes":
            wrong.append("%s: expected %s, found %s, proved %s" % (row["unit"], expected, found, proved))
    for row in answers["preference"]:
        unit, rival = problem.units.index(row["unit"]), problem.units.index(row["rival"])
        leads = [s[unit] - s[rival] for s in scores]
        expected = [min(leads), max(leads)]
        if any(abs(F(float(row[name])) - value) > F(1, 10**14) for name, value in zip(("least", "most"), expected)):
            wrong.append("%s over %s: expected %s, found %s %s" % (
                row["unit"], row["rival"], [float(e) for e in expected], row["least"], row["most"]))
        words = ["yes" if value >= 0 else "no" for value in expected]
        if words != [row["necessary"], row["possible"]]:
            wrong.append("%s over %s: expected %s" % (row["unit"], row["rival"], words))
    return wrong


def ask(driver, problems):
    lines = []
    for number, problem in enumerate(problems):
        for question in ("rank-range", "preference"):
            documents = [d.encode() for d in problem.documents()]
            lines.append(b"problem %d %s 100000 %d %d %d %d\n" % (
                number, question.encode(), len(problem.regions), *map(len, documents)))
            lines += documents + [problem.region_lines().encode()]
    out = subprocess.run([driver], input=b"".join(lines), stdout=subprocess.PIPE, check=True).stdout
    stream, answers = io.BytesIO(out), []
    for _ in problems:
        tables = {}
        for question in ("rank-range", "preference"):
            head = stream.readline().decode().split()
            if head[2] != "ok":
                raise SystemExit(" ".join(head))
            tables[question] = list(csv.DictReader(io.StringIO(stream.read(int(head[3])).decode())))
        answers.append(tables)
    return answers


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--driver", required=True)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    problems = [Problem(random.Random(arguments.seed * 1000003 + i)) for i in range(arguments.count)]
    failures = 0
    for number, (problem, answers) in enumerate(zip(problems, ask(arguments.driver, problems))):
        for line in check(problem, answers):
            failures += 1
            print("problem %d: %s" % (number, line))
    print("%d problems, %d differences" % (len(problems), failures))
    return 1 if failures or not problems else 0


if __name__ == "__main__":
    sys.exit(main())
