"""How sure a number is: honest 95 % intervals of means of organisations, and of shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import stats

from collabnet import settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TAIL: Final = (1.0 - settings.INTERVAL) / 2.0


def student(
    mean: NDArray[np.float64], deviation: NDArray[np.float64], count: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the Student-t interval of means of organisations: mean ± t · deviation / √count."""
    half = stats.t.ppf(1.0 - _TAIL, count - 1) * deviation / np.sqrt(count)
    return mean - half, mean + half


def student_below(
    aim: NDArray[np.float64], mean: NDArray[np.float64], deviation: NDArray[np.float64], count: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the probability that the score lies below the aim, from the distribution of the same interval."""
    error = deviation / np.sqrt(count)
    with np.errstate(divide="ignore", invalid="ignore"):
        below = stats.t.cdf((aim - mean) / error, count - 1)
    return np.where(error > 0, below, (mean < aim).astype(float))


def share_interval(count: NDArray[np.float64], total: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return Jeffreys' 95 % interval of a share: Beta(½ + count, ½ + rest).

    Fractions of a vote may be counted. The lower bound is 0 where nobody says so and the upper 1 where all do
    (Brown, Cai & DasGupta 2001, doi:10.1214/ss/1009213286).
    """
    rest = np.maximum(total - count, 0.0)
    low = stats.beta.ppf(_TAIL, count + 0.5, rest + 0.5)
    high = stats.beta.ppf(1.0 - _TAIL, count + 0.5, rest + 0.5)
    return np.where(count <= 0, 0.0, low), np.where(rest <= 0, 1.0, high)
