"""The model's numbers or plain means: one choice in the address, and every number on the page follows it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from collabnet.views import seen as look
from dashboard.evidence import evidence
from dashboard.pages import domains
from dashboard.sentences.method import MODEL, PLAIN, by_method
from dashboard.sentences.scores import by_domain, short
from dashboard.state import State
from dashboard.words import Say
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.reading import parts, score, seen_with, words

EN = Say("en")


def state(**options: str) -> State:
    return State(study="small", page="domains", wave="1", options=options)


def both_ways() -> FakeSeen:
    """Capacity is lowest by the model, trust by plain means."""
    model = [
        score("network", "network", "trust", 62, 52, 75, "B", method="model"),
        score("network", "network", "capacity", 30, 20, 40, "B", method="model"),
    ]
    plain = [
        score("network", "network", "trust", 22, 15, 30, "B"),
        score("network", "network", "capacity", 45, 35, 55, "B"),
    ]
    return seen_with(scores=pd.DataFrame(model), scores_transparent=pd.DataFrame(plain))


def control(shown: Any) -> list[Any]:
    return [
        part for part in parts(shown) if isinstance(getattr(part, "id", None), dict) and "method" in part.id.values()
    ]


def test_the_model_is_shown_where_nobody_has_chosen() -> None:
    assert domains.answer(both_ways(), state(domain="trust")).startswith("Informal trust: 62 (52–75).")


def test_the_plain_mean_says_that_it_is_one() -> None:
    told = domains.answer(both_ways(), state(domain="trust", method=PLAIN))
    assert told.startswith("Informal trust, plain mean: 22 (15–30).")


def test_another_way_of_scoring_never_changes_the_condition_that_the_page_opens_on() -> None:
    assert domains.answer(both_ways(), state()).startswith("Capacity: 30")
    assert domains.answer(both_ways(), state(method=PLAIN)).startswith("Capacity, plain mean: 45")


def test_where_there_is_one_way_there_is_nothing_to_choose(seen: FakeSeen) -> None:
    assert not control(domains.layout(seen, state(domain="capacity", method=PLAIN)))
    assert control(domains.layout(both_ways(), state()))


def test_the_drawer_follows_the_choice() -> None:
    pick = "score:network:network:trust:1:organisations"
    for method, number in ((MODEL, "62 (52–75)"), (PLAIN, "22 (15–30)")):
        found = evidence(both_ways(), state(method=method).with_(pick=pick))
        assert found is not None
        assert number in words(list(found.parts))


@pytest.mark.parametrize("view", ["researcher", "shared"])
def test_every_number_of_the_page_comes_from_the_way_that_was_chosen(analysed_sample: Any, view: str) -> None:
    seen = look(analysed_sample, view)
    for method in (MODEL, PLAIN):
        whole = by_domain(by_method(seen, method), "1")["trust"]
        assert whole.method == method
        told = domains.answer(seen, state(domain="trust", method=method))
        assert short(whole, EN) in told


def test_what_may_be_seen_is_itself_never_changed() -> None:
    seen = both_ways()
    assert by_method(seen, MODEL) is seen
    by_method(seen, PLAIN)
    assert seen.tables["scores"]["method"].eq("model").all()
