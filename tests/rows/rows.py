#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""rows.py --program IECI: every row of every method table has a unit test, a second proof (oracle, peer, golden case),
a hostile case, and a line in the guide, in the architecture and in the news. Exits with 1 and tells what is missing."""
import argparse
import csv
import io
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# What must name the method, and where; any one of the files is enough.
PLACES = {
    "unit test": ["tests/unit/*.c"],
    "second proof": ["tests/oracle/*.py", "tests/peers/*", "tests/golden/*/schema.yaml"],
    "hostile case": ["tests/hostile/inputs.py", "tests/hostile/base/*.yaml"],
    "line of the guide": ["doc/guide.md"],
    "line of the architecture": ["doc/architecture.md"],
    "line of the news": ["NEWS.md"],
}
# Names that stand for doing nothing.
PLAIN = {("treat", "none"), ("transform", "none")}
# Families that are drawn from, not rules of a schema: tests/unit/draw.c and noise.c prove them by the distance from their formulas.
DRAWN = {"distribution", "error"}


def methods(program):
    out = subprocess.run([program, "methods", "--format", "csv"], capture_output=True, text=True, check=True).stdout
    for row in csv.DictReader(io.StringIO(out)):
        if row["kind"] == "method" and row["step"] not in DRAWN and (row["step"], row["name"]) not in PLAIN:
            yield row["step"], row["name"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    texts = {what: "\n".join(path.read_text(encoding="utf-8") for glob in globs for path in sorted(ROOT.glob(glob)))
             for what, globs in PLACES.items()}
    found = list(methods(parser.parse_args().program))
    missing = [f"{step} {name}: no {what}" for step, name in found for what, text in texts.items()
               if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]
    print("\n".join(missing))
    print(f"{len(found)} methods, {len(missing)} things missing")
    return 1 if missing or len(found) < 30 else 0


if __name__ == "__main__":
    sys.exit(main())
