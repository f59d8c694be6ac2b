"""QAP correlation: whether two networks of the same organisations go together more than chance would have it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from collabnet.errors import CallError
from collabnet.inference._matrices import Matrices, matrices, scaled, varies
from collabnet.inference._relabelling import checked_drawn, checked_permutations, p_values, products
from collabnet.inference._remarks import Remark, remark
from collabnet.progress import silent

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from collabnet.inference._matrices import Matrix
    from collabnet.progress import Progress


@dataclass(frozen=True, eq=False)
class QapCorrelation:
    """How two networks go together.

    Attributes
    ----------
    correlation
        Pearson's r over pairs, −1 to 1.
    p_two_sided, p_greater, p_less
        Share of relabellings with an r at least as far from 0, at least as high, at most as low; what was seen counts
        as one.
    permuted_mean, permuted_sd
        Mean and standard deviation of r over relabellings that have one.
    pairs
        Pairs that both networks know.
    directed
        Whether a pair counts in both directions.
    permutations, undefined, seed
        How many relabellings, how many of them have no r because one side does not vary among the pairs known to both
        (they count as at least as extreme), and where chance started.
    permuted
        r of every relabelling; NaN where there is none.
    """

    correlation: float
    p_two_sided: float
    p_greater: float
    p_less: float
    permuted_mean: float
    permuted_sd: float
    pairs: int
    directed: bool
    permutations: int
    undefined: int
    seed: int
    permuted: NDArray[np.float64] = field(repr=False)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return what a reader should know: whether relabellings had no correlation."""
        return (remark("undefined", count=self.undefined, draws=self.permutations),) if self.undefined else ()


def qap(
    x: Matrix, y: Matrix, *, permutations: int = 2000, seed: int = 1, directed: bool | None = None,
    progress: Progress = silent,
) -> QapCorrelation:  # fmt: skip
    """Say whether organisations tied in one way are also tied in the other, more than chance would have it.

    Pearson's correlation over pairs, the diagonal left out. Pairs are not independent of each other, so no usual test
    holds: the rows and columns of ``x`` are relabelled together, which keeps all its structure and breaks only who is
    who. ``p = (1 + #{|r_π| ≥ |r|}) / (P + 1)``.

    Parameters
    ----------
    x, y
        Arrays, frames with the same labels on both sides (aligned by label), or layers (a tie is 1, all else 0). NaN
        is a pair that is not known; it is left out, and ``y`` keeps its pattern of NaN while that of ``x`` moves.
    permutations
        Relabellings; 2,000 or more for a p-value near 0.05.
    seed
        The same seed gives the same numbers.
    directed
        Whether the two cells of a pair are two observations; when not said, a pair counts once where both matrices
        are symmetric.
    progress
        Called as the work goes on.

    Raises
    ------
    CallError
        When the matrices do not fit each other, fewer than three organisations or pairs are known, or one side does
        not vary, also where that is so in most relabellings.

    References
    ----------
    Krackhardt (1988), doi:10.1016/0378-8733(88)90004-4; Hubert & Schultz (1976),
    doi:10.1111/j.2044-8317.1976.tb00714.x.

    Examples
    --------
    >>> import numpy as np
    >>> from collabnet import inference
    >>> trust = np.array([[0, 3, 1, 0], [3, 0, 2, 1], [1, 1, 0, 0], [0, 1, 0, 0]])
    >>> found = inference.qap(trust, trust > 1, permutations=500)
    >>> round(found.correlation, 3), found.pairs
    (0.881, 12)
    """
    checked_permutations(permutations, seed)
    both, _ = scaled(matrices({"x": x, "y": y}, directed=directed))
    known = both.known_to_all
    _check_pairs(both, known)
    observed = float(np.asarray(np.corrcoef(both.grids[:, known]))[0, 1])
    complete = np.array_equal(known, both.pairs)
    drawn = (_complete if complete else _with_holes)(both, permutations, seed, progress)
    undefined = checked_drawn(drawn, "Fill in cells, or test matrices that differ in more pairs.")
    two_sided, greater, less = p_values(drawn, observed)
    return QapCorrelation(
        observed, two_sided, greater, less, float(np.nanmean(drawn)), float(np.nanstd(drawn)), int(known.sum()),
        both.directed, permutations, undefined, seed, drawn,
    )  # fmt: skip


def _check_pairs(both: Matrices, known: NDArray[np.bool_]) -> None:
    if known.sum() < 3:
        raise CallError(f"Expected at least 3 pairs that both matrices know, found {known.sum()}. Fill in more cells.")
    for name, matrix in zip(both.names, both.grids, strict=True):
        if not varies(matrix[known]):
            raise CallError(
                f"Expected {name!r} to differ between pairs, found the same value in all {known.sum()}. A constant "
                "goes together with nothing. Test another matrix."
            )


def _complete(both: Matrices, permutations: int, seed: int, progress: Progress) -> NDArray[np.float64]:
    """Return r of each relabelling where all pairs are known: means and sizes never change."""
    cells = both.pairs
    whole = cells if both.directed else cells | cells.T
    moving, fixed = (
        np.where(
            mask, (matrix - matrix[cells].mean()) / np.sqrt(np.sum((matrix[cells] - matrix[cells].mean()) ** 2)), 0
        )
        for matrix, mask in zip(both.grids, (whole, cells), strict=True)
    )
    return products(moving[None], fixed[None], permutations, seed, progress)[:, 0, 0]


def _with_holes(both: Matrices, permutations: int, seed: int, progress: Progress) -> NDArray[np.float64]:
    """Return r of each relabelling over the pairs known after it."""
    (x, y), cells = both.grids, both.pairs
    moving_known = ~np.isnan(x) & (cells | cells.T)
    fixed_known = ~np.isnan(y) & cells
    x = np.where(moving_known, x - np.nanmean(x[moving_known]), 0.0)  # near 0, so that little is lost in squares
    y = np.where(fixed_known, y - np.nanmean(y[fixed_known]), 0.0)
    sums = products(
        np.stack([moving_known, x, x * x]).astype(float), np.stack([fixed_known, y, y * y]).astype(float),
        permutations, seed, progress,
    )  # fmt: skip
    count = np.maximum(sums[:, 0, 0], 1.0)
    together = sums[:, 1, 1] - sums[:, 1, 0] * sums[:, 0, 1] / count
    squares_x = sums[:, 2, 0] - sums[:, 1, 0] ** 2 / count
    squares_y = sums[:, 0, 2] - sums[:, 0, 1] ** 2 / count
    size = np.sqrt(np.maximum(squares_x, 0) * np.maximum(squares_y, 0))
    vary = (squares_x > 1e-12 * np.sum(x * x)) & (squares_y > 1e-12 * np.sum(y * y))  # each: a root hides rounding
    return np.where(vary, together / np.where(vary, size, 1.0), np.nan)
