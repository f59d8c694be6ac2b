"""How each organisation voted in a score, and how scores changed between waves among those who spoke both times.

The same organisations speak in both waves, so their answers go together: a change is the mean of each one's own change,
never the difference of two means that are taken as independent of each other.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy import stats

from collabnet import settings
from collabnet.scoring import intervals
from collabnet.scoring.claims import rated
from collabnet.scoring.transparent import PLACE, voted_rows
from collabnet.scoring.votes import quotes, votes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collabnet.network import Network

VOTES: Final = (
    "level", "subject", "source", "target", "domain", "wave", "voice", "voter", "mean", "without", "interviews",
    "quotes", "statements", "evidence",
)  # fmt: skip

CHANGES: Final = (
    "level", "subject", "source", "target", "domain", "wave_before", "wave", "voice", "method", "value_before", "value",
    "difference", "low", "high", "p_higher", "reporters_before", "reporters", "reporters_both", "interviewed_before",
    "interviewed", "interviewed_both", "remark", "evidence",
)  # fmt: skip

PAIRED: Final = "paired"
"""How a change was computed: from those who spoke both times; or by the ``model``, from its draws of both waves."""

FEWEST: Final = 3
"""Organisations that must have spoken in both waves for a change among them."""

COMPARABLE: Final = 0.5
"""Share of all organisations interviewed that was interviewed both times, from which other answers are not mainly
those of other organisations."""

OTHER_ORGANISATIONS: Final = "other_organisations"
"""Remark on a change that may only come from who was interviewed."""

DIFFERENCE_RESOLUTION: Final = settings.RATING_RESOLUTION * 2**0.5
"""Points that a difference of two ratings leaves open: each is known to half a step."""

_SAME: Final = [name for name in PLACE if name != "wave"]
_KEPT: Final = [*PLACE, "voter", "mean", "evidence"]


def score_votes(network: Network) -> pd.DataFrame:
    """Return the vote of every organisation in every transparent score: the mean that enters the mean.

    Parameters
    ----------
    network
        The network, with its study.

    Returns
    -------
    pandas.DataFrame
        One row per score and voter: ``mean`` (coders averaged within quotes, quotes within interviews, interviews
        within organisations), ``without`` (the score when this voter is left out; NaN where it is the only one), and
        how many ``interviews``, ``quotes`` and ``statements`` it rests on.
    """
    claims = rated(network)
    if claims.empty:
        return pd.DataFrame(columns=list(VOTES))
    rows, places = voted_rows(claims, network)
    found = votes(quotes(rows, ["cell"]), ["cell"]).rename(columns={"points": "mean"})
    total = found.groupby("cell")["mean"].transform("sum")
    others = found.groupby("cell")["mean"].transform("size") - 1
    found = found.assign(without=((total - found["mean"]) / others).where(others > 0))
    found = found.merge(_behind(rows), on=["cell", "voter"], how="left").join(places, on="cell")
    return found.sort_values([*PLACE, "voter"], ignore_index=True)[list(VOTES)]


def _behind(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what each vote rests on."""
    key = ["cell", "voter"]
    ids = rows[[*key, "copies"]].explode("copies").drop_duplicates().sort_values([*key, "copies"])
    each = ids.groupby(key)["copies"]
    spoken = rows.drop_duplicates([*key, "interview_id", "quote_id"]).groupby(key)
    return pd.DataFrame(
        {
            "interviews": spoken["interview_id"].nunique(), "quotes": spoken.size(), "statements": each.size(),
            "evidence": each.agg(tuple),
        }
    ).reset_index()  # fmt: skip


def paired_changes(network: Network, found: pd.DataFrame) -> pd.DataFrame:
    """Compute how each score changed between one wave and the next, among those who spoke both times.

    Formula: the mean of each organisation's own change; 95 % interval and probability from Student-t on these changes,
    with a standard deviation not below 25/√6 ≈ 10.2 points, what two ratings leave open. Source: Student (1908),
    doi:10.1093/biomet/6.1.1.

    Parameters
    ----------
    network
        The network, with its waves and who was interviewed.
    found
        From :func:`score_votes`.

    Returns
    -------
    pandas.DataFrame
        The columns of the table ``score_changes``; one row per score that three organisations or more voted in both
        times. ``value_before`` and ``value`` are the means of these organisations alone.
    """
    each = [_paired(network, found, *waves) for waves in pairwise(network.waves)]
    known = [frame for frame in each if len(frame)]
    return pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=list(CHANGES))


