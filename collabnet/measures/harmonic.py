"""How near an organisation is to all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.measures import Measure
from collabnet.network import _igraph

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer

_SOURCE = "Marchiori & Latora (2000), doi:10.1016/S0378-4371(00)00311-3"


def harmonic_in(layer: Layer) -> pd.Series[float]:
    """Say how near each organisation is for all others, following ties towards it.

    Formula ``Σ_j (1/d_ji) / (n − 1)`` with 1/d = 0 where there is no path; from 0 (nobody reaches it) to 1 (everyone
    directly). Isolates, and an organisation alone, have 0.

    References
    ----------
    Marchiori & Latora (2000), doi:10.1016/S0378-4371(00)00311-3; Boldi & Vigna (2014),
    doi:10.1080/15427951.2013.865686.
    """
    return layer.series(_igraph.harmonic(layer, "in"))


def harmonic_out(layer: Layer) -> pd.Series[float]:
    """Say how near all others are for each organisation, following ties away from it.

    Formula ``Σ_j (1/d_ij) / (n − 1)`` with 1/d = 0 where there is no path; from 0 (it reaches nobody) to 1 (everyone
    directly). Isolates, and an organisation alone, have 0.

    References
    ----------
    Marchiori & Latora (2000), doi:10.1016/S0378-4371(00)00311-3; Boldi & Vigna (2014),
    doi:10.1080/15427951.2013.865686.
    """
    return layer.series(_igraph.harmonic(layer, "out"))


def harmonic(layer: Layer) -> pd.Series[float]:
    """Say how near each organisation is to all others, where ties have no direction.

    Formula ``Σ_j (1/d_ij) / (n − 1)`` with 1/d = 0 where there is no path; from 0 to 1 (tied to everyone). Isolates,
    and an organisation alone, have 0.

    References
    ----------
    Marchiori & Latora (2000), doi:10.1016/S0378-4371(00)00311-3; Boldi & Vigna (2014),
    doi:10.1080/15427951.2013.865686.
    """
    return layer.series(_igraph.harmonic(layer, "all"))


MEASURES = (
    Measure(
        key="harmonic_in",
        title="Nearness for others",
        sentence="How few steps others need to reach this organisation; high means that everyone finds it quickly.",
        level="organisation",
        of_pattern=True,
        formula="sum over j of 1/d_ji, divided by n - 1",
        unit="mean of 1/steps",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=harmonic_in,
        needs_own_word=False,
        normalisation="n - 1",
        directed="directed",
        order=40,
    ),
    Measure(
        key="harmonic_out",
        title="Nearness to others",
        sentence="How few steps this organisation needs to reach others; high means that it reaches everyone quickly.",
        level="organisation",
        of_pattern=True,
        formula="sum over j of 1/d_ij, divided by n - 1",
        unit="mean of 1/steps",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=harmonic_out,
        normalisation="n - 1",
        directed="directed",
        order=41,
    ),
    Measure(
        key="harmonic",
        title="Nearness",
        sentence="How few steps lie between this organisation and all others; high means that nobody is far away.",
        level="organisation",
        of_pattern=True,
        formula="sum over j of 1/d_ij, divided by n - 1",
        unit="mean of 1/steps",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=harmonic,
        normalisation="n - 1",
        directed="undirected",
        order=42,
    ),
)
