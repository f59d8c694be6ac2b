"""Groups that are held together by more separate routes inside than to anyone outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from collabnet.network import _igraph

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer


@dataclass(frozen=True, eq=False)
class LambdaSets:
    """Every lambda set, from the tightest to the widest.

    Attributes
    ----------
    sets
        ``(lambda, members)``: between any two members at least so many ties must fall before they are cut off from each
        other, and fewer between a member and anyone else. Sets of one lambda do not meet, and each lies within one of
        the next smaller lambda.
    largest
        For each organisation the largest lambda of a set it belongs to; 0 for isolates.
    """

    sets: tuple[tuple[int, tuple[str, ...]], ...]
    largest: pd.Series[float]


def lambda_sets(layer: Layer) -> LambdaSets:
    """Say which groups would hold together longest if ties fell away.

    ``λ(a, b)`` is the number of ties that must fall before a and b are no longer joined (the number of routes between
    them that share no tie), a tie in either direction counting once. A lambda set is a group in which every λ between
    two members is larger than every λ between a member and someone outside. They are read from the tree of Gomory and
    Hu, which needs n − 1 flows instead of one per pair.

    References
    ----------
    Borgatti, Everett & Shirey (1990), doi:10.1016/0378-8733(90)90014-Z; Gomory & Hu (1961), doi:10.1137/0109047.
    """
    return layer.remember("lambda_sets", _lambda_sets)


def _lambda_sets(layer: Layer) -> LambdaSets:
    if layer.m == 0:
        return LambdaSets((), layer.series(np.zeros(layer.n)))
    first, second, flow = _igraph.gomory_hu(layer)
    flow = np.rint(flow)
    largest = np.zeros(layer.n)
    np.maximum.at(largest, first, flow)
    np.maximum.at(largest, second, flow)
    found: dict[tuple[int, ...], int] = {}
    for level in sorted({int(value) for value in flow if value > 0}, reverse=True):
        for members in _joined(layer.n, first[flow >= level], second[flow >= level]):
            found.setdefault(members, level)
    ids = layer.organisations
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return LambdaSets(
        tuple((level, tuple(str(ids[place]) for place in members)) for members, level in ordered),
        layer.series(largest),
    )


def _joined(size: int, first: object, second: object) -> list[tuple[int, ...]]:
    """Return the groups of at least two that a set of edges joins."""
    ends = (np.asarray(first, dtype=np.intp), np.asarray(second, dtype=np.intp))
    tree = csr_array((np.ones(len(ends[0])), ends), shape=(size, size))
    count, label = connected_components(tree, directed=False)
    sizes = np.bincount(label, minlength=count)
    return [tuple(np.flatnonzero(label == group).tolist()) for group in np.flatnonzero(sizes > 1)]
