"""What every sampler has in common: it moves on, it can be looked at, and what was seen is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Draws:
    """What one chain found.

    Attributes
    ----------
    effects
        draws × q, in points.
    relations
        draws × blocks × 2.
    deviations
        draws × free families: standard deviations, in points.
    layers
        draws × 4: standard deviations of error, claim, and of the sum and the difference of two directions.
    correlation
        draws: between an organisation's two roles; 0 where not estimated.
    """

    effects: NDArray[np.float64]
    relations: NDArray[np.float64]
    deviations: NDArray[np.float64]
    layers: NDArray[np.float64]
    correlation: NDArray[np.float64]


class Moving(Protocol):
    """One chain of a sampler."""

    def sweep(self) -> None:
        """Move everything once."""

    def look(self) -> tuple[NDArray[np.float64], ...]:
        """Return where the chain is, in the order of :class:`Draws`."""


def run(state: Moving, *, warm: int, kept: int, thin: int = 1) -> Draws:
    """Move a chain on: ``warm`` sweeps are thrown away; of the ``kept`` that follow every ``thin``-th is stored."""
    for _ in range(warm):
        state.sweep()
    found = []
    for place in range(kept):
        state.sweep()
        if place % thin == 0:
            found.append(state.look())
    return Draws(*(np.array(part) for part in zip(*found, strict=True)))
