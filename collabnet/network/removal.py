"""How far a network falls apart without some of its organisations, for many sets of them at once.

Who reaches whom is a row of bits per organisation, 64 to a word. A step joins the rows of all partners; it is done for
thousands of removed sets together, so that the hundreds of thousands of sets of three take seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network.layer import Layer

_BYTES: Final = 8_000_000
"""Memory for the rows of bits of the sets that are looked at together: about what a processor keeps at hand."""


@dataclass(frozen=True)
class Apart:
    """What is left of a network without each of several sets of organisations.

    Attributes
    ----------
    fragmentation
        Borgatti's F: the share of pairs that no path joins.
    distance_fragmentation
        His DF: one minus the mean of 1/distance over pairs.
    """

    fragmentation: NDArray[np.float64]
    distance_fragmentation: NDArray[np.float64]


def without(layer: Layer, removed: NDArray[np.intp]) -> Apart:
    """Return how far a layer is apart without each set of organisations, a tie in either direction counting.

    Parameters
    ----------
    layer
        One process in one wave on one basis.
    removed
        One row per set: the positions of who is taken away, each once. A row may be empty: nobody is.

    Returns
    -------
    Apart
        One entry per set, over the pairs of those who are left; NaN where fewer than two are.
    """
    left = layer.n - removed.shape[1]
    found = np.full((2, len(removed)), np.nan)
    partners = _partners(layer)
    words = -(-layer.n // 64)
    step = max(1, _BYTES // max(8 * words * layer.n, 1))
    for start in range(0, len(removed) if left > 1 else 0, step):
        found[:, start : start + step] = _pairs(layer.n, partners, removed[start : start + step])
    joined, near = found / max(left * (left - 1), 1)
    return Apart(1 - joined, 1 - near)


def _partners(layer: Layer) -> list[list[int]]:
    pairs = layer.undirected()
    partners: list[list[int]] = [[] for _ in range(layer.n)]
    for first, second in zip(pairs.source.tolist(), pairs.target.tolist(), strict=True):
        partners[first].append(second)
        partners[second].append(first)
    return partners


def _pairs(size: int, partners: list[list[int]], removed: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return, for each set, how many ordered pairs some path joins and the sum of 1/distance over them."""
    here = np.full((size, len(removed)), np.uint64(2**64 - 1))
    for column in removed.T:
        here[column, np.arange(len(removed))] = 0
    own = np.uint64(1) << (np.arange(size, dtype=np.uint64) % np.uint64(64))
    reached = np.zeros((size, -(-size // 64), len(removed)), dtype=np.uint64)
    reached[np.arange(size), np.arange(size) // 64] = own[:, None] & here
    first = count = np.bitwise_count(reached).sum(axis=(0, 1), dtype=np.int64)
    near = np.zeros(len(removed))
    for steps in range(1, size):
        following = reached.copy()
        for place, those in enumerate(partners):
            for other in those:
                following[place] |= reached[other]
            following[place] &= here[place]
        now = np.bitwise_count(following).sum(axis=(0, 1), dtype=np.int64)
        if (now == count).all():
            break
        near += (now - count) / steps
        reached, count = following, now
    return np.array([count - first, near])
