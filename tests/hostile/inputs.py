# SPDX-License-Identifier: MIT
"""The inputs of expected.csv: for each id a file of the base project and what stands in it instead. Large ones are made
only when they are needed."""
import pathlib

BASE = pathlib.Path(__file__).resolve().parent / "base"
MIB = 1 << 20


def base(name):
    return (BASE / name).read_bytes()


def replaced(name, *pairs):
    """The base file with texts replaced; each must be there."""
    data = base(name)
    for old, new in pairs:
        old, new = (part if isinstance(part, bytes) else part.encode() for part in (old, new))
        assert old in data, (name, old)
        data = data.replace(old, new, 1)
    return name, data


def schema(*pairs):
    return replaced("schema.yaml", *pairs)


def schema_is(data):
    return "schema.yaml", data if isinstance(data, bytes) else data.encode()


def wealth(rule, *pairs):
    """Another aggregation in the node of income and firms."""
    return schema(("{name: Wealth}", "{name: Wealth, aggregate: %s}" % rule), *pairs)


def scale(rule):
    """Another normalisation of firms."""
    return schema(("firms, better", "firms, normalise: %s, better" % rule))


def gap():
    """The first figure of firms is missing."""
    return data(("ada,1,firms,5,", "ada,1,firms,,missing"))


def circle():
    """Sixteen units whose places in three children turn in a circle of majorities."""
    def rise(code, place):
        return 55 - 3 * place if code == "air" else place
    rows = [f"u{i},1,{code},{rise(code, (i + shift) % 16 + 1)}" for i in range(16)
            for code, shift in (("income", 0), ("firms", 5), ("air", 10))]
    return [data_is("unit,edition,indicator,value\n" + "\n".join(rows) + "\n"), corrections(),
            ("aliases.csv", b"spelling,unit\n"),
            ("units.csv", ("unit,name,population\n" + "".join(f"u{i},U{i},1\n" for i in range(16))).encode())]


def weights(*pairs):
    return replaced("weights.yaml", *pairs)


def data(*pairs):
    return replaced("data.csv", *pairs)


def data_is(content):
    return "data.csv", content if isinstance(content, bytes) else content.encode()


def units(*pairs):
    return replaced("units.csv", *pairs)


def corrections(*rows):
    return "corrections.csv", ("unit,edition,indicator,old,new\n" + "".join(row + "\n" for row in rows)).encode()


def figure(text):
    """The first figure of the data, written in another way."""
    return data((b"ada,1,income,10,", b"ada,1,income," + (text if isinstance(text, bytes) else text.encode()) + b","))


def figure_fits(text):
    """The same without the correction that asks for the old figure: it names the new one."""
    return figure(text), corrections(f"ada,1,income,{text},11")


def worst(text):
    return schema(("better: higher, worst: 0, best: 100", f"better: higher, worst: {text}, best: 100"))


def renamed(old, new):
    """A unit with another code in all files."""
    return [("units.csv", base("units.csv").replace(old.encode(), new.encode())),
            ("data.csv", base("data.csv").replace(old.encode() + b",", new.encode() + b",")),
            ("corrections.csv", base("corrections.csv").replace(old.encode(), new.encode())),
            ("aliases.csv", base("aliases.csv").replace(b"," + old.encode(), b"," + new.encode()))]


