"""The only place where igraph is touched: layers in, arrays out.

Every function takes a :class:`~collabnet.network.layer.Layer` and leaves it as it was; the graph behind it is built
once and remembered with it.
"""

from __future__ import annotations

import random
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import igraph
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from collabnet.network.layer import Layer

Numbers = "NDArray[np.float64]"
Mode = Literal["in", "out", "all"]


def graph(layer: Layer) -> igraph.Graph:
    """Return the igraph graph of a layer; vertices are positions, edges stand in the layer's order."""
    return layer.remember("igraph", _built)


def _built(layer: Layer) -> igraph.Graph:
    edges = np.column_stack([layer.source, layer.target]).tolist()
    return igraph.Graph(n=layer.n, edges=edges, directed=layer.directed)


def symmetric(layer: Layer) -> igraph.Graph:
    """Return the graph of a tie in either direction."""
    return graph(layer.undirected())


def betweenness(layer: Layer) -> NDArray[np.float64]:
    """Count, for each organisation, the shortest paths between others that run through it."""
    return _numbers(graph(layer).betweenness(directed=layer.directed))


def betweenness_from(layer: Layer, source: int) -> NDArray[np.float64]:
    """Return what the shortest paths from one source add to everyone's betweenness."""
    return _numbers(graph(layer).betweenness(directed=layer.directed, sources=[source]))


def distances_from(layer: Layer, source: int, mode: Mode) -> NDArray[np.float64]:
    """Return how many ties lead from (``out``) or to (``in``) one organisation from all others; infinite if none do."""
    return _numbers(graph(layer).distances(source=source, mode=mode)[0])


def harmonic(layer: Layer, mode: Mode) -> NDArray[np.float64]:
    """Return the mean of 1/distance to (``out``) or from (``in``) all others; 0 for who is alone."""
    return layer.remember(f"harmonic_{mode}", lambda it: _harmonic(it, mode))


def _harmonic(layer: Layer, mode: Mode) -> NDArray[np.float64]:
    if layer.n < 2:
        return np.zeros(layer.n)
    return _numbers(graph(layer).harmonic_centrality(mode=mode, normalized=True))


def pagerank(layer: Layer, damping: float) -> NDArray[np.float64]:
    """Return PageRank to about ten digits."""
    return _numbers(graph(layer).pagerank(directed=layer.directed, damping=damping)) if layer.n else np.zeros(0)


def constraint(layer: Layer) -> NDArray[np.float64]:
    """Return Burt's constraint over the whole network; NaN without partners."""
    return _numbers(graph(layer).constraint())


def coreness(layer: Layer) -> NDArray[np.float64]:
    """Return the largest k for which an organisation is in a k-core, without direction."""
    return _numbers(symmetric(layer).coreness())


def clustering(layer: Layer) -> NDArray[np.float64]:
    """Return the share of partner pairs that are tied, without direction; NaN below two partners."""
    return _numbers(symmetric(layer).transitivity_local_undirected(mode="nan"))


def transitivity(layer: Layer) -> float:
    """Return three times the triangles over the connected triples, without direction; NaN without triples."""
    return float(symmetric(layer).transitivity_undirected(mode="nan"))


def articulation_points(layer: Layer) -> NDArray[np.float64]:
    """Return 1 where taking an organisation away cuts the network, else 0."""
    found = np.zeros(layer.n)
    found[symmetric(layer).articulation_points()] = 1.0
    return found


def closeness(layer: Layer) -> NDArray[np.float64]:
    """Return Wasserman and Faust's closeness from others: mean nearness of who gets there, times their share."""
    if layer.n < 2:
        return np.zeros(layer.n)
    steps = np.nan_to_num(_numbers(graph(layer).closeness(mode="in", normalized=False)))
    nearness = np.nan_to_num(_numbers(graph(layer).closeness(mode="in", normalized=True)))
    arriving = np.rint(np.divide(nearness, steps, out=np.zeros(layer.n), where=steps > 0))
    return nearness * arriving / (layer.n - 1)


def steps(layer: Layer) -> NDArray[np.float64]:
    """Return the number of steps from each organisation (row) to each other, infinite where there is no path."""
    return _numbers(graph(layer).distances()).reshape(layer.n, layer.n)


def components(layer: Layer, mode: Literal["weak", "strong"]) -> NDArray[np.intp]:
    """Return the number of the component of each organisation."""
    return layer.remember(f"components_{mode}", lambda it: _components(it, mode))


def _components(layer: Layer, mode: Literal["weak", "strong"]) -> NDArray[np.intp]:
    return np.asarray(graph(layer).connected_components(mode=mode).membership, dtype=np.intp)


