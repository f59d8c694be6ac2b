"""Relabelled regressions where some pairs are not known: every relabelling leaves other pairs, and is solved anew.

The sums of squares and products over the pairs known after a relabelling are again inner products of a matrix that
moves with matrices that stay, so that all relabellings are solved in one go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import stats

from collabnet.inference._complete import TINY
from collabnet.inference._relabelling import products

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.inference._complete import Drawn
    from collabnet.inference._matrices import Matrices
    from collabnet.progress import Progress

FLAT: Final = 1e-9
"""Share of its size below which what is left of a relabelled predictor is rounding."""


def residuals_relabelled(all_: Matrices, df: int, permutations: int, seed: int, progress: Progress) -> Drawn:
    """Return t of each predictor when the part of it that no other has is relabelled, and R² of relabelled outcomes.

    ``df``: degrees of freedom of the fit that was seen. A relabelling that leaves fewer pairs has other ones; its t and
    R² are those that are as rare at ``df``. NaN where too few pairs are left.
    """
    statistics = np.empty((permutations, len(all_.names) - 1))
    for k in range(statistics.shape[1]):
        statistics[:, k] = _one(all_, k, df, permutations, seed, progress)
    return statistics, outcome_relabelled(all_, df, permutations, seed, progress)[1]


def own_part(all_: Matrices, k: int) -> NDArray[np.float64]:
    """Return the part of predictor ``k`` that the others leave, wherever all predictors are known; else NaN."""
    cells = all_.explained
    x = all_.grids[1 + k][cells]
    others = np.delete(all_.grids[1:], k, axis=0)[:, cells]
    others = np.column_stack([np.ones(len(x)), others.T])
    rest = np.full((all_.n, all_.n), np.nan)
    rest[cells] = x - others @ np.linalg.lstsq(others, x, rcond=None)[0]
    return rest if all_.directed else np.where(cells.T, rest.T, rest)


def _one(all_: Matrices, k: int, df: int, permutations: int, seed: int, progress: Progress) -> NDArray[np.float64]:
    """Return t of one predictor's own part, relabelled, beside the other predictors and the constant."""
    cells = all_.known_to_all
    y = all_.grids[0][cells]
    others = np.delete(all_.grids[1:], k, axis=0)[:, cells].T
    columns = np.column_stack([orthonormal(others), (y - y.mean()) / y.std()])
    rest = own_part(all_, k)
    known = ~np.isnan(rest)
    moving = np.where(known, rest, 0.0) / np.nanstd(rest)
    stay = grids(pairwise(columns), cells)
    sums = products(np.stack([known.astype(float), moving, moving**2]), stay, permutations, seed, progress)
    size = columns.shape[1]
    gram = square(sums[:, 0], size)
    across = sums[:, 1, [place(0, b, size) for b in range(size)]]  # with the constant and so with every column
    beside, outcome = gram[:, :-1, :-1], gram[:, :-1, -1]
    inverse = np.linalg.pinv(beside, hermitian=True)
    solved_y = np.einsum("pab,pb->pa", inverse, outcome)
    solved_e = np.einsum("pab,pb->pa", inverse, across[:, :-1])
    together = across[:, -1] - np.einsum("pa,pa->p", across[:, :-1], solved_y)
    own = sums[:, 2, 0] - np.einsum("pa,pa->p", across[:, :-1], solved_e)
    rest_y = gram[:, -1, -1] - np.einsum("pa,pa->p", outcome, solved_y)
    left = np.where(rest_y > 1e-9 * gram[:, 0, 0], gram[:, 0, 0] - size, 0.0)  # nothing is left to explain
    return _t(together, own, rest_y, left, df)


