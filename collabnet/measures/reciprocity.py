"""How often ties go both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure

if TYPE_CHECKING:
    from collabnet.network import Layer

_SOURCE = "Wasserman & Faust (1994), doi:10.1017/CBO9780511815478"


def reciprocity(layer: Layer) -> float:
    """Say which share of ties is answered by a tie back; a good sign for information, not for case transfer.

    Formula ``2M / (2M + A)`` with M pairs tied both ways and A pairs tied one way. From 0 to 1; NaN without ties.
    What the two report of the same tie is another question: see ``confirmation_rate``.

    References
    ----------
    Wasserman & Faust (1994), doi:10.1017/CBO9780511815478; Garlaschelli & Loffredo (2004),
    doi:10.1103/PhysRevLett.93.268701.
    """
    return _answered(layer) / layer.m if layer.m else np.nan


def reciprocity_dyads(layer: Layer) -> float:
    """Say which share of tied pairs is tied both ways.

    Formula ``M / (M + A)`` with M pairs tied both ways and A pairs tied one way. From 0 to 1; NaN without ties.

    References
    ----------
    Wasserman & Faust (1994), doi:10.1017/CBO9780511815478.
    """
    mutual = _answered(layer) / 2
    return mutual / (layer.m - mutual) if layer.m else np.nan


def reciprocity_correlation(layer: Layer) -> float:
    """Say whether ties are answered more often than the density of the network makes by itself.

    Formula ``ρ = (r − d) / (1 − d)`` with r the share of ties that are answered and d the density: the correlation of
    ``x_ij`` with ``x_ji``. From −1 (a tie keeps the other from answering) over 0 (as by chance) to 1 (all are
    answered); NaN without ties and where everyone is tied to everyone.

    References
    ----------
    Garlaschelli & Loffredo (2004), doi:10.1103/PhysRevLett.93.268701.
    """
    if layer.m in (0, layer.possible):
        return np.nan
    density = layer.m / layer.possible
    return (_answered(layer) / layer.m - density) / (1 - density)


def _answered(layer: Layer) -> int:
    """Count the ties for which the tie back is there."""
    here, back = layer.source * layer.n + layer.target, layer.target * layer.n + layer.source
    return int(np.isin(here, back).sum())


MEASURES = (
    Measure(
        key="reciprocity",
        title="Ties that are answered",
        sentence="Which share of ties is answered by a tie back; high means give and take, which not every "
        "way of working needs.",
        level="network",
        of_pattern=True,
        formula="2M / (2M + A)",
        unit="share",
        limits=(0, 1),
        isolates="no value without ties",
        source=_SOURCE,
        compute=reciprocity,
        normalisation="ties",
        directed="directed",
        bounds="extremes",
        order=220,
    ),
    Measure(
        key="reciprocity_dyads",
        title="Pairs tied both ways",
        sentence="Which share of tied pairs is tied in both directions; high means give and take.",
        level="network",
        of_pattern=True,
        formula="M / (M + A)",
        unit="share",
        limits=(0, 1),
        isolates="no value without ties",
        source=_SOURCE,
        compute=reciprocity_dyads,
        normalisation="tied pairs",
        directed="directed",
        bounds="extremes",
        order=221,
    ),
    Measure(
        key="reciprocity_correlation",
        title="Ties that are answered, against chance",
        sentence="Whether ties are answered more often than chance would have it; 0 is chance, above is give and take.",
        level="network",
        of_pattern=True,
        formula="(r - d) / (1 - d), r = 2M / (2M + A), d = density",
        unit="correlation",
        limits=(-1, 1),
        isolates="no value without ties",
        source="Garlaschelli & Loffredo (2004), doi:10.1103/PhysRevLett.93.268701",
        compute=reciprocity_correlation,
        normalisation="density",
        directed="directed",
        bounds="extremes",
        order=222,
    ),
)
