"""A service: who offers it, who needs it, and how long the wait is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from dash import html

from dashboard import ids, picks
from dashboard.components.facts import lines, section
from dashboard.evidence import Evidence, Kind
from dashboard.rows import records
from dashboard.sentences import capital, gaps, number, table
from dashboard.sentences.services import FIGURES
from dashboard.words import say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.gaps import Gap
    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say


def find(seen: Seen, state: State, parts: tuple[str, ...]) -> Evidence | None:
    """Find who offers and who needs one service."""
    (key,) = parts
    frame = table(seen, "services")
    rows = frame[frame["service"] == key] if len(frame) else frame
    if rows.empty:
        return None
    text = say(state)
    gap, withheld = _gap(seen, key)
    shown = [section(text("What stands in the way"), lines(gaps.why(gap, seen, text)))] if gap else []
    for role, title in (
        ("offers", text("Who offers it")),
        ("needs_for_clients", text("Who needs it for clients")),
        ("own_needs", text("Who needs it for its own work")),
    ):
        found = [_line(seen, text, row) for row in records(rows[rows["role"] == role])]
        shown.append(
            section(title, lines(found) if found else html.P(text("Nobody in this study."), className="muted"))
        )
    return Evidence(
        kind=text("service"),
        title=capital(text.label(seen, key)),
        parts=tuple(shown),
        statements=((text("What is said of it"), gap.evidence),) if gap else (),
        withheld=withheld,
        correctable=True,
    )


def _gap(seen: Seen, service: str) -> tuple[Gap | None, int]:
    """Return the gap of a service and how many of its statements are not shown."""
    frame = table(seen, "gap_findings")
    rows = frame[frame["service"] == service] if "service" in frame else frame.iloc[:0]
    if rows.empty:
        return None, 0
    row = rows.iloc[0]
    found = next(gap for gap in gaps.gaps(seen, row["wave"]) if gap.gap_id == row["gap_id"])
    return found, int(row.get("evidence_withheld", 0) or 0)


def _line(seen: Seen, text: Say, row: dict[str, Any]) -> Component:
    name = html.Button(
        text.name(seen, row["organisation_id"]),
        id=ids.pick(picks.organisation(row["organisation_id"]), place=f"service-{row['role']}"),
        className="pick",
    )
    told = []
    if not pd.isna(row["wait_weeks"]):
        told.append(text("waiting time {weeks} weeks", weeks=text.number(row["wait_weeks"])))
    told += [text(words, number=text.number(row[name])) for name, words in FIGURES.items() if number(row, name) >= 0]
    if isinstance(row["confirmed_on"], str) and row["confirmed_on"][:2].isdigit():
        told.append(text("confirmed {date}", date=text.date(row["confirmed_on"])))
    return html.Span([name, html.Span(" · ".join(["", *told]), className="muted small")])


SERVICE = Kind("service", find)
