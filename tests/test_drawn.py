"""Measures of drawn networks: intervals, places, and the same numbers however many processes work."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from collabnet import drawn, measures
from collabnet.drawn import UNASKED, drawn_measures
from collabnet.errors import CallError
from collabnet.network import Network
from tests.network.conftest import PROCESSES, make

ONE = {"case_transfer": PROCESSES["case_transfer"]}


def network(*, asked: bool = True) -> Network:
    """Return four organisations, all interviewed: a and b name each other, a names c, nobody names d."""
    ids = ["a", "b", "c", "d"]
    said = [
        {"by": by, "source": source, "target": target, "process": "case_transfer"}
        for by, source, target in (("a", "a", "b"), ("b", "a", "b"), ("a", "a", "c"))
    ]
    talks = [{"interview_id": f"i_{one}", "organisation_id": one, "prompted": asked} for one in ids]
    return Network.from_study(make(said, organisations=ids, interviews=talks, processes=ONE))


def test_the_value_is_the_mean_over_networks_and_the_interval_holds_95_of_100() -> None:
    it = network()
    found = drawn_measures(it, draws=200, keys=["outdegree", "density"], processes=["case_transfer"])
    layers = [it.posterior().network(number)["case_transfer"] for number in range(200)]
    each = np.array([measures.measure(layer, ["outdegree"])["outdegree"].to_numpy() for layer in layers])
    table = found.places.set_index("organisation_id").loc[list("abcd")]
    np.testing.assert_allclose(table["value"], each.mean(axis=0))
    np.testing.assert_allclose(table[["low", "high"]].T, np.quantile(each, (0.025, 0.975), axis=0))
    density = [layer.m / layer.possible for layer in layers]
    assert found.whole["value"].tolist() == pytest.approx([np.mean(density)])


def test_the_mean_degree_is_the_sum_of_what_is_likely() -> None:
    it = network()
    found = drawn_measures(it, draws=1000, keys=["outdegree"], processes=["case_transfer"])
    likely = it.posterior().probabilities("case_transfer").groupby("source")["probability"].sum()
    value = found.places.set_index("organisation_id")["value"]
    np.testing.assert_allclose(value.reindex(likely.index), likely, atol=0.08)


def test_the_most_reported_organisation_probably_stands_first() -> None:
    places = drawn_measures(network(), draws=300, keys=["outdegree"], processes=["case_transfer"]).places
    assert places.set_index("organisation_id")["p_top"].idxmax() == "a"


def test_who_asks_more_knows_more() -> None:
    """With a list shown, silence is a report, and intervals are narrower."""
    width = []
    for asked in (True, False):
        whole = drawn_measures(network(asked=asked), draws=300, keys=["density"], processes=["case_transfer"]).whole
        width.append(float((whole["high"] - whole["low"]).iloc[0]))
    assert width[0] < width[1]


def test_processes_change_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "WORTH_A_PROCESS", 0)
    monkeypatch.setattr(drawn, "CHUNK", 4)
    one, two = (drawn_measures(network(), draws=8, jobs=jobs) for jobs in (1, 2))
    pd.testing.assert_frame_equal(one.places, two.places, rtol=0, atol=0)
    pd.testing.assert_frame_equal(one.whole, two.whole, rtol=0, atol=0)


def test_unasked_the_first_set_is_measured_and_every_key_of_it_exists() -> None:
    assert set(UNASKED) <= set(measures.measures())
    found = drawn_measures(network(), draws=2)
    assert set(found.places["measure"]) | set(found.whole["measure"]) <= set(UNASKED)


def test_every_measure_that_does_not_compare_reports_can_be_asked_for() -> None:
    found = drawn_measures(network(), draws=2, keys=measures.measures())
    seen = set(found.places["measure"]) | set(found.whole["measure"])
    possible = {
        key for key, it in measures.measures().items() if not it.of_reports and it.directed in ("either", "directed")
    }
    assert seen == possible


@pytest.mark.parametrize(
    "call", [{"draws": 0}, {"draws": 1001}, {"keys": ["magic"]}, {"waves": ["9"]}, {"processes": ["magic"]}]
)
def test_a_call_that_makes_no_sense_is_refused_in_a_sentence(call: dict[str, Any]) -> None:
    with pytest.raises(CallError, match=r"Expected .* found"):
        drawn_measures(network(), **{"draws": 2, **call})
