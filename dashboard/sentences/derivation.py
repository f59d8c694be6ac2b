"""How one score came about, redone from the statements that may be seen: coders, quotes, interviews, organisations.

The library computes scores; this shows the working. Where the two do not agree to half a point (because statements
were withheld, or count in part), nothing is shown rather than something wrong.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from scipy import stats

from collabnet import settings
from dashboard.sentences import ids, table

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.sentences.scores import Score

FEWEST = 3
"""Organisations that must have spoken in both waves for a change to be said."""

CLOSE = 0.5
"""Points between the working and the score beyond which the working is not shown."""


@dataclass(frozen=True)
class Vote:
    """One organisation's vote: its mean, and what it rests on."""

    voter: str
    mean: float
    interviews: int
    quotes: int
    statements: int


@dataclass(frozen=True)
class Derivation:
    """The working of one score."""

    votes: tuple[Vote, ...]
    estimate: float

    @property
    def deviation(self) -> float:
        """Return the standard deviation of the organisations' means."""
        return float(pd.Series([vote.mean for vote in self.votes]).std()) if len(self.votes) > 1 else math.nan

    def without_each(self) -> tuple[float, float]:
        """Return the lowest and highest score when any single organisation is left out."""
        total, count = sum(vote.mean for vote in self.votes), len(self.votes)
        if count < 2:
            return math.nan, math.nan
        left = [(total - vote.mean) / (count - 1) for vote in self.votes]
        return min(left), max(left)


def derivation(seen: Seen, score: Score) -> Derivation | None:
    """Redo one score from its statements; nothing where they may not all be seen."""
    rows = _points(table(seen, "statements"), score)
    if rows.empty:
        return None
    quotes = _mean(rows, ["voter", "interview_id", "quote_id", "coder"])
    quotes = quotes.groupby(["voter", "interview_id", "quote_id"], as_index=False)[["points", "share"]].mean()
    interviews = _mean(quotes, ["voter", "interview_id"])
    means = interviews.groupby("voter")["points"].mean()
    votes = tuple(_vote(str(voter), float(mean), rows[rows["voter"] == voter]) for voter, mean in means.items())
    estimate = float(means.mean())
    shown = score.value if score.known else estimate
    return Derivation(votes, estimate) if abs(estimate - shown) <= CLOSE else None


@dataclass(frozen=True)
class Paired:
    """The change among organisations that spoke in both waves, with its 95 % interval (paired Student t)."""

    organisations: int
    change: float
    low: float
    high: float


def paired(seen: Seen, before: Score, now: Score) -> Paired | None:
    """Compare two waves among those who spoke in both; nothing below three of them, or where they may not be seen."""
    first, second = derivation(seen, before), derivation(seen, now)
    if first is None or second is None:
        return None
    was = {vote.voter: vote.mean for vote in first.votes}
    moved = pd.Series([vote.mean - was[vote.voter] for vote in second.votes if vote.voter in was], dtype=float)
    if len(moved) < FEWEST:
        return None
    half = float(stats.t.ppf(0.975, len(moved) - 1) * moved.std() / math.sqrt(len(moved)))
    return Paired(len(moved), float(moved.mean()), float(moved.mean()) - half, float(moved.mean()) + half)


def _points(statements: pd.DataFrame, score: Score) -> pd.DataFrame:
    needed = {"statement_id", "reporter", "interview_id", "quote_id", "coder", "rating", "valence"}
    if statements.empty or not needed <= set(statements.columns):
        return pd.DataFrame()
    rows = statements[statements["statement_id"].isin(score.evidence)]
    coarse = rows["valence"].map(settings.VALENCE_RATINGS).astype(float)
    points = pd.to_numeric(rows["rating"], errors="coerce").fillna(coarse) * settings.POINTS_PER_RATING
    voter = rows["reporter"].astype(str)
    voter = voter.where(~voter.isin(["", "nan", "withheld"]), rows["interview_id"].astype(str))
    rows = rows.assign(points=points, voter=voter, share=_share(rows, score))
    kept = rows[rows["points"].notna() & ~rows["interview_id"].isin(["", "withheld"])]
    return kept.drop_duplicates(["voter", "interview_id", "quote_id", "coder", "points", "domain", "target"])


def _share(rows: pd.DataFrame, score: Score) -> pd.Series:
    """Return how much of each statement belongs to the score: one of its n targets counts 1/n above the pair."""
    if score.level not in ("organisation_in", "sector", "group") or "target" not in rows:
        return pd.Series(1.0, index=rows.index)
    count = rows["target"].map(lambda cell: max(len(ids(cell)), 1))
    return (1.0 / count).astype(float)


def _mean(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    weighted = rows.assign(product=rows["points"] * rows["share"]).groupby(keys, as_index=False)[["product", "share"]]
    sums = weighted.sum()
    return sums.assign(points=sums["product"] / sums["share"])


def _vote(voter: str, mean: float, rows: pd.DataFrame) -> Vote:
    return Vote(voter, mean, rows["interview_id"].nunique(), rows["quote_id"].nunique(), len(rows))