def outcome_relabelled(all_: Matrices, df: int, permutations: int, seed: int, progress: Progress) -> Drawn:
    """Return t of each predictor, and R², when the outcome is relabelled with the pairs it does not know."""
    cells = all_.explained
    x = all_.grids[1:][:, cells].T
    scale = x.std(axis=0)
    columns = np.column_stack([np.ones(len(x)), (x - x.mean(axis=0)) / scale])
    y = all_.grids[0]
    known = ~np.isnan(y) & ~np.eye(all_.n, dtype=bool)
    moving = np.where(known, (y - np.mean(y[known])) / np.std(y[known]), 0.0)
    sums = products(
        np.stack([known.astype(float), moving, moving**2]), grids(pairwise(columns), cells), permutations, seed,
        progress,
    )  # fmt: skip
    size = columns.shape[1]
    gram = square(sums[:, 0], size)
    across = sums[:, 1, [place(0, b, size) for b in range(size)]]
    inverse = np.linalg.pinv(gram, hermitian=True)
    solved = np.einsum("pab,pb->pa", inverse, across)
    squares, count = sums[:, 2, 0], gram[:, 0, 0]
    total = np.maximum(squares - across[:, 0] ** 2 / np.maximum(count, 1.0), TINY)
    left = np.maximum(squares - np.einsum("pa,pa->p", across, solved), TINY)
    own = np.where(total > 1e-9 * count, count - size, 0.0)  # an outcome that is the same everywhere tells nothing
    errors = np.sqrt(np.maximum(np.einsum("paa->pa", inverse), TINY) * (left / np.maximum(own, 1.0))[:, None])
    statistics = [_as_rare_t(column, own, df) for column in (solved / errors)[:, 1:].T]
    return np.column_stack(statistics), as_rare_share(1 - left / total, size - 1, own, df)


def _t(
    together: NDArray[np.float64], beside: NDArray[np.float64], rest: NDArray[np.float64], own: NDArray[np.float64],
    df: int,
) -> NDArray[np.float64]:  # fmt: skip
    size = np.maximum(beside, TINY)
    left = np.maximum(rest - together**2 / size, TINY)
    found = np.where(beside > 1e-9, together * np.sqrt(np.maximum(own, 0.0) / (size * left)), np.nan)
    return _as_rare_t(found, own, df)


def _as_rare_t(found: NDArray[np.float64], own: NDArray[np.float64], df: int) -> NDArray[np.float64]:
    """Return the t that is as rare at ``df`` as each is at its own degrees of freedom."""
    other = own != df
    if other.any():
        rare = stats.t.sf(np.abs(found[other]), np.maximum(own[other], 1.0))
        found = found.copy()
        found[other] = np.where(own[other] >= 1, np.sign(found[other]) * stats.t.isf(rare, df), np.nan)
    return found


def as_rare_share(
    found: NDArray[np.float64], predictors: int, own: NDArray[np.float64], df: int
) -> NDArray[np.float64]:
    """Return the R² that is as rare at ``df`` as each is at its own degrees of freedom."""
    other = own != df
    if other.any():
        left = np.maximum(own[other], 1.0)
        share = np.clip(found[other], 0.0, 1 - 1e-15)
        rare = stats.f.isf(stats.f.sf(share / (1 - share) * left / predictors, predictors, left), predictors, df)
        found = found.copy()
        found[other] = np.where(own[other] >= 1, 1 / (1 + df / (np.maximum(rare, TINY) * predictors)), np.nan)
    return found


def squared(beside: NDArray[np.float64], slope: NDArray[np.float64], own: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``slope' beside⁻¹ slope`` of each relabelling; NaN where little is left of what it is itself (``own``)."""
    size = np.einsum("pkk->p", own) / own.shape[1]
    flat = np.linalg.eigvalsh(beside)[:, 0] <= FLAT * size
    safe = np.where(flat[:, None, None], np.eye(own.shape[1]), beside)
    found = np.einsum("pk,pk->p", slope, np.linalg.solve(safe, slope[:, :, None])[:, :, 0])
    return np.where(flat, np.nan, found)


def orthonormal(others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the constant and the other predictors, of mean square 1 and at right angles over the pairs known now."""
    count = len(others)
    found = [np.ones(count)]
    if others.shape[1]:
        basis, _ = np.linalg.qr(others - others.mean(axis=0))
        found += list(basis.T * np.sqrt(count))
    return np.column_stack(found)


def pairwise(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the products of all columns with each other, each once; those with the constant first."""
    first, second = np.triu_indices(columns.shape[1])
    found: NDArray[np.float64] = (columns[:, first] * columns[:, second]).T
    return found


def place(first: int, second: int, size: int) -> int:
    """Return where the product of two columns stands among all."""
    return first * size - first * (first - 1) // 2 + second - first


def square(rows: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Return rows of products as symmetric matrices."""
    first, second = np.triu_indices(size)
    found = np.empty((len(rows), size, size))
    found[:, first, second] = rows
    found[:, second, first] = rows
    return found


def grids(rows: NDArray[np.float64], cells: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return rows of values of these cells as matrices, 0 elsewhere."""
    found = np.zeros((len(rows), *cells.shape))
    found[:, cells] = rows
    return found
