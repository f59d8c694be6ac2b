"""The ordinal check: the same effects, with ratings as steps of a hidden scale instead of points (cumulative probit).

A rating says between which two boundaries a hidden number lies (Albert & Chib 1993,
doi:10.1080/01621459.1993.10476321). The outer boundaries stand at 12.5 and 87.5 points, so that both models speak the
same scale; the two inner ones are found. Nothing is assumed about the distance from 1 to 2 being that from 2 to 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import special, stats

from collabnet import settings
from collabnet.scoring.model.gibbs import Chain
from collabnet.scoring.model.observations import CENTRE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.scoring.model.design import Design

FIRST: Final = settings.POINTS_PER_RATING / 2.0
"""The boundary between ratings 0 and 1, in points."""

AGREES: Final = 0.9
"""Kendall's tau between the organisations of both models from which the headline stands (methods 8.3)."""


class OrdinalChain(Chain):
    """A chain whose points are hidden and drawn anew in every sweep."""

    def __init__(self, design: Design, random: np.random.Generator) -> None:
        super().__init__(design, random)
        steps = (design.points + CENTRE) / settings.POINTS_PER_RATING
        self.step = np.clip(np.round(steps), 0, settings.RATING_MAXIMUM).astype(int)
        inner = (np.arange(settings.RATING_MAXIMUM) + 0.5) * settings.POINTS_PER_RATING - CENTRE
        self.boundaries = np.concatenate([[-np.inf], inner, [np.inf]])

    def sweep(self) -> None:
        """Draw boundaries and hidden points, then everything else."""
        super().sweep()
        self._draw_boundaries()
        self._draw_points()

    def _draw_points(self) -> None:
        expected = self.points - self.left
        spread = np.sqrt(self.sizes.error / self.design.weight)
        low = special.ndtr((self.boundaries[self.step] - expected) / spread)
        high = special.ndtr((self.boundaries[self.step + 1] - expected) / spread)
        share = np.clip(low + (high - low) * self.random.uniform(size=len(low)), 1e-12, 1.0 - 1e-12)
        drawn = expected + spread * special.ndtri(share)
        self.points = np.clip(drawn, self.boundaries[self.step], self.boundaries[self.step + 1])

    def _draw_boundaries(self) -> None:
        """Draw each inner boundary between the highest hidden point below it and the lowest above it."""
        for place in range(2, settings.RATING_MAXIMUM):
            below, above = self.points[self.step < place], self.points[self.step >= place]
            low = max(self.boundaries[place - 1], below.max(initial=-np.inf))
            high = min(self.boundaries[place + 1], above.min(initial=np.inf))
            self.boundaries[place] = self.random.uniform(low, high)

    def look(self) -> tuple[NDArray[np.float64], ...]:
        """Return where the chain is; the four boundaries, in points, in the place of a correlation."""
        found = super().look()
        return (*found[:-1], self.boundaries[1:-1] + CENTRE)


def expected_rating(
    centre: NDArray[np.float64], spread: NDArray[np.float64], boundaries: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the rating that hidden points lead to on average, in points of 0–100.

    Parameters
    ----------
    centre
        draws × anything.
    spread
        draws: standard deviation of what is particular to a quote and a rating.
    boundaries
        draws × 4.
    """
    found = np.zeros_like(centre)
    for place in range(boundaries.shape[1]):
        found += special.ndtr((centre - boundaries[:, place, None]) / spread[:, None])
    return found * settings.POINTS_PER_RATING


def kendall(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Return Kendall's tau-b between two lists of scores; NaN below two."""
    if len(first) < 2:
        return float("nan")
    return float(stats.kendalltau(first, second).statistic)
