"""Where sizes probably are: a Student-t around the peak of their density, folded at zero, to draw candidates from.

Sizes are standard deviations, so a density that is smooth in their squares goes on smoothly on the other side of zero,
and its peak may lie at zero. The peak is sought there, its curvature is measured over a whole standard deviation and
not at the point alone, and whatever is drawn beyond zero is folded back.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import optimize

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Density = Callable[[NDArray[np.float64]], float]

FREEDOM: Final = (12.0, 3.0, 6.0)
SPREAD: Final = (1.05, 1.8, 1.3)
SHARE: Final = (0.55, 0.15, 0.3)
"""Student-t of one shape: one that fits; a wide one with heavy tails, that leaves nothing out; and one for candidates
of which a single size is anything between zero and its peak, since densities seldom fall to nothing there."""

APART: Final = 1.0
"""Standard deviations that a peak lies from zero at least for that: where it is nearer, there is no need."""

FOLDED: Final = 4.0
"""Standard deviations from zero up to which a size is folded; beyond, what lies on the other side is left out."""

ROUNDS: Final = 3
"""How often curvature is measured, each time over a distance that suits it better."""


@dataclass(frozen=True, eq=False)
class Proposal:
    """A folded mixture of multivariate Student-t distributions.

    Attributes
    ----------
    centre
        Length m: the peak.
    root
        m × m: lower triangular; ``root @ root.T`` is the covariance where the density were normal.
    signed
        How many numbers, from the first, are sizes, whose sign means nothing.
    """

    centre: NDArray[np.float64]
    root: NDArray[np.float64]
    signed: int

    @cached_property
    def covariance(self) -> NDArray[np.float64]:
        """Return the covariance where the density were normal: m × m."""
        found: NDArray[np.float64] = self.root @ self.root.T
        return found

    @cached_property
    def _spread(self) -> NDArray[np.float64]:
        found: NDArray[np.float64] = np.sqrt(self.covariance.diagonal()[: self.signed])
        return found

    @cached_property
    def _folded(self) -> NDArray[np.intp]:
        return np.flatnonzero(self.centre[: self.signed] < FOLDED * self._spread)

    @cached_property
    def _small(self) -> NDArray[np.intp]:
        """Return which sizes are now and then anything between zero and their peak."""
        return np.flatnonzero(self.centre[: self.signed] > APART * self._spread)

    @cached_property
    def _mirrors(self) -> NDArray[np.float64]:
        """Return every way in which folded numbers may have had another sign."""
        signs = np.array(list(itertools.product((1.0, -1.0), repeat=len(self._folded))))
        found = np.ones((len(signs), len(self.centre)))
        found[:, self._folded] = signs
        return found

    @cached_property
    def _whitening(self) -> NDArray[np.float64]:
        return np.asarray(np.linalg.inv(self.root).T, dtype=np.float64)

    @cached_property
    def _shares(self) -> tuple[float, float, float]:
        return SHARE if len(self._small) else (SHARE[0] + SHARE[2], SHARE[1], 0.0)

    def draw(self, random: np.random.Generator) -> NDArray[np.float64]:
        """Draw a candidate."""
        first, second, _ = self._shares
        uniform = random.uniform()
        kind = 0 if uniform < first else 1 if uniform < first + second or not len(self._small) else 2
        heavy = np.sqrt(random.chisquare(FREEDOM[kind]) / FREEDOM[kind])
        place = self.centre + self.root @ (random.standard_normal(len(self.centre)) * SPREAD[kind] / heavy)
        if kind == 2:
            one = self._small[random.integers(len(self._small))]
            column = self.covariance[:, one]
            place += column / column[one] * (random.uniform(0.0, self.centre[one]) - place[one])
        return self._fold(place)

    def near(self, place: NDArray[np.float64], random: np.random.Generator) -> NDArray[np.float64]:
        """Draw a step from a place; the step back is as likely."""
        step = 2.0 / np.sqrt(len(place))
        return self._fold(place + step * (self.root @ random.standard_normal(len(place))))

    def _fold(self, place: NDArray[np.float64]) -> NDArray[np.float64]:
        place[self._folded] = np.abs(place[self._folded])
        return place

    def reaches(self, place: NDArray[np.float64]) -> bool:
        """Tell whether a place is one of those that count: no size below zero."""
        return not bool((place[: self.signed] < 0.0).any())

    def log_density(self, place: NDArray[np.float64]) -> float:
        """Return the log density of a candidate, up to a constant."""
        mirrored = self._mirrors * place
        white = (mirrored - self.centre) @ self._whitening
        squares = np.einsum("ij,ij->i", white, white)
        found = np.logaddexp(*(np.log(self._shares[kind]) + _student(squares, len(place), kind) for kind in (0, 1)))
        if len(self._small):
            found = np.logaddexp(found, self._log_density_of_small(mirrored[:, self._small], squares))
        return float(np.logaddexp.reduce(found))

    def _log_density_of_small(self, some: NDArray[np.float64], squares: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the log density of candidates of which one size is anything between zero and its peak."""
        centre, spread = self.centre[self._small], self._spread[self._small]
        rest = np.maximum(squares[:, None] - ((some - centre) / spread) ** 2, 0.0)
        log = _student(rest, len(self.centre) - 1, 2) + np.log(spread / centre) + 0.5 * np.log(np.pi)
        log = np.where((some >= 0.0) & (some <= centre), log, -np.inf)
        found: NDArray[np.float64] = np.logaddexp.reduce(log, axis=1) + np.log(self._shares[2] / len(self._small))
        return found


