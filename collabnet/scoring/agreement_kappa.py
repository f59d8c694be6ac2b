"""Cohen's kappa: agreement of two coders, for readers who know it better than Krippendorff's alpha."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.errors import CallError
from collabnet.scoring.agreement_units import Estimate, as_numbers, drawn_again, interval, scale_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

WEIGHTS: Final = {"none": 0.0, "linear": 1.0, "quadratic": 2.0}
"""To which power the difference between two values counts; with the power 0 every difference counts the same."""


def kappa(first: Sequence[object], second: Sequence[object], weights: str = "none") -> float:
    """Say how far two coders agree beyond what chance would give, each with a habit of their own (Cohen's kappa).

    Parameters
    ----------
    first, second
        What each coder chose in the same units, in the same order.
    weights
        ``none``: every difference counts the same. ``linear`` and ``quadratic``: by the difference between the two
        numbers, or by its square; words count as their place in the alphabet.

    Returns
    -------
    float
        1 is full agreement, 0 what chance would give, below 0 disagreement beyond chance; NaN where both always
        chose the same value or there is no unit.

    Raises
    ------
    CallError
        When there are no such weights, or the two did not code as many units.

    Notes
    -----
    kappa = 1 − Σ v_ck p_ck / Σ v_ck p_c. p_.k, with p_ck the share of units in which the first chose c and the
    second k, and v_ck = [c ≠ k], |c − k| or (c − k)². It falls where one value is much more frequent than others,
    even where coders rarely differ.

    Source: Cohen (1960), doi:10.1177/001316446002000104; weighted: Cohen (1968), doi:10.1037/h0026256.

    Examples
    --------
    >>> kappa(["yes", "yes", "no", "no"], ["yes", "no", "no", "no"])
    0.5
    """
    pairs, times, distance = _pairs(first, second, weights)
    return float(_kappas(pairs, times[None].astype(float), distance)[0]) if len(times) else np.nan


def kappa_estimate(first: Sequence[object], second: Sequence[object], weights: str, seed: int) -> Estimate:
    """Return kappa with its 95 % interval: percentiles of kappas of units drawn again."""
    value = kappa(first, second, weights)
    if np.isnan(value):
        return np.nan, np.nan, np.nan
    pairs, times, distance = _pairs(first, second, weights)
    return value, *interval(_kappas(pairs, drawn_again(times, seed), distance))


def _pairs(
    first: Sequence[object], second: Sequence[object], weights: str
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return each pair of choices that occurs, how often it does, and how far apart every two values are."""
    if len(first) != len(second):
        raise CallError(f"Expected as many values of both coders, found {len(first)} and {len(second)}. Pair them.")
    scale = scale_of([*first, *second])
    place = {value: number for number, value in enumerate(scale)}
    both = np.array([[place[one], place[other]] for one, other in zip(first, second, strict=True)]).reshape(-1, 2)
    pairs, times = np.unique(both.astype(np.int64), axis=0, return_counts=True)
    return pairs, times, _distance(as_numbers(scale), weights)


def _distance(scale: NDArray[np.float64], weights: str) -> NDArray[np.float64]:
    if weights not in WEIGHTS:
        raise CallError(f"Expected weights among {', '.join(WEIGHTS)}, found {weights!r}. Choose one of them.")
    apart = np.abs(scale[:, None] - scale[None, :])
    return np.where(apart > 0, apart ** WEIGHTS[weights], 0.0)


def _kappas(pairs: NDArray[np.int64], times: NDArray[np.float64], distance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Compute kappa of several draws at once; ``times`` says how many units each holds of each pair of choices."""
    one, other = (times @ np.eye(len(distance))[choice] for choice in pairs.T)
    observed = times @ distance[pairs[:, 0], pairs[:, 1]]
    expected = ((one @ distance) * other).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: NDArray[np.float64] = 1.0 - times.sum(axis=1) * observed / expected
    return np.where(expected > 0, found, np.nan)
