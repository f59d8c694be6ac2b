"""An organisation's place worked on paper: brokers, flows, currents, circles, key players; and what is refused."""

from __future__ import annotations

from importlib import import_module
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

from collabnet import errors, measures
from collabnet.network import Layer
from collabnet.network.groups import groups, labels
from tests.measures.conftest import NAMES, complete, random_layer, shapes

UNDIRECTED = shapes(directed=False)
BOTH = [True, False]


def room(name: str) -> Any:
    return import_module(f"collabnet.measures.{name}")


def column(layer: Layer, key: str) -> pd.Series[float]:
    return measures.measure(layer, [key])[key]


def sectors(**of: str) -> pd.DataFrame:
    return pd.DataFrame({"sector": of})


@pytest.mark.parametrize(
    ("role", "of"),
    [
        ("coordinator", "xxx"),
        ("itinerant", "xyx"),
        ("representative", "xxy"),
        ("gatekeeper", "xyy"),
        ("liaison", "xyz"),
    ],
)
def test_each_role_is_told_by_the_sectors_of_the_three(role, of) -> None:
    about = sectors(**dict(zip("abc", of, strict=True)))
    layer = Layer.from_edges([("a", "b"), ("b", "c")], attributes=about)
    found = room("brokerage").brokerage_roles(layer)
    assert found.loc["b", role] == found.loc["b", "total"] == 1
    assert found.to_numpy().sum() == 2
    assert column(layer, f"brokerage_{role}")["b"] == 1


def test_a_tie_of_their_own_closes_the_way_between_two_and_two_brokers_share_it() -> None:
    square = [("a", "b"), ("b", "d"), ("a", "c"), ("c", "d")]
    assert column(Layer.from_edges(square), "brokerage").tolist() == [0, 1, 1, 0]
    assert column(Layer.from_edges(square), "brokerage_weighted").tolist() == [0, 0.5, 0.5, 0]
    assert column(Layer.from_edges([*square, ("a", "d")]), "brokerage").sum() == 0
    assert column(Layer.from_edges([*square, ("d", "a")]), "brokerage")["b"] == 1


def test_without_direction_a_pair_counts_both_ways_as_in_r_or_once() -> None:
    layer = Layer.from_edges([("a", "b"), ("b", "c")], directed=False, attributes=sectors(a="x", b="x", c="y"))
    both = room("brokerage").brokerage_roles(layer).loc["b"]
    assert both[["representative", "gatekeeper", "total"]].tolist() == [1, 1, 2]
    once = room("brokerage").brokerage_roles(layer, pairs="unordered").loc["b"]
    assert once[["representative", "gatekeeper", "total"]].tolist() == [0.5, 0.5, 1]
    assert room("brokerage").brokerage(layer, pairs="unordered")["b"] == 1
    assert room("brokerage").brokerage_weighted(layer, pairs="unordered")["b"] == 1


@pytest.mark.parametrize("weighted", BOTH)
def test_portions_of_paths_give_what_all_at_once_gives(monkeypatch, weighted) -> None:
    layer = random_layer(3, directed=True)
    whole = room("brokerage").brokerage_roles(layer, weighted=weighted)
    monkeypatch.setattr("collabnet.network.brokers.AT_ONCE", 7)
    pd.testing.assert_frame_equal(room("brokerage").brokerage_roles(layer, weighted=weighted), whole)


def test_dealing_sectors_out_again_gives_the_mean_of_all_ways_to_deal_them() -> None:
    layer = Layer.from_edges([("a", "b"), ("b", "c")], attributes=sectors(a="x", b="x", c="y"))
    found = room("brokerage").brokerage_test(layer, permutations=3000, seed=1).set_index(["organisation_id", "role"])
    for role in ("representative", "gatekeeper", "itinerant"):
        row = found.loc[("b", role)]
        assert row["mean"] == pytest.approx(1 / 3, abs=0.04)
        assert row["sd"] == pytest.approx(np.sqrt(2) / 3, abs=0.02)
    here = found.loc[("b", "representative")]
    assert here["z"] == pytest.approx(np.sqrt(2), abs=0.1)
    assert here["p"] == pytest.approx(1 / 3, abs=0.04)
    assert np.isnan(found.loc[("b", "coordinator"), "z"])
    again = room("brokerage").brokerage_test(layer, permutations=3000, seed=np.random.default_rng(1))
    assert again["mean"].tolist() == found["mean"].tolist()


