"""How many ties must fall away before organisations lose each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure
from collabnet.network import _igraph
from collabnet.structure.lambda_sets import lambda_sets

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer

_SOURCE = "Borgatti, Everett & Shirey (1990), doi:10.1016/0378-8733(90)90014-Z"


def edge_connectivity(layer: Layer) -> float:
    """Count the ties that must fall away before the network falls apart.

    The least number of ties, one in either direction counting once, whose loss leaves two parts that are not joined.
    From 0 (it has fallen apart already) to n − 1 (everyone is tied to everyone); NaN below two organisations.

    References
    ----------
    Menger (1927); Gomory & Hu (1961), doi:10.1137/0109047.
    """
    if layer.n < 2:
        return np.nan
    seen = layer.undirected()
    degrees = np.bincount(np.concatenate([seen.source, seen.target]), minlength=layer.n)
    least = int(degrees.min())
    # Chartrand (1966), doi:10.1137/0114065: where everyone is tied to half of the others, nothing but the least degree
    return float(least if least == 0 or least >= layer.n // 2 else _igraph.edge_connectivity(layer))


def lambda_largest(layer: Layer) -> pd.Series[float]:
    """Say by how many separate routes each organisation is held to whom it is held best.

    The largest λ of a lambda set it belongs to: so many ties, one in either direction counting once, must fall away
    before it loses the one it is held to best. In ties, from 0 to n − 1; isolates have 0.

    References
    ----------
    Borgatti, Everett & Shirey (1990), doi:10.1016/0378-8733(90)90014-Z.
    """
    return lambda_sets(layer).largest


MEASURES = (
    Measure(
        key="lambda_largest",
        title="Held by separate routes",
        sentence="How many ties must fall away before this organisation loses the one it is held to best; high means "
        "that it is hard to cut off.",
        level="organisation",
        formula="largest lambda of a lambda set with the organisation",
        unit="ties",
        limits=(0, np.inf),
        isolates="0",
        source=_SOURCE,
        compute=lambda_largest,
        up_to=200,
        order=93,
    ),
    Measure(
        key="edge_connectivity",
        title="Ties that hold the network together",
        sentence="How many ties must fall away before the network falls apart; 0 means that it has, 1 that a single "
        "tie would do.",
        level="network",
        of_pattern=True,
        formula="least number of ties whose loss leaves two parts",
        unit="ties",
        limits=(0, np.inf),
        isolates="0",
        source="Gomory & Hu (1961), doi:10.1137/0109047",
        compute=edge_connectivity,
        bounds="true",
        up_to=300,
        order=213,
    ),
)
