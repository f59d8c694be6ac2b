"""How far the network is a hierarchy in which everyone answers to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse.csgraph import shortest_path

from collabnet.measures import Measure
from collabnet.network import _igraph
from collabnet.network.spectrum import adjacency

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network import Layer

_SOURCE = (
    "Krackhardt (1994), in Computational Organization Theory; Everett & Krackhardt (2012), "
    "doi:10.1016/j.socnet.2011.10.006"
)


def krackhardt_hierarchy(layer: Layer) -> float:
    """Say how often organisations that can reach another cannot be reached by it.

    Formula ``1 − (pairs that reach each other) / (pairs of which one at least reaches the other)``, along the direction
    of ties. From 0 (whoever is reached reaches back) to 1 (all ways lead one way); NaN without ties.

    References
    ----------
    Krackhardt (1994), *Graph theoretical dimensions of informal organizations*; Everett & Krackhardt (2012),
    doi:10.1016/j.socnet.2011.10.006.
    """
    reach = _reach(layer)
    both = int((reach & reach.T).sum()) - layer.n
    either = int((reach | reach.T).sum()) - layer.n
    return 1 - both / either if either else np.nan


def krackhardt_efficiency(layer: Layer, *, textbook: bool = False) -> float:
    """Say how few ties there are beyond those that hold the parts of the network together.

    Formula ``1 − (m − Σ (N_k − 1)) / Σ (N_k (N_k − 1) − (N_k − 1))`` over weakly joined parts of N_k organisations:
    ties with direction are counted, as R does. Without direction, and with ``textbook=True``, each pair counts once and
    the denominator is ``Σ (N_k (N_k − 1) / 2 − (N_k − 1))``, as Krackhardt wrote. From 0 (every tie there can be) to 1
    (none too many); 1 where no part could hold a tie more, NaN without ties.

    References
    ----------
    Krackhardt (1994), *Graph theoretical dimensions of informal organizations*; Everett & Krackhardt (2012),
    doi:10.1016/j.socnet.2011.10.006.
    """
    if layer.m == 0:
        return np.nan
    seen = layer.undirected() if textbook else layer
    sizes = np.bincount(_igraph.components(layer, "weak"))
    needed = int((sizes - 1).sum())
    most = int((sizes * (sizes - 1)).sum()) // (1 if seen.directed else 2) - needed
    return 1 - (seen.m - needed) / most if most else 1.0


def krackhardt_lubness(layer: Layer) -> float:
    """Say how often two organisations have one they both answer to.

    Formula ``1 − V / Σ (N_k − 1)(N_k − 2) / 2`` over weakly joined parts of N_k ≥ 3 organisations; V counts pairs
    without a least upper bound: one that reaches both (itself at no step) and that all who reach both reach. From 0 to
    1; NaN where no part has three organisations. R's ``sna::lubness`` accepts as bound one that reaches all others,
    which is the greatest, and so gives other numbers.

    References
    ----------
    Krackhardt (1994), *Graph theoretical dimensions of informal organizations*; Everett & Krackhardt (2012),
    doi:10.1016/j.socnet.2011.10.006.
    """
    part = _igraph.components(layer, "weak")
    sizes = np.bincount(part)
    most = int(((sizes - 1) * (sizes - 2)).sum()) // 2
    if not (sizes > 2).any():
        return np.nan
    reach = _reach(layer)
    bounds = reach.astype(np.float32).T @ reach.astype(np.float32)
    reached_by = reach.sum(axis=0)
    least = np.zeros(reach.shape, dtype=bool)
    strong = _igraph.components(layer, "strong")
    for place in np.unique(strong, return_index=True)[1]:  # who reach each other bound the same pairs
        members = np.flatnonzero(reach[place])
        cells = np.ix_(members, members)
        least[cells] |= bounds[cells] == reached_by[place]
    together = np.triu(part[:, None] == part[None, :], 1) & (sizes[part] > 2)[:, None]
    return 1 - int((together & ~least).sum()) / most


def _reach(layer: Layer) -> NDArray[np.bool_]:
    """Return who reaches whom along the direction of ties, everyone itself included."""
    return layer.remember("reach", _found)


def _found(layer: Layer) -> NDArray[np.bool_]:
    if layer.n == 0:
        return np.zeros((0, 0), dtype=bool)
    return np.isfinite(shortest_path(adjacency(layer), method="D", directed=True, unweighted=True))


_FOR_ALL: dict[str, Any] = {"level": "network", "unit": "index", "limits": (0, 1), "source": _SOURCE}

MEASURES = (
    Measure(
        key="krackhardt_hierarchy",
        title="One-way reach",
        sentence="How often organisations that reach another are not reached by it; high means a chain of command.",
        formula="1 - pairs that reach each other / pairs of which one reaches the other",
        isolates="no value without ties",
        compute=krackhardt_hierarchy,
        normalisation="pairs with a path",
        directed="directed",
        bounds="extremes",
        up_to=500,
        order=252,
        **_FOR_ALL,
    ),
    Measure(
        key="krackhardt_efficiency",
        title="No tie too many",
        sentence="How few ties there are beyond those that hold the network together; high means that losing one tie "
        "breaks it.",
        formula="1 - (ties - sum of (N - 1)) / largest possible number of ties too many, over joined parts",
        isolates="no value without ties",
        of_pattern=True,
        compute=krackhardt_efficiency,
        normalisation="largest possible number of ties too many",
        bounds="extremes",
        order=253,
        **_FOR_ALL,
    ),
    Measure(
        key="krackhardt_lubness",
        title="One to answer to",
        sentence="How often two organisations have one from which ways lead to both; high means unity of command.",
        formula="1 - pairs without a least upper bound / sum of (N - 1)(N - 2) / 2",
        isolates="no value without three organisations that are joined",
        compute=krackhardt_lubness,
        normalisation="pairs beyond those of a line of command",
        directed="directed",
        bounds="extremes",
        up_to=500,
        order=254,
        **_FOR_ALL,
    ),
)
