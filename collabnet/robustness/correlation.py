"""How alike two lists of values are: one list beside many, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.network.ranks import DIGITS

if TYPE_CHECKING:
    from numpy.typing import NDArray

FEWEST: Final = 3
"""With fewer organisations any two lists agree or oppose each other entirely."""


def correlations(whole: NDArray[np.float64], draws: NDArray[np.float64], *, of_ranks: bool) -> NDArray[np.float64]:
    """Return how each draw correlates with the whole: Pearson's r of the values, or of their ranks (Spearman's ρ).

    Parameters
    ----------
    whole
        One value per organisation; NaN where there is none.
    draws
        Draws in rows, the same organisations in columns. Each draw is compared on the organisations that have a
        value in both.
    of_ranks
        Whether values are replaced by their ranks, equal ones sharing the mean of theirs.

    Returns
    -------
    numpy.ndarray
        One number per draw, −1 to 1; NaN where fewer than three organisations are left or all have the same value.

    Examples
    --------
    >>> whole = np.array([1.0, 2.0, 3.0, 4.0])
    >>> correlations(whole, np.array([[2.0, 4.0, 6.0, 80.0], [4.0, 3.0, 2.0, 1.0]]), of_ranks=True).tolist()
    [1.0, -1.0]
    """
    both = np.isfinite(draws) & np.isfinite(whole)
    sides = [
        np.where(both, np.round(values, DIGITS), np.nan) for values in (np.broadcast_to(whole, draws.shape), draws)
    ]
    if of_ranks:
        sides = [pd.DataFrame(side).rank(axis=1).to_numpy() for side in sides]
    counted = both.sum(axis=1)
    centred = [_centred(side, counted) for side in sides]
    spread = np.sqrt(np.prod([np.square(side).sum(axis=1) for side in centred], axis=0))
    defined = (counted >= FEWEST) & (spread > 0)
    found = np.full(len(draws), np.nan)
    np.divide((centred[0] * centred[1]).sum(axis=1), spread, out=found, where=defined)
    return np.asarray(np.clip(found, -1.0, 1.0))


def _centred(side: NDArray[np.float64], counted: NDArray[np.int64]) -> NDArray[np.float64]:
    """Take the mean off each row; nothing is 0, and so is a row whose values are all the same."""
    mean = np.nansum(side, axis=1) / np.maximum(counted, 1)
    low, high = (how.reduce(np.where(np.isnan(side), end, side), axis=1) for how, end in _ENDS)
    same = ~(high > low)
    return np.where(same[:, None], 0.0, np.nan_to_num(side - mean[:, None]))


_ENDS: Final = ((np.minimum, np.inf), (np.maximum, -np.inf))
