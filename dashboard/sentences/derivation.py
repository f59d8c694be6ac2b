"""How one plain mean came about: the vote of each organisation, read from the table ``score_votes``.

Where votes may not be seen there is no working. A score of the model is no mean of votes: it has none here either, only
the plain mean beside it has.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboard.sentences import number, records, table
from dashboard.sentences.method import MODEL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from collabnet.views import Seen
    from dashboard.sentences.scores import Score


@dataclass(frozen=True)
class Vote:
    """One organisation's vote: its mean, what the score would be without it, and what it rests on."""

    voter: str
    mean: float
    without: float
    interviews: int
    quotes: int
    statements: int


@dataclass(frozen=True)
class Derivation:
    """The working of one score."""

    votes: tuple[Vote, ...]
    estimate: float

    def without_each(self) -> tuple[float, float]:
        """Return the lowest and highest score when any single organisation is left out; NaN where there is only one."""
        left = [vote.without for vote in self.votes if not math.isnan(vote.without)]
        return (min(left), max(left)) if left else (math.nan, math.nan)


def derivation(seen: Seen, score: Score) -> Derivation | None:
    """Return the votes behind one plain mean; nothing where they may not be seen, or the model made the score."""
    rows = table(seen, "score_votes")
    if score.method == MODEL or rows.empty:
        return None
    for name in ("level", "subject", "domain", "wave", "voice"):
        rows = rows[rows[name] == getattr(score, name)]
    votes = tuple(_vote(row) for row in records(rows))
    return Derivation(votes, score.value) if votes else None


def _vote(row: Mapping[str, Any]) -> Vote:
    counts = {name: int(row[name]) for name in ("interviews", "quotes", "statements")}
    return Vote(str(row["voter"]), number(row, "mean"), number(row, "without"), **counts)
