"""How much the network turns around one organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure

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


def _centralisation(values: pd.Series[float], largest: float) -> float:
    numbers = values.to_numpy()
    return float((numbers.max() - numbers).sum() / largest) if len(numbers) >= 3 else np.nan


MEASURES = (
    Measure(
        key="centralisation_indegree",
        title="Everyone turns to one",
        sentence="How much ties lead to one organisation; high means that all turn to the same place.",
        level="network",
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
)
