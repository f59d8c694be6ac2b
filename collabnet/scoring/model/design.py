"""What the sampler is given: ratings, which effects stand behind each, and what is known of their sizes.

Nothing here knows organisations or domains; :mod:`~collabnet.scoring.model.observations` turns statements into this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array


@dataclass(frozen=True)
class Family:
    """Effects of one kind, side by side among the columns of the design.

    Attributes
    ----------
    name
        Such as ``actor`` or ``coder``.
    start, stop
        Its columns.
    scale
        Scale of the prior of its standard deviation, in points; NaN where that is fixed.
    deviation
        The fixed standard deviation, in points; NaN where it is estimated.
    light
        Whether that prior is half-normal instead of half-Cauchy: for the few of whom ratings tell little, so that the
        prior has to say that they do not differ by whole steps.
    """

    name: str
    start: int
    stop: int
    scale: float = np.nan
    deviation: float = np.nan
    light: bool = False

    @property
    def size(self) -> int:
        """Return how many effects there are."""
        return self.stop - self.start

    @property
    def free(self) -> bool:
        """Tell whether its standard deviation is estimated."""
        return self.deviation != self.deviation

    def log_prior(self, variance: float) -> float:
        """Return the log density of the standard deviation, given as a variance, up to a constant."""
        ratio = variance / self.scale**2
        return -0.5 * ratio if self.light else -float(np.log1p(ratio))


@dataclass(frozen=True, eq=False)
class Design:
    """Ratings and the effects behind them: ``points − centre = x @ effects + relation + claim + error``.

    Attributes
    ----------
    points
        Length n: ratings in points, less the prior mean of the domains (50).
    weight
        Length n: the error of observation s has variance σ² / weight.
    x
        n × q, sparse: how much of each effect is in each rating.
    families
        Cover all q columns, in order.
    claim
        Length n: which claim (a quote's word on one pair and domain) a rating codes, from 0.
    pair
        One per claim: which directed pair it is about, −1 for none.
    block, side
        One per directed pair: which two organisations, and which of the two directions (0, 1).
    quotes
        Whether claims have an effect of their own: only where some were coded more than once.
    reciprocal
        Whether the two directions of a pair, and an organisation's two roles, may go together.
    twins
        Where reciprocal: pairs of columns (actor, partner) of one organisation, k × 2.
    relation_scale, claim_scale, error_scale
        Half-Cauchy scales of their standard deviations, in points.
    smallest_error
        The error's standard deviation is not below this: what rounding to a rating step leaves open.
    """

    points: NDArray[np.float64]
    weight: NDArray[np.float64]
    x: csr_array
    families: tuple[Family, ...]
    claim: NDArray[np.intp]
    pair: NDArray[np.intp]
    block: NDArray[np.intp]
    side: NDArray[np.intp]
    quotes: bool
    reciprocal: bool
    twins: NDArray[np.intp]
    relation_scale: float
    claim_scale: float
    error_scale: float
    smallest_error: float

    @property
    def size(self) -> int:
        """Return how many effects are drawn together."""
        return int(self.x.shape[1])

    @property
    def pairs(self) -> int:
        """Return how many directed pairs are spoken of."""
        return len(self.block)

    @property
    def blocks(self) -> int:
        """Return how many pairs there are, whatever the direction."""
        return int(self.block.max()) + 1 if len(self.block) else 0

    def family(self, name: str) -> Family:
        """Return one family by its name."""
        return next(one for one in self.families if one.name == name)
