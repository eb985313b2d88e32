#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs every command and snippet of the pages, and checks what they say of the tree.

    doc/run_examples.py --program BUILD/examples/ieci/ieci [--python FOLDER] [PAGE...]

A block ```console has commands after "$ " and below each its output; a line "..." stands for any number of lines.
Before a block may stand <!-- in: FOLDER --> (where it runs; it holds for the blocks after it too; the page starts in a
folder that has a copy of the tree's examples/data) or <!-- file: NAME --> (the block is written to that file). Blocks
```python are run, in one process a page; blocks ```c are compiled, parts of a function inside one. Without pages: all of
the tree. Also checked: links between the pages lead somewhere; every path of the tree that a page names is there;
doc/architecture.md names every source file; --man: the man page has the options of the program's help. Exits with 1 if
anything is wrong.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ["*.md", "doc/*.md", "examples/data/*/*.md"]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FRAGMENT = """#include <ieci/ieci.h>
#include <stdio.h>
int main(void) {
    ieci_bytes *project = NULL;
    ieci_model *model = NULL;
    ieci_table *table = NULL;
    %s
}
"""
MARK = re.compile(r"^<!-- (in|file): (\S+) -->$", re.MULTILINE)


def split_commands(block):
    """Pairs of a command and the lines that must follow."""
    pairs = []
    for line in block.rstrip("\n").split("\n"):
        if line.startswith("$ "):
            pairs.append((line[2:], []))
        elif pairs and pairs[-1][0].endswith("\\"):
            pairs[-1] = (pairs[-1][0] + "\n" + line, [])
        else:
            pairs[-1][1].append(line)
    return pairs


def fits(wanted, lines):
    """Whether lines are the wanted ones, "..." being any number of them."""
    pattern = "".join(r"(?:.*\n)*" if line == "..." else re.escape(line.rstrip()) + r"\n" for line in wanted)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in lines)) is not None


class Page:
    """One page and the folder that its examples run in."""

    def __init__(self, path, environment, work):
        self.path, self.environment, self.work = path, environment, work
        self.text = path.read_text(encoding="utf-8")
        self.problems, self.ran = [], 0

    def problem(self, at, message):
        line = self.text.count("\n", 0, at) + 1
        self.problems.append(f"{self.path.relative_to(ROOT)}:{line}: {message}")

    def run_words(self, words, folder):
        self.ran += 1
        return subprocess.run(words, cwd=folder, env=self.environment, timeout=60, check=False, encoding="utf-8",
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def run_console(self, at, block, folder):
        for command, wanted in split_commands(block):
            printed = self.run_words(["bash", "-c", command], folder).stdout.splitlines()
            if not fits(wanted, printed):
                self.problem(at, "\n".join([f"$ {command}", "--- wanted", *wanted, "--- printed", *printed]))

    def run_python(self, at, code):
        done = self.run_words([sys.executable, "-c", code], self.work)
        if done.returncode != 0:
            self.problem(at, "the Python snippets fail:\n" + done.stdout)

    def check_c(self, at, code):
        if "int main(" not in code:
            code = FRAGMENT % code
        (self.work / "block.c").write_text(code, encoding="utf-8")
        words = ["cc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", f"-I{ROOT / 'include'}", "block.c"]
        done = self.run_words(words, self.work)
        if done.returncode != 0:
            self.problem(at, "the C code does not compile:\n" + done.stdout)

    def run(self, with_python):
        folder, at_mark, snippets, first = self.work, 0, [], 0
        for fence in FENCE.finditer(self.text):
            name = None
            for mark in MARK.finditer(self.text, at_mark, fence.start()):
                if mark.group(1) == "in":
                    folder = self.work / mark.group(2)
                    folder.mkdir(parents=True, exist_ok=True)
                else:
                    name = mark.group(2)
            at_mark = fence.end()
            if name is not None:
                (folder / name).write_text(fence.group(2), encoding="utf-8")
            elif fence.group(1) == "console":
                self.run_console(fence.start(), fence.group(2), folder)
            elif fence.group(1) == "c":
                self.check_c(fence.start(), fence.group(2))
            elif fence.group(1) == "python":
                first = first or fence.start()
                snippets.append(fence.group(2))
        if snippets and with_python:
            self.run_python(first, "".join(snippets))

    def check_links(self):
        plain = FENCE.sub(lambda found: re.sub(r"[^\n]", " ", found.group(0)), self.text)
        for link in re.finditer(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", plain):
            if "://" not in link.group(1) and not (self.path.parent / link.group(1)).exists():
                self.problem(link.start(), f"the link to {link.group(1)} leads nowhere")
        for named in re.finditer(r"`((?:lib|include|examples|bindings|tests|doc)/[\w./-]*)`", plain):
            if not (ROOT / named.group(1)).exists():
                self.problem(named.start(), f"there is no {named.group(1)}")


def check_architecture():
    """Every source file is in the tables of its layer."""
    text = (ROOT / "doc/architecture.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##)", text, re.DOTALL | re.MULTILINE))
    for path in sorted((ROOT / "lib").glob("*/*.[ch]")):
        part = parts.get(path.parent.name, "")
        if f"`{path.stem}`" not in part and f"`{path.name}`" not in part:
            yield f"doc/architecture.md: {path.relative_to(ROOT)} is not named"


def check_manual(manual, environment):
    """The man page and the program's help have the same options."""
    lines = [line for line in manual.read_text(encoding="utf-8").splitlines() if line.startswith((".It Fl", ".Fl"))]
    named, told = set(re.findall(r"(?<=[ ]-)[a-z][a-z-]+", "\n".join(lines))), set()
    waiting = [[]]
    for command in waiting:
        done = subprocess.run(["ieci", *command, "--help"], env=environment, timeout=60, check=True, encoding="utf-8",
                              stdout=subprocess.PIPE)
        if not command:  # the program's own help lists the commands
            listed = re.search(r"^Commands\n(.*?)^\S", done.stdout, re.DOTALL | re.MULTILINE).group(1)
            waiting += [[name] for name in re.findall(r"^  ([a-z-]+) ", listed, re.MULTILINE)]
        told |= set(re.findall(r"(?<![\w-])--([a-z-]+)", done.stdout))
    for option in sorted(named ^ (told - {"option"})):  # --option=VALUE stands for all of them
        yield f"{manual}: option --{option} is {'not in the help' if option in named else 'missing'}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--python", help="folder of the Python binding")
    parser.add_argument("--library", help="library that the Python binding loads")
    parser.add_argument("--man", type=Path, help="the man page, to compare with the program's help")
    parser.add_argument("pages", nargs="*", type=Path)
    arguments = parser.parse_args()
    environment = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1",
                       PATH=f"{Path(arguments.program).resolve().parent}:{os.environ['PATH']}")
    if arguments.python and arguments.library:
        environment.update(PYTHONPATH=arguments.python, IECI_LIBRARY=os.path.abspath(arguments.library))
    pages = [path.resolve() for path in arguments.pages] or [path for each in PAGES for path in sorted(ROOT.glob(each))]
    problems, ran = [], 0
    for path in pages:
        with tempfile.TemporaryDirectory(prefix="ieci-doc-") as work:
            shutil.copytree(ROOT / "examples/data", Path(work) / "examples/data")
            page = Page(path, environment, Path(work))
            page.run(arguments.python is not None and arguments.library is not None)
            page.check_links()
            problems += page.problems
            ran += page.ran
    problems += check_architecture() if not arguments.pages else []
    problems += check_manual(arguments.man, environment) if arguments.man else []
    for problem in problems:
        print(problem)
    print(f"{ran} commands and snippets, {len(problems)} problems")
    return int(bool(problems) or ran == 0)


if __name__ == "__main__":
    sys.exit(main())
