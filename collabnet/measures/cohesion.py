"""How far organisations can reach each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure
from collabnet.network import _igraph

if TYPE_CHECKING:
    from collabnet.network import Layer

_SOURCE = "Borgatti (2006), doi:10.1007/s10588-006-7084-x"


def connectedness(layer: Layer) -> float:
    """Say which share of pairs is joined by some path, whichever way ties run.

    Formula ``Σ_k s_k (s_k − 1) / (n (n − 1))`` with s_k the sizes of the separate parts; Krackhardt's connectedness,
    one minus Borgatti's fragmentation. From 0 (nobody is tied) to 1 (all are joined); NaN below two organisations.

    References
    ----------
    Krackhardt (1994), *Graph theoretical dimensions of informal organizations*; Borgatti (2006),
    doi:10.1007/s10588-006-7084-x.
    """
    if layer.n < 2:
        return np.nan
    sizes = np.bincount(_igraph.components(layer, "weak")).astype(np.float64)
    return float((sizes * (sizes - 1)).sum() / (layer.n * (layer.n - 1)))


def compactness(layer: Layer) -> float:
    """Say how near organisations are to each other on average, following ties.

    Formula ``Σ_{i≠j} (1/d_ij) / (n (n − 1))`` with 1/d = 0 where there is no path, along the direction of ties. From 0
    (nobody is tied) to 1 (everyone to everyone); NaN below two organisations.

    References
    ----------
    Borgatti (2006), doi:10.1007/s10588-006-7084-x; Latora & Marchiori (2001), doi:10.1103/PhysRevLett.87.198701.
    """
    return float(_igraph.harmonic(layer, "out" if layer.directed else "all").mean()) if layer.n > 1 else np.nan


def transitivity(layer: Layer) -> float:
    """Say how often partners of the same organisation work with each other.

    Formula ``3 · triangles / connected triples``, a tie in either direction counting once. From 0 to 1; NaN where no
    organisation has two partners.

    References
    ----------
    Newman, Watts & Strogatz (2002), doi:10.1073/pnas.012582999.
    """
    return _igraph.transitivity(layer)


MEASURES = (
    Measure(
        key="connectedness",
        title="Connectedness",
        sentence="Which share of pairs of organisations is joined, directly or through others; low means islands.",
        level="network",
        of_pattern=True,
        formula="pairs in the same part / pairs",
        unit="share",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=connectedness,
        normalisation="pairs",
        bounds="true",
        order=250,
    ),
    Measure(
        key="compactness",
        title="Compactness",
        sentence="How few steps lie between organisations on average; high means that everyone is near.",
        level="network",
        of_pattern=True,
        formula="mean of 1/d_ij over pairs, 0 where there is no path",
        unit="mean of 1/steps",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=compactness,
        normalisation="pairs",
        bounds="true",
        order=251,
    ),
    Measure(
        key="transitivity",
        title="Closed circles",
        sentence="How often two partners of the same organisation work with each other; high means tight groups.",
        level="network",
        of_pattern=True,
        formula="3 * triangles / connected triples",
        unit="share",
        limits=(0, 1),
        isolates="no value without an organisation that has two partners",
        source="Newman, Watts & Strogatz (2002), doi:10.1073/pnas.012582999",
        compute=transitivity,
        normalisation="connected triples",
        bounds="extremes",
        order=260,
    ),
)