def _paired(network: Network, found: pd.DataFrame, before: str, after: str) -> pd.DataFrame:
    first, last = (found.loc[found["wave"].eq(wave), _KEPT].drop(columns="wave") for wave in (before, after))
    both = first.merge(last, on=[*_SAME, "voter"], suffixes=("_before", ""))
    if both.empty:
        return pd.DataFrame(columns=list(CHANGES))
    both = both.assign(moved=both["mean"] - both["mean_before"], ids=both["evidence_before"] + both["evidence"])
    grouped = both.groupby(_SAME)
    rows = grouped.agg(
        value_before=("mean_before", "mean"), value=("mean", "mean"), difference=("moved", "mean"),
        deviation=("moved", "std"), evidence=("ids", _all_ids), reporters_both=("voter", "size"),
    ).reset_index()  # fmt: skip
    rows = rows[rows["reporters_both"] >= FEWEST].reset_index(drop=True)
    rows = _with_chance(rows).assign(method=PAIRED, wave_before=before, wave=after, remark="")
    return with_counts(rows, network, found)


def _with_chance(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the interval of the mean change and the probability that it is above 0, both from Student-t."""
    mean, count = rows["difference"].to_numpy(dtype=float), rows["reporters_both"].to_numpy(dtype=float)
    deviation = np.fmax(rows["deviation"].to_numpy(dtype=float), DIFFERENCE_RESOLUTION)
    low, high = intervals.student(mean, deviation, count)
    higher = stats.t.cdf(mean / (deviation / np.sqrt(count)), count - 1)
    return rows.assign(low=np.clip(low, -100.0, 100.0), high=np.clip(high, -100.0, 100.0), p_higher=higher)


def with_counts(rows: pd.DataFrame, network: Network, found: pd.DataFrame) -> pd.DataFrame:
    """Add how many were interviewed and voted in each wave and in both, and whose score it is.

    Parameters
    ----------
    rows
        One row per change: what a score is, ``wave_before`` and ``wave``.
    network
        Who was interviewed.
    found
        From :func:`score_votes`.
    """
    voters = found.groupby([*_SAME, "wave"])["voter"].agg(frozenset).to_dict()
    ends = found.drop_duplicates(_SAME).set_index(_SAME)[["source", "target"]]
    told = network.organisations["interviewed"]
    asked = {wave: frozenset(told.index[told.map(lambda waves, wave=wave: wave in waves)]) for wave in network.waves}
    counts = []
    for row in rows[[*_SAME, "wave_before", "wave"]].itertuples(index=False, name=None):
        place, waves = row[: len(_SAME)], row[len(_SAME) :]
        spoke = [voters.get((*place, wave), frozenset()) for wave in waves]
        heard = [asked[wave] for wave in waves]
        counts.append([*map(len, spoke), len(spoke[0] & spoke[1]), *map(len, heard), len(heard[0] & heard[1])])
    names = ["reporters_before", "reporters", "reporters_both", "interviewed_before", "interviewed", "interviewed_both"]
    counted = pd.DataFrame(counts, columns=names, index=rows.index, dtype=int)
    whole = rows.drop(columns=[*names, "source", "target"], errors="ignore").join(counted).join(ends, on=_SAME)
    return whole.reindex(columns=list(CHANGES))


def mostly_others(rows: pd.DataFrame) -> pd.Series[bool]:
    """Return which changes compare waves of which fewer than half of all interviewed were interviewed both times."""
    either = rows["interviewed_before"] + rows["interviewed"] - rows["interviewed_both"]
    return rows["interviewed_both"] < COMPARABLE * either


def _all_ids(cells: Iterable[object]) -> tuple[str, ...]:
    return tuple(sorted({str(one) for cell in cells if isinstance(cell, tuple) for one in cell}))
