"""How many walks lead to an organisation, long ones counting less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.measures import Measure
from collabnet.network.spectrum import adjacency, main_direction, solved

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer

SHARE: Final = 0.85
"""How near alpha is to the largest value for which the sum over walks ends: the share PageRank made usual."""


def katz(layer: Layer, *, alpha: float | None = None) -> pd.Series[float]:
    """Say how many direct and indirect ties lead to each organisation: high means much turned to, also through others.

    Formula ``k = α Xᵀ k + 1``, scaled so that ``Σ k² = 1``: the walks that end at an organisation, each of length L
    counting ``α^L``. From 0 to 1; isolates have the smallest value, and without any tie everyone has 1/√n. NaN for
    everyone where the equations have no solution that means anything (condition number above 10¹²). The values of
    networkx for the same alpha.

    Parameters
    ----------
    layer
        One process in one wave on one basis; without direction walks go both ways.
    alpha
        How much each further step counts; ``0.85 / λ`` when not said, with λ the largest eigenvalue of the network of
        a tie in either direction. This is never above 0.85 over that of X itself, so the sum over walks ends in every
        network, one without circles too (where X has only 0). Above ``1/λ`` of X the equations may have a solution,
        but it is no sum over walks, and can be negative.

    References
    ----------
    Katz (1953), doi:10.1007/BF02289026.
    """
    if alpha is None:
        largest = main_direction(layer)[0]
        alpha = SHARE / largest if largest > 0 else 0.0
    found = solved(np.eye(layer.n) - alpha * adjacency(layer).toarray().T, np.ones(layer.n))
    return layer.series(found / np.linalg.norm(found) if layer.n else found)


MEASURE = Measure(
    key="katz",
    title="Turned to, also through others",
    sentence="How many direct and indirect ties lead to this organisation, indirect ones counting less; high means "
    "that many end up with it.",
    level="organisation",
    of_pattern=True,
    formula="k = alpha X' k + 1, sum of squares = 1, alpha = 0.85 / largest eigenvalue of a tie in either direction",
    unit="unit length",
    limits=(0, 1),
    isolates="the smallest value in the network",
    source="Katz (1953), doi:10.1007/BF02289026",
    compute=katz,
    normalisation="sum of squares = 1",
    up_to=300,
    order=61,
)
