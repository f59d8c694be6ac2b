"""One organisation, one vote: coders averaged within a quote, quotes within an interview, interviews within it.

So a talkative interview, a second coder or a second respondent cannot outvote anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTE: Final = ("voter", "interview_id", "quote_id")
_POINTS: Final = ("points",)


def quotes(rows: pd.DataFrame, keys: Sequence[str], values: Sequence[str] = _POINTS) -> pd.DataFrame:
    """Average statements within each coder's reading of a quote, and coders within the quote.

    Parameters
    ----------
    rows
        ``keys``, ``voter``, ``interview_id``, ``quote_id``, ``coder``, ``statement_id``, ``points`` and ``weight``.
    keys
        What makes one number: a score's cell.
    values
        What is averaged, where it is not the points.

    Returns
    -------
    pandas.DataFrame
        One row per key, voter, interview and quote: ``points`` and ``weight`` (1 for a whole quote, less where
        only some of a statement's several targets belong to the cell).
    """
    quote = [*keys, *_QUOTE]
    by_statement = _weighted(rows, [*quote, "coder", "statement_id"], values, total=True)
    by_coder = _weighted(by_statement, [*quote, "coder"], values)
    return by_coder.groupby(quote, sort=True, as_index=False)[[*values, "weight"]].mean()


def votes(by_quote: pd.DataFrame, keys: Sequence[str], values: Sequence[str] = _POINTS) -> pd.DataFrame:
    """Average quotes within interviews and interviews within organisations: one row per key and voter."""
    by_interview = _weighted(by_quote, [*keys, "voter", "interview_id"], values)
    return by_interview.groupby([*keys, "voter"], sort=True, as_index=False)[[*values]].mean()


def _weighted(rows: pd.DataFrame, keys: Sequence[str], values: Sequence[str], *, total: bool = False) -> pd.DataFrame:
    """Take weighted means of the values; the weight of the result is the total or the mean of the weights."""
    products = rows.assign(**{value: rows[value] * rows["weight"] for value in values})
    grouped = products.groupby(list(keys), sort=True, as_index=False)
    sums = grouped[[*values, "weight"]].sum()
    weight = sums["weight"] if total else grouped["weight"].mean()["weight"]
    return sums.assign(**{value: sums[value] / sums["weight"] for value in values}, weight=weight)
