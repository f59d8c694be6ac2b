"""Relabelled regressions where every pair is known: all of them follow from a few inner products per relabelling.

Relabelling keeps means and sizes where nothing is missing, so that the part of a predictor that no other has, once
relabelled, needs only its inner products with the outcome and with an orthonormal basis of the predictors (theorem of
Frisch, Waugh and Lovell). The same products, read the other way round, are those of a relabelled outcome.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.inference._relabelling import products

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.inference._least_squares import Design
    from collabnet.inference._matrices import Matrices
    from collabnet.progress import Progress

TINY: Final = 1e-150
"""Below this is nothing; two of these can still be multiplied."""

Drawn = tuple["NDArray[np.float64]", "NDArray[np.float64]"]
"""The statistic of each predictor (permutations, predictors) and the share explained (permutations)."""


def residuals_relabelled(
    x: Design, y: NDArray[np.float64], all_: Matrices, permutations: int, seed: int, progress: Progress
) -> Drawn:
    """Return t of each predictor when the part of it that no other has is relabelled, and R² of relabelled outcomes."""
    centred = y - y.mean()
    fixed = [_grid(column, all_, whole=False) for column in (*x.basis.T, centred)]
    moving = [_grid(column, all_, whole=True) for column in x.basis.T]
    found = products(np.stack(moving), np.stack(fixed), permutations, seed, progress)
    along, own, total = x.basis.T @ centred, x.own, float(centred @ centred)
    statistics = np.empty((permutations, len(own)))
    for k, direction in enumerate(own):
        with_basis, with_outcome = np.split(np.tensordot(found, direction, axes=(1, 0)), [len(own)], axis=1)
        share = with_basis @ direction
        beside = 1.0 - (np.sum(with_basis**2, axis=1) - share**2)
        part = float(direction @ along)
        together = with_outcome[:, 0] - with_basis @ along + share * part
        rest = total - float(along @ along) + part**2
        statistics[:, k] = _t(together, beside, rest, x.df)
    return statistics, _explained(found[:, :, -1], total)


def outcome_relabelled(
    x: Design, y: NDArray[np.float64], all_: Matrices, permutations: int, seed: int, progress: Progress
) -> Drawn:
    """Return t of each predictor, and R², when the outcome is relabelled."""
    centred = y - y.mean()
    fixed = np.stack([_grid(column, all_, whole=False) for column in x.basis.T])
    moving = _grid(centred, all_, whole=True)[None]
    found = products(moving, fixed, permutations, seed, progress)[:, 0]
    total = float(centred @ centred)
    left = np.maximum(total - np.sum(found**2, axis=1), TINY)
    errors = np.linalg.norm(x.dual, axis=1) * np.sqrt(left / x.df)[:, None]
    return found @ x.dual.T / errors, _explained(found, total)


def _t(together: NDArray[np.float64], beside: NDArray[np.float64], rest: float, df: int) -> NDArray[np.float64]:
    """Return t from the inner product with what is to be explained, the predictor's own size, and what is there.

    NaN where the others say all that the relabelled predictor says.
    """
    own = np.maximum(beside, TINY)
    left = np.maximum(rest - together**2 / own, TINY)
    return np.where(beside > 1e-12, together * np.sqrt(df / (own * left)), np.nan)


def _explained(along: NDArray[np.float64], total: float) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.sum(along**2, axis=1) / total
    return found


def _grid(column: NDArray[np.float64], all_: Matrices, *, whole: bool) -> NDArray[np.float64]:
    """Return a column of pairs as a matrix; ``whole``: both cells of a pair also where it counts once."""
    grid = np.zeros((all_.n, all_.n))
    grid[all_.pairs] = column
    return grid + grid.T if whole and not all_.directed else grid
