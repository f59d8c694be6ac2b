"""Many tests at once: among twenty p-values one below 0.05 is what chance gives, so each is told corrected as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def holm(p: ArrayLike, axis: int | None = None) -> NDArray[np.float64]:
    """Correct p-values for how many there are: with those returned, one false alarm among all is no likelier than p.

    The smallest of m is multiplied by m, the next by m − 1 …, never falls below the one before, and stops at 1. It
    holds however the tests hang together.

    Parameters
    ----------
    p
        p-values; NaN stays NaN and counts as no test.
    axis
        Along which p-values belong together; all of them when not said.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, *Scandinavian Journal of Statistics* 6(2),
    65–70, https://www.jstor.org/stable/4615733.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03, 0.005]).round(3).tolist()
    [0.03, 0.06, 0.06, 0.02]
    """
    given = np.asarray(p, dtype=np.float64)
    return _holm(given.ravel()).reshape(given.shape) if axis is None else np.apply_along_axis(_holm, axis, given)


def _holm(p: NDArray[np.float64]) -> NDArray[np.float64]:
    found = np.full(p.shape, np.nan)
    rising = np.argsort(p)[: int(np.count_nonzero(~np.isnan(p)))]  # NaN comes last
    times = np.arange(len(rising), 0, -1)
    found[rising] = np.minimum(np.maximum.accumulate(times * p[rising]), 1.0)
    return found
