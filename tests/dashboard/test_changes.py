"""Changes between waves: said from both intervals, by the rule that stands in the module."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from dashboard.sentences.changes import probability_higher, since
from dashboard.sentences.scores import Score, by_domain
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import NAN, score, seen_with

SAY = Say("en")


def number(value: float, low: float, high: float) -> Score:
    return Score("network", "network", "trust", "1", "organisations", value, low, high, "C", None, NAN, 1, 3)


def waves(before: tuple[float, float, float], now: tuple[float, float, float], **more: Any) -> FakeSeen:
    rows = [
        score("network", "network", "trust", *numbers, "C", wave=wave, **more)
        for wave, numbers in (("1", before), ("2", now))
    ]
    return seen_with(scores=pd.DataFrame(rows))


def said(seen: FakeSeen) -> tuple[str, ...]:
    return since(seen, by_domain(seen, "2")["trust"], SAY)


def test_the_probability_comes_from_both_intervals() -> None:
    # half-widths 19.6 and 19.6: standard deviations 10 and 10, difference 20 over 14.142: Φ(1.4142) = 0.9214
    assert probability_higher(number(30, 10.4, 49.6), number(50, 30.4, 69.6)) == pytest.approx(0.9214, abs=1e-3)
    assert probability_higher(number(50, 30.4, 69.6), number(30, 10.4, 49.6)) == pytest.approx(0.0786, abs=1e-3)


def test_an_interval_cut_at_the_end_of_the_scale_counts_by_its_longer_half() -> None:
    cut = probability_higher(number(50, 30.4, 69.6), number(90, 60.6, 100))
    assert cut == pytest.approx(probability_higher(number(50, 30.4, 69.6), number(90, 60.6, 119.4)))


def test_a_probable_change_is_said_with_its_probability() -> None:
    assert said(waves((30, 20, 40), (60, 50, 70))) == ("Almost certainly higher than in Spring 2024 (30 then).",)
    assert said(waves((60, 50, 70), (30, 20, 40))) == ("Almost certainly lower than in Spring 2024 (60 then).",)
    assert said(waves((30, 10.4, 49.6), (50, 30.4, 69.6))) == (
        "Very likely (92 %) higher than in Spring 2024 (30 then).",
    )


def test_a_change_that_is_only_likely_is_not_said() -> None:
    assert said(waves((40, 20, 60), (50, 30, 70))) == ("40 in Spring 2024: too close to tell whether it changed.",)


def test_a_model_score_of_all_expected_pairs_is_compared_and_says_how_many_spoke_twice() -> None:
    organisations = FakeSeen().tables["organisations"].assign(interviewed=["1", "1", "1|2", "2"])
    for method, told in (
        ("model", "Almost certainly higher than in Spring 2024 (30 then); 1 of 4 organisations were interviewed both "
                  "times."),
        ("transparent", "30 in Spring 2024; not comparable: 1 of 4 organisations were interviewed both times."),
    ):  # fmt: skip
        seen = waves((30, 20, 40), (60, 50, 70), method=method)
        seen = seen_with(scores=seen.tables["scores"], organisations=organisations)
        assert said(seen) == (told,)


def test_a_model_score_without_expected_pairs_is_not_compared_between_other_people() -> None:
    organisations = FakeSeen().tables["organisations"].assign(interviewed=["1", "1", "1|2", "2"])
    seen = waves((30, 20, 40), (60, 50, 70), method="model", basis="stated_pairs")
    assert "not comparable" in said(seen_with(scores=seen.tables["scores"], organisations=organisations))[0]


def test_the_first_wave_and_a_score_with_too_little_evidence_have_no_change() -> None:
    seen = waves((30, 20, 40), (60, 50, 70))
    assert since(seen, by_domain(seen, "1")["trust"], SAY) == ()
    hidden = seen_with(scores=seen.tables["scores"].assign(grade="D", score=NAN))
    assert said(hidden) == ()


def spoken(wave: str, ratings: tuple[int, ...]) -> list[dict[str, Any]]:
    return [
        {"statement_id": f"{wave}{who}", "interview_id": f"i{wave}{who}", "quote_id": f"q{wave}{who}", "reporter": who,
         "coder": "c1", "rating": float(rating), "valence": "", "domain": "trust", "target": ("tower",), "wave": wave}
        for who, rating in zip(("north", "river", "tower"), ratings, strict=True)
    ]  # fmt: skip


def test_the_plain_means_of_those_who_spoke_twice_stand_beside_a_change_of_the_model() -> None:
    statements = pd.DataFrame([*spoken("1", (1, 1, 1)), *spoken("2", (3, 3, 4))])
    model = [
        score("network", "network", "trust", value, value - 10, value + 10, "C", wave=wave, method="model")
        for wave, value in (("1", 40.0), ("2", 70.0))
    ]
    plain = [
        score("network", "network", "trust", value, value - 10, value + 10, "C", wave=wave,
              evidence=tuple(f"{wave}{who}" for who in ("north", "river", "tower")))
        for wave, value in (("1", 25.0), ("2", 83.333))
    ]  # fmt: skip
    seen = seen_with(scores=pd.DataFrame(model), scores_transparent=pd.DataFrame(plain), statements=statements)
    assert said(seen) == (
        "Almost certainly higher than in Spring 2024 (40 then).",
        "Plain means of the 3 that spoke both times: up 58 points (22 to 94).",
    )


def test_two_comparisons_that_cannot_tell_are_said_once() -> None:
    statements = pd.DataFrame([*spoken("1", (1, 2, 3)), *spoken("2", (3, 2, 1))])
    rows = [
        score("network", "network", "trust", 50, 30, 70, "C", wave=wave,
              evidence=tuple(f"{wave}{who}" for who in ("north", "river", "tower")))
        for wave in ("1", "2")
    ]  # fmt: skip
    assert said(seen_with(scores=pd.DataFrame(rows), statements=statements)) == (
        "50 in Spring 2024: too close to tell whether it changed.",
    )
