"""networkx computes the same numbers on random networks: two engines must agree."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import igraph
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
    if "sector" in layer.attributes:
        nx.set_node_attributes(graph, layer.attributes["sector"].to_dict(), "sector")
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


def efficiency(graph: Any) -> dict[str, float]:
    return {node: size / max(undirected(graph).degree(node), 1) for node, size in effective_size(graph).items()}


def hierarchy(graph: Any) -> dict[str, float]:
    """Compute Coleman and Theil's inequality of what networkx says each partner holds."""
    bare, found = binary(graph), {}
    for node in bare:
        held = [nx.local_constraint(bare, node, other) for other in undirected(graph)[node]]
        mean = sum(held) / max(len(held), 1)
        unequal = sum(each / mean * np.log(each / mean) for each in held)
        found[node] = unequal / (len(held) * np.log(len(held))) if len(held) > 1 else 1.0 if held else np.nan
    return found


def flow_betweenness(graph: Any) -> dict[str, float]:
    """Compute by the definition, with igraph: networkx takes minutes for every pair with and without every third."""
    names, found = list(graph), dict.fromkeys(graph, 0.0)
    whole = igraph.Graph.from_networkx(binary(graph))
    for node in graph:
        less, others = whole.copy(), [other for other in names if other != node]
        less.delete_vertices(names.index(node))
        for source, target in itertools.permutations(others, 2):
            most = whole.maxflow_value(names.index(source), names.index(target))
            lost = most - less.maxflow_value(others.index(source), others.index(target))
            found[node] += lost if graph.is_directed() else lost / 2
    return found


def by_part(graph: Any, peer: Any) -> dict[str, float]:
    """Compute in each part of three or more by itself; networkx refuses a network that is not connected."""
    found = dict.fromkeys(graph, 0.0)
    for part in nx.connected_components(pairs := undirected(graph)):
        if len(part) > 2:
            found |= peer(pairs.subgraph(part))
    return found


def information(graph: Any) -> dict[str, float]:
    found = dict.fromkeys(graph, 0.0)
    for part in nx.connected_components(pairs := undirected(graph)):
        for node in part if len(part) > 1 else ():
            total = sum(nx.resistance_distance(pairs.subgraph(part), node).values())
            found[node] = len(part) / total
    return found


def largest_eigenvalue(graph: Any) -> float:
    return float(np.linalg.eigvalsh(nx.to_numpy_array(undirected(graph))).max())


def katz(graph: Any) -> dict[str, float]:
    largest = largest_eigenvalue(graph)
    return nx.katz_centrality_numpy(binary(graph), alpha=0.85 / largest if largest > 1e-9 else 0.0)


def bonacich_power(graph: Any) -> dict[str, float]:
    matrix, largest = nx.to_numpy_array(undirected(graph)), largest_eigenvalue(graph)
    if largest < 1e-9:
        return dict.fromkeys(graph, 0.0)
    found = np.linalg.inv(np.eye(len(graph)) - 0.5 / largest * matrix) @ matrix.sum(axis=1)
    return dict(zip(graph, found * np.sqrt(len(graph) / (found**2).sum()), strict=True))


def brokered(graph: Any) -> list[tuple[str, str, str]]:
    arcs = graph.to_directed()
    return [(a, b, c) for b in arcs for a in arcs.predecessors(b) for c in arcs.successors(b)
            if a != c and not arcs.has_edge(a, c)]  # fmt: skip


def brokerage_weighted(graph: Any) -> dict[str, float]:
    brokers = Counter((a, c) for a, _, c in brokered(graph))
    found = dict.fromkeys(graph, 0.0)
    for a, b, c in brokered(graph):
        found[b] += 1 / brokers[a, c]
    return found


def brokerage(role: str) -> Any:
    def of(graph: Any) -> dict[str, float]:
        sector = nx.get_node_attributes(graph, "sector")
        if not sector:
            return dict.fromkeys(graph, np.nan if role else 0.0) | (
                {} if role else Counter(b for _, b, _ in brokered(graph))
            )
        found = dict.fromkeys(graph, 0.0)
        for a, b, c in brokered(graph):
            pattern = {1: "coordinator", 3: "liaison"}.get(len({sector[a], sector[b], sector[c]})) or (
                "itinerant" if sector[a] == sector[c] else "representative" if sector[a] == sector[b] else "gatekeeper"
            )
            found[b] += role in ("", pattern)
        return found

    return of


def ei_index(graph: Any) -> dict[str, float]:
    sector = nx.get_node_attributes(graph, "sector")
    found = {}
    for node in graph:
        others = [other for pair in graph.edges for other in pair if node in pair and other != node]
        across = [1 if sector[other] != sector[node] else -1 for other in others] if sector else []
        found[node] = float(np.mean(across)) if across else np.nan
    return found


def ei_index_network(graph: Any, pairs: Any = None) -> float:
    sector = nx.get_node_attributes(graph, "sector")
    across = [1 if sector[a] != sector[b] else -1 for a, b in (graph.edges if pairs is None else pairs)]
    return float(np.mean(across))


def clique_memberships(graph: Any) -> dict[str, float]:
    cliques = [clique for clique in nx.find_cliques(undirected(graph)) if len(clique) > 2]
    return {node: sum(node in clique for clique in cliques) for node in graph}


def fragmentation(graph: Any) -> float:
    size = len(graph)
    return 1 - sum(len(part) * (len(part) - 1) for part in nx.connected_components(graph)) / (size * (size - 1))


def distance_fragmentation(graph: Any) -> float:
    return 1 - nx.global_efficiency(graph)


def if_removed(judge: Any) -> Any:
    def of(graph: Any) -> dict[str, float]:
        pairs = undirected(graph)
        less = {node: pairs.subgraph([other for other in pairs if other != node]) for node in pairs}
        return {node: judge(less[node]) - judge(pairs) for node in pairs}

    return of


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
    "efficiency": efficiency,
    "hierarchy": hierarchy,
    "closeness": nx.closeness_centrality,
    "flow_betweenness": flow_betweenness,
    "current_flow_betweenness": lambda g: by_part(g, nx.current_flow_betweenness_centrality),
    "information": information,
    "katz": katz,
    "bonacich_power": bonacich_power,
    "brokerage": brokerage(""),
    "brokerage_weighted": brokerage_weighted,
    "brokerage_coordinator": brokerage("coordinator"),
    "brokerage_itinerant": brokerage("itinerant"),
    "brokerage_representative": brokerage("representative"),
    "brokerage_gatekeeper": brokerage("gatekeeper"),
    "brokerage_liaison": brokerage("liaison"),
    "ei_index_organisation": ei_index,
    "clique_memberships": clique_memberships,
    "fragmentation_if_removed": if_removed(fragmentation),
    "distance_fragmentation_if_removed": if_removed(distance_fragmentation),
    "ei_index": ei_index_network,
    "ei_index_expected": lambda g: ei_index_network(g, itertools.combinations(g, 2)),
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