def test_that_some_organisation_stands_out_is_told_corrected_for_how_many_there_are() -> None:
    about = sectors(**dict(zip("abcdefgh", "xxyyzzxy", strict=True)))
    layer = Layer.from_edges([("a", "b"), ("b", "c"), ("c", "d"), ("b", "e"), ("f", "b"), ("g", "h")], attributes=about)
    found = room("brokerage").brokerage_test(layer, permutations=199, seed=1)
    assert list(found.columns[-2:]) == ["p", "p_holm"]
    for _, rows in found.groupby("role"):
        rising = rows.sort_values("p", kind="stable")
        times = np.arange(len(rising), 0, -1)  # Holm: the smallest times n, the next times n - 1 ...
        assert rising["p_holm"].to_numpy() == pytest.approx(
            np.minimum(np.maximum.accumulate(times * rising["p"].to_numpy()), 1)
        )


def test_without_any_sector_roles_have_no_value_and_the_total_has() -> None:
    for about in (None, sectors(a="", b="unknown", c="")):
        layer = Layer.from_edges([("a", "b"), ("b", "c")], attributes=about)
        found = room("brokerage").brokerage_roles(layer)
        assert found.drop(columns="total").isna().all(axis=None)
        assert found.loc["b", "total"] == 1
        assert room("brokerage").brokerage_test(layer, permutations=5)["z"].isna().all()
        assert column(layer, "ei_index_organisation").isna().all()
        assert measures.network_measures(layer, ["ei_index", "ei_index_expected"])["value"].isna().all()


def test_who_has_no_sector_is_in_one_group_with_the_others_that_have_none() -> None:
    about = pd.DataFrame({"sector": ["x", "", None], "languages": [("nl", "fr"), ("fr", "nl"), ()]}, index=list("abc"))
    layer = Layer.from_edges([("a", "b")], "c", attributes=about)
    assert groups(layer).tolist() == [1, 0, 0]
    assert labels(layer, "languages").tolist() == ["fr|nl", "fr|nl", ""]
    with pytest.raises(errors.CallError, match=r"attribute of this layer \(sector, languages\), found 'colour'"):
        groups(layer, "colour")


def test_the_balance_across_sectors_is_counted_by_ties() -> None:
    layer = Layer.from_edges([("a", "b"), ("b", "a"), ("a", "c")], "d", attributes=sectors(a="x", b="x", c="y", d="y"))
    assert column(layer, "ei_index_organisation").fillna(9).tolist() == pytest.approx([-1 / 3, -1, 1, 9])
    found = measures.network_measures(layer, ["ei_index", "ei_index_expected"])["value"]
    assert found.tolist() == pytest.approx([-1 / 3, (8 - 4) / 12])


def test_flow_between_others_needs_the_middle_of_a_path_and_nobody_of_a_ring_for_all_of_it() -> None:
    assert column(UNDIRECTED["path"], "flow_betweenness").tolist() == [0, 2, 2, 0]
    assert column(UNDIRECTED["star"], "flow_betweenness").tolist() == [10, 0, 0, 0, 0, 0]
    ring = UNDIRECTED["ring"]
    flow = room("flow_betweenness").flow_betweenness
    assert flow(ring).tolist() == [10] * 6
    assert flow(ring, counting="normflow").tolist() == pytest.approx([0.5] * 6)
    assert flow(ring, counting="fracflow").tolist() == pytest.approx([5] * 6)
    with pytest.raises(errors.CallError, match="'rawflow', 'normflow' or 'fracflow', found 'share'"):
        flow(ring, counting="share")


