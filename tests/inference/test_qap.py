"""QAP: exact values over all relabellings, a slow computation beside the quick one, and what cannot be tested."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from collabnet import inference
from collabnet.errors import CallError
from collabnet.inference import _relabelling
from collabnet.network import Layer

DRAWS = 4000
PAIRS = ("information ~ money", "information ~ t(information)", "information ~ same_sector", "money ~ same_sector")


def within(found: float, true: float, draws: int) -> bool:
    """Say whether a share of draws lies within what chance allows, the +1 included."""
    return abs(found - true) < 4 * np.sqrt(true * (1 - true) / draws) + 2 / draws


@pytest.mark.parametrize("term", PAIRS)
def test_it_finds_what_all_relabellings_of_knokes_organisations_give(term: str, knoke, exact) -> None:
    first, second = term.split(" ~ ")
    found = inference.qap(knoke[second], knoke[first], permutations=DRAWS)
    true = {key[3]: value for key, value in exact.items() if key[1:3] == ("EXACT QAP correlation", term)}
    assert found.correlation == pytest.approx(true["pearson_r"], abs=1e-12)
    assert within(found.p_two_sided, true["p_abs"], DRAWS)
    assert within(found.p_greater, true["p_ge"], DRAWS)
    assert within(found.p_less, true["p_le"], DRAWS)
    assert found.permuted_mean == pytest.approx(0, abs=4 * true["perm_sd"] / DRAWS**0.5)
    assert found.permuted_sd == pytest.approx(true["perm_sd"], rel=0.06)
    assert (found.pairs, found.directed) == (90, True)


def every_correlation(x: np.ndarray, y: np.ndarray, cells: np.ndarray) -> list[float]:
    """Return r of every relabelling, one at a time."""
    found = []
    for order in itertools.permutations(range(len(x))):
        moved = x[np.ix_(order, order)]
        both = cells & ~np.isnan(moved) & ~np.isnan(y)
        vary = both.sum() > 1 and np.ptp(moved[both]) > 0 and np.ptp(y[both]) > 0
        found.append(np.corrcoef(moved[both], y[both])[0, 1] if vary else np.nan)
    return found


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("holes", [True, False])
def test_every_relabelling_is_computed_as_one_would_by_hand(directed, holes, random, monkeypatch) -> None:
    x, y = random.integers(0, 4, size=(2, 5, 5)).astype(float)
    if not directed:
        x, y = x + x.T, y + y.T
    if holes:
        for matrix, (row, column) in ((x, (0, 3)), (y, (2, 4)), (y, (1, 3))):
            matrix[row, column] = np.nan
            if not directed:
                matrix[column, row] = np.nan
    orders = np.array(list(itertools.permutations(range(5))))
    monkeypatch.setattr(_relabelling, "relabellings", lambda *_, **__: iter([(slice(0, 120), orders)]))
    monkeypatch.setattr(_relabelling, "CELLS", 120 * 25)
    found = inference.qap(x, y, permutations=120)
    assert found.directed == directed
    cells = ~np.eye(5, dtype=bool) if directed else np.triu(np.ones((5, 5), dtype=bool), 1)
    by_hand = np.array(every_correlation(x, y, cells))
    assert found.permuted == pytest.approx(by_hand, abs=1e-12)
    assert found.p_two_sided == (1 + np.sum(np.abs(by_hand) >= abs(found.correlation) - 1e-9)) / 121


def test_a_relabelling_in_which_one_side_does_not_vary_counts_as_extreme_and_is_told() -> None:
    x = np.zeros((6, 6))
    x[0, 1] = x[1, 0] = 1.0  # one tie without direction; y does not know the pairs of the last one
    y = np.zeros((6, 6))
    y[:4, :4] = np.array([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]])
    y[5, :] = y[:, 5] = np.nan
    found = inference.qap(x, y, permutations=1500)
    apart, two = 5 / 15, 2 / 15  # of 15 places for the tie: pairs with the last one, pairs that y ties
    assert found.undefined == np.isnan(found.permuted).sum()
    assert found.undefined / 1500 == pytest.approx(apart, abs=0.04)
    assert found.p_greater == pytest.approx(apart + two, abs=0.04)
    assert found.remarks[0].code == "undefined"


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(random) -> None:
    x, y = random.normal(size=(2, 9, 9))
    first, again, other = (inference.qap(x, y, permutations=300, seed=seed).permuted for seed in (3, 3, 4))
    assert first.tobytes() == again.tobytes()
    assert first.tobytes() != other.tobytes()


def test_a_network_goes_together_with_itself_and_p_is_never_zero(random) -> None:
    x = random.normal(size=(12, 12))
    found = inference.qap(x, x, permutations=200)
    assert found.correlation == pytest.approx(1)
    assert found.p_two_sided == found.p_greater == pytest.approx(1 / 201)
    assert found.p_less == 1


def test_labels_bring_matrices_into_one_order_and_the_order_changes_nothing(random) -> None:
    names = list("fbdace")
    x, y = (pd.DataFrame(values, names, names) for values in random.normal(size=(2, 6, 6)))
    mixed = sorted(names)
    first, second = inference.qap(x, y), inference.qap(x.loc[mixed, mixed[::-1]], y)
    assert first.correlation == pytest.approx(second.correlation, abs=1e-14)
    assert first.permuted.tobytes() != inference.qap(x, y, seed=2).permuted.tobytes()


def test_layers_count_as_ties_and_no_ties(knoke) -> None:
    layers = []
    for name in ("information", "money"):
        ties = knoke[name].reset_index(names="source").melt("source", var_name="target")
        ties = ties[ties["value"].gt(0)][["source", "target"]]
        layers.append(Layer.from_edges(ties.to_numpy().tolist(), map(str, knoke[name].index)))
    by_layer = inference.qap(*layers, permutations=100)
    assert by_layer.correlation == pytest.approx(-0.0507606187, abs=1e-9)
    symmetric = inference.qap(layers[0].undirected(), layers[1].undirected(), permutations=100)
    assert (symmetric.pairs, symmetric.directed) == (45, False)


SQUARE = np.arange(16.0).reshape(4, 4)
NAMED = pd.DataFrame(SQUARE, list("abcd"), list("abcd"))


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        (SQUARE[:3], SQUARE, "found 3 rows and 4 columns"),
        (SQUARE[:3, :3], SQUARE, "found 4"),
        (SQUARE[:2, :2], SQUARE[:2, :2], "at least 3 organisations"),
        (SQUARE, np.ones((4, 4)), "found the same value in all 12"),
        (SQUARE, np.where(SQUARE == 1, np.inf, SQUARE), "infinite"),
        (SQUARE, np.full((4, 4), np.nan), "at least 3 pairs"),
        (SQUARE, [["a"] * 4] * 4, "Expected numbers"),
        (SQUARE, SQUARE * 1j, "found complex ones"),
        (SQUARE, np.arange(4), "1 dimensions"),
        (NAMED, NAMED.rename(index={"a": "z"}, columns={"a": "z"}), "found 'z'"),
        (NAMED, NAMED.rename(index={"a": "z"}), "the same organisations in rows and columns"),
        (NAMED, NAMED.set_axis(list("aacd"), axis=0), "found one twice"),
    ],
)
def test_what_cannot_be_tested_is_said_in_a_sentence(x, y, said: str) -> None:
    with pytest.raises(CallError, match=said):
        inference.qap(x, y, permutations=10)


@pytest.mark.parametrize("options", [{"permutations": 0}, {"permutations": 10**7}, {"seed": -1}, {"directed": False}])
def test_options_that_make_no_sense_are_refused(options) -> None:
    with pytest.raises(CallError, match=r"Expected .+ found .+\. "):
        inference.qap(SQUARE, SQUARE, **options)
