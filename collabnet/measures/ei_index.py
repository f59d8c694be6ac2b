"""Whether organisations work across the borders of their sector or inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure
from collabnet.network.groups import SECTOR, groups

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer

_SOURCE = "Krackhardt & Stern (1988), doi:10.2307/2786835"


def ei_index_organisation(layer: Layer, *, by: str = SECTOR) -> pd.Series[float]:
    """Say whether each organisation works across sectors or inside its own: high means across.

    Formula ``(E − I) / (E + I)`` with E the ties to and from other groups and I those inside the own group; a tie each
    way counts twice, a tie without direction once. From −1 (only inside) to 1 (only across). NaN for isolates, and for
    everyone where no organisation has a group.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    by
        The attribute that makes the groups; who has none is in one group with all others that have none.

    References
    ----------
    Krackhardt & Stern (1988), doi:10.2307/2786835.
    """
    group = groups(layer, by)
    if group is None:
        return layer.series(np.full(layer.n, np.nan))
    across = np.where(group[layer.source] != group[layer.target], 1.0, -1.0)
    ends = np.concatenate([layer.source, layer.target])
    balance = np.bincount(ends, weights=np.tile(across, 2), minlength=layer.n)
    ties = np.bincount(ends, minlength=layer.n)
    return layer.series(np.divide(balance, ties, out=np.full(layer.n, np.nan), where=ties > 0))


def ei_index(layer: Layer, *, by: str = SECTOR) -> float:
    """Say whether ties run across sectors or inside them: high means across.

    Formula ``(E − I) / (E + I)`` with E the ties between and I those within groups. From −1 to 1; to be read beside
    ``ei_index_expected``, what ties without any regard to groups would give. NaN without ties, and where no
    organisation has a group. Groups as in ``ei_index``.

    References
    ----------
    Krackhardt & Stern (1988), doi:10.2307/2786835.
    """
    group = groups(layer, by)
    if group is None or layer.m == 0:
        return np.nan
    return float(np.where(group[layer.source] != group[layer.target], 1.0, -1.0).mean())


def ei_index_expected(layer: Layer, *, by: str = SECTOR) -> float:
    """Say what the balance across sectors would be if all pairs were tied alike, given how large sectors are.

    Formula ``(E* − I*) / (E* + I*)`` with E* the pairs between and I* those within groups. From −1 to 1: many small
    sectors give a high value by arithmetic alone. NaN below two organisations, and where no organisation has a
    group. Groups as in ``ei_index``.

    References
    ----------
    Krackhardt & Stern (1988), doi:10.2307/2786835.
    """
    group = groups(layer, by)
    if group is None or layer.n < 2:
        return np.nan
    size = np.bincount(group).astype(np.float64)
    return float(1 - 2 * (size * (size - 1)).sum() / (layer.n * (layer.n - 1)))


MEASURES = (
    Measure(
        key="ei_index_organisation",
        title="Across sectors",
        sentence="Whether this organisation works more with other sectors than with its own; 1 means only with "
        "others, -1 only with its own.",
        level="organisation",
        formula="(ties to other sectors - ties inside its own) / all its ties",
        unit="index",
        limits=(-1, 1),
        isolates="no value",
        source=_SOURCE,
        compute=ei_index_organisation,
        normalisation="ties of the organisation",
        order=120,
    ),
    Measure(
        key="ei_index",
        title="Ties across sectors",
        sentence="Whether ties run between sectors rather than inside them; 1 means only between, -1 only inside. Read "
        "it beside what the sizes of sectors would give.",
        level="network",
        of_pattern=True,
        formula="(ties between sectors - ties inside) / all ties",
        unit="index",
        limits=(-1, 1),
        isolates="no value without ties",
        source=_SOURCE,
        compute=ei_index,
        normalisation="ties",
        bounds="extremes",
        order=280,
    ),
    Measure(
        key="ei_index_expected",
        title="Ties across sectors, by their sizes",
        sentence="What the balance between and inside sectors would be if all pairs were tied alike; ties run across "
        "sectors more than that only where the measured value is higher.",
        level="network",
        formula="(pairs between sectors - pairs inside) / all pairs",
        unit="index",
        limits=(-1, 1),
        isolates="the same as with ties",
        source=_SOURCE,
        compute=ei_index_expected,
        normalisation="pairs",
        order=281,
    ),
)
