"""Tight groups, groups that hold together longest, and communities: by hand, and by their definitions."""

from __future__ import annotations

import itertools
import random

import networkx as nx
import numpy as np
import pytest

from collabnet.network import Layer
from collabnet.structure.cliques import (
    cliques,
    comembership,
    diversity,
    mean_overlap,
    multiplex_overlap,
    mutual,
)
from collabnet.structure.communities import communities, modularity
from collabnet.structure.lambda_sets import lambda_sets
from tests.measures.conftest import random_layer, shapes
from tests.measures.peers_of_structure import undirected
from tests.measures.test_engines import as_networkx

LEFT, RIGHT = list(itertools.combinations("abcd", 2)), list(itertools.combinations("wxyz", 2))
TWO = Layer.from_edges([*LEFT, *RIGHT, ("d", "w")], ["q"], directed=False)


def test_two_groups_that_share_an_edge_overlap_by_half() -> None:
    layer = Layer.from_edges([("a", "b"), ("b", "c"), ("a", "c"), ("b", "d"), ("c", "d")])
    assert cliques(layer) == [(0, 1, 2), (1, 2, 3)]
    together = comembership(layer)
    assert together is not None
    assert together.toarray().tolist() == [[1, 1, 1, 0], [1, 2, 2, 1], [1, 2, 2, 1], [0, 1, 1, 1]]
    assert mean_overlap([(0, 1, 2), (1, 2, 3)], 4) == 0.5
    assert np.isnan(mean_overlap([(0, 1, 2)], 4))


def test_a_tie_one_way_makes_no_group_of_ties_both_ways() -> None:
    both = [(a, b) for a, b in itertools.permutations("abc", 2)]
    layer = Layer.from_edges([*both, ("c", "d"), ("d", "b"), ("a", "d")])
    assert cliques(layer) == [(0, 1, 2, 3)]
    assert cliques(mutual(layer)) == [(0, 1, 2)]
    assert mutual(TWO) is TWO


def test_a_network_too_dense_to_list_its_groups_is_told_to_be_so_at_once() -> None:
    names = [f"o{i:02d}" for i in range(60)]
    pairs = [(a, b) for a, b in itertools.combinations(names, 2) if int(a[1:]) // 2 != int(b[1:]) // 2]
    layer = Layer.from_edges(pairs, directed=False)  # everyone but one's twin: two to the thirtieth groups
    assert cliques(layer) is None
    assert comembership(layer) is None
    assert np.isnan(multiplex_overlap(layer, layer).either)


def test_overlap_between_processes_is_worked_by_hand() -> None:
    one = Layer.from_edges([*LEFT[:3], ("b", "c"), *RIGHT], list("abcdwxyz"), directed=False)
    other = Layer.from_edges([*RIGHT[:3], ("x", "y")], list("abcdwxyz"), directed=False)
    # in one: abc and wxyz, nine pairs; in the other: wxy, three pairs
    found = multiplex_overlap(one, other)
    assert (found.either, found.second_of_first, found.first_of_second) == (3 / 9, 3 / 9, 1.0)


def test_diversity_is_the_chance_that_two_differ() -> None:
    assert diversity(["housing", "housing"]) == 0
    assert diversity(["housing", "legal", "health", "school"]) == 0.75
    assert np.isnan(diversity([]))


def test_two_tight_groups_and_the_tie_between_them_are_nested_lambda_sets() -> None:
    found = lambda_sets(TWO)
    assert found.sets == ((3, tuple("abcd")), (3, tuple("wxyz")), (1, tuple("abcdwxyz")))
    assert found.largest.to_dict() == {**dict.fromkeys("abcdwxyz", 3.0), "q": 0.0}
    assert lambda_sets(shapes(directed=True)["no ties"]).sets == ()


@pytest.mark.parametrize("seed", range(3))
def test_lambda_sets_are_what_their_definition_says(seed: int) -> None:
    layer = random_layer(seed, directed=True, size=11, ties=26)
    graph = undirected(as_networkx(layer))
    held = {frozenset(pair): nx.edge_connectivity(graph, *pair) for pair in itertools.combinations(graph, 2)}
    found = lambda_sets(layer).sets
    assert found
    for level, members in found:
        inside = min(held[frozenset(pair)] for pair in itertools.combinations(members, 2))
        outside = [held[frozenset((one, other))] for one in members for other in set(graph) - set(members)]
        assert inside == level > max(outside, default=-1)
    every = {frozenset(members) for _, members in found}
    for level in set(held.values()) - {0}:
        joined = nx.Graph([tuple(pair) for pair, value in held.items() if value >= level])
        assert {frozenset(part) for part in nx.connected_components(joined)} <= every


def test_two_groups_with_one_tie_between_them_are_two_communities_and_always_found() -> None:
    found = communities(TWO)
    assert found.modularity == pytest.approx(12 / 13 - 2 * (13 / 26) ** 2)
    label = found.membership
    assert label[list("abcd")].nunique() == label[list("wxyz")].nunique() == 1
    assert sorted(label.unique()) == [1, 2, 3]
    assert label["q"] == 3
    assert found.stability.drop("q").min() > 0.9
    assert np.isnan(found.stability["q"])
    assert found.together.loc["a", "q"] == 0


def test_modularity_is_that_of_networkx() -> None:
    layer = random_layer(2, directed=True)
    found, graph = communities(layer), undirected(as_networkx(layer))
    parts = [set(ids) for ids in found.membership.groupby(found.membership).groups.values()]
    assert found.modularity == pytest.approx(nx.community.modularity(graph, parts), abs=1e-12)
    assert found.modularity >= nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1)) - 0.02
    assert np.isnan(modularity(np.zeros((0, 2), dtype=np.intp), np.zeros(0, dtype=np.intp)))


def test_stability_is_the_share_of_runs_in_which_pairs_stay_together_and_takes_a_seed() -> None:
    layer = random_layer(6, directed=False)
    found = communities(layer, runs=8, seed=4)
    same = found.membership.to_numpy()[:, None] == found.membership.to_numpy()[None, :]
    np.fill_diagonal(same, val=False)
    means = (found.together.to_numpy() * same).sum(axis=1) / np.where(same.any(axis=1), same.sum(axis=1), np.nan)
    alone = np.isnan(means)
    assert (np.isnan(found.stability.to_numpy()) == alone).all()
    assert found.stability.mean() == pytest.approx(np.nanmean(means), abs=1e-12)
    again = communities(random_layer(6, directed=False), runs=8, seed=4)
    assert (again.together == found.together).all(axis=None)
    assert (communities(layer, runs=8, seed=5).together != found.together).any(axis=None)


def test_nobody_elses_random_numbers_change() -> None:
    random.seed(1)
    expected = random.random()
    random.seed(1)
    communities(random_layer(3, directed=False), seed=9)
    assert random.random() == expected
