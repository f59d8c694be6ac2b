"""Logistic regression over pairs, and thousands of relabelled ones at once by Newton's method."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import expit, xlog1py, xlogy

from collabnet.errors import CallError
from collabnet.inference._holes import own_part, squared
from collabnet.inference._relabelling import relabellings
from collabnet.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from collabnet.inference._complete import Drawn
    from collabnet.inference._least_squares import Design
    from collabnet.inference._matrices import Matrices
    from collabnet.progress import Progress

STRIDE: Final = 4.0
"""By how much one step may change log-odds: where ties are rare, a full step of Newton's jumps far over."""

STEPS: Final = 50
"""Newton steps after which a fit has no end: predictors tell ties from no ties without fail."""

ENOUGH: Final = 1e-18
"""Gain in twice the log-likelihood below which a fit is done: what is equal must come out equal, to count as a tie."""

TOGETHER: Final = 40_000
"""Pairs of as many fits as are made at once: each step writes several numbers for each."""

FURTHEST: Final = 30.0
"""Log-odds beyond which a probability is 0 or 1 for all one can tell."""

LEFT: Final = 1e-6
"""Sum of the weights of pairs below which all are told without fail, and nothing is left to explain."""


@dataclass(frozen=True, eq=False)
class Fits:
    """Many fits at once: coefficients and errors (fits, columns), deviance (fits), and whether each came to an end."""

    coefficients: NDArray[np.float64]
    errors: NDArray[np.float64]
    deviance: NDArray[np.float64]
    done: NDArray[np.bool_]


def logistic(x: Design, y: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], float, float]:
    """Fit one logistic regression with a constant: coefficients and errors (constant first), deviance, null deviance.

    Raises
    ------
    CallError
        When the outcome is not 0 and 1, always the same, or told apart without fail.
    """
    _check_outcome(y)
    centre, scale = x.values.mean(axis=0), x.values.std(axis=0)
    fit, inverse = _plain(x.values, y)
    if not fit.done[0]:
        raise CallError(
            "Expected ties and pairs without a tie at like values of the predictors, found predictors that tell them "
            "apart without fail. Leave a predictor out, or use kind='linear'."
        )
    back = np.eye(len(centre) + 1)
    back[0, 1:], back[1:, 1:] = -centre / scale, np.diag(1 / scale)
    coefficients = back @ fit.coefficients[0]
    errors = np.sqrt(np.diag(back @ inverse[0] @ back.T))
    return coefficients, errors, float(fit.deviance[0]), _null_deviance(y)


def endless(values: NDArray[np.float64], y: NDArray[np.float64]) -> bool:
    """Say whether columns tell ties from pairs without, so that their log-odds have no end."""
    return not _plain(values, y)[0].done[0]