def _student(squares: NDArray[np.float64], size: int, kind: int) -> NDArray[np.float64]:
    """Return the log density of a Student-t of so many numbers at squared distances, up to what all kinds share."""
    freedom = FREEDOM[kind]
    falling = (freedom + size) / 2.0 * np.log1p(squares / (freedom * SPREAD[kind] ** 2))
    found: NDArray[np.float64] = _constant(size, kind) - falling
    return found


@cache
def _constant(size: int, kind: int) -> float:
    freedom = FREEDOM[kind]
    of_gammas = math.lgamma((freedom + size) / 2) - math.lgamma(freedom / 2)
    return of_gammas - size / 2 * math.log(freedom) - size * math.log(SPREAD[kind])


def proposal(density: Density, start: NDArray[np.float64], step: NDArray[np.float64], signed: int) -> Proposal:
    """Return the proposal for a log density.

    Parameters
    ----------
    density
        Returns the log density of m numbers; even in the first ``signed``. It must be finite everywhere.
    start
        Where the peak is sought from.
    step
        Roughly how wide the density is along each number.
    signed
        How many numbers are sizes.
    """

    def down(scaled: Any) -> float:
        return -density(scaled * step)

    options: Any = {"gtol": 0.1, "maxiter": 30, "eps": 1e-4}
    centre = np.asarray(optimize.minimize(down, start / step, method="BFGS", options=options).x * step)
    centre[:signed] = np.abs(centre[:signed])
    root = np.linalg.cholesky(_covariance(density, centre, step))
    return Proposal(centre, np.asarray(root, dtype=np.float64), signed)


def _covariance(density: Density, centre: NDArray[np.float64], step: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the covariance of the normal density that falls as fast as this one, some way from its peak."""
    peak = density(centre)
    for turn in range(ROUNDS):
        up, down = (np.array([density(centre + sign * row) for row in np.diag(step)]) for sign in (1.0, -1.0))
        fall = np.clip(peak - (up + down) / 2.0, 0.01, 100.0)
        if turn < ROUNDS - 1:
            step = step * np.clip(np.sqrt(1.0 / fall), 0.1, 3.0)
    curvature = np.diag(2.0 * fall)
    for first, second in itertools.combinations(range(len(centre)), 2):
        corner = centre.copy()
        corner[[first, second]] += step[[first, second]]
        both = up[first] + up[second] - peak - density(corner)
        curvature[first, second] = curvature[second, first] = np.clip(both, -100.0, 100.0)
    values, vectors = np.linalg.eigh(curvature)
    turned = step[:, None] * vectors
    found: NDArray[np.float64] = (turned / np.maximum(values, 0.2)) @ turned.T
    return found
