"""No regular expression takes more than time in proportion to the text: one cell must not stop everybody.

Patterns are tried as a search tries them, from every place: one that reads a whole text begins with ``\\A``.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

import collabnet
import dashboard

LETTERS = 1_000
TIMES = 4
LINEAR = 8
"""At four times the length: 4 is in proportion, 16 is the square. Between them lies the noise of a clock."""

SHORT = 0.01
"""Seconds below which nothing is measured: the square of 4,000 letters takes ten times as long."""

PUMPS = ("a", "1", "A", "-", ".", "_", " ", "@", "a.", "1 ", "1.", "a@", "(at)", "Aa ", "1,", "mr ", "van ", "\n", '"')
"""What hostile text repeats; each with an end that nothing matches."""


def _compiled() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Return every pattern that a module holds, and every literal one that is used in place."""
    for package in (collabnet, dashboard):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                module = importlib.import_module(found.name)
                held = ((name, value) for name, value in vars(module).items() if isinstance(value, re.Pattern))
                yield from ((f"{found.name}.{name}", value) for name, value in held)
                yield from _in_place(Path(str(module.__file__)))


def _in_place(path: Path) -> Iterator[tuple[str, re.Pattern[str]]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        if of_re and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
            whole = rf"\A(?:{node.args[0].value})\Z" if node.func.attr == "fullmatch" else node.args[0].value
            yield f"{path.stem}:{node.func.attr}:{whole}", re.compile(whole)


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def _grows(pattern: re.Pattern[str], pump: str) -> bool:
    """Return True where four times the text takes much more than four times as long, six times in a row."""
    short, long = ((pump * n)[:n] + "\0" for n in (LETTERS, TIMES * LETTERS))
    for use in (lambda text: sum(1 for _ in pattern.finditer(text)), partial(re.fullmatch, pattern)):
        tries = 6
        while tries and (slow := _seconds(use, long)) > SHORT and slow > LINEAR * _seconds(use, short):
            tries -= 1
        if not tries:
            return True
    return False


def test_every_pattern_reads_hostile_text_in_time_in_proportion_to_its_length() -> None:
    found = dict(_compiled())
    assert len(found) > 20
    assert [(name, pump) for name, pattern in found.items() for pump in PUMPS if _grows(pattern, pump)] == []


@pytest.mark.parametrize("bad", [r"\A\d+\.?\d*\Z"])
def test_a_pattern_that_takes_the_square_is_found(bad: str) -> None:
    assert any(_grows(re.compile(bad), pump) for pump in PUMPS)
