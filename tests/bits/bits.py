# SPDX-License-Identifier: MIT
"""bits.py SOURCES: the bytes of results do not depend on compiler, optimisation, processor or language.

Builds the library with gcc and clang, each unoptimised and with all that this processor can do. Every build evaluates
the cities and the published indices of tests/golden (all tables and the model document) and random problems of
tests/oracle (scores as hexadecimal doubles); what it prints must be the same to the byte. Then the same tables through
the Python package and, value by value, the R package; IECI_LIBRARY names the shared library, and IECI_CFLAGS and
IECI_LIBS say how to build with it. What is not installed is left out and named.
"""
import concurrent.futures
import hashlib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

SOURCES = pathlib.Path(sys.argv[1]).resolve()
HERE = SOURCES / "tests" / "bits"
sys.path.insert(0, str(SOURCES / "tests" / "oracle"))

from compare import message  # noqa: E402 (found by the line above)
from generate import make  # noqa: E402

SKIP = 77
PROBLEMS = range(1, 101)
PROJECTS = [SOURCES / folder / "index.yaml"
            for folder in ("examples/data/cities", "tests/golden/hdi", "tests/golden/hdi_series")]
BUILDS = [("gcc", "-O0"), ("gcc", "-O3", "-march=native"), ("clang", "-O0"), ("clang", "-O3", "-march=native")]
FLAGS = ["-std=c11", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math"]


def run(*command, **keywords):
    """Runs a command and returns what it prints; if it fails, ends the test."""
    words = [str(word) for word in command]
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **keywords)
    if done.returncode != 0:
        output = (done.stdout[-2000:] + done.stderr).decode("utf-8", "replace")
        sys.exit(f"{output}\nexit code {done.returncode}: {shlex.join(words)}")
    return done.stdout


def flags_of(package):
    return run("pkg-config", "--cflags", "--libs", package).decode().split()


def build(words, work, yaml):
    """Builds both programs: (tables, problems)."""
    work.mkdir()
    command = [*words, *FLAGS, "-I", SOURCES / "include", "-I", SOURCES / "lib"]
    files = [path for path in sorted(SOURCES.glob("lib/*/*.c")) if path.name not in ("file_windows.c", "lanes_code.c")]
    jobs = [(path, path.stem, []) for path in files]
    listed = re.search(r"^lane_sources = files\((.*?)\)", (SOURCES / "lib/meson.build").read_text(encoding="utf-8"), re.M)[1]
    for path in re.findall("'(.*?)'", listed):  # the code of ensembles, once for this instruction set
        source = SOURCES / "lib" / path
        jobs.append((source, source.stem + "_lanes", ["-DIECI__LANES=16", "-DIECI__CODE=plain"]))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda job: run(*command, *job[2], "-c", job[0], "-o", work / (job[1] + ".o")), jobs))
    programs = []
    for main in (HERE / "tables.c", SOURCES / "tests" / "oracle" / "driver.c"):
        programs.append(work / ("run_" + main.stem))
        run(*command, main, *sorted(work.glob("*.o")), "-o", programs[-1], *yaml, "-lm", "-pthread")
    return programs


class Comparison:
    """Outputs by what they are of; each must be what the first was."""

    def __init__(self):
        self.first, self.differ = {}, False

    def add(self, what, name, output):
        expected = self.first.setdefault(what, (name, output))[1]
        same = output == expected
        self.differ |= not same
        digest = hashlib.sha256(output).hexdigest()
        print(f"{what}: {digest[:16]} {'same' if same else 'DIFFERS'}  {name}")
        if not same:
            self.show(expected, output)

    @staticmethod
    def show(expected, output):
        """The first line that differs."""
        pairs = zip(expected.split(b"\n"), output.split(b"\n"))
        for number, (a, b) in enumerate(pairs, 1):
            if a != b:
                print(f"  line {number}:\n  {a.decode('utf-8', 'replace')}\n  {b.decode('utf-8', 'replace')}")
                return
        print(f"  {len(expected)} and {len(output)} bytes")


def compare_builds(comparison, work):
    problems = b"".join(message(str(seed), *make(seed)[:2]) for seed in PROBLEMS)
    yaml = flags_of("yaml-0.1")
    built = 0
    for words in BUILDS:
        name = " ".join(words)
        if shutil.which(words[0]) is None:
            print(f"left out: {name}: {words[0]} is missing")
            continue
        tables, driver = build(words, work / name.replace(" ", ""), yaml)
        comparison.add("tables", name, run(tables, *PROJECTS))
        comparison.add("values", name, run(tables, "--values", *PROJECTS))
        comparison.add("problems", name, run(driver, input=problems))
        built += 1
    return built


def compare_python(comparison):
    if "IECI_LIBRARY" not in os.environ:
        print("left out: Python: there is no shared library")
        return
    comparison.add("tables", "Python", run(sys.executable, HERE / "tables.py", *PROJECTS))


def compare_r(comparison, work):
    if shutil.which("R") is None or "IECI_LIBRARY" not in os.environ:
        print("left out: R: there is no R, or no shared library")
        return
    package, library = work / "ieci", work / "library"
    shutil.copytree(SOURCES / "bindings" / "r", package)
    library.mkdir()
    run("R", "CMD", "INSTALL", "--no-test-load", f"--library={library}", package)
    environment = {**os.environ, "R_LIBS": str(library), "LC_ALL": "C.UTF-8"}
    comparison.add("values", "R", run("Rscript", HERE / "tables.R", *PROJECTS, env=environment))


def main():
    if shutil.which("pkg-config") is None:
        print("skipped: pkg-config is missing")
        sys.exit(SKIP)
    comparison = Comparison()
    with tempfile.TemporaryDirectory(prefix="ieci-bits-") as folder:
        work = pathlib.Path(folder)
        if compare_builds(comparison, work) == 0:
            print("skipped: there is neither gcc nor clang")
            sys.exit(SKIP)
        compare_python(comparison)
        compare_r(comparison, work)
    sys.exit(comparison.differ)


if __name__ == "__main__":
    main()
