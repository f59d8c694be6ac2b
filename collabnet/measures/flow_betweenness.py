"""How many separate routes between others run through an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from collabnet.errors import CallError
from collabnet.measures import Measure
from collabnet.network.flows import Flows, flows

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from collabnet.network import Layer

Counting = Literal["rawflow", "normflow", "fracflow"]


def flow_betweenness(layer: Layer, *, counting: Counting = "rawflow") -> pd.Series[float]:
    """Count the separate routes between others that are lost without each organisation: high means hard to replace.

    Formula ``f(v) = Σ_{s≠v≠t} (m_st − m_st without v)``, where m_st is the largest flow from s to t when each tie
    carries one unit: the number of routes that have no tie in common. Along the direction of ties; without direction
    each pair counts once. 0 and above; isolates have 0.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    counting
        ``rawflow``: the formula. ``normflow``: that over ``Σ_{s≠v≠t} m_st``, the share of all flow between others.
        ``fracflow``: each pair counts as the share of its own flow that is lost. The words of R's ``sna::flowbet``,
        and its values; 0 where there is no flow between others.

    References
    ----------
    Freeman, Borgatti & White (1991), doi:10.1016/0378-8733(91)90017-N.
    """
    found = flows(layer)
    if counting == "rawflow":
        return layer.series(_added(layer, found, found.lost))
    if counting == "fracflow":
        return layer.series(_added(layer, found, found.lost / found.largest[found.source, found.target]))
    if counting != "normflow":
        raise CallError(f"Expected 'rawflow', 'normflow' or 'fracflow', found {counting!r}. Choose one of these.")
    between = found.largest.sum() - found.largest.sum(axis=0) - found.largest.sum(axis=1)
    raw = _added(layer, found, found.lost)
    return layer.series(np.divide(raw, between, out=np.zeros(layer.n), where=between > 0))


def _added(layer: Layer, found: Flows, lost: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.float64]:
    return np.bincount(found.without, weights=lost, minlength=layer.n).astype(np.float64)


MEASURE = Measure(
    key="flow_betweenness",
    title="Hard to replace",
    sentence="How many separate routes between others are lost without this organisation; high means that contact "
    "between others has few ways around it.",
    level="organisation",
    of_pattern=True,
    formula="sum over s, t of (largest flow s to t - largest flow s to t without v), each tie of capacity 1",
    unit="routes between others",
    limits=(0, np.inf),
    isolates="0",
    source="Freeman, Borgatti & White (1991), doi:10.1016/0378-8733(91)90017-N",
    compute=flow_betweenness,
    up_to=30,
    order=31,
)
