"""Effects of the few, such as three coders: drawn together with what they are easily mistaken for, their size first.

How much three coders differ is told by three numbers, which a level shared by all may take up as well. Moving effects
and size by turns would take thousands of sweeps to see all that is possible. So the size is drawn with the effects of
the few and all fixed ones (levels, shifts) integrated out, and then these effects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from collabnet.scoring.model.slices import slice_step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.scoring.model.design import Design, Family
    from collabnet.scoring.model.errors import Layers


class Few:
    """Families with a half-normal prior, beside those of fixed size."""

    def __init__(self, design: Design) -> None:
        self.design = design
        self.light = tuple(family for family in design.families if family.free and family.light)
        inside = [family for family in design.families if family.light or not family.free]
        self.columns = np.concatenate([np.arange(family.start, family.stop) for family in inside])
        self._place = {
            family.name: np.searchsorted(self.columns, np.arange(family.start, family.stop)) for family in inside
        }
        fixed = [np.full(family.size, 1.0 if family.free else family.deviation) for family in inside]
        self._prior = 1.0 / np.concatenate(fixed) ** 2
        self._x = design.x[:, self.columns].toarray()

    def draw(
        self, rest: NDArray[np.float64], layers: Layers, variance: dict[str, float], random: np.random.Generator
    ) -> NDArray[np.float64]:
        """Draw the sizes of the few, written into ``variance``, and return the effects of all :attr:`columns`.

        Parameters
        ----------
        rest
            Length n: ratings less what all other effects explain.
        layers
            At the sizes of the moment.
        variance
            Family to variance.
        random
            Random numbers.
        """
        turned = layers.apply_all(self._x)
        precision, right = self._x.T @ turned, turned.T @ rest
        prior = self._prior.copy()
        for family in self.light:
            prior[self._place[family.name]] = 1.0 / variance[family.name]
        for family in self.light:
            place = self._place[family.name]

            def log(number: float, family: Family = family, place: NDArray[np.intp] = place) -> float:
                variance[family.name] = float(np.exp(2.0 * number))
                prior[place] = 1.0 / variance[family.name]
                return _log_density(precision, right, prior) + family.log_prior(variance[family.name]) + number

            slice_step(log, float(np.log(variance[family.name])) / 2.0, random)
        factor = np.linalg.cholesky(precision + np.diag(prior))
        half = np.linalg.solve(factor, right) + random.standard_normal(len(prior))
        found: NDArray[np.float64] = np.linalg.solve(factor.T, half)
        return found


def _log_density(precision: NDArray[np.float64], right: NDArray[np.float64], prior: NDArray[np.float64]) -> float:
    """Return the log density of ratings with these effects integrated out, up to a constant."""
    if not np.isfinite(prior).all():
        return -np.inf
    try:
        factor = np.linalg.cholesky(precision + np.diag(prior))
    except np.linalg.LinAlgError:
        return -np.inf
    half = np.linalg.solve(factor, right)
    return float(0.5 * np.log(prior).sum() - np.log(factor.diagonal()).sum() + 0.5 * half @ half)