def maximal_cliques(layer: Layer, smallest: int = 3, most: int = 100_000) -> list[tuple[int, ...]] | None:
    """Return the groups in which everyone is tied to everyone and to which nobody can be added.

    A tie in either direction counts. Members stand in rising order, and so do the groups. Nothing where there are
    more than ``most``: a dense network can have more groups than fit in memory.
    """
    return layer.remember(f"maximal_cliques:{smallest}:{most}", lambda it: _maximal_cliques(it, smallest, most))


def _maximal_cliques(layer: Layer, smallest: int, most: int) -> list[tuple[int, ...]] | None:
    found = symmetric(layer).maximal_cliques(min=smallest, max_results=most + 1)
    return sorted(tuple(sorted(group)) for group in found) if len(found) <= most else None


def triad_census(layer: Layer) -> tuple[int, ...]:
    """Count the triads of each of the sixteen kinds, from 003 to 300; the first three not exact."""
    return tuple(int(count) for count in graph(layer).triad_census())


def closeness_when_joined(layer: Layer) -> NDArray[np.float64]:
    """Return n − 1 over the sum of steps to all others, without direction; only where all are joined."""
    return _numbers(symmetric(layer).closeness(normalized=True))


def edge_connectivity(layer: Layer) -> int:
    """Count the ties that must fall before the network falls apart, without direction."""
    return int(symmetric(layer).edge_connectivity())


def gomory_hu(layer: Layer) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Return the ends and flows of the tree in which the least flow between two is that of the network."""
    return layer.remember("gomory_hu", _gomory_hu)


def _gomory_hu(layer: Layer) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    tree = symmetric(layer).gomory_hu_tree()
    ends = np.asarray(tree.get_edgelist(), dtype=np.intp).reshape(-1, 2)
    return ends[:, 0], ends[:, 1], _numbers(tree.es["flow"])


def rewired(layer: Layer, seed: int, swaps: int = 10) -> list[tuple[int, int]]:
    """Return ties drawn at random of which everyone has as many, in and out, as in the layer."""
    drawn = graph(layer).copy()
    with _own_random_numbers(seed):
        drawn.rewire(n=swaps * layer.m)
    return list(drawn.get_edgelist())


def leiden(size: int, edges: list[tuple[int, int]], seed: int) -> NDArray[np.intp]:
    """Return the community of each of ``size`` vertices: Leiden on modularity until nothing moves."""
    drawn = igraph.Graph(n=size, edges=edges)
    with _own_random_numbers(seed):
        found = drawn.community_leiden(objective_function="modularity", n_iterations=-1)
    return np.asarray(found.membership, dtype=np.intp)


def canonical(size: int, first: Any, second: Any, kind: Any) -> tuple[NDArray[np.intp], list[list[int]]]:
    """Return an order of vertices that does not depend on their labels, and permutations that change nothing.

    Pairs ``first``, ``second`` are joined by an edge of kind 0 or 1; one of kind 1 is written as a path of two edges
    through a vertex of another colour.
    """
    plain = kind == 0
    middle = size + np.arange(int((~plain).sum()))
    ends = [(first[plain], second[plain]), (first[~plain], middle), (middle, second[~plain])]
    edges = np.concatenate([np.column_stack(pair) for pair in ends]).astype(int).tolist()
    drawn = igraph.Graph(n=size + len(middle), edges=edges)
    colour = [0] * size + [1] * len(middle)
    # igraph 1.0 returns the old vertex at each new place, whatever its documentation says
    order = np.asarray(drawn.canonical_permutation(color=colour), dtype=np.intp)
    moves = drawn.automorphism_group(color=colour)
    return order[order < size], [move[:size] for move in moves]


def kamada_kawai(layer: Layer) -> NDArray[np.float64]:
    """Place the organisations of a connected layer so that distances on paper follow distances in the network."""
    return _placed(layer, lambda it, start: it.layout_kamada_kawai(seed=start, maxiter=50 * it.vcount()))


def fruchterman_reingold(layer: Layer) -> NDArray[np.float64]:
    """Place the organisations of a larger connected layer: ties pull, organisations push."""
    return _placed(layer, lambda it, start: it.layout_fruchterman_reingold(seed=start, niter=500, grid=False))


def _placed(layer: Layer, layout: Any) -> NDArray[np.float64]:
    angle = 2 * np.pi * np.arange(layer.n) / max(layer.n, 1)
    start = np.column_stack([np.cos(angle), np.sin(angle)]).tolist()
    with _own_random_numbers():
        return np.asarray(layout(symmetric(layer), start).coords, dtype=np.float64)


@contextmanager
def _own_random_numbers(seed: int = 1) -> Iterator[None]:
    """Give igraph a generator of its own, so that nobody's random numbers change and results repeat."""
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 — a draw that repeats, not a secret
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def _numbers(values: Any) -> NDArray[np.float64]:
    return np.asarray(values, dtype=np.float64)
