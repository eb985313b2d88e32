#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""mpi.py PROGRAM IECI CITIES: the example under mpirun with one and three processes gives the bytes of the program."""
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


def main():
    program, ieci, cities = sys.argv[1:]
    if shutil.which("mpirun") is None:
        print("skipped: no mpirun here")
        sys.exit(77)
    files = [os.path.join(cities, "index.yaml"), os.path.join(cities, "factors.yaml")]
    alone = output(ieci, "uncertainty", files[0], "--factors", files[1], "--replicates", REPLICATES, "--format", "csv")
    for processes in ("1", "3"):
        shared = output("mpirun", "--oversubscribe", "-n", processes, program, *files, REPLICATES)
        if shared != alone:
            sys.exit(f"{processes} processes give other bytes than ieci uncertainty")
        print(f"{processes} processes: {len(shared)} bytes, the same")


if __name__ == "__main__":
    main()
