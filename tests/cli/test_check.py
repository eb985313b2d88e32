#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs `ieci check` as a user does. Environment: IECI (the program), CITIES (the shipped project)."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

PROGRAM, CITIES = os.environ["IECI"], os.environ["CITIES"]
HERE = os.path.dirname(os.path.abspath(__file__))
ASEM = os.path.join(os.path.dirname(CITIES), "asem")
GOLDEN = os.path.join(HERE, os.pardir, "golden")
PLAIN = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
for name in ("LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
    if name in os.environ:
        PLAIN[name] = os.environ[name]
RAW = ("--edition", "2025", "--against", "2022,2024", "--ignore-corrections")


def run(*words, folder=CITIES, given=None):
    """Exit code, standard output and standard error of the program."""
    done = subprocess.run([PROGRAM, "check", *words], cwd=folder, input=given, env=PLAIN, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def table(*words, folder=CITIES):
    code, out, err = run(*words, "--format", "csv", folder=folder)
    assert (code, err) == (0, ""), err
    return list(csv.DictReader(io.StringIO(out)))


def plain(text):
    """Without the blanks and breaks of the layout."""
    return re.sub(r"\s+", " ", text)


class Shipped(unittest.TestCase):
    def test_the_two_slips_come_first(self):
        code, out, err = run(*RAW)
        self.assertEqual((code, err), (0, ""))
        first = plain(out.split("LOOK AT THESE FIRST (1 zero, 1 alone)")[1].split("CHANGED")[0])
        self.assertLess(first.index("Z1 zero unicorns singapore 2022: 0, 2024: 16, 2025: 15: a zero beside large figures"),
                        first.index("J1 alone visa_openness seoul 2022: 48, 2024: 72, 2025: 110: moves by 62"))
        self.assertIn("without it 2022: Tokyo 4 -> 5, Seoul 5 -> 6, Singapore 6 -> 4", first)
        self.assertIn("without it 2025: Seoul 6 -> 7, Beijing 7 -> 6", first)
        self.assertIn("corrections.csv 4 corrections: left out", plain(out))
        self.assertIn("2 to look at first, 13 changed, 1 accepted.", out)

    def test_with_corrections_they_are_gone(self):
        code, out, _ = run("--against", "2022,2024")
        self.assertEqual(code, 0)
        self.assertNotIn("LOOK AT THESE FIRST", out)
        words = plain(out)
        self.assertIn("4 corrections: none has outlived its data", words)
        self.assertIn("C1 corrected unicorns singapore 0 -> 13 (2022): source rows without a city", words)
        self.assertIn("all of them 2022: Tokyo 4 -> 6, Singapore 6 -> 4; 2024: Tokyo 5 -> 6, Seoul 6 -> 5", words)

    def test_says_what_it_knows_of_the_index(self):
        words = plain(run(*RAW)[1])
        for told in ("data.csv 3380 cells: ok 3207, missing 11, not_covered 59, not_applicable 46, below 57",
                     "S2 status airport_passengers munich, sydney 31.6427, 29.0945 -> below 40.862 (2022 -> 2024)",
                     "below 40.862 counts as 20.431 (below: 0.5)",
                     "the schema says: QS changed its method in June 2023",
                     "UNCHANGED 17 of 25 indicators (66 % of the weight) have the same figures as in edition 2024 for all 43",
                     "29 % of the weight is 3 years or more older than the edition",
                     "COUNTRY 6 indicators of the country: 26 % of the weight, 38 % of attractiveness",
                     "7 units of CN, 3 units of DE, 6 units of US", "COUNTRY ZERO creative_city in boston, chicago",
                     "COARSE olympic_games: 4 different values; creative_city: 2 different values",
                     "MANY ZEROS nobel_affiliations: 64 % are 0; olympic_games: 66 % are 0",
                     "TWINS regulatory_quality, rule_of_law: r = 0.96",
                     "AGAINST PARENT creative_city: r = -0.19 with influence, -0.31 with index",
                     "NODE MISSING beijing, chengdu, chongqing: digital has no value: 40 % of its weight has data",
                     "RIGHTS 7 indicators with publish: score",
                     "ACCEPTED J4 jump visa_openness beijing 31 -> 66 (2024 -> 2025): unilateral visa-free entry"):
            self.assertIn(told, words)

    def test_rows_are_those_of_the_table(self):
        rows = table(*RAW)
        self.assertEqual([(row["class"], row["unit"]) for row in rows[:3]][:2], [("first", "singapore"), ("first", "seoul")])
        objects = json.loads(run(*RAW, "--format", "json")[1])
        self.assertEqual(list(objects[0]), list(rows[0]))
        self.assertEqual(len(objects), len(rows))
        self.assertEqual(objects[0]["ranks_touched"], 3)

    def test_all_shows_what_was_cut(self):
        options = (*RAW, "--threshold", "jump=3")
        code, few, _ = run(*options)
        _, every, _ = run(*options, "--all")
        more = re.findall(r"and (\d+) more: --all shows them", few)
        self.assertEqual(code, 0)
        self.assertGreaterEqual(len(more), 1)
        self.assertNotIn("--all shows them", every)
        codes = re.findall(r"^ (J\d+) ", every, re.M)
        self.assertEqual(len(codes), len(re.findall(r"^ (J\d+) ", few, re.M)) + int(more[0]))
        self.assertEqual(len(codes), len(set(codes)))

    def test_strict(self):
        self.assertEqual(run(*RAW, "--strict")[0], 1)
        self.assertEqual(run("--strict", "--threshold", "jump=100", "--against", "2024")[0], 0)
        self.assertEqual(run(*RAW, "--strict", "--format", "csv")[0], 1)

    def test_one_edition_alone(self):
        code, out, _ = run("--edition", "2022")
        self.assertEqual(code, 0)
        self.assertTrue(out.split("\n")[0].endswith("edition 2022 (draft)"), out.split("\n")[0])
        self.assertNotIn("CHANGED", out)

    def test_tables(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(run("--tables", os.path.join(folder, "t"))[0], 0)
            self.assertEqual(sorted(os.listdir(os.path.join(folder, "t"))),
                             ["coverage.csv", "coverage.json", "findings.csv", "findings.json"])
            with open(os.path.join(folder, "t", "coverage.csv"), encoding="utf-8") as file:
                rows = list(csv.DictReader(file))
        self.assertEqual(sum(int(row["corrected"]) for row in rows), 4)
        self.assertEqual(sum(int(row["below"]) for row in rows), 57)

    def test_other_shipped_data_are_not_flooded(self):
        for folder, most in ((ASEM, 25), (os.path.join(GOLDEN, "hdi"), 12), (os.path.join(GOLDEN, "hdi_series"), 20)):
            code, out, err = run(folder=folder)
            self.assertEqual((code, err), (0, ""))
            self.assertLess(len(out.splitlines()), most, out)

    def test_help_lists_the_thresholds_of_the_library(self):
        told = run("--help")[1].split("Thresholds\n")[1].split("\n\n")[0]
        listed = subprocess.run([PROGRAM, "methods", "--options", "--format", "csv"], env=PLAIN, check=True,
                                stdout=subprocess.PIPE).stdout.decode()
        for row in csv.DictReader(io.StringIO(listed)):
            if row["doc"].startswith("findings: "):
                self.assertRegex(told, rf"(?m)^  {row['name']} +{row['default']}  ")
        checks = subprocess.run([PROGRAM, "methods", "--checks", "--format", "csv"], env=PLAIN, check=True,
                                stdout=subprocess.PIPE).stdout.decode()
        for row in csv.DictReader(io.StringIO(checks)):
            for option in row["options"].split():
                self.assertIn(f"  {option} ", told)

    def test_wrong_command_lines(self):
        for words, message in ((("--threshold", "jump"), "--threshold needs NAME=N"),
                               (("--threshold", "max_bytes=3"), "--threshold needs NAME=N"),
                               (("--threshold", "jump=0"), "jump"), (("--against", "2021"), "2021"),
                               (("--against", ""), "empty value"), (("--edition", "2021"), "2021"),
                               (("--language", "xx"), "xx"), (("--top", "3"), "--top")):
            code, out, err = run(*words)
            self.assertEqual((code, out), (2, ""), (words, err))
            self.assertIn(message, err)


class Changed(unittest.TestCase):
    """A copy of the shipped project with mistakes in it."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ieci-check-")
        self.addCleanup(shutil.rmtree, self.folder)
        shutil.copytree(CITIES, self.folder, dirs_exist_ok=True)

    def edit(self, name, old, new):
        path = os.path.join(self.folder, name)
        with open(path, encoding="utf-8", newline="") as file:
            before = file.read()
        self.assertIn(old, before)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(before.replace(old, new, 1))

    def append(self, name, line):
        with open(os.path.join(self.folder, name), "a", encoding="utf-8") as file:
            file.write(line + "\n")

    def test_everything_wrong_in_all_files_at_once(self):
        self.edit("schema.yaml", "worst:", "wurst:")
        self.edit("units.csv", "unit,", "city,")
        self.edit("accepted.csv", "check,unit", "check,check")
        code, out, err = run(folder=self.folder)
        self.assertEqual((code, out), (1, ""))
        for name in ("schema.yaml", "units.csv", "accepted.csv"):
            self.assertIn(name, err)

    def test_a_correction_that_outlived_its_data_is_told_with_its_line(self):
        self.edit("corrections.csv", "singapore,2022,unicorns,0,", "singapore,2022,unicorns,1,")
        code, out, err = run(folder=self.folder)
        self.assertEqual((code, out), (1, ""))
        self.assertRegex(err, r"corrections\.csv:2.*the correction has outlived its data")

    def test_accepting_silences(self):
        self.append("accepted.csv", "zero,singapore,2022,unicorns,true in this list,me,2026-01-02")
        self.append("accepted.csv", "alone,Seoul,,visa_openness,,,")
        code, out, _ = run(*RAW, folder=self.folder)
        self.assertEqual(code, 0)
        self.assertNotIn("LOOK AT THESE FIRST", out)
        accepted = plain(out.split("ACCEPTED")[1])
        self.assertIn("Z1 zero unicorns singapore 2022: 0, 2024: 16, 2025: 15: true in this list (me, 2026-01-02)", accepted)
        self.assertIn("J1 alone visa_openness seoul 2022: 48, 2024: 72, 2025: 110: no reason is given", accepted)
        self.assertIn("0 to look at first, 13 changed, 3 accepted.", out)

    def test_accepted_rows_that_name_nothing_are_told(self):
        self.append("accepted.csv", "zero,paris,2025,unicorns,never was,me,")
        self.assertIn("ACCEPTED accepted, but not found (any more): check zero, unit paris, edition 2025, indicator unicorns "
                      "(accepted.csv:3)", plain(run(folder=self.folder)[1]).replace(self.folder + "/", ""))

    def test_a_part_of_a_group_is_accepted(self):
        self.append("accepted.csv", "jump,moscow boston,2024,qs_top500,known,me,")
        out = plain(run("--against", "2022,2024", folder=self.folder)[1])
        self.assertIn("jump qs_top500 london, seoul 12, 11 -> 10, 9 (2022 -> 2024)", out)
        self.assertIn("jump qs_top500 boston, moscow 7 -> 5 (2022 -> 2024): known (me)", out)

    def test_accepted_by_option_and_without_a_project(self):
        path = os.path.join(self.folder, "mine.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("check;reason\nzero;fine\nalone;fine\njump;fine\nstatus;fine\n")
        code, out, err = run(*RAW, "--accepted", path, "--delimiter", ";", folder=self.folder)
        self.assertEqual(code, 1, out)  # the other files have commas
        loose = ("--schema", "schema.yaml", "--data", "data.csv", "--units", "units.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("check,reason\nzero,fine\nalone,fine\njump,fine\nstatus,fine\n")
        code, out, err = run(*loose, *RAW[:4], "--accepted", path, "--strict", folder=self.folder)
        self.assertEqual((code, err), (0, ""))
        self.assertIn("25 indicators in 15 nodes, 50 units, 3380 cells", out)
        self.assertRegex(out, "0 to look at first, 0 changed, \\d+ accepted")

    def test_texts(self):
        self.assertIn("TEXT 2 files: all numbers are live", plain(run(folder=self.folder)[1]))
        self.append("texts/beijing.en.md", "\nIt has 66 passports and 12 more, <!-- 3 --> {{value visa_openess}},")
        self.append("texts/beijing.en.md", "{{rang}} {{value}} {{rank influence edition=2024}} {{score transport 2023}}")
        self.append("texts/bejing.xx.md", "nothing 1")
        self.append("texts/words.md", "nothing 1")
        self.append("texts/notes.txt", "1 2 3")
        words = plain(run("--all", folder=self.folder)[1])
        for told in ("beijing.en.md:6: value visa_openess: there is no such node", "beijing.en.md:7: rang: expected rank",
                     "beijing.en.md:7: value: expected: value INDICATOR", "score transport 2023: there is no such node",
                     "beijing.en.md:6: a bare digit, which no later edition will change",
                     "bejing.xx.md: there is no unit bejing", "bejing.xx.md: nothing has a name in language xx",
                     "words.md: a text is called UNIT.LANGUAGE.md"):
            self.assertIn(told, words)
        self.assertEqual(words.count("a bare digit"), 1)
        self.assertIn("and 3 more: --all shows them", plain(run(folder=self.folder)[1]).split("TEXT")[1])

    def test_the_folder_of_texts(self):
        self.edit("index.yaml", "texts: texts", "texts: words")
        code, out, err = run(folder=self.folder)
        self.assertEqual((code, out), (3, ""))
        self.assertIn("words", err)
        self.edit("index.yaml", "texts: words", "#")
        self.assertIn("TEXT 2 files", plain(run(folder=self.folder)[1]))
        shutil.rmtree(os.path.join(self.folder, "texts"))
        self.assertNotIn("TEXT", run(folder=self.folder)[1])

    def test_invalid_figures(self):
        self.edit("data.csv", "london,2025,pm25,", "london,2025,pm25,9")
        rows = table(folder=self.folder)
        self.assertEqual((rows[0]["class"], rows[0]["unit"], rows[0]["indicator"]), ("first", "london", "pm25"))

    def test_from_standard_input(self):
        with open(os.path.join(self.folder, "index.yaml"), "rb") as file:
            code, out, err = run("-", folder=self.folder, given=file.read())
        self.assertEqual((code, err), (0, ""))
        self.assertIn("25 indicators in 15 nodes, 50 units", out)


if __name__ == "__main__":
    unittest.main()
