#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs `ieci report` and reads the page as a browser, a reader and a lawyer would.
Environment: IECI (the program), CITIES (the shipped project), SOURCE (examples/ieci/report)."""

import csv
import html.parser
import os
import re
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["IECI"]
CITIES = os.environ["CITIES"]
SOURCE = os.environ["SOURCE"]
PLAIN = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
for name in ("LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
    if name in os.environ:
        PLAIN[name] = os.environ[name]
VOID = {"meta", "input", "br", "link", "img"}


class Page(html.parser.HTMLParser):
    """What a page holds; every element must be closed by its own end."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.links, self.texts, self.attributes = [], [], [], [], []
        self.feed(text)
        self.close()
        if self.open:
            raise AssertionError(f"not closed: {self.open}")

    def handle_starttag(self, tag, attrs):
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        for key, value in attrs:
            self.attributes.append((tag, key, value))
            if key == "id":
                self.ids.append(value)
            elif key in ("href", "src"):
                self.links.append(value)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise AssertionError(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("style", "script"):
            self.texts.append(data)


class Case(unittest.TestCase):
    """A folder, and the program run in it."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ieci-report-")
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def run_program(self, *words, cwd=CITIES):
        done = subprocess.run([PROGRAM, *words], cwd=cwd, env=PLAIN, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=60)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def report(self, *words, cwd=CITIES):
        out = self.path("page.html")
        self.assertEqual(self.run_program("report", "--out", out, *words, cwd=cwd), (0, "", ""))
        with open(out, encoding="utf-8", newline="") as file:
            return file.read()

    def has(self, words, page):
        self.assertTrue(words in page, words)

    def lacks(self, words, page):
        self.assertFalse(words in page, words)

    def finds(self, pattern, page):
        self.assertTrue(re.search(pattern, page), pattern)

    def ranking(self, *words):
        code, printed, err = self.run_program("rank", "--format", "csv", *words)
        self.assertEqual((code, err), (0, ""))
        return list(csv.DictReader(printed.splitlines()))


class Report(Case):
    """The page as it is written."""

    def test_page_is_whole(self):
        text = self.report()
        page = Page(text)
        self.assertEqual(len(page.ids), len(set(page.ids)))
        for link in page.links:
            self.has(link.startswith("#") and link[1:], page.ids)
        self.assertLess(len(text.encode()), 3_000_000)
        self.assertIsNone(re.search(r"url\(|@import|<link|<img|<iframe|fetch\(|XMLHttpRequest|localStorage", text))
        self.assertTrue(text == self.report())

    def test_page_says_what_rank_says(self):
        page = Page(self.report())
        words = " ".join(page.texts)
        for row in self.ranking():
            self.has("city-" + row["unit"], page.ids)
            self.has(row["name"], page.texts)
            score = f"{float(row['printed']):.1f}"
            self.finds(rf"Rank {row['rank']} of 50, score {score};", words)

    def test_parts_of_a_bar_add_up(self):
        text = self.report()
        for row in self.ranking()[:5]:
            mark = re.search(rf'<a href="#city-{row["unit"]}" data-u="[^"]*" class="row">(.*?)</a>', text, re.S)
            widths = [float(width) for width in re.findall(r'class="c\d" x="[\d.]+" y="[\d.]+" width="([\d.]+)"', mark[1])]
            first = float(self.ranking()[0]["score"])
            self.assertEqual(len(widths), 3)
            self.assertAlmostEqual(sum(widths), 620 * float(row["score"]) / first, delta=1.0)

    def test_languages(self):
        both = self.report()
        self.has("北京", both)
        self.has("吸引力", both)
        self.has("图1", both)
        self.has('<button type="button" data-language="zh"', both)
        english = self.report("--languages", "en")
        self.assertIsNone(re.search("[\u4e00-\u9fff]", english))
        self.lacks("data-language=\"zh\"", english)
        self.assertTrue(self.report("--languages", "zh,en").startswith('<!doctype html>\n<html lang="zh"'))

    def test_another_language(self):
        with open(self.path("words.csv"), "w", encoding="utf-8") as file:
            file.write("key,fr\nrank,Rang\ntables_heading,Tableaux\n")
        page = self.report("--languages", "fr", "--words", self.path("words.csv"))
        self.has('<html lang="fr"', page)
        self.has("<h2>Tableaux</h2>", page)
        self.has('<th class="number">Rang</th>', page)
        self.has("<h2>Portraits</h2>", page)

    def test_every_word_is_there(self):
        with open(os.path.join(SOURCE, "words.csv"), encoding="utf-8", newline="") as file:
            words = {row["key"]: row for row in csv.DictReader(file)}
        for key, row in words.items():
            self.assertTrue(row["en"] and row["zh"], key)
            self.assertEqual(set(re.findall(r"{\d}", row["en"])), set(re.findall(r"{\d}", row["zh"])), key)
        english = Page(self.report("--languages", "en")).texts
        for text in english:
            self.assertNotRegex(text.strip(), r"^[a-z]+_(heading|lead|note|share)$")

    def test_causes_add_up(self):
        page = self.report("--languages", "en")
        told = 0
        for table in re.findall(r'<table class="causes">.*?</table>', page, re.S):
            rows = re.findall(r'<tr( class="total")?><td>([^<]*)</td><td class="number">([^<]*)</td>', table)
            parts = [float(places) for total, _, places in rows if not total]
            total = [float(places) for total, _, places in rows if total]
            self.assertEqual(len(total), 1)
            self.assertAlmostEqual(sum(parts), total[0], delta=0.006 * len(parts))
            told += 1
        self.assertGreater(told, 30)
        self.finds(r"<title>Cairo: 2022 \u2013, 2024 42, 2025 47=\. own figures \+0\.50, new cities -5\.50</title>", page)

    def test_words_of_the_authors(self):
        page = self.report()
        portrait = re.search(r'id="city-beijing".*?</article>', page, re.S)[0]
        self.finds(r'<p class="words" lang="en">\s*Beijing ranks 7 of 50 in 2025', portrait)
        self.finds(r'<p class="words" lang="zh">[^<]*50个城市中排名第7', portrait)
        self.assertEqual(page.count('class="words"'), 2)
        self.lacks("{{", re.sub(r"<script>.*?</script>", "", page, flags=re.S))

    def test_intervals(self):
        page = self.report("--factors", os.path.join(CITIES, "factors.yaml"), "--replicates", "2000")
        Page(page)
        self.assertEqual(page.count('class="end faint"'), 50)
        self.has("In nine of ten replicates its place is 1 to 1.", page)
        self.finds(r'href="#city-shanghai"[^>]*><title>Shanghai 14: 1[12]\u20132[456] \(1[789]\)', page)
        self.has("Philox4x32-10", page)
        self.assertEqual(self.run_program("report", "--replicates", "10", "--out", self.path("x.html"))[0], 2)

    def test_rights(self):
        page = self.report()
        code, cells, _ = self.run_program("explain", "london", "unicorns", "--format", "csv")
        self.assertEqual((code, next(csv.DictReader(cells.splitlines()))["raw"]), (0, "44"))
        portrait = re.search(r'<article class="portrait" id="city-london".*?</article>', page, re.S)[0]
        row = re.search(r"<tr><td><span[^>]*>Unicorn companies.*?</tr>", portrait, re.S)[0]
        self.has("not published", row)
        self.assertNotIn("44", re.sub(r"<[^>]*>", " ", row).split())
        kept = self.report("--set", "indicators.unicorns.publish=none", "--languages", "en")
        row = re.search(r'id="city-london".*?(<tr><td>Unicorn companies.*?</tr>)', kept, re.S)[1]
        self.assertNotRegex(re.sub(r"<[^>]*>", " ", row), r"\d\d\.\d")
        self.lacks('<th class="number">Unicorn companies', kept)

    def test_only_one_city(self):
        page = self.report("--only", "Beijing")
        self.assertEqual([name for name in Page(page).ids if name.startswith("city-")], ["city-beijing"])
        for row in self.ranking():
            if row["unit"] != "beijing":
                self.lacks(row["name"], page)
                self.lacks(row["name"], page)
                self.lacks("city-" + row["unit"], page)

    def test_draft_mark(self):
        self.has('<strong class="draft">', self.report())
        self.project(3, state="final")
        self.lacks('<strong class="draft">', self.report(cwd=self.folder))

    def project(self, units, codes=None, state="draft"):
        """A made-up project with this many units and hostile names."""
        with open(self.path("schema.yaml"), "w", encoding="utf-8") as file:
            file.write("format: ieci/schema/1\nid: test\ntitle: '<b>&\"T\"</b>'\n"
                       "score: {range: [0, 100], decimals: 1}\nrank: {by: printed, ties: min}\ndefaults: {}\n"
                       "tree: {all: {one: [a], two: [b]}}\nindicators:\n")
            for code in "ab":
                file.write(f"  {code}: {{name: \"{code} <i>\", unit: '&', better: higher, worst: 0, best: 1000, "
                           "source: s, normalise: goalposts}\n")
        codes = codes or [f"u{i}" for i in range(units)]
        with open(self.path("data.csv"), "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["unit", "a", "b"])
            for i, code in enumerate(codes):
                out.writerow([code, i * 7 % 500, i * 13 % 499])
        with open(self.path("units.csv"), "w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(["unit", "name"])
            for code in codes:
                out.writerow([code, f"<script>alert('{code}')</script>"])
        with open(self.path("index.yaml"), "w", encoding="utf-8") as file:
            file.write("format: ieci/index/1\nschema: schema.yaml\nunits: units.csv\ndata: [data.csv]\n"
                       f"editions:\n  2025: {{state: {state}}}\n")

    def test_hostile_names(self):
        self.project(0, ["c d", "e-f", "ok", "日本"])
        page = self.report(cwd=self.folder)
        Page(page)
        self.assertEqual(page.count("<script>"), 1)
        self.has("&lt;script&gt;alert(&#39;ok&#39;)&lt;/script&gt;", page)
        self.assertEqual(len(re.findall(r'<article class="portrait" id="(?:city-ok|city-e-f|unit-\d)"', page)), 4)

    def test_five_hundred_units(self):
        self.project(500)
        page = self.report(cwd=self.folder)
        self.assertEqual(page.count('<article class="portrait"'), 500)
        self.assertLess(len(page.encode()), 3_000_000)

    def test_mistakes(self):
        self.assertEqual(self.run_program("report", "--only", "Atlantis", "--out", self.path("x.html"))[0], 2)
        self.assertEqual(self.run_program("report", "--out", self.path("no", "x.html"))[0], 3)
        self.assertEqual(os.listdir(self.folder), [])


@unittest.skipUnless(shutil.which("chromium"), "no chromium here")
class Browser(Case):
    """The same page in a real browser."""

    def dump(self, address):
        done = subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             f"--user-data-dir={self.path('profile')}", "--virtual-time-budget=2000", "--dump-dom", address],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
        return done.stdout.decode()

    def test_address_of_a_city(self):
        self.report()
        page = self.dump("file://" + self.path("page.html") + "#city-beijing")
        self.finds(r'<html[^>]*class="one"', page)
        self.finds(r'<article class="portrait chosen" id="city-beijing"', page)
        self.assertEqual(len(re.findall(r'<article class="portrait chosen"', page)), 1)
        self.finds(r'<tr data-u="city-beijing" class="chosen">', page)
        self.finds(r'<button type="button"><span lang="en">Copy</span>', page)

    def test_sorting_and_search(self):
        page = self.report()
        script = ("<script>document.querySelector('table[data-name=index] th:nth-child(5) button').click();"
                  "const s=document.getElementById('search');s.value='par';s.dispatchEvent(new Event('input'));</script>")
        with open(self.path("page.html"), "w", encoding="utf-8") as file:
            file.write(page.replace("</body>", script + "</body>"))
        page = self.dump("file://" + self.path("page.html"))
        table = re.search(r'<table class="sortable" data-name="index">.*?</table>', page, re.S)[0]
        first = re.findall(r'<tr data-u="city-(\w+)"', table)[0]
        code, printed, _ = self.run_program("rank", "--node", "attractiveness", "--format", "csv")
        last = [row["unit"] for row in csv.DictReader(printed.splitlines())][-1]
        self.assertEqual((code, first), (0, last))
        shown = re.findall(r'<tr data-u="city-(\w+)"(?: class="")?>', table)
        self.assertEqual(shown, ["paris"])


if __name__ == "__main__":
    unittest.main()
