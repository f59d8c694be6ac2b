"""An order of the organisations that comes from their ties alone, so that a search finds the same under other names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from collabnet.network import _igraph

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network import Layer


@dataclass(frozen=True, eq=False)
class Naming:
    """How a layer is laid out for a search.

    Attributes
    ----------
    order
        Positions in the layer, in the order of the search.
    alike
        For each position the number of its group: organisations that can be exchanged without changing any tie.
    pairs
        Ties between each two in the order of the search: 0, 1 or 2; a tie without direction is 2.
    """

    order: NDArray[np.intp]
    alike: NDArray[np.intp]
    pairs: NDArray[np.float64]

    def back(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return values of the search at the layer's own positions; those who are alike share their mean."""
        own = np.empty(len(self.order))
        own[self.order] = values
        return np.asarray((np.bincount(self.alike, own) / np.maximum(np.bincount(self.alike), 1))[self.alike])


def naming(layer: Layer) -> Naming:
    """Return the layout of a layer: two layers that differ in names only have the same ``pairs``."""
    return layer.remember("naming", _naming)


def _naming(layer: Layer) -> Naming:
    pairs = both_ways(layer.n, layer.source, layer.target, directed=layer.directed)
    rows, columns = np.triu_indices(layer.n, 1)
    kinds = pairs[rows, columns].astype(int)
    counts = np.bincount(kinds, minlength=3)
    commonest = int(np.argmax(counts))
    others = [kind for kind in (0, 1, 2) if kind != commonest]
    drawn = (
        kinds != commonest
    )  # the commonest kind is left blank: a nearly complete network is as quick as an empty one
    second = (kinds[drawn] == others[1]).astype(int)
    order, moves = _igraph.canonical(layer.n, rows[drawn], columns[drawn], second)
    return Naming(order, _orbits(layer.n, moves), pairs[np.ix_(order, order)])


def seeds(seed: int, count: int) -> list[int]:
    """Return seeds of repetitions: no two seeds share one, as they would if the number of the repetition were added."""
    return [int(one) for one in np.random.SeedSequence(seed).generate_state(count)]


def both_ways(size: int, source: NDArray[np.intp], target: NDArray[np.intp], *, directed: bool) -> NDArray[np.float64]:
    """Return how many ties run between each two, either way; a tie without direction counts as both."""
    pairs = np.zeros((size, size))
    np.add.at(pairs, (source, target), 1.0 if directed else 2.0)
    return pairs + pairs.T


def _orbits(size: int, moves: list[list[int]]) -> NDArray[np.intp]:
    if not moves:
        return np.arange(size)
    here = np.tile(np.arange(size), len(moves))
    there = np.concatenate([np.asarray(move, dtype=np.intp) for move in moves])
    joined = csr_array((np.ones(len(here)), (here, there)), shape=(size, size))
    return np.asarray(connected_components(joined, directed=False)[1], dtype=np.intp)
