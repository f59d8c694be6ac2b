"""Numbers worked on paper: shapes whose answer everyone can see."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from collabnet import errors, measures
from collabnet.network import Layer
from tests.measures.conftest import complete, shapes

DIRECTED, UNDIRECTED = shapes(directed=True), shapes(directed=False)


def network(layer: Layer, key: str) -> float:
    return float(measures.network_measures(layer, [key])["value"].iloc[0])


def numbers(layer: Layer, key: str) -> list[float]:
    return measures.measure(layer, [key])[key].tolist()


def test_a_star_is_as_centralised_as_a_network_can_be() -> None:
    assert network(DIRECTED["star"], "centralisation_outdegree") == 1.0
    assert network(UNDIRECTED["star"], "centralisation_degree") == 1.0
    assert network(UNDIRECTED["star"], "centralisation_betweenness") == 1.0
    both_ways = Layer.from_edges([(a, b) for a, b in complete(6) if "o00" in (a, b)])
    assert network(both_ways, "centralisation_betweenness") == 1.0


@pytest.mark.parametrize("shape", ["complete", "ring", "no ties"])
def test_where_all_are_alike_nothing_is_centralised(shape) -> None:
    keys = [key for key in measures.measures() if key.startswith("centralisation")]
    for layer in (DIRECTED[shape], UNDIRECTED[shape]):
        for key in set(keys) & set(measures.applicable(layer, "network")):
            if (shape, key) != ("no ties", "centralisation_closeness"):  # nobody can be reached
                assert network(layer, key) == pytest.approx(0.0, abs=1e-14)


@pytest.mark.parametrize("shape", ["nobody", "alone", "two without a tie", "two with a tie"])
def test_below_three_organisations_there_is_no_centralisation(shape) -> None:
    assert np.isnan(network(UNDIRECTED[shape], "centralisation_degree"))


def test_in_a_complete_network_everything_is_one() -> None:
    layer = DIRECTED["complete"]
    for key in ("density", "reciprocity", "reciprocity_dyads", "connectedness", "compactness", "transitivity",
                "components_weak", "components_strong"):  # fmt: skip
        assert network(layer, key) == 1.0
    assert numbers(layer, "eigenvector") == pytest.approx([1 / np.sqrt(6)] * 6, abs=1e-12)
    assert numbers(layer, "kcore") == [5.0] * 6
    assert numbers(layer, "clustering") == [1.0] * 6


def test_the_middle_of_a_path_stands_between_and_cannot_be_missed() -> None:
    layer = UNDIRECTED["path"]
    assert numbers(layer, "betweenness") == [0.0, 2.0, 2.0, 0.0]
    assert numbers(layer, "articulation_point") == [0.0, 1.0, 1.0, 0.0]
    assert numbers(layer, "harmonic") == pytest.approx([11 / 18, 15 / 18, 15 / 18, 11 / 18])


def test_along_a_directed_path_one_reaches_forward_only() -> None:
    layer = DIRECTED["path"]
    assert numbers(layer, "harmonic_out") == pytest.approx([11 / 18, 1 / 2, 1 / 3, 0])
    assert numbers(layer, "harmonic_in") == pytest.approx([0, 1 / 3, 1 / 2, 11 / 18])
    assert network(layer, "components_weak") == 1.0
    assert network(layer, "components_strong") == 4.0
    assert network(layer, "compactness") == pytest.approx((3 + 2 / 2 + 1 / 3) / 12)


def test_two_equal_triangles_share_the_eigenvector_and_the_isolate_has_none() -> None:
    vector = measures.measure(UNDIRECTED["two triangles and an isolate"])["eigenvector"]
    assert vector.drop("q").tolist() == pytest.approx([1 / np.sqrt(6)] * 6, abs=1e-12)
    assert vector["q"] == 0.0


def test_outside_the_leading_component_the_eigenvector_is_zero() -> None:
    layer = Layer.from_edges([*complete(4), ("y", "z")])
    vector = measures.measure(layer)["eigenvector"]
    assert vector[["y", "z"]].tolist() == [0.0, 0.0]
    assert vector.drop(["y", "z"]).tolist() == pytest.approx([0.5] * 4, abs=1e-12)


def test_the_eigenvector_of_a_long_path_is_exact_though_iterations_settle_slowly() -> None:
    size = 80
    names = [f"p{i:02d}" for i in range(size)]
    layer = Layer.from_edges(itertools.pairwise(names), directed=False)
    exact = np.sin(np.pi * np.arange(1, size + 1) / (size + 1))
    exact /= np.linalg.norm(exact)
    np.testing.assert_allclose(numbers(layer, "eigenvector"), exact, atol=1e-10)


def test_an_organisation_held_by_one_partner_is_held_wholly() -> None:
    assert numbers(UNDIRECTED["two with a tie"], "constraint") == [1.0, 1.0]
    star = measures.measure(UNDIRECTED["star"])
    assert star["constraint"].tolist() == pytest.approx([0.2, 1, 1, 1, 1, 1])
    assert star["effective_size"].tolist() == pytest.approx([5, 1, 1, 1, 1, 1])


def test_pagerank_of_two_in_a_row_is_worked_by_hand() -> None:
    first, second = numbers(DIRECTED["two with a tie"], "pagerank")
    assert first == pytest.approx(1 / 2.85, abs=1e-14)
    assert second == pytest.approx(1.85 / 2.85, abs=1e-14)


def test_strength_is_added_and_degree_counted() -> None:
    layer = Layer.from_edges([("a", "b", 3), ("c", "b", 0.5), ("b", "a", 1)])
    frame = measures.measure(layer)
    assert frame["strength_in"].tolist() == [1.0, 3.5, 0.0]
    assert frame["strength_out"].tolist() == [3.0, 1.0, 0.5]
    assert frame["degree"].tolist() == [1.0, 2.0, 1.0]


def test_required_density_weighs_what_is_there_by_how_much_it_matters() -> None:
    wanted = [("a", "b", 1.0), ("b", "c", 0.5), ("a", "c", 0.5)]
    assert network(Layer.from_edges([("a", "b"), ("c", "b")], required=wanted), "required_density") == 0.5
    assert np.isnan(network(Layer.from_edges([("a", "b")]), "required_density"))


def test_reciprocity_counts_ties_and_pairs() -> None:
    layer = Layer.from_edges([("a", "b"), ("b", "a"), ("a", "c")])
    assert network(layer, "reciprocity") == pytest.approx(2 / 3)
    assert network(layer, "reciprocity_dyads") == 0.5


def test_connectedness_is_the_share_of_pairs_in_one_part() -> None:
    layer = Layer.from_edges([("a", "b"), ("b", "c"), ("x", "y")])
    assert network(layer, "connectedness") == (3 + 1) / 10


TIE = {"by": "a", "source": "a", "target": "b", "process": "information_exchange"}


def test_confirmation_is_counted_over_pairs_of_which_both_were_interviewed(network_of) -> None:
    said = [TIE, TIE | {"by": "b"}, TIE | {"target": "c"}, TIE | {"by": "b", "source": "b", "target": "c"},
            TIE | {"target": "d"}, TIE | {"by": "c", "source": "a", "target": "c", "tie_state": "absent"}]  # fmt: skip
    made = network_of(said, interviews=["a", "b", "c"])
    assert network(made.layer("information_exchange"), "confirmation_rate") == pytest.approx(1 / 3)
    assert np.isnan(network(made.layer("information_exchange", ties="confirmed"), "confirmation_rate"))
    assert np.isnan(network(Layer.from_edges([("a", "b")]), "confirmation_rate"))


def test_multiplexity_counts_processes_per_tied_pair_whichever_way(network_of) -> None:
    said = [TIE, {**TIE, "by": "b", "source": "b", "target": "a", "process": "case_transfer"},
            TIE | {"process": "case_coordination"}, TIE | {"target": "c"}]  # fmt: skip
    made = network_of(said)
    assert network(made.layer("all"), "multiplexity") == (3 + 1) / 2
    assert network(made.layer("information_exchange"), "multiplexity") == 1.0
    assert np.isnan(network(made.layer("case_coordination", ties="confirmed"), "multiplexity"))


def test_bounds_are_the_values_with_all_unknown_pairs_absent_and_present() -> None:
    layer = Layer.from_edges([("a", "b")], ["c"], denied=[("b", "a"), ("c", "a"), ("a", "c")])
    found = measures.network_measures(layer)
    assert found.loc["density", ["value", "low", "high"]].tolist() == [1 / 6, 1 / 6, 3 / 6]
    assert found.loc["components_weak", ["value", "low", "high"]].tolist() == [2.0, 1.0, 2.0]
    assert set(found["missing"]) == {"unknown_as_absent"}


def test_what_has_no_value_once_everybody_works_together_has_no_bounds() -> None:
    found = measures.network_measures(Layer.from_edges([("a", "b"), ("b", "a")], ["c"]))
    assert found.loc["reciprocity_correlation", "value"] == 1.0
    assert found.loc["reciprocity_correlation", ["low", "high"]].isna().all()


def test_where_a_tie_more_can_only_move_it_one_way_every_filling_lies_within_the_bounds() -> None:
    layer = Layer.from_edges([("a", "b"), ("b", "c")], ["d"], required=[("a", "c", 1.0), ("c", "d", 0.5)])
    found = measures.network_measures(layer)
    true = [key for key in found.index if measures.measures()[key].bounds == "true"]
    rows, columns = layer.unknown
    ids = layer.organisations
    assert len(true) >= 9
    for chosen in range(2 ** len(rows)):
        if chosen % 37:
            continue
        more = [(ids[s], ids[t]) for place, (s, t) in enumerate(zip(rows, columns, strict=True)) if chosen >> place & 1]
        edges = [("a", "b"), ("b", "c"), *more]
        other = Layer.from_edges(edges, ["d"], required=[("a", "c", 1.0), ("c", "d", 0.5)])
        values = measures.network_measures(other)["value"]
        for key in true:
            assert found.loc[key, "low"] - 1e-12 <= values[key] <= found.loc[key, "high"] + 1e-12


def test_where_every_pair_is_known_nothing_is_missing() -> None:
    layer = DIRECTED["complete"]
    found = measures.network_measures(layer)
    assert set(found["missing"]) == {""}
    assert found.loc["density", ["low", "high"]].tolist() == [1.0, 1.0]
    assert set(measures.missing(layer, "degree")) == {""}


def test_an_organisation_says_whether_unknown_pairs_were_taken_as_absent() -> None:
    layer = Layer.from_edges([("a", "b"), ("b", "a")], ["c"], denied=[("a", "c"), ("c", "a")])
    assert measures.missing(layer, "degree").to_dict() == {
        "a": "", "b": "unknown_as_absent", "c": "unknown_as_absent",
    }  # fmt: skip


def test_who_was_not_interviewed_has_only_what_others_can_report_and_says_why(network_of) -> None:
    made = network_of([TIE, TIE | {"by": "b"}, TIE | {"target": "c"}, TIE | {"by": "b", "source": "c", "target": "b"}])
    layer = made.layer("information_exchange")
    assert layer.heard.tolist() == [True, True, False, False]
    found = measures.measure(layer)
    assert found["indegree"].tolist() == [0, 2, 1, 0]
    assert found["outdegree"].tolist() == pytest.approx([2, 0, np.nan, np.nan], nan_ok=True)
    assert found.loc["c"].dropna().index.tolist() == ["indegree", "strength_in", "harmonic_in", "closeness"]
    silent = {"c": "not_interviewed", "d": "not_interviewed"}
    open_ = dict.fromkeys("abcd", "unknown_as_absent")
    assert measures.missing(layer, "outdegree").to_dict() == open_ | silent
    assert measures.missing(layer, "indegree").to_dict() == open_


def test_what_others_report_of_them_counts_in_the_measures_of_the_whole(network_of) -> None:
    said = [TIE, TIE | {"by": "b", "source": "c", "target": "b"}]
    layer = network_of(said).layer("information_exchange")
    assert network(layer, "density") == pytest.approx(2 / 12)
    assert network(layer, "centralisation_outdegree") == pytest.approx(2 / 9)


def test_without_direction_every_tie_is_also_its_own_and_nothing_is_told_of_who_was_not_interviewed(network_of) -> None:
    layer = network_of([TIE | {"process": "case_coordination", "target": "c"}]).layer("case_coordination")
    found = measures.measure(layer)
    assert found.loc[["c", "d"]].isna().all(axis=None)
    assert found.loc["a", "degree"] == 1
    assert measures.missing(layer, "closeness")["c"] == "not_interviewed"


def test_in_a_list_of_all_ties_who_sends_none_sends_none() -> None:
    layer = Layer.from_edges([("a", "b"), ("a", "c")], interviewed=["a"])
    assert np.isnan(measures.measure(layer)["outdegree"]["b"])
    assert measures.measure(replace(layer, complete=True, _memo={}))["outdegree"].tolist() == [2, 0, 0]


def test_on_the_confirmed_basis_others_have_no_number_and_say_why(network_of) -> None:
    made = network_of([TIE, TIE | {"by": "b"}, TIE | {"target": "c"}])
    layer = made.layer("information_exchange", ties="confirmed")
    assert measures.measure(layer)["indegree"].to_dict() == pytest.approx(
        {"a": 0, "b": 1, "c": np.nan, "d": np.nan}, nan_ok=True
    )
    assert measures.missing(layer, "indegree").to_dict() == {
        "a": "", "b": "", "c": "not_interviewed", "d": "not_interviewed",
    }  # fmt: skip
    found = measures.network_measures(layer)
    assert found["low"].isna().all()
    assert set(found["missing"]) == {"not_interviewed"}


def test_in_and_out_do_not_exist_without_direction_and_asking_for_them_is_answered() -> None:
    keys = measures.applicable(UNDIRECTED["star"], "organisation")
    assert {"indegree", "outdegree", "harmonic_in", "strength_in", "hub"}.isdisjoint(keys)
    assert {"degree", "harmonic", "strength", "betweenness"} <= set(keys)
    with pytest.raises(errors.CallError, match="'indegree'"):
        measures.measure(UNDIRECTED["star"], ["indegree"])


def test_measures_come_in_the_order_asked_for() -> None:
    assert measures.measure(DIRECTED["star"], ["pagerank", "degree"]).columns.tolist() == ["pagerank", "degree"]


def test_a_network_too_large_to_fill_comes_without_bounds(monkeypatch) -> None:
    monkeypatch.setattr(measures, "MOST_FILLED", 3)
    found = measures.network_measures(DIRECTED["path"])
    assert found["low"].isna().all()
    assert found.loc["density", "value"] == 0.25
