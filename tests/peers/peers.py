#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Methods against NumPy and SciPy, live: the same random figures through the library and through theirs, or through the
definition in their arrays. Skipped, with a message, where they are not installed. Environment: PYTHONPATH, IECI_LIBRARY.
"""

import sys
import tempfile
import unittest
from itertools import combinations
from pathlib import Path

try:
    import numpy as np
    from scipy import special, stats
    from scipy.optimize import LinearConstraint, milp
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

import ieci

UNITS, CHILDREN = 30, 6
CODES = [f"i{c}" for c in range(CHILDREN)]
NAMES = [f"u{u:02}" for u in range(UNITS)]
RANDOM = np.random.default_rng(20261124)
FIGURES = RANDOM.uniform(1, 99, (UNITS, CHILDREN)).round(3)
POINTS = np.array([3.0, 1, 2, 2, 1, 4])
WEIGHTS = POINTS / POINTS.sum()


def schema(aggregate="arithmetic", rules="worst: 0, best: 100", codes=CODES, low=0, high=100, missing="reweight"):
    indicators = "".join(f"  {c}: {{name: {c}, unit: points, better: higher, source: typed, {rules}}}\n" for c in codes)
    return ieci.Schema.parse(
        f"format: ieci/schema/1\nid: peers\ntitle: Peers\nscore: {{range: [{low}, {high}], decimals: 6}}\n"
        f"rank: {{by: full}}\ndefaults: {{normalise: goalposts, outside: extend, missing: {missing}}}\n"
        f"tree: {{index: [{', '.join(codes)}]}}\nnodes: {{index: {{aggregate: {aggregate}}}}}\nindicators:\n{indicators}")


def evaluate(figures, rules, points=None, names=None):
    units, codes = names or NAMES[: len(figures)], CODES[: figures.shape[1]]
    points = POINTS[: len(codes)] if points is None else points
    data = ieci.Dataset.from_matrix(figures, units, codes)
    return ieci.Model(data, rules, ieci.Weighting(dict(zip(codes, points)))).evaluate()


def scores(aggregate="arithmetic", figures=FIGURES, **rules):
    rules = schema(aggregate, codes=CODES[: figures.shape[1]], **rules)
    found = evaluate(figures, rules).scores()
    return np.array([found[u] for u in NAMES[: len(figures)]])


def scale(rule, column=FIGURES[:, 0], better="higher", **others):
    """One indicator under a rule."""
    rules = schema(rules=f"normalise: {rule}", codes=CODES[:1], **others)
    rules = rules.with_("indicators.i0.better", better)
    found = evaluate(column.reshape(-1, 1), rules).scores()
    return np.array([found[u] for u in NAMES[: len(column)]])


class Aggregation(unittest.TestCase):
    def close(self, found, wanted, slack=1e-10):
        np.testing.assert_allclose(found, wanted, rtol=0, atol=slack)

    def test_means(self):
        weights = np.broadcast_to(WEIGHTS, FIGURES.shape)
        self.close(scores("arithmetic"), FIGURES @ WEIGHTS)
        self.close(scores("geometric"), stats.gmean(FIGURES, axis=1, weights=weights))
        self.close(scores("harmonic"), stats.hmean(FIGURES, axis=1, weights=weights))
        for p in (-2.5, 0.3, 4):
            self.close(scores(f"{{rule: power, exponent: {p}}}"), stats.pmean(FIGURES, p, axis=1, weights=weights))

    def test_order_and_penalty(self):
        mean, least = FIGURES @ WEIGHTS, FIGURES.min(axis=1)
        self.close(scores("minimum"), least)
        self.close(scores("maximum"), FIGURES.max(axis=1))
        self.close(scores("median"), np.median(FIGURES, axis=1))
        self.close(scores("leontief"), (FIGURES * WEIGHTS.max() / WEIGHTS).min(axis=1))
        self.close(scores("{rule: mean_min, strength: 0.7, smoothness: 12}"),
                   mean - 0.7 * (np.hypot(mean - least, 12) - 12))
        falling = -np.sort(-FIGURES, axis=1)
        places = np.arange(CHILDREN + 1) / CHILDREN
        self.close(scores("{rule: owa, exponent: 2.5}"), falling @ np.diff(places**2.5))
        order = np.argsort(-FIGURES, axis=1)
        reach = np.hstack([np.zeros((UNITS, 1)), np.cumsum(WEIGHTS[order], axis=1)])
        most = np.clip((reach - 0.3) / 0.5, 0, 1)
        self.close(scores("{rule: wowa, from: 0.3, to: 0.8}"), (falling * np.diff(most, axis=1)).sum(axis=1))
        apart = np.abs(FIGURES[:, :, None] - FIGURES[:, None, :])
        pairs = 0.5 * np.einsum("i,j,uij->u", WEIGHTS, WEIGHTS, apart)
        self.close(scores("{rule: choquet, interaction: 0.6}"), mean - 0.6 * pairs)

    def test_mazziotta_pareto(self):
        def penalised(z):
            mean = z @ WEIGHTS
            return mean - ((z - mean[:, None]) ** 2 @ WEIGHTS) / mean

        self.close(scores("ampi"), penalised(FIGURES))
        self.close(scores("mpi"), penalised(100 + 10 * stats.zscore(FIGURES)))
        columns = 100 + 60 * (FIGURES - FIGURES.mean(axis=0)) / np.ptp(FIGURES, axis=0)
        self.close(scores("ampi", rules="normalise: ampi"), penalised(columns))

    def test_distances(self):
        best, worst = FIGURES.max(axis=0), FIGURES.min(axis=0)
        below = np.linalg.norm(WEIGHTS * (FIGURES - worst), axis=1)
        above = np.linalg.norm(WEIGHTS * (FIGURES - best), axis=1)
        self.close(scores("topsis"), 100 * below / (below + above))
        regret = WEIGHTS * (best - FIGURES) / (best - worst)
        s, r = regret.sum(axis=1), regret.max(axis=1)
        q = 0.3 * (s - s.min()) / np.ptp(s) + 0.7 * (r - r.min()) / np.ptp(r)
        self.close(scores("{rule: vikor, majority: 0.3}"), 100 * (1 - q))

    def test_dp2(self):
        distance = (FIGURES - FIGURES.min(axis=0)) / FIGURES.std(axis=0)
        index, order = distance.sum(axis=1), None
        while True:
            near = [abs(np.corrcoef(index, column)[0, 1]) for column in distance.T]
            fresh = list(np.argsort(-np.array(near), kind="stable"))
            if fresh == order:
                break
            order, index = fresh, np.zeros(UNITS)
            for k, c in enumerate(order):
                known = np.column_stack([np.ones(UNITS), *(FIGURES[:, d] for d in order[:k])])
                rest = FIGURES[:, c] - known @ np.linalg.lstsq(known, FIGURES[:, c], rcond=None)[0]
                index += distance[:, c] * (rest @ rest) / (UNITS * FIGURES[:, c].var())
        self.close(scores("dp2"), index, 1e-9)

    def test_pairs(self):
        lead = FIGURES[:, None, :] - FIGURES[None, :, :]
        places = stats.rankdata(FIGURES, axis=0) - 1
        self.close(scores("borda"), 100 * (places @ WEIGHTS) / (UNITS - 1))
        balance = np.sign((np.sign(lead) @ WEIGHTS).round(12)).sum(axis=1)
        self.close(scores("copeland"), 50 + 50 * balance / (UNITS - 1))
        for rule, prefer in (("usual", lambda d: (d > 0) * 1.0),
                             ("linear, indifferent: 5, strict: 20", lambda d: np.clip((d - 5) / 15, 0, 1)),
                             ("gaussian, strict: 15", lambda d: np.where(d > 0, 1 - np.exp(-d * d / 450), 0))):
            flow = ((prefer(lead) - prefer(-lead)) @ WEIGHTS).sum(axis=1) / (UNITS - 1)
            self.close(scores(f"{{rule: promethee, preference: {rule}}}"), 50 + 50 * flow)

    def test_kemeny_against_integer_programming(self):
        units, single = 7, 0
        for draw in range(12):
            figures = RANDOM.permuted(np.tile(np.arange(1.0, units + 1), (CHILDREN, 1)), axis=1).T
            found = scores("kemeny", figures)
            margin = np.sign(figures[:, None, :] - figures[None, :, :]) @ WEIGHTS
            order = np.argsort(-found)
            reached = sum(margin[a, b] for a, b in combinations(order, 2))
            rows = []  # x[a, b] = 1: a before b; one of both directions, and no circle of three
            for a, b in combinations(range(units), 2):
                rows.append((1, 1, {(a, b): 1, (b, a): 1}))
            for a, b, c in combinations(range(units), 3):
                rows += [(0, 2, {(a, b): 1, (b, c): 1, (c, a): 1}), (0, 2, {(a, c): 1, (c, b): 1, (b, a): 1})]
            matrix = np.zeros((len(rows), units * units))
            for i, (_, _, terms) in enumerate(rows):
                for (a, b), x in terms.items():
                    matrix[i, a * units + b] = x
            best = milp(-margin.ravel(), integrality=np.ones(units * units), bounds=(0, 1),
                        constraints=LinearConstraint(matrix, [r[0] for r in rows], [r[1] for r in rows]))
            places = units - found * (units - 1) / 100
            if np.allclose(places, places.round()):  # one best ranking, not the mean of several
                self.assertAlmostEqual(reached, -best.fun, 9, f"draw {draw}")
                single += 1
        self.assertGreater(single, 5)


class Normalisation(unittest.TestCase):
    X = FIGURES[:, 0]

    def close(self, found, wanted):
        np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-10)

    def test_ratios(self):
        x = self.X
        self.close(scale("leader"), 100 * x / x.max())
        self.close(scale("leader", better="lower"), 100 * x.min() / x)
        self.close(scale("{rule: target, target: 60}"), 100 * x / 60)
        self.close(scale("{rule: reference, of: u07}"), 100 * x / x[7])
        self.close(scale("sum", better="lower"), 100 * (1 / x) / (1 / x).sum())
        self.close(scale("vector"), 100 * x / np.linalg.norm(x))
        self.close(scale("{rule: around_mean, band: 0.1}"), 50 + 50 * ((x > 1.1 * x.mean()) * 1 - (x < 0.9 * x.mean())))

    def test_spreads(self):
        x = self.X
        self.close(scale("{rule: z_score, divisor: n}"), stats.zscore(x))
        self.close(scale("{rule: robust, by: iqr}"), (x - np.median(x)) / stats.iqr(x))
        self.close(scale("{rule: robust, by: mad}"), (x - np.median(x)) / (1.4826 * stats.median_abs_deviation(x)))
        self.close(scale("min_max"), 100 * (x - x.min()) / np.ptp(x))

    def test_places_and_shapes(self):
        x = self.X
        places = stats.percentileofscore(x, x, kind="mean")
        self.close(scale("rank"), 100 * (stats.rankdata(x) - 1) / (UNITS - 1))
        self.close(scale("percentile"), places)
        self.close(scale("{rule: quantile_bands, bands: 4}"), 100 * np.floor((4 * places / 100).round(9)) / 3)
        self.close(scale("{rule: logistic, middle: 40, width: 9}"), 100 * special.expit((x - 40) / 9))
        self.close(scale("{rule: peak, target: 30}"), 100 * (1 - abs(x - 30) / abs(x - 30).max()))
        self.close(scale("{rule: interval, least: 0, from: 20, to: 50, most: 100}"),
                   np.interp(x, [0, 20, 50, 100], [0, 100, 100, 0]))

    def test_outliers_and_transforms(self):
        tail = np.append(self.X[:-2], [400.0, 900.0])
        low, high = np.percentile(tail, [5, 90])
        for rule, wanted in (
                ("{rule: percentiles, low: 5, high: 90}", np.clip(tail, low, high)),
                ("iqr", np.clip(tail, np.percentile(tail, 25) - 1.5 * stats.iqr(tail),
                                np.percentile(tail, 75) + 1.5 * stats.iqr(tail))),
                ("mad", np.median(tail) + np.clip(tail - np.median(tail), *(
                    np.array([-3, 3]) * 1.4826 * stats.median_abs_deviation(tail))))):
            rules = schema(rules=f"worst: 0, best: 100, treat: {rule}", codes=CODES[:1])
            self.close(list(evaluate(tail.reshape(-1, 1), rules).scores().values()), wanted)
        for name, function in (("log", np.log), ("log1p", np.log1p), ("sqrt", np.sqrt), ("cbrt", np.cbrt)):
            x = function(self.X)
            self.close(scale(f"min_max, transform: {name}"), 100 * (x - x.min()) / np.ptp(x))


class Others(unittest.TestCase):
    def test_gaps(self):
        figures = FIGURES[:, :1].round(-1)
        figures[3] = np.nan
        for rule, wanted in (("mean", np.nanmean(figures)), ("median", np.nanmedian(figures)),
                             ("mode", stats.mode(figures[~np.isnan(figures)], keepdims=False).mode)):
            found = evaluate(figures, schema(codes=CODES[:1], missing=rule)).scores()["u03"]
            self.assertAlmostEqual(found, float(wanted), 10, rule)

    def test_gaps_in_time(self):
        years = np.arange(2010, 2020)
        own = RANDOM.uniform(1, 99, 10).round(2)
        known = np.array([0, 1, 1, 0, 0, 1, 0, 1, 0, 0], dtype=bool)
        rows = [{"unit": "a", "edition": str(y), "indicator": "i0", "value": x if k else None,
                 "status": "ok" if k else "missing"} for y, x, k in zip(years, own, known)]
        for rule in ("linear", "last"):
            rules = schema(codes=CODES[:1], missing=rule)
            result = ieci.Model(ieci.Dataset(rows), rules).evaluate()
            found = [result.scores(edition=str(y))["a"] for y in years]
            line = np.interp(years, years[known], own[known])
            last = [own[known & (years <= y)][-1] if (known & (years <= y)).any() else np.nan for y in years]
            np.testing.assert_allclose(found, line if rule == "linear" else last, atol=1e-10)

    def test_comparisons_in_pairs(self):
        for size in (3, 5, 8):
            codes = [f"c{i}" for i in range(size)]
            matrix = np.ones((size, size))
            for i, k in combinations(range(size), 2):
                matrix[i, k] = RANDOM.integers(1, 10)
                matrix[k, i] = 1 / matrix[i, k]
            values, vectors = np.linalg.eig(matrix)
            principal = np.abs(vectors[:, values.real.argmax()].real)
            means = stats.gmean(matrix, axis=1)
            compare = ", ".join(f"c{i}: {{" + ", ".join(f"c{k}: {matrix[i, k]:g}" for k in range(i + 1, size)) + "}"
                                for i in range(size - 1))
            for by, wanted in (("eigenvector", principal), ("means", means)):
                with tempfile.TemporaryDirectory() as folder:
                    path = Path(folder) / "weights.yaml"
                    path.write_text("format: ieci/weights/1\nschema: peers\nsets: {one: {default: equal, nodes: {index: "
                                    f"{{rule: ahp, by: {by}, limit: 100, compare: {{{compare}}}}}}}}}}}\n")
                    weighting = ieci.Weighting.read(path)
                data = ieci.Dataset.from_matrix(np.eye(size) * 100, codes, codes)
                found = ieci.Model(data, schema(codes=codes), weighting).evaluate().scores()
                np.testing.assert_allclose([found[c] / 100 for c in codes], wanted / wanted.sum(), atol=1e-12)


if __name__ == "__main__":
    unittest.main()
