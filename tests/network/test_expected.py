"""Expected links are counted once, and what is not told is neither good nor bad."""

from __future__ import annotations

import pandas as pd
import pytest

from collabnet.network import Network
from collabnet.network.expected import ExpectedLinks, expected_links
from tests.network.conftest import make

REQUIRED = [{"source": "a", "target": other, "process": "case_transfer", "weight": 0.8} for other in "bcd"]


def counted(statements: list[dict[str, object]], **options: object) -> ExpectedLinks:
    network = Network.from_study(make(statements, required=REQUIRED, **options))  # type: ignore[arg-type]
    return expected_links(network.required, network.ties)


def transfer(target: str, **more: object) -> dict[str, object]:
    return {"by": "a", "source": "a", "target": target, "process": "case_transfer", **more}


def test_what_nobody_spoke_of_neither_works_nor_falls_short() -> None:
    said = [transfer("b", transfer_status=4), transfer("c", tie_state="absent")]
    found = counted(said)
    assert found == ExpectedLinks(expected=3, works=1, falls_short=1)
    assert (found.known, found.unknown) == (2, 1)
    assert counted([]) == ExpectedLinks(3, 0, 0)


@pytest.mark.parametrize(
    "said",
    [
        [transfer("b", transfer_status=4), transfer("b", by="b", tie_state="absent")],
        [transfer("b", by="c", transfer_status=4)],
    ],
)
def test_accounts_that_differ_and_the_word_of_others_tell_neither(said: list[dict[str, object]]) -> None:
    assert counted(said, interviews=["a", "b", "c"]) == ExpectedLinks(3, 0, 0)


def test_a_link_of_which_it_is_not_told_whether_it_works_is_unknown() -> None:
    required = pd.DataFrame(
        [("a", "b", "p", "1"), ("a", "c", "p", "1")], columns=["source", "target", "process", "wave"]
    )
    ties = required.assign(state="reported", works=pd.array([None, True], dtype="boolean"))
    assert expected_links(required, ties) == ExpectedLinks(2, 1, 0)
    assert expected_links(required, ties.assign(works=pd.array([False, True], dtype="boolean"))).falls_short == 1
    assert expected_links(required.iloc[:0], ties) == ExpectedLinks(0, 0, 0)
    assert expected_links(required, ties.iloc[:0]) == ExpectedLinks(2, 0, 0)
