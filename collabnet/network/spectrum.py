"""The leading direction of a symmetric matrix of ties, computed so that relabelling changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.linalg import eigh
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import eigsh

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network.layer import Layer

SMALL: Final = 60
"""Up to this many organisations a component is solved whole; above, by Lanczos iterations."""

WORST: Final = 1e12
"""Equations whose condition number is above this have no solution that means anything."""

SAME: Final = 1e-10
"""Two components whose leading eigenvalues differ by less, relatively, lead together."""


def adjacency(layer: Layer) -> csr_array:
    """Return the binary matrix of a layer's ties, in both directions where ties have none."""
    source, target = layer.source, layer.target
    if not layer.directed:
        source, target = np.concatenate([source, target]), np.concatenate([target, source])
    return csr_array((np.ones(len(source)), (source, target)), shape=(layer.n, layer.n))


def main_direction(layer: Layer) -> tuple[float, NDArray[np.float64]]:
    """Return the largest eigenvalue of the network of a tie in either direction, and its vector of unit length.

    The value bounds that of the network with direction, so that sums over walks weighed by less than its inverse end
    in every network, those without circles too. 0 without any tie.
    """
    return layer.remember("main_direction", _main_direction)


def _main_direction(layer: Layer) -> tuple[float, NDArray[np.float64]]:
    matrix = adjacency(layer.undirected())
    vector = leading(matrix)
    return float(vector @ (matrix @ vector)), vector


def solved(matrix: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the solution of linear equations, NaN throughout where rounding would be all of it."""
    if len(right) and np.linalg.cond(matrix, 1) > WORST:
        return np.full(len(right), np.nan)
    return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)


def leading(matrix: csr_array) -> NDArray[np.float64]:
    """Return the leading eigenvector of a symmetric matrix without negative entries, of unit length.

    Each connected component has one positive leading eigenvector (Perron). The component with the largest
    eigenvalue has all the weight; where several share it, the vector of ones is projected on them, which is where
    power iterations from equal values end: components alike get values alike. All 0 for a matrix of zeros.
    """
    count, label = connected_components(matrix, directed=False)
    sizes = np.bincount(label, minlength=count)
    rows = np.asarray(matrix.sum(axis=1)).ravel()
    most = np.full(count, -np.inf)
    np.maximum.at(most, label, rows)
    found: list[tuple[float, NDArray[np.intp], NDArray[np.float64]]] = []
    best = 0.0
    for component in np.argsort(-most, kind="stable"):
        if sizes[component] < 2 or most[component] < best * (1 - SAME):
            continue
        members = np.flatnonzero(label == component)
        value, vector = _positive(matrix[members][:, members])
        best = max(best, value)
        found.append((value, members, vector))
    return _together(matrix.shape[0], [item for item in found if item[0] >= best * (1 - SAME)])


def _together(size: int, parts: list[tuple[float, NDArray[np.intp], NDArray[np.float64]]]) -> NDArray[np.float64]:
    result = np.zeros(size)
    for _, members, vector in parts:
        result[members] = vector * vector.sum()
    length = np.linalg.norm(result)
    return result / length if length > 0 else result


def _positive(matrix: csr_array) -> tuple[float, NDArray[np.float64]]:
    """Return the largest eigenvalue of a connected component and its positive eigenvector of unit length."""
    size = matrix.shape[0]
    if size <= SMALL:
        values, vectors = eigh(matrix.toarray(), subset_by_index=(size - 1, size - 1))
    else:
        start = np.sqrt(np.asarray(matrix.sum(axis=1)).ravel())
        values, vectors = eigsh(matrix, k=1, which="LA", v0=start, tol=0)
    vector = np.abs(vectors[:, 0])
    return float(values[0]), vector / np.linalg.norm(vector)
