#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""`ieci robust` as a user runs it. Environment: IECI (the program), CITIES (the project)."""

import csv
import io
import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAM, CITIES = os.environ["IECI"], os.environ["CITIES"]
NODES = ("--nodes", "index,attractiveness,influence")


def run(*words, folder=CITIES):
    done = subprocess.run([PROGRAM, *map(str, words)], cwd=folder, capture_output=True, timeout=60, check=False,
                          encoding="utf-8")
    return done.returncode, done.stdout, done.stderr


def rows(*words):
    code, out, err = run("robust", *words, "--format", "csv")
    assert (code, err) == (0, ""), err
    return list(csv.DictReader(io.StringIO(out)))


class Robust(unittest.TestCase):
    def test_ranges_hold_the_ranking(self):
        code, out, err = run("robust", *NODES, "--within", "25")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("Weights: each within +-25 % of its own, then rescaled in its node; nodes: index,attr", out)
        self.assertIn("\n   1     1      1  London\n", out)
        self.assertIn("\nAll are exact: ", out)
        ranks = {row["unit"]: row["rank"] for row in csv.DictReader(io.StringIO(run("rank", "--format", "csv")[1]))}
        for row in rows(*NODES, "--within", "25"):
            self.assertEqual(row["rank"], ranks[row["unit"]])
            self.assertLessEqual(int(row["best"]), int(row["rank"]))
            self.assertGreaterEqual(int(row["worst"]), int(row["rank"]))

    def test_nothing_varies_nothing_moves(self):
        for row in rows("--within", "0", *NODES):
            self.assertEqual((row["best"], row["worst"]), (row["rank"], row["rank"]))

    def test_found_weights_give_the_ranks(self):
        """The weights of the answer, written into a file of weights, give the rank that it tells."""
        found = rows("Beijing", "--question", "rank-weights", "--within", "25", *NODES)
        for end in ("best", "worst"):
            nodes = {}
            for row in found:
                if row["end"] == end:
                    nodes.setdefault(row["node"], {})[row["child"]] = float(row["share"])
                    rank = row["rank"]
            sets = {"w": {"based_on": "equal", "nodes": nodes}}
            with tempfile.TemporaryDirectory() as folder:
                source = Path(CITIES, "weights.yaml").read_text(encoding="utf-8")
                source += "  w: " + json.dumps(sets["w"]) + "\n"
                for name in os.listdir(CITIES):
                    if name.endswith((".csv", ".yaml")):
                        Path(folder, name).write_bytes(Path(CITIES, name).read_bytes())
                Path(folder, "weights.yaml").write_text(source, encoding="utf-8")
                out = run("rank", "--weights", "w", "--format", "csv", folder=folder)
                self.assertEqual(out[0], 0, out[2])
                ranks = {row["unit"]: row["rank"] for row in csv.DictReader(io.StringIO(out[1]))}
            self.assertEqual(ranks["beijing"], rank)

    def test_missing_children(self):
        code, out, err = run("robust", "London")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("Kept fixed: culture_tourism, connectivity, digital: some city lacks a child there", out)
        code, out, err = run("robust", "--nodes", "connectivity")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("connectivity: unit beijing, edition 2025: digital has no value", err)
        self.assertIn("give it a value first (missing: mean, median or worst)", err)
        self.assertEqual(run("robust", "--nodes", "connectivity", "--set", "nodes.digital.missing=mean")[0], 0)

    def test_questions(self):
        pair = rows("Beijing", "Tokyo", "--question", "preference", "--within", "25", *NODES)
        self.assertEqual([(row["necessary"], row["possible"]) for row in pair], [("no", "yes")])
        shares = [float(row["share"]) for row in rows("--question", "r-robust", *NODES)]
        self.assertEqual(shares, sorted(shares, reverse=True))
        self.assertEqual(shares[0], 1)
        swaps = rows("Beijing", "Seoul", "--question", "swap", "--nodes", "index")
        self.assertEqual([row["swap"] for row in swaps], ["yes", "not linear"])
        self.assertIn("\nseoul  beijing  0.2096  index  children    yes ",
                      run("robust", "Beijing", "Seoul", "--question", "swap", "--nodes", "index")[1])
        left = rows("--question", "leave-one-out")
        self.assertEqual(len(left), 25 + 50)
        region = rows("--question", "region", "--nodes", "index", "--within", "50")
        self.assertEqual([round(1 / float(row["least"]), 9) for row in region], [7] * 3)

    def test_limit_gives_intervals(self):
        out = run("robust", "--nodes", "index,attractiveness", "--within", "50", "--node-limit", "1")[1]
        self.assertRegex(out, r"\n +\d+ +(\d+\.\.\d+ +\S+|\S+ +\d+\.\.\d+)  ")
        self.assertIn("are exact. Of the others", out)

    def test_factors(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "factors.yaml")
            path.write_text("format: ieci/factors/1\nfactors:\n  w: {nodes: [index, influence], distribution: ordinal}\n",
                            encoding="utf-8")
            code, out, err = run("robust", "--factors", path)
            self.assertEqual((code, err), (0, ""))
            self.assertIn("Weights: all that " + str(path) + " allows", out)
            self.assertIn("ordinal", run("robust", "--factors", path, "--question", "region")[1])

    def test_mistakes(self):
        for words, exit_code, message in (
                (["nowhere"], 2, 'there is no unit called "nowhere"'),
                (["--question", "rank-rnge"], 2, 'no question "rank-rnge"; nearest: rank-range'),
                (["--within", "300"], 1, "expected a number from 0 to 100"),
                (["--nodes", "indx"], 1, "indx"),
                (["--nodes", "index", "--node-limit", "0"], 2, "node_limit"),
                (["--factors", "factors.yaml", "--within", "3"], 2, "give one of them"),
                (["--factors", "nowhere.yaml"], 3, "nowhere.yaml")):
            code, out, err = run("robust", *words)
            self.assertEqual((code, out), (exit_code, ""), words)
            self.assertIn(message, err)


if __name__ == "__main__":
    unittest.main()
