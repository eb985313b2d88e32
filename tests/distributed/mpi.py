#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""mpi.py PROGRAM IECI CITIES: the example under mpirun gives the same bytes for one process and for three, and the
numbers of the program; what drives a rank (columns driver...) takes more replicates and is left out."""
import csv
import os
import shutil
import subprocess
import sys

REPLICATES = "3001"


def output(*words):
    """What a program prints; ends the test if it fails."""
    allowed = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
    done = subprocess.run(words, stdout=subprocess.PIPE, env={**os.environ, **allowed}, timeout=100, check=False)
    if done.returncode != 0:
        sys.exit(f"{words[0]}: exit code {done.returncode}")
    return done.stdout


def plain(table):
    """The rows of a CSV without what drives the ranks."""
    rows = csv.DictReader(table.decode().splitlines())
    return [{key: value for key, value in row.items() if not key.startswith("driver")} for row in rows]


def main():
    program, ieci, cities = sys.argv[1:]
    if shutil.which("mpirun") is None:
        print("skipped: no mpirun here")
        sys.exit(77)
    files = [os.path.join(cities, "index.yaml"), os.path.join(cities, "factors.yaml")]
    alone = output(ieci, "uncertainty", files[0], "--factors", files[1], "--replicates", REPLICATES, "--format", "csv")
    one, three = [output("mpirun", "--oversubscribe", "-n", n, program, *files, REPLICATES) for n in ("1", "3")]
    if one != three:
        sys.exit("three processes give other bytes than one")
    if len(plain(one)) != 50 or plain(one) != plain(alone):
        sys.exit("the processes give other numbers than ieci uncertainty")
    print(f"{len(one)} bytes, the same; {len(plain(one))} rows as ieci uncertainty has them")


if __name__ == "__main__":
    main()
