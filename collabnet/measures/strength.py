"""How much goes through the ties of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer

_SOURCE = "Barrat, Barthélemy, Pastor-Satorras & Vespignani (2004), doi:10.1073/pnas.0400087101"


def strength_in(layer: Layer) -> pd.Series[float]:
    """Add up the strength of the ties that others direct to each organisation.

    Formula ``s_in(i) = Σ_j w_ji``; in the unit of strength (contacts, cases, a survey's level), 0 and above; isolates
    have 0. Where no strength was given a tie counts 1; in ``all`` strength is the number of processes.

    References
    ----------
    Barrat, Barthélemy, Pastor-Satorras & Vespignani (2004), doi:10.1073/pnas.0400087101.
    """
    return layer.series(np.bincount(layer.target, weights=layer.strength, minlength=layer.n))


def strength_out(layer: Layer) -> pd.Series[float]:
    """Add up the strength of the ties that each organisation directs to others.

    Formula ``s_out(i) = Σ_j w_ij``; in the unit of strength, 0 and above; isolates have 0. Where no strength was given
    a tie counts 1; in ``all`` strength is the number of processes.

    References
    ----------
    Barrat, Barthélemy, Pastor-Satorras & Vespignani (2004), doi:10.1073/pnas.0400087101.
    """
    return layer.series(np.bincount(layer.source, weights=layer.strength, minlength=layer.n))


def strength(layer: Layer) -> pd.Series[float]:
    """Add up the strength of the ties of each organisation, where ties have no direction.

    Formula ``s(i) = Σ_j w_ij``; in the unit of strength, 0 and above; isolates have 0.

    References
    ----------
    Barrat, Barthélemy, Pastor-Satorras & Vespignani (2004), doi:10.1073/pnas.0400087101.
    """
    ends, twice = np.concatenate([layer.source, layer.target]), np.concatenate([layer.strength, layer.strength])
    return layer.series(np.bincount(ends, weights=twice, minlength=layer.n))


MEASURES = (
    Measure(
        key="strength_in",
        title="Strength of ties received",
        sentence="How much comes in over all ties together; high means that much is directed to this organisation.",
        level="organisation",
        formula="s_in(i) = sum over j of w_ji",
        unit="strength",
        limits=(0, np.inf),
        isolates="0",
        source=_SOURCE,
        compute=strength_in,
        needs_own_word=False,
        directed="directed",
        order=20,
    ),
    Measure(
        key="strength_out",
        title="Strength of ties sent",
        sentence="How much goes out over all ties together; high means that this organisation directs much to others.",
        level="organisation",
        formula="s_out(i) = sum over j of w_ij",
        unit="strength",
        limits=(0, np.inf),
        isolates="0",
        source=_SOURCE,
        compute=strength_out,
        directed="directed",
        order=21,
    ),
    Measure(
        key="strength",
        title="Strength of ties",
        sentence="How much goes over all ties together; high means that this organisation works much with others.",
        level="organisation",
        formula="s(i) = sum over j of w_ij",
        unit="strength",
        limits=(0, np.inf),
        isolates="0",
        source=_SOURCE,
        compute=strength,
        directed="undirected",
        order=22,
    ),
)
