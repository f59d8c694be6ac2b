"""When what is said holds: since and until as days that can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from collabnet.network.claims import ENDED, NO, PAIR, YES

if TYPE_CHECKING:
    from collabnet.study import Study

EVER: Final = np.inf


def periods(claims: pd.DataFrame, study: Study) -> dict[str, pd.Series[float]]:
    """Return the first and last day of each claim as numbers (20240131), and the day from which it speaks.

    A claim without dates speaks of its wave: from the day of the wave's first interview on. A date may be a year or
    a month; it then holds from its first or to its last day.
    """
    since = claims["since"].map(_first_day).astype("float64")
    until = claims["until"].map(_last_day).astype("float64")
    wave = claims["wave"].map(_first_days(study)).astype("float64")
    speaks_from = since.where(since.notna() | until.notna(), wave)
    return {"since": since.fillna(-EVER), "speaks_from": speaks_from.fillna(-EVER), "until": until.fillna(EVER)}


def settled(quotes: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the votes that no later one replaces, and the pairs about which the two parties disagree.

    A yes and a no for periods that overlap contradict each other. For periods that do not, the later one holds;
    a no after a yes is an end. *It ended in 2023* contradicts a yes that goes on after 2023, agrees with one that stops
    by then, and gives way to one that starts anew later.
    """
    both = opposed(quotes)
    no_later, yes_later = both["no_later"], both["yes_later"]
    replaced = {*both.loc[no_later, "vote"], *both.loc[yes_later, "vote_no"]}
    ends = quotes.index.isin(list(both.loc[no_later, "vote_no"]))
    left = quotes.assign(answer=quotes["answer"].mask(ends, ENDED))[~quotes.index.isin(list(replaced))]
    return left, both.loc[both["clash"], PAIR].drop_duplicates()


def opposed(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return every yes beside every no about the same pair, and what the two make of each other.

    Returns
    -------
    pandas.DataFrame
        The pair; ``vote`` and ``vote_no`` (their places in the index of ``quotes``); ``no_later`` (the no replaces the
        yes), ``yes_later`` (the yes replaces the no) and ``clash`` (neither, and both are of parties).
    """
    columns = [*PAIR, "party", "since", "speaks_from", "until", "answer"]
    numbered = quotes[columns].assign(vote=quotes.index)
    yes = numbered[numbered["answer"].eq(YES)]
    no = numbered[numbered["answer"].isin([NO, ENDED])]
    both = yes.merge(no, on=PAIR, suffixes=("", "_no"))
    ended = both["answer_no"].eq(ENDED)
    begins = both["since"].where(ended, both["speaks_from"])
    yes_later = begins.gt(both["until_no"])
    stops = both["until"].le(both["until_no"]) & both["until"].ne(EVER)
    no_later = stops.where(ended, both["speaks_from_no"].gt(both["until"]))
    clash = ~yes_later & ~no_later & both["party"] & both["party_no"]
    return both[[*PAIR, "vote", "vote_no"]].assign(no_later=no_later, yes_later=yes_later, clash=clash)


def _first_days(study: Study) -> dict[str, float]:
    interviews = study.interviews
    days = interviews["date"].map(_first_day)
    waves = interviews["wave"].where(interviews["wave"].ne(""), study.settings.waves[0].id)
    return {str(wave): day for wave, day in days.groupby(waves).min().dropna().items()}


def _first_day(date: str) -> float:
    return _day(date, "0101")


def _last_day(date: str) -> float:
    return _day(date, "1231")


def _day(date: str, rest: str) -> float:
    digits = str(date).replace("-", "") if isinstance(date, str) else ""
    if not digits[:4].isdigit() or not digits.isdigit():
        return np.nan
    return float(digits[:8] + rest[len(digits[:8]) - 4 :]) if len(digits) < 8 else float(digits[:8])
