"""The core that is found is the best there is, whatever its organisations are called."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from collabnet.network import Layer, _igraph
from collabnet.structure.core_periphery import core_periphery, core_significance, coreness, gini
from tests.measures.conftest import random_layer, shapes

HANGERS_ON = [("a", "x"), ("b", "y"), ("c", "z"), ("d", "w")]
CORE = list(itertools.combinations("abcd", 2))


def correlation(layer: Layer, core: set[int], *, either: bool) -> float:
    """Return the fit by its definition: a correlation over a list of cells."""
    ties = set(zip(layer.source.tolist(), layer.target.tolist(), strict=True))
    cells = [
        (
            float((i, j) in ties or (not layer.directed and (j, i) in ties)),
            float(inside == 2 or (either and inside == 1)),
        )
        for i, j in itertools.permutations(range(layer.n), 2)
        if (inside := (i in core) + (j in core)) != 1 or either
    ]
    x, y = np.array(cells).T if cells else (np.zeros(0), np.zeros(0))
    return float(np.corrcoef(x, y)[0, 1]) if len(set(x)) == len(set(y)) == 2 else -np.inf


def test_whoever_works_together_is_the_core_and_who_hangs_on_is_not() -> None:
    found = core_periphery(Layer.from_edges([*CORE, *HANGERS_ON], directed=False))
    assert found.fit == 1.0
    assert found.core[found.core == 1].index.tolist() == ["a", "b", "c", "d"]


def test_a_star_fits_the_pattern_that_wants_ties_to_the_core_and_its_hub_is_the_core() -> None:
    found = core_periphery(shapes(directed=False)["star"], "either")
    assert found.fit == 1.0
    assert found.core.tolist() == [1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("pattern", ["ignored", "either"])
@pytest.mark.parametrize(("seed", "directed"), [(1, True), (2, False), (3, True)])
def test_no_core_of_all_there_are_fits_better(seed: int, directed: bool, pattern) -> None:
    layer = random_layer(seed, directed=directed, size=7, ties=16)
    every = (set(chosen) for size in range(layer.n + 1) for chosen in itertools.combinations(range(layer.n), size))
    best = max(correlation(layer, chosen, either=pattern == "either") for chosen in every)
    found = core_periphery(layer, pattern)
    assert found.fit == pytest.approx(best, abs=1e-12)


def test_who_is_in_the_core_has_the_fit_that_is_told() -> None:
    layer = random_layer(5, directed=True, size=20, ties=90)
    found = core_periphery(layer)
    chosen = set(np.flatnonzero(found.core.to_numpy()).tolist())
    assert correlation(layer, chosen, either=False) == pytest.approx(found.fit, abs=1e-12)


def test_organisations_that_cannot_be_told_apart_are_in_together_or_not_at_all() -> None:
    ring = core_periphery(shapes(directed=False)["ring"])
    assert ring.fit > 0
    assert not ring.core.any()


@pytest.mark.parametrize("shape", ["nobody", "alone", "two with a tie", "no ties", "complete"])
def test_where_no_core_can_be_told_there_is_no_fit(shape: str) -> None:
    layer = shapes(directed=True)[shape]
    found = core_periphery(layer)
    assert np.isnan(found.fit)
    assert not found.core.any()
    assert np.isnan(core_significance(layer).p)


def test_hubs_alone_make_a_core_and_the_test_says_so() -> None:
    layer = shapes(directed=False)["star with isolates"]
    found = core_significance(layer, draws=19, seed=3)
    assert found.fit == found.mean == 1.0
    assert found.p == 1.0


def test_a_perfect_core_follows_from_how_many_ties_each_has_and_is_no_more_than_that() -> None:
    found = core_significance(Layer.from_edges([*CORE, *HANGERS_ON], directed=False), draws=19)
    assert (found.fit, found.mean, found.sd, found.p) == (1.0, 1.0, 0.0, 1.0)


def test_a_tight_group_among_others_with_as_many_ties_stands_out() -> None:
    inside = itertools.combinations([f"c{i}" for i in range(6)], 2)
    around = [(f"p{i:02d}", f"p{(i + step) % 20:02d}") for i in range(20) for step in (1, 2)]
    across = [(f"p{i:02d}", f"p{i + 10:02d}") for i in range(10)]
    layer = Layer.from_edges([*inside, *around, *across], directed=False)  # everyone has five partners
    assert set(core_periphery(layer).core.filter(like="c")) == {1.0}
    assert not core_periphery(layer).core.filter(like="p").any()
    found = core_significance(layer, draws=19, seed=1)
    assert found.p == 1 / 20
    assert found.mean + 5 * found.sd < found.fit
    assert found == core_significance(layer, draws=19, seed=1)
    assert found != core_significance(layer, draws=19, seed=2)


@pytest.mark.parametrize("directed", [True, False])
def test_networks_drawn_for_comparison_keep_how_many_ties_each_has(directed) -> None:
    layer = random_layer(1, directed=directed)
    drawn = np.array(_igraph.rewired(layer, 5))
    for ends in (0, 1) if directed else (slice(None),):
        own = np.column_stack([layer.source, layer.target])[:, ends]
        assert np.array_equal(np.bincount(own.ravel(), minlength=26), np.bincount(drawn[:, ends].ravel(), minlength=26))
    assert len({tuple(pair) for pair in drawn.tolist()}) == layer.m
    assert set(map(tuple, drawn.tolist())) != set(zip(layer.source.tolist(), layer.target.tolist(), strict=True))


def test_coreness_is_where_no_small_step_comes_nearer_to_the_ties() -> None:
    layer = random_layer(4, directed=True)
    found = coreness(layer)
    ties = np.zeros((layer.n, layer.n))
    ties[layer.source, layer.target] = 1
    off = ~np.eye(layer.n, dtype=bool)

    def loss(values: np.ndarray) -> float:
        return float(((ties - np.outer(values, values)) ** 2)[off].sum())

    here = found.coreness.to_numpy()
    steps = np.random.default_rng(0).normal(0, 1e-3, (200, layer.n))
    assert all(loss(np.clip(here + step, 0, 1)) >= loss(here) - 1e-9 for step in steps)
    product = np.outer(here, here)[off]
    assert found.fit == pytest.approx(np.corrcoef(ties[off], product)[0, 1], abs=1e-9)


def test_coreness_of_a_star_is_worked_by_hand() -> None:
    found = coreness(shapes(directed=False)["star"]).coreness
    # hub 1; a leaf minimises 2 * 5 (1 - c)^2 + 20 c^4 / 1, whose slope is 0 at one half
    assert found.tolist() == pytest.approx([1, 0.5, 0.5, 0.5, 0.5, 0.5], abs=1e-6)


def test_concentration_is_ginis() -> None:
    assert gini(np.array([1.0, 1.0, 1.0])) == pytest.approx(0)
    assert gini(np.array([0.0, 0.0, 0.0, 1.0])) == pytest.approx(0.75)
    assert np.isnan(gini(np.zeros(3)))
