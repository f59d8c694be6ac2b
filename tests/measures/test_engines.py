"""networkx computes the same numbers on random networks: two engines must agree."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collabnet import measures
from collabnet.network import Layer
from tests.measures import peers_of_structure
from tests.measures.conftest import NAMES, random_layer

SEEDS = [(seed, directed) for seed in range(5) for directed in (True, False)]


def as_networkx(layer: Layer) -> Any:
    graph = nx.DiGraph() if layer.directed else nx.Graph()
    graph.add_nodes_from(layer.organisations)
    ids = layer.organisations
    ties = zip(layer.source, layer.target, layer.strength, strict=True)
    graph.add_weighted_edges_from((ids[s], ids[t], w) for s, t, w in ties)
    return graph


def harmonic(graph: Any) -> dict[str, float]:
    return {node: total / max(len(graph) - 1, 1) for node, total in nx.harmonic_centrality(graph).items()}


def binary(graph: Any) -> Any:
    bare = graph.__class__()
    bare.add_nodes_from(graph)
    bare.add_edges_from(graph.edges)
    return bare


def undirected(graph: Any) -> Any:
    bare = nx.Graph()
    bare.add_nodes_from(graph)
    bare.add_edges_from(graph.edges)
    return bare


def local_clustering(graph: Any) -> dict[str, float]:
    pairs = undirected(graph)
    return {node: nx.clustering(pairs, node) if pairs.degree(node) > 1 else np.nan for node in pairs}


def authority(graph: Any) -> dict[str, float]:
    found = nx.hits(binary(graph), max_iter=10_000, tol=1e-15)[1]
    return {node: each / max(found.values()) for node, each in found.items()}


def hub(graph: Any) -> dict[str, float]:
    found = nx.hits(binary(graph), max_iter=10_000, tol=1e-15)[0]
    return {node: each / max(found.values()) for node, each in found.items()}


def effective_size(graph: Any) -> dict[str, float]:
    """Compute by the definition, in plain loops; networkx leaves out who only receives."""
    both = {(a, b): float(graph.has_edge(a, b)) + float(graph.has_edge(b, a)) for a in graph for b in graph if a != b}
    both |= {(a, a): 0.0 for a in graph}
    total = {a: sum(both[a, b] for b in graph) for a in graph}
    largest = {a: max(both[a, b] for b in graph) for a in graph}
    found = {}
    for i in graph:
        partners = [j for j in graph if both[i, j]]
        overlap = sum(both[i, q] / total[i] * both[j, q] / largest[j] for j in partners for q in partners if q != j)
        found[i] = len(partners) - overlap if partners else np.nan
    return found


def centralisation(values: dict[str, float], largest: float) -> float:
    return sum(max(values.values()) - each for each in values.values()) / largest


PEERS: dict[str, Any] = {
    **peers_of_structure.PEERS,
    "indegree": lambda g: dict(g.in_degree()),
    "outdegree": lambda g: dict(g.out_degree()),
    "degree": lambda g: dict(undirected(g).degree()),
    "strength_in": lambda g: dict(g.in_degree(weight="weight")),
    "strength_out": lambda g: dict(g.out_degree(weight="weight")),
    "strength": lambda g: dict(g.degree(weight="weight")),
    "betweenness": lambda g: nx.betweenness_centrality(g, normalized=False),
    "harmonic": harmonic,
    "harmonic_in": harmonic,
    "harmonic_out": lambda g: harmonic(g.reverse()),
    "eigenvector": lambda g: nx.eigenvector_centrality(undirected(g), max_iter=100_000, tol=1e-14),
    "pagerank": lambda g: nx.pagerank(binary(g), tol=1e-15, max_iter=10_000),
    "hub": hub,
    "authority": authority,
    "constraint": lambda g: nx.constraint(binary(g)),
    "effective_size": effective_size,
    "kcore": lambda g: nx.core_number(undirected(g)),
    "clustering": local_clustering,
    "articulation_point": lambda g: {n: float(n in set(nx.articulation_points(undirected(g)))) for n in g},
    "density": nx.density,
    "components": nx.number_connected_components,
    "components_weak": nx.number_weakly_connected_components,
    "components_strong": nx.number_strongly_connected_components,
    "reciprocity": nx.overall_reciprocity,
    "transitivity": lambda g: nx.transitivity(undirected(g)),
    "compactness": lambda g: float(np.mean(list(harmonic(g).values()))),
    "centralisation_indegree": lambda g: centralisation(dict(g.in_degree()), (len(g) - 1) ** 2),
    "centralisation_outdegree": lambda g: centralisation(dict(g.out_degree()), (len(g) - 1) ** 2),
    "centralisation_degree": lambda g: centralisation(dict(g.degree()), (len(g) - 1) * (len(g) - 2)),
}
BY_HAND = {"required_density", "reciprocity_dyads", "confirmation_rate", "centralisation_betweenness", "connectedness",
           "multiplexity", *peers_of_structure.BY_HAND}  # fmt: skip


def test_every_measure_has_a_peer_or_is_worked_by_hand() -> None:
    assert set(measures.measures()) == {*PEERS, *BY_HAND}


@pytest.mark.parametrize(("seed", "directed"), SEEDS)
def test_networkx_agrees_on_every_organisation(seed, directed) -> None:
    layer = random_layer(seed, directed=directed)
    graph, frame = as_networkx(layer), measures.measure(layer)
    for key in sorted(set(frame.columns) - BY_HAND):
        peer = PEERS[key](graph)
        expected = [peer[id_] for id_ in layer.organisations]
        np.testing.assert_allclose(frame[key], expected, rtol=1e-9, atol=1e-9, err_msg=key)


@pytest.mark.parametrize(("seed", "directed"), SEEDS)
def test_networkx_agrees_on_the_network(seed, directed) -> None:
    layer = random_layer(seed, directed=directed)
    graph, found = as_networkx(layer), measures.network_measures(layer)["value"]
    for key in sorted(set(found.index) - BY_HAND):
        np.testing.assert_allclose(found[key], PEERS[key](graph), rtol=1e-9, atol=1e-9, err_msg=key)


PAIRS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] != pair[1]), max_size=30)


@settings(max_examples=60, deadline=None)
@given(pairs=PAIRS, directed=st.booleans())
def test_networkx_agrees_on_whatever_is_drawn(pairs, directed) -> None:
    layer = Layer.from_edges([(NAMES[a], NAMES[b]) for a, b in pairs], NAMES[:9], directed=directed)
    graph, frame = as_networkx(layer), measures.measure(layer)
    for key in sorted(set(frame.columns) - {"eigenvector", "hub", "authority"} - BY_HAND):
        peer = PEERS[key](graph)
        expected = [peer[id_] for id_ in layer.organisations]
        np.testing.assert_allclose(frame[key], expected, rtol=1e-8, atol=1e-8, err_msg=key)


@settings(max_examples=60, deadline=None)
@given(pairs=PAIRS, directed=st.booleans())
def test_the_eigenvector_solves_its_equation_whatever_is_drawn(pairs, directed) -> None:
    layer = Layer.from_edges([(NAMES[a], NAMES[b]) for a, b in pairs], NAMES[:9], directed=directed)
    vector = measures.measure(layer, ["eigenvector"])["eigenvector"].to_numpy()
    matrix = nx.to_numpy_array(undirected(as_networkx(layer)))
    largest = float(np.linalg.eigvalsh(matrix).max())
    np.testing.assert_allclose(matrix @ vector, largest * vector, atol=1e-9)
    assert np.linalg.norm(vector) == pytest.approx(1.0 if pairs else 0.0)
