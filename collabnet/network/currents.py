"""Ties as wires: how a current spreads over each connected part of a network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse.csgraph import connected_components

from collabnet.network.spectrum import adjacency

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from collabnet.network.layer import Layer


@dataclass(frozen=True)
class Part:
    """One connected part with ties, without direction.

    Attributes
    ----------
    members
        Positions of its organisations in the layer.
    ties
        Its matrix of a tie in either direction, in the order of ``members``.
    potential
        The pseudo-inverse of its Laplacian: column t is the potential when one unit enters at t and leaves equally
        everywhere.
    """

    members: NDArray[np.intp]
    ties: csr_array
    potential: NDArray[np.float64]


def parts(layer: Layer) -> tuple[Part, ...]:
    """Return the connected parts of a layer that hold at least one tie."""
    return layer.remember("currents", _parts)


def _parts(layer: Layer) -> tuple[Part, ...]:
    ties = adjacency(layer.undirected())
    count, label = connected_components(ties, directed=False)
    members = [np.flatnonzero(label == number) for number in range(count)]
    return tuple(_part(ties, those) for those in members if len(those) > 1)


def _part(ties: csr_array, members: NDArray[np.intp]) -> Part:
    own = ties[members][:, members]
    size = len(members)
    laplacian = np.diag(np.asarray(own.sum(axis=1)).ravel()) - own.toarray()
    potential = cho_solve(cho_factor(laplacian + 1.0 / size), np.eye(size)) - 1.0 / size
    return Part(members, own, potential)
