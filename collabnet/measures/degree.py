"""How many partners an organisation has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer

_SOURCE = "Freeman (1978), doi:10.1016/0378-8733(78)90021-7"


def indegree(layer: Layer) -> pd.Series[float]:
    """Count how many organisations direct a tie to each: a high value means that many turn to it.

    Formula ``k_in(i) = Σ_j x_ji``; counted in organisations, 0 to n − 1; isolates have 0. Strength plays no part.

    References
    ----------
    Freeman (1978), doi:10.1016/0378-8733(78)90021-7.
    """
    return layer.series(np.bincount(layer.target, minlength=layer.n))


def outdegree(layer: Layer) -> pd.Series[float]:
    """Count to how many organisations each directs a tie: a high value means that it turns to many.

    Formula ``k_out(i) = Σ_j x_ij``; counted in organisations, 0 to n − 1; isolates have 0. Strength plays no part.

    References
    ----------
    Freeman (1978), doi:10.1016/0378-8733(78)90021-7.
    """
    return layer.series(np.bincount(layer.source, minlength=layer.n))


def degree(layer: Layer) -> pd.Series[float]:
    """Count the distinct partners of each organisation, whichever side the tie comes from.

    Formula ``k(i) = Σ_j max(x_ij, x_ji)``; counted in organisations, 0 to n − 1; isolates have 0. A pair tied in both
    directions is one partner.

    References
    ----------
    Freeman (1978), doi:10.1016/0378-8733(78)90021-7.
    """
    pairs = layer.undirected()
    return layer.series(np.bincount(np.concatenate([pairs.source, pairs.target]), minlength=layer.n))


MEASURES = (
    Measure(
        key="indegree",
        title="Organisations that turn to it",
        sentence="How many organisations direct a tie to this one; high means that many rely on it.",
        level="organisation",
        formula="k_in(i) = sum over j of x_ji",
        unit="organisations",
        limits=(0, np.inf),
        isolates="0",
        source=_SOURCE,
        compute=indegree,
        needs_own_word=False,
        directed="directed",
        order=10,
    ),
    Measure(
        key="outdegree",
        title="Organisations it turns to",
        sentence="To how many organisations this one directs a tie; high means that it reaches out to many.",
        level="organisation",
        formula="k_out(i) = sum over j of x_ij",
        unit="organisations",
        limits=(0, np.inf),
        isolates="0",
        source=_SOURCE,
        compute=outdegree,
        directed="directed",
        order=11,
    ),
    Measure(
        key="degree",
        title="Partners",
        sentence="How many distinct partners this organisation has; high means that it works with many.",
        level="organisation",
        formula="k(i) = sum over j of max(x_ij, x_ji)",
        unit="organisations",
        limits=(0, np.inf),
        isolates="0",
        source=_SOURCE,
        compute=degree,
        order=12,
    ),
)
