"""Blocks, likeness of place, triads, processes and what is held in common: by hand, and by their definitions."""

from __future__ import annotations

import itertools
from math import comb

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from collabnet import errors
from collabnet.multiplicity import holm
from collabnet.network import Layer
from collabnet.structure.blocks import blocks
from collabnet.structure.equivalence import equivalence_classes, profile_distances
from collabnet.structure.processes import ladder, layer_overlap
from collabnet.structure.triads import triad_census
from collabnet.structure.two_mode import TwoMode
from tests.measures.conftest import random_layer

SECTORS = pd.DataFrame({"sector": ["care", "care", "law", "law", "law"]}, index=list("abcde"))
TIES = [("a", "b"), ("b", "a"), ("a", "c"), ("d", "e")]


def test_blocks_count_ties_over_those_there_could_be() -> None:
    found = blocks(Layer.from_edges(TIES, list("abcde"), attributes=SECTORS), permutations=0)
    assert found[["source_group", "target_group", "ties", "possible"]].to_numpy().tolist() == [
        ["care", "care", 2, 2], ["care", "law", 1, 6], ["law", "care", 0, 6], ["law", "law", 1, 6],
    ]  # fmt: skip
    assert found["density"].tolist() == [1, 1 / 6, 0, 1 / 6]
    assert set(found["expected"]) == {4 / 20}
    assert found["p"].isna().all()


def test_without_direction_each_two_groups_stand_once() -> None:
    found = blocks(Layer.from_edges(TIES, list("abcde"), directed=False, attributes=SECTORS))
    assert found[["ties", "possible"]].to_numpy().tolist() == [[1, 1], [1, 6], [1, 3]]


@pytest.mark.parametrize("directed", [True, False])
def test_p_is_the_share_of_all_deals_of_groups_that_are_as_far_from_the_mean(directed) -> None:
    layer = Layer.from_edges(TIES, list("abcde"), directed=directed, attributes=SECTORS)
    real = blocks(layer, permutations=0)
    far = []
    for deal in set(itertools.permutations(SECTORS["sector"])):
        dealt = pd.DataFrame({"sector": deal}, index=list("abcde"))
        drawn = blocks(Layer.from_edges(TIES, list("abcde"), directed=directed, attributes=dealt), permutations=0)
        mean = real["possible"] * real["expected"]
        far.append((drawn["ties"] - mean).abs() >= (real["ties"] - mean).abs() - 1e-9)
    exact = np.mean(far, axis=0)
    sampled = blocks(layer, permutations=1999, seed=7)["p"]
    np.testing.assert_allclose(sampled, exact, atol=0.05)
    np.testing.assert_array_equal(sampled, blocks(layer, permutations=1999, seed=7)["p"])


def test_p_is_told_corrected_for_how_many_blocks_have_one() -> None:
    one = SECTORS.assign(sector=["care", "law", "law", "law", "law"])
    found = blocks(Layer.from_edges(TIES, list("abcde"), attributes=one), permutations=199)
    tested = found["p"].notna()
    assert tested.sum() == 3  # care has no pair with itself
    assert found.loc[tested, "p_holm"].to_numpy() == pytest.approx(holm(found.loc[tested, "p"]))
    assert found.loc[found["p"].idxmin(), "p_holm"] == pytest.approx(min(1.0, 3 * found["p"].min()))
    assert found.loc[~tested, "p_holm"].isna().all()


def test_a_group_of_one_has_no_density_with_itself_and_strangers_are_answered() -> None:
    one = SECTORS.assign(sector=["care", "law", "law", "law", None])
    layer = Layer.from_edges(TIES, list("abcde"), attributes=one)
    found = blocks(layer).set_index(["source_group", "target_group"])
    assert found.loc[("", ""), ["density", "p"]].isna().all()
    with pytest.raises(errors.CallError, match="found 'colour'"):
        blocks(layer, "colour")


def profiles(layers: list[Layer], i: int, j: int) -> tuple[np.ndarray, np.ndarray]:
    found: tuple[list[float], list[float]] = ([], [])
    for layer in layers:
        table = np.zeros((layer.n, layer.n))
        table[layer.source, layer.target] = 1
        table = table if layer.directed else table + table.T
        for k in range(layer.n):
            if k not in (i, j):
                for place, one in enumerate((i, j)):
                    found[place].extend((table[one, k], table[k, one]))
    return np.array(found[0]), np.array(found[1])


@pytest.mark.parametrize("directed", [True, False])
def test_distances_leave_out_what_two_have_with_each_other(directed) -> None:
    layer = random_layer(3, directed=directed, size=8, ties=30)
    near, like = profile_distances(layer).to_numpy(), profile_distances(layer, "correlation").to_numpy()
    for i, j in itertools.permutations(range(layer.n), 2):
        one, other = profiles([layer], i, j)
        assert near[i, j] == pytest.approx(np.linalg.norm(one - other), abs=1e-12)
        spread = one.std() * other.std()
        expected = 1 - ((one - one.mean()) * (other - other.mean())).mean() / spread if spread > 0 else np.nan
        assert like[i, j] == pytest.approx(expected, abs=1e-12, nan_ok=True)


