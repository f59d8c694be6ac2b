"""What is not explained by effects: relations, claims and single ratings, integrated out in closed form.

A rating's error has three layers, one within the other: its directed pair (the relation g), its claim (what several
coders read in one quote, u) and itself (e). Given their sizes, the precision matrix M of the ratings is known without
storing it (Schur complement), and g and u can be drawn afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.scoring.model.design import Design


@dataclass
class Sizes:
    """Variances of the three layers; ``plus`` and ``minus`` are those of (g_ij ± g_ji) / √2."""

    error: float
    claim: float
    plus: float
    minus: float


def totals(group: NDArray[np.intp], values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Add up values by group."""
    found: NDArray[np.float64] = np.bincount(group, values, minlength=size).astype(float, copy=False)
    return found


def _indicator(group: NDArray[np.intp], size: int) -> sparse.csr_array:
    """Return the matrix that adds up by group."""
    count = len(group)
    return sparse.csr_array((np.ones(count), (group, np.arange(count))), shape=(size, count))


class Layers:
    """The three layers of error of one design, at the sizes last set."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self.claims = len(design.pair)
        self.claim_weight = totals(design.claim, design.weight, self.claims)
        self.has_pair = design.pair >= 0
        self.pair_of = np.where(self.has_pair, design.pair, 0)
        self.slot = 2 * design.block + design.side
        self._adding = _indicator(design.claim, self.claims)
        self.claim_slot = self.slot[self.pair_of] if design.pairs else np.zeros(self.claims, dtype=np.intp)

        self._pairing = _indicator(self.claim_slot, max(2 * design.blocks, 1))

    def set(self, sizes: Sizes) -> None:
        """Take over new sizes and work out what every product with M needs."""
        self.sizes = sizes
        self.precision = self.design.weight / sizes.error
        self.claim_precision = self.claim_weight / sizes.error
        share = 1.0 + sizes.claim * self.claim_precision
        self.kept = 1.0 / share
        """What is left of a claim's ratings once the claim's own effect is integrated out."""
        self.pulled = sizes.claim / share
        self.inverse, self._relation_spread = np.zeros((0, 2, 2)), 0.0
        if not self.design.pairs:
            return
        self._kept_of_pairs = self.kept * self.has_pair
        reduced = self.claim_precision * self._kept_of_pairs
        slots = totals(self.claim_slot, reduced, 2 * self.design.blocks).reshape(-1, 2)
        self.inverse, self._relation_spread = _inverses(slots, sizes)

    def claim_sums(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add up values over the ratings of each claim."""
        return totals(self.design.claim, values, self.claims)

    def apply(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return M @ values."""
        weighted = self.precision * values
        sums = self.claim_sums(weighted)
        taken = self.pulled * sums
        if self.design.pairs:
            taken += self.kept * self._relation_of_claims(self._relation_means(sums))
        return weighted - self.precision * taken[self.design.claim]

    def relation_means(self, residuals: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what relations are on average (blocks × 2), given what effects do not explain."""
        if not self.design.pairs:
            return np.zeros((0, 2))
        return self._relation_means(self.claim_sums(self.precision * residuals)).reshape(-1, 2)

    def apply_all(self, columns: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return M @ columns (n × k), all at once: many bincounts cost more than one sparse product."""
        weighted = self.precision[:, None] * columns
        sums = self._adding @ weighted
        taken = self.pulled[:, None] * sums
        if self.design.pairs:
            slots = (self._pairing @ (sums * self._kept_of_pairs[:, None])).reshape(-1, 2, columns.shape[1])
            means = np.einsum("bij,bjk->bik", self.inverse, slots).reshape(-1, columns.shape[1])
            taken += (self.kept * self.has_pair)[:, None] * means[self.claim_slot]
        found: NDArray[np.float64] = weighted - self.precision[:, None] * taken[self.design.claim]
        return found

    def _relation_means(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        reduced = sums * self._kept_of_pairs
        slots = totals(self.claim_slot, reduced, 2 * self.design.blocks).reshape(-1, 2)
        means = np.empty_like(slots)
        first, second = slots[:, 0], slots[:, 1]
        means[:, 0] = self.inverse[:, 0, 0] * first + self.inverse[:, 0, 1] * second
        means[:, 1] = self.inverse[:, 1, 0] * first + self.inverse[:, 1, 1] * second
        return means.reshape(-1)

    def relations(self, relations: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the relation behind each rating, 0 for none, from one number per pair and direction."""
        if not self.design.pairs:
            return np.zeros(len(self.design.points))
        return self._relation_of_claims(relations.reshape(-1))[self.design.claim]

    def _relation_of_claims(self, slots: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.where(self.has_pair, slots[self.claim_slot], 0.0)

    def draw(
        self, residuals: NDArray[np.float64], random: np.random.Generator
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Draw relations (blocks × 2), claims and the errors that are left, given what effects do not explain."""
        design = self.design
        sums = self.claim_sums(self.precision * residuals)
        slots = np.zeros((0, 2))
        of_claims = np.zeros(self.claims)
        if design.pairs:
            means = self._relation_means(sums).reshape(-1, 2)
            slots = means + _correlated(self.inverse, random.standard_normal((design.blocks, 2)))
            of_claims = self._relation_of_claims(slots.reshape(-1))
        claims = np.zeros(self.claims)
        if design.quotes:
            centre = self.pulled * (sums - self.claim_precision * of_claims)
            claims = centre + np.sqrt(self.pulled) * random.standard_normal(self.claims)
        return slots, claims, residuals - (of_claims + claims)[design.claim]

    def log_density(self, residuals: NDArray[np.float64]) -> float:
        """Return the log density of what effects do not explain, relations and claims integrated out."""
        return -0.5 * (self.spread() + float(residuals @ self.apply(residuals)))

    def spread(self) -> float:
        """Return −log |M|."""
        spread = float(np.log1p(self.sizes.claim * self.claim_precision).sum()) - float(np.log(self.precision).sum())
        return spread + self._relation_spread

    def noise(self, random: np.random.Generator) -> NDArray[np.float64]:
        """Draw what effects do not explain from its prior: a vector with covariance M⁻¹."""
        design, sizes = self.design, self.sizes
        found: NDArray[np.float64] = random.standard_normal(len(design.points)) / np.sqrt(self.precision)
        of_claims = np.sqrt(sizes.claim) * random.standard_normal(self.claims)
        if design.pairs:
            sums = random.standard_normal((design.blocks, 2)) * np.sqrt([sizes.plus, sizes.minus])
            slots = np.stack([sums[:, 0] + sums[:, 1], sums[:, 0] - sums[:, 1]], axis=1) / np.sqrt(2.0)
            of_claims = of_claims + self._relation_of_claims(slots.reshape(-1))
        found += of_claims[design.claim]
        return found


def _inverses(precision: NDArray[np.float64], sizes: Sizes) -> tuple[NDArray[np.float64], float]:
    """Invert, for each pair, prior precision plus data precision (2 × 2 each); and log |1 + prior · data|, summed."""
    variance, covariance = (sizes.plus + sizes.minus) / 2.0, (sizes.plus - sizes.minus) / 2.0
    determinant = max(variance**2 - covariance**2, 1e-300)
    own, cross = variance / determinant, -covariance / determinant
    first, second = own + precision[:, 0], own + precision[:, 1]
    whole = first * second - cross**2
    found = np.empty((len(precision), 2, 2))
    found[:, 0, 0], found[:, 1, 1] = second / whole, first / whole
    found[:, 0, 1] = found[:, 1, 0] = -cross / whole
    return found, float(np.log(whole * determinant).sum())


def _correlated(covariance: NDArray[np.float64], normal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn independent normal numbers into pairs with the given covariances."""
    first = np.sqrt(covariance[:, 0, 0])
    across = covariance[:, 0, 1] / first
    rest = np.sqrt(np.maximum(covariance[:, 1, 1] - across**2, 0.0))
    return np.stack([first * normal[:, 0], across * normal[:, 0] + rest * normal[:, 1]], axis=1)
