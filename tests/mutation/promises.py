"""Break the code that keeps each promise of ``tests/promises.csv``, and record that its test notices."""

from __future__ import annotations

import ast
import csv
import importlib
import os
import sys
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

from mutants import Mutant
from run import AFTER_ANALYSIS, ROOT, THIRD_PARTY, analysed_once, in_child, module_name, noticed

PROMISES: Final = ROOT / "tests" / "promises.csv"
RESULTS: Final = ROOT / "tests" / "promises_broken.csv"
LONGEST: Final = 300


def broken(row: dict[str, str]) -> Mutant:
    """Return the module of a row with its code exchanged in the function that the row names."""
    path = ROOT / row["file"]
    source = path.read_text(encoding="utf-8")
    first, last = _span(source, row["function"])
    lines = source.splitlines(keepends=True)
    inside = "".join(lines[first:last])
    changed = "".join(lines[:first]) + inside.replace(row["code"], row["broken"], 1) + "".join(lines[last:])
    return Mutant(row["function"], first, row["broken"], first, compile(changed, str(path), "exec"))


def _span(source: str, function: str) -> tuple[int, int]:
    node: ast.AST = ast.parse(source)
    if not function:
        return 0, len(source.splitlines())
    for name in function.split("."):
        node = next(each for each in ast.iter_child_nodes(node) if getattr(each, "name", "") == name)
    return node.lineno - 1, node.end_lineno  # type: ignore[attr-defined]


def main() -> None:
    """Break the promises that hold a word given, or all, and write which test noticed."""
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    for name in THIRD_PARTY:
        importlib.import_module(name)
    wanted = " ".join(sys.argv[1:])
    every = _rows(PROMISES)
    found = {row["promise"]: row for row in _rows(RESULTS)} if RESULTS.exists() else {}
    prepared = False
    for row in sorted(every, key=lambda row: row["file"].startswith(AFTER_ANALYSIS)):
        if wanted not in row["promise"]:
            continue
        path = ROOT / row["file"]
        if row["file"].startswith(AFTER_ANALYSIS) and not prepared:
            analysed_once()
            prepared = True
        test = in_child(LONGEST, noticed, module_name(path), path, broken(row), [row["test"]])
        print(f"{row['promise']}: {test or 'NOT NOTICED'}", flush=True)
        found[row["promise"]] = {key: row[key] for key in ("promise", "code", "broken")} | {"noticed": test}
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["promise", "code", "broken", "noticed"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(found[row["promise"]] for row in every if row["promise"] in found)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