@pytest.mark.parametrize("directed", BOTH)
@pytest.mark.parametrize("seed", range(6))
def test_flows_are_those_of_another_program_in_dense_and_thin_networks(seed, directed) -> None:
    import igraph

    layer = random_layer(seed, directed=directed, size=8, ties=12 * (1 + seed))
    edges = np.column_stack([layer.source, layer.target]).tolist()
    graph, found = igraph.Graph(n=layer.n, edges=edges, directed=directed), np.zeros(layer.n)
    for other in range(layer.n):
        less = graph.copy()
        less.delete_edges(less.incident(other, mode="all"))
        for source, target in combinations([place for place in range(layer.n) if place != other], 2):
            for pair in ((source, target), (target, source)) if directed else ((source, target),):
                found[other] += graph.maxflow_value(*pair) - less.maxflow_value(*pair)
    assert column(layer, "flow_betweenness").tolist() == found.tolist()


def test_current_runs_wholly_through_the_middle_of_a_star_and_equally_through_a_complete_network() -> None:
    assert column(UNDIRECTED["star"], "current_flow_betweenness").tolist() == pytest.approx([1, 0, 0, 0, 0, 0])
    assert column(UNDIRECTED["complete"], "current_flow_betweenness").tolist() == pytest.approx([1 / 6] * 6)
    parts = Layer.from_edges([("a", "b"), ("b", "c"), ("x", "y")], "q", directed=False)
    assert column(parts, "current_flow_betweenness").tolist() == pytest.approx([0, 1, 0, 0, 0, 0])


def test_currents_are_the_same_when_few_ties_are_looked_at_together(monkeypatch) -> None:
    layer = random_layer(2, directed=False)
    whole = room("current_flow").current_flow_betweenness(layer)
    monkeypatch.setattr(room("current_flow"), "_ROWS", 50)
    np.testing.assert_allclose(room("current_flow").current_flow_betweenness(layer), whole, atol=1e-14)


def test_information_is_the_inverse_of_the_mean_resistance() -> None:
    assert column(UNDIRECTED["two with a tie"], "information").tolist() == pytest.approx([2, 2])
    assert column(UNDIRECTED["complete"], "information").tolist() == pytest.approx([6 / (5 * 2 / 6)] * 6)
    layer = Layer.from_edges([("a", "b"), ("b", "c")], "q", directed=False)
    assert column(layer, "information").tolist() == pytest.approx([3 / 3, 3 / 2, 3 / 3, 0])
    counted = room("current_flow").information(layer, isolates="counted")
    assert counted["q"] == 0
    inverse = np.linalg.inv(np.array([[1, -1, 0], [-1, 2, -1], [0, -1, 1]]) + 1)
    as_r = 1 / (np.diag(inverse) + (np.trace(inverse) - 2 * inverse.sum(axis=1)) / 4)
    assert counted[["a", "b", "c"]].tolist() == pytest.approx(as_r.tolist())
    with pytest.raises(errors.CallError, match="'apart' or 'counted', found 'gone'"):
        room("current_flow").information(layer, isolates="gone")


def test_where_the_equations_have_no_solution_nobody_has_a_value() -> None:
    layer = UNDIRECTED["complete"]
    assert room("katz").katz(layer, alpha=1 / 5).isna().all()
    assert room("bonacich_power").bonacich_power(layer, share=1.0).isna().all()
    assert room("katz").katz(layer).tolist() == pytest.approx([1 / np.sqrt(6)] * 6)
    assert room("bonacich_power").bonacich_power(layer).tolist() == pytest.approx([1] * 6)


def test_in_a_network_without_circles_walks_end_by_themselves() -> None:
    chain = Layer.from_edges([("a", "b"), ("b", "c")])
    alpha = 0.85 / np.sqrt(2)
    raw = np.array([1, 1 + alpha, 1 + alpha * (1 + alpha)])
    assert column(chain, "katz").tolist() == pytest.approx((raw / np.linalg.norm(raw)).tolist())


