"""Who stands in the same place: organisations with the same ties to the same others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from collabnet.errors import CallError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network import Layer

Distance = Literal["euclidean", "correlation"]


def profile_distances(layer: Layer, by: Distance = "euclidean") -> pd.DataFrame:
    """Say how differently each two organisations are tied to all others.

    The profile of i is row and column of every process laid end to end (of the layer alone where it has no parts),
    without the cells (i, i), (i, j), (j, i) and (j, j). ``euclidean``: root of the sum of squared differences, in ties,
    0 where both have the same ties to the same others. ``correlation``: 1 − r, from 0 to 2; NaN where a profile has
    no spread.

    Returns
    -------
    pandas.DataFrame
        Shape (n, n), symmetric, 0 on the diagonal.

    References
    ----------
    Lorrain & White (1971), doi:10.1080/0022250X.1971.9989788; Burt (1976), doi:10.1093/sf/55.1.93.
    """
    if by not in ("euclidean", "correlation"):
        raise CallError(f"Expected a distance among euclidean, correlation, found {by!r}. Choose one of these.")
    values = layer.remember(f"profile_distances:{by}", lambda it: _distances(it, by))
    return pd.DataFrame(values, index=layer.organisations, columns=layer.organisations)


def equivalence_classes(layer: Layer, classes: int, by: Distance = "euclidean") -> pd.Series[int]:
    """Group organisations that stand in much the same place into a number of classes.

    Hierarchical clustering of the profile distances, by average link; NaN distances count as the largest there is.
    Classes are numbered from 1, in the order of their first organisation.

    References
    ----------
    Wasserman & Faust (1994), chapter 9, doi:10.1017/CBO9780511815478.
    """
    if not 1 <= classes <= max(layer.n, 1):
        raise CallError(f"Expected from 1 to {layer.n} classes, found {classes}. Say a number in between.")
    if layer.n < 2:
        return pd.Series(1, index=layer.organisations)
    values = profile_distances(layer, by).to_numpy()
    known = np.where(np.isnan(values), np.nanmax(values, initial=0.0), values)
    label = fcluster(linkage(squareform(known, checks=False), method="average"), classes, criterion="maxclust")
    return pd.Series(pd.factorize(label)[0] + 1, index=layer.organisations)


def _distances(layer: Layer, by: Distance) -> NDArray[np.float64]:
    parts = [matrix(part) for part in layer.parts or (layer,)]
    found = _euclidean(parts) if by == "euclidean" else _correlation(parts)
    np.fill_diagonal(found, 0.0)
    return found


def matrix(layer: Layer) -> NDArray[np.float64]:
    """Return the square table of ties, 0 and 1, symmetric where ties have no direction."""
    ties = np.zeros((layer.n, layer.n))
    ties[layer.source, layer.target] = 1.0
    return ties if layer.directed else ties + ties.T


def _products(ties: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sums over others k of ``x_ik x_jk + x_ki x_kj``; cells with k = i or k = j vanish: x_ii is 0."""
    return ties @ ties.T + ties.T @ ties


def _ties_to_others(ties: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return at (i, j) how many ties i has with others than j, both ways."""
    return np.asarray((ties.sum(axis=1) + ties.sum(axis=0))[:, None] - ties - ties.T)


def _euclidean(parts: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    square = np.zeros(parts[0].shape)
    for ties in parts:
        own = _ties_to_others(ties)
        square += own + own.T - 2 * _products(ties)
    return np.sqrt(square)


def _correlation(parts: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    size = len(parts[0])
    cells = 2.0 * max(size - 2, 0) * len(parts)
    own = np.sum([_ties_to_others(ties) for ties in parts], axis=0)
    shared = np.sum([_products(ties) for ties in parts], axis=0)
    spread = own * (cells - own)
    below = spread * spread.T
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.where(below > 0, 1 - (cells * shared - own * own.T) / np.sqrt(below), np.nan)
    return np.asarray(found, dtype=np.float64)
