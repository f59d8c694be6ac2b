"""Where it sits: people first, the context beside, the model with its curve; and never a word too many."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from collabnet.views import seen as look
from dashboard.components.where_it_sits import structural, where_it_sits
from dashboard.figures.areas import Mark, areas
from dashboard.sentences import attribution as read
from dashboard.sentences.attribution import Level, Part
from dashboard.sentences.lens import lens
from dashboard.state import State
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import NAN, picks, score, seen_with, with_class, words

EN = Say("en")
AIM, CONVENTION = Level(75.0, agreed=True), Level(75.0, agreed=False)


def state(**options: str) -> State:
    return State(study="small", page="domains", wave="1", options={"domain": "capacity"} | options)


def stated(part: str, share: float, of_self: float = NAN, of_others: float = NAN, **more: Any) -> dict[str, Any]:
    return {
        "domain": "capacity", "wave": "1", "basis": "stated", "part": part, "share": share, "low": share / 2,
        "high": min(share * 1.2, 1), "organisations": 12, "share_self": of_self, "low_self": of_self,
        "high_self": of_self, "organisations_self": 5, "share_other": of_others, "low_other": of_others,
        "high_other": of_others, "organisations_other": 9,
    } | more  # fmt: skip


def modelled(part: str, share: float, low: float, high: float, **more: Any) -> dict[str, Any]:
    return {"domain": "capacity", "wave": "1", "basis": "structural", "part": part, "share": share, "low": low,
            "high": high, "organisations": 12, "organisations_self": 0, "organisations_other": 0} | more  # fmt: skip


PEOPLE = [stated("own", 0.2, 0.4, 0.1), stated("other", 0.1, 0.0, 0.3), stated("system", 0.7, 0.6, 0.6)]
MODEL = [modelled("shared", 0.8, 0.64, 0.9), modelled("source", -0.002, -0.01, 0.02),
         modelled("target", 0.06, 0.0, 0.1), modelled("relation", 0.142, 0.05, 0.25)]  # fmt: skip


def curve() -> pd.DataFrame:
    rows = [
        modelled(part, share, 0.0, 1.0, aim=aim)
        for aim, shared in ((0.0, 0.5), (50.0, 0.4), (75.0, 0.8), (100.0, 0.9))
        for part, share in (("shared", shared), ("source", -0.01), ("target", 0.01), ("relation", 1 - shared))
    ]
    return pd.DataFrame(rows)


def study(people: list[dict[str, Any]] = PEOPLE, model: list[dict[str, Any]] = MODEL, grade: str = "B") -> FakeSeen:
    scores = [
        score("network", "network", "capacity", 28, 15, 42, grade, method="model"),
        score("context", "context", "capacity", 22, 12, 35, "B", method="model"),
    ]
    plain = [row | {"method": "transparent"} for row in scores]
    return seen_with(
        scores=pd.DataFrame(scores), scores_transparent=pd.DataFrame(plain),
        attribution=pd.DataFrame([*people, *model]), attribution_curve=curve(),
    )  # fmt: skip


def test_what_people_say_comes_first_and_of_themselves_and_others_apart() -> None:
    found = read.stated(study(), "capacity", "1")
    assert [(one.speaker, one.organisations) for one in found] == [("", 12), ("_self", 5), ("_other", 9)]
    assert found[1].shares() == {"own": 0.4, "other": 0.0, "system": 0.6}
    shown = where_it_sits(lens(study(), state()))
    assert words(shown[0]).startswith("Capacity: most often said to sit in the system around them (70 %)")
    assert len(with_class(shown[0], "sits-row")) == 3


def test_a_single_organisation_that_speaks_of_itself_makes_no_share() -> None:
    rows = [row | {"organisations_self": 1} for row in PEOPLE]
    assert [one.speaker for one in read.stated(study(rows), "capacity", "1")] == ["", "_other"]


def test_what_others_may_not_see_is_drawn_as_not_shown_and_never_shared_out() -> None:
    rows = [stated("own", 0.2), stated("system", 0.7)]
    shown = where_it_sits(lens(study(rows), state()))
    assert read.stated(study(rows), "capacity", "1")[0].hidden == pytest.approx(0.1)
    (rest,) = [part for part in with_class(shown[0], "rest") if hasattr(part, "style")]
    assert rest.style["width"] == "10.0%"
    assert "Not shown: too few organisations say so" in words(shown[0])


def test_the_context_stands_beside_and_opens_its_statements() -> None:
    shown = where_it_sits(lens(study(), state()))
    assert "The context of capacity is rated 22 (12–35)" in words(shown)
    assert "score:context:context:capacity:1:organisations" in picks(shown)


def test_the_model_says_where_the_distance_lies_and_nothing_is_less_than_nothing() -> None:
    told = words(structural(lens(study(), state())))
    assert "Of the distance to a level of 75, the largest part is shared by all (80 %)" in told
    assert "The network agreed on no level; 75 is a convention." in told
    assert "0 % (−1 % to 2 %)" in told
    assert "-" not in told.split("share of the distance (interval)")[1].split("Shared by all, by")[0].replace("–", "")


def test_a_level_that_was_agreed_on_is_called_so() -> None:
    assert read.structural_title([Part("relation", 0.9, 0.8, 1.0)], AIM, EN) == (
        "Of the distance to the level agreed of 75, the largest part is tied to particular pairs (90 %)"
    )


def test_parts_that_overlap_are_not_put_in_order() -> None:
    parts = [Part("shared", 0.5, 0.2, 0.8), Part("relation", 0.4, 0.1, 0.7)]
    assert "no part is clearly the largest: 50 % is shared by all" in read.structural_title(parts, CONVENTION, EN)


def test_the_curve_says_that_what_is_shared_is_arithmetic_and_proves_no_cause() -> None:
    told = words(structural(lens(study(), state())))
    assert "Shared by all, by the level asked: 40 % at 50, 80 % at 75, and 90 % at 100" in told
    assert "depends on the level by arithmetic" in told
    assert "compatible with a cause in the context and proves none" in told
    assert "The word “system” is kept for what people say." in told


def test_the_word_system_is_never_used_for_the_model() -> None:
    assert not any("system" in text for text in read.STRUCTURAL.values())


@pytest.mark.parametrize(
    ("people", "model", "verdict"),
    [
        ("system", "shared", "The two point the same way."),
        ("relation", "relation", "The two point the same way."),
        ("own", "source", "The two point the same way."),
        ("system", "relation", "The two point different ways, which is worth a closer look."),
        ("other", "shared", "The two point different ways, which is worth a closer look."),
    ],
)
def test_people_and_model_are_compared_in_one_sentence(people: str, model: str, verdict: str) -> None:
    said = read.Stated("", 12, (Part(people, 0.9, 0.8, 1.0), Part("unclear", 0.1, 0.0, 0.2)))
    assert read.compared([said], [Part(model, 0.9, 0.8, 1.0)], AIM, EN).endswith(verdict)


def test_a_comparison_on_wide_intervals_says_so() -> None:
    said = read.Stated("", 12, (Part("system", 0.6, 0.2, 0.8), Part("own", 0.4, 0.2, 0.8)))
    told = read.compared([said], [Part("shared", 0.9, 0.8, 1.0)], AIM, EN)
    assert told.endswith("The two point the same way, but the intervals are too wide to rely on it.")
    told = read.compared([said], [Part("relation", 0.9, 0.8, 1.0)], AIM, EN)
    assert told.endswith("The two point different ways, but the intervals are too wide to rely on it.")
    assert not read.compared([], [Part("shared", 0.9, 0.8, 1.0)], AIM, EN)


def test_without_a_number_or_with_plain_means_there_is_no_structure() -> None:
    assert structural(lens(study(grade="D"), state())) == []
    assert structural(lens(study(), state(method="transparent"))) == []
    told = words(where_it_sits(lens(study(), state(method="transparent"))))
    assert "by the model" not in told
    assert "most often said to sit" in told


def test_areas_lie_on_top_of_each_other_and_fill_the_whole() -> None:
    drawn = areas({0.0: {"shared": 0.5, "relation": 0.5}, 100.0: {"shared": 1.1, "relation": -0.1}},
                  [Mark(75.0, "agreed", "aim")], percent=["0 %", "50 %", "100 %"])  # fmt: skip
    shared, relation = with_class(drawn, "area")
    assert shared.style["clipPath"] == "polygon(0.0% 100.0%, 100.0% 100.0%, 100.0% 0.0%, 0.0% 50.0%)"
    assert relation.style["clipPath"] == "polygon(0.0% 50.0%, 100.0% 0.0%, 100.0% 0.0%, 0.0% 0.0%)"
    assert with_class(drawn, "area-mark")[0].style["left"] == "75.0%"


@pytest.mark.parametrize("view", ["researcher", "shared"])
def test_shares_of_the_sample_add_up_to_one(analysed_sample: Any, view: str) -> None:
    seen = look(analysed_sample, view)
    for wave in ("1", "2"):
        for domain in ("trust", "capacity", "diagnosis"):
            found = read.structural(seen, domain, wave)
            assert sum(part.share for part in found) == pytest.approx(1.0)
            assert all(len(parts) == 4 for parts in read.curve(seen, domain, wave).values())


@pytest.mark.parametrize(
    ("shares", "begins"),
    [
        ((0.6, 0.3, 0.1), "People most often say"),
        ((0.4, 0.3, 0.3), "People say that it sits"),
        ((0.4, 0.4, 0.2), ""),
        ((0.0, 0.0, 0.0), ""),
    ],
)
def test_most_often_is_said_of_more_than_half_and_of_nothing_that_ties(shares: tuple[float, ...], begins: str) -> None:
    keys = ("own", "other", "system")
    said = read.Stated("", 9, tuple(Part(key, share, 0.0, 1.0) for key, share in zip(keys, shares, strict=True)))
    told = read.compared([said], [Part("shared", 0.9, 0.8, 1.0)], AIM, EN)
    assert told.startswith(begins)
    assert bool(told) is bool(begins)
