"""Who stands between, and who is near, when contact takes every route and not only the shortest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from collabnet.errors import CallError
from collabnet.measures import Measure
from collabnet.network.currents import Part, parts

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from collabnet.network import Layer

Isolates = Literal["apart", "counted"]

_ROWS: Final = 2_000_000
"""How many currents (ties times organisations) are sorted together; bounds the memory."""


def current_flow_betweenness(layer: Layer) -> pd.Series[float]:
    """Say how often contact that wanders at random between others passes each organisation: high means a go-between.

    Newman's betweenness of random walks. Formula: the mean over pairs (s, t) without v of
    ``½ Σ_j x_vj |V_v − V_j|``, where V are the potentials when one unit of current enters at s and leaves at t, x the
    network of a tie in either direction. Within each connected part, over the ``(n_c − 1)(n_c − 2) / 2`` pairs of that
    part's n_c organisations; on a connected network the value of networkx. From 0 to 1 (all current between others);
    isolates, and parts of two, have 0.

    References
    ----------
    Newman (2005), doi:10.1016/j.socnet.2004.11.009; Brandes & Fleischer (2005), doi:10.1007/978-3-540-31856-9_44.
    """
    found = np.zeros(layer.n)
    for part in parts(layer):
        size = len(part.members)
        if size > 2:
            through = _through(part) - (size - 1) / 2
            found[part.members] = np.clip(through / ((size - 1) * (size - 2) / 2), 0.0, 1.0)
    return layer.series(found)


def _through(part: Part) -> NDArray[np.float64]:
    """Return half the currents on an organisation's ties, summed over all pairs, its own included (½ each)."""
    size = len(part.members)
    ties = part.ties.tocoo()
    one = ties.coords[0] < ties.coords[1]
    first, second = ties.coords[0][one], ties.coords[1][one]
    # Of sorted values the sum of all differences is that of value times (number below − number above).
    place = 2.0 * np.arange(size) - (size - 1)
    total = np.zeros(size)
    step = max(1, _ROWS // size)
    for start in range(0, len(first), step):
        a, b = first[start : start + step], second[start : start + step]
        summed = np.sort(part.potential[a] - part.potential[b], axis=1) @ place
        total += np.bincount(a, weights=summed, minlength=size) + np.bincount(b, weights=summed, minlength=size)
    return total / 2


def information(layer: Layer, *, isolates: Isolates = "apart") -> pd.Series[float]:
    """Say how easily each organisation is reached over all routes, short and long: high means well placed.

    Stephenson and Zelen's information: formula ``n / Σ_j r_ij``, where r_ij is the resistance between i and j when
    each tie (in either direction) is a wire of resistance 1, the same as ``1 / (c_ii + (T − 2R) / n)`` of the inverse
    of ``D − X + J``. 0 and above. Isolates have 0 and are no part of n. Where the network falls into several parts
    with ties, each is a network of its own: compare values inside a part, not between a large and a small one.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    isolates
        ``apart``: n is the number of organisations in the part, as Stephenson and Zelen define it. ``counted``: the
        inverse is that of the part and n of the formula counts everyone, which is what R's ``sna::infocent`` does
        when there are isolates. (With several parts the matrix that it inverts is singular, and what it answers is
        rounding.)

    References
    ----------
    Stephenson & Zelen (1989), doi:10.1016/0378-8733(89)90016-6; the form with resistances after Brandes & Fleischer
    (2005), doi:10.1007/978-3-540-31856-9_44.
    """
    if isolates not in ("apart", "counted"):
        raise CallError(f"Expected isolates 'apart' or 'counted', found {isolates!r}. Choose one of these.")
    found = np.zeros(layer.n)
    for part in parts(layer):
        size = len(part.members)
        own = np.diag(part.potential) + 1.0 / size**2
        whole = size if isolates == "apart" else layer.n
        found[part.members] = 1.0 / (own + (own.sum() - 2.0 / size) / whole)
    return layer.series(found)


MEASURES = (
    Measure(
        key="current_flow_betweenness",
        title="On all routes",
        sentence="How often contact between others passes this organisation when it takes any route, not only the "
        "shortest; high means a go-between who is hard to get around.",
        level="organisation",
        of_pattern=True,
        formula="mean over pairs s, t of half the current through v, of one unit from s to t",
        unit="share of the current between others",
        limits=(0, 1),
        isolates="0",
        source="Newman (2005), doi:10.1016/j.socnet.2004.11.009",
        compute=current_flow_betweenness,
        normalisation="pairs of others in the same part",
        up_to=300,
        order=32,
    ),
    Measure(
        key="information",
        title="Reached over all routes",
        sentence="How easily this organisation is reached over all routes together; high means that word gets to it "
        "even when some ties fail.",
        level="organisation",
        of_pattern=True,
        formula="n / sum over j of the resistance between i and j, within its part",
        unit="1 / mean resistance",
        limits=(0, np.inf),
        isolates="0",
        source="Stephenson & Zelen (1989), doi:10.1016/0378-8733(89)90016-6",
        compute=information,
        normalisation="organisations in the same part",
        up_to=300,
        order=44,
    ),
)
