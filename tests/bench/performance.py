# SPDX-License-Identifier: MIT
"""performance.py ENSEMBLES BLOCKS [PAGE]: measures how fast ensembles are, beside peers in the same run, and writes
doc/performance.md (or PAGE). `meson test --benchmark` builds and runs it; without a page it prints.

Peers: NumPy of this Python, COINr of this R; those that are not installed are left out."""

import datetime
import platform
import shutil
import statistics
import subprocess
import sys
import time

COINR = r"""
if (!suppressWarnings(requireNamespace("COINr", quietly = TRUE))) quit(status = 77)
suppressMessages(library(COINr))
coin <- build_example_coin(up_to = "Treat", quietly = TRUE)
coin <- Normalise(coin, dset = "Treated", global_specs = list(f_n = "n_minmax", f_n_para = list(c(1, 100))))
coin <- Aggregate(coin, dset = "Normalised", f_ag = "a_amean", w = coin$Meta$Weights$Original)
weights <- get_noisy_weights(coin$Meta$Weights$Original, noise_specs = data.frame(Level = 1:3, NoiseFactor = .25),
                             Nrep = 100)
normal <- list(list(f_n = "n_minmax", f_n_para = list(c(1, 100))),
               list(f_n = "n_rank", f_n_para = list("average")))
specs <- list(
  Normalisation = list(Address = "$Log$Normalise$global_specs", Distribution = normal, Type = "discrete"),
  Weights = list(Address = "$Log$Aggregate$w", Distribution = weights, Type = "discrete"),
  Aggregation = list(Address = "$Log$Aggregate$f_ag", Distribution = c("a_amean", "a_gmean"), Type = "discrete"))
set.seed(1)
count <- 30
times <- vapply(1:3, function(i) system.time(suppressMessages(suppressWarnings(
  get_sensitivity(coin, SA_specs = specs, N = count, SA_type = "UA", dset = "Aggregated", iCode = "Index",
                  quietly = TRUE))))[["user.self"]], 0)
cat(count / median(times), as.character(packageVersion("COINr")), as.character(getRversion()))
"""


def run(program):
    lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()
    rows = [line.split("\t") for line in lines if line.count("\t") == 2]
    return {name: float(count) / float(seconds) for name, seconds, count in rows}


def numpy_rate(units=50, indicators=25, replicates=20000):
    """The same question: weights around the nominal ones, ranks, counts, key sums."""
    try:
        import numpy
    except ImportError:
        return None, None
    generator = numpy.random.Generator(numpy.random.Philox(1))
    figures = generator.uniform(1, 100, (indicators, units))

    def once():
        weights = 1 + 0.25 * (2 * generator.random((replicates, indicators)) - 1)
        weights /= weights.sum(axis=1, keepdims=True)
        scores = weights @ figures
        order = numpy.argsort(-scores, axis=1)
        counts = numpy.zeros((units, units), dtype=numpy.int64)
        for place in range(units):
            counts[:, place] = numpy.bincount(order[:, place], minlength=units)
        return counts, numpy.rint(scores * 1e10).astype(numpy.int64).sum(axis=0)

    once()
    times = []
    for _ in range(5):
        before = time.process_time()
        once()
        times.append(time.process_time() - before)
    return replicates / statistics.median(times), numpy.__version__


def coinr_rate():
    rscript = shutil.which("Rscript")
    if rscript is None:
        return None, None
    done = subprocess.run([rscript, "-e", COINR], capture_output=True, text=True)
    if done.returncode != 0:
        return None, None
    rate, version, r = done.stdout.split()
    return float(rate), f"{version} on R {r}"


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            fields = dict(line.split(":", 1) for line in lines if ":" in line)
        fields = {key.strip(): value.strip() for key, value in fields.items()}
        name = fields["model name"]
        return name if "family" in name else f"{name}, family {fields['cpu family']} model {fields['model']}"
    except (OSError, KeyError, ValueError):
        return platform.processor() or platform.machine()


def number(value):
    digits = 3 if value < 1 else 2 if value < 100 else 0
    return f"{value:,.{digits}f}"


def line(*cells):
    return "| " + " | ".join(cells) + " |"


