"""How sure a place is: ranks over draws of a network, and when they should not be shown at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from scipy.stats import rankdata

from collabnet.errors import CallError

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL: Final = 0.90
"""Share of the draws that an interval of ranks holds."""

TOP: Final = 3
"""Places that count as the top unless another number is asked for."""

WIDEST: Final = 1 / 3
"""An interval of ranks wider than this share of the organisations says that the place cannot be told."""

DIGITS: Final = 9
"""Values that agree to so many decimals are equal, as in the table of centralities."""

_AT_ONCE: Final = 4_000_000
"""Comparisons of two organisations that are held in memory at the same time."""


@dataclass(frozen=True, eq=False)
class RankBands:
    """Where each organisation stands, over all draws.

    Attributes
    ----------
    bands
        One row per organisation, in the order of the draws' columns: ``rank`` (median), ``rank_low``, ``rank_high``
        (ends of the interval, whole places), ``p_top`` (probability of a place among the first ``top``), ``shown``
        (whether the interval is narrow enough for a rank to be told) and ``drawn`` (share of draws with a value).
    agreement
        Mean Kendall tau-b over all pairs of draws, −1 to 1; NaN with fewer than two draws that tell anyone apart.
    top, level
        What was asked for.
    """

    bands: pd.DataFrame
    agreement: float
    top: int
    level: float


def rank_bands(draws: pd.DataFrame | NDArray[np.float64], *, top: int = TOP, level: float = LEVEL) -> RankBands:
    """Say between which places an organisation stands, and whether its place can be told at all.

    Rank 1 is the highest value. Equal values share places: ``rank`` counts the smallest of them, as the table of
    centralities does; the interval reaches from the smallest to the largest, because nothing tells which of them is
    whose; ``p_top`` divides the places evenly, so that it adds up to ``top``. ``rank_low`` is the smallest place r
    with P(smallest place ≤ r) ≥ (1 − level) / 2, ``rank_high`` the smallest r with P(largest place ≤ r) ≥
    (1 + level) / 2. A rank is shown when rank_high − rank_low ≤ n / 3, n being the organisations with a value in any
    draw.

    Parameters
    ----------
    draws
        Draws in rows, organisations in columns (whose names become the index); NaN where a draw has no value for an
        organisation: it then has no place in that draw.
    top
        How many first places ``p_top`` is about.
    level
        Share of the draws that the interval holds, above 0 and below 1.

    Raises
    ------
    CallError
        When there is no draw, or ``top`` or ``level`` makes no sense.

    References
    ----------
    Kendall (1945), doi:10.1093/biomet/33.3.239, tau-b: pairs of equal value count in neither direction.

    Examples
    --------
    >>> found = rank_bands(pd.DataFrame([[5, 3, 1], [5, 1, 3], [4, 3, 1]], columns=["a", "b", "c"]), top=1)
    >>> found.bands[["rank", "rank_low", "rank_high", "p_top", "shown"]].values.tolist()
    [[1.0, 1.0, 1.0, 1.0, True], [2.0, 2.0, 3.0, 0.0, True], [3.0, 2.0, 3.0, 0.0, True]]
    >>> round(found.agreement, 3)
    0.556
    """
    frame = pd.DataFrame(draws, dtype="float64")
    bands, agreement = bands_of(frame.to_numpy(), top=top, level=level)
    return RankBands(pd.DataFrame(bands, index=frame.columns), agreement, top, level)


def bands_of(
    draws: NDArray[np.float64], *, top: int = TOP, level: float = LEVEL
) -> tuple[dict[str, NDArray[Any]], float]:
    """Return the columns of :class:`RankBands` by name, and the agreement, without the frame: for who has many."""
    _check_call(draws, top, level)
    rounded = draws.round(DIGITS)
    first, last = _ranks(rounded)
    drawn = np.isfinite(rounded).sum(axis=0)
    low = _quantile(first, (1 - level) / 2, drawn)
    high = _quantile(last, (1 + level) / 2, drawn)
    known = np.where(drawn > 0, 1.0, np.nan)
    bands = {
        "rank": _median(first, drawn),
        "rank_low": low,
        "rank_high": high,
        "p_top": known * np.nan_to_num(((top - first + 1) / (last - first + 1)).clip(0, 1)).mean(axis=0),
        "shown": high - low <= WIDEST * (drawn > 0).sum(),
        "drawn": drawn / len(rounded),
    }
    return bands, _agreement(rounded)


def _check_call(draws: NDArray[np.float64], top: int, level: float) -> None:
    if not draws.size:
        raise CallError("Expected draws in rows and organisations in columns, found none. Draw at least once.")
    if top < 1:
        raise CallError(f"Expected at least one first place, found top={top}. Say top=3.")
    if not 0 < level < 1:
        raise CallError(f"Expected a share of the draws above 0 and below 1, found level={level:g}. Say level=0.9.")


def _ranks(draws: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the smallest and the largest place of equal values, 1 for the highest; NaN where there is no value."""
    known = np.isfinite(draws)
    turned = np.where(known, -draws, np.inf)  # what has no value comes last and takes nobody's place
    found = [np.where(known, rankdata(turned, method=how, axis=1), np.nan) for how in ("min", "max")]
    return found[0], found[1]


def _quantile(ranks: NDArray[np.float64], share: float, drawn: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return, for each organisation, the smallest rank that this share of its draws does not exceed."""
    ordered = np.sort(ranks, axis=0)  # draws without a value come last
    place = np.ceil(np.round(share * drawn, DIGITS)).astype(np.intp) - 1
    return ordered[np.clip(place, 0, None), np.arange(ordered.shape[1])]


def _median(ranks: NDArray[np.float64], drawn: NDArray[np.intp]) -> NDArray[np.float64]:
    ordered, column = np.sort(ranks, axis=0), np.arange(ranks.shape[1])
    middle = [np.clip((drawn - 1 + step) // 2, 0, None) for step in (0, 1)]
    return np.asarray((ordered[middle[0], column] + ordered[middle[1], column]) / 2)


def _agreement(draws: NDArray[np.float64]) -> float:
    """Return the mean of tau-b over pairs of draws, of organisations that have a value in every draw.

    With u_s the signs of all differences in draw s, divided by their length, tau-b of two draws is u_s · u_t, and
    the mean over pairs is (|Σ u_s|² − S) / (S (S − 1)).
    """
    whole = draws[:, np.isfinite(draws).all(axis=0)]
    left, right = np.triu_indices(whole.shape[1], 1)
    total, counted = np.zeros(len(left)), 0
    for rows in np.array_split(whole, max(1, min(len(whole), -(-whole.shape[0] * len(left) // _AT_ONCE)))):
        signs = np.sign(rows[:, left] - rows[:, right])
        length = np.sqrt(np.square(signs).sum(axis=1))
        telling = length > 0
        total += (signs[telling] / length[telling, None]).sum(axis=0)
        counted += int(telling.sum())
    if counted < 2:
        return float("nan")
    return float((total @ total - counted) / (counted * (counted - 1)))
