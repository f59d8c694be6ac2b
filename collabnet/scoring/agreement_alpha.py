"""Krippendorff's alpha: agreement of any number of coders, each of whom may have coded only a part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from collabnet.errors import CallError
from collabnet.scoring.agreement_units import Estimate, as_numbers, drawn_again, interval, scale_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

METRICS: Final = ("nominal", "ordinal", "interval")
"""How far apart two values are: the same or not, by how many were ranked between them, or by their difference."""


def alpha(values: Sequence[Sequence[object]], metric: str) -> float:
    """Say how far coders agree beyond what chance would give (Krippendorff's alpha).

    Parameters
    ----------
    values
        One list per unit: the values its coders gave, missing ones left out. Units that only one coder coded do not
        count.
    metric
        ``nominal``, ``ordinal`` or ``interval``.

    Returns
    -------
    float
        1 is full agreement, 0 what chance would give, below 0 disagreement beyond chance; NaN where all values are
        the same or nothing can be compared.

    Raises
    ------
    CallError
        When there is no such metric.

    Notes
    -----
    With o_ck = Σ over units of the pairs of values c and k / (values in the unit − 1), n_c = Σ_k o_ck and n = Σ n_c:
    alpha = 1 − (n − 1) Σ o_ck d²_ck / Σ n_c n_k d²_ck. d² is 0 or 1 (nominal), (c − k)² (interval) or
    (Σ_{g=c..k} n_g − (n_c + n_k)/2)² (ordinal).

    Source: Krippendorff (2004), *Content Analysis*, 2nd ed.; Hayes & Krippendorff (2007),
    doi:10.1080/19312450709336664.

    Examples
    --------
    >>> alpha([["a", "a"], ["b", "b"]], "nominal")
    1.0
    """
    counts, scale = _counts(values)
    return _of(counts, np.ones(len(counts), dtype=int), scale, metric) if len(counts) else np.nan


def alpha_estimate(values: Sequence[Sequence[object]], metric: str, seed: int) -> Estimate:
    """Return alpha with its 95 % interval: percentiles of alphas of units drawn again."""
    counts, scale = _counts(values)
    kinds, times = np.unique(counts, axis=0, return_counts=True)
    value = _of(kinds, times, scale, metric) if len(counts) else np.nan
    if np.isnan(value):
        return np.nan, np.nan, np.nan
    return value, *interval(_alphas(_coincidences(kinds, drawn_again(times, seed)), scale, metric))


def _counts(values: Sequence[Sequence[object]]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return how often each unit got each value (units by values), and the values as numbers in their order."""
    units = [list(unit) for unit in values if len(unit) > 1]
    scale = scale_of([value for unit in units for value in unit])
    place = {value: number for number, value in enumerate(scale)}
    counts = np.zeros((len(units), len(scale)), dtype=np.int64)
    for position, unit in enumerate(units):
        np.add.at(counts[position], [place[value] for value in unit], 1)
    return counts, as_numbers(scale)


def _of(kinds: NDArray[np.int64], times: NDArray[np.int64], scale: NDArray[np.float64], metric: str) -> float:
    return float(_alphas(_coincidences(kinds, times[None].astype(float)), scale, metric)[0])


def _coincidences(kinds: NDArray[np.int64], times: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the table o_ck of each draw; ``times`` says how many units of each kind it holds."""
    own = kinds[:, :, None] * np.eye(kinds.shape[1])
    tables = (kinds[:, :, None] * kinds[:, None, :] - own) / (kinds.sum(axis=1) - 1.0)[:, None, None]
    drawn: NDArray[np.float64] = np.tensordot(times, tables, axes=1)
    return drawn


def _alphas(coincidences: NDArray[np.float64], scale: NDArray[np.float64], metric: str) -> NDArray[np.float64]:
    """Compute alpha of several tables of coincidences at once."""
    counts = coincidences.sum(axis=2)
    distance = _distance(counts, scale, metric)
    observed = (coincidences * distance).sum(axis=(1, 2))
    expected = (counts[:, :, None] * counts[:, None, :] * distance).sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        found: NDArray[np.float64] = 1.0 - (counts.sum(axis=1) - 1.0) * observed / expected
    return np.where(expected > 0, found, np.nan)


def _distance(counts: NDArray[np.float64], scale: NDArray[np.float64], metric: str) -> NDArray[np.float64]:
    """Return the squared difference between every two values."""
    shape = (len(counts), len(scale), len(scale))
    if metric == "nominal":
        return np.broadcast_to(1.0 - np.eye(len(scale)), shape)
    if metric == "interval":
        return np.broadcast_to((scale[:, None] - scale[None, :]) ** 2, shape)
    if metric == "ordinal":
        middle = np.cumsum(counts, axis=1) - counts / 2.0
        squared: NDArray[np.float64] = (middle[:, :, None] - middle[:, None, :]) ** 2
        return squared
    raise CallError(f"Expected a metric among {', '.join(METRICS)}, found {metric!r}. Choose one of them.")
