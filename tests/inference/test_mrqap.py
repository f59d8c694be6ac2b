"""MRQAP: exact and R's values, a slow computation beside the quick one, and what cannot be fitted."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from collabnet import inference
from collabnet.errors import CallError
from collabnet.inference import _logistic, _relabelling

DRAWS = 4000
LONG = "EXACT MRQAP money ~ information + same_sector + rating_diff"


def within(found: float, true: float, draws: int) -> bool:
    return abs(found - true) < 4 * np.sqrt(true * (1 - true) / draws) + 2 / draws


@pytest.mark.parametrize(("method", "prefix"), [("dsp", "dsp"), ("y", "yperm")])
def test_it_finds_what_all_relabellings_of_knokes_organisations_give(method, prefix, knoke, exact) -> None:
    names = ("information", "same_sector", "rating_diff")
    found = inference.mrqap(knoke["money"], {name: knoke[name] for name in names}, permutations=DRAWS, method=method)
    true = {key[2:]: value for key, value in exact.items() if key[1] == LONG}
    for name in names:
        row = found.coefficients.loc[name]
        assert row["coefficient"] == pytest.approx(true[name, "coef"], abs=1e-10)
        assert row["statistic"] == pytest.approx(true[name, "t"], abs=1e-10)
        assert within(row["p_two_sided"], true[name, f"{prefix}_p_abs"], DRAWS)
        assert within(row["p_greater"], true[name, f"{prefix}_p_ge"], DRAWS)
        assert within(row["p_less"], true[name, f"{prefix}_p_le"], DRAWS)
    assert found.intercept == pytest.approx(true["(intercept)", "coef"], abs=1e-10)
    assert found.intercept / found.intercept_error == pytest.approx(true["(intercept)", "t"], abs=1e-10)
    assert found.r_squared == pytest.approx(true["(model)", "r_squared"], abs=1e-12)
    assert (found.pairs, found.df) == (90, 86)


def test_one_predictor_alone_is_the_correlation(knoke, exact) -> None:
    found = inference.mrqap(knoke["information"], [knoke["money"]], permutations=DRAWS)
    row = found.coefficients.loc["x1"]
    assert row["coefficient"] == pytest.approx(-0.058823529411764476, abs=1e-12)
    assert within(row["p_two_sided"], 0.8430588624338624, DRAWS)
    assert row["vif"] == pytest.approx(1)


def slow_t(y: np.ndarray, columns: list[np.ndarray]) -> tuple[np.ndarray, float, int]:
    """Return t of every column beside a constant, R² and degrees of freedom, by the normal equations."""
    x = np.column_stack([np.ones(len(y)), *columns])
    b, *_ = np.linalg.lstsq(x, y, rcond=None)
    left, df = np.sum((y - x @ b) ** 2), len(y) - x.shape[1]
    errors = np.sqrt(np.diag(np.linalg.inv(x.T @ x)) * left / df)
    return (b / errors)[1:], 1 - left / np.sum((y - y.mean()) ** 2), df


def example(random, *, directed: bool, holes: str) -> tuple[np.ndarray, np.ndarray]:
    grids = random.normal(size=(4, 7, 7))
    grids = grids if directed else grids + grids.transpose(0, 2, 1)
    grids[0] += 0.7 * grids[1]
    grids[2] += 0.8 * grids[1]
    for number, row, column in {"": [], "y": [(0, 1, 4), (0, 2, 6)], "x": [(2, 0, 5)], "both": [(0, 1, 4), (3, 2, 5)]}[
        holes
    ]:
        grids[number, row, column] = np.nan
        if not directed:
            grids[number, column, row] = np.nan
    cells = ~np.eye(7, dtype=bool) if directed else np.triu(np.ones((7, 7), dtype=bool), 1)
    return grids, cells


def orders_of_seven(random, monkeypatch) -> np.ndarray:
    orders = np.array([random.permutation(7) for _ in range(60)])
    monkeypatch.setattr(_relabelling, "relabellings", lambda *_, **__: iter([(slice(0, 60), orders)]))
    monkeypatch.setattr(_logistic, "relabellings", lambda *_, **__: iter([(slice(0, 60), orders)]))
    monkeypatch.setattr(_relabelling, "CELLS", 60 * 49)
    return orders


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("holes", ["", "y", "x", "both"])
def test_every_relabelled_residual_is_fitted_as_one_would_by_hand(directed, holes, random, monkeypatch) -> None:
    (y, *x), cells = example(random, directed=directed, holes=holes)
    orders = orders_of_seven(random, monkeypatch)
    found = inference.mrqap(y, x, permutations=60)
    explained = cells & ~np.isnan(x).any(axis=0)
    for k in range(3):
        others = [one for number, one in enumerate(x) if number != k]
        columns = np.column_stack([np.ones(explained.sum()), *(one[explained] for one in others)])
        rest = np.full((7, 7), np.nan)
        rest[explained] = x[k][explained] - columns @ np.linalg.lstsq(columns, x[k][explained], rcond=None)[0]
        rest = rest if directed else np.fmax(rest, rest.T)
        for number, order in enumerate(orders):
            moved = rest[np.ix_(order, order)]
            known = explained & ~np.isnan(y) & ~np.isnan(moved)
            t, _, df = slow_t(y[known], [*(one[known] for one in others), moved[known]])
            as_rare = stats.t.isf(stats.t.sf(abs(t[-1]), df), found.df) * np.sign(t[-1])
            assert found.permuted[number, k] == pytest.approx(as_rare, abs=1e-7)


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("holes", ["", "y", "x", "both"])
def test_every_relabelled_outcome_is_fitted_as_one_would_by_hand(directed, holes, random, monkeypatch) -> None:
    (y, *x), cells = example(random, directed=directed, holes=holes)
    orders = orders_of_seven(random, monkeypatch)
    found = inference.mrqap(y, x, permutations=60, method="y")
    explained = cells & ~np.isnan(x).any(axis=0)
    same = 0
    for number, order in enumerate(orders):
        moved = y[np.ix_(order, order)]
        known = explained & ~np.isnan(moved)
        t, _, df = slow_t(moved[known], [one[known] for one in x])
        if df == found.df:
            same += 1
            assert found.permuted[number] == pytest.approx(t, abs=1e-9)
    assert same > 5


def test_t_of_fewer_pairs_counts_for_what_is_as_rare(random, monkeypatch) -> None:
    (y, *x), cells = example(random, directed=True, holes="x")
    orders = orders_of_seven(random, monkeypatch)
    y[3, 1] = np.nan
    found = inference.mrqap(y, x, permutations=60, method="y")
    moved = next(
        (number, y[np.ix_(order, order)]) for number, order in enumerate(orders)
        if (cells & ~np.isnan(x[1]) & ~np.isnan(y[np.ix_(order, order)])).sum() - 4 != found.df
    )  # fmt: skip
    known = cells & ~np.isnan(x[1]) & ~np.isnan(moved[1])
    t, _, df = slow_t(moved[1][known], [one[known] for one in x])
    assert stats.t.sf(t, df) == pytest.approx(stats.t.sf(found.permuted[moved[0]], found.df), rel=1e-8)


def test_coefficients_errors_and_inflation_are_those_of_least_squares(random) -> None:
    (y, *x), cells = example(random, directed=True, holes="")
    found = inference.mrqap(y, x, permutations=10)
    t, share, df = slow_t(y[cells], [one[cells] for one in x])
    frame = found.coefficients
    assert frame["statistic"].to_numpy() == pytest.approx(t, abs=1e-10)
    assert (frame["coefficient"] / frame["standard_error"]).to_numpy() == pytest.approx(t, abs=1e-10)
    assert found.r_squared == pytest.approx(share, abs=1e-12)
    assert found.adjusted_r_squared == pytest.approx(1 - (1 - share) * 41 / df)
    assert found.omnibus == pytest.approx(share / 3 / ((1 - share) / df))
    _, others, _ = slow_t(x[0][cells], [x[1][cells], x[2][cells]])
    assert frame["vif"].iloc[0] == pytest.approx(1 / (1 - others))


def test_log_odds_make_the_gradient_vanish_and_outcomes_are_fitted_by_newton(knoke) -> None:
    names = ("money", "same_sector", "rating_diff")
    found = inference.mrqap(
        knoke["information"], {name: knoke[name] for name in names}, kind="logistic", permutations=100
    )
    cells = ~np.eye(10, dtype=bool)
    x = np.column_stack([np.ones(90), *(knoke[name].to_numpy()[cells] for name in names)])
    y = knoke["information"].to_numpy()[cells]
    b = np.array([found.intercept, *found.coefficients["coefficient"]])
    share = 1 / (1 + np.exp(-x @ b))
    assert x.T @ (y - share) == pytest.approx(np.zeros(4), abs=1e-6)
    errors = np.sqrt(np.diag(np.linalg.inv(x.T @ (x * (share * (1 - share))[:, None]))))
    assert found.coefficients["standard_error"].to_numpy() == pytest.approx(errors[1:], rel=1e-6)
    likelihood = np.sum(y * np.log(share) + (1 - y) * np.log(1 - share))
    null = 90 * (y.mean() * np.log(y.mean()) + (1 - y.mean()) * np.log(1 - y.mean()))
    assert found.omnibus == pytest.approx(2 * (likelihood - null))
    assert found.r_squared == pytest.approx(1 - likelihood / null)


@pytest.mark.parametrize("directed", [True, False])
def test_a_relabelled_logistic_fit_is_a_logistic_fit(directed, random, monkeypatch) -> None:
    (y, *x), _ = example(random, directed=directed, holes="y")
    ties = np.where(np.isnan(y), np.nan, (y > 0).astype(float))
    orders = orders_of_seven(random, monkeypatch)
    first = inference.mrqap(ties, x[:2], kind="logistic", method="y", permutations=60)
    moved = [ties[np.ix_(order, order)] for order in orders[:4]]
    monkeypatch.undo()
    for number, outcome in enumerate(moved):
        alone = inference.mrqap(outcome, x[:2], kind="logistic", permutations=1)
        assert first.permuted[number] == pytest.approx(alone.coefficients["statistic"].to_numpy(), rel=1e-4)


def test_double_semi_partialling_of_ties_finds_what_made_them(random) -> None:
    first, second = random.normal(size=(2, 20, 20))
    second += first
    ties = (first + 0.5 * random.normal(size=(20, 20)) > 0).astype(float)
    found = inference.mrqap(ties, {"made": first, "beside": second}, kind="logistic", permutations=99)
    assert found.coefficients.loc["made", "p_two_sided"] == 0.01
    assert found.coefficients.loc["beside", "p_two_sided"] > 0.05
    assert found.p_omnibus == 0.01


def test_the_test_holds_its_size_where_predictors_resemble_each_other(random) -> None:
    """Of 200 networks in which nothing goes together with the outcome, about one in twenty is significant."""
    hits = 0
    for seed in range(200):
        sender, receiver = random.normal(size=(2, 10, 1))
        x = random.normal(size=(10, 10)) + sender + receiver.T
        z = x + random.normal(size=(10, 10))
        y = z + random.normal(size=(10, 10)) + random.normal(size=(10, 1))
        found = inference.mrqap(y, {"x": x, "z": z}, permutations=99, seed=seed)
        hits += found.coefficients.loc["x", "p_two_sided"] <= 0.05
    assert 2 <= hits <= 24


def test_the_same_seed_gives_the_same_bytes(random) -> None:
    y, *x = random.normal(size=(3, 12, 12))
    first, again = (inference.mrqap(y, x, permutations=300, seed=5).permuted.tobytes() for _ in range(2))
    assert first == again
    assert first != inference.mrqap(y, x, permutations=300, seed=6).permuted.tobytes()


A, B, Y = np.random.default_rng(5).normal(size=(3, 6, 6))
SPARSE = np.where(np.random.default_rng(1).random((6, 6)) < 0.2, A, np.nan)


@pytest.mark.parametrize(
    ("y", "x", "options", "said"),
    [
        (Y, {"a": A, "b": np.ones((6, 6))}, {}, "'b' to differ"),
        (Y, {"a": A, "b": B, "c": A - 2 * B}, {}, "'c' that follows from the others"),
        (Y[:3, :3], [A[:3, :3], B[:3, :3], A[:3, :3].T, B[:3, :3].T, Y[:3, :3].T], {}, "more than 6 pairs"),
        (Y, {"a": np.where(A > 9, A, np.nan)}, {}, "found 0"),
        (np.zeros((6, 6)), {"a": A}, {}, "same value in all 30"),
        (A, {"a": A, "b": B}, {}, "repeats the outcome"),
        (Y, {}, {}, "at least one predictor"),
        (Y, {"outcome": A}, {}, "not named 'outcome'"),
        (Y, {"a": A[:5, :5]}, {}, "Expected 6 organisations in 'a'"),
        (Y, {"a": A}, {"kind": "logistic"}, "outcome of 0 and 1"),
        ((A > 0) * 1.0, {"a": A}, {"kind": "logistic"}, "apart without fail"),
        (np.ones((6, 6)), {"a": A}, {"kind": "logistic"}, "same value"),
        (Y, {"a": A}, {"kind": "poisson"}, "'poisson'"),
        (Y, {"a": A}, {"method": "x"}, "'x'"),
        (Y, {"a": A}, {"directed": False}, "symmetric"),
        (Y, {"a": SPARSE, "b": np.where(np.isnan(SPARSE), np.nan, B)}, {}, "too few in"),
    ],
)  # fmt: skip
def test_what_cannot_be_fitted_is_said_in_a_sentence(y, x, options, said: str) -> None:
    with pytest.raises(CallError, match=said) as error:
        inference.mrqap(y, x, permutations=50, **options)
    assert str(error.value).startswith("Expected ")
