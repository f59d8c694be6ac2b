"""Power from partners: those who are well connected, or those who have nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.measures import Measure
from collabnet.network.spectrum import adjacency, main_direction, solved

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer

SHARE: Final = 0.5
"""Beta as a share of the largest value for which the sum over walks ends; half of it is a common choice."""


def bonacich_power(
    layer: Layer, *, share: float = SHARE, beta: float | None = None, direction: bool = False
) -> pd.Series[float]:
    """Say how much each organisation gains from its partners' ties: high means partners who are connected themselves.

    Formula ``c = (I − βX)⁻¹ X 1``, scaled so that ``Σ c² = n``, with X the network of a tie in either direction. With
    β above 0 well-connected partners add (influence, information); with β below 0 they take away, and an organisation
    is strong whose partners have nobody else (bargaining). 0 and above where ``0 ≤ β < 1/λ``; isolates have 0, and
    without any tie everyone has 0. NaN for everyone where the equations have no solution that means anything
    (condition number above 10¹²), such as β = 1/λ.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    share
        β as a share of ``1/λ``, with λ the largest eigenvalue of the network of a tie in either direction.
    beta
        β itself; goes before ``share``.
    direction
        Whether X keeps the direction of ties: then walks away from an organisation count (the rows of X).

    References
    ----------
    Bonacich (1987), doi:10.1086/228631.
    """
    largest = main_direction(layer)[0]
    if largest == 0:
        return layer.series(np.zeros(layer.n))
    ties = adjacency(layer if direction else layer.undirected()).toarray()
    found = solved(np.eye(layer.n) - (share / largest if beta is None else beta) * ties, ties.sum(axis=1))
    return layer.series(found * np.sqrt(layer.n / (found**2).sum()))


MEASURE = Measure(
    key="bonacich_power",
    title="Strength from partners",
    sentence="How much this organisation gains from the ties of its partners; high means that its partners are well "
    "connected themselves.",
    level="organisation",
    of_pattern=True,
    formula="c = (I - beta X)^-1 X 1, sum of squares = n, beta = 0.5 / largest eigenvalue, a tie in either direction",
    unit="index",
    limits=(0, np.inf),
    isolates="0",
    source="Bonacich (1987), doi:10.1086/228631",
    compute=bonacich_power,
    normalisation="sum of squares = n",
    up_to=300,
    order=52,
)
