#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Saves, reads and verifies result files as a user does. Environment: IECI (the program), CITIES (the shipped project)."""

import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
import tempfile
import unittest

PROGRAM = os.environ["IECI"]
CITIES = os.environ["CITIES"]
PLAIN = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
for name in ("LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
    if name in os.environ:
        PLAIN[name] = os.environ[name]
# Indicators of the cities with publish: score, and how many there are.
KEPT_BACK = "unicorns, michelin_stars, global500_hq, nature_share, qs_top500, fixed_speed, gawc_gnc"


def run(*words, folder=CITIES, given=None):
    """Exit code, standard output and standard error of the program."""
    done = subprocess.run([PROGRAM, *words], cwd=folder, input=given, env=PLAIN, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def sections(data):
    """[name, kind, bytes] of a file of sections; every length and sum is checked."""
    found, at = [], data.index(b"\n") + 1
    while data[at:at + 4] == b"--- ":
        end = data.index(b"\n", at)
        _, name, kind, size, total = data[at:end].decode().split(" ")
        content = data[end + 1:end + 1 + int(size)]
        assert hashlib.sha256(content).hexdigest() == total, name
        found.append([name, kind, content])
        at = end + 1 + int(size) + 1
    assert data[at:] == b"=== " + hashlib.sha256(data[:at]).hexdigest().encode() + b"\n"
    return found


def joined(first, parts):
    """The file of these sections: what somebody could write who knows the format."""
    data = first + b"\n"
    for name, kind, content in parts:
        data += f"--- {name} {kind} {len(content)} {hashlib.sha256(content).hexdigest()}\n".encode() + content + b"\n"
    return data + b"=== " + hashlib.sha256(data).hexdigest().encode() + b"\n"


class ResultFile(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="ieci-result-")
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, name="cities.ieci"):
        return os.path.join(self.folder, name)

    def read(self, name="cities.ieci"):
        with open(self.path(name), "rb") as file:
            return file.read()

    def write(self, content, name="cities.ieci"):
        with open(self.path(name), "wb") as file:
            file.write(content)

    def save(self, *words, name="cities.ieci", folder=CITIES):
        code, out, err = run("rank", "--save", self.path(name), *words, folder=folder)
        self.assertEqual((code, err), (0, ""))
        return out

    def project(self, state):
        """A copy of the shipped project with another state of the last edition."""
        folder = self.path("project")
        shutil.copytree(CITIES, folder, dirs_exist_ok=True)
        with open(os.path.join(CITIES, "index.yaml"), encoding="utf-8") as file:
            text = file.read()
        self.assertEqual(text.count("state: draft"), 1)
        with open(os.path.join(folder, "index.yaml"), "w", encoding="utf-8") as file:
            file.write(text.replace("state: draft", f"state: {state}"))
        return folder

    def test_read_again(self):
        out = self.save()
        told = f"Saved in {self.path()}, for inside. `ieci verify` computes it again.\n"
        self.assertTrue(out.endswith(told))
        self.assertEqual(out, run("rank")[1] + told)
        for words in ([], ["--edition", "2024", "--language", "zh"], ["--node", "connectivity", "--top", "5"],
                      ["--format", "csv"], ["--against", "2022", "--format", "json"]):
            self.assertEqual(run("rank", self.path(), *words), run("rank", *words), words)
        code, out, err = run("rank", "-", given=self.read(), folder=self.folder)
        self.assertEqual((code, out, err), (0, run("rank")[1], ""))
        for words in (["London"], ["Beijing", "digital"], ["北京", "--edition", "2022"]):
            self.assertEqual(run("explain", "-p", self.path(), *words), run("explain", *words), words)
        code, out, _ = run("explain", "-p", self.path(), "London", "airport_passengers")
        self.assertEqual(code, 0)
        self.assertIn("79.1834 million in cells line ", out)

    def test_can_be_read_in_an_editor(self):
        self.save()
        parts = sections(self.read())
        self.assertEqual([(name, kind) for name, kind, _ in parts],
                         [("computation", "yaml"), ("scores", "csv"), ("weights", "csv"), ("parameters", "csv"),
                          ("notes", "csv"), ("model", "ieci/model/1")])
        model = parts[-1][2]
        self.assertIn(f'identity: "{hashlib.sha256(model).hexdigest()}"\nweights: equal\n', parts[0][2].decode())
        self.assertIn(("cells", "csv"), [(name, kind) for name, kind, _ in sections(model)])
        self.assertNotIn(CITIES.encode(), self.read())
        rows = {(row["edition"], row["node"], row["unit"]): row for row in csv.DictReader(io.StringIO(parts[1][2].decode()))}
        self.assertEqual(rows["2025", "index", "london"]["printed"], "70.9")
        self.assertEqual(rows["2025", "index", "los_angeles"]["rank"], "14")
        self.assertEqual(rows["2025", "index", "los_angeles"]["tied"], "yes")

    def test_verify(self):
        self.save()
        code, out, err = run("verify", self.path())
        identity = hashlib.sha256(sections(self.read())[-1][2]).hexdigest()
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, "(?s)" + re.escape(self.path()) + ": whole, every sum is right; editions 2022 \\(draft\\), "
                         "2024 \\(draft\\) and 2025 \\(draft\\)\n"
                         f"computed with ieci [0-9.]+, numerics 1, weights equal; identity {identity}\n"
                         "recomputed with ieci [0-9.]+: 50 cities x 40 nodes x 3 editions, every score and rank the same\n$")
        self.assertEqual(run("verify", "-", given=self.read())[0], 0)
        code, out, err = run("verify", self.path(), "--format", "csv")
        self.assertEqual((code, out, err), (0, "table,edition,node,unit,what,stored,recomputed,basis\n", ""))

    def test_verify_names_what_differs(self):
        self.save()
        parts = sections(self.read())
        before = b"2025,index,beijing,present,"
        self.assertIn(before, parts[1][2])
        lines = parts[1][2].split(b"\n")
        at = next(i for i, line in enumerate(lines) if line.startswith(before))
        fields = lines[at].split(b",")
        self.assertEqual(fields[7], b"7")
        fields[7] = b"6"  # a better place, with all sums put right
        lines[at] = b",".join(fields)
        parts[1][2] = b"\n".join(lines)
        self.write(joined(b"ieci/result/1", parts))
        code, out, err = run("verify", self.path())
        self.assertEqual((code, err), (1, ""))
        self.assertIn("editions, ", out.replace(": 1 number is not the same:\n", ": editions, "))
        self.assertIn("  scores  2025     index  beijing  rank  6            7         figures\n", out)
        code, out, err = run("verify", self.path(), "--format", "csv")
        self.assertEqual((code, err), (1, ""))
        self.assertEqual(out.split("\n")[1:], ["scores,2025,index,beijing,rank,6,7,figures", ""])
        # a cell: the model has another identity
        parts = sections(joined(b"ieci/result/1", parts))
        parts[-1][2] = parts[-1][2].replace(b"79.1834", b"79.1835")
        self.write(joined(b"ieci/result/1", parts))
        code, out, err = run("verify", self.path())
        self.assertEqual((code, out), (1, ""))
        self.assertIn("the identity is not that of the model in the file", err)

    def test_many_differences(self):
        self.save()
        parts = sections(self.read())
        inner = sections(parts[-1][2])
        for part in inner:
            part[2] = part[2].replace(b"79.1834", b"9.1834")
        parts[-1][2] = joined(b"ieci/model/1", inner)
        parts[0][2] = re.sub(rb'identity: "[0-9a-f]*"', b'identity: "' + hashlib.sha256(parts[-1][2]).hexdigest().encode()
                             + b'"', parts[0][2])
        self.write(joined(b"ieci/result/1", parts))
        code, out, err = run("verify", self.path())
        self.assertEqual((code, err), (1, ""))
        self.assertRegex(out, r": (\d+) numbers are not the same:\n")
        self.assertIn("london", out)
        self.assertRegex(out, r"\n  and \d+ more; --format csv lists all\n")

    def test_outside(self):
        out = self.save("--audience", "outside")
        self.assertIn(f"Saved in {self.path()}, for outside: the figures of 7 of 25 indicators are left out.", out)
        data = self.read()
        model = dict((name, content) for name, _, content in sections(sections(data)[-1][2]))
        cells = list(csv.DictReader(io.StringIO(model["cells"].decode())))
        self.assertEqual(len({row["indicator"] for row in cells} - {"population"}), 18)
        for code in KEPT_BACK.split(", "):
            self.assertNotIn(code, {row["indicator"] for row in cells})
            self.assertNotIn(f",{code},".encode(), model["corrections"])
        code, out, err = run("verify", self.path())
        self.assertEqual((code, err), (0, ""))
        self.assertIn(f"\nmade for outside: the figures of 7 of 25 indicators are not in it ({KEPT_BACK})\n", out)
        self.assertIn("x 3 editions, nothing that the file says is wrong:\n   18 indicators from the figures\n"
                      "   4 nodes from all digits of the scores below\n"
                      "   11 nodes from the printed scores below, within their rounding\n"
                      "   7 indicators taken as the file says: no figures\n", out)
        code, out, err = run("rank", self.path())
        self.assertEqual((code, err), (0, ""))
        inside = run("rank")[1]
        self.assertEqual(out.split("\n")[:57], inside.split("\n")[:57])
        self.assertIn("Read from a file for outside: the figures of 7 of 25 indicators are not in it.\n", out)
        for words in (["rank", self.path(), "--save", self.path("inside.ieci")], ["explain", "-p", self.path(), "London"]):
            code, out, err = run(*words)
            self.assertEqual((code, out), (1, ""))
            self.assertIn("the result file was made for outside", err)
        self.assertFalse(os.path.exists(self.path("inside.ieci")))

    def test_outside_from_inside(self):
        self.save("--audience=outside", name="first.ieci")
        self.save()
        code, _, err = run("rank", self.path(), "--save", self.path("second.ieci"), "--audience", "outside")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual(self.read("first.ieci"), self.read("second.ieci"))

    def test_damage(self):
        self.save()
        data = self.read()
        for changed in (data[:-1], data[:1000], data + b"\n", data.replace(b"39.", b"38.", 1), data[:20] + b"\0" + data[21:]):
            self.write(changed)
            for words in (["verify", self.path()], ["rank", self.path()], ["explain", "London", "-p", self.path()]):
                code, out, err = run(*words)
                self.assertEqual((code, out), (1, ""))
                self.assertIn(self.path(), err)

    def test_draft_and_final(self):
        draft, path = self.project("draft"), self.path()
        self.save(folder=draft)
        self.save("--set", "nodes.index.aggregate=geometric", folder=draft)
        final = self.project("final")
        self.assertIn("edition 2025 (final)", self.save(folder=final))
        kept = self.read()
        self.assertIn("2025 (final)", run("verify", path)[1])
        self.save(folder=final)  # the same again
        for words in (["--set", "nodes.index.aggregate=geometric"], ["--audience", "outside"], ["-p", CITIES]):
            code, out, err = run("rank", "--save", path, *words, folder=final)
            self.assertEqual((code, out), (3, ""))
            self.assertIn(f"{path}: cannot be saved: the result file there is of a final edition, which is never "
                          "overwritten\n", err)
            self.assertEqual(self.read(), kept)
        self.assertEqual(sorted(os.listdir(self.folder)), ["cities.ieci", "project"])

    def test_other_files_are_kept(self):
        self.write(b"unit,name\n", "units.csv")
        code, out, err = run("rank", "--save", self.path("units.csv"))
        self.assertEqual((code, out), (3, ""))
        self.assertIn("cannot be saved: the file there is no whole result file, and is kept", err)
        self.assertEqual(self.read("units.csv"), b"unit,name\n")
        code, out, err = run("rank", "--save", self.path("missing/cities.ieci"))
        self.assertEqual((code, out), (3, ""))
        self.assertIn("no such file or folder", err)
        code, out, err = run("rank", "--save", "/dev/full")
        self.assertEqual((code, out), (3, ""))
        self.assertIn("/dev/full: ", err)

    def test_wrong_words(self):
        self.save()
        for words, told in (
            (["verify"], "verify needs a result file"),
            (["rank", "--audience", "outside"], "--audience needs --save"),
            (["rank", "--save", self.path(), "--audience", "all"], "cannot be \"all\": who may read a result file: inside, or outside"),
            (["rank", self.path(), "--weights", "visitor"], "--weights needs the project"),
            (["rank", self.path(), "--set", "score.decimals=2"], "--set needs the project"),
            (["rank", self.path(), "--ignore-corrections"], "--ignore-corrections needs the project"),
            (["verify", self.path(), "--top", "3"], "unknown option"),
        ):
            code, out, err = run(*words)
            self.assertEqual((code, out), (2, ""), words)
            self.assertIn(told, err)
        code, _, err = run("verify", "schema.yaml")
        self.assertEqual(code, 1)
        self.assertIn("schema.yaml: is no result file", err)
        self.assertEqual(run("verify", self.path("missing"))[0], 3)


if __name__ == "__main__":
    unittest.main()