def test_profiles_run_over_all_processes(network_of) -> None:
    tie = {"by": "a", "source": "a", "target": "b", "process": "information_exchange"}
    said = [tie, tie | {"process": "case_coordination", "target": "c"}, tie | {"by": "d", "source": "d"}]
    layer = network_of(said, interviews=["a", "c", "d"]).layer("all")
    for i, j in itertools.combinations(range(layer.n), 2):
        one, other = profiles(list(layer.parts), i, j)
        assert profile_distances(layer).iloc[i, j] == pytest.approx(np.linalg.norm(one - other))


def test_who_has_the_same_ties_to_the_same_others_is_in_one_class() -> None:
    layer = Layer.from_edges([("a", "x"), ("b", "x"), ("a", "y"), ("b", "y"), ("a", "b"), ("x", "q")])
    assert profile_distances(layer).loc["a", "b"] == 0
    classes = equivalence_classes(layer, 3)
    assert classes["a"] == classes["b"] == 1
    assert classes.nunique() == 3
    with pytest.raises(errors.CallError, match="found 9"):
        equivalence_classes(layer, 9)
    with pytest.raises(errors.CallError, match="'cosine'"):
        profile_distances(layer, "cosine")  # type: ignore[arg-type]


def test_triads_of_a_large_network_are_counted_to_the_last() -> None:
    size = 400_000
    layer = Layer(pd.RangeIndex(size), np.array([0, 1, 1]), np.array([1, 0, 2]), np.ones(3))
    found = triad_census(layer)
    assert found["111U"] == 1
    assert (found["102"], found["012"]) == (size - 3, size - 3)
    assert found["003"] == comb(size, 3) - 2 * (size - 3) - 1  # beyond what a float can hold
    assert sum(found.values()) == comb(size, 3)


def test_overlap_of_processes_is_counted_by_ties_or_by_pairs() -> None:
    one = Layer.from_edges([("a", "b"), ("b", "c"), ("c", "b")], ["d"])
    other = Layer.from_edges([("b", "a"), ("c", "b"), ("a", "d")], ["d"])
    found = layer_overlap(one, other)
    assert (found.first, found.second, found.both) == (3, 3, 1)
    assert (found.jaccard, found.second_of_first, found.first_of_second) == (1 / 5, 1 / 3, 1 / 3)
    pairs = layer_overlap(one, other.undirected())
    assert (pairs.first, pairs.second, pairs.both) == (2, 3, 2)


def test_a_ladder_is_broken_where_cases_move_without_information(network_of) -> None:
    tie = {"by": "a", "source": "a", "target": "b", "process": "case_transfer"}
    said = [
        tie, tie | {"target": "c"}, tie | {"by": "c", "source": "c", "target": "a", "process": "information_exchange"},
        tie | {"target": "d", "process": "case_coordination"},
    ]  # fmt: skip
    layer = network_of(said, interviews=["a", "c", "d"]).layer("all")
    upper, broken = ladder(layer)
    ids = layer.organisations
    told = [(ids[place // layer.n], ids[place % layer.n]) for place in broken]
    assert len(upper) == 3
    assert told == [("a", "b"), ("a", "d")]
    assert [len(found) for found in ladder(Layer.from_edges([("a", "b")]))] == [0, 0]


PAIRS = [("a", "housing"), ("b", "housing"), ("c", "housing"), ("a", "legal"), ("b", "legal"), ("d", "health")]


def test_what_two_alone_have_ties_them_more_than_what_all_have() -> None:
    layer = TwoMode.from_pairs(PAIRS, ["e"]).projection()
    ids = layer.organisations
    found = {ids[s] + ids[t]: w for s, t, w in zip(layer.source, layer.target, layer.strength, strict=True)}
    assert found == {"ab": 1.5, "ac": 0.5, "bc": 0.5}
    assert layer.n == 5


def test_the_projection_is_newmans_by_networkx() -> None:
    graph = nx.Graph(PAIRS)
    peer = nx.bipartite.collaboration_weighted_projected_graph(graph, list("abcd"))
    layer = TwoMode.from_pairs(PAIRS).projection()
    ids = layer.organisations
    found = {(ids[s], ids[t]): w for s, t, w in zip(layer.source, layer.target, layer.strength, strict=True)}
    assert found == pytest.approx({tuple(sorted(edge[:2])): edge[2] for edge in peer.edges(data="weight")})


def test_degrees_and_density_of_two_kinds() -> None:
    table = TwoMode.from_pairs(PAIRS, ["e"], ["school"])
    assert table.degree().to_dict() == {"a": 2, "b": 2, "c": 1, "d": 1, "e": 0}
    assert table.degree_of_things().to_dict() == {"health": 1, "housing": 3, "legal": 2, "school": 0}
    assert table.density == 6 / 20
    assert np.isnan(TwoMode.from_pairs([]).density)


def test_one_that_has_all_while_others_hold_on_by_one_is_as_central_as_can_be() -> None:
    star = [("a", thing) for thing in ("p", "q", "r")] + [("b", "p"), ("c", "p")]
    table = TwoMode.from_pairs(star)
    assert table.centralisation() == 1.0
    # degrees 3 1 1 and 3 1 1: nodes 6, largest 3, ties 5: (6 * 3 - 2 * 5) / (6 * 3 - 2 * 5)
    assert table.centralisation("things") == 1.0
    everyone = TwoMode.from_pairs(itertools.product("abc", "pqr"))
    assert everyone.centralisation() == 0.0
    assert np.isnan(TwoMode.from_pairs([("a", "p")]).centralisation())
