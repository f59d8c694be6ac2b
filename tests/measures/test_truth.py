"""The numbers of five published networks agree with values that R computed, to nine decimals."""

from __future__ import annotations

import importlib
import os
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from collabnet import measures
from collabnet.network import Layer, Network
from collabnet.reading import read
from collabnet.structure.blocks import blocks
from collabnet.structure.cliques import cliques, comembership, mutual
from collabnet.structure.triads import DIRECTED, UNDIRECTED

DATA = Path(os.environ.get("COLLABNET_PUBLIC_DATA", Path(__file__).parents[2] / ".." / "shared" / "data"))
NETWORKS = ("knoke", "emon_lakepomona", "emon_texas", "ryanair_policy", "dhhs")

if not DATA.is_dir():
    pytest.skip(
        f"The published networks are not at {DATA}; set COLLABNET_PUBLIC_DATA to their folder.", allow_module_level=True
    )

ORGANISATION = {
    "indegree": ("indegree", "binary"),
    "outdegree": ("outdegree", "binary"),
    "strength_in": ("in_strength", "valued"),
    "strength_out": ("out_strength", "valued"),
    "strength": ("out_strength", "valued"),
    "betweenness": ("betweenness", "binary"),
    "harmonic_out": ("harmonic_out_mean", "binary"),
    "harmonic_in": ("harmonic_in_mean", "binary"),
    "harmonic": ("harmonic_out_mean", "binary"),
    "eigenvector": ("eigenvector_L2", "binary_symmax"),
    "pagerank": ("pagerank", "binary"),
    "hub": ("hub", "binary"),
    "authority": ("authority", "binary"),
    "kcore": ("kcore", "binary_symmax"),
    "clustering": ("transitivity_local", "binary_symmax"),
    "articulation_point": ("cutpoint", "binary_symmax"),
    "constraint": ("constraint_burt_binary", "binary"),
    "effective_size": ("effective_size_burt_binary", "binary"),
    "efficiency": ("efficiency_burt_binary", "binary"),
    "hierarchy": ("hierarchy_burt_binary", "binary"),
    "closeness": ("closeness_wasserman_faust_in", "binary"),
    "flow_betweenness": ("flow_betweenness_rawflow", "binary"),
    "information": ("information_centrality", "binary_symmax"),
    "clique_memberships": ("clique_memberships_min3", "binary_symmax"),
    "brokerage": ("brokerage_t__{sector}", "binary"),
    "brokerage_coordinator": ("brokerage_w_I__{sector}", "binary"),
    "brokerage_itinerant": ("brokerage_w_O__{sector}", "binary"),
    "brokerage_representative": ("brokerage_b_IO__{sector}", "binary"),
    "brokerage_gatekeeper": ("brokerage_b_OI__{sector}", "binary"),
    "brokerage_liaison": ("brokerage_b_O__{sector}", "binary"),
}
ORGANISATION_NOT_IN_R = {
    "core", "coreness_continuous", "community_stability", "lambda_largest", "most_similar_distance",
    "katz", "current_flow_betweenness", "brokerage_weighted", "ei_index_organisation", "fragmentation_if_removed",
    "distance_fragmentation_if_removed",
}  # fmt: skip
IN_R_WITH_PARAMETERS = {"bonacich_power"}
SECTOR = {"knoke": "sector", "emon_lakepomona": "Sponsorship", "emon_texas": "Sponsorship", "dhhs": "agency"}
NETWORK = {
    "density": ("density", "binary"),
    "components": ("n_components_weak", "binary"),
    "components_weak": ("n_components_weak", "binary"),
    "components_strong": ("n_components_strong", "binary"),
    "reciprocity": ("reciprocity_edgewise", "binary"),
    "reciprocity_dyads": ("reciprocity_dyadic.nonnull", "binary"),
    "transitivity": ("transitivity_undirected_global", "binary_symmax"),
    "connectedness": ("krackhardt_connectedness", "binary"),
    "compactness": ("global_efficiency_mean_inverse_distance", "binary"),
    "centralisation_indegree": ("centralization_indegree", "binary"),
    "centralisation_outdegree": ("centralization_outdegree", "binary"),
    "centralisation_degree": ("centralization_degree", "binary"),
    "centralisation_betweenness": ("centralization_betweenness", "binary"),
    "ei_index": ("EI_index__{sector}", "binary"),
    "reciprocity_correlation": ("reciprocity_correlation", "binary"),
    "krackhardt_hierarchy": ("krackhardt_hierarchy", "binary"),
    "krackhardt_efficiency": ("krackhardt_efficiency", "binary"),
    "krackhardt_lubness": ("krackhardt_lubness", "binary"),
    "clique_count": ("n_cliques_min3", "binary_symmax"),
    "dyads_mutual": ("dyad_census_Mut", "binary"),
    "dyads_asymmetric": ("dyad_census_Asym", "binary"),
    "dyads_null": ("dyad_census_Null", "binary"),
    **{f"triads_{kind}": (f"triad_census_{kind}", "binary") for kind in (*DIRECTED, *UNDIRECTED)},
}
NOT_IN_R = {
    "required_density", "ei_index_expected", "confirmation_rate", "multiplexity", "core_fit", "core_fit_continuous",
    "core_concentration",
    "communities", "modularity", "clique_share", "clique_memberships_mean", "clique_overlap",
    "clique_overlap_multiplex", "ladder_broken", "edge_connectivity", "centralisation_closeness",
    "centralisation_eigenvector",
}  # fmt: skip


