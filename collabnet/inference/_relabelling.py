"""Relabelling: what a matrix would look like if its organisations were shuffled, many times over, quickly.

A test by relabelling asks of thousands of shuffled matrices for a few inner products with matrices that stay. Cells
are gathered in batches that fit the processor's cache, and one product of matrices gives all inner products of a batch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.errors import CallError
from collabnet.progress import silent
from collabnet.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from collabnet.progress import Progress

CELLS: Final = 160_000
"""Cells of a batch: enough to make up for asking, few enough to stay in a processor's caches."""

MOST: Final = 1_000_000
"""Permutations beyond which only time is lost."""

CLOSE: Final = 1e-9
"""How near two statistics are that only rounding tells apart; ties count as at least as extreme."""

STEP: Final = "permuting"


class TooFewFitsError(CallError):
    """Most relabellings could not be fitted; ``blank`` counts them for each predictor."""

    def __init__(self, sentence: str, blank: tuple[int, ...]) -> None:
        super().__init__(sentence)
        self.blank = blank


def checked_permutations(permutations: int, seed: int) -> None:
    """Refuse a number of permutations, or a seed, that makes no sense."""
    if not whole(permutations):
        raise CallError(f"Expected a whole number of permutations, found {permutations!r}. Say permutations=2000.")
    if not 1 <= permutations <= MOST:
        raise CallError(f"Expected from 1 to {MOST:,} permutations, found {permutations:,}. Say permutations=2000.")
    checked_seed(seed)


def checked_seed(seed: int) -> None:
    """Refuse a seed that makes no sense."""
    if not whole(seed):
        raise CallError(f"Expected a whole number as seed, found {seed!r}. Say seed=1.")
    if seed < 0:
        raise CallError(f"Expected a seed of 0 or more, found {seed}. Say seed=1.")


def whole(value: object) -> bool:
    """Say whether something is a whole number; yes and no are none."""
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def relabellings(
    n: int, permutations: int, random: np.random.Generator, progress: Progress = silent, *, size: int | None = None
) -> Iterator[tuple[slice, NDArray[np.intp]]]:
    """Yield random orders of ``n`` organisations, a batch at a time; the batches do not change the orders."""
    size = size or max(1, CELLS // (n * n))
    plain = np.arange(n, dtype=np.intp)
    for start in range(0, permutations, size):
        stop = min(start + size, permutations)
        yield slice(start, stop), random.permuted(np.tile(plain, (stop - start, 1)), axis=1)
        progress(STEP, stop, permutations)


def products(
    moving: NDArray[np.float64], fixed: NDArray[np.float64], permutations: int, seed: int, progress: Progress = silent
) -> NDArray[np.float64]:
    """Return the inner products of relabelled matrices with matrices that stay.

    Parameters
    ----------
    moving, fixed
        Shape (k, n, n) and (f, n, n), zero where a cell is not to count.
    permutations, seed
        How many orders, and where chance starts.

    Returns
    -------
    numpy.ndarray
        Shape (permutations, k, f).
    """
    n, half = moving.shape[1], moving.shape[1] // 2
    found = np.empty((permutations, len(moving), len(fixed)))
    sources = [_both_ways(one).reshape(-1) for one in moving]
    sides = _once(fixed)
    size = max(1, CELLS // (n * n))
    room: NDArray[np.complex128] = np.empty((size, n * half), dtype=np.complex128)
    places = np.empty((size, n, half), dtype=np.intp)  # memory that is asked for once, because asking costs as much
    with one_thread():
        for batch, orders in relabellings(n, permutations, np.random.default_rng(seed), progress, size=size):
            now = len(orders)
            np.add(orders[:, :, None] * n, _following(orders, half), out=places[:now])
            at, gathered = places[:now].reshape(now, -1), room[:now]
            for number, source in enumerate(sources):
                np.take(source, at, out=gathered, mode="clip")  # "raise" would copy once more
                found[batch, number] = gathered.view(np.float64) @ sides
    return found


def _both_ways(grid: NDArray[np.float64]) -> NDArray[np.complex128]:
    """Return both cells of each pair as one number, so that a pair is looked up once."""
    found = np.empty(grid.shape, dtype=np.complex128)
    found.real, found.imag = grid, grid.T
    return found


def _once(fixed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return matrices in the order in which pairs are looked up: each place with the half that follows it in a ring.

    So each pair is met once; where the number is even, those right across the ring are met twice and count half.
    """
    n = fixed.shape[1]
    half = n // 2
    place = np.arange(n)[:, None]
    other = (place + np.arange(1, half + 1)) % n
    cells = np.stack([fixed[:, place, other], fixed[:, other, place]], axis=-1)
    if n % 2 == 0:
        cells[:, :, -1] /= 2
    return np.ascontiguousarray(cells.reshape(len(fixed), -1).T)


def _following(orders: NDArray[np.intp], half: int) -> NDArray[np.intp]:
    """Return, for each place of an order, the half that follows it in a ring: shape (orders, n, half), not copied."""
    ring = np.concatenate([orders, orders[:, :half]], axis=1)
    return np.lib.stride_tricks.sliding_window_view(ring[:, 1:], half, axis=1)


def at_least(drawn: NDArray[np.float64], observed: float) -> int:
    """Count the statistics that are at least the observed one; rounding never decides."""
    return int(np.count_nonzero(drawn >= observed - CLOSE * max(abs(observed), 1.0)))


def p_values(drawn: NDArray[np.float64], observed: float) -> tuple[float, float, float]:
    """Return p two-sided, greater and less: what was seen counts as one of the relabellings.

    ``p = (1 + #{T_π at least as extreme as T}) / (P + 1)``, so that it is never 0 (Phipson & Smyth 2010,
    doi:10.2202/1544-6115.1585). A relabelling without a statistic (NaN) counts as extreme, so that p errs upwards.
    """
    whole, blank = len(drawn) + 1, int(np.isnan(drawn).sum()) + 1
    both = at_least(np.abs(drawn), abs(observed))
    return (
        (blank + both) / whole,
        (blank + at_least(drawn, observed)) / whole,
        (blank + at_least(-drawn, -observed)) / whole,
    )


REMEDY: Final = "Fill in cells, leave predictors out, or say method='y'."


def checked_drawn(drawn: NDArray[np.float64], remedy: str = REMEDY) -> int:
    """Return in how many relabellings some statistic could not be computed; refuse when in most."""
    missing = np.isnan(drawn).reshape(len(drawn), -1)
    blank = int(missing.any(axis=1).sum())
    if blank > len(drawn) / 2:
        raise TooFewFitsError(
            f"Expected enough pairs that are known after relabelling, found too few in {blank} of {len(drawn)}. "
            f"{remedy}",
            tuple(map(int, missing.sum(axis=0))),
        )
    return blank
