# SPDX-License-Identifier: MIT
"""Checks the shipped cities as delivered: what looks like a slip or changed much, and the ranks that it touches."""
import sys

import ieci

try:
    path = sys.argv[1] if len(sys.argv) > 1 else "examples/data/cities/index.yaml"
    found = ieci.open(path, corrections=False).evaluate().findings(against=[2022, 2024])
except ieci.Error as error:
    sys.exit(str(error))
for row in found.rows():
    if row["class"] != "note":
        print(f"{row['class']:7}  {row['code']:3}  {row['indicator']}, {row['unit']}: {row['message']}")
        if row["ranks"] is not None:
            print("              without it", row["ranks"])
