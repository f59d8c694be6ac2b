"""Which share of the possible ties is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure

if TYPE_CHECKING:
    from collabnet.network import Layer


def density(layer: Layer) -> float:
    """Say which share of the ties that could be are there; more is not always better.

    Formula ``m / (n (n − 1))``, twice that without direction. From 0 to 1; NaN below two organisations.

    References
    ----------
    Wasserman & Faust (1994), doi:10.1017/CBO9780511815478.
    """
    return layer.m / layer.possible if layer.possible else np.nan


def required_density(layer: Layer) -> float:
    """Say which share of the relations that have a reason to be is there: the number to watch.

    Formula ``Σ ω_ij x_ij / Σ ω_ij`` over required pairs, ω their weight. From 0 to 1; NaN where nothing is required.

    References
    ----------
    Ahgren & Axelsson (2005), *International Journal of Integrated Care* 5, PMC1395513: actual beside optimum ranks.
    """
    total = float(layer.required_weight.sum())
    if total == 0:
        return np.nan
    wanted = layer.required_source * layer.n + layer.required_target
    there = np.isin(wanted, layer.source * layer.n + layer.target)
    return float(layer.required_weight[there].sum()) / total


MEASURES = (
    Measure(
        key="density",
        title="Density",
        sentence="Which share of all possible ties is there; high means that nearly everyone works with everyone, "
        "which is not always needed.",
        level="network",
        formula="ties / possible ties",
        unit="share",
        limits=(0, 1),
        isolates="0",
        source="Wasserman & Faust (1994), doi:10.1017/CBO9780511815478",
        compute=density,
        normalisation="possible ties",
        bounds="true",
        order=200,
    ),
    Measure(
        key="required_density",
        title="Expected ties that are there",
        sentence="Which share of the relations that have a reason to be is there, by weight; high means that few are "
        "missing.",
        level="network",
        formula="sum of the weights of required pairs with a tie / sum of the weights of required pairs",
        unit="share",
        limits=(0, 1),
        isolates="0; no value where nothing is required",
        source="Ahgren & Axelsson (2005), PMC1395513",
        compute=required_density,
        normalisation="weight of required pairs",
        bounds="true",
        order=201,
    ),
)
