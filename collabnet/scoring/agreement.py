"""How far coders agree: Krippendorff's alpha for codes and for ratings, on quotes that two or more coded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet import settings
from collabnet.network.codings import codings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from collabnet.network import Network

COLUMNS: Final = ("unit", "coefficient", "value", "low", "high", "units", "coders", "advice", "evidence")

CODES: Final = ("domain", "facet", "process", "level", "valence", "tie_state", "modality", "cause", "locus")
"""What coders choose from a list; *not said* is a choice too, where any of them chose something."""

RATING: Final = "rating"

RELY: Final = 0.8
TENTATIVE: Final = 0.667
"""From which alpha a code can be relied on, and from which it allows tentative conclusions (Krippendorff 2004)."""

FEWEST_UNITS: Final = 10
"""Doubly coded units below which alpha says little: a convention."""

DRAWS: Final = 1000

_UNIT: Final = ["interview_id", "quote_id", "source", "target"]


def agreement(network: Network) -> pd.DataFrame:
    """Say for each code, and for the rating, how far coders who read the same quote agree.

    A unit is what a quote says of one source and target; a coder's value in it is what the coder chose there (several
    choices together are one value). Ratings are compared where coders agree on the domain. ``nominal`` alpha for
    codes, ``ordinal`` for ratings; 95 % interval by drawing units again (percentiles).

    Parameters
    ----------
    network
        The network, with its study.

    Returns
    -------
    pandas.DataFrame
        One row per code that two coders had to choose; none where no quote was coded twice. ``advice`` is ``rely``,
        ``tentative``, ``do_not_aggregate``, ``too_few`` or ``no_variation``.

    Notes
    -----
    alpha = 1 − D_o / D_e. Source: Krippendorff (2004), *Content Analysis*, 2nd ed.
    """
    twice = _coded_twice(network.study.statements)
    rows = [_row(code, "nominal", twice, _UNIT, network) for code in CODES if twice[code].ne("").any()]
    rated = twice[twice[RATING].notna()]
    if len(rated):
        rows.append(_row(RATING, "ordinal", rated, [*_UNIT, "domain"], network))
    found = pd.DataFrame([row for row in rows if row["units"]], columns=list(COLUMNS))
    return found.reset_index(drop=True)


def alpha(values: Sequence[Sequence[object]], metric: str) -> float:
    """Compute Krippendorff's alpha.

    Parameters
    ----------
    values
        One list per unit: the values its coders gave; missing ones left out.
    metric
        ``nominal``, ``ordinal`` or ``interval``.

    Returns
    -------
    float
        1 is full agreement, 0 what chance would give; NaN where all values are the same or nothing can be compared.
    """
    coincidences, scale = _coincidences([list(unit) for unit in values])
    return float(_alphas(coincidences.sum(axis=0)[None], scale, metric)[0]) if len(coincidences) else np.nan


def _coded_twice(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements whose quote several coders read, each coding once; coders who always agree stay two."""
    found = codings(statements)
    said = statements.assign(quote_id=found["quote_id"], _content=found["content"])
    said = said[said["coder"] != ""].drop_duplicates(["quote_id", "coder", "_content"])
    readers = said.groupby("quote_id")["coder"].transform("nunique")
    return said[readers > 1].sort_values("statement_id")


def _row(code: str, metric: str, said: pd.DataFrame, unit: list[str], network: Network) -> dict[str, object]:
    grouped = said.groupby([*unit, "coder"], sort=True)[code]
    chosen = grouped.mean() if code == RATING else grouped.agg(lambda values: "|".join(sorted(set(values))))
    units = [list(values) for _, values in chosen.groupby(level=unit, sort=True) if len(values) > 1]
    coincidences, scale = _coincidences(units)
    value, low, high = _estimates(coincidences, scale, metric, network.study.settings.seed)
    coders = sorted(said["coder"].unique())
    return {
        "unit": code, "coefficient": f"krippendorff_alpha_{metric}", "value": value, "low": low, "high": high,
        "units": len(units), "coders": tuple(coders), "advice": _advice(value, len(units)),
        "evidence": tuple(said["statement_id"]),
    }  # fmt: skip


def _coincidences(units: list[list[object]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return each unit's table of coincidences o_ck, and the values as numbers in their order."""
    units = [unit for unit in units if len(unit) > 1]
    scale = sorted({value for unit in units for value in unit}, key=lambda value: (str(type(value)), value))
    place = {value: number for number, value in enumerate(scale)}
    tables = np.zeros((len(units), len(scale), len(scale)))
    for position, unit in enumerate(units):
        counts = np.bincount([place[value] for value in unit], minlength=len(scale)).astype(float)
        tables[position] = (np.outer(counts, counts) - np.diag(counts)) / (len(unit) - 1)
    numbers = [float(value) if isinstance(value, int | float) else float(place[value]) for value in scale]
    return tables, np.array(numbers)


def _alphas(coincidences: NDArray[np.float64], scale: NDArray[np.float64], metric: str) -> NDArray[np.float64]:
    """Compute alpha of several tables of coincidences at once."""
    counts = coincidences.sum(axis=2)
    total = counts.sum(axis=1)
    distance = _distance(counts, scale, metric)
    observed = (coincidences * distance).sum(axis=(1, 2))
    expected = (counts[:, :, None] * counts[:, None, :] * distance).sum(axis=(1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        found: NDArray[np.float64] = 1.0 - (total - 1.0) * observed / expected
    return np.where(expected > 0, found, np.nan)


def _distance(counts: NDArray[np.float64], scale: NDArray[np.float64], metric: str) -> NDArray[np.float64]:
    """Return the squared difference between every two values."""
    size = len(scale)
    if metric == "nominal":
        return np.broadcast_to(1.0 - np.eye(size), (len(counts), size, size))
    if metric == "interval":
        return np.broadcast_to((scale[:, None] - scale[None, :]) ** 2, (len(counts), size, size))
    middle = np.cumsum(counts, axis=1) - counts / 2.0
    squared: NDArray[np.float64] = (middle[:, :, None] - middle[:, None, :]) ** 2
    return squared


def _estimates(
    coincidences: NDArray[np.float64], scale: NDArray[np.float64], metric: str, seed: int
) -> tuple[float, float, float]:
    size = len(coincidences)
    if not size:
        return np.nan, np.nan, np.nan
    value = float(_alphas(coincidences.sum(axis=0)[None], scale, metric)[0])
    weights = np.random.default_rng([seed, size]).multinomial(size, np.full(size, 1.0 / size), DRAWS)
    drawn = _alphas(np.tensordot(weights.astype(float), coincidences, axes=1), scale, metric)
    drawn = drawn[~np.isnan(drawn)]
    if not len(drawn):
        return value, np.nan, np.nan
    low, high = np.quantile(drawn, [(1 - settings.INTERVAL) / 2, (1 + settings.INTERVAL) / 2])
    return value, float(low), float(high)


def _advice(value: float, units: int) -> str:
    if np.isnan(value):
        return "no_variation"
    if units < FEWEST_UNITS:
        return "too_few"
    return "rely" if value >= RELY else "tentative" if value >= TENTATIVE else "do_not_aggregate"
