"""The working of a score: read from the votes in the tables, and shown for every plain score of the sample."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from collabnet.views import seen as look
from dashboard.sentences.derivation import derivation
from dashboard.sentences.method import MODEL, PLAIN, by_method, plain_of
from dashboard.sentences.scores import by_domain, scores
from tests.dashboard.fakes import FakeSeen, votes
from tests.dashboard.reading import seen_with


def test_the_votes_of_a_score_are_those_of_its_place_alone(seen: FakeSeen) -> None:
    found = derivation(seen, by_domain(seen, "1")["capacity"])
    assert found is not None
    assert [(vote.voter, vote.mean) for vote in found.votes] == [("north", 25.0), ("river", 50.0)]
    assert found.estimate == 37.5
    assert found.without_each() == (25.0, 50.0)


def test_a_single_vote_cannot_be_left_out(seen: FakeSeen) -> None:
    found = derivation(seen, by_domain(seen, "2")["capacity"])
    assert found is not None
    assert all(math.isnan(value) for value in found.without_each())


def test_votes_that_may_not_be_seen_give_no_working() -> None:
    seen = seen_with(score_votes=votes().iloc[:0])
    assert derivation(seen, by_domain(seen, "1")["capacity"]) is None


def test_a_score_of_the_model_is_never_worked_out_from_votes(seen: FakeSeen) -> None:
    assert derivation(seen, replace(by_domain(seen, "1")["capacity"], method=MODEL)) is None


@pytest.mark.parametrize("level", ["network", "organisation_in", "sector", "dyad"])
def test_every_plain_score_of_the_sample_has_its_working(analysed_sample: Any, level: str) -> None:
    seen = by_method(look(analysed_sample), PLAIN)
    every = [one for wave in ("1", "2") for one in scores(seen, wave, level)]
    assert every
    for one in every:
        found = derivation(seen, one)
        assert found is not None, one.pick
        assert len(found.votes) == one.reporters
        if one.known:
            assert sum(vote.mean for vote in found.votes) / len(found.votes) == pytest.approx(one.value)


def test_the_plain_mean_beside_a_score_of_the_model_has_its_working(analysed_sample: Any) -> None:
    seen = look(analysed_sample)
    modelled = [one for one in scores(seen, "1", "network") if one.known]
    assert {one.method for one in modelled} == {MODEL}
    for one in modelled:
        plain = plain_of(seen, one)
        assert plain is not None
        assert (plain.domain, plain.method) == (one.domain, PLAIN)
        assert derivation(seen, plain) is not None