def billion_laughs():
    lines = ["a0: &a0 lol"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    return schema_is("\n".join(lines) + "\n")


def wide(columns, rows=1):
    return "unit," + ",".join(f"c{i}" for i in range(columns)) + "\n" + ("ada" + ",1" * columns + "\n") * rows


def without_air():
    """All figures of one indicator are missing."""
    lines = base("data.csv").splitlines()
    return data_is(b"".join((line.split(b",air,")[0] + b",air,,missing," if b",air," in line else line) + b"\n"
                            for line in lines))


POINTS = "{income: 2, firms: 1}"
SETS = "nodes: {wealth: {income: 2, firms: 1}}"

INPUTS = {
    "base": lambda: schema(),
    # --- schema.yaml ---
    "Y-01a": lambda: schema_is(""),
    "Y-01b": lambda: schema_is("# only\n# comments\n"),
    "Y-01c": lambda: schema_is("---\n"),
    "Y-02": lambda: schema_is(base("schema.yaml") + b"---\n" + base("schema.yaml")),
    "Y-03a": lambda: schema_is("a text\n"),
    "Y-03b": lambda: schema_is("- a\n- b\n"),
    "Y-04": lambda: schema(("  wealth: {name", "\twealth: {name")),
    "Y-05a": lambda: schema(("income, firms]", "income, firms")),
    "Y-05b": lambda: schema(("{name: Wealth}", "{name: Wealth")),
    "Y-05c": lambda: schema(("{name: Wealth}", '{name: "Wealth}')),
    "Y-06": lambda: schema_is("[" * MIB),
    "Y-07": lambda: schema_is("{a: [" * 40000),
    "Y-08": lambda: schema_is("[[]," * 40000),
    "Y-09": lambda: schema_is("".join("  " * i + "a:\n" for i in range(4000))),
    "Y-10": billion_laughs,
    "Y-11": lambda: schema_is("a: &a [*a]\n"),
    "Y-12": lambda: schema_is("".join(f"k{i}: &a{i} 1\n" for i in range(40000))),
    "Y-13": lambda: schema_is("a: *nowhere\n"),
    "Y-14": lambda: schema(("nodes:\n", "nodes:\n  <<: {name: A}\n")),
    "Y-15": lambda: schema(("id: hostile\n", "id: hostile\nid: hostile\n")),
    "Y-16": lambda: schema(("id: hostile\n", 'id: hostile\n"\\x69d": hostile\n')),
    "Y-17": lambda: schema(("life: [air]", "life: [air, income]")),
    "Y-18": lambda: schema(("id: hostile\n", "id: hostile\nnotice: {fré: a, fre\u0301: b}\n")),
    "Y-19a": lambda: [schema(("life: [air]", "life: [no]"), ("  air: {name: Air", "  no: {name: Air")),
                      ("data.csv", base("data.csv").replace(b",air,", b",no,"))],
    "Y-19b": lambda: renamed("cef", "NO"),
    "Y-19c": lambda: renamed("cef", "null"),
    "Y-19d": lambda: renamed("cef", "y"),
    "Y-20a": lambda: [schema(("life: [air]", "life: [1e3]"), ("  air: {name: Air", "  1e3: {name: Air")),
                      ("data.csv", base("data.csv").replace(b",air,", b",1e3,"))],
    "Y-20b": lambda: renamed("cef", "0x10"),
    "Y-20c": lambda: renamed("cef", "010"),
    "Y-20d": lambda: renamed("cef", "2001-01-01"),
    "Y-20e": lambda: schema(("ieci/schema/1", "ieci/schema/1.10")),
    "Y-21a": lambda: worst("yes"),
    "Y-21b": lambda: worst("0x1F"),
    "Y-21c": lambda: worst("1_000"),
    "Y-21d": lambda: worst("1:30"),
    "Y-21e": lambda: worst(".inf"),
    "Y-21f": lambda: worst(".nan"),
    "Y-21g": lambda: worst('"1,5"'),
    "Y-21h": lambda: worst('"0.5"'),
    "Y-22a": lambda: weights(("income: 2", "income: 1e400")),
    "Y-22b": lambda: weights(("income: 2", "income: 1e-400")),
    "Y-22c": lambda: weights(("income: 2", "income: -0.0")),
    "Y-22d": lambda: weights(("income: 2", "income: 0." + "3" * 400)),
    "Y-23a": lambda: schema(("id: hostile", "id: !!python/object/apply:os.system hostile")),
    "Y-23b": lambda: schema(("id: hostile", "id: !!binary hostile")),
    "Y-23c": lambda: schema(("id: hostile", "id: !foo hostile")),
    "Y-24a": lambda: schema_is(b"%YAML 1.3\n---\n" + base("schema.yaml")),
    "Y-24b": lambda: schema_is(b"%TAG ! !a\n%TAG ! !b\n---\n" + base("schema.yaml")),
    "Y-25": lambda: schema_is(b"\xef\xbb\xbf" + base("schema.yaml")),
    "Y-26a": lambda: schema_is(b"\xff\xfe" + base("schema.yaml").decode().encode("utf-16-le")),
    "Y-26b": lambda: schema_is(b"\xfe\xff" + base("schema.yaml").decode().encode("utf-16-be")),
    "Y-27a": lambda: schema(("Hostile", b"Host\xffile")),
    "Y-27b": lambda: schema(("Hostile", b"Host\xc0\xafile")),
    "Y-27c": lambda: schema(("Hostile", b"Host\xed\xa0\x80ile")),
    "Y-27d": lambda: schema(("Hostile", b"Host\xf4\x90\x80\x80ile")),
    "Y-28a": lambda: schema(("Hostile", b"Host\x00ile")),
    "Y-28b": lambda: schema(("life: [air]", 'life: ["a\\0r"]')),
    "Y-29a": lambda: schema(("life: [air]", 'life: ["a\\u202er"]')),
    "Y-29b": lambda: schema(("life: [air]", 'life: ["a\\u200br"]')),
    "Y-29c": lambda: schema(("life: [air]", 'life: ["a\\x07r"]')),
    "Y-29d": lambda: schema(("{name: Wealth}", '{name: "We\\u202ealth"}')),
    "Y-30a": lambda: schema(("Hostile", "x" * (32 * MIB))),
    "Y-30b": lambda: schema_is(base("schema.yaml") + b"#" + b"c" * (32 * MIB) + b"\n"),
    "Y-30c": lambda: schema_is(base("schema.yaml") + b"\n" * (32 * MIB)),
    "Y-31": lambda: schema_is("".join(f"k{i}: 1\n" for i in range(1000001))),
    "Y-32": lambda: schema_is("---\na: 1\n" * 1000000),
    "Y-33": lambda: schema(("life: [air]", "life: [{life: [air]}]")),
    "Y-34a": lambda: schema(("    life: [air]\n", "    life: []\n")),
    "Y-34b": lambda: schema(("  life: {name: Life}", "  lif: {name: Life}")),
    "Y-34c": lambda: schema(("life: [air]", "life: [aer]")),
    "Y-36": lambda: schema(("    life: [air]\n", "    life: {wealth: [air]}\n")),
    "Y-37": lambda: schema(("better: lower", "beter: lower")),
    "Y-38a": lambda: schema(("better: lower", "better: up")),
    "Y-38b": lambda: schema(("better: lower", "better: 0")),
    "Y-38c": lambda: schema(("better: lower", "better: +1")),
    "Y-38d": lambda: schema(("better: lower, ", "")),
    "Y-39a": lambda: worst("100"),
    "Y-39b": lambda: worst("200"),
    "Y-39c": lambda: schema(("worst: 60, best: 5", "worst: 5, best: 60")),
    "Y-40": lambda: schema(("range: [1, 100]", "range: [0, 100]"), ("{name: Wealth}", "{name: Wealth, aggregate: geometric}"),
                           ("worst: 0, best: 100", "worst: 40, best: 100")),
    "Y-41a": lambda: schema(("{name: Wealth}", "{name: Wealth, aggregate: Geometric}")),
    "Y-41b": lambda: schema(("{name: Wealth}", "{name: Wealth, aggregate: ar\u0131thmetic}")),
    "Y-42": lambda: weights(("income: 2, firms: 1", "income: 0, firms: 0")),
    "Y-43a": lambda: schema(("id: hostile", "id: hostile\ninclude: ../../etc/passwd")),
    "Y-43b": lambda: replaced("index.yaml", ("schema: schema.yaml", "schema: ../schema.yaml")),
    "Y-43c": lambda: replaced("index.yaml", ("schema: schema.yaml", "schema: /etc/passwd")),
    "Y-43d": lambda: replaced("index.yaml", ("schema: schema.yaml", "schema: sub/../../schema.yaml")),
    "Y-44": lambda: replaced("index.yaml", ("data: [data.csv]", "data: [nowhere.csv]")),
    "Y-46": lambda: schema_is(base("schema.yaml").replace(b"\n", b"\r\n")),
    # --- methods ---
    "M-01": lambda: wealth("{rule: minimum, exponent: 2}"),
    "M-02": lambda: wealth("{rule: maximum, strength: 1}"),
    "M-03": lambda: wealth("leontief", ("worst: 0, best: 50", "worst: 20, best: 50, outside: extend")),
    "M-04a": lambda: wealth("{rule: mean_min, strength: 1.5}"),
    "M-04b": lambda: wealth("{rule: mean_min, smoothness: -1}"),
    "M-05": lambda: wealth("mpi", ("worst: 0, best: 50", "worst: 100, best: 200")),
    "M-06": lambda: wealth("ampi", ("range: [1, 100]", "range: [-100, 0]")),
    "M-07": lambda: wealth("{rule: median, weights: yes}"),
    "M-08a": lambda: wealth("{rule: owa, from: .8, to: .3}"),
    "M-08b": lambda: wealth("{rule: owa, exponent: 0}"),
    "M-09": lambda: wealth("{rule: wowa, from: 1, to: 1}"),
    "M-10a": lambda: wealth("choquet"),
    "M-10b": lambda: wealth("{rule: choquet, interaction: 1.01}"),
    "M-11": lambda: wealth("topsis", ("worst: 0, best: 50", "worst: 100, best: 200"),
                           ("worst: 0, best: 100", "worst: 100, best: 200")),
    "M-12": lambda: wealth("{rule: vikor, majority: 2}"),
    "M-13": lambda: [wealth("dp2"), data(("ada,1,firms,5,", "ada,1,firms,,missing"))],
    "M-14": lambda: wealth("{rule: borda, over: all}"),
    "M-15": lambda: wealth("{rule: copeland, of: region}"),
    "M-16a": lambda: wealth("{rule: promethee, preference: linear, indifferent: 5, strict: 5}"),
    "M-16b": lambda: wealth("{rule: promethee, preference: steep}"),
    "M-17": lambda: [schema(("    wealth: [income, firms]\n    life: [air]", "    wealth: [income, firms, air]"),
                            ("{name: Wealth}", "{name: Wealth, aggregate: kemeny}"), ("  life: {name: Life}\n", "")),
                     weights((", " + SETS, "")), *circle()],
    "M-30": lambda: [schema(("firms, better", "firms, missing: {rule: fail, of: region}, better")), gap()],
    "M-31": lambda: schema(("firms, better", "firms, missing: drop, better")),
    "M-32": lambda: schema(("firms, better", "firms, missing: {rule: zero, of: region}, better")),
    "M-33": lambda: [schema(("firms, better", "firms, missing: {rule: mean, of: continent}, better")), gap()],
    "M-34": lambda: schema(("firms, better", "firms, treat: {rule: winsorise, max_points: 0.5}, better")),
    "M-35": lambda: schema(("worst: 0, best: 50", "worst: -1, best: 50, transform: log1p")),
    "M-36": lambda: [schema(("worst: 0, best: 50", "worst: 1, best: 50, transform: log")),
                     data(("ada,1,firms,5,", "ada,1,firms,0,"))],
    "M-37": lambda: schema(("worst: 0, best: 50", "worst: -4, best: 50, transform: sqrt")),
    "M-38": lambda: schema(("firms, better", "firms, normalise: {rule: z_score, sd: 0}, better")),
    "M-39": lambda: schema(("firms, better", "firms, normalise: {rule: percentile, over: 3}, better")),
    "M-40": lambda: weights(("main:", "given:"), ("income: 2", "income: two")),
    "M-41": lambda: wealth("harmonic", ("range: [1, 100]", "range: [0, 100]"), ("worst: 0, best: 100", "worst: 40, best: 100")),
    "M-42": lambda: wealth("power"),
    "M-43": lambda: schema(("ties: min", "ties: {rule: max, over: all}")),
    "M-44": lambda: schema(("ties: min", "ties: [dense, average, ordinal]")),
    "M-50": lambda: [scale("leader"), data(("ada,1,firms,5,", "ada,1,firms,-5,"))],
    "M-51a": lambda: scale("target"),
    "M-51b": lambda: scale("{rule: target, target: 0}"),
    "M-52a": lambda: scale("reference"),
    "M-52b": lambda: scale("{rule: reference, of: borr}"),
    "M-52c": lambda: [scale("{rule: reference, of: ada}"), gap()],
    "M-53": lambda: [scale("sum"), data(("ada,1,firms,5,", "ada,1,firms,-5,"))],
    "M-54": lambda: [scale("vector"), data(("ada,1,firms,5,", "ada,1,firms,0,"), ("bor,1,firms,15,", "bor,1,firms,0,"),
                                           ("cef,1,firms,25,", "cef,1,firms,0,"))],
    "M-55": lambda: scale("{rule: around_mean, band: 1.1}"),
    "M-56": lambda: [scale("robust"), data(("bor,1,firms,15,", "bor,1,firms,5,"), ("cef,1,firms,25,", "cef,1,firms,5,"))],
    "M-57": lambda: scale("{rule: ampi, of: nowhere}"),
    "M-58": lambda: scale("{rule: quantile_bands, bands: 1}"),
    "M-59a": lambda: scale("{rule: logistic, middle: 5, width: 0}"),
    "M-59b": lambda: schema(("firms, better", "firms, transform: log, normalise: {rule: logistic, middle: 0, width: 1}, better"),
                            ("worst: 0, best: 50", "worst: 1, best: 50")),
    "M-60": lambda: [scale("{rule: peak, target: 5}"), data(("bor,1,firms,15,", "bor,1,firms,5,"),
                                                            ("cef,1,firms,25,", "cef,1,firms,5,"))],
    "M-61": lambda: scale("{rule: interval, least: 0, from: 20, to: 10, most: 30}"),
    "M-62": lambda: schema(("firms, better", "firms, treat: {rule: iqr, factor: -1}, better")),
    "M-63": lambda: schema(("firms, better", "firms, treat: {rule: mad, max_points: 3}, better")),
    "M-64": lambda: schema(("firms, better", "firms, treat: {rule: percentiles, low: 90, high: 10}, better")),
    "M-65": lambda: schema(("firms, better", "firms, transform: {rule: cbrt, over: all}, better")),
    "M-66": lambda: [schema(("firms, better", "firms, missing: {rule: mode, of: continent}, better")), gap()],
    "M-67": lambda: schema(("{name: Wealth}", "{name: Wealth, missing: last}")),
    "M-68": lambda: schema(("{name: Wealth}", "{name: Wealth, missing: nearest}")),
    "M-69": lambda: schema(("firms, better", "firms, missing: {rule: linear, of: region}, better")),
    "M-70": lambda: weights((POINTS, "{rule: roc, order: [income, income]}")),
    "M-71": lambda: weights((POINTS, "{rule: rank_sum, order: {income: 1, firms: 2}}")),
    "M-72": lambda: weights((POINTS, "{rule: rank_reciprocal, order: [income, firmz]}")),
    "M-73a": lambda: weights((POINTS, "{rule: ahp, compare: {income: {firms: 3}, firms: {income: 3}}}")),
    "M-73b": lambda: weights((POINTS, "{rule: ahp, compare: {income: {firms: 9, air: 1}, firms: {air: 9}}}")),
    "M-73c": lambda: weights((POINTS, "{rule: ahp, compare: {income: {firms: 3}, air: {parks: 2}}}")),
    "M-73d": lambda: weights((POINTS, "{rule: ahp, compare: {income: {firms: 0}}}")),
    "M-74a": lambda: weights((POINTS, "{rule: budget, experts: {ann: {income: 1, firms: 2}, ben: {income: 1}}}")),
    "M-74b": lambda: weights((POINTS, "{rule: budget, experts: {ann: {income: 0, firms: 0}}}")),
    "M-75": lambda: weights((POINTS, "{rule: rocc, order: [income, firms]}")),
    # --- data.csv ---
    "C-01a": lambda: data_is(""),
    "C-01b": lambda: data_is("unit,edition,indicator,value\n"),
    "C-01c": lambda: data_is(b"\xef\xbb\xbf"),
    "C-02a": lambda: data_is(base("data.csv").rstrip(b"\n")),
    "C-02b": lambda: data_is(base("data.csv").replace(b"\n", b"\r\n")),
    "C-02c": lambda: data_is(base("data.csv") + b"\n\n\n"),
    "C-03": lambda: data_is(base("data.csv").replace(b"bor,1,income", b"\nbor,1,income")),
    "C-04": lambda: data_is(base("data.csv").replace(b"\n", b"\r")),
    "C-05": lambda: data_is(b'\xef\xbb\xbf"unit"' + base("data.csv")[4:]),
    "C-06a": lambda: data_is(b"\xff\xfe" + base("data.csv").decode().encode("utf-16-le")),
    "C-06b": lambda: units(("Ada", b"Ad\xe9")),
    "C-06c": lambda: units(("Ada", "北京".encode("gbk"))),
    "C-07a": lambda: data(("ada,1,air,20,,2019", "ada,1,air,20")),
    "C-07b": lambda: data(("ada,1,air,20,,2019", "ada,1,air,20,,2019,7")),
    "C-08a": lambda: data(("value,status", "value,value")),
    "C-08b": lambda: data(("value,status", "value,")),
    "C-08c": lambda: data(("value,status", "value,value ")),
    "C-09a": lambda: units(("bor,Bor,200", "bor,Bor,200\nbor,Bor,200")),
    "C-09b": lambda: data_is(base("data.csv") + b"ada,1,income,10,,2019\n"),
    "C-10": lambda: units(("bor,Bor", ",Bor")),
    "C-11": lambda: data_is(b'unit,edition,indicator,value\n"' + b"x" * (40 * MIB)),
    "C-12a": lambda: units(("Ada", '"A"da')),
    "C-12b": lambda: units(("Ada", 'A"da')),
    "C-12c": lambda: units(("Ada", '""""')),
    "C-12d": lambda: units(("Ada", '" Ada"')),
    "C-13": lambda: units(("Ada", '"Ada,\nof\r\nthe ""North"" ' + "x" * 65536 + '"')),
    "C-14": lambda: units(("Ada", b"A\x00a")),
    "C-15": lambda: data_is(base("data.csv").replace(b",", b";").replace(b"10;", b"1,5;")),
    "C-16a": lambda: figure('"1.234,56"'),
    "C-16b": lambda: figure('"1,234.56"'),
    "C-16c": lambda: figure("1 234"),
    "C-16d": lambda: figure("1'234"),
    "C-16e": lambda: figure("1\u00a0234"),
    "C-16f": lambda: figure("1\u202f234"),
    "C-18a": lambda: figure_fits("NA")[0],
    "C-18b": lambda: figure("NaN"),
    "C-18c": lambda: figure("nan"),
    "C-18d": lambda: figure("N/A"),
    "C-18e": lambda: figure("null"),
    "C-18f": lambda: figure("-"),
    "C-18g": lambda: figure(".."),
    "C-19a": lambda: figure("inf"),
    "C-19b": lambda: figure("-Infinity"),
    "C-19c": lambda: figure("1e999"),
    "C-19d": lambda: figure("-1e999"),
    "C-20a": lambda: figure_fits("1e-320"),
    "C-20b": lambda: figure_fits("4.9e-324"),
    "C-20c": lambda: figure("2e-324"),
    "C-21a": lambda: figure("0x1p3"),
    "C-21b": lambda: figure("1d5"),
    "C-21c": lambda: figure("1e"),
    "C-21d": lambda: figure("+"),
    "C-21e": lambda: figure("."),
    "C-21f": lambda: figure("--1"),
    "C-21g": lambda: figure("1.2.3"),
    "C-21h": lambda: figure("１２"),
    "C-21i": lambda: figure("\u22125"),
    "C-22a": lambda: figure_fits("1e+1"),
    "C-22b": lambda: figure_fits("+5"),
    "C-22c": lambda: figure_fits(".5"),
    "C-22d": lambda: figure_fits("5."),
    "C-22e": lambda: figure_fits("007"),
    "C-22f": lambda: figure_fits(" 5 "),
    "C-23a": lambda: figure_fits("0." + "1" * 10000),
    "C-23b": lambda: figure_fits("9007199254740993"),
    "C-24a": lambda: figure("45%"),
    "C-24b": lambda: figure("$3"),
    "C-25a": lambda: renamed("cef", "SEPT1"),
    "C-26a": lambda: without_air(),
    "C-26b": lambda: [data_is(b"unit,edition,income,firms,air\n" + b"".join(
        b"%s,%d,5,5,5\n" % (u, e) for e in (1, 2) for u in (b"ada", b"bor", b"cef"))), corrections(),
        schema(("normalise: goalposts", "normalise: min_max"))],
    "C-27": lambda: [data_is(b"\n".join(line for line in base("data.csv").splitlines() if not line.startswith(b"cef")) + b"\n")],
    "C-28": lambda: [data_is(b"unit,edition,income,firms,air\nada,1,5,5,5\nada,2,5,5,5\n"), corrections(),
                     ("units.csv", b"unit,name,population\nada,Ada,100\n")],
    "C-29": lambda: [figure("1e308"), corrections(), schema(("normalise: goalposts", "normalise: min_max"))],
    "C-30": lambda: units(("Ada", "=cmd|'/c calc'!A1")),
    "C-33": lambda: units(("Ada", '"A ""quoted"", name\nof lines"')),
    "C-34": lambda: units(("Ada", b"A\x1b]0;title\x07da")),
    "C-35a": lambda: data_is(base("data.csv") + b"ada,1,pigeons,10,,2019\n"),
    "C-35b": lambda: [data_is(b"\n".join(line for line in base("data.csv").splitlines() if b",air," not in line) + b"\n")],
    "C-36": lambda: data(("bor,1,income", "borr,1,income")),
    "C-37a": lambda: data_is(wide(1000000)),
    "C-37b": lambda: data_is(b"x" * (64 * MIB) + b",value\n"),
    "C-38": lambda: [
        data_is("unit,edition,indicator,value\n" + "".join(f"u{i},{i},c{i},1\n" for i in range(5000))),
        ("units.csv", ("unit\n" + "".join(f"u{i}\n" for i in range(5000))).encode()),
        ("aliases.csv", b"spelling,unit\n"), ("index.yaml", base("index.yaml").split(b"editions:")[0])],
    "C-39a": lambda: data_is(b"\x1f\x8b\x08\x00" + bytes(range(256)) * 4000),
    "C-39b": lambda: data_is(b"PK\x03\x04" + bytes(range(256)) * 4000),
    "C-39c": lambda: data_is(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 4000),
    "C-44": lambda: units(("bor,Bor,200", "bor,Bor,200\nBOR,BOR,200")),
    "C-45a": lambda: [units(("ada,Ada,100", "ada,Ada,0")), schema(("best: 50,", "best: 50, denominate: people,"))],
    "C-45b": lambda: [units(("ada,Ada,100", "ada,Ada,-5")), schema(("best: 50,", "best: 50, denominate: people,"))],
    "C-45c": lambda: [units(("ada,Ada,100", "ada,Ada,many")), schema(("best: 50,", "best: 50, denominate: people,"))],
    "C-50": lambda: corrections("ada,1,income,9,11"),
    "C-51": lambda: corrections("ada,1,incom,10,11"),
    "C-52": lambda: data(("bor,1,income,40,,", "bor,1,income,40,missin,")),
    "C-53": lambda: data(("bor,1,income,40,,", "bor,1,income,40,missing,")),
    "C-54": lambda: data(("bor,1,income,40,,", "bor,1,income,,ok,")),
    "C-55": lambda: data(("bor,1,income", "bor,3,income")),
    "C-56": lambda: data(("bor,1,income,40,,", "bor,1,income,40,corrected,")),
    "C-57": lambda: ("aliases.csv", b"spelling,unit\nAdda,nobody\n"),
    "C-58": lambda: ("aliases.csv", b"spelling,unit\nbor,ada\n"),
    # --- weights.yaml ---
    "W-01a": lambda: weights((SETS, "percent: yes, nodes: {wealth: {income: 33.3, firms: 66.7}}")),
    "W-02a": lambda: weights((SETS, "percent: yes, nodes: {wealth: {income: 50, firms: 40}}")),
    "W-02b": lambda: weights((SETS, "percent: yes, nodes: {wealth: {income: 0.5, firms: 0.5}}")),
    "W-03a": lambda: weights(("income: 2", "income: -2")),
    "W-03b": lambda: weights(("income: 2", "income: .nan")),
    "W-03c": lambda: weights(("income: 2", "income: .inf")),
    "W-04a": lambda: weights(("income: 2, firms: 1", "income: 0, firms: 0")),
    "W-04b": lambda: weights(("income: 2, firms: 1", "income: 0, firms: 3")),
    "W-05a": lambda: weights(("income: 2, firms: 1", "income: 2")),
    "W-05b": lambda: weights(("default: equal", "default: required")),
    "W-06a": lambda: weights(("income: 2", "incom: 2")),
    "W-06b": lambda: weights(("wealth: {", "welth: {")),
    "W-07": lambda: weights(("income: 2, firms: 1", "income: 1e-300, firms: 1e300")),
    "W-08": lambda: weights(("income: 2, firms: 1", "income: 4.9e-324, firms: 4.9e-324")),
    "W-20": lambda: weights(("schema: hostile", "schema: other")),
    "W-21": lambda: weights(("main:", "mian:")),
    "W-22": lambda: weights(("default: equal", "based_on: main")),
    "W-23": lambda: weights(("default: equal, ", "")),
}
