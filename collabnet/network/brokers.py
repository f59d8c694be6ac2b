"""Paths of two ties whose ends have no tie of their own: a → b, b → c, and not a → c."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.network.spectrum import adjacency

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from collabnet.network.layer import Layer

AT_ONCE: Final = 250_000
"""How many paths of two ties are looked at together; bounds the memory that dense networks take."""


@dataclass(frozen=True)
class OpenPaths:
    """Some of the open paths of a layer: positions of their first organisation, the broker and the last.

    Attributes
    ----------
    first, broker, last
        One entry per path.
    ties
        The matrix of the layer's ties.
    """

    first: NDArray[np.intp]
    broker: NDArray[np.intp]
    last: NDArray[np.intp]
    ties: csr_array

    def shares(self) -> NDArray[np.float64]:
        """Return ``1 / number of brokers`` of the pair that each path joins."""
        rows = np.unique(self.first)
        between = (self.ties[rows] @ self.ties).tocoo()
        size = self.ties.shape[0]
        cells = rows[between.coords[0]].astype(np.int64) * size + between.coords[1]
        order = np.argsort(cells)
        wanted = np.searchsorted(cells[order], self.first.astype(np.int64) * size + self.last)
        return np.asarray(1.0 / between.data[order][wanted], dtype=np.float64)


def open_paths(layer: Layer) -> Iterator[OpenPaths]:
    """Return all open paths of a layer, in portions; without direction a tie runs both ways.

    Takes time in proportion to the paths of two ties, not to all triples.
    """
    ties = adjacency(layer)
    source = np.repeat(np.arange(layer.n), np.diff(ties.indptr))
    target = ties.indices.astype(np.intp)
    further = np.diff(ties.indptr)[target]
    portion = np.cumsum(further) // AT_ONCE
    cuts = [0, *(np.flatnonzero(np.diff(portion)) + 1).tolist(), len(portion)]
    for start, end in pairwise(cuts):
        if end > start:
            yield _portion(ties, source[start:end], target[start:end], further[start:end])


def _portion(
    ties: csr_array, source: NDArray[np.intp], target: NDArray[np.intp], further: NDArray[np.int32]
) -> OpenPaths:
    """Follow each tie by all that lead on from its target, and keep the paths that nothing closes."""
    tie = np.repeat(np.arange(len(source)), further)
    ahead = ties.indptr[target] - (np.cumsum(further) - further)
    last = ties.indices[np.arange(len(tie)) + ahead[tie]]
    open_ = ~_closed(ties, source)[source[tie] - source[0], last]
    kept = tie[open_]
    return OpenPaths(source[kept], target[kept], last[open_].astype(np.intp), ties)


def _closed(ties: csr_array, source: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return which ends close a path from each organisation of a portion: whom it is tied to, and itself."""
    first, past = int(source[0]), int(source[-1]) + 1
    closed = np.zeros((past - first, ties.shape[0]), dtype=bool)
    own = slice(ties.indptr[first], ties.indptr[past])
    rows = np.repeat(np.arange(past - first), np.diff(ties.indptr[first : past + 1]))
    closed[rows, ties.indices[own]] = True
    closed[np.arange(past - first), np.arange(first, past)] = True
    return closed