def test_with_negative_beta_those_are_strong_whose_partners_have_nobody_else() -> None:
    power = room("bonacich_power").bonacich_power(Layer.from_edges([*pairwise("abcde")], directed=False), share=-0.9)
    assert power[["b", "d"]].min() > power["c"]


def test_one_partner_is_the_whole_hierarchy_and_equal_partners_are_none() -> None:
    assert column(UNDIRECTED["star"], "hierarchy").tolist() == pytest.approx([0, 1, 1, 1, 1, 1])
    assert column(UNDIRECTED["star"], "efficiency").tolist() == [1] * 6
    assert column(UNDIRECTED["complete"], "efficiency").tolist() == pytest.approx([1 / 5] * 6)


def test_inside_the_ego_network_a_partner_of_a_partner_loosens_nothing() -> None:
    layer = UNDIRECTED["path"]
    holes = room("structural_holes")
    assert holes.constraint(layer).tolist() == pytest.approx([1, 0.5, 0.5, 1])
    triangle = Layer.from_edges([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")], directed=False)
    inside = holes.constraint(triangle, within="ego")
    assert inside["a"] == pytest.approx(2 * 0.75**2)
    assert (inside >= holes.constraint(triangle) - 1e-12).all()
    with pytest.raises(errors.CallError, match="'network' or 'ego', found 'city'"):
        holes.constraint(layer, within="city")


def test_circles_are_counted_and_where_there_are_too_many_nobody_has_a_value(monkeypatch) -> None:
    layer = Layer.from_edges([*complete(4), ("o00", "x"), ("x", "o01"), ("y", "z")])
    assert column(layer, "clique_memberships").tolist() == [2, 2, 1, 1, 1, 0, 0]
    assert room("clique_memberships").clique_memberships(layer, smallest=2)["y"] == 1
    monkeypatch.setattr(room("clique_memberships"), "MOST", 1)
    assert room("clique_memberships").clique_memberships(layer).isna().all()


def test_a_network_made_to_have_millions_of_circles_is_given_up_soon() -> None:
    names = [f"n{place:02d}" for place in range(48)]
    edges = [(a, b) for (i, a), (j, b) in combinations(enumerate(names), 2) if i // 3 != j // 3]
    assert column(Layer.from_edges(edges, directed=False), "clique_memberships").isna().all()


def test_four_who_all_work_together_and_three_in_a_row_are_as_published() -> None:
    layer = Layer.from_edges([*complete(4), ("x", "y"), ("y", "z")])
    whole = room("key_player").key_players(layer, 1)
    assert whole.baseline == pytest.approx(0.595, abs=5e-4)
    assert room("key_player").key_players(layer, 1, measure="fragmentation").baseline == pytest.approx(0.571, abs=5e-4)
    broken = column(layer, "fragmentation_if_removed")
    assert broken["y"] == pytest.approx((1 - 12 / 30) - (1 - 18 / 42))
    assert broken["x"] == pytest.approx((1 - 14 / 30) - (1 - 18 / 42))
    further = column(layer, "distance_fragmentation_if_removed")
    assert further["y"] == pytest.approx((1 - 12 / 30) - (1 - 17 / 42))


def test_key_players_are_found_and_equally_good_ones_named() -> None:
    players = room("key_player").key_players
    layer = Layer.from_edges([*complete(4), ("x", "y"), ("y", "z")])
    reach = players(layer, 2, "positive")
    assert reach.sets == (("o00", "y"), ("o01", "y"), ("o02", "y"), ("o03", "y"))
    assert (reach.value, reach.baseline, reach.exact) == (1.0, 0.0, True)
    assert players(layer, 1, "positive", measure="reach").value == pytest.approx(4 / 7)
    assert players(layer, 1, "positive", measure="distance_reach").value == pytest.approx(4 / 7)
    assert players(UNDIRECTED["star"], 1, measure="fragmentation").sets == (("o00",),)
    assert players(UNDIRECTED["path"], 1, "positive", measure="reach", steps=2).value == 1.0


@pytest.mark.parametrize("kind", ["negative", "positive"])
def test_exchanging_one_by_one_finds_what_trying_all_finds(monkeypatch, kind) -> None:
    players = room("key_player").key_players
    for seed in range(3):
        layer = random_layer(seed, directed=False, size=18, ties=30)
        exact = players(layer, 3, kind)
        with monkeypatch.context() as patch:
            patch.setattr(room("key_player"), "MOST_SETS", 0)
            searched = players(layer, 3, kind)
        assert (exact.exact, searched.exact) == (True, False)
        assert searched.value == pytest.approx(exact.value, abs=1e-12)
        assert set(searched.sets) <= set(exact.sets)


def test_removing_many_sets_in_small_portions_and_beyond_one_word_of_bits_changes_nothing(monkeypatch) -> None:
    from collabnet.network.removal import without

    names = [f"p{place:03d}" for place in range(70)]
    path = Layer.from_edges(pairwise(names), directed=False)
    sets = np.array([[0, 69], [10, 60], [35, 36]], dtype=np.intp)
    whole = without(path, sets)
    lengths = [[68], [10, 49, 9], [35, 33]]
    exact = [1 - sum(k * (k - 1) for k in those) / (68 * 67) for those in lengths]
    assert whole.fragmentation.tolist() == pytest.approx(exact)
    near = [1 - sum(2 * (k - d) / d for k in those for d in range(1, k)) / (68 * 67) for those in lengths]
    assert whole.distance_fragmentation.tolist() == pytest.approx(near)
    monkeypatch.setattr("collabnet.network.removal._BYTES", 1)
    assert without(path, sets).distance_fragmentation.tolist() == whole.distance_fragmentation.tolist()


@pytest.mark.parametrize(
    ("size", "kind", "measure", "says"),
    [
        (0, "negative", None, "Expected 1 to 4 organisations out of 6, found 0"),
        (5, "negative", None, "found 5. Leave at least two"),
        (1, "both", None, "kind among negative, positive, found 'both'"),
        (1, "positive", "fragmentation", "distance_reach, reach for kind 'positive', found 'fragmentation'"),
    ],
)
def test_key_players_that_cannot_be_are_refused(size, kind, measure, says) -> None:
    with pytest.raises(errors.CallError, match=says):
        room("key_player").key_players(UNDIRECTED["star"], size, kind, measure=measure)


def test_closeness_counts_who_gets_there_and_how_far_they_are() -> None:
    chain = Layer.from_edges([("a", "b"), ("b", "c")], "q")
    assert column(chain, "closeness").tolist() == pytest.approx([0, 1 / 3, (2 / 3) * (2 / 3), 0])


@pytest.mark.parametrize("odd", [0.0, -1.0, float("nan"), float("inf")])
def test_a_strength_or_weight_that_is_no_number_above_zero_is_refused(odd) -> None:
    with pytest.raises(errors.CallError, match="Expected strengths above 0, found"):
        Layer.from_edges([("a", "b", odd)])
    with pytest.raises(errors.CallError, match="Expected weights above 0, found"):
        Layer.from_edges([("a", "b")], required=[("a", "b", odd)])


def test_what_takes_long_is_left_to_who_asks() -> None:
    large = Layer.from_edges([], [f"n{place:03d}" for place in range(301)])
    unasked = set(measures.usual(large, "organisation"))
    assert not unasked & {"flow_betweenness", "current_flow_betweenness", "information", "katz", "bonacich_power",
                          "closeness", "fragmentation_if_removed", "distance_fragmentation_if_removed"}  # fmt: skip
    assert {
        "brokerage",
        "brokerage_liaison",
        "ei_index_organisation",
        "efficiency",
        "hierarchy",
        "clique_memberships",
    } <= unasked
    assert "flow_betweenness" in measures.usual(Layer.from_edges([], NAMES[:30]), "organisation")
