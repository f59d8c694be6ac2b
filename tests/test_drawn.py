"""Measures of drawn networks: intervals, places, and the same numbers however many processes work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from collabnet import drawn, measures, read
from collabnet.drawn import FEWEST, UNASKED, affordable, drawn_measures
from collabnet.errors import CallError
from collabnet.network import Network
from collabnet.threads import workers
from tests.network.conftest import PROCESSES, make
from tests.studies.closure_study import RESULTS, withheld

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


def test_a_place_has_a_band_and_a_rank_only_where_it_can_be_told(sample: Path) -> None:
    keys = ["indegree", "outdegree", "density"]
    found = drawn_measures(Network.from_study(read(sample)), draws=FEWEST, keys=keys, processes=["all"])
    rows = found.places[found.places["value"].notna()]
    assert len(rows) > 50
    assert (rows["low"] <= rows["high"]).all()
    assert (rows["rank_low"] <= rows["rank_high"]).all()
    size = rows.groupby(["measure", "process", "wave"])["organisation_id"].transform("nunique")
    told = rows["rank_high"] - rows["rank_low"] <= size / 3
    assert (rows["rank"].notna() == told).all()
    assert 0 < told.mean() < 1
    assert found.stability["told"].mean() == pytest.approx(told.mean(), abs=0.01)
    assert (found.whole["low"] <= found.whole["high"]).all()


def test_with_fewer_than_twenty_networks_nothing_is_said_of_ends_and_places() -> None:
    found = drawn_measures(network(), draws=FEWEST - 1, keys=["outdegree", "density"])
    assert found.places["value"].notna().all()
    assert found.places[["low", "high", "rank", "rank_low", "rank_high", "p_top"]].isna().all(axis=None)
    assert found.whole["value"].notna().all()
    assert found.whole[["low", "high"]].isna().all(axis=None)
    assert found.stability["told"].isna().all()
    assert found.stability["agreement"].notna().any()


def test_a_value_that_few_of_many_networks_have_gets_no_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has no tie in a network has no constraint in it, which is of a pattern besides."""
    monkeypatch.setattr(drawn, "_told", lambda _: True)
    it = network()
    found = drawn_measures(it, draws=200, keys=["constraint"], processes=["case_transfer"]).places
    layers = [it.posterior().network(number)["case_transfer"] for number in range(200)]
    having = sum(measures.measure(layer, ["constraint"])["constraint"].notna() for layer in layers)
    enough = found.set_index("organisation_id")["low"].notna()
    assert enough.to_dict() == having.ge(FEWEST).to_dict()


def test_what_takes_long_is_drawn_of_small_networks_only() -> None:
    known = measures.measures()
    for size in (10, 100, 200):
        assert set(affordable(size)) == {key for key, it in known.items() if it.up_to >= 2 * size}
    assert "flow_betweenness" in affordable(10)
    assert "flow_betweenness" not in affordable(20)
    assert "betweenness" in affordable(200)


def test_networks_too_large_to_be_drawn_are_refused_before_anything_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    it = network()
    monkeypatch.setattr(drawn, "MOST_ORGANISATIONS", 4)
    assert drawn_measures(it, draws=1).draws == 1
    monkeypatch.setattr(drawn, "MOST_ORGANISATIONS", 3)
    monkeypatch.setattr(Network, "posterior", lambda *_: pytest.fail("a posterior was made"))
    with pytest.raises(CallError, match="Expected at most 3 organisations to draw networks of, found 4"):
        drawn_measures(it, draws=1)


@pytest.mark.parametrize(
    ("jobs", "tasks", "cores", "at_once"), [(16, 4, 8, 4), (999, 50, 2, 2), (1, 5, 8, 1), (3, 9, None, 1), (4, 0, 8, 1)]
)
def test_no_more_processes_work_than_there_are_tasks_and_cores(
    jobs: int, tasks: int, cores: int | None, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert workers(jobs, tasks) == at_once


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


def test_what_does_not_hold_the_truth_where_ties_close_gets_no_interval_and_no_place() -> None:
    """What was measured of it stands in ``tests/studies/closure_study.csv``."""
    known = measures.measures()
    of_pattern = {key for key, it in known.items() if it.of_pattern}
    assert len(withheld(pd.read_csv(RESULTS))) > 20
    assert withheld(pd.read_csv(RESULTS)) <= of_pattern
    assert not of_pattern & set(UNASKED)
    keys = ["clustering", "betweenness", "indegree", "transitivity", "density"]
    found = drawn_measures(network(), draws=FEWEST, keys=keys)
    places, whole = found.places.set_index("measure"), found.whole.set_index("measure")
    told = ["low", "high", "rank_low", "rank_high", "p_top"]
    assert places.loc[["clustering", "betweenness"], "value"].notna().any()
    assert places.loc[["clustering", "betweenness"], [*told, "rank"]].isna().all(axis=None)
    assert places.loc["indegree", told].notna().all(axis=None)
    assert whole.loc["density", ["low", "high"]].notna().all(axis=None)
    assert whole.loc["transitivity", ["low", "high"]].isna().all(axis=None)
    assert found.stability.set_index("measure").loc["clustering", ["agreement", "told"]].isna().all(axis=None)
