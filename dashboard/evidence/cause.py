"""A cause: who names it, for which condition, where they see it, and who is competent to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard.components.facts import facts, section
from dashboard.evidence import Evidence, Kind
from dashboard.rows import records
from dashboard.sentences import capital, table
from dashboard.sentences import ids as several
from dashboard.words import say

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State


def find(seen: Seen, state: State, parts: tuple[str, ...]) -> Evidence | None:
    """Find the interviews that name one cause in one wave."""
    key, wave = parts
    frame = table(seen, "causes")
    rows = frame[(frame["cause"] == key) & (frame["wave"] == wave)] if len(frame) else frame
    if rows.empty:
        return None
    text = say(state)
    whole = rows[(rows["domain"] == "") & (rows["locus"] == "")]
    total = records(whole if len(whole) else rows.sort_values("interviews"))[-1]
    pairs: list[tuple[str, Component | str]] = [
        (
            text("Named in"),
            text("{number} of {of} interviews", number=text.number(total["interviews"]), of=text.number(total["of"])),
        ),
        (text("By"), text("{number} organisations", number=text.number(total["organisations"]))),
        (
            text("Interval (95 %)"),
            text("{low} to {high} of organisations", low=text.percent(total["low"]), high=text.percent(total["high"])),
        ),
        (text("Competent to change it"), capital(text.competent(total["competent_level"]))),
    ]
    split = rows[(rows["domain"] != "") & (rows["locus"] == "")]
    places = rows[(rows["domain"] == "") & (rows["locus"] != "")]
    shown: list[Component] = [facts(pairs)]
    for title, part, column, word in (
        (text("For which condition"), split, "domain", text.domain),
        (text("Where people see it"), places, "locus", text.locus),
    ):
        items = [
            (capital(word(row[column])), text("{number} interviews", number=text.number(row["interviews"])))
            for row in records(part)
        ]
        shown += [section(title, facts(items))] if items else []
    shown.append(
        html.P(text("Counted by interview and by organisation; the interval is Jeffreys'."), className="muted small")
    )
    evidence = tuple(dict.fromkeys(key for cell in rows["evidence"] for key in several(cell)))
    return Evidence(
        kind=text("cause"),
        title=capital(text.cause(key)),
        parts=tuple(shown),
        statements=((text("What it rests on"), evidence),),
        withheld=int(total.get("evidence_withheld", 0) or 0),
    )


CAUSE = Kind("cause", find)
