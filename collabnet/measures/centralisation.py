"""How much the network turns around one organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure
from collabnet.network import _igraph

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer

_SOURCE = "Freeman (1978), doi:10.1016/0378-8733(78)90021-7"


def centralisation_indegree(layer: Layer, indegree: pd.Series[float]) -> float:
    """Say how much ties lead to one organisation.

    Formula ``Σ_i (max − k_in(i)) / (n − 1)²``. From 0 (all receive alike) to 1 (everyone turns to one, and to nobody
    else); NaN below three organisations.

    References
    ----------
    Freeman (1978), doi:10.1016/0378-8733(78)90021-7.
    """
    return _centralisation(indegree, (layer.n - 1) ** 2)


def centralisation_outdegree(layer: Layer, outdegree: pd.Series[float]) -> float:
    """Say how much ties come from one organisation.

    Formula ``Σ_i (max − k_out(i)) / (n − 1)²``. From 0 (all send alike) to 1 (one turns to everyone, and nobody else
    to anyone); NaN below three organisations.

    References
    ----------
    Freeman (1978), doi:10.1016/0378-8733(78)90021-7.
    """
    return _centralisation(outdegree, (layer.n - 1) ** 2)


def centralisation_degree(layer: Layer, degree: pd.Series[float]) -> float:
    """Say how much the network turns around one organisation, where ties have no direction.

    Formula ``Σ_i (max − k(i)) / ((n − 1)(n − 2))``. From 0 (all have as many partners) to 1 (a star); NaN below three
    organisations.

    References
    ----------
    Freeman (1978), doi:10.1016/0378-8733(78)90021-7.
    """
    return _centralisation(degree, (layer.n - 1) * (layer.n - 2))


def centralisation_betweenness(layer: Layer, betweenness: pd.Series[float]) -> float:
    """Say how much routes between others run through one organisation.

    Formula ``Σ_i (max − b(i)) / ((n − 1)² (n − 2))``, half that denominator without direction. From 0 (all are as much
    in between) to 1 (a star); NaN below three organisations.

    References
    ----------
    Freeman (1978), doi:10.1016/0378-8733(78)90021-7.
    """
    return _centralisation(betweenness, (layer.n - 1) ** 2 * (layer.n - 2) / (1 if layer.directed else 2))


def centralisation_closeness(layer: Layer) -> float:
    """Say how much nearer to everyone one organisation is than the others are.

    Formula ``Σ_i (max − c(i)) / ((n − 1)(n − 2) / (2n − 3))`` with ``c(i) = (n − 1) / Σ_j d_ij``, steps along a tie in
    either direction. From 0 (all are as near) to 1 (a star); NaN below three organisations and where not all are
    joined: there is no distance to who cannot be reached.

    References
    ----------
    Freeman (1978), doi:10.1016/0378-8733(78)90021-7.
    """
    if layer.n < 3 or _igraph.components(layer, "weak").max() > 0:
        return np.nan
    return _centralisation(
        layer.series(_igraph.closeness_when_joined(layer)), (layer.n - 1) * (layer.n - 2) / (2 * layer.n - 3)
    )


def centralisation_eigenvector(layer: Layer, eigenvector: pd.Series[float]) -> float:
    """Say how much better connected the partners of one organisation are than those of the others.

    Formula ``Σ_i (max − v(i)) / ((n − 1)(1 − 1/√(n − 1)))`` with v the eigenvector whose largest value is 1; the
    denominator is what a star gives. From 0 (all alike); above 1 in sparse networks that are more uneven than a star;
    NaN below three organisations. The least comparable of the centralisations. igraph divides by n − 2, R's ``sna``
    by the sum for one tie: ``(n − 2) / √2`` of the vector of unit length.

    References
    ----------
    Bonacich (1972), doi:10.1080/0022250X.1972.9989806; Freeman (1978), doi:10.1016/0378-8733(78)90021-7.
    """
    largest = float(eigenvector.max()) if layer.n else 0.0
    scaled = eigenvector / largest if largest > 0 else eigenvector
    return _centralisation(scaled, (layer.n - 1) * (1 - 1 / np.sqrt(max(layer.n - 1, 1))))


def _centralisation(values: pd.Series[float], largest: float) -> float:
    numbers = values.to_numpy()
    return float((numbers.max() - numbers).sum() / largest) if len(numbers) >= 3 else np.nan


MEASURES = (
    Measure(
        key="centralisation_indegree",
        title="Everyone turns to one",
        sentence="How much ties lead to one organisation; high means that all turn to the same place.",
        level="network",
        of_pattern=True,
        formula="sum over i of (largest - k_in(i)) / (n - 1)^2",
        unit="index",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=centralisation_indegree,
        normalisation="a star of the same size",
        needs=("indegree",),
        directed="directed",
        bounds="extremes",
        order=240,
    ),
    Measure(
        key="centralisation_outdegree",
        title="One turns to everyone",
        sentence="How much ties come from one organisation; high means that one reaches out for all.",
        level="network",
        of_pattern=True,
        formula="sum over i of (largest - k_out(i)) / (n - 1)^2",
        unit="index",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=centralisation_outdegree,
        normalisation="a star of the same size",
        needs=("outdegree",),
        directed="directed",
        bounds="extremes",
        order=241,
    ),
    Measure(
        key="centralisation_degree",
        title="Centralisation",
        sentence="How much the network turns around one organisation; high means a recognised centre, and dependence "
        "on it.",
        level="network",
        of_pattern=True,
        formula="sum over i of (largest - k(i)) / ((n - 1)(n - 2))",
        unit="index",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=centralisation_degree,
        normalisation="a star of the same size",
        needs=("degree",),
        directed="undirected",
        bounds="extremes",
        order=242,
    ),
    Measure(
        key="centralisation_betweenness",
        title="Routes through one",
        sentence="How much routes between organisations run through one; high means that contact depends on it.",
        level="network",
        of_pattern=True,
        formula="sum over i of (largest - b(i)) / largest possible sum",
        unit="index",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=centralisation_betweenness,
        normalisation="a star of the same size",
        needs=("betweenness",),
        bounds="extremes",
        order=243,
    ),
    Measure(
        key="centralisation_closeness",
        title="Nearness of one",
        sentence="How much nearer to everyone one organisation is than the others are; high means that news spreads "
        "from one place.",
        level="network",
        of_pattern=True,
        formula="sum over i of (largest - c(i)) / ((n - 1)(n - 2) / (2n - 3)), c(i) = (n - 1) / sum of steps",
        unit="index",
        limits=(0, 1),
        isolates="no value where not all are joined",
        source=_SOURCE,
        compute=centralisation_closeness,
        normalisation="a star of the same size",
        up_to=500,
        order=244,
    ),
    Measure(
        key="centralisation_eigenvector",
        title="Well-connected partners of one",
        sentence="How much better connected the partners of one organisation are than those of others; not to be "
        "compared between networks of different density.",
        level="network",
        of_pattern=True,
        formula="sum over i of (1 - v(i)) / ((n - 1)(1 - 1 / sqrt(n - 1))), largest v = 1",
        unit="index",
        limits=(0, np.inf),
        isolates="0",
        source="Bonacich (1972), doi:10.1080/0022250X.1972.9989806",
        compute=centralisation_eigenvector,
        normalisation="a star of the same size",
        needs=("eigenvector",),
        order=245,
    ),
)
