"""What interviews name: in how many a condition comes up, as a barrier, as a help, or as both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.facts import facts
from dashboard.components.quotes import VALENCES
from dashboard.evidence import Evidence, Kind
from dashboard.rows import records
from dashboard.sentences import capital, table
from dashboard.sentences import ids as several
from dashboard.words import say

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.state import State


def find(seen: Seen, state: State, parts: tuple[str, ...]) -> Evidence | None:
    """Find the interviews that name one condition in one wave."""
    domain, wave = parts
    frame = table(seen, "mentions")
    if frame.empty:
        return None
    rows = frame[
        (frame["domain"] == domain) & (frame["wave"] == wave) & (frame["facet"] == "") & (frame["cause"] == "")
    ]
    if rows.empty:
        return None
    text = say(state)
    found = {row["valence"]: row for row in records(rows)}
    counts = [
        (
            capital(text(VALENCES[valence])),
            text("{number} of {of} interviews", number=text.number(row["interviews"]), of=text.number(row["of"])),
        )
        for valence, row in found.items()
        if valence in VALENCES
    ]
    rule = html.P(
        text("An interview counts once, however often it speaks of it. This needs no ratings."), className="muted small"
    )
    named = [
        (capital(text(VALENCES[valence])), several(found[valence]["evidence"]))
        for valence in VALENCES
        if valence in found
    ]
    hidden = sum(int(row.get("evidence_withheld", 0) or 0) for valence, row in found.items() if valence)
    return Evidence(
        kind=text("named in interviews"),
        title=capital(text.domain(domain)),
        parts=(facts(counts), rule),
        statements=tuple(named),
        withheld=hidden,
    )


MENTION = Kind("mention", find)
