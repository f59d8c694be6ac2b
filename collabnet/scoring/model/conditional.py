"""What the model says on average when sizes are held: for what a full fit would take too long, such as leaving out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.scoring.model.errors import Layers, Sizes
from collabnet.scoring.model.normal import Sparse, prior_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from collabnet.scoring.model.design import Design
    from collabnet.scoring.model.fit import Fit

LEFT_OUT: Final = 1e-9
"""Weight of a rating that is left out: it keeps its place and says nothing."""


@dataclass(frozen=True)
class Held:
    """Sizes at one draw.

    Attributes
    ----------
    variance
        Family to variance.
    covariance
        Of an organisation's two roles.
    layers
        Variances of error, claims and relations.
    """

    variance: Mapping[str, float]
    covariance: float
    layers: Sizes

    @classmethod
    def at(cls, fit: Fit, draw: int) -> Held:
        """Return the sizes of one draw."""
        design, draws = fit.observations.design, fit.draws
        free = [family.name for family in design.families if family.free]
        variance = dict(zip(free, (draws.deviations[draw] ** 2).tolist(), strict=True))
        covariance = 0.0
        if design.reciprocal:
            covariance = float(draws.correlation[draw]) * float(np.sqrt(variance["actor"] * variance["partner"]))
        return cls(variance, covariance, Sizes(*(draws.layers[draw] ** 2).tolist()))


class Averages:
    """Posterior means of effects and relations at held sizes, with some ratings left out."""

    def __init__(self, design: Design, held: Held) -> None:
        self.design, self.held = design, held
        self.prior = prior_of(design, held.variance, held.covariance)
        self._start = np.zeros(design.size)

    def __call__(self, left_out: NDArray[np.bool_] | None = None) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the means of effects (q) and of relations (blocks × 2)."""
        design = self.design
        if left_out is not None:
            design = replace(design, weight=np.where(left_out, LEFT_OUT * design.weight, design.weight))
        layers = Layers(design)
        layers.set(self.held.layers)
        solver = Sparse(design, layers, start=self._start)
        effects = solver.mean(design.points, self.prior)
        if left_out is None:
            self._start = effects
        return effects, layers.relation_means(design.points - design.x @ effects)
