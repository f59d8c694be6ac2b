"""How the standard set grows with organisations and ties, beside bare igraph and networkx; drawn in ``growth.svg``.

Run as ``python -m tests.benchmarks.growth`` in the folder of the repository; some five minutes. It writes
``growth.csv`` and ``growth.svg`` beside itself. Seconds are processor time of one thread. The last size, a hundred
thousand organisations and a million ties, has the measures that need no paths between all, and path measures from a
sample of sources.
"""

from __future__ import annotations

import csv
import resource
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx
import numpy as np
import pandas as pd

from collabnet import measures
from collabnet.network import Layer, _igraph
from collabnet.sampled import sampled_measures
from tests.benchmarks.test_bench_measures import PARTS, STANDARD, theirs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
ORGANISATIONS = [(n, 10 * n) for n in (100, 300, 1_000, 3_000, 10_000)]
TIES = [(1_000, m) for m in (2_000, 5_000, 20_000, 50_000)]
LARGEST = (100_000, 1_000_000)
WITHOUT_PATHS = (
    "indegree", "outdegree", "degree", "strength_in", "strength_out", "pagerank", "kcore", "clustering",
    "articulation_point",
)  # fmt: skip
OF_NETWORK = ("density", "reciprocity", "components_weak", "components_strong", "transitivity")
SOURCES = 100
MOST_IN_NETWORKX = 1_000


def layer_of(organisations: int, ties: int) -> Layer:
    """Return a layer with ties at random."""
    random = np.random.default_rng(1)
    cells = np.unique(random.integers(0, organisations * (organisations - 1), int(ties * 1.01) + 10))
    cells = np.sort(random.choice(cells, min(ties, len(cells)), replace=False))
    source, place = np.divmod(cells, organisations - 1)
    target = place + (place >= source)
    index = pd.Index([f"o{number:06d}" for number in range(organisations)], dtype="str", name="organisation_id")
    return Layer(index, source, target, random.integers(1, 5, len(source)).astype(np.float64))


def in_networkx(layer: Layer) -> list[Any]:
    """Compute the standard set in networkx."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(layer.n))
    graph.add_weighted_edges_from(zip(layer.source.tolist(), layer.target.tolist(), layer.strength, strict=True))
    pairs = graph.to_undirected()
    return [
        dict(graph.in_degree()), dict(graph.out_degree()), dict(graph.in_degree(weight="weight")),
        dict(graph.out_degree(weight="weight")), networkx.betweenness_centrality(graph, normalized=False),
        networkx.harmonic_centrality(graph), networkx.harmonic_centrality(graph.reverse()),
        networkx.eigenvector_centrality(pairs, max_iter=10_000), networkx.pagerank(graph), networkx.constraint(graph),
        networkx.core_number(pairs), networkx.clustering(pairs), list(networkx.articulation_points(pairs)),
        list(networkx.weakly_connected_components(graph)), list(networkx.strongly_connected_components(graph)),
    ]  # fmt: skip


def ours(layer: Layer) -> Any:
    """Compute the standard set as the table does."""
    return measures.measure(layer, STANDARD), measures.values(layer, PARTS, "network")


def seconds(work: Callable[[Layer], Any], organisations: int, ties: int) -> float:
    """Return the processor time of one round, the graphs standing ready."""
    layer = layer_of(organisations, ties)
    _igraph.graph(layer)
    _igraph.symmetric(layer)
    start = time.thread_time()
    work(layer)
    return time.thread_time() - start


def rows() -> Iterator[dict[str, Any]]:
    """Time every size."""
    ours(layer_of(50, 200))
    for organisations, ties in (*ORGANISATIONS, *TIES):
        peers: dict[str, Callable[[Layer], Any]] = {"collabnet": ours, "igraph": theirs}
        if organisations <= MOST_IN_NETWORKX:
            peers["networkx"] = in_networkx
        for peer, work in peers.items():
            rounds = 3 if organisations <= 1_000 and peer != "networkx" else 1
            spent = min(seconds(work, organisations, ties) for _ in range(rounds))
            yield {"organisations": organisations, "ties": ties, "what": "standard set", "with": peer, "seconds": spent}
    yield from largest()


def largest() -> Iterator[dict[str, Any]]:
    """Time what needs no paths between all, and paths from a sample."""
    layer = layer_of(*LARGEST)
    about = {"organisations": layer.n, "ties": layer.m, "with": "collabnet"}
    start = time.thread_time()
    measures.measure(layer, WITHOUT_PATHS)
    measures.values(layer, OF_NETWORK, "network")
    yield {**about, "what": "without paths", "seconds": time.thread_time() - start}
    start = time.thread_time()
    found = sampled_measures(layer, sources=SOURCES)
    yield {**about, "what": f"paths from {SOURCES} sources", "seconds": time.thread_time() - start}
    width = (found["harmonic_in_high"] - found["harmonic_in_low"]).median() / found["harmonic_in"].median()
    yield {**about, "what": "width of an interval of harmonic_in over its value", "seconds": width}


def drawn(table: pd.DataFrame) -> None:
    """Draw seconds against organisations, and against ties at a thousand organisations."""
    from matplotlib import pyplot

    figure, sides = pyplot.subplots(1, 2, figsize=(10, 4), sharey=True)
    standard = table[table["what"].eq("standard set")]
    choices = (("organisations", standard["ties"].eq(10 * standard["organisations"])),
               ("ties", standard["organisations"].eq(1_000)))  # fmt: skip
    for side, (along, chosen) in zip(sides, choices, strict=True):
        for peer, part in standard[chosen].groupby("with"):
            ordered = part.sort_values(along)
            side.loglog(ordered[along], ordered["seconds"], marker="o", label=peer)
        side.set_xlabel(along + (" (ten ties each)" if along == "organisations" else " of 1,000 organisations"))
        side.grid(visible=True, alpha=0.3)
    sides[0].set_ylabel("seconds")
    sides[0].legend()
    figure.tight_layout()
    figure.savefig(HERE / "growth.svg", metadata={"Date": None})


def main() -> None:
    """Time, write, draw and say what was found."""
    warnings.filterwarnings("ignore", message="Some eigenvector")  # bare igraph on a network in several parts
    found = []
    for row in rows():
        found.append({**row, "seconds": round(row["seconds"], 4)})
        sys.stdout.write(f"{row['organisations']:>7} {row['ties']:>8} {row['what']:<20} {row['with']:<10} "
                         f"{row['seconds']:.3f}\n")  # fmt: skip
        sys.stdout.flush()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"largest memory of the process: {peak:.0f} MB\n")
    with (HERE / "growth.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["organisations", "ties", "what", "with", "seconds"])
        writer.writeheader()
        writer.writerows(found)
    drawn(pd.DataFrame(found))


if __name__ == "__main__":
    main()
