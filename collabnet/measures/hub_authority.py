"""Who points to those that many point to, and who is pointed to by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from collabnet.measures import Measure
from collabnet.network.spectrum import adjacency, leading, leading_pair

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from collabnet.network import Layer

_SOURCE = "Kleinberg (1999), doi:10.1145/324133.324140"


def hub(layer: Layer) -> pd.Series[float]:
    """Say how much each organisation turns to those that many turn to: high means a good guide to the right place.

    Formula ``h = X a``, ``a = Xᵀ h`` up to scale, scaled so that the largest is 1. From 0 to 1; isolates have 0, and
    without any tie everyone has 0.

    References
    ----------
    Kleinberg (1999), doi:10.1145/324133.324140.
    """
    return layer.series(layer.remember("hub_authority", _both)[0])


def authority(layer: Layer) -> pd.Series[float]:
    """Say how much those who turn to the right places turn to each organisation: high means widely sought.

    Formula ``a = Xᵀ h``, ``h = X a`` up to scale, scaled so that the largest is 1. From 0 to 1; isolates have 0, and
    without any tie everyone has 0.

    References
    ----------
    Kleinberg (1999), doi:10.1145/324133.324140.
    """
    return layer.series(layer.remember("hub_authority", _both)[1])


def _both(layer: Layer) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Solve hubs and authorities together, as the leading vector of senders beside receivers."""
    if layer.m == 0:
        return np.zeros(layer.n), np.zeros(layer.n)
    pair = leading_pair(layer)
    if pair is not None:
        return _to_one(pair[0]), _to_one(pair[1])
    ties = adjacency(layer).tocoo()
    sender, receiver = ties.row, ties.col + layer.n
    ends = np.concatenate([sender, receiver]), np.concatenate([receiver, sender])
    vector = leading(csr_array((np.ones(2 * ties.nnz), ends), shape=(2 * layer.n, 2 * layer.n)), layer.n)
    return _to_one(vector[: layer.n]), _to_one(vector[layer.n :])


def _to_one(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(values / values.max(), dtype=np.float64)


MEASURES = (
    Measure(
        key="hub",
        title="Guide",
        sentence="Whether this organisation turns to those that many turn to; high means that it points the way.",
        level="organisation",
        of_pattern=True,
        formula="h = X a with a = X' h, largest = 1",
        unit="share of the largest",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=hub,
        normalisation="largest = 1",
        directed="directed",
        order=70,
    ),
    Measure(
        key="authority",
        title="Sought after",
        sentence="Whether organisations that know the way turn to this one; high means that it is widely sought.",
        level="organisation",
        of_pattern=True,
        formula="a = X' h with h = X a, largest = 1",
        unit="share of the largest",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=authority,
        normalisation="largest = 1",
        directed="directed",
        order=71,
    ),
)
