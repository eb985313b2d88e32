#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Compares editions with the program `ieci` as a user does. Environment: IECI (the program), CITIES (the project)."""

import csv
import io
import json
import os
import re
import subprocess
import unittest
from fractions import Fraction

PROGRAM, CITIES = os.environ["IECI"], os.environ["CITIES"]


def run(*words, folder=CITIES):
    """Exit code, standard output and standard error of the program."""
    done = subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, timeout=60, check=False, encoding="utf-8")
    return done.returncode, done.stdout, done.stderr


def rows(*words):
    code, out, err = run(*words, "--format", "csv")
    assert (code, err) == (0, ""), err
    return list(csv.DictReader(io.StringIO(out)))


class Why(unittest.TestCase):
    def say(self, *words):
        code, out, err = run(*words)
        self.assertEqual((code, err), (0, ""))
        return out

    def test_one_sentence(self):
        self.assertEqual(self.say("why", "Cairo", "--from", "2024", "--to", "2025", "--short"),
                         "Cairo 42nd -> 47th: own +0.5, other cities 0, 7 new cities -5.5. "
                         "Among the 43 cities of both editions: no change.\n")
        self.assertEqual(self.say("why", "Singapore", "--from", "2022", "--to", "2025", "-s"),
                         "Singapore 6th -> 4th: restated +2 (unicorns 0 -> 13, corrected), then own +1.0, "
                         "other cities -1.0 (Tokyo, Seoul).\n")
        self.assertEqual(self.say("why", "Beijing", "-s"), "Beijing 7th -> 7th: own 0, other cities 0.\n")

    def test_the_whole_story(self):
        told = self.say("why", "Beijing", "--from", "2022", "--to", "2025")
        self.assertTrue(told.startswith("Beijing 8th (53.3) in 2022 -> 7th (58.5) in 2025: up 1 place, +5.2 points\n"))
        for line in (r"before we start: .* 0 +0  \(3 corrected cells, none of Beijing\)",
                     r"   visa_openness +20 -> 66 passports of 198 +\+0\.67",
                     r"   airport_passengers +below 29\.094 -> 52\.8792 million +\+0\.75 +\+2\.13  <- not a real comparison",
                     r"   qs_top500 .*<- a break in the series", r"other cities +-1\.00", r"   Tokyo +improved by 1\.7 points +-0\.50",
                     r"13 cities that joined +0 +0", r"sum +\+1\.00 +\+5\.24"):
            self.assertRegex(told, "(?m)^" + line)

    def test_printed_parts_add_up(self):
        """Lines add up to the sum, and items to their line, in the digits that are printed."""
        for city in ("Beijing", "Seoul", "Tokyo", "Cairo", "Singapore", "Madrid", "Munich", "Sydney"):
            for first, last in (("2022", "2024"), ("2022", "2025"), ("2024", "2025")):
                told = self.say("why", city, "--from", first, "--to", last)
                total, lines = [0, 0], []
                for line in told.split("\n")[3:]:
                    found = re.match(r"^( *)\S.*?  +([-+]?[\d.]+)(?:  +([-+]?[\d.]+))?(?:  +\S.*)?$", line)
                    if not found or "corrected" in line.split()[-1:]:
                        continue
                    parts = [round(100 * float(part or 0)) for part in found.group(2, 3)]
                    if line.startswith("sum"):
                        self.assertEqual(total, parts, told)
                        break
                    if found.group(1):
                        lines[-1][1] = [lines[-1][1][i] + parts[i] for i in (0, 1)]
                        lines[-1][2] += 1
                    else:
                        lines.append([parts, [0, 0], 0])
                        total = [total[i] + parts[i] for i in (0, 1)]
                for parts, items, count in lines:
                    self.assertTrue(count == 0 or parts == items, told)

    def test_fractions(self):
        told = rows("why", "Beijing", "--from", "2022", "--to", "2025")
        visa = next(row for row in told if row["item"] == "visa_openness")
        self.assertEqual((visa["numerator"], visa["denominator"], visa["kind"]), ("2", "3", "measured"))
        whole = [row for row in told if not row["item"] and not row["kind"] and row["cause"] not in ("total", "restated")]
        parts = [Fraction(int(row["numerator"]), int(row["denominator"])) for row in whole]
        self.assertEqual(sum(parts), 1)
        as_json = json.loads(run("why", "Beijing", "--from", "2022", "--format", "json")[1])
        self.assertIn([2, 3], [[row["numerator"], row["denominator"]] for row in as_json])

    def test_nodes_and_names(self):
        self.assertIn("Hong Kong, Connectivity, 5th", self.say("why", "香港", "--node", "connectivity"))
        self.assertIn("北京", self.say("why", "Beijing", "-l", "zh"))
        self.assertEqual(self.say("why", "Chongqing"), "Chongqing is new in 2025: 49th (27.0). It was not ranked in 2024.\n")
        self.assertEqual(self.say("why", "Chongqing", "--from", "2025", "--to", "2024"),
                         "Chongqing is not ranked in 2024; it was 49th (27.0) in 2025.\n")
        self.assertEqual(self.say("why", "Chongqing", "--from", "2022", "--to", "2024"),
                         "Chongqing is ranked neither in 2022 nor in 2024.\n")

    def test_staged(self):
        staged = {row["cause"] for row in rows("why", "Seoul", "--staged")}
        self.assertLess({"method", "own", "total"}, staged)
        self.assertNotIn("weights", staged)
        self.assertIn("The method changes first", self.say("why", "Seoul", "--staged"))

    def test_mistakes(self):
        for words, said in ((["why"], "why needs a city"), (["why", "Bejing"], "nearest: Beijing"),
                            (["why", "Seoul", "--from", "2023"], "2023"), (["why", "Seoul", "--node", "conectivity"], "connectivity"),
                            (["why", "Seoul", "--from", "2025", "--to", "2025"], "another one"),
                            (["why", "Seoul", "--edition", "2025"], "--edition"),
                            (["compare", "--published", "published_ranks.csv"], "both editions"),
                            (["compare", "--published", "published_ranks.csv", "--from", "2023", "--to", "2025"], "2023")):
            code, out, err = run(*words)
            self.assertNotEqual(code, 0, words)
            self.assertEqual(out, "")
            self.assertIn(said, err)
        code, out, err = run("why", "Seoul", "--set", "rank.ties=dense")
        self.assertEqual((code, out), (1, ""))
        self.assertIn("no sum over the other units", err)


