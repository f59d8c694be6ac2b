"""The leading direction of a symmetric matrix of ties, computed so that relabelling changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.linalg import eigh
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import eigsh

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network.layer import Layer

SMALL: Final = 150
"""Up to this many organisations (twice as many where there are two sides) all is solved at once; above, by Lanczos
iterations."""

WORST: Final = 1e12
"""Equations whose condition number is above this have no solution that means anything."""

FAR: Final = 1e-6
"""A leading eigenvalue further from the next one than this, relatively, leads alone, and its vector is exact."""

SAME: Final = 1e-10
"""Two components whose leading eigenvalues differ by less, relatively, lead together."""


def adjacency(layer: Layer) -> csr_array:
    """Return the binary matrix of a layer's ties, in both directions where ties have none."""
    source, target = layer.source, layer.target
    if not layer.directed:
        source, target = np.concatenate([source, target]), np.concatenate([target, source])
    return csr_array((np.ones(len(source)), (source, target)), shape=(layer.n, layer.n))


def dense(layer: Layer) -> NDArray[np.float64]:
    """Return the same matrix as :func:`adjacency`, whole: for small layers, computed once."""
    return layer.remember("dense", _dense)


def _dense(layer: Layer) -> NDArray[np.float64]:
    matrix = np.zeros((layer.n, layer.n))
    matrix[layer.source, layer.target] = 1.0
    if not layer.directed:
        matrix[layer.target, layer.source] = 1.0
    return matrix


def main_direction(layer: Layer) -> tuple[float, NDArray[np.float64]]:
    """Return the largest eigenvalue of the network of a tie in either direction, and its vector of unit length.

    The value bounds that of the network with direction, so that sums over walks weighed by less than its inverse end
    in every network, those without circles too. 0 without any tie.
    """
    return layer.remember("main_direction", _main_direction)


def _main_direction(layer: Layer) -> tuple[float, NDArray[np.float64]]:
    if layer.n <= SMALL:
        whole = dense(layer.undirected())
        quick = _alone(whole)
        if quick is not None:
            return quick[0], quick[1]
    matrix = adjacency(layer.undirected())
    vector = leading(matrix)
    return float(vector @ (matrix @ vector)), vector


def leading_pair(layer: Layer) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Return the leading vectors of senders and of receivers of a small layer, of length 1.

    Nothing where another route must be taken: the layer is large, has no ties, or several components lead together.
    """
    if layer.n > SMALL or layer.m == 0:
        return None
    ties = dense(layer)
    quick = _alone(ties.T @ ties)
    if quick is None:
        return None
    sender = ties @ quick[1]
    return sender / np.linalg.norm(sender), quick[1]


def _alone(square: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]] | None:
    """Return the largest eigenvalue and its vector where it is far from the next one, so that one component leads."""
    size = len(square)
    if size < 2 or not square.any():
        return None
    values, vectors = eigh(square, subset_by_index=(size - 2, size - 1), check_finite=False)
    if values[1] - values[0] <= FAR * values[1]:
        return None
    vector = np.abs(vectors[:, 1])
    vector[~_reached(square > 0, int(vector.argmax()))] = 0.0  # what rounding leaves outside the component
    return float(values[1]), vector / np.linalg.norm(vector)


def _reached(joined: NDArray[np.bool_], start: int) -> NDArray[np.bool_]:
    reached = np.zeros(len(joined), dtype=bool)
    reached[start] = True
    while True:
        more = reached | joined[reached].any(axis=0)
        if (more == reached).all():
            return reached
        reached = more


def solved(matrix: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the solution of linear equations, NaN throughout where rounding would be all of it."""
    if len(right) and np.linalg.cond(matrix, 1) > WORST:
        return np.full(len(right), np.nan)
    return np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)


def leading(matrix: csr_array, first_side: int = 0) -> NDArray[np.float64]:
    """Return the leading eigenvector of a symmetric matrix without negative entries, of unit length.

    Each connected component has one positive leading eigenvector (Perron). The component with the largest
    eigenvalue has all the weight; where several share it, the vector of ones is projected on them, which is where
    power iterations from equal values end: components alike get values alike. All 0 for a matrix of zeros.

    Where ties only join two sides, ``first_side`` says how many rows the first has: half the work.
    """
    count, label = connected_components(matrix, directed=False)
    sizes = np.bincount(label, minlength=count)
    rows = np.asarray(matrix.sum(axis=1)).ravel()
    most = np.full(count, -np.inf)
    np.maximum.at(most, label, rows)
    whole = matrix.toarray() if matrix.shape[0] <= (2 * SMALL if first_side else SMALL) else None
    found: list[tuple[float, NDArray[np.intp], NDArray[np.float64]]] = []
    best = 0.0
    for component in np.argsort(-most, kind="stable"):
        if sizes[component] < 2 or most[component] < best * (1 - SAME):
            continue
        members = np.flatnonzero(label == component)
        part = matrix[members][:, members] if whole is None else whole[np.ix_(members, members)]
        value, vector = _positive(part, int((members < first_side).sum()))
        best = max(best, value)
        found.append((value, members, vector))
    return _together(matrix.shape[0], [item for item in found if item[0] >= best * (1 - SAME)])


def _together(size: int, parts: list[tuple[float, NDArray[np.intp], NDArray[np.float64]]]) -> NDArray[np.float64]:
    result = np.zeros(size)
    for _, members, vector in parts:
        result[members] = vector * vector.sum()
    length = np.linalg.norm(result)
    return result / length if length > 0 else result


def _positive(matrix: Any, first_side: int) -> tuple[float, NDArray[np.float64]]:
    """Return the largest eigenvalue of a connected component and its positive eigenvector of unit length."""
    size = matrix.shape[0]
    if isinstance(matrix, np.ndarray):
        value, vector = _of_two_sides(matrix, first_side) if 0 < first_side < size else _largest(matrix)
    else:
        start = np.sqrt(np.asarray(matrix.sum(axis=1)).ravel())
        values, vectors = eigsh(matrix, k=1, which="LA", v0=start, tol=0)
        value, vector = float(values[0]), np.abs(vectors[:, 0])
    return value, vector / np.linalg.norm(vector)


def _largest(matrix: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    values, vectors = eigh(matrix, subset_by_index=(len(matrix) - 1, len(matrix) - 1), check_finite=False)
    return float(values[0]), np.abs(vectors[:, 0])


def _of_two_sides(matrix: NDArray[np.float64], first_side: int) -> tuple[float, NDArray[np.float64]]:
    """Solve the smaller side alone: the vector of one side follows from that of the other."""
    across = matrix[:first_side, first_side:]
    wide = across.shape[0] <= across.shape[1]
    square, vector = _largest(across @ across.T if wide else across.T @ across)
    value = float(np.sqrt(square))
    other = (across.T if wide else across) @ vector / value
    return value, np.concatenate([vector, other] if wide else [other, vector])
