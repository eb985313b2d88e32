# SPDX-License-Identifier: MIT
"""The Python package: its examples in the docstrings, and what they do not show. Runs in the root of the sources."""
import concurrent.futures
import copy
import ctypes
import doctest
import gc
import importlib.util
import math
import multiprocessing
import os
import pathlib
import pickle
import pkgutil
import subprocess
import sys
import tempfile
import unittest
import warnings

import ieci
from ieci import _functions, _handle, _library

CITIES = "examples/data/cities/index.yaml"
SCHEMA = """\
format: ieci/schema/1
id: towns
title: {en: Towns}
languages: [en]
score: {range: [0, 100], decimals: 1}
rank: {by: printed, ties: min}
defaults: {normalise: goalposts}
tree: {index: [trees, museums]}
nodes: {index: {name: {en: Towns}}}
indicators:
  trees:   {name: {en: Trees}, unit: number, better: higher, worst: 0, best: 10, source: made_up}
  museums: {name: {en: Museums}, unit: number, better: higher, worst: 0, best: 10, source: made_up}
"""
TOWNS = {"unit": ["oslo", "rome"], "trees": [3, 4], "museums": [1, 10]}


def load_tests(loader, tests, pattern):
    for module in pkgutil.iter_modules(ieci.__path__, "ieci."):
        tests.addTests(doctest.DocTestSuite(importlib.import_module(module.name)))
    tests.addTests(doctest.DocTestSuite(ieci))
    return tests


class Interface(unittest.TestCase):
    def test_every_function_has_a_signature(self):
        for name in _functions.FUNCTIONS:
            self.assertIsNotNone(getattr(_library.lib, name).argtypes, name)

    def test_a_handle_of_another_kind_is_refused(self):
        with self.assertRaises(ctypes.ArgumentError):
            ieci.Model(ieci.Schema.parse(SCHEMA), ieci.Dataset(TOWNS))

    def test_a_zero_byte_does_not_cut_a_text(self):
        with self.assertRaises(ValueError):
            ieci.catalogue("methods\0x")

    def test_handles_are_not_copied(self):
        with self.assertRaises(TypeError):
            copy.copy(ieci.Table(TOWNS))

    def test_temporaries_live_as_long_as_the_call(self):
        result = ieci.Model(ieci.Dataset(TOWNS), ieci.Schema.parse(SCHEMA)).evaluate()
        gc.collect()
        self.assertEqual(result.model.dataset.table("units")["unit"], ["oslo", "rome"])

    def test_a_lent_object_keeps_its_owner(self):
        dataset = ieci.open(CITIES).dataset
        gc.collect()
        self.assertEqual(len(dataset.table("units")), 50)


class LibraryLookup(unittest.TestCase):
    def importing(self, library):
        environment = {**os.environ, "IECI_LIBRARY": library}
        command = [sys.executable, "-c", "import ieci"]
        return subprocess.run(command, env=environment, capture_output=True, text=True).stderr

    def test_what_was_tried_is_told(self):
        self.assertRegex(self.importing("/no/such/library.so"), "(?s)IECI_LIBRARY.*Tried:.*/no/such/library.so")

    def test_another_library_is_not_taken(self):
        self.assertIn("is not libieci", self.importing("libc.so.6"))


class Errors(unittest.TestCase):
    def test_all_problems_with_their_places(self):
        broken = SCHEMA.replace("worst: 0", "wurst: 0").replace("better: higher", "better: up")
        with self.assertRaises(ieci.Error) as caught:
            ieci.Schema.parse(broken, "broken.yaml")
        problems = caught.exception.problems
        self.assertEqual(caught.exception.status, ieci.Status.SCHEMA)
        self.assertGreaterEqual(len(problems), 4)
        self.assertEqual({problem["source"] for problem in problems}, {"broken.yaml"})
        self.assertTrue(all(isinstance(problem["line"], int) for problem in problems))
        self.assertIn("more: see .problems", str(caught.exception))

    def test_unknown_names(self):
        model = ieci.open(CITIES)
        for wrong in (
            lambda: ieci.catalogue("method"),
            lambda: ieci.open(CITIES, colour="red"),
            lambda: ieci.open(CITIES, weights="nobody"),
            lambda: model.unit("Lodnon"),
            lambda: model.evaluate().table("ranking", edition="1999"),
            lambda: model.evaluate().scores(node="nothing"),
            lambda: ieci.Table(TOWNS)["tree"],
        ):
            with self.assertRaises(ieci.Error):
                wrong()


