"""How many triples of organisations are tied in which way: exact, whatever the size."""

from __future__ import annotations

from math import comb
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.network import _igraph
from collabnet.network.spectrum import adjacency

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.network import Layer

DIRECTED: Final = (
    "003", "012", "102", "021D", "021U", "021C", "111D", "111U", "030T", "030C", "201", "120D", "120U", "120C", "210",
    "300",
)  # fmt: skip
"""Holland and Leinhardt's names: mutual, asymmetric and null pairs, then the way ties run (Down, Up, Transitive,
Cycle)."""

UNDIRECTED: Final = ("0", "1", "2", "3")
"""Without direction: the number of tied pairs."""


def dyad_census(layer: Layer) -> tuple[int, int, int]:
    """Count the pairs tied both ways, one way, and not at all; a tie without direction counts as both ways.

    References
    ----------
    Holland & Leinhardt (1970), doi:10.1086/224954.
    """
    pairs = layer.n * (layer.n - 1) // 2
    if not layer.directed:
        return layer.m, 0, pairs - layer.m
    here, back = layer.source * layer.n + layer.target, layer.target * layer.n + layer.source
    mutual = int(np.isin(here, back).sum()) // 2
    one_way = layer.m - 2 * mutual
    return mutual, one_way, pairs - mutual - one_way


def triad_census(layer: Layer) -> Mapping[str, int]:
    """Count the triples of organisations of each kind: sixteen with direction, four without.

    Whole numbers of any size: triples with at most one tied pair are counted from the others, since each tied pair is
    in n − 2 triples and all together are ``n (n − 1) (n − 2) / 6``.

    References
    ----------
    Holland & Leinhardt (1970), doi:10.1086/224954; Davis & Leinhardt (1972).
    """
    return layer.remember("triad_census", _triad_census)


def _triad_census(layer: Layer) -> Mapping[str, int]:
    return MappingProxyType(_directed(layer) if layer.directed else _undirected(layer))


def _directed(layer: Layer) -> dict[str, int]:
    if layer.n < 3:
        return dict.fromkeys(DIRECTED, 0)
    found = dict(zip(DIRECTED[3:], _igraph.triad_census(layer)[3:], strict=True))
    mutual, one_way, _ = dyad_census(layer)
    joined = [(int(key[0]), int(key[1]), count) for key, count in found.items()]
    found["102"] = mutual * (layer.n - 2) - sum(both * count for both, _, count in joined)
    found["012"] = one_way * (layer.n - 2) - sum(one * count for _, one, count in joined)
    found["003"] = comb(layer.n, 3) - sum(found.values())
    return {key: found[key] for key in DIRECTED}


def _undirected(layer: Layer) -> dict[str, int]:
    ties = adjacency(layer)
    degrees = np.asarray(ties.sum(axis=1)).ravel().astype(int).tolist()
    closed = round(float((ties @ ties).multiply(ties).sum())) // 6
    two = sum(comb(degree, 2) for degree in degrees) - 3 * closed
    one = layer.m * (layer.n - 2) - 2 * two - 3 * closed if layer.n > 2 else 0
    counts = (comb(layer.n, 3) - one - two - closed, one, two, closed)
    return dict(zip(UNDIRECTED, counts, strict=True))
