"""How much of what should be known is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from collabnet.network import Network
from collabnet.scoring import coverage

One = Callable[..., Any]
Build = Callable[..., Network]

REQUIRED = [
    {"source": "a", "target": "b", "process": "case_transfer", "weight": 1.0},
    {"source": "a", "target": "c", "process": "case_transfer", "weight": 1.0},
    {"source": "c", "target": "d", "process": "case_transfer", "weight": 1.0},
]


def test_expected_pairs_are_divided_by_how_many_sides_spoke(network: Build, one: One) -> None:
    # a > b: both spoke. a > c: c alone. c > d: nobody.
    said = [
        {"by": "a", "source": "a", "target": "b", "process": "case_transfer", "domain": "trust"},
        {"by": "b", "source": "a", "target": "b", "process": "case_transfer"},
        {"by": "c", "source": "a", "target": "c", "process": "case_transfer", "tie_state": "absent"},
    ]
    row = one(coverage(network(said, required=REQUIRED, interviews=[*"abc"])), key="case_transfer")
    assert (row["required"], row["required_with_statement"]) == (3, 2)
    assert (row["two_sided"], row["one_sided"], row["neither"], row["others"]) == (1, 1, 1, 0)
    assert (row["interviewed"], row["organisations"], row["basis"]) == (3, 4, "required")


def test_a_third_party_s_word_covers_a_pair_and_neither_of_its_sides(network: Build, one: One) -> None:
    said = [{"by": "d", "source": "a", "target": "b", "process": "case_transfer"}]
    row = one(coverage(network(said, required=REQUIRED, interviews=["d"])), key="case_transfer")
    assert (row["required_with_statement"], row["two_sided"], row["one_sided"], row["neither"]) == (1, 0, 0, 3)
    assert row["others"] == 1


def test_in_a_domain_either_side_s_word_about_the_other_counts(network: Build, one: One) -> None:
    said = [
        {"by": "a", "source": "a", "target": "b", "domain": "trust", "rating": 3},
        {"by": "b", "source": "b", "target": "a", "domain": "trust", "rating": 1},
    ]
    row = one(coverage(network(said, required=REQUIRED)), key="trust")
    assert (row["required"], row["two_sided"], row["neither"]) == (3, 1, 2)


def test_without_expected_pairs_the_sides_are_those_of_pairs_spoken_about(network: Build, one: One) -> None:
    said = [{"by": "a", "source": "a", "target": "b", "domain": "trust", "rating": 3}]
    row = one(coverage(network(said)), key="trust")
    assert (row["required"], row["required_with_statement"]) == (0, 0)
    assert (row["one_sided"], row["pairs"], row["basis"]) == (1, 1, "stated_pairs")


def test_the_effective_number_of_reporters_falls_when_one_talks_more(network: Build, one: One) -> None:
    # Three quotes by a, one by b: 16 / (9 + 1) = 1.6.
    said = [
        {"by": "a", "source": "a", "target": "c", "domain": "trust", "rating": 3, "quote": f"words {k}"}
        for k in range(3)
    ]
    said += [{"by": "b", "source": "b", "target": "c", "domain": "trust", "rating": 3}]
    assert one(coverage(network(said)), key="trust")["reporters_effective"] == pytest.approx(1.6)


def test_every_domain_and_process_has_a_row_even_in_silence(network: Build) -> None:
    found = coverage(network([]))
    assert set(found["key"]) >= {"trust", "capacity", "case_transfer", "all"}
    assert (found["reporters_effective"] == 0).all()
