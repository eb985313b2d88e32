#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs `ieci uncertainty` and `ieci merge` as a user does. Environment: IECI (the program), CITIES (the project)."""

import csv
import io
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

PROGRAM, CITIES = os.environ["IECI"], os.environ["CITIES"]
PLAIN = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
for name in ("LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
    if name in os.environ:
        PLAIN[name] = os.environ[name]


def run(*words):
    """Exit code, standard output and standard error of the program."""
    done = subprocess.run([PROGRAM, *words], cwd=CITIES, env=PLAIN, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=100)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def good(*words):
    code, out, err = run(*words)
    assert (code, err) == (0, ""), err
    return out


class Table(unittest.TestCase):
    def test_shipped_factors(self):
        lines = good("uncertainty", "--replicates", "3000", "--threads", "1").splitlines()
        self.assertEqual(lines[0], "seed 2025 | 3,000 replicates | edition 2025 | numerics 1")
        self.assertIn("  top_mean: nodes.index.aggregate: arithmetic | geometric", lines)
        heading = next(line for line in lines if line.startswith("Rank"))
        self.assertEqual(heading.split(), ["Rank", "City", "median", "90", "%", "P(<=5)", "P(<=10)"])
        self.assertEqual(lines[lines.index(heading) + 1].split(), ["1", "London", "1", "1-", "1", "100", "100"])
        self.assertTrue(any("San Francisco" in line and "edge of the first 10" in line for line in lines))
        self.assertTrue(any("Mean width of the 90 % interval: " in line for line in lines))

    def test_formats(self):
        options = ("uncertainty", "--factors", "factors/jrc.yaml", "--replicates", "1e3")
        rows = list(csv.DictReader(io.StringIO(good(*options, "--format", "csv"))))
        self.assertEqual(len(rows), 50)
        self.assertEqual(rows[0]["unit"], "london")
        self.assertEqual([row["unit"] for row in json.loads(good(*options, "--format", "json"))],
                         [row["unit"] for row in rows])
        for row in rows:
            self.assertLessEqual(float(row["low"]), float(row["median"]))
            self.assertLessEqual(float(row["median"]), float(row["high"]))
        wide = csv.DictReader(io.StringIO(good(*options, "--format", "csv", "--interval", "99")))
        for row, other in zip(rows, wide):
            self.assertLessEqual(float(other["low"]), float(row["low"]))
            self.assertLessEqual(float(row["high"]), float(other["high"]))

    def test_node_edition_language(self):
        out = good("uncertainty", "--replicates", "200", "-n", "connectivity", "-e", "2024", "-l", "zh")
        self.assertIn("edition 2024 | ranks of connectivity", out)
        self.assertIn("伦敦", out)


class Drivers(unittest.TestCase):
    def test_of_cities(self):
        out = good("uncertainty", "--replicates", "600")
        self.assertIn("What moves the ranks: weights ", out)
        self.assertRegex(out, r"What drives Shanghai: china_coverage, [5-7]\d % of the variance of its rank\.")

    def test_sensitivity(self):
        out = good("sensitivity", "--replicates", "400")
        self.assertRegex(out, r"\nweights +\d+\.\d +\d+\.\d\n")
        self.assertRegex(out, r"\n +1 +London +\(nothing moves it\)")
        rows = list(csv.DictReader(io.StringIO(good("sensitivity", "--replicates", "400", "--format", "csv"))))
        self.assertEqual(len(rows), 51 * 7)
        self.assertEqual((rows[0]["unit"], rows[0]["factor"]), ("", "weights"))
        self.assertTrue(all(row["rows"] == "400" for row in rows))
        self.assertEqual(rows, list(csv.DictReader(io.StringIO(
            good("sensitivity", "--replicates", "400", "--threads", "1", "--format", "csv")))))


class Parts(unittest.TestCase):
    def test_threads_parts_and_order_change_nothing(self):
        whole = good("uncertainty", "--replicates", "2000", "--threads", "1", "--format", "csv")
        self.assertEqual(good("uncertainty", "--replicates", "2000", "--threads", "2", "--format", "csv"), whole)
        with tempfile.TemporaryDirectory() as folder:
            files = [os.path.join(folder, f"part{i}.ieci") for i in range(3)]
            for file, part in zip(files, ("0:700", "700:701", "701:2000")):
                good("uncertainty", "--range", part, "--checkpoint", file)
            self.assertEqual(good("merge", *files, "--format", "csv"), whole)
            all_of_it = os.path.join(folder, "all.ieci")
            self.assertEqual(good("merge", *reversed(files), "--format", "csv", "--save", all_of_it), whole)
            self.assertEqual(good("merge", all_of_it, "--format", "csv"), whole)
            code, _, err = run("merge", files[0], all_of_it)
            self.assertEqual(code, 1)
            self.assertIn("overlap", err)

    def test_goes_on_from_a_checkpoint(self):
        whole = good("uncertainty", "--replicates", "900", "--format", "csv")
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, "kept.ieci")
            good("uncertainty", "--range", "300:400", "--checkpoint", file)
            self.assertEqual(good("uncertainty", "--replicates", "900", "--checkpoint", file, "--format", "csv"), whole)
            before = pathlib.Path(file).read_bytes()
            self.assertEqual(good("uncertainty", "--replicates", "900", "--checkpoint", file, "--format", "csv"), whole)
            self.assertEqual(pathlib.Path(file).read_bytes(), before)
            code, _, err = run("uncertainty", "--replicates", "900", "--seed", "3", "--checkpoint", file)
            self.assertEqual(code, 1)
            self.assertIn("different computations", err)


class Mistakes(unittest.TestCase):
    def test_command_line(self):
        for words, told in ((("--replicates", "many"), "--replicates needs"), (("--range", "5"), "--range needs"),
                            (("--range", "9:5"), "--range needs"), (("--threads", "0"), "threads"),
                            (("--seed", "x"), "seed"), (("--interval", "100"), "interval")):
            code, out, err = run("uncertainty", *words)
            self.assertEqual((code, out), (2, ""), words)
            self.assertIn(told, err)
        self.assertEqual(run("merge")[0], 2)

    def test_files(self):
        self.assertEqual(run("uncertainty", "--factors", "nowhere.yaml")[0], 3)
        code, _, err = run("uncertainty", "--factors", "weights.yaml")
        self.assertEqual(code, 1)
        self.assertIn("ieci/factors", err)
        code, _, err = run("merge", "weights.yaml")
        self.assertEqual(code, 1)
        with tempfile.TemporaryDirectory() as folder:
            factors = os.path.join(folder, "factors.yaml")
            pathlib.Path(factors).write_text(
                "format: ieci/factors/1\nfactors:\n  a: {path: nodes.index.agregate, values: [arithmetic]}\n",
                encoding="utf-8")
            code, _, err = run("uncertainty", "--factors", factors)
            self.assertEqual(code, 1)
            self.assertIn("nearest: aggregate", err)


if __name__ == "__main__":
    unittest.main()
