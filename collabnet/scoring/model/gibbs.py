"""One chain of the Gibbs sampler: effects together, relations and claims, then the sizes; all from known distributions.

For studies too large to integrate effects out, and for the ordinal check, whose points are hidden. Standard deviations
have half-Cauchy priors, written as scale mixtures so that every step is conjugate. Families of effects are drawn with a
redundant multiplier (parameter expansion), which gives exactly the half-Cauchy prior and lets small standard deviations
move freely (Gelman, van Dyk, Huang & Boscardin 2008, doi:10.1198/106186008X287337).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import special

from collabnet.scoring.model.errors import Layers, Sizes
from collabnet.scoring.model.few import Few
from collabnet.scoring.model.normal import DENSE, Prior, drawer, prior_of
from collabnet.scoring.model.slices import slice_step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.scoring.model.design import Design

TINY: Final = 1e-8
"""A multiplier is never nearer to zero than this, so that it can be divided by."""

START: Final = 100.0
"""Variance from which every chain starts, times a random factor."""


class Chain:
    """One chain, moved on sweep by sweep."""

    def __init__(self, design: Design, random: np.random.Generator) -> None:
        self.design, self.random = design, random
        self.points = design.points
        self.left: NDArray[np.float64] = design.points
        self.layers = Layers(design)
        self.drawer = drawer(design, self.layers)
        self.free = tuple(family for family in design.families if family.free)
        self.joined = tuple(family for family in self.free if design.reciprocal and family.name in ("actor", "partner"))
        self.few = Few(design)
        apart = (*self.joined, *self.few.light)
        self.expanded = tuple(family for family in self.free if family not in apart)
        self.variance = {family.name: START * random.uniform(0.5, 2.0) for family in self.free}
        self.covariance = 0.0
        self.mixing = np.ones(2)
        self.multiplier = np.ones(len(self.expanded))
        self.sizes = Sizes(4 * START, START / 4 if design.quotes else 0.0, START, START)
        self.own = 1.0
        self._turn = 0
        self.every = 1 if design.size > DENSE else 4
        """Sweeps after which shares are traded: always where a sweep takes long anyway."""
        claims = [("claim",)] if design.quotes else []
        relations = [("plus",), ("minus",)] if design.reciprocal else [("plus", "minus")]
        relations = relations if design.pairs else []
        self._layered: list[tuple[str, ...]] = [*claims, *relations]
        self.stretch: NDArray[np.float64] = np.ones(3 if design.reciprocal else 2)
        self.relations: NDArray[np.float64] = np.zeros((design.blocks, 2))
        self.effects = np.zeros(design.size)

    def sweep(self) -> None:
        """Draw everything once."""
        self.layers.set(self.sizes)
        self.effects = self.drawer.draw(self.points, self.prior(), self.random)
        self._rescale()
        self._draw_few()
        residuals = self.points - self.design.x @ self.effects
        self._trade(residuals)
        self.relations, claims, _ = self.layers.draw(residuals, self.random)
        claims, self.left = self._rescale_layers(residuals, claims)
        self._sizes_of_layers(claims, self.left)
        self._sizes_of_families()

    def look(self) -> tuple[NDArray[np.float64], ...]:
        """Return where the chain is, in the order of :class:`Draws`."""
        sizes = self.sizes
        layers = np.sqrt([sizes.error, sizes.claim, sizes.plus, sizes.minus])
        deviations = np.sqrt([self.variance[family.name] for family in self.free])
        return self.effects.copy(), self.relations.copy(), deviations, layers, np.array(self._correlation())

    def _correlation(self) -> float:
        if not self.joined:
            return 0.0
        first, second = (self.variance[family.name] for family in self.joined)
        return float(self.covariance / np.sqrt(first * second))

    def prior(self) -> Prior:
        """Return the prior of the effects at the sizes of the moment."""
        return prior_of(self.design, self.variance, self.covariance)

    def _rescale(self) -> None:
        """Draw the multipliers of the expanded families, given their unscaled effects, all at once."""
        if not self.expanded:
            return
        design = self.design
        unscaled = self.effects.copy()
        parts = np.zeros((design.size, len(self.expanded)))
        for column, family in enumerate(self.expanded):
            inside = slice(family.start, family.stop)
            unscaled[inside] /= self.multiplier[column]
            parts[inside, column] = unscaled[inside]
            unscaled[inside] = 0.0
        explained = design.x @ parts
        turned = self.layers.apply_all(explained)
        precision = explained.T @ turned + np.eye(len(self.expanded))
        rest = self.points - design.x @ unscaled
        factor = np.linalg.cholesky(precision)
        centre = np.linalg.solve(precision, turned.T @ rest)
        drawn = centre + np.linalg.solve(factor.T, self.random.standard_normal(len(self.expanded)))
        self.multiplier = _away_from_zero(drawn)
        self.effects = unscaled + parts @ self.multiplier

    def _draw_few(self) -> None:
        """Draw the effects and sizes of the few."""
        if not self.few.light:
            return
        others = self.effects.copy()
        others[self.few.columns] = 0.0
        rest = self.points - self.design.x @ others
        self.effects[self.few.columns] = self.few.draw(rest, self.layers, self.variance, self.random)

    def _trade(self, residuals: NDArray[np.float64]) -> None:
        """Draw how much of what one rating leaves open is its claim's or its relation's, the sum of both held.

        The ratings tell the sum well and the shares badly, so a step along the shares saves many small ones. A slice
        on the logit of the share, with relations and claims integrated out.
        """
        self._turn += 1
        if not self._layered or self._turn % self.every:
            return
        names = self._layered[self._turn // self.every % len(self._layered)]
        before = self.sizes
        total = before.error + getattr(before, names[0])

        def log(place: float) -> float:
            return self._log_of(names, total, place, residuals)

        slice_step(log, float(np.log(max(getattr(before, names[0]), TINY) / before.error)), self.random)
        self._refresh(names)

    def _refresh(self, names: tuple[str, ...]) -> None:
        """Draw the helping variables anew that belong to the sizes just traded: they were integrated out.

        A multiplier α with σ = |α| τ given σ: α² is exponential with rate (1 + scale² / σ²) / 2.
        """
        rate = (1.0 + self._scale_of(names) ** 2 / getattr(self.sizes, names[0])) / 2.0
        place = {"claim": -1, "plus": 0, "minus": 1}[names[0]]
        self.stretch[place] = np.sqrt(self.random.standard_exponential() / rate)
        self._mix_error()

    def _scale_of(self, names: tuple[str, ...]) -> float:
        return self.design.claim_scale if names == ("claim",) else self.design.relation_scale

    def _mix_error(self) -> None:
        self.own = self._inverse_gamma(1.0, 1.0 / self.design.error_scale**2 + 1.0 / self.sizes.error)

    def _log_of(self, names: tuple[str, ...], total: float, place: float, residuals: NDArray[np.float64]) -> float:
        """Return the log density of a share, given as its logit, and set the layers to it."""
        share = float(special.expit(place))
        error, other = total * (1.0 - share), total * share
        if error < self.design.smallest_error**2 or other < TINY:
            return -np.inf
        self.sizes = replace(self.sizes, error=error, **dict.fromkeys(names, other))
        self.layers.set(self.sizes)
        prior = _half_cauchy(error, self.design.error_scale) + _half_cauchy(other, self._scale_of(names))
        return self.layers.log_density(residuals) + prior + float(np.log(share) + np.log1p(-share))

    def _rescale_layers(
        self, residuals: NDArray[np.float64], claims: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Draw the multipliers of relations and claims; return claims and the errors that are left."""
        pieces = self._pieces(self.relations)
        columns = [*(self.layers.relations(piece) for piece in pieces), claims[self.design.claim]]
        parts = np.stack(columns, axis=1) / self.stretch
        turned = parts * self.layers.precision[:, None]
        precision = parts.T @ turned + np.eye(len(columns))
        drawn = np.asarray(np.linalg.solve(precision, turned.T @ residuals), dtype=np.float64)
        noise = self.random.standard_normal(len(columns))
        drawn = drawn + np.asarray(np.linalg.solve(np.linalg.cholesky(precision).T, noise), dtype=np.float64)
        drawn = _away_from_zero(drawn)
        ratio = drawn / self.stretch
        self.relations = np.zeros_like(self.relations)
        for piece, one in zip(pieces, ratio, strict=False):
            self.relations += piece * one
        self.stretch = drawn
        return claims * ratio[-1], residuals - parts @ drawn

    def _pieces(self, relations: NDArray[np.float64]) -> list[NDArray[np.float64]]:
        """Return relations as what both directions share and what sets them apart; whole where not reciprocal."""
        if not self.design.reciprocal:
            return [relations]
        shared = np.repeat(relations.mean(axis=1, keepdims=True), 2, axis=1)
        return [shared, relations - shared]

    def _sizes_of_families(self) -> None:
        for column, family in enumerate(self.expanded):
            effects = self.effects[family.start : family.stop]
            self.variance[family.name] = self._stretched(effects, family.scale, self.multiplier[column])
        if self.joined:
            self._sizes_of_twins()

    def _sizes_of_twins(self) -> None:
        """Draw the covariance matrix of an organisation's two roles (Huang & Wand 2013, doi:10.1214/13-BA815)."""
        both = np.stack([self.effects[self.design.twins[:, 0]], self.effects[self.design.twins[:, 1]]])
        scatter = both @ both.T + 4.0 * np.diag(1.0 / self.mixing)
        freedom = both.shape[1] + 3
        root = np.linalg.cholesky(np.linalg.inv(scatter))
        lower = np.array(
            [[np.sqrt(self.random.chisquare(freedom)), 0.0],
             [self.random.standard_normal(), np.sqrt(self.random.chisquare(freedom - 1))]]
        )  # fmt: skip
        half = root @ lower
        drawn = np.linalg.inv(half @ half.T)
        inverse = np.linalg.inv(drawn)
        for place, family in enumerate(self.joined):
            self.variance[family.name] = float(drawn[place, place])
            rate = 1.0 / family.scale**2 + 2.0 * inverse[place, place]
            self.mixing[place] = self._inverse_gamma(2.0, rate)
        self.covariance = float(drawn[0, 1])

    def _sizes_of_layers(self, claims: NDArray[np.float64], errors: NDArray[np.float64]) -> None:
        design, sizes = self.design, self.sizes
        error = self._bounded(len(errors), float(errors @ (design.weight * errors)))
        claim = self._stretched(claims, design.claim_scale, self.stretch[-1]) if design.quotes else 0.0
        plus, minus = self._sizes_of_relations() if design.pairs else (sizes.plus, sizes.minus)
        self.sizes = Sizes(error, claim, plus, minus)
        self._mix_error()

    def _sizes_of_relations(self) -> tuple[float, float]:
        design, stretch = self.design, self.stretch
        if not design.reciprocal:
            variance = self._stretched(self.relations[design.block, design.side], design.relation_scale, stretch[0])
            return variance, variance
        both = (self.relations @ np.array([[1.0, 1.0], [1.0, -1.0]])) / np.sqrt(2.0)
        plus, minus = (
            self._stretched(column, design.relation_scale, one) for column, one in zip(both.T, stretch[:2], strict=True)
        )
        return plus, minus

    def _stretched(self, effects: NDArray[np.float64], scale: float, multiplier: float) -> float:
        """Draw the variance of effects that carry a redundant multiplier."""
        unscaled = effects / multiplier
        rate = (float(unscaled @ unscaled) + scale**2) / 2.0
        return self._inverse_gamma((len(effects) + 1) / 2.0, rate) * multiplier**2

    def _inverse_gamma(self, shape: float, rate: float) -> float:
        return float(rate / self.random.standard_gamma(shape))

    def _bounded(self, count: int, squares: float) -> float:
        """Draw the error's variance, which is not below what rounding to a rating step leaves open."""
        shape, rate = (count + 1) / 2.0, squares / 2.0 + 1.0 / self.own
        most = 1.0 / self.design.smallest_error**2
        uniform = self.random.uniform()
        inside = float(special.gammainc(shape, rate * most))
        if inside < 1e-280:  # so far in the tail that only the edge is left: density ∝ x^(shape − 1) there
            return float(1.0 / (most * uniform ** (1.0 / shape)))
        return 1.0 / min(float(special.gammaincinv(shape, uniform * inside)) / rate, most)


def _away_from_zero(multipliers: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.abs(multipliers) < TINY, TINY, multipliers)


def _half_cauchy(variance: float, scale: float) -> float:
    """Return the log density of a variance whose root is half-Cauchy, up to a constant."""
    return -0.5 * float(np.log(variance)) - float(np.log1p(variance / scale**2))
