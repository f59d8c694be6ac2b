"""No page prints nonsense, whatever its rows hold: nothing, one of each, zeros, hundreds, or no number at all."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import pytest

from dashboard.components import coverage
from dashboard.pages import pages
from dashboard.state import State
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen, organisations, tables
from tests.dashboard.reading import words

THINGS = (
    "organisations|pairs|statements|links|interviews|points|services|quotes|draws|weeks|months|relations|questions"
    "|causes|conversations|sectors|ways|sides|people|others"
)
NONSENSE = {
    "no number": r"\bnan\b|\bNaN\b|\bNone\b|<NA>|\binf\b|∞ |\{\w+\}",
    "two full stops": r"\.\.(?!\.)(?<!\.\.\.)|\. \.|: \.|\(\)|^\s*\.$",
    "more than one of one": rf"(?<![\d.,–-])(?<!of )\b1 (?:{THINGS})\b",
    "more than all": r"\b(?:1[0-9][1-9]|1[1-9]0|[2-9]\d\d) (?:%|points\b)",
    "less than nothing": r"[-−]\d+ (?:organisations|pairs|statements|interviews|%)",
}
"""What no sentence may hold; ``1 of 3 organisations`` is none of it."""

Rows = dict[str, pd.DataFrame]
MEASURED = {"score", "estimate", "low", "high", "raw_mean", "value", "share", "probability", "strength", "rank",
            "shortfall", "p_below_aim", "reliability", "difference", "p_higher", "mean", "importance", "confidence",
            "asked", "places", "left", "refusals", "wait_shortest", "wait_longest", "wait_weeks", "capacity", "demand",
            "rating", "transfer_status", "rhat", "density"}  # fmt: skip
"""Columns that may hold no number; a count is never without one."""


def emptied(found: Rows, name: str) -> Rows:
    return found | {name: found[name].iloc[:0]}


def single(found: Rows, name: str) -> Rows:
    return found | {name: found[name].head(1)}


def numbers(value: float, found: Rows, name: str) -> Rows:
    """Put the same number into every cell of one table that holds a number."""
    frame = found[name].copy()
    for column in frame.columns:
        if math.isnan(value) and column not in MEASURED:
            continue
        if pd.api.types.is_numeric_dtype(frame[column]) and not pd.api.types.is_bool_dtype(frame[column]):
            whole = pd.api.types.is_integer_dtype(frame[column])
            frame[column] = int(value) if whole and not math.isnan(value) else float(value)
    return found | {name: frame}


VARIATIONS: dict[str, Callable[[Rows, str], Rows]] = {
    "emptied": emptied,
    "one row": single,
    "no number": partial(numbers, float("nan")),
    "zeros": partial(numbers, 0.0),
    "ones": partial(numbers, 1.0),
    "hundreds": partial(numbers, 100.0),
}


def said(seen: FakeSeen, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return every sentence that the pages say, and what they show in one piece."""
    found: list[str] = []
    original = Say.__call__

    def listen(self: Say, message: str, /, **values: object) -> str:
        told = original(self, message, **values)
        found.append(told)
        return told

    with monkeypatch.context() as patch:
        patch.setattr(Say, "__call__", listen)
        for key, page in pages().items():
            if page.available(seen):
                state = State(study="small", page=key, wave="1")
                found.append(page.answer(seen, state))
                found.append(words(page.layout(seen, state)))
                coverage.strip(seen, state)
    return found


def nonsense(sentences: list[str]) -> dict[str, str]:
    return {
        f"{what}: {found[0]}": sentence[max(0, found.start() - 60) : found.end() + 60]
        for sentence in sentences
        for what, pattern in NONSENSE.items()
        if (found := re.search(pattern, sentence))
    }


def test_nonsense_is_recognised() -> None:
    wrong = ["nan points", "1 organisations", "It works..", "112 points wide", "{n} left", "−3 pairs", "Of them ()"]
    assert all(nonsense([one]) for one in wrong)
    assert not nonsense(["1 of 3 organisations", "21 organisations", "100 %", "and so on …", "2–11 organisations"])


@pytest.mark.parametrize("view", ["researcher", "shared"])
@pytest.mark.parametrize("variation", VARIATIONS)
def test_no_page_prints_nonsense(variation: str, view: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong: dict[str, Any] = {}
    for name in tables():
        seen = FakeSeen(view=view, tables=VARIATIONS[variation](tables(), name))
        for what, where in nonsense(said(seen, monkeypatch)).items():
            wrong.setdefault(what, (name, where))
    assert not wrong


def test_a_name_that_ends_with_a_full_stop_ends_no_sentence_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    named = organisations().assign(name=lambda frame: frame["name"] + " vzw.")
    names = {key: {"": f"{key.title()} vzw."} for key in named["organisation_id"]}
    assert not nonsense(said(FakeSeen(tables={**tables(), "organisations": named}, names=names), monkeypatch))
