"""Some predictors together beside others: least squares by hand, every relabelling one at a time, and its size."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy import stats
from scipy.special import expit

from collabnet import inference
from collabnet.errors import CallError
from collabnet.inference import _relabelling


def explained(y: np.ndarray, held: np.ndarray, tested: np.ndarray) -> float:
    """Return the share of what those held leave that those tested explain."""
    left = [y - x @ np.linalg.lstsq(x, y, rcond=None)[0] for x in (held, np.column_stack([held, tested]))]
    return 1 - (left[1] @ left[1]) / (left[0] @ left[0])


def columns(grids: list[np.ndarray], cells: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ones(int(cells.sum())), *(grid[cells] for grid in grids)])


def made(random: np.random.Generator, n: int, *, directed: bool, holes: bool) -> list[np.ndarray]:
    """Return an outcome, two predictors to be held, two to be tested."""
    grids = random.normal(size=(5, n, n))
    grids[3] += grids[1]
    grids = grids if directed else grids + grids.transpose(0, 2, 1)
    if holes:
        for place, (row, column) in ((0, (0, 2)), (1, (1, 3)), (3, (2, 4)), (4, (0, 4))):
            grids[place, row, column] = np.nan
            if not directed:
                grids[place, column, row] = np.nan
    return list(grids)


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("holes", [True, False])
def test_every_relabelling_is_computed_as_one_would_by_hand(directed, holes, random, monkeypatch) -> None:
    n = 5 if directed else 6
    y, *x = made(random, n, directed=directed, holes=holes)
    orders = np.array(list(itertools.permutations(range(n)))[: 720 if directed else 300])
    batch = lambda *_, **__: iter([(slice(0, len(orders)), orders)])  # noqa: E731
    monkeypatch.setattr(_relabelling, "relabellings", batch)
    monkeypatch.setattr(_relabelling, "CELLS", len(orders) * n * n)
    named = dict(zip(["a", "b", "c", "d"], x, strict=True))
    found = inference.joint_test(y, named, ["c", "d"], permutations=len(orders))

    pairs = ~np.eye(n, dtype=bool) if directed else np.triu(np.ones((n, n), dtype=bool), 1)
    known = pairs & ~np.isnan(y) & ~np.isnan(x[0]) & ~np.isnan(x[1])
    asked = pairs & ~np.isnan(np.stack(x)).any(axis=0)
    both = known & asked
    seen = explained(y[both], columns(x[:2], both), columns(x[2:], both)[:, 1:])
    df = int(both.sum()) - 5
    assert (found.pairs, found.df, found.tested, found.held) == (both.sum(), df, ("c", "d"), ("a", "b"))
    assert found.r_squared == pytest.approx(seen)
    assert found.statistic == pytest.approx(seen / 2 / ((1 - seen) / df))
    rest = []
    for grid in x[2:]:
        left = np.full((n, n), np.nan)
        beside = columns(x[:2], asked)
        left[asked] = grid[asked] - beside @ np.linalg.lstsq(beside, grid[asked], rcond=None)[0]
        rest.append(left if directed else np.where(asked.T, left.T, left))
    by_hand = []
    for order in orders:
        moved = [grid[np.ix_(order, order)] for grid in rest]
        here = known & ~np.isnan(moved[0])
        share = explained(y[here], columns(x[:2], here), columns(moved, here)[:, 1:])
        free = int(here.sum()) - 5
        rare = stats.f.isf(stats.f.sf(share / 2 / ((1 - share) / free), 2, free), 2, df)  # as rare with as many pairs
        by_hand.append(1 / (1 + df / (2 * rare)))
    assert found.permuted == pytest.approx(np.array(by_hand), abs=1e-9)
    assert found.p == pytest.approx((1 + np.sum(np.array(by_hand) >= seen - 1e-9)) / (len(orders) + 1))


def test_of_one_predictor_it_is_the_test_of_that_predictor_alone(random) -> None:
    y, *x = made(random, 12, directed=True, holes=False)
    named = dict(zip("abcd", x, strict=True))
    alone = inference.mrqap(y, named, permutations=300, seed=4)
    found = inference.joint_test(y, named, ["c"], permutations=300, seed=4)
    assert found.statistic == pytest.approx(alone.coefficients.loc["c", "statistic"] ** 2)
    assert found.p == alone.coefficients.loc["c", "p_two_sided"]


def test_of_all_predictors_it_is_the_plain_f(random) -> None:
    y, *x = made(random, 10, directed=False, holes=True)
    found = inference.joint_test(y, dict(zip("abcd", x, strict=True)), list("abcd"), permutations=20)
    whole = inference.mrqap(y, x, permutations=20)
    assert (found.statistic, found.r_squared) == pytest.approx((whole.omnibus, whole.r_squared))


@pytest.mark.parametrize("holes", [True, False])
def test_where_logistic_it_is_raos_score(holes, random) -> None:
    y, *x = made(random, 9, directed=True, holes=holes)
    y = np.where(np.isnan(y), np.nan, (y + np.nan_to_num(x[2]) > 0.5).astype(float))
    named = dict(zip("abcd", x, strict=True))
    found = inference.joint_test(y, named, ["c", "d"], kind="logistic", permutations=99)
    cells = ~np.eye(9, dtype=bool) & ~np.isnan(np.stack([y, *x])).any(axis=0)
    held, every, said = columns(x[:2], cells), columns(x, cells), y[cells]
    slopes = np.zeros(3)
    for _ in range(50):
        share = expit(held @ slopes)
        slopes += np.linalg.solve((held.T * (share * (1 - share))) @ held, held.T @ (said - share))
    share = expit(held @ slopes)
    gradient, curve = every.T @ (said - share), (every.T * (share * (1 - share))) @ every
    assert found.statistic == pytest.approx(gradient @ np.linalg.solve(curve, gradient), rel=1e-9)
    assert found.p <= 0.05


def test_a_tie_in_the_other_direction_does_not_open_the_gate_for_others() -> None:
    """Ties that only answer ties: all predictors together explain them, and three of pure chance do not."""
    every, others, single = [], [], []
    for seed in range(40):
        random = np.random.default_rng(seed)
        pair = np.triu(random.normal(size=(14, 14)), 1)
        y = (pair + pair.T + random.normal(size=(14, 14)) > 1.1).astype(float)
        np.fill_diagonal(y, 0.0)
        chance = {f"d{k}": random.normal(size=(14, 14)) + random.normal(size=(14, 1)) for k in range(3)}
        named = chance | {"reverse": y.T.copy()}
        whole = inference.mrqap(y, named, permutations=99, seed=seed)
        every.append(whole.p_omnibus)
        single.append(whole.coefficients["p_two_sided"].iloc[:3].min())
        others.append(inference.joint_test(y, named, list(chance), permutations=99, seed=seed).p)
    assert np.mean(np.array(every) <= 0.05) > 0.6
    assert np.mean(np.array(others) <= 0.05) <= 0.15  # 5 % and three standard errors
    assert np.mean(np.array(others) <= 0.05) <= np.mean(np.array(single) <= 0.05)


def test_what_matters_is_found(random) -> None:
    y, *x = made(random, 14, directed=True, holes=True)
    y = y + 0.5 * np.nan_to_num(x[3])
    assert inference.joint_test(y, dict(zip("abcd", x, strict=True)), ["c", "d"], permutations=199).p == 1 / 200


def test_a_relabelling_that_leaves_too_few_pairs_counts_as_extreme(random) -> None:
    y, *x = made(random, 7, directed=True, holes=False)
    for grid in x[2:]:
        grid[4:, :] = grid[:, 3:] = np.nan
    y[5:, :5] = np.nan
    found = inference.joint_test(y, dict(zip("abcd", x, strict=True)), ["c", "d"], permutations=300)
    assert found.undetermined == np.isnan(found.permuted).sum() > 0
    assert found.p >= (1 + found.undetermined) / 301


def test_the_same_seed_gives_the_same_bytes(random) -> None:
    y, *x = made(random, 8, directed=True, holes=True)
    named = dict(zip("abcd", x, strict=True))
    first, again, other = (
        inference.joint_test(y, named, ["c", "d"], permutations=50, seed=seed).permuted for seed in (1, 1, 2)
    )
    assert first.tobytes() == again.tobytes() != other.tobytes()


@pytest.mark.parametrize(("tested", "said"), [([], "found none"), (["z"], "found 'z'")])
def test_what_cannot_be_tested_is_said_in_a_sentence(tested, said, random) -> None:
    y, *x = made(random, 6, directed=True, holes=False)
    with pytest.raises(CallError, match=said):
        inference.joint_test(y, dict(zip("abcd", x, strict=True)), tested)
    with pytest.raises(CallError, match="Expected a kind"):
        inference.joint_test(y, {"a": x[0]}, ["a"], kind="x")  # type: ignore[arg-type]
