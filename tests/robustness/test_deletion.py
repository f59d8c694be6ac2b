"""The interview-deletion curve: by hand, against scipy, and what must not move it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from collabnet import read
from collabnet.errors import CallError
from collabnet.network import Network
from collabnet.robustness import READINGS, Deletion, interview_deletion
from collabnet.robustness.correlation import correlations

if TYPE_CHECKING:
    from pathlib import Path

TIE = {"process": "information_exchange"}
SAID = [
    TIE | {"by": "a", "source": "a", "target": "b"},
    TIE | {"by": "a", "source": "a", "target": "c"},
    TIE | {"by": "b", "source": "b", "target": "c"},
]
FEW = Deletion(shares=(0.3, 0.6), repeats=20)


@pytest.fixture(scope="module")
def sample_network(sample: Path) -> Network:
    return Network.from_study(read(sample))


def curve(made: Network, **options) -> pd.DataFrame:
    found = interview_deletion(made, "information_exchange", **{"keys": ["outdegree"], **options})
    return found[found["kind"].eq("curve")].set_index(["correlation", "share"])


@pytest.mark.parametrize("of_ranks", [True, False])
def test_correlations_are_those_of_scipy(of_ranks: bool) -> None:
    rng = np.random.default_rng(2)
    whole, draws = rng.integers(0, 6, 15).astype(float), rng.integers(0, 6, (30, 15)).astype(float)
    found = correlations(whole, draws, of_ranks=of_ranks)
    other = stats.spearmanr if of_ranks else stats.pearsonr
    assert found == pytest.approx([other(whole, draw).statistic for draw in draws], abs=1e-12)


def test_a_correlation_is_of_those_that_have_a_value_in_both() -> None:
    whole = np.array([1.0, 2.0, 3.0, 4.0, np.nan])
    found = correlations(whole, np.array([[2.0, 1.0, 3.0, np.nan, 9.0]]), of_ranks=True)
    assert found[0] == pytest.approx(stats.spearmanr([1, 2, 3], [2, 1, 3]).statistic)


def test_there_is_no_correlation_with_two_organisations_or_with_equal_values() -> None:
    whole = np.array([1.0, 2.0, 3.0])
    assert np.isnan(correlations(whole, np.array([[1.0, 2.0, np.nan], [0.1 + 0.2, 0.3, 0.3]]), of_ranks=False)).all()


def test_a_curve_is_that_of_a_hand_worked_example(network) -> None:
    # Outdegree of a, b, c, d is 2, 1, 0, 0. Without a: 0, 1, 0, 0, r = 1/4 / √(11/4 · 3/4). Without b: 2, 0, 0, 0.
    found = curve(network(SAID), how=Deletion(shares=(0.5,), repeats=200)).loc[("pearson", 0.5)]
    assert (found["dropped"], found["interviews"]) == (1, 2)
    assert found["low"] == pytest.approx(0.25 / np.sqrt(2.75 * 0.75))
    assert found["high"] == pytest.approx(2.5 / np.sqrt(2.75 * 3))


def test_a_coefficient_is_the_largest_share_up_to_which_nearly_all_tries_agree(sample_network: Network) -> None:
    found = interview_deletion(sample_network, keys=["indegree", "betweenness"], how=Deletion(repeats=40))
    for (key, kind), rows in found.groupby(["measure", "correlation"]):
        points = rows[rows["kind"].eq("curve")].sort_values("share")
        bad = points.loc[points["low"].lt(0.7), "share"]
        expected = points.loc[points["share"].lt(bad.min() if len(bad) else 2), "share"].max()
        row = rows[rows["kind"].eq("coefficient")].iloc[0]
        assert row["share"] == pytest.approx(np.nan_to_num(expected)), (key, kind)
        assert row["reading"] == ("stable" if row["share"] >= 0.5 else "limited" if row["share"] >= 0.25 else
                                  "not_interpretable")  # fmt: skip


def test_the_low_end_is_what_nineteen_of_twenty_tries_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    from collabnet.robustness.deletion import _ends

    tried = np.arange(200.0)
    assert _ends(tried) == (10.0, 99.5, 189.0)
    assert (tried >= _ends(tried)[0]).mean() == 0.95
    assert _ends(np.arange(10.0))[0] == 0


def test_when_all_interviews_are_left_out_nothing_is_left_of_the_order(network) -> None:
    found = curve(network(SAID), how=Deletion(shares=(1.0,), repeats=5))
    assert found[["low", "median", "high"]].eq(0).all().all()


def test_a_share_is_rounded_up_to_whole_interviews(network) -> None:
    made = network(SAID, interviews=["a", "b", "c"])
    assert curve(made, how=Deletion(shares=(0.1, 0.34, 0.7), repeats=2)).loc["spearman", "dropped"].tolist() == [
        1,
        2,
        3,
    ]


def test_where_no_organisation_differs_there_is_no_order_to_lose(network) -> None:
    for made in (network([]), network([], interviews=[]), network([], organisations=["a"], interviews=["a"])):
        found = interview_deletion(made, keys=["degree"], how=FEW)
        row = found[found["kind"].eq("coefficient")].iloc[0]
        assert row["reading"] == "no_order"
        assert np.isnan(row["share"])
        assert found["low"].isna().all()


def test_the_same_seed_gives_the_same_numbers_and_another_one_others(sample_network: Network) -> None:
    first, again = (interview_deletion(sample_network, keys=["betweenness"], how=FEW) for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
    other = interview_deletion(sample_network, keys=["betweenness"], how=replace(FEW, seed=99))
    assert not other["median"].equals(first["median"])


def test_a_row_entered_twice_and_new_names_change_nothing(study) -> None:
    made = study(SAID)
    twice = replace(made, tables={**made.tables, "statements": pd.concat(
        [made.statements, made.statements.assign(statement_id=lambda it: it["statement_id"] + "x")], ignore_index=True
    )})  # fmt: skip
    names = {"a": "z", "b": "y", "c": "x", "d": "w"}
    renamed = study(
        [said | {side: names[said[side]] for side in ("source", "target")} for said in SAID],
        organisations=list(names.values()),
        interviews=[{"interview_id": f"i_{id_}", "organisation_id": names[id_]} for id_ in "ab"],
    )
    whole = interview_deletion(Network.from_study(made), how=FEW)
    for other in (twice, renamed):
        pd.testing.assert_frame_equal(interview_deletion(Network.from_study(other), how=FEW), whole)


def test_each_basis_can_be_tried_and_measures_are_those_of_the_layer(sample_network: Network) -> None:
    found = interview_deletion(sample_network, "case_coordination", "1", "confirmed", how=FEW)
    assert set(found["measure"]) == {"degree", "betweenness", "harmonic", "eigenvector"}
    assert found["ties"].eq("confirmed").all()


def test_every_reading_is_a_sentence_without_holes(sample_network: Network) -> None:
    found = interview_deletion(sample_network, how=FEW)
    said = found.loc[found["kind"].eq("coefficient"), "text"]
    assert said.str.endswith(".").all()
    assert not said.str.contains("{", regex=False).any()
    assert set(found["reading"]) - {""} <= set(READINGS)


@pytest.mark.parametrize("options", [{"shares": ()}, {"shares": (0.0,)}, {"shares": (1.1,)}, {"repeats": 0}])
def test_ways_of_leaving_out_without_sense_are_refused(options) -> None:
    with pytest.raises(CallError, match=r"^Expected .*, found .*\. Say "):
        Deletion(**options)


def test_a_measure_that_is_not_there_is_refused(sample_network: Network) -> None:
    with pytest.raises(CallError, match="Expected measures among"):
        interview_deletion(sample_network, keys=["density"], how=FEW)
