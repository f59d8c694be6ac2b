"""Organisations beside the whole network: read from the table, folded where there is little to say."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.pages import domains
from dashboard.sentences.standings import standings, standings_title
from dashboard.state import State
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import picks, score, seen_with, with_class, words

SAY = Say("en")
STATE = State(study="small", page="domains", wave="1")


def seen_of(*rows: dict[str, Any]) -> FakeSeen:
    return seen_with(scores=pd.DataFrame([score("network", "network", "trust", 50, 40, 60, "B"), *rows]))


def organisation(key: str, value: float, low: float, high: float, grade: str, **more: Any) -> dict[str, Any]:
    return score("organisation_in", key, "trust", value, low, high, grade, target=key, **more)


def test_the_standing_of_the_table_counts_not_the_interval() -> None:
    told = {"method": "model", "standing": "clearly_below"}
    seen = seen_of(
        organisation("tower", 35, 15, 55, "C", **told),
        organisation("north", 30, 20, 40, "B", method="model", standing="cannot_tell"),
    )
    found = standings(seen, "1", "trust", "organisation_in", SAY)
    assert [one.subject for one in found.groups["below"]] == ["tower"]
    assert [one.subject for one in found.groups["unclear"]] == ["north"]


def test_where_an_aim_was_set_the_standing_around_it_counts() -> None:
    told = {"aim_is": "set", "standing": "clearly_above", "standing_aim": "clearly_below"}
    found = standings(seen_of(organisation("tower", 60, 50, 70, "B", **told)), "1", "trust", "organisation_in", SAY)
    assert found.is_aim
    assert found.groups["below"]


def test_a_hidden_number_has_no_standing_whatever_the_table_says() -> None:
    seen = seen_of(organisation("tower", 10, 0, 90, "D", standing="clearly_below"))
    found = standings(seen, "1", "trust", "organisation_in", SAY)
    assert not found.apart
    assert standings_title(found, "trust", SAY) == (
        "For informal trust, there is not enough evidence yet about single organisations"
    )


def test_where_no_organisation_has_a_number_one_sentence_stands_before_a_folded_list() -> None:
    shown = domains.layout(seen_of(*(organisation(key, 50, 0, 100, "D") for key in ("tower", "north"))), STATE)
    (fold,) = [part for part in with_class(shown, "folded") if picks(part)]
    assert not fold.open
    assert words(fold).startswith("2 organisations, by name North Shelter")
    assert "With interviews that is usual" in words(with_class(shown, "not-enough"))


def test_a_long_list_that_cannot_tell_is_folded() -> None:
    rows = [organisation(f"o{number}", 50, 30, 70, "C", standing="cannot_tell") for number in range(9)]
    shown = domains.layout(seen_of(*rows), STATE)
    (fold,) = with_class(shown, "folded")
    assert words(fold).startswith("Cannot tell: 9 organisations")


def guessed(**more: Any) -> dict[str, Any]:
    return {
        "source": "youth", "target": "tower", "domain": "trust", "wave": "1", "weight": 0.8, "estimate": 51.0,
        "low": 4.0, "high": 97.0, "evidence": (),
    } | more  # fmt: skip


def guesses(**more: Any) -> FakeSeen:
    scores = [
        score("network", "network", "trust", 50, 40, 60, "B"),
        score("dyad", "north>tower", "trust", 25, 0, 100, "D", source="north", target="tower"),
    ]
    rows = [guessed(), guessed(source="river", target="north"), guessed(domain="capacity")]
    return seen_with(scores=pd.DataFrame(scores), predicted_pairs=pd.DataFrame(rows), **more)


def test_expected_pairs_nobody_spoke_of_are_folded_below_those_spoken_of_and_called_a_guess() -> None:
    shown = domains.layout(guesses(), STATE)
    (part,) = with_class(shown, "not-spoken")
    assert "that nobody spoke of in this condition, each direction counted: 2." in words(part)
    assert "a wide guess, never a score" in words(part)
    (fold,) = with_class(part, "folded")
    assert not getattr(fold, "open", False)
    rows = fold.children[1].children[0].rowData
    assert [row["source"] for row in rows] == ["River Guardians", "Youth House"]
    assert rows[1]["_pick"] == "tie:youth>tower:all:1"
    assert "_pick" not in rows[0]
    assert rows[1]["interval"] == "4–97"


def test_plain_means_and_others_see_no_guesses() -> None:
    plain = guesses(scores_transparent=guesses().tables["scores"])
    here = State(study="small", page="domains", wave="1", options={"method": "transparent"})
    assert not with_class(domains.layout(plain, here), "not-spoken")
    nothing = seen_with(predicted_pairs=pd.DataFrame())
    assert not with_class(domains.layout(nothing, STATE), "not-spoken")
