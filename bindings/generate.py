#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints from the public headers all that would otherwise be written twice.

generate.py           writes anew the snapshot of the ABI, the ctypes table, and the constants and call table of R
generate.py --check   writes nothing; tells which files differ, which released lines of the ABI are gone, and which
                      functions are neither bound nor listed in unbound.txt. Exit code 1 if there is anything to tell
"""
import argparse
import copy
import difflib
import pathlib
import re
import shlex
import sys
import textwrap

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINDINGS = ROOT / "bindings"
MADE = "Made by bindings/generate.py from the public headers. Do not edit."
WIDTH = 120
SKIP = 77

try:
    import interface
    from pycparser import c_ast
except ImportError:
    print("skipped: the Python module pycparser is missing (Debian: python3-pycparser)")
    sys.exit(SKIP)


def project_version():
    """The version that meson.build declares."""
    return re.search(r"version: '([0-9.]+)'", (ROOT / "meson.build").read_text(encoding="utf-8")).group(1)


# --- the snapshot of the ABI ---


def bare(node):
    """A type as C, without the name of what it declares."""
    node = copy.deepcopy(node)
    inner = node
    while not isinstance(inner, c_ast.TypeDecl):
        inner = inner.type
    inner.declname = None
    return interface.text_of(node)


def prototype(function, name):
    parameters = ", ".join(bare(parameter) for parameter in function.parameters) or "void"
    result = bare(function.result)
    return f"{result}{'' if result.endswith('*') else ' '}{name}({parameters})"


def print_snapshot(api):
    lines = [f"function {prototype(function, name)}" for name, function in api.functions.items()]
    lines += [f"callback {prototype(function, f'(*{name})')}" for name, function in api.callbacks.items()]
    lines += [f"handle {name}" for name in api.handles]
    for name, values in api.enumerations.items():
        lines += [f"enumerator {name} {enumerator} = {value}" for enumerator, value in values.items()]
    return "\n".join(sorted(lines)) + "\n"


# --- the ctypes table ---

CTYPES = {
    "bool": "c_bool",
    "double": "c_double",
    "size_t": "c_size_t",
    "ptrdiff_t": "c_ssize_t",
    "uint32_t": "c_uint32",
    "uint64_t": "c_uint64",
    "int64_t": "c_int64",
}


def ctypes_of(node, api, plain_bytes=False):
    """A C type as an expression of ctypes. Texts are c_char_p unless plain_bytes says that they hold zero bytes."""
    if isinstance(node, c_ast.PtrDecl):
        target = node.type
        name = "" if isinstance(target, c_ast.PtrDecl) else " ".join(target.type.names)
        if name == "void":
            return "c_void_p"
        if name == "char":
            return "POINTER(c_char)" if plain_bytes else "c_char_p"
        return f"POINTER({ctypes_of(target, api)})"
    name = " ".join(node.type.names)
    if name == "void":
        return "None"
    if name in api.enumerations:
        return "c_int"
    if name in api.handles or name in api.callbacks:
        return name
    return CTYPES[name]


def enumeration_class(name, values):
    """An IntEnum: ieci_column_kind with IECI_COLUMN_REAL becomes ColumnKind.REAL."""
    title = "".join(word.title() for word in name.split("_")[1:])
    prefix = "IECI_" if name == "ieci_status" else f"IECI_{name.split('_')[1].upper()}_"
    lines = [f"class {title}(enum.IntEnum):", f'    """{name}"""', ""]
    lines += [f"    {key.removeprefix(prefix).removeprefix('ERROR_')} = {value}" for key, value in values.items()]
    return lines


def signature(function, api):
    returns_bytes = any(bare(parameter) == "size_t *" for parameter in function.parameters)
    result = ctypes_of(function.result, api, plain_bytes=returns_bytes)
    return result, [ctypes_of(parameter, api) for parameter in function.parameters]


def function_lines(name, function, api):
    result, parameters = signature(function, api)
    line = f'    "{name}": ({result}, [{", ".join(parameters)}]),'
    if len(line) <= WIDTH:
        return [line]
    filled = textwrap.wrap(", ".join(parameters), WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8)
    return [f'    "{name}": ({result}, [', *filled, "    ]),"]


def print_ctypes(api):
    lines = [
        "# SPDX-License-Identifier: MIT",
        f"# {MADE}",
        '"""The C interface as ctypes sees it: enumerations, handles, callbacks and every function."""',
        "import enum",
        "from ctypes import (",
        "    CFUNCTYPE, POINTER, Structure, c_bool, c_char, c_char_p, c_double, c_int, c_size_t, c_ssize_t, c_uint32, c_uint64,",
        "    c_void_p,",
        ")",
        "",
        f'VERSION = "{project_version()}"',
    ]
    for name, values in api.enumerations.items():
        lines += ["", "", *enumeration_class(name, values)]
    for name in api.handles:
        lines += ["", "", f"class {name}(Structure):", f'    """Opaque."""']
    lines += ["", ""]
    for name, function in api.callbacks.items():
        result, parameters = signature(function, api)
        lines.append(f"{name} = CFUNCTYPE({', '.join([result, *parameters])})")
    lines += ["", "# name: (result, parameters)", "FUNCTIONS = {"]
    for name in sorted(api.functions):
        lines += function_lines(name, api.functions[name], api)
    return "\n".join([*lines, "}"]) + "\n"


# --- R: constants, and the table of calls from the glue itself ---


def print_r_constants(api):
    statuses = api.enumerations["ieci_status"]
    if list(statuses.values()) != list(range(len(statuses))):
        raise SystemExit("R's table of statuses needs numbers without gaps")
    names = [key.removeprefix("IECI_").removeprefix("ERROR_").lower() for key in statuses]
    axis_values = api.enumerations["ieci_axis"].items()
    axes = [f"{key.removeprefix('IECI_AXIS_').lower()} = {value}L" for key, value in axis_values]
    quoted = [f'  "{name}"' for name in names]
    return "\n".join(
        [f"# {MADE}", "", "# Names of the statuses; the first one is number 0.", "status_names <- c("]
        + [",\n".join(quoted), ")", "", f"axes <- c({', '.join(axes)})", ""]
    )


def glue_calls():
    """(name, parameters) of every SEXP function in the glue that R may call, in order of name."""
    found = {}
    for path in sorted((BINDINGS / "r" / "src").glob("*.c")):
        if path.name != "init.c":
            text = path.read_text(encoding="utf-8")
            for name, parameters in re.findall(r"^SEXP (r_\w+)\(([^)]*)\)", text, re.M):
                found[name] = " ".join(parameters.split())
    return sorted(found.items())


def print_r_calls():
    lines = ["/* SPDX-License-Identifier: MIT */", f"/* {MADE} */"]
    lines += ["#ifndef IECI_R_CALLS_H", "#define IECI_R_CALLS_H", "", "#include <Rinternals.h>", ""]
    lines += [f"SEXP {name}({parameters});" for name, parameters in glue_calls()]
    return "\n".join([*lines, "", "#endif"]) + "\n"


def print_r_init():
    lines = ["/* SPDX-License-Identifier: MIT */", f"/* {MADE} */"]
    lines += ['#include "calls.h"', "", "#include <R_ext/Rdynload.h>"]
    lines += ["", "/* clang-format off */"]
    lines += ["/* By way of the one function type that compilers convert without a warning. */"]
    lines += ["#define CALL(name, count) {#name, (DL_FUNC)(void (*)(void))name, count}", ""]
    lines += ["static const R_CallMethodDef calls[] = {"]
    for name, parameters in glue_calls():
        count = 0 if parameters == "void" else parameters.count(",") + 1
        lines.append(f"    CALL({name}, {count}),")
    lines += ["    {NULL, NULL, 0},", "};", "", "void R_init_ieci(DllInfo *library);", ""]
    lines.append("void R_init_ieci(DllInfo *library) {")
    lines.append("    R_registerRoutines(library, NULL, calls, NULL, NULL);")
    lines += ["    R_useDynamicSymbols(library, FALSE);", "    R_forceSymbols(library, TRUE);", "}"]
    return "\n".join(lines) + "\n"


# --- what is bound ---


def bound_functions(language):
    """The public functions that the hand-written layer of a language names."""
    if language == "Python":
        paths = [path for path in (BINDINGS / "python" / "ieci").glob("*.py") if path.name != "_functions.py"]
    else:
        paths = (BINDINGS / "r" / "src").glob("*.[ch]")
    return {name for path in paths for name in re.findall(r"\bieci_[a-z_]+\b", path.read_text(encoding="utf-8"))}


def unbound_functions():
    """{(function, language)} of unbound.txt; every line has function, language and reason."""
    listed, problems = set(), []
    for line in (BINDINGS / "unbound.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words = line.split(None, 2)
            listed.add(tuple(words[:2]))
            if len(words) < 3 or words[1] not in ("Python", "R"):
                problems.append(f"unbound.txt: needs function, Python or R, reason: {line}")
    return listed, problems


def check_bound(api):
    listed, problems = unbound_functions()
    for language in ("Python", "R"):
        bound = bound_functions(language)
        for name in api.functions:
            if name in bound and (name, language) in listed:
                problems.append(f"unbound.txt: {name} is bound in {language}; take it out")
            if name not in bound and (name, language) not in listed:
                problems.append(f"{name} is not bound in {language} and not listed in unbound.txt")
    problems += [f"unbound.txt: {name} does not exist" for name, _ in sorted(listed) if name not in api.functions]
    return problems


def check_files(outputs):
    problems = []
    for path, text in outputs.items():
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        name = str(path.relative_to(ROOT))
        problems += difflib.unified_diff(old.splitlines(), text.splitlines(), name, "generated", lineterm="", n=1)
    return problems


def check_released(snapshot):
    """Every line of every snapshot must still be printed: the ABI only grows."""
    lines = set(snapshot.splitlines())
    return [
        f"{path.name}: gone: {line}"
        for path in sorted((ROOT / "tests" / "abi").glob("[0-9]*.[0-9]*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line not in lines
    ]


def check_versions():
    description = (BINDINGS / "r" / "DESCRIPTION").read_text(encoding="utf-8")
    expected = f"Version: {project_version()}"
    return [] if expected in description.splitlines() else [f"bindings/r/DESCRIPTION: must say {expected}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    parser.add_argument("--compiler", default="cc", help="command of the C compiler")
    arguments = parser.parse_args()
    api = interface.read(ROOT / "include", shlex.split(arguments.compiler))
    snapshot = print_snapshot(api)
    release = ".".join(project_version().split(".")[:2])
    outputs = {
        ROOT / "tests" / "abi" / f"{release}.txt": snapshot,
        BINDINGS / "python" / "ieci" / "_functions.py": print_ctypes(api),
        BINDINGS / "r" / "R" / "constants.R": print_r_constants(api),
        BINDINGS / "r" / "src" / "calls.h": print_r_calls(),
        BINDINGS / "r" / "src" / "init.c": print_r_init(),
    }
    if arguments.check:
        problems = check_files(outputs) + check_released(snapshot) + check_bound(api) + check_versions()
        print("\n".join(problems) if problems else f"{len(api.functions)} functions: all files are up to date")
        sys.exit(1 if problems else 0)
    for path, text in outputs.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
