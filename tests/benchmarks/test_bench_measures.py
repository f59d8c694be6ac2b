"""What the standard set costs beside bare igraph: run with ``pytest --benchmark-enable tests/benchmarks -s``.

One thousand organisations, ten thousand ties, one process, one wave, basis ``reported``. Both sides make the same
igraph calls on graphs that stand ready; the rest is what collabnet adds. The ratio is of the best rounds in
processor time, so that other work on the machine does not blur it. Nothing is asserted about time.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np

from collabnet import measures
from collabnet.network import Layer, _igraph

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

ORGANISATIONS, TIES, ROUNDS = 1_000, 10_000, 7

STANDARD = (
    "indegree", "outdegree", "strength_in", "strength_out", "betweenness", "harmonic_in", "harmonic_out",
    "eigenvector", "pagerank", "constraint", "kcore", "clustering", "articulation_point",
)  # fmt: skip
PARTS = ("components_weak", "components_strong")


def big() -> Layer:
    random = np.random.default_rng(1)
    cells = random.choice(ORGANISATIONS * (ORGANISATIONS - 1), TIES, replace=False)
    source, place = np.divmod(cells, ORGANISATIONS - 1)
    target = place + (place >= source)
    names = [f"o{number:04d}" for number in range(ORGANISATIONS)]
    strength = random.integers(1, 5, TIES)
    return Layer.from_edges(((names[s], names[t], w) for s, t, w in zip(source, target, strength, strict=True)), names)


def ready() -> tuple[tuple[Layer], dict[str, Any]]:
    """Return a layer of which nothing is computed yet but the graphs."""
    layer = big()
    _igraph.graph(layer)
    _igraph.symmetric(layer)
    return (layer,), {}


def ours(layer: Layer) -> Any:
    frame = measures.measure(layer, STANDARD)
    return frame, [measures.measures()[key].compute(layer) for key in PARTS]


def theirs(layer: Layer) -> Any:
    graph, pairs, weights = _igraph.graph(layer), _igraph.symmetric(layer), layer.strength.tolist()
    return (
        graph.degree(mode="in"),
        graph.degree(mode="out"),
        graph.strength(mode="in", weights=weights),
        graph.strength(mode="out", weights=weights),
        graph.betweenness(directed=True),
        graph.harmonic_centrality(mode="in"),
        graph.harmonic_centrality(mode="out"),
        pairs.eigenvector_centrality(),
        graph.pagerank(damping=0.85),
        graph.constraint(),
        pairs.coreness(),
        pairs.transitivity_local_undirected(),
        pairs.articulation_points(),
        graph.connected_components(mode="weak").membership,
        graph.connected_components(mode="strong").membership,
    )


def seconds(work: Any) -> float:
    """Return the processor time of one round, in this thread: linear algebra that waits for work counts as none."""
    (layer,), _ = ready()
    start = time.thread_time()
    work(layer)
    return time.thread_time() - start


def test_the_standard_set_beside_bare_igraph(benchmark: BenchmarkFixture, capsys: Any) -> None:
    ours(ready()[0][0])
    rounds = ROUNDS if benchmark.enabled else 1
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    mine, peer = (min(values) * 1000 for values in zip(*pairs, strict=True))
    benchmark.extra_info["ratio to bare igraph"] = mine / peer
    benchmark.pedantic(ours, setup=ready, rounds=rounds)
    with capsys.disabled():
        if benchmark.enabled:
            print(f"\nstandard set: {mine:.0f} ms, bare igraph {peer:.0f} ms, ratio {mine / peer:.2f}")  # noqa: T201 — a benchmark reports
    assert len(ours(ready()[0][0])[0]) == ORGANISATIONS


def test_the_network_of_ten_thousand_statements(benchmark: BenchmarkFixture) -> None:
    from collabnet.network import Network
    from tests.network.conftest import make

    layer = big()
    ids = layer.organisations
    ties = zip(layer.source, layer.target, layer.strength, strict=True)
    said = [
        {"by": ids[s], "source": ids[s], "target": ids[t], "process": "information_exchange", "strength": float(w)}
        for s, t, w in ties
    ]
    study = make(said, organisations=list(ids), interviews=list(ids))
    network = benchmark.pedantic(Network.from_study, args=(study,), rounds=3 if benchmark.enabled else 1)
    assert network.layer("information_exchange").m == TIES