def _plain(values: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[Fits, NDArray[np.float64]]:
    """Fit one regression on a constant and columns made standard."""
    columns = np.column_stack([np.ones(len(y)), _standard(values)])
    start = np.zeros((1, columns.shape[1]))
    start[0, 0] = np.log(y.mean() / (1 - y.mean()))
    return _newton(columns, None, y[None], None, start)


def _check_outcome(y: NDArray[np.float64]) -> None:
    strange = y[(y != 0) & (y != 1)]
    if len(strange):
        raise CallError(
            f"Expected an outcome of 0 and 1, found {strange[0]:g}. Say which ties count, or kind='linear'."
        )
    if y.min() == y.max():
        raise CallError(f"Expected ties and pairs without a tie, found {y[0]:g} in all {len(y)} pairs. Take others.")


def _null_deviance(y: NDArray[np.float64]) -> float:
    share = float(y.mean())
    return -2 * len(y) * float(xlogy(share, share) + xlog1py(1 - share, -share))


def residuals_relabelled(
    x: Design, y: NDArray[np.float64], all_: Matrices, permutations: int, seed: int, progress: Progress
) -> Drawn:
    """Return Wald's z of each predictor when its own part is relabelled, and the likelihood ratio of outcomes."""
    cells = all_.known_to_all
    drawn = np.empty((permutations, len(x.names)))
    for k in range(len(x.names)):
        columns = np.column_stack([np.ones(len(y)), _standard(np.delete(x.values, k, axis=1))])
        null, _ = _newton(columns, None, y[None], None, np.zeros((1, columns.shape[1])))
        rest = own_part(all_, k)
        work = partial(
            _own_statistic, columns, y, rest.reshape(-1) / np.nanstd(rest), np.append(null.coefficients, 0.0)
        )
        drawn[:, k] = _each(cells, permutations, seed, work, progress)[:, 0]
    return drawn, outcome_relabelled(all_, permutations, seed, progress)[1]


def _own_statistic(
    columns: NDArray[np.float64], y: NDArray[np.float64], rest: NDArray[np.float64], start: NDArray[np.float64],
    at: NDArray[np.intp],
) -> NDArray[np.float64]:  # fmt: skip
    """Return Wald's z of a predictor's own part, taken from the cells of each relabelling."""
    moving = rest[at]
    holes = np.isnan(moving)
    mask = (~holes).astype(float) if holes.any() else None
    fit, _ = _newton(columns, np.nan_to_num(moving), y[None], mask, np.tile(start, (len(at), 1)))
    return np.where(fit.done, fit.coefficients[:, -1] / fit.errors[:, -1], np.nan)[:, None]


def outcome_relabelled(all_: Matrices, permutations: int, seed: int, progress: Progress) -> Drawn:
    """Return Wald's z of each predictor, and the likelihood ratio, when the outcome is relabelled."""
    cells, apart = all_.explained, np.eye(all_.n, dtype=bool)
    values = all_.grids[1:][:, cells].T
    columns = np.column_stack([np.ones(len(values)), _standard(values)])
    outcome = np.where(apart, np.nan, all_.grids[0]).reshape(-1)
    found = _each(cells, permutations, seed, partial(_outcome_statistics, columns, outcome), progress)
    return found[:, :-1], found[:, -1]


def _outcome_statistics(
    columns: NDArray[np.float64], outcome: NDArray[np.float64], at: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return z of each predictor and, last, the likelihood ratio, for the outcome of each relabelling."""
    y = outcome[at]
    holes = np.isnan(y)
    mask = (~holes).astype(float) if holes.any() else None
    y = np.nan_to_num(y)
    count = (~holes).sum(axis=1)
    share = y.sum(axis=1) / count
    start = np.zeros((len(at), columns.shape[1]))
    start[:, 0] = np.log(np.clip(share, 1e-9, 1) / np.clip(1 - share, 1e-9, 1))
    fit, _ = _newton(columns, None, y, mask, start)
    null = -2 * count * (xlogy(share, share) + xlog1py(1 - share, -share))
    both = np.column_stack([fit.coefficients[:, 1:] / fit.errors[:, 1:], null - fit.deviance])
    return np.where(fit.done[:, None], both, np.nan)


def scores_relabelled(
    all_: Matrices, held: int, rest: NDArray[np.float64], permutations: int, seed: int, progress: Progress
) -> tuple[float, NDArray[np.float64]]:
    """Return Rao's score of several predictors beside the first ``held``, as seen and for each relabelling.

    ``rest``: what those held leave of each predictor in question, NaN where it is not known; shape (k, n, n). The
    outcome is fitted by those held over the pairs that a relabelling knows. Pairs of which these tell without fail
    whether they are tied weigh nothing; NaN where that is so of all, or where what is relabelled does not vary.
    """
    cells = np.asarray(all_.known[: 1 + held].all(axis=0))
    y, values = all_.grids[0][cells], all_.grids[1 : 1 + held][:, cells].T
    columns = np.column_stack([np.ones(len(y)), _standard(values)])
    work = partial(_scores, columns, y, rest.reshape(len(rest), -1))
    seen = work(np.flatnonzero(cells)[None])
    return float(seen[0, 0]), _each(cells, permutations, seed, work, progress)[:, 0]


def _scores(
    columns: NDArray[np.float64], y: NDArray[np.float64], rest: NDArray[np.float64], at: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Return Rao's score of what is taken from the cells of each relabelling, beside columns that stay."""
    moving = rest[:, at]
    known = ~np.isnan(moving[0])
    mask = known.astype(float)
    moving = np.where(known, moving, 0.0)
    share = np.clip((mask @ y) / np.maximum(mask.sum(axis=1), 1.0), 1e-9, 1 - 1e-9)
    start = np.zeros((len(at), columns.shape[1]))
    start[:, 0] = np.log(share / (1 - share))
    fit, _ = _newton(columns, None, np.broadcast_to(y, at.shape), mask, start)
    odds = _odds(columns, None, fit.coefficients)
    share = expit(odds)
    weight = share * (1 - share) * mask
    open_ = weight.sum(axis=1) > LEFT
    slope = np.einsum("bn,kbn->bk", (y - share) * mask, moving)
    across = np.einsum("bn,kbn,nz->bkz", weight, moving, columns, optimize=True)
    gram = np.einsum("bn,nz,nw->bzw", weight, columns, columns, optimize=True)
    own = np.einsum("bn,kbn,lbn->bkl", weight, moving, moving, optimize=True)
    beside = own - across @ np.linalg.pinv(gram, hermitian=True) @ across.transpose(0, 2, 1)
    ended = fit.done | (np.abs(odds).max(axis=1) >= FURTHEST)
    return np.where(ended & open_, squared(beside, slope, own), np.nan)[:, None]


def _each(
    cells: NDArray[np.bool_], permutations: int, seed: int,
    one: Callable[[NDArray[np.intp]], NDArray[np.float64]], progress: Progress,
) -> NDArray[np.float64]:  # fmt: skip
    """Fit batch after batch: ``one`` gets where each known pair comes from, shape (fits, pairs)."""
    rows, columns = np.nonzero(cells)
    size = max(1, TOGETHER // max(len(rows), 1))
    found = []
    with one_thread():
        for _, orders in relabellings(len(cells), permutations, np.random.default_rng(seed), progress, size=size):
            found.append(one(orders[:, rows] * len(cells) + orders[:, columns]))
    return np.concatenate(found)


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return columns of mean 0 and standard deviation 1; what does not vary becomes 0."""
    spread = values.std(axis=0)
    found: NDArray[np.float64] = (values - values.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return found


def _newton(
    columns: NDArray[np.float64], moving: NDArray[np.float64] | None, y: NDArray[np.float64],
    mask: NDArray[np.float64] | None, start: NDArray[np.float64],
) -> tuple[Fits, NDArray[np.float64]]:  # fmt: skip
    """Fit many regressions that share ``columns`` and differ in a ``moving`` column, or in ``y``."""
    coefficients = start.copy()
    first, second = np.triu_indices(columns.shape[1])
    pairwise = columns[:, first] * columns[:, second]
    done = np.zeros(len(start), dtype=bool)
    odds = _odds(columns, moving, coefficients)
    for _ in range(STEPS):
        gradient, hessian = _slopes(columns, pairwise, moving, y, mask, odds)
        inverse = np.linalg.pinv(hessian, hermitian=True, rcond=1e-12)
        step = np.einsum("bij,bj->bi", inverse, gradient)
        gain = np.sum(step * gradient, axis=1)
        extreme = np.abs(odds).max(axis=1) >= FURTHEST
        done = (gain < ENOUGH) & ~extreme
        if (done | extreme).all():
            break
        change = _odds(columns, moving, step)
        length = np.where(done | extreme, 0.0, np.minimum(1.0, STRIDE / np.maximum(np.abs(change).max(axis=1), STRIDE)))
        coefficients = coefficients + length[:, None] * step
        odds = odds + length[:, None] * change
    deviance = -2 * np.sum((y * odds - np.logaddexp(0.0, odds)) * (1.0 if mask is None else mask), axis=1)
    errors = np.sqrt(np.maximum(np.einsum("bii->bi", inverse), 1e-300))
    return Fits(coefficients, errors, deviance, done), np.asarray(inverse, dtype=np.float64)


def _slopes(
    columns: NDArray[np.float64], pairwise: NDArray[np.float64], moving: NDArray[np.float64] | None,
    y: NDArray[np.float64], mask: NDArray[np.float64] | None, odds: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:  # fmt: skip
    """Return gradient and curvature of the log-likelihood of each fit."""
    width = columns.shape[1]
    share = expit(odds)
    weight, rest = share * (1 - share), y - share
    if mask is not None:
        weight, rest = weight * mask, rest * mask
    size = width + (moving is not None)
    gradient, hessian = np.empty((len(odds), size)), np.empty((len(odds), size, size))
    gradient[:, :width] = rest @ columns
    first, second = np.triu_indices(width)
    hessian[:, first, second] = hessian[:, second, first] = weight @ pairwise
    if moving is not None:
        weighted = weight * moving
        gradient[:, width] = np.einsum("bn,bn->b", rest, moving)
        hessian[:, width, :width] = hessian[:, :width, width] = weighted @ columns
        hessian[:, width, width] = np.einsum("bn,bn->b", weighted, moving)
    return gradient, hessian


def _odds(
    columns: NDArray[np.float64], moving: NDArray[np.float64] | None, coefficients: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the log-odds of each pair in each fit."""
    width = columns.shape[1]
    odds: NDArray[np.float64] = coefficients[:, :width] @ columns.T
    return odds if moving is None else odds + coefficients[:, width:] * moving
