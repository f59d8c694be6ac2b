"""In how many ways tied organisations work together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure

if TYPE_CHECKING:
    from collabnet.network import Layer


def multiplexity(layer: Layer) -> float:
    """Say in how many ways tied organisations work together on average.

    Formula: mean over tied pairs of ``Σ_k max(x^k_ij, x^k_ji)``, the processes in which the two are tied in either
    direction. From 1 to the number of processes; on a single process it is 1; NaN without ties.

    References
    ----------
    Verbrugge (1979), doi:10.1093/sf/57.4.1286; Provan & Sebastian (1998), doi:10.2307/257084.
    """
    if layer.m == 0:
        return np.nan
    layers = [part.undirected() for part in layer.parts] or [layer.undirected()]
    pairs = np.concatenate([it.source * layer.n + it.target for it in layers])
    return len(pairs) / len(np.unique(pairs)) if len(pairs) else np.nan


MEASURE = Measure(
    key="multiplexity",
    title="Ways of working together",
    sentence="In how many ways organisations that work together do so, on average; high means that ties carry more "
    "than one kind of work and break less easily.",
    level="network",
    of_pattern=True,
    formula="mean over tied pairs of the number of processes in which they are tied",
    unit="processes",
    limits=(1, np.inf),
    isolates="no value without ties",
    source="Verbrugge (1979), doi:10.1093/sf/57.4.1286",
    compute=multiplexity,
    normalisation="tied pairs",
    bounds="extremes",
    order=270,
)
