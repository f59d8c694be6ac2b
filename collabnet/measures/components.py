"""Into how many separate parts the network falls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure
from collabnet.network import _igraph

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network import Layer

_SOURCE = "Tarjan (1972), doi:10.1137/0201010"


def components_weak(layer: Layer) -> float:
    """Count the separate parts of the network, whichever way ties run.

    From 1 (all are joined) to n (nobody is tied); an isolate is a part; 0 without organisations.

    References
    ----------
    Hopcroft & Tarjan (1973), doi:10.1145/362248.362272.
    """
    return _count(_igraph.components(layer, "weak"))


def components_strong(layer: Layer) -> float:
    """Count the parts of the network within which everyone reaches everyone along the direction of ties.

    From 1 to n; 0 without organisations.

    References
    ----------
    Tarjan (1972), doi:10.1137/0201010.
    """
    return _count(_igraph.components(layer, "strong"))


def components(layer: Layer) -> float:
    """Count the separate parts of the network, where ties have no direction.

    From 1 (all are joined) to n (nobody is tied); an isolate is a part; 0 without organisations.

    References
    ----------
    Hopcroft & Tarjan (1973), doi:10.1145/362248.362272.
    """
    return _count(_igraph.components(layer, "weak"))


def _count(membership: NDArray[np.intp]) -> float:
    return float(membership.max(initial=-1) + 1)


MEASURES = (
    Measure(
        key="components_weak",
        title="Separate parts",
        sentence="Into how many separate parts the network falls; 1 means that everyone is joined to everyone, "
        "directly or through others.",
        level="network",
        of_pattern=True,
        formula="number of weakly connected components",
        unit="parts",
        limits=(0, np.inf),
        isolates="the number of organisations",
        source="Hopcroft & Tarjan (1973), doi:10.1145/362248.362272",
        compute=components_weak,
        directed="directed",
        bounds="true",
        order=210,
    ),
    Measure(
        key="components_strong",
        title="Parts with ways back and forth",
        sentence="Into how many parts the network falls when ties are followed in their direction only; many parts "
        "mean many one-way streets.",
        level="network",
        formula="number of strongly connected components",
        unit="parts",
        limits=(0, np.inf),
        isolates="the number of organisations",
        source=_SOURCE,
        compute=components_strong,
        directed="directed",
        bounds="true",
        order=211,
    ),
    Measure(
        key="components",
        title="Separate parts of the network",
        sentence="Into how many separate parts the network falls; 1 means that everyone is joined to everyone, "
        "directly or through others.",
        level="network",
        formula="number of connected components",
        unit="parts",
        limits=(0, np.inf),
        isolates="the number of organisations",
        source="Hopcroft & Tarjan (1973), doi:10.1145/362248.362272",
        compute=components,
        directed="undirected",
        bounds="true",
        order=212,
    ),
)
