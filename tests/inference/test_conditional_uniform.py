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
