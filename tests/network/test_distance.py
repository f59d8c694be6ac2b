"""Strength becomes a whole-number distance: exact where it can be, on a stated scale where not."""

from __future__ import annotations

import igraph
import networkx as nx
import numpy as np
import pytest

from collabnet import errors
from collabnet.network.distance import SCALE, distances


@pytest.mark.parametrize(
    ("strength", "expected"),
    [
        ([], []),
        ([1.0], [1]),
        ([3.0, 3.0], [1, 1]),
        ([1.0, 2.0, 3.0, 4.0], [12, 6, 4, 3]),
        ([0.5, 1.5], [3, 1]),
        ([0.1, 0.2, 0.3], [6, 3, 2]),
        ([2.5, 5.0], [2, 1]),
    ],
)
def test_simple_strengths_give_the_smallest_exact_distances(strength, expected) -> None:
    assert distances(np.array(strength)).tolist() == expected


def test_strengths_without_a_small_common_multiple_fall_on_the_fixed_scale() -> None:
    strength = np.array([1.0, np.pi, 17.0])
    assert distances(strength).tolist() == [SCALE, round(SCALE / np.pi), round(SCALE / 17)]
    assert distances(np.array([1.0, 1e9])).tolist() == [SCALE, 1]


def test_many_primes_fall_on_the_fixed_scale() -> None:
    primes = np.array([2.0, 3, 5, 7, 11, 13, 17, 19, 23, 29])
    assert distances(primes)[0] == SCALE


def test_the_order_of_ties_changes_nothing() -> None:
    strength = np.array([4.0, 1.0, 6.0])
    assert distances(strength)[::-1].tolist() == distances(strength[::-1]).tolist()


@pytest.mark.parametrize("bad", [0.0, -1.0, np.nan, np.inf])
def test_strengths_that_are_none_are_refused(bad) -> None:
    with pytest.raises(errors.CallError, match="above 0"):
        distances(np.array([1.0, bad]))


def test_two_engines_agree_on_weighted_betweenness_because_distances_are_whole() -> None:
    random = np.random.default_rng(3)
    pairs = sorted({(int(a), int(b)) for a, b in random.integers(0, 30, (200, 2)) if a != b})
    length = distances(random.integers(1, 5, len(pairs)).astype(float)).tolist()
    graph = nx.DiGraph()
    graph.add_nodes_from(range(30))
    graph.add_weighted_edges_from((*pair, each) for pair, each in zip(pairs, length, strict=True))
    other = igraph.Graph(n=30, edges=pairs, directed=True)
    by_networkx = nx.betweenness_centrality(graph, normalized=False, weight="weight")
    np.testing.assert_allclose(other.betweenness(weights=length), [by_networkx[i] for i in range(30)], atol=1e-9)