class Compare(unittest.TestCase):
    def test_moves(self):
        code, out, err = run("compare", "--from", "2022", "--to", "2025")
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, r"(?m)^ +7 +8 +\+1 +\+1  Beijing +58\.5  53\.3  \+5\.2$")
        self.assertRegex(out, r"(?m)^ +49 +- +new +Chongqing +27\.0 *$")
        self.assertIn("37 cities in both editions, 13 new, 0 left.", out)
        self.assertEqual(len(rows("compare")), 50)
        back = rows("compare", "--from", "2025", "--to", "2024", "--node", "transport")
        self.assertEqual(sum(row["kind"] == "left" for row in back), 7)

    def test_published(self):
        told = rows("compare", "--published", "published_ranks.csv", "--from", "2024", "--to", "2025", "-n", "composite")
        moves = {row["name"]: (row["rank_before"], row["rank"], row["tied"]) for row in told}
        for city, move in {"Seoul": ("6", "4", "no"), "Beijing": ("7", "6", "no"), "Hong Kong": ("4", "7", "no"),
                           "Shanghai": ("11", "8", "no"), "Tokyo": ("8", "9", "no"), "Madrid": ("9", "12", "no"),
                           "San Francisco": ("10", "10", "yes"), "Bangkok": ("", "10", "yes")}.items():
            self.assertEqual(moves[city], move)
        code, out, err = run("compare", "--published", "published_ranks.csv", "--from", "2022", "--to", "2025")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("\ninfluence\n", out)
        self.assertRegex(out, r"(?m)^ 10= +- +Bangkok +firm$")


if __name__ == "__main__":
    unittest.main()