def main(ensembles, blocks, page=None):
    rate, parts = run(ensembles), run(blocks)
    numpy, numpy_version = numpy_rate()
    coinr, coinr_version = coinr_rate()
    best = next(name.split("_")[1] for name in parts if name.startswith("blocks_"))
    out = [
        "# Performance of ensembles", "",
        "Written by `tests/bench/performance.py`, which `meson test --benchmark` runs: medians of processor time, one",
        "thread, on a machine that may have had other work. Ratios were measured in the same run.", "",
        f"- {datetime.date.today().isoformat()}, {processor()}, {platform.system()} {platform.release()}; code: {best}",
        f"- peers: NumPy {numpy_version or '(not installed)'}, COINr {coinr_version or '(not installed)'}", "",
        "## What was asked and what came", "",
        line("work", "here", "peer", "ratio", "target"), line(*["---"] * 5),
    ]

    def row(work, here, peer, ratio, target):
        out.append(line(work, here, peer, ratio, target))

    def against(name, peer, peer_name):
        return (f"{peer_name} {number(peer)}/s", f"{rate[name] / peer:,.0f} x") if peer else ("", "")

    row("weights only, 50 x 25, counts and sums of keys", f"{rate['weights_50x25'] / 1e6:.2f} M/s",
        *against("weights_50x25", numpy, "NumPy"), ">= 3 M/s with AVX2, heading for 5")
    for name, target in [("avx512", ""), ("avx2", ">= 3 M/s"), ("plain", ">= 1.5 M/s")]:
        if f"blocks_{name}_all" in parts:
            row(f"the same, blocks alone, code {name}", f"{parts[f'blocks_{name}_all'] / 1e6:.2f} M/s", "", "", target)
    row("10^5 draws of the simplex, 50 x 25, full acceptability", f"{1e5 / rate['simplex_50x25']:.3f} s", "", "",
        "< .04 s")
    row("51 x 49 (49-8-2-1), all weights, 2 normalisations x {arithmetic, geometric}",
        f"{rate['methods_51x49'] / 1e6:.2f} M/s", *against("methods_51x49", coinr, "COINr"), ">= 100,000 x")
    row("the same with an error in every figure and scales found again", f"{number(rate['noise_51x49'])}/s",
        *against("noise_51x49", coinr, "COINr"), ">= 5,000 x")
    row("10^7 replicates of 200 x 30, weights only, from 50,000", f"{1e7 / rate['weights_200x30']:.1f} s, one thread",
        "", "", "<= 8 s, two threads")
    row("Sobol' indices, 10 factors, 1,024 rows, 50 ranks, 50 scores and the shift, 100 bootstraps, runs included",
        f"{1024 * 12 / rate['sobol_50']:.3f} s", "", "", "<= .05 s")
    row("Shapley effects of the same", f"{1024 * 11 / rate['shapley_50']:.3f} s", "", "", "")

    out += ["", "## Where the time goes", "",
            "Weights only, 50 units x 25 indicators, nanoseconds for a replicate, blocks of 16 replicates:", "",
            line("code", "random numbers", "weights", "scores", "ranks and counts", "together"), line(*["---"] * 6)]
    for name in ("plain", "avx2", "avx512"):
        if f"blocks_{name}_all" in parts:
            out.append(line(name, *(f"{1e9 / parts[f'blocks_{name}_{part}']:.0f}"
                                    for part in ("random", "weights", "scores", "ranks", "all"))))
    copied = parts.get("memcpy", 0.0)
    out += ["", f"A replicate reads and writes nothing but the caches of its core (memcpy moves {copied / 1e9:.1f} GB/s",
            "here and has no part in it): it takes 13 blocks of Philox, 1,250 products and sums, 403 comparisons of a",
            "sorting network, and 50 counters. What bounds it:", "",
            "- *ranks and counts*: half of the time. The network loads and stores two rows of 16 keys for each comparison,",
            "  so it is bound by the stores of the first cache; keys are doubles that carry their unit, because every",
            "  instruction set has the smaller and the larger of two doubles in one operation each. The counters are one",
            "  addition per unit and replicate that no vector can take.",
            "- *random numbers*: ten rounds of two multiplications to 64 bits; bound by the multiplier.",
            "- *scores*: one product and one sum for each child and unit, two units at a time so that weights are loaded",
            "  once; bound by additions (there are no fused ones: bits are the same on every processor).", "",
            "With geometric means the logarithms of figures are taken once per configuration, those of the nodes' scores in",
            "every replicate: for 51 x 49 that is 510 logarithms and 561 exponentials per replicate, and two thirds of its",
            "time. Errors of figures run all steps of an indicator again for each replicate, in double-double and one",
            "replicate after the other, for all editions: that is what the missed target of the fourth row is made of."]
    text = "\n".join(out) + "\n"
    if page is None:
        print(text)
    else:
        with open(page, "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
