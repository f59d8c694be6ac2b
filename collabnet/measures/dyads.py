"""How many pairs of organisations are tied both ways, one way, and not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure
from collabnet.structure.triads import dyad_census

if TYPE_CHECKING:
    from collabnet.network import Layer

_SOURCE = "Holland & Leinhardt (1970), doi:10.1086/224954"


def dyads_mutual(layer: Layer) -> float:
    """Count the pairs that are tied both ways.

    From 0 to n (n − 1) / 2.

    References
    ----------
    Holland & Leinhardt (1970), doi:10.1086/224954.
    """
    return float(dyad_census(layer)[0])


def dyads_asymmetric(layer: Layer) -> float:
    """Count the pairs that are tied one way only.

    From 0 to n (n − 1) / 2.

    References
    ----------
    Holland & Leinhardt (1970), doi:10.1086/224954.
    """
    return float(dyad_census(layer)[1])


def dyads_null(layer: Layer) -> float:
    """Count the pairs that are not tied.

    From 0 to n (n − 1) / 2. On basis ``reported`` most of them are pairs that nobody spoke about.

    References
    ----------
    Holland & Leinhardt (1970), doi:10.1086/224954.
    """
    return float(dyad_census(layer)[2])


MEASURES = (
    Measure(
        key="dyads_mutual",
        title="Number of pairs tied both ways",
        sentence="How many pairs of organisations are tied in both directions.",
        level="network",
        of_pattern=True,
        formula="M",
        unit="pairs",
        limits=(0, np.inf),
        isolates="0",
        source=_SOURCE,
        compute=dyads_mutual,
        directed="directed",
        bounds="true",
        order=223,
    ),
    Measure(
        key="dyads_asymmetric",
        title="Number of pairs tied one way",
        sentence="How many pairs of organisations are tied in one direction only.",
        level="network",
        of_pattern=True,
        formula="A",
        unit="pairs",
        limits=(0, np.inf),
        isolates="0",
        source=_SOURCE,
        compute=dyads_asymmetric,
        directed="directed",
        bounds="extremes",
        order=224,
    ),
    Measure(
        key="dyads_null",
        title="Number of pairs without a tie",
        sentence="How many pairs of organisations are not tied, as far as is known.",
        level="network",
        of_pattern=True,
        formula="n (n - 1) / 2 - M - A",
        unit="pairs",
        limits=(0, np.inf),
        isolates="all pairs",
        source=_SOURCE,
        compute=dyads_null,
        directed="directed",
        bounds="true",
        order=225,
    ),
)
