"""How unlike all others an organisation is tied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.measures import Measure
from collabnet.structure.equivalence import profile_distances

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.network import Layer


def most_similar_distance(layer: Layer) -> pd.Series[float]:
    """Say how differently each organisation is tied from whoever is tied most like it.

    Formula ``min_j √(Σ_{k≠i,j} (x_ik − x_jk)² + (x_ki − x_kj)²)`` over others j with ties, summed over processes where
    there are several. From 0 (another has the same ties to the same others, and could stand in for it); NaN for
    isolates and where nobody else has ties.

    References
    ----------
    Burt (1976), doi:10.1093/sf/55.1.93.
    """
    tied = np.zeros(layer.n, dtype=bool)
    tied[layer.source], tied[layer.target] = True, True
    if tied.sum() < 2:
        return layer.series(np.full(layer.n, np.nan))
    distances = profile_distances(layer).to_numpy().copy()
    np.fill_diagonal(distances, np.inf)
    distances[:, ~tied] = np.inf
    return layer.series(np.where(tied, distances.min(axis=1), np.nan))


MEASURE = Measure(
    key="most_similar_distance",
    title="Unlike any other",
    sentence="How differently this organisation is tied from whoever is tied most like it; high means that nobody "
    "could stand in for it, 0 that another has the same partners.",
    level="organisation",
    of_pattern=True,
    formula="smallest Euclidean distance between its ties and those of another",
    unit="root of ties",
    limits=(0, np.inf),
    isolates="no value",
    source="Burt (1976), doi:10.1093/sf/55.1.93",
    compute=most_similar_distance,
    up_to=500,
    order=96,
)
