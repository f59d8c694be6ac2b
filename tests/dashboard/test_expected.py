"""Every page of both views counts expected links alike, and never what it may not see."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import pandas as pd
import pytest

from collabnet.views import seen as look
from dashboard.components import coverage
from dashboard.pages import pages
from dashboard.sentences import expected
from dashboard.state import State
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import words

SAY = Say("en")

NUMBER = {
    "expected": r"(\d+) expected links(?! (?:without|that (?!may be shown)))|all (\d+) expected links",
    "known": r"We know about (\d+) of",
    "works": r"(\d+) works?, \d+ falls? short|expected links that work: (\d+)",
    "falls_short": r"\d+ works?, (\d+) falls? short|that fall short: (\d+)",
    "unknown": r"(\d+) expected links? without information|without information: (\d+)|not shown here: (\d+)",
}
"""How a page gives each of the numbers."""

OLD = re.compile(r"expected (?:working )?relations|expected pairs that nobody spoke of")


def seen_of(rows: list[tuple[str, Any]], view: str = "researcher") -> FakeSeen:
    """Return a study of four expected links; each row is a state and whether it works."""
    links = pd.DataFrame({"source": "north", "target": ["tower", "river", "youth", "dock"], "process": "case_transfer"})
    required = links.assign(wave="1", weight=1.0, reasons="declared:reason=x")
    states, works = zip(*rows, strict=True)
    ties = links.iloc[: len(rows)].assign(wave="1", state=states, works=pd.array(list(works), dtype="boolean"))
    return FakeSeen(view=view, tables={"required": required, "ties": ties})


@pytest.mark.parametrize(
    ("rows", "view", "said"),
    [
        ([("confirmed", True), ("absent", False)], "researcher",
         "We know about 2 of 4 expected links: 1 works, 1 falls short."),
        ([("confirmed", True), ("one_sided", True), ("ended", False), ("absent", False)], "researcher",
         "We know about all 4 expected links: 2 work, 2 fall short."),
        ([("unknown", False), ("contested", None)], "researcher", "We know about none of 4 expected links."),
        ([("reported", True), ("reported", None)], "shared",
         "Of the 4 expected links that may be shown here, 1 works, 0 fall short; "
         "the others are not known, or not shown."),
        ([("reported", None)], "shared",
         "Of the 4 expected links that may be shown here, it is not known or not shown which ones work."),
    ],
)  # fmt: skip
def test_what_is_known_of_expected_links_is_said_in_one_sentence(rows: Any, view: str, said: str) -> None:
    assert expected.sentence(seen_of(rows, view), "1", SAY) == said


def test_where_nothing_is_expected_nothing_is_said() -> None:
    seen = seen_of([("confirmed", True)])
    seen = FakeSeen(tables=dict(seen.tables) | {"required": seen.tables["required"].iloc[:0]})
    assert expected.sentence(seen, "1", SAY) == ""
    assert coverage.expected_numbers(seen, "1") == {}


@pytest.mark.parametrize(("view", "wave"), list(product(("researcher", "shared"), ("1", "2"))))
def test_every_page_gives_the_same_numbers_of_expected_links(analysed_sample: Any, view: str, wave: str) -> None:
    seen = look(analysed_sample, view)
    count = expected.links(seen, wave)
    told: dict[str, set[int]] = {name: set() for name in NUMBER}
    for key, page in pages().items():
        state = State(study="s", page=key, wave=wave)
        said = " ".join((page.answer(seen, state), words(page.layout(seen, state)), words(coverage.strip(seen, state))))
        assert not OLD.search(said), key
        for name, pattern in NUMBER.items():
            found = {int(number) for groups in re.findall(pattern, said) for number in _each(groups) if number}
            assert found <= {getattr(count, name)}, (key, name)
            told[name] |= found
    assert told["expected"] == {count.expected}
    assert told["works"] == {count.works}
    assert told["falls_short"] == {count.falls_short}
    assert told["unknown"] == {count.unknown}
    assert count.unknown


def _each(groups: str | tuple[str, ...]) -> tuple[str, ...]:
    return (groups,) if isinstance(groups, str) else groups


def test_the_export_counts_as_pages_do_and_is_not_shared(analysed_sample: Any) -> None:
    rows = analysed_sample.tables["expected_links"]
    for wave in ("1", "2"):
        count = expected.links(look(analysed_sample), wave)
        whole = rows[(rows["wave"] == wave) & (rows["process"] == "all")].iloc[0]
        numbers = (count.expected, count.known, count.works, count.falls_short, count.unknown)
        assert tuple(whole[["expected", "known", "works", "falls_short", "unknown"]]) == numbers
        parts = rows[(rows["wave"] == wave) & (rows["process"] != "all")]
        assert parts["expected"].sum() == count.expected
    assert look(analysed_sample, "shared").tables["expected_links"].empty
