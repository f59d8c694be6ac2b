"""Amounts of any size give one answer, or a sentence: no number is ever lost in rounding without a word."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from collabnet import inference
from collabnet.errors import CallError
from collabnet.network import Layer

RANDOM = np.random.default_rng(0)
TIES = (RANDOM.random((12, 12)) < 0.3).astype(float)
CHANCE, OTHER = RANDOM.normal(size=(2, 12, 12))
BESIDE = {"a": CHANCE, "b": OTHER}
HOLES = np.where(RANDOM.random((12, 12)) < 0.1, np.nan, CHANCE)


@pytest.mark.parametrize("x", [CHANCE, HOLES], ids=["whole", "holes"])
@pytest.mark.parametrize("size", [1e99, 2.0**-300, 1e-90])
def test_the_unit_of_an_amount_changes_no_correlation(size: float, x: Any) -> None:
    plain, large = (inference.qap(TIES * unit, x / unit, permutations=99) for unit in (1.0, size))
    assert large.correlation == pytest.approx(plain.correlation, rel=1e-9)
    assert (large.p_two_sided, large.undefined) == (plain.p_two_sided, 0)


@pytest.mark.parametrize("method", ["dsp", "y"])
@pytest.mark.parametrize("x", [CHANCE, HOLES], ids=["whole", "holes"])
@pytest.mark.parametrize("size", [1e99, 1e-90])
def test_the_unit_of_an_amount_only_changes_the_unit_of_a_coefficient(size: float, x: Any, method: Any) -> None:
    plain = inference.mrqap(TIES, {"x": x, "b": OTHER}, permutations=99, method=method)
    large = inference.mrqap(TIES * size, {"x": x, "b": OTHER / size}, permutations=99, method=method)
    for name, factor in (("x", size), ("b", size * size)):
        row, by_hand = large.coefficients.loc[name], plain.coefficients.loc[name]
        assert row["coefficient"] == pytest.approx(by_hand["coefficient"] * factor, rel=1e-9)
        assert row["standard_error"] == pytest.approx(by_hand["standard_error"] * factor, rel=1e-9)
        assert row[["statistic", "vif", "p_two_sided"]].to_numpy() == pytest.approx(
            by_hand[["statistic", "vif", "p_two_sided"]].to_numpy(), rel=1e-9
        )
    assert large.intercept == pytest.approx(plain.intercept * size, rel=1e-9)
    assert large.intercept_error == pytest.approx(plain.intercept_error * size, rel=1e-9)
    assert (large.r_squared, large.p_omnibus) == (pytest.approx(plain.r_squared), plain.p_omnibus)


def test_log_odds_and_joint_tests_know_no_unit_either() -> None:
    sized = {"a": CHANCE * 1e90, "b": OTHER * 1e-90}
    plain, large = (inference.mrqap(TIES, x, kind="logistic", permutations=20) for x in (BESIDE, sized))
    assert large.coefficients.loc["a", "coefficient"] * 1e90 == pytest.approx(
        plain.coefficients.loc["a", "coefficient"]
    )
    assert large.intercept == pytest.approx(plain.intercept)
    for kind in ("linear", "logistic"):
        one, two = (inference.joint_test(TIES, x, ["a"], kind=kind, permutations=99) for x in (BESIDE, sized))
        assert (two.statistic, two.p) == (pytest.approx(one.statistic), one.p)


@pytest.mark.parametrize("amount", [1e101, 1e155, 1e308, 1e-101, 1e-310])
def test_amounts_whose_squares_are_no_numbers_are_refused(amount: float) -> None:
    shares = CHANCE / np.abs(CHANCE - np.diag(np.diag(CHANCE))).max()
    np.fill_diagonal(shares, 0.0)
    for call in (
        lambda: inference.qap(TIES * amount, CHANCE),
        lambda: inference.mrqap(TIES, {"a": shares * amount}),
        lambda: inference.joint_test(TIES * amount, BESIDE, ["a"]),
        lambda: inference.ei_index(TIES * amount, list("xxxxxxyyyyyy")),
    ):
        with pytest.raises(CallError, match=r"Expected amounts between 1e-100 and 1e\+100 .+ Give them in another"):
            call()


@pytest.mark.parametrize("rest", [1e-7, 1e-8, 1e-9, 1e-12])
def test_an_outcome_that_only_rounding_tells_from_a_predictor_is_refused(rest: float) -> None:
    with pytest.raises(CallError, match="repeats the outcome"):
        inference.mrqap(TIES, {"a": TIES + rest * CHANCE, "b": OTHER}, permutations=20)


def test_a_fit_that_is_nearly_perfect_has_the_f_of_its_residuals() -> None:
    found = inference.mrqap(TIES, {"a": TIES + 1e-4 * CHANCE}, permutations=49)
    cells = ~np.eye(12, dtype=bool)
    x, y = (TIES + 1e-4 * CHANCE)[cells], TIES[cells]
    x, y = x - x.mean(), y - y.mean()
    left = np.sum((y - x * (x @ y) / (x @ x)) ** 2)
    assert found.omnibus == pytest.approx((y @ y - left) / (left / 130), rel=1e-6)
    assert found.coefficients.loc["a", "p_two_sided"] == found.p_omnibus == 0.02


@pytest.mark.parametrize("kind", ["linear", "logistic"])
@pytest.mark.parametrize("apart", [1e-5, 1e-7, 1e-9])
def test_predictors_that_only_rounding_tells_apart_are_refused(kind: Any, apart: float) -> None:
    with pytest.raises(CallError, match=r"'b' that follows from the others"):
        inference.mrqap(TIES, {"a": CHANCE, "b": CHANCE + apart * OTHER}, kind=kind, permutations=20)
    near = inference.mrqap(TIES, {"a": CHANCE, "b": CHANCE + 1e-3 * OTHER}, kind=kind, permutations=20)
    assert 1e5 < near.coefficients["vif"].max() < 1e8


def test_predictors_whose_names_read_alike_are_refused_and_others_become_text() -> None:
    with pytest.raises(CallError, match="found '1' twice"):
        inference.mrqap(TIES, {1: CHANCE, "1": OTHER})  # type: ignore[dict-item]
    with pytest.raises(CallError, match="found '1' twice"):
        inference.joint_test(TIES, {1: CHANCE, "1": OTHER}, ["1"])  # type: ignore[dict-item]
    with pytest.raises(CallError, match="not named 'outcome'"):
        inference.joint_test(TIES, {"outcome": CHANCE, "b": OTHER}, ["b"])
    found = inference.joint_test(TIES, {1: CHANCE, 2: OTHER}, [1], permutations=20)  # type: ignore[dict-item,list-item]
    assert (found.tested, found.held) == (("1",), ("2",))


def test_groups_of_mixed_types_are_read_as_text() -> None:
    layer = Layer.from_edges([("a", "b"), ("c", "d"), ("a", "c")])
    mixed, plain = [1, "1", 2, "2"], list("1122")
    first, second = (inference.join_counts(layer, groups, permutations=50) for groups in (mixed, plain))
    pd.testing.assert_frame_equal(first, second)


@pytest.mark.parametrize("value", [1.5, 20.0, "3", None, True])
@pytest.mark.parametrize("name", ["permutations", "seed"])
def test_permutations_and_seeds_are_whole_numbers(name: str, value: Any) -> None:
    layer = Layer.from_edges([("a", "b"), ("c", "d"), ("a", "c")])
    calls = [
        lambda **how: inference.qap(TIES, CHANCE, **how),
        lambda **how: inference.mrqap(TIES, BESIDE, **how),
        lambda **how: inference.joint_test(TIES, BESIDE, ["a"], **how),
        lambda **how: inference.ei_index(layer, list("xxyy"), **how),
    ]
    for call in calls:
        with pytest.raises(CallError, match="Expected a whole number"):
            call(**{name: value})


@pytest.mark.parametrize("how", [{"draws": 2.5}, {"draws": "9"}, {"seed": None}, {"seed": 1.0}])
def test_draws_and_their_seeds_are_whole_numbers(how: dict[str, Any]) -> None:
    layer = Layer.from_edges([("a", "b"), ("c", "d"), ("a", "c")])
    with pytest.raises(CallError, match="Expected a whole number"):
        inference.vertex_bootstrap(layer, "density", **how)


def test_whole_numbers_of_numpy_are_whole_numbers() -> None:
    found = inference.qap(TIES, CHANCE, permutations=np.int64(9), seed=np.int64(4))
    assert found.p_two_sided == inference.qap(TIES, CHANCE, permutations=9, seed=4).p_two_sided
