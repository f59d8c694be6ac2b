"""How often an organisation stands between others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure
from collabnet.network import _igraph

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer


def betweenness(layer: Layer) -> pd.Series[float]:
    """Count the shortest routes between others that run through each organisation: high means a go-between.

    Formula ``b(v) = Σ_{s≠v≠t} g_st(v) / g_st``, where g_st is the number of shortest paths from s to t and g_st(v)
    those through v. Raw counts of pairs, ends left out, along the direction of ties; without direction each pair
    counts once. From 0 to (n − 1)(n − 2), half of that without direction; isolates have 0.

    References
    ----------
    Freeman (1977), doi:10.2307/3033543; computed after Brandes (2001), doi:10.1080/0022250X.2001.9990249.
    """
    return layer.series(_igraph.betweenness(layer))


MEASURE = Measure(
    key="betweenness",
    title="In between",
    sentence="How often this organisation lies on the shortest route between two others; high means that contact "
    "between others depends on it.",
    level="organisation",
    of_pattern=True,
    formula="b(v) = sum over s, t of (shortest paths s to t through v) / (shortest paths s to t)",
    unit="pairs of organisations",
    limits=(0, np.inf),
    isolates="0",
    source="Freeman (1977), doi:10.2307/3033543",
    compute=betweenness,
    order=30,
)