class Progress(unittest.TestCase):
    def options(self, progress):
        return _handle.Options({}, progress)

    def test_false_cancels_and_nothing_goes_on(self):
        heard = []
        with self.options(heard.append) as options:
            self.assertTrue(options.callback(None, 0.5))
        with self.options(lambda fraction: False) as options:
            self.assertFalse(options.callback(None, 0.5))
        self.assertEqual(heard, [0.5])

    def test_computing_reading_and_verifying_tell_how_far_they_are(self):
        model = ieci.open(CITIES)
        document = model.evaluate().document()
        result = ieci.Result.parse(document)
        for work in (model.evaluate, result.verify, lambda progress: ieci.read_result(document, progress)):
            heard = []
            work(lambda fraction: heard.append(fraction) or True)
            self.assertEqual((heard[0], heard[-1]), (0.0, 1.0))
            self.assertEqual(heard, sorted(set(heard)))
            self.assertTrue(10 < len(heard) <= 102)
            for stop in (0, len(heard) // 2, len(heard) - 1):
                count = iter(range(stop + 1))
                with self.assertRaises(ieci.Error) as caught:
                    work(lambda fraction: next(count) < stop)
                self.assertEqual(caught.exception.status, ieci.Status.CANCELLED)

    def test_an_exception_cancels_and_is_raised_after_the_call(self):
        def failing(fraction):
            raise KeyError(fraction)

        with self.assertRaises(KeyError):
            with self.options(failing) as options:
                self.assertFalse(options.callback(None, 0.25))


class Tables(unittest.TestCase):
    def test_texts_numbers_and_missing(self):
        table = ieci.Table({"a": ["x", None, "é"], "b": [1, None, 2.5], "c": [True, False, None], "d": [None] * 3})
        self.assertEqual(table["a"], ["x", None, "é"])
        self.assertEqual(table["b"][::2], [1.0, 2.5])
        self.assertTrue(math.isnan(table["b"][1]))
        self.assertEqual(table["c"], ["yes", "no", None])
        self.assertEqual(list(table.rows())[2]["a"], "é")

    def test_what_is_no_table(self):
        for data in ({"a": [1], "b": [1, 2]}, {"a": ["x", 1]}, {"a": [object()]}, {"a": [[1]]}):
            with self.assertRaises((TypeError, ValueError)):
                ieci.Table(data)
        with self.assertRaises(ieci.Error):
            ieci.Table({"a": [float("inf")]})

    def test_csv_there_and_back(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "table.csv")
            ieci.Table({"a": ['x"y', "=1+1"], "b": [0.1, 1e300]}).to_csv(path, delimiter=";")
            back = ieci.Table.read_csv(path, delimiter=";")
        self.assertEqual(back["a"], ['x"y', "=1+1"])
        self.assertEqual(back.numbers("b"), [0.1, 1e300])

    def test_json(self):
        self.assertIn('"a"', ieci.Table({"a": [1, None]}).to_json())

    def test_numpy_and_pandas_are_optional(self):
        code = "import sys; sys.modules['numpy'] = sys.modules['pandas'] = None; import ieci; ieci.Table({'a': [1]})"
        subprocess.run([sys.executable, "-c", code], check=True)

    def test_numpy(self):
        try:
            import numpy
        except ImportError:
            self.skipTest("NumPy is missing")
        table = ieci.Table({"a": numpy.array([1.5, numpy.nan]), "b": numpy.arange(2)})
        self.assertEqual((table["a"][0], table["b"]), (1.5, [0.0, 1.0]))
        data = ieci.Dataset.from_matrix(numpy.ones((2, 2))[:, ::-1], ["u", "v"], ["trees", "museums"])
        self.assertEqual(ieci.Model(data, ieci.Schema.parse(SCHEMA)).evaluate().scores(), {"u": 10.0, "v": 10.0})

    def test_pandas(self):
        try:
            import pandas
        except ImportError:
            self.skipTest("pandas is missing")
        frame = ieci.open(CITIES).evaluate().ranking().to_pandas()
        self.assertEqual(frame.shape[0], 50)
        self.assertEqual(len(ieci.Dataset(pandas.DataFrame(TOWNS)).table("cells")), 4)


class Computing(unittest.TestCase):
    def setUp(self):
        self.schema = ieci.Schema.parse(SCHEMA)

    def scores(self, data, weighting=None):
        return ieci.Model(data, self.schema, weighting).evaluate().scores()

    def test_every_way_to_a_dataset_gives_the_same(self):
        expected = {"oslo": 20.0, "rome": 70.0}
        units = TOWNS["unit"]
        long = [
            {"unit": unit, "indicator": name, "value": value}
            for name in ("trees", "museums")
            for unit, value in zip(units, TOWNS[name])
        ]
        parts = [{"unit": ["oslo"], "trees": [3], "museums": [1]}, {"unit": ["rome"], "trees": [4], "museums": [10]}]
        rows = [{name: TOWNS[name][row] for name in TOWNS} for row in range(2)]
        matrix = ieci.Dataset.from_matrix([[3, 1], [4, 10]], units, ["trees", "museums"])
        document = ieci.Document(ieci.Table(TOWNS).to_csv(), "cells.csv")
        for data in (TOWNS, long, parts, rows, ieci.Table(TOWNS), document):
            self.assertEqual(self.scores(ieci.Dataset(data)), expected)
        self.assertEqual(self.scores(matrix), expected)
        empty = {"unit": units + ["lima"], "trees": ["3", "4", ""], "museums": ["1", "10", "5"]}
        self.assertEqual(self.scores(ieci.Dataset(empty)), {**expected, "lima": 50.0})

    def test_weights(self):
        data = ieci.Dataset(TOWNS)
        self.assertEqual(self.scores(data, ieci.Weighting({"trees": 1, "museums": 0}))["oslo"], 30.0)
        weights = ieci.Weighting.read("examples/data/cities/weights.yaml", "company")
        model = ieci.open(CITIES)
        ranking = model.with_(weighting=weights).evaluate().ranking()
        self.assertEqual(ranking.to_csv(), ieci.open(CITIES, weights="company").evaluate().ranking().to_csv())
        self.assertIsNone(ieci.Model(data, self.schema).weighting)

    def test_changes_are_guarded_by_the_old_value(self):
        data = ieci.Dataset(TOWNS)
        change = {"unit": ["oslo"], "indicator": ["trees"], "old": [3], "new": [5]}
        self.assertEqual(self.scores(data.with_changes(change))["oslo"], 30.0)
        self.assertEqual(self.scores(data)["oslo"], 20.0)
        with self.assertRaises(ieci.Error):
            data.with_changes({**change, "old": [4]})

    def test_a_schema_with_python_values(self):
        changed = self.schema.with_("score", {"range": [0, 1], "decimals": 3})
        result = ieci.Model(ieci.Dataset(TOWNS), changed).evaluate()
        self.assertEqual(result.scores()["oslo"], 0.2)
        with self.assertRaises(ieci.Error):
            self.schema.with_("score.decimals", "many")

    def test_the_canonical_document_gives_the_same_bits(self):
        model = ieci.open(CITIES)
        again = ieci.Model.parse(model.document())
        self.assertEqual(again.evaluate().scores(), model.evaluate().scores())

    def test_corrections_can_be_left_out(self):
        first = ieci.open(CITIES).evaluate().scores("2022")
        self.assertNotEqual(first, ieci.open(CITIES, corrections=False).evaluate().scores("2022"))

    def test_compare(self):
        result = ieci.open(CITIES).evaluate()
        visitor = ieci.open(CITIES, weights="visitor").evaluate()
        moves = ieci.compare(result, node="index", against=2022)
        self.assertEqual(len(moves["unit"]), 50)
        self.assertEqual({row["kind"] for row in moves.rows()}, {"both", "new"})
        panel = ieci.compare(result, "panel", against=2022, unit="beijing", node="index")
        self.assertEqual(panel["edition"], ["2022", "2024", "2025"])
        same = ieci.compare(visitor, before=result, node="index")
        self.assertTrue(all(row["kind"] == "both" for row in same.rows()))
        self.assertTrue(any(row["change"] for row in same.rows()))
        with self.assertRaises(ieci.Error):
            ieci.compare(result, "why")
        listed = {"edition": ["1", "1", "2"], "unit": ["a", "b", "a"], "rank": [1, 2, 2]}
        self.assertEqual(ieci.compare_ranks(listed, 1, 2)["kind"], ["both", "before"])
        with self.assertRaises(ieci.Error):
            ieci.compare_ranks(listed, 1, 3)

    def test_findings(self):
        result = ieci.open(CITIES, corrections=False).evaluate()
        heard = []
        found = result.findings(against=[2022, 2024], progress=lambda share: heard.append(share) or True)
        first = [row for row in found.rows() if row["class"] == "first"]
        cells = {(row["indicator"], row["unit"]) for row in first[:2]}
        self.assertEqual(cells, {("unicorns", "singapore"), ("visa_openness", "seoul")})
        self.assertIn("2022: ", first[0]["ranks"])
        self.assertTrue(heard)
        accepted = [{"check": "zero", "unit": "singapore", "edition": "2022", "indicator": "unicorns", "reason": "true"}]
        again = result.findings(accepted, against=[2022, 2024])
        self.assertIn(("zero", "yes", "true"), zip(again["check"], again["accepted"], again["reason"]))
        with self.assertRaises(ieci.Error):
            result.findings({"unit": ["singapore"]})
        with self.assertRaises(ieci.Error):
            result.findings(jump=0)
        with self.assertRaises(ieci.Error) as caught:
            result.findings(against=[2022], progress=lambda share: False)
        self.assertEqual(caught.exception.status, ieci.Status.CANCELLED)

    def test_ensembles_on_processes(self):
        model, factors = ieci.open(CITIES), os.path.join(os.path.dirname(CITIES), "factors.yaml")
        alone = ieci.uncertainty(model, factors, 700, drivers=40).document().content
        context = multiprocessing.get_context("spawn")
        with concurrent.futures.ProcessPoolExecutor(2, mp_context=context) as pool:
            self.assertEqual(ieci.uncertainty(model, factors, 700, executor=pool, parts=3, drivers=40).document().content,
                             alone)
            # A worker dies, and the pool with it. Waiting for that keeps clear of a fault of Python 3.11.2 (gh-94777):
            # a pool that breaks while large arguments are on their way to it never ends.
            self.assertIsNotNone(pool.submit(os._exit, 1).exception())
            self.assertEqual(ieci.uncertainty(model, factors, 700, executor=pool, drivers=40).document().content,
                             alone)
        again = pickle.loads(pickle.dumps(ieci.uncertainty(model, factors, 50)))
        self.assertEqual(list(again.table("factors")["factor"])[:2], ["weights", "top_mean"])
        with self.assertRaises(ieci.Error):
            ieci.uncertainty(model, factors, 50, progress=lambda done: False)

    def test_levers(self):
        result = ieci.open(CITIES).evaluate()
        rows = list(result.levers("Shanghai", 5).rows())
        self.assertEqual([row["to"] for row in rows if row["part"] == "together"], [7.57, 4, 9, 7, 55])
        costs = [{"indicator": "pm25", "cost": 1, "limit": 20}, {"indicator": "unicorns", "cost": 1, "limit": 60}]
        priced = list(result.levers("Shanghai", 13, costs, edition=2025, bound="best").rows())
        self.assertEqual({row["indicator"] for row in priced if row["part"] == "together"}, {"pm25"})
        fewer = result.levers("Beijing", 10, node="connectivity", only="transport", without="metro_stations")
        self.assertEqual(set(fewer["indicator"]), {None, "intl_destinations", "airport_passengers"})
        for wrong in ({"place": 0}, {"place": 51}, {"costs": {"cost": [1]}}, {"only": "unicron"}, {"edition": 1999}):
            with self.assertRaises(ieci.Error):
                result.levers(**{"unit": "Shanghai", "place": 5, **wrong})

    def test_result_files(self):
        result = ieci.open(CITIES).evaluate()
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "cities.ieci")
            result.save(path, audience="outside")
            outside = ieci.read_result(path)
            self.assertEqual(outside.ranking()["rank"], result.ranking()["rank"])
            self.assertEqual(outside.table("computation")["item"].count("kept_back"), 7)
            self.assertEqual(len(outside.verify()), 0)
            with self.assertRaises(ieci.Error) as caught:
                outside.save(path)
            self.assertEqual(caught.exception.status, ieci.Status.UNSUPPORTED)
            result.save(path)
            again = ieci.read_result(str(path))
            self.assertEqual(again.document().content, path.read_bytes())
            self.assertEqual(again.table("scores").to_csv(), result.table("scores").to_csv())
            self.assertEqual(again.document("outside").content, outside.document("outside").content)
            self.assertEqual(len(again.verify()), 0)
            path.write_bytes(path.read_bytes()[:-1])
            with self.assertRaises(ieci.Error) as caught:
                ieci.read_result(path)
            self.assertEqual(caught.exception.status, ieci.Status.CORRUPT)
            with self.assertRaises(ieci.Error) as caught:
                result.save(path)
            self.assertEqual(caught.exception.status, ieci.Status.IO)
        with self.assertRaises(ieci.Error):
            result.document("everybody")

    def test_final_results_stay(self):
        editions = {"code": ["2025"], "state": ["final"]}
        cells = {**TOWNS, "edition": ["2025", "2025"]}
        result = ieci.Model(ieci.Dataset(cells, editions=editions), self.schema).evaluate()
        changed = ieci.Model(ieci.Dataset({**cells, "trees": [5, 4]}, editions=editions), self.schema).evaluate()
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "towns.ieci")
            result.save(path)
            result.save(path)
            before = path.read_bytes()
            with self.assertRaisesRegex(ieci.Error, "final edition, which is never overwritten"):
                changed.save(path)
            self.assertEqual(path.read_bytes(), before)

    def test_portrait(self):
        result = ieci.open(CITIES).evaluate()
        told = list(result.portrait("北京", intervals=[{"unit": "beijing", "low": 4, "high": 8}]).rows())
        ranks = [row["value"] for row in told if (row["section"], row["item"], row["node"]) == ("scores", "rank", "index")]
        self.assertEqual(ranks, [8, 7, 7])
        self.assertIn(("intervals", "high", 8), [(row["section"], row["item"], row["value"]) for row in told])
        less = list(result.portrait("beijing", edition=2022, group="country", peers=3, strengths=5).rows())
        self.assertEqual(sum(row["section"] == "peers" and row["item"] == "size" for row in less), 3)
        for wrong in ({"unit": "bejing"}, {"edition": 1999}, {"size": "area"}, {"intervals": [{"unit": "beijing"}]}):
            with self.assertRaises(ieci.Error):
                result.portrait(**{"unit": "beijing", **wrong})

    def test_robustness(self):
        model = ieci.open(CITIES)
        nodes = ["index", "attractiveness", "influence"]
        ranges = model.robustness(within=25, nodes=nodes)
        self.assertEqual(len(list(ranges.rows())), 50)
        self.assertEqual(set(ranges["exact"]), {"yes"})
        self.assertTrue(all(row["best"] <= row["rank"] <= row["worst"] for row in ranges.rows()))
        heard = []
        wide = model.robustness(factors=ieci.Factors.weights(nodes="index"), unit="Beijing", progress=heard.append)
        self.assertEqual(len(list(wide.rows())), 1)
        self.assertEqual(heard[-1], 1.0)
        pairs = list(model.robustness("preference", nodes=nodes, unit="london", rival="cairo").rows())
        self.assertEqual([(row["necessary"], row["possible"]) for row in pairs], [("yes", "yes")])
        with self.assertRaises(ieci.Error) as caught:
            model.robustness()
        self.assertEqual(caught.exception.status, ieci.Status.NUMERIC)
        self.assertIn("weights of its own", str(caught.exception))
        for wrong in ({"question": "rank-rang"}, {"within": -1}, {"nodes": ["indx"]}, {"nodes": nodes, "rival": "x"}):
            with self.assertRaises(ieci.Error):
                model.robustness(**wrong)
        with self.assertRaises(ieci.Error) as caught:
            model.robustness(nodes=nodes, progress=lambda share: False)
        self.assertEqual(caught.exception.status, ieci.Status.CANCELLED)

    def test_ranks_and_project(self):
        result = ieci.open(CITIES).evaluate()
        self.assertEqual(result.ranks(2025)["london"], 1.0)
        self.assertTrue(math.isnan(result.ranks(2022)["chongqing"]))
        self.assertEqual(ieci.project(CITIES, "editions")["code"], ["2022", "2024", "2025"])


