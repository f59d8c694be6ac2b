"""What collabnet promises, the code that keeps each promise, and the test that notices when it does not.

`tests/mutation/promises.py` breaks each of them and writes which test noticed.
"""

from __future__ import annotations

import ast
import csv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "tests" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def part(path: Path, function: str) -> str:
    """Return the source of a function or method, or of the whole file."""
    source = path.read_text(encoding="utf-8")
    node: ast.AST = ast.parse(source)
    for name in filter(None, function.split(".")):
        node = next(each for each in ast.iter_child_nodes(node) if getattr(each, "name", "") == name)
    return source if not function else ast.get_source_segment(source, node) or ""


@pytest.mark.parametrize("row", rows("promises.csv"), ids=lambda row: row["promise"])
def test_the_code_that_keeps_a_promise_and_the_test_that_holds_it_are_there(row: dict[str, str]) -> None:
    assert row["code"] in part(ROOT / row["file"], row["function"])
    assert row["code"] != row["broken"]
    file, _, test = row["test"].partition("::")
    assert test in part(ROOT / file, test)


def test_every_promise_was_broken_once_and_its_test_noticed() -> None:
    noticed = {(row["promise"], row["code"], row["broken"]): row["noticed"] for row in rows("promises_broken.csv")}
    for row in rows("promises.csv"):
        found = noticed[row["promise"], row["code"], row["broken"]]
        assert found.startswith(row["test"]), row["promise"]
