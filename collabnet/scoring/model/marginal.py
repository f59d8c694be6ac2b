"""One chain that draws all sizes at once, with everything else integrated out; then effects, relations and claims.

Given the sizes, ratings are normal, so their density is known with effects, relations and quotes integrated out: one
Cholesky factor per candidate, the same that effects are then drawn with. Candidates come from a distribution that does
not depend on where the chain is (:mod:`~collabnet.scoring.model.proposal`), so that draws hardly depend on each other;
about one in seven is a step from where the chain is, which gets it away from rare places (Metropolis & Hastings;
Tierney 1994, doi:10.1214/aos/1176325750).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.errors import CollabnetError
from collabnet.scoring.model.errors import Layers, Sizes
from collabnet.scoring.model.normal import CANNOT_TELL, Dense, prior_of
from collabnet.scoring.model.proposal import Proposal, proposal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.scoring.model.design import Design

IMPOSSIBLE: Final = -1e10
"""Log density of what cannot be: finite, so that a search can come back from there."""

SMALLEST: Final = 1e-8
"""A variance is never below this, so that it can be divided by."""

TRIES: Final = 100
"""Candidates that a chain tries to start from."""

LOCAL: Final = 0.15
"""Share of candidates that are a step from where the chain is."""

START: Final = 0.5
STEP: Final = 0.2
TOTAL: Final = 20.0
"""From where the peak is sought: numbers, roughly how well ratings tell them, and the total of layers in points."""

FEW: Final = 0.4
"""Scales up to where the size of the few is moved linearly; beyond, its logarithm is: it has a long tail."""

FURTHEST: Final = 12.0
"""Number beyond which nothing is looked for: there a size is 80,000 times its scale."""


@dataclass(frozen=True, eq=False)
class Place:
    """Sizes, and what follows from them.

    Attributes
    ----------
    numbers
        The sizes as the chain moves them, see :class:`Marginal`.
    variance, covariance, layers
        The same as variances.
    factor, half
        L with L L' = Q, and L⁻¹ X'M y.
    log
        Log density, up to a constant.
    """

    numbers: NDArray[np.float64]
    variance: dict[str, float]
    covariance: float
    layers: Sizes
    factor: NDArray[np.float64]
    half: NDArray[np.float64]
    log: float


class Marginal:
    """The density of sizes, given ratings alone.

    Ratings tell well what claims, relations and errors come to together, and less well how they share it. So a place
    is written as

    - the inverse hyperbolic sine of each family's size, in scales: linear where small, a logarithm where large;
    - angles of layers: that of claims against errors, then that of relations against both together (the sum and the
      difference of two directions one after the other), 0 where there is nothing but what is below;
    - the logarithm of what all layers come to together, less the smallest error;
    - where roles go together, the inverse hyperbolic tangent of their correlation.
    """

    def __init__(self, design: Design) -> None:
        self.design = design
        self.layers = Layers(design)
        self.dense = Dense(design, self.layers)
        self.free = tuple(family for family in design.families if family.free)
        self._joined = ("actor", "partner") if design.reciprocal else ()
        self._light = np.array([family.light for family in self.free], dtype=bool)
        self._alone = np.array([family.name not in self._joined for family in self.free], dtype=bool)
        self._scale = np.array([family.scale for family in self.free])
        self._count = np.array([family.size for family in self.free])
        self._unit = self._scale * np.where(self._light, FEW, 1.0)
        relations = (2 if design.reciprocal else 1) if design.pairs else 0
        self.signed = len(self.free) + design.quotes + relations
        self.size = self.signed + 1 + design.reciprocal
        self._fixed = -0.5 * sum(one.size * np.log(one.deviation**2) for one in design.families if not one.free)

    def proposal(self) -> Proposal:
        """Return where sizes probably are."""
        start, step = np.full(self.size, START), np.full(self.size, STEP)
        start[self.signed :] = 0.0
        start[self.signed] = np.log(TOTAL)
        found = proposal(self.log_density, start, step, self.signed)
        if self.log_density(found.centre) <= IMPOSSIBLE:
            raise CollabnetError(CANNOT_TELL)
        return found

    def log_density(self, numbers: NDArray[np.float64]) -> float:
        """Return the log density of the numbers of a place, up to a constant."""
        found = self.at(numbers)
        return IMPOSSIBLE if found is None else found.log

    def at(self, numbers: NDArray[np.float64]) -> Place | None:
        """Return a place by its numbers; nothing where the density vanishes."""
        families, angles = numbers[: len(self.free)], numbers[len(self.free) : self.signed]
        if np.abs(numbers).max() > FURTHEST or np.abs(angles).max(initial=0.0) >= np.pi / 2:
            return None
        sizes = self._unit * np.sinh(families)
        squares = np.maximum(sizes**2, SMALLEST)
        variance = dict(zip((one.name for one in self.free), squares.tolist(), strict=True))
        covariance = 0.0
        log = float(np.log(np.cosh(families)).sum()) + self._of_families(squares) + self._fixed
        if self._joined:
            correlation = float(np.tanh(numbers[-1]))
            covariance = correlation * float(np.sqrt(variance["actor"] * variance["partner"]))
            log += self._of_roles(variance, 1.0 - correlation**2)
        layers, more = self._of_layers(angles.tolist(), float(numbers[self.signed]))
        self.layers.set(layers)
        factor, problem = self.dense.factored(prior_of(self.design, variance, covariance))
        if problem:
            return None
        half, distance = self.dense.explained(factor, self.design.points)
        log += more - float(np.log(factor.diagonal()).sum()) - 0.5 * (self.layers.spread() + distance)
        return Place(numbers, variance, covariance, layers, factor, half, log)

    def _of_families(self, squares: NDArray[np.float64]) -> float:
        """Return the priors of the families' sizes, and the determinant of the effects' prior."""
        ratio = squares / self._scale**2
        priors = -np.where(self._light, 0.5 * ratio, np.log1p(ratio))
        return float(priors @ self._alone - 0.5 * self._count @ np.log(squares))

    def _of_roles(self, variance: dict[str, float], rest: float) -> float:
        """Return the prior of an organisation's two roles (Huang & Wand 2013, doi:10.1214/13-BA815, ν = 2).

        ``|Σ|^−3 Π (2 (Σ⁻¹)_kk + 1 / A_k²)^−2 dΣ``, written for both deviations and the inverse hyperbolic tangent of
        the correlation ρ; ``rest`` is 1 − ρ².
        """
        if rest < SMALLEST:
            return IMPOSSIBLE
        scales = [self.design.family(name).scale for name in self._joined]
        pairs = zip(self._joined, scales, strict=True)
        log = -2.0 * sum(float(np.log(2.0 + variance[name] * rest / scale**2)) for name, scale in pairs)
        return log + (2.0 - 0.5 * len(self.design.twins)) * float(np.log(rest))

    def _of_layers(self, angles: list[float], total: float) -> tuple[Sizes, float]:
        """Return the variances of claims, relations and error, and their priors, written for angles and total."""
        design, log = self.design, 2.0 * total
        rest, squares = math.exp(total), []
        for place, angle in enumerate(reversed(angles)):
            log += math.log(rest) if place else 0.0
            squares.append(max((rest * math.sin(angle)) ** 2, SMALLEST))
            rest *= math.cos(angle)
        error = design.smallest_error**2 + rest**2
        log += (math.log(rest) if angles else 0.0) - 0.5 * math.log(error) - math.log1p(error / design.error_scale**2)
        claim = squares.pop() if design.quotes else 0.0
        share = 2.0 if design.reciprocal else 1.0
        plus, minus = (share * squares[-1], share * squares[0]) if design.pairs else (1.0, 1.0)
        log -= math.log1p(claim / design.claim_scale**2)
        log -= sum(math.log1p(share * square / design.relation_scale**2) for square in squares)
        return Sizes(error, claim, plus, minus), log


class MarginalChain:
    """One chain, moved on candidate by candidate."""

    def __init__(self, design: Design, random: np.random.Generator, candidates: Proposal | None = None) -> None:
        self.density = Marginal(design)
        self.random = random
        self.candidates = candidates if candidates is not None else self.density.proposal()
        self.accepted = 0
        self._start()

    def put(self, numbers: NDArray[np.float64]) -> bool:
        """Go to a place, if there is one of these numbers; tell whether there was."""
        found = self.density.at(numbers)
        if found is None:
            return False
        self.place, self._weight = found, self.candidates.log_density(numbers)
        return True

    def _start(self) -> None:
        """Start from where other chains do not."""
        for _ in range(TRIES):
            numbers = self.candidates.draw(self.random)
            if self.candidates.reaches(numbers) and self.put(numbers):
                return
        raise CollabnetError(CANNOT_TELL)

    def sweep(self) -> None:
        """Draw a candidate, and go there or stay."""
        local = self.random.uniform() < LOCAL
        numbers = self.candidates.near(self.place.numbers, self.random) if local else self.candidates.draw(self.random)
        level = float(np.log(self.random.uniform()))
        if not self.candidates.reaches(numbers):
            return
        found = self.density.at(numbers)
        if found is None:
            return
        weight = self.candidates.log_density(numbers)
        gain = found.log - self.place.log - (0.0 if local else weight - self._weight)
        if level < gain:
            self.place, self._weight = found, weight
            self.accepted += 1

    def look(self) -> tuple[NDArray[np.float64], ...]:
        """Draw effects and relations at the sizes of the moment, and return all, in the order of ``Draws``."""
        place, density = self.place, self.density
        effects = density.dense.drawn(place.factor, place.half, self.random)
        density.layers.set(place.layers)
        relations, _, _ = density.layers.draw(density.design.points - density.design.x @ effects, self.random)
        sizes = place.layers
        layers = np.sqrt([sizes.error, sizes.claim, sizes.plus, sizes.minus])
        deviations = np.sqrt([place.variance[family.name] for family in density.free])
        correlation = np.tanh(place.numbers[-1]) if density.design.reciprocal else 0.0
        return effects, relations, deviations, layers, np.array(correlation)
