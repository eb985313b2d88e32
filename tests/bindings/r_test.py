# SPDX-License-Identifier: MIT
"""r_test.py SOURCES WORK [--check]: installs the R package into a library of its own below the folder WORK, runs its
tests, the examples of its help pages and the example program. With --check runs R CMD check instead, which does more
and takes longer.

The environment says how to compile and link: IECI_CFLAGS, IECI_LIBS; and where the library is: LD_LIBRARY_PATH.
"""
import os
import pathlib
import sys

from support import fresh_copy, fresh_folder, need, run

EXAMPLES = """
library(ieci)
for (topic in c("ieci-package", "ieci_open", "evaluate", "findings", "ieci_dataset", "ieci_catalogue", "save_result",
                "uncertainty")) {
  example(topic, package = "ieci", character.only = TRUE, echo = FALSE, ask = FALSE)
}
"""


def check(r, package, work):
    """R CMD check; errors, warnings and notes fail."""
    run(r, "CMD", "build", package, cwd=work, quiet=True)
    archive = next(work.glob("ieci_*.tar.gz"))
    quiet = {**os.environ, "_R_CHECK_CRAN_INCOMING_": "false", "_R_CHECK_SYSTEM_CLOCK_": "0",
             "_R_CHECK_FORCE_SUGGESTS_": "false"}
    run(r, "CMD", "check", "--no-manual", archive.name, cwd=work, env=quiet)
    log = (work / "ieci.Rcheck" / "00check.log").read_text(encoding="utf-8")
    if "Status: OK" not in log:
        sys.exit("R CMD check is not OK")


def main():
    sources, work = pathlib.Path(sys.argv[1]), fresh_folder(sys.argv[2])
    r, rscript, compiler = need("R", "Rscript", "cc")
    package = fresh_copy(sources / "bindings" / "r", work / "ieci")
    if "--check" in sys.argv:
        return check(r, package, work)
    library = fresh_folder(work / "library")
    run(r, "CMD", "INSTALL", "--no-test-load", f"--library={library}", package, quiet=True)
    os.environ["R_LIBS"] = str(library)
    run(rscript, package / "tests" / "ieci.R")
    run(rscript, "-e", EXAMPLES, quiet=True)
    cities = sources / "examples" / "data" / "cities" / "index.yaml"
    for locale in ("C", "C.UTF-8"):
        os.environ["LC_ALL"] = locale
        for name in ("rank_cities", "check_data"):
            example = sources / "examples" / name
            compare = [sys.executable, pathlib.Path(__file__).parent / "compare.py", example / "expected.txt"]
            run(*compare, rscript, example / "main.R", cities)


if __name__ == "__main__":
    main()