@unittest.skipUnless(importlib.util.find_spec("matplotlib"), "matplotlib is not here")
class Figures(unittest.TestCase):
    def setUp(self):
        self.result = ieci.open(CITIES).evaluate()

    def test_bars_are_the_scores(self):
        figure = self.result.figure("ranking")
        axes = figure.axes[0]
        best = self.result.ranking()
        ends = [bar.get_x() + bar.get_width() for bar in axes.containers[-1]]
        self.assertEqual(len(ends), 50)
        for end, score in zip(ends, best["score"]):
            self.assertAlmostEqual(end, score, places=9)
        self.assertTrue(axes.get_yticklabels()[0].get_text().startswith("London  1"))

    def test_lines_are_the_places(self):
        axes = self.result.figure("changes", language="zh").axes[0]
        self.assertEqual(len(axes.lines), 50)
        self.assertIn("67.0", {each.get_text() for each in self.result.figure("ranking").axes[0].texts})
        self.assertIn("5  东京", {each.get_text() for each in axes.texts})

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            for kind in ("ranking", "changes"):
                files = [pathlib.Path(folder) / f"{kind}{i}.svg" for i in (1, 2)]
                for file in files:
                    self.result.figure(kind, file)
                self.assertEqual(files[0].read_bytes(), files[1].read_bytes())
                self.result.figure(kind, files[0].with_suffix(".png"), edition=2024)
        with self.assertRaises(ValueError):
            self.result.figure("pie")


if __name__ == "__main__":
    warnings.simplefilter("error")
    unittest.main()
