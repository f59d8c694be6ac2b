"""Random networks of like kind: what they share with the one observed, and what is known of them on paper."""

from __future__ import annotations

import numpy as np
import pytest

from collabnet import inference
from collabnet.errors import CallError
from collabnet.inference.conditional_uniform import _census
from collabnet.network import Layer

LAYER = Layer.from_edges(
    [("a", "b"), ("b", "a"), ("b", "c"), ("c", "d", 4), ("d", "c"), ("a", "d"), ("e", "a")], ["f", "g"]
)


def mutual(layer: Layer) -> float:
    return float(_census(layer)[0])


def drawn(condition: str, layer: Layer = LAYER, draws: int = 400) -> list[Layer]:
    seen: list[Layer] = []

    def remember(layer: Layer) -> float:
        seen.append(layer)
        return 1.0

    inference.conditional_uniform(layer, remember, condition, draws=draws)  # type: ignore[arg-type]
    return seen[1:]


def test_each_condition_shares_what_it_says() -> None:
    assert {(layer.n, layer.directed) for layer in drawn("size")} == {(7, True)}
    assert {layer.m for layer in drawn("ties")} == {7}
    assert {(_census(layer), layer.m) for layer in drawn("pairs")} == {((2, 3), 7)}
    assert len({layer.m for layer in drawn("size")}) > 5
    assert len({mutual(layer) for layer in drawn("ties")}) > 1
    assert {tuple(sorted(layer.strength)) for layer in drawn("pairs")} == {(1, 1, 1, 1, 1, 1, 4)}
    undirected = drawn("ties", LAYER.undirected())
    assert {(layer.m, layer.directed) for layer in undirected} == {(5, False)}


def test_their_mean_is_what_counting_gives() -> None:
    found = inference.conditional_uniform(LAYER, mutual, "ties", draws=3000)
    pairs, cells, ties = 21, 42, 7
    assert found.expected == pytest.approx(pairs * ties * (ties - 1) / (cells * (cells - 1)), abs=0.05)
    density = inference.conditional_uniform(LAYER, "density", "size", draws=1000)
    assert density.expected == pytest.approx(0.5, abs=0.01)
    assert density.sd == pytest.approx(np.sqrt(0.25 / cells), rel=0.1)
    assert density.value == pytest.approx(ties / cells)
    assert density.p_less < 0.01
    assert density.p_two_sided == pytest.approx(2 * density.p_less)


def test_every_tie_is_as_likely_as_any_other() -> None:
    for condition in ("ties", "pairs"):
        counts = np.zeros((7, 7))
        for layer in drawn(condition, draws=1500):
            counts[layer.source, layer.target] += 1
        share = counts[~np.eye(7, dtype=bool)] / 1500
        assert share == pytest.approx(np.full(42, 1 / 6), abs=0.05)


def test_a_number_that_never_changes_is_no_surprise() -> None:
    found = inference.conditional_uniform(LAYER, "density", "ties", draws=50)
    assert (found.sd, found.z, found.p_two_sided, found.p_greater) == (0, 0, 1, 1)


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, again, other = (
        inference.conditional_uniform(LAYER, "reciprocity", "ties", draws=60, seed=seed).drawn for seed in (1, 1, 2)
    )
    assert first.tobytes() == again.tobytes() != other.tobytes()


def test_random_networks_without_a_number_count_as_extreme_and_are_told() -> None:
    def share(layer: Layer) -> float:
        """Return 1 where c and d are tied both ways, 0 where not at all, nothing where one way."""
        ties = set(zip(layer.source.tolist(), layer.target.tolist(), strict=True))
        there = {pair in ties for pair in ((2, 3), (3, 2))}
        return np.nan if len(there) > 1 else float(there.pop())

    found = inference.conditional_uniform(LAYER, share, "pairs", draws=500)
    without, as_high = int(np.isnan(found.drawn).sum()), int((found.drawn == 1).sum())
    assert found.value == 1
    assert found.undefined == without == pytest.approx(500 * 3 / 21, abs=30)
    assert found.p_greater == pytest.approx((1 + without + as_high) / 501)
    assert found.expected == pytest.approx(as_high / (500 - without))
    assert found.remarks[0].text().startswith(f"{without} of 500 networks drawn or relabelled have no such number")
    assert inference.conditional_uniform(LAYER, "density", draws=20).remarks == ()


def test_one_triangle_among_few_ties_is_no_surprise_where_most_networks_have_no_two_ties_in_a_row() -> None:
    layer = Layer.from_edges([("a", "b"), ("b", "c"), ("a", "c")], "defg", directed=False)
    found = inference.conditional_uniform(layer, "transitivity", draws=400)
    every, triangles, apart = 21 * 20 * 19 / 6, 35, 7 * 15  # three ties of 21; three that share no end
    assert found.undefined / 400 == pytest.approx(apart / every, abs=0.04)
    assert found.p_greater == pytest.approx((triangles + apart) / every, abs=0.045)


@pytest.mark.parametrize(
    ("layer", "statistic", "condition", "said"),
    [
        (LAYER, "density", "degrees", "'degrees'"),
        (LAYER.undirected(), "density", "pairs", "with direction"),
        (LAYER, "indegree", "ties", "about each organisation"),
        (Layer.from_edges([], "abc"), "transitivity", "ties", "has a value"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(layer, statistic, condition, said: str) -> None:
    with pytest.raises(CallError, match=said):
        inference.conditional_uniform(layer, statistic, condition, draws=20)
