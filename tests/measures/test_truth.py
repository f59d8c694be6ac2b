"""The numbers of five published networks agree with values that R computed, to nine decimals."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

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
}
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
    "required_density", "confirmation_rate", "multiplexity", "core_fit", "core_fit_continuous", "core_concentration",
    "communities", "modularity", "clique_share", "clique_memberships_mean", "clique_overlap",
    "clique_overlap_multiplex", "ladder_broken", "edge_connectivity", "centralisation_closeness",
    "centralisation_eigenvector",
}  # fmt: skip
ORGANISATION_NOT_IN_R = {"core", "coreness_continuous", "community_stability", "lambda_largest",
                         "most_similar_distance"}  # fmt: skip


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
    rows = expected(name)
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
    return ORGANISATION[key]


@pytest.mark.parametrize(("name", "relation"), layers())
def test_numbers_of_organisations_agree_with_r(name: str, relation: str) -> None:
    layer = network(name).layer(relation)
    computed = measures.measure(layer)
    compared = 0
    for key in sorted(set(computed.columns) - ORGANISATION_NOT_IN_R):
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
        if key not in ORGANISATION_NOT_IN_R
        and len(value_of(name, relation, *names(network(name).layer(relation), key)))
    }
    assert seen == {*ORGANISATION, "degree"}


def test_reading_a_network_file_and_naming_its_ties_by_hand_give_the_same_numbers() -> None:
    edges = pd.read_csv(DATA / "knoke" / "edges.csv")
    edges = edges[edges["relation"].eq("information")]
    nodes = pd.read_csv(DATA / "knoke" / "nodes.csv")
    by_hand = Layer.from_edges(edges[["source", "target", "value"]].itertuples(index=False), nodes["id"])
    read_ = network("knoke").layer("information")
    pd.testing.assert_frame_equal(measures.measure(by_hand), measures.measure(read_), rtol=0, atol=0)
