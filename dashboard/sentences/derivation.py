"""How one plain mean came about, redone from the statements that may be seen: coders, quotes, interviews, voters.

The library computes scores; this shows the working. Where the two do not agree to half a point (because statements
were withheld, or count in part), nothing is shown rather than something wrong. A score of the model cannot be redone
on paper: it has no working here, only the plain mean beside it has.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import TYPE_CHECKING, Any

from scipy import stats

from collabnet import settings
from dashboard.sentences import ids, number, records, table
from dashboard.sentences.method import MODEL, plain_of

if TYPE_CHECKING:
    import pandas as pd

    from collabnet.views import Seen
    from dashboard.sentences.scores import Score

FEWEST = 3
"""Organisations that must have spoken in both waves for a change to be said."""

CLOSE = 0.5
"""Points between the working and the score beyond which the working is not shown."""


COLUMNS = (
    "statement_id", "interview_id", "quote_id", "reporter", "coder", "rating", "valence", "domain", "target",
)  # fmt: skip
WITHHELD = frozenset({"", "nan", "withheld"})


@dataclass(frozen=True)
class Reading:
    """One coder's reading of one statement."""

    voter: str
    interview: str
    quote: str
    coder: str
    points: float
    share: float


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

    def without_each(self) -> tuple[float, float]:
        """Return the lowest and highest score when any single organisation is left out."""
        total, count = sum(vote.mean for vote in self.votes), len(self.votes)
        if count < 2:
            return math.nan, math.nan
        left = [(total - vote.mean) / (count - 1) for vote in self.votes]
        return min(left), max(left)


def derivation(seen: Seen, score: Score) -> Derivation | None:
    """Redo one plain mean from its statements; nothing where they may not all be seen, or the model made the score."""
    if score.method == MODEL:
        return None
    readings = _readings(table(seen, "statements"), score)
    by_voter: dict[str, list[Reading]] = {}
    for reading in readings:
        by_voter.setdefault(reading.voter, []).append(reading)
    votes = tuple(_vote(voter, by_voter[voter]) for voter in sorted(by_voter))
    if not votes:
        return None
    estimate = fmean(vote.mean for vote in votes)
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
    """Compare the plain means of two waves among those who spoke in both; nothing below three, or where unseen."""
    plain = [plain_of(seen, score) for score in (before, now)]
    first, second = (derivation(seen, score) if score is not None else None for score in plain)
    if first is None or second is None:
        return None
    was = {vote.voter: vote.mean for vote in first.votes}
    moved = [vote.mean - was[vote.voter] for vote in second.votes if vote.voter in was]
    if len(moved) < FEWEST:
        return None
    half = float(stats.t.ppf(0.975, len(moved) - 1)) * stdev(moved) / math.sqrt(len(moved))
    mean = fmean(moved)
    return Paired(len(moved), mean, mean - half, mean + half)


def _readings(statements: pd.DataFrame, score: Score) -> list[Reading]:
    """Return each statement behind a score once, in points, with how much of it belongs to the score."""
    if not set(COLUMNS) <= set(statements.columns):
        return []
    rows = statements.loc[statements["statement_id"].isin(score.evidence), list(COLUMNS)]
    parted = score.level in ("organisation_in", "sector", "group")
    found = {}
    for row in records(rows):
        points = _points(row)
        interview = str(row["interview_id"])
        if math.isnan(points) or interview in WITHHELD:
            continue
        reporter = str(row["reporter"])
        share = 1.0 / max(len(ids(row["target"])), 1) if parted else 1.0
        voter = interview if reporter in WITHHELD else reporter
        reading = Reading(voter, interview, str(row["quote_id"]), str(row["coder"]), points, share)
        found[(reading, str(row["domain"]), str(row["target"]))] = reading
    return list(found.values())


def _points(row: dict[str, Any]) -> float:
    rating = number(row, "rating")
    if math.isnan(rating):
        rating = settings.VALENCE_RATINGS.get(str(row["valence"]), math.nan)
    return rating * settings.POINTS_PER_RATING


def _vote(voter: str, readings: list[Reading]) -> Vote:
    """Average statements within coders, coders within quotes, quotes within interviews, interviews within one vote."""
    coders: dict[tuple[str, str, str], list[Reading]] = {}
    for reading in readings:
        coders.setdefault((reading.interview, reading.quote, reading.coder), []).append(reading)
    quotes: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for (interview, quote, _), parts in coders.items():
        quotes.setdefault((interview, quote), []).append(_weighted([(part.points, part.share) for part in parts]))
    interviews: dict[str, list[tuple[float, float]]] = {}
    for (interview, _), parts_of_quote in quotes.items():
        points, shares = zip(*parts_of_quote, strict=True)
        interviews.setdefault(interview, []).append((fmean(points), fmean(shares)))
    mean = fmean(_weighted(parts_of_interview)[0] for parts_of_interview in interviews.values())
    return Vote(voter, mean, len(interviews), len(quotes), len(readings))


def _weighted(parts: list[tuple[float, float]]) -> tuple[float, float]:
    total = sum(share for _, share in parts)
    return sum(points * share for points, share in parts) / total, total
