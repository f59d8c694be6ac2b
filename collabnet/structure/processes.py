"""How the ways of working together lie over each other: who works in which of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.network import Layer

INFORMATION: Final = "information_exchange"
CASES: Final = ("case_transfer", "case_coordination")
"""What presupposes that information is exchanged."""


def pairs(layer: Layer) -> NDArray[np.intp]:
    """Return the tied pairs, whichever way ties run, each as one number: smaller position · n + larger position."""
    return np.unique(np.minimum(layer.source, layer.target) * layer.n + np.maximum(layer.source, layer.target))


def ladder(layer: Layer) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the pairs that hand over or coordinate cases, and those of them that exchange no information.

    Of a layer with parts (process ``all``); both are empty for a single process.
    """
    of = {part.process: pairs(part) for part in layer.parts}
    none = np.zeros(0, dtype=np.intp)
    upper = np.unique(np.concatenate([none, *(of.get(process, none) for process in CASES)]))
    return upper, np.setdiff1d(upper, of.get(INFORMATION, none))


@dataclass(frozen=True)
class LayerOverlap:
    """How far two processes join the same organisations.

    Attributes
    ----------
    first, second, both
        Ties of each, and of both.
    jaccard
        ``both / (first + second − both)``; NaN without ties.
    second_of_first, first_of_second
        Share of the ties of one that are there in the other; NaN where one has none.
    """

    first: int
    second: int
    both: int
    jaccard: float
    second_of_first: float
    first_of_second: float


def layer_overlap(first: Layer, second: Layer) -> LayerOverlap:
    """Say how far two ways of working join the same organisations.

    With direction in both, ties from i to j are compared; else pairs, whichever way ties run.

    References
    ----------
    Battiston, Nicosia & Latora (2014), doi:10.1103/PhysRevE.89.032804.
    """
    directed = first.directed and second.directed
    one, other = (_cells(layer) if directed else pairs(layer) for layer in (first, second))
    both = len(np.intersect1d(one, other))
    either = len(one) + len(other) - both
    shares = (both / size if size else np.nan for size in (either, len(one), len(other)))
    return LayerOverlap(len(one), len(other), both, *shares)


def _cells(layer: Layer) -> NDArray[np.intp]:
    return layer.source * layer.n + layer.target