@cache
def expected(name: str) -> pd.DataFrame:
    table = pd.read_csv(DATA / name / "expected.csv", dtype={"node": str})
    return table[table["node2"].isna() & table["recommended_value"].notna()]


@cache
def network(name: str) -> Network:
    return Network.from_study(read(DATA / name))


def layers() -> list[tuple[str, str]]:
    return [(name, relation) for name in NETWORKS for relation in sorted(expected(name)["relation"].unique())]


def value_of(name: str, relation: str, measure: str, variant: str) -> pd.Series[float]:
    rows, measure = expected(name), measure.format(sector=SECTOR.get(name, ""))
    rows = rows[rows["relation"].eq(relation) & rows["measure"].eq(measure) & rows["variant"].eq(variant)]
    return rows.set_index("node")["recommended_value"].astype(float)


def pairs_of(name: str, relation: str, measure: str, variant: str) -> dict[tuple[str, str], float]:
    table = pd.read_csv(DATA / name / "expected.csv", dtype={"node": str, "node2": str}, keep_default_na=False)
    rows = table[(table["relation"] == relation) & (table["measure"] == measure) & (table["variant"] == variant)]
    rows = rows[rows["recommended_value"] != ""]
    return {(one, other): float(value) for one, other, value in rows[["node", "node2", "recommended_value"]].to_numpy()}


def names(layer: Layer, key: str) -> tuple[str, str]:
    if key == "degree":
        return ("degree_union", "binary") if layer.directed else ("degree", "binary")
    if key == "closeness" and not layer.directed:
        return "closeness_wasserman_faust_out", "binary"
    return ORGANISATION[key]


@pytest.mark.parametrize(("name", "relation"), layers())
def test_numbers_of_organisations_agree_with_r(name: str, relation: str) -> None:
    layer = network(name).layer(relation)
    keys = measures.applicable(layer, "organisation")
    computed = measures.measure(layer, [key for key in keys if key in {*ORGANISATION, "degree"}])
    compared = 0
    for key in sorted(computed.columns):
        truth = value_of(name, relation, *names(layer, key))
        if truth.empty:
            continue
        np.testing.assert_allclose(computed[key].reindex(truth.index), truth, rtol=1e-9, atol=1e-9, err_msg=key)
        compared += len(truth)
    assert compared > 10 * layer.n


