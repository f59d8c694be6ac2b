"""The same numbers by networkx, or by their definition in plain loops: slow, and written apart."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import networkx as nx
import numpy as np

from collabnet.structure.triads import DIRECTED, UNDIRECTED


def undirected(graph: Any) -> Any:
    bare = nx.Graph()
    bare.add_nodes_from(graph)
    bare.add_edges_from(graph.edges)
    return bare


def reach(graph: Any) -> dict[Any, set[Any]]:
    return {node: {node, *nx.descendants(graph, node)} for node in graph}


def hierarchy(graph: Any) -> float:
    seen = reach(graph)
    pairs = [(b in seen[a], a in seen[b]) for a, b in itertools.combinations(graph, 2)]
    either = sum(one or other for one, other in pairs)
    return 1 - sum(one and other for one, other in pairs) / either if either else np.nan


def efficiency(graph: Any) -> float:
    if not graph.number_of_edges():
        return np.nan
    sizes = [len(part) for part in nx.connected_components(undirected(graph))]
    needed = sum(size - 1 for size in sizes)
    most = sum(size * (size - 1) // (1 if graph.is_directed() else 2) - (size - 1) for size in sizes)
    return 1 - (graph.number_of_edges() - needed) / most if most else 1.0


def lubness(graph: Any) -> float:
    seen, without, most = reach(graph), 0, 0
    for part in nx.weakly_connected_components(graph):
        if len(part) < 3:
            continue
        most += (len(part) - 1) * (len(part) - 2) // 2
        for a, b in itertools.combinations(sorted(part), 2):
            bounds = {node for node in part if a in seen[node] and b in seen[node]}
            without += not any(all(least in seen[other] for other in bounds) for least in bounds)
    return 1 - without / most if most else np.nan


def lambda_largest(graph: Any) -> dict[Any, float]:
    bare = undirected(graph)
    best = dict.fromkeys(bare, 0)
    for a, b in itertools.combinations(bare, 2):
        both = nx.edge_connectivity(bare, a, b)
        best[a], best[b] = max(best[a], both), max(best[b], both)
    return {node: float(value) for node, value in best.items()}


def tight(graph: Any) -> list[frozenset[Any]]:
    return [frozenset(group) for group in nx.find_cliques(undirected(graph)) if len(group) > 2]


def clique_share(graph: Any) -> float:
    return len(set().union(*tight(graph))) / len(graph)


def clique_memberships_mean(graph: Any) -> float:
    counts = Counter(node for group in tight(graph) for node in group)
    return float(np.mean(list(counts.values()))) if counts else np.nan


def clique_overlap(graph: Any) -> float:
    shares = [len(a & b) / len(a | b) for a, b in itertools.combinations(tight(graph), 2)]
    return float(np.mean(shares)) if shares else np.nan


def dyads(graph: Any) -> Counter[int]:
    return Counter(graph.has_edge(a, b) + graph.has_edge(b, a) for a, b in itertools.combinations(graph, 2))


def closeness(graph: Any) -> float:
    bare = undirected(graph)
    if not nx.is_connected(bare):
        return np.nan
    values, size = list(nx.closeness_centrality(bare).values()), len(bare)
    return sum(max(values) - each for each in values) / ((size - 1) * (size - 2) / (2 * size - 3))


def eigenvector(graph: Any) -> float:
    values = np.array(list(nx.eigenvector_centrality(undirected(graph), max_iter=100_000, tol=1e-14).values()))
    star = np.array(
        list(nx.eigenvector_centrality(nx.star_graph(len(values) - 1), max_iter=100_000, tol=1e-15).values())
    )
    return float((1 - values / values.max()).sum() / (1 - star / star.max()).sum())


def unlike(graph: Any) -> dict[Any, float]:
    table = nx.to_numpy_array(graph, weight=None)
    nodes, tied = list(graph), (table + table.T).any(axis=1)
    found = dict.fromkeys(nodes, np.nan)
    for i, j in itertools.permutations(range(len(nodes)), 2):
        if tied[i] and tied[j]:
            others = [k for k in range(len(nodes)) if k not in (i, j)]
            one, other = (np.concatenate([table[a, others], table[others, a]]) for a in (i, j))
            found[nodes[i]] = np.fmin(found[nodes[i]], np.linalg.norm(one - other))
    return found


def correlation(graph: Any) -> float:
    table = nx.to_numpy_array(graph, weight=None)
    off = ~np.eye(len(table), dtype=bool)
    return float(np.corrcoef(table[off], table.T[off])[0, 1]) if len(set(table[off])) > 1 else np.nan


def triads(kind: str) -> Any:
    def directed(graph: Any) -> float:
        return float(nx.triadic_census(graph)[kind])

    def counted(graph: Any) -> float:
        sizes = (graph.subgraph(three).number_of_edges() for three in itertools.combinations(graph, 3))
        return float(sum(size == int(kind) for size in sizes))

    return directed if kind in DIRECTED else counted


PEERS: dict[str, Any] = {
    "krackhardt_hierarchy": hierarchy,
    "krackhardt_efficiency": efficiency,
    "krackhardt_lubness": lubness,
    "edge_connectivity": lambda g: float(nx.edge_connectivity(undirected(g))),
    "lambda_largest": lambda_largest,
    "clique_count": lambda g: float(len(tight(g))),
    "clique_share": clique_share,
    "clique_memberships_mean": clique_memberships_mean,
    "clique_overlap": clique_overlap,
    "dyads_mutual": lambda g: float(dyads(g)[2]),
    "dyads_asymmetric": lambda g: float(dyads(g)[1]),
    "dyads_null": lambda g: float(dyads(g)[0]),
    "centralisation_closeness": closeness,
    "centralisation_eigenvector": eigenvector,
    "most_similar_distance": unlike,
    "reciprocity_correlation": correlation,
    **{f"triads_{kind}": triads(kind) for kind in (*DIRECTED, *UNDIRECTED)},
}

BY_HAND = {
    "core", "coreness_continuous", "core_fit", "core_fit_continuous", "core_concentration", "communities", "modularity",
    "community_stability", "clique_overlap_multiplex", "ladder_broken",
}  # fmt: skip
"""Searches, and what needs several processes: see ``tests/structure``."""
