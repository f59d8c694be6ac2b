"""How sure a number is: honest 95 % intervals for few organisations, for many, and for shares."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import stats

from collabnet import settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS: Final = 2000
"""Bootstrap draws: their error in a bound is under half a point at interview sizes."""

_TAIL: Final = (1.0 - settings.INTERVAL) / 2.0


def student(
    mean: NDArray[np.float64], deviation: NDArray[np.float64], count: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the Student-t interval of means of a few organisations: mean ± t · deviation / √count."""
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


def bootstrap(votes: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Draw means of organisations again and again, with replacement.

    Parameters
    ----------
    votes
        One row per score, one column per organisation, sorted within the row so that names and order do not matter.
    seed
        The study's. Rows with as many organisations use the same draws, so a row's interval never depends on others.

    Returns
    -------
    numpy.ndarray
        One row per score, one column per draw.
    """
    means: NDArray[np.float64] = votes @ _draws(votes.shape[1], seed).T
    return means


def bootstrap_interval(means: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the 2.5 and 97.5 % points of each row of draws."""
    low, high = np.quantile(means, [_TAIL, 1.0 - _TAIL], axis=1)
    return low, high


def share_interval(count: NDArray[np.float64], total: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Return Jeffreys' 95 % interval of a share: Beta(½ + count, ½ + rest).

    Fractions of a vote may be counted. The lower bound is 0 where nobody says so and the upper 1 where all do
    (Brown, Cai & DasGupta 2001, doi:10.1214/ss/1009213286).
    """
    rest = np.maximum(total - count, 0.0)
    low = stats.beta.ppf(_TAIL, count + 0.5, rest + 0.5)
    high = stats.beta.ppf(1.0 - _TAIL, count + 0.5, rest + 0.5)
    return np.where(count <= 0, 0.0, low), np.where(rest <= 0, 1.0, high)


@cache
def _draws(count: int, seed: int) -> NDArray[np.float64]:
    generator = np.random.default_rng([seed, count])
    drawn: NDArray[np.float64] = generator.multinomial(count, np.full(count, 1.0 / count), DRAWS) / count
    return drawn