@pytest.mark.parametrize(("name", "relation"), layers())
def test_numbers_of_networks_agree_with_r(name: str, relation: str) -> None:
    layer = network(name).layer(relation)
    computed = measures.network_measures(layer)["value"]
    for key in sorted(set(computed.index) - NOT_IN_R):
        truth = value_of(name, relation, *NETWORK[key])
        if len(truth):
            np.testing.assert_allclose(computed[key], truth.iloc[0], rtol=1e-9, atol=1e-9, err_msg=key)
    assert len(computed) >= 8


def test_every_number_of_networks_that_r_computes_is_laid_beside_it_somewhere() -> None:
    seen = {key for name, relation in layers() for key in NETWORK if len(value_of(name, relation, *NETWORK[key]))}
    assert seen == set(NETWORK)


@pytest.mark.parametrize(("name", "relation"), layers())
def test_the_centralisation_of_the_eigenvector_is_that_of_r_over_a_star_instead_of_one_tie(name, relation) -> None:
    layer = network(name).layer(relation)
    vector = measures.measure(layer, ["eigenvector"])["eigenvector"]
    ours = measures.network_measures(layer, ["centralisation_eigenvector"])["value"].iloc[0]
    star = (layer.n - 1) * (1 - 1 / np.sqrt(layer.n - 1))
    in_r = ours * star * vector.max() / (np.sqrt(2) / 2 * (layer.n - 2))
    truth = value_of(name, relation, "centralization_eigenvector", "binary_symmax")
    np.testing.assert_allclose(in_r, truth.iloc[0], rtol=1e-8)


@pytest.mark.parametrize(("name", "relation"), layers())
def test_tight_groups_are_those_of_r_for_a_tie_either_way_and_both_ways(name: str, relation: str) -> None:
    layer = network(name).layer(relation)
    for seen, variant in ((layer, "binary_symmax"), (mutual(layer), "binary_symmin")):
        count = value_of(name, relation, "n_cliques_min3", variant)
        if len(count):
            groups, together = cliques(seen), comembership(seen)
            assert groups is not None and together is not None
            assert len(groups) == count.iloc[0]
            truth = pairs_of(name, relation, "clique_comembership_min3", variant)
            ids = layer.organisations
            for (one, other), value in truth.items():
                assert together.toarray()[ids.get_loc(one), ids.get_loc(other)] == value


@pytest.mark.parametrize(
    ("name", "by"),
    [("knoke", "sector"), ("emon_texas", "Sponsorship"), ("emon_lakepomona", "Location"), ("dhhs", "agency")],
)
def test_ties_between_groups_are_those_of_r(name: str, by: str) -> None:
    for relation in sorted(expected(name)["relation"].unique()):
        layer = network(name).layer(relation)
        nodes = pd.read_csv(DATA / name / "nodes.csv", dtype=str).set_index("id")
        grouped = replace(layer, attributes=nodes.reindex(layer.organisations), _memo={})
        found = blocks(grouped, by, permutations=0).set_index(["source_group", "target_group"])["ties"]
        truth = pairs_of(name, relation, f"ties__{by}", "binary")
        both = {pair: value for pair, value in truth.items() if pair in found.index}
        assert len(both) > 3
        for (one, other), value in both.items():
            # R adds up a symmetric table: within a group each tie stands in it twice
            assert found[one, other] * (2 if not layer.directed and one == other else 1) == value


def test_every_measure_of_the_first_set_is_laid_beside_r_somewhere() -> None:
    seen = {
        key
        for name, relation in layers()
        for key in measures.applicable(network(name).layer(relation), "organisation")
        if key in {*ORGANISATION, "degree"}
        and len(value_of(name, relation, *names(network(name).layer(relation), key)))
    }
    assert seen == {*ORGANISATION, "degree"}
    every = {key for key, it in measures.measures().items() if it.level == "organisation"}
    assert every == seen | ORGANISATION_NOT_IN_R | IN_R_WITH_PARAMETERS


