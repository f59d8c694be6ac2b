"""Ranks over draws: places by hand, equal values, what is hidden, and agreement against another engine."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import kendalltau

from collabnet.errors import CallError
from collabnet.network.ranks import rank_bands


def drawn(*rows: list[float], names: str = "abcdefghij") -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(names[: len(rows[0])]))


def test_places_are_those_of_a_hand_worked_example() -> None:
    found = rank_bands(drawn([9, 5, 1], [9, 1, 5], [9, 5, 1], [5, 9, 1]), top=1).bands
    assert found["rank"].tolist() == [1.0, 2.0, 3.0]
    assert found["rank_low"].tolist() == [1.0, 1.0, 2.0]
    assert found["rank_high"].tolist() == [2.0, 3.0, 3.0]
    assert found["p_top"].tolist() == [0.75, 0.25, 0.0]


def test_of_a_hundred_draws_an_interval_leaves_out_five_at_each_end() -> None:
    rows = [[2, 1]] * 95 + [[1, 2]] * 5
    assert rank_bands(drawn(*rows)).bands.loc["a", ["rank_low", "rank_high"]].tolist() == [1, 1]
    rows = [[2, 1]] * 94 + [[1, 2]] * 6
    assert rank_bands(drawn(*rows)).bands.loc["a", ["rank_low", "rank_high"]].tolist() == [1, 2]


def test_equal_values_share_the_smallest_place_and_reach_to_the_largest() -> None:
    found = rank_bands(drawn([5, 3, 3, 3]), top=2).bands
    assert found["rank"].tolist() == [1, 2, 2, 2]
    assert found["rank_low"].tolist() == [1, 2, 2, 2]
    assert found["rank_high"].tolist() == [1, 4, 4, 4]
    assert found["p_top"].tolist() == pytest.approx([1, 1 / 3, 1 / 3, 1 / 3])


def test_where_all_are_equal_no_rank_is_shown() -> None:
    found = rank_bands(np.zeros((20, 6)))
    assert not found.bands["shown"].any()
    assert found.bands["p_top"].tolist() == [0.5] * 6
    assert np.isnan(found.agreement)


def test_a_rank_is_hidden_where_its_interval_is_wider_than_a_third() -> None:
    apart = np.arange(9.0)
    swapped = apart.copy()
    swapped[[0, 3, 4, 8]] = apart[[3, 0, 8, 4]]
    found = rank_bands(np.array([apart, swapped])).bands
    assert (found["rank_high"] - found["rank_low"]).tolist() == [3, 0, 0, 3, 4, 0, 0, 0, 4]
    assert found["shown"].tolist() == [True, True, True, True, False, True, True, True, False]


def test_probabilities_of_the_top_add_up_to_its_places() -> None:
    draws = np.random.default_rng(3).integers(0, 4, (200, 9)).astype(float)
    assert rank_bands(draws, top=4).bands["p_top"].sum() == pytest.approx(4)


def test_differences_of_rounding_are_no_differences() -> None:
    assert rank_bands(drawn([0.1 + 0.2, 0.3])).bands["rank"].tolist() == [1, 1]


def test_a_draw_without_a_value_gives_no_place() -> None:
    found = rank_bands(drawn([3, np.nan, 1], [3, 5, 1], [3, np.nan, np.nan]), top=1).bands
    assert found["drawn"].tolist() == pytest.approx([1, 1 / 3, 2 / 3])
    assert found["rank"].tolist() == [1, 1, 2.5]
    assert found["p_top"].tolist() == pytest.approx([2 / 3, 1 / 3, 0])


def test_who_never_has_a_value_has_no_place_at_all() -> None:
    found = rank_bands(drawn([3, np.nan], [4, np.nan])).bands.loc["b"]
    assert found[["rank", "rank_low", "rank_high", "p_top"]].isna().all()
    assert not found["shown"]


@pytest.mark.parametrize("distinct", [3, 1000])
def test_agreement_is_the_mean_tau_b_of_scipy(distinct: int) -> None:
    draws = np.random.default_rng(5).integers(0, distinct, (12, 8)).astype(float)
    pairs = [kendalltau(one, other).statistic for one, other in combinations(draws, 2)]
    assert rank_bands(draws).agreement == pytest.approx(np.mean(pairs), abs=1e-12)


def test_agreement_is_one_where_all_draws_agree_and_minus_one_where_two_oppose() -> None:
    assert rank_bands(np.array([[1.0, 2, 3]] * 4)).agreement == pytest.approx(1)
    assert rank_bands(np.array([[1.0, 2, 3], [3, 2, 1]])).agreement == pytest.approx(-1)


def test_agreement_does_not_depend_on_how_much_is_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = np.random.default_rng(6).normal(size=(30, 7))
    whole = rank_bands(draws).agreement
    monkeypatch.setattr("collabnet.network.ranks._AT_ONCE", 50)
    assert rank_bands(draws).agreement == pytest.approx(whole, abs=1e-12)


def test_relabelling_moves_the_rows_and_changes_nothing_else() -> None:
    draws = pd.DataFrame(np.random.default_rng(7).normal(size=(50, 6)), columns=list("abcdef"))
    mixed = list("fbdaec")
    pd.testing.assert_frame_equal(rank_bands(draws[mixed]).bands, rank_bands(draws).bands.loc[mixed])


def test_one_organisation_and_one_draw_are_enough() -> None:
    found = rank_bands(np.array([[4.0]]))
    assert found.bands.iloc[0].tolist()[:4] == [1, 1, 1, 1]
    assert np.isnan(found.agreement)


@pytest.mark.parametrize(
    ("draws", "options"),
    [(np.zeros((0, 3)), {}), (np.zeros((3, 0)), {}), ([[1.0]], {"top": 0}), ([[1.0]], {"level": 1})],
)
def test_calls_without_sense_are_refused_with_what_to_do(draws, options) -> None:
    with pytest.raises(CallError, match=r"^Expected .*, found .*\. "):
        rank_bands(np.asarray(draws), **options)
