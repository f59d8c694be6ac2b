"""What one source adds to a measure of everyone, by the shortest paths that start (or end) there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.network import _igraph

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network.layer import Layer


def added(layer: Layer, key: str, source: int) -> NDArray[np.float64]:
    """Return, for each organisation, the paths through it from a source, or 1/distance from or to it."""
    if key == "betweenness":
        return _igraph.betweenness_from(layer, source)
    mode: _igraph.Mode = "out" if key == "harmonic_in" or not layer.directed else "in"
    far = _igraph.distances_from(layer, source, mode)
    return np.divide(1.0, far, out=np.zeros(layer.n), where=far > 0)