@pytest.mark.parametrize(("name", "relation"), layers())
@pytest.mark.parametrize(
    ("measure", "variant", "direction"),
    [
        ("bonacich_power_beta_+0.50_over_rho", "binary_symmax", False),
        ("bonacich_power_beta_-0.50_over_rho", "binary_symmax", False),
        ("bonacich_power_directed", "binary", True),
    ],
)
def test_bonacichs_power_agrees_with_r_for_the_beta_it_took(name, relation, measure, variant, direction) -> None:
    truth = value_of(name, relation, measure, variant)
    if truth.empty:
        pytest.skip("R has no such value for this network.")
    rows = expected(name)
    note = rows.loc[rows["relation"].eq(relation) & rows["measure"].eq(measure), "note"].iloc[0]
    beta = float(note.removeprefix("beta = ").split(" ")[0])
    layer = network(name).layer(relation)
    found = module("bonacich_power").bonacich_power(layer, beta=beta, direction=direction)
    np.testing.assert_allclose(found.reindex(truth.index), truth, rtol=1e-8, atol=1e-8)
    if measure.startswith("bonacich_power_beta_+"):
        usual = measures.measure(layer, ["bonacich_power"])["bonacich_power"]
        np.testing.assert_allclose(usual.reindex(truth.index), truth, rtol=1e-4)


@pytest.mark.parametrize(("name", "relation"), layers())
@pytest.mark.parametrize("counting", ["normflow", "fracflow"])
def test_other_ways_to_count_flow_agree_with_r(name, relation, counting) -> None:
    truth = value_of(name, relation, f"flow_betweenness_{counting}", "binary")
    if truth.empty:
        pytest.skip("R has no such value for this network.")
    found = module("flow_betweenness").flow_betweenness(network(name).layer(relation), counting=counting)
    np.testing.assert_allclose(found.reindex(truth.index), truth, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(("name", "relation"), layers())
def test_constraint_inside_the_ego_network_agrees_with_ucinets(name, relation) -> None:
    truth = value_of(name, relation, "constraint_burt_egonet_ucinet", "binary")
    found = module("structural_holes").constraint(network(name).layer(relation), within="ego")
    assert len(truth) > 8
    np.testing.assert_allclose(found.reindex(truth.index), truth, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", ["emon_lakepomona", "emon_texas"])
def test_another_attribute_makes_other_groups_as_in_r(name) -> None:
    layer = network(name).layer("sar_interaction")
    found = module("brokerage").brokerage_roles(layer, by="Location")
    for column, theirs in zip(found.columns, ("w_I", "w_O", "b_IO", "b_OI", "b_O", "t"), strict=True):
        truth = value_of(name, "sar_interaction", f"brokerage_{theirs}__Location", "binary")
        assert found[column].reindex(truth.index).tolist() == truth.tolist()
    balance = module("ei_index").ei_index(layer, by="Location")
    rows = expected(name)
    truth = rows.loc[rows["measure"].eq("EI_index__Location"), "recommended_value"].iloc[0]
    assert balance == pytest.approx(truth, abs=1e-9)


def module(name: str) -> Any:
    return importlib.import_module(f"collabnet.measures.{name}")


def test_reading_a_network_file_and_naming_its_ties_by_hand_give_the_same_numbers() -> None:
    edges = pd.read_csv(DATA / "knoke" / "edges.csv")
    edges = edges[edges["relation"].eq("information")]
    nodes = pd.read_csv(DATA / "knoke" / "nodes.csv")
    ties = edges[["source", "target", "value"]].itertuples(index=False)
    by_hand = Layer.from_edges(ties, nodes["id"], attributes=nodes.set_index("id")[["sector"]])
    read_ = network("knoke").layer("information")
    pd.testing.assert_frame_equal(measures.measure(by_hand), measures.measure(read_), rtol=0, atol=0)
