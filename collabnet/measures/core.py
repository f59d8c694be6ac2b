"""Who forms the core of the network, and whether it has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collabnet.measures import Measure
from collabnet.structure import core_periphery

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer

_SOURCE = "Borgatti & Everett (2000), doi:10.1016/S0378-8733(99)00019-2"


def core(layer: Layer) -> pd.Series[float]:
    """Say which organisations form a core that works together, while the others do not work with each other.

    1 in the core, 0 in the periphery: the division for which ties fit best with all ties within the core and none
    within the periphery, ties between the two left out of account. Organisations that can be exchanged without changing
    any tie are in the core together or not at all. Where no core can be told from a periphery all have 0.

    References
    ----------
    Borgatti & Everett (2000), doi:10.1016/S0378-8733(99)00019-2.
    """
    return core_periphery.core_periphery(layer).core


def core_fit(layer: Layer) -> float:
    """Say how well the network falls into a core that works together and a periphery that does not.

    The correlation of ties with 1 within the best core and 0 within its periphery, pairs between the two left out. From
    0 (no such division) to 1 (everyone works together in the core and nobody in the periphery); NaN where no core can
    be told: without ties, with all ties, or below four organisations. Hubs alone create a core: compare with
    ``core_significance``, of which a large p says that the core follows from how many ties each has, not that there is
    none.

    References
    ----------
    Borgatti & Everett (2000), doi:10.1016/S0378-8733(99)00019-2.
    """
    return core_periphery.core_periphery(layer).fit


def coreness_continuous(layer: Layer) -> pd.Series[float]:
    """Say how far each organisation belongs to the core, by degrees.

    The values ``0 ≤ c ≤ 1`` whose products come nearest to the ties: ``Σ_{i≠j} (x_ij − c_i c_j)²`` is least. Isolates
    have 0.

    References
    ----------
    Borgatti & Everett (2000), doi:10.1016/S0378-8733(99)00019-2.
    """
    return core_periphery.coreness(layer).coreness


def core_fit_continuous(layer: Layer) -> float:
    """Say how well ties follow from how far organisations belong to the core.

    The correlation of ties ``x_ij`` with ``c_i c_j`` over pairs ``i ≠ j``. From −1 to 1; NaN where all ties or all
    products are equal.

    References
    ----------
    Borgatti & Everett (2000), doi:10.1016/S0378-8733(99)00019-2.
    """
    return core_periphery.coreness(layer).fit


def core_concentration(layer: Layer, coreness_continuous: pd.Series[float]) -> float:
    """Say how unequally belonging to the core is spread over organisations.

    The Gini coefficient ``Σ_i (2i − n − 1) c_(i) / (n Σ c)`` of coreness in rising order. From 0 (all alike) towards 1
    (a few are the core); NaN without ties.

    References
    ----------
    Borgatti & Everett (2000), doi:10.1016/S0378-8733(99)00019-2.
    """
    return core_periphery.gini(coreness_continuous.to_numpy())


MEASURES = (
    Measure(
        key="core",
        title="In the core",
        sentence="Whether this organisation belongs to the core that works together, around which the others gather.",
        level="organisation",
        formula="1 in the core of the division with the largest correlation between ties and (1 in the core, 0 in the "
        "periphery), else 0",
        unit="0 or 1",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=core,
        up_to=150,
        order=91,
    ),
    Measure(
        key="coreness_continuous",
        title="Nearness to the core",
        sentence="How far this organisation belongs to the core; high means that it works with those who work with "
        "most others.",
        level="organisation",
        of_pattern=True,
        formula="c with the least sum over i != j of (x_ij - c_i c_j)^2, 0 <= c <= 1",
        unit="index",
        limits=(0, 1),
        isolates="0",
        source=_SOURCE,
        compute=coreness_continuous,
        up_to=150,
        order=92,
    ),
    Measure(
        key="core_fit",
        title="Core and periphery",
        sentence="How well the network falls into a core that works together and a periphery that does not; high "
        "means that the periphery depends on the core. A core that is no more than what its members' many ties make is "
        "a core all the same: a test that does not stand out does not say that there is none.",
        level="network",
        of_pattern=True,
        formula="largest correlation between ties and (1 in the core, 0 in the periphery), pairs between the two left "
        "out",
        unit="correlation",
        limits=(0, 1),
        isolates="no value without ties",
        source=_SOURCE,
        compute=core_fit,
        normalisation="correlation",
        up_to=150,
        order=285,
    ),
    Measure(
        key="core_fit_continuous",
        title="Core and periphery by degrees",
        sentence="How well ties follow from how far each organisation belongs to the core; high means one centre "
        "that fades outwards.",
        level="network",
        of_pattern=True,
        formula="correlation of x_ij with c_i c_j over i != j",
        unit="correlation",
        limits=(-1, 1),
        isolates="no value without ties",
        source=_SOURCE,
        compute=core_fit_continuous,
        normalisation="correlation",
        up_to=150,
        order=286,
    ),
    Measure(
        key="core_concentration",
        title="Concentration of the core",
        sentence="How unequally belonging to the core is spread; high means that a few organisations are the core.",
        level="network",
        of_pattern=True,
        formula="Gini coefficient of coreness",
        unit="index",
        limits=(0, 1),
        isolates="no value without ties",
        source=_SOURCE,
        compute=core_concentration,
        normalisation="sum of coreness",
        needs=("coreness_continuous",),
        up_to=150,
        order=282,
    ),
)
