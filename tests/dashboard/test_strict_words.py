"""Words that claim a first place, and numbers of a scale: only what the rows carry, whatever the rows are."""

from __future__ import annotations

import pytest

from dashboard.sentences import leaders, within_scale
from dashboard.sentences.scores import sits_sentence
from dashboard.words import Say

SAY = Say("en")
NAN = float("nan")


@pytest.mark.parametrize(
    ("amounts", "first"),
    [
        ({}, ()),
        ({"a": 0.0, "b": 0.0}, ()),
        ({"a": NAN}, ()),
        ({"a": 1.0}, ("a",)),
        ({"a": 2.0, "b": 2.0, "c": 2.0}, ("a", "b", "c")),
        ({"a": 0.3333, "b": 0.3334}, ("a", "b")),
        ({"a": NAN, "b": 1.0, "c": 3.0}, ("c",)),
    ],
)
def test_a_first_place_is_shared_by_all_who_have_it(amounts: dict[str, float], first: tuple[str, ...]) -> None:
    assert leaders(amounts) == first


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ({"own": 0.7, "system": 0.3}, "most often said to sit in one's own organisation (70 %)"),
        ({"own": 0.4, "system": 0.35, "other": 0.25},
         "said to sit in one's own organisation (40 %) more often than elsewhere"),
        ({"own": 0.5, "system": 0.5},
         "said as often to sit in one's own organisation and in the system around them (50 % each)"),
        ({"own": NAN}, ""),
        ({"unclear": 1.0}, ""),
        ({}, ""),
    ],
)  # fmt: skip
def test_most_needs_more_than_half_and_no_tie(shares: dict[str, float], said: str) -> None:
    assert sits_sentence(shares, SAY) == said


def test_no_interval_is_wider_than_the_scale() -> None:
    assert [within_scale(width) for width in (0.0, 40.0, 100.0, 112.4)] == [0.0, 40.0, 100.0, 100.0]
