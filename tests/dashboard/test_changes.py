"""Changes between waves: who was asked comes first, and one block never says two things."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from collabnet.views import seen as look
from dashboard.sentences.changes import asked_each_time, relations_since, since
from dashboard.sentences.scores import by_domain, scores
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen, organisations
from tests.dashboard.reading import NAN, score, seen_with

SAY = Say("en")


def change(method: str, difference: float, low: float, high: float, p_higher: float, **more: Any) -> dict[str, Any]:
    return {
        "level": "network", "subject": "network", "domain": "trust", "wave_before": "1", "wave": "2",
        "voice": "organisations", "method": method, "value_before": 30.0, "value": 30.0 + difference,
        "difference": difference, "low": low, "high": high, "p_higher": p_higher, "reporters_both": 3,
        "interviewed_before": 3, "interviewed": 2, "interviewed_both": 1, "remark": "",
    } | more  # fmt: skip


def said(*rows: dict[str, Any], method: str = "model", **more: Any) -> str:
    table = [score("network", "network", "trust", value, value - 10, value + 10, "C", wave=wave, method=method, **more)
             for wave, value in (("1", 30.0), ("2", 50.0))]  # fmt: skip
    seen = seen_with(scores=pd.DataFrame(table), score_changes=pd.DataFrame(list(rows)))
    return since(seen, by_domain(seen, "2")["trust"], SAY)


def test_the_probability_is_the_tables_and_stands_in_the_sentence() -> None:
    assert said(change("model", 20, 2, 38, 0.92)) == "Very likely (92 %) higher than in Spring 2024 (30 then)."
    assert said(change("model", -20, -38, -2, 0.001)) == "Almost certainly lower than in Spring 2024 (30 then)."


def test_a_change_that_is_only_likely_is_not_said() -> None:
    assert said(change("model", 10, -10, 30, 0.8)) == "30 in Spring 2024: too close to tell whether it changed."


def test_one_sentence_holds_both_comparisons_and_says_which_of_them_tells() -> None:
    both = said(change("model", 20, 2, 38, 0.999), change("paired", 12, -14, 39, 0.85))
    assert both == (
        "Almost certainly higher than in Spring 2024 (30 then); the plain mean of the 3 that spoke both times rose by "
        "12 points (-14 to 39), too few to tell by themselves."
    )
    assert "too close to tell" not in both


def test_those_who_spoke_twice_may_tell_more_than_the_model() -> None:
    both = said(change("model", 10, -10, 30, 0.8), change("paired", -20, -30, -10, 0.001))
    assert both == (
        "30 in Spring 2024: too close to tell whether it changed; the plain mean of the 3 that spoke both times fell "
        "by 20 points (-30 to -10)."
    )


def test_no_change_is_neither_a_rise_nor_a_fall() -> None:
    both = said(change("model", 20, 2, 38, 0.95), change("paired", -0.3, -20, 20, 0.48))
    assert "stayed the same (-20 to 20)." in both


def test_two_comparisons_that_cannot_tell_are_said_once() -> None:
    assert said(change("model", 5, -10, 20, 0.7), change("paired", 5, -20, 30, 0.6)).count("too close") == 1


def test_scores_that_rest_on_other_organisations_are_not_compared() -> None:
    told = said(change("model", 20, 2, 38, 0.999, remark="other_organisations"))
    assert told == "30 in Spring 2024; not comparable: 1 of 4 organisations were interviewed both times."


def test_plain_means_are_compared_among_those_who_spoke_twice_alone() -> None:
    assert said(change("paired", 20, 2, 38, 0.98), method="transparent") == (
        "Among the 3 that spoke of it both times: 20 points up since Spring 2024 (2 to 38)."
    )
    assert said(change("paired", 5, -20, 30, 0.6), method="transparent") == (
        "Among the 3 that spoke of it both times: too close to tell (-20 to 30 points)."
    )
    assert said(method="transparent") == ("30 in Spring 2024; not compared: fewer than three spoke of it both times.")


def test_a_change_that_may_not_be_seen_is_not_worked_out_from_the_scores() -> None:
    assert said() == "30 in Spring 2024; how far that differs is not shown here."


def test_the_first_wave_and_a_score_with_too_little_evidence_have_no_change(seen: FakeSeen) -> None:
    assert since(seen, by_domain(seen, "1")["trust"], SAY) == ""
    hidden = seen_with(scores=pd.DataFrame([score("network", "network", "trust", 50, 0, 100, "D", wave="2")]))
    assert since(hidden, scores(hidden, "2", "network")[0], SAY) == ""


def test_who_was_asked_each_time_is_said_from_the_second_wave_on() -> None:
    seen = seen_with(organisations=organisations().assign(interviewed=["1", "1", "1|2", "2"]))
    assert asked_each_time(seen, "1", SAY) == ""
    assert asked_each_time(seen, "2", SAY) == (
        "Interviewed: 3 organisations in Spring 2024, 2 in Autumn 2025, 1 of them both times."
    )
    nobody = seen_with(organisations=organisations().assign(interviewed=""))
    assert asked_each_time(nobody, "2", SAY) == ""


def wave_rows(counts: dict[tuple[str, str], int]) -> pd.DataFrame:
    return pd.DataFrame(
        [{"process": "all", "wave_before": "1", "wave": "2", "kind": "ties", "item": item, "explanation": why,
          "count": float(count)} for (item, why), count in counts.items()]
    )  # fmt: skip


def test_relations_of_two_waves_are_told_with_why_they_differ() -> None:
    counts = {("kept", ""): 13, ("lost", ""): 38, ("gained", ""): 10, ("changed", "real"): 3,
              ("changed", "probable"): 1, ("lost", "respondent"): 30}  # fmt: skip
    assert relations_since(seen_with(wave_changes=wave_rows(counts)), "2", SAY) == (
        "Relations reported both times: 13; only in Spring 2024: 38; only in Autumn 2025: 10. Of the 48 reported once, "
        "3 are said to have changed and 1 probably changed; of the others nobody can tell: they may only show who was "
        "asked."
    )
    same = {("kept", ""): 13, ("lost", ""): 0, ("gained", ""): 0}
    assert relations_since(seen_with(wave_changes=wave_rows(same)), "2", SAY).endswith("only in Autumn 2025: 0.")
    del counts["kept", ""]  # withheld
    assert relations_since(seen_with(wave_changes=wave_rows(counts)), "2", SAY) == ""


@pytest.mark.parametrize("view", ["researcher", "shared"])
def test_no_block_of_the_sample_says_two_things_at_once(analysed_sample: Any, view: str) -> None:
    seen = look(analysed_sample, view)
    told = [since(seen, one, SAY) for level in ("network", "sector", "group") for one in scores(seen, "2", level)]
    assert any(told)
    for line in filter(None, told):
        assert not (re.search(r"(higher|lower) than", line) and "too close to tell" in line), line
    assert str(NAN) not in " ".join(told)
