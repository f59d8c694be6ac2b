"""The working of a score: by hand, and against every score that the library computes for the sample."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from collabnet.views import seen as look
from dashboard.sentences.derivation import derivation, paired
from dashboard.sentences.method import MODEL, PLAIN, by_method, plain_of
from dashboard.sentences.scores import Score, scores
from tests.dashboard.reading import NAN, seen_with


def statement(name: str, reporter: str, quote: str, coder: str, rating: float, **more: Any) -> dict[str, Any]:
    return {
        "statement_id": name,
        "interview_id": f"i_{reporter}",
        "quote_id": quote,
        "reporter": reporter,
        "coder": coder,
        "rating": rating,
        "valence": "",
        "domain": "trust",
        "target": ("tower",),
        "wave": "1",
    } | more


def score(value: float, evidence: tuple[str, ...], wave: str = "1") -> Score:
    return Score(
        "network", "network", "trust", wave, "organisations", value, 0, 100, "B", None, NAN, 0, 0, evidence=evidence
    )


def test_coders_count_once_within_a_quote_and_quotes_once_within_an_organisation() -> None:
    rows = [
        statement("s1", "north", "q1", "c1", 4),
        statement("s2", "north", "q1", "c2", 3),
        statement("s3", "north", "q2", "c1", 1),
        statement("s4", "river", "q3", "c1", NAN, valence="barrier"),
    ]
    found = derivation(seen_with(statements=pd.DataFrame(rows)), score(40.625, ("s1", "s2", "s3", "s4")))
    assert found is not None
    # north: quote 1 (100 + 75) / 2 = 87.5, quote 2 25, so 56.25; river: a barrier counts 25
    assert [(vote.voter, vote.mean) for vote in found.votes] == [("north", 56.25), ("river", 25.0)]
    assert found.estimate == 40.625
    assert found.without_each() == (25.0, 56.25)


def test_a_row_entered_twice_counts_once() -> None:
    rows = [statement("s1", "north", "q1", "c1", 4), statement("s2", "north", "q1", "c1", 4)]
    found = derivation(seen_with(statements=pd.DataFrame(rows)), score(100, ("s1", "s2")))
    assert found is not None
    assert found.votes[0].statements == 1


def test_a_working_that_does_not_lead_to_the_score_is_not_shown() -> None:
    rows = [statement("s1", "north", "q1", "c1", 4)]
    assert derivation(seen_with(statements=pd.DataFrame(rows)), score(60, ("s1",))) is None


def test_a_change_is_said_only_among_three_or_more_who_spoke_both_times() -> None:
    both = [statement(f"{wave}{who}", who, f"q{wave}{who}", "c1", rating, wave=wave)
            for wave, rating in (("1", 1), ("2", 3)) for who in ("north", "river", "tower")]  # fmt: skip
    both[5]["rating"] = 4
    seen = seen_with(statements=pd.DataFrame(both))
    before, now = score(25, ("1north", "1river", "1tower")), score(83.3, ("2north", "2river", "2tower"), "2")
    found = paired(seen, before, now)
    assert found is not None
    assert (found.organisations, round(found.change, 6)) == (3, 58.333333)
    # paired Student t: s = 14.434, half = 4.303 * 14.434 / sqrt(3) = 35.86
    assert found.low == pytest.approx(22.47, abs=0.01)
    assert paired(seen, before, score(75, ("2north", "2river"), "2")) is None


@pytest.mark.parametrize("level", ["network", "organisation_in", "sector", "dyad"])
def test_the_working_leads_to_nearly_every_score_of_the_sample(analysed_sample: Any, level: str) -> None:
    seen = by_method(look(analysed_sample), PLAIN)
    known = [one for wave in ("1", "2") for one in scores(seen, wave, level) if one.known]
    found = [derivation(seen, one) for one in known]
    missing = [one.pick for one, worked in zip(known, found, strict=True) if worked is None]
    assert not missing


def test_a_score_of_the_model_is_never_worked_out_from_means_whatever_its_number() -> None:
    rows = [statement("s1", "north", "q1", "c1", 4)]
    by_model = replace(score(100, ("s1",)), method=MODEL)
    assert derivation(seen_with(statements=pd.DataFrame(rows)), by_model) is None


def test_the_plain_mean_beside_a_score_of_the_model_has_its_working(analysed_sample: Any) -> None:
    seen = look(analysed_sample)
    modelled = [one for one in scores(seen, "1", "network") if one.known]
    assert {one.method for one in modelled} == {MODEL}
    for one in modelled:
        plain = plain_of(seen, one)
        assert plain is not None
        assert (plain.domain, plain.method) == (one.domain, PLAIN)
        assert derivation(seen, plain) is not None
